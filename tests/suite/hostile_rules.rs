//! Rule sets that are made to bring the program down are judged, or refused by an error that names the limit.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write;
use std::sync::Arc;

use comity::check::{Checked, Options, check, limits};
use comity::source::{NoListFiles, RuleFile};

use crate::sample::{Lists, codes, said};

fn one(text: String) -> Checked {
    let lists = Arc::new(NoListFiles);
    check(vec![RuleFile { path: "rules.comity".into(), text, lists }], &Options::default())
}

/// Files of at most a few thousand definitions each.
fn many(definitions: impl Iterator<Item = String>) -> Checked {
    let all: Vec<String> = definitions.collect();
    let files = all.chunks(2_000).enumerate().map(|(at, part)| RuleFile {
        path: format!("{at:05}.comity"),
        text: part.join("\n"),
        lists: Arc::new(NoListFiles),
    });
    check(files.collect(), &Options::default())
}

fn plain_rule(at: usize) -> String {
    format!("rule r{at} {{\n  when reports > {at}\n  then hold\n}}")
}

#[test]
fn fifty_thousand_rules_are_fine_and_one_more_is_not() {
    let checked = many((0..limits::MOST_RULES).map(plain_rule));
    assert_eq!(checked.rules.map(|rules| rules.rules.len()), Some(limits::MOST_RULES));
    let checked = many((0..=limits::MOST_RULES).map(plain_rule));
    assert!(checked.rules.is_none());
    assert!(said(&checked).contains("more than 50000 rules"));
}

#[test]
fn a_file_of_twenty_thousand_rules_is_fine() {
    let checked = one((0..20_000).map(plain_rule).collect::<Vec<_>>().join("\n"));
    assert_eq!(checked.rules.map(|rules| rules.rules.len()), Some(20_000));
}

#[test]
fn a_chain_of_fifty_thousand_rules_is_followed_and_a_circle_is_drawn_short() {
    let rule = |at: usize, asked: &str| format!("rule r{at} {{\n  when {asked}\n  then hold\n}}");
    let chain = |last: &str| {
        let mut rules: Vec<String> =
            (0..limits::MOST_RULES - 1).map(|at| rule(at, &format!("fired(r{})", at + 1))).collect();
        rules.push(rule(limits::MOST_RULES - 1, last));
        many(rules.into_iter())
    };
    assert!(chain("reports > 1").rules.is_some());
    let circle = chain("fired(r0)");
    assert_eq!(codes(&circle).into_iter().filter(|code| *code == "E109").count(), 1);
    assert!(said(&circle).contains("49992 more → "));
}

#[test]
fn a_circle_of_ten_thousand_lists_is_drawn_short() {
    let lists = (0..10_000).map(|at| format!("list l{at} from l{} {{ \"word {at}\" }}", (at + 1) % 10_000));
    let rule = "rule r {\n  when body has l5\n  then hold\n}".to_owned();
    let checked = many(lists.chain([rule]));
    let circles: Vec<_> = codes(&checked).into_iter().filter(|code| *code == "E108").collect();
    assert_eq!(circles.len(), 1);
    assert!(said(&checked).contains("9992 more → "));
}

#[test]
fn lists_that_double_at_every_step_are_bounded() {
    let mut text = String::new();
    for at in 0..40 {
        let next = at + 1;
        writeln!(text, "list l{at} from a{at}, b{at} {{ \"w {at}\" }}").unwrap();
        writeln!(text, "list a{at} from l{next} {{ \"a {at}\" except \"ax {at}\" }}").unwrap();
        writeln!(text, "list b{at} from l{next} {{ \"b {at}\" except \"bx {at}\" }}").unwrap();
    }
    text.push_str("list l40 { end }\nrule r {\n  when body has l0\n  then hold\n}\n");
    let checked = one(text);
    assert!(checked.rules.is_none());
    assert!(codes(&checked).contains(&"E133"), "{}", said(&checked));
}

#[test]
fn a_long_chain_of_lists_in_many_rules_is_bounded() {
    let lists = (0..9_000).map(|at| format!("list l{at} from l{} {{ \"word {at}\" }}", at + 1));
    let rules = (0..9_000).map(|at| format!("rule r{at} {{\n  when body has l{at}\n  then hold\n}}"));
    let checked = many(lists.chain(["list l9000 { end }".to_owned()]).chain(rules));
    assert!(codes(&checked).contains(&"E133"));
}

#[test]
fn a_million_entries_are_fine_and_one_more_is_not() {
    let file = |entries: usize| {
        let words: String = (0..entries).fold(String::new(), |mut words, at| {
            writeln!(words, "w{at}x").unwrap();
            words
        });
        let lists = Arc::new(Lists([("words.txt".to_owned(), words)].into()));
        let text = "list words plainly from \"words.txt\"\nrule r {\n  when body has words\n  then hold\n}".to_owned();
        check(vec![RuleFile { path: "rules.comity".into(), text, lists }], &Options::default())
    };
    let checked = file(limits::MOST_ENTRIES);
    assert_eq!(
        checked.rules.as_ref().map(|rules| rules.patterns.len()),
        Some(limits::MOST_ENTRIES),
        "{}",
        said(&checked)
    );
    let checked = file(limits::MOST_ENTRIES + 1);
    assert!(said(&checked).contains("more than 1000000 entries"));
}

#[test]
fn ten_thousand_errors_are_counted_and_twenty_shown() {
    let mut text = String::new();
    for at in 0..10_000 {
        writeln!(text, "rule r{at} {{\n  when body has missing{at}\n  then hold\n}}").unwrap();
    }
    let checked = one(text);
    let errors: Vec<_> = codes(&checked).into_iter().filter(|code| code.starts_with('E')).collect();
    assert_eq!(errors.len(), limits::MOST_SHOWN);
    assert!(said(&checked).contains("9980 more errors in this file not shown"));
}

#[test]
fn rules_that_ask_for_whole_packs_are_bounded() {
    let asking = |at: usize| format!("rule a{at} {{\n  when fired(big.*)\n  then hold\n}}");
    let house = (0..2_000).map(asking).collect::<Vec<_>>().join("\n");
    let big = format!("pack big\n{}", (0..2_000).map(plain_rule).collect::<Vec<_>>().join("\n"));
    let file = |path: &str, text: String| RuleFile { path: path.into(), text, lists: Arc::new(NoListFiles) };
    let checked = check(vec![file("house.comity", house), file("big.comity", big)], &Options::default());
    assert!(codes(&checked).contains(&"E133"));
}

#[test]
fn regular_expressions_are_bounded_in_size_and_number() {
    let large = |at: usize| format!("rule r{at} {{\n  when body matches /(\\w{{1,30}} ){{1,3}}x{at}/\n  then hold\n}}");
    let checked = many((0..300).map(large));
    assert!(codes(&checked).contains(&"E133"), "{}", said(&checked));
    let nested =
        format!("rule r {{\n  when body matches /{}x{}/\n  then hold\n}}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(codes(&one(nested)).contains(&"E126"));
}

#[test]
fn a_rule_file_that_is_too_large_is_not_read() {
    let checked = one("# x\n".repeat(1 << 20 | 1));
    assert_eq!(codes(&checked).len(), 1);
    assert!(said(&checked).contains("4 MiB"));
}
