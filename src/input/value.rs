//! A value as a dump writes it → a [`Value`] of the field's type, nothing where it stands for nothing, or what it is
//! instead.

use crate::comment::{Duration, FieldId, Share, Type, Value};

use super::names::REMOVED;
use super::time;

/// A value as a dump writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    Whole(i128),
    Fraction(f64),
    YesNo(bool),
}

/// What databases and data frames write into columns for a value that is missing.
const NOTHING: [&str; 6] = ["NULL", "null", "None", "NaN", "nan", "<NA>"];

/// The fields that hold ids.
const ID_FIELDS: [FieldId; 6] = [
    FieldId::ID,
    FieldId::AUTHOR_ID,
    FieldId::PARENT_ID,
    FieldId::PARENT_AUTHOR_ID,
    FieldId::ARTICLE_ID,
    FieldId::THREAD_ID,
];

/// At most so many characters of a value are shown in a message.
const MOST_SHOWN: usize = 40;

/// Past this a number read as a fraction may differ from the one that was written.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads `scalar` as a value for `field`, which is of type `kind`.
///
/// `Ok(None)` where it says that there is no value: an empty text where a number, a time or the like is expected, the
/// marks that sites leave in place of what they removed, `NULL` and the like where no words are expected, and
/// `edited: false`.
///
/// # Errors
/// What the value is, in words, where it cannot be of that type.
pub(crate) fn read(field: FieldId, kind: Type, scalar: Scalar<'_>) -> Result<Option<Value>, String> {
    if let Scalar::Text(text) = scalar {
        let removable = matches!(field, FieldId::BODY | FieldId::AUTHOR_ID | FieldId::AUTHOR_NAME);
        let may_be_nothing = kind != Type::Text || ID_FIELDS.contains(&field);
        if (removable && REMOVED.contains(&text))
            || (kind != Type::Text && text.trim().is_empty())
            || (may_be_nothing && NOTHING.contains(&text.trim()))
        {
            return Ok(None);
        }
    }
    if field == FieldId::EDITED && matches!(scalar, Scalar::YesNo(_)) {
        return Ok(None);
    }
    let value = match kind {
        Type::Text => text(field, scalar),
        Type::Number => number(scalar).map(Value::Number),
        Type::Share => share(scalar).map(Value::Share),
        Type::Duration => duration(scalar).map(Value::Duration),
        Type::Time => time::read(scalar).map(Value::Time),
        Type::YesNo => yes_no(scalar).map(Value::YesNo),
        Type::Language => language(scalar).map(Value::Language),
    };
    value.map(Some).ok_or_else(|| describe(kind, scalar))
}

/// What a value is, for messages.
fn describe(kind: Type, scalar: Scalar<'_>) -> String {
    match scalar {
        Scalar::Text(text) => format!("the text `{}`", shown(text)),
        Scalar::Whole(number) => format!("the number {number}"),
        Scalar::Fraction(number) if kind == Type::Text && number.abs() >= EXACT => {
            "a number with more digits than can be kept".to_owned()
        }
        Scalar::Fraction(number) if number.abs() >= EXACT => format!("the number {number:e}"),
        Scalar::Fraction(number) => format!("the number {number}"),
        Scalar::YesNo(yes) => yes.to_string(),
    }
}

/// `text` with what would break a line of a message taken out, cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(MOST_SHOWN)
        .map(|letter| if letter.is_control() || letter == '`' { '\u{fffd}' } else { letter })
        .collect();
    if text.chars().nth(MOST_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn text(field: FieldId, scalar: Scalar<'_>) -> Option<Value> {
    let text = match scalar {
        Scalar::Text(text) if ID_FIELDS.contains(&field) => whole_id(text).to_owned(),
        Scalar::Text(text) => text.to_owned(),
        Scalar::Whole(number) if field != FieldId::BODY => number.to_string(),
        Scalar::Fraction(number) if field != FieldId::BODY && number.abs() < EXACT => number.to_string(),
        _ => return None,
    };
    Some(Value::Text(text))
}

/// `59848` for `59848.0`, as data frames write a column of numbers in which some are missing.
fn whole_id(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => text,
    }
}

fn number(scalar: Scalar<'_>) -> Option<f64> {
    let number = match scalar {
        Scalar::Whole(number) => number as f64,
        Scalar::Fraction(number) => number,
        Scalar::Text(text) => decimal(text)?,
        Scalar::YesNo(_) => return None,
    };
    number.is_finite().then_some(number)
}

/// Digits with a sign, a point and an exponent, and nothing else: not `inf`, not `NaN`.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn share(scalar: Scalar<'_>) -> Option<Share> {
    const WHOLE: u64 = 1_000_000_000;
    let part = match scalar {
        Scalar::Text(text) => match text.trim().strip_suffix('%') {
            Some(percent) => decimal(percent)? / 100.0,
            None => decimal(text)?,
        },
        scalar => number(scalar)?,
    };
    (0.0..=1.0).contains(&part).then(|| Share::of((part * WHOLE as f64).round() as u64, WHOLE))
}

fn duration(scalar: Scalar<'_>) -> Option<Duration> {
    let seconds = match scalar {
        Scalar::Text(text) => match decimal(text) {
            Some(seconds) => seconds,
            None => return duration_in_words(text),
        },
        scalar => number(scalar)?,
    };
    milliseconds(seconds * 1_000.0).map(Duration)
}

/// `5 minutes`, `1 hour 30 minutes`, `1 day, 2 hours`.
fn duration_in_words(text: &str) -> Option<Duration> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let mut sum = 0.0;
    while let Some(count) = words.next() {
        let count = decimal(count)?;
        let unit = words.next()?.to_ascii_lowercase();
        let length = Duration::UNITS.iter().find(|(name, _)| unit.strip_suffix('s').unwrap_or(&unit) == *name)?.1;
        sum += count * length as f64;
    }
    milliseconds(sum).map(Duration)
}

/// Rounds to whole milliseconds, within the years that a time can have.
pub(super) fn milliseconds(milliseconds: f64) -> Option<i64> {
    const MOST: f64 = 1e15;
    (milliseconds.abs() <= MOST).then(|| milliseconds.round() as i64)
}

fn yes_no(scalar: Scalar<'_>) -> Option<bool> {
    match scalar {
        Scalar::YesNo(yes) => Some(yes),
        Scalar::Whole(1) => Some(true),
        Scalar::Whole(0) => Some(false),
        Scalar::Fraction(1.0) => Some(true),
        Scalar::Fraction(0.0) => Some(false),
        Scalar::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "t" | "1" => Some(true),
            "false" | "no" | "n" | "f" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// `en`, `EN`, `en-US`, `pt_BR`: the code before the first separator.
fn language(scalar: Scalar<'_>) -> Option<String> {
    let Scalar::Text(text) = scalar else { return None };
    let code = text.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}
