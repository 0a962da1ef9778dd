//! Dumps of every format, whole and damaged, through a scan that lists what it read.

use std::io::{self, Cursor, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use comity::batch::{
    Advance, Bench, CommentWriter, Damage, Input, Judge, Options, Progress, ScanError, Totals, scan_by,
};
use comity::comment::{Comment, FieldId, Schema, Type};
use comity::eval::Verdict;
use comity::input::{FieldMap, FieldSet, Format, KNOWN_NAMES, comment_from_json};
use comity::outcome::{Action, Score};
use proptest::prelude::*;

/// The standard fields and one of each type that a site may declare.
fn schema() -> Schema {
    let mut schema = Schema::standard();
    for (name, kind) in [
        ("subscriber", Type::YesNo),
        ("mood", Type::Share),
        ("quiet", Type::Duration),
        ("tongue", Type::Language),
        ("labels", Type::Text),
    ] {
        schema.declare(name, kind).unwrap();
    }
    schema
}

/// Writes the fields of each comment, one comment a line.
struct EveryField(Schema);

impl CommentWriter for EveryField {
    fn write(&self, comment: &Comment, _: &Verdict, out: &mut Vec<u8>) {
        for (id, field) in self.0.fields() {
            if let Some(value) = comment.get(id) {
                write!(out, "{}={value} ", field.name).unwrap();
            }
        }
        out.push(b'\n');
    }
}

struct NoProgress;

impl Progress for NoProgress {
    fn advance(&mut self, _: Advance) {}
}

fn verdict(comment: &Comment, action: Action) -> Verdict {
    Verdict {
        schema: Verdict::SCHEMA,
        id: comment.text(FieldId::ID).map(str::to_owned),
        action,
        score: Score::default(),
        tags: Vec::new(),
        decided_by: Vec::new(),
        rules: Vec::new(),
        unknown: Vec::new(),
        undecided: Vec::new(),
    }
}

fn options() -> Options {
    Options { threads: 2, ..Options::default() }
}

fn from_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Input {
    Input::Reader { name: name.to_owned(), reader: Box::new(Cursor::new(bytes.into())) }
}

/// What a scan wrote, and how it ended.
fn listed(inputs: Vec<Input>, options: &Options) -> (String, Result<Totals, ScanError>) {
    let mut out = Vec::new();
    let ended = scanned(inputs, options, &mut out);
    (String::from_utf8(out).unwrap(), ended)
}

fn scanned(inputs: Vec<Input>, options: &Options, out: &mut dyn Write) -> Result<Totals, ScanError> {
    let schema = schema();
    let judge = || Box::new(|comment: &Comment| verdict(comment, Action::None)) as Judge<'_>;
    let bench = Bench { schema: &schema, fields: FieldSet::all(&schema), judge: &judge };
    scan_by(inputs, &bench, options, &EveryField(schema.clone()), out, &mut NoProgress)
}

/// The same as text, for snapshots and comparisons.
fn told(inputs: Vec<Input>, options: &Options) -> String {
    let (mut told, ended) = listed(inputs, options);
    match ended {
        Ok(totals) => {
            told += &format!("{} comments, {} damaged, {} bytes\n", totals.comments, totals.damaged, totals.bytes);
            for damage in totals.damage {
                told += &format!("line {}: {}\n", damage.line, damage.reason);
            }
        }
        Err(ScanError::Refused { input, refusal }) => {
            told += &format!("cannot scan {input}: {}\nhelp: {}\n", refusal.reason, refusal.help);
        }
        Err(error) => told += &format!("{error}\n"),
    }
    told
}

#[test]
fn dumps() {
    insta::glob!("../input", "*.*", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(path).unwrap();
        let as_stream = told(vec![from_bytes(name, bytes.clone())], &options());
        insta::assert_snapshot!(as_stream);

        for threads in [1, 2, 7] {
            for chunk_bytes in [1, 2, 3, 7, 64, 300] {
                let options = Options { threads, chunk_bytes, ..options() };
                let again = told(vec![from_bytes(name, bytes.clone())], &options);
                assert_eq!(again, as_stream, "{name} with {threads} threads and chunks of {chunk_bytes} bytes");
            }
        }
    });
}

