//! Verdicts → reports for people and for machines, one small file a format.
//!
//! The same verdicts give the same bytes: no clock, no terminal and no environment shows in a report. Whatever stands
//! in a comment is made harmless for where the report is read: a terminal, a spreadsheet, a program.

pub mod csv;
mod excerpt;
pub mod human;
pub mod ndjson;
mod printable;

pub use csv::Csv;
pub use human::Human;
pub use ndjson::Ndjson;
pub use printable::Printable;

use crate::batch::{CommentWriter, Totals};
use crate::check::CheckedRules;
use crate::eval::Verdict;

/// The formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text for people.
    Human,
    /// One JSON object a line, for programs.
    Ndjson,
    /// Comma-separated values, for spreadsheets.
    Csv,
}

/// What a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also the comments on which no rule fired.
    pub all: bool,
    /// Only the counts.
    pub summary: bool,
    /// Colours, in the format for people.
    pub color: bool,
}

impl Options {
    /// Whether the report speaks of a comment with this verdict.
    fn lists(self, verdict: &Verdict) -> bool {
        !self.summary && (self.all || !verdict.rules.is_empty())
    }
}

/// A report: what stands before the comments, what it says of each, and what stands behind them.
pub trait Report: CommentWriter {
    /// Appends what stands before the comments.
    fn start(&self, out: &mut Vec<u8>);

    /// Appends what stands behind them.
    fn finish(&self, totals: &Totals, out: &mut Vec<u8>);
}

/// A report in this format on what these rules say.
pub fn report<'a>(format: Format, rules: &'a CheckedRules, options: Options) -> Box<dyn Report + 'a> {
    match format {
        Format::Human => Box::new(Human::new(rules, options)),
        Format::Ndjson => Box::new(Ndjson::new(rules, options)),
        Format::Csv => Box::new(Csv::new(rules, options)),
    }
}
