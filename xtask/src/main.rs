//! What people who work on the repository do all day: `cargo xtask TASK`.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, ExitCode};

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/text/dictionary.fst");

const USAGE: &str = "\
usage: cargo xtask TASK
  ready               format, lint, test, run the rules' own tests and build the documentation
  snapshots           take over what the tests find as what they expect; read the difference before you commit it
  dictionary FILE…    make the set of ordinary words from lists of one word a line";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((task, [])) if task == "ready" => ready(),
        Some((task, [])) if task == "snapshots" => {
            cargo(&["test", "--quiet"], &[("INSTA_UPDATE", "always"), ("TRYCMD", "overwrite")])
        }
        Some((task, files)) if task == "dictionary" && !files.is_empty() => dictionary(files),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Folds the words of the files and writes them as one set. Possessives are left out: they are the word itself.
fn dictionary(files: &[String]) -> Result<String, String> {
    let mut words = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        for line in text.lines() {
            let word = comity::text::folded(line.trim());
            let is_word = word.chars().all(|c| c.is_ascii_lowercase() || c == '\'');
            if is_word && word.len() >= 2 && !word.ends_with("'s") {
                words.insert(word);
            }
        }
    }
    let count = words.len();
    let set = fst::Set::from_iter(words).map_err(|error| error.to_string())?;
    let bytes = set.as_fst().as_bytes();
    fs::write(TARGET, bytes).map_err(|error| format!("{TARGET}: {error}"))?;
    Ok(format!("{count} words, {} bytes", bytes.len()))
}

/// A call of cargo: its arguments, and what it finds in its environment.
type Step<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// Does what a change must pass, one step after the other, and stops at the first that fails.
fn ready() -> Result<String, String> {
    let lint = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    let steps: [Step<'_>; 5] = [
        (&["fmt", "--all"], &[]),
        (&lint, &[]),
        (&["test"], &[]),
        (&["run", "--quiet", "--package", "comity", "--", "test"], &[]),
        (&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-Dwarnings")]),
    ];
    for (arguments, variables) in steps {
        cargo(arguments, variables)?;
    }
    Ok("ready".to_owned())
}

fn cargo(arguments: &[&str], variables: &[(&str, &str)]) -> Result<String, String> {
    let said = format!("cargo {}", arguments.join(" "));
    println!("== {said}");
    let status = Command::new("cargo").args(arguments).envs(variables.iter().copied()).status();
    match status {
        Ok(status) if status.success() => Ok(format!("{said}: done")),
        Ok(_) => Err(format!("{said}: failed")),
        Err(error) => Err(format!("{said}: {error}")),
    }
}
