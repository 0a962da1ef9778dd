//! A comment → what single conditions ask of it: values, views of its texts, and what is missing.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::check::{Quantity, TextRef};
use crate::comment::{Comment, Duration, FieldId, Schema, Time, Type, Value};
use crate::plan::TOPIC;
use crate::text::view::equal_plainly;
use crate::text::{Measure, Text, View, ViewText};

/// What is known of one comment.
pub(super) struct Facts<'c> {
    schema: &'c Schema,
    comment: &'c Comment,
    texts: Vec<(FieldId, Text<'c>)>,
}

impl<'c> Facts<'c> {
    /// Prepares the texts of `fields`; every text that is asked for later must be among them.
    pub(super) fn new(
        schema: &'c Schema,
        comment: &'c Comment,
        fields: impl IntoIterator<Item = FieldId>,
    ) -> Facts<'c> {
        let texts = fields.into_iter().filter_map(|field| Some((field, Text::new(comment.text(field)?)))).collect();
        Facts { schema, comment, texts }
    }

    /// The value of a field. The account's age is worked out from the times where it was not sent; a value of another
    /// type than the field's counts as missing.
    pub(super) fn value(&self, field: FieldId) -> Option<Cow<'c, Value>> {
        let sent = self.comment.get(field).filter(|value| value.kind() == self.schema.field(field).kind);
        if sent.is_none() && field == FieldId::AUTHOR_AGE {
            let age = between(self.time(FieldId::POSTED)?, self.time(FieldId::AUTHOR_JOINED)?);
            return Some(Cow::Owned(Value::Duration(age)));
        }
        sent.map(Cow::Borrowed)
    }

    /// Whether a field has a value.
    pub(super) fn has(&self, field: FieldId) -> bool {
        self.value(field).is_some()
    }

    /// The value of a field of times.
    pub(super) fn time(&self, field: FieldId) -> Option<Time> {
        match self.comment.get(field)? {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// A view of a text, unless the text is missing.
    pub(super) fn view(&self, text: TextRef) -> Option<&ViewText> {
        let (_, found) = self.texts.iter().find(|(field, _)| *field == text.field)?;
        Some(found.view(text.view))
    }

    /// A text as it came.
    pub(super) fn original(&self, field: FieldId) -> Option<&'c str> {
        self.comment.text(field)
    }

    /// A measure of a text, or the name of what is missing.
    pub(super) fn measure(&self, text: TextRef, measure: Measure) -> Result<Value, String> {
        let name = &self.schema.field(text.field).name;
        let view = self.view(text).ok_or_else(|| name.clone())?;
        view.measure(measure).ok_or_else(|| match text.view {
            View::Own => format!("{name}.language"),
            other => format!("{name}.{}.language", other.word()),
        })
    }

    /// The value of a quantity, or the name of what is missing. `count` tells the number of hits of a search.
    pub(super) fn quantity<'q>(
        &self,
        quantity: &'q Quantity,
        count: impl FnOnce(&'q crate::check::Search) -> Result<usize, String>,
    ) -> Result<Cow<'q, Value>, String>
    where
        'c: 'q,
    {
        match quantity {
            Quantity::Constant(value) => Ok(Cow::Borrowed(value)),
            Quantity::Field(field) => self.value(*field).ok_or_else(|| self.name(*field)),
            Quantity::Measure(text, measure) => self.measure(*text, *measure).map(Cow::Owned),
            Quantity::Count(search) => count(search).map(|hits| Cow::Owned(Value::Number(hits as f64))),
            Quantity::Relevance | Quantity::QuotesArticle => Err(TOPIC.to_owned()),
        }
    }

    /// Whether a quantity is there; of a measure or a count, whether its text is.
    pub(super) fn knows(&self, quantity: &Quantity) -> bool {
        match quantity {
            Quantity::Constant(_) => true,
            Quantity::Field(field) => self.has(*field),
            Quantity::Measure(text, _) => self.view(*text).is_some(),
            Quantity::Count(search) => self.view(search.text).is_some(),
            Quantity::Relevance | Quantity::QuotesArticle => false,
        }
    }

    /// A field's name.
    pub(super) fn name(&self, field: FieldId) -> String {
        self.schema.field(field).name.clone()
    }

    /// The language of what the author says, where it is known.
    pub(super) fn language(&self) -> Option<String> {
        let body = TextRef { field: FieldId::BODY, view: View::Own };
        match self.view(body)?.measure(Measure::Language)? {
            Value::Language(code) | Value::Text(code) => Some(code),
            _ => None,
        }
    }
}

/// The text fields of a schema.
pub(super) fn text_fields(schema: &Schema) -> impl Iterator<Item = FieldId> {
    schema.fields().filter(|(_, field)| field.kind == Type::Text).map(|(id, _)| id)
}

/// How long `later` is after `earlier`, at the longest duration where it would pass that.
fn between(later: Time, earlier: Time) -> Duration {
    Duration(later.0.saturating_sub(earlier.0))
}

/// Whether `left` is more (or less) than `by` after (or before) `right`. What is less than five minutes after a time is
/// not before it.
pub(super) fn gap_holds(left: Time, right: Time, more: bool, by: Duration, after: bool) -> bool {
    let gap = if after { between(left, right) } else { between(right, left) };
    if more { gap > by } else { gap.0 >= 0 && gap < by }
}

/// Whether two values are the same: texts compared plainly, languages without regard to case.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => equal_plainly(left, right),
        (Value::Language(left), Value::Language(right) | Value::Text(right))
        | (Value::Text(left), Value::Language(right)) => left.eq_ignore_ascii_case(right),
        (Value::YesNo(left), Value::YesNo(right)) => left == right,
        _ => left.order(right).is_some_and(Ordering::is_eq),
    }
}
