//! Rules × a comment → [`Verdict`].

pub mod verdict;

pub use verdict::{RuleVerdict, SpanFound, Undecided, Verdict};
