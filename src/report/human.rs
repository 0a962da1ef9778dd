//! The report for people: each flagged comment with the words that matter marked, the rules that fired and why; then
//! what all of them come to.

mod summary;

use std::io::Write as _;
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::excerpt::{Part, excerpt};
use super::{Options, Printable, Report};
use crate::batch::{CommentWriter, Totals};
use crate::check::CheckedRules;
use crate::comment::{Comment, FieldId};
use crate::eval::{RuleVerdict, SpanFound, Verdict};
use crate::outcome::Action;

/// How many hits of one rule are explained one by one.
const MOST_HITS: usize = 12;
/// How many bytes of a hit are quoted.
const LONGEST_QUOTE: usize = 80;

/// Text for a terminal or a file, in which marked words are coloured or, without colours, stand between `«` and `»`.
#[derive(Debug)]
pub struct Human<'a> {
    rules: &'a CheckedRules,
    options: Options,
}

impl<'a> Human<'a> {
    /// A report on what these rules say.
    pub fn new(rules: &'a CheckedRules, options: Options) -> Human<'a> {
        Human { rules, options }
    }

    fn paint(&self, style: Style) -> Style {
        if self.options.color { style } else { Style::new() }
    }

    fn action(&self, action: Action) -> Style {
        let color = match action {
            Action::None => return Style::new(),
            Action::Tag => AnsiColor::Cyan,
            Action::Warn | Action::Hold => AnsiColor::Yellow,
            Action::Approve => AnsiColor::Green,
            Action::Remove | Action::Ban => AnsiColor::Red,
        };
        self.paint(color.on_default().bold())
    }

    fn faint(&self) -> Style {
        self.paint(Style::new().dimmed())
    }

    fn bold(&self) -> Style {
        self.paint(Style::new().bold())
    }
}

impl CommentWriter for Human<'_> {
    fn write(&self, comment: &Comment, verdict: &Verdict, out: &mut Vec<u8>) {
        if self.options.lists(verdict) {
            self.heading(verdict, out);
            self.texts(comment, verdict, out);
            for rule in &verdict.rules {
                self.rule(rule, out);
            }
            self.decision(verdict, out);
            out.push(b'\n');
        }
    }
}

impl Report for Human<'_> {
    fn start(&self, _out: &mut Vec<u8>) {}

    fn finish(&self, totals: &Totals, out: &mut Vec<u8>) {
        summary::write(self, totals, out);
    }
}

/// Appends a line; writing to memory does not fail.
macro_rules! line {
    ($out:expr, $($text:tt)*) => {
        let _ = writeln!($out, $($text)*);
    };
}
use line;

