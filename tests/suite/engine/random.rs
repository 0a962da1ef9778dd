//! Random rules and comments of the same few words, so that they often meet.

use std::sync::{Arc, LazyLock};

use comity::check::{
    CheckedRules, Condition, History, Near, PatternId, PolicyLine, Quantity, RegexId, Rule, RuleId, RuleName, Search,
    TextRef, Then, WordGroup, WordSet, WordSetId,
};
use comity::comment::{Comment, Duration, FieldId, Schema, Share, Time, Type, Value};
use comity::outcome::{Action, Score};
use comity::source::{FileId, Span};
use comity::syntax::ast::{Comparison, Edge, Reach, Relevance, Side};
use comity::text::{KindSet, Level, Measure, Phrase, View, WordPattern};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const PHRASES: [&str; 18] = [
    "idiot",
    "moron",
    "you",
    "you are",
    "not",
    "dumb*",
    "*phobe",
    "*urd*",
    "waste of space",
    "US",
    "🤡",
    "c++",
    "ur",
    "never ever",
    "idiot proof",
    "a",
    "useful idiot",
    "éclair",
];

/// Pieces of comments: the words above as they are, dressed up and inside others, and what parts words.
const PIECES: [&str; 56] = [
    "idiot",
    "IDIOT",
    "idiots",
    "1d10t",
    "i d i o t",
    "i.d.i.o.t",
    "idiooot",
    "idíot",
    "іdiot",
    "id\u{200b}iot",
    "moron",
    "m0r0n",
    "MORONS",
    "oxymoron",
    "you",
    "You",
    "you're",
    "ur",
    "are",
    "u",
    "not",
    "never",
    "ever",
    "dumb",
    "dumber",
    "dumbbell",
    "xenophobe",
    "absurdly",
    "waste of space",
    "waste  of\nspace",
    "us",
    "US",
    "🤡",
    "C++",
    "c++",
    "proof",
    "useful",
    "a",
    "eclair",
    "ÉCLAIR",
    "hello",
    "class",
    "123",
    "5",
    "!!!",
    "?",
    "youidiot",
    "idi0t",
    "http://example.com/x",
    "[here](https://evil.org/you)",
    "news.example.com",
    "`idiot`",
    "\n> you idiot\n",
    "\n\n",
    ". ",
    "@moron",
];

const HOSTS: [&str; 4] = ["example.com", "evil.org", "org", "news.example.com"];

const REGEXES: [&str; 8] = [r"\bidiot\b", r"(?i)mor+on", r"x*", r"^\s*you", r"\d{3}", r"!!+", r".", r"(?s)you.*idiot"];

/// The standard fields and one yes/no, one language and one share of the site's own.
static SCHEMA: LazyLock<(Schema, [FieldId; 3])> = LazyLock::new(|| {
    let mut schema = Schema::standard();
    let subscriber = schema.declare("subscriber", Type::YesNo).unwrap();
    let language = schema.declare("tongue", Type::Language).unwrap();
    let toxicity = schema.declare("toxicity", Type::Share).unwrap();
    (schema, [subscriber, language, toxicity])
});

static COMPILED: LazyLock<Vec<regex::Regex>> =
    LazyLock::new(|| REGEXES.iter().map(|regex| regex::Regex::new(regex).unwrap()).collect());

const SETS: u32 = 6;
const RULES: u32 = 8;

fn text() -> impl Strategy<Value = TextRef> {
    let field = prop_oneof![6 => Just(FieldId::BODY), 2 => Just(FieldId::TITLE), 1 => Just(FieldId::PARENT_BODY)];
    let view = prop_oneof![4 => Just(View::Own), 1 => Just(View::All), 1 => Just(View::Quoted)];
    (field, view).prop_map(|(field, view)| TextRef { field, view })
}

fn sets(range: std::ops::Range<usize>) -> impl Strategy<Value = Vec<WordSetId>> {
    vec((0..SETS).prop_map(WordSetId), range)
}

fn near() -> impl Strategy<Value = Near> {
    let side = select(vec![Side::Near, Side::Before, Side::After]);
    let reach = prop_oneof![3 => (0..4_u32).prop_map(Reach::Words), 1 => Just(Reach::Sentence)];
    (side, sets(1..3), 1..3_u32, reach).prop_map(|(side, members, at_least, reach)| {
        let at_least = at_least.min(members.len() as u32);
        Near { side, members, at_least, reach }
    })
}

fn search() -> impl Strategy<Value = Search> {
    (text(), sets(1..4), 1..4_u32, sets(0..2), option::weighted(0.4, near()), vec(near(), 0..2)).prop_map(
        |(text, members, at_least, except, near, unless)| {
            let at_least = at_least.min(members.len() as u32);
            Search { text, members, at_least, except, near, unless }
        },
    )
}

