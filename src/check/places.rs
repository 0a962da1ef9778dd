//! Places inside quoted text, where escapes have been undone.

use crate::source::{SourceMap, Span};

/// The span of `length` bytes at `byte` of `value`, which stands at `span` in quotes or slashes and perhaps with
/// escapes; the whole span where the text and the value do not go together.
pub(super) fn inside(span: Span, value: &str, byte: usize, length: usize, sources: &SourceMap) -> Span {
    let raw = sources.text(span).as_bytes();
    let value = value.as_bytes();
    // Invariant: `value[..at_value]` has been found in `raw[..at_raw]`, backslashes and opening signs left out.
    let find = |wanted: usize| -> Option<usize> {
        let opening = raw.iter().take_while(|byte| matches!(byte, b'"' | b'/')).count();
        let mut at_raw = if raw.first() == value.first() { 0 } else { opening };
        let mut at_value = 0;
        loop {
            let escaped = raw.get(at_raw) == Some(&b'\\') && value.get(at_value) != Some(&b'\\');
            at_raw += usize::from(escaped);
            if at_value == wanted {
                return (at_raw <= raw.len()).then_some(at_raw);
            }
            if raw.get(at_raw)? != value.get(at_value)? {
                return None;
            }
            at_raw += 1;
            at_value += 1;
        }
    };
    match (find(byte), find(byte + length)) {
        (Some(start), Some(end)) => {
            Span { file: span.file, start: span.start + start as u32, end: span.start + end as u32 }
        }
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::inside;
    use crate::source::{SourceMap, Span};

    fn found(raw: &str, value: &str, byte: usize, length: usize) -> String {
        let mut sources = SourceMap::new();
        let file = sources.add("x", raw);
        let whole = Span { file, start: 0, end: raw.len() as u32 };
        sources.text(inside(whole, value, byte, length, &sources)).to_owned()
    }

    #[test]
    fn places_are_found_behind_escapes_and_signs() {
        assert_eq!(found("\"du*b\"", "du*b", 2, 1), "*");
        assert_eq!(found("du*b", "du*b", 2, 1), "*");
        assert_eq!(found(r#""a \"b\" c*d""#, "a \"b\" c*d", 7, 1), "*");
        assert_eq!(found(r"/a\/b(/", "a/b(", 3, 1), "(");
        assert_eq!(found("/(é+/", "(é+", 3, 1), "+");
    }

    #[test]
    fn what_does_not_go_together_is_shown_whole() {
        assert_eq!(found("\"abc\"", "xyz", 1, 1), "\"abc\"");
        assert_eq!(found("\"abc\"", "abc", 7, 1), "\"abc\"");
    }
}
