//! Rule files → [`CheckedRules`]: every name looked up, every type known, every list loaded.
//!
//! All errors of all files are said in one run. The order of files and definitions changes nothing.

mod adjust;
mod cases;
mod conditions;
mod context;
mod fields;
mod fingerprint;
mod graph;
mod languages;
pub mod limits;
mod lint;
mod list_files;
mod lists;
mod names;
mod operands;
mod outcomes;
mod packs;
mod paths;
mod places;
mod regexes;
pub mod rules;
mod searches;
mod settings;
mod sites;

pub use rules::*;

use adjust::Adjustments;
use context::{Context, Fate};
use list_files::ListTexts;
use lists::Lexicon;
use names::{Definitions, Sort, Thing};
use packs::PackId;
use regexes::Regexes;
use sites::SiteLists;

use crate::comment::Time;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{RuleFile, SourceMap, Span};
use crate::syntax::ast;

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;

/// What the caller sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Values for settings, as `NAME` and `VALUE` of `--set NAME=VALUE`; the last one for a name counts.
    pub settings: Vec<(String, String)>,
}

/// What came of checking rule files.
#[derive(Clone, Debug)]
pub struct Checked {
    /// All files that were read.
    pub sources: SourceMap,
    /// Everything there is to say, in the order of files and places, at most [`limits::MOST_SHOWN`] errors and as many
    /// warnings of one file; the last one says how many more there are.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules, if there was no error.
    pub rules: Option<CheckedRules>,
}

/// Checks rule files and the shipped packs that they use.
///
/// Takes time and memory linear in the files, up to the [`limits`], which are errors where they are passed.
pub fn check(files: Vec<RuleFile>, options: &Options) -> Checked {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let rules = checked(files, options, &mut sources, &mut diagnostics);
    let rules = if diagnostics.has_errors() { None } else { rules };
    Checked { diagnostics: capped(said_once(diagnostics.sorted())), sources, rules }
}

/// What is left when nothing is said of the meaning of words that are already wrong by themselves.
fn said_once(mut sorted: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_syntax = |diagnostic: &Diagnostic| crate::diagnostic::codes::syntax::ALL.contains(&diagnostic.code);
    let wrong: Vec<Span> = sorted.iter().filter(|diagnostic| is_syntax(diagnostic)).map(Diagnostic::span).collect();
    let overlaps = |span: Span| {
        let from = wrong.partition_point(|other| (other.file, other.start) < (span.file, span.start));
        let before = from.checked_sub(1).map(|at| wrong[at]);
        let inside = |other: &Span| other.file == span.file && other.start < span.end.max(span.start + 1);
        wrong.get(from).is_some_and(inside)
            || before.is_some_and(|other| other.file == span.file && span.start < other.end)
    };
    sorted.retain(|diagnostic| is_syntax(diagnostic) || !overlaps(diagnostic.span()));
    sorted
}

