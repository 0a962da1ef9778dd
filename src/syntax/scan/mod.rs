//! A file's text → the same text without what only disturbs, cut into items: the one pass that comes before the grammar.
//!
//! The cleaned text has the same length, so that every place in it is the place in the file. Comments and characters
//! that nobody sees are blanks in it, and every quote in it is closed. The pass knows quotes, pasted texts, regexes and
//! comments; it is linear, does not recurse, and refuses what is nested too deep before anything else looks at it.

mod cut;
mod marks;

pub(super) use cut::{ItemWord, Segment};

use std::ops::Range;

use super::place::span;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::source::{FileId, Span};

/// How deep brackets and `not` may be nested.
pub(super) const MAX_NESTING: u32 = 64;

/// What the pass gives.
pub(super) struct Scanned<'a> {
    /// The text of the file.
    pub source: &'a str,
    /// The cleaned text.
    pub text: String,
    /// The comments, in order.
    pub comments: Vec<Span>,
    /// The items, in order.
    pub segments: Vec<Segment>,
    /// What is wrong with single characters and quotes.
    pub complaints: Vec<Diagnostic>,
    /// The places where something is wrong already, so that what follows from it is not reported again.
    pub silenced: Vec<Range<usize>>,
}

/// What kind of file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Rules.
    Rules,
    /// The entries of a list, without braces.
    Words,
}

/// Cleans and cuts a text.
pub(super) fn scan(source: &str, file: FileId, of: Of) -> Scanned<'_> {
    let mut scan = Scan::new(source, file, of);
    scan.run();
    scan.finish()
}

struct Scan<'a> {
    source: &'a str,
    file: FileId,
    of: Of,
    at: usize,
    cleaned: Vec<u8>,
    comments: Vec<Span>,
    complaints: Vec<Diagnostic>,
    silenced: Vec<Range<usize>>,
    invisible: Vec<(Range<usize>, char)>,
    curly: Vec<Range<usize>>,
    cut: cut::Cut,
    line_start: usize,
    line_end: usize,
    fresh_line: bool,
    last_word: Range<usize>,
    last_mark: u8,
}

impl<'a> Scan<'a> {
    fn new(source: &'a str, file: FileId, of: Of) -> Scan<'a> {
        Scan {
            source,
            file,
            of,
            at: 0,
            cleaned: source.as_bytes().to_vec(),
            comments: Vec::new(),
            complaints: Vec::new(),
            silenced: Vec::new(),
            invisible: Vec::new(),
            curly: Vec::new(),
            cut: cut::Cut::default(),
            line_start: 0,
            line_end: 0,
            fresh_line: true,
            last_word: 0..0,
            last_mark: b'\n',
        }
    }

    fn run(&mut self) {
        if self.source.starts_with('\u{feff}') {
            self.blank(0..3);
            self.at = 3;
            self.line_start = 3;
        }
        while let Some(character) = self.source[self.at..].chars().next() {
            self.step(character);
        }
    }

    fn step(&mut self, character: char) {
        let start = self.at;
        match character {
            '\n' => {
                self.at += 1;
                self.line_start = self.at;
                self.fresh_line = true;
                return;
            }
            ' ' | '\t' | '\r' => {
                self.at += 1;
                return;
            }
            '#' if !self.touches_word() => return self.comment(),
            '/' if self.comment_of_programmers() => return,
            '"' => self.quote(),
            '“' | '”' | '„' | '«' | '»' => self.curly_quote(character),
            '\'' | '‘' | '’' | '`' if !self.touches_word() && self.single_quote() => {}
            '/' if self.regex_may_start() => self.regex(),
            '{' | '(' | '[' => {
                self.token(start);
                self.cut.open(character as u8, start);
                self.at += 1;
            }
            '}' | ')' | ']' => {
                self.token(start);
                self.at += 1;
                self.cut.close(character as u8, start);
            }
            _ if marks::is_word(character) => self.word(),
            _ if marks::is_invisible(character) => {
                self.at += character.len_utf8();
                self.invisible.push((start..self.at, character));
                self.blank(start..self.at);
                return;
            }
            _ => {
                self.token(start);
                self.at += character.len_utf8();
            }
        }
        self.last_mark = if character.is_ascii() { character as u8 } else { b'?' };
        self.fresh_line = false;
        self.cut.ends_with_comma = character == ',';
        self.cut.last_end = self.at;
    }

    fn word(&mut self) {
        let start = self.at;
        let rest = &self.source[start..];
        let length = rest.find(|character| !marks::is_word(character)).unwrap_or(rest.len());
        self.token(start);
        self.at = start + length;
        self.last_word = start..self.at;
        self.cut.word(&rest[..length]);
    }

    /// Tells the cutter that something starts here which may be the first word of an item.
    fn token(&mut self, start: usize) {
        if self.of == Of::Words {
            return;
        }
        let rest = &self.source[start..];
        self.cut.token(cut::Token {
            start,
            rest,
            indent: start - self.line_start,
            first_in_line: self.fresh_line,
            line_start: self.line_start,
        });
    }

    fn blank(&mut self, range: Range<usize>) {
        self.cleaned[range].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }

    /// Puts `text` at the start of the range, which is at least as long, and blanks behind it.
    fn put(&mut self, range: Range<usize>, text: &str) {
        let start = range.start;
        self.blank(range);
        self.cleaned[start..start + text.len()].copy_from_slice(text.as_bytes());
    }

    /// Where the line ends, found once a line.
    fn line_end(&mut self) -> usize {
        if self.at > self.line_end || self.line_end == 0 {
            let rest = &self.source[self.at..];
            self.line_end = self.at + rest.find('\n').unwrap_or(rest.len());
        }
        let end = self.line_end;
        if end > self.at && self.source.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
    }

    fn complain(&mut self, diagnostic: Diagnostic) {
        if self.complaints.len() < super::MAX_ERRORS * 2 {
            self.complaints.push(diagnostic);
        }
    }

    fn touches_word(&self) -> bool {
        self.source[..self.at].chars().next_back().is_some_and(marks::is_word)
    }

    fn in_words(&self) -> bool {
        self.of == Of::Words || self.cut.in_words()
    }

    fn finish(mut self) -> Scanned<'a> {
        self.cut.finish(self.cut.last_end);
        self.report_invisible();
        self.report_curly();
        // Blanks took the place of whole characters, so the text is still UTF-8.
        let text = String::from_utf8(self.cleaned).unwrap_or_default();
        Scanned {
            source: self.source,
            text,
            comments: self.comments,
            segments: self.cut.segments,
            complaints: self.complaints,
            silenced: self.silenced,
        }
    }

