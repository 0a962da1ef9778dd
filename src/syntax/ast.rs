//! What a rule file says, as written: names are not looked up and types are not known.
//!
//! Chains of `and` and `or` are flat, so that the depth of a tree is the depth of its brackets.

use crate::comment::{Duration, Share, Time};
use crate::outcome::{Action, Score};
use crate::source::{FileId, Span, Spanned};
use crate::text::{Kind, Level};

/// A name, in snake case.
pub type Name = Spanned<String>;

/// A word, a phrase or any other text in quotes, with escapes undone.
pub type Quoted = Spanned<String>;

/// `name` or `pack.name`.
#[derive(Clone, Debug, PartialEq)]
pub struct QualifiedName {
    /// The pack, where it is written.
    pub pack: Option<Name>,
    /// The name.
    pub name: Name,
    /// All of it.
    pub span: Span,
}

/// A dotted name such as `author.age`, `body.caps` or `young`: a field, a view or a measure of one, or a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its parts, at least one.
    pub parts: Vec<Name>,
    /// All of it.
    pub span: Span,
}

impl Path {
    /// The parts joined with dots.
    pub fn dotted(&self) -> String {
        self.parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".")
    }
}

/// One rule file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Which file.
    pub id: FileId,
    /// What stands in it, in order; what could not be parsed is not here but in the diagnostics.
    pub items: Vec<Item>,
    /// The comments, in order.
    pub comments: Vec<Span>,
    /// The names that items define which could not be read, so that what refers to them is no error of its own.
    pub unread: Vec<Name>,
}

/// One thing that a rule file defines or asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `pack civility "Be civil"`.
    Pack(Pack),
    /// `use civility 1, links 1`.
    Use(Vec<Use>),
    /// `list insults { … }`.
    List(List),
    /// `sites trusted { … }`.
    Sites(Sites),
    /// `field subscriber: yes/no`.
    Field(FieldDeclaration),
    /// `setting young is 7 days`.
    Setting(Setting),
    /// `calibration "site.topic.json"`.
    Calibration(Quoted),
    /// `rule shouting { … }`.
    Rule(Rule),
    /// `adjust civility.insults { … }` or `adjust civility.young is 14 days`.
    Adjust(Adjust),
    /// `turn off links.shorteners, links.masked`.
    TurnOff(Vec<QualifiedName>),
    /// `policy { … }`.
    Policy(Policy),
}

/// `pack civility 2 replaces "Be civil"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its name.
    pub name: Name,
    /// Its major version; 1 where none is written.
    pub version: Option<Spanned<u32>>,
    /// Where it says that it takes the place of the shipped pack of that name.
    pub replaces: Option<Span>,
    /// Its title.
    pub title: Option<Quoted>,
    /// The whole item.
    pub span: Span,
}

/// One pack of a `use`.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The pack.
    pub pack: Name,
    /// Its major version.
    pub version: Spanned<u32>,
}

/// How much dressing up is seen through, as written on a list, an entry or a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seeing {
    /// `exactly`, `plainly`, `normally` or `disguised`.
    pub level: Option<Spanned<Level>>,
    /// `without (leet, misspelling)`.
    pub without: Vec<Spanned<Kind>>,
    /// `inside words`.
    pub inside_words: Option<Span>,
}

/// `list insults disguised from slurs, "lists/x.txt" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its name.
    pub name: Name,
    /// The level of its own entries and of the files it names.
    pub seeing: Seeing,
    /// What it includes.
    pub from: Vec<ListSource>,
    /// Its own entries.
    pub words: Words,
    /// The whole item.
    pub span: Span,
}

/// What a list includes.
#[derive(Clone, Debug, PartialEq)]
pub enum ListSource {
    /// Another list.
    List(QualifiedName),
    /// A file of words beside the rules.
    File(Quoted),
}

/// The entries of a list, of a list file or of what an `adjust` adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The words and phrases.
    pub entries: Vec<Entry>,
    /// The words and phrases inside which a hit does not count.
    pub except: Vec<Quoted>,
}

/// One word or phrase of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The text: stars at the end of a word stand for any letters, `\*` for a star.
    pub text: Quoted,
    /// Its own level.
    pub seeing: Seeing,
}

/// `sites trusted from other { nytimes.com, "gov.uk" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sites {
    /// Its name.
    pub name: Name,
    /// What it includes.
    pub from: Vec<ListSource>,
    /// The hosts.
    pub hosts: Vec<Quoted>,
    /// The whole item.
    pub span: Span,
}

/// `field subscriber: yes/no`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDeclaration {
    /// Its name, which may have dots.
    pub name: Path,
    /// The word for its type, as written.
    pub kind: Name,
    /// The whole item.
    pub span: Span,
}

/// `setting young is 7 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Spanned<Literal>,
    /// The whole item.
    pub span: Span,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `"text"`.
    Text(String),
    /// `3`, `-1` or `2.5`.
    Number(f64),
    /// `70%`.
    Share(Share),
    /// `5 minutes`.
    Duration(Duration),
    /// `2024-02-29`.
    Time(Time),
    /// `yes` or `no`.
    YesNo(bool),
}

