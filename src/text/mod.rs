//! A text field → what rules look at: folded words with the bytes they came from, quotes and links set apart, measures.

mod character;
pub mod dictionary;
mod entity;
mod fold;
mod host;
mod html;
mod leet;
pub mod level;
mod link;
mod lookalike;
mod markup;
pub mod measure;
pub mod pattern;
mod phrase;
mod step;
mod token;
pub mod view;

pub use fold::folded;
pub use host::{covers, parse_host};
pub use level::{Kind, KindSet, Level};
pub use link::Link;
pub use measure::Measure;
pub use pattern::{Anchor, Hit, WordPattern};
pub use phrase::{Phrase, PhraseError};
pub use step::Step;
pub use token::Token;
pub use view::{Text, View, ViewText, equal_plainly};
