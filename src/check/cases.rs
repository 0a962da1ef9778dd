//! Tests and scenes of a rule → comments with typed values.

use std::collections::HashSet;

use super::languages::language;
use super::settings::{example, value};
use super::{Scene, Test};
use crate::comment::{Comment, FieldId, Schema, Time, Type, Value};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::syntax::ast::{self, TestValue};

/// When the first comment of every scene is posted: 2024-01-01 12:00 UTC.
const SCENES_BEGIN: Time = Time(1_704_110_400_000);

/// The comment of a test.
pub(super) fn test(test: &ast::Test, schema: &Schema, diagnostics: &mut Diagnostics) -> Test {
    let mut comment = Comment::with_body(test.body.value.clone());
    fill(&mut comment, test, schema, diagnostics);
    Test { flags: test.flags, comment, span: test.span }
}

/// The comments of a scene: author and time of each come from its line, unless `with` says otherwise.
pub(super) fn scene(scene: &ast::Scene, schema: &Schema, diagnostics: &mut Diagnostics) -> Scene {
    let mut now = SCENES_BEGIN.0;
    let mut comments = Vec::new();
    for (at, line) in scene.comments.iter().enumerate() {
        let later = line.later.as_ref();
        now = now.saturating_add(later.map_or(0, |later| later.value.0));
        let mut comment = Comment::with_body(line.test.body.value.clone());
        comment.set(FieldId::ID, Value::Text((at + 1).to_string()));
        comment.set(FieldId::AUTHOR_ID, Value::Text(line.author.value.clone()));
        comment.set(FieldId::AUTHOR_NAME, Value::Text(line.author.value.clone()));
        match Time::from_milliseconds(now) {
            Some(time) => comment.set(FieldId::POSTED, Value::Time(time)),
            None => {
                let span = later.map_or(line.test.span, |later| later.span);
                let message = "this is later than the year 9999";
                diagnostics.push(
                    Diagnostic::new(&codes::AMOUNT, span, message, "too late").help("let less time pass in the scene"),
                );
            }
        }
        fill(&mut comment, &line.test, schema, diagnostics);
        comments.push(Test { flags: line.test.flags, comment, span: line.test.span });
    }
    Scene { title: scene.title.value.clone(), comments, span: scene.span }
}

/// Sets what stands behind `with`.
fn fill(comment: &mut Comment, test: &ast::Test, schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for (path, given) in &test.with {
        let name = path.dotted();
        let Some(field) = schema.find(&name) else {
            diagnostics.push(unknown(path, &name, schema));
            continue;
        };
        if field == FieldId::BODY || !seen.insert(field) {
            let why = if field == FieldId::BODY {
                "the `body` of the comment stands in the quotes before `with`".to_owned()
            } else {
                format!("`{name}` is given twice")
            };
            diagnostics.push(
                Diagnostic::new(&codes::TEST_FIELD, path.span, why, "given already").help("remove one of the two"),
            );
            continue;
        }
        let kind = schema.field(field).kind;
        let found = match &given.value {
            TestValue::Literal(literal) => value(literal),
            TestValue::Word(word) if kind == Type::Language => {
                let Some(code) = language(word, given.span, diagnostics) else { continue };
                Value::Language(code)
            }
            TestValue::Word(word) => {
                let message = format!("`{name}` is {}, and `{word}` is a bare word", kind.with_article());
                let mut diagnostic = Diagnostic::new(&codes::TEST_FIELD, given.span, message, "a bare word");
                diagnostic = if kind == Type::Text {
                    let quoted = format!("\"{word}\"");
                    diagnostic.fix(format!("write {quoted}"), Confidence::Review, given.span, quoted)
                } else {
                    diagnostic.help(format!("write {}, such as `{}`", kind.with_article(), example(kind)))
                };
                diagnostics.push(diagnostic);
                continue;
            }
        };
        if found.kind() == kind {
            comment.set(field, found);
            continue;
        }
        let (is, wants) = (found.kind().with_article(), kind.with_article());
        let message = format!("`{name}` is {wants}, and `{found}` is {is}");
        diagnostics.push(
            Diagnostic::new(&codes::TEST_FIELD, given.span, message, format!("this is {is}"))
                .help(format!("write {wants}, such as `{}`", example(kind))),
        );
    }
}

fn unknown(path: &ast::Path, name: &str, schema: &Schema) -> Diagnostic {
    let measured = name.rsplit_once('.').is_some_and(|(front, last)| {
        schema.find(front).is_some() && (super::paths::is_measure(last) || super::paths::is_view(last))
    });
    if measured || matches!(name, "relevance" | "topic") {
        let message = format!("`{name}` follows from the comment, so a test cannot set it");
        return Diagnostic::new(&codes::TEST_FIELD, path.span, message, "not a field that is sent")
            .help("write a comment for which it comes out as you need it");
    }
    let message = format!("there is no field `{name}`");
    let mut diagnostic = Diagnostic::new(&codes::TEST_FIELD, path.span, message, "not known");
    let fields = schema.fields().map(|(_, field)| field.name.as_str());
    let other = super::paths::called_otherwise(name, |name| schema.find(name).is_some());
    let close = match &other {
        Some(other) => vec![other.as_str()],
        None => did_you_mean(name, fields),
    };
    if close.is_empty() {
        diagnostic =
            diagnostic.help(format!("if the site sends it, declare it: `field {name}: yes/no` (or number, text …)"));
    }
    for close in close {
        let title = format!("did you mean `{close}`?");
        diagnostic = diagnostic.fix(title, Confidence::Review, path.span, close);
    }
    diagnostic
}
