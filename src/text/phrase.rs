//! A word or phrase as written → the words, or the literal characters, that are looked for.

use super::character::Class;
use super::fold::{self, Folded, Letter};
use super::token;

/// Stands for a star among folded characters; Unicode guarantees that it is no character.
const STAR: char = '\u{fdd0}';

/// A word or phrase as a rule's author wrote it, cut into words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    written: String,
    pub(super) shape: Shape,
}

/// What a phrase is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Words, whatever separators stand between.
    Words(Vec<Word>),
    /// Characters, some of which are no letters and part no words, such as `c++`.
    Literal(Literal),
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word {
    pub letters: Vec<Letter>,
    /// Whether any letters may stand before.
    pub open_start: bool,
    /// Whether any letters may follow.
    pub open_end: bool,
    /// Whether a sentence may end before it, since one does in the phrase as written.
    pub after_stop: bool,
    /// The endings with which it is still the word itself.
    pub endings: Vec<Ending>,
}

/// An ending of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ending {
    /// How many of the word's letters stay.
    pub keep: usize,
    /// What follows them.
    pub suffix: &'static str,
}

/// Characters that are looked for as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Literal {
    /// The characters; a space stands for any white space.
    pub letters: Vec<Letter>,
    /// Whether no word may go on before it.
    pub edge_start: bool,
    /// Whether no word may go on behind it.
    pub edge_end: bool,
}

/// Why a text cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// There is nothing in it.
    #[error("there is nothing to look for")]
    Empty,
    /// A star stands inside a word; its byte in the written text.
    #[error("`*` stands only at either end of a word")]
    StarInside(usize),
    /// A word is nothing but a star; its byte in the written text.
    #[error("`*` alone stands for any word")]
    StarAlone(usize),
    /// A backslash stands before something that needs none; its byte in the written text.
    #[error("`\\` stands only before `*` and `\\`")]
    StrayBackslash(usize),
}

impl Phrase {
    /// Cuts `written` into words. A star at an end of a word stands for any letters, `\*` for a star, `\\` for a
    /// backslash. A phrase with a character that is neither part of a word nor punctuation (`c++`, `<3`, an emoji), or
    /// with punctuation inside a word (`sh!t`), is looked for as it stands.
    ///
    /// # Errors
    /// Where there is nothing to look for or a star stands where it means nothing.
    pub fn parse(written: &str) -> Result<Phrase, PhraseError> {
        let (text, stars) = unescape(written)?;
        let mut chars = fold::fold(&text);
        let star_at = |c: &Folded| stars.binary_search_by_key(&(c.start as usize), |star| star.place).ok();
        for c in chars.iter_mut().filter(|c| c.ch == STAR && star_at(c).is_some()) {
            c.class = Class::Letter;
        }
        if chars.iter().all(|c| c.class.is_blank()) {
            return Err(PhraseError::Empty);
        }
        let place = |c: &Folded| star_at(c).map_or(0, |at| stars[at].written);
        let is_star = |c: &Folded| c.ch == STAR && c.class == Class::Letter;
        let shape = if is_literal(&chars) {
            Shape::Literal(literal(&chars, is_star, place)?)
        } else {
            Shape::Words(words(&chars, is_star, place)?)
        };
        Ok(Phrase { written: written.to_owned(), shape })
    }

    /// As its author wrote it.
    pub fn written(&self) -> &str {
        &self.written
    }
}

/// Where a star stands in the text without escapes and in the written one.
struct Star {
    place: usize,
    written: usize,
}

fn unescape(written: &str) -> Result<(String, Vec<Star>), PhraseError> {
    let mut text = String::with_capacity(written.len());
    let mut stars = Vec::new();
    let mut chars = written.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped @ ('*' | '\\'))) => text.push(escaped),
                _ => return Err(PhraseError::StrayBackslash(at)),
            },
            '*' => {
                stars.push(Star { place: text.len(), written: at });
                text.push(STAR);
            }
            c => text.push(c),
        }
    }
    Ok((text, stars))
}

/// Whether the characters between the words matter.
fn is_literal(chars: &[Folded]) -> bool {
    let in_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.class.is_word());
    let mut wordless = true;
    for (at, c) in chars.iter().enumerate() {
        wordless &= !c.class.is_word();
        if c.class != Class::Other {
            continue;
        }
        let inside = in_word(at.checked_sub(1)) && in_word(Some(at + 1));
        match c.ch {
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '/' | '_' | '.' | ',' | '·' | '…' => {}
            '!' | '?' | ':' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '«' | '»' | '¿'
            | '¡'
                if !inside => {}
            '。' | '、' | '「' | '」' => {}
            _ => return true,
        }
    }
    wordless
}

