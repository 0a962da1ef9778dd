//! Comments, quotes and regexes: what stands in a rule file and is not words.

use std::ops::Range;

use super::super::place::span;
use super::{Of, Scan};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Confidence, Diagnostic};

/// How far behind a single quote its partner is looked for, in bytes; a bound, so that many of them stay cheap.
const LONGEST_SINGLE_QUOTED: usize = 500;

/// Whether names and keywords are made of it.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whether it looks like a blank or like nothing, and is no blank to the grammar.
pub(super) fn is_invisible(character: char) -> bool {
    is_wide(character)
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether it looks like a blank.
pub(super) fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{85}'
    )
}

pub(super) fn name_of_invisible(character: char) -> &'static str {
    match character {
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{feff}' => "a byte order mark",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}'..='\u{200d}' | '\u{2060}' => "a character of no width",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a character that turns the direction of writing"
        }
        _ if is_wide(character) => "a blank of a special kind",
        _ => "an invisible character",
    }
}

impl Scan<'_> {
    /// A comment, or a `#` that a blank is missing behind.
    pub(super) fn comment(&mut self) {
        let start = self.at;
        let end = self.line_end();
        let behind = self.source[start..end].trim_start_matches(['#', '-', '=', '*', '~', '_']);
        self.at = end;
        if behind.is_empty() || behind.starts_with([' ', '\t']) {
            self.comments.push(span(self.file, start..end));
            return self.blank(start..end);
        }
        let word = &self.source[start..end];
        let word_end =
            word.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | ')' | '{' | '(')).unwrap_or(word.len());
        let word = &word[..word_end];
        let range = start..start + word_end;
        let diagnostic = Diagnostic::new(
            &codes::HASH_WITHOUT_BLANK,
            span(self.file, range.clone()),
            format!("`{word}` could be a comment or a hashtag"),
            "a comment starts with `#` and a blank",
        )
        .help(format!("write `# {}` for a comment, or `\"{word}\"` for a hashtag that is looked for", &word[1..]));
        self.complain(diagnostic);
        self.silenced.push(start..end);
        // What closes the braces of the line is no part of a comment that nobody meant.
        let rest = self.source[range.end..end].trim_start();
        if rest.starts_with([',', '}']) {
            self.at = range.end;
            // An entry stays one, so that its list is not said to be empty as well.
            let sign = if self.in_words() { start..start + 1 } else { range };
            self.blank(sign);
        } else {
            self.blank(start..end);
        }
    }

    /// `//`, `/*` or `--` where a comment could begin.
    pub(super) fn comment_of_programmers(&mut self) -> bool {
        let rest = &self.source[self.at..];
        let slashes = rest.starts_with("//") || rest.starts_with("/*");
        if !slashes || self.touches_word() || self.is_behind("matches") || self.last_mark == b':' {
            return false;
        }
        let start = self.at;
        let end = self.line_end();
        let diagnostic = Diagnostic::new(
            &codes::COMMENT_SIGN,
            span(self.file, start..start + 2),
            format!("`{}` does not begin a comment", &rest[..2]),
            "a comment starts with `#` and a blank",
        )
        .fix("use `# `", Confidence::Safe, span(self.file, start..start + 2), "#");
        self.complain(diagnostic);
        self.silenced.push(start..end);
        self.comments.push(span(self.file, start..end));
        self.blank(start..end);
        self.at = end;
        true
    }

    fn is_behind(&self, word: &str) -> bool {
        &self.source[self.last_word.clone()] == word
            && self.source[self.last_word.end..self.at].chars().all(char::is_whitespace)
    }

    /// A text in straight quotes, on one line or pasted.
    pub(super) fn quote(&mut self) {
        let start = self.at;
        self.token(start);
        if self.source[start..].starts_with("\"\"\"") && self.of == Of::Rules {
            return self.pasted();
        }
        let line_end = self.line_end();
        let line = &self.source.as_bytes()[..line_end];
        let mut at = start + 1;
        while at < line.len() && line[at] != b'"' {
            at += if line[at] == b'\\' { 2 } else { 1 };
        }
        if at < line.len() {
            self.at = at + 1;
            return;
        }
        // Where the quote is open, the brace that ends the line was probably not meant to be in it.
        let text = self.source[start..line_end].trim_end();
        let end = start + text.trim_end_matches(['}', ' ', '\t']).len();
        let end = if self.source[self.line_start..start].contains('{') { end } else { start + text.len() };
        let end = end.max(start + 1);
        let diagnostic = Diagnostic::new(
            &codes::UNCLOSED_QUOTE,
            span(self.file, start..end),
            "this text in quotes is not closed on its line",
            "it begins here",
        )
        .help("write `\"` where the text ends; a text of several lines stands between `\"\"\"` and `\"\"\"`")
        .fix("close it at the end of the line", Confidence::Review, span(self.file, end..end), "\"");
        self.complain(diagnostic);
        self.silenced.push(self.line_start..line_end);
        self.close_unclosed(start..end);
    }

    fn pasted(&mut self) {
        let start = self.at;
        if let Some(length) = self.source[start + 3..].find("\"\"\"") {
            let end = start + 3 + length + 3;
            self.at = end;
            return;
        }
        let rest = &self.source[start..];
        let length = rest
            .match_indices('\n')
            .map(|(at, _)| at)
            .find(|at| super::ItemWord::begins_line(&rest[at + 1..]))
            .unwrap_or(rest.len());
        let end = start + length;
        let diagnostic = Diagnostic::new(
            &codes::UNCLOSED_PASTED_TEXT,
            span(self.file, start..start + 3),
            "this pasted text is never closed",
            "it begins here",
        )
        .help("write `\"\"\"` where the pasted text ends");
        self.complain(diagnostic);
        self.silenced.push(start..end);
        self.close_unclosed(start..end);
    }

    /// Leaves an empty text in place of one that is not closed.
    fn close_unclosed(&mut self, range: Range<usize>) {
        self.at = range.end;
        if range.len() >= 2 {
            self.put(range, "\"\"");
        } else {
            self.blank(range);
        }
    }

    /// A text in curly quotes, which the grammar gets in straight ones.
    pub(super) fn curly_quote(&mut self, opening: char) {
        let start = self.at;
        self.token(start);
        let line_end = self.line_end();
        let text_start = start + opening.len_utf8();
        let closing = self.source[text_start..line_end].find(['”', '“', '»', '«', '"']);
        self.curly.push(start..text_start);
        let Some(length) = closing else {
            self.silenced.push(self.line_start..line_end);
            return self.close_unclosed(start..self.source[..line_end].trim_end().len());
        };
        let closing = text_start + length;
        let closing_end = closing + self.source[closing..].chars().next().map_or(1, char::len_utf8);
        self.curly.push(closing..closing_end);
        self.straighten(start..text_start, closing..closing_end);
    }

    /// A text in single quotes or back-ticks; `false` where the sign is no quote.
    pub(super) fn single_quote(&mut self) -> bool {
        let start = self.at;
        let line_end = self.line_end();
        let Some(opening) = self.source[start..].chars().next() else { return false };
        let closing_sign = if opening == '‘' { '’' } else { opening };
        let text_start = start + opening.len_utf8();
        let mut window = line_end.min(text_start + LONGEST_SINGLE_QUOTED);
        while !self.source.is_char_boundary(window) {
            window -= 1;
        }
        let line = &self.source[text_start..window];
        let closes = |at: usize| {
            let before = line[..at].chars().next_back();
            let behind = line[at + closing_sign.len_utf8()..].chars().next();
            before.is_some_and(|c| !c.is_whitespace()) && !behind.is_some_and(is_word)
        };
        let Some(length) = line.match_indices(closing_sign).map(|(at, _)| at).find(|at| closes(*at)) else {
            return false;
        };
        let text = &line[..length];
        // `'em, goin'` in a list is two words.
        if text.contains('"') || self.in_words() && text.contains(',') {
            return false;
        }
        self.token(start);
        let closing = text_start + length;
        let closing_end = closing + closing_sign.len_utf8();
        let diagnostic = Diagnostic::new(
            &codes::SINGLE_QUOTES,
            span(self.file, start..closing_end),
            format!("`{}` stands in the wrong quotes", &self.source[start..closing_end]),
            "text stands in double quotes",
        )
        .fix("use double quotes", Confidence::Safe, span(self.file, start..closing_end), format!("\"{text}\""));
        self.complain(diagnostic);
        self.straighten(start..text_start, closing..closing_end);
        true
    }

    fn straighten(&mut self, opening: Range<usize>, closing: Range<usize>) {
        self.at = closing.end;
        let last = opening.end - 1;
        self.blank(opening);
        self.cleaned[last] = b'"';
        let first = closing.start;
        self.blank(closing);
        self.cleaned[first] = b'"';
    }

    pub(super) fn regex_may_start(&self) -> bool {
        let before = self.source[..self.at].chars().next_back();
        let behind = self.source[self.at + 1..].chars().next();
        let blank_behind = behind.is_none_or(char::is_whitespace);
        !self.in_words()
            && before.is_some_and(|c| c.is_whitespace() || c == '(' || c == ',')
            && (!blank_behind || self.is_behind("matches"))
    }

    pub(super) fn regex(&mut self) {
        let start = self.at;
        self.token(start);
        let line_end = self.line_end();
        let line = &self.source[start..line_end];
        if let Some(length) = regex_length(line) {
            self.at = start + length;
            if length == 2 {
                let diagnostic = Diagnostic::new(
                    &codes::UNCLOSED_REGEX,
                    span(self.file, start..start + 2),
                    "there is nothing between the slashes",
                    "a regex stands between them",
                )
                .help("write what is looked for, such as `/buy\\s+now/`");
                self.complain(diagnostic);
                self.silenced.push(self.line_start..line_end);
                self.blank(start..start + 2);
            }
            return;
        }
        let end = start + line.trim_end().len();
        let diagnostic = Diagnostic::new(
            &codes::UNCLOSED_REGEX,
            span(self.file, start..end),
            "this regex is not closed on its line",
            "it begins here",
        )
        .help(
            "write `/` where the regex ends and `]` where its brackets end; a `/` outside of brackets is written `\\/`",
        );
        self.complain(diagnostic);
        self.silenced.push(self.line_start..line_end);
        self.at = end;
        if end - start >= 3 { self.put(start..end, "/x/") } else { self.blank(start..end) }
    }
}

/// The length of the regex with which the line begins, from slash to slash; `/` in brackets does not end it.
fn regex_length(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'/' => return Some(at + 1),
            b'\\' => at += 2,
            b'[' => at = class_end(bytes, at)?,
            _ => at += 1,
        }
    }
    None
}

fn class_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    at += usize::from(bytes.get(at) == Some(&b'^'));
    at += usize::from(bytes.get(at) == Some(&b']'));
    while at < bytes.len() {
        match bytes[at] {
            b']' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}
