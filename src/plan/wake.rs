//! What wakes a rule: the index from words, links and other rules to the rules that look for them.

use std::collections::HashMap;

use super::{Plan, Program, Slots, Test};
use crate::check::{CheckedRules, Condition, Near, PatternId, Quantity, Search, WordSetId};

/// For each list, the positions of the rules that look for its words in one text.
#[derive(Debug, Default)]
pub(crate) struct Wakes(pub(super) HashMap<WordSetId, Vec<u32>>);

impl Wakes {
    /// Whether no rule looks for words there.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rules that a word of this list wakes.
    pub(crate) fn rules(&self, set: WordSetId) -> &[u32] {
        self.0.get(&set).map_or(&[], Vec::as_slice)
    }
}

/// Notes everything that wakes the rule at `position` by this test.
pub(super) fn register(test: &Test, position: u32, slots: &mut Slots, askers: &mut [Vec<u32>]) {
    match test {
        Test::Words { search, .. } => register_search(search, position, slots),
        Test::Links { text, .. } => {
            let slot = slots.place(*text);
            slots.links[slot].push(position);
        }
        Test::Fired(asked) => asked.iter().for_each(|asked| askers[*asked as usize].push(position)),
        Test::Plain(condition) => each_count(condition, &mut |search| register_search(search, position, slots)),
    }
}

fn register_search(search: &Search, position: u32, slots: &mut Slots) {
    let slot = slots.place(search.text);
    for member in &search.members {
        slots.words[slot].0.entry(*member).or_default().push(position);
    }
}

/// Calls `each` with every search whose hits are counted.
fn each_count<'p>(condition: &'p Condition, each: &mut impl FnMut(&'p Search)) {
    let mut look = |quantity: &'p Quantity| {
        if let Quantity::Count(search) = quantity {
            each(search);
        }
    };
    match condition {
        Condition::Compare(left, _, right) => [left, right].into_iter().for_each(look),
        Condition::Is(left, values) => std::iter::once(left).chain(values).for_each(look),
        Condition::Known(quantity) => look(quantity),
        _ => {}
    }
}

/// Which lists each pattern belongs to, and where it is looked for.
#[derive(Debug)]
pub(crate) struct Members {
    /// For each pattern, in the order of lists: the list, the group in it, and whether it is an exception there.
    memberships: Vec<Vec<Membership>>,
    /// For each pattern, the texts in which a hit of it wakes rules, and those in which it is looked for at all.
    wakes_in: Vec<SlotSet>,
    used_in: Vec<SlotSet>,
}

/// A pattern's place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Membership {
    /// The list.
    pub(crate) set: WordSetId,
    /// The group in it.
    pub(crate) group: u32,
    /// Whether the pattern is one of the group's exceptions.
    pub(crate) except: bool,
}

/// A set of slots; all from the 64th on count as one.
#[derive(Clone, Copy, Debug, Default)]
struct SlotSet(u64);

impl SlotSet {
    fn bit(slot: usize) -> u64 {
        1 << slot.min(63)
    }

    fn has(self, slot: usize) -> bool {
        self.0 & SlotSet::bit(slot) != 0
    }
}

impl Members {
    pub(super) fn new(rules: &CheckedRules, programs: &[Program], slots: &Slots) -> Members {
        let mut members = Members {
            memberships: vec![Vec::new(); rules.patterns.len()],
            wakes_in: vec![SlotSet::default(); rules.patterns.len()],
            used_in: vec![SlotSet::default(); rules.patterns.len()],
        };
        let mut set_wakes = vec![SlotSet::default(); rules.word_sets.len()];
        let mut set_used = set_wakes.clone();
        let mut mark = |search: &Search| {
            let bit = SlotSet::bit(slots.find(search.text).unwrap_or_default());
            search.members.iter().for_each(|set| set_wakes[set.0 as usize].0 |= bit);
            let near = search.near.iter().chain(&search.unless).flat_map(|near: &Near| &near.members);
            let used = search.members.iter().chain(&search.except).chain(near);
            used.for_each(|set| set_used[set.0 as usize].0 |= bit);
        };
        for test in programs.iter().flat_map(Program::tests) {
            match test {
                Test::Words { search, .. } => mark(search),
                Test::Plain(condition) => each_count(condition, &mut mark),
                _ => {}
            }
        }
        for (at, set) in rules.word_sets.iter().enumerate() {
            for (group_at, group) in set.groups.iter().enumerate() {
                let place = Membership { set: WordSetId(at as u32), group: group_at as u32, except: false };
                for pattern in &group.patterns {
                    members.add(*pattern, place, set_wakes[at], set_used[at]);
                }
                for pattern in &group.except {
                    members.add(*pattern, Membership { except: true, ..place }, SlotSet::default(), set_used[at]);
                }
            }
        }
        members
    }

    fn add(&mut self, pattern: PatternId, place: Membership, wakes: SlotSet, used: SlotSet) {
        let at = pattern.0 as usize;
        self.memberships[at].push(place);
        self.wakes_in[at].0 |= wakes.0;
        self.used_in[at].0 |= used.0;
    }

    /// Whether a hit of the pattern in this text wakes rules.
    pub(crate) fn wakes(&self, pattern: PatternId, slot: usize) -> bool {
        self.wakes_in[pattern.0 as usize].has(slot)
    }

    /// Whether a rule looks for the pattern in this text, be it only as an exception or near other words.
    pub(crate) fn is_used(&self, pattern: PatternId, slot: usize) -> bool {
        self.used_in[pattern.0 as usize].has(slot)
    }

    /// The lists that a pattern belongs to, in order.
    pub(crate) fn of(&self, pattern: PatternId) -> &[Membership] {
        &self.memberships[pattern.0 as usize]
    }

    /// The places of a pattern in one list.
    pub(crate) fn in_set(&self, pattern: PatternId, set: WordSetId) -> &[Membership] {
        let all = self.of(pattern);
        let start = all.partition_point(|place| place.set < set);
        let end = start + all[start..].partition_point(|place| place.set == set);
        &all[start..end]
    }
}

impl Plan {
    /// Calls `wake` with the position of every rule that looks for the pattern in this text.
    pub(crate) fn each_woken(&self, pattern: PatternId, slot: usize, mut wake: impl FnMut(u32)) {
        for place in self.members.of(pattern).iter().filter(|place| !place.except) {
            self.slots.words[slot].rules(place.set).iter().for_each(|position| wake(*position));
        }
    }
}
