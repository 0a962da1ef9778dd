//! Regular expressions: compiled within limits, each once, their errors said in a moderator's words.

use std::collections::HashMap;

use regex_syntax::ast::{ErrorKind, Span as InRegex};
use regex_syntax::hir;

use super::RegexId;
use super::limits::{MOST_BAD_REGEXES, MOST_LARGE_REGEXES, MOST_REGEXES, REGEX_BYTES, REGEX_DEPTH, SMALL_REGEX_BYTES};
use super::places::inside;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span, Spanned};

/// The regular expressions that conditions have asked for so far.
#[derive(Default)]
pub(super) struct Regexes {
    compiled: Vec<regex::Regex>,
    known: HashMap<(String, String), Option<RegexId>>,
    large: usize,
    bad: usize,
}

impl Regexes {
    /// The compiled expression; complains where it is none, too large or always true.
    pub fn add(
        &mut self,
        regex: &Spanned<String>,
        flags: &Spanned<String>,
        sources: &SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<RegexId> {
        let mut letters: Vec<char> = flags.value.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        let key = (regex.value.clone(), letters.iter().collect::<String>());
        if let Some(Some(known)) = self.known.get(&key) {
            return Some(*known);
        }
        if self.bad >= MOST_BAD_REGEXES {
            return None;
        }
        let compiled = self.compile(&regex.value, &key.1, regex.span, sources, diagnostics);
        let id = compiled.map(|compiled| {
            self.compiled.push(compiled);
            RegexId(self.compiled.len() as u32 - 1)
        });
        self.bad += usize::from(id.is_none());
        self.known.insert(key, id);
        id
    }

    /// All expressions.
    pub fn finish(self) -> Vec<regex::Regex> {
        self.compiled
    }

    fn compile(
        &mut self,
        text: &str,
        flags: &str,
        span: Span,
        sources: &SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<regex::Regex> {
        let on = |flag: char| flags.contains(flag);
        let parsed = regex_syntax::ParserBuilder::new()
            .nest_limit(REGEX_DEPTH)
            .case_insensitive(on('i'))
            .dot_matches_new_line(on('s'))
            .multi_line(on('m'))
            .ignore_whitespace(on('x'))
            .build()
            .parse(text);
        if let Err(error) = parsed {
            diagnostics.push(explain(&error, text, span, sources));
            return None;
        }
        if self.compiled.len() >= MOST_REGEXES {
            let message = format!("the rules have more than {MOST_REGEXES} regular expressions");
            diagnostics.push(Diagnostic::new(&codes::LIMIT, span, message, "here the limit is passed"));
            return None;
        }
        // The flags stand in the expression itself, so that its text says all that it means.
        let whole = if flags.is_empty() { text.to_owned() } else { format!("(?{flags}){text}") };
        let build =
            |bytes: usize| regex::RegexBuilder::new(&whole).nest_limit(REGEX_DEPTH + 1).size_limit(bytes).build();
        let compiled = build(SMALL_REGEX_BYTES).or_else(|_| {
            self.large += 1;
            build(if self.large > MOST_LARGE_REGEXES { 0 } else { REGEX_BYTES })
        });
        let Ok(compiled) = compiled else {
            let message = if self.large > MOST_LARGE_REGEXES {
                format!(
                    "the rules have more than {MOST_LARGE_REGEXES} regular expressions of more than {} KiB",
                    SMALL_REGEX_BYTES >> 10
                )
            } else {
                format!("this regular expression would take more than {} MiB", REGEX_BYTES >> 20)
            };
            diagnostics.push(
                Diagnostic::new(&codes::LIMIT, span, message, "too large")
                    .help("shorten the counts in braces: `\\w{1,500}` stands for five hundred letters; lists of words belong into a `list`"),
            );
            return None;
        };
        if matches_everything(&compiled) {
            let message = "this regular expression is found in every text, even in an empty one";
            diagnostics.push(Diagnostic::new(&codes::REGEX_ALWAYS, span, message, "always found").help(
                "ask for at least one character: `+` instead of `*`, no `?` behind all of it, no empty side of a `|`",
            ));
            return None;
        }
        Some(compiled)
    }
}

/// Whether an expression is found in texts that have nothing in common but being texts.
fn matches_everything(regex: &regex::Regex) -> bool {
    let long = "\u{2603} x0\n".repeat(300);
    ["", "x", "0", " ", "\n", "\u{2603}", &long].iter().all(|text| regex.is_match(text))
}

fn explain(error: &regex_syntax::Error, text: &str, span: Span, sources: &SourceMap) -> Diagnostic {
    let at = |place: &InRegex| {
        let (start, end) = (place.start.offset, place.end.offset.max(place.start.offset + 1));
        inside(span, text, start, end.min(text.len()).saturating_sub(start), sources)
    };
    match error {
        regex_syntax::Error::Parse(error) => {
            let place = at(error.span());
            match error.kind() {
                ErrorKind::UnsupportedLookAround => look_around(place),
                ErrorKind::UnsupportedBackreference => back_reference(place),
                kind => syntax_error(kind, place),
            }
        }
        regex_syntax::Error::Translate(error) => {
            let (message, help) = match error.kind() {
                hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => (
                    "there is no class of characters of this name",
                    "examples of classes: `\\p{L}` (letters), `\\p{Greek}`, `\\p{Emoji}`",
                ),
                _ => ("this cannot be looked for in a text", "see the syntax of the `regex` crate"),
            };
            Diagnostic::new(&codes::REGEX_SYNTAX, at(error.span()), message, "not known").help(help)
        }
        _ => Diagnostic::new(&codes::REGEX_SYNTAX, span, "this is not a regular expression", "not understood"),
    }
}

fn look_around(place: Span) -> Diagnostic {
    let message = "a regular expression cannot look ahead or behind, because that can take for ever on some texts";
    Diagnostic::new(&codes::REGEX_LOOK_AROUND, place, message, "looks ahead or behind")
        .help("say it with a second condition: `body matches /buy/i and not body matches /goodbye/i`")
        .help("for words near other words, write `body has \"cheap\" near \"pills\" within 3 words` or `… unless after \"not\" within 2 words`")
}

fn back_reference(place: Span) -> Diagnostic {
    let message =
        "a regular expression cannot ask for the same text again, because that can take for ever on some texts";
    Diagnostic::new(&codes::REGEX_LOOK_AROUND, place, message, "refers to what was found before")
        .help("for a repeated character, write `body.repeats > 4`")
        .help("for a repeated word, write it out: `/(ha ?){3,}/`; for a repeated comment, `author posted same text 3 times within 1 hour`")
}

fn syntax_error(kind: &ErrorKind, place: Span) -> Diagnostic {
    let escape = "to look for the character itself, write a backslash before it";
    let (message, label, help) = match kind {
        ErrorKind::GroupUnclosed => (
            "this bracket is never closed",
            "opened here",
            "add the `)` that belongs to it; to look for `(` itself, write `\\(`",
        ),
        ErrorKind::GroupUnopened => {
            ("this bracket closes nothing", "no `(` before it", "to look for `)` itself, write `\\)`")
        }
        ErrorKind::ClassUnclosed => (
            "this `[` is never closed",
            "opened here",
            "add the `]` that belongs to it; to look for `[` itself, write `\\[`",
        ),
        ErrorKind::ClassRangeInvalid => (
            "this range runs backwards",
            "the first character comes after the last",
            "write the smaller character first, such as `a-z`; to mean `-` itself, put it last",
        ),
        ErrorKind::ClassRangeLiteral | ErrorKind::ClassEscapeInvalid => {
            ("this cannot stand in `[…]`", "not a single character", escape)
        }
        ErrorKind::RepetitionMissing => {
            ("there is nothing before this sign that it could repeat", "repeats nothing", escape)
        }
        ErrorKind::RepetitionCountInvalid => (
            "this count runs backwards",
            "the first number is larger than the second",
            "write the smaller number first: `{2,5}`",
        ),
        ErrorKind::RepetitionCountUnclosed | ErrorKind::RepetitionCountDecimalEmpty | ErrorKind::DecimalEmpty => (
            "this is not a count",
            "expected numbers and `}`",
            "a count is written `{3}`, `{3,}` or `{3,5}`; to look for `{` itself, write `\\{`",
        ),
        ErrorKind::EscapeUnrecognized => (
            "this backslash stands before a character that needs none and means nothing with it",
            "not known",
            "remove the backslash",
        ),
        ErrorKind::EscapeUnexpectedEof => {
            ("the expression ends in a backslash", "nothing behind it", "to look for a backslash, write `\\\\`")
        }
        ErrorKind::EscapeHexEmpty | ErrorKind::EscapeHexInvalid | ErrorKind::EscapeHexInvalidDigit => (
            "this is not the number of a character",
            "not a character",
            "a character by number is written `\\x{1F600}`",
        ),
        ErrorKind::NestLimitExceeded(_) => (
            "the brackets of this expression are nested too deeply",
            "at most 64 deep",
            "part it into several conditions",
        ),
        ErrorKind::FlagUnrecognized
        | ErrorKind::FlagDanglingNegation
        | ErrorKind::FlagDuplicate { .. }
        | ErrorKind::FlagRepeatedNegation { .. }
        | ErrorKind::FlagUnexpectedEof => (
            "this `(?…)` says nothing that can be understood",
            "not known",
            "letters that can stand there: `i`, `s`, `m`, `x`",
        ),
        ErrorKind::GroupNameDuplicate { .. }
        | ErrorKind::GroupNameEmpty
        | ErrorKind::GroupNameInvalid
        | ErrorKind::GroupNameUnexpectedEof => {
            ("this name of a group cannot be used", "not a name", "groups need no name here: write `(…)`")
        }
        _ => ("this cannot be understood as a regular expression", "not understood", escape),
    };
    Diagnostic::new(&codes::REGEX_SYNTAX, place, message, label).help(help)
}
