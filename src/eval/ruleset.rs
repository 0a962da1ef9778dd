//! Rules that are ready to judge.

use std::sync::Arc;

use crate::check::CheckedRules;

/// A compiled rule set: immutable, shared between threads, cheap to clone.
#[derive(Clone, Debug)]
pub struct Ruleset {
    rules: Arc<CheckedRules>,
}

impl Ruleset {
    /// Prepares checked rules for judging.
    pub fn new(rules: CheckedRules) -> Ruleset {
        Ruleset { rules: Arc::new(rules) }
    }

    /// The rules as they were checked.
    pub fn rules(&self) -> &CheckedRules {
        &self.rules
    }
}
