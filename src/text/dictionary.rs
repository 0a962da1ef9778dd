//! The ordinary English words, which no disguise is read into.
//!
//! Made by `cargo run -p xtask -- dictionary` from SCOWL; `dictionary.txt` beside the data names its source and licence.

use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!("dictionary.fst");

/// Whether a folded word is an ordinary English word or a name, in any form but the possessive.
pub fn is_word(word: &str) -> bool {
    static SET: OnceLock<Option<fst::Set<&'static [u8]>>> = OnceLock::new();
    SET.get_or_init(|| fst::Set::new(DATA).ok()).as_ref().is_some_and(|set| set.contains(word))
}

/// Every word of the dictionary, in order.
pub fn words() -> Vec<String> {
    fst::Set::new(DATA).ok().and_then(|set| set.stream().into_strs().ok()).unwrap_or_default()
}
