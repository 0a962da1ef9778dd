//! Both sides of a comparison: what they are, of what type, and whether they can be compared.

use super::context::Context;
use super::languages::language;
use super::names::{Sort, Thing};
use super::paths::{Instead, Meaning, type_of};
use super::settings::value;
use super::{Condition, Quantity, TextRef};
use crate::comment::{FieldId, Share, Type, Value};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Comparison, Literal, Operand};
use crate::text::View;

/// One side of a comparison.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub quantity: Quantity,
    pub kind: Type,
    pub span: Span,
}

impl Context<'_, '_> {
    /// The value of a literal or setting, with its type; complains where a name is neither.
    fn side(&mut self, operand: &Operand, beside: Option<Type>) -> Option<Side> {
        let span = operand.span();
        let (quantity, kind) = match operand {
            Operand::Literal(literal) => {
                let value = value(&literal.value);
                let kind = value.kind();
                (Quantity::Constant(value), kind)
            }
            Operand::QuotesArticle(_) => (Quantity::QuotesArticle, Type::Share),
            Operand::Count { text, pattern, .. } => {
                let search = self.search(text, pattern, "count(…)")?;
                (Quantity::Count(Box::new(search)), Type::Number)
            }
            Operand::Path(path) => {
                // Beside a language a bare word is one: `body.language is en`.
                if let ([word], Some(Type::Language)) = (&path.parts[..], beside)
                    && self.schema.find(&word.value).is_none()
                {
                    let code = language(&word.value, word.span, self.diagnostics)?;
                    return Some(Side {
                        quantity: Quantity::Constant(Value::Language(code)),
                        kind: Type::Language,
                        span,
                    });
                }
                if beside == Some(Type::Text)
                    && let Some(side) = self.forgotten_quotes(path)
                {
                    return side;
                }
                self.quantity_of(path)?
            }
        };
        Some(Side { quantity, kind, span })
    }

    /// Complains where a bare word stands beside a text and is nothing that is known.
    #[expect(clippy::option_option, reason = "outer: it was one; inner: there is no value then")]
    fn forgotten_quotes(&mut self, path: &ast::Path) -> Option<Option<Side>> {
        let [word] = &path.parts[..] else { return None };
        let known = self.schema.find(&word.value).is_some()
            || self.definitions.named(self.pack, &word.value).next().is_some()
            || self.definitions.is_unread(&word.value)
            || word.value == "relevance";
        if known {
            return None;
        }
        let quoted = format!("\"{}\"", word.value);
        let message = format!("`{}` is neither a field nor a setting", word.value);
        self.diagnostics.push(
            Diagnostic::new(&codes::UNKNOWN_NAME, word.span, message, "not known")
                .help("a text to compare with stands in quotes")
                .fix(format!("write {quoted}"), Confidence::Review, word.span, quoted),
        );
        Some(None)
    }

    fn quantity_of(&mut self, path: &ast::Path) -> Option<(Quantity, Type)> {
        Some(match self.meaning(path, Instead::Quantity)? {
            Meaning::Field(field) => (Quantity::Field(field), self.schema.field(field).kind),
            Meaning::Measure(text, measure) => (Quantity::Measure(text, measure), type_of(measure)),
            Meaning::Setting(at) => {
                self.uses.insert(Thing { sort: Sort::Setting, at });
                let value = self.settings[at].clone();
                let kind = value.kind();
                (Quantity::Constant(value), kind)
            }
            Meaning::Relevance => (Quantity::Relevance, Type::Share),
            // All of a text as written is the field itself.
            Meaning::View(TextRef { field, view: View::All }) => (Quantity::Field(field), Type::Text),
            Meaning::View(text) => {
                let name = &self.schema.field(text.field).name;
                let message = format!("`{}` cannot be compared as a whole", path.dotted());
                let help = format!("ask what stands in it (`{}.quoted has \"word\"`), or compare `{name}`", name);
                self.diagnostics
                    .push(Diagnostic::new(&codes::NOT_COMPARABLE, path.span, message, "pieces of a text").help(help));
                return None;
            }
            Meaning::Topic => {
                let message = "`topic` is no quantity";
                self.diagnostics.push(
                    Diagnostic::new(&codes::NOT_COMPARABLE, path.span, message, "on, off or unclear")
                        .help("write `topic is on`, `topic is off` or `topic is unclear`; how much a comment has to do with its article is `relevance`, a share"),
                );
                return None;
            }
        })
    }

