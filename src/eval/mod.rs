//! Rules × a comment → [`Verdict`].
//!
//! [`Ruleset`] is compiled once and shared, a [`Scanner`] belongs to one thread, a [`Verdict`] is plain data. The same
//! rules and comment always give the same verdict. [`reference`](mod@reference) defines what that verdict is.

mod conditions;
mod facts;
mod judgement;
mod life;
mod reading;
pub mod reference;
mod ruleset;
mod run;
mod scanner;
mod search;
mod seen;
mod tests;
pub mod verdict;

pub use crate::plan::Truth;
pub use ruleset::{Compiled, Ruleset};
pub use scanner::Scanner;
pub use tests::{TestOutcome, TestResult, run_tests};
pub use verdict::{RuleVerdict, SpanFound, Undecided, Verdict};