fn literal(
    chars: &[Folded],
    is_star: impl Fn(&Folded) -> bool,
    place: impl Fn(&Folded) -> usize,
) -> Result<Literal, PhraseError> {
    let blank = |c: &&Folded| c.class.is_blank();
    let first = chars.iter().take_while(blank).count();
    let last = chars.len() - chars.iter().rev().take_while(blank).count();
    let mut inner = &chars[first..last];
    let (mut open_start, mut open_end) = (false, false);
    if let [star, rest @ ..] = inner
        && is_star(star)
    {
        (open_start, inner) = (true, rest);
    }
    if let [rest @ .., star] = inner
        && is_star(star)
    {
        (open_end, inner) = (true, rest);
    }
    let blank_at = |c: Option<&Folded>| c.is_none_or(|c| c.class.is_blank());
    if open_start && blank_at(inner.first()) {
        return Err(PhraseError::StarAlone(place(&chars[first])));
    }
    if open_end && blank_at(inner.last()) {
        return Err(PhraseError::StarAlone(place(&chars[last - 1])));
    }
    if let Some(star) = inner.iter().find(|c| is_star(c)) {
        return Err(PhraseError::StarInside(place(star)));
    }
    let mut letters: Vec<Letter> = Vec::new();
    for c in inner {
        if !c.class.is_blank() {
            letters.push(c.into());
        } else if letters.last().is_some_and(|letter| letter.ch != ' ') {
            letters.push(Letter { ch: ' ', ..c.into() });
        }
    }
    let is_word = |c: Option<&Folded>| c.is_some_and(|c| c.class.is_word());
    Ok(Literal {
        letters,
        edge_start: !open_start && is_word(inner.first()),
        edge_end: !open_end && is_word(inner.last()),
    })
}

fn words(
    chars: &[Folded],
    is_star: impl Fn(&Folded) -> bool,
    place: impl Fn(&Folded) -> usize,
) -> Result<Vec<Word>, PhraseError> {
    let tokens = token::tokens(chars);
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut sentence = None;
    for token in &tokens {
        let mut inner = &chars[token.chars()];
        let (mut open_start, mut open_end) = (false, false);
        if let [star, rest @ ..] = inner
            && is_star(star)
        {
            if rest.is_empty() {
                return Err(PhraseError::StarAlone(place(star)));
            }
            (open_start, inner) = (true, rest);
        }
        if let [rest @ .., star] = inner
            && is_star(star)
        {
            if rest.is_empty() {
                return Err(PhraseError::StarAlone(place(star)));
            }
            (open_end, inner) = (true, rest);
        }
        if let Some(star) = inner.iter().find(|c| is_star(c)) {
            return Err(PhraseError::StarInside(place(star)));
        }
        let after_stop = sentence.is_some_and(|sentence| sentence != token.sentence);
        sentence = Some(token.sentence);
        let letters = inner.iter().map(Letter::from).collect();
        words.push(Word { letters, open_start, open_end, after_stop, endings: Vec::new() });
    }
    if let Some(last) = words.last_mut()
        && !last.open_end
    {
        last.endings = endings(&last.letters);
    }
    Ok(words)
}

/// Words whose `'s` is no possessive: "he's" is "he is".
const CONTRACTED: [&str; 16] = [
    "i", "he", "she", "it", "that", "this", "there", "here", "what", "who", "where", "when", "why", "how", "let", "you",
];

/// The plural and the possessive of an English word, by the rules of spelling that hold for any word.
fn endings(letters: &[Letter]) -> Vec<Ending> {
    let word: String = letters.iter().map(|letter| letter.ch).collect();
    let length = letters.len();
    let is_latin = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'\'');
    if !is_latin || !word.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut endings = Vec::new();
    let mut ending = |keep, suffix| endings.push(Ending { keep, suffix });
    if !CONTRACTED.contains(&word.as_str()) {
        ending(length, "'s");
    }
    // "u" and "ur" have no plural, and "us" is another word.
    if length < 3 || word.contains('\'') {
        return endings;
    }
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    if ends(&["s", "x", "z", "ch", "sh"]) {
        ending(length, "es");
    } else if word.ends_with('y') && !ends(&["ay", "ey", "iy", "oy", "uy"]) {
        ending(length - 1, "ies");
    } else {
        ending(length, "s");
        match word.as_str() {
            _ if word.ends_with('o') => ending(length, "es"),
            _ if word.ends_with("fe") => ending(length - 2, "ves"),
            _ if word.ends_with('f') && !word.ends_with("ff") => ending(length - 1, "ves"),
            _ if length > 3 && word.ends_with("man") => ending(length - 2, "en"),
            _ => {}
        }
    }
    endings
}
