//! The fields that the files declare → the schema of the rule set.

use std::collections::BTreeMap;

use super::packs::{Loaded, PackId};
use super::paths::{is_measure, is_view};
use crate::comment::{Schema, SchemaError, Type};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::syntax::ast;

/// Words by which people call the types elsewhere.
const OTHER_WORDS: [(&str, Type); 22] = [
    ("string", Type::Text),
    ("str", Type::Text),
    ("word", Type::Text),
    ("int", Type::Number),
    ("integer", Type::Number),
    ("float", Type::Number),
    ("count", Type::Number),
    ("numeric", Type::Number),
    ("percent", Type::Share),
    ("percentage", Type::Share),
    ("ratio", Type::Share),
    ("age", Type::Duration),
    ("interval", Type::Duration),
    ("date", Type::Time),
    ("datetime", Type::Time),
    ("timestamp", Type::Time),
    ("bool", Type::YesNo),
    ("boolean", Type::YesNo),
    ("yesno", Type::YesNo),
    ("yes", Type::YesNo),
    ("flag", Type::YesNo),
    ("lang", Type::Language),
];

/// The standard fields and those declared, in the order of their names.
pub(super) fn schema(loaded: &Loaded, diagnostics: &mut Diagnostics) -> Schema {
    let mut declared: BTreeMap<String, (PackId, &ast::FieldDeclaration, Type)> = BTreeMap::new();
    for file in &loaded.files {
        for item in &file.tree.items {
            let ast::Item::Field(field) = item else { continue };
            let Some(kind) = kind(field, diagnostics) else { continue };
            let name = field.name.dotted();
            let Some((pack, first, first_kind)) = declared.get(&name) else {
                declared.insert(name, (file.pack, field, kind));
                continue;
            };
            // Packs that know nothing of each other may need the same field of the site.
            if *pack != file.pack && *first_kind == kind {
                continue;
            }
            let message = if *first_kind == kind {
                format!("the field `{name}` is declared twice")
            } else {
                format!("the field `{name}` is declared as {} and as {}", first_kind.word(), kind.word())
            };
            diagnostics.push(
                Diagnostic::new(&codes::DEFINED_TWICE, field.name.span, message, "here again")
                    .label(first.name.span, "first declared here")
                    .help("remove one of the two"),
            );
        }
    }
    let mut schema = Schema::standard();
    for (name, (_, field, kind)) in declared {
        let complaint = reads_otherwise(&name, &schema).or_else(|| match schema.declare(&name, kind) {
            Ok(_) => None,
            Err(SchemaError::Taken(_)) => Some(format!("`{name}` is a field that every comment can have already")),
            Err(SchemaError::TooMany) => {
                let message = format!("there are more than {} fields", Schema::MAX_FIELDS);
                diagnostics.push(Diagnostic::new(&codes::LIMIT, field.name.span, message, "here the limit is passed"));
                None
            }
        });
        if let Some(message) = complaint {
            diagnostics.push(
                Diagnostic::new(&codes::FIELD_TAKEN, field.name.span, message, "this name is taken")
                    .help("use it without declaring it, or give yours another name"),
            );
        }
    }
    schema
}

/// The type that a word names.
pub(super) fn type_of(word: &str) -> Option<Type> {
    Type::ALL.iter().copied().find(|kind| kind.word() == word)
}

/// Why a name would be read as something else where a rule used it.
fn reads_otherwise(name: &str, schema: &Schema) -> Option<String> {
    if matches!(name, "relevance" | "topic" | "yes" | "no") {
        return Some(format!("`{name}` means something in rules already"));
    }
    let (front, last) = name.rsplit_once('.')?;
    let is_text = schema.find(front).is_some_and(|field| schema.field(field).kind == Type::Text);
    let taken = is_text && (is_measure(last) || is_view(last));
    taken.then(|| format!("`{name}` means something already: `{last}` of the text `{front}`"))
}

fn kind(field: &ast::FieldDeclaration, diagnostics: &mut Diagnostics) -> Option<Type> {
    let word = field.kind.value.as_str();
    if let Some(kind) = type_of(word) {
        return Some(kind);
    }
    let lower = word.to_lowercase();
    let meant = OTHER_WORDS.iter().find(|(other, _)| *other == lower).map(|(_, kind)| kind.word());
    let close = did_you_mean(word, Type::ALL.iter().map(|kind| kind.word()));
    let words: Vec<_> = Type::ALL.iter().map(|kind| format!("`{}`", kind.word())).collect();
    let message = format!("`{word}` is not a type that a field can have");
    let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_TYPE, field.kind.span, message, "not a type");
    for close in meant.into_iter().chain(close).take(1) {
        let title = format!("did you mean `{close}`?");
        diagnostic = diagnostic.fix(title, Confidence::Review, field.kind.span, close);
    }
    diagnostics.push(diagnostic.note(format!("the types: {}", words.join(", "))));
    None
}