fn checked(
    files: Vec<RuleFile>,
    options: &Options,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<CheckedRules> {
    let loaded = packs::load(files, sources, diagnostics);
    let definitions = Definitions::collect(&loaded, diagnostics);
    calibration(&definitions, diagnostics);
    if definitions.rules.len() > limits::MOST_RULES {
        let span = definitions.rules[limits::MOST_RULES].node.name.span;
        let message = format!("there are more than {} rules", limits::MOST_RULES);
        diagnostics.push(Diagnostic::new(&codes::LIMIT, span, message, "here the limit is passed"));
        return None;
    }
    let texts = ListTexts::read(&definitions, sources, diagnostics);
    if texts.too_many() {
        return None;
    }
    let adjustments = Adjustments::collect(&definitions, diagnostics);
    let schema = fields::schema(&loaded, diagnostics);
    let settings = settings::values(&definitions, &adjustments, &options.settings, &schema, sources, diagnostics);
    let order = by_name(&definitions);
    let fates = fates(&definitions, &adjustments, &order);
    let lexicon = Lexicon::new(&definitions, &texts, &adjustments, sources, diagnostics);
    let sites = SiteLists::new(&definitions, &texts, &adjustments, diagnostics);
    let policy = outcomes::policy(&definitions, diagnostics);
    let mut context = Context {
        definitions: &definitions,
        schema: &schema,
        settings: &settings,
        fates: &fates,
        sources,
        diagnostics,
        lexicon,
        sites,
        regexes: Regexes::default(),
        uses: std::collections::HashSet::new(),
        sought: std::collections::HashSet::new(),
        rule: 0,
        pack: PackId(0),
        asks: Vec::new(),
        asked: 0,
    };
    let judged: Vec<usize> = order.iter().copied().filter(|at| fates[*at].id.is_some()).collect();
    let (rules, asks) = check_rules(&judged, &mut context);
    let Context { lexicon, regexes, uses, sought, .. } = context;
    complain_of_circles(&judged, &asks, &definitions, diagnostics);
    let whole = !diagnostics.has_errors();
    let found = lint::Found {
        definitions: &definitions,
        fates: &fates,
        texts: &texts,
        lexicon: &lexicon,
        uses: &uses,
        sought: &sought,
        policy: &policy,
        whole,
    };
    lint::run(&found, diagnostics);
    let (patterns, word_sets) = lexicon.finish();
    let mut checked = CheckedRules {
        schema,
        rules: rules.into_iter().collect::<Option<Vec<Rule>>>()?,
        policy: policy.lines,
        patterns,
        word_sets,
        regexes: regexes.finish(),
        fingerprint: String::new(),
    };
    checked.fingerprint = fingerprint::fingerprint(&checked);
    Some(checked)
}

/// Complains of a calibration that is not there, and of a second one.
fn calibration(definitions: &Definitions, diagnostics: &mut Diagnostics) {
    let mut first: Option<Span> = None;
    for file in &definitions.loaded.files {
        for item in &file.tree.items {
            let ast::Item::Calibration(name) = item else { continue };
            if let Some(first) = first {
                let message = "a rule set has one calibration";
                diagnostics.push(
                    Diagnostic::new(&codes::DEFINED_TWICE, name.span, message, "here again")
                        .label(first, "first named here"),
                );
            }
            first = first.or(Some(name.span));
            if let Err(error) = file.lists.read(&file.path, &name.value) {
                diagnostics.push(list_files::unreadable(name, &error));
            }
        }
    }
}

/// The rules as defined, in the order of their full names.
fn by_name(definitions: &Definitions) -> Vec<usize> {
    let mut order: Vec<usize> = (0..definitions.rules.len()).collect();
    order.sort_by_cached_key(|at| rule_name(definitions, *at));
    order
}

fn rule_name(definitions: &Definitions, at: usize) -> RuleName {
    let rule = &definitions.rules[at];
    RuleName { pack: definitions.loaded.packs[rule.pack.0].name.clone(), name: rule.node.name.value.clone() }
}

/// What has become of each rule after `adjust` and `turn off`.
fn fates<'a>(definitions: &Definitions<'a>, adjustments: &Adjustments<'a>, order: &[usize]) -> Vec<Fate<'a>> {
    let mut fates: Vec<Fate> = definitions
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let node = rule.node;
            let change = adjustments.of(Thing { sort: Sort::Rule, at }).map(|adjust| &adjust.change);
            let life = change.map(|change| &change.life);
            let shadow = life.and_then(|life| life.shadow.as_ref()).or(node.life.shadow.as_ref());
            let until = life.and_then(|life| life.until.as_ref()).or(node.life.until.as_ref());
            let languages = life.map(|life| &life.languages[..]).filter(|languages| !languages.is_empty());
            Fate {
                id: None,
                shadow: shadow.is_some_and(|shadow| shadow.value),
                until: until.map(|until| until.value),
                then: change.and_then(|change| change.then.as_ref()).unwrap_or(&node.then),
                because: change.and_then(|change| change.because.as_ref()).or(node.because.as_ref()),
                languages: languages.unwrap_or(&node.life.languages),
            }
        })
        .collect();
    let judged = order.iter().filter(|at| !adjustments.is_off(**at));
    for (id, at) in judged.enumerate() {
        fates[*at].id = Some(RuleId(id as u32));
    }
    fates
}

