//! What the comments of a scan come to: counts by action and rule, and everything that a moderator should know about
//! rules that stayed silent and records that could not be read.

use std::fmt::Display;
use std::io::Write as _;

use super::{Human, line};
use crate::batch::Totals;
use crate::check::Rule;
use crate::outcome::Action;
use crate::report::Printable;

/// How many damaged records are shown.
const MOST_DAMAGE: usize = 10;

/// A rule with what was counted of it.
struct Counted<'a> {
    rule: &'a Rule,
    fired: u64,
    undecided: u64,
    missing: Vec<&'a str>,
}

pub(super) fn write(human: &Human<'_>, totals: &Totals, out: &mut Vec<u8>) {
    let counted: Vec<_> = human
        .rules
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| Counted {
            rule,
            fired: totals.fired.get(at).copied().unwrap_or(0),
            undecided: totals.undecided.get(at).copied().unwrap_or(0),
            missing: totals.missing.get(at).into_iter().flatten().map(String::as_str).collect(),
        })
        .collect();
    actions(human, totals, out);
    let (shadow, in_force): (Vec<_>, Vec<_>) = counted.iter().partition(|counted| counted.rule.shadow);
    fired(human, "rules that fired", &in_force, out);
    fired(human, "shadow rules that fired (only watched, they change nothing)", &shadow, out);
    silent(human, totals, &counted, out);
    undecided(human, totals, &counted, out);
    damage(human, totals, out);
}

fn actions(human: &Human<'_>, totals: &Totals, out: &mut Vec<u8>) {
    let bold = human.bold();
    let flagged: u64 = totals.actions.iter().skip(1).sum();
    let _ = write!(out, "{bold}{}, {} flagged{bold:#}", Counting(totals.comments, "comment"), Grouped(flagged));
    for action in Action::ALL.into_iter().skip(1).rev() {
        let count = totals.actions[action as usize];
        if count > 0 {
            let style = human.action(action);
            let _ = write!(
                out,
                "{} {style}{action}{style:#} {}",
                if first_of(action, totals) { ":" } else { "," },
                Grouped(count)
            );
        }
    }
    out.push(b'\n');
}

/// Whether no severer action than this one was met.
fn first_of(action: Action, totals: &Totals) -> bool {
    Action::ALL.into_iter().filter(|other| *other > action).all(|other| totals.actions[other as usize] == 0)
}

fn fired(human: &Human<'_>, heading: &str, rules: &[&Counted<'_>], out: &mut Vec<u8>) {
    let mut rules: Vec<_> = rules.iter().filter(|counted| counted.fired > 0).collect();
    if rules.is_empty() {
        return;
    }
    rules.sort_by_key(|counted| std::cmp::Reverse(counted.fired));
    heading_line(human, heading, out);
    let width = Grouped(rules[0].fired).to_string().len();
    for counted in rules {
        let count = Grouped(counted.fired).to_string();
        let style = human.action(counted.rule.then.action);
        let _ = write!(
            out,
            "  {count:>width$}  {} ({style}{}{style:#})",
            Printable(&counted.rule.name.to_string()),
            counted.rule.then.action
        );
        if !counted.rule.title.is_empty() {
            let _ = write!(out, " {}", Printable(&counted.rule.title));
        }
        out.push(b'\n');
    }
}

/// Rules that could have fired and did not.
fn silent(human: &Human<'_>, totals: &Totals, rules: &[Counted<'_>], out: &mut Vec<u8>) {
    let silent: Vec<_> = rules
        .iter()
        .filter(|counted| counted.fired == 0 && (counted.undecided < totals.comments || totals.comments == 0))
        .map(|counted| Printable(&counted.rule.name.to_string()).to_string())
        .collect();
    if !silent.is_empty() && totals.comments > 0 {
        heading_line(human, "rules that never fired", out);
        line!(out, "  {}", silent.join(", "));
    }
}

/// Rules that could not decide, with the fields they wanted.
fn undecided(human: &Human<'_>, totals: &Totals, rules: &[Counted<'_>], out: &mut Vec<u8>) {
    let rules: Vec<_> = rules.iter().filter(|counted| counted.undecided > 0).collect();
    if rules.is_empty() {
        return;
    }
    heading_line(human, "rules that could not decide for want of a field", out);
    let mut wanted: Vec<&str> = Vec::new();
    for counted in rules {
        let name = counted.rule.name.to_string();
        let on = if counted.undecided == totals.comments {
            "never decided".to_owned()
        } else {
            format!("not on {}", Counting(counted.undecided, "comment"))
        };
        line!(out, "  {} ({on}): {}", Printable(&name), Printable(&counted.missing.join(", ")));
        wanted.extend(&counted.missing);
    }
    wanted.sort_unstable();
    wanted.dedup();
    for field in wanted {
        let faint = human.faint();
        line!(out, "  {faint}→ {}{faint:#}", what_to_do(field));
    }
}

/// How the comments get what rules miss.
fn what_to_do(field: &str) -> String {
    match field {
        "topic" => "`topic` needs the article that the comments stand under, which this scan was not given".to_owned(),
        "history" => "`history` is what happened before, which this scan does not keep".to_owned(),
        "author.age" => {
            "`author.age` is sent as such, or counted from `posted` and `author.joined`: put them into the \
                         comments, or say under which names they stand: --map author.age=NAME"
                .to_owned()
        }
        field => {
            format!("put `{0}` into the comments, or say under which name it stands: --map {0}=NAME", Printable(field))
        }
    }
}

fn damage(human: &Human<'_>, totals: &Totals, out: &mut Vec<u8>) {
    if totals.damaged == 0 {
        return;
    }
    heading_line(human, &format!("{} could not be read", Counting(totals.damaged, "record")), out);
    for damage in totals.damage.iter().take(MOST_DAMAGE) {
        line!(out, "  {}:{}: {}", Printable(&damage.input), damage.line, Printable(&damage.reason));
    }
    let rest = totals.damaged.saturating_sub(totals.damage.len().min(MOST_DAMAGE) as u64);
    if rest > 0 {
        line!(out, "  and {} more", Grouped(rest));
    }
}

fn heading_line(human: &Human<'_>, heading: &str, out: &mut Vec<u8>) {
    let bold = human.bold();
    line!(out, "\n{bold}{heading}{bold:#}");
}

/// A count with its digits in groups of three: `1,234,567`.
struct Grouped(u64);

impl Display for Grouped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.0.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// So many of something: `1 comment`, `2 comments`.
struct Counting(u64, &'static str);

impl Display for Counting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}{}", Grouped(self.0), self.1, if self.0 == 1 { "" } else { "s" })
    }
}