/// `rule shouting "Mostly capitals" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Quoted>,
    /// The condition; every rule in a tree without errors has one.
    pub when: Condition,
    /// What it asks for.
    pub then: Then,
    /// What the author may be told.
    pub because: Option<Because>,
    /// `shadow`, `until` and `language`.
    pub life: Life,
    /// `flags` and `passes`.
    pub tests: Vec<Test>,
    /// `scene "…" { … }`.
    pub scenes: Vec<Scene>,
    /// The whole item.
    pub span: Span,
}

/// When and for whom a rule is alive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// `shadow`, or in an `adjust` also `not shadow`.
    pub shadow: Option<Spanned<bool>>,
    /// The last day, as the time at which that day begins.
    pub until: Option<Spanned<Time>>,
    /// The languages it is for; empty for all.
    pub languages: Vec<Name>,
}

/// `then hold, tag "flood", score 3`.
#[derive(Clone, Debug, PartialEq)]
pub struct Then {
    /// The actions, `tag` only through `tags`.
    pub actions: Vec<Spanned<Action>>,
    /// The tags.
    pub tags: Vec<Quoted>,
    /// The score.
    pub score: Option<Spanned<Score>>,
    /// All of it.
    pub span: Span,
}

/// `because "…"` or `because en "…" de "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// The texts; without a language there is one.
    pub texts: Vec<(Option<Name>, Quoted)>,
    /// All of it.
    pub span: Span,
}

/// `flags "…" with FIELD is VALUE, …`, or `passes`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Whether the rule must fire.
    pub flags: bool,
    /// The comment's body.
    pub body: Quoted,
    /// The other fields.
    pub with: Vec<(Path, Spanned<TestValue>)>,
    /// All of it.
    pub span: Span,
}

/// The value of a field in a test.
#[derive(Clone, Debug, PartialEq)]
pub enum TestValue {
    /// A literal.
    Literal(Literal),
    /// A bare word, such as a language.
    Word(String),
}

/// `scene "five are fine" { ana says "one" passes … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What it shows.
    pub title: Quoted,
    /// The comments in the order of time.
    pub comments: Vec<SceneComment>,
    /// All of it.
    pub span: Span,
}

/// `10 seconds later ana says "one" with …  flags`.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneComment {
    /// How long after the one before it.
    pub later: Option<Spanned<Duration>>,
    /// Who.
    pub author: Name,
    /// What, and whether the rule must fire on it.
    pub test: Test,
}

/// `adjust civility.insults { add … except … }`, `adjust civility.shouting { then … }` or `adjust civility.young is …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    /// The list, sites, rule or setting of the other pack.
    pub target: QualifiedName,
    /// What is written in the braces, whatever the target is.
    pub change: Change,
    /// The whole item.
    pub span: Span,
}

/// What an `adjust` says; which of it fits depends on the target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// `is VALUE`, for a setting.
    pub value: Option<Spanned<Literal>>,
    /// `add …`, for a list or for sites.
    pub add: Vec<Entry>,
    /// `except …`, for a list.
    pub except: Vec<Quoted>,
    /// `then …`, for a rule.
    pub then: Option<Then>,
    /// `because …`, for a rule.
    pub because: Option<Because>,
    /// `shadow`, `until …`, `language …`, for a rule.
    pub life: Life,
}

/// `policy { when score >= 8 then remove … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its lines.
    pub lines: Vec<PolicyLine>,
    /// The whole item.
    pub span: Span,
}

/// `when score >= 8 then remove`.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyLine {
    /// How the summed score is compared.
    pub comparison: Spanned<Comparison>,
    /// With what.
    pub score: Spanned<Score>,
    /// What it asks for.
    pub then: Then,
    /// All of it.
    pub span: Span,
}

