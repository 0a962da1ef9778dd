//! A chunk of records → their verdicts' part of the report, and what was counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::comment::{Comment, FieldId, Value};
use crate::input::{Cutter, Layout, RecordReader, trimmed};

use super::read::{Buffers, Chunk, Source, lines, lines_before, too_long};
use super::tally::Tally;
use super::{Bench, CommentWriter, Judge};

/// A chunk that was judged.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) number: u64,
    pub(super) buffers: Buffers,
    pub(super) tally: Tally,
    pub(super) bytes: u64,
    pub(super) bytes_read: u64,
}

impl Judged {
    /// What is told of a chunk on which the program fails outside of any record.
    pub(super) fn lost(chunk: &Chunk) -> Judged {
        let mut tally = Tally::default();
        tally.damage(
            &chunk.source.name,
            chunk.first_line,
            "the program failed on it and the lines behind it".to_owned(),
        );
        let (buffers, number, bytes, bytes_read) = (Buffers::default(), chunk.number, chunk.bytes, chunk.bytes_read);
        Judged { number, buffers, tally, bytes, bytes_read }
    }
}

/// What one thread judges with.
pub(super) struct Desk<'a> {
    judge: Judge<'a>,
    reader: RecordReader<'a>,
    comment: Comment,
}

impl<'a> Desk<'a> {
    pub(super) fn new(bench: &'a Bench<'_>, layout: &'a Layout) -> Desk<'a> {
        Desk { judge: (bench.judge)(), reader: RecordReader::new(layout), comment: Comment::new() }
    }
}

/// Judges every record of a chunk, at a desk that is set up where there is none.
///
/// A record on which the program fails is damage; the desk is then set up anew, as nothing is known of its state.
pub(super) fn chunk<'a>(
    chunk: Chunk,
    desk: &mut Option<Desk<'a>>,
    set_up: &dyn Fn() -> Desk<'a>,
    writer: &dyn CommentWriter,
) -> Judged {
    let Chunk { number, source, first_line, mut buffers, damage, bytes, bytes_read } = chunk;
    let mut tally = Tally::default();
    if let Some(reason) = damage {
        tally.damage(&source.name, first_line, reason);
    }
    let mut cutter = Cutter::new(&source.shape, source.most);
    let (mut start, mut line) = (0, first_line);
    while start < buffers.data.len() {
        let end = cutter.next_end(&buffers.data, start).unwrap_or(buffers.data.len());
        let whole = &buffers.data[start..end];
        let (_, bytes) = trimmed(&source.shape, whole);
        let place = Place { source: &source, line: line + lines_before(&source, whole) };
        let written = buffers.report.len();
        let found = if whole.len() > source.most {
            Err(too_long(source.most))
        } else if bytes.is_empty() {
            Ok(())
        } else {
            let record = AssertUnwindSafe(|| {
                let desk = desk.get_or_insert_with(set_up);
                place.judge(bytes, desk, writer, &mut buffers.report, &mut tally)
            });
            catch_unwind(record).unwrap_or_else(|panic| {
                *desk = None;
                Err(format!("the program failed on it: {}", words_of(panic.as_ref())))
            })
        };
        if let Err(reason) = found {
            buffers.report.truncate(written);
            tally.damage(&source.name, place.line, reason);
        }
        line += lines(whole);
        start = end;
    }
    Judged { number, buffers, tally, bytes, bytes_read }
}

/// Where a record stands.
struct Place<'s> {
    source: &'s Source,
    line: u64,
}

impl Place<'_> {
    fn judge(
        &self,
        record: &[u8],
        desk: &mut Desk<'_>,
        writer: &dyn CommentWriter,
        report: &mut Vec<u8>,
        tally: &mut Tally,
    ) -> Result<(), String> {
        desk.reader.read(&self.source.shape, record, &mut desk.comment)?;
        if desk.comment.get(FieldId::ID).is_none() {
            let place = format!("{}:{}", self.source.name, self.line);
            desk.comment.set(FieldId::ID, Value::Text(place));
        }
        let verdict = (desk.judge)(&desk.comment);
        writer.write(&desk.comment, &verdict, report);
        tally.verdict(&verdict);
        Ok(())
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it did not say why")
}
