//! The house keeps its shape: stages use only the stages before them, and files stay readable.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in their order; each may use only those before it.
const STAGES: &[&str] = &[
    "outcome",
    "source",
    "comment",
    "diagnostic",
    "simd",
    "text",
    "syntax",
    "format",
    "check",
    "topic",
    "history",
    "plan",
    "eval",
    "input",
    "batch",
    "report",
];

/// The leaves, which nothing else may use.
const LEAVES: &[&str] = &["cli", "server", "lsp"];

const MOST_LINES: usize = 700;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The stage a source file belongs to: its folder below `src`, or its own name at the top.
fn stage_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).expect("the file is below src");
    let first = below.components().next().expect("a file has a name").as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The stages that a source text names as `crate::STAGE`, alone or in a braced `use`.
fn stages_named(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut name = String::new();
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ if depth == 1 && (letter.is_alphanumeric() || letter == '_') => {
                        name.push(letter);
                        continue;
                    }
                    _ => {}
                }
                if !name.is_empty() {
                    named.insert(std::mem::take(&mut name));
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            named.insert(rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect());
        }
    }
    named
}

#[test]
fn a_stage_uses_only_the_stages_before_it() {
    let mut wrong = Vec::new();
    for path in files_below(&root().join("src"), "rs") {
        let stage = stage_of(&path);
        if stage == "lib" || stage == "main" {
            continue;
        }
        let own = STAGES.iter().position(|known| *known == stage);
        assert!(own.is_some() || LEAVES.contains(&stage.as_str()), "{} is in no known stage", path.display());
        let text = fs::read_to_string(&path).expect("the file can be read");
        for named in stages_named(&text) {
            let named_at = STAGES.iter().position(|known| *known == named);
            let allowed = named == stage || named_at.is_some_and(|at| own.is_none_or(|own| at < own));
            let is_stage = named_at.is_some() || LEAVES.contains(&named.as_str());
            if is_stage && !allowed {
                wrong.push(format!("{}: `{stage}` uses `{named}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_layering_test_sees_every_way_to_name_a_stage() {
    let text = "use crate::batch::scan;\nuse crate::{\n    text::{Level, Kind},\n    eval,\n};\n// crate::cli\nlet x = crate::report::human();";
    let named: Vec<_> = stages_named(text).into_iter().collect();
    assert_eq!(named, ["batch", "eval", "report", "text"]);
}

#[test]
fn no_source_file_is_longer_than_a_reader_can_hold() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "xtask"] {
        for path in files_below(&root().join(folder), "rs") {
            let lines = fs::read_to_string(&path).expect("the file can be read").lines().count();
            if lines > MOST_LINES {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_library_never_prints_nor_reads_the_environment_or_the_clock() {
    let forbidden =
        ["println!", "eprintln!", "print!(", "std::env", "env::var", "SystemTime", "Instant::now", "Timestamp::now"];
    let mut wrong = Vec::new();
    for path in files_below(&root().join("src"), "rs") {
        if LEAVES.contains(&stage_of(&path).as_str()) || stage_of(&path) == "main" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the file can be read");
        for word in forbidden {
            if text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word)) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = root().join("tests/suite");
    let main = fs::read_to_string(folder.join("main.rs")).expect("the suite has a main file");
    for path in files_below(&folder, "rs").into_iter().filter(|path| path.parent() == Some(&folder)) {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name}.rs is not part of the suite");
    }
}

#[test]
fn unsafe_code_stands_only_among_the_vector_steps() {
    for path in files_below(&root().join("src"), "rs").into_iter().filter(|path| stage_of(path) != "simd") {
        let text = fs::read_to_string(&path).expect("the file can be read");
        for forbidden in ["unsafe {", "unsafe fn", "unsafe impl"] {
            assert!(!text.contains(forbidden), "{} holds `{forbidden}`", path.display());
        }
    }
}
