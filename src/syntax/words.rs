//! The lines of a list, of sites and of the files that hold such: each parsed by itself.

use std::ops::Range;

use super::ast::{Quoted, Words};
use super::grammar::{self, Rule};
use super::lower::Lower;
use super::lower::words::{Reading, is_bare};
use super::place::{Draft, span};
use super::{scan, slips};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics};
use crate::source::FileId;

/// The words that mean something among the entries of a list.
pub(super) const LIST_WORDS: [&str; 7] = ["except", "add", "from", "exactly", "plainly", "normally", "disguised"];

/// Reads a list file.
pub(super) fn file(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Words {
    let scanned = scan::scan(text, file, scan::Of::Words);
    let words = lines(file, &scanned, 0..scanned.text.len(), diagnostics);
    scanned.complaints.into_iter().for_each(|complaint| diagnostics.push(complaint));
    words
}

/// Reads the lines of a part of a cleaned text.
pub(super) fn lines(
    file: FileId,
    scanned: &scan::Scanned<'_>,
    body: Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Words {
    let mut reading = Reading::default();
    let mut silenced = scanned.silenced.iter().peekable();
    let mut start = body.start;
    for line in scanned.text[body.clone()].split('\n') {
        let here = start..start + line.len();
        start = here.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        reading.begin_line();
        if plain_line(file, line, here.start, &mut reading) {
            continue;
        }
        if diagnostics.len() > super::MAX_ERRORS * 50 {
            break;
        }
        while silenced.next_if(|range| range.end < here.start).is_some() {}
        let quiet = silenced.peek().is_some_and(|range| range.start < here.end && here.start <= range.end);
        let trimmed = line.trim_start();
        let draft = Draft::new(file, scanned.source, here.end - trimmed.len(), trimmed);
        parsed_line(&draft, quiet, &mut reading, diagnostics);
    }
    reading.words
}

/// Reads a line of nothing but bare words and commas; `false` where the line is anything else.
///
/// Lists have up to a million entries and most are such lines; the grammar reads them the same way, more slowly.
fn plain_line(file: FileId, line: &str, start: usize, reading: &mut Reading) -> bool {
    let is_plain = |part: &str| {
        let mut letters = part.chars();
        !part.is_empty() && letters.all(|letter| is_bare(letter) && letter != '*') && !LIST_WORDS.contains(&part)
    };
    let ends_with_comma = line.trim_end().ends_with(',');
    let listed = if ends_with_comma { &line[..line.trim_end().len() - 1] } else { line };
    if !listed.split(',').all(|part| is_plain(part.trim())) {
        return false;
    }
    let mut parts = listed.split(',').peekable();
    let mut at = start;
    while let Some(part) = parts.next() {
        let word = part.trim();
        let from = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let text = Quoted::new(word.to_owned(), span(file, from..from + word.len()));
        reading.plain(text, parts.peek().is_some() || ends_with_comma);
    }
    true
}

fn parsed_line(draft: &Draft<'_>, quiet: bool, reading: &mut Reading, diagnostics: &mut Diagnostics) {
    let mut unheard = Diagnostics::new();
    let diagnostics = if quiet { &mut unheard } else { diagnostics };
    match grammar::parse(Rule::list_line, &draft.text) {
        Ok(mut pairs) => {
            if let Some(node) = pairs.next() {
                Lower { draft, diagnostics }.line(node, reading);
            }
        }
        Err(stop) => diagnostics.push(slips::in_line(draft, stop.at)),
    }
}

/// The hosts among words, which have no levels and nothing excepted.
pub(super) fn hosts(words: Words, diagnostics: &mut Diagnostics) -> Vec<Quoted> {
    for excepted in &words.except {
        diagnostics.push(
            Diagnostic::new(
                &codes::NOT_FOR_SITES,
                excepted.span,
                "sites know no `except`",
                "this one would be left out",
            )
            .help("list the hosts one by one, each with all below it"),
        );
    }
    let mut hosts = Vec::with_capacity(words.entries.len());
    for entry in words.entries {
        if let Some(level) = &entry.seeing.level {
            diagnostics.push(
                Diagnostic::new(
                    &codes::NOT_FOR_SITES,
                    level.span,
                    format!("sites know no `{}`", level.value.word()),
                    "a host has no level",
                )
                .fix("take it out", Confidence::Safe, level.span, ""),
            );
        }
        hosts.push(entry.text);
    }
    hosts
}
