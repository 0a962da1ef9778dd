//! The tests that stand in rules → what came of each.

use super::{Ruleset, Scanner, SpanFound, Verdict};
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
pub fn run_tests(ruleset: &Ruleset) -> Vec<TestResult> {
    let mut scanner = Scanner::new(ruleset).endless();
    let mut results = Vec::new();
    for (at, rule) in ruleset.rules().rules.iter().enumerate() {
        let id = RuleId(at as u32);
        for test in &rule.tests {
            let outcome = outcome(id, test.flags, scanner.scan(&test.comment));
            results.push(TestResult { rule: id, span: test.span, flags: test.flags, outcome });
        }
    }
    results
}

fn outcome(rule: RuleId, flags: bool, verdict: Verdict) -> TestOutcome {
    let fired = verdict.rules.into_iter().find(|fired| fired.id == rule);
    let undecided = verdict.undecided.into_iter().find(|undecided| undecided.rule == rule);
    match (flags, fired, undecided) {
        (true, Some(_), _) | (false, None, None) => TestOutcome::Right,
        (false, Some(fired), _) => TestOutcome::Noisy { spans: fired.spans },
        (false, None, Some(undecided)) => TestOutcome::Undecided { missing: undecided.missing },
        (true, None, undecided) => {
            TestOutcome::Missed { missing: undecided.map(|undecided| undecided.missing).unwrap_or_default() }
        }
    }
}
