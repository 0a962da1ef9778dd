//! `comity scan`: the comments of dumps → a report.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use comity::batch::{self, Input, ScanError, Totals};
use comity::comment::Time;
use comity::diagnostic::did_you_mean;
use comity::input::{self, FieldMap};
use comity::outcome::Action;
use comity::report::{self, Printable};
use indicatif::{HumanBytes, HumanCount};

use super::console::Console;
use super::output::Output;
use super::progress::{Bar, a_second};
use super::rules::{RuleOptions, Warnings, names_beside};
use super::stop::{Exit, Stop, plain_words};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Dumps of comments: JSON lines, CSV, TSV or one comment a line, also gzip or zstd. `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// The time to hold `until` against where a comment does not say when it was posted, such as 2024-02-29. Without
    /// it, now.
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Rules")]
    now: Option<Time>,
    /// How the dumps are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "auto", help_heading = "Input")]
    input_format: InputFormat,
    /// Under which names the dump has its fields, such as body=comment_text,author.name=user. Usual names are known.
    #[arg(long, value_name = "FIELD=NAME,…", value_delimiter = ',', help_heading = "Input")]
    map: Vec<String>,
    /// How many threads to use. Without it, as many as the machine has processors.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Input")]
    threads: Option<u16>,
    /// The format of the report: for people, for programs (JSON lines), for spreadsheets.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human", help_heading = "Report")]
    format: ReportFormat,
    /// Write the report to a file, which appears when it is complete.
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    output: Option<PathBuf>,
    /// List also the comments on which no rule fired.
    #[arg(long, conflicts_with = "summary", help_heading = "Report")]
    all: bool,
    /// Only count, by action and rule.
    #[arg(long, help_heading = "Report")]
    summary: bool,
    /// End with status 1 where a comment meets this action or a severer one; `approve` never counts.
    #[arg(long, value_enum, value_name = "ACTION", help_heading = "Report")]
    fail_on: Option<FailOn>,
}

const EXAMPLES: &str = "\
Examples:
  comity scan comments.jsonl
  comity scan RC_2024-05.zst --rules house-rules --summary
  comity scan export.csv --map body=comment_text,author.name=user
  zcat comments.gz | comity scan - --format ndjson -o flagged.ndjson
  comity scan new.jsonl --rules civility --rules links --fail-on hold";

/// How a dump is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// See by its first bytes.
    Auto,
    /// One JSON object a line.
    Jsonl,
    /// JSON objects over any number of lines, in a list or one behind the other.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// One comment a line.
    Text,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Human,
    /// One JSON object a line, for programs.
    Ndjson,
    /// Comma-separated values, for spreadsheets.
    Csv,
}

/// From which action on a comment is a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any action.
    Tag,
    /// Warn or worse.
    Warn,
    /// Hold or worse.
    Hold,
    /// Remove or worse.
    Remove,
    /// Only bans.
    Ban,
}

impl FailOn {
    /// Whether this action is one of those.
    pub fn counts(self, action: Action) -> bool {
        let from = match self {
            FailOn::Tag => Action::Tag,
            FailOn::Warn => Action::Warn,
            FailOn::Hold => Action::Hold,
            FailOn::Remove => Action::Remove,
            FailOn::Ban => Action::Ban,
        };
        action >= from && action != Action::Approve
    }
}

/// Reads a time for `--now`.
pub fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "write a time such as `2024-02-29` or `2024-02-29T10:00:00Z`".to_owned())
}

/// The time it is.
pub fn clock() -> Option<Time> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Time::from_milliseconds(i64::try_from(since.as_millis()).ok()?)
}

/// Scans.
///
/// # Errors
/// Where rules have errors, or input or output fails.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let loaded = args.rules.load(console, Warnings::Counted)?;
    let rules = loaded.ruleset.rules();
    let fields: FieldMap = args.map.join(",").parse().map_err(|error: input::MapError| bad_map(&error))?;
    fields.check(&rules.schema).map_err(|error| bad_map(&error))?;
    let (inputs, bytes) = inputs(&args.inputs)?;
    not_an_input(args)?;
    let mut output = Output::open(args.output.as_deref())?;
    let color = if output.is_stdout() { console.colors_out() } else { console.colors_always() };
    let report = report::report(
        report_format(args.format),
        rules,
        report::Options { all: args.all, summary: args.summary, color },
    );
    let options = batch::Options {
        format: input_format(args.input_format),
        fields,
        threads: args.threads.map_or(0, usize::from),
        now: args.now.or_else(clock),
        ..batch::Options::default()
    };

    let streams_to_the_terminal = output.is_stdout() && !args.summary && is_terminal();
    let shows_bar = Console::watched() && !console.quiet && !streams_to_the_terminal;
    let mut bar = if shows_bar { Bar::shown(bytes) } else { Bar::hidden() };
    write(&mut output, |out| report.start(out))?;
    let scanned = batch::scan(inputs, &loaded.ruleset, &options, &*report, &mut output, &mut bar);
    let took = bar.finish();
    let totals = scanned.map_err(scan_stopped)?;
    write(&mut output, |out| report.finish(&totals, out))?;
    let told_damage = output.is_stdout() && args.format == ReportFormat::Human;
    output.finish()?;

    if !console.quiet {
        if !told_damage {
            tell_damage(&totals, console);
        }
        console.say(&figures(&totals, took));
    }
    Ok(exit(args, &totals))
}

fn exit(args: &Args, totals: &Totals) -> Exit {
    let found = |action: Action| totals.actions[action as usize] > 0;
    if totals.damaged > 0 {
        Exit::Failed
    } else if args
        .fail_on
        .is_some_and(|fail_on| Action::ALL.into_iter().any(|action| fail_on.counts(action) && found(action)))
    {
        Exit::Findings
    } else {
        Exit::Done
    }
}

fn is_terminal() -> bool {
    std::io::IsTerminal::is_terminal(&std::io::stdout())
}

fn write(output: &mut Output, append: impl FnOnce(&mut Vec<u8>)) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    append(&mut bytes);
    std::io::Write::write_all(output, &bytes).map_err(|error| Stop::output(&error))
}

fn bad_map(error: &input::MapError) -> Stop {
    Stop::usage(format!("--map: {error}"))
}

fn input_format(format: InputFormat) -> input::Format {
    match format {
        InputFormat::Auto => input::Format::Auto,
        InputFormat::Jsonl => input::Format::Jsonl,
        InputFormat::Json => input::Format::Json,
        InputFormat::Csv => input::Format::Csv,
        InputFormat::Tsv => input::Format::Tsv,
        InputFormat::Text => input::Format::Text,
    }
}

fn report_format(format: ReportFormat) -> report::Format {
    match format {
        ReportFormat::Human => report::Format::Human,
        ReportFormat::Ndjson => report::Format::Ndjson,
        ReportFormat::Csv => report::Format::Csv,
    }
}

/// The inputs, and how many bytes they have together where that is known.
fn inputs(paths: &[PathBuf]) -> Result<(Vec<Input>, Option<u64>), Stop> {
    let mut bytes = Some(0);
    let mut inputs = Vec::new();
    let mut standard_input = false;
    for path in paths {
        if path == Path::new("-") {
            if std::mem::replace(&mut standard_input, true) {
                return Err(Stop::usage("standard input, `-`, is named twice"));
            }
            bytes = None;
            inputs.push(Input::Reader { name: "standard input".to_owned(), reader: Box::new(std::io::stdin()) });
            continue;
        }
        let known = fs::metadata(path).map_err(|error| {
            let stop = Stop::failed(format!("cannot read `{}`: {}", path.display(), plain_words(&error)));
            let name = path.to_string_lossy();
            match did_you_mean(&name, names_beside(path).iter().map(String::as_str)).as_slice() {
                [] => stop,
                meant => stop.help(format!("did you mean `{}`?", meant.join("` or `"))),
            }
        })?;
        if known.is_dir() {
            return Err(Stop::failed(format!("cannot read `{}`: it is a folder", path.display()))
                .help(format!("name the files in it: {}/*", path.display())));
        }
        bytes = bytes.filter(|_| known.is_file()).map(|bytes: u64| bytes + known.len());
        inputs.push(Input::Path(path.clone()));
    }
    Ok((inputs, bytes))
}

/// A report must not replace the comments it is about.
fn not_an_input(args: &Args) -> Result<(), Stop> {
    let Some(output) = args.output.as_deref().and_then(|path| fs::canonicalize(path).ok()) else { return Ok(()) };
    match args.inputs.iter().find(|path| fs::canonicalize(path).is_ok_and(|path| path == output && path.is_file())) {
        Some(path) => Err(Stop::usage(format!("the report would replace the comments in `{}`", path.display()))
            .help("name another file behind -o")),
        None => Ok(()),
    }
}

fn scan_stopped(error: ScanError) -> Stop {
    match error {
        ScanError::Output(error) => Stop::output(&error),
        ScanError::Input { input, source } => {
            Stop::failed(format!("cannot read `{}`: {}", Printable(&input), plain_words(&source)))
        }
        ScanError::Refused { input, refusal } => {
            Stop::failed(format!("cannot scan `{}`: {}", Printable(&input), refusal.reason)).help(refusal.help)
        }
        error => Stop::failed(error.to_string()),
    }
}

fn tell_damage(totals: &Totals, console: &Console) {
    if let Some(first) = totals.damage.first() {
        let records = if totals.damaged == 1 { "record" } else { "records" };
        console.note(&format!(
            "{} {records} could not be read; the first is {}:{}: {}",
            HumanCount(totals.damaged),
            Printable(&first.input),
            first.line,
            Printable(&first.reason)
        ));
    }
}

fn figures(totals: &Totals, took: Duration) -> String {
    let comments = if totals.comments == 1 { "comment" } else { "comments" };
    format!(
        "{} {comments} ({}) in {:.2} s: {} comments/s",
        HumanCount(totals.comments),
        HumanBytes(totals.bytes),
        took.as_secs_f64(),
        HumanCount(a_second(totals.comments, took))
    )
}
