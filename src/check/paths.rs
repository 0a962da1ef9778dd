//! Dotted names in conditions: fields, views and measures of texts, settings.

use super::TextRef;
use super::context::Context;
use super::limits::MOST_EXPLAINED;
use super::names::{Sort, Thing};
use crate::comment::{FieldId, Schema, Type};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, did_you_mean};
use crate::syntax::ast;
use crate::text::{Measure, View};

const VIEWS: [(&str, View); 2] = [("all", View::All), ("quoted", View::Quoted)];

/// What people call the first part of a name elsewhere.
const OTHER_FIRST: [(&str, &str); 22] = [
    ("comment", "body"),
    ("text", "body"),
    ("message", "body"),
    ("content", "body"),
    ("post", "body"),
    ("user", "author"),
    ("username", "author.name"),
    ("commenter", "author"),
    ("poster", "author"),
    ("account", "author"),
    ("member", "author"),
    ("headline", "title"),
    ("subject", "title"),
    ("story", "article"),
    ("created", "posted"),
    ("date", "posted"),
    ("time", "posted"),
    ("flags", "reports"),
    ("reported", "reports"),
    ("likes", "votes"),
    ("link", "url"),
    ("similarity", "relevance"),
];

/// What people call the last part of a name elsewhere.
const OTHER_LAST: [(&str, &str); 26] = [
    ("uppercase", "caps"),
    ("capitals", "caps"),
    ("capital_letters", "caps"),
    ("shouting", "caps"),
    ("word_count", "words"),
    ("wordcount", "words"),
    ("characters", "length"),
    ("chars", "length"),
    ("size", "length"),
    ("len", "length"),
    ("urls", "links"),
    ("link_count", "links"),
    ("emojis", "emoji"),
    ("smileys", "emoji"),
    ("exclamation_marks", "exclamations"),
    ("repeated", "repeats"),
    ("punctuation", "symbols"),
    ("lang", "language"),
    ("shorteners", "short_links"),
    ("username", "name"),
    ("registered", "joined"),
    ("created", "joined"),
    ("account_age", "age"),
    ("reputation", "karma"),
    ("posts", "comments"),
    ("text", "body"),
];

/// Whether a name is that of a measure.
pub(super) fn is_measure(name: &str) -> bool {
    Measure::NAMES.iter().any(|(known, _)| *known == name)
}

/// Whether a name is that of a view.
pub(super) fn is_view(name: &str) -> bool {
    VIEWS.iter().any(|(known, _)| *known == name)
}

/// The type of a measure.
pub(super) fn type_of(measure: Measure) -> Type {
    match measure {
        Measure::Caps | Measure::Symbols => Type::Share,
        Measure::Language => Type::Language,
        _ => Type::Number,
    }
}

/// The type of the measure of this name.
pub(super) fn type_of_name(name: &str) -> Option<Type> {
    Measure::NAMES.iter().find(|(known, _)| *known == name).map(|(_, measure)| type_of(*measure))
}

/// What could stand in the place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// Something that is true or false.
    Condition,
    /// Something that has a value.
    Quantity,
    /// Nothing but a field.
    Field,
}

/// What a dotted name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field; a text field stands for the author's own words where words are looked for.
    Field(FieldId),
    /// A view that is named.
    View(TextRef),
    /// A measure.
    Measure(TextRef, Measure),
    /// A setting.
    Setting(usize),
    /// `relevance`
    Relevance,
    /// `topic`
    Topic,
}

/// What names mean wherever they are written: fields, views, measures.
fn meaning_of_field(name: &str, schema: &Schema) -> Option<Meaning> {
    match name {
        "relevance" => return Some(Meaning::Relevance),
        "topic" => return Some(Meaning::Topic),
        _ => {}
    }
    if let Some(field) = schema.find(name) {
        return Some(Meaning::Field(field));
    }
    let text = |name: &str| schema.find(name).filter(|field| schema.field(*field).kind == Type::Text);
    let (front, last) = name.rsplit_once('.')?;
    let view = |name: &str| VIEWS.iter().find(|(known, _)| *known == name).map(|(_, view)| *view);
    if let Some((_, measure)) = Measure::NAMES.iter().find(|(known, _)| *known == last) {
        if let Some(field) = text(front) {
            return Some(Meaning::Measure(TextRef { field, view: View::Own }, *measure));
        }
        let (front, middle) = front.rsplit_once('.')?;
        return Some(Meaning::Measure(TextRef { field: text(front)?, view: view(middle)? }, *measure));
    }
    Some(Meaning::View(TextRef { field: text(front)?, view: view(last)? }))
}

