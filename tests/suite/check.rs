//! Rule sets as moderators write them: what is said of the wrong ones, and what the right ones come to.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fmt::Write;

use comity::check::{CheckedRules, Options, RuleName, check};
use comity::diagnostic::Severity;
use comity::source::{ListFileError, NoListFiles, RuleFile, shipped};

use crate::sample::{checked, codes, parts, said};

#[test]
fn what_is_wrong_is_said_as_a_moderator_needs_it() {
    insta::glob!("../check/wrong", "*.comity", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(said(&checked(&text)));
    });
}

#[test]
fn what_is_right_comes_to_what_it_says() {
    insta::glob!("../check/right", "*.comity", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let checked = checked(&text);
        let rules = checked.rules.as_ref().unwrap_or_else(|| panic!("{}", said(&checked)));
        insta::assert_snapshot!(dump(rules));
    });
}

/// The numbers that stand behind `name(` in a debug text.
fn numbers(text: &str, name: &str) -> BTreeSet<usize> {
    let opening = format!("{name}(");
    let behind = text.split(opening.as_str()).skip(1);
    behind.filter_map(|rest| rest.split(')').next()?.parse().ok()).collect()
}

/// Rules as data, with the words they look for; of shipped packs only what the rule set made shadow.
fn dump(rules: &CheckedRules) -> String {
    let mut out = String::new();
    let mut sets = BTreeSet::new();
    let shipped: BTreeSet<&str> = shipped::names().into_iter().collect();
    for rule in &rules.rules {
        if rule.name.pack.as_deref().is_some_and(|pack| shipped.contains(pack)) && !rule.shadow {
            continue;
        }
        writeln!(out, "{}: {:?} because {:?}", rule.name, rule.then, rule.because).unwrap();
        let ends = rule.ends.map(|time| time.to_string());
        writeln!(out, "    shadow {} ends {ends:?} languages {:?}", rule.shadow, rule.languages).unwrap();
        if rule.name.pack.is_some() {
            continue;
        }
        let mut when = format!("{:?}", rule.when);
        for asked in numbers(&when, "RuleId") {
            when = when.replace(&format!("RuleId({asked})"), &rules.rules[asked].name.to_string());
        }
        writeln!(out, "    when {when}").unwrap();
        sets.extend(numbers(&when, "WordSetId"));
        for test in rule.tests.iter().chain(rule.scenes.iter().flat_map(|scene| &scene.comments)) {
            let fields = rules.schema.fields().filter_map(|(id, field)| Some((&field.name, test.comment.get(id)?)));
            let fields: Vec<String> = fields.map(|(name, value)| format!("{name} {value}")).collect();
            writeln!(out, "    {} {}", if test.flags { "flags" } else { "passes" }, fields.join(", ")).unwrap();
        }
    }
    let words = |ids: &[comity::check::PatternId]| {
        let one = |id: &comity::check::PatternId| {
            let pattern = &rules.patterns[id.0 as usize];
            let without =
                if pattern.without.is_empty() { String::new() } else { format!(" without {}", pattern.without) };
            let inside = if pattern.inside_words { " inside words" } else { "" };
            format!("{:?} {}{without}{inside}", pattern.phrase.written(), pattern.level.word())
        };
        ids.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    for at in sets {
        let set = &rules.word_sets[at];
        writeln!(out, "words {at} {}", set.name).unwrap();
        for group in &set.groups {
            writeln!(out, "    {} except [{}]", words(&group.patterns), words(&group.except)).unwrap();
        }
    }
    for line in &rules.policy {
        writeln!(out, "policy {line:?}").unwrap();
    }
    out
}

fn file(path: &str, text: impl Into<String>) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.into(), lists: std::sync::Arc::new(NoListFiles) }
}

fn name(pack: Option<&str>, name: &str) -> RuleName {
    RuleName { pack: pack.map(str::to_owned), name: name.to_owned() }
}

#[test]
fn shipped_packs_have_no_error_and_no_warning() {
    for pack in shipped::names() {
        let checked = check(shipped::load(pack).unwrap(), &Options::default());
        assert!(checked.diagnostics.is_empty(), "{pack}\n{}", said(&checked));
    }
    let all = check(shipped::all(), &Options::default());
    assert!(all.rules.is_some(), "{}", said(&all));
}

#[test]
fn a_copy_of_a_shipped_pack_is_that_pack() {
    let mut files = shipped::load("civility").unwrap();
    for copy in &mut files {
        copy.text = copy.text.replace('\n', "\r\n");
        copy.path = format!("copied/{}", copy.path);
        let lists = shipped::load("civility").unwrap()[0].lists.clone();
        copy.lists = std::sync::Arc::new(Moved(lists));
    }
    files.push(file("house.comity", "use civility 1\n"));
    let copied = check(files, &Options::default());
    let used = check(vec![file("house.comity", "use civility 1\n")], &Options::default());
    let fingerprint = |checked: &comity::check::Checked| checked.rules.as_ref().map(|rules| rules.fingerprint.clone());
    assert!(fingerprint(&used).is_some(), "{}", said(&used));
    assert_eq!(fingerprint(&copied), fingerprint(&used), "{}", said(&copied));
}

