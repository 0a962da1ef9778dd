//! The plain interpreter.

use super::Verdict;
use crate::check::CheckedRules;
use crate::comment::{Comment, FieldId, Time};
use crate::outcome::{Action, Score};

/// Judges a comment.
pub fn judge(_rules: &CheckedRules, comment: &Comment, _now: Option<Time>) -> Verdict {
    Verdict {
        schema: Verdict::SCHEMA,
        id: comment.text(FieldId::ID).map(str::to_owned),
        action: Action::None,
        score: Score::default(),
        tags: Vec::new(),
        decided_by: Vec::new(),
        rules: Vec::new(),
        unknown: Vec::new(),
        undecided: Vec::new(),
    }
}
