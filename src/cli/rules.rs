//! Which rules a command works by: what the user named → compiled rules, or every error in them said.

use std::collections::BTreeSet;
use std::path::Path;

use comity::check;
use comity::diagnostic::{Diagnostic, Renderer, Severity, did_you_mean, render};
use comity::eval::{Compiled, Ruleset};
use comity::source::{RuleFile, SourceMap, folder, shipped};

use super::console::Console;
use super::stop::{Exit, Stop};

/// Where rules are looked for when none are named.
const DEFAULT_FOLDER: &str = "rules";

/// Which rules to use.
#[derive(clap::Args)]
pub struct RuleOptions {
    /// Rules to use: a file, a folder, or the name of a pack that comes with comity. Can be given several times.
    /// Without it, ./rules where there is such a folder, else all packs that come with comity.
    #[arg(short, long = "rules", value_name = "PATH|PACK", help_heading = "Rules")]
    pub rules: Vec<String>,
    /// Change a `setting` of the rules, such as `--set young=14 days`.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting, help_heading = "Rules")]
    pub set: Vec<(String, String)>,
}

/// How warnings in the rules are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warnings {
    /// Each is shown.
    Shown,
    /// Their number is told, unless the user wants to know more.
    Counted,
}

/// Rules that can be judged by, with the files they came from.
pub struct Loaded {
    /// The rules.
    pub ruleset: Ruleset,
    /// Their files.
    pub sources: SourceMap,
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as NAME=VALUE, such as `young=14 days`".to_owned()),
    }
}

impl RuleOptions {
    /// The same options with more rules named.
    pub fn and(&self, more: &[String]) -> RuleOptions {
        let rules = self.rules.iter().chain(more).cloned().collect();
        RuleOptions { rules, set: self.set.clone() }
    }

    /// Reads the rules and finds everything that is wrong with them.
    ///
    /// # Errors
    /// Where rules cannot be read at all.
    pub fn compile(&self, console: &Console) -> Result<Compiled, Stop> {
        let files = self.files(console)?;
        Ok(Ruleset::compile(files, &check::Options { settings: self.set.clone() }))
    }

    /// Reads rules that can be judged by.
    ///
    /// # Errors
    /// Where they cannot be read or have errors, all of which have been said then.
    pub fn load(&self, console: &Console, warnings: Warnings) -> Result<Loaded, Stop> {
        let compiled = self.compile(console)?;
        let severity = |severity: Severity| {
            compiled.diagnostics.iter().filter(move |diagnostic| diagnostic.code.severity() == severity)
        };
        let errors: Vec<_> = severity(Severity::Error).collect();
        let warned: Vec<_> = severity(Severity::Warning).collect();
        if warnings == Warnings::Shown || console.verbose {
            show(&warned, &compiled.sources, console);
        }
        let Some(ruleset) = compiled.ruleset.filter(|_| errors.is_empty()) else {
            show(&errors, &compiled.sources, console);
            return Err(Stop::Failure { exit: Exit::Usage, what: in_files(&errors, &compiled.sources), help: None });
        };
        if warnings == Warnings::Counted && !console.verbose && !warned.is_empty() {
            let count = counted(warned.len(), "warning");
            console.note(&format!("{count} in the rules; `comity lint` shows {}", them(warned.len())));
        }
        Ok(Loaded { ruleset, sources: compiled.sources })
    }

    fn files(&self, console: &Console) -> Result<Vec<RuleFile>, Stop> {
        if self.rules.is_empty() {
            if !Path::new(DEFAULT_FOLDER).is_dir() {
                if console.verbose {
                    console.note(&format!("using the packs that come with comity: {}", shipped::names().join(", ")));
                }
                return Ok(shipped::all());
            }
            if console.verbose {
                console.note("using the rules in ./rules");
            }
            return loaded(DEFAULT_FOLDER);
        }
        let mut files: Vec<RuleFile> = Vec::new();
        let mut named = BTreeSet::new();
        for name in self.rules.iter().filter(|name| named.insert(name.as_str())) {
            let found = if Path::new(name).exists() {
                loaded(name)?
            } else {
                shipped::load(name).ok_or_else(|| unknown(name))?
            };
            files.extend(found);
        }
        // A file named beside its folder is one file.
        files.sort_by(|left, right| left.path.cmp(&right.path));
        files.dedup_by(|left, right| left.path == right.path && left.text == right.text);
        Ok(files)
    }
}

fn loaded(path: &str) -> Result<Vec<RuleFile>, Stop> {
    folder::load(Path::new(path)).map_err(|error| {
        let stop = Stop::usage(error.to_string());
        match error {
            folder::LoadError::NoRules(_) => stop.help(format!(
                "rule files end in .comity; the packs that come with comity are used by name: {}",
                shipped::names().join(", ")
            )),
            _ => stop,
        }
    })
}

/// Neither a path nor a pack.
fn unknown(name: &str) -> Stop {
    let stop = Stop::usage(format!("`{name}` is neither a file or folder nor a pack that comes with comity"));
    let mut beside = names_beside(Path::new(name));
    beside.retain(|name| name.ends_with(".comity") || Path::new(name).is_dir());
    let packs = shipped::names();
    let known = packs.iter().copied().chain(beside.iter().map(String::as_str));
    match did_you_mean(name, known).as_slice() {
        [] => stop.help(format!("the packs that come with comity are {}", packs.join(", "))),
        meant => stop.help(format!("did you mean `{}`?", meant.join("` or `"))),
    }
}

/// The files and folders that stand where `path` was looked for, named as it was.
pub fn names_beside(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .take(1_000)
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            folder.map_or_else(|| name.clone().into(), |folder| folder.join(&name)).to_str().map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

/// Shows diagnostics on standard error.
fn show(diagnostics: &[&Diagnostic], sources: &SourceMap, console: &Console) {
    for diagnostic in diagnostics {
        console.say(&drawn(diagnostic, sources, console.colors_err()));
        console.say("");
    }
}

/// A diagnostic as people see it.
pub fn drawn(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    render(diagnostic, sources, Renderer { color, short: false })
}

/// `3 errors in rules/house.comity`.
pub fn in_files(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    let what = diagnostics.first().map_or("error", |first| match first.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    });
    let files: BTreeSet<&str> =
        diagnostics.iter().map(|diagnostic| sources.get(diagnostic.span().file).name.as_str()).collect();
    let count = counted(diagnostics.len(), what);
    match files.iter().next() {
        Some(file) if files.len() == 1 => format!("{count} in {file}"),
        Some(_) => format!("{count} in {} files", files.len()),
        None => format!("{count} in the rules"),
    }
}

/// `1 error`, `2 errors`.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}