impl Context<'_, '_> {
    /// What a path means; complains where it means nothing. `instead` is what could stand in its place where it is the
    /// name of a list, of sites or of a rule.
    pub fn meaning(&mut self, path: &ast::Path, instead: Instead) -> Option<Meaning> {
        let name = path.dotted();
        if let Some(meaning) = meaning_of_field(&name, self.schema) {
            return Some(meaning);
        }
        let scope = match &path.parts[..] {
            [name] => Some((self.pack, &name.value)),
            [pack, name] => self.definitions.pack(&pack.value).map(|pack| (pack, &name.value)),
            _ => None,
        };
        if let Some((pack, name)) = scope
            && let Some(at) = self.definitions.look_up(pack, name, Sort::Setting)
        {
            return Some(Meaning::Setting(at));
        }
        match scope.and_then(|(pack, name)| self.definitions.named(pack, name).next()) {
            Some(thing) => {
                let diagnostic = self.not_a_quantity(path, thing, instead);
                self.diagnostics.push(diagnostic);
            }
            None if path.parts.iter().any(|part| self.definitions.is_unread(&part.value)) => {}
            None => {
                let diagnostic = self.unknown_path(path, &name);
                self.diagnostics.push(diagnostic);
            }
        }
        None
    }

    /// What is said where a list, sites or a rule stands in the place of a field.
    fn not_a_quantity(&mut self, path: &ast::Path, thing: Thing, instead: Instead) -> Diagnostic {
        self.uses.insert(thing);
        let name = path.dotted();
        let is = thing.sort.with_article();
        let message = format!("`{name}` is {is}, and here a field or a measure is wanted");
        let diagnostic = Diagnostic::new(&codes::WRONG_SORT, path.span, message, format!("this is {is}"))
            .label(self.definitions.span(thing), format!("defined here as {is}"));
        let fixed = match (thing.sort, instead) {
            (Sort::List, Instead::Condition) => format!("body has {name}"),
            (Sort::List, Instead::Quantity) => format!("count(body has {name})"),
            (Sort::Sites, Instead::Condition) => format!("body links to {name}"),
            (Sort::Rule, Instead::Condition) => format!("fired({name})"),
            _ => return diagnostic,
        };
        diagnostic.fix(format!("did you mean `{fixed}`?"), Confidence::Review, path.span, fixed)
    }

