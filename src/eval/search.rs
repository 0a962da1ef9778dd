//! A search × the hits of its lists → the hits that are left, in time linear in the hits but for sorting them.

use std::sync::Arc;

use super::seen::{Covered, WordHit};
use crate::check::{Near, Search, WordSetId};
use crate::syntax::ast::{Reach, Side};
use crate::text::{KindSet, Token, ViewText};

/// What a search found.
#[derive(Default)]
pub(super) struct Found {
    /// Whether enough members have a hit left.
    pub(super) holds: bool,
    /// The hits left of all members.
    pub(super) hits: Vec<WordHit>,
    /// The hits of near words that stand near one of them; filled by [`Found::mark_near`].
    pub(super) near: Vec<WordHit>,
    nearby: Option<Vec<Neighbours>>,
}

impl Found {
    /// Runs a search; `list` tells the hits of a list.
    pub(super) fn new(
        search: &Search,
        disguised: bool,
        view: &ViewText,
        list: &mut impl FnMut(WordSetId) -> Arc<Vec<WordHit>>,
    ) -> Found {
        let mut found = Found::default();
        let lists: Vec<Arc<Vec<WordHit>>> = search.members.iter().map(|set| list(*set)).collect();
        if lists.iter().all(|hits| hits.is_empty()) {
            return Found { holds: search.at_least == 0, ..found };
        }
        let except = search.except.iter().flat_map(|set| {
            let hits = list(*set);
            hits.iter().map(|hit| hit.bytes.clone()).collect::<Vec<_>>()
        });
        let except = Covered::new(except.collect());
        let mut neighbours = |near: &Near| -> Vec<Neighbours> {
            near.members.iter().map(|set| Neighbours::new(list(*set).to_vec())).collect()
        };
        let near = search.near.as_ref().map(&mut neighbours);
        let unless: Vec<Vec<Neighbours>> = search.unless.iter().map(&mut neighbours).collect();
        let tokens = view.tokens();
        let mut members = 0;
        for hits in lists {
            let before = found.hits.len();
            let left = hits.iter().filter(|hit| {
                (!disguised || hit.how.meets(KindSet::DISGUISES))
                    && !except.holds(&hit.bytes)
                    && search.near.iter().zip(&near).all(|(near, words)| is_met(near, words, hit, tokens))
                    && !search.unless.iter().zip(&unless).any(|(near, words)| is_met(near, words, hit, tokens))
            });
            found.hits.extend(left.cloned());
            members += u32::from(found.hits.len() > before);
        }
        found.holds = members >= search.at_least;
        found.nearby = near;
        found
    }

    /// How many places were hit.
    pub(super) fn places(&self) -> usize {
        let mut places: Vec<_> = self.hits.iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
        places.sort_unstable();
        places.dedup();
        places.len()
    }

    /// Finds the near words that stand near a hit left, for the report.
    pub(super) fn mark_near(&mut self, search: &Search, view: &ViewText) {
        let (Some(near), Some(words)) = (&search.near, self.nearby.take()) else { return };
        let opposite = match near.side {
            Side::Near => Side::Near,
            Side::Before => Side::After,
            Side::After => Side::Before,
        };
        let left = Neighbours::new(self.hits.clone());
        for member in words {
            let reported =
                member.by_start.into_iter().filter(|word| left.join(opposite, near.reach, word, view.tokens()));
            self.near.extend(reported);
        }
    }
}

/// Whether enough of the words stand near the hit.
fn is_met(near: &Near, members: &[Neighbours], hit: &WordHit, tokens: &[Token]) -> bool {
    let met = members.iter().filter(|words| words.join(near.side, near.reach, hit, tokens)).count();
    met >= near.at_least as usize
}

/// Hits in the order of their first words and, beside it, of their last.
struct Neighbours {
    by_start: Vec<WordHit>,
    by_end: Vec<usize>,
}

impl Neighbours {
    fn new(mut hits: Vec<WordHit>) -> Neighbours {
        hits.sort_unstable_by_key(|hit| (hit.tokens.start, hit.bytes.start));
        let mut by_end: Vec<usize> = (0..hits.len()).collect();
        by_end.sort_unstable_by_key(|&at| (hits[at].tokens.end, hits[at].bytes.end));
        Neighbours { by_start: hits, by_end }
    }

    /// Whether the hit stands on this side of one of these, and near it. The nearest on each side decides, because
    /// blocks and sentences are stretches of the text.
    fn join(&self, side: Side, reach: Reach, hit: &WordHit, tokens: &[Token]) -> bool {
        let before = || self.next_behind(hit).is_some_and(|next| are_close(hit, next, reach, tokens));
        let after = || self.last_before(hit).is_some_and(|last| are_close(last, hit, reach, tokens));
        match side {
            Side::Near => before() || after(),
            Side::Before => before(),
            Side::After => after(),
        }
    }

    /// The first of these that stands behind the hit.
    fn next_behind(&self, hit: &WordHit) -> Option<&WordHit> {
        let at = self
            .by_start
            .partition_point(|word| word.tokens.start < hit.tokens.end || word.bytes.start < hit.bytes.end);
        self.by_start.get(at)
    }

    /// The last of these that stands before the hit.
    fn last_before(&self, hit: &WordHit) -> Option<&WordHit> {
        let behind = self.by_end.partition_point(|&at| {
            let word = &self.by_start[at];
            word.tokens.end <= hit.tokens.start && word.bytes.end <= hit.bytes.start
        });
        self.by_end.get(behind.checked_sub(1)?).map(|&at| &self.by_start[at])
    }
}

/// Whether the nearer words of two hits, of which `first` stands before `second`, are as close as `reach` asks and in
/// one block.
fn are_close(first: &WordHit, second: &WordHit, reach: Reach, tokens: &[Token]) -> bool {
    let (behind, next) = (first.tokens.end, second.tokens.start);
    let place = |at: u32| tokens.get((at as usize).min(tokens.len().saturating_sub(1)));
    let (Some(last_token), Some(next_token)) = (place(behind.saturating_sub(1)), place(next)) else { return false };
    let close = match reach {
        // The distance is next - (behind - 1); written without the subtraction that could pass zero.
        Reach::Words(most) => u64::from(next) < u64::from(behind) + u64::from(most),
        Reach::Sentence => last_token.sentence == next_token.sentence,
    };
    close && last_token.block == next_token.block
}
