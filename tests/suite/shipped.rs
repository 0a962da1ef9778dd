//! The packs inside the binary are the folder `rules/`, whole and unchanged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use comity::source::shipped;

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The table as it must be; a README is for people who read the repository.
fn table() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut names: Vec<String> = files_below(&root)
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
        .filter(|name| name.ends_with(".comity") || name.ends_with(".txt"))
        .collect();
    names.sort();
    let mut table = String::from(
        "//! Every file below `rules/`, sorted by path. Written by the test that compares it with the folder: run it with\n\
         //! `UPDATE=1` after a change there.\n\n\
         /// The paths below `rules/` with their texts.\n\
         pub(super) const FILES: &[(&str, &str)] = &[\n",
    );
    for name in names {
        writeln!(table, "    (\"{name}\", include_str!(\"../../rules/{name}\")),").unwrap();
    }
    table.push_str("];\n");
    table
}

#[test]
fn the_table_of_shipped_files_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/source/shipped_files.rs");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, table()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, table(), "run this test with UPDATE=1, then build again");
}

#[test]
fn every_shipped_pack_loads_by_its_name() {
    let names = shipped::names();
    assert!(names.contains(&"civility"), "{names:?}");
    for name in &names {
        let files = shipped::load(name).unwrap();
        assert!(files.iter().all(|file| file.path.starts_with(&format!("{name}/")) && !file.text.is_empty()));
    }
    assert!(shipped::load("civil").is_none());
    assert_eq!(shipped::all().len(), names.iter().map(|name| shipped::load(name).unwrap().len()).sum::<usize>());
}
