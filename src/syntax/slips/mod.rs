//! What somebody meant who wrote what the grammar does not know: what to say, and how to mend it and read on.

mod clauses;
mod outside;
mod signs;
mod tokens;
mod values;
mod wording;

pub(super) use outside::{in_line, outside};

use std::ops::Range;

use super::expected;
use super::grammar::{Rule, Stop};
use super::place::Draft;
use super::scan::ItemWord;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Code, Confidence, Diagnostic, Fix};
use tokens::Token;

/// Something to say, and how to mend the text: no mend where that is not clear.
pub(super) struct Slip {
    pub diagnostic: Diagnostic,
    pub mends: Vec<(Range<usize>, String)>,
}

/// The place at which the grammar came to a stop.
struct Spot<'a> {
    draft: &'a Draft<'a>,
    word: ItemWord,
    expected: &'a [Rule],
    /// What stands before it, in order.
    before: Vec<Token>,
    /// What stands there; `None` at the end.
    now: Option<Token>,
    /// Where that is.
    at: usize,
}

/// What is wrong inside of an item.
pub(super) fn inside(draft: &Draft<'_>, word: ItemWord, stop: &Stop) -> Slip {
    let text = &draft.text;
    let now = tokens::next(text, stop.at);
    let at = now.as_ref().map_or(text.trim_end().len(), |token| token.range.start);
    let spot = Spot { draft, word, expected: &stop.expected, before: tokens::tokens(text, 0, stop.at), now, at };
    if stop.expected.is_empty() {
        let message = "this item is too long to be read";
        let diagnostic = Diagnostic::new(&codes::ITEM_TOO_LONG, draft.span(0..at.min(4)), message, "it begins here")
            .help("cut it into several, or put long lists into files of their own");
        return Slip { diagnostic, mends: Vec::new() };
    }
    const KNOWN: [fn(&Spot<'_>) -> Option<Slip>; 25] = [
        signs::quote_inside_quotes,
        wording::capital_keyword,
        wording::else_branch,
        wording::dangling,
        values::share_with_blank,
        values::short_unit,
        values::missing_unit,
        values::glued_number,
        signs::sign_for_word,
        wording::not_behind_has,
        wording::is_in,
        wording::regex_without_slashes,
        wording::other_words,
        wording::any_of_conditions,
        wording::unless_condition,
        values::two_comparisons,
        clauses::level_behind,
        clauses::missing_then,
        clauses::actions_without_comma,
        clauses::unquoted_phrase,
        clauses::unknown_clause,
        clauses::missing_name,
        wording::misspelled,
        clauses::brackets,
        signs::stray_sign,
    ];
    KNOWN.iter().find_map(|known| known(&spot)).unwrap_or_else(|| spot.unexpected())
}

impl Spot<'_> {
    fn text(&self, token: &Token) -> &str {
        &self.draft.text[token.range.clone()]
    }

    fn now_text(&self) -> &str {
        self.now.as_ref().map_or("", |token| self.text(token))
    }

    /// The token `back` places before; 1 is the one just before.
    fn back(&self, back: usize) -> Option<&Token> {
        self.before.len().checked_sub(back).map(|at| &self.before[at])
    }

    fn back_text(&self, back: usize) -> &str {
        self.back(back).map_or("", |token| self.text(token))
    }

    fn ahead(&self) -> Option<Token> {
        tokens::next(&self.draft.text, self.now.as_ref()?.range.end)
    }

    fn expects(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }

    /// Whether a clause may begin here.
    fn expects_clause(&self) -> bool {
        self.expects(&[Rule::because_clause, Rule::kw_because, Rule::kw_until, Rule::until])
    }

    fn expects_condition(&self) -> bool {
        self.expects(&[Rule::chain, Rule::condition, Rule::simple, Rule::kw_not]) && !self.expects_clause()
    }

    /// Whether it may be said here what is asked of a field.
    fn expects_tail(&self) -> bool {
        self.expects(&[Rule::tail, Rule::has, Rule::kw_has, Rule::sign, Rule::compare, Rule::kw_is, Rule::is])
    }

    fn now_range(&self) -> Range<usize> {
        self.now.as_ref().map_or(self.at..self.at, |token| token.range.clone())
    }

    /// The last word before this place that begins a clause.
    fn clause(&self) -> &str {
        let clauses = ["when", "then", "because", "flags", "passes", "until", "language", "scene"];
        let found = self.before.iter().rev().find(|token| clauses.contains(&self.text(token)));
        found.map_or("", |token| self.text(token))
    }

    fn say(&self, code: &'static Code, range: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::new(code, self.draft.span(range), message, label)
    }

    /// Mends by putting `text` in place of a range, which is also the fix that is offered.
    fn mended(
        &self,
        mut diagnostic: Diagnostic,
        title: impl Into<String>,
        confidence: Confidence,
        mends: Vec<(Range<usize>, String)>,
    ) -> Slip {
        let edits = mends.iter().map(|(range, text)| (self.draft.span(range.clone()), text.clone())).collect();
        diagnostic.fixes.push(Fix { title: title.into(), confidence, edits });
        Slip { diagnostic, mends }
    }

    /// Nothing better is known than what may stand here.
    fn unexpected(&self) -> Slip {
        let phrases = expected::phrases(self.expected);
        let wanted = expected::one_of(&phrases[..phrases.len().min(4)]);
        let behind = self.back(1).map_or_else(String::new, |token| format!(" behind `{}`", short(self.text(token))));
        let message = match &self.now {
            Some(token) => format!("expected {wanted}{behind}, found `{}`", short(self.text(token))),
            None => format!("expected {wanted}{behind}, but here it ends"),
        };
        let diagnostic = self.say(&codes::UNEXPECTED, self.now_range(), message, "not expected here");
        Slip { diagnostic, mends: Vec::new() }
    }
}

/// A token for a message, cut off where it is long.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= 30 && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(30).chain(['…']).collect()
}
