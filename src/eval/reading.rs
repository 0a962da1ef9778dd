//! A view of a text → one string for regular expressions, and the way back to the bytes of the original.

use std::ops::Range;

use regex::Regex;

use super::judgement::MOST_SPANS;
use crate::text::ViewText;

/// The stretches of a text that belong to a view, with a line break for everything that was left out between them.
pub(super) struct Reading {
    text: String,
    /// For each stretch the byte of `text` at which it starts, and its bytes in the original.
    stretches: Vec<(usize, Range<usize>)>,
}

impl Reading {
    /// Reads a view of `original`.
    pub(super) fn new(original: &str, view: &ViewText) -> Reading {
        let mut text = String::with_capacity(original.len());
        let mut stretches = Vec::with_capacity(view.kept().len());
        for kept in view.kept() {
            let Some(stretch) = original.get(kept.clone()) else { continue };
            if !stretches.is_empty() {
                text.push('\n');
            }
            stretches.push((text.len(), kept.clone()));
            text.push_str(stretch);
        }
        Reading { text, stretches }
    }

    /// Whether the expression is found, in time linear in the text.
    pub(super) fn matches(&self, regex: &Regex) -> bool {
        regex.is_match(&self.text)
    }

    /// The bytes of the original that the expression matches, empty matches left out, and whether there may be more
    /// than were looked for.
    ///
    /// No more than one beyond [`MOST_SPANS`] are looked for, because finding all of them can take time quadratic in
    /// the text.
    pub(super) fn find(&self, regex: &Regex) -> (Vec<Range<usize>>, bool) {
        let mut looked_at = 0;
        let mut found = Vec::new();
        for matched in regex.find_iter(&self.text).take(MOST_SPANS + 1) {
            looked_at += 1;
            let bytes = self.original(matched.range());
            if !bytes.is_empty() {
                found.push(bytes);
            }
        }
        (found, looked_at > MOST_SPANS)
    }

    fn original(&self, read: Range<usize>) -> Range<usize> {
        let first = self.stretches.partition_point(|(start, bytes)| start + bytes.len() <= read.start);
        let behind = self.stretches.partition_point(|(start, _)| *start < read.end);
        let (Some((first_start, first_bytes)), Some((last_start, last_bytes))) =
            (self.stretches.get(first), behind.checked_sub(1).and_then(|last| self.stretches.get(last)))
        else {
            return 0..0;
        };
        let start = first_bytes.start + read.start.saturating_sub(*first_start);
        let end = last_bytes.start + (read.end - last_start).min(last_bytes.len());
        start..end.max(start)
    }
}
