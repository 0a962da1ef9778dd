//! One text field, cut into what its author says, what is only quoted, and links.

use std::ops::Range;

use crate::comment::Value;

/// Which part of a text field a rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// What the author says: without quotes, code and the targets of links.
    #[default]
    Own,
    /// Everything as written.
    All,
    /// Only what is quoted.
    Quoted,
}

impl View {
    /// The word behind the field's name; empty for the author's own words.
    pub fn word(self) -> &'static str {
        match self {
            View::Own => "",
            View::All => "all",
            View::Quoted => "quoted",
        }
    }
}

/// Something that can be measured of a view of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How many words.
    Words,
    /// How many letters.
    Letters,
    /// How many characters.
    Length,
    /// How many lines.
    Lines,
    /// The share of letters that are capitals.
    Caps,
    /// How many links.
    Links,
    /// How many `@name`.
    Mentions,
    /// How many emoji.
    Emoji,
    /// How many exclamation marks.
    Exclamations,
    /// The longest run of one character.
    Repeats,
    /// The share of characters that are neither letter, digit nor space.
    Symbols,
    /// The language, where it is known.
    Language,
    /// How many links through a shortener.
    ShortLinks,
    /// How many links whose visible text names another host.
    MaskedLinks,
}

/// A word of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// Which block it stands in: removed quotes, code and blank lines part blocks.
    pub block: u32,
    /// Which sentence it stands in.
    pub sentence: u32,
}

/// What one word of a pattern can be held against: a token as it stands, or several read as one disguised word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The tokens it takes.
    pub tokens: Range<u32>,
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// The folded letters with look-alike readings (`i` and `l`, …) made one: equal for all spellings that one
    /// pattern can mean.
    pub skeleton: String,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// Its host, in lower case and ASCII.
    pub host: String,
    /// Whether the visible text names another host.
    pub masked: bool,
    /// Whether the host is a shortener's.
    pub short: bool,
}

/// A text field and its views, each made when first asked for.
#[derive(Debug)]
pub struct Text<'a> {
    original: &'a str,
}

impl<'a> Text<'a> {
    /// Prepares a field; nothing is computed yet.
    pub fn new(original: &'a str) -> Text<'a> {
        Text { original }
    }

    /// The field as it came.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// A view of it.
    pub fn view(&self, _view: View) -> &ViewText {
        &EMPTY
    }
}

/// One view of a text.
#[derive(Debug, Default)]
pub struct ViewText {
    tokens: Vec<Token>,
    steps: Vec<Step>,
    links: Vec<Link>,
}

static EMPTY: ViewText = ViewText { tokens: Vec::new(), steps: Vec::new(), links: Vec::new() };

impl ViewText {
    /// Its words, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What words of patterns are held against, in order of their first token.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Its links, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The stretches of the original that belong to the view, in order; what lies between them was left out.
    pub fn kept(&self) -> &[Range<usize>] {
        &[]
    }

    /// A measure; `None` only for a language that cannot be told.
    pub fn measure(&self, _measure: Measure) -> Option<Value> {
        None
    }

    /// Whether the view begins with `text`, compared plainly; the bytes that do.
    pub fn starts_with(&self, _text: &str) -> Option<Range<usize>> {
        None
    }

    /// Whether the view ends with `text`, compared plainly; the bytes that do.
    pub fn ends_with(&self, _text: &str) -> Option<Range<usize>> {
        None
    }
}

/// Whether two texts are equal when compared plainly: case, width, accents, look-alike letters and invisible
/// characters aside.
pub fn equal_plainly(_left: &str, _right: &str) -> bool {
    false
}