    /// `left > right`.
    pub fn compare(&mut self, left: &Operand, sign: &Spanned<Comparison>, right: &Operand) -> Option<Condition> {
        let (first, second) = self.sides(left, right)?;
        if first.kind != second.kind {
            let diagnostic = self.types_differ(&first, &second);
            self.diagnostics.push(diagnostic);
            return None;
        }
        if !matches!(first.kind, Type::Number | Type::Share | Type::Duration | Type::Time) {
            let (what, sign_text) = (self.text_at(first.span), sign.value.sign());
            let message = match first.kind {
                Type::YesNo => format!("`{what}` is yes or no, so it cannot be compared with `{sign_text}`"),
                kind => {
                    format!("`{what}` is {}, and `{sign_text}` compares only what is more or less", kind.with_article())
                }
            };
            let mut diagnostic = Diagnostic::new(&codes::NOT_COMPARABLE, sign.span, message, "has no more or less");
            diagnostic = match first.kind {
                Type::YesNo => diagnostic.help(format!("write `{what}` or `not {what}`")),
                Type::Text => diagnostic
                    .help(format!("to ask whether it is a certain text, write `{what} is \"…\"`; for how long it is, `{what}.words` or `{what}.length`")),
                _ => diagnostic.help(format!("write `{what} is …`")),
            };
            self.diagnostics.push(diagnostic);
            return None;
        }
        Some(Condition::Compare(first.quantity, sign.value, second.quantity))
    }

    /// `left is right`, `is any of (…)`, negated or not.
    pub fn is(&mut self, left: &Operand, negated: bool, values: &[Operand]) -> Option<Condition> {
        let mut left_side = self.side(left, None);
        let mut rights = Vec::new();
        let mut right = true;
        for value in values {
            match (&left_side, self.side(value, left_side.as_ref().map(|side| side.kind))) {
                (Some(left), Some(side)) if left.kind == side.kind => rights.push(side.quantity),
                (Some(left), Some(side)) => {
                    let diagnostic = self.types_differ(left, &side);
                    self.diagnostics.push(diagnostic);
                    right = false;
                }
                _ => right = false,
            }
        }
        let left = left_side.take().filter(|_| right)?;
        let not = |condition: Condition| if negated { Condition::Not(Box::new(condition)) } else { condition };
        if let (Quantity::Field(field), [Quantity::Constant(Value::YesNo(yes))]) = (&left.quantity, &rights[..]) {
            let holds = Condition::Holds(*field);
            return Some(not(if *yes { holds } else { Condition::Not(Box::new(holds)) }));
        }
        Some(not(Condition::Is(left.quantity, rights)))
    }

    fn sides(&mut self, left: &Operand, right: &Operand) -> Option<(Side, Side)> {
        let first = self.side(left, None);
        let second = self.side(right, first.as_ref().map(|side| side.kind));
        first.zip(second)
    }

    /// The text of the rules at a place.
    pub fn text_at(&self, span: Span) -> String {
        self.sources.text(span).to_owned()
    }

