//! A search × a view → the hits that are left, by comparing every hit with every other.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::{CheckedRules, Near, PatternId, Search, WordGroup, WordSetId};
use crate::syntax::ast::{Reach, Side};
use crate::text::{KindSet, Token, ViewText};

/// Where a pattern was found.
#[derive(Clone, Debug)]
pub(super) struct WordHit {
    pub(super) pattern: PatternId,
    pub(super) bytes: Range<usize>,
    tokens: Range<u32>,
    pub(super) how: KindSet,
}

/// What a search found.
pub(super) struct Found {
    /// Whether enough members have a hit left.
    pub(super) holds: bool,
    /// The hits left of all members.
    pub(super) hits: Vec<WordHit>,
    /// The hits of near words that stand near one of them.
    pub(super) near: Vec<WordHit>,
}

impl Found {
    /// How many places were hit.
    pub(super) fn places(&self) -> usize {
        self.hits.iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect::<BTreeSet<_>>().len()
    }
}

/// Looks for words in a view; with `disguised`, only for those by which someone means to get past the rule.
pub(super) fn search(rules: &CheckedRules, view: &ViewText, search: &Search, disguised: bool) -> Found {
    let except: Vec<WordHit> = search.except.iter().flat_map(|set| set_hits(rules, view, *set)).collect();
    let near: Vec<Nearby<'_>> = search.near.iter().map(|near| Nearby::new(rules, view, near)).collect();
    let unless: Vec<Nearby<'_>> = search.unless.iter().map(|near| Nearby::new(rules, view, near)).collect();
    let mut found = Found { holds: false, hits: Vec::new(), near: Vec::new() };
    let mut members = 0;
    for set in &search.members {
        let mut hits = set_hits(rules, view, *set);
        hits.retain(|hit| !disguised || hit.how.meets(KindSet::DISGUISES));
        hits.retain(|hit| !is_inside(hit, &except));
        hits.retain(|hit| near.iter().all(|near| near.is_met(hit)));
        hits.retain(|hit| !unless.iter().any(|near| near.is_met(hit)));
        members += u32::from(!hits.is_empty());
        found.hits.extend(hits);
    }
    found.holds = members >= search.at_least;
    for nearby in near {
        let words = nearby.members.iter().flatten();
        let reported = words.filter(|word| found.hits.iter().any(|hit| nearby.joins(hit, word)));
        found.near.extend(reported.cloned());
    }
    found
}

/// The hits of a list, less those inside its exceptions.
fn set_hits(rules: &CheckedRules, view: &ViewText, set: WordSetId) -> Vec<WordHit> {
    let groups = &rules.word_sets[set.0 as usize].groups;
    groups.iter().flat_map(|group| group_hits(rules, view, group)).collect()
}

fn group_hits(rules: &CheckedRules, view: &ViewText, group: &WordGroup) -> Vec<WordHit> {
    let except = pattern_hits(rules, view, &group.except);
    let mut hits = pattern_hits(rules, view, &group.patterns);
    hits.retain(|hit| !is_inside(hit, &except));
    hits
}

fn pattern_hits(rules: &CheckedRules, view: &ViewText, patterns: &[PatternId]) -> Vec<WordHit> {
    let hits = patterns.iter().flat_map(|&pattern| {
        let hits = rules.patterns[pattern.0 as usize].hits(view).into_iter();
        hits.map(move |hit| WordHit { pattern, bytes: hit.bytes, tokens: hit.tokens, how: hit.how })
    });
    hits.collect()
}

fn is_inside(hit: &WordHit, others: &[WordHit]) -> bool {
    others.iter().any(|other| other.bytes.start <= hit.bytes.start && hit.bytes.end <= other.bytes.end)
}

/// The words that must or must not be near a hit.
struct Nearby<'r> {
    near: &'r Near,
    tokens: &'r [Token],
    members: Vec<Vec<WordHit>>,
}

impl<'r> Nearby<'r> {
    fn new(rules: &CheckedRules, view: &'r ViewText, near: &'r Near) -> Nearby<'r> {
        let members = near.members.iter().map(|set| set_hits(rules, view, *set)).collect();
        Nearby { near, tokens: view.tokens(), members }
    }

    /// Whether enough of the words stand near the hit.
    fn is_met(&self, hit: &WordHit) -> bool {
        let met = self.members.iter().filter(|member| member.iter().any(|word| self.joins(hit, word))).count();
        met >= self.near.at_least as usize
    }

    /// Whether the word stands near the hit, on the right side.
    fn joins(&self, hit: &WordHit, word: &WordHit) -> bool {
        match self.near.side {
            Side::Near => self.precedes(hit, word) || self.precedes(word, hit),
            Side::Before => self.precedes(hit, word),
            Side::After => self.precedes(word, hit),
        }
    }

    /// Whether `first` stands before `second` and near it.
    fn precedes(&self, first: &WordHit, second: &WordHit) -> bool {
        if first.tokens.end > second.tokens.start || first.bytes.end > second.bytes.start {
            return false;
        }
        let place = |token: i64| self.tokens.get((token.max(0) as usize).min(self.tokens.len().saturating_sub(1)));
        let (last, next) = (i64::from(first.tokens.end) - 1, i64::from(second.tokens.start));
        let (Some(last_token), Some(next_token)) = (place(last), place(next)) else { return false };
        let close = match self.near.reach {
            Reach::Words(most) => next - last <= i64::from(most),
            Reach::Sentence => last_token.sentence == next_token.sentence,
        };
        close && last_token.block == next_token.block
    }
}
