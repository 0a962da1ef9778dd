//! The values of one record as they are found → a comment, or why the record is damaged.

use crate::comment::{Comment, FieldId, Type, Value};

use super::layout::{Layout, NodeId, Sink};
use super::value::{self, Scalar};

/// What was found of the record at hand. Kept from record to record for its memory.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// By field: the rank of the name whose value is taken.
    ranks: Vec<u16>,
    /// By node: in which record it was seen last.
    seen: Vec<u64>,
    record: u64,
    wrong: Vec<Wrong>,
    repeated: Option<NodeId>,
    body_named: bool,
    deleted: bool,
}

#[derive(Debug)]
struct Wrong {
    field: FieldId,
    rank: u16,
    reason: String,
}

const NOT_FOUND: u16 = u16::MAX;

impl Gathered {
    pub(crate) fn new(layout: &Layout) -> Gathered {
        Gathered {
            ranks: vec![NOT_FOUND; layout.field_count()],
            seen: vec![0; layout.node_count()],
            record: 0,
            wrong: Vec::new(),
            repeated: None,
            body_named: false,
            deleted: false,
        }
    }

    /// Forgets the last record.
    pub(crate) fn start(&mut self, comment: &mut Comment) {
        comment.clear();
        self.ranks.fill(NOT_FOUND);
        self.record += 1;
        self.wrong.clear();
        self.repeated = None;
        self.body_named = false;
        self.deleted = false;
    }

    /// A name of the layout stands in the record, whatever its value.
    pub(crate) fn meet(&mut self, layout: &Layout, id: NodeId) {
        let seen = &mut self.seen[id.index()];
        if *seen == self.record {
            self.repeated.get_or_insert(id);
        }
        *seen = self.record;
        self.body_named |= layout.holds_body(id);
    }

    /// The record says that the site deleted the comment.
    pub(crate) fn mark_deleted(&mut self) {
        self.deleted = true;
    }

    /// A value stands at a place of the layout.
    pub(crate) fn offer(&mut self, layout: &Layout, id: NodeId, scalar: Scalar<'_>, comment: &mut Comment) {
        let node = layout.node(id);
        if node.says_deleted && scalar == Scalar::YesNo(true) {
            self.mark_deleted();
        }
        for sink in &node.sinks {
            if sink.rank >= self.ranks[sink.field.index()] {
                continue;
            }
            match value::read(sink.field, sink.kind, scalar) {
                Ok(Some(value)) => self.take(sink, value, comment),
                Ok(None) => {}
                Err(found) => self.refuse(sink, &node.name, &found),
            }
        }
    }

    /// Takes a value that is of the field's type.
    pub(crate) fn take(&mut self, sink: &Sink, value: Value, comment: &mut Comment) {
        if sink.rank < self.ranks[sink.field.index()] {
            self.ranks[sink.field.index()] = sink.rank;
            comment.set(sink.field, value);
        }
    }

    /// A value is not of the field's type: `found` says in words what it is.
    pub(crate) fn refuse(&mut self, sink: &Sink, name: &str, found: &str) {
        if sink.rank < self.ranks[sink.field.index()] {
            self.ranks[sink.field.index()] = sink.rank;
            let reason = format!("`{name}` is {found}, not {}", expected(sink.kind));
            self.wrong.push(Wrong { field: sink.field, rank: sink.rank, reason });
        }
    }

    /// The record is read: completes the comment.
    ///
    /// # Errors
    /// Why the record is damaged. [`Lack::Body`] leaves it to the caller to say which names the record has.
    pub(crate) fn finish(&mut self, layout: &Layout) -> Result<(), Lack> {
        if let Some(id) = self.repeated {
            return Err(Lack::Reason(format!("`{}` stands twice in the record", layout.node(id).name)));
        }
        if let Some(wrong) = self.wrong.iter().find(|wrong| self.ranks[wrong.field.index()] == wrong.rank) {
            return Err(Lack::Reason(wrong.reason.clone()));
        }
        if !self.body_named && !self.deleted {
            return Err(Lack::Body);
        }
        Ok(())
    }
}

/// What a dump may write for a value of this type, where that is not plain from its name.
fn expected(kind: Type) -> String {
    let example = match kind {
        Type::Share => " such as 0.7 or `70%`",
        Type::Duration => " such as 300 (seconds) or `5 minutes`",
        Type::Language => " such as `en`",
        _ => "",
    };
    format!("{}{example}", kind.with_article())
}

/// Why a record is no comment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// For this reason.
    Reason(String),
    /// None of its names is one under which the comment's text is kept.
    Body,
}
