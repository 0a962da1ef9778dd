//! Dumps of every format, whole and damaged, through a scan that lists what it read.

mod failures;
mod laws;
mod names;
mod rules;

use std::io::{self, Cursor, Write};

use comity::batch::{Advance, Bench, CommentWriter, Input, Judge, Options, Progress, ScanError, Totals, scan_by};
use comity::comment::{Comment, FieldId, Schema, Type};
use comity::eval::Verdict;
use comity::input::{FieldMap, FieldSet, Format, comment_from_json};
use comity::outcome::{Action, Score};

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
    assert_eq!(comment.get(FieldId::AUTHOR_JOINED).unwrap().to_string(), "2024-01-01");
    assert_eq!(read("").unwrap_err(), "it is no record: `` does not start with `{`");
    assert_eq!(read("{").unwrap_err(), "it breaks off in the middle");
    assert_eq!(read(r#"{"remark": "hi"}"#).unwrap_err(), "it has no text under a known name (it has `remark`)");
    let over_lines = read("{\"body\": \"hi\",\n\"x\" 1}").unwrap_err();
    assert_eq!(over_lines, "it is not JSON: `:` behind a name is missing at byte 20");
}
