//! The scan itself: a thread reads, a pool judges, and this thread writes in the order of the input.
//!
//! A fixed number of buffers goes round, from the reader to the pool to the writer and back: that bounds the memory,
//! and as the chunk to be written next always has its buffer, nobody waits for a buffer in vain. The reader is not waited
//! for where the report cannot be written: it may hang in a pipe.

use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::{Scope, ThreadPoolBuilder};

use crate::input::Layout;

use super::judge::{self, Desk, Judged};
use super::read::{Buffers, Chunk, Feed, try_all};
use super::{Advance, Bench, CommentWriter, Input, Options, Progress, ScanError, Totals};

/// What the writing thread hears of.
pub(super) enum Event {
    /// A chunk was cut.
    Cut(Chunk),
    /// A chunk was judged.
    Judged(Judged),
    /// There are no more chunks than these; with the reason where the inputs were not read to their end.
    End { chunks: u64, error: Option<ScanError> },
}

/// How many chunks are on their way for each thread: one in work, one waiting, one judged early.
const CHUNKS_A_THREAD: usize = 3;

/// A buffer that grew for one long record is given back to the system when it is this much larger than a chunk.
const MOST_GROWTH: usize = 2;

/// [`scan`](super::scan), with judges of any kind.
///
/// A judge that panics makes its comment damage and is replaced.
///
/// # Errors
/// As [`scan`](super::scan).
pub fn scan_by(
    inputs: Vec<Input>,
    bench: &Bench<'_>,
    options: &Options,
    writer: &dyn CommentWriter,
    out: &mut dyn Write,
    progress: &mut dyn Progress,
) -> Result<Totals, ScanError> {
    let layout = Arc::new(Layout::new(bench.schema, &options.fields, &bench.fields)?);
    try_all(&inputs, &layout, options)?;
    let pool = ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .thread_name(|at| format!("judge {at}"))
        .build()
        .map_err(|error| ScanError::Threads(std::io::Error::other(error)))?;
    let (events, heard) = channel();
    let (give_back, free) = channel();
    for _ in 0..pool.current_num_threads() * CHUNKS_A_THREAD {
        // The receiver is at hand, so that this cannot fail.
        let _ = give_back.send(Buffers::default());
    }
    let feed = Feed {
        layout: Arc::clone(&layout),
        format: options.format,
        chunk_bytes: options.chunk_bytes,
        most: options.max_record_bytes.max(1),
        events: events.clone(),
        free,
    };
    std::thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || feed.run(inputs))
        .map_err(ScanError::Threads)?;
    let desks = (0..pool.current_num_threads()).map(|_| Mutex::new(None)).collect();
    let judges = Judges { bench, layout: &layout, writer, desks, events, stop: AtomicBool::new(false) };
    let most_kept = options.chunk_bytes.saturating_mul(MOST_GROWTH);
    let ordered = Ordered { out, progress, give_back, totals: Totals::default(), most_kept };
    pool.in_place_scope(|scope| {
        let ended = ordered.write_all(&heard, |chunk| judges.spawn(scope, chunk));
        judges.stop.store(true, Ordering::Relaxed);
        ended
    })
}

/// The pool's side.
struct Judges<'a, 'b> {
    bench: &'a Bench<'b>,
    layout: &'a Layout,
    writer: &'a dyn CommentWriter,
    desks: Vec<Mutex<Option<Desk<'a>>>>,
    events: Sender<Event>,
    stop: AtomicBool,
}

impl Judges<'_, '_> {
    fn spawn<'scope>(&'scope self, scope: &Scope<'scope>, chunk: Chunk) {
        scope.spawn(move |_| {
            if !self.stop.load(Ordering::Relaxed) {
                // Where nobody listens any more, nobody needs to know.
                let _ = self.events.send(Event::Judged(self.judge(chunk)));
            }
        });
    }

    /// Always answers, or the writing thread would wait for ever.
    fn judge(&self, chunk: Chunk) -> Judged {
        let lost = Judged::lost(&chunk);
        let set_up = || Desk::new(self.bench, self.layout);
        let at = rayon::current_thread_index().unwrap_or(0);
        let mut desk = self.desks[at].lock().unwrap_or_else(PoisonError::into_inner);
        let judged = catch_unwind(AssertUnwindSafe(|| judge::chunk(chunk, &mut desk, &set_up, self.writer)));
        judged.unwrap_or_else(|_| {
            *desk = None;
            lost
        })
    }
}

/// The writing side: what was judged comes in any order and leaves in that of the input.
struct Ordered<'w> {
    out: &'w mut dyn Write,
    progress: &'w mut dyn Progress,
    give_back: Sender<Buffers>,
    totals: Totals,
    most_kept: usize,
}

impl Ordered<'_> {
    /// Writes until there is nothing more to write; `cut` takes each chunk to those who judge.
    fn write_all(mut self, heard: &Receiver<Event>, cut: impl Fn(Chunk)) -> Result<Totals, ScanError> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        let mut end = None;
        loop {
            while let Some(judged) = early.remove(&next) {
                self.write(judged)?;
                next += 1;
            }
            if let Some((_, error)) = end.take_if(|(chunks, _)| *chunks == next) {
                self.out.flush().map_err(ScanError::Output)?;
                return match error {
                    Some(error) => Err(error),
                    None => Ok(self.totals),
                };
            }
            match heard.recv() {
                Ok(Event::Cut(chunk)) => cut(chunk),
                Ok(Event::Judged(judged)) => {
                    early.insert(judged.number, judged);
                }
                Ok(Event::End { chunks, error }) => end = Some((chunks, error)),
                Err(_) => return Err(ScanError::Threads(std::io::Error::other("the reading thread is gone"))),
            }
        }
    }

    fn write(&mut self, judged: Judged) -> Result<(), ScanError> {
        let Judged { mut buffers, tally, bytes, bytes_read, .. } = judged;
        self.out.write_all(&buffers.report).map_err(ScanError::Output)?;
        self.totals.add(tally);
        self.totals.bytes += bytes;
        let (comments, flagged) = (self.totals.comments, self.totals.flagged());
        self.progress.advance(Advance { bytes_read, comments, flagged });
        for buffer in [&mut buffers.data, &mut buffers.report] {
            if buffer.capacity() > self.most_kept {
                *buffer = Vec::new();
            }
        }
        // The reader may have ended already.
        let _ = self.give_back.send(buffers);
        Ok(())
    }
}
