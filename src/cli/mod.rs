//! The command line: reads arguments, runs one command, and says how it ended.
//!
//! The only part that touches the terminal, the environment, the clock and files by name. One file a command; each
//! returns how it ended, or why it stopped.

mod check;
mod console;
mod explain;
mod init;
mod judge;
mod lint;
mod output;
mod progress;
mod rules;
mod scan;
mod seen;
mod stop;
mod test;
mod version;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::{Console, ConsoleOptions};
use stop::{Exit, Stop};

/// Moderate comments by rules that read aloud: scan dumps, check single comments, and see which rule fired, on which
/// words, and why.
#[derive(Parser)]
#[command(name = "comity", version, disable_help_subcommand = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    console: ConsoleOptions,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Start with:
  comity init my-rules               make a rule folder that works, with comments to try it on
  comity scan comments.jsonl         scan comments by ./rules, or by the packs that come with comity

Exit status: 0 done; 1 findings (--fail-on) or failed tests; 2 wrong usage or errors in rules; 3 input or output failed.";

#[derive(Subcommand)]
enum Command {
    /// Flag the comments of dumps.
    Scan(scan::Args),
    /// Judge one comment.
    Check(check::Args),
    /// Run the tests that stand in the rules.
    Test(test::Args),
    /// Show the errors and warnings in the rules.
    Lint(lint::Args),
    /// Explain an error code or a rule.
    Explain(explain::Args),
    /// Make a rule folder that works, with comments to try it on.
    Init(init::Args),
    /// Tell the versions of comity and of the data it decides by.
    Version,
}

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(&cli.console);
    let ended = match cli.command {
        Command::Scan(args) => scan::run(&args, &console),
        Command::Check(args) => check::run(&args, &console),
        Command::Test(args) => test::run(&args, &console),
        Command::Lint(args) => lint::run(&args, &console),
        Command::Explain(args) => explain::run(&args, &console),
        Command::Init(args) => init::run(&args, &console),
        Command::Version => version::run(&console),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(Stop::ClosedPipe) => Exit::Done.into(),
        Err(Stop::Failure { exit, what, help }) => {
            console.error(&what, help.as_deref());
            exit.into()
        }
    }
}
