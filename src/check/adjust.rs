//! What `adjust` and `turn off` change, by the thing that they change.

use std::collections::HashMap;

use super::limits::MOST_EXPLAINED;
use super::names::{Definitions, Sort, Thing, written};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;
use crate::syntax::ast;

/// The changes of a rule set.
#[derive(Default)]
pub(super) struct Adjustments<'a> {
    changed: HashMap<Thing, &'a ast::Adjust>,
    off: HashMap<usize, Span>,
}

impl<'a> Adjustments<'a> {
    /// Collects the changes; complains of those that fit nothing or contradict each other.
    pub fn collect(definitions: &Definitions<'a>, diagnostics: &mut Diagnostics) -> Adjustments<'a> {
        let mut adjustments = Adjustments::default();
        for file in &definitions.loaded.files {
            for item in &file.tree.items {
                match item {
                    ast::Item::TurnOff(names) => {
                        for name in names {
                            let rule = definitions.resolve(file.pack, name, Sort::Rule, diagnostics);
                            adjustments.off.extend(rule.map(|rule| (rule, name.span)));
                        }
                    }
                    ast::Item::Adjust(adjust) => {
                        if let Some(thing) = find(adjust, file.pack, definitions, diagnostics) {
                            fits(adjust, thing, definitions, diagnostics);
                            adjustments.change(thing, adjust, diagnostics);
                        }
                    }
                    _ => {}
                }
            }
        }
        for (rule, span) in &adjustments.off {
            let Some(adjust) = adjustments.changed.get(&Thing { sort: Sort::Rule, at: *rule }) else { continue };
            let name = written(&adjust.target);
            let message = format!("`{name}` is adjusted and turned off");
            diagnostics.push(
                Diagnostic::new(&codes::ADJUSTED_AND_OFF, adjust.target.span, message, "adjusted here")
                    .label(*span, "turned off here")
                    .help("keep one of the two: a rule that is turned off does nothing, however it is adjusted"),
            );
        }
        adjustments
    }

    fn change(&mut self, thing: Thing, adjust: &'a ast::Adjust, diagnostics: &mut Diagnostics) {
        let Some(first) = self.changed.get(&thing) else {
            self.changed.insert(thing, adjust);
            return;
        };
        let message = format!("`{}` is adjusted twice", written(&adjust.target));
        diagnostics.push(
            Diagnostic::new(&codes::ADJUSTED_TWICE, adjust.target.span, message, "here again")
                .label(first.target.span, "first adjusted here")
                .help("write all changes into one `adjust`, so that it cannot depend on which comes first"),
        );
    }

    /// The change of a thing.
    pub fn of(&self, thing: Thing) -> Option<&'a ast::Adjust> {
        self.changed.get(&thing).copied()
    }

    /// Whether a rule is turned off.
    pub fn is_off(&self, rule: usize) -> bool {
        self.off.contains_key(&rule)
    }
}

fn find(
    adjust: &ast::Adjust,
    from: super::packs::PackId,
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) -> Option<Thing> {
    let name = &adjust.target;
    let scope = definitions.scope(from, name, diagnostics)?;
    // A list, a rule and a setting can have the same name: what is to be changed tells which one is meant.
    let things: Vec<Thing> = definitions.named(scope, &name.name.value).collect();
    let change = &adjust.change;
    let meant = |sort: Sort| match sort {
        Sort::List | Sort::Sites => !change.add.is_empty() || !change.except.is_empty(),
        Sort::Setting => change.value.is_some(),
        Sort::Rule => true,
    };
    if let Some(thing) = things.iter().find(|thing| meant(thing.sort)).or(things.first()) {
        return Some(*thing);
    }
    if definitions.is_unread(&name.name.value) {
        return None;
    }
    let sorts = [Sort::List, Sort::Sites, Sort::Rule, Sort::Setting];
    let explained = if diagnostics.len() < MOST_EXPLAINED { &sorts[..] } else { &[] };
    let known: Vec<&str> = explained.iter().flat_map(|sort| definitions.names(scope, *sort)).collect();
    let message = format!("there is nothing of the name `{}` to adjust", written(name));
    let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, name.span, message, "not defined").help(
        "`adjust` changes a list, sites, a rule or a setting; what belongs to another pack is written `pack.name`",
    );
    for close in did_you_mean(&name.name.value, known) {
        let title = format!("did you mean `{close}`?");
        diagnostic = diagnostic.fix(title, Confidence::Review, name.name.span, close);
    }
    diagnostics.push(diagnostic);
    None
}

/// Complains of whatever an `adjust` says that its target cannot be given.
fn fits(adjust: &ast::Adjust, thing: Thing, definitions: &Definitions, diagnostics: &mut Diagnostics) {
    let change = &adjust.change;
    let life = &change.life;
    let parts: [(&str, Option<Span>, &[Sort]); 8] = [
        ("is", change.value.as_ref().map(|value| value.span), &[Sort::Setting]),
        ("add", change.add.first().map(|entry| entry.text.span), &[Sort::List, Sort::Sites]),
        ("except", change.except.first().map(|text| text.span), &[Sort::List]),
        ("then", change.then.as_ref().map(|then| then.span), &[Sort::Rule]),
        ("because", change.because.as_ref().map(|because| because.span), &[Sort::Rule]),
        ("shadow", life.shadow.as_ref().map(|shadow| shadow.span), &[Sort::Rule]),
        ("until", life.until.as_ref().map(|until| until.span), &[Sort::Rule]),
        ("language", life.languages.first().map(|name| name.span), &[Sort::Rule]),
    ];
    let can = match thing.sort {
        Sort::List => "`add` words and `except` words",
        Sort::Sites => "`add` hosts",
        Sort::Rule => "another `then`, `because`, `shadow`, `until` or `language`",
        Sort::Setting => "another value with `is`",
    };
    let name = written(&adjust.target);
    for (word, span, sorts) in parts {
        let Some(span) = span.filter(|_| !sorts.contains(&thing.sort)) else { continue };
        let message = format!("`{name}` is {}, so there is no `{word}` to adjust", thing.sort.with_article());
        diagnostics.push(
            Diagnostic::new(&codes::ADJUST_UNFIT, span, message, format!("`{word}` does not fit"))
                .label(definitions.span(thing), format!("this is {}", thing.sort.with_article()))
                .help(format!("{} can be given {can}", thing.sort.with_article())),
        );
    }
}
