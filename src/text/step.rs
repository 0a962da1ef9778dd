//! Words → steps: what a word of a pattern can be held against, each token as it stands and in the readings that a
//! disguise allows.

use std::ops::Range;

use super::fold::{Folded, Letter};
use super::token::{Token, bytes_of};
use super::{Kind, KindSet, leet, lookalike};

/// What one word of a pattern can be held against: a token as it stands, or several read as one disguised word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The tokens it takes.
    pub tokens: Range<u32>,
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// The folded letters with look-alike readings (`i` and `l`, …) made one: equal for all spellings that one
    /// pattern can mean.
    pub skeleton: String,
    pub(super) chars: Range<u32>,
    pub(super) reading: Reading,
}

/// How a step's characters are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As they are.
    Plain,
    /// Letters of other scripts as the Latin ones that they look like.
    Lookalike,
    /// Digits and symbols as letters.
    Leet,
}

impl Reading {
    /// The kind that a word found by this reading must have; a word without it is found by another step.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Reading::Plain => None,
            Reading::Lookalike => Some(Kind::Lookalike),
            Reading::Leet => Some(Kind::Leet),
        }
    }

    /// The kinds by which a character differs from the wanted one; `None` where it cannot be read as it.
    pub fn differs(self, found: &Folded, wanted: &Letter) -> Option<KindSet> {
        if found.ch == wanted.ch {
            return Some(found.dressing(wanted));
        }
        if self != Reading::Plain && lookalike::latin(found) == Some(wanted.ch) {
            let how = found.how.without(wanted.how);
            return Some(how.with(Kind::Lookalike));
        }
        if self == Reading::Leet && leet::readings(found.ch).contains(&wanted.ch) {
            return Some(KindSet::EMPTY.with(Kind::Leet));
        }
        None
    }
}

impl Step {
    /// The folded characters that it reads.
    pub(super) fn chars(&self) -> Range<usize> {
        self.chars.start as usize..self.chars.end as usize
    }

    pub(super) fn new(all: &[Folded], tokens: Range<u32>, chars: Range<usize>, reading: Reading) -> Step {
        let read = &all[chars.clone()];
        let skeleton = read.iter().map(|c| skeleton_of(c, reading)).collect();
        Step { tokens, bytes: bytes_of(read), skeleton, chars: chars.start as u32..chars.end as u32, reading }
    }
}

fn skeleton_of(c: &Folded, reading: Reading) -> char {
    let letter = match reading {
        Reading::Plain => c.ch,
        Reading::Lookalike => lookalike::latin(c).unwrap_or(c.ch),
        Reading::Leet => match leet::readings(c.ch) {
            [first, ..] => *first,
            [] => lookalike::latin(c).unwrap_or(c.ch),
        },
    };
    merged(letter)
}

/// One letter for all that a digit or symbol can stand for.
pub(super) fn merged(letter: char) -> char {
    match letter {
        'l' => 'i',
        'b' => 'g',
        letter => letter,
    }
}

/// All steps, in order of their first token.
pub(super) fn steps(chars: &[Folded], tokens: &[Token]) -> Vec<Step> {
    let in_latin_text = lookalike::mainly_latin(chars);
    let mut disguised = leet::steps(chars, tokens, in_latin_text).into_iter().peekable();
    let mut steps = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let this = at as u32..at as u32 + 1;
        steps.push(Step::new(chars, this.clone(), token.chars(), Reading::Plain));
        if lookalike::may_be_latin(&chars[token.chars()], in_latin_text) {
            steps.push(Step::new(chars, this.clone(), token.chars(), Reading::Lookalike));
        }
        while let Some(step) = disguised.next_if(|step| step.tokens.start == this.start) {
            steps.push(step);
        }
    }
    steps
}
