//! Words and phrases: what is found where, with which kinds.
use comity::text::*;

fn shown(pattern: &str, level: Level, text: &str) -> String {
    let pattern =
        WordPattern { phrase: Phrase::parse(pattern).unwrap(), level, without: KindSet::EMPTY, inside_words: false };
    let whole = Text::new(text);
    let hits = pattern.hits(whole.view(View::Own));
    hits.iter().map(|h| format!("[{}|{}]", &text[h.bytes.clone()], h.how)).collect()
}

#[test]
fn plain_words_and_phrases() {
    assert_eq!(
        shown("moron", Level::Plainly, "you MORON, morons, móron's mo\u{200b}ron oxymoron"),
        "[MORON|case][morons|ending][móron's|accent, ending][mo\u{200b}ron|invisible]"
    );
    assert_eq!(shown("waste of space", Level::Plainly, "a waste-of space. waste. of space"), "[waste-of space|]");
    assert_eq!(shown("US", Level::Exactly, "us US"), "[US|]");
    assert_eq!(shown("you", Level::Plainly, "you're"), "");
    assert_eq!(shown("you're", Level::Plainly, "you’re"), "[you’re|]");
    assert_eq!(shown("dumb*", Level::Plainly, "dumbest dumb"), "[dumbest|][dumb|]");
    assert_eq!(shown("*n't", Level::Plainly, "don't"), "[don't|]");
    assert_eq!(shown("c++", Level::Plainly, "C++ c++x"), "[C++|case][c++|]");
    assert_eq!(shown("moron", Level::Plainly, "mоrоn"), "[mоrоn|lookalike]");
}
