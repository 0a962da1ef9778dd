//! Inputs → numbered chunks of whole records, on a thread of its own. It holds no more than the buffers it is given.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use crate::input::{Cutter, Format, Layout, Meter, OpenError, Shape, archive_error, open, trimmed};

use super::write::Event;
use super::{Input, Options, ScanError};

/// The memory of one chunk on its way: it comes back to the reader when the chunk's report is written.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) data: Vec<u8>,
    pub(super) report: Vec<u8>,
}

/// Some records of an input.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Its place among all chunks.
    pub(super) number: u64,
    pub(super) source: Arc<Source>,
    /// The line, counted from 1, at which it begins.
    pub(super) first_line: u64,
    /// The records, in `data`.
    pub(super) buffers: Buffers,
    /// What is wrong at its first line, if anything; then there are no records.
    pub(super) damage: Option<String>,
    /// How many bytes it stands for, unpacked.
    pub(super) bytes: u64,
    /// How many bytes of all inputs were read when it was cut, as they lie on disk.
    pub(super) bytes_read: u64,
}

/// What all chunks of an input share.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) most: usize,
}

/// Why reading stopped early.
enum Stop {
    /// Nobody listens any more.
    Unheard,
    Failed(ScanError),
}

/// What the reader works with.
pub(super) struct Feed {
    pub(super) layout: Arc<Layout>,
    pub(super) format: Format,
    pub(super) chunk_bytes: usize,
    pub(super) most: usize,
    pub(super) events: Sender<Event>,
    pub(super) free: Receiver<Buffers>,
}

/// What a record that is longer than `most` is told to be.
pub(super) fn too_long(most: usize) -> String {
    format!("it is longer than {most} bytes")
}