    fn unknown_path(&self, path: &ast::Path, name: &str) -> Diagnostic {
        let schema = self.schema;
        let front = (1..path.parts.len()).rev().find_map(|parts| {
            let front = path.parts[..parts].iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".");
            Some((schema.find(&front)?, parts, front))
        });
        if let Some((field, parts, front)) = front {
            return self.unknown_part(path, field, parts, &front);
        }
        let message = match name.split_once('.') {
            None => format!("there is no field or setting `{name}`"),
            Some((pack, _)) if self.definitions.pack(pack).is_some() => format!("there is no setting `{name}`"),
            Some(_) => format!("there is no field `{name}`"),
        };
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, path.span, message, "not known");
        if self.diagnostics.len() >= MOST_EXPLAINED {
            return diagnostic;
        }
        let close = self.close_to(name);
        if close.is_empty() {
            diagnostic = diagnostic.help(format!(
                "if the site sends it with each comment, declare it: `field {name}: number` (or text, yes/no …)"
            ));
            if path.parts.len() == 1 {
                diagnostic =
                    diagnostic.help(format!("if it is a text to compare with, put it in quotes: `\"{name}\"`"));
            }
        }
        for close in close {
            let title = format!("did you mean `{close}`?");
            diagnostic = diagnostic.fix(title, Confidence::Review, path.span, close);
        }
        diagnostic
    }

    /// What is said where a field is known and what stands behind it is not.
    fn unknown_part(&self, path: &ast::Path, field: FieldId, parts: usize, front: &str) -> Diagnostic {
        let span = path.parts[parts].span.to(path.parts[path.parts.len() - 1].span);
        let rest = path.parts[parts..].iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".");
        let kind = self.schema.field(field).kind;
        if kind != Type::Text {
            let message = format!("`{front}` is {}, so it has no `{rest}`", kind.with_article());
            return Diagnostic::new(&codes::UNKNOWN_MEASURE, span, message, "nothing can be measured of it")
                .help(format!("write `{front}` alone"));
        }
        let known: Vec<&str> =
            Measure::NAMES.iter().map(|(name, _)| *name).chain(VIEWS.iter().map(|(name, _)| *name)).collect();
        // Behind a view only the measure is in question.
        let (view, last) = match rest.split_once('.') {
            Some((view, last)) if is_view(view) => (format!("{view}."), last.to_owned()),
            _ => (String::new(), rest.clone()),
        };
        let other = OTHER_LAST.iter().find(|(other, _)| *other == last).map(|(_, meant)| *meant);
        let other = other.filter(|meant| known.contains(meant));
        let close: Vec<&str> = match other {
            Some(other) => vec![other],
            None => did_you_mean(&last, known.iter().copied()),
        };
        let message = format!("the text `{front}` has no measure or view `{rest}`");
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_MEASURE, span, message, "not known");
        for close in close {
            let meant = format!("{view}{close}");
            let title = format!("did you mean `{front}.{meant}`?");
            diagnostic = diagnostic.fix(title, Confidence::Review, span, meant);
        }
        let names: Vec<_> = Measure::NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
        diagnostic.note(format!("measures: {}; views: `all`, `quoted`", names.join(", ")))
    }

    /// The one or two names that an unknown one was probably meant to be, of those that are legal in a condition.
    fn close_to(&self, name: &str) -> Vec<String> {
        let schema = self.schema;
        if let Some(meant) = called_otherwise(name, |name| meaning_of_field(name, schema).is_some()) {
            return vec![meant];
        }
        let fields: Vec<&str> = schema.fields().map(|(_, field)| field.name.as_str()).collect();
        let settings = self.definitions.names(self.pack, Sort::Setting);
        let measures: Vec<String> = Measure::NAMES.iter().map(|(measure, _)| format!("body.{measure}")).collect();
        let measured = measures.iter().map(String::as_str);
        let near = did_you_mean(name, fields.into_iter().chain(settings).chain(measured).chain(["relevance"]));
        if !near.is_empty() || name.contains('.') {
            return near.into_iter().map(str::to_owned).collect();
        }
        let names = Measure::NAMES.iter().map(|(name, _)| *name);
        did_you_mean(name, names).into_iter().map(|name| format!("body.{name}")).collect()
    }
}

/// The name of something that people call `name` elsewhere, of those that mean something here.
pub(super) fn called_otherwise(name: &str, means_something: impl Fn(&str) -> bool) -> Option<String> {
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    let other_first = OTHER_FIRST.iter().find(|(other, _)| *other == first).map_or(first, |(_, meant)| meant);
    let other_last = |rest: &str| -> String {
        OTHER_LAST.iter().find(|(other, _)| *other == rest).map_or(rest, |(_, meant)| meant).to_owned()
    };
    let candidates = if rest.is_empty() {
        let own = other_last(first);
        let author = match first {
            "user" | "commenter" | "poster" | "author" | "member" => "author.name".to_owned(),
            _ => format!("author.{own}"),
        };
        vec![other_first.to_owned(), format!("body.{own}"), author]
    } else {
        vec![format!("{other_first}.{rest}"), format!("{other_first}.{}", other_last(rest))]
    };
    candidates.into_iter().find(|name| means_something(name))
}
