//! A comment's texts → the words that were seen in them, and for each list that a rule asks for the hits that count.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::check::{CheckedRules, PatternId, WordSetId};
use crate::plan::Plan;
use crate::text::{Hit, KindSet, ViewText};

/// Where a pattern of a list was found.
#[derive(Clone, Debug)]
pub(super) struct WordHit {
    pub(super) pattern: PatternId,
    pub(super) bytes: Range<usize>,
    pub(super) tokens: Range<u32>,
    pub(super) how: KindSet,
}

/// Everything seen in the texts of one comment, by slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    slots: Vec<Slot>,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    /// The hits of patterns that wake rules, in order once they are sorted.
    hits: Vec<(PatternId, Hit)>,
    /// Words that may be hits of patterns that wake no rule: exceptions and what stands near others. They are looked at
    /// when a rule asks.
    waiting: Vec<(PatternId, usize)>,
    /// Whether `waiting` has been looked at and `hits` is in order.
    sorted: bool,
    lists: HashMap<WordSetId, Arc<Vec<WordHit>>>,
}

impl Seen {
    /// Forgets everything and keeps the memory.
    pub(super) fn clear(&mut self, slots: usize) {
        self.slots.resize_with(slots, Slot::default);
        for slot in &mut self.slots {
            slot.hits.clear();
            slot.waiting.clear();
            slot.sorted = false;
            slot.lists.clear();
        }
    }

    /// Looks for words in the text of a slot; calls `wake` with the position of every rule that looks for what is seen.
    ///
    /// The time is linear in the text and in the hits, and does not depend on how many words are looked for.
    pub(super) fn look(
        &mut self,
        slot: usize,
        plan: &Plan,
        rules: &CheckedRules,
        view: &ViewText,
        mut wake: impl FnMut(u32),
    ) {
        let Slot { hits, waiting, .. } = &mut self.slots[slot];
        for (at, step) in view.steps().iter().enumerate() {
            plan.lexicon.candidates(&step.skeleton, |pattern| {
                if plan.members.wakes(pattern, slot) {
                    let found = rules.patterns[pattern.0 as usize].hits_at(view, at);
                    hits.extend(found.into_iter().map(|hit| (pattern, hit)));
                } else if plan.members.is_used(pattern, slot) {
                    waiting.push((pattern, at));
                }
            });
        }
        for pattern in plan.lexicon.literals(view) {
            if plan.members.is_used(pattern, slot) {
                let found = rules.patterns[pattern.0 as usize].hits(view);
                hits.extend(found.into_iter().map(|hit| (pattern, hit)));
            }
        }
        hits.sort_unstable_by_key(|(pattern, _)| *pattern);
        for same in hits.chunk_by(|(left, _), (right, _)| left == right) {
            plan.each_woken(same[0].0, slot, &mut wake);
        }
    }

    /// The hits of a list in the text of a slot, less those inside its exceptions.
    pub(super) fn list(
        &mut self,
        slot: usize,
        set: WordSetId,
        plan: &Plan,
        rules: &CheckedRules,
        view: &ViewText,
    ) -> Arc<Vec<WordHit>> {
        let slot = &mut self.slots[slot];
        if let Some(list) = slot.lists.get(&set) {
            return list.clone();
        }
        slot.sort(rules, view);
        let mut groups: HashMap<u32, (Vec<WordHit>, Vec<Range<usize>>)> = HashMap::new();
        for (pattern, hit) in &slot.hits {
            for place in plan.members.in_set(*pattern, set) {
                let (hits, except) = groups.entry(place.group).or_default();
                if place.except {
                    except.push(hit.bytes.clone());
                } else {
                    hits.push(WordHit {
                        pattern: *pattern,
                        bytes: hit.bytes.clone(),
                        tokens: hit.tokens.clone(),
                        how: hit.how,
                    });
                }
            }
        }
        let left = groups.into_values().flat_map(|(mut hits, except)| {
            let covered = Covered::new(except);
            hits.retain(|hit| !covered.holds(&hit.bytes));
            hits
        });
        let list = Arc::new(left.collect());
        slot.lists.insert(set, Arc::clone(&list));
        list
    }
}

impl Slot {
    /// Looks at what waits, and puts the hits in order, each once.
    fn sort(&mut self, rules: &CheckedRules, view: &ViewText) {
        if self.sorted {
            return;
        }
        self.sorted = true;
        for (pattern, step) in self.waiting.drain(..) {
            let found = rules.patterns[pattern.0 as usize].hits_at(view, step);
            self.hits.extend(found.into_iter().map(|hit| (pattern, hit)));
        }
        self.hits.sort_by(|(left_pattern, left), (right_pattern, right)| {
            let key = |hit: &Hit| (hit.bytes.start, hit.bytes.end, hit.tokens.start, hit.tokens.end);
            left_pattern.cmp(right_pattern).then_with(|| key(left).cmp(&key(right)))
        });
        self.hits.dedup();
    }
}

/// Ranges of bytes, to be asked whether one of them holds another range whole.
pub(super) struct Covered {
    /// The starts in order, each with the greatest end of all ranges that start there or before.
    reach: Vec<(usize, usize)>,
}

impl Covered {
    pub(super) fn new(mut ranges: Vec<Range<usize>>) -> Covered {
        ranges.sort_unstable_by_key(|range| range.start);
        let mut reach: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for range in ranges {
            let before = reach.last().map_or(0, |(_, end)| *end);
            reach.push((range.start, range.end.max(before)));
        }
        Covered { reach }
    }

    /// Whether one of the ranges holds this one whole: the one that reaches farthest of those that start no later.
    pub(super) fn holds(&self, range: &Range<usize>) -> bool {
        let starts = self.reach.partition_point(|(start, _)| *start <= range.start);
        starts.checked_sub(1).is_some_and(|last| self.reach[last].1 >= range.end)
    }
}
