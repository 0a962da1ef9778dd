//! `comity explain`: a code of an error or warning → its page; a rule → what it says, and what it makes of a comment.

use std::fmt::Write as _;

use comity::check::{Rule, RuleId, Then};
use comity::comment::Comment;
use comity::diagnostic::{Diagnostics, codes, did_you_mean};
use comity::eval::Scanner;
use comity::outcome::Action;
use comity::report::Printable;
use comity::source::Span;
use comity::syntax::ast::Item;
use comity::syntax::parse;

use super::console::{Console, print};
use super::judge::from_json;
use super::rules::{Loaded, RuleOptions, Warnings, counted};
use super::scan::clock;
use super::seen::seen;
use super::stop::{Exit, Stop};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The code of an error or a warning, such as E101, or the name of a rule, such as civility.shouting.
    #[arg(value_name = "CODE|RULE")]
    what: String,
    /// Tell why the rule fires or does not on this comment: its text, or a JSON object.
    #[arg(long, value_name = "TEXT|JSON", allow_hyphen_values = true)]
    comment: Option<String>,
    #[command(flatten)]
    rules: RuleOptions,
}

const EXAMPLES: &str = "\
Examples:
  comity explain E101
  comity explain civility.shouting
  comity explain civility.personal_attack --comment \"you are a m0r0n\"";

/// Explains.
///
/// # Errors
/// Where there is nothing of that name, or rules have errors.
pub fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let names_a_code =
        args.what.starts_with(['E', 'W', 'e', 'w']) && args.what[1..].bytes().all(|byte| byte.is_ascii_digit());
    if let Some(code) = codes::find(&args.what) {
        print(format!("{}: {}\n\n{}\n", code.id, code.slug, code.page.trim()))?;
        return Ok(Exit::Done);
    }
    if names_a_code && args.what.len() > 1 {
        let stop = Stop::usage(format!("there is no code `{}`", args.what));
        let meant = did_you_mean(&args.what.to_uppercase(), codes::all().map(|code| code.id)).join("` or `");
        return Err(if meant.is_empty() { stop } else { stop.help(format!("did you mean `{meant}`?")) });
    }
    let loaded = args.rules.load(console, Warnings::Counted)?;
    let id = find(&args.what, &loaded)?;
    let mut out = about(&loaded, id);
    if let Some(text) = &args.comment {
        let comment = if text.trim_start().starts_with('{') {
            from_json(text, &loaded.ruleset.rules().schema)?
        } else {
            Comment::with_body(text.as_str())
        };
        out.push_str(&why(&loaded, id, &comment));
    }
    print(out)?;
    Ok(Exit::Done)
}

/// The rule of this name, with or without its pack.
fn find(name: &str, loaded: &Loaded) -> Result<RuleId, Stop> {
    let rules = &loaded.ruleset.rules().rules;
    let found: Vec<usize> = rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.name.to_string() == name || rule.name.name == name)
        .map(|(at, _)| at)
        .collect();
    match found.as_slice() {
        [at] => Ok(RuleId(*at as u32)),
        [] => {
            let stop = Stop::usage(format!("there is no code and no rule `{name}`"));
            let full: Vec<String> = rules.iter().map(|rule| rule.name.to_string()).collect();
            let short = rules.iter().map(|rule| rule.name.name.as_str());
            let meant = did_you_mean(name, full.iter().map(String::as_str).chain(short));
            Err(match meant.as_slice() {
                [] => stop.help(format!("the rules are {}", full.join(", "))),
                meant => stop.help(format!("did you mean `{}`?", meant.join("` or `"))),
            })
        }
        several => {
            if let Some(at) = several.iter().find(|at| rules[**at].name.to_string() == name) {
                return Ok(RuleId(*at as u32));
            }
            let names: Vec<String> = several.iter().map(|at| rules[*at].name.to_string()).collect();
            Err(Stop::usage(format!("several rules are called `{name}`"))
                .help(format!("name one with its pack: {}", names.join(", "))))
        }
    }
}

