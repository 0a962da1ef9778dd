//! `comity init`: an empty place → a rule folder that works, with comments to try it on.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::console::{Console, print};
use super::stop::{Exit, Stop, plain_words};

/// The files, by their paths in the new folder.
const FILES: [(&str, &str); 3] = [
    ("rules/house.comity", include_str!("init/house.comity")),
    ("comments.jsonl", include_str!("init/comments.jsonl")),
    ("README.md", include_str!("init/README.md")),
];

#[derive(clap::Args)]
pub struct Args {
    /// The folder, which is made where there is none.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Makes the files; where one of them is there already, makes none.
///
/// # Errors
/// Where a file is there already or cannot be written.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let there: Vec<String> = FILES
        .iter()
        .map(|(path, _)| args.folder.join(path))
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| format!("`{}`", path.display()))
        .collect();
    if !there.is_empty() {
        let are = if there.len() == 1 { "is" } else { "are" };
        return Err(Stop::usage(format!("{} {are} there already, and nothing is overwritten", there.join(", ")))
            .help("name another folder: comity init my-rules"));
    }
    for (path, text) in FILES {
        let path = args.folder.join(path);
        write_new(&path, text)
            .map_err(|error| Stop::failed(format!("cannot write `{}`: {}", path.display(), plain_words(&error))))?;
        if !console.quiet {
            print(format!("wrote {}\n", path.display()))?;
        }
    }
    if !console.quiet {
        let enter =
            if args.folder == Path::new(".") { String::new() } else { format!("cd {} && ", quoted(&args.folder)) };
        print(format!("\nnow try them:\n  {enter}comity scan comments.jsonl\n"))?;
    }
    Ok(Exit::Done)
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}

/// The path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '.' | '_' | '-');
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
