//! Folded characters → words, each with its block and its sentence.
//!
//! A word is letters, marks and digits; an apostrophe between letters belongs to it; each letter of a script without
//! spaces is a word of its own, with its marks. Walls and blank lines part blocks. A sentence ends at `.`, `!`, `?` or
//! `…` before a space or the end, at their full-width forms, and with its block.

use std::ops::Range;

use super::character::Class;
use super::fold::Folded;

/// A word of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// Which block it stands in: removed quotes, code and blank lines part blocks.
    pub block: u32,
    /// Which sentence it stands in; numbered on through the blocks.
    pub sentence: u32,
    pub(super) chars: Range<u32>,
}

impl Token {
    /// The folded characters that it is made of.
    pub(super) fn chars(&self) -> Range<usize> {
        self.chars.start as usize..self.chars.end as usize
    }
}

/// The bytes that a stretch of folded characters came from.
pub(super) fn bytes_of(chars: &[Folded]) -> Range<usize> {
    match chars {
        [] => 0..0,
        [first, .., last] => first.start as usize..last.end as usize,
        [only] => only.start as usize..only.end as usize,
    }
}

/// Cuts folded characters into words.
pub(super) fn tokens(chars: &[Folded]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut block, mut sentence) = (0, 0);
    let mut at = 0;
    // Whether a word stands in this sentence, and in this block.
    let (mut sentence_open, mut block_open) = (false, false);
    while at < chars.len() {
        let class = chars[at].class;
        if class.is_word() {
            let end = word_end(chars, at);
            let bytes = bytes_of(&chars[at..end]);
            tokens.push(Token { bytes, block, sentence, chars: at as u32..end as u32 });
            (sentence_open, block_open) = (true, true);
            at = end;
            continue;
        }
        if class == Class::Wall || class == Class::Line && line_is_blank(chars, at + 1) {
            block += u32::from(block_open);
            sentence += u32::from(sentence_open);
            (sentence_open, block_open) = (false, false);
        } else if sentence_open && ends_sentence(chars, at, tokens.last()) {
            sentence += 1;
            sentence_open = false;
        }
        at += 1;
    }
    tokens
}

/// The end of the word that begins at `start`.
fn word_end(chars: &[Folded], start: usize) -> usize {
    let mut at = start + 1;
    if chars[start].class == Class::Lone {
        while at < chars.len() && chars[at].class == Class::Mark {
            at += 1;
        }
        return at;
    }
    while at < chars.len() {
        match chars[at].class {
            Class::Letter | Class::Digit | Class::Mark => at += 1,
            Class::Apostrophe if joins(chars, at) => at += 1,
            _ => break,
        }
    }
    at
}

/// Whether the apostrophe at `at` stands between letters.
pub(super) fn joins(chars: &[Folded], at: usize) -> bool {
    let letter = |at: usize| chars.get(at).is_some_and(|c| matches!(c.class, Class::Letter | Class::Mark));
    at > 0 && letter(at - 1) && letter(at + 1)
}

/// Whether the line that begins at `at` ends without a visible character. Each line's beginning is looked at once.
fn line_is_blank(chars: &[Folded], at: usize) -> bool {
    let seen = chars[at.min(chars.len())..].iter().find(|c| c.class != Class::Space);
    seen.is_some_and(|c| c.class == Class::Line)
}

/// Whether a sentence ends at this character, which stands behind `word`.
fn ends_sentence(chars: &[Folded], at: usize, word: Option<&Token>) -> bool {
    match chars[at].ch {
        '\u{3002}' => true,
        // The full-width forms need no space behind them.
        '!' | '?' | '.' if chars[at].source != chars[at].ch && !chars[at].source.is_ascii() => true,
        '!' | '?' | '…' => before_space(chars, at + 1),
        '.' => before_space(chars, at + 1) && !word.is_some_and(|word| is_abbreviation(chars, at, word)),
        _ => false,
    }
}

/// Whether a space or the end follows, closing quotes and brackets and more marks aside.
fn before_space(chars: &[Folded], at: usize) -> bool {
    const CLOSERS: usize = 4;
    let next = chars[at.min(chars.len())..]
        .iter()
        .take(CLOSERS)
        .find(|c| !matches!(c.ch, '"' | '\'' | ')' | ']' | '}' | '”' | '»' | '.' | '!' | '?' | '…' | '*' | '_'));
    match next {
        Some(next) => next.class.is_blank(),
        None => true,
    }
}

/// Titles and initials, whose full stop ends no sentence.
fn is_abbreviation(chars: &[Folded], stop: usize, word: &Token) -> bool {
    const TITLES: [&str; 12] = ["mr", "mrs", "ms", "dr", "st", "prof", "rev", "sen", "gov", "gen", "vs", "jr"];
    let letters = &chars[word.chars()];
    if word.chars().end != stop {
        return false;
    }
    let is = |title: &&str| title.chars().eq(letters.iter().map(|letter| letter.ch));
    let initial = matches!(letters, [one] if one.source.is_uppercase() && one.source != 'I');
    initial || TITLES.iter().any(is)
}
