//! Reports in every format, from verdicts made by hand.

use std::collections::BTreeSet;

use comity::batch::{Damage, Totals};
use comity::check::{CheckedRules, Condition, Quantity, Rule, RuleId, RuleName, Then};
use comity::comment::{Comment, FieldId, Schema, Value};
use comity::eval::{RuleVerdict, SpanFound, Undecided, Verdict};
use comity::outcome::{Action, Score};
use comity::report::{Format, Options, report};
use comity::source::{FileId, Span};
use comity::text::{Kind, KindSet};

const COUNTS_ONLY: Options = Options { all: false, summary: true, color: false };
const LISTED: Options = Options { all: false, summary: false, color: false };
const EVERYTHING: Options = Options { all: true, summary: false, color: false };

fn rule(pack: Option<&str>, name: &str, title: &str, action: Action, shadow: bool) -> Rule {
    Rule {
        name: RuleName { pack: pack.map(str::to_owned), name: name.to_owned() },
        title: title.to_owned(),
        when: Condition::Known(Quantity::Field(FieldId::BODY)),
        then: Then { action, tags: Vec::new(), score: Score(100) },
        because: Vec::new(),
        shadow,
        ends: None,
        languages: Vec::new(),
        tests: Vec::new(),
        scenes: Vec::new(),
        span: Span { file: FileId(0), start: 0, end: 0 },
    }
}

fn rules() -> CheckedRules {
    CheckedRules {
        schema: Schema::standard(),
        rules: vec![
            rule(Some("civility"), "personal_attack", "Insult aimed at another commenter", Action::Hold, false),
            rule(Some("civility"), "shouting", "Mostly capital letters", Action::Tag, false),
            rule(Some("house"), "new_account_link", "A new account that posts links", Action::Hold, false),
            rule(Some("house"), "odd_title", "", Action::Remove, false),
            rule(Some("house"), "tried_out", "A rule on trial", Action::Ban, true),
            rule(None, "quiet", "Says nothing here", Action::Warn, false),
        ],
        policy: Vec::new(),
        patterns: Vec::new(),
        word_sets: Vec::new(),
        regexes: Vec::new(),
        fingerprint: "0123456789abcdef".to_owned(),
    }
}

/// The span of `found` in `text`.
fn span(field: &str, text: &str, found: &str, means: Option<&str>, how: &[Kind]) -> SpanFound {
    let start = text.find(found).expect("the text has it");
    SpanFound {
        field: field.to_owned(),
        start,
        end: start + found.len(),
        text: found.to_owned(),
        means: means.map(str::to_owned),
        how: KindSet::EMPTY.with_all(how),
    }
}

fn fired(at: u32, spans: Vec<SpanFound>) -> RuleVerdict {
    let rule = &rules().rules[at as usize];
    RuleVerdict {
        id: RuleId(at),
        rule: rule.name.to_string(),
        title: rule.title.clone(),
        action: rule.then.action,
        score: rule.then.score,
        shadow: rule.shadow,
        because: None,
        spans,
        more_spans: false,
    }
}

fn verdict(id: &str, action: Action, rules: Vec<RuleVerdict>) -> Verdict {
    Verdict {
        schema: Verdict::SCHEMA,
        id: Some(id.to_owned()),
        action,
        score: rules.iter().filter(|rule| !rule.shadow).fold(Score(0), |sum, rule| sum.plus(rule.score)),
        tags: Vec::new(),
        decided_by: rules.iter().filter(|rule| rule.action == action).map(|rule| rule.rule.clone()).collect(),
        rules,
        unknown: Vec::new(),
        undecided: Vec::new(),
    }
}

/// Comments with their verdicts: the common cases and the hostile ones.
fn judged() -> Vec<(Comment, Verdict)> {
    let mut judged = Vec::new();

    let body = "YOU ARE SUCH A M0R0N, GO AWAY";
    let mut attack = fired(0, vec![span("body", body, "M0R0N", Some("moron"), &[Kind::Case, Kind::Leet])]);
    attack.score = Score(300);
    attack.because = Some("Answer the argument, not the person.".to_owned());
    let mut both = verdict("c17", Action::Hold, vec![attack, fired(1, Vec::new())]);
    both.tags = vec!["shouting".to_owned()];
    both.decided_by.push("policy: score >= 4".to_owned());
    both.unknown = vec!["author.age".to_owned()];
    both.undecided = vec![Undecided { rule: RuleId(2), missing: vec!["author.age".to_owned()] }];
    judged.push((Comment::with_body(body), both));

    let mut titled = Comment::with_body("First line.\n\n  Second \u{1b}[31mline\u{7}.\u{202e}");
    titled.set(FieldId::TITLE, Value::Text("=HYPERLINK(\"x\") 免费 gift".to_owned()));
    let hit = span("title", "=HYPERLINK(\"x\") 免费 gift", "免费", Some("免费"), &[]);
    judged.push((titled, verdict("c18\n\u{1b}]0;x\u{7}", Action::Remove, vec![fired(3, vec![hit])])));

    let long = format!("{}you m\u{200b}oron{}", "What a day it was. ".repeat(40), " And so on and on.".repeat(40));
    let mut hits = fired(4, vec![span("body", &long, "m\u{200b}oron", Some("moron"), &[Kind::Invisible])]);
    hits.more_spans = true;
    judged.push((Comment::with_body(long), verdict("@c19", Action::None, vec![hits])));

    let mut clean = verdict("c20", Action::None, Vec::new());
    clean.id = None;
    judged.push((Comment::with_body("Nothing to see here."), clean));
    judged
}

