//! Files and streams → comments: packings unpacked, formats told by their first bytes, a site's names mapped to fields,
//! damage named instead of guessed over.

mod columns;
mod cut;
mod field_map;
mod format;
mod gathered;
mod json;
mod json_error;
mod layout;
mod names;
mod open;
mod packing;
mod record;
mod time;
mod value;

pub use field_map::{FieldMap, MapError};
pub use format::{Format, Refusal};
pub use json::comment_from_json;
pub use layout::FieldSet;
pub use names::{KNOWN_NAMES, REMOVED, SAYS_DELETED, known_names_table};

pub(crate) use cut::Cutter;
pub(crate) use format::Shape;
pub(crate) use layout::Layout;
pub(crate) use open::{OpenError, open};
pub(crate) use packing::{Meter, archive_error};
pub(crate) use record::{RecordReader, trimmed};
