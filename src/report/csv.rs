//! The report for spreadsheets: one line a comment and rule that fired on it; with only the counts, one line a rule.
//!
//! No cell can be taken for a formula: text that begins like one gets an apostrophe before it, which spreadsheets do
//! not show (the advice of OWASP, "CSV Injection").

use super::{Options, Report};
use crate::batch::{CommentWriter, Totals};
use crate::check::CheckedRules;
use crate::comment::Comment;
use crate::eval::{RuleVerdict, SpanFound, Verdict};

/// The columns of a report on comments.
const COMMENT_COLUMNS: [&str; 14] = [
    "id",
    "action",
    "score",
    "tags",
    "rule",
    "title",
    "rule_action",
    "rule_score",
    "shadow",
    "words",
    "means",
    "how",
    "because",
    "unknown",
];
/// The columns of a report of counts.
const COUNT_COLUMNS: [&str; 7] = ["rule", "title", "action", "shadow", "fired", "undecided", "missing"];

/// Comma-separated values (RFC 4180), with a header.
#[derive(Debug)]
pub struct Csv<'a> {
    rules: &'a CheckedRules,
    options: Options,
}

impl<'a> Csv<'a> {
    /// A report on what these rules say.
    pub fn new(rules: &'a CheckedRules, options: Options) -> Csv<'a> {
        Csv { rules, options }
    }
}

impl CommentWriter for Csv<'_> {
    fn write(&self, _comment: &Comment, verdict: &Verdict, out: &mut Vec<u8>) {
        if !self.options.lists(verdict) {
            return;
        }
        if verdict.rules.is_empty() {
            write_row(&cells(verdict, None), out);
        }
        for rule in &verdict.rules {
            write_row(&cells(verdict, Some(rule)), out);
        }
    }
}

impl Report for Csv<'_> {
    fn start(&self, out: &mut Vec<u8>) {
        if self.options.summary {
            write_row(&COUNT_COLUMNS.map(str::to_owned), out);
        } else {
            write_row(&COMMENT_COLUMNS.map(str::to_owned), out);
        }
    }

    fn finish(&self, totals: &Totals, out: &mut Vec<u8>) {
        if !self.options.summary {
            return;
        }
        for (at, rule) in self.rules.rules.iter().enumerate() {
            let count = |counts: &[u64]| counts.get(at).copied().unwrap_or(0).to_string();
            let missing = totals.missing.get(at).into_iter().flatten().map(String::as_str);
            let row = [
                no_formula(&rule.name.to_string()),
                no_formula(&rule.title),
                rule.then.action.to_string(),
                yes_no(rule.shadow),
                count(&totals.fired),
                count(&totals.undecided),
                no_formula(&joined(missing)),
            ];
            write_row(&row, out);
        }
    }
}

fn cells(verdict: &Verdict, rule: Option<&RuleVerdict>) -> [String; 14] {
    let of_rule = |cell: &dyn Fn(&RuleVerdict) -> String| rule.map(cell).unwrap_or_default();
    let of_spans = |cell: &dyn Fn(&SpanFound) -> String| {
        of_rule(&|rule| no_formula(&joined(rule.spans.iter().map(cell).collect::<Vec<_>>().iter().map(String::as_str))))
    };
    [
        no_formula(verdict.id.as_deref().unwrap_or("")),
        verdict.action.to_string(),
        verdict.score.to_string(),
        no_formula(&joined(verdict.tags.iter().map(String::as_str))),
        of_rule(&|rule| no_formula(&rule.rule)),
        of_rule(&|rule| no_formula(&rule.title)),
        of_rule(&|rule| rule.action.to_string()),
        of_rule(&|rule| rule.score.to_string()),
        of_rule(&|rule| yes_no(rule.shadow)),
        of_spans(&|span| span.text.clone()),
        of_spans(&|span| span.means.clone().unwrap_or_default()),
        of_spans(&|span| span.how.to_string()),
        of_rule(&|rule| no_formula(rule.because.as_deref().unwrap_or(""))),
        no_formula(&joined(verdict.unknown.iter().map(String::as_str))),
    ]
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// The text, with an apostrophe before it where a spreadsheet would take it for a formula, and with `\u{fffd}` for every
/// character that would control a terminal.
fn no_formula(text: &str) -> String {
    let controls = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    let text = text.replace(controls, "\u{fffd}");
    match text.trim_start_matches(' ').chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%') => {
            format!("'{text}")
        }
        _ => text,
    }
}

fn write_row(cells: &[String], out: &mut Vec<u8>) {
    let mut row = ::csv::WriterBuilder::new().from_writer(Vec::new());
    if row.write_record(cells).is_ok()
        && let Ok(bytes) = row.into_inner()
    {
        out.extend_from_slice(&bytes);
    }
}
