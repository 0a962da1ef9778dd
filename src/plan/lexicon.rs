//! All patterns of all rules → one index that tells which of them a word may be.
//!
//! The work for a word does not depend on how many patterns there are, only on how many different lengths of beginnings
//! and ends are among them, and on how many patterns fit it.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use crate::check::PatternId;
use crate::text::{Anchor, ViewText, WordPattern};

/// Patterns by their anchors.
#[derive(Debug)]
pub(crate) struct Lexicon {
    whole: HashMap<String, Vec<PatternId>>,
    starts: Edges,
    ends: Edges,
    inside: Inside,
    /// Patterns of which something is no word, by how they begin.
    literals: Inside,
}

impl Lexicon {
    /// Indexes the patterns, whose places in the slice are their numbers.
    pub(super) fn new(patterns: &[WordPattern]) -> Lexicon {
        let mut whole: HashMap<String, Vec<PatternId>> = HashMap::new();
        let (mut starts, mut ends) = (Edges::default(), Edges::default());
        let mut inside: HashMap<String, Vec<PatternId>> = HashMap::new();
        let mut literals: HashMap<String, Vec<PatternId>> = HashMap::new();
        for (at, pattern) in patterns.iter().enumerate() {
            let id = PatternId(at as u32);
            for anchor in pattern.anchors() {
                match anchor {
                    Anchor::Whole(word) => whole.entry(word).or_default().push(id),
                    Anchor::Start(start) => starts.add(start, id),
                    Anchor::End(end) => ends.add(end, id),
                    Anchor::Inside(part) => inside.entry(part).or_default().push(id),
                    Anchor::Literal(start) => literals.entry(start).or_default().push(id),
                }
            }
        }
        Lexicon { whole, starts, ends, inside: Inside::new(inside), literals: Inside::new(literals) }
    }

    /// The patterns that must be looked for in the whole of a text, in order.
    pub(crate) fn literals(&self, view: &ViewText) -> Vec<PatternId> {
        let mut found = Vec::new();
        if !self.literals.patterns.is_empty() {
            self.literals.candidates(view.folded(), |pattern| found.push(pattern));
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// Calls `each` with every pattern whose first word may be one with this skeleton, perhaps more than once.
    pub(crate) fn candidates(&self, skeleton: &str, mut each: impl FnMut(PatternId)) {
        self.whole.get(skeleton).into_iter().flatten().for_each(|pattern| each(*pattern));
        for (length, starts) in &self.starts.by_length {
            let start = skeleton.get(..*length).and_then(|start| starts.get(start));
            start.into_iter().flatten().for_each(|pattern| each(*pattern));
        }
        for (length, ends) in &self.ends.by_length {
            let from = skeleton.len().checked_sub(*length);
            let end = from.and_then(|from| skeleton.get(from..)).and_then(|end| ends.get(end));
            end.into_iter().flatten().for_each(|pattern| each(*pattern));
        }
        self.inside.candidates(skeleton, each);
    }
}

/// Patterns by what a word begins or ends with, by the length of that in bytes.
#[derive(Debug, Default)]
struct Edges {
    by_length: Vec<(usize, HashMap<String, Vec<PatternId>>)>,
}

impl Edges {
    fn add(&mut self, edge: String, pattern: PatternId) {
        let at = match self.by_length.binary_search_by_key(&edge.len(), |(length, _)| *length) {
            Ok(at) => at,
            Err(at) => {
                self.by_length.insert(at, (edge.len(), HashMap::new()));
                at
            }
        };
        self.by_length[at].1.entry(edge).or_default().push(pattern);
    }
}

/// Patterns by what a word or a text contains.
#[derive(Debug)]
struct Inside {
    /// `None` where there is nothing to look for, or more than an automaton can hold: then every pattern is a candidate.
    automaton: Option<AhoCorasick>,
    patterns: Vec<Vec<PatternId>>,
}

impl Inside {
    fn new(parts: HashMap<String, Vec<PatternId>>) -> Inside {
        let (parts, patterns): (Vec<String>, Vec<Vec<PatternId>>) = parts.into_iter().unzip();
        let automaton = if parts.is_empty() { None } else { AhoCorasick::new(&parts).ok() };
        Inside { automaton, patterns }
    }

    fn candidates(&self, skeleton: &str, mut each: impl FnMut(PatternId)) {
        match &self.automaton {
            Some(automaton) => {
                for found in automaton.find_overlapping_iter(skeleton) {
                    self.patterns[found.pattern().as_usize()].iter().for_each(|pattern| each(*pattern));
                }
            }
            None => self.patterns.iter().flatten().for_each(|pattern| each(*pattern)),
        }
    }
}