fn dump(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/input/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// As the monthly dumps of Reddit are packed: with a window of 2 GiB.
fn zstd_long(bytes: &[u8]) -> Vec<u8> {
    let mut packer = zstd::stream::write::Encoder::new(Vec::new(), 1).unwrap();
    packer.window_log(31).unwrap();
    packer.long_distance_matching(true).unwrap();
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_packed_dump_is_read_as_the_same_dump() {
    let plain = dump("plain.jsonl");
    let (first, second) = plain.split_at(plain.len() / 2);
    let skippable = [&[0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, b'x', b'y', b'z'], &zstd(first)[..], &zstd(second)].concat();
    let expected = told(vec![from_bytes("dump", plain.clone())], &options());
    for (how, packed) in [
        ("gzip", gzip(&plain)),
        ("gzip in members", [gzip(first), gzip(second), gzip(b"")].concat()),
        ("zstd", zstd(&plain)),
        ("zstd in frames", [zstd(first), zstd(second)].concat()),
        ("zstd behind a frame to be skipped", skippable),
        ("zstd with the longest window", zstd_long(&plain)),
    ] {
        assert_eq!(told(vec![from_bytes("dump", packed)], &options()), expected, "{how}");
    }
}

#[test]
fn an_archive_that_breaks_off_is_read_as_far_as_it_goes() {
    let lines: String =
        (0..5_000).map(|at| format!("{{\"id\":{at},\"body\":\"{}\"}}\n", at * 7_919 % 10_007)).collect();
    for (how, packed) in [("gzip", gzip(lines.as_bytes())), ("zstd", zstd(lines.as_bytes()))] {
        for kept in [packed.len() - 1, packed.len() / 2, packed.len() / 10] {
            let (out, ended) = listed(vec![from_bytes("dump", &packed[..kept])], &options());
            let totals = ended.unwrap();
            assert_eq!(out.lines().count() as u64, totals.comments, "{how}");
            assert_eq!(totals.damaged, 1, "{how}: {:?}", totals.damage);
            assert_eq!(totals.damage[0].line, totals.comments + 1, "{how}");
            assert_eq!(totals.damage[0].reason, "the archive breaks off here; what stands before was read", "{how}");
        }
    }
    let half = listed(vec![from_bytes("dump", &gzip(lines.as_bytes())[..packed_half(&lines)])], &options());
    assert!(half.1.unwrap().comments > 1_000);
}

fn packed_half(lines: &str) -> usize {
    gzip(lines.as_bytes()).len() / 2
}

#[test]
fn a_damaged_archive_is_named_and_the_next_input_is_scanned() {
    let mut packed = gzip(&dump("plain.jsonl"));
    let last = packed.len() - 1;
    packed[last] ^= 1;
    let inputs = vec![from_bytes("first", packed), from_bytes("second", dump("plain.jsonl"))];
    let (out, ended) = listed(inputs, &options());
    let totals = ended.unwrap();
    assert_eq!(totals.damage[0].input, "first");
    assert!(totals.damage[0].reason.starts_with("the archive is damaged here"), "{:?}", totals.damage);
    assert!(out.ends_with("body=\"The last line needs no line end\" \n"), "{out}");
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let mut refused = String::new();
    for (name, bytes) in [
        ("RC_2014-01.bz2", &b"BZh91AY&SY"[..]),
        ("dump.xz", b"\xfd7zXZ\0\0"),
        ("dump.7z", b"7z\xbc\xaf\x27\x1c\0"),
        ("dump.zip", b"PK\x03\x04\x14"),
        ("dump.parquet", b"PAR1\x15"),
        ("dump.lz4", b"\x04\x22\x4d\x18"),
        ("twice.gz", &gzip(&gzip(b"x"))),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("dump.tar.gz", &gzip(&[&[b'x'; 257][..], b"ustar"].concat())),
    ] {
        refused += &told(vec![from_bytes(name, bytes)], &options());
    }
    insta::assert_snapshot!(refused);
}

#[test]
fn a_record_that_is_too_long_is_passed_over() {
    let long = format!("{{\"id\":\"long\",\"body\":\"{}\"}}\n", "x".repeat(20_000_000));
    let lines = format!("{{\"id\":\"1\",\"body\":\"a\"}}\n{long}{{\"id\":\"2\",\"body\":\"b\"}}\n");
    let expected = "id=\"1\" body=\"a\" \nid=\"2\" body=\"b\" \n";
    for bytes in [lines.clone().into_bytes(), gzip(lines.as_bytes())] {
        let (out, ended) = listed(vec![from_bytes("dump", bytes)], &options());
        let totals = ended.unwrap();
        assert_eq!(out, expected);
        assert_eq!(totals.bytes, lines.len() as u64);
        assert_eq!((totals.damage[0].line, totals.damage[0].reason.as_str()), (2, "it is longer than 4194304 bytes"));
    }
}

#[test]
fn a_quote_or_brace_that_never_closes_costs_no_more_than_the_longest_record() {
    let rows = "id,body\n1,a\n2,\"never closed\n".to_owned() + &"3,lost\n".repeat(100) + &"4,found\n".repeat(100);
    let objects = "[{\"id\":1,\"body\":\"a\"},\n{\"id\":2,\n".to_owned()
        + &"{\"id\":3,\"body\":\"lost\"},\n".repeat(30)
        + &"{\"id\":4,\"body\":\"found\"},\n".repeat(100)
        + "]";
    for text in [rows, objects] {
        let mut seen = None;
        for chunk_bytes in [1, 10, 100, 500, 1 << 20] {
            let options = Options { max_record_bytes: 600, chunk_bytes, ..options() };
            let (out, ended) = listed(vec![from_bytes("dump", text.clone())], &options);
            let totals = ended.unwrap();
            assert_eq!(out.matches("\"found\"").count(), 100, "chunks of {chunk_bytes} bytes");
            assert_eq!(totals.damage[0].reason, "it is longer than 600 bytes");
            let seen = seen.get_or_insert((out.clone(), totals.clone()));
            assert_eq!(*seen, (out, totals), "chunks of {chunk_bytes} bytes");
        }
    }
}

#[test]
fn the_longest_record_is_read() {
    let record = "{\"id\":\"1\",\"body\":\"exactly\"}\n";
    for (most, damaged) in [(record.len(), 0), (record.len() - 1, 3)] {
        for chunk_bytes in [1, record.len(), 1 << 20] {
            let options = Options { max_record_bytes: most, chunk_bytes, ..options() };
            let (_, ended) = listed(vec![from_bytes("dump", record.repeat(3))], &options);
            let totals = ended.unwrap();
            assert_eq!((totals.comments, totals.damaged), (3 - damaged, damaged));
        }
    }
}

#[test]
fn inputs_are_scanned_in_their_order() {
    let inputs = || (0..20).map(|at| from_bytes(&format!("input {at}"), format!("a {at}\nb {at}\n"))).collect();
    let expected: String = (0..20)
        .flat_map(|at| {
            [(1, 'a'), (2, 'b')].map(|(line, word)| format!("id=\"input {at}:{line}\" body=\"{word} {at}\" \n"))
        })
        .collect();
    for threads in [1, 2, 7] {
        assert_eq!(listed(inputs(), &Options { threads, ..options() }).0, expected);
    }
    assert_eq!(told(Vec::new(), &options()), "0 comments, 0 damaged, 0 bytes\n");
}

#[test]
fn names_of_a_site_are_mapped() {
    let map = |text: &str| text.parse::<FieldMap>().map_err(|error| error.to_string());
    let fields = map("body = what.said, author.name=user.name, subscriber=paying").unwrap();
    let line =
        r#"{"id":1,"body":"not this","what":{"said":"this"},"user":{"name":"Ann"},"author":"Bob","paying":"yes"}"#;
    let (out, _) = listed(vec![from_bytes("dump", line)], &Options { fields: fields.clone(), ..options() });
    assert_eq!(out, "id=\"1\" body=\"this\" author.name=\"Ann\" subscriber=yes \n");
    let rows = "id,what.said,paying\n1,this,no\n";
    let (out, _) = listed(vec![from_bytes("dump", rows)], &Options { fields, ..options() });
    assert_eq!(out, "id=\"1\" body=\"this\" subscriber=no \n");

    assert_eq!(map("body"), Err("`body` is not of the form FIELD=NAME, such as `body=comment_text`".to_owned()));
    assert_eq!(map("body=a,body=b"), Err("`body` is mapped twice".to_owned()));
    assert_eq!(map(&format!("body={}", "a.".repeat(40))).map_err(|error| error.len() > 80), Err(true));
    let fields = map("autor.name=x").unwrap();
    let (_, ended) = listed(vec![from_bytes("dump", line)], &Options { fields, ..options() });
    assert_eq!(ended.unwrap_err().to_string(), "there is no field `autor.name`; did you mean `author.name`?");
}

#[test]
fn every_known_name_is_read() {
    let schema = schema();
    for &(field, names) in KNOWN_NAMES {
        let known = schema.field(field);
        assert_eq!(names[0], known.name, "a field's own name comes first");
        for name in names {
            let value = match known.kind {
                Type::Text => "\"some text\"",
                Type::Time => "\"2024-02-29\"",
                _ => "5",
            };
            let (opening, closing) = (name.split('.').map(|step| format!("{{\"{step}\":")).collect::<String>(), "}");
            let nested = format!("{opening}{value}{}", closing.repeat(name.split('.').count()));
            let record = format!("{},\"body\":\"b\"}}", &nested[..nested.len() - 1]);
            let record = if field == FieldId::BODY { nested } else { record };
            let comment = comment_from_json(&record, &schema, &FieldMap::new());
            let comment = comment.unwrap_or_else(|error| panic!("{name}: {error}: {record}"));
            assert!(comment.get(field).is_some(), "{name}: {record}");
        }
    }
}

#[test]
fn the_format_can_be_said() {
    let text = "{\"id\":1,\"body\":\"a\"}\n";
    let (out, _) = listed(vec![from_bytes("dump", text)], &Options { format: Format::Text, ..options() });
    assert_eq!(out, "id=\"dump:1\" body=\"{\\\"id\\\":1,\\\"body\\\":\\\"a\\\"}\" \n");
    let one_column = "text\nhello\n";
    let (out, _) = listed(vec![from_bytes("dump", one_column)], &Options { format: Format::Csv, ..options() });
    assert_eq!(out, "id=\"dump:2\" body=\"hello\" \n");
    let (_, ended) = listed(vec![from_bytes("dump", "a\tb\n")], &Options { format: Format::Tsv, ..options() });
    assert!(matches!(ended, Err(ScanError::Refused { .. })));
    assert_eq!(
        "xml".parse::<Format>(),
        Err("`xml` is no input format; there are auto, jsonl, json, csv, tsv, text".into())
    );
}

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

#[test]
fn progress_is_told_to_the_end() {
    struct Told(Vec<Advance>);
    impl Progress for Told {
        fn advance(&mut self, at: Advance) {
            self.0.push(at);
        }
    }
    let schema = schema();
    let judge = || Box::new(|comment: &Comment| verdict(comment, Action::Tag)) as Judge<'_>;
    let bench = Bench { schema: &schema, fields: FieldSet::all(&schema), judge: &judge };
    let packed = gzip("hello\n".repeat(1_000).as_bytes());
    let mut told = Told(Vec::new());
    let inputs = vec![from_bytes("a", packed.clone()), from_bytes("b", packed.clone())];
    let options = Options { chunk_bytes: 100, ..options() };
    scan_by(inputs, &bench, &options, &EveryField(schema.clone()), &mut io::sink(), &mut told).unwrap();
    assert!(told.0.is_sorted_by_key(|at| (at.bytes_read, at.comments)));
    let bytes_read = packed.len() as u64 * 2;
    assert_eq!(told.0.last(), Some(&Advance { bytes_read, comments: 2_000, flagged: 2_000 }));
}

#[test]
fn only_fields_in_use_are_checked() {
    let schema = schema();
    let judge = || Box::new(|comment: &Comment| verdict(comment, Action::None)) as Judge<'_>;
    let mut fields = FieldSet::always();
    let line = r#"{"id":1,"body":"b","votes":"many","votes":5,"mood":"good"}"#;
    for (more, damaged) in [(None, 0), (Some(FieldId::VOTES), 1)] {
        more.into_iter().for_each(|field| fields.insert(field));
        let bench = Bench { schema: &schema, fields: fields.clone(), judge: &judge };
        let inputs = vec![from_bytes("dump", line)];
        let totals =
            scan_by(inputs, &bench, &options(), &EveryField(schema.clone()), &mut io::sink(), &mut NoProgress).unwrap();
        assert_eq!(totals.damaged, damaged, "{:?}", totals.damage);
    }
}

#[test]
fn no_more_damage_is_listed_than_fits() {
    let (_, ended) = listed(
        vec![from_bytes("dump", "{\n".repeat(10) + &"{]\n".repeat(5_000))],
        &Options { format: Format::Jsonl, chunk_bytes: 100, ..options() },
    );
    let totals = ended.unwrap();
    assert_eq!((totals.damaged, totals.damage.len()), (5_010, Totals::MOST_DAMAGE_LISTED));
    assert!(totals.damage.iter().zip(1..).all(|(damage, line)| damage.line == line));
}

#[test]
fn one_comment_is_read_from_json() {
    let schema = schema();
    let read = |text: &str| comment_from_json(text, &schema, &FieldMap::new());
    let comment = read(r#" {"body": "hi", "author": {"joined": "2024-01-01"}, "posted": "2024-01-03"} "#).unwrap();
    assert_eq!(comment.get(FieldId::AUTHOR_AGE).unwrap().to_string(), "2 days");
    assert_eq!(read("").unwrap_err(), "it is no record: `` does not start with `{`");
    assert_eq!(read("{").unwrap_err(), "it breaks off in the middle");
    assert_eq!(read(r#"{"remark": "hi"}"#).unwrap_err(), "it has no text under a known name (it has `remark`)");
    let over_lines = read("{\"body\": \"hi\",\n\"x\" 1}").unwrap_err();
    assert_eq!(over_lines, "it is not JSON: `:` behind a name is missing at byte 20");
}

/// Pieces of dumps of every kind, so that random soups of them come close to real damage.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20),
        prop::sample::select(vec![
            &b"{\"id\":\"1\",\"body\":\"a\"}\n"[..],
            b"{\"id\":\"2\",\"text\":\"b\xc3\xa9 \\u00e9\"},",
            b"{\"body\":\"half",
            b"[",
            b"]",
            b"\n",
            b"\r\n",
            b",",
            b"\"",
            b"\"\"",
            b"\\",
            b"{",
            b"}",
            b"id,body,author\n",
            b"id\tbody\n",
            b"1,a,b\n",
            b"2,\"a\nb\",c\r\n",
            b"1\t2\n",
            b"plain words\n",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A comment with texts that are hard to write down.
fn hard_comment() -> impl Strategy<Value = serde_json::Value> {
    let text = "[a-c \\\\\",;\\[\\]{}\n\r\té€😀]{0,12}";
    (text, proptest::option::of(text), any::<i32>(), proptest::option::of(any::<bool>())).prop_map(
        |(body, title, votes, subscriber)| {
            serde_json::json!({
                "id": format!("c{votes}"), "body": body, "title": title, "votes": votes, "subscriber": subscriber,
            })
        },
    )
}

/// As CSV, written by another hand than the one that reads it.
fn as_columns(records: &[serde_json::Value], separator: u8) -> Vec<u8> {
    let mut columns = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    columns.write_record(["id", "body", "title", "votes", "subscriber"]).unwrap();
    for record in records {
        let cell = |name: &str| match &record[name] {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            value => value.to_string(),
        };
        columns.write_record(["id", "body", "title", "votes", "subscriber"].map(cell)).unwrap();
    }
    columns.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_comment_is_the_same_in_every_format(
        records in proptest::collection::vec(hard_comment(), 0..8),
        chunk_bytes in 1_usize..100,
    ) {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let compact = serde_json::to_vec(&records).unwrap();
        let pretty = serde_json::to_vec_pretty(&records).unwrap();
        let one_behind_the_other: String = records.iter().map(serde_json::Value::to_string).collect();
        let read = |bytes: &[u8], format| {
            let options = Options { format, chunk_bytes, ..options() };
            let (out, ended) = listed(vec![from_bytes("dump", bytes)], &options);
            (out, ended.unwrap().damaged)
        };
        let expected = read(lines.as_bytes(), Format::Jsonl);
        prop_assert_eq!(expected.0.lines().count(), records.len());
        prop_assert_eq!(&read(&compact, Format::Auto), &expected);
        prop_assert_eq!(&read(&pretty, Format::Auto), &expected);
        prop_assert_eq!(&read(one_behind_the_other.as_bytes(), Format::Json), &expected);
        let expected = (expected.0.replace(" title=\"\"", ""), expected.1);
        prop_assert_eq!(&read(&as_columns(&records, b','), Format::Csv), &expected);
        prop_assert_eq!(&read(&as_columns(&records, b'\t'), Format::Tsv), &expected);
    }

    #[test]
    fn chunks_and_threads_never_show(
        bytes in soup(),
        format in prop::sample::select(Format::ALL.to_vec()),
        most in 1_usize..200,
        chunk_bytes in 0_usize..200,
        threads in 1_usize..4,
    ) {
        let whole = Options { format, max_record_bytes: most, threads: 1, ..options() };
        let cut = Options { chunk_bytes, threads, ..whole.clone() };
        let expected = told(vec![from_bytes("dump", bytes.clone())], &whole);
        prop_assert_eq!(told(vec![from_bytes("dump", bytes)], &cut), expected);
    }

    #[test]
    fn archives_of_random_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), flip in any::<usize>()) {
        let mut packed = gzip(&bytes);
        let at = flip % packed.len();
        packed[at] ^= 1 << (flip % 8);
        told(vec![from_bytes("dump", packed)], &options());
        let mut packed = zstd(&bytes);
        let at = flip % packed.len();
        packed[at] ^= 1 << (flip % 8);
        told(vec![from_bytes("dump", packed)], &options());
    }

    #[test]
    fn a_line_is_damaged_where_another_json_reader_says_so(
        record in hard_comment(),
        at in any::<prop::sample::Index>(),
        typed in "[a\"\\\\{}\\[\\]:,0-9eun.+ -]{0,2}",
        gone in 0_usize..3,
    ) {
        let line = record.to_string();
        let place = |at: usize| (0..=at).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        let start = place(at.index(line.len()));
        let line = format!("{}{typed}{}", &line[..start], &line[place((start + gone).min(line.len())).max(start)..]);
        let read = comment_from_json(&line, &schema(), &FieldMap::new());
        match serde_json::from_str::<serde_json::Value>(&line) {
            Err(_) => prop_assert!(read.is_err(), "{line}"),
            Ok(value) => {
                if let (Ok(comment), Some(body)) = (&read, value.get("body").and_then(|body| body.as_str())) {
                    prop_assert_eq!(comment.text(FieldId::BODY), Some(body));
                }
            }
        }
        if let Err(reason) = read {
            prop_assert!(!reason.contains("it is not JSON: ") || reason.contains(" is missing at byte "), "{}", reason);
        }
    }
}
