//! Digits and symbols that stand for letters, one for one, and the guard that keeps ordinary words out.
//!
//! A run of letters, digits and symbols without white space is read as a word. Which reading is meant is settled by the
//! word that is looked for; the guard asks only whether the run is innocent whatever it may be read as.

use std::ops::Range;

use super::character::Class;
use super::fold::Folded;
use super::step::{Reading, Step};
use super::token::{self, Token};
use super::{ViewText, dictionary, lookalike};

/// Longer runs are no words.
const LONGEST: usize = 64;

/// The letters that a digit or symbol may stand for; the first is the one that stands for all in a skeleton.
pub(super) fn readings(symbol: char) -> &'static [char] {
    match symbol {
        '0' => &['o'],
        '1' | '|' => &['i', 'l'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' => &['s'],
        '6' => &['g', 'b'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g'],
        '!' | '¡' => &['i'],
        '(' | '¢' => &['c'],
        '£' => &['l'],
        '¥' => &['y'],
        _ => &[],
    }
}

/// The steps by which runs of letters, digits and symbols are read as words, in order.
///
/// Punctuation at a run's ends may be letters, so up to one before and two behind are read both ways.
pub(super) fn steps(chars: &[Folded], tokens: &[Token], in_latin_text: bool) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut first = 0;
    let mut at = 0;
    while at < chars.len() {
        if !in_run(chars, at, in_latin_text) {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && in_run(chars, at, in_latin_text) {
            at += 1;
        }
        let run = start..at;
        while tokens.get(first).is_some_and(|token| token.chars().end <= run.start) {
            first += 1;
        }
        let end = first + tokens[first..].iter().take_while(|token| token.chars().start < run.end).count();
        let Some(core) = core(chars, run.clone()) else { continue };
        if is_part(chars, &run) || is_name(chars, run.start) || is_innocent(&chars[core.clone()]) {
            continue;
        }
        for from in (core.start.saturating_sub(1).max(run.start)..=core.start).rev() {
            for to in core.end..=(core.end + 2).min(run.end) {
                if chars[from..to].iter().any(|c| !readings(c.ch).is_empty()) {
                    steps.push(Step::new(chars, first as u32..end as u32, from..to, Reading::Leet));
                }
            }
        }
    }
    steps
}

/// Whether a character may be part of a word in leetspeak.
fn in_run(chars: &[Folded], at: usize, in_latin_text: bool) -> bool {
    let c = &chars[at];
    if c.address {
        return false;
    }
    match c.class {
        Class::Letter => c.ch.is_ascii() || in_latin_text && lookalike::latin(c).is_some(),
        // Raised and circled digits are footnotes and list marks.
        Class::Digit => c.ch.is_ascii_digit() && (c.source.is_ascii() || matches!(c.source, '０'..='９')),
        Class::Apostrophe => token::joins(chars, at),
        _ => !readings(c.ch).is_empty(),
    }
}

/// Symbols that are as likely to stand between words as for letters.
fn is_punctuation(symbol: char) -> bool {
    matches!(symbol, '!' | '|' | '+' | '(' | '¡' | '\'')
}

/// A run without the punctuation at its ends; none where it has no letter, nothing to read as one, or is too long.
fn core(chars: &[Folded], run: Range<usize>) -> Option<Range<usize>> {
    let part = &chars[run.clone()];
    let has_letter = part.iter().any(|c| c.class == Class::Letter);
    let has_symbol = part.iter().any(|c| !readings(c.ch).is_empty());
    if !has_letter || !has_symbol || part.len() > LONGEST {
        return None;
    }
    let inner = |c: &Folded| !is_punctuation(c.ch);
    let start = part.iter().position(inner)?;
    let end = part.iter().rposition(inner)? + 1;
    Some(run.start + start..run.start + end)
}

/// Whether a word goes on beyond the run, in letters that cannot be read as Latin or in an address.
fn is_part(chars: &[Folded], run: &Range<usize>) -> bool {
    let goes_on = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.address || c.class.is_word());
    goes_on(run.start.checked_sub(1)) || goes_on(Some(run.end))
}

