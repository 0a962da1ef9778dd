//! A rule that has neither test nor scene, though a comment by itself could show what it does.

use super::{Found, each_condition};
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::{Condition, Operand, What};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (_, rule, _) in found.own_rules() {
        if !rule.node.tests.is_empty() || !rule.node.scenes.is_empty() || needs_more_than_a_comment(&rule.node.when) {
            continue;
        }
        let name = &rule.node.name;
        let message = format!("the rule `{}` has no test", name.value);
        diagnostics.push(
            Diagnostic::new(&codes::UNTESTED, name.span, message, "nothing shows what it does").help(
                "add a comment that it must find (`flags \"…\"`) and one that it must leave alone (`passes \"…\"`)",
            ),
        );
    }
}

/// Whether a condition asks for the article or for what happened before, so that a comment by itself leaves it open.
fn needs_more_than_a_comment(when: &Condition) -> bool {
    let is_relevance = |operand: &Operand| match operand {
        Operand::QuotesArticle(_) => true,
        Operand::Path(path) => path.dotted() == "relevance",
        Operand::Literal(_) | Operand::Count { .. } => false,
    };
    let mut needs = false;
    each_condition(when, false, &mut |condition, _| {
        needs |= match &condition.what {
            What::Topic(_) | What::Posted { .. } | What::Repeated { .. } | What::Had { .. } | What::FirstComment => {
                true
            }
            What::Compare { left, right, .. } => is_relevance(left) || is_relevance(right),
            _ => false,
        };
    });
    needs
}