fn totals() -> Totals {
    let mut totals = Totals {
        comments: 1_204,
        actions: [1_190, 1, 0, 12, 0, 1, 0],
        fired: vec![12, 3, 0, 1, 4, 0],
        undecided: vec![0, 0, 1_204, 2, 0, 0],
        missing: vec![BTreeSet::new(); 6],
        damaged: 14,
        bytes: 98_765,
        ..Totals::default()
    };
    totals.missing[2] = BTreeSet::from(["author.age".to_owned(), "topic".to_owned()]);
    totals.missing[3] = BTreeSet::from(["title".to_owned()]);
    totals.damage = (1..=14)
        .map(|line| Damage {
            input: "dump.jsonl".to_owned(),
            line: line * 7,
            reason: "not JSON: \u{1b}[2J is no value".to_owned(),
        })
        .collect();
    totals
}

/// A whole report on the comments above.
fn written(format: Format, options: Options) -> String {
    let rules = rules();
    let report = report(format, &rules, options);
    let mut out = Vec::new();
    report.start(&mut out);
    for (comment, verdict) in judged() {
        report.write(&comment, &verdict, &mut out);
    }
    report.finish(&totals(), &mut out);
    String::from_utf8(out).expect("a report is UTF-8")
}

#[test]
fn human() {
    insta::assert_snapshot!(written(Format::Human, LISTED));
}

#[test]
fn human_with_clean_comments() {
    let all = written(Format::Human, EVERYTHING);
    assert!(all.contains("(a comment without id): none\n    Nothing to see here.\n"), "{all}");
    assert!(!written(Format::Human, LISTED).contains("Nothing to see here."));
}

#[test]
fn human_counts_only() {
    let counts = written(Format::Human, COUNTS_ONLY);
    assert!(written(Format::Human, LISTED).ends_with(&counts), "the counts are the end of the whole report");
    assert!(!counts.contains("c17"));
}

#[test]
fn human_in_colours() {
    let colored = written(Format::Human, Options { color: true, ..LISTED });
    let mark = "\u{1b}[1m\u{1b}[4m\u{1b}[31mM0R0N\u{1b}[0m";
    assert!(colored.contains(mark), "{colored:?}");
    assert!(!colored.contains('«'), "colours mark by themselves");
}

#[test]
fn ndjson() {
    insta::assert_snapshot!(written(Format::Ndjson, EVERYTHING));
}

#[test]
fn ndjson_counts_only() {
    let counts = written(Format::Ndjson, COUNTS_ONLY);
    assert_eq!(counts.lines().count(), 1);
    assert!(written(Format::Ndjson, LISTED).ends_with(&counts));
}

#[test]
fn every_line_of_ndjson_says_what_was_given() {
    let text = written(Format::Ndjson, EVERYTHING);
    for (line, (_, verdict)) in text.lines().zip(judged()) {
        let line: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        assert_eq!(line, serde_json::to_value(&verdict).expect("a verdict is JSON"));
    }
}

#[test]
fn csv() {
    insta::assert_snapshot!(written(Format::Csv, EVERYTHING));
}

#[test]
fn csv_counts_only() {
    insta::assert_snapshot!(written(Format::Csv, COUNTS_ONLY));
}

#[test]
fn no_cell_is_a_formula() {
    for start in ["=", "+", "-", "@", "\t=", "\r=", "  =", "＝", "-1+1|cmd"] {
        let mut verdict = verdict(&format!("{start}SUM(A1)"), Action::Hold, vec![fired(0, Vec::new())]);
        verdict.tags = vec![format!("{start}x")];
        let rules = rules();
        let mut out = Vec::new();
        report(Format::Csv, &rules, LISTED).write(&Comment::with_body("x"), &verdict, &mut out);
        let row = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]).records().next();
        let row = row.expect("there is a row").expect("it is CSV");
        assert_eq!(&row[0], format!("'{start}SUM(A1)"));
        assert_eq!(&row[3], format!("'{start}x"));
    }
}

#[test]
fn nothing_in_a_comment_reaches_a_terminal_as_a_command() {
    for format in [Format::Human, Format::Ndjson, Format::Csv] {
        let text = written(format, EVERYTHING);
        let raw = text.chars().find(|letter| (letter.is_control() && *letter != '\n') || *letter == '\u{202e}');
        assert_eq!(raw, None, "{format:?}");
    }
}
