//! Words and phrases that rules look for, and the definition of where one is found.

use std::ops::Range;

use super::{KindSet, Level, ViewText};

/// A word or phrase as a rule's author wrote it, cut into words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    written: String,
}

/// Why a text cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// There is nothing in it.
    #[error("there is nothing to look for")]
    Empty,
    /// A star stands inside a word; its byte in the written text.
    #[error("`*` stands only at either end of a word")]
    StarInside(usize),
    /// A word is nothing but a star; its byte in the written text.
    #[error("`*` alone stands for any word")]
    StarAlone(usize),
    /// A backslash stands before something that needs none; its byte in the written text.
    #[error("`\\` stands only before `*` and `\\`")]
    StrayBackslash(usize),
}

impl Phrase {
    /// Cuts `written` into words. A star at an end of a word stands for any letters, `\*` for a star, `\\` for a
    /// backslash.
    ///
    /// # Errors
    /// Where there is nothing to look for or a star stands where it means nothing.
    pub fn parse(written: &str) -> Result<Phrase, PhraseError> {
        if written.trim().is_empty() {
            return Err(PhraseError::Empty);
        }
        Ok(Phrase { written: written.to_owned() })
    }

    /// As its author wrote it.
    pub fn written(&self) -> &str {
        &self.written
    }
}

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
    /// The tokens of the view that it covers.
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
    /// Folded text that contains this, words or not.
    Literal(String),
}

impl WordPattern {
    /// Everything by which an index may find the pattern: wherever it has a hit, that hit's first step (or, for a
    /// literal, the folded text at its start) fits at least one of the anchors.
    pub fn anchors(&self) -> Vec<Anchor> {
        Vec::new()
    }

    /// The hits whose first word is at this step, in order of their bytes; at most one unless the pattern is found
    /// inside words.
    pub fn hits_at(&self, _view: &ViewText, _step: usize) -> Vec<Hit> {
        Vec::new()
    }

    /// All hits in the view, in order of their bytes. This is the definition of what a pattern finds.
    pub fn hits(&self, _view: &ViewText) -> Vec<Hit> {
        Vec::new()
    }
}
