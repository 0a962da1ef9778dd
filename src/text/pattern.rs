//! A phrase with its level → where it is found in a view. This is the definition of what a pattern finds.

use std::ops::Range;

use super::fold::{Folded, Letter};
use super::phrase::{Ending, Literal, Phrase, Shape, Word};
use super::step::{Reading, Step, merged};
use super::token::bytes_of;
use super::{Kind, KindSet, Level, ViewText};

/// A phrase with how much dressing up it is seen through.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordPattern {
    /// What is looked for.
    pub phrase: Phrase,
    /// The level.
    pub level: Level,
    /// The kinds taken away from the level.
    pub without: KindSet,
    /// Whether it is also found inside longer words.
    pub inside_words: bool,
}

/// Where a pattern was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The bytes of the original field.
    pub bytes: Range<usize>,
    /// The tokens of the view that it covers; empty, between its neighbours, for a literal without words.
    pub tokens: Range<u32>,
    /// How the words were dressed up.
    pub how: KindSet,
}

/// Something that must be seen for a pattern to be found: what an index over many patterns is keyed by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// A step whose skeleton is this.
    Whole(String),
    /// A step whose skeleton begins with this.
    Start(String),
    /// A step whose skeleton ends with this.
    End(String),
    /// A step whose skeleton contains this.
    Inside(String),
    /// Folded text ([`ViewText::folded`]) that contains this, words or not. Such a pattern is found by
    /// [`WordPattern::hits`], not at a step.
    Literal(String),
}

/// A word found at a step: the characters that carry it, and how they were dressed up.
struct Found {
    chars: Range<usize>,
    how: KindSet,
}

/// The beginning of a phrase, found up to some token.
#[derive(Clone, Copy)]
struct Begun {
    next: u32,
    end: usize,
    how: KindSet,
}

impl WordPattern {
    /// Everything by which an index may find the pattern: wherever it has a hit, that hit's first step (or, for a
    /// literal, the folded text at its start) fits at least one of the anchors.
    pub fn anchors(&self) -> Vec<Anchor> {
        let words = match &self.phrase.shape {
            Shape::Literal(literal) => {
                let start = literal.letters.iter().map(|letter| letter.ch).take_while(|ch| *ch != ' ').collect();
                return vec![Anchor::Literal(start)];
            }
            Shape::Words(words) => words,
        };
        let Some(first) = words.first() else { return Vec::new() };
        let open_start = first.open_start || self.inside_words;
        let open_end = first.open_end || self.inside_words && words.len() == 1;
        let anchor = |skeleton| match (open_start, open_end) {
            (false, false) => Anchor::Whole(skeleton),
            (false, true) => Anchor::Start(skeleton),
            (true, false) => Anchor::End(skeleton),
            (true, true) => Anchor::Inside(skeleton),
        };
        let skeleton = |letters: &[Letter]| letters.iter().map(|letter| merged(letter.ch)).collect::<String>();
        let mut anchors = vec![anchor(skeleton(&first.letters))];
        if self.kinds().has(Kind::Ending) {
            anchors.extend(first.endings.iter().map(|ending| {
                let kept = skeleton(&first.letters[..ending.keep]);
                anchor(kept + &ending.suffix.chars().map(merged).collect::<String>())
            }));
        }
        anchors
    }

    /// The hits whose first word is at this step, in order of their bytes; at most one unless the pattern is found
    /// inside words. None for a pattern whose anchor is a literal.
    pub fn hits_at(&self, view: &ViewText, step: usize) -> Vec<Hit> {
        let Shape::Words(words) = &self.phrase.shape else { return Vec::new() };
        let (Some(first), Some(step)) = (words.first(), view.steps().get(step)) else { return Vec::new() };
        let allowed = self.kinds();
        if step.reading.kind().is_some_and(|kind| !allowed.has(kind)) {
            return Vec::new();
        }
        let found = self.word_at(first, (self.inside_words, self.inside_words && words.len() == 1), view, step);
        let mut hits: Vec<Hit> = Vec::new();
        for found in found {
            let Some(end) = self.rest_of_phrase(words, view, step, &found) else { continue };
            let start = view.chars[found.chars.start].start as usize;
            let bytes = start..end.end;
            // Inside a word, the next place to look is behind the hit.
            if hits.last().is_none_or(|last| last.bytes.end <= bytes.start) {
                hits.push(Hit { bytes, tokens: step.tokens.start..end.next, how: end.how });
            }
        }
        hits
    }

