//! What is wrong between items, and in a line of a list.

use super::super::place::Draft;
use super::super::scan::ItemWord;
use super::super::words::LIST_WORDS;
use super::tokens::{self, Kind};
use super::{Slip, codes, short};
use crate::diagnostic::{Confidence, Diagnostic};

/// Text that begins no item; the mend makes one of it where it is clear which was meant.
pub(in crate::syntax) fn outside(draft: &Draft<'_>, behind_item: bool) -> Slip {
    let Some(first) = tokens::next(&draft.text, 0) else {
        let diagnostic = Diagnostic::new(&codes::UNEXPECTED, draft.span(0..0), "there is nothing here", "");
        return Slip { diagnostic, mends: Vec::new() };
    };
    let written = &draft.text[first.range.clone()];
    let place = draft.span(first.range.clone());
    if matches!(written, "}" | ")" | "]") {
        let message = format!("there is a `{written}` too many");
        let diagnostic = Diagnostic::new(&codes::STRAY_BRACKET, place, message, "nothing is open that this closes")
            .fix("take it out", Confidence::Review, place, "");
        return Slip { diagnostic, mends: Vec::new() };
    }
    if behind_item {
        let message = format!("`{}` stands behind the end of an item", short(written));
        let diagnostic = Diagnostic::new(&codes::TEXT_BEHIND_ITEM, place, message, "what does it belong to?")
            .help("put it inside of the braces, or take it out; a comment starts with `# `");
        return Slip { diagnostic, mends: Vec::new() };
    }
    let meant = (first.kind == Kind::Word).then(|| ItemWord::meant(written)).flatten();
    let mut diagnostic = Diagnostic::new(
        &codes::UNKNOWN_ITEM,
        place,
        format!("`{}` begins nothing that a rule file knows", short(written)),
        "a line that begins something starts with another word",
    );
    let Some(meant) = meant else {
        diagnostic = diagnostic
            .help("a rule file has `rule`, `list`, `sites`, `use`, `adjust`, `turn off`, `field`, `setting`, `policy`, `pack` and `calibration`");
        return Slip { diagnostic, mends: Vec::new() };
    };
    let instead = match meant {
        "turn" if !draft.text[first.range.end..].trim_start().starts_with("off") => "turn off",
        other => other,
    };
    let diagnostic = diagnostic.fix(format!("did you mean `{instead}`?"), Confidence::Review, place, instead);
    Slip { diagnostic, mends: vec![(first.range, instead.to_owned())] }
}

/// What is wrong in one line of a list at which the grammar came to a stop.
pub(in crate::syntax) fn in_line(draft: &Draft<'_>, at: usize) -> Diagnostic {
    let text = &draft.text;
    // A level without a word behind it was meant as a word.
    let before = tokens::tokens(text, 0, at);
    let now = tokens::next(text, at);
    let candidates = now.iter().chain(before.last());
    for token in candidates {
        let word = &text[token.range.clone()];
        if LIST_WORDS.contains(&word) {
            let place = draft.span(token.range.clone());
            return Diagnostic::new(
                &codes::ENTRY_NEEDS_QUOTES,
                place,
                format!("`{word}` means something in a list and needs quotes to be an entry"),
                "meant as a word?",
            )
            .fix("quote it", Confidence::Review, place, format!("\"{word}\""));
        }
    }
    let range = now.map_or(text.len()..text.len(), |token| token.range);
    let written = &text[range.clone()];
    let place = draft.span(range);
    match written {
        "(" | ")" | "{" | "}" | "[" | "]" => Diagnostic::new(
            &codes::ENTRY_NEEDS_QUOTES,
            place,
            format!("`{written}` does not stand in a list"),
            "not without quotes",
        )
        .help("quote the word or phrase it belongs to"),
        _ => Diagnostic::new(
            &codes::UNEXPECTED,
            place,
            format!("expected a word, a phrase in quotes or a comma, found `{}`", short(written)),
            "not expected in a list",
        ),
    }
}