fn comparison() -> impl Strategy<Value = Comparison> {
    select(vec![Comparison::Less, Comparison::AtMost, Comparison::More, Comparison::AtLeast])
}

fn number() -> impl Strategy<Value = Quantity> {
    let measure =
        select(vec![Measure::Words, Measure::Length, Measure::Exclamations, Measure::Repeats, Measure::Links]);
    prop_oneof![
        (0..5).prop_map(|number| Quantity::Constant(Value::Number(f64::from(number)))),
        select(vec![FieldId::REPORTS, FieldId::VOTES, FieldId::AUTHOR_KARMA]).prop_map(Quantity::Field),
        (text(), measure).prop_map(|(text, measure)| Quantity::Measure(text, measure)),
        search().prop_map(|search| Quantity::Count(Box::new(search))),
    ]
}

/// Two or three quantities of one type.
fn alike() -> impl Strategy<Value = (Quantity, Vec<Quantity>)> {
    let share = || {
        prop_oneof![
            (0..3_u64).prop_map(|part| Quantity::Constant(Value::Share(Share::of(part, 2)))),
            Just(Quantity::Field(SCHEMA.1[2])),
            text().prop_map(|text| Quantity::Measure(text, Measure::Caps)),
            Just(Quantity::Relevance),
            Just(Quantity::QuotesArticle),
        ]
    };
    let duration = || {
        prop_oneof![
            (0..4_i64).prop_map(|days| Quantity::Constant(Value::Duration(Duration(days * 86_400_000)))),
            Just(Quantity::Field(FieldId::AUTHOR_AGE)),
        ]
    };
    let time = || {
        prop_oneof![
            (0..4_i64).prop_map(|days| Quantity::Constant(Value::Time(Time(days * 86_400_000)))),
            select(vec![FieldId::POSTED, FieldId::EDITED, FieldId::AUTHOR_JOINED]).prop_map(Quantity::Field),
        ]
    };
    prop_oneof![
        3 => (number(), vec(number(), 1..3)),
        1 => (share(), vec(share(), 1..3)),
        1 => (duration(), vec(duration(), 1..3)),
        1 => (time(), vec(time(), 1..3)),
    ]
}

fn worded() -> impl Strategy<Value = (Quantity, Vec<Quantity>)> {
    let text = || {
        prop_oneof![
            select(vec!["editor", "Reader", ""]).prop_map(|text| Quantity::Constant(Value::Text(text.to_owned()))),
            Just(Quantity::Field(FieldId::AUTHOR_ROLE)),
            Just(Quantity::Field(FieldId::SITE)),
        ]
    };
    let language = || {
        prop_oneof![
            select(vec!["en", "de"]).prop_map(|code| Quantity::Constant(Value::Language(code.to_owned()))),
            Just(Quantity::Field(SCHEMA.1[1])),
            self::text().prop_map(|text| Quantity::Measure(text, Measure::Language)),
        ]
    };
    prop_oneof![(text(), vec(text(), 1..3)), (language(), vec(language(), 1..3))]
}

