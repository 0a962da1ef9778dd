//! What may become of a comment: the actions in their order of severity, and the score that rules add up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a rule or a policy asks for; the greatest of all that hold is the verdict.
///
/// The order is the language's: `none < tag < warn < hold < approve < remove < ban`, so that an `approve` rule
/// overrules a hold but never a removal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Nothing: the comment is published as any other.
    #[default]
    None,
    /// The comment is published and carries a tag.
    Tag,
    /// The author is asked to reconsider before it is published.
    Warn,
    /// The comment waits for a moderator.
    Hold,
    /// The comment is published whatever asked to hold it.
    Approve,
    /// The comment is not published.
    Remove,
    /// The comment is not published and its author is banned.
    Ban,
}

impl Action {
    /// Every action, from the mildest to the severest.
    pub const ALL: [Action; 7] =
        [Action::None, Action::Tag, Action::Warn, Action::Hold, Action::Approve, Action::Remove, Action::Ban];

    /// The word that stands for it in rules and reports.
    pub fn word(self) -> &'static str {
        match self {
            Action::None => "none",
            Action::Tag => "tag",
            Action::Warn => "warn",
            Action::Hold => "hold",
            Action::Approve => "approve",
            Action::Remove => "remove",
            Action::Ban => "ban",
        }
    }

    /// The action that `word` names, or `None`.
    pub fn from_word(word: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.word() == word)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A score in hundredths of a point.
///
/// Fixed point, so that a sum does not depend on the order in which rules are added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub i64);

impl Score {
    /// The sum, at the largest or smallest score where it would pass it.
    pub fn plus(self, other: Score) -> Score {
        Score(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let points = self.0.unsigned_abs() / 100;
        match self.0.unsigned_abs() % 100 {
            0 => write!(f, "{sign}{points}"),
            tenths if tenths % 10 == 0 => write!(f, "{sign}{points}.{}", tenths / 10),
            hundredths => write!(f, "{sign}{points}.{hundredths:02}"),
        }
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}