/// List files below another folder.
struct Moved(std::sync::Arc<dyn comity::source::ListFiles>);

impl comity::source::ListFiles for Moved {
    fn read(&self, rule_file: &str, path: &str) -> Result<String, ListFileError> {
        self.0.read(rule_file.trim_start_matches("copied/"), path)
    }
}

#[test]
fn adjusted_lists_reach_every_rule_that_uses_them() {
    let text = "use civility 1\nadjust civility.insults { add zzyzx, plainly \"quux quux\"  except \"zzyzx road\" }\n";
    let checked = checked(text);
    let rules = checked.rules.as_ref().unwrap_or_else(|| panic!("{}", said(&checked)));
    let set = rules.word_sets.iter().find(|set| set.name == "civility.insults").expect("the list is used");
    let written = |ids: &[comity::check::PatternId]| -> Vec<String> {
        ids.iter().map(|id| rules.patterns[id.0 as usize].phrase.written().to_owned()).collect()
    };
    let group = &set.groups[0];
    assert!(written(&group.patterns).contains(&"zzyzx".to_owned()));
    assert!(written(&group.patterns).contains(&"quux quux".to_owned()));
    assert!(written(&group.except).contains(&"zzyzx road".to_owned()));
}

#[test]
fn a_list_used_in_many_rules_is_kept_once() {
    let mut text = String::from("list words { one, two, three }\n");
    for at in 0..100 {
        writeln!(text, "rule r{at} {{\n  when body has words or title has words or body has \"one\"\n  then hold\n}}")
            .unwrap();
    }
    let rules = check(vec![file("rules.comity", text)], &Options::default()).rules.unwrap();
    assert_eq!((rules.word_sets.len(), rules.patterns.len()), (2, 3));
}

#[test]
fn neither_order_nor_comments_change_the_fingerprint() {
    let lists = ["list a { x, \"y z\" }", "list b from a { w  except \"w w\" }", "sites s { a.example, b.example }"];
    let rules = [
        "rule p {\n  when body has b and body links to s\n  then hold\n}",
        "rule q {\n  when fired(p) or body matches /x+/i\n  then tag \"t\"\n}",
        "field f: number\nfield e: yes/no",
    ];
    let print = |files: Vec<RuleFile>| {
        let checked = check(files, &Options::default());
        let said = said(&checked);
        checked.rules.unwrap_or_else(|| panic!("{said}")).fingerprint
    };
    let first = print(vec![file("a.comity", lists.join("\n")), file("b.comity", rules.join("\n"))]);
    let mut turned: Vec<&str> = rules.iter().chain(&lists).copied().collect();
    turned.reverse();
    assert_eq!(first, print(vec![file("one.comity", turned.join("\n# a comment\n\n"))]));
    let reordered = turned.join("\n").replace("x, \"y z\"", "\"y z\"\n  x").replace("a.example, b", "b.example, a");
    assert_eq!(first, print(vec![file("z.comity", reordered)]));
    for (old, new) in [("hold", "remove"), ("/i", "/s"), ("x,", "v,"), ("number", "text"), ("a.example", "c.example")] {
        assert_ne!(first, print(vec![file("one.comity", turned.join("\n").replace(old, new))]), "{old}");
    }
}

#[test]
fn rules_stand_in_the_order_of_their_full_names() {
    let files = vec![
        file(
            "b.comity",
            "pack b\nrule y {\n  when reports > 1\n  then hold\n}\nrule x {\n  when reports > 1\n  then hold\n}",
        ),
        file("a.comity", "rule z {\n  when reports > 1\n  then hold\n}"),
    ];
    let rules = check(files, &Options::default()).rules.unwrap();
    let names: Vec<RuleName> = rules.rules.into_iter().map(|rule| rule.name).collect();
    assert_eq!(names, [name(None, "z"), name(Some("b"), "x"), name(Some("b"), "y")]);
}

#[test]
fn a_file_given_twice_counts_once() {
    let text = "rule z {\n  when reports > 1\n  then hold\n}";
    let checked = check(vec![file("a.comity", text), file("a.comity", text)], &Options::default());
    assert_eq!(checked.rules.unwrap().rules.len(), 1);
}

#[test]
fn lints_change_nothing() {
    let (files, options) = parts(&std::fs::read_to_string("tests/check/wrong/warnings.comity").unwrap());
    let checked = check(files, &options);
    assert!(checked.rules.is_some());
    assert!(checked.diagnostics.iter().all(|diagnostic| diagnostic.code.severity() == Severity::Warning));
    let said: BTreeSet<&str> = codes(&checked).into_iter().collect();
    for code in comity::diagnostic::codes::lint::ALL.iter().filter(|code| code.id != "W007") {
        assert!(said.contains(code.id), "{} is not met", code.id);
    }
}
