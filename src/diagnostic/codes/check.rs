//! Errors of meaning, `E101` and up: names, types, lists and everything that needs more than one place to see.

use crate::diagnostic::code::codes;

codes! {
    UNKNOWN_LIST = "E101" "unknown-list";
}
