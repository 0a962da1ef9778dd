//! Field names × a schema → the tree of names that a record is read by: which name leads to which field, and how far
//! it is trusted.

use crate::comment::{FieldId, Schema, Type};

use super::names::{KNOWN_NAMES, SAYS_DELETED};
use super::{FieldMap, MapError};

/// Some of the fields of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSet {
    members: Vec<bool>,
}

impl FieldSet {
    /// Every field of `schema`.
    pub fn all(schema: &Schema) -> FieldSet {
        FieldSet { members: vec![true; schema.fields().count()] }
    }

    /// The fields that every scan reads, because reports, authors and threads need them.
    pub fn always() -> FieldSet {
        let mut set = FieldSet::default();
        for field in [
            FieldId::ID,
            FieldId::BODY,
            FieldId::POSTED,
            FieldId::EDITED,
            FieldId::AUTHOR_ID,
            FieldId::AUTHOR_NAME,
            FieldId::THREAD_ID,
        ] {
            set.insert(field);
        }
        set
    }

    /// Adds a field; the age of an account needs the times that it is computed from.
    pub fn insert(&mut self, field: FieldId) {
        if self.members.len() <= field.index() {
            self.members.resize(field.index() + 1, false);
        }
        self.members[field.index()] = true;
        if field == FieldId::AUTHOR_AGE {
            self.insert(FieldId::AUTHOR_JOINED);
            self.insert(FieldId::POSTED);
        }
    }

    /// Whether `field` is one of them.
    pub fn contains(&self, field: FieldId) -> bool {
        self.members.get(field.index()).copied().unwrap_or(false)
    }
}

/// A place in the tree of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

impl NodeId {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A field that a name leads to.
#[derive(Clone, Debug)]
pub(crate) struct Sink {
    pub(crate) field: FieldId,
    pub(crate) kind: Type,
    /// How many names of this field are trusted more.
    pub(crate) rank: u16,
}

#[derive(Debug, Default)]
pub(crate) struct Node {
    /// The name as the record writes it, with dots for the objects it stands in.
    pub(crate) name: String,
    pub(crate) sinks: Vec<Sink>,
    pub(crate) says_deleted: bool,
    pub(crate) has_children: bool,
    /// By the length of their names: telling names of one length apart is a single comparison mostly.
    children: Vec<Vec<(Box<[u8]>, NodeId)>>,
}

/// How to read records: a tree of names, and for CSV the same names as columns.
#[derive(Debug)]
pub(crate) struct Layout {
    nodes: Vec<Node>,
    fields: Vec<String>,
}

impl Layout {
    pub(crate) fn new(schema: &Schema, map: &FieldMap, wanted: &FieldSet) -> Result<Layout, MapError> {
        map.check(schema)?;
        let fields = schema.fields().map(|(_, field)| field.name.clone()).collect();
        let mut layout = Layout { nodes: vec![Node::default()], fields };
        for (field, known) in schema.fields().filter(|(field, _)| wanted.contains(*field)) {
            let names: Vec<&str> = match (map.name_of(&known.name), KNOWN_NAMES.iter().find(|(id, _)| *id == field)) {
                (Some(name), _) => vec![name],
                (None, Some((_, names))) => names.to_vec(),
                (None, None) => vec![&known.name],
            };
            for (rank, name) in names.into_iter().enumerate() {
                layout.add(name, &Sink { field, kind: known.kind, rank: rank as u16 });
            }
        }
        for name in SAYS_DELETED {
            let node = layout.node_at([*name].into_iter());
            layout.nodes[node.index()].says_deleted = true;
        }
        Ok(layout)
    }

    fn add(&mut self, name: &str, sink: &Sink) {
        let whole = self.node_at([name].into_iter());
        self.nodes[whole.index()].sinks.push(sink.clone());
        let mut places = vec![whole];
        if name.contains('.') {
            let node = self.node_at(name.split('.'));
            self.nodes[node.index()].sinks.push(sink.clone());
            places.push(node);
        }
        if sink.kind == Type::Time {
            for place in places {
                for wrapping in [&["$date"][..], &["$date", "$numberLong"]] {
                    let node = wrapping.iter().fold(place, |node, step| self.child_or_new(node, step));
                    self.nodes[node.index()].sinks.push(sink.clone());
                }
            }
        }
    }

    fn node_at<'a>(&mut self, steps: impl Iterator<Item = &'a str>) -> NodeId {
        steps.fold(NodeId::ROOT, |node, step| self.child_or_new(node, step))
    }

    fn child_or_new(&mut self, parent: NodeId, step: &str) -> NodeId {
        if let Some(child) = self.child(parent, step.as_bytes()) {
            return child;
        }
        let id = NodeId(self.nodes.len() as u32);
        let above = &mut self.nodes[parent.index()];
        above.has_children = true;
        if above.children.len() <= step.len() {
            above.children.resize(step.len() + 1, Vec::new());
        }
        above.children[step.len()].push((step.as_bytes().into(), id));
        let name = if above.name.is_empty() { step.to_owned() } else { format!("{}.{step}", above.name) };
        self.nodes.push(Node { name, ..Node::default() });
        id
    }

    pub(crate) fn child(&self, parent: NodeId, step: &[u8]) -> Option<NodeId> {
        let same_length = self.nodes[parent.index()].children.get(step.len())?;
        // Most names of one length differ in their first letter, and looking at it is cheaper than a comparison.
        let first = step.first();
        same_length.iter().find(|(name, _)| name.first() == first && **name == *step).map(|(_, id)| *id)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn field_count(&self) -> usize {
        self.fields.len()
    }

    /// Whether a site declared this field.
    pub(crate) fn is_declared(&self, field: FieldId) -> bool {
        !KNOWN_NAMES.iter().any(|(known, _)| *known == field)
    }

    /// The place of a column: its name as written, or else in lower case with `_` for spaces and hyphens.
    pub(crate) fn column(&self, name: &str) -> Option<NodeId> {
        self.child(NodeId::ROOT, name.as_bytes()).or_else(|| {
            let plain = name.to_lowercase().replace([' ', '-'], "_");
            self.child(NodeId::ROOT, plain.as_bytes())
        })
    }

    /// Whether a value at this place is the comment's text.
    pub(crate) fn holds_body(&self, id: NodeId) -> bool {
        self.node(id).sinks.iter().any(|sink| sink.field == FieldId::BODY)
    }
}
