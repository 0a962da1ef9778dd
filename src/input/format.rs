//! The first bytes of an input → its format, or why it is not read and what to do.

use std::fmt;
use std::str::FromStr;

use super::columns::{self, Columns};
use super::layout::Layout;

/// How a dump is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As its first bytes say.
    #[default]
    Auto,
    /// A JSON object a line.
    Jsonl,
    /// JSON objects over any number of lines, in a list or one behind the other.
    Json,
    /// Columns with commas (or semicolons) between them, under a line of names.
    Csv,
    /// Columns with tabs between them, under a line of names.
    Tsv,
    /// A comment a line.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] = [Format::Auto, Format::Jsonl, Format::Json, Format::Csv, Format::Tsv, Format::Text];

    /// The word that stands for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Format::Auto => "auto",
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Text => "text",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Format, String> {
        Format::ALL.into_iter().find(|format| format.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Format::ALL.iter().map(|format| format.word()).collect();
            format!("`{word}` is no input format; there are {}", words.join(", "))
        })
    }
}

/// An input that is not read: why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is.
    pub reason: String,
    /// What to do.
    pub help: String,
}

pub(super) fn refuse<T>(reason: impl Into<String>, help: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { reason: reason.into(), help: help.into() })
}

/// How records are cut and read.
#[derive(Debug)]
pub(crate) enum Shape {
    Jsonl,
    Json,
    Text,
    Columns(Columns),
}

/// What the first bytes of an unpacked input say.
#[derive(Debug)]
pub(crate) struct Sniffed {
    pub(crate) shape: Shape,
    /// Where the records begin: behind a byte order mark and the line of names.
    pub(crate) start: usize,
}

/// How many bytes of an unpacked input are looked at.
pub(crate) const WINDOW: usize = 64 * 1024;

/// How many lines are looked at to tell records from plain text.
const LINES: usize = 10;

/// Tells the format of an input that begins with `window`; `whole` says that it is all there is.
pub(crate) fn sniff(window: &[u8], whole: bool, format: Format, layout: &Layout) -> Result<Sniffed, Refusal> {
    let mark = if window.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    refuse_what_is_no_text(window)?;
    let text = &window[mark..];
    let (shape, names) = match format {
        Format::Jsonl => (Shape::Jsonl, 0),
        Format::Json => (Shape::Json, 0),
        Format::Text => (Shape::Text, 0),
        Format::Csv => with_columns(columns::read_header(text, whole, b",;", layout)?),
        Format::Tsv => with_columns(columns::read_header(text, whole, b"\t", layout)?),
        Format::Auto => guess(text, whole, layout)?,
    };
    Ok(Sniffed { shape, start: mark + names })
}

fn with_columns((columns, length): (Columns, usize)) -> (Shape, usize) {
    (Shape::Columns(columns), length)
}

fn guess(text: &[u8], whole: bool, layout: &Layout) -> Result<(Shape, usize), Refusal> {
    let lines: Vec<&[u8]> =
        text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).take(LINES).collect();
    let Some(first) = lines.first() else { return Ok((Shape::Jsonl, 0)) };
    if first.starts_with(b"window.") {
        return refuse(
            "it is a script of an archive of X, not plain JSON",
            "take away what stands before the first `[`, then scan the rest",
        );
    }
    if first.starts_with(b"<?xml") || first.starts_with(b"<!DOCTYPE") || first.starts_with(b"<rss") {
        return refuse("it is XML, which is not read", "turn it into JSON lines or CSV first");
    }
    let start = text.trim_ascii_start();
    if let Some(behind) = start.strip_prefix(b"[")
        && matches!(behind.trim_ascii_start().first(), Some(b'{' | b']') | None)
    {
        return Ok((Shape::Json, 0));
    }
    if first == b"{" {
        return Ok((Shape::Json, 0));
    }
    let records = lines.iter().filter(|line| line.starts_with(b"{")).count();
    if records * 2 > lines.len() {
        return Ok((Shape::Jsonl, 0));
    }
    match columns::guess(text, whole, layout)? {
        Some((columns, length)) => Ok((Shape::Columns(columns), length)),
        None if text.contains(&0) => refuse(
            "it is no text: there are NUL bytes in it",
            "if it is a comment a line all the same, say so: `--input-format text`",
        ),
        None => Ok((Shape::Text, 0)),
    }
}

/// What is refused whatever format is asked for: no choice of format makes sense of it.
fn refuse_what_is_no_text(window: &[u8]) -> Result<(), Refusal> {
    if let Some(refusal) = super::packing::refusal_by_magic(window) {
        return Err(refusal);
    }
    if super::packing::is_packed(window) {
        return refuse("it is packed twice", "unpack it once, then scan it");
    }
    if window.starts_with(b"\xff\xfe") || window.starts_with(b"\xfe\xff") {
        return refuse("it is UTF-16, not UTF-8", "convert it first: `iconv -f UTF-16 -t UTF-8`");
    }
    if window.get(257..262) == Some(b"ustar") {
        return refuse("it is a tar archive", "unpack it, then scan the files in it");
    }
    Ok(())
}
