//! Makes the data files of the repository from their sources.

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/text/dictionary.fst");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((task, files)) if task == "dictionary" && !files.is_empty() => dictionary(files),
        _ => Err("usage: xtask dictionary FILE… (word lists, one word a line, UTF-8)".to_owned()),
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
