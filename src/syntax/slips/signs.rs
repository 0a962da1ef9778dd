//! Signs that other languages use where this one has words, and signs that mean nothing.

use super::tokens::Kind;
use super::{Confidence, Slip, Spot, codes, short};

/// Signs and the words to write instead.
const WORDS: [(&str, &str); 21] = [
    ("===", "is"),
    ("==", "is"),
    ("=", "is"),
    ("!==", "is not"),
    ("!=", "is not"),
    ("<>", "is not"),
    ("≠", "is not"),
    ("=~", "matches"),
    ("~", "matches"),
    ("&&", "and"),
    ("&", "and"),
    ("+", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not"),
    ("=>", ">="),
    ("≥", ">="),
    ("=<", "<="),
    ("≤", "<="),
    ("->", "then"),
    ("→", "then"),
];

pub(super) fn sign_for_word(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|token| token.kind == Kind::Sign)?;
    let sign = spot.text(&now);
    let (_, word) = WORDS.into_iter().find(|(known, _)| *known == sign)?;
    let message = format!("`{sign}` means nothing here");
    let diagnostic = spot.say(&codes::SIGN_FOR_WORD, now.range.clone(), message, "this language says it in words");
    let text = &spot.draft.text;
    let blank_before = text[..now.range.start].ends_with(char::is_whitespace);
    let blank_behind = text[now.range.end..].starts_with(char::is_whitespace);
    let padded = format!("{}{word}{}", if blank_before { "" } else { " " }, if blank_behind { "" } else { " " });
    Some(spot.mended(diagnostic, format!("write `{word}`"), Confidence::Safe, vec![(now.range, padded)]))
}

/// `"He said "hi" to me"`.
pub(super) fn quote_inside_quotes(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone()?;
    let before = spot.back(1).filter(|token| token.kind == Kind::Text && token.range.end == now.range.start)?;
    if now.kind == Kind::Sign && !matches!(spot.now_text(), "*" | "-" | "!" | "?" | "'" | "’") {
        return None;
    }
    let line_end =
        spot.draft.text[now.range.start..].find('\n').map_or(spot.draft.text.len(), |at| now.range.start + at);
    let rest = &spot.draft.text[now.range.start..line_end];
    let last_quote = rest.rfind('"').map(|at| now.range.start + at);
    let message = format!("a text ends before `{}`, because there is a quote inside of quotes", short(spot.text(&now)));
    let mut diagnostic = spot
        .say(&codes::QUOTE_INSIDE_QUOTES, before.range.end - 1..before.range.end, message, "the text ends here")
        .help("write `\\\"` for a quote inside of quotes, or put the whole between `\"\"\"` and `\"\"\"`");
    let Some(last) = last_quote else { return Some(Slip { diagnostic, mends: Vec::new() }) };
    let whole = before.range.start..last + 1;
    let inner = &spot.draft.text[before.range.start + 1..last];
    let escaped = format!("\"{}\"", inner.replace('"', "\\\""));
    diagnostic.labels[0].text = "the text ends here".to_owned();
    Some(spot.mended(diagnostic, "put a backslash before the inner quotes", Confidence::Review, vec![(whole, escaped)]))
}

/// `;` at the end of a line, `:` behind a name, a comma too many.
pub(super) fn stray_sign(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|token| token.kind == Kind::Sign)?;
    let sign = spot.text(&now);
    if !matches!(sign, ";" | ":" | "," | "." | "-" | "–" | "—" | "•" | "*" | "\\" | "@" | "$") {
        return None;
    }
    let message = format!("there is a `{sign}` too many");
    let diagnostic = spot.say(&codes::STRAY_SIGN, now.range.clone(), message, "it means nothing here");
    Some(spot.mended(diagnostic, "take it out", Confidence::Safe, vec![(now.range, String::new())]))
}