    fn report_invisible(&mut self) {
        let Some((first, character)) = self.invisible.first().cloned() else { return };
        let what = marks::name_of_invisible(character);
        let others = self.invisible.len() - 1;
        let mut diagnostic = Diagnostic::new(
            &codes::INVISIBLE_CHARACTER,
            span(self.file, first),
            format!("there is {what} among the words of the rules"),
            "it cannot be told from a blank, or not be seen at all",
        )
        .help("such characters come along when text is copied from a web page or a document; put a blank or nothing in its place");
        if others > 0 {
            diagnostic = diagnostic.note(format!("there {} in this file", more(others, "such character")));
        }
        let edits = self.invisible.iter().map(|(range, character)| {
            let instead = if marks::is_wide(*character) { " " } else { "" };
            (span(self.file, range.clone()), instead.to_owned())
        });
        let edits: Vec<_> = edits.take(super::MAX_EDITS).collect();
        diagnostic.fixes.push(crate::diagnostic::Fix {
            title: "take it out".to_owned(),
            confidence: Confidence::Safe,
            edits,
        });
        self.complaints.push(diagnostic);
    }

    fn report_curly(&mut self) {
        let Some(first) = self.curly.first().cloned() else { return };
        let others = self.curly.len() / 2;
        let mut diagnostic = Diagnostic::new(
            &codes::CURLY_QUOTES,
            span(self.file, first.clone()),
            format!("`{}` is a curly quote", &self.source[first]),
            "text stands in straight quotes here",
        )
        .help(
            "write `\"` before and behind the text; word processors and phones turn it into curly quotes by themselves",
        );
        if others > 1 {
            diagnostic = diagnostic.note(format!("there {} in this file", more(others - 1, "such pair")));
        }
        let edits = self.curly.iter().map(|range| (span(self.file, range.clone()), "\"".to_owned()));
        let edits: Vec<_> = edits.take(super::MAX_EDITS).collect();
        diagnostic.fixes.push(crate::diagnostic::Fix {
            title: "use straight quotes".to_owned(),
            confidence: Confidence::Safe,
            edits,
        });
        self.complaints.push(diagnostic);
    }
}

fn more(count: usize, what: &str) -> String {
    if count == 1 { format!("is 1 more {what}") } else { format!("are {count} more {what}s") }
}