    /// All hits in the view, in order of their bytes. This is the definition of what a pattern finds.
    pub fn hits(&self, view: &ViewText) -> Vec<Hit> {
        let mut hits = match &self.phrase.shape {
            Shape::Literal(literal) => self.literal_hits(literal, view),
            Shape::Words(_) => (0..view.steps().len()).flat_map(|step| self.hits_at(view, step)).collect(),
        };
        hits.sort_by_key(|hit| (hit.bytes.start, hit.bytes.end));
        hits
    }

    /// The kinds that a hit may have.
    fn kinds(&self) -> KindSet {
        let kinds = self.level.kinds().without(self.without);
        if self.inside_words { kinds.with(Kind::Inside) } else { kinds }
    }

    /// The words behind the first one, which was found at `step`: of all ways to the end of the phrase the one with
    /// the fewest kinds, then the longest.
    fn rest_of_phrase(&self, words: &[Word], view: &ViewText, step: &Step, first: &Found) -> Option<Begun> {
        let end = |found: &Found| view.chars[found.chars.end - 1].end as usize;
        let mut begun = vec![Begun { next: step.tokens.end, end: end(first), how: first.how }];
        for (at, word) in words.iter().enumerate().skip(1) {
            let mut longer: Vec<Begun> = Vec::new();
            for from in begun {
                if !view.continues(from.next, word.after_stop) {
                    continue;
                }
                for step in view.steps_from(from.next) {
                    if step.reading.kind().is_some_and(|kind| !self.kinds().has(kind)) {
                        continue;
                    }
                    let open = (false, self.inside_words && at + 1 == words.len());
                    for found in self.word_at(word, open, view, step).into_iter().take(1) {
                        let to = Begun { next: step.tokens.end, end: end(&found), how: from.how.union(found.how) };
                        match longer.iter_mut().find(|other| other.next == to.next) {
                            Some(other) if better(&to, other) => *other = to,
                            Some(_) => {}
                            None => longer.push(to),
                        }
                    }
                }
            }
            begun = longer;
        }
        begun.into_iter().reduce(|best, next| if better(&next, &best) { next } else { best })
    }

    /// Where a word is found at a step. `open` says whether letters may stand before and behind it since the pattern
    /// is found inside words.
    fn word_at(&self, word: &Word, open: (bool, bool), view: &ViewText, step: &Step) -> Vec<Found> {
        let open_start = word.open_start || open.0;
        let open_end = word.open_end || open.1;
        let stars = (word.open_start, word.open_end);
        let mut all = Vec::new();
        let mut look = |letters: &[Letter], how: KindSet| {
            for at in places(step, letters.len(), open_start, open_end) {
                let chars = at..at + letters.len();
                let Some(dressing) = read(&view.chars[chars.clone()], letters, step.reading) else { continue };
                let Some(found) = self.accept(chars, dressing.union(how), stars, view, step) else { continue };
                all.push(found);
                // A star's hit is the whole word, wherever in it the letters are.
                if word.open_start || word.open_end {
                    break;
                }
            }
        };
        look(&word.letters, KindSet::EMPTY);
        if self.kinds().has(Kind::Ending) {
            for ending in &word.endings {
                look(&with_ending(&word.letters, ending), KindSet::EMPTY.with(Kind::Ending));
            }
        }
        if open_start || open_end {
            all.sort_by_key(|found| (found.chars.start, found.chars.end, found.how.has(Kind::Ending)));
        }
        if word.open_start || word.open_end {
            all.truncate(1);
        }
        all
    }

