//! Rules that are ready to judge.

use std::sync::Arc;

use crate::check::{self, CheckedRules};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::source::{RuleFile, SourceMap};

/// A compiled rule set: immutable, shared between threads, cheap to clone.
#[derive(Clone, Debug)]
pub struct Ruleset {
    compiled: Arc<(CheckedRules, Plan)>,
}

/// What came of compiling rule files.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// All files that were read, for showing the places that the diagnostics speak about.
    pub sources: SourceMap,
    /// Everything there is to say, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The rule set, if there was no error.
    pub ruleset: Option<Ruleset>,
}

impl Ruleset {
    /// Checks rule files and prepares them for judging. It never fails: what is wrong stands in the diagnostics.
    pub fn compile(files: Vec<RuleFile>, options: &check::Options) -> Compiled {
        let checked = check::check(files, options);
        Compiled {
            sources: checked.sources,
            diagnostics: checked.diagnostics,
            ruleset: checked.rules.map(Ruleset::new),
        }
    }

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
