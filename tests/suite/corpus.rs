//! The comments in `corpus/` with the shipped packs: each gets the rules that its label expects, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use comity::check::Options;
use comity::comment::FieldId;
use comity::eval::{Ruleset, Scanner};
use comity::input::{FieldMap, comment_from_json};
use comity::outcome::Action;
use comity::source::shipped;

const COMMENTS: &str = include_str!("../../corpus/comments.jsonl");
const ARTICLE: &str = include_str!("../../corpus/article.json");

/// What stands beside a comment for this test; rules never see it.
#[derive(serde::Deserialize)]
struct Labels {
    id: String,
    article: Option<String>,
    parent: Option<String>,
    expect: BTreeSet<String>,
}

fn labels() -> Vec<Labels> {
    COMMENTS.lines().map(|line| serde_json::from_str(line).expect("a line of the corpus is a comment")).collect()
}

fn shipped_rules() -> Ruleset {
    Ruleset::compile(shipped::all(), &Options::default()).ruleset.expect("the shipped packs compile")
}

#[test]
fn every_comment_gets_the_rules_that_it_should() {
    let ruleset = shipped_rules();
    let mut scanner = Scanner::new(&ruleset);
    let mut wrong = String::new();
    for (line, labels) in COMMENTS.lines().zip(labels()) {
        let comment = comment_from_json(line, &ruleset.rules().schema, &FieldMap::default()).expect("a comment");
        let verdict = scanner.scan(&comment);
        let fired: BTreeSet<String> =
            verdict.rules.iter().filter(|rule| !rule.shadow).map(|rule| rule.rule.clone()).collect();
        if fired == labels.expect {
            continue;
        }
        let _ = writeln!(wrong, "{}: {}", labels.id, comment.text(FieldId::BODY).unwrap_or(""));
        for rule in labels.expect.difference(&fired) {
            let _ = writeln!(wrong, "    missed {rule}");
        }
        for rule in verdict.rules.iter().filter(|rule| !labels.expect.contains(&rule.rule)) {
            let words: Vec<_> = rule.spans.iter().map(|span| format!("{:?} as {:?}", span.text, span.means)).collect();
            let _ = writeln!(wrong, "    fired {} on {}", rule.rule, words.join(", "));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn labels_name_rules_that_exist_and_every_rule_without_topic_is_shown() {
    let ruleset = shipped_rules();
    let mut shown: BTreeMap<String, usize> = ruleset
        .rules()
        .rules
        .iter()
        .map(|rule| rule.name.to_string())
        .filter(|name| {
            !["off_topic.drifting", "off_topic.off_topic", "off_topic.pasted", "off_topic.thin"].contains(&&**name)
        })
        .map(|name| (name, 0))
        .collect();
    for labels in labels() {
        for rule in labels.expect {
            *shown.get_mut(&rule).unwrap_or_else(|| panic!("{}: there is no rule `{rule}`", labels.id)) += 1;
        }
    }
    let hidden: Vec<_> = shown.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name).collect();
    assert!(hidden.is_empty(), "no comment shows {hidden:?}");
}

#[test]
fn comments_hang_together() {
    let article: serde_json::Value = serde_json::from_str(ARTICLE).expect("the article is JSON");
    let mut seen = BTreeSet::new();
    let (mut clean, mut all) = (0, 0);
    for labels in labels() {
        if let Some(parent) = &labels.parent {
            assert!(seen.contains(parent), "{} answers {parent}, which does not stand before it", labels.id);
        }
        if let Some(id) = &labels.article {
            assert_eq!(Some(id.as_str()), article["id"].as_str(), "{}", labels.id);
        }
        assert!(seen.insert(labels.id.clone()), "{} is there twice", labels.id);
        clean += usize::from(labels.expect.is_empty());
        all += 1;
    }
    assert!(all >= 300 && clean * 10 >= all * 6, "{clean} clean comments of {all}");
}

#[test]
fn clean_comments_are_neither_held_nor_removed() {
    let ruleset = shipped_rules();
    let mut scanner = Scanner::new(&ruleset);
    for (line, labels) in COMMENTS.lines().zip(labels()).filter(|(_, labels)| labels.expect.is_empty()) {
        let comment = comment_from_json(line, &ruleset.rules().schema, &FieldMap::default()).expect("a comment");
        let verdict = scanner.scan(&comment);
        assert!(verdict.action < Action::Warn, "{}: {:?}", labels.id, verdict.decided_by);
    }
}
