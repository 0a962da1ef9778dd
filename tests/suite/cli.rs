//! The program as its users run it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The folder of the cases: rules, comments and what is wrong with them.
fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/house.in")
}

fn comity(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    comity(folder).args(arguments).output().expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the errors are UTF-8")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}

fn given(output: &mut Command, input: &[u8]) -> Output {
    let mut child =
        output.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("it has standard input");
    // The program may end before it has read everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// A folder with the rules and a dump long enough to be cut into many chunks.
fn long_dump() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("rules")).expect("a folder can be made");
    fs::copy(house().join("rules/house.comity"), folder.path().join("rules/house.comity"))
        .expect("the rules are there");
    let comments = fs::read_to_string(house().join("comments.jsonl")).expect("the comments are there");
    fs::write(folder.path().join("long.jsonl"), comments.repeat(2_000)).expect("a file can be written");
    folder
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").run();
}

#[test]
fn every_number_of_threads_writes_the_same_report() {
    let folder = long_dump();
    for format in ["human", "ndjson", "csv"] {
        let report = |threads: &str| {
            let output = run(folder.path(), &["scan", "long.jsonl", "--format", format, "--all", "--threads", threads]);
            assert_eq!(status(&output), 0, "{}", err(&output));
            output.stdout
        };
        let one = report("1");
        assert!(one.len() > 1_000_000, "the report is long");
        assert!(one == report("2") && one == report("7"), "{format}");
    }
}

