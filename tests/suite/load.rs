//! Rule files and their lists on disk: what is found, in which order, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use comity::source::folder::{LoadError, load};
use comity::source::{LARGEST_RULE_FILE, ListFileError, RuleFile};

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn names(folder: &Path, files: &[RuleFile]) -> Vec<String> {
    files.iter().map(|file| Path::new(&file.path).strip_prefix(folder).unwrap().display().to_string()).collect()
}

#[test]
fn a_folder_gives_its_rule_files_sorted_and_leaves_hidden_ones() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["z.comity", "a/b/c.comity", "a.comity", ".git/x.comity", "a/.hidden.comity", "notes.txt", "a/comity"] {
        write(folder.path(), name, "");
    }
    let files = load(folder.path()).unwrap();
    assert_eq!(names(folder.path(), &files), ["a/b/c.comity", "a.comity", "z.comity"]);
}

#[test]
fn one_file_is_loaded_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "rules.txt", "# nothing");
    let files = load(&folder.path().join("rules.txt")).unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].text, "# nothing");
}

#[test]
fn what_cannot_be_loaded_is_said() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(load(&folder.path().join("none")), Err(LoadError::Missing(_))));
    assert!(matches!(load(folder.path()), Err(LoadError::NoRules(_))));
    write(folder.path(), "large.comity", "");
    fs::File::options()
        .write(true)
        .open(folder.path().join("large.comity"))
        .unwrap()
        .set_len(LARGEST_RULE_FILE + 1)
        .unwrap();
    assert!(matches!(load(folder.path()), Err(LoadError::TooLarge { bytes, .. }) if bytes == LARGEST_RULE_FILE + 1));
    fs::write(folder.path().join("large.comity"), b"one\ntwo \xff").unwrap();
    assert!(matches!(load(folder.path()), Err(LoadError::NotUtf8 { line: 2, byte: 8, .. })));
}

#[test]
fn a_list_is_read_from_the_folder_of_its_rule_file() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/rules.comity", "");
    write(folder.path(), "a/lists/words.txt", "moron");
    write(folder.path(), "a/near.txt", "idiot");
    let files = load(folder.path()).unwrap();
    let read = |path: &str| files[0].lists.read(&files[0].path, path);
    assert_eq!(read("lists/words.txt").unwrap(), "moron");
    assert_eq!(read("./near.txt").unwrap(), "idiot");
    let missing = read("lists/word.txt").unwrap_err();
    assert_eq!(missing, ListFileError::Missing(vec!["lists/words.txt".into(), "near.txt".into()]));
    assert!(matches!(read("lists"), Err(ListFileError::Unreadable(_))));
}

#[test]
fn a_list_outside_the_folder_is_refused() {
    let outer = tempfile::tempdir().unwrap();
    write(outer.path(), "secret.txt", "secret");
    write(outer.path(), "rules/rules.comity", "");
    let files = load(&outer.path().join("rules")).unwrap();
    let read = |path: &str| files[0].lists.read(&files[0].path, path);
    let absolute = outer.path().join("secret.txt").display().to_string();
    for path in ["../secret.txt", "./../secret.txt", "x/../../secret.txt", &absolute, "..\\secret.txt", "/etc/passwd"] {
        assert_eq!(read(path), Err(ListFileError::Outside), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_only() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().unwrap();
    write(outer.path(), "secret.txt", "secret");
    write(outer.path(), "rules/rules.comity", "");
    write(outer.path(), "rules/words.txt", "moron");
    let rules = outer.path().join("rules");
    symlink(outer.path().join("secret.txt"), rules.join("out.txt")).unwrap();
    symlink(outer.path(), rules.join("sneaky.d")).unwrap_or_default();
    assert!(matches!(load(&rules), Err(LoadError::LeadsOut(_))));
    fs::remove_file(rules.join("sneaky.d")).unwrap();
    symlink(&rules, rules.join("round")).unwrap();
    symlink(rules.join("words.txt"), rules.join("in.txt")).unwrap();
    let files = load(&rules).unwrap();
    assert_eq!(files.len(), 1, "a link to a folder inside is not walked");
    let read = |path: &str| files[0].lists.read(&files[0].path, path);
    assert_eq!(read("in.txt").unwrap(), "moron");
    assert_eq!(read("out.txt"), Err(ListFileError::Outside));
    assert_eq!(read("round/words.txt").unwrap(), "moron");
}

#[test]
fn a_list_that_is_not_utf8_names_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "rules.comity", "");
    fs::write(folder.path().join("words.txt"), b"moron\n\xc3(").unwrap();
    let files = load(folder.path()).unwrap();
    assert_eq!(files[0].lists.read(&files[0].path, "words.txt"), Err(ListFileError::NotUtf8(6)));
}
