//! `--map body=comment_text,author.name=user.name`: a site's own names for the fields of a comment.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::comment::Schema;
use crate::diagnostic::did_you_mean;

/// From which name of a record each field is read, where it is not one of [`super::KNOWN_NAMES`].
///
/// A mapped field is read from no other name, so that a name which no record has turns the field off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap {
    names: BTreeMap<String, String>,
}

/// Why a field map makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MapError {
    /// A part is no `FIELD=NAME`.
    #[error("`{0}` is not of the form FIELD=NAME, such as `body=comment_text`")]
    NotAPair(String),
    /// A field is given two names.
    #[error("`{0}` is mapped twice")]
    Twice(String),
    /// There is no such field.
    #[error("there is no field `{field}`{}", meant(.did_you_mean))]
    UnknownField {
        /// The name that is no field's.
        field: String,
        /// The fields that may have been meant.
        did_you_mean: Vec<String>,
    },
    /// A name leads through too many objects.
    #[error("`{0}` leads through more than {most} objects", most = FieldMap::MOST_STEPS)]
    TooDeep(String),
}

fn meant(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!("; did you mean `{}`?", names.join("` or `")),
    }
}

impl FieldMap {
    /// Through how many objects a dotted name may lead.
    pub const MOST_STEPS: usize = 32;

    /// No names but the known ones.
    pub fn new() -> FieldMap {
        FieldMap::default()
    }

    /// The name from which `field` is read, where this map gives one.
    pub fn name_of(&self, field: &str) -> Option<&str> {
        self.names.get(field).map(String::as_str)
    }

    /// Checks that every mapped field is one of `schema`.
    ///
    /// # Errors
    /// Where one is not.
    pub fn check(&self, schema: &Schema) -> Result<(), MapError> {
        let Some(field) = self.names.keys().find(|field| schema.find(field).is_none()) else { return Ok(()) };
        let known = schema.fields().map(|(_, known)| known.name.as_str());
        let did_you_mean = did_you_mean(field, known).into_iter().map(str::to_owned).collect();
        Err(MapError::UnknownField { field: field.clone(), did_you_mean })
    }
}

impl FromStr for FieldMap {
    type Err = MapError;

    /// Reads pairs of field and name with commas between them. Whether the fields exist is for [`FieldMap::check`],
    /// as rules may declare more.
    fn from_str(text: &str) -> Result<FieldMap, MapError> {
        let mut names = BTreeMap::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) = match part.split_once('=') {
                Some((field, name)) if !field.trim().is_empty() && !name.trim().is_empty() => {
                    (field.trim(), name.trim())
                }
                _ => return Err(MapError::NotAPair(part.to_owned())),
            };
            if name.split('.').count() > FieldMap::MOST_STEPS {
                return Err(MapError::TooDeep(name.to_owned()));
            }
            if names.insert(field.to_owned(), name.to_owned()).is_some() {
                return Err(MapError::Twice(field.to_owned()));
            }
        }
        Ok(FieldMap { names })
    }
}
