//! Under which names fields are found.

use comity::batch::Options;
use comity::comment::{FieldId, Type};
use comity::input::{FieldMap, KNOWN_NAMES, comment_from_json, known_names_table};

use super::{from_bytes, listed, options, schema};

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

/// `UPDATE=1` writes the page anew.
#[test]
fn the_documented_names_are_those_that_are_read() {
    const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/input.md");
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once("<!-- names -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of names -->").unwrap();
    let current = format!("{before}<!-- names -->\n{}<!-- end of names -->{after}", known_names_table());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PAGE, &current).unwrap();
        return;
    }
    assert!(page == current, "the names in docs/input.md are not those that are read: run this test with UPDATE=1");
}