/// Whether what begins at `start` is someone's name: `@name`, `u/name`, `r/name`.
fn is_name(chars: &[Folded], start: usize) -> bool {
    let at = |back: usize| start.checked_sub(back).map(|at| chars[at].ch);
    let board = at(1) == Some('/') && matches!(at(2), Some('u' | 'r')) && !at(3).is_some_and(|c| c.is_alphanumeric());
    chars[start].ch == '@' || board
}

/// Units and endings of numbers, as people write them behind digits.
const UNITS: &[&str] = &[
    "st", "nd", "rd", "th", "s", "g", "k", "m", "b", "d", "x", "p", "am", "pm", "km", "kg", "mb", "gb", "tb", "kb",
    "hp", "hz", "mm", "cm", "ft", "lb", "lbs", "oz", "w", "v", "c", "f", "h", "t", "l", "ml", "mg", "min", "hr", "hrs",
    "yr", "yrs", "yo", "mph", "kph", "kw", "kwh", "bn", "mn", "tn", "in", "ish", "sec", "secs", "mins", "er", "ers",
    "bps",
];

/// Words of two letters; the dictionary has nearly every pair of letters as an abbreviation.
const SHORT_WORDS: &[&str] = &[
    "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it", "me", "my", "no", "of", "oh",
    "ok", "on", "or", "so", "to", "up", "us", "we",
];

fn is_ordinary(letters: &str) -> bool {
    if letters.len() < 3 { SHORT_WORDS.contains(&letters) } else { dictionary::is_word(letters) }
}

/// Whether a run, the symbols at its ends aside, is made only of ordinary words and numbers.
fn is_innocent(core: &[Folded]) -> bool {
    let is_price = |pair: &[Folded]| matches!(pair[0].ch, '$' | '€' | '£' | '¥') && pair[1].class == Class::Digit;
    if core.windows(2).any(is_price) {
        return true;
    }
    let pieces = pieces(core);
    let digits = |piece: &str| piece.starts_with(|c: char| c.is_ascii_digit());
    match &pieces[..] {
        [word] => is_ordinary(word),
        [number, unit] if digits(number) => UNITS.contains(&unit.as_str()) || number.len() > 1 && is_ordinary(unit),
        // Versions, years and seats: covid19, windows7.
        [word, number] if digits(number) => word.len() > 2 && is_ordinary(word),
        // Shares by their sign.
        [sign, name] if sign == "$" => name.len() <= 5 && core[1..].iter().all(|c| c.source.is_uppercase()),
        // Words set side by side, without a space behind the first or as alternatives: yes!no, his|her, word(s.
        _ => pieces
            .iter()
            .enumerate()
            .all(|(at, piece)| if at % 2 == 0 { is_ordinary(piece) } else { piece.chars().all(is_punctuation) }),
    }
}

/// Cuts a run where letters, digits and symbols meet.
fn pieces(core: &[Folded]) -> Vec<String> {
    let sort = |c: &Folded| match c.class {
        Class::Letter | Class::Apostrophe => 0,
        Class::Digit => 1,
        _ => 2,
    };
    core.chunk_by(|left, right| sort(left) == sort(right))
        .map(|piece| piece.iter().map(|c| lookalike::latin(c).unwrap_or(c.ch)).collect())
        .collect()
}

/// Whether a word found in these characters of a step may be trusted: enough of its letters are letters, a digit at the
/// end of a short word is a number, and symbols at the step's ends are part of the word.
pub(super) fn is_trusted(view: &ViewText, step: &Step, found: &Range<usize>) -> bool {
    let chars = &view.chars[found.clone()];
    let letters = chars.iter().filter(|c| c.class == Class::Letter).count();
    let is_short = chars.len() <= 3;
    let ends_in_digit = chars.last().is_some_and(|c| c.class == Class::Digit);
    let whole = step.chars();
    let left_out = |at: usize| !found.contains(&at) && !view.chars[at].class.is_word();
    let is_number = is_short && ends_in_digit;
    letters > usize::from(is_short) && !is_number && !left_out(whole.start) && !left_out(whole.end - 1)
}
