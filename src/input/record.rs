//! The bytes of one record, in whatever format → a comment, or why it is damaged.

use crate::comment::{Comment, FieldId, Value};

use super::columns::{Cells, without_line_end};
use super::cut::is_between;
use super::format::Shape;
use super::gathered::Gathered;
use super::json::{read_object, utf8};
use super::layout::Layout;

/// Reads records. Kept from record to record for its memory.
#[derive(Debug)]
pub(crate) struct RecordReader<'l> {
    layout: &'l Layout,
    gathered: Gathered,
    cells: Cells,
}

impl<'l> RecordReader<'l> {
    pub(crate) fn new(layout: &'l Layout) -> RecordReader<'l> {
        RecordReader { layout, gathered: Gathered::new(layout), cells: Cells::default() }
    }

    /// Reads a record that [`trimmed`] left something of.
    ///
    /// # Errors
    /// Why it is damaged.
    pub(crate) fn read(&mut self, shape: &Shape, record: &[u8], comment: &mut Comment) -> Result<(), String> {
        match shape {
            Shape::Jsonl | Shape::Json => read_object(record, self.layout, &mut self.gathered, comment),
            Shape::Columns(columns) => columns.read(record, self.layout, &mut self.cells, &mut self.gathered, comment),
            Shape::Text => {
                comment.clear();
                comment.set(FieldId::BODY, Value::Text(utf8(record)?.to_owned()));
                Ok(())
            }
        }
    }
}

/// A record without the line end and what else stands between records; empty where it is none, as a blank line is.
///
/// With it, how many bytes were taken away before it.
pub(crate) fn trimmed<'r>(shape: &Shape, record: &'r [u8]) -> (usize, &'r [u8]) {
    match shape {
        Shape::Json => {
            let start = record.iter().position(|&byte| !is_between(byte)).unwrap_or(record.len());
            (start, record[start..].trim_ascii_end())
        }
        Shape::Jsonl => (0, record.trim_ascii()),
        Shape::Columns(_) => (0, without_line_end(record)),
        Shape::Text => (0, if record.trim_ascii().is_empty() { b"" } else { without_line_end(record) }),
    }
}
