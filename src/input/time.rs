//! A time as dumps write it → [`Time`].
//!
//! Numbers count from 1970 in seconds, milliseconds, microseconds or nanoseconds, told apart by their size: seconds
//! reach the year 5138 before they are taken for milliseconds, and milliseconds before March 1973 are taken for seconds.
//! Eight or fourteen digits that are a date of our time are that date.

use crate::comment::Time;

use super::value::{Scalar, decimal, milliseconds};

/// Reads a number, RFC 3339, `2015-09-29 10:50:41.987077+00`, the same with ` UTC`, a date alone, and the orders of
/// RFC 5322, X and Java (`Wed, 10 Oct 2018 20:19:24 +0000`, `Wed Oct 10 20:19:24 +0000 2018`,
/// `Thu Jun 26 00:00:00 CEST 2014`). Without an offset it is UTC.
pub(crate) fn read(scalar: Scalar<'_>) -> Option<Time> {
    match scalar {
        Scalar::Whole(number) => in_digits(&number.to_string()).or_else(|| since_1970(number as f64)),
        Scalar::Fraction(number) => since_1970(number),
        Scalar::Text(text) => in_digits(text.trim()).or_else(|| match decimal(text) {
            Some(number) if text.trim().len() > 4 => since_1970(number),
            _ => Time::parse(text).or_else(|| in_words(text)),
        }),
        Scalar::YesNo(_) => None,
    }
}

/// `20240229` and `20240229103000`, as MediaWiki and many databases write them. Counted from 1970 they would be times in
/// 1970 or in the 27th century, when nobody comments.
fn in_digits(text: &str) -> Option<Time> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(text.len(), 8 | 14) || !("1900".."2100").contains(&text.get(..4)?) {
        return None;
    }
    let (date, clock) = (text.get(..8)?, text.get(8..)?);
    let date = format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?);
    match clock {
        "" => Time::parse(&date),
        clock => Time::parse(&format!("{date} {}:{}:{}", clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?)),
    }
}

fn since_1970(number: f64) -> Option<Time> {
    let in_milliseconds = match number.abs() {
        size if size < 1e11 => number * 1_000.0,
        size if size < 1e14 => number,
        size if size < 1e17 => number / 1e3,
        _ => number / 1e6,
    };
    Time::from_milliseconds(milliseconds(in_milliseconds)?)
}

/// A date with the month's name, its parts in any order.
fn in_words(text: &str) -> Option<Time> {
    let (mut year, mut month, mut day, mut clock, mut offset) = (None, None, None, None, None);
    for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
        let slot = if let Some(number) = month_number(part) {
            month.replace(number).is_none()
        } else if is_weekday(part) {
            true
        } else if part.contains(':') && clock.is_none() {
            clock.replace(part).is_none()
        } else if let Some(minutes) = zone(part) {
            offset.replace(minutes).is_none()
        } else if part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()) {
            year.replace(part).is_none()
        } else if part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) {
            day.replace(part.parse::<u8>().ok()?).is_none()
        } else {
            false
        };
        if !slot {
            return None;
        }
    }
    let utc = Time::parse(&format!("{}-{:02}-{:02} {}", year?, month?, day?, clock.unwrap_or("00:00:00")))?;
    Time::from_milliseconds(utc.0 - i64::from(offset.unwrap_or(0)) * 60_000)
}

fn month_number(part: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let part = part.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| part == *month || (part.len() == 3 && month.starts_with(&part)))?;
    Some(at + 1)
}

fn is_weekday(part: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let part = part.trim_end_matches('.').to_ascii_lowercase();
    DAYS.iter().any(|day| part == *day || (part.len() == 3 && day.starts_with(&part)))
}

/// Minutes east of UTC: an offset, or one of the names of RFC 5322 and those of Europe, which are used for nothing else.
fn zone(part: &str) -> Option<i32> {
    if let Some((sign, digits)) = part.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-")) {
        let digits = digits.replace(':', "");
        let number: i32 =
            (digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())??;
        let minutes = (number < 2400 && number % 100 < 60).then_some(number / 100 * 60 + number % 100)?;
        return Some(if sign == "-" { -minutes } else { minutes });
    }
    let hours = match part {
        "UTC" | "GMT" | "UT" | "Z" | "WET" => 0,
        "CET" | "WEST" => 1,
        "CEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * 60)
}
