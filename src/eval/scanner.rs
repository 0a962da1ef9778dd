//! Comment after comment → verdict after verdict, on one thread.

use super::{Ruleset, Verdict, reference};
use crate::comment::{Comment, Time};

/// Judges comments by a rule set; owns the memory that judging needs and reuses it.
#[derive(Clone, Debug)]
pub struct Scanner {
    ruleset: Ruleset,
    now: Option<Time>,
}

impl Scanner {
    /// A scanner for these rules, without a time of its own.
    pub fn new(ruleset: &Ruleset) -> Scanner {
        Scanner { ruleset: ruleset.clone(), now: None }
    }

    /// The same scanner, which compares `until` with `now` for comments that do not say when they were posted.
    pub fn at(mut self, now: Option<Time>) -> Scanner {
        self.now = now;
        self
    }

    /// Judges a comment.
    pub fn scan(&mut self, comment: &Comment) -> Verdict {
        reference::judge(self.ruleset.rules(), comment, self.now)
    }
}
