//! What the JSON reader says → what a person who keeps dumps says.

use serde_json::error::Category;

/// Why `text` is no JSON object, in plain words with the byte of the record where it shows.
pub(crate) fn in_words(error: &serde_json::Error, text: &str) -> String {
    if error.classify() == Category::Eof {
        return "it breaks off in the middle".to_owned();
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    let byte = byte_of(error, text);
    let what = match said {
        "trailing characters" => return format!("more stands behind the record's closing `}}`, at byte {byte}"),
        said if said.starts_with("control character") => {
            return format!("a line break or another control character stands in a text, at byte {byte}");
        }
        said if said.contains("surrogate") || said.contains("hex escape") => {
            return format!("a `\\u` escape is half a character, at byte {byte}");
        }
        "invalid escape" => return format!("a `\\` escape is none that JSON has, at byte {byte}"),
        said if said.starts_with("recursion limit") => return "objects stand in objects too deep".to_owned(),
        "key must be a string" => "a name in quotes",
        "expected `:`" => "`:` behind a name",
        "expected `,` or `}`" => "`,` or `}`",
        "expected `,` or `]`" => "`,` or `]`",
        "trailing comma" => "a name behind the last `,`",
        "expected value" | "expected ident" => "a value",
        "number out of range" => return format!("a number is too large, at byte {byte}"),
        "invalid number" => "a number",
        other => return format!("it is not JSON: {other}, at byte {byte}"),
    };
    format!("it is not JSON: {what} is missing at byte {byte}")
}

/// The byte, counted from 1; the reader counts bytes within lines.
fn byte_of(error: &serde_json::Error, text: &str) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let start = match lines_before {
        0 => 0,
        count => memchr::memchr_iter(b'\n', text.as_bytes()).nth(count - 1).map_or(0, |at| at + 1),
    };
    start + error.column().max(1)
}
