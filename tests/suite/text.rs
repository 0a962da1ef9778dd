//! What rules see of a text: words and phrases, views, links and measures, by cases in `tests/text`, and laws.

#![allow(clippy::unwrap_used, reason = "what a case file must hold is asserted by it")]

use std::fmt::Write as _;
use std::fs;

use comity::comment::Value;
use comity::text::{Anchor, Kind, KindSet, Level, Measure, Phrase, PhraseError, Text, View, ViewText, WordPattern};
use comity::text::{covers, dictionary, equal_plainly, folded, parse_host};
use proptest::prelude::*;

fn pattern(written: &str, level: Level) -> WordPattern {
    let phrase = Phrase::parse(written).unwrap_or_else(|error| panic!("{written}: {error}"));
    WordPattern { phrase, level, without: KindSet::EMPTY, inside_words: false }
}

/// The columns of each case of a file, with its line; empty at the end where a line has fewer.
fn cases<const N: usize>(file: &str) -> Vec<(usize, [String; N])> {
    let path = format!("{}/tests/text/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with("# "));
    let columns = |line: &str| {
        let mut columns = format!("{line} ").split(" | ").map(|column| unescaped(column.trim())).collect::<Vec<_>>();
        columns.resize(N, String::new());
        columns.try_into().unwrap()
    };
    lines.map(|(at, line)| (at + 1, columns(line))).collect()
}

fn unescaped(written: &str) -> String {
    let mut text = String::new();
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let skip = match rest.chars().next() {
            Some('n') => {
                text.push('\n');
                1
            }
            Some('s') => {
                text.push(' ');
                1
            }
            Some('\\') => {
                text.push('\\');
                1
            }
            Some('u') => {
                let end = rest.find('}').unwrap();
                let number = u32::from_str_radix(&rest[2..end], 16).unwrap();
                text.push(char::from_u32(number).unwrap());
                end + 1
            }
            _ => {
                text.push('\\');
                0
            }
        };
        rest = &rest[skip..];
    }
    text + rest
}

/// Fails with all wrong lines at once.
fn expect_all(file: &str, wrong: &str) {
    assert!(wrong.is_empty(), "in tests/text/{file}:\n{wrong}");
}

#[test]
fn words_and_phrases_are_found_where_the_cases_say() {
    let mut wrong = String::new();
    for (line, [written, level, marked, how]) in cases::<4>("words.txt") {
        let text = marked.replace("[[", "").replace("]]", "");
        let pattern = pattern(&written, Level::from_word(&level).unwrap());
        let whole = Text::new(&text);
        let hits = pattern.hits(whole.view(View::Own));
        let mut shown = text.clone();
        for hit in hits.iter().rev() {
            shown.insert_str(hit.bytes.end, "]]");
            shown.insert_str(hit.bytes.start, "[[");
        }
        let kinds = hits.iter().map(|hit| if hit.how.is_empty() { "-".to_owned() } else { hit.how.to_string() });
        let kinds = kinds.collect::<Vec<_>>().join("; ");
        if shown != marked || kinds != how && !(hits.is_empty() && how == "-") {
            writeln!(wrong, "{line}: `{written}` finds {shown:?} | {kinds}, expected {marked:?} | {how}").unwrap();
        }
    }
    expect_all("words.txt", &wrong);
}

fn words(text: &str, view: &ViewText) -> String {
    let mut shown = String::new();
    let mut block = None;
    for token in view.tokens() {
        let wall = block.is_some_and(|block| block != token.block);
        block = Some(token.block);
        let joint = if wall { " / " } else { " " };
        let visible = text[token.bytes.clone()].replace("<b>", "").to_lowercase();
        write!(shown, "{}{visible}", if shown.is_empty() { "" } else { joint }).unwrap();
    }
    shown
}

