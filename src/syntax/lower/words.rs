//! The entries of lists and sites, line by line.

use super::super::ast::{Entry, Quoted, Seeing, Words};
use super::super::grammar::{Node, Rule};
use super::text::For;
use super::{Lower, codes};
use crate::diagnostic::{Confidence, Diagnostic};
use crate::source::Span;

/// What the lines of one list say, as far as they are read.
#[derive(Default)]
pub(in crate::syntax) struct Reading {
    /// The entries and what is excepted.
    pub words: Words,
    /// Whether the line at hand belongs to an `except`.
    excepting: bool,
    after_comma: bool,
}

/// An entry, and whether it was written without quotes.
struct Written {
    entry: Entry,
    bare: bool,
}

impl Reading {
    /// Begins a line: an `except` goes on over a line's end only behind a comma.
    pub fn begin_line(&mut self) {
        if !self.after_comma {
            self.excepting = false;
        }
    }

    /// Adds a word that is known to be plain.
    pub fn plain(&mut self, text: Quoted, comma: bool) {
        self.after_comma = comma;
        self.push(Entry { text, seeing: Seeing::default() });
    }

    fn push(&mut self, entry: Entry) {
        if self.excepting {
            self.words.except.push(entry.text);
        } else {
            self.words.entries.push(entry);
        }
    }

    /// What an `adjust` adds or excepts is read as one line.
    pub fn excepting() -> Reading {
        Reading { excepting: true, ..Reading::default() }
    }
}

impl Lower<'_> {
    /// Reads the parts of a line, or of what `adjust` adds.
    pub(in crate::syntax) fn line(&mut self, node: Node<'_>, reading: &mut Reading) {
        let mut run: Vec<Written> = Vec::new();
        let mut blank = true;
        let mut lone_except = None;
        let mut end = node.as_span().start();
        let breaks = node.as_rule() != Rule::list_line;
        for part in node.into_inner() {
            let start = part.as_span().start();
            match part.as_rule() {
                Rule::comma => {
                    if run.is_empty() && (!blank || reading.after_comma) {
                        self.stray_comma(&part);
                    }
                    self.end_run(&mut run, reading);
                    reading.after_comma = true;
                }
                Rule::list_except => {
                    lone_except = Some(self.span(&part));
                    self.end_run(&mut run, reading);
                    reading.excepting = true;
                    reading.after_comma = false;
                }
                Rule::entry => {
                    if breaks && self.draft.text.get(end..start).is_some_and(|between| between.contains('\n')) {
                        self.end_run(&mut run, reading);
                    }
                    end = super::range(&part).end;
                    run.extend(self.entry(part));
                    lone_except = None;
                    reading.after_comma = false;
                }
                _ => continue,
            }
            blank = false;
        }
        self.end_run(&mut run, reading);
        if let Some(place) = lone_except {
            self.refuse_lone_except(place);
        }
    }

    /// An `except` that ends its line: what follows is no part of it, or it was meant as a word.
    fn refuse_lone_except(&mut self, place: Span) {
        self.diagnostics.push(
            Diagnostic::new(
                &codes::ENTRY_NEEDS_QUOTES,
                place,
                "there is nothing behind this `except`",
                "meant as a word?",
            )
            .help("write what is excepted on the same line, or quote the word: `\"except\"`"),
        );
    }

    fn stray_comma(&mut self, node: &Node<'_>) {
        let span = self.span(node);
        self.diagnostics.push(
            Diagnostic::new(&codes::STRAY_SIGN, span, "there is a comma too many", "nothing stands before it").fix(
                "take it out",
                Confidence::Safe,
                span,
                "",
            ),
        );
    }

    /// Ends what stands between two commas, which is one entry; several words there are a phrase without its quotes.
    fn end_run(&mut self, run: &mut Vec<Written>, reading: &mut Reading) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        if run.len() == 1 {
            let entry = run.remove(0).entry;
            return reading.push(entry);
        }
        let span = first.entry.text.span.to(last.entry.text.span);
        let phrase: Vec<&str> = run.iter().map(|written| written.entry.text.value.as_str()).collect();
        let phrase = phrase.join(" ");
        if run.iter().all(|written| written.bare) {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::UNQUOTED_ENTRY,
                    span,
                    format!("`{phrase}` is more than one word"),
                    "one phrase, or several words?",
                )
                .help("write commas between words")
                .fix("quote the phrase", Confidence::Review, span, format!("\"{phrase}\"")),
            );
            let text = Quoted::new(phrase, span);
            reading.push(Entry { text, seeing: Seeing::default() });
        } else {
            let second = run[1].entry.text.span;
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::MISSING_COMMA,
                    second,
                    "a comma is missing between two entries",
                    "before this one",
                )
                .fix("add the comma", Confidence::Safe, run[0].entry.text.span.after(), ","),
            );
            run.drain(..).for_each(|written| reading.push(written.entry));
        }
        run.clear();
    }

    fn entry(&mut self, node: Node<'_>) -> Option<Written> {
        let mut seeing = Seeing::default();
        let mut text = None;
        let mut bare = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => text = Some(self.phrase(&part)),
                Rule::bare_entry => {
                    bare = true;
                    text = Some(self.bare(&part));
                }
                _ => self.seeing(part, &mut seeing),
            }
        }
        bare &= seeing == Seeing::default();
        Some(Written { entry: Entry { text: text?, seeing }, bare })
    }

    /// A phrase in quotes that is looked for.
    pub(super) fn phrase(&mut self, node: &Node<'_>) -> Quoted {
        let text = self.quoted(node, For::Looking);
        self.refuse_star_inside(&text.value, text.span);
        text
    }

    fn bare(&mut self, node: &Node<'_>) -> Quoted {
        let written = node.as_str();
        let span = self.span(node);
        self.refuse_star_inside(written, span);
        if let Some(odd) = written.chars().find(|letter| !is_bare(*letter)) {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::ENTRY_NEEDS_QUOTES,
                    span,
                    format!("`{written}` needs quotes, because of the `{odd}`"),
                    "only letters, digits and `'` `-` `.` `&` stand without quotes",
                )
                .fix(
                    "quote it",
                    Confidence::Safe,
                    span,
                    format!("\"{}\"", written.replace('\\', "\\\\")),
                ),
            );
        }
        Quoted::new(written.to_owned(), span)
    }

    /// Says that a star stands between two letters, where it does.
    fn refuse_star_inside(&mut self, text: &str, span: Span) {
        if !has_star_inside(text) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::new(
                &codes::STAR_INSIDE,
                span,
                format!("`*` stands inside a word in `{}`", super::value::shortened(text)),
                "`*` stands only at the beginning or the end of a word",
            )
            .help("write the word itself: letters hidden behind `*` are seen through; `\\*` in quotes is a star"),
        );
    }
}

/// Whether an entry may have the character without quotes.
pub(in crate::syntax) fn is_bare(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '.' | '&' | '*') || pest::unicode::MARK(letter)
}

fn has_star_inside(text: &str) -> bool {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let mut run_after_letter = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
                before = ' ';
                run_after_letter = false;
                continue;
            }
            '*' => run_after_letter = run_after_letter || before.is_alphanumeric(),
            _ if letter.is_alphanumeric() && run_after_letter => return true,
            _ => run_after_letter = false,
        }
        before = letter;
    }
    false
}