fn test() -> impl Strategy<Value = Condition> {
    let hosts = || vec(select(HOSTS.map(str::to_owned).to_vec()), 1..3).prop_map(Arc::<[String]>::from);
    let times = || select(vec![FieldId::POSTED, FieldId::EDITED, FieldId::AUTHOR_JOINED]);
    let edges = || vec(select(PIECES.map(str::to_owned).to_vec()), 1..3);
    let gap =
        (times(), any::<bool>(), 0..3_i64, any::<bool>(), times()).prop_map(|(left, more, days, after, right)| {
            Condition::Gap { left, more, by: Duration(days * 86_400_000), after, right }
        });
    prop_oneof![
        12 => search().prop_map(Condition::Has),
        2 => search().prop_map(Condition::Disguises),
        2 => Just(Condition::Holds(SCHEMA.1[0])),
        4 => (alike(), comparison())
            .prop_map(|((left, right), comparison)| Condition::Compare(left, comparison, right[0].clone())),
        2 => alike().prop_map(|(left, values)| Condition::Is(left, values)),
        2 => worded().prop_map(|(left, values)| Condition::Is(left, values)),
        2 => (text(), 0..REGEXES.len() as u32).prop_map(|(text, regex)| Condition::Matches(text, RegexId(regex))),
        1 => (text(), select(vec![Edge::Start, Edge::End]), edges())
            .prop_map(|(text, edge, values)| Condition::Edge(text, edge, values)),
        1 => (text(), hosts()).prop_map(|(text, hosts)| Condition::LinksTo(text, hosts)),
        1 => (text(), hosts()).prop_map(|(text, hosts)| Condition::LinksOutside(text, hosts)),
        1 => gap,
        2 => prop_oneof![alike(), worded()].prop_map(|(quantity, _)| Condition::Known(quantity)),
        3 => vec((0..RULES).prop_map(RuleId), 0..4).prop_map(Condition::Fired),
        1 => select(vec![Relevance::On, Relevance::Off]).prop_map(Condition::Topic),
        1 => Just(Condition::History(History::FirstComment)),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    test().prop_recursive(3, 12, 4, |part| {
        prop_oneof![
            vec(part.clone(), 2..4).prop_map(Condition::All),
            vec(part.clone(), 2..4).prop_map(Condition::Any),
            (1..4_u32, vec(part.clone(), 2..5)).prop_map(|(wanted, parts)| Condition::AtLeast(wanted, parts)),
            part.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn then() -> impl Strategy<Value = Then> {
    let action = select(Action::ALL.to_vec());
    let tags = vec(select(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]), 0..3);
    (action, tags, -2..5_i64).prop_map(|(action, mut tags, points)| {
        tags.sort();
        tags.dedup();
        let action = if tags.is_empty() { action } else { action.max(Action::Tag) };
        Then { action, tags, score: Score(points * 50) }
    })
}

fn nowhere() -> Span {
    Span { file: FileId(0), start: 0, end: 0 }
}

/// The place of the expression that matches any character.
pub const ANY_CHARACTER: RegexId = RegexId(6);

/// A condition on the first of the phrases.
pub fn has_first_phrase(text: TextRef) -> Condition {
    let members = vec![WordSetId(0)];
    Condition::Has(Search { text, members, at_least: 1, except: vec![], near: None, unless: vec![] })
}

/// A rule set without rules, whose first list is the first of the phrases.
pub fn no_rules() -> CheckedRules {
    let groups = vec![WordGroup { patterns: vec![PatternId(0)], except: vec![] }];
    CheckedRules {
        schema: SCHEMA.0.clone(),
        rules: vec![],
        policy: vec![],
        patterns: vec![pattern(PHRASES[0], Level::Normally, false)],
        word_sets: vec![WordSet { name: PHRASES[0].to_owned(), groups }],
        regexes: COMPILED.clone(),
        fingerprint: String::new(),
    }
}

/// A rule that holds the comment.
pub fn plain_rule(when: Condition) -> Rule {
    Rule {
        name: RuleName { pack: None, name: String::new() },
        title: String::new(),
        when,
        then: Then { action: Action::Hold, tags: vec![], score: Score(0) },
        because: vec![],
        shadow: false,
        ends: None,
        languages: vec![],
        tests: vec![],
        scenes: vec![],
        span: nowhere(),
    }
}

fn pattern(written: &str, level: Level, inside_words: bool) -> WordPattern {
    WordPattern { phrase: Phrase::parse(written).unwrap(), level, without: KindSet::EMPTY, inside_words }
}

pub fn rule() -> impl Strategy<Value = Rule> {
    let ends = option::weighted(0.2, (0..4_i64).prop_map(|day| Time(day * 86_400_000)));
    let languages = prop_oneof![8 => Just(vec![]), 1 => Just(vec!["en".to_owned()]), 1 => Just(vec!["de".to_owned()])];
    let because = option::weighted(0.3, Just((None, "mind {match}".to_owned())));
    (condition(), then(), prop::bool::weighted(0.2), ends, languages, because).prop_map(
        |(when, then, shadow, ends, languages, because)| {
            let because = because.into_iter().collect();
            Rule { then, because, shadow, ends, languages, ..plain_rule(when) }
        },
    )
}

fn patterns() -> impl Strategy<Value = Vec<WordPattern>> {
    let level = select(Level::ALL.to_vec());
    vec((level, prop::bool::weighted(0.1)), PHRASES.len()).prop_map(|levels| {
        PHRASES
            .iter()
            .zip(levels)
            .map(|(written, (level, inside_words))| pattern(written, level, inside_words))
            .collect()
    })
}

fn word_set() -> impl Strategy<Value = WordSet> {
    let ids = |range| {
        vec((0..PHRASES.len() as u32).prop_map(PatternId), range).prop_map(|mut ids: Vec<PatternId>| {
            ids.sort();
            ids.dedup();
            ids
        })
    };
    let group = (ids(1..5), ids(0..3)).prop_map(|(patterns, except)| WordGroup { patterns, except });
    vec(group, 1..3).prop_map(|groups| WordSet { name: String::new(), groups })
}

/// Random rules, shown in a few lines where a law is broken.
#[derive(Clone)]
pub struct RandomRules(pub CheckedRules);

impl std::fmt::Debug for RandomRules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for rule in &self.0.rules {
            writeln!(f, "\n{} {:?} shadow {} ends {:?}", rule.name, rule.then, rule.shadow, rule.ends)?;
            writeln!(f, "  when {:?}", rule.when)?;
        }
        for (at, pattern) in self.0.patterns.iter().enumerate() {
            writeln!(f, "pattern {at}: {:?} {:?} {}", pattern.phrase.written(), pattern.level, pattern.inside_words)?;
        }
        self.0.word_sets.iter().enumerate().try_for_each(|(at, set)| writeln!(f, "list {at}: {:?}", set.groups))
    }
}

pub fn rules() -> impl Strategy<Value = RandomRules> {
    let line = (comparison(), -1..6_i64, then()).prop_map(|(comparison, points, then)| PolicyLine {
        comparison,
        score: Score(points * 50),
        then,
    });
    let parts = (vec(rule(), 1..RULES as usize), vec(line, 0..3), patterns(), vec(word_set(), SETS as usize));
    (parts, any::<bool>()).prop_map(|((mut rules, policy, patterns, word_sets), upwards)| {
        let number = rules.len() as u32;
        for (at, rule) in rules.iter_mut().enumerate() {
            rule.name.name = format!("rule_{at}");
            point(&mut rule.when, at as u32, number, upwards);
        }
        let (schema, regexes) = (SCHEMA.0.clone(), COMPILED.clone());
        let fingerprint = String::new();
        RandomRules(CheckedRules { schema, rules, policy, patterns, word_sets, regexes, fingerprint })
    })
}

/// Lets `fired` ask only for rules on one side, so that there is no circle.
pub fn point(condition: &mut Condition, at: u32, number: u32, upwards: bool) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter_mut().for_each(|part| point(part, at, number, upwards));
        }
        Condition::Not(part) => point(part, at, number, upwards),
        Condition::Fired(asked) => asked.retain(|id| id.0 < number && if upwards { id.0 > at } else { id.0 < at }),
        _ => {}
    }
}

