//! Texts in quotes: escapes undone, pasted texts without their indentation.

use super::super::ast::Quoted;
use super::super::grammar::{Node, Rule};
use super::{Lower, codes};
use crate::diagnostic::Diagnostic;

/// What a text is for, which decides about `\*` and `\\`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Reading: `\*` is a star and `\\` a backslash.
    Reading,
    /// Looking for: both stay, because a star without a backslash stands for any letters.
    Looking,
}

impl Lower<'_> {
    /// The text of a `text` node; pasted texts know no escapes.
    pub(super) fn quoted(&mut self, node: &Node<'_>, what_for: For) -> Quoted {
        let span = self.span(node);
        let pasted = node.clone().into_inner().next().is_some_and(|inner| inner.as_rule() == Rule::pasted_text);
        let written = node.as_str().trim_end();
        let value = if pasted {
            let text = written.trim_start_matches('"').trim_end_matches('"');
            let text = written.get(3..written.len().saturating_sub(3)).unwrap_or(text);
            unindent(text)
        } else {
            let text = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
            self.unescape(text, node.as_span().start() + 1, what_for)
        };
        Quoted::new(value, span)
    }

    fn unescape(&mut self, text: &str, start: usize, what_for: For) -> String {
        if !text.contains('\\') {
            return text.to_owned();
        }
        let mut value = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('\\') {
            value.push_str(&rest[..at]);
            let escape = &rest[at..];
            let (undone, length) = undo(escape);
            match undone {
                Some(character @ ('*' | '\\')) if what_for == For::Looking => {
                    value.push('\\');
                    value.push(character);
                }
                Some(character) => value.push(character),
                None => {
                    let from = start + text.len() - escape.len();
                    let span = self.draft.span(from..from + length);
                    let written = &escape[..length];
                    self.diagnostics.push(
                        Diagnostic::new(
                            &codes::UNKNOWN_ESCAPE,
                            span,
                            format!("`{written}` means nothing in quotes"),
                            "a backslash stands only before `\"`, `\\`, `*`, `n`, `t` and `u{…}`",
                        )
                        .help("write `\\\\` for a backslash; a regex stands between slashes, as in `matches /\\d+/`; a path is written with `/`"),
                    );
                    value.push_str(written);
                }
            }
            rest = &escape[length..];
        }
        value.push_str(rest);
        value
    }
}

/// The character for which an escape stands, and how long the escape is.
fn undo(escape: &str) -> (Option<char>, usize) {
    let Some(letter) = escape[1..].chars().next() else { return (None, 1) };
    let simple = |character| (Some(character), 2);
    match letter {
        '"' | '\\' | '*' => simple(letter),
        'n' => simple('\n'),
        't' => simple('\t'),
        'u' => {
            let digits = escape[2..].strip_prefix('{').and_then(|rest| rest.get(..rest.find('}')?));
            let character = digits.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
            (character, character.map_or(2, |_| digits.map_or(0, str::len) + 4))
        }
        _ => (None, 1 + letter.len_utf8()),
    }
}

/// A pasted text without its first line break and the indentation that all its lines have.
///
/// The indentation of what follows the opening quotes on their own line does not count.
fn unindent(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let (first, rest) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().is_empty() => (None, rest),
        Some((first, rest)) => (Some(first), rest),
        None => return text,
    };
    let indent_of = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || rest.split('\n');
    let indent = lines().filter(|line| !line.trim().is_empty()).map(indent_of).min().unwrap_or(0);
    let mut value = first.map(|line| format!("{line}\n")).unwrap_or_default();
    let stripped: Vec<&str> = lines().map(|line| line.get(indent..).unwrap_or("")).collect();
    value.push_str(&stripped.join("\n"));
    // The closing quotes on a line of their own add none to the text.
    if stripped.len() > 1 && stripped.last().is_some_and(|line| line.trim().is_empty()) {
        value.truncate(value.trim_end_matches([' ', '\t']).len() - 1);
    }
    value
}
