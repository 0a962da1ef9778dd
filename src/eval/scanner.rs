//! Comment after comment → verdict after verdict, on one thread.

use std::collections::HashMap;
use std::sync::Arc;

use regex::Regex;

use super::facts::Facts;
use super::life::Ends;
use super::run::{Run, Scratch};
use super::{Ruleset, Verdict, judgement};
use crate::comment::{Comment, Time};
use crate::plan::Slumber;

/// How many different sets of missing fields a scanner remembers. A dump has a handful; a hostile one could make up a
/// new one for each comment.
const MOST_SLUMBERS: usize = 64;

/// Judges comments by a rule set; owns the memory that judging needs and reuses it.
#[derive(Clone, Debug)]
pub struct Scanner {
    ruleset: Ruleset,
    ends: Ends,
    /// The rule set's own, so that threads do not wait for each other's.
    regexes: Vec<Regex>,
    /// What sleeping rules say, by which of the plan's fields the comment has.
    slumbers: HashMap<Vec<bool>, Arc<Slumber>>,
    scratch: Scratch,
}

impl Scanner {
    /// A scanner for these rules, without a time of its own.
    pub fn new(ruleset: &Ruleset) -> Scanner {
        Scanner {
            ruleset: ruleset.clone(),
            ends: Ends::Compared(None),
            regexes: ruleset.rules().regexes.clone(),
            slumbers: HashMap::new(),
            scratch: Scratch::default(),
        }
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

    /// Judges a comment. The verdict is the one that [`reference::judge`](super::reference::judge) gives.
    ///
    /// Takes time linear in the comment's texts, with a factor for the rules that something in it wakes, and nothing for
    /// the others.
    pub fn scan(&mut self, comment: &Comment) -> Verdict {
        let (rules, plan) = (self.ruleset.rules(), self.ruleset.plan());
        let facts = Facts::new(&rules.schema, comment, plan.text_fields.iter().copied());
        let there: Vec<bool> = plan.fields.iter().map(|field| facts.has(*field)).collect();
        let slumber = match self.slumbers.get(&there) {
            Some(slumber) => Arc::clone(slumber),
            None => {
                if self.slumbers.len() >= MOST_SLUMBERS {
                    self.slumbers.clear();
                }
                let slumber = Arc::new(plan.slumber(rules, &|field| facts.has(field)));
                self.slumbers.insert(there, Arc::clone(&slumber));
                slumber
            }
        };
        let run = Run::new((rules, plan), &self.regexes, &slumber, &facts, self.ends, &mut self.scratch);
        let (firings, undecided) = run.judge();
        judgement::verdict(rules, comment, firings, undecided)
    }
}