#[test]
fn views_part_own_words_from_quoted_ones() {
    let mut wrong = String::new();
    for (line, [text, own, quoted]) in cases::<3>("views.txt") {
        let whole = Text::new(&text);
        let found = (words(&text, whole.view(View::Own)), words(&text, whole.view(View::Quoted)));
        if found != (own.clone(), quoted.clone()) {
            writeln!(wrong, "{line}: {text:?} has {found:?}, expected {:?}", (own, quoted)).unwrap();
        }
    }
    expect_all("views.txt", &wrong);
}

#[test]
fn links_are_found_however_they_are_written() {
    let mut wrong = String::new();
    for (line, [text, expected]) in cases::<2>("links.txt") {
        let whole = Text::new(&text);
        let hosts = whole.view(View::Own).links().iter().map(|link| {
            let marks = [link.masked.then_some("masked"), link.short.then_some("short"), link.looks_like.as_deref()];
            let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(", ");
            if marks.is_empty() { link.host.clone() } else { format!("{} ({marks})", link.host) }
        });
        let found = hosts.collect::<Vec<_>>().join("; ");
        if found != expected {
            writeln!(wrong, "{line}: {text:?} has `{found}`, expected `{expected}`").unwrap();
        }
    }
    expect_all("links.txt", &wrong);
}

#[test]
fn measures_are_what_the_cases_say() {
    let mut wrong = String::new();
    for (line, [text, measures]) in cases::<2>("measures.txt") {
        for measure in measures.split(", ") {
            let (name, expected) = measure.split_once(' ').unwrap();
            let measure = Measure::NAMES.iter().find(|(word, _)| *word == name).unwrap().1;
            let found = match Text::new(&text).view(View::Own).measure(measure) {
                None => "none".to_owned(),
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::Share(share)) if expected.contains('/') => format!("{}/{}", share.part, share.whole),
                Some(Value::Share(share)) => share.to_string(),
                Some(Value::Language(code)) => code,
                other => panic!("{other:?}"),
            };
            if found != expected {
                writeln!(wrong, "{line}: {text:?} has {name} {found}, expected {expected}").unwrap();
            }
        }
    }
    expect_all("measures.txt", &wrong);
}

#[test]
fn hosts_cover_what_lies_below_them() {
    for (entry, host, expected) in [
        ("gov.uk", "www.service.gov.uk", true),
        ("example.com", "example.com", true),
        ("https://www.example.com/news", "example.com", true),
        ("example.com", "example.com.evil.org", false),
        ("example.com", "notexample.com", false),
        ("münchen.de", "www.xn--mnchen-3ya.de", true),
        ("EXAMPLE.com:8080", "a.b.example.com", true),
    ] {
        let parsed = parse_host(entry).unwrap();
        assert_eq!(covers(&parsed, host), expected, "{entry} {host}");
    }
    for no_host in ["", "nytimes", "two words.com", "http://", "a..b", "-a.com", "javascript://x.y/%0a"] {
        assert!(no_host.starts_with("java") || parse_host(no_host).is_none(), "{no_host}");
    }
}

#[test]
fn phrases_that_mean_nothing_are_refused() {
    for (written, error) in [
        ("", PhraseError::Empty),
        (" \u{200b} ", PhraseError::Empty),
        ("mo*ron", PhraseError::StarInside(2)),
        ("a * b", PhraseError::StarAlone(2)),
        ("*", PhraseError::StarAlone(0)),
        ("**dumb", PhraseError::StarInside(1)),
        ("a\\b", PhraseError::StrayBackslash(1)),
        ("\\*x *", PhraseError::StarAlone(4)),
        ("\\*x*y", PhraseError::StarInside(3)),
    ] {
        match Phrase::parse(written) {
            Err(found) if found == error => {}
            other => panic!("{written:?}: {other:?}, expected {error:?}"),
        }
    }
}

#[test]
fn kinds_that_are_taken_away_find_nothing() {
    let text = Text::new("m0r0n MORON moron morons");
    let view = text.view(View::Own);
    let found = |without: &[Kind]| {
        let pattern = WordPattern { without: KindSet::EMPTY.with_all(without), ..pattern("moron", Level::Normally) };
        pattern.hits(view).len()
    };
    assert_eq!([found(&[]), found(&[Kind::Leet]), found(&[Kind::Case, Kind::Ending])], [4, 3, 2]);
}

