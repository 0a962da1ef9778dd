//! Files of rules: their text, places in them, and where `from "…"` finds its lists.

pub mod folder;
pub mod shipped;
mod shipped_files;

use std::fmt;
use std::sync::Arc;

/// The largest rule file, in bytes.
pub const LARGEST_RULE_FILE: u64 = 4 << 20;

/// The largest list file, in bytes.
pub const LARGEST_LIST_FILE: u64 = 64 << 20;

/// Which file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span from the start of this one to the end of `other`, which stands later in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span just behind this one.
    pub fn after(self) -> Span {
        Span { start: self.end, ..self }
    }
}

/// Something that stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, which stands at `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One file of rules or words.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as people know it.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
}

/// All files that one compilation reads: rule files and the lists they name.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a file and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(self.sources.len() as u32);
        self.sources.push(Source { name: name.into(), text: text.into() });
        id
    }

    /// The file with this number, which must come from this map.
    pub fn get(&self, file: FileId) -> &Source {
        &self.sources[file.0 as usize]
    }

    /// The text at `span`; empty where the span does not fit the file.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column of a byte, in time linear in what stands before it.
    pub fn place(&self, file: FileId, byte: u32) -> Place {
        let text = &self.get(file).text;
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// Why a list file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFileError {
    /// The path leaves the rule set's folder: absolute, with `..`, or through a link.
    Outside,
    /// There is no such file; the names of the files that are there.
    Missing(Vec<String>),
    /// It is larger than the limit, in bytes.
    TooLarge(u64),
    /// Its text is not UTF-8; the byte where that shows.
    NotUtf8(usize),
    /// Rule text that arrived without a folder may name no file.
    NoFolder,
    /// The system would not read it.
    Unreadable(String),
}

/// Where the files that `from "…"` names are read: a folder on disk, the shipped packs, or nowhere.
pub trait ListFiles: Send + Sync {
    /// The text of the file at `path`, which is relative to the folder of `rule_file`.
    ///
    /// # Errors
    /// Where the file is outside the folder, missing, too large, not UTF-8 or unreadable.
    fn read(&self, rule_file: &str, path: &str) -> Result<String, ListFileError>;
}

/// No files at all: for rule text that arrives over a network.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoListFiles;

impl ListFiles for NoListFiles {
    fn read(&self, _rule_file: &str, _path: &str) -> Result<String, ListFileError> {
        Err(ListFileError::NoFolder)
    }
}

/// One rule file before it is parsed.
#[derive(Clone)]
pub struct RuleFile {
    /// Its path, relative to the folder that `lists` reads from, or as the caller names it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Where its list files are.
    pub lists: Arc<dyn ListFiles>,
}

impl fmt::Debug for RuleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuleFile").field("path", &self.path).field("text", &self.text).finish_non_exhaustive()
    }
}