#[test]
fn whoever_has_read_enough_may_go() {
    let folder = long_dump();
    let mut child = comity(folder.path())
        .args(["scan", "long.jsonl", "--format", "ndjson", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("it has standard output"));
    reader.read_line(&mut first).expect("there is a line");
    drop(reader);
    let mut errors = String::new();
    child.stderr.take().expect("it has standard error").read_to_string(&mut errors).expect("the errors are UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{errors}");
    assert_eq!(errors, "");
    assert!(first.starts_with("{\"schema\":1,\"id\":\"c1\""), "{first}");
}

#[test]
fn a_report_in_a_file_is_the_report() {
    let folder = long_dump();
    let written = run(folder.path(), &["scan", "long.jsonl", "-o", "report.txt", "-q"]);
    assert_eq!((status(&written), out(&written), err(&written)), (0, String::new(), String::new()));
    let shown = run(folder.path(), &["scan", "long.jsonl", "-q"]);
    assert!(fs::read(folder.path().join("report.txt")).expect("the report is there") == shown.stdout);
    assert_eq!(names_in(folder.path()), ["long.jsonl", "report.txt", "rules"]);
}

#[test]
fn a_scan_that_fails_leaves_the_old_report() {
    let folder = long_dump();
    fs::write(folder.path().join("report.txt"), "old").expect("a file can be written");
    let mut packed = vec![0x1f, 0x8b, 8, 0];
    packed.extend([0xff; 40]);
    fs::write(folder.path().join("torn.jsonl.gz"), packed).expect("a file can be written");
    fs::write(folder.path().join("wrong.comity"), "rule x { }").expect("a file can be written");
    for arguments in [
        &["scan", "no.jsonl", "-o", "report.txt"] as &[&str],
        &["scan", "long.jsonl", "-o", "report.txt", "-r", "wrong.comity"],
        &["scan", "torn.jsonl.gz", "-o", "/dev/full"],
    ] {
        let output = run(folder.path(), arguments);
        assert!(status(&output) >= 2, "{arguments:?}");
        assert!(!err(&output).is_empty(), "{arguments:?}");
        assert_eq!(fs::read_to_string(folder.path().join("report.txt")).expect("it is there"), "old");
        assert!(!names_in(folder.path()).iter().any(|name| name.contains("unfinished")), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_scan_leaves_the_old_report_and_nothing_else() {
    let folder = long_dump();
    fs::write(folder.path().join("report.txt"), "old").expect("a file can be written");
    let mut child = comity(folder.path())
        .args(["scan", "-", "-o", "report.txt"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // The program waits for the rest of its input, with the report begun.
    let mut stdin = child.stdin.take().expect("it has standard input");
    stdin.write_all(b"{\"id\":\"1\",\"body\":\"you moron\"}\n").expect("it reads");
    while !names_in(folder.path()).iter().any(|name| name.contains("unfinished")) {
        assert_eq!(child.try_wait().expect("it runs"), None);
        std::thread::yield_now();
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    let ended = child.wait().expect("it ends");
    assert_ne!(ended.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("report.txt")).expect("it is there"), "old");
    assert!(!names_in(folder.path()).iter().any(|name| name.contains("unfinished")), "{:?}", names_in(folder.path()));
}

#[cfg(unix)]
#[test]
fn a_report_is_written_into_a_pipe_in_place() {
    let folder = long_dump();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("the pipe can be read")
    });
    let output = run(folder.path(), &["scan", "long.jsonl", "-q", "--summary", "-o", "pipe"]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(reader.join().expect("the reader ends").contains("16,000 comments"));
    assert!(!fs::symlink_metadata(&pipe).expect("the pipe is there").is_file(), "it is a pipe still");
}

#[test]
fn colours_are_used_only_where_they_are_wanted() {
    let scan = |color: &str| out(&run(&house(), &["scan", "comments.jsonl", "-q", "--color", color]));
    assert!(scan("always").contains('\u{1b}'));
    assert!(!scan("never").contains('\u{1b}'));
    assert!(!scan("auto").contains('\u{1b}'), "a pipe is no terminal");
    let forced = comity(&house()).args(["scan", "comments.jsonl", "-q"]).env("NO_COLOR", "1").output();
    assert!(!out(&forced.expect("the program runs")).contains('\u{1b}'));
}

#[test]
fn standard_input_is_scanned_and_judged() {
    let scanned = given(comity(&house()).args(["scan", "-", "-q"]), b"{\"id\":\"x\",\"body\":\"you moron\"}\n");
    assert!(
        out(&scanned).starts_with("x: hold, score 3\n    \u{ab}you\u{bb} \u{ab}moron\u{bb}\n"),
        "{}",
        out(&scanned)
    );
    let checked = given(comity(&house()).args(["check", "--format", "json"]), b"{\"id\":\"x\",\"body\":\"you moron\"}");
    assert!(
        out(&checked).starts_with("{\"schema\":1,\"id\":\"x\",\"action\":\"hold\",\"score\":3,"),
        "{}",
        out(&checked)
    );
    let torn = given(comity(&house()).args(["check"]), b"{\"id\":\"x\",");
    assert_eq!((status(&torn), out(&torn)), (3, String::new()));
    let bytes = given(comity(&house()).args(["check"]), b"\xff\xfe");
    assert_eq!((status(&bytes), out(&bytes)), (3, String::new()));
}

#[test]
fn nothing_of_a_comment_reaches_the_terminal_as_a_command() {
    for format in ["human", "ndjson", "csv"] {
        let report = out(&run(&house(), &["scan", "comments.jsonl", "-q", "--all", "--format", format]));
        assert!(!report.contains(['\u{1b}', '\u{202e}']) || format == "csv" && !report.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn a_new_rule_folder_works() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let made = run(folder.path(), &["init", "my rules"]);
    assert_eq!(status(&made), 0, "{}", err(&made));
    assert!(out(&made).ends_with("cd 'my rules' && comity scan comments.jsonl\n"), "{}", out(&made));
    let inside = folder.path().join("my rules");

    let tested = run(&inside, &["test"]);
    assert_eq!(status(&tested), 0, "{}{}", out(&tested), err(&tested));
    let linted = run(&inside, &["lint"]);
    assert!(out(&linted).starts_with("nothing to complain of"), "{}", out(&linted));
    let scanned = run(&inside, &["scan", "comments.jsonl", "--format", "csv", "-q"]);
    let flagged: Vec<String> = out(&scanned).lines().skip(1).map(|line| line[..line.len().min(6)].to_owned()).collect();
    for id in ["2,hold", "3,hold", "5,hold", "8,hold"] {
        assert!(flagged.iter().any(|line| line == id), "{id} in {flagged:?}");
    }
    for id in ["1,", "4,", "6,"] {
        assert!(!flagged.iter().any(|line| line.starts_with(id)), "{id} in {flagged:?}");
    }

    let again = run(folder.path(), &["init", "my rules"]);
    assert_eq!(status(&again), 2);
    assert!(err(&again).contains("nothing is overwritten"), "{}", err(&again));
    let readme = fs::read_to_string(inside.join("README.md")).expect("it is there");
    for line in readme.lines().filter_map(|line| line.trim_start().strip_prefix("comity ")) {
        let command = line.split("  ").next().unwrap_or_default();
        let words: Vec<&str> = command.split('"').collect();
        let mut arguments: Vec<&str> = words[0].split_whitespace().collect();
        arguments.extend(words.get(1));
        assert_eq!(status(&run(&inside, &arguments)), 0, "{command}");
    }
}

#[test]
fn the_packs_inside_the_program_work_from_any_folder() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let checked = run(folder.path(), &["check", "--body", "You are such a m0r0n", "--format", "json"]);
    assert_eq!(status(&checked), 0, "{}", err(&checked));
    assert!(out(&checked).contains("\"rule\":\"civility.personal_attack\""), "{}", out(&checked));
    let only_links =
        run(folder.path(), &["check", "-r", "links", "--body", "You are such a m0r0n", "--format", "json"]);
    assert!(out(&only_links).contains("\"rules\":[]"), "{}", out(&only_links));
}

#[test]
fn every_command_and_option_explains_itself() {
    for command in ["", "scan", "check", "test", "lint", "explain", "init", "version"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let output = run(&house(), &arguments);
        assert_eq!(status(&output), 0, "{command}");
        let help = out(&output);
        let options = help.lines().filter(|line| line.trim_start().starts_with("-")).count();
        assert!(options >= 4, "{command}: {help}");
        let is_option = |line: &str| line.trim_start().starts_with("--") && !line.starts_with("          ");
        for (at, line) in help.lines().enumerate().filter(|(_, line)| is_option(line)) {
            let next = help.lines().nth(at + 1).unwrap_or_default();
            let said = line.trim_start().contains("  ") || !next.trim().is_empty();
            assert!(said, "{command}: `{line}` says nothing");
        }
    }
}
