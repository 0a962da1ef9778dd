//! Errors of syntax, `E001` to `E099`: what the words of a rule file are and how they stand together.

use crate::diagnostic::code::codes;

codes! {
    UNEXPECTED = "E001" "unexpected-text";
}