    /// A hit of the letters at `chars`, if its kinds are allowed and the reading was needed and may be trusted.
    fn accept(
        &self,
        chars: Range<usize>,
        how: KindSet,
        stars: (bool, bool),
        view: &ViewText,
        step: &Step,
    ) -> Option<Found> {
        if step.reading.kind().is_some_and(|kind| !how.has(kind)) {
            return None;
        }
        if step.reading == Reading::Leet && !super::leet::is_trusted(view, step, &chars) {
            return None;
        }
        let whole = step.chars();
        let start = if stars.0 { whole.start } else { chars.start };
        let end = if stars.1 { whole.end } else { chars.end };
        let covered = start..end;
        let how = if covered == whole { how } else { how.with(Kind::Inside) };
        how.is_within(self.kinds()).then_some(Found { chars: covered, how })
    }

    fn literal_hits(&self, literal: &Literal, view: &ViewText) -> Vec<Hit> {
        let chars = &view.chars;
        let (Some(first), allowed) = (literal.letters.first(), self.kinds()) else { return Vec::new() };
        let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.class.is_word());
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(at) = chars[from..].iter().position(|c| c.ch == first.ch).map(|at| at + from) {
            from = at + 1;
            if literal.edge_start && !self.inside_words && is_word(at.checked_sub(1)) {
                continue;
            }
            let Some((end, how)) = literal_at(chars, at, literal) else { continue };
            if literal.edge_end && !self.inside_words && is_word(Some(end)) || !how.is_within(allowed) {
                continue;
            }
            hits.push(Hit { bytes: bytes_of(&chars[at..end]), tokens: view.tokens_in(at..end), how });
            from = end;
        }
        hits
    }
}

fn better(new: &Begun, old: &Begun) -> bool {
    let kinds = |begun: &Begun| begun.how.iter().count();
    (kinds(new), old.next) < (kinds(old), new.next)
}

/// The characters at which a word of that many letters can begin in a step.
fn places(step: &Step, length: usize, open_start: bool, open_end: bool) -> Range<usize> {
    let whole = step.chars();
    let Some(spare) = whole.len().checked_sub(length) else { return 0..0 };
    match (open_start, open_end) {
        (false, false) if spare > 0 => 0..0,
        (false, _) => whole.start..whole.start + 1,
        (true, false) => whole.start + spare..whole.start + spare + 1,
        (true, true) => whole.start..whole.start + spare + 1,
    }
}

/// How characters that are read as the letters were dressed up; `None` where they cannot be read so.
fn read(chars: &[Folded], letters: &[Letter], reading: Reading) -> Option<KindSet> {
    let mut how = KindSet::EMPTY;
    for (at, (found, wanted)) in chars.iter().zip(letters).enumerate() {
        how = how.union(reading.differs(found, wanted)?);
        if at > 0 && found.before != wanted.before {
            how = how.union(found.before).union(wanted.before);
        }
    }
    Some(how)
}

fn with_ending(letters: &[Letter], ending: &Ending) -> Vec<Letter> {
    letters[..ending.keep].iter().copied().chain(ending.suffix.chars().map(Letter::of_ending)).collect()
}

/// Where a literal that begins at `at` ends, and how it was dressed up.
fn literal_at(chars: &[Folded], at: usize, literal: &Literal) -> Option<(usize, KindSet)> {
    let mut how = KindSet::EMPTY;
    let mut place = at;
    for (nth, wanted) in literal.letters.iter().enumerate() {
        let found = chars.get(place)?;
        if wanted.ch == ' ' {
            let blanks = chars[place..].iter().take_while(|c| c.class.is_blank() && c.ch != '\u{2029}').count();
            if blanks == 0 {
                return None;
            }
            place += blanks;
            continue;
        }
        if found.ch != wanted.ch {
            return None;
        }
        how = how.union(found.dressing(wanted));
        if nth > 0 && found.before != wanted.before {
            how = how.union(found.before).union(wanted.before);
        }
        place += 1;
    }
    Some((place, how))
}
