//! The words and signs round the place at which the grammar came to a stop.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or a number.
    Word,
    /// A text in quotes.
    Text,
    /// Anything else.
    Sign,
}

/// One word, text or sign.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
}

/// The tokens of a cleaned text from one byte to another.
pub(super) fn tokens(text: &str, from: usize, to: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = from;
    while let Some(token) = next(text, at).filter(|token| token.range.start < to) {
        at = token.range.end;
        tokens.push(token);
    }
    tokens
}

/// The token at a byte or behind it.
pub(super) fn next(text: &str, at: usize) -> Option<Token> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start();
    let start = at + rest.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    let (kind, length) = if let Some(pasted) = trimmed.strip_prefix("\"\"\"") {
        (Kind::Text, pasted.find("\"\"\"").map_or(trimmed.len(), |end| end + 6))
    } else if first == '"' {
        (Kind::Text, quoted(trimmed))
    } else if is_word(first) {
        let word = |c: char| is_word(c) || matches!(c, '\'' | '’' | '-' | '.' | '/' | '%' | '*');
        let length = trimmed.find(|c: char| !word(c)).unwrap_or(trimmed.len());
        (Kind::Word, trimmed[..length].trim_end_matches(['.', '-', '\'', '/']).len())
    } else {
        let double = ["===", "!==", "==", "!=", "<>", "&&", "||", "=>", "=<", ">=", "<=", "=~", "->"];
        let length = double.into_iter().find(|sign| trimmed.starts_with(sign)).map_or(first.len_utf8(), str::len);
        (Kind::Sign, length)
    };
    Some(Token { kind, range: start..start + length })
}

fn quoted(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || pest::unicode::MARK(letter)
}
