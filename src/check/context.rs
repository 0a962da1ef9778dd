//! What conditions are checked against, and what they leave behind.

use std::collections::HashSet;

use super::RuleId;
use super::lists::Lexicon;
use super::names::{Definitions, Thing};
use super::packs::PackId;
use super::regexes::Regexes;
use super::sites::SiteLists;
use crate::comment::{Schema, Value};
use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;
use crate::syntax::ast;

/// What has become of a rule as defined, after `adjust` and `turn off`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate<'a> {
    /// Its place among the rules that are judged; `None` where it is turned off.
    pub id: Option<RuleId>,
    pub shadow: bool,
    pub until: Option<crate::comment::Time>,
    pub then: &'a ast::Then,
    pub because: Option<&'a ast::Because>,
    pub languages: &'a [ast::Name],
}

/// Everything that the condition of a rule is checked against.
pub(super) struct Context<'a, 'd> {
    pub definitions: &'d Definitions<'a>,
    pub schema: &'d Schema,
    pub settings: &'d [Value],
    pub fates: &'d [Fate<'a>],
    pub sources: &'d SourceMap,
    pub diagnostics: &'d mut Diagnostics,
    pub lexicon: Lexicon,
    pub sites: SiteLists,
    pub regexes: Regexes,
    /// The lists, sites, rules and settings that conditions have referred to.
    pub uses: HashSet<Thing>,
    /// The lists whose words are looked for, rather than asked for near others.
    pub sought: HashSet<usize>,
    /// The rule at hand, by its place among the definitions.
    pub rule: usize,
    /// Its pack.
    pub pack: PackId,
    /// The rules, by their place among the definitions, that the rule at hand asks for.
    pub asks: Vec<usize>,
    /// How many rules all `fired(…)` name together.
    pub asked: usize,
}
