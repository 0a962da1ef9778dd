//! What the documentation says is true: its examples compile, their own tests hold, its tables are complete, and the
//! report that the README shows is what the program prints.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use comity::check::Options;
use comity::comment::Schema;
use comity::diagnostic::{Renderer, render};
use comity::eval::{Compiled, Ruleset, TestOutcome, run_tests};
use comity::source::{ListFileError, ListFiles, RuleFile};
use comity::text::{Kind, Level};

const PAGES: [(&str, &str); 7] = [
    ("README.md", include_str!("../../README.md")),
    ("docs/guide.md", include_str!("../../docs/guide.md")),
    ("docs/language.md", include_str!("../../docs/language.md")),
    ("rules/civility/README.md", include_str!("../../rules/civility/README.md")),
    ("rules/links/README.md", include_str!("../../rules/links/README.md")),
    ("rules/off_topic/README.md", include_str!("../../rules/off_topic/README.md")),
    ("rules/slurs/README.md", include_str!("../../rules/slurs/README.md")),
];

/// A fenced block of a page.
struct Block {
    place: String,
    language: String,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for (page, text) in PAGES {
        let mut open: Option<Block> = None;
        for (at, line) in text.lines().enumerate() {
            match (line.strip_prefix("```"), open.as_mut()) {
                (Some(language), None) => {
                    let place = format!("{page}:{}", at + 1);
                    open = Some(Block { place, language: language.to_owned(), text: String::new() });
                }
                (Some(_), Some(_)) => blocks.extend(open.take()),
                (None, Some(block)) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{page}: a block is not closed");
    }
    blocks
}

/// The files of words that examples name.
struct ExampleLists;

impl ListFiles for ExampleLists {
    fn read(&self, _rule_file: &str, path: &str) -> Result<String, ListFileError> {
        let files = HashMap::from([("lists/insults.txt", "moron\nidiot\n"), ("lists/rude.txt", "dunce\n")]);
        files.get(path).map(|text| (*text).to_owned()).ok_or(ListFileError::Missing(Vec::new()))
    }
}

fn compile(text: &str) -> Compiled {
    let file = RuleFile { path: "example.comity".to_owned(), text: text.to_owned(), lists: Arc::new(ExampleLists) };
    Ruleset::compile(vec![file], &Options::default())
}

fn errors(compiled: &Compiled) -> String {
    let mut said = String::new();
    for diagnostic in compiled.diagnostics.iter().filter(|said| said.code.id.starts_with('E')) {
        let _ = writeln!(said, "{}", render(diagnostic, &compiled.sources, Renderer::default()));
    }
    said
}

#[test]
fn examples_compile_and_their_tests_hold() {
    let mut count = 0;
    for block in blocks().iter().filter(|block| block.language == "comity") {
        count += 1;
        let compiled = compile(&block.text);
        let Some(ruleset) = &compiled.ruleset else { panic!("{}\n{}", block.place, errors(&compiled)) };
        for result in run_tests(ruleset) {
            let rule = &ruleset.rules().rules[result.rule.0 as usize].name;
            assert_eq!(result.outcome, TestOutcome::Right, "{}: {rule}", block.place);
        }
    }
    assert!(count > 20, "only {count} examples were found");
}

#[test]
fn example_conditions_compile() {
    let blocks = blocks();
    let definitions = blocks.iter().find(|block| block.place.starts_with("docs/language.md")).expect("a first block");
    let mut count = 0;
    for block in blocks.iter().filter(|block| block.language == "comity condition") {
        for line in block.text.lines() {
            count += 1;
            let compiled = compile(&format!("{}\nrule example {{ when {line}\n then tag \"x\" }}\n", definitions.text));
            assert!(compiled.ruleset.is_some(), "{}: {line}\n{}", block.place, errors(&compiled));
        }
    }
    assert!(count > 30, "only {count} conditions were found");
}

#[test]
fn wrong_examples_are_refused_with_their_code() {
    for block in blocks() {
        let Some(code) = block.language.strip_prefix("comity wrong ") else { continue };
        let compiled = compile(&block.text);
        assert!(compiled.diagnostics.iter().any(|said| said.code.id == code), "{}\n{}", block.place, errors(&compiled));
    }
}

#[test]
fn blocks_are_of_a_known_kind() {
    let known = |language: &str| {
        ["comity", "comity condition", "console", "text"].contains(&language) || language.starts_with("comity wrong E")
    };
    for block in blocks() {
        assert!(known(&block.language), "{}: ```{}", block.place, block.language);
    }
}

#[test]
fn the_reference_names_every_field_measure_kind_and_level() {
    let reference = include_str!("../../docs/language.md");
    let schema = Schema::standard();
    let fields = schema.fields().map(|(_, field)| field.name.clone());
    let kinds = Kind::ALL.iter().map(|kind| kind.word().to_owned());
    let levels = Level::ALL.iter().map(|level| level.word().to_owned());
    for name in fields.chain(kinds).chain(levels) {
        assert!(reference.contains(&format!("`{name}`")), "`{name}` is not in docs/language.md");
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (page, text) in PAGES {
        let folder = root.join(page).parent().expect("a page stands in a folder").to_owned();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or("");
            if file.is_empty() || file.contains("://") {
                continue;
            }
            assert!(folder.join(file).exists(), "{page} links to {target}");
        }
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let blocks = blocks();
    let mut of_readme = blocks.iter().filter(|block| block.place.starts_with("README.md"));
    let command = of_readme.find(|block| block.language == "console").expect("a command");
    let arguments = command.text.trim().strip_prefix("$ cargo run -- ").expect("it runs the program");
    let shown = of_readme.find(|block| block.language == "text").expect("a report");
    let output = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments.split(' '))
        .args(["--color", "never"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let printed = String::from_utf8(output.stdout).expect("a report is UTF-8");
    let mut rest = printed.as_str();
    for line in shown.text.lines().filter(|line| !line.trim().is_empty() && *line != "…") {
        let whole = format!("{line}\n");
        let at = rest.find(&whole).unwrap_or_else(|| panic!("not printed, or not in this order: {line}\n{printed}"));
        rest = &rest[at + whole.len()..];
    }
}
