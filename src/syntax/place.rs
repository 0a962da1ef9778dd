//! Places: from a text that was mended so that it can be read on, back to the file.

use std::ops::Range;

use crate::source::{FileId, Span};

/// The span of a range of bytes of a file.
pub(super) fn span(file: FileId, range: Range<usize>) -> Span {
    Span { file, start: range.start as u32, end: range.end as u32 }
}

/// The text of one item, and what was mended in it.
pub(super) struct Draft<'s> {
    pub file: FileId,
    pub text: String,
    source: &'s str,
    base: usize,
    mends: Vec<Mend>,
}

#[derive(Clone, Copy)]
struct Mend {
    at: usize,
    removed: usize,
    inserted: usize,
}

impl<'s> Draft<'s> {
    /// The cleaned text that stands at byte `base` of the file, whose text is `source`.
    pub fn new(file: FileId, source: &'s str, base: usize, text: impl Into<String>) -> Draft<'s> {
        Draft { file, text: text.into(), source, base, mends: Vec::new() }
    }

    /// Puts `text` in place of a range.
    pub fn mend(&mut self, range: Range<usize>, text: &str) {
        self.text.replace_range(range.clone(), text);
        self.mends.push(Mend { at: range.start, removed: range.len(), inserted: text.len() });
    }

    /// The byte of the file at which a byte of the text stands.
    fn origin(&self, mut at: usize) -> usize {
        for mend in self.mends.iter().rev() {
            if at >= mend.at + mend.inserted {
                at = at - mend.inserted + mend.removed;
            } else if at > mend.at {
                at = mend.at + (at - mend.at).min(mend.removed);
            }
        }
        self.base + at
    }

    /// The place in the file of a range of the text, whole characters of the file: a quote of three bytes is one of one
    /// byte in the cleaned text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source.floor_char_boundary(self.origin(range.start));
        let end = self.source.ceil_char_boundary(self.origin(range.end));
        span(self.file, start..end.max(start))
    }
}
