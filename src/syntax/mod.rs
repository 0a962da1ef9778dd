//! Rule text → syntax tree, with every error that can be seen without knowing other files.
//!
//! A file is cleaned and cut into its items in one pass (`scan`), each item is parsed by itself with the grammar in
//! `grammar/comity.pest` (`grammar`), and what it says is written into the tree (`lower`). Where the grammar comes to
//! a stop, `slips` finds out what was meant, says so, and mends the text so that the rest of it can be read. All of it
//! is linear in the text, and none of it calls itself deeper than brackets are allowed to be nested.

pub mod ast;
mod expected;
mod grammar;
mod keywords;
mod lower;
mod place;
mod read;
mod scan;
mod slips;
mod words;

use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, LARGEST_RULE_FILE, SourceMap, Span};

/// The largest rule file, in bytes.
pub const MAX_FILE_BYTES: usize = LARGEST_RULE_FILE as usize;

/// The most rules that one file may have.
pub const MAX_RULES: usize = 50_000;

/// How deep brackets and `not` may be nested.
pub const MAX_NESTING: u32 = scan::MAX_NESTING;

/// How many errors of one file are shown; the last one says how many more there are.
pub const MAX_ERRORS: usize = 20;

/// How many changes one fix may make.
const MAX_EDITS: usize = 16;

/// Reads a rule file. What cannot be read is said in the diagnostics and left out of the tree.
///
/// Linear in the text. A file beyond [`MAX_FILE_BYTES`] gives an empty tree.
pub fn parse(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> ast::File {
    let text = sources.get(file).text.clone();
    let mut found = Diagnostics::new();
    let tree = if text.len() > MAX_FILE_BYTES {
        found.push(too_large(file, text.len()));
        ast::File { id: file, items: Vec::new(), comments: Vec::new(), unread: Vec::new() }
    } else {
        read::file(file, &text, &mut found)
    };
    report(found, diagnostics);
    tree
}

/// Reads a list file: entries as between the braces of a list, one or more a line.
///
/// Linear in the text.
pub fn parse_words(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> ast::Words {
    let text = sources.get(file).text.clone();
    let mut found = Diagnostics::new();
    let words = words::file(file, &text, &mut found);
    report(found, diagnostics);
    words
}

/// Reads a file of hosts: as between the braces of sites, one or more a line.
///
/// Linear in the text.
pub fn parse_hosts(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Vec<ast::Quoted> {
    let text = sources.get(file).text.clone();
    let mut found = Diagnostics::new();
    let words = words::file(file, &text, &mut found);
    let hosts = words::hosts(words, &mut found);
    report(found, diagnostics);
    hosts
}

/// Reads one value as rules write it: `70%`, `5 minutes`, `2024-02-29`, `yes`, `3` or `"text"`; `None` where it is none.
pub fn parse_literal(text: &str) -> Option<ast::Literal> {
    let text = text.trim();
    let draft = place::Draft::new(FileId(0), text, 0, text);
    let mut diagnostics = Diagnostics::new();
    let node = grammar::parse(grammar::Rule::only_literal, text).ok()?.next()?;
    let literal = lower::lone_literal(&mut lower::Lower { draft: &draft, diagnostics: &mut diagnostics }, node)?;
    diagnostics.is_empty().then_some(literal)
}

fn too_large(file: FileId, bytes: usize) -> Diagnostic {
    let start = Span { file, start: 0, end: 0 };
    let mib = MAX_FILE_BYTES >> 20;
    Diagnostic::new(
        &codes::FILE_TOO_LARGE,
        start,
        format!("this rule file has {bytes} bytes, and a rule file may have {mib} MiB"),
        "",
    )
    .help("put long lists into files of their own and name them with `from`")
}

/// Passes on the first errors of a file, and says how many more there are.
fn report(found: Diagnostics, diagnostics: &mut Diagnostics) {
    let mut found = found.sorted();
    let more = found.len().saturating_sub(MAX_ERRORS);
    found.truncate(MAX_ERRORS);
    if more > 0
        && let Some(last) = found.last_mut()
    {
        let problems = if more == 1 { "problem" } else { "problems" };
        last.notes.push(format!("there are {more} more {problems} in this file"));
    }
    found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
}
