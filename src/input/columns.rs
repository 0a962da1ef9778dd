//! CSV and TSV: the line of names → which column is which field, a record → its cells.
//!
//! As RFC 4180 has it: a cell that begins with a quote ends at the next quote that is not doubled, and may hold
//! separators and line breaks; a quote elsewhere is a character, also behind the quote that ends a cell.

use crate::comment::Comment;

use super::format::{Refusal, refuse};
use super::gathered::{Gathered, Lack};
use super::json::utf8;
use super::layout::{Layout, NodeId};
use super::value::{Scalar, shown};

/// The columns of an input.
#[derive(Debug)]
pub(crate) struct Columns {
    separator: u8,
    names: Vec<String>,
    places: Vec<Option<NodeId>>,
}

/// What the database MySQL writes for a value that is missing.
const MISSING: &str = "\\N";

/// A name of a column is at most so long, or the line is no line of names.
const LONGEST_NAME: usize = 64;

impl Columns {
    pub(crate) fn separator(&self) -> u8 {
        self.separator
    }

    fn has_body(&self, layout: &Layout) -> bool {
        self.places.iter().flatten().any(|place| layout.holds_body(*place))
    }

    fn new(separator: u8, cells: &Cells, layout: &Layout) -> Option<Columns> {
        let names: Vec<String> = cells
            .iter()
            .map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned()))
            .collect::<Result<_, _>>()
            .ok()?;
        let places = names.iter().map(|name| layout.column(name)).collect();
        Some(Columns { separator, names, places })
    }

    /// Fails where two columns have the same name and are of use, or none holds the comments' text.
    fn check(self, layout: &Layout) -> Result<Columns, Refusal> {
        for (at, place) in self.places.iter().enumerate().filter(|(_, place)| place.is_some()) {
            if self.places[..at].contains(place) {
                return refuse(
                    format!("two of its columns are named `{}`", shown(&self.names[at])),
                    "rename one of them in the line of names",
                );
            }
        }
        if self.has_body(layout) {
            return Ok(self);
        }
        let names: Vec<String> = self.names.iter().take(20).map(|name| format!("`{}`", shown(name))).collect();
        refuse(
            format!("none of its columns is known to hold the comments' text: {}", names.join(", ")),
            "name the column: `--map body=COLUMN`",
        )
    }

    /// Reads the record `bytes`, without its line end, into `comment`, whose earlier values are forgotten.
    ///
    /// # Errors
    /// Why the record is damaged.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        layout: &Layout,
        cells: &mut Cells,
        gathered: &mut Gathered,
        comment: &mut Comment,
    ) -> Result<(), String> {
        utf8(bytes)?;
        gathered.start(comment);
        if !cells.split(bytes, self.separator) {
            return Err("a quote opens and does not close".to_owned());
        }
        if cells.len() != self.names.len() {
            let (found, named) = (cells.len(), self.names.len());
            return Err(format!("it has {found} {}, and there are {named} names", plural(found, "column")));
        }
        for (cell, place) in cells.iter().zip(&self.places) {
            let Some(place) = *place else { continue };
            let text = utf8(cell)?;
            gathered.meet(layout, place);
            if text != MISSING && (!text.is_empty() || layout.holds_body(place)) {
                gathered.offer(layout, place, Scalar::Text(text), comment);
            }
        }
        gathered.finish(layout).map_err(|lack| match lack {
            Lack::Reason(reason) => reason,
            Lack::Body => "it has no text".to_owned(),
        })
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// Reads the line of names, with the separator that makes the most columns of it; with its length in bytes.
pub(super) fn read_header(
    text: &[u8],
    whole: bool,
    separators: &[u8],
    layout: &Layout,
) -> Result<(Columns, usize), Refusal> {
    let mut best: Option<(Columns, usize)> = None;
    for &separator in separators {
        let Some((cells, length)) = first_record(text, whole, separator) else { continue };
        let Some(columns) = Columns::new(separator, &cells, layout) else { continue };
        if best.as_ref().is_none_or(|(known, _)| columns.names.len() > known.names.len()) {
            best = Some((columns, length));
        }
    }
    match best {
        Some((columns, length)) => Ok((columns.check(layout)?, length)),
        None => refuse(
            "its first line is no line of names",
            "put a line with the names of the columns in front, or say what it is with `--input-format`",
        ),
    }
}

/// The columns, if `text` begins like CSV or TSV.
///
/// # Errors
/// Where it does but no column is known to hold the comments' text: read as plain text, every line would be judged with
/// its ids and dates.
pub(super) fn guess(text: &[u8], whole: bool, layout: &Layout) -> Result<Option<(Columns, usize)>, Refusal> {
    let mut refusal = None;
    for separator in [b',', b'\t', b';'] {
        let Some((names, length)) = first_record(text, whole, separator) else { continue };
        if names.len() < 2 || names.iter().any(|name| name.len() > LONGEST_NAME) {
            continue;
        }
        let Some(columns) = Columns::new(separator, &names, layout) else { continue };
        let alike = first_record(&text[length..], whole, separator).is_none_or(|(row, _)| row.len() == names.len());
        let like_names = names.iter().all(|name| {
            !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(byte))
        });
        if columns.has_body(layout) && (alike || like_names) {
            return Ok(Some((columns.check(layout)?, length)));
        }
        if alike && like_names && length < text.len() {
            refusal = columns.check(layout).err();
        }
    }
    refusal.map_or(Ok(None), |mut refusal| {
        refusal.help.push_str(", or say that it is plain text: `--input-format text`");
        Err(refusal)
    })
}