/// How two quantities are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The sign as written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }

    /// Whether it holds for two things that stand in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::More => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        }
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What it says.
    pub what: What,
    /// Where.
    pub span: Span,
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// `A and B and …`, two or more; none where there is no condition that could be read, which is an error.
    All(Vec<Condition>),
    /// `A or B or …`, two or more.
    Any(Vec<Condition>),
    /// `not A`.
    Not(Box<Condition>),
    /// `2 of (A, B, …)`.
    AtLeast(Spanned<u32>, Vec<Condition>),
    /// `subscriber`: a yes/no field.
    Holds(Path),
    /// `body.caps > 70%`.
    Compare {
        /// The left side.
        left: Operand,
        /// The sign.
        comparison: Spanned<Comparison>,
        /// The right side.
        right: Operand,
    },
    /// `author.role is "editor"`, `is not`, `is any of (…)`, `is not any of (…)`.
    Is {
        /// The left side.
        left: Operand,
        /// Whether `not` was written.
        negated: bool,
        /// The values, one of which it must be.
        values: Vec<Operand>,
    },
    /// `body has insults …`, `body has no insults …`.
    Has {
        /// Where it looks.
        text: Path,
        /// Whether `no` was written.
        negated: bool,
        /// For what.
        pattern: Box<Pattern>,
    },
    /// `body disguises insults`.
    Disguises {
        /// Where it looks.
        text: Path,
        /// For what.
        pattern: Box<Pattern>,
    },
    /// `body matches /…/i`.
    Matches {
        /// Where it looks.
        text: Path,
        /// The expression between the slashes, `\/` undone.
        regex: Spanned<String>,
        /// The letters behind it.
        flags: Spanned<String>,
    },
    /// `title starts with "Re:"`, `ends with`.
    Edge {
        /// Where it looks.
        text: Path,
        /// The end at which it looks.
        edge: Edge,
        /// What may stand there.
        values: Vec<Quoted>,
    },
    /// `body links to trusted`, `body links outside trusted`.
    Links {
        /// Where it looks.
        text: Path,
        /// Whether a link outside is asked for.
        outside: bool,
        /// The sites.
        sites: Vec<SiteRef>,
    },
    /// `edited more than 5 minutes after posted`.
    Gap {
        /// The time on the left.
        left: Path,
        /// `more than`, or else `less than`.
        more: bool,
        /// How much.
        by: Operand,
        /// `after`, or else `before`.
        after: bool,
        /// The time on the right.
        right: Path,
    },
    /// `known(author.age)`.
    Known(Path),
    /// `fired(civility.shouting)`, `fired(civility.*)`.
    Fired {
        /// The pack, where one is written.
        pack: Option<Name>,
        /// The rule; `None` for `*`.
        rule: Option<Name>,
    },
    /// `topic is off`.
    Topic(Spanned<Relevance>),
    /// `author posted more than 5 comments within 1 minute`.
    Posted {
        /// More than how many.
        more_than: Operand,
        /// Within which time.
        within: Operand,
    },
    /// `author posted same text 3 times within 1 hour`, `anyone posted …`.
    Repeated {
        /// `anyone`, or else `author`.
        anyone: bool,
        /// At least how often.
        times: Operand,
        /// Within which time.
        within: Operand,
    },
    /// `author had 3 held within 7 days`.
    Had {
        /// At least how many.
        times: Operand,
        /// What became of them.
        action: Spanned<Action>,
        /// Within which time.
        within: Operand,
    },
    /// `author.first_comment`.
    FirstComment,
}

/// Which end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// `starts with`
    Start,
    /// `ends with`
    End,
}

/// The three answers of the topic test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relevance {
    /// `topic is on`
    On,
    /// `topic is off`
    Off,
    /// `topic is unclear`
    Unclear,
}

/// A list of sites or one host.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteRef {
    /// A `sites` list.
    Sites(QualifiedName),
    /// A host in quotes.
    Host(Quoted),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A literal.
    Literal(Spanned<Literal>),
    /// A field, a measure, a setting, `relevance` or a language.
    Path(Path),
    /// `count(body has insults)`.
    Count {
        /// Where it looks.
        text: Path,
        /// For what.
        pattern: Box<Pattern>,
        /// All of it.
        span: Span,
    },
    /// `quotes(article)`.
    QuotesArticle(Span),
}

impl Operand {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Operand::Literal(literal) => literal.span,
            Operand::Path(path) => path.span,
            Operand::Count { span, .. } | Operand::QuotesArticle(span) => *span,
        }
    }
}

/// What `has` and `disguises` look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The words and how many of them.
    pub wanted: Wanted,
    /// `inside words`, `without (…)`, and the level, which wins over those of lists and entries.
    pub seeing: Seeing,
    /// `except (…)`: phrases and lists inside which a hit does not count.
    pub except: Vec<Member>,
    /// `near B within 4 words`.
    pub near: Option<Near>,
    /// `unless after C within 3 words`, any number of times.
    pub unless: Vec<Near>,
    /// All of it.
    pub span: Span,
}

/// Words, and how many of them are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// How many of the members; one for a single word or list.
    pub how_many: HowMany,
    /// The members, at least one.
    pub members: Vec<Member>,
    /// All of it.
    pub span: Span,
}

/// How many members must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum HowMany {
    /// One, or `any of (…)`.
    Any,
    /// `all of (…)`.
    All,
    /// `2 of (…)`.
    AtLeast(Spanned<u32>),
}

/// A phrase or a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    /// A word or phrase in quotes, perhaps with its own level.
    Phrase(Entry),
    /// A list.
    List(QualifiedName),
}

/// `near B within 4 words`.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// On which side.
    pub side: Spanned<Side>,
    /// Of what.
    pub of: Wanted,
    /// The level of what is named here.
    pub seeing: Seeing,
    /// How far.
    pub reach: Spanned<Reach>,
    /// All of it.
    pub span: Span,
}

/// On which side of the other words a hit must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// `near`: either side.
    Near,
    /// `before`: the hit stands before the other words.
    Before,
    /// `after`: the hit stands after the other words.
    After,
}

/// How far two hits may be apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// `within 4 words`: their positions differ by at most this.
    Words(u32),
    /// `in the same sentence`.
    Sentence,
}
