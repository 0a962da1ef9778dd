//! A scan by a rule set: what is counted, and which fields are read.

use std::io::Write;

use comity::batch::{CommentWriter, fields_in_use, scan};
use comity::check::{CheckedRules, Condition, Quantity, Rule, RuleName, TextRef, Then};
use comity::comment::{Comment, Duration, FieldId, Type, Value};
use comity::eval::{Ruleset, Verdict};
use comity::outcome::{Action, Score};
use comity::source::{FileId, Span};
use comity::syntax::ast::{Comparison, Edge, Relevance};
use comity::text::{Measure, View};

use super::{NoProgress, from_bytes, options, schema};

fn rule(name: &str, action: Action, when: Condition) -> Rule {
    Rule {
        name: RuleName { pack: None, name: name.to_owned() },
        title: String::new(),
        when,
        then: Then { action, tags: Vec::new(), score: Score(100) },
        because: Vec::new(),
        shadow: false,
        ends: None,
        languages: Vec::new(),
        tests: Vec::new(),
        scenes: Vec::new(),
        span: Span { file: FileId(0), start: 0, end: 0 },
    }
}

fn rules(rules: Vec<Rule>) -> CheckedRules {
    CheckedRules {
        schema: schema(),
        rules,
        policy: Vec::new(),
        patterns: Vec::new(),
        word_sets: Vec::new(),
        regexes: Vec::new(),
        fingerprint: String::new(),
    }
}

fn less(left: Quantity, right: Value) -> Condition {
    Condition::Compare(left, Comparison::Less, Quantity::Constant(right))
}

/// `when not subscriber`, `when author.age < 7 days` and `when body.words < 3`.
fn three_rules() -> CheckedRules {
    let subscriber = schema().find("subscriber").unwrap();
    let words = Quantity::Measure(TextRef { field: FieldId::BODY, view: View::Own }, Measure::Words);
    let week = Value::Duration(Duration(7 * 86_400_000));
    rules(vec![
        rule("members_only", Action::Hold, Condition::Not(Box::new(Condition::Holds(subscriber)))),
        rule("newcomer", Action::Tag, less(Quantity::Field(FieldId::AUTHOR_AGE), week)),
        rule("terse", Action::None, less(words, Value::Number(3.0))),
    ])
}

struct Names;

impl CommentWriter for Names {
    fn write(&self, _: &Comment, verdict: &Verdict, out: &mut Vec<u8>) {
        let rules: Vec<&str> = verdict.rules.iter().map(|rule| rule.rule.as_str()).collect();
        writeln!(out, "{} {} {rules:?}", verdict.id.as_deref().unwrap_or("?"), verdict.action).unwrap();
    }
}

#[test]
fn a_rule_set_scans_a_dump() {
    let lines = concat!(
        r#"{"id":"1","body":"two words","subscriber":true,"author":{"joined":"2024-01-01"},"time":"2024-01-02"}"#,
        "\n",
        r#"{"id":"2","body":"three of them","subscriber":"no","author":{"age":"1 year"},"votes":"no rule looks here"}"#,
        "\n",
        r#"{"id":"3","body":null}"#,
        "\n",
        r#"{"id":"4","body":"b","subscriber":"maybe"}"#,
        "\n",
        r#"{"id":"5","body":"[removed]","subscriber":"no"}"#,
    );
    let ruleset = Ruleset::new(three_rules());
    for chunk_bytes in [1, 1 << 20] {
        let options = comity::batch::Options { chunk_bytes, ..options() };
        let mut out = Vec::new();
        let inputs = vec![from_bytes("dump", lines)];
        let totals = scan(inputs, &ruleset, &options, &Names, &mut out, &mut NoProgress).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "1 tag [\"newcomer\", \"terse\"]\n2 hold [\"members_only\"]\n3 none []\n5 hold [\"members_only\"]\n"
        );
        assert_eq!(totals.comments, 4);
        assert_eq!((totals.actions[Action::Tag as usize], totals.actions[Action::Hold as usize]), (1, 2));
        assert_eq!((totals.fired, totals.undecided), (vec![2, 1, 1], vec![1, 2, 2]));
        let missing: Vec<Vec<&str>> =
            totals.missing.iter().map(|fields| fields.iter().map(String::as_str).collect()).collect();
        assert_eq!(missing, [["subscriber"], ["author.age"], ["body"]]);
        assert_eq!((totals.damaged, totals.damage[0].line), (1, 4));
        assert_eq!(totals.damage[0].reason, "`subscriber` is the text `maybe`, not yes or no");
    }
}

#[test]
fn totals_have_a_place_for_every_rule() {
    let ruleset = Ruleset::new(three_rules());
    let totals = scan(Vec::new(), &ruleset, &options(), &Names, &mut Vec::new(), &mut NoProgress).unwrap();
    assert_eq!((totals.fired, totals.undecided, totals.missing.len()), (vec![0; 3], vec![0; 3], 3));
}

#[test]
fn the_fields_that_rules_look_at_are_read_and_no_others() {
    let mut read = fields_in_use(&three_rules());
    for (id, field) in schema().fields() {
        let expected = matches!(
            field.name.as_str(),
            "id" | "body"
                | "posted"
                | "edited"
                | "author.id"
                | "author.name"
                | "thread.id"
                | "author.age"
                | "author.joined"
                | "subscriber"
        );
        assert_eq!(read.contains(id), expected, "{}", field.name);
    }
    let title = TextRef { field: FieldId::TITLE, view: View::All };
    let age =
        |by| Condition::Gap { left: FieldId::ARTICLE_POSTED, more: true, by, after: true, right: FieldId::POSTED };
    let votes = Condition::Is(Quantity::Field(FieldId::VOTES), vec![Quantity::Field(FieldId::REPORTS)]);
    let site = Condition::LinksTo(TextRef { field: FieldId::SITE, view: View::All }, vec![String::new()].into());
    read = fields_in_use(&rules(vec![
        rule("a", Action::Hold, Condition::AtLeast(1, vec![votes, age(Duration(1)), Condition::Topic(Relevance::Off)])),
        rule("b", Action::Hold, Condition::Any(vec![site, Condition::Edge(title, Edge::Start, vec![])])),
        rule("c", Action::Hold, Condition::Known(Quantity::Field(FieldId::AUTHOR_ROLE))),
    ]));
    for field in [
        FieldId::VOTES,
        FieldId::REPORTS,
        FieldId::ARTICLE_POSTED,
        FieldId::ARTICLE_BODY,
        FieldId::PARENT_BODY,
        FieldId::SITE,
        FieldId::TITLE,
        FieldId::AUTHOR_ROLE,
    ] {
        assert!(read.contains(field), "{}", schema().field(field).name);
    }
    assert!(!read.contains(FieldId::AUTHOR_KARMA));
    assert!(schema().fields().filter(|(_, field)| field.kind == Type::Share).all(|(id, _)| !read.contains(id)));
}