/// The cells of the first record, and where the next begins; `None` where it does not end within `text`.
fn first_record(text: &[u8], whole: bool, separator: u8) -> Option<(Cells, usize)> {
    let end = RowScan::new(separator).next_end(text, 0).or_else(|| whole.then_some(text.len()))?;
    let mut cells = Cells::default();
    let complete = cells.split(without_line_end(&text[..end]), separator);
    (complete && end > 0).then_some((cells, end))
}

/// `record` without the line end that closes it.
pub(crate) fn without_line_end(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}

/// Where in a record a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// Finds the ends of records in bytes that arrive piece by piece.
#[derive(Clone, Debug)]
pub(crate) struct RowScan {
    separator: u8,
    within: Within,
}

impl RowScan {
    pub(crate) fn new(separator: u8) -> RowScan {
        RowScan { separator, within: Within::CellStart }
    }

    /// Forgets the record at hand: the next byte begins another.
    pub(crate) fn restart(&mut self) {
        self.within = Within::CellStart;
    }

    /// Goes on at `from`, to the byte behind the line end that closes the record.
    pub(crate) fn next_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while at < bytes.len() {
            self.within = match (self.within, bytes[at]) {
                (Within::CellStart, b'"') | (Within::QuoteInQuoted, b'"') => Within::Quoted,
                (Within::Quoted, _) => {
                    at += memchr::memchr(b'"', &bytes[at..])?;
                    Within::QuoteInQuoted
                }
                (_, _) => {
                    let Some(found) = memchr::memchr2(self.separator, b'\n', &bytes[at..]) else {
                        self.within = Within::Plain;
                        return None;
                    };
                    at += found;
                    if bytes[at] == b'\n' {
                        self.within = Within::CellStart;
                        return Some(at + 1);
                    }
                    Within::CellStart
                }
            };
            at += 1;
        }
        None
    }
}

/// The cells of a record without their quotes. Kept from record to record for its memory.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }

    /// Splits one record; false where a quote opens and does not close.
    fn split(&mut self, record: &[u8], separator: u8) -> bool {
        self.text.clear();
        self.ends.clear();
        let mut at = 0;
        while at <= record.len() {
            let mut quoted = record.get(at) == Some(&b'"');
            while quoted {
                at += 1;
                let Some(quote) = memchr::memchr(b'"', &record[at..]) else { return false };
                self.text.extend_from_slice(&record[at..at + quote]);
                at += quote + 1;
                quoted = record.get(at) == Some(&b'"');
                if quoted {
                    self.text.push(b'"');
                }
            }
            let rest = &record[at..];
            let end = memchr::memchr(separator, rest).unwrap_or(rest.len());
            self.text.extend_from_slice(&rest[..end]);
            self.ends.push(self.text.len());
            at += end + 1;
        }
        true
    }
}
