//! `comity check`: one comment → its verdict, before it is published.

use clap::ValueEnum;
use comity::batch::CommentWriter;
use comity::comment::Time;
use comity::eval::{Scanner, Verdict};
use comity::report::{Human, Options, ndjson};

use super::console::{Console, print};
use super::judge::CommentOptions;
use super::rules::{RuleOptions, Warnings};
use super::scan::{FailOn, clock, time};
use super::stop::{Exit, Stop};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    comment: CommentOptions,
    #[command(flatten)]
    rules: RuleOptions,
    /// The time to hold `until` against where the comment does not say when it was posted. Without it, now.
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Rules")]
    now: Option<Time>,
    /// The format of the verdict: for people, or as one line of JSON.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human", help_heading = "Report")]
    format: VerdictFormat,
    /// End with status 1 where the comment meets this action or a severer one; `approve` never counts.
    #[arg(long, value_enum, value_name = "ACTION", help_heading = "Report")]
    fail_on: Option<FailOn>,
}

const EXAMPLES: &str = "\
Examples:
  comity check --body \"You are such a m0r0n\"
  comity check --body \"Look: spam.example\" --field \"author.age=2 days\" --fail-on hold
  echo '{\"id\": \"c1\", \"body\": \"Hello\"}' | comity check --format json";

/// How a verdict is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum VerdictFormat {
    /// For people.
    Human,
    /// One line of JSON.
    #[value(alias = "ndjson")]
    Json,
}

/// Judges one comment.
///
/// # Errors
/// Where rules have errors or there is no comment.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let loaded = args.rules.load(console, Warnings::Counted)?;
    let rules = loaded.ruleset.rules();
    let comment = args.comment.comment(&rules.schema)?;
    let verdict = Scanner::new(&loaded.ruleset).at(args.now.or_else(clock)).scan(&comment);
    let mut out = Vec::new();
    match args.format {
        VerdictFormat::Json => ndjson::write_line(&verdict, &mut out),
        VerdictFormat::Human => {
            let options = Options { all: true, summary: false, color: console.colors_out() };
            Human::new(rules, options).write(&comment, &verdict, &mut out);
            // A report parts comments by an empty line; this is the only one.
            out.pop();
            for undecided in &verdict.undecided {
                let name = &rules.rules[undecided.rule.0 as usize].name;
                out.extend(format!("  {name} could not decide without {}\n", undecided.missing.join(", ")).bytes());
            }
        }
    }
    print(out)?;
    Ok(exit(args.fail_on, &verdict))
}

fn exit(fail_on: Option<FailOn>, verdict: &Verdict) -> Exit {
    if fail_on.is_some_and(|fail_on| fail_on.counts(verdict.action)) { Exit::Findings } else { Exit::Done }
}
