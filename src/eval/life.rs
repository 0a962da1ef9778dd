//! Whether a rule counts for a comment: its `until` and its languages.

use super::facts::Facts;
use crate::check::Rule;
use crate::comment::{FieldId, Time};

/// With what `until` is compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ends {
    /// With the time posted, else with this one; without either no rule is past its end.
    Compared(Option<Time>),
    /// With nothing: no rule ever ends.
    Ignored,
}

/// Whether a rule counts: it is not past its end, and the author's own words are not known to be in a language that it
/// is not for.
pub(super) fn counts(rule: &Rule, facts: &Facts<'_>, ends: Ends) -> bool {
    let time = match ends {
        Ends::Compared(now) => facts.time(FieldId::POSTED).or(now),
        Ends::Ignored => None,
    };
    let past = rule.ends.is_some_and(|ends| time.is_some_and(|time| time >= ends));
    let foreign = !rule.languages.is_empty() && facts.language().is_some_and(|known| !rule.languages.contains(&known));
    !past && !foreign
}
