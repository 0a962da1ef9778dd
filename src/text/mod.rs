//! A text field → what rules look at: folded words with the bytes they came from, quotes and links set apart, measures.

mod character;
mod entity;
mod fold;
mod leet;
pub mod level;
mod lookalike;
pub mod measure;
pub mod pattern;
mod phrase;
mod step;
mod token;
pub mod view;

pub use fold::folded;
pub use level::{Kind, KindSet, Level};
pub use measure::Measure;
pub use pattern::{Anchor, Hit, WordPattern};
pub use phrase::{Phrase, PhraseError};
pub use step::Step;
pub use token::Token;
pub use view::{Link, Text, View, ViewText, equal_plainly};
