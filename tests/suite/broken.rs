//! Rule files with the slips that moderators make: what is said of them, as they see it.

use crate::sample::{checked, said};

#[test]
fn slips_are_met_with_what_to_write_instead() {
    insta::glob!("../broken", "*.comity", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let checked = checked(&text);
        assert!(!checked.diagnostics.is_empty(), "nothing is said of {}", path.display());
        insta::assert_snapshot!(said(&checked));
    });
}
