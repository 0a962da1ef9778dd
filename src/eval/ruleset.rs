//! Rules that are ready to judge.

use std::sync::Arc;

use crate::check::CheckedRules;
use crate::plan::Plan;

/// A compiled rule set: immutable, shared between threads, cheap to clone.
#[derive(Clone, Debug)]
pub struct Ruleset {
    compiled: Arc<(CheckedRules, Plan)>,
}

impl Ruleset {
    /// Prepares checked rules for judging.
    pub fn new(rules: CheckedRules) -> Ruleset {
        let plan = Plan::new(&rules);
        Ruleset { compiled: Arc::new((rules, plan)) }
    }

    /// The rules as they were checked.
    pub fn rules(&self) -> &CheckedRules {
        &self.compiled.0
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.compiled.1
    }
}
