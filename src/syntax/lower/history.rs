//! Conditions on what happened before.

use super::super::ast::{Operand, What};
use super::super::grammar::{Node, Rule};
use super::Lower;
use super::condition::child;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::outcome::Action;
use crate::source::Spanned;

impl Lower<'_> {
    pub(super) fn history(&mut self, node: Node<'_>) -> Option<What> {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let anyone = parts.next()?.as_str() == "anyone";
        let what = parts.next()?;
        let posted = what.as_rule() == Rule::history_posted;
        let part = if posted { what.into_inner().find(|part| part.as_rule() != Rule::kw_posted)? } else { what };
        let same = part.as_rule() == Rule::history_same;
        if anyone && !same {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::ANYONE,
                    span,
                    "`anyone` goes only with `posted same text`",
                    "this can be asked of one author only",
                )
                .help("write `author` for this, or `anyone posted same text 3 times within 1 hour`"),
            );
        }
        let fate = child(part.clone(), Rule::history_fate).map(|fate| self.fate(&fate));
        let operands: Vec<_> = part.clone().into_inner().filter(|part| part.as_rule() == Rule::operand).collect();
        let mut operands = operands.into_iter().map(|operand| self.operand(operand));
        let (count, within): (Operand, Operand) = (operands.next()?, operands.next()?);
        Some(match (fate, same) {
            (Some(action), _) => What::Had { times: count, action, within },
            (None, true) => What::Repeated { anyone, times: count, within },
            (None, false) => What::Posted { more_than: count, within },
        })
    }

    fn fate(&self, node: &Node<'_>) -> Spanned<Action> {
        let action = match node.as_str() {
            "removed" => Action::Remove,
            "banned" => Action::Ban,
            "warned" => Action::Warn,
            "tagged" => Action::Tag,
            "approved" => Action::Approve,
            _ => Action::Hold,
        };
        self.spanned(node, action)
    }
}
