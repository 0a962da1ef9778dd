//! Stretches of a text → folded characters, each with the bytes it came from and the kinds of dressing it lost.
//!
//! Linear in the text: a character folds to at most a few, and what cannot be seen leaves nothing but a kind.

use std::ops::Range;

use icu_normalizer::properties::{CanonicalComposition, CanonicalCompositionBorrowed};

use super::character::{self, Class};
use super::entity;
use super::measure::Counts;
use super::{Kind, KindSet};

const COMPOSITION: CanonicalCompositionBorrowed<'static> = CanonicalComposition::new();

/// A folded character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Folded {
    pub ch: char,
    /// What was written: the character before folding.
    pub source: char,
    pub start: u32,
    pub end: u32,
    /// How it was dressed up.
    pub how: KindSet,
    /// What was dropped between the character before it and this one.
    pub before: KindSet,
    pub class: Class,
    /// Whether it stands in a link, an e-mail address or code: no disguise is read into it.
    pub address: bool,
}

/// A character of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Letter {
    pub ch: char,
    pub source: char,
    pub how: KindSet,
    pub before: KindSet,
}

impl Letter {
    /// A letter of an ending, which nobody wrote.
    pub fn of_ending(ch: char) -> Letter {
        Letter { ch, source: ch, how: KindSet::EMPTY, before: KindSet::EMPTY }
    }
}

impl From<&Folded> for Letter {
    fn from(folded: &Folded) -> Letter {
        Letter { ch: folded.ch, source: folded.source, how: folded.how, before: folded.before }
    }
}

impl Folded {
    /// The kinds by which this spelling of a folded character differs from the wanted one.
    pub fn dressing(&self, wanted: &Letter) -> KindSet {
        // Straight and typographic apostrophes are one character to a reader.
        if self.source == wanted.source && self.how == wanted.how || self.class == Class::Apostrophe {
            return KindSet::EMPTY;
        }
        let either = self.how.union(wanted.how);
        let both = self.how.without(self.how.without(wanted.how));
        let apart = either.without(both);
        if apart.is_empty() { either } else { apart }
    }
}

/// Folds stretches of one text one after the other.
pub(super) struct Folder<'a> {
    original: &'a str,
    chars: Vec<Folded>,
    counts: Counts,
    pending: KindSet,
    scratch: Vec<char>,
    entities: bool,
}

impl<'a> Folder<'a> {
    /// A folder of stretches of `original`, which must be shorter than 4 GiB.
    pub fn new(original: &'a str) -> Folder<'a> {
        Folder {
            original,
            chars: Vec::new(),
            counts: Counts::default(),
            pending: KindSet::EMPTY,
            scratch: Vec::new(),
            entities: true,
        }
    }

    /// The same, but `&amp;` stays as it is written.
    pub fn without_entities(original: &'a str) -> Folder<'a> {
        Folder { entities: false, ..Folder::new(original) }
    }

    /// Folds the next stretch, which continues the word before it if there is one.
    pub fn text(&mut self, stretch: Range<usize>) {
        let mut at = stretch.start;
        let end = stretch.end;
        while at < end {
            let rest = &self.original[at..end];
            let byte = rest.as_bytes()[0];
            if byte == b'&'
                && self.entities
                && let Some((decoded, length)) = entity::decode(rest)
            {
                self.character(decoded, at..at + length);
                at += length;
            } else {
                let Some(c) = rest.chars().next() else { break };
                self.character(c, at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
    }

    /// Something that cannot be seen was left out.
    pub fn unseen(&mut self, kind: Kind) {
        self.pending = self.pending.with(kind);
    }

    /// Something was left out that parts words.
    pub fn gap(&mut self, at: usize) {
        self.boundary(' ', Class::Space, at);
    }

    /// A line ends by markup.
    pub fn line(&mut self, at: usize) {
        self.counts.line_end();
        self.boundary('\n', Class::Line, at);
    }

    /// Something was left out that no phrase reaches across.
    pub fn wall(&mut self, at: usize) {
        self.counts.line_end();
        self.boundary('\u{2029}', Class::Wall, at);
    }

    fn boundary(&mut self, ch: char, class: Class, at: usize) {
        let at = at as u32;
        self.chars.push(Folded {
            ch,
            source: ch,
            start: at,
            end: at,
            how: KindSet::EMPTY,
            before: self.pending,
            class,
            address: false,
        });
        self.pending = KindSet::EMPTY;
        self.counts.part();
    }

    /// All folded characters, and what was counted on the way.
    pub fn finish(self) -> (Vec<Folded>, Counts) {
        (self.chars, self.counts)
    }

    fn character(&mut self, c: char, bytes: Range<usize>) {
        self.counts.character(c);
        let (start, end) = (bytes.start as u32, bytes.end as u32);
        if let Some(kind) = character::unseen(c) {
            self.pending = self.pending.with(kind);
            return;
        }
        if (character::is_accent(c) || matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}'))
            && self.mark(c, end)
        {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let how = character::fold(c, &mut scratch);
        for &ch in &scratch {
            let class = character::class(ch);
            self.chars.push(Folded { ch, source: c, start, end, how, before: self.pending, class, address: false });
            self.pending = KindSet::EMPTY;
        }
        self.scratch = scratch;
    }

    /// Sets a mark on the character before it; false where there is none to set it on.
    fn mark(&mut self, mark: char, end: u32) -> bool {
        let mark = match mark {
            '\u{ff9e}' => '\u{3099}',
            '\u{ff9f}' => '\u{309a}',
            mark => mark,
        };
        let Some(base) = self.chars.last_mut().filter(|base| !base.class.is_blank()) else {
            if character::is_accent(mark) {
                self.pending = self.pending.with(Kind::Accent);
                return true;
            }
            return false;
        };
        let mut composed = Vec::new();
        // Half-width kana carry their voicing mark as a character behind them.
        let source = if base.how.has(Kind::Width) { base.ch } else { base.source };
        if let Some(whole) = COMPOSITION.compose(source, mark) {
            let how = character::fold(whole, &mut composed);
            if let [ch] = composed[..] {
                base.ch = ch;
                base.how = base.how.union(how);
                base.source = whole;
                base.end = end;
                return true;
            }
        }
        if !character::is_accent(mark) {
            return false;
        }
        base.how = base.how.with(Kind::Accent);
        base.end = end;
        true
    }
}

/// Folds a text that stands by itself.
pub(super) fn fold(text: &str) -> Vec<Folded> {
    let mut folder = Folder::new(text);
    folder.text(0..text.len());
    folder.finish().0
}

/// What a text looks like to rules: its folded characters as a text. Character references stay as written, so that
/// folding twice is the same as folding once.
pub fn folded(text: &str) -> String {
    let mut folder = Folder::without_entities(text);
    folder.text(0..text.len());
    folder.finish().0.into_iter().map(|folded| folded.ch).collect()
}
