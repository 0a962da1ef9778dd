//! `comity version`: what the verdicts of this program depend on, so that two of them can be compared.

use super::console::{Console, print};
use super::stop::{Exit, Stop};

/// The releases of the crates whose data decide verdicts; `Cargo.toml` pins the same, and a test holds them together.
pub const PINNED: [(&str, &str, &str); 1] = [("psl", "2.1.247", "public suffixes")];

/// The word list that the dictionary is made of, as `src/text/dictionary.txt` names it.
const DICTIONARY: &str = "SCOWL, version 2020.12.07";

/// Tells the versions.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(_console: &Console) -> Result<Exit, Stop> {
    let (major, minor, update) = char::UNICODE_VERSION;
    let mut out = format!("comity {}\n", env!("CARGO_PKG_VERSION"));
    out.push_str(&format!("Unicode {major}.{minor}.{update}\n"));
    for (name, version, what) in PINNED {
        out.push_str(&format!("{what}: {name} {version}\n"));
    }
    out.push_str(&format!("dictionary: {DICTIONARY}\n"));
    print(out)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::{DICTIONARY, PINNED};

    #[test]
    fn the_versions_told_are_the_pinned_ones() {
        let manifest = include_str!("../../Cargo.toml");
        for (name, version, _) in PINNED {
            assert!(manifest.contains(&format!("{name} = \"={version}\"")), "{name} {version}");
        }
    }

    #[test]
    fn the_dictionary_told_is_the_one_in_use() {
        assert!(include_str!("../text/dictionary.txt").contains(DICTIONARY));
    }
}