fn written() -> impl Strategy<Value = String> {
    let piece = (select(PIECES.to_vec()), select(vec![" ", " ", " ", "", ", ", "-", "\n"]));
    vec(piece, 0..12).prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

pub fn comment() -> impl Strategy<Value = Comment> {
    let day = || (0..4_i64).prop_map(|day| day * 86_400_000);
    let texts = (option::weighted(0.9, written()), option::of(written()), option::of(written()));
    let times = (option::of(day()), option::of(day()), option::of(day()), option::weighted(0.2, day()));
    let numbers = (option::of(0..5), option::of(0..5), option::weighted(0.2, 0..5));
    let words = (option::of(select(vec!["editor", "READER"])), option::of(select(vec!["editor", ""])));
    let own = (option::of(any::<bool>()), option::of(select(vec!["en", "de"])), option::of(0..3_u64));
    (texts, times, numbers, words, own).prop_map(|(texts, times, numbers, words, own)| {
        let mut comment = Comment::new();
        let text = |text: Option<String>| text.map(Value::Text);
        let time = |time: Option<i64>| time.map(|time| Value::Time(Time(time)));
        let number = |number: Option<i32>| number.map(|number| Value::Number(f64::from(number)));
        let word = |word: Option<&str>| word.map(|word| Value::Text(word.to_owned()));
        let values = [
            (FieldId::BODY, text(texts.0)),
            (FieldId::TITLE, text(texts.1)),
            (FieldId::PARENT_BODY, text(texts.2)),
            (FieldId::POSTED, time(times.0)),
            (FieldId::EDITED, time(times.1)),
            (FieldId::AUTHOR_JOINED, time(times.2)),
            (FieldId::AUTHOR_AGE, times.3.map(|age| Value::Duration(Duration(age)))),
            (FieldId::REPORTS, number(numbers.0)),
            (FieldId::VOTES, number(numbers.1)),
            (FieldId::AUTHOR_KARMA, number(numbers.2)),
            (FieldId::AUTHOR_ROLE, word(words.0)),
            (FieldId::SITE, word(words.1)),
            (SCHEMA.1[0], own.0.map(Value::YesNo)),
            (SCHEMA.1[1], own.1.map(|code| Value::Language(code.to_owned()))),
            (SCHEMA.1[2], own.2.map(|part| Value::Share(Share::of(part, 2)))),
        ];
        for (field, value) in values {
            if let Some(value) = value {
                comment.set(field, value);
            }
        }
        comment
    })
}

pub fn now() -> impl Strategy<Value = Option<Time>> {
    option::of((0..4_i64).prop_map(|day| Time(day * 86_400_000)))
}
