//! What rules mean, in files that a moderator can read: `tests/meaning/*.comity` hold rules whose own tests must all be
//! right, `tests/meaning/verdicts` rules beside comments and what becomes of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comity::check::{CheckedRules, Options};
use comity::comment::Time;
use comity::diagnostic::Renderer;
use comity::eval::{Ruleset, Scanner, TestOutcome, Verdict, reference, run_tests};
use comity::input::{self, FieldMap};
use comity::source::{NoListFiles, RuleFile};
use serde_json::Value;

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/meaning").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    assert!(!files.is_empty());
    files
}

fn compile(path: &Path) -> Ruleset {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file = RuleFile { path: name, text: fs::read_to_string(path).unwrap(), lists: Arc::new(NoListFiles) };
    let compiled = Ruleset::compile(vec![file], &Options::default());
    let said: Vec<String> = compiled
        .diagnostics
        .iter()
        .map(|diagnostic| comity::diagnostic::render(diagnostic, &compiled.sources, Renderer::default()))
        .collect();
    compiled.ruleset.unwrap_or_else(|| panic!("{}", said.join("\n")))
}

#[test]
fn rules_do_what_their_tests_say() {
    let mut wrong = Vec::new();
    for path in files("", "comity") {
        let ruleset = compile(&path);
        let text = fs::read_to_string(&path).unwrap();
        for result in run_tests(&ruleset) {
            if result.outcome != TestOutcome::Right {
                let rule = &ruleset.rules().rules[result.rule.0 as usize].name;
                let test = &text[result.span.start as usize..result.span.end as usize];
                wrong.push(format!("{}: {rule}: {test}: {:?}", path.display(), result.outcome));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A rule that only fires, or never does, would show nothing.
#[test]
fn every_rule_shows_both_outcomes() {
    for path in files("", "comity") {
        for rule in &compile(&path).rules().rules {
            let has = |flags| rule.tests.iter().any(|test| test.flags == flags);
            assert!(has(true) && has(false), "{}: {} lacks a test", path.display(), rule.name);
        }
    }
}

/// The plain interpreter, which defines the meaning, says the same of every comment in the tests.
#[test]
fn the_plain_interpreter_agrees_on_all_tests() {
    for path in files("", "comity") {
        let ruleset = compile(&path);
        let mut scanner = Scanner::new(&ruleset);
        for test in ruleset.rules().rules.iter().flat_map(|rule| &rule.tests) {
            let verdict = scanner.scan(&test.comment);
            assert_eq!(verdict, reference::judge(ruleset.rules(), &test.comment, None), "{}", path.display());
        }
    }
}

#[test]
fn comments_meet_the_verdicts_beside_the_rules() {
    for path in files("verdicts", "cases") {
        let ruleset = compile(&path.with_extension("comity"));
        let rules = ruleset.rules();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = case["comment"].to_string();
            let comment = input::comment_from_json(&text, &rules.schema, &FieldMap::default()).unwrap();
            let now = case["now"].as_str().map(|time| Time::parse(time).unwrap());
            let verdict = Scanner::new(&ruleset).at(now).scan(&comment);
            let shown = shown(&verdict, rules);
            for (key, expected) in case.as_object().unwrap() {
                if key != "comment" && key != "now" {
                    let found = part(&shown[key], expected);
                    assert_eq!(&found, expected, "{}: `{key}` of {line}", path.display());
                }
            }
            assert_eq!(verdict, reference::judge(rules, &comment, now), "{}: {line}", path.display());
        }
    }
}

/// Of an object, only what the expectation names.
fn part(found: &Value, expected: &Value) -> Value {
    match expected.as_object() {
        Some(wanted) => wanted.keys().map(|key| (key.clone(), found[key].clone())).collect(),
        None => found.clone(),
    }
}

/// A verdict in the words of the cases.
fn shown(verdict: &Verdict, rules: &CheckedRules) -> Value {
    let mut shown = serde_json::to_value(verdict).unwrap();
    let fired: Vec<&str> = verdict.rules.iter().map(|rule| rule.rule.as_str()).collect();
    let undecided: Vec<String> =
        verdict.undecided.iter().map(|rule| rules.rules[rule.rule.0 as usize].name.to_string()).collect();
    let spans: BTreeMap<&str, Vec<&str>> = verdict
        .rules
        .iter()
        .map(|rule| (rule.rule.as_str(), rule.spans.iter().map(|span| span.text.as_str()).collect()))
        .collect();
    let because: BTreeMap<&str, &Option<String>> =
        verdict.rules.iter().map(|rule| (rule.rule.as_str(), &rule.because)).collect();
    shown["fired"] = fired.into();
    shown["undecided"] = undecided.into();
    shown["spans"] = serde_json::to_value(spans).unwrap();
    shown["because"] = serde_json::to_value(because).unwrap();
    shown
}