/// Checks the rules in the order of their names; `None` for one with an error. Beside them, whom each asks for.
fn check_rules(judged: &[usize], context: &mut Context) -> (Vec<Option<Rule>>, Vec<Vec<usize>>) {
    let mut rules = Vec::with_capacity(judged.len());
    let mut asks = Vec::with_capacity(judged.len());
    for &at in judged {
        let defined = &context.definitions.rules[at];
        context.rule = at;
        context.pack = defined.pack;
        let when = context.condition(&defined.node.when);
        asks.push(std::mem::take(&mut context.asks));
        rules.push(rule(at, when, context));
    }
    (rules, asks)
}

fn rule(at: usize, when: Option<Condition>, context: &mut Context) -> Option<Rule> {
    let node = context.definitions.rules[at].node;
    let fate = context.fates[at];
    let (schema, diagnostics) = (context.schema, &mut *context.diagnostics);
    let languages: Vec<Option<String>> =
        fate.languages.iter().map(|name| languages::language(&name.value, name.span, diagnostics)).collect();
    let because = fate.because.map(|because| outcomes::because(because, diagnostics)).unwrap_or_default();
    let then = outcomes::then(fate.then, diagnostics);
    let tests = node.tests.iter().map(|test| cases::test(test, schema, diagnostics)).collect();
    let scenes = node.scenes.iter().map(|scene| cases::scene(scene, schema, diagnostics)).collect();
    let mut languages = languages.into_iter().collect::<Option<Vec<String>>>()?;
    languages.sort();
    languages.dedup();
    Some(Rule {
        name: rule_name(context.definitions, at),
        title: node.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        when: when?,
        then,
        because,
        shadow: fate.shadow,
        // The last day itself still counts.
        ends: fate.until.map(|until| Time(until.0.saturating_add(DAY))),
        languages,
        tests,
        scenes,
        span: node.name.span,
    })
}

/// Complains of rules that wait for each other.
fn complain_of_circles(
    judged: &[usize],
    asks: &[Vec<usize>],
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) {
    let mut place = vec![0; definitions.rules.len()];
    judged.iter().enumerate().for_each(|(id, at)| place[*at] = id);
    let edges: Vec<Vec<usize>> = asks.iter().map(|asked| asked.iter().map(|at| place[*at]).collect()).collect();
    for circle in graph::circles(&edges) {
        let thing = |id: &usize| Thing { sort: Sort::Rule, at: judged[*id] };
        let names: Vec<String> = circle.iter().map(|id| definitions.full_name(thing(id))).collect();
        let message = if names.len() == 1 {
            format!("the rule `{}` asks whether it fired itself", names[0])
        } else {
            format!("these rules wait for each other: {}", graph::drawn(&names))
        };
        let mut diagnostic =
            Diagnostic::new(&codes::RULE_CIRCLE, definitions.span(thing(&circle[0])), message, "begins here")
                .help("take one of the `fired(…)` out, or write what it stands for instead");
        for (id, name) in circle.iter().zip(&names).skip(1).take(3) {
            diagnostic = diagnostic.label(definitions.span(thing(id)), format!("`{name}` is one of them"));
        }
        diagnostics.push(diagnostic);
    }
}

/// The first errors and warnings of each file; the last one of each says how many more there are.
fn capped(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts = std::collections::HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut last = std::collections::HashMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.span().file, diagnostic.code.severity() == Severity::Error);
        let count = counts.entry(key).or_insert(0_usize);
        *count += 1;
        if *count <= limits::MOST_SHOWN {
            last.insert(key, kept.len());
            kept.push(diagnostic);
        }
    }
    for (key, at) in last {
        let more = counts[&key].saturating_sub(limits::MOST_SHOWN);
        if more > 0 {
            let what = match (key.1, more) {
                (true, 1) => "error",
                (true, _) => "errors",
                (false, 1) => "warning",
                (false, _) => "warnings",
            };
            kept[at].notes.push(format!("{more} more {what} in this file not shown"));
        }
    }
    kept
}
