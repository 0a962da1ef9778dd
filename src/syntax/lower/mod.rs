//! Pairs of the grammar → syntax tree: owned, with places, and with everything refused that the grammar only let in to
//! be able to say what to write instead.
//!
//! It calls itself only for brackets, whose depth is limited before.

mod condition;
mod history;
mod item;
mod pattern;
mod rule;
mod text;
mod value;
pub(super) mod words;

pub(super) use item::{Head, item};
pub(super) use value::lone_literal;

use std::ops::Range;

use super::ast::{Condition, Name, Path, QualifiedName, What};
use super::grammar::Node;
use super::keywords;
use super::place::Draft;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

/// One text that is being read, and where to say what is wrong with it.
pub(super) struct Lower<'a> {
    pub draft: &'a Draft<'a>,
    pub diagnostics: &'a mut Diagnostics,
}

impl Lower<'_> {
    fn span(&self, node: &Node<'_>) -> Span {
        self.draft.span(range(node))
    }

    fn spanned<T>(&self, node: &Node<'_>, value: T) -> Spanned<T> {
        Spanned::new(value, self.span(node))
    }

    fn name(&self, node: &Node<'_>) -> Name {
        self.spanned(node, node.as_str().to_owned())
    }

    /// The name that something gets, which must be one that rules can write.
    fn new_name(&mut self, node: &Node<'_>, of_what: &str) -> Name {
        let name = self.name(node);
        self.refuse_bad_name(&name, of_what);
        name
    }

    fn refuse_bad_name(&mut self, name: &Name, of_what: &str) {
        let written = name.value.as_str();
        if keywords::is_reserved(written) {
            let instead = keywords::instead_of(written, of_what);
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::RESERVED_NAME,
                    name.span,
                    format!("`{written}` is a word of the language and cannot be the name of a {of_what}"),
                    "this word means something in a condition",
                )
                .help(format!("take another name, such as `{instead}`")),
            );
            return;
        }
        if keywords::is_snake_case(written) {
            return;
        }
        let mut diagnostic = Diagnostic::new(
            &codes::BAD_NAME,
            name.span,
            format!("`{written}` cannot be the name of a {of_what}"),
            "a name is small letters, digits and `_`, and starts with a letter",
        );
        let snake = keywords::snake_case(written);
        if keywords::is_snake_case(&snake) && !keywords::is_reserved(&snake) {
            diagnostic = diagnostic.fix(format!("write `{snake}`"), Confidence::Review, name.span, snake);
        } else {
            diagnostic = diagnostic.help("write it like `new_account_link`");
        }
        self.diagnostics.push(diagnostic);
    }

    fn qualified(&self, node: &Node<'_>) -> QualifiedName {
        let written = node.as_str();
        let start = node.as_span().start();
        let part = |range: Range<usize>| Spanned::new(written[range.clone()].to_owned(), self.inner(start, range));
        let (pack, name) = match written.find('.') {
            Some(dot) => (Some(part(0..dot)), part(dot + 1..written.len())),
            None => (None, part(0..written.len())),
        };
        QualifiedName { pack, name, span: self.span(node) }
    }

    fn path(&self, node: &Node<'_>) -> Path {
        let start = node.as_span().start();
        let mut at = 0;
        let parts = node.as_str().split('.').map(|part| {
            let range = at..at + part.len();
            at = range.end + 1;
            Spanned::new(part.to_owned(), self.inner(start, range))
        });
        Path { parts: parts.collect(), span: self.span(node) }
    }

    fn inner(&self, start: usize, range: Range<usize>) -> Span {
        self.draft.span(start + range.start..start + range.end)
    }
}

/// The bytes of a node, without the blanks that may follow it.
fn range(node: &Node<'_>) -> Range<usize> {
    let start = node.as_span().start();
    start..start + node.as_str().trim_end().len()
}

/// What stands for a condition that cannot be read.
pub(super) fn no_condition(span: Span) -> Condition {
    Condition { what: What::All(Vec::new()), span }
}
