//! The types of the rule language and their values.

use std::cmp::Ordering;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The type of a field, a measure or a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A part of a whole, written `70%`.
    Share,
    /// A length of time, written `5 minutes`.
    Duration,
    /// A point in time, written `2024-02-29`.
    Time,
    /// Yes or no.
    YesNo,
    /// A language, written as its ISO 639-1 code.
    Language,
}

impl Type {
    /// Every type.
    pub const ALL: [Type; 7] =
        [Type::Text, Type::Number, Type::Share, Type::Duration, Type::Time, Type::YesNo, Type::Language];

    /// The name as rules write it after `field NAME:`.
    pub fn word(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Number => "number",
            Type::Share => "share",
            Type::Duration => "duration",
            Type::Time => "time",
            Type::YesNo => "yes/no",
            Type::Language => "language",
        }
    }

    /// The name with its article, for messages.
    pub fn with_article(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Number => "a number",
            Type::Share => "a share",
            Type::Duration => "a duration",
            Type::Time => "a time",
            Type::YesNo => "yes or no",
            Type::Language => "a language",
        }
    }
}

/// A value of one of the types.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number, never NaN or infinite.
    Number(f64),
    /// A part of a whole.
    Share(Share),
    /// A length of time.
    Duration(Duration),
    /// A point in time.
    Time(Time),
    /// Yes or no.
    YesNo(bool),
    /// A language, as its ISO 639-1 code in lower case.
    Language(String),
}

impl Value {
    /// Its type.
    pub fn kind(&self) -> Type {
        match self {
            Value::Text(_) => Type::Text,
            Value::Number(_) => Type::Number,
            Value::Share(_) => Type::Share,
            Value::Duration(_) => Type::Duration,
            Value::Time(_) => Type::Time,
            Value::YesNo(_) => Type::YesNo,
            Value::Language(_) => Type::Language,
        }
    }

    /// How two quantities of one type stand to each other; `None` for other types and for two types.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
            (Value::Share(left), Value::Share(right)) => Some(left.cmp(right)),
            (Value::Duration(left), Value::Duration(right)) => Some(left.cmp(right)),
            (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// A part of a whole as an exact fraction, so that a measured share and a written one compare without rounding.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// `part` of `whole`; a share of nothing is 0 %.
    pub fn of(part: u64, whole: u64) -> Share {
        if whole == 0 { Share { part: 0, whole: 1 } } else { Share { part, whole } }
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Share) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Share {}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Share) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Share) -> Ordering {
        let left = u128::from(self.part) * u128::from(other.whole);
        left.cmp(&(u128::from(other.part) * u128::from(self.whole)))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.part as f64 * 100.0 / self.whole as f64;
        if percent.fract() == 0.0 { write!(f, "{percent}%") } else { write!(f, "{percent:.1}%") }
    }
}

/// A length of time in milliseconds; a month is 30 days and a year 365.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(pub i64);

impl Duration {
    /// The units and their lengths in milliseconds, the longest first.
    pub const UNITS: [(&'static str, i64); 7] = [
        ("year", 365 * 86_400_000),
        ("month", 30 * 86_400_000),
        ("week", 7 * 86_400_000),
        ("day", 86_400_000),
        ("hour", 3_600_000),
        ("minute", 60_000),
        ("second", 1_000),
    ];
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = Duration::UNITS.iter().find(|(_, length)| self.0 != 0 && self.0 % length == 0);
        match fits {
            Some((unit, length)) if self.0 / length == 1 => write!(f, "1 {unit}"),
            Some((unit, length)) => write!(f, "{} {unit}s", self.0 / length),
            None => write!(f, "{} seconds", self.0 as f64 / 1_000.0),
        }
    }
}

/// A point in time in milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

impl Time {
    /// The latest and the earliest time that can be written, from year -9999 to 9999.
    const RANGE: std::ops::RangeInclusive<i64> = -377_705_023_201_000..=253_402_207_200_999;

    /// The time this many milliseconds after 1970-01-01 00:00 UTC, or `None` outside the years -9999 to 9999.
    pub fn from_milliseconds(milliseconds: i64) -> Option<Time> {
        Time::RANGE.contains(&milliseconds).then_some(Time(milliseconds))
    }

    /// Reads `2024-02-29`, `2024-02-29 10:00:00`, RFC 3339 with any offset, or the same with ` UTC` behind it; without
    /// an offset it is UTC.
    pub fn parse(text: &str) -> Option<Time> {
        let text = text.trim().trim_end_matches("UTC").trim_end();
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            return Time::from_milliseconds(timestamp.as_millisecond());
        }
        let utc = |civil: DateTime| {
            let timestamp = TimeZone::UTC.to_timestamp(civil).ok()?;
            Time::from_milliseconds(timestamp.as_millisecond())
        };
        if text.len() <= 10 {
            return utc(text.parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight()));
        }
        utc(text.parse::<DateTime>().ok()?)
    }

    /// How long after `earlier` this is; negative where it is before.
    pub fn since(self, earlier: Time) -> Duration {
        Duration(self.0 - earlier.0)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(timestamp) if self.0.rem_euclid(86_400_000) == 0 => write!(f, "{}", timestamp.strftime("%Y-%m-%d")),
            Ok(timestamp) => write!(f, "{timestamp}"),
            Err(_) => write!(f, "{} ms after 1970", self.0),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Share(share) => write!(f, "{share}"),
            Value::Duration(duration) => write!(f, "{duration}"),
            Value::Time(time) => write!(f, "{time}"),
            Value::YesNo(true) => write!(f, "yes"),
            Value::YesNo(false) => write!(f, "no"),
            Value::Language(code) => write!(f, "{code}"),
        }
    }
}
