//! Numbers, units and dates written in another way.

use super::tokens::Kind;
use super::{Confidence, Rule, Slip, Spot, codes};

/// Short forms of the units of time.
fn long_unit(short: &str) -> Option<&'static str> {
    Some(match short.to_lowercase().trim_end_matches('.') {
        "s" | "sec" | "secs" => "seconds",
        "m" | "min" | "mins" | "minuts" => "minutes",
        "h" | "hr" | "hrs" => "hours",
        "d" => "days",
        "w" | "wk" | "wks" => "weeks",
        "mo" | "mon" | "mos" | "mths" => "months",
        "y" | "yr" | "yrs" => "years",
        _ => return None,
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.parse::<f64>().is_ok() && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// `5 min`
pub(super) fn short_unit(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|_| is_number(spot.back_text(1)))?;
    let unit = long_unit(spot.text(&now))?;
    let one = spot.back_text(1) == "1";
    let unit = if one { unit.trim_end_matches('s') } else { unit };
    let message = format!("`{}` is not how a unit of time is written", spot.text(&now));
    let diagnostic = spot.say(&codes::UNIT_SPELLING, now.range.clone(), message, "units are written in full");
    Some(spot.mended(diagnostic, format!("write `{unit}`"), Confidence::Safe, vec![(now.range, unit.to_owned())]))
}

/// `5m`, `3x`
pub(super) fn glued_number(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone()?;
    let text = spot.text(&now);
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
    let rest = text[digits..].trim_start_matches('-');
    if matches!(rest, "x" | "times") && spot.expects(&[Rule::operand, Rule::number, Rule::literal]) {
        let message = format!("`{text}` is not how a number of times is written");
        let diagnostic = spot.say(&codes::UNIT_SPELLING, now.range.clone(), message, "units are written in full");
        let mend = format!("{} times", &text[..digits]);
        return Some(spot.mended(diagnostic, format!("write `{mend}`"), Confidence::Safe, vec![(now.range, mend)]));
    }
    let words = Rule::unit_words;
    let full = ["second", "minute", "hour", "day", "week", "month", "year"];
    let unit = long_unit(rest).or_else(|| full.into_iter().find(|unit| rest.trim_end_matches('s') == *unit));
    let unit =
        if matches!(rest, "words" | "word" | "w") && spot.back_text(1) == "within" { Some("words") } else { unit };
    let unit = unit.filter(|_| !spot.expects(&[words]))?;
    let number = &text[..digits];
    let unit =
        if number == "1" { unit.trim_end_matches('s').to_owned() } else { format!("{}s", unit.trim_end_matches('s')) };
    let mend = format!("{number} {unit}");
    let message = format!("`{text}` is not how a length of time is written");
    let diagnostic = spot.say(&codes::UNIT_SPELLING, now.range.clone(), message, "a blank and the whole word");
    Some(spot.mended(diagnostic, format!("write `{mend}`"), Confidence::Safe, vec![(now.range, mend)]))
}

/// `70 %`
pub(super) fn share_with_blank(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone()?;
    let number = spot.back(1).filter(|token| is_number(spot.text(token)))?;
    if !matches!(spot.text(&now), "%" | "percent" | "pct") {
        return None;
    }
    let share = format!("{}%", spot.text(number));
    let range = number.range.start..now.range.end;
    let message = format!("`{}` is written `{share}`", &spot.draft.text[range.clone()]);
    let diagnostic = spot.say(&codes::SHARE_SPELLING, range.clone(), message, "without a blank");
    Some(spot.mended(diagnostic, format!("write `{share}`"), Confidence::Safe, vec![(range, share)]))
}

/// `near you within 5`
pub(super) fn missing_unit(spot: &Spot<'_>) -> Option<Slip> {
    let number = spot.back(1).filter(|token| is_number(spot.text(token)))?;
    let (unit, code) = if spot.expects(&[Rule::unit_words]) {
        ("words", &codes::MISSING_UNIT)
    } else if spot.expects(&[Rule::history_times]) && spot.back_text(2) == "text" {
        ("times", &codes::MISSING_UNIT)
    } else if spot.expects(&[Rule::history_comments]) {
        ("comments", &codes::MISSING_UNIT)
    } else {
        return None;
    };
    let what = spot.text(number);
    let message = format!("`{what}` what?");
    let diagnostic = spot.say(code, number.range.clone(), message, "the unit is missing");
    let now_is_other =
        spot.now.as_ref().filter(|now| now.kind == Kind::Word && !super::super::keywords::is_keyword(spot.text(now)));
    let mend = match now_is_other {
        Some(now) => (now.range.clone(), unit.to_owned()),
        None => (number.range.end..number.range.end, format!(" {unit}")),
    };
    Some(spot.mended(diagnostic, format!("write `{what} {unit}`"), Confidence::Review, vec![mend]))
}

/// `3 < body.words < 9`, `body.words more than 6`
pub(super) fn two_comparisons(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone();
    let is_sign = |text: &str| matches!(text, "<" | ">" | "<=" | ">=");
    if is_sign(spot.now_text()) && is_sign(spot.back_text(2)) {
        let now = now?;
        let field = spot.back_text(1);
        let message = "two comparisons cannot share a value".to_owned();
        let diagnostic = spot
            .say(&codes::TWO_COMPARISONS, now.range.clone(), message, "the second comparison")
            .help("write both out and join them with `and`");
        let mend = format!("and {field} {}", spot.now_text());
        return Some(spot.mended(diagnostic, "write the value twice", Confidence::Review, vec![(now.range, mend)]));
    }
    if !spot.expects(&[Rule::after_or_before]) {
        return None;
    }
    let than = spot.before.iter().rposition(|token| spot.text(token) == "than").filter(|than| *than > 0)?;
    let word = &spot.before[than - 1];
    let sign = if spot.text(word) == "less" { "<" } else { ">" };
    let range = word.range.start..spot.before[than].range.end;
    let message = format!("`{}` compares how far two times are apart", &spot.draft.text[range.clone()]);
    let diagnostic = spot
        .say(&codes::OTHER_WORD, range.clone(), message, "numbers are compared with a sign")
        .help("for times write it like `edited more than 5 minutes after posted`");
    Some(spot.mended(diagnostic, format!("write `{sign}`"), Confidence::Review, vec![(range, sign.to_owned())]))
}
