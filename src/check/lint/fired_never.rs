//! `fired(…)` of a rule that never counts: only watched, turned off, or gone before the rule that asks.

use super::{Found, each_condition};
use crate::check::names::{Sort, Thing};
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::What;

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (_, rule, fate) in found.own_rules() {
        each_condition(&rule.node.when, false, &mut |condition, _| {
            let What::Fired { pack, rule: Some(name) } = &condition.what else { return };
            let scope = match pack {
                Some(pack) => found.definitions.pack(&pack.value),
                None => Some(rule.pack),
            };
            let rule = scope.and_then(|pack| found.definitions.look_up(pack, &name.value, Sort::Rule));
            let Some(at) = rule else { return };
            let (asked, full) = (found.fates[at], found.definitions.full_name(Thing { sort: Sort::Rule, at }));
            let (message, help) = if asked.id.is_none() {
                (
                    format!("`{full}` is turned off, so this is never true"),
                    "take this condition out, or do not turn the rule off",
                )
            } else if asked.shadow && !fate.shadow {
                (
                    format!("`{full}` is only watched (`shadow`), so this is never true"),
                    "take `shadow` out of that rule, or write it into this one too",
                )
            } else {
                let Some(until) = asked.until.filter(|until| fate.until.is_none_or(|own| own > *until)) else { return };
                (
                    format!("`{full}` ends after {until}, and from then on this is never true"),
                    "let this rule end with it, or ask for something that lasts",
                )
            };
            let defined = found.definitions.span(Thing { sort: Sort::Rule, at });
            diagnostics.push(
                Diagnostic::new(&codes::FIRED_NEVER, condition.span, message, "never true")
                    .label(defined, "the rule that it asks for")
                    .help(help),
            );
        });
    }
}
