//! Dumps of any size → verdicts: reads in bounded chunks, judges them on all cores, writes in input order.
//!
//! The same rules and input give the same bytes of report, whatever the number of threads and the size of chunks.

use crate::comment::Comment;
use crate::eval::Verdict;

/// What becomes of the verdicts: turns them into the bytes of a report. Called from many threads; what it appends is
/// written in input order.
pub trait CommentWriter: Sync {
    /// Appends what the report says of one comment; nothing where it says nothing.
    fn write(&self, comment: &Comment, verdict: &Verdict, out: &mut Vec<u8>);
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Damage {
    /// The input's name.
    pub input: String,
    /// Its line, counted from 1 (for CSV the line at which the record starts).
    pub line: u64,
    /// What is wrong with it, in a few words.
    pub reason: String,
}

/// What a scan counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many comments were judged.
    pub comments: u64,
    /// How many comments met each action, by [`crate::outcome::Action`] as index.
    pub actions: [u64; 7],
    /// On how many comments each rule fired, by [`crate::check::RuleId`].
    pub fired: Vec<u64>,
    /// On how many comments each rule could not decide, by [`crate::check::RuleId`].
    pub undecided: Vec<u64>,
    /// For each rule, the names of the fields it missed, sorted, each once.
    pub missing: Vec<std::collections::BTreeSet<String>>,
    /// How many records were damaged.
    pub damaged: u64,
    /// The first damaged records, at most [`Totals::MOST_DAMAGE_LISTED`].
    pub damage: Vec<Damage>,
    /// How many bytes were read, uncompressed.
    pub bytes: u64,
}

impl Totals {
    /// How many damaged records are kept with their line and reason.
    pub const MOST_DAMAGE_LISTED: usize = 1_000;
}

/// Told how far a scan is, from one thread.
pub trait Progress {
    /// After each chunk that was written.
    fn advance(&mut self, at: Advance);
}

/// How far a scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Advance {
    /// Bytes of input files read so far, as they lie on disk.
    pub bytes_read: u64,
    /// Comments judged so far.
    pub comments: u64,
    /// Comments so far with an action of tag or more.
    pub flagged: u64,
}

/// Why a scan stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// An input could not be read at all or no longer.
    #[error("{input}: {source}")]
    Input {
        /// The input's name.
        input: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The report could not be written.
    #[error("cannot write the report: {0}")]
    Output(std::io::Error),
}
