//! Places: from a text that was mended so that it can be read on, back to the file.

use std::ops::Range;

use crate::source::{FileId, Span};

/// The span of a range of bytes of a file.
pub(super) fn span(file: FileId, range: Range<usize>) -> Span {
    Span { file, start: range.start as u32, end: range.end as u32 }
}

/// The text of one item, and what was mended in it.
pub(super) struct Draft {
    pub file: FileId,
    pub text: String,
    base: usize,
    mends: Vec<Mend>,
}

#[derive(Clone, Copy)]
struct Mend {
    at: usize,
    removed: usize,
    inserted: usize,
}

impl Draft {
    /// A text that stands at byte `base` of the file.
    pub fn new(file: FileId, base: usize, text: impl Into<String>) -> Draft {
        Draft { file, text: text.into(), base, mends: Vec::new() }
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

    /// The place in the file of a range of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start);
        span(self.file, start..self.origin(range.end).max(start))
    }
}
