//! What one chunk counts → the totals of a scan.

use std::collections::{BTreeSet, HashMap};

use crate::check::RuleId;
use crate::eval::Verdict;
use crate::outcome::Action;

use super::{Damage, Totals};

/// What was counted in one chunk. It is small however many rules there are.
#[derive(Debug, Default)]
pub(super) struct Tally {
    comments: u64,
    actions: [u64; Action::ALL.len()],
    fired: HashMap<RuleId, u64>,
    undecided: HashMap<RuleId, Undecided>,
    damaged: u64,
    damage: Vec<Damage>,
}

#[derive(Debug, Default)]
struct Undecided {
    count: u64,
    missing: BTreeSet<String>,
}

impl Tally {
    pub(super) fn verdict(&mut self, verdict: &Verdict) {
        self.comments += 1;
        self.actions[verdict.action as usize] += 1;
        for rule in &verdict.rules {
            *self.fired.entry(rule.id).or_default() += 1;
        }
        for undecided in &verdict.undecided {
            let counted = self.undecided.entry(undecided.rule).or_default();
            counted.count += 1;
            for field in &undecided.missing {
                if !counted.missing.contains(field) {
                    counted.missing.insert(field.clone());
                }
            }
        }
    }

    pub(super) fn damage(&mut self, input: &str, line: u64, reason: String) {
        self.damaged += 1;
        if self.damage.len() < Totals::MOST_DAMAGE_LISTED {
            self.damage.push(Damage { input: input.to_owned(), line, reason });
        }
    }
}

impl Totals {
    /// Makes the lists by rule at least so long.
    pub(super) fn make_room_for(&mut self, rules: usize) {
        let rules = rules.max(self.fired.len());
        self.fired.resize(rules, 0);
        self.undecided.resize(rules, 0);
        self.missing.resize(rules, BTreeSet::new());
    }

    /// Adds what the next chunk counted.
    pub(super) fn add(&mut self, tally: Tally) {
        self.comments += tally.comments;
        for (sum, count) in self.actions.iter_mut().zip(tally.actions) {
            *sum += count;
        }
        for (rule, count) in tally.fired {
            self.make_room_for(rule.0 as usize + 1);
            self.fired[rule.0 as usize] += count;
        }
        for (rule, undecided) in tally.undecided {
            self.make_room_for(rule.0 as usize + 1);
            self.undecided[rule.0 as usize] += undecided.count;
            self.missing[rule.0 as usize].extend(undecided.missing);
        }
        self.damaged += tally.damaged;
        let room = Totals::MOST_DAMAGE_LISTED.saturating_sub(self.damage.len());
        self.damage.extend(tally.damage.into_iter().take(room));
    }

    /// How many comments met an action of tag or more.
    pub(super) fn flagged(&self) -> u64 {
        self.actions[Action::Tag as usize..].iter().sum()
    }
}
