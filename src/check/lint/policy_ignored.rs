//! The policy of a used pack, which does not count.

use super::Found;
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    for (span, pack) in &found.policy.ignored {
        let message = format!("the policy of the pack `{pack}` does not count here");
        diagnostics.push(
            Diagnostic::new(&codes::POLICY_IGNORED, *span, message, "has a policy of its own")
                .help("write a policy of your own, if you want one")
                .note(
                    "a rule set has one policy, and a pack that is used must not decide what becomes of your comments",
                ),
        );
    }
}
