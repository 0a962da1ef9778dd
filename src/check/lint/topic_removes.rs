//! A rule that removes or bans where the topic test says `off`, which is a guess that a person must look at.

use super::{Found, each_condition};
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::outcome::Action;
use crate::syntax::ast::{Relevance, What};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (_, rule, fate) in found.own_rules() {
        let severe = fate.then.actions.iter().find(|action| action.value >= Action::Remove);
        let Some(severe) = severe else { continue };
        each_condition(&rule.node.when, false, &mut |condition, below_not| {
            let What::Topic(answer) = &condition.what else { return };
            let off = matches!((answer.value, below_not), (Relevance::Off, false) | (Relevance::On, true));
            if off {
                let message = format!("a comment that seems to be off the topic would meet `{}` unseen", severe.value);
                diagnostics.push(
                    Diagnostic::new(&codes::TOPIC_REMOVES, condition.span, message, "a guess")
                        .label(severe.span, "no way back")
                        .help("write `then hold`, so that a moderator looks at it"),
                );
            }
        });
    }
}
