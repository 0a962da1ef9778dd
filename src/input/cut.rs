//! Bytes that arrive piece by piece → where records end. The same steps cut chunks and the records in them.

use memchr::{memchr, memchr3, memrchr};

use super::columns::RowScan;
use super::format::Shape;

/// Finds the ends of records, and gets over those that are too long.
#[derive(Clone, Debug)]
pub(crate) struct Cutter {
    scan: Scan,
    /// How many bytes a record may have, with its line end.
    most: usize,
    /// How many bytes of the record at hand were seen.
    seen: usize,
    /// Whether the record at hand is too long. Its end is then the next line end, wherever that stands: a quote or a
    /// brace that never closes must not take the rest of the dump along.
    too_long: bool,
}

#[derive(Clone, Debug)]
enum Scan {
    /// A record is a line.
    Lines,
    /// A record is a line, but line breaks within quotes do not end it.
    Rows(RowScan),
    /// A record is a JSON value.
    Objects(ObjectScan),
}

impl Cutter {
    pub(crate) fn new(shape: &Shape, most: usize) -> Cutter {
        let scan = match shape {
            Shape::Jsonl | Shape::Text => Scan::Lines,
            Shape::Json => Scan::Objects(ObjectScan::default()),
            Shape::Columns(columns) => Scan::Rows(RowScan::new(columns.separator())),
        };
        Cutter { scan, most, seen: 0, too_long: false }
    }

    /// Goes on at `from`, to the byte behind the record.
    pub(crate) fn next_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut from = from;
        if !self.too_long {
            let until = bytes.len().min(from.saturating_add(self.most - self.seen));
            if let Some(end) = self.scan.next_end(&bytes[..until], from) {
                self.seen = 0;
                return Some(end);
            }
            self.seen += until - from;
            if until == bytes.len() {
                return None;
            }
            self.too_long = true;
            from = until;
        }
        let end = from + memchr(b'\n', &bytes[from..])? + 1;
        self.scan.restart();
        (self.seen, self.too_long) = (0, false);
        Some(end)
    }

    /// Goes on at `from` through all bytes, to the end of the last record that ends in them.
    pub(crate) fn last_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut last = None;
        if let Scan::Lines = self.scan {
            // Only the last line matters for what comes next, and it is found from behind.
            last = memrchr(b'\n', &bytes[from..]).map(|at| from + at + 1);
            if last.is_some() {
                (self.seen, self.too_long) = (0, false);
            }
        }
        while let Some(end) = self.next_end(bytes, last.unwrap_or(from)) {
            last = Some(end);
        }
        last
    }

    /// Whether the record at hand is too long, so that none of it needs to be kept.
    pub(crate) fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// How many lists are still open.
    pub(crate) fn open_lists(&self) -> usize {
        match &self.scan {
            Scan::Objects(objects) => objects.open_lists,
            _ => 0,
        }
    }
}

impl Scan {
    fn next_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Scan::Lines => memchr(b'\n', &bytes[from..]).map(|at| from + at + 1),
            Scan::Rows(rows) => rows.next_end(bytes, from),
            Scan::Objects(objects) => objects.next_end(bytes, from),
        }
    }

    fn restart(&mut self) {
        match self {
            Scan::Lines => {}
            Scan::Rows(rows) => rows.restart(),
            Scan::Objects(objects) => objects.restart(),
        }
    }
}

/// Finds the ends of JSON objects that stand in lists or one behind the other.
///
/// What stands between them, brackets, commas and white space, belongs to the record behind it; anything else between
/// them is a record of its own, and no comment.
///
/// JSON allows no line break in a text, so a text that meets one is broken. Then either a quote is missing or the break
/// should not be there, and nothing that follows can be counted on; the record ends before the next line that begins
/// with a brace, so that it does not swallow the records behind it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectScan {
    depth: usize,
    in_text: bool,
    escaped: bool,
    in_other: bool,
    broken: bool,
    at_line_start: bool,
    open_lists: usize,
}

impl ObjectScan {
    fn restart(&mut self) {
        *self = ObjectScan { open_lists: self.open_lists, ..ObjectScan::default() };
    }

    fn next_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while at < bytes.len() {
            if self.escaped {
                self.escaped = false;
            } else if self.in_text {
                at += memchr3(b'"', b'\\', b'\n', &bytes[at..])?;
                self.escaped = bytes[at] == b'\\';
                self.in_text = self.escaped;
                if bytes[at] == b'\n' {
                    (self.broken, self.at_line_start) = (true, true);
                }
            } else if self.broken && self.depth > 0 {
                if self.at_line_start && bytes[at] == b'{' {
                    self.restart();
                    return Some(at);
                }
                self.at_line_start = bytes[at] == b'\n' || self.at_line_start && is_between(bytes[at]);
                if self.closes(bytes[at]) {
                    return Some(at + 1);
                }
            } else if self.depth > 0 {
                at += memchr3(b'"', b'{', b'}', &bytes[at..])?;
                if self.closes(bytes[at]) {
                    return Some(at + 1);
                }
            } else if self.in_other && (is_between(bytes[at]) || bytes[at] == b'{') {
                self.restart();
                return Some(at);
            } else {
                match bytes[at] {
                    b'{' => self.depth = 1,
                    b'[' => self.open_lists += 1,
                    b']' => self.open_lists = self.open_lists.saturating_sub(1),
                    byte if is_between(byte) => {}
                    byte => {
                        self.in_other = true;
                        self.in_text = byte == b'"';
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// Takes a byte of an object, outside of texts; whether it closes the record.
    fn closes(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => self.in_text = true,
            b'{' => self.depth += 1,
            b'}' => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.restart();
                    return true;
                }
            }
            _ => {}
        }
        false
    }
}

/// Whether a byte may stand between records.
pub(crate) fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']')
}
