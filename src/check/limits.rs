//! How large a rule set may be, in one table. Every limit is named by the error that reports it.

use crate::syntax;

/// The most rules.
pub const MOST_RULES: usize = syntax::MAX_RULES;

/// The most entries in all lists together, as written.
pub const MOST_ENTRIES: usize = 1_000_000;

/// The most words and phrases that all conditions together can look for: a list of a thousand words that is used at
/// two levels counts two thousand.
pub const MOST_WORDS_LOOKED_FOR: usize = 10_000_000;

/// The most lists that one list can include, directly and through others, each with the exceptions on the way to it.
pub const MOST_INCLUDED: usize = 10_000;

/// The most rules that all `fired(pack.*)` together can name.
pub const MOST_FIRED: usize = 1_000_000;

/// The most regular expressions.
pub const MOST_REGEXES: usize = 10_000;

/// How many bytes a compiled regular expression can take.
pub const REGEX_BYTES: usize = 2 << 20;

/// How many bytes nearly every compiled regular expression keeps below.
pub const SMALL_REGEX_BYTES: usize = 64 << 10;

/// The most regular expressions that take more than [`SMALL_REGEX_BYTES`].
pub const MOST_LARGE_REGEXES: usize = 200;

/// How deeply the brackets of a regular expression can be nested.
pub const REGEX_DEPTH: u32 = 64;

/// The most errors, and the most warnings, that are shown of one file.
pub const MOST_SHOWN: usize = syntax::MAX_ERRORS;

/// How many names of a circle are drawn.
pub const MOST_DRAWN: usize = 8;

/// How many errors are explained with what may have been meant; a rule set with more has other troubles.
pub const MOST_EXPLAINED: usize = 500;

/// How many regular expressions that cannot be used are looked at.
pub const MOST_BAD_REGEXES: usize = 100;
