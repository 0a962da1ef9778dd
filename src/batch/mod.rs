//! Dumps of any size → verdicts: reads in bounded chunks, judges them on all cores, writes in input order.
//!
//! The same rules and input give the same bytes of report, whatever the number of threads and the size of chunks.

mod fields_in_use;
mod judge;
mod read;
mod tally;
mod write;

use std::io::{Read, Write};
use std::path::PathBuf;

use crate::comment::{Comment, Schema, Time};
use crate::eval::{Ruleset, Scanner, Verdict};
use crate::input::{FieldMap, FieldSet, Format, MapError, Refusal};

pub use fields_in_use::fields_in_use;
pub use write::scan_by;

/// Where comments come from.
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Anything else that can be read, such as standard input.
    Reader {
        /// The name that reports give it.
        name: String,
        /// Its bytes.
        reader: Box<dyn Read + Send>,
    },
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Input").field(&self.name()).finish()
    }
}

impl Input {
    /// The name that reports give it.
    pub fn name(&self) -> String {
        match self {
            Input::Path(path) => path.display().to_string(),
            Input::Reader { name, .. } => name.clone(),
        }
    }
}

/// How to scan.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of every input.
    pub format: Format,
    /// The site's own names of fields.
    pub fields: FieldMap,
    /// How many threads judge; 0 for as many as there are processors.
    pub threads: usize,
    /// About how many bytes one thread judges at a time.
    pub chunk_bytes: usize,
    /// How many bytes a record may have; a longer one is damage, and is passed over without being held.
    pub max_record_bytes: usize,
    /// The time with which `until` is compared for comments that do not say when they were posted.
    pub now: Option<Time>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            format: Format::Auto,
            fields: FieldMap::new(),
            threads: 0,
            chunk_bytes: 1 << 20,
            max_record_bytes: 4 << 20,
            now: None,
        }
    }
}

/// Judges comment after comment on one thread.
pub type Judge<'a> = Box<dyn FnMut(&Comment) -> Verdict + Send + 'a>;

/// Who judges, and by what.
pub struct Bench<'a> {
    /// The fields a comment can have.
    pub schema: &'a Schema,
    /// The fields to read. A record in which another field is damaged is not damaged.
    pub fields: FieldSet,
    /// Makes a judge for a thread. All of them judge alike.
    pub judge: &'a (dyn Fn() -> Judge<'a> + Sync),
}

/// Judges every comment of `inputs` by `ruleset`, in their order.
///
/// What `writer` says goes to `out` in the order of the input. Memory is bounded by the number of threads, the size of
/// chunks and the longest record, whatever the inputs' size. A record that cannot be read is counted and named in the
/// totals, and the rest is scanned.
///
/// # Errors
/// Where an input cannot be opened or is no dump: before anything is written, if it is a file. Where the report cannot
/// be written. An input that fails while it is read is damage, and the next is scanned.
pub fn scan(
    inputs: Vec<Input>,
    ruleset: &Ruleset,
    options: &Options,
    writer: &dyn CommentWriter,
    out: &mut dyn Write,
    progress: &mut dyn Progress,
) -> Result<Totals, ScanError> {
    let rules = ruleset.rules();
    let judge = || {
        let mut scanner = Scanner::new(ruleset).at(options.now);
        Box::new(move |comment: &Comment| scanner.scan(comment)) as Judge<'_>
    };
    let bench = Bench { schema: &rules.schema, fields: fields_in_use(rules), judge: &judge };
    let mut totals = scan_by(inputs, &bench, options, writer, out, progress)?;
    totals.make_room_for(rules.rules.len());
    Ok(totals)
}

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
    /// An input could not be read at all.
    #[error("cannot read {input}: {source}")]
    Input {
        /// The input's name.
        input: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input is nothing that can be scanned.
    #[error("cannot scan {input}: {}", .refusal.reason)]
    Refused {
        /// The input's name.
        input: String,
        /// Why, and what to do.
        refusal: Refusal,
    },
    /// The site's own names of fields make no sense for these rules.
    #[error(transparent)]
    Fields(#[from] MapError),
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(std::io::Error),
    /// The report could not be written.
    #[error("cannot write the report: {0}")]
    Output(std::io::Error),
}
