//! The identity of a diagnostic: its stable code and the page that explains it.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// The rules can be used, but probably do not do what their author wants.
    Warning,
}

/// One kind of error (`E012`) or warning (`W003`).
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code.
    pub id: &'static str,
    /// What it is about, in a few words with hyphens.
    pub slug: &'static str,
    /// The long form that `comity explain` prints: Markdown with a wrong and a right example.
    pub page: &'static str,
}

impl Code {
    /// Whether it is an error or a warning.
    pub fn severity(&self) -> Severity {
        if self.id.starts_with('W') { Severity::Warning } else { Severity::Error }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// Declares codes, each with its page in `docs/codes/`, and the table of them.
macro_rules! codes {
    ($($constant:ident = $id:literal $slug:literal;)*) => {
        $(
            #[doc = concat!("`", $id, "`: ", $slug, ".")]
            pub static $constant: $crate::diagnostic::Code = $crate::diagnostic::Code {
                id: $id,
                slug: $slug,
                page: include_str!(concat!("../../../docs/codes/", $id, ".md")),
            };
        )*

        /// All codes of this stage, in their order.
        pub static ALL: &[&$crate::diagnostic::Code] = &[$(&$constant),*];
    };
}

pub(super) use codes;
