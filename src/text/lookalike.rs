//! Letters of other scripts that look like Latin ones.
//!
//! The pairs are what the letters' shapes show, and each is in Unicode's table of confusables (UTS 39); a letter's
//! capital and small form can resemble different Latin letters (`Η` is an H, `η` an n).

use super::character::Class;
use super::fold::Folded;

/// The Latin letter, in lower case, that a letter of another script looks like.
pub(super) fn latin(folded: &Folded) -> Option<char> {
    if folded.ch.is_ascii() || folded.class != Class::Letter {
        return None;
    }
    capital(folded.source).or_else(|| small(folded.ch))
}

fn small(letter: char) -> Option<char> {
    Some(match letter {
        // Cyrillic
        'а' => 'a',
        'в' | 'ь' => 'b',
        'с' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ї' => 'i',
        'ј' => 'j',
        'к' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' => 'n',
        'о' => 'o',
        'р' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' => 't',
        'у' | 'ү' => 'y',
        'ѵ' => 'v',
        'ԝ' => 'w',
        'х' => 'x',
        // Greek
        'α' => 'a',
        'β' => 'b',
        'ε' => 'e',
        'γ' => 'y',
        'η' => 'n',
        'ι' => 'i',
        'κ' => 'k',
        'ν' => 'v',
        'ο' | 'σ' => 'o',
        'ρ' => 'p',
        'τ' => 't',
        'υ' => 'u',
        'χ' => 'x',
        'ω' => 'w',
        'ϲ' => 'c',
        'ϳ' => 'j',
        // Armenian
        'ո' => 'n',
        'ս' => 'u',
        'օ' => 'o',
        'հ' => 'h',
        'ց' => 'g',
        'զ' => 'q',
        _ => return None,
    })
}

fn capital(letter: char) -> Option<char> {
    Some(match letter {
        'Ζ' => 'z',
        'Η' => 'h',
        'Μ' => 'm',
        'Ν' => 'n',
        'Υ' => 'y',
        'Ѕ' => 's',
        'Ԍ' => 'g',
        _ => return None,
    })
}

/// Whether most letters are Latin.
pub(super) fn mainly_latin(chars: &[Folded]) -> bool {
    let letters = || chars.iter().filter(|c| matches!(c.class, Class::Letter | Class::Lone));
    let latin = letters().filter(|c| c.ch.is_ascii()).count();
    latin * 2 > letters().count()
}

/// Whether a word may be read as Latin: each of its letters is or looks Latin, one at least only looks so, and it has
/// a Latin letter or stands in Latin text. Words of other scripts stay themselves.
pub(super) fn may_be_latin(word: &[Folded], in_latin_text: bool) -> bool {
    let (mut real, mut seeming) = (false, false);
    for c in word {
        match (c.class, c.ch.is_ascii()) {
            (Class::Letter, true) => real = true,
            (Class::Letter, false) if latin(c).is_some() => seeming = true,
            (Class::Letter | Class::Lone | Class::Mark, _) => return false,
            _ => {}
        }
    }
    seeming && (real || in_latin_text)
}
