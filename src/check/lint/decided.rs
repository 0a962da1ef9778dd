//! Comparisons that come out the same for every comment: `body.caps > 100%`, `reports >= 0`.

use super::{Found, each_condition};
use crate::check::paths::{is_measure, type_of_name};
use crate::comment::{Share, Type};
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::{Comparison, Literal, Operand, What};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (_, rule, _) in found.own_rules() {
        each_condition(&rule.node.when, false, &mut |condition, _| {
            let What::Compare { left, comparison, right: Operand::Literal(literal) } = &condition.what else { return };
            let Some((kind, what)) = counted(left) else { return };
            let (lowest, highest) = match (kind, &literal.value) {
                (Type::Number, Literal::Number(number)) => (number.total_cmp(&0.0), None),
                (Type::Share, Literal::Share(share)) => {
                    (share.cmp(&Share::of(0, 1)), Some(share.cmp(&Share::of(1, 1))))
                }
                _ => return,
            };
            // `lowest` is how the written value stands to the least that can be, `highest` to the most.
            let always = match comparison.value {
                Comparison::AtLeast => lowest.is_le(),
                Comparison::More => lowest.is_lt(),
                Comparison::AtMost => highest.is_some_and(|highest| highest.is_ge()),
                Comparison::Less => highest.is_some_and(|highest| highest.is_gt()),
            };
            let never = match comparison.value {
                Comparison::Less => lowest.is_le(),
                Comparison::AtMost => lowest.is_lt(),
                Comparison::More => highest.is_some_and(|highest| highest.is_ge()),
                Comparison::AtLeast => highest.is_some_and(|highest| highest.is_gt()),
            };
            if !always && !never {
                return;
            }
            let word = if always { "always" } else { "never" };
            let bounds = if highest.is_some() { "is from 0% to 100%" } else { "is never below 0" };
            let message = format!("this is {word} true: {what} {bounds}");
            diagnostics.push(
                Diagnostic::new(&codes::DECIDED, condition.span, message, format!("{word} true"))
                    .help("write a value that some comments reach and others do not"),
            );
        });
    }
}

/// The type of a quantity that cannot be negative, with its name.
fn counted(operand: &Operand) -> Option<(Type, String)> {
    match operand {
        Operand::Count { .. } => Some((Type::Number, "a count".to_owned())),
        Operand::QuotesArticle(_) => Some((Type::Share, "`quotes(article)`".to_owned())),
        Operand::Path(path) => {
            let name = path.dotted();
            if matches!(name.as_str(), "reports" | "author.comments" | "thread.comments") {
                return Some((Type::Number, format!("`{name}`")));
            }
            if name == "relevance" {
                return Some((Type::Share, format!("`{name}`")));
            }
            let last = path.parts.last().filter(|last| path.parts.len() > 1 && is_measure(&last.value))?;
            Some((type_of_name(&last.value)?, format!("`{name}`")))
        }
        Operand::Literal(_) => None,
    }
}
