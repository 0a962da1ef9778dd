//! The packs inside the binary: their rule files and the lists these name.

use std::sync::Arc;

use super::shipped_files::FILES;
use super::{ListFileError, ListFiles, RuleFile};

/// The names of the shipped packs, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = rule_files().filter_map(|(path, _)| Some(path.split_once('/')?.0)).collect();
    names.dedup();
    names
}

/// The rule files of one shipped pack, sorted; `None` where there is no such pack.
pub fn load(name: &str) -> Option<Vec<RuleFile>> {
    let of_pack = |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    let files: Vec<_> = rule_files().filter(|(path, _)| of_pack(path)).map(rule_file).collect();
    (!files.is_empty()).then_some(files)
}

/// The rule files of all shipped packs, sorted.
pub fn all() -> Vec<RuleFile> {
    rule_files().map(rule_file).collect()
}

fn rule_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(|(path, _)| path.ends_with(".comity"))
}

fn rule_file((path, text): (&'static str, &'static str)) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.to_owned(), lists: Arc::new(ShippedFiles) }
}

/// The list files of the shipped packs.
struct ShippedFiles;

impl ListFiles for ShippedFiles {
    fn read(&self, rule_file: &str, path: &str) -> Result<String, ListFileError> {
        let folder = rule_file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let full = format!("{folder}/{path}");
        let at = FILES.binary_search_by(|(known, _)| (*known).cmp(full.as_str()));
        at.map(|at| FILES[at].1.to_owned()).map_err(|_| {
            let beside = FILES.iter().filter_map(|(known, _)| known.strip_prefix(folder)?.strip_prefix('/'));
            ListFileError::Missing(beside.filter(|name| !name.ends_with(".comity")).map(str::to_owned).collect())
        })
    }
}
