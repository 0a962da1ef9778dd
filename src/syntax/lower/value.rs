//! Values: numbers, shares, durations, times, yes and no.

use super::super::ast::Literal;
use super::super::grammar::{Node, Rule};
use super::text::For;
use super::{Lower, codes};
use crate::comment::{Duration, Share, Time};
use crate::diagnostic::{Confidence, Diagnostic};
use crate::outcome::Score;
use crate::source::Spanned;

/// The greatest number that can be written; every whole number up to it is exact.
const MAX_NUMBER: f64 = 9_007_199_254_740_992.0;

/// The value that a whole text is.
pub(in crate::syntax) fn lone_literal(lower: &mut Lower<'_>, node: Node<'_>) -> Option<Literal> {
    let literal = node.into_inner().find(|part| part.as_rule() == Rule::literal)?;
    Some(lower.literal(literal).value)
}

impl Lower<'_> {
    pub(super) fn literal(&mut self, node: Node<'_>) -> Spanned<Literal> {
        let span = self.span(&node);
        let value = match node.into_inner().next() {
            Some(part) => match part.as_rule() {
                Rule::text => Literal::Text(self.quoted(&part, For::Reading).value),
                Rule::time => Literal::Time(self.time(&part).value),
                Rule::share => Literal::Share(self.share(&part)),
                Rule::quantity => self.quantity(part),
                _ => Literal::YesNo(part.as_str() == "yes"),
            },
            None => Literal::YesNo(false),
        };
        Spanned::new(value, span)
    }

    fn quantity(&mut self, node: Node<'_>) -> Literal {
        let mut parts = node.into_inner();
        let Some(number) = parts.next() else { return Literal::Number(0.0) };
        match parts.next() {
            Some(unit) => Literal::Duration(self.duration(&number, &unit).value),
            None => Literal::Number(self.number(&number)),
        }
    }

    pub(super) fn number(&mut self, node: &Node<'_>) -> f64 {
        match node.as_str().parse::<f64>() {
            Ok(number) if number.abs() <= MAX_NUMBER => number,
            _ => {
                self.bad_number(node, "is too large", "numbers go up to 9007199254740992");
                0.0
            }
        }
    }

    /// A whole number that counts something.
    pub(super) fn count(&mut self, node: &Node<'_>) -> Spanned<u32> {
        let count = node.as_str().parse::<u32>().unwrap_or_else(|_| {
            self.bad_number(node, "does not count anything", "write a whole number, such as `3`");
            0
        });
        self.spanned(node, count)
    }

    fn bad_number(&mut self, node: &Node<'_>, what: &str, help: &str) {
        let span = self.span(node);
        let written = shortened(node.as_str());
        self.diagnostics
            .push(Diagnostic::new(&codes::BAD_NUMBER, span, format!("`{written}` {what}"), "this number").help(help));
    }

    pub(super) fn score(&mut self, node: &Node<'_>) -> Spanned<Score> {
        let score = decimal(node.as_str(), 2).filter(|hundredths| hundredths.abs() <= 100_000_000_000);
        if score.is_none() {
            let help = "a score goes up to 1000000000 and has at most two digits behind the point";
            self.bad_number(node, "is no score", help);
        }
        self.spanned(node, Score(score.unwrap_or(0)))
    }

    fn share(&mut self, node: &Node<'_>) -> Share {
        let digits = node.as_str().trim_end_matches('%');
        match decimal(digits, 6).and_then(|millionths| u64::try_from(millionths).ok()) {
            Some(millionths) if millionths.is_multiple_of(1_000_000) => Share::of(millionths / 1_000_000, 100),
            Some(millionths) => Share::of(millionths, 100_000_000),
            None => {
                self.bad_number(node, "is no share", "a share goes from `0%` to `100%`");
                Share::of(0, 1)
            }
        }
    }

    pub(super) fn duration(&mut self, number: &Node<'_>, unit: &Node<'_>) -> Spanned<Duration> {
        let span = self.span(number).to(self.span(unit));
        let word = unit.as_str().trim_end_matches('s');
        let length = Duration::UNITS.iter().find(|(name, _)| *name == word).map_or(1_000, |(_, length)| *length);
        let milliseconds = number.as_str().parse::<f64>().unwrap_or(f64::MAX) * length as f64;
        let most = Duration::UNITS[0].1 as f64 * 10_000.0;
        if !(0.0..=most).contains(&milliseconds) {
            self.bad_number(number, "is no length of time", "a length of time goes from `0 seconds` to `10000 years`");
            return Spanned::new(Duration(0), span);
        }
        Spanned::new(Duration(milliseconds.round() as i64), span)
    }

    pub(super) fn time(&mut self, node: &Node<'_>) -> Spanned<Time> {
        let span = self.span(node);
        let written = node.as_str();
        if is_iso(written)
            && let Some(time) = Time::parse(written)
        {
            return Spanned::new(time, span);
        }
        let written = shortened(written);
        let mut diagnostic = if is_iso(&written) {
            Diagnostic::new(&codes::BAD_DATE, span, format!("there is no `{written}`"), "no such day or time")
        } else {
            Diagnostic::new(
                &codes::BAD_DATE,
                span,
                format!("`{written}` is no date"),
                "a date is written year-month-day",
            )
        };
        match other_dates(node.as_str()).as_slice() {
            [] => diagnostic = diagnostic.help("write a date like `2024-02-29`, a time like `2024-02-29T18:30:00Z`"),
            dates => {
                for date in dates {
                    diagnostic = diagnostic.fix(format!("write `{date}`"), Confidence::Review, span, date);
                }
            }
        }
        self.diagnostics.push(diagnostic);
        Spanned::new(Time(0), span)
    }
}

/// A decimal number in units of the last of `places` digits behind the point.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    if part.len() > places {
        return None;
    }
    let scale = 10_i64.checked_pow(places as u32)?;
    let behind = format!("{part:0<places$}").parse::<i64>().unwrap_or(0);
    whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(behind)?.checked_mul(sign)
}

fn is_iso(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-dd";
    bytes.len() >= shape.len()
        && bytes.iter().zip(shape).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
        && bytes.get(10).is_none_or(|byte| matches!(byte, b'T' | b't'))
}

/// What a date in another order of day, month and year could mean.
fn other_dates(text: &str) -> Vec<String> {
    let numbers: Vec<u32> = text.split(['.', '/', '-']).filter_map(|part| part.parse().ok()).collect();
    let &[first, second, third] = numbers.as_slice() else { return Vec::new() };
    let full_year = |year: u32| if year < 100 { 2_000 + year } else { year };
    let orders = if first > 31 {
        vec![(first, second, third), (first, third, second)]
    } else {
        vec![(full_year(third), second, first), (full_year(third), first, second)]
    };
    let mut dates: Vec<String> = orders
        .into_iter()
        .map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
        .filter(|date| is_iso(date) && Time::parse(date).is_some())
        .collect();
    dates.dedup();
    dates
}

/// What was written, cut off where it is too long to show.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
