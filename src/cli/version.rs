//! `comity version`: what the verdicts of this program depend on, so that two of them can be compared.

use super::console::{Console, print};
use super::stop::{Exit, Stop};

/// The crates whose tables decide verdicts, with the releases that `Cargo.lock` holds.
const TABLES: [(&str, &str, &str); 4] = [
    ("icu_normalizer_data", "2.4.0", "forms of characters"),
    ("icu_casemap_data", "2.4.0", "capitals and small letters"),
    ("icu_properties_data", "2.4.0", "kinds of characters"),
    ("psl", "2.1.247", "public suffixes"),
];
/// The release of the word list that the dictionary is made of, as `dictionary.txt` beside it says.
const DICTIONARY: &str = "SCOWL, version 2020.12.07";

/// Tells the versions.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(_console: &Console) -> Result<Exit, Stop> {
    let (major, minor, update) = char::UNICODE_VERSION;
    let mut out = format!("comity {}\nUnicode {major}.{minor}.{update}\n", env!("CARGO_PKG_VERSION"));
    for (name, version, what) in TABLES {
        out.push_str(&format!("{what}: {name} {version}\n"));
    }
    out.push_str(&format!("dictionary: {DICTIONARY}\n"));
    print(out)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::{DICTIONARY, TABLES};

    #[test]
    fn the_versions_told_are_those_inside() {
        let locked = include_str!("../../Cargo.lock");
        for (name, version, _) in TABLES {
            assert!(locked.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")), "{name} {version}");
        }
        assert!(include_str!("../text/dictionary.txt").contains(DICTIONARY));
    }
}
