//! One character → what it folds to and what sort it is.
//!
//! Folding is Unicode compatibility composition (NFKC), full case folding, and the removal of accents from Latin and
//! Greek letters. Letters of other scripts keep what makes them letters of their own (`й`, `が`, vowel signs).

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::properties::{CanonicalDecomposition, CanonicalDecompositionBorrowed, Decomposed};
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::{Kind, KindSet};

const CASES: CaseMapperBorrowed<'static> = CaseMapper::new();
const COMPOSER: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();
const DECOMPOSER: CanonicalDecompositionBorrowed<'static> = CanonicalDecomposition::new();

/// What sort of character a folded character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Letter,
    /// A letter of a script that is written without spaces: a word of its own.
    Lone,
    Digit,
    /// A mark that its script cannot do without, such as a vowel sign.
    Mark,
    /// Belongs to a word where it stands between letters.
    Apostrophe,
    Space,
    Line,
    /// What no phrase reaches across.
    Wall,
    Other,
}

impl Class {
    /// Whether it makes up words.
    pub fn is_word(self) -> bool {
        matches!(self, Class::Letter | Class::Lone | Class::Digit | Class::Mark)
    }

    /// Whether it is nothing but distance.
    pub fn is_blank(self) -> bool {
        matches!(self, Class::Space | Class::Line | Class::Wall)
    }
}

/// The sort of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\'' => Class::Apostrophe,
        '\n' => Class::Line,
        ' ' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2800}' => Class::Space,
        '\u{2028}' => Class::Line,
        '\u{2029}' => Class::Wall,
        '\u{0}'..='\u{7f}' => Class::Other,
        '\u{30fc}' => Class::Mark,
        '\u{4e00}'..='\u{9fff}' => Class::Lone,
        _ => class_of_category(c),
    }
}

fn class_of_category(c: char) -> Class {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    if GeneralCategoryGroup::Letter.contains(category) {
        match CodePointMapData::<Script>::new().get(c) {
            Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar => Class::Lone,
            _ => Class::Letter,
        }
    } else if GeneralCategoryGroup::Number.contains(category) {
        Class::Digit
    } else if GeneralCategoryGroup::Mark.contains(category) {
        Class::Mark
    } else if GeneralCategoryGroup::Separator.contains(category) {
        Class::Space
    } else {
        Class::Other
    }
}

/// By which kind a character that cannot be seen hides, or `None` where it can be seen.
pub(super) fn unseen(c: char) -> Option<Kind> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | ' '..='~' => None,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Kind::Bidi),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Kind::Invisible),
        _ => CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c).then_some(Kind::Invisible),
    }
}

/// Whether a mark only decorates the letter it stands on.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Hebrew points, Arabic vowel marks
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}')
}

/// Appends what `c`, which can be seen, folds to; the kinds by which the two differ.
pub(super) fn fold(c: char, into: &mut Vec<char>) -> KindSet {
    match c {
        'A'..='Z' => {
            into.push(c.to_ascii_lowercase());
            KindSet::EMPTY.with(Kind::Case)
        }
        '\n' | '\u{2028}' => plain('\n', into),
        '`' => plain('\'', into),
        '\0'..='\x7f' => plain(if class(c) == Class::Space { ' ' } else { c }, into),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' | '\u{b4}' | '\u{2032}' => plain('\'', into),
        // Their compatibility forms would glue letters to the word before, or end a sentence thrice.
        '™' | '℠' | '…' | '\u{2029}' => plain(c, into),
        '\u{ac00}'..='\u{d7a3}' | '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' => {
            plain(c, into)
        }
        '\u{1f150}'..='\u{1f169}' => styled(c as u32 - 0x1f150, into),
        '\u{1f170}'..='\u{1f189}' => styled(c as u32 - 0x1f170, into),
        _ => fold_by_tables(c, into),
    }
}

fn plain(c: char, into: &mut Vec<char>) -> KindSet {
    into.push(c);
    KindSet::EMPTY
}

/// White letters on black discs and squares have no compatibility form in Unicode.
fn styled(place: u32, into: &mut Vec<char>) -> KindSet {
    into.push(char::from(b'a' + place as u8));
    KindSet::EMPTY.with(Kind::Width)
}

fn fold_by_tables(c: char, into: &mut Vec<char>) -> KindSet {
    if class(c) == Class::Space {
        return plain(' ', into);
    }
    let mut how = KindSet::EMPTY;
    let mut bytes = [0; 4];
    let written: &str = c.encode_utf8(&mut bytes);
    let composed = COMPOSER.normalize(written);
    // Spacing accents would become a space and a mark without a letter.
    if composed.starts_with(' ') {
        return plain(c, into);
    }
    if composed != written {
        how = how.with(Kind::Width);
    }
    let folded = CASES.fold_string(&composed);
    if folded != composed {
        how = how.with(Kind::Case);
    }
    for letter in folded.chars() {
        if is_accent(letter) {
            how = how.with(Kind::Accent);
            continue;
        }
        let base = without_accents(letter);
        if base != letter {
            how = how.with(Kind::Accent);
        }
        into.push(match base {
            '`' | '\u{2019}' | '\u{2bc}' => '\'',
            base if class(base) == Class::Space => ' ',
            base => base,
        });
    }
    how
}

fn without_accents(letter: char) -> char {
    if let Some(base) = stroked(letter) {
        return base;
    }
    let mut base = letter;
    // A canonical decomposition takes off one mark at a time, and no character has more than four.
    for _ in 0..8 {
        match DECOMPOSER.decompose(base) {
            Decomposed::Expansion(first, mark) if is_accent(mark) => base = first,
            _ => break,
        }
    }
    if base == letter || letter == 'ё' || loses_accents(base) { stroked(base).unwrap_or(base) } else { letter }
}

fn loses_accents(base: char) -> bool {
    matches!(CodePointMapData::<Script>::new().get(base), Script::Latin | Script::Greek)
}

/// Latin letters with a stroke, a hook or no dot, and small capitals, which Unicode does not decompose.
fn stroked(letter: char) -> Option<char> {
    Some(match letter {
        'ø' | 'ᴏ' => 'o',
        'ł' | 'ʟ' | 'ƚ' => 'l',
        'đ' | 'ᴅ' | 'ɖ' | 'ɗ' => 'd',
        'ħ' | 'ʜ' => 'h',
        'ŧ' | 'ᴛ' | 'ƭ' => 't',
        'ı' | 'ɪ' | 'ɨ' => 'i',
        'ƀ' | 'ʙ' | 'ɓ' => 'b',
        'ᴀ' | 'ɑ' => 'a',
        'ᴄ' | 'ƈ' => 'c',
        'ᴇ' | 'ɇ' => 'e',
        'ꜰ' | 'ƒ' => 'f',
        'ɢ' | 'ɡ' | 'ɠ' | 'ǥ' => 'g',
        'ᴊ' | 'ɉ' => 'j',
        'ᴋ' | 'ƙ' => 'k',
        'ᴍ' => 'm',
        'ɴ' | 'ŋ' => 'n',
        'ᴘ' | 'ƥ' => 'p',
        'ʀ' | 'ɍ' => 'r',
        'ꜱ' => 's',
        'ᴜ' | 'ʉ' => 'u',
        'ᴠ' | 'ʋ' => 'v',
        'ᴡ' => 'w',
        'ʏ' | 'ɏ' | 'ƴ' => 'y',
        'ᴢ' | 'ƶ' => 'z',
        _ => return None,
    })
}
