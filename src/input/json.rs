//! One JSON object → a comment, by the names of a [`Layout`]; everything under other names is skipped without being
//! kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::comment::{Comment, FieldId, Schema, Type, Value};

use super::gathered::{Gathered, Lack};
use super::layout::{FieldSet, Layout, NodeId};
use super::value::{Scalar, shown};
use super::{FieldMap, json_error};

/// At most so many names of a record are listed when none of them is known.
const MOST_NAMES_LISTED: usize = 8;

/// Reads one comment from a JSON object.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn comment_from_json(text: &str, schema: &Schema, fields: &FieldMap) -> Result<Comment, String> {
    let layout = Layout::new(schema, fields, &FieldSet::all(schema)).map_err(|error| error.to_string())?;
    let mut comment = Comment::new();
    read_object(text.as_bytes(), &layout, &mut Gathered::new(&layout), &mut comment)?;
    Ok(comment)
}

/// Reads the record `bytes` into `comment`, whose earlier values are forgotten.
///
/// Time and memory are linear in the record; values under unknown names cost their bytes only.
///
/// # Errors
/// Why the record is damaged.
pub(crate) fn read_object(
    bytes: &[u8],
    layout: &Layout,
    gathered: &mut Gathered,
    comment: &mut Comment,
) -> Result<(), String> {
    let text = utf8(bytes)?;
    gathered.start(comment);
    if !text.trim_ascii_start().starts_with('{') {
        return Err(not_an_object(text));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let at = ValueAt { layout, node: NodeId::ROOT, gathered, comment };
    at.deserialize(&mut json).and_then(|()| json.end()).map_err(|error| json_error::in_words(&error, text))?;
    gathered.finish(layout).map_err(|lack| match lack {
        Lack::Reason(reason) => reason,
        Lack::Body => no_body(text),
    })
}

/// The text of a record.
///
/// # Errors
/// Where it is not UTF-8, at which of its bytes.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8 at byte {}", error.valid_up_to() + 1))
}

fn not_an_object(text: &str) -> String {
    format!("it is no record: `{}` does not start with `{{`", shown(text.trim()))
}

/// Names what the record has, for the one who has to map a name.
fn no_body(text: &str) -> String {
    let names = serde_json::from_str::<Names>(text).map(|names| names.0).unwrap_or_default();
    let listed: Vec<String> = names.iter().map(|name| format!("`{}`", shown(name))).collect();
    match listed.as_slice() {
        [] => "it has no text: it is empty".to_owned(),
        listed if listed.len() > MOST_NAMES_LISTED => {
            format!("it has no text under a known name (it has {} …)", listed[..MOST_NAMES_LISTED].join(", "))
        }
        listed => format!("it has no text under a known name (it has {})", listed.join(", ")),
    }
}

/// The names of an object, at most one more than are listed.
struct Names(Vec<String>);

impl<'de> serde::Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        struct NamesVisitor;
        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
                    if names.len() <= MOST_NAMES_LISTED {
                        names.push(name);
                    }
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(NamesVisitor)
    }
}

/// Reads the value that stands at a place of the layout.
struct ValueAt<'a> {
    layout: &'a Layout,
    node: NodeId,
    gathered: &'a mut Gathered,
    comment: &'a mut Comment,
}

impl ValueAt<'_> {
    fn offer<E>(self, scalar: Scalar<'_>) -> Result<(), E> {
        self.gathered.offer(self.layout, self.node, scalar, self.comment);
        Ok(())
    }

    fn refuse(&mut self, found: &str, kinds: impl Fn(Type) -> bool) {
        let node = self.layout.node(self.node);
        for sink in node.sinks.iter().filter(|sink| kinds(sink.kind)) {
            self.gathered.refuse(sink, &node.name, found);
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueAt<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueAt<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, yes: bool) -> Result<(), E> {
        self.offer(Scalar::YesNo(yes))
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.offer(Scalar::Whole(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.offer(Scalar::Whole(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.offer(Scalar::Fraction(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.offer(Scalar::Text(text))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (mut empty, mut known) = (true, false);
        while let Some(child) = map.next_key_seed(NameIn { layout: self.layout, node: self.node })? {
            empty = false;
            let Some(child) = child else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            known = true;
            self.gathered.meet(self.layout, child);
            let (gathered, comment) = (&mut *self.gathered, &mut *self.comment);
            map.next_value_seed(ValueAt { layout: self.layout, node: child, gathered, comment })?;
        }
        if !known && !empty {
            // An author, an article or the like may be an object of which nothing is of use; a body or a time may not.
            let is_also_object = self.layout.node(self.node).has_children;
            self.refuse("an object", |kind| !is_also_object || kind != Type::Text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let node = self.layout.node(self.node);
        let joins = |field| field == FieldId::ARTICLE_TAGS || self.layout.is_declared(field);
        let Some(sink) = node.sinks.iter().find(|sink| sink.kind == Type::Text && joins(sink.field)) else {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            self.refuse("a list", |_| true);
            return Ok(());
        };
        let mut joined = String::new();
        while let Some(element) = list.next_element_seed(TextElement)? {
            match element {
                Some(text) => {
                    if !joined.is_empty() {
                        joined.push_str(", ");
                    }
                    joined.push_str(&text);
                }
                None => {
                    while list.next_element::<IgnoredAny>()?.is_some() {}
                    self.refuse("a list of other things than texts", |_| true);
                    return Ok(());
                }
            }
        }
        self.gathered.take(sink, Value::Text(joined), self.comment);
        Ok(())
    }
}

/// A name in an object → its place in the layout, or `None` where it is of no use.
struct NameIn<'a> {
    layout: &'a Layout,
    node: NodeId,
}

impl<'de> DeserializeSeed<'de> for NameIn<'_> {
    type Value = Option<NodeId>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<NodeId>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameIn<'_> {
    type Value = Option<NodeId>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Option<NodeId>, E> {
        Ok(self.layout.child(self.node, name.as_bytes()))
    }
}

/// An element of a list of texts; `None` for anything but a text or a number.
struct TextElement;

impl<'de> DeserializeSeed<'de> for TextElement {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TextElement {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
