//! Warnings about rules that can be used but probably do not do what their author wants; one file a lint.
//!
//! A lint says something and changes nothing. Packs that come with comity are not looked at where a rule set is built
//! on them.

mod decided;
mod entries;
mod fired_never;
mod out_of_reach;
mod policy_ignored;
mod topic_removes;
mod untested;
mod unused;

use std::collections::HashSet;

use super::context::Fate;
use super::list_files::ListTexts;
use super::lists::Lexicon;
use super::names::{Defined, Definitions, Thing};
use super::outcomes::Policy;
use crate::diagnostic::Diagnostics;
use crate::syntax::ast;

/// What the lints look at.
pub(super) struct Found<'a, 'd> {
    pub definitions: &'d Definitions<'a>,
    pub fates: &'d [Fate<'a>],
    pub texts: &'d ListTexts,
    pub lexicon: &'d Lexicon,
    pub uses: &'d HashSet<Thing>,
    /// The lists whose words are looked for, rather than asked for near others.
    pub sought: &'d HashSet<usize>,
    pub policy: &'d Policy,
    /// Whether everything could be read, so that what is not there is missing indeed.
    pub whole: bool,
}

impl<'a> Found<'a, '_> {
    /// The rule set's own rules that are not turned off, with their places.
    fn own_rules(&self) -> impl Iterator<Item = (usize, &Defined<'a, ast::Rule>, &Fate<'a>)> {
        let rules = self.definitions.rules.iter().zip(self.fates).enumerate();
        rules
            .filter(|(_, (rule, fate))| fate.id.is_some() && self.definitions.loaded.is_own(rule.pack))
            .map(|(at, (rule, fate))| (at, rule, fate))
    }
}

/// Says everything that there is to warn of.
pub(super) fn run(found: &Found, diagnostics: &mut Diagnostics) {
    fired_never::lint(found, diagnostics);
    topic_removes::lint(found, diagnostics);
    entries::lint(found, diagnostics);
    policy_ignored::lint(found, diagnostics);
    decided::lint(found, diagnostics);
    if found.whole {
        untested::lint(found, diagnostics);
        unused::lint(found, diagnostics);
        out_of_reach::lint(found, diagnostics);
    }
}

/// Calls `see` with every condition below one, itself included, and whether it stands below a `not`.
fn each_condition<'c>(condition: &'c ast::Condition, below_not: bool, see: &mut impl FnMut(&'c ast::Condition, bool)) {
    see(condition, below_not);
    match &condition.what {
        ast::What::All(parts) | ast::What::Any(parts) | ast::What::AtLeast(_, parts) => {
            parts.iter().for_each(|part| each_condition(part, below_not, see));
        }
        ast::What::Not(part) => each_condition(part, !below_not, see),
        _ => {}
    }
}
