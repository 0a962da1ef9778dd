//! `comity test`: the tests that stand in rules → which rules do not do what their author wants, and why.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comity::comment::FieldId;
use comity::eval::{SpanFound, TestOutcome, TestResult, run_tests};
use comity::report::Printable;

use super::console::{Console, print};
use super::rules::{Loaded, RuleOptions, Warnings, counted};
use super::seen::seen;
use super::stop::{Exit, Stop};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Rules to test: files, folders, or names of packs that come with comity, as behind --rules.
    #[arg(value_name = "RULES")]
    more: Vec<String>,
    #[command(flatten)]
    rules: RuleOptions,
}

const EXAMPLES: &str = "\
A test says what its rule must do: `flags \"…\"`, or `passes \"…\"`. One that fails is
  missed     the rule should have fired and did not
  noisy      the rule fired and should not have
  undecided  the rule could not decide for want of a field: add it, `with FIELD is VALUE`

Examples:
  comity test
  comity test house-rules civility";

/// Runs the tests.
///
/// # Errors
/// Where rules have errors.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let loaded = args.rules.and(&args.more).load(console, Warnings::Shown)?;
    let results = run_tests(&loaded.ruleset);
    let mut out = String::new();
    for result in results.iter().filter(|result| result.outcome != TestOutcome::Right) {
        failed(result, &loaded, console.colors_out(), &mut out);
    }
    if !console.quiet {
        left_out(&loaded, &mut out);
    }
    out.push_str(&summary(&results));
    print(out)?;
    let right = results.iter().all(|result| result.outcome == TestOutcome::Right);
    Ok(if right { Exit::Done } else { Exit::Findings })
}

/// What came of a test, in a word.
fn word(outcome: &TestOutcome) -> &'static str {
    match outcome {
        TestOutcome::Right => "right",
        TestOutcome::Missed { .. } => "missed",
        TestOutcome::Noisy { .. } => "noisy",
        TestOutcome::Undecided { .. } => "undecided",
    }
}

/// Appends which test failed, where it stands, and why.
fn failed(result: &TestResult, loaded: &Loaded, color: bool, out: &mut String) {
    let rules = loaded.ruleset.rules();
    let rule = &rules.rules[result.rule.0 as usize];
    let place = loaded.sources.place(result.span.file, result.span.start);
    let file = &loaded.sources.get(result.span.file).name;
    let style = if color { AnsiColor::Red.on_default().bold() } else { Style::new() };
    let _ = writeln!(
        out,
        "{style}{}{style:#} {} at {}:{}",
        word(&result.outcome),
        Printable(&rule.name.to_string()),
        Printable(file),
        place.line
    );
    let test = rule.tests.iter().find(|test| test.span == result.span);
    if let Some(test) = test {
        let verb = if result.flags { "flags" } else { "passes" };
        let _ = writeln!(out, "    {verb} \"{}\"", Printable(test.comment.text(FieldId::BODY).unwrap_or("")));
    }
    match &result.outcome {
        TestOutcome::Right => {}
        TestOutcome::Missed { missing } if missing.is_empty() => {
            for line in test.map(|test| seen(rules, rule, &test.comment)).unwrap_or_default() {
                let _ = writeln!(out, "      {line}");
            }
        }
        TestOutcome::Missed { missing } | TestOutcome::Undecided { missing } => {
            let _ = writeln!(out, "      could not decide without {}", missing.join(", "));
            let fields: Vec<_> =
                missing.iter().filter(|field| !matches!(field.as_str(), "topic" | "history")).collect();
            if let Some(field) = fields.first() {
                let _ = writeln!(out, "      add it to the test: with {field} is …");
            }
        }
        TestOutcome::Noisy { spans } => {
            if !spans.is_empty() {
                let _ = writeln!(out, "      fired on {}", on_words(spans));
            }
            if let Some(test) = test.filter(|_| spans.is_empty()) {
                for line in seen(rules, rule, &test.comment) {
                    let _ = writeln!(out, "      {line}");
                }
            }
        }
    }
    out.push('\n');
}

fn on_words(spans: &[SpanFound]) -> String {
    let mut words: Vec<String> = Vec::new();
    for span in spans {
        let written = format!("\"{}\"", Printable(&span.text));
        let word = match &span.means {
            Some(means) if *means != span.text && !span.how.is_empty() => {
                format!("{written}, taken for {} ({})", Printable(means), span.how)
            }
            _ => written,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join("; ")
}

/// Appends what was not tested: scenes, and rules without tests.
fn left_out(loaded: &Loaded, out: &mut String) {
    let rules = &loaded.ruleset.rules().rules;
    let scenes: usize = rules.iter().map(|rule| rule.scenes.len()).sum();
    if scenes > 0 {
        let were = if scenes == 1 { "was" } else { "were" };
        let _ = writeln!(
            out,
            "{} {were} not run: a scene needs what happened before, which this command does not keep",
            counted(scenes, "scene")
        );
    }
    let without: Vec<String> = rules
        .iter()
        .filter(|rule| rule.tests.is_empty() && rule.scenes.is_empty())
        .map(|rule| Printable(&rule.name.to_string()).to_string())
        .collect();
    if !without.is_empty() {
        let _ = writeln!(out, "{} without tests: {}", counted(without.len(), "rule"), without.join(", "));
    }
}

/// `43 tests: 41 right, 1 missed, 1 noisy`.
fn summary(results: &[TestResult]) -> String {
    let mut parts = Vec::new();
    for kind in ["right", "missed", "noisy", "undecided"] {
        let count = results.iter().filter(|result| word(&result.outcome) == kind).count();
        if count > 0 {
            parts.push(format!("{count} {kind}"));
        }
    }
    let tests = counted(results.len(), "test");
    if parts.is_empty() { format!("{tests}\n") } else { format!("{tests}: {}\n", parts.join(", ")) }
}
