//! Inputs, outputs and judges that fail.

use std::io::{self, Cursor, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use comity::batch::{Bench, Damage, Input, Judge, Options, ScanError, scan_by};
use comity::comment::{Comment, FieldId};
use comity::input::FieldSet;
use comity::outcome::Action;

use super::{EveryField, NoProgress, from_bytes, listed, options, scanned, schema, verdict};

#[test]
fn files_are_tried_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.txt");
    std::fs::write(&good, "hello\n").unwrap();
    let packed = folder.path().join("packed.7z");
    std::fs::write(&packed, b"7z\xbc\xaf\x27\x1c").unwrap();
    for bad in [folder.path().join("missing.jsonl"), folder.path().to_owned(), packed] {
        let (out, ended) = listed(vec![Input::Path(good.clone()), Input::Path(bad)], &options());
        assert_eq!(out, "");
        assert!(matches!(ended, Err(ScanError::Input { .. } | ScanError::Refused { .. })), "{ended:?}");
    }
    let (out, _) = listed(vec![Input::Path(good.clone())], &options());
    assert_eq!(out, format!("id={:?} body=\"hello\" \n", format!("{}:1", good.display())));
}

/// Gives so many bytes of a dump without end, then fails.
struct FailingReader(usize);

impl Read for FailingReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = into.len().min(self.0);
        self.0 -= count;
        into[..count].fill(b'\n');
        if count == 0 { Err(io::Error::other("the disk is on fire")) } else { Ok(count) }
    }
}

#[test]
fn an_input_that_fails_is_damage_and_the_next_is_scanned() {
    for bytes in [1_000_000, 100_000] {
        let failing = Input::Reader { name: "disk".to_owned(), reader: Box::new(FailingReader(bytes)) };
        let (out, ended) = listed(vec![from_bytes("a", "hello\n"), failing, from_bytes("b", "hello\n")], &options());
        assert_eq!(out, "id=\"a:1\" body=\"hello\" \nid=\"b:1\" body=\"hello\" \n");
        let totals = ended.unwrap();
        let line = bytes as u64 + 1;
        let reason = "it cannot be read on from here: the disk is on fire".to_owned();
        assert_eq!(totals.damage, [Damage { input: "disk".to_owned(), line, reason }]);
    }
    let failing = Input::Reader { name: "disk".to_owned(), reader: Box::new(FailingReader(0)) };
    let (_, ended) = listed(vec![failing], &options());
    assert_eq!(ended.unwrap_err().to_string(), "cannot read disk: the disk is on fire");
}

struct PanickingReader;

impl Read for PanickingReader {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("a reader of someone else's");
    }
}

#[test]
fn a_reader_that_panics_ends_the_scan() {
    let panicking = Input::Reader { name: "theirs".to_owned(), reader: Box::new(PanickingReader) };
    assert!(matches!(listed(vec![panicking], &options()).1, Err(ScanError::Input { input, .. }) if input == "theirs"));
}

/// Takes so many bytes, then fails.
struct FullDisk(usize);

impl Write for FullDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(self.0);
        self.0 -= count;
        if count == 0 { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(count) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A dump without end.
struct Endless;

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        for (at, byte) in into.iter_mut().enumerate() {
            *byte = if at % 80 == 79 { b'\n' } else { b'a' };
        }
        Ok(into.len())
    }
}

#[test]
fn a_report_that_cannot_be_written_ends_even_an_endless_scan() {
    for room in [0, 1, 5_000_000] {
        let endless = Input::Reader { name: "endless".to_owned(), reader: Box::new(Endless) };
        let ended = scanned(vec![endless], &options(), &mut FullDisk(room));
        assert!(matches!(ended, Err(ScanError::Output(error)) if error.kind() == io::ErrorKind::StorageFull));
    }
}

/// Gives one line, then nothing until it is let go.
struct Silent {
    line: Cursor<Vec<u8>>,
    hold: Arc<Mutex<()>>,
}

impl Read for Silent {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.line.read(into)? {
            0 => {
                drop(self.hold.lock());
                Ok(0)
            }
            count => Ok(count),
        }
    }
}

#[test]
fn a_report_that_cannot_be_written_does_not_wait_for_a_silent_input() {
    let hold = Arc::new(Mutex::new(()));
    let held = hold.lock().unwrap();
    let line = Cursor::new("a comment\n".repeat(20_000).into_bytes());
    let silent = Input::Reader { name: "pipe".to_owned(), reader: Box::new(Silent { line, hold: Arc::clone(&hold) }) };
    let options = Options { chunk_bytes: 1_000, ..options() };
    let ended = scanned(vec![silent], &options, &mut FullDisk(10));
    assert!(matches!(ended, Err(ScanError::Output(_))));
    drop(held);
}

#[test]
fn a_judge_that_panics_makes_its_comment_damage() {
    let schema = schema();
    let made = AtomicU64::new(0);
    let judge = || {
        made.fetch_add(1, Ordering::Relaxed);
        Box::new(|comment: &Comment| {
            assert!(comment.text(FieldId::BODY) != Some("poison"), "it was poison");
            verdict(comment, Action::Hold)
        }) as Judge<'_>
    };
    let bench = Bench { schema: &schema, fields: FieldSet::all(&schema), judge: &judge };
    let mut out = Vec::new();
    let text = "a\nb\npoison\nc\n".repeat(50);
    let totals = scan_by(
        vec![from_bytes("dump", text)],
        &bench,
        &Options { threads: 1, ..options() },
        &EveryField(schema.clone()),
        &mut out,
        &mut NoProgress,
    )
    .unwrap();
    assert_eq!((totals.comments, totals.damaged, totals.actions[Action::Hold as usize]), (150, 50, 150));
    assert_eq!(totals.damage[0].line, 3);
    assert_eq!(totals.damage[0].reason, "the program failed on it: it was poison");
    assert_eq!(made.load(Ordering::Relaxed), 51);
    assert_eq!(String::from_utf8(out).unwrap().matches("body=\"c\"").count(), 50);
}
