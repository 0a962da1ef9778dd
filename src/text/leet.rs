//! Digits and symbols that stand for letters, one for one.

use super::fold::Folded;
use super::step::Step;
use super::token::Token;

/// The letters that a digit or symbol may stand for; the first is the one that stands for all in a skeleton.
pub(super) fn readings(_symbol: char) -> &'static [char] {
    &[]
}

/// The steps by which runs of letters, digits and symbols are read as words.
pub(super) fn steps(_chars: &[Folded], _tokens: &[Token], _in_latin_text: bool) -> Vec<Step> {
    Vec::new()
}

/// Whether a word found in the characters of a step may be trusted.
pub(super) fn is_trusted(_view: &super::ViewText, _step: &Step, _chars: &std::ops::Range<usize>) -> bool {
    true
}
