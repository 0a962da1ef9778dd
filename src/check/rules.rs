//! Rules that are known to make sense. Nothing in here is unresolved: names are places in tables and types agree.

use std::sync::Arc;

use crate::comment::{Duration, FieldId, Schema, Time, Value};
use crate::outcome::{Action, Score};
use crate::source::Span;
use crate::syntax::ast::{Comparison, Edge, Reach, Relevance, Side};
use crate::text::{Measure, View, WordPattern};

/// A rule's place in [`CheckedRules::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// A pattern's place in [`CheckedRules::patterns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);

/// A word set's place in [`CheckedRules::word_sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordSetId(pub u32);

/// A regular expression's place in [`CheckedRules::regexes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegexId(pub u32);

/// A rule set that can be judged by: the input of the reference interpreter and of the plan.
#[derive(Clone, Debug)]
pub struct CheckedRules {
    /// The fields a comment can have.
    pub schema: Schema,
    /// The rules in the order of their full names, so that the order of files and definitions never shows.
    /// Rules that are turned off are not here.
    pub rules: Vec<Rule>,
    /// The policy's lines.
    pub policy: Vec<PolicyLine>,
    /// Every word and phrase of every rule, each with its effective level, no two alike.
    pub patterns: Vec<WordPattern>,
    /// Lists and single phrases as conditions use them.
    pub word_sets: Vec<WordSet>,
    /// Every regular expression, no two alike.
    pub regexes: Vec<regex::Regex>,
    /// What distinguishes these rules from others: 16 hexadecimal digits over everything above.
    pub fingerprint: String,
}

/// A rule's full name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName {
    /// Its pack; `None` for the rules of files without one.
    pub pack: Option<String>,
    /// Its name.
    pub name: String,
}

impl std::fmt::Display for RuleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.pack {
            Some(pack) => write!(f, "{pack}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// Its title; empty where it has none.
    pub title: String,
    /// When it fires.
    pub when: Condition,
    /// What it asks for.
    pub then: Then,
    /// What the author may be told: the texts with their languages, `None` for one without.
    pub because: Vec<(Option<String>, String)>,
    /// Whether it is only watched.
    pub shadow: bool,
    /// The first moment at which it no longer counts.
    pub ends: Option<Time>,
    /// The languages it is for; empty for all.
    pub languages: Vec<String>,
    /// Its tests.
    pub tests: Vec<Test>,
    /// Its scenes.
    pub scenes: Vec<Scene>,
    /// Where its name stands.
    pub span: Span,
}

/// What a rule or a policy line asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// The severest action; `Tag` where there are only tags, `None` where there is only a score.
    pub action: Action,
    /// The tags, sorted, each once.
    pub tags: Vec<String>,
    /// The score.
    pub score: Score,
}

/// A line of the policy.
#[derive(Clone, Debug)]
pub struct PolicyLine {
    /// How the summed score is compared.
    pub comparison: Comparison,
    /// With what.
    pub score: Score,
    /// What it asks for.
    pub then: Then,
}

/// A test of a rule: a comment and whether the rule fires on it.
#[derive(Clone, Debug)]
pub struct Test {
    /// Whether the rule must fire.
    pub flags: bool,
    /// The comment.
    pub comment: crate::comment::Comment,
    /// Where it stands.
    pub span: Span,
}

/// Comments in the order of time, and what becomes of each.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What it shows.
    pub title: String,
    /// The comments, with author and time set.
    pub comments: Vec<Test>,
    /// Where it stands.
    pub span: Span,
}

/// A view of a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRef {
    /// The field.
    pub field: FieldId,
    /// Which part of it.
    pub view: View,
}

/// A condition of three-valued logic.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All of them, two or more.
    All(Vec<Condition>),
    /// Any of them, two or more.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// At least so many of them.
    AtLeast(u32, Vec<Condition>),
    /// A yes/no field that says yes.
    Holds(FieldId),
    /// Two quantities of one type, number, share, duration or time.
    Compare(Quantity, Comparison, Quantity),
    /// Two quantities of one type, text compared plainly. One of the values on the right is enough.
    Is(Quantity, Vec<Quantity>),
    /// Words in a text.
    Has(Search),
    /// Disguised words in a text.
    Disguises(Search),
    /// A regular expression in a text.
    Matches(TextRef, RegexId),
    /// A text that begins or ends with one of these, compared plainly.
    Edge(TextRef, Edge, Vec<String>),
    /// A link to one of these hosts or to what is below them.
    LinksTo(TextRef, Arc<[String]>),
    /// A link to none of these hosts nor to what is below them.
    LinksOutside(TextRef, Arc<[String]>),
    /// `left` is more (or less) than `by` after (or before) `right`.
    Gap {
        /// The time on the left.
        left: FieldId,
        /// More than, or else less than.
        more: bool,
        /// How much.
        by: Duration,
        /// After, or else before.
        after: bool,
        /// The time on the right.
        right: FieldId,
    },
    /// The field is there (for a measure: its text is there; for `relevance` and the topic: they are known).
    Known(Quantity),
    /// One of these rules fired; each stands before none that asks for it, so there is no circle. Empty: never.
    Fired(Vec<RuleId>),
    /// What the topic test answers.
    Topic(Relevance),
    /// Something about what happened before.
    History(History),
}

/// A question about what happened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum History {
    /// The author posted more than so many comments within the time.
    Posted(u32, Duration),
    /// The author posted the same text at least so often within the time.
    AuthorRepeated(u32, Duration),
    /// Anyone posted the same text at least so often within the time.
    AnyoneRepeated(u32, Duration),
    /// So many comments of the author met this action within the time.
    Had(u32, Action, Duration),
    /// It is the author's first comment.
    FirstComment,
}

/// Something of a comment that has a value, or a value.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// A value that stands in the rules.
    Constant(Value),
    /// A field.
    Field(FieldId),
    /// A measure of a text.
    Measure(TextRef, Measure),
    /// How many hits, each place once.
    Count(Box<Search>),
    /// How much the comment has to do with its article, a share.
    Relevance,
    /// The share of the comment taken from the article.
    QuotesArticle,
}

/// A list or a phrase as a condition uses it: patterns in groups that share their exceptions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordSet {
    /// The list's full name, or the phrase as written.
    pub name: String,
    /// Its groups.
    pub groups: Vec<WordGroup>,
}

/// Patterns that share their exceptions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordGroup {
    /// The patterns, sorted, each once.
    pub patterns: Vec<PatternId>,
    /// Patterns at level `plainly`: a hit that lies wholly inside one of theirs does not count.
    pub except: Vec<PatternId>,
}

/// Words to look for in a text.
#[derive(Clone, Debug)]
pub struct Search {
    /// Where.
    pub text: TextRef,
    /// What; each is one member of `any of`, `all of` or `N of`.
    pub members: Vec<WordSetId>,
    /// How many members must have a hit left: 1 for any, all for all.
    pub at_least: u32,
    /// A hit of a member that lies wholly inside a hit of one of these does not count.
    pub except: Vec<WordSetId>,
    /// What must stand near a hit for it to count.
    pub near: Option<Near>,
    /// What must not stand near a hit for it to count.
    pub unless: Vec<Near>,
}

/// Words near other words.
#[derive(Clone, Debug)]
pub struct Near {
    /// On which side of these words the hit stands.
    pub side: Side,
    /// The words.
    pub members: Vec<WordSetId>,
    /// How many of them must be near.
    pub at_least: u32,
    /// How far.
    pub reach: Reach,
}
