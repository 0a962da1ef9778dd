//! The values of settings: as written, as adjusted, as given by the caller.

use super::adjust::Adjustments;
use super::names::{Definitions, Sort, Thing};
use super::packs::PackId;
use crate::comment::{Schema, Type, Value};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{SourceMap, Span};
use crate::syntax::{self, ast};

/// The value that a literal stands for.
pub(super) fn value(literal: &ast::Literal) -> Value {
    match literal {
        ast::Literal::Text(text) => Value::Text(text.clone()),
        ast::Literal::Number(number) => Value::Number(*number),
        ast::Literal::Share(share) => Value::Share(*share),
        ast::Literal::Duration(duration) => Value::Duration(*duration),
        ast::Literal::Time(time) => Value::Time(*time),
        ast::Literal::YesNo(yes) => Value::YesNo(*yes),
    }
}

/// The value of every setting, in the order of the definitions.
pub(super) fn values(
    definitions: &Definitions,
    adjustments: &Adjustments,
    given: &[(String, String)],
    schema: &Schema,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<Value> {
    let mut values = Vec::new();
    for (at, setting) in definitions.settings.iter().enumerate() {
        let name = &setting.node.name;
        if schema.find(&name.value).is_some() || matches!(name.value.as_str(), "relevance" | "topic") {
            let message = format!("`{}` is a field of comments, so it cannot be a setting too", name.value);
            diagnostics.push(
                Diagnostic::new(&codes::FIELD_TAKEN, name.span, message, "this name is taken")
                    .help("give the setting another name"),
            );
        }
        let own = value(&setting.node.value.value);
        let adjusted =
            adjustments.of(Thing { sort: Sort::Setting, at }).and_then(|adjust| adjust.change.value.as_ref());
        values.push(match adjusted {
            None => own,
            Some(new) => {
                let span = (new.span, setting.node.value.span);
                same_type(&name.value, own, value(&new.value), span, diagnostics)
            }
        });
    }
    for (name, text) in given {
        give(name, text, definitions, &mut values, sources, diagnostics);
    }
    values
}

/// The new value where it is of the setting's type.
fn same_type(name: &str, old: Value, new: Value, spans: (Span, Span), diagnostics: &mut Diagnostics) -> Value {
    if old.kind() == new.kind() {
        return new;
    }
    let (is, wants) = (new.kind().with_article(), old.kind().with_article());
    let message = format!("the setting `{name}` is {wants}, and `{new}` is {is}");
    diagnostics.push(
        Diagnostic::new(&codes::SETTING_TYPE, spans.0, message, format!("this is {is}"))
            .label(spans.1, format!("the setting is {wants}"))
            .help(format!("write {}, such as `{}`", old.kind().with_article(), example(old.kind()))),
    );
    old
}

/// A value of the type, as it is written.
pub(super) fn example(kind: Type) -> &'static str {
    match kind {
        Type::Text => "\"text\"",
        Type::Number => "3",
        Type::Share => "70%",
        Type::Duration => "7 days",
        Type::Time => "2024-02-29",
        Type::YesNo => "yes",
        Type::Language => "en",
    }
}

/// Sets what the caller gives as `NAME=VALUE`. It stands in no file, so it is shown as one of its own.
fn give(
    name: &str,
    text: &str,
    definitions: &Definitions,
    values: &mut [Value],
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let mut spans = None;
    let mut place = || {
        *spans.get_or_insert_with(|| {
            let file = sources.add("--set", format!("{name}={text}"));
            let (middle, end) = (name.len() as u32, (name.len() + 1 + text.len()) as u32);
            (Span { file, start: 0, end: middle }, Span { file, start: middle + 1, end })
        })
    };
    let found = settings_called(name, definitions);
    let at = match found[..] {
        [at] => at,
        [] => {
            if definitions.is_unread(name.rsplit('.').next().unwrap_or(name)) {
                return;
            }
            let message = format!("there is no setting `{name}`");
            let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_SETTING, place().0, message, "no such setting");
            let full: Vec<String> = (0..definitions.settings.len())
                .map(|at| definitions.full_name(Thing { sort: Sort::Setting, at }))
                .collect();
            let short = full.iter().map(|name| name.rsplit('.').next().unwrap_or(name));
            if let Some(close) = did_you_mean(name, full.iter().map(String::as_str).chain(short)).first() {
                diagnostic = diagnostic.help(format!("did you mean `{close}`?"));
            }
            diagnostics.push(diagnostic);
            return;
        }
        _ => {
            let names: Vec<_> = found
                .iter()
                .map(|at| format!("`{}`", definitions.full_name(Thing { sort: Sort::Setting, at: *at })))
                .collect();
            let message = format!("several packs have a setting `{name}`");
            diagnostics.push(
                Diagnostic::new(&codes::UNKNOWN_SETTING, place().0, message, "which one?")
                    .help(format!("write one of {}", names.join(", "))),
            );
            return;
        }
    };
    let wanted = values[at].kind();
    let parsed = syntax::parse_literal(text).map(|literal| value(&literal));
    match parsed {
        Some(new) if new.kind() == wanted => values[at] = new,
        _ if wanted == Type::Text => values[at] = Value::Text(text.to_owned()),
        _ => {
            let is = parsed.map_or("no value that rules know", |value| value.kind().with_article());
            let wants = wanted.with_article();
            let message = format!("the setting `{name}` is {wants}, and `{text}` is {is}");
            diagnostics.push(
                Diagnostic::new(&codes::SETTING_TYPE, place().1, message, format!("not {wants}"))
                    .help(format!("write {wants}, such as `{name}={}`", example(wanted))),
            );
        }
    }
}

/// The settings that a name without or with its pack can mean; one without a pack means that of the unnamed pack first.
fn settings_called(name: &str, definitions: &Definitions) -> Vec<usize> {
    let in_pack = |pack: PackId, name: &str| definitions.look_up(pack, name, Sort::Setting);
    if let Some((pack, name)) = name.rsplit_once('.') {
        return definitions.pack(pack).and_then(|pack| in_pack(pack, name)).into_iter().collect();
    }
    let packs = &definitions.loaded.packs;
    let unnamed = packs.iter().position(|pack| pack.name.is_none()).and_then(|at| in_pack(PackId(at), name));
    match unnamed {
        Some(at) => vec![at],
        None => (0..packs.len()).filter_map(|at| in_pack(PackId(at), name)).collect(),
    }
}