    fn types_differ(&self, left: &Side, right: &Side) -> Diagnostic {
        let (first, second) = (self.text_at(left.span), self.text_at(right.span));
        let said = |kind: Type| kind.with_article();
        let message = format!("`{first}` is {}, and `{second}` is {}", said(left.kind), said(right.kind));
        let mut diagnostic =
            Diagnostic::new(&codes::TYPES_DIFFER, right.span, message, format!("this is {}", said(right.kind)))
                .label(left.span, format!("this is {}", said(left.kind)));
        let meant = rewritten(left, right).map(|meant| (meant, right.span, &second));
        let meant = meant.or_else(|| rewritten(right, left).map(|meant| (meant, left.span, &first)));
        if let Some((meant, span, written)) = meant {
            // A name is that of a setting, whose value is what does not fit.
            let is_name = written.starts_with(|letter: char| letter.is_alphabetic());
            return if is_name {
                diagnostic.help(format!("`{written}` is a setting: give it a value that fits, such as `{meant}`"))
            } else {
                diagnostic.fix(format!("did you mean `{meant}`?"), Confidence::Review, span, meant)
            };
        }
        let other = match (&left.quantity, left.kind, right.kind) {
            (Quantity::Field(FieldId::AUTHOR_JOINED), _, Type::Duration) => Some("author.age"),
            (Quantity::Field(FieldId::AUTHOR_AGE), _, Type::Time) => Some("author.joined"),
            _ => None,
        };
        if let Some(other) = other {
            return diagnostic.fix(format!("did you mean `{other}`?"), Confidence::Review, left.span, other);
        }
        diagnostic = match (left.kind, right.kind) {
            (Type::Text, Type::Number) => diagnostic
                .help(format!("for how long a text is, write `{first}.words` or `{first}.length`"))
                .help(format!("to compare it with a text of digits, put them in quotes: `{first} is \"{second}\"`")),
            (Type::Text, Type::YesNo) => diagnostic.help(format!("a text to compare with stands in quotes: `\"{second}\"`")),
            (Type::Time, Type::Number) => {
                diagnostic.help(format!("a time is compared with a date, such as `{first} >= 2024-02-29`"))
            }
            (Type::Time, Type::Duration) => diagnostic
                .help(format!("a time is compared with a date (`{first} >= 2024-02-29`), or with another time: `edited more than 5 minutes after posted`")),
            (Type::YesNo, _) => diagnostic.help(format!("write `{first}` or `not {first}`")),
            _ => diagnostic,
        };
        diagnostic
    }

    /// A number of times that stands in the rules: whole, and at least `least`.
    pub fn times(&mut self, operand: &Operand, least: u32) -> Option<u32> {
        let side = self.side(operand, None)?;
        match side.quantity {
            Quantity::Constant(Value::Number(number))
                if number.fract() == 0.0 && number >= f64::from(least) && number <= f64::from(u32::MAX) =>
            {
                Some(number as u32)
            }
            _ => {
                let message = format!("`{}` is not a number of comments", self.text_at(side.span));
                let help = format!("write a whole number from {least} up, or a setting that is one");
                self.diagnostics
                    .push(Diagnostic::new(&codes::AMOUNT, side.span, message, "not a whole number").help(help));
                None
            }
        }
    }

    /// A length of time that stands in the rules.
    pub fn duration(&mut self, operand: &Operand, positive: bool) -> Option<crate::comment::Duration> {
        let side = self.side(operand, None)?;
        match side.quantity {
            Quantity::Constant(Value::Duration(duration)) if duration.0 > 0 || (!positive && duration.0 == 0) => {
                Some(duration)
            }
            quantity => {
                let text = self.text_at(side.span);
                let message = match quantity {
                    Quantity::Constant(Value::Duration(_)) => format!("`{text}` is no time at all"),
                    _ => format!("`{text}` is not a length of time"),
                };
                let mut diagnostic = Diagnostic::new(&codes::AMOUNT, side.span, message, "not a length of time")
                    .help("write a length of time such as `5 minutes` or `7 days`, or a setting that is one");
                let is_literal = matches!(operand, Operand::Literal(_));
                if let Quantity::Constant(Value::Number(_)) = quantity
                    && is_literal
                {
                    let meant = format!("{text} minutes");
                    diagnostic =
                        diagnostic.fix(format!("did you mean `{meant}`?"), Confidence::Review, side.span, meant);
                }
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }
}

/// What the literal `wrong` was probably meant to be, beside a quantity of the type of `right`.
fn rewritten(right: &Side, wrong: &Side) -> Option<String> {
    let Quantity::Constant(value) = &wrong.quantity else { return None };
    if matches!(right.quantity, Quantity::Constant(_)) {
        return None;
    }
    let literal = match (right.kind, value) {
        (Type::Share, Value::Number(number)) if (0.0..1.0).contains(number) && *number > 0.0 => {
            Literal::Share(Share::of((number * 10_000.0).round() as u64, 10_000))
        }
        (Type::Share, Value::Number(number)) if (0.0..=100.0).contains(number) => return Some(format!("{number}%")),
        (Type::Number, Value::Share(share)) => return Some(share.to_string().trim_end_matches('%').to_owned()),
        (Type::Duration, Value::Number(number)) => return Some(format!("{number} days")),
        (Type::Text, Value::Number(_)) => return None,
        (Type::Number, Value::Duration(_)) => return None,
        _ => return None,
    };
    Some(self::value(&literal).to_string())
}
