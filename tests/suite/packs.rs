//! The packs that ship: they compile without a warning worth mending, and every test that stands in them holds.

use std::fmt::Write as _;

use comity::check::Options;
use comity::eval::{Ruleset, TestOutcome, run_tests};
use comity::source::shipped;

/// Conditions that ask for what this many rules cannot know are tested with whoever answers them.
const WITHOUT_TESTS: [&str; 4] = ["off_topic.drifting", "off_topic.off_topic", "off_topic.pasted", "off_topic.thin"];

fn shipped_rules() -> Ruleset {
    let compiled = Ruleset::compile(shipped::all(), &Options::default());
    compiled.ruleset.expect("the shipped packs compile")
}

#[test]
fn each_pack_compiles_alone() {
    for name in shipped::names() {
        let files = shipped::load(name).expect("a shipped pack has files");
        let compiled = Ruleset::compile(files, &Options::default());
        let said: Vec<_> = compiled.diagnostics.iter().map(|said| format!("{}: {}", said.code, said.message)).collect();
        assert!(compiled.ruleset.is_some(), "{name}: {said:#?}");
    }
}

#[test]
fn every_test_in_the_packs_holds() {
    let ruleset = shipped_rules();
    let rules = &ruleset.rules().rules;
    let mut wrong = String::new();
    for result in run_tests(&ruleset) {
        let rule = &rules[result.rule.0 as usize];
        let test = rule.tests.iter().find(|test| test.span == result.span).expect("a result is of one of the tests");
        let body = test.comment.text(comity::comment::FieldId::BODY).unwrap_or("");
        let what = match result.outcome {
            TestOutcome::Right => continue,
            TestOutcome::Missed { missing } if missing.is_empty() => "did not fire".to_owned(),
            TestOutcome::Missed { missing } | TestOutcome::Undecided { missing } => {
                format!("could not decide without {}", missing.join(", "))
            }
            TestOutcome::Noisy { spans } => {
                let words: Vec<_> = spans.iter().map(|span| format!("{:?} as {:?}", span.text, span.means)).collect();
                format!("fired on {}", words.join(", "))
            }
        };
        let _ = writeln!(wrong, "{}: {what}: {body}", rule.name);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_says_what_it_is_and_shows_both_sides() {
    for rule in &shipped_rules().rules().rules {
        let name = rule.name.to_string();
        assert!(!rule.title.is_empty(), "{name} has no title");
        let told = rule.then.action >= comity::outcome::Action::Warn;
        assert!(!told || !rule.because.is_empty(), "{name} stops a comment and does not say why");
        if WITHOUT_TESTS.contains(&name.as_str()) {
            continue;
        }
        for flags in [true, false] {
            assert!(rule.tests.iter().any(|test| test.flags == flags), "{name} has no test with flags = {flags}");
        }
    }
}

#[test]
fn every_pack_describes_every_rule_in_its_readme() {
    let readmes = [
        ("civility", include_str!("../../rules/civility/README.md")),
        ("links", include_str!("../../rules/links/README.md")),
        ("off_topic", include_str!("../../rules/off_topic/README.md")),
        ("slurs", include_str!("../../rules/slurs/README.md")),
    ];
    for rule in &shipped_rules().rules().rules {
        let pack = rule.name.pack.as_deref().expect("a shipped rule has a pack");
        let readme = readmes.iter().find(|(name, _)| *name == pack).expect("a pack has a README").1;
        assert!(readme.contains(&format!("| `{}` |", rule.name.name)), "{} is not in its README", rule.name);
    }
}
