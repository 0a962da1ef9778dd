//! Laws of reading: chunks, threads, formats and slips.

use comity::batch::Options;
use comity::comment::FieldId;
use comity::input::{FieldMap, Format, comment_from_json};
use proptest::prelude::*;

use super::{from_bytes, gzip, listed, options, schema, told, zstd};

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

    #[test]
    fn a_value_of_any_kind_is_read_or_refused(
        name in prop::sample::select(vec!["id", "posted", "edited", "votes", "subscriber", "mood", "quiet", "tongue", "labels"]),
        value in prop_oneof![
            "\\PC{0,20}".prop_map(serde_json::Value::from),
            "[0-9+:. TZ-]{0,25}".prop_map(serde_json::Value::from),
            "(-?[0-9.]{1,20} ?(days?|hours|%|,)? ?){1,3}".prop_map(serde_json::Value::from),
            any::<i64>().prop_map(serde_json::Value::from),
            any::<u64>().prop_map(serde_json::Value::from),
            any::<f64>().prop_map(serde_json::Value::from),
            any::<bool>().prop_map(serde_json::Value::from),
        ],
    ) {
        let record = serde_json::json!({ "body": "", name: value });
        let schema = schema();
        match comment_from_json(&record.to_string(), &schema, &FieldMap::new()) {
            Ok(comment) => {
                let id = schema.find(name).unwrap();
                let kind = schema.field(id).kind;
                prop_assert!(comment.get(id).is_none_or(|value| value.kind() == kind), "{:?}", comment.get(id));
            }
            Err(reason) => prop_assert!(reason.starts_with(&format!("`{name}` is ")), "{reason}"),
        }
    }
}
