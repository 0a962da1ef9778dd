//! `comity lint`: rules → their errors and warnings.

use comity::diagnostic::Severity;

use super::console::{Console, print};
use super::rules::{RuleOptions, counted, drawn, in_files};
use super::stop::{Exit, Stop};

#[derive(clap::Args)]
pub struct Args {
    /// Rules to look at: files, folders, or names of packs that come with comity, as for `-r`.
    #[arg(value_name = "RULES")]
    more: Vec<String>,
    #[command(flatten)]
    rules: RuleOptions,
}

/// Shows everything that is wrong with the rules. Warnings alone end with status 0.
///
/// # Errors
/// Where the rules cannot be read.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let compiled = args.rules.and(&args.more).compile(console)?;
    let mut out = String::new();
    for diagnostic in &compiled.diagnostics {
        out.push_str(&drawn(diagnostic, &compiled.sources, console.colors_out()));
        out.push_str("\n\n");
    }
    let of = |severity: Severity| -> Vec<_> {
        compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() == severity).collect()
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let found: Vec<String> = [&errors, &warnings]
        .into_iter()
        .filter(|found| !found.is_empty())
        .map(|found| in_files(found, &compiled.sources))
        .collect();
    if found.is_empty() {
        let rules = compiled.ruleset.map_or(0, |ruleset| ruleset.rules().rules.len());
        out.push_str(&format!("nothing to complain of in {}\n", counted(rules, "rule")));
    } else {
        out.push_str(&format!("{}\n", found.join("; ")));
    }
    print(out)?;
    Ok(if errors.is_empty() { Exit::Done } else { Exit::Usage })
}