/// Opens every file once before anything is judged, so that a name that is mistyped does not show after an hour.
///
/// Pipes are left alone: what is read of them is gone.
pub(super) fn try_all(inputs: &[Input], layout: &Layout, options: &Options) -> Result<(), ScanError> {
    for input in inputs {
        let Input::Path(path) = input else { continue };
        let unreadable = |source| ScanError::Input { input: input.name(), source };
        let found = std::fs::metadata(path).map_err(unreadable)?;
        if found.is_dir() {
            return Err(unreadable(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        if found.is_file() {
            let file = File::open(path).map_err(unreadable)?;
            open(Box::new(file), &Arc::default(), options.format, layout)
                .map_err(|error| not_open(input.name(), error))?;
        }
    }
    Ok(())
}

fn not_open(input: String, error: OpenError) -> ScanError {
    match error {
        OpenError::Unreadable(source) => ScanError::Input { input, source },
        OpenError::Refused(refusal) => ScanError::Refused { input, refusal },
    }
}

impl Feed {
    /// Reads all inputs; the last event says how it ended.
    pub(super) fn run(self, inputs: Vec<Input>) {
        let mut reading = Reading { feed: &self, number: 0, bytes_read: 0 };
        let mut name = String::new();
        let ended = catch_unwind(AssertUnwindSafe(|| {
            inputs.into_iter().try_for_each(|input| {
                name = input.name();
                reading.input(input)
            })
        }));
        let chunks = reading.number;
        let last = match ended {
            Ok(Ok(())) => Event::End { chunks, error: None },
            Ok(Err(Stop::Failed(error))) => Event::End { chunks, error: Some(error) },
            Ok(Err(Stop::Unheard)) => return,
            Err(_) => {
                let source = io::Error::other("reading it made the program fail");
                Event::End { chunks, error: Some(ScanError::Input { input: name, source }) }
            }
        };
        // Where nobody listens any more, nobody needs to know.
        let _ = self.events.send(last);
    }
}

struct Reading<'f> {
    feed: &'f Feed,
    number: u64,
    /// Of the inputs before this one.
    bytes_read: u64,
}

/// One input while it is read.
struct Open {
    source: Arc<Source>,
    meter: Arc<Meter>,
    reader: Box<dyn Read + Send>,
    cutter: Cutter,
    ending: Ending,
    /// The line at which the bytes at hand begin.
    line: u64,
    /// Bytes that no chunk stands for yet.
    unsent: u64,
}

/// How a reader ended.
enum Ending {
    /// There is more.
    Open,
    /// Well.
    Whole,
    /// Before its end, for this reason.
    Damaged(String),
}

impl Open {
    /// Reads until `data` has `size` bytes or nothing is left.
    fn fill(&mut self, data: &mut Vec<u8>, size: usize) {
        while matches!(self.ending, Ending::Open) && data.len() < size {
            let missing = (size - data.len()) as u64;
            match self.reader.by_ref().take(missing).read_to_end(data) {
                Ok(0) => self.ending = Ending::Whole,
                Ok(_) => {}
                Err(error) if self.meter.failed() => {
                    self.ending = Ending::Damaged(format!("it cannot be read on from here: {error}"));
                }
                Err(error) => self.ending = Ending::Damaged(archive_error(&error)),
            }
        }
    }

    fn has_ended(&self) -> bool {
        !matches!(self.ending, Ending::Open)
    }

    /// These bytes are done with.
    fn pass(&mut self, bytes: &[u8]) {
        self.line += lines(bytes);
        self.unsent += bytes.len() as u64;
    }
}

/// How many lines stand before the record in `bytes`, which hold the whole of it or too much.
pub(super) fn lines_before(source: &Source, bytes: &[u8]) -> u64 {
    let (before, _) = trimmed(&source.shape, bytes);
    lines(&bytes[..before.min(source.most)])
}

pub(super) fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

impl Reading<'_> {
    fn input(&mut self, input: Input) -> Result<(), Stop> {
        let name = input.name();
        let unreadable = |source| Stop::Failed(ScanError::Input { input: name.clone(), source });
        let reader: Box<dyn Read + Send> = match input {
            Input::Path(path) => Box::new(File::open(path).map_err(unreadable)?),
            Input::Reader { reader, .. } => reader,
        };
        let meter = Arc::<Meter>::default();
        let opened = open(reader, &meter, self.feed.format, &self.feed.layout)
            .map_err(|error| Stop::Failed(not_open(name.clone(), error)))?;
        let source = Arc::new(Source { name: name.clone(), shape: opened.shape, most: self.feed.most });
        self.records(Open {
            cutter: Cutter::new(&source.shape, source.most),
            source,
            meter: Arc::clone(&meter),
            reader: opened.reader,
            ending: Ending::Open,
            line: opened.first_line,
            unsent: opened.skipped,
        })?;
        self.bytes_read += meter.bytes();
        Ok(())
    }

    fn records(&mut self, mut open: Open) -> Result<(), Stop> {
        let mut buffers = self.buffers()?;
        let mut carried = Vec::new();
        // So many of the bytes at hand belong to a record that does not end in them.
        let mut begun = 0;
        loop {
            open.fill(&mut buffers.data, self.feed.chunk_bytes.max(begun * 2).max(1));
            let end = open.cutter.last_end(&buffers.data, begun);
            begun = buffers.data.len() - end.unwrap_or(0);
            if let Some(end) = end {
                carried.clear();
                carried.extend_from_slice(&buffers.data[end..]);
                buffers.data.truncate(end);
                self.send(&mut open, buffers, None)?;
                buffers = self.buffers()?;
                buffers.data.extend_from_slice(&carried);
            }
            if open.cutter.is_too_long() {
                self.pass_over(&mut open, &mut buffers.data)?;
                begun = 0;
            } else if open.has_ended() {
                return self.rest(open, buffers);
            }
        }
    }

    /// Gets over a record that is too long, which `data` begins with and does not end, without holding it.
    fn pass_over(&mut self, open: &mut Open, data: &mut Vec<u8>) -> Result<(), Stop> {
        let line = open.line + lines_before(&open.source, data);
        let end = loop {
            open.pass(data);
            data.clear();
            if open.has_ended() {
                break 0;
            }
            open.fill(data, self.feed.chunk_bytes.max(1));
            if let Some(end) = open.cutter.next_end(data, 0) {
                break end;
            }
        };
        let next_line = open.line + lines(&data[..end]);
        open.line = line;
        self.tell(open, too_long(self.feed.most))?;
        open.unsent += end as u64;
        open.line = next_line;
        data.drain(..end);
        if end == 0 {
            open.cutter = Cutter::new(&open.source.shape, open.source.most);
        }
        Ok(())
    }

    /// The input has ended: `buffers` hold what stands behind the last record that has an end.
    fn rest(&mut self, mut open: Open, buffers: Buffers) -> Result<(), Stop> {
        let cut_short = match std::mem::replace(&mut open.ending, Ending::Whole) {
            Ending::Damaged(reason) => {
                open.unsent += buffers.data.len() as u64;
                return self.send(&mut open, Buffers { data: Vec::new(), ..buffers }, Some(reason));
            }
            _ => open.cutter.open_lists() > 0 && trimmed(&open.source.shape, &buffers.data).1.is_empty(),
        };
        self.send(&mut open, buffers, None)?;
        if cut_short {
            self.tell(&mut open, "the list breaks off: its closing `]` is missing".to_owned())?;
        }
        Ok(())
    }

    fn buffers(&mut self) -> Result<Buffers, Stop> {
        let mut buffers = self.feed.free.recv().map_err(|_| Stop::Unheard)?;
        buffers.data.clear();
        buffers.report.clear();
        Ok(buffers)
    }

    /// Sends a chunk that says what is wrong at the line at hand.
    fn tell(&mut self, open: &mut Open, damage: String) -> Result<(), Stop> {
        let buffers = self.buffers()?;
        self.send(open, buffers, Some(damage))
    }

    fn send(&mut self, open: &mut Open, buffers: Buffers, damage: Option<String>) -> Result<(), Stop> {
        let first_line = open.line;
        open.pass(&buffers.data);
        let chunk = Chunk {
            number: self.number,
            source: Arc::clone(&open.source),
            first_line,
            buffers,
            damage,
            bytes: std::mem::take(&mut open.unsent),
            bytes_read: self.bytes_read + open.meter.bytes(),
        };
        self.number += 1;
        self.feed.events.send(Event::Cut(chunk)).map_err(|_| Stop::Unheard)
    }
}