impl Human<'_> {
    fn heading(&self, verdict: &Verdict, out: &mut Vec<u8>) {
        let (bold, action) = (self.bold(), self.action(verdict.action));
        let _ = match &verdict.id {
            Some(id) => write!(out, "{bold}{}{bold:#}", Printable(id)),
            None => write!(out, "{bold}(a comment without id){bold:#}"),
        };
        let _ = write!(out, ": {action}{}{action:#}", verdict.action);
        if verdict.score.0 != 0 {
            let _ = write!(out, ", score {}", verdict.score);
        }
        if !verdict.tags.is_empty() {
            let tags: Vec<_> = verdict.tags.iter().map(|tag| format!("\"{}\"", Printable(tag))).collect();
            let _ = write!(out, ", tagged {}", tags.join(", "));
        }
        out.push(b'\n');
    }

    /// The body, and every other field on which a rule fired.
    fn texts(&self, comment: &Comment, verdict: &Verdict, out: &mut Vec<u8>) {
        let places = |field: &str| -> Vec<Range<usize>> {
            let spans = verdict.rules.iter().flat_map(|rule| &rule.spans).filter(|span| span.field == field);
            spans.map(|span| span.start..span.end).collect()
        };
        if let Some(body) = comment.text(FieldId::BODY) {
            self.text(None, body, &places("body"), out);
        }
        for (id, field) in self.rules.schema.fields().filter(|(id, _)| *id != FieldId::BODY) {
            let places = places(&field.name);
            if let Some(text) = comment.text(id).filter(|_| !places.is_empty()) {
                self.text(Some(&field.name), text, &places, out);
            }
        }
    }

    fn text(&self, field: Option<&str>, text: &str, places: &[Range<usize>], out: &mut Vec<u8>) {
        let (mark, faint) = (self.paint(AnsiColor::Red.on_default().bold().underline()), self.faint());
        let (opening, closing) = if self.options.color { ("", "") } else { ("«", "»") };
        out.extend_from_slice(b"    ");
        if let Some(field) = field {
            let _ = write!(out, "{faint}{}:{faint:#} ", Printable(field));
        }
        let parts = excerpt(text.trim_end(), places);
        let last = parts.len().saturating_sub(1);
        for (at, part) in parts.into_iter().enumerate() {
            let _ = match part {
                Part::Plain(text) if at == 0 => write!(out, "{}", Printable(text.trim_start())),
                Part::Plain(text) => write!(out, "{}", Printable(text)),
                Part::Marked(text) => write!(out, "{mark}{opening}{}{closing}{mark:#}", Printable(text)),
                Part::Cut if at == 0 => write!(out, "{faint}…{faint:#} "),
                Part::Cut if at == last => write!(out, " {faint}…{faint:#}"),
                Part::Cut => write!(out, " {faint}…{faint:#} "),
            };
        }
        out.push(b'\n');
    }

    fn rule(&self, rule: &RuleVerdict, out: &mut Vec<u8>) {
        let (bold, faint, action) = (self.bold(), self.faint(), self.action(rule.action));
        let _ = write!(out, "  {bold}{}{bold:#} ({action}{}{action:#}", Printable(&rule.rule), rule.action);
        if rule.score.0 != 0 {
            let _ = write!(out, ", score {}", rule.score);
        }
        let _ = write!(out, ")");
        if !rule.title.is_empty() {
            let _ = write!(out, " {}", Printable(&rule.title));
        }
        if rule.shadow {
            let _ = write!(out, " {faint}— shadow: only watched, changes nothing{faint:#}");
        }
        out.push(b'\n');
        let mut told: Vec<String> = Vec::new();
        for span in &rule.spans {
            let hit = hit(span);
            if !told.contains(&hit) {
                told.push(hit);
            }
            if told.len() > MOST_HITS {
                break;
            }
        }
        for hit in told.iter().take(MOST_HITS) {
            line!(out, "      {hit}");
        }
        if told.len() > MOST_HITS || rule.more_spans {
            line!(out, "      {faint}and more{faint:#}");
        }
        if let Some(because) = &rule.because {
            line!(out, "      {faint}because{faint:#} {}", Printable(because));
        }
    }

    /// What decided, where the rules shown do not say it by themselves.
    fn decision(&self, verdict: &Verdict, out: &mut Vec<u8>) {
        let in_force = verdict.rules.iter().filter(|rule| !rule.shadow).count();
        let by_policy = verdict.decided_by.iter().any(|by| by.starts_with("policy: "));
        if !verdict.decided_by.is_empty() && (in_force > 1 || by_policy) {
            let faint = self.faint();
            let by: Vec<_> = verdict.decided_by.iter().map(|by| Printable(by).to_string()).collect();
            line!(out, "  {faint}decided by{faint:#} {}", by.join("; "));
        }
    }
}

/// How a hit was reached: `moron ← "m0r0n" (leet)`.
fn hit(span: &SpanFound) -> String {
    let cut = span.text.floor_char_boundary(LONGEST_QUOTE);
    let more = if cut < span.text.len() { "…" } else { "" };
    let written = format!("\"{}{more}\"", Printable(&span.text[..cut]));
    let place = if span.field == "body" { String::new() } else { format!(" in {}", Printable(&span.field)) };
    let how = if span.how.is_empty() { String::new() } else { format!(" ({})", span.how) };
    match &span.means {
        Some(means) if *means != span.text => format!("{} ← {written}{how}{place}", Printable(means)),
        _ => format!("{written}{how}{place}"),
    }
}
