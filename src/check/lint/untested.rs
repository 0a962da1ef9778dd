//! A rule that has neither test nor scene.

use super::Found;
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (_, rule, _) in found.own_rules() {
        if !rule.node.tests.is_empty() || !rule.node.scenes.is_empty() {
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
