//! Warnings: rules that can be used but probably do not do what their author wants.

use crate::diagnostic::code::codes;

codes! {
    FIRED_NEVER = "W001" "fired-never-true";
}