/// What the rule is called, where it stands, what it says and what it asks for.
fn about(loaded: &Loaded, id: RuleId) -> String {
    let rule = &loaded.ruleset.rules().rules[id.0 as usize];
    let mut out = rule.name.to_string();
    if !rule.title.is_empty() {
        let _ = write!(out, ": {}", rule.title);
    }
    let place = loaded.sources.place(rule.span.file, rule.span.start);
    let _ = writeln!(out, "\n{}:{}\n", loaded.sources.get(rule.span.file).name, place.line);
    if let Some(span) = condition(loaded, rule) {
        let indent = " ".repeat(loaded.sources.place(span.file, span.start).column.saturating_sub(1));
        for (at, line) in loaded.sources.text(span).lines().enumerate() {
            let line = line.strip_prefix(&indent).unwrap_or(line.trim_start());
            let _ = writeln!(out, "  {}{line}", if at == 0 { "when " } else { "     " });
        }
    }
    let _ = writeln!(out, "  then {}", asked(&rule.then));
    for (language, because) in &rule.because {
        let language = language.as_deref().map(|language| format!(" {language}")).unwrap_or_default();
        let _ = writeln!(out, "  because{language} \"{because}\"");
    }
    if rule.shadow {
        out.push_str("  shadow: it is only watched and changes nothing\n");
    }
    if let Some(ends) = rule.ends {
        let _ = writeln!(out, "  it no longer counts from {ends} on");
    }
    if !rule.languages.is_empty() {
        let _ = writeln!(out, "  it skips texts known to be in another language than {}", rule.languages.join(", "));
    }
    let flags = rule.tests.iter().filter(|test| test.flags).count();
    let passes = rule.tests.len() - flags;
    let _ =
        writeln!(out, "\n{}: {flags} of what it flags, {passes} of what it passes", counted(rule.tests.len(), "test"));
    out
}

/// Where the rule's condition is written.
fn condition(loaded: &Loaded, rule: &Rule) -> Option<Span> {
    let file = parse(rule.span.file, &loaded.sources, &mut Diagnostics::new());
    file.items.iter().find_map(|item| match item {
        Item::Rule(written) if written.name.span == rule.span => Some(written.when.span),
        _ => None,
    })
}

fn asked(then: &Then) -> String {
    let mut asked = Vec::new();
    if then.action > Action::Tag {
        asked.push(then.action.to_string());
    }
    asked.extend(then.tags.iter().map(|tag| format!("tag \"{tag}\"")));
    if then.score.0 != 0 {
        asked.push(format!("score {}", then.score));
    }
    if asked.is_empty() { "nothing".to_owned() } else { asked.join(", ") }
}

/// Whether the rule fires on the comment, and what its condition finds there.
fn why(loaded: &Loaded, id: RuleId, comment: &Comment) -> String {
    let rules = loaded.ruleset.rules();
    let rule = &rules.rules[id.0 as usize];
    let verdict = Scanner::new(&loaded.ruleset).at(clock()).scan(comment);
    let mut out = String::new();
    let fired = verdict.rules.iter().find(|fired| fired.id == id);
    let undecided = verdict.undecided.iter().find(|undecided| undecided.rule == id);
    let _ = match (fired, undecided) {
        (Some(_), _) => writeln!(out, "\nit fires on this comment"),
        (None, Some(undecided)) => writeln!(out, "\nit cannot decide without {}", undecided.missing.join(", ")),
        (None, None) => writeln!(out, "\nit does not fire on this comment"),
    };
    for line in seen(rules, rule, comment) {
        let _ = writeln!(out, "  {line}");
    }
    for span in fired.map(|fired| fired.spans.as_slice()).unwrap_or_default() {
        let how = if span.how.is_empty() { String::new() } else { format!(" ({})", span.how) };
        let means = span.means.as_deref().map(|means| format!(", {}", Printable(means))).unwrap_or_default();
        let _ = writeln!(
            out,
            "  it counts \"{}\" in {}, bytes {} to {}{means}{how}",
            Printable(&span.text),
            Printable(&span.field),
            span.start,
            span.end
        );
    }
    out
}
