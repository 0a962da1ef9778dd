//! Comment after comment → verdict after verdict, on one thread.

use super::life::Ends;
use super::{Ruleset, Verdict, reference};
use crate::comment::{Comment, Time};

/// Judges comments by a rule set; owns the memory that judging needs and reuses it.
#[derive(Clone, Debug)]
pub struct Scanner {
    ruleset: Ruleset,
    ends: Ends,
}

impl Scanner {
    /// A scanner for these rules, without a time of its own.
    pub fn new(ruleset: &Ruleset) -> Scanner {
        Scanner { ruleset: ruleset.clone(), ends: Ends::Compared(None) }
    }

    /// The same scanner, which compares `until` with `now` for comments that do not say when they were posted.
    pub fn at(mut self, now: Option<Time>) -> Scanner {
        self.ends = Ends::Compared(now);
        self
    }

    /// The same scanner, for which no rule ever ends.
    pub(super) fn endless(mut self) -> Scanner {
        self.ends = Ends::Ignored;
        self
    }

    /// Judges a comment.
    pub fn scan(&mut self, comment: &Comment) -> Verdict {
        reference::judge_by(self.ruleset.rules(), comment, self.ends)
    }
}
