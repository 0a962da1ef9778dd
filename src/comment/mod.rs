//! A comment as rules see it: typed values in the fields of a [`Schema`].

mod field;
mod value;

pub use field::{Field, FieldId, Schema, SchemaError};
pub use value::{Duration, Share, Time, Type, Value};

/// One comment with what the site knows about it.
///
/// Every field may be missing; a missing field makes the conditions on it unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comment {
    values: Vec<Option<Value>>,
}

impl Comment {
    /// A comment of which nothing is known.
    pub fn new() -> Comment {
        Comment::default()
    }

    /// A comment with nothing but a body.
    pub fn with_body(body: impl Into<String>) -> Comment {
        let mut comment = Comment::new();
        comment.set(FieldId::BODY, Value::Text(body.into()));
        comment
    }

    /// Sets a field. The value must be of the field's type in the schema of the rules that will judge it; a value of
    /// another type counts as missing.
    pub fn set(&mut self, field: FieldId, value: Value) {
        let at = field.index();
        if self.values.len() <= at {
            self.values.resize(at + 1, None);
        }
        self.values[at] = Some(value);
    }

    /// The value of a field, or `None` where it is missing.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.values.get(field.index())?.as_ref()
    }

    /// The text of a text field, or `None` where it is missing or no text.
    pub fn text(&self, field: FieldId) -> Option<&str> {
        match self.get(field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Forgets every value and keeps the memory.
    pub fn clear(&mut self) {
        self.values.fill(None);
    }
}
