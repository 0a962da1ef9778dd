//! Every code there is, by the stage that reports it.

pub mod check;
pub mod lint;
pub mod syntax;

use super::Code;

/// All codes: errors of syntax, errors of meaning, warnings.
pub fn all() -> impl Iterator<Item = &'static Code> {
    syntax::ALL.iter().chain(check::ALL).chain(lint::ALL).copied()
}

/// The code with this id, in any case.
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}