#[test]
fn inside_words_drops_the_whole_word_rule() {
    let inside = WordPattern { inside_words: true, ..pattern("ass", Level::Plainly) };
    let text = Text::new("assess CLASS hat");
    let hits = inside.hits(text.view(View::Own));
    let found: Vec<_> = hits.iter().map(|hit| (hit.bytes.clone(), hit.how.to_string())).collect();
    assert_eq!(found, [(0..3, "inside".into()), (9..12, "case, inside".into())]);
}

#[test]
fn beginnings_and_ends_are_compared_plainly() {
    let text = Text::new("  Ｆｉｒｓｔ  comment ever é! ");
    let view = text.view(View::Own);
    assert_eq!(view.starts_with("first comment").map(|bytes| &text.original()[bytes]), Some("Ｆｉｒｓｔ  comment"));
    assert_eq!(view.ends_with("EVER e!").map(|bytes| &text.original()[bytes]), Some("ever é!"));
    assert_eq!((view.starts_with("second"), view.ends_with("first")), (None, None));
    assert!(
        equal_plainly("Anna\u{200b}", " аnna ") && !equal_plainly("Anna", "Annab") && !equal_plainly("Annab", "Anna")
    );
}

/// Insults and what is often taken for one, of all lengths.
const INSULTS: &str = "anal anus arse ass asshat asshole bastard bellend bigot bimbo bitch bollocks boob boobs bozo buffoon \
    bugger bullshit butt butthead clown cock coon commie coward crap creep cretin cuck cum cunt damn darky degenerate dick \
    dickhead dike dildo dimwit dipshit dolt dope douche dumb dumbass dunce dweeb dyke fag faggot fart fascist fatso fool \
    freak fuck fucker gimp git gook goon gyp hag halfwit hell ho hoe homo hussy hypocrite idiot ignoramus imbecile incel \
    jackass jap jerk kike knob kook kraut lesbo liar libtard lickspittle loony loser lunatic maggot mick minger misfit \
    mong moron muppet nazi negro nerd nigger nincompoop nitwit numbskull nutjob oaf oik paki pansy parasite pervert pig \
    pillock pinhead piss plonker poof porn prat prick psycho pussy queer racist rat retard sadist scab scum scumbag \
    sex shit shill shithead simp simpleton sissy skank slag slob slut snake sod spastic spic spick stupid sucker swine \
    tart thug tit tits toad tosser traitor tramp trash troll turd twat twerp twit vermin wanker weasel weirdo whore wimp \
    witch wog wop wuss xenophobe yid zealot";

/// Whether an index keyed by anchors would look at the pattern for one of the steps.
fn fits(anchors: &[Anchor], skeleton: &str) -> bool {
    anchors.iter().any(|anchor| match anchor {
        Anchor::Whole(text) => skeleton == text,
        Anchor::Start(text) => skeleton.starts_with(text),
        Anchor::End(text) => skeleton.ends_with(text),
        Anchor::Inside(text) => skeleton.contains(text),
        Anchor::Literal(_) => false,
    })
}

