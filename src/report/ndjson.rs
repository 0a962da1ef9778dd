//! The report for programs: one verdict a line as compact JSON, and a last line with the counts.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::{Options, Report};
use crate::batch::{CommentWriter, Damage, Totals};
use crate::check::CheckedRules;
use crate::comment::Comment;
use crate::eval::Verdict;
use crate::outcome::Action;

/// One JSON object a line: `{"schema":1,"id":…}` for a comment, `{"summary":{…}}` at the end.
#[derive(Debug)]
pub struct Ndjson<'a> {
    rules: &'a CheckedRules,
    options: Options,
}

impl<'a> Ndjson<'a> {
    /// A report on what these rules say.
    pub fn new(rules: &'a CheckedRules, options: Options) -> Ndjson<'a> {
        Ndjson { rules, options }
    }
}

impl CommentWriter for Ndjson<'_> {
    fn write(&self, _comment: &Comment, verdict: &Verdict, out: &mut Vec<u8>) {
        if self.options.lists(verdict) {
            write_line(verdict, out);
        }
    }
}

impl Report for Ndjson<'_> {
    fn start(&self, _out: &mut Vec<u8>) {}

    fn finish(&self, totals: &Totals, out: &mut Vec<u8>) {
        write_line(&LastLine { summary: Summary::new(self.rules, totals) }, out);
    }
}

/// Appends a verdict, or anything else, as one line of JSON.
pub fn write_line(value: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    match value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Harmless)) {
        Ok(()) => out.push(b'\n'),
        // Writing to memory does not fail and a verdict has nothing that JSON lacks; half a line would be worse.
        Err(_) => out.truncate(start),
    }
}

/// Compact JSON in which everything that a terminal or a browser would act upon is written `\uXXXX`.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| {
            letter.is_control()
                || super::printable::turns_direction(*letter)
                || matches!(letter, '\u{2028}' | '\u{2029}')
        }) {
            writer.write_all(&fragment.as_bytes()[written..at])?;
            write!(writer, "\\u{:04x}", u32::from(letter))?;
            written = at + letter.len_utf8();
        }
        CompactFormatter.write_string_fragment(writer, &fragment[written..])
    }
}

#[derive(Serialize)]
struct LastLine<'a> {
    summary: Summary<'a>,
}

/// What a scan counted, with the names of the rules.
#[derive(Serialize)]
struct Summary<'a> {
    schema: u32,
    comity: &'static str,
    fingerprint: &'a str,
    comments: u64,
    bytes: u64,
    actions: Actions,
    rules: Vec<RuleCounts<'a>>,
    damaged: u64,
    damage: &'a [Damage],
}

/// How many comments met each action.
#[derive(Serialize)]
struct Actions {
    none: u64,
    tag: u64,
    warn: u64,
    hold: u64,
    approve: u64,
    remove: u64,
    ban: u64,
}

#[derive(Serialize)]
struct RuleCounts<'a> {
    rule: String,
    title: &'a str,
    action: Action,
    shadow: bool,
    fired: u64,
    undecided: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'a str>,
}

impl<'a> Summary<'a> {
    fn new(rules: &'a CheckedRules, totals: &'a Totals) -> Summary<'a> {
        let count = |action: Action| totals.actions[action as usize];
        let rule_counts = rules.rules.iter().enumerate().map(|(at, rule)| RuleCounts {
            rule: rule.name.to_string(),
            title: &rule.title,
            action: rule.then.action,
            shadow: rule.shadow,
            fired: totals.fired.get(at).copied().unwrap_or(0),
            undecided: totals.undecided.get(at).copied().unwrap_or(0),
            missing: totals.missing.get(at).into_iter().flatten().map(String::as_str).collect(),
        });
        Summary {
            schema: Verdict::SCHEMA,
            comity: env!("CARGO_PKG_VERSION"),
            fingerprint: &rules.fingerprint,
            comments: totals.comments,
            bytes: totals.bytes,
            actions: Actions {
                none: count(Action::None),
                tag: count(Action::Tag),
                warn: count(Action::Warn),
                hold: count(Action::Hold),
                approve: count(Action::Approve),
                remove: count(Action::Remove),
                ban: count(Action::Ban),
            },
            rules: rule_counts.collect(),
            damaged: totals.damaged,
            damage: &totals.damage,
        }
    }
}
