//! What becomes of a comment and why: plain data, the same in every report.

use serde::Serialize;

use crate::check::RuleId;
use crate::outcome::{Action, Score};
use crate::text::KindSet;

/// The judgement of one comment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The version of this format.
    pub schema: u32,
    /// The comment's id, where it has one.
    pub id: Option<String>,
    /// The greatest action of all rules that fired and all policy lines that hold.
    pub action: Action,
    /// The sum of the scores of the rules that fired.
    pub score: Score,
    /// All tags, sorted, each once.
    pub tags: Vec<String>,
    /// The rules and policy lines that asked for `action`; empty where it is none.
    pub decided_by: Vec<String>,
    /// The rules that fired, shadow rules among them, in the order of their names.
    pub rules: Vec<RuleVerdict>,
    /// The fields for want of which rules could not decide, sorted, each once.
    pub unknown: Vec<String>,
    /// The rules that could not decide, in order.
    #[serde(skip)]
    pub undecided: Vec<Undecided>,
}

/// A rule that could not decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The rule.
    pub rule: RuleId,
    /// The fields for want of which it could not, sorted, each once; `topic` and `history` among them.
    pub missing: Vec<String>,
}

impl Verdict {
    /// The version of the format.
    pub const SCHEMA: u32 = 1;
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleVerdict {
    /// Its place in the rule set.
    #[serde(skip)]
    pub id: RuleId,
    /// Its full name.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// What it asks for.
    pub action: Action,
    /// Its score.
    pub score: Score,
    /// Whether it is only watched: then it adds no score, no tag and no action to the verdict.
    pub shadow: bool,
    /// What the author may be told, in the first language written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// On which words, in the order of fields and bytes.
    pub spans: Vec<SpanFound>,
    /// Whether there are more than are listed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more_spans: bool,
}

/// Words on which a rule fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanFound {
    /// The field, without view.
    pub field: String,
    /// The first byte in the original UTF-8 field.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The bytes between, as written.
    pub text: String,
    /// The listed word it was recognised as, or the host of a link; `None` for a regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub means: Option<String>,
    /// How it was dressed up.
    pub how: KindSet,
}