#[test]
fn no_ordinary_word_is_taken_for_another() {
    use std::collections::HashMap;
    let patterns: Vec<_> = INSULTS.split_whitespace().map(|word| pattern(word, Level::Normally)).collect();
    let mut index: HashMap<String, Vec<&WordPattern>> = HashMap::new();
    for pattern in &patterns {
        for anchor in pattern.anchors() {
            let Anchor::Whole(skeleton) = anchor else { panic!("{anchor:?}") };
            index.entry(skeleton).or_default().push(pattern);
        }
    }
    let mut wrong = Vec::new();
    for word in dictionary::words() {
        // As it stands, with an exclamation mark, with a footnote or a version, and in capitals.
        for text in
            [word.clone(), format!("{word}!"), format!("{word}1"), format!("{word}|"), word.to_uppercase() + "5"]
        {
            let whole = Text::new(&text);
            let view = whole.view(View::Own);
            for (at, step) in view.steps().iter().enumerate() {
                for pattern in index.get(&step.skeleton).into_iter().flatten() {
                    for hit in pattern.hits_at(view, at) {
                        let disguised = hit.how.without(KindSet::EMPTY.with_all(&[Kind::Case, Kind::Ending]));
                        if !disguised.is_empty() {
                            wrong.push(format!("{} ← {text} ({})", pattern.phrase.written(), hit.how));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:?}", wrong.len(), &wrong[..wrong.len().min(40)]);
}

/// Everything that can be asked of a text.
fn ask_everything(text: &str) {
    let whole = Text::new(text);
    let patterns = ["a", "aa*", "*a*", "a b", "<3", "idiot", "*"].map(|written| Phrase::parse(written).ok());
    for view in View::ALL {
        let view = whole.view(view);
        for phrase in patterns.iter().flatten() {
            let pattern = WordPattern {
                phrase: phrase.clone(),
                level: Level::Disguised,
                without: KindSet::EMPTY,
                inside_words: false,
            };
            let hits = pattern.hits(view);
            assert!(hits.iter().all(|hit| text.get(hit.bytes.clone()).is_some()));
        }
        view.measure(Measure::Language);
        view.starts_with("aaa");
        view.ends_with("aaa");
    }
    assert!(equal_plainly(text, text));
}

#[test]
fn hostile_texts_cost_no_more_than_others() {
    let million = 400_000;
    for text in [
        format!("a{}", "\u{301}".repeat(million / 2)),
        "a".repeat(million),
        "a ".repeat(million / 2),
        "-".repeat(10_000),
        format!("i{}diot", "i".repeat(5_000)),
        "\u{202e}a".repeat(100_000),
        "\u{200b}".repeat(100_000),
        "```\n".repeat(100_001),
        "> a\n".repeat(100_000),
        ">".repeat(200_000),
        "[".repeat(300_000),
        "[a](".repeat(100_000),
        "[a](x".repeat(100_000),
        "[a](http://a.com/".repeat(20_000),
        "(".repeat(300_000),
        "<".repeat(300_000),
        "<a ".repeat(100_000),
        "<a>".repeat(100_000),
        "<blockquote>".repeat(30_000) + &"</blockquote>".repeat(30_000),
        "<a href=".repeat(50_000),
        "`".repeat(300_000),
        "` `` ``` ".repeat(30_000),
        "a!".repeat(200_000),
        "a.".repeat(200_000),
        "http://".repeat(50_000),
        "a@".repeat(100_000),
        "&#".repeat(200_000),
        "&amp".repeat(100_000),
        "a dot ".repeat(50_000),
        "\n".repeat(500_000),
        "<3".repeat(200_000),
        "\u{fdfa}".repeat(50_000),
    ] {
        ask_everything(&text);
    }
}

/// Texts with much of what matters: letters, marks, symbols, markup.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "moron",
        "m0r0n",
        "M",
        "é",
        "e\u{301}",
        "\u{301}",
        "ｍ",
        "о",
        "\u{200b}",
        "\u{202e}",
        " ",
        "\n",
        "\n\n",
        "> ",
        "`",
        "```",
        "<b>",
        "</b>",
        "<blockquote>",
        "</blockquote>",
        "<a href=\"http://a.com\">",
        "</a>",
        "<q>",
        "</q>",
        "[",
        "]",
        "](http://a.com)",
        "http://b.org/x",
        "b.org",
        ".",
        "!",
        "'",
        "&gt;",
        "&amp;",
        "&#105;",
        "🖕",
        "👨‍👩‍👧",
        "字",
        "ก",
        "ั",
        "-",
        "/",
        "@",
        "$",
        "1",
        "\\",
        "<3",
        "<br>",
        "ﬁ",
        "ß",
        "İ",
        "ｶ",
        "ﾞ",
        "한",
        "\u{1100}",
        "\u{1161}",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn spans_are_of_the_original(text in texts()) {
        let whole = Text::new(&text);
        for view in View::ALL {
            let view = whole.view(view);
            let mut last = 0;
            for kept in view.kept() {
                prop_assert!(kept.start >= last && kept.start < kept.end && text.get(kept.clone()).is_some());
                last = kept.end + 1;
            }
            let is_kept = |at: usize| view.kept().iter().any(|kept| kept.contains(&at));
            let mut last = 0;
            for token in view.tokens() {
                prop_assert!(token.bytes.start >= last && token.bytes.start < token.bytes.end);
                prop_assert!(text.get(token.bytes.clone()).is_some());
                prop_assert!(is_kept(token.bytes.start) && is_kept(token.bytes.end - 1), "{token:?}");
                last = token.bytes.start;
            }
            for link in view.links() {
                prop_assert!(text.get(link.bytes.clone()).is_some());
            }
        }
    }

    #[test]
    fn hits_are_those_at_the_steps_and_fit_an_anchor(text in texts(), at in 0..9_usize, level in 0..4_usize, inside: bool) {
        let written = ["moron", "mor*", "*ron", "*o*", "a moron", "m0r0n", "a", "字", "fi"][at];
        let pattern = WordPattern { inside_words: inside, ..pattern(written, Level::ALL[level]) };
        let anchors = pattern.anchors();
        let whole = Text::new(&text);
        for view in View::ALL {
            let view = whole.view(view);
            let mut united = Vec::new();
            for (step, seen) in view.steps().iter().enumerate() {
                let hits = pattern.hits_at(view, step);
                prop_assert!(hits.is_empty() || fits(&anchors, &seen.skeleton), "{} {anchors:?}", seen.skeleton);
                prop_assert!(hits.len() < 2 || inside);
                united.extend(hits);
            }
            let hits = pattern.hits(view);
            united.sort_by_key(|hit| (hit.bytes.start, hit.bytes.end));
            prop_assert_eq!(&hits, &united);
            for hit in &hits {
                prop_assert!(hit.bytes.start < hit.bytes.end && text.get(hit.bytes.clone()).is_some());
                prop_assert!(hit.how.is_within(pattern.level.kinds().with(Kind::Inside)));
            }
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in texts()) {
        let once = folded(&text);
        prop_assert_eq!(&folded(&once), &once);
        prop_assert!(equal_plainly(&text, &text));
    }

    #[test]
    fn texts_are_equal_plainly_to_their_dressed_up_selves(text in texts(), at in 0..3_usize) {
        let dressed = [text.to_uppercase(), format!(" {text}\n"), text.replace('o', "\u{f3}")];
        if folded(&dressed[at]).trim() == folded(&text).trim() && !text.contains('&') {
            prop_assert!(equal_plainly(&text, &dressed[at]), "{:?}", dressed[at]);
        }
    }

    #[test]
    fn a_listed_word_finds_itself(word in "[a-zа-яα-ω']{1,12}( [a-z]{1,6}){0,2}") {
        let text = format!("so, {word}, then");
        if let Ok(phrase) = Phrase::parse(&word) {
            let pattern = WordPattern { phrase, level: Level::Exactly, without: KindSet::EMPTY, inside_words: false };
            let whole = Text::new(&text);
            prop_assert!(!pattern.hits(whole.view(View::Own)).is_empty());
        }
    }

    #[test]
    fn any_phrase_is_read_or_refused(written in any::<String>(), host in any::<String>()) {
        if let Ok(phrase) = Phrase::parse(&written) {
            let pattern = WordPattern { phrase, level: Level::Plainly, without: KindSet::EMPTY, inside_words: false };
            prop_assert!(!pattern.anchors().is_empty());
        }
        if let Some(host) = parse_host(&host) {
            prop_assert!(host.is_ascii() && parse_host(&host).is_some());
        }
    }
}
