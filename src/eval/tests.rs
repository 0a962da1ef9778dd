//! The tests that stand in rules → what came of each.

use super::{Ruleset, SpanFound};
use crate::check::RuleId;
use crate::source::Span;

/// What came of one test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestResult {
    /// The rule in which it stands.
    pub rule: RuleId,
    /// Where it stands.
    pub span: Span,
    /// Whether the rule should have fired.
    pub flags: bool,
    /// Whether the rule did what it should.
    pub outcome: TestOutcome,
}

/// Whether a rule did what its test demands.
#[derive(Clone, Debug, PartialEq)]
pub enum TestOutcome {
    /// It did.
    Right,
    /// It should have fired and did not.
    Missed {
        /// The fields for want of which it could not decide, sorted; empty where it decided against the comment.
        missing: Vec<String>,
    },
    /// It should not have fired and did.
    Noisy {
        /// On which words.
        spans: Vec<SpanFound>,
    },
    /// It should have decided against the comment and could not decide.
    Undecided {
        /// The fields that the test must add with `with`, sorted.
        missing: Vec<String>,
    },
}

/// Runs the tests of all rules, in the order of rules and of their tests.
///
/// Each rule is judged alone, by its own truth, whether or not it is a shadow rule and whatever its `until`; other
/// rules count only through `fired(…)`.
pub fn run_tests(_ruleset: &Ruleset) -> Vec<TestResult> {
    Vec::new()
}
