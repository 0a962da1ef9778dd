//! A text field → what rules look at: folded words with the bytes they came from, quotes and links set apart, measures.

pub mod level;
pub mod pattern;
pub mod view;

pub use level::{Kind, KindSet, Level};
pub use pattern::{Anchor, Hit, Phrase, PhraseError, WordPattern};
pub use view::{Link, Measure, Step, Text, Token, View, ViewText};
