//! The grammar: the text of one item → pairs, in linear time.

#![allow(missing_docs, reason = "the parser generator gives what it makes no documentation")]

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

/// How many steps the parser may take for one item, which bounds its time and memory. A condition takes some hundreds,
/// so that a rule of tens of thousands of conditions can be read and a larger one is an error.
const MAX_STEPS: usize = 20_000_000;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/comity.pest"]
struct Grammar;

pub(super) type Node<'i> = Pair<'i, Rule>;

/// Where the grammar came to a stop.
pub(super) struct Stop {
    /// The byte at which nothing fits.
    pub at: usize,
    /// What would fit there; empty where the parser gave up.
    pub expected: Vec<Rule>,
}

/// Parses the whole text with one rule of the grammar.
pub(super) fn parse(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Stop> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(MAX_STEPS)));
    Grammar::parse(rule, text).map_err(|error| {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let expected = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Stop { at, expected }
    })
}
