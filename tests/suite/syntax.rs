//! Rule text and what it says: the language's spellings, its limits, and texts that nobody meant as rules.

use std::fmt::Write as _;

use comity::diagnostic::{Diagnostics, Renderer, render};
use comity::source::SourceMap;
use comity::syntax::ast::{Comparison, Condition, File, Item, Literal, Rule, What, Words};
use comity::syntax::{parse, parse_hosts, parse_literal, parse_words};
use proptest::prelude::*;

/// What a text says, and what is said of it, drawn.
fn read(text: &str) -> (File, Vec<(&'static str, String)>) {
    let mut sources = SourceMap::new();
    let file = sources.add("rules.comity", text);
    let mut diagnostics = Diagnostics::new();
    let tree = parse(file, &sources, &mut diagnostics);
    let draw = |said| render(said, &sources, Renderer::default());
    (tree, diagnostics.sorted().iter().map(|said| (said.code.id, draw(said))).collect())
}

fn read_well(text: &str) -> File {
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{}", said.iter().map(|(_, drawn)| drawn.as_str()).collect::<Vec<_>>().join("\n\n"));
    tree
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text).1.into_iter().map(|(code, _)| code).collect()
}

fn read_words(text: &str) -> (Words, usize) {
    let mut sources = SourceMap::new();
    let file = sources.add("words.txt", text);
    let mut diagnostics = Diagnostics::new();
    let words = parse_words(file, &sources, &mut diagnostics);
    (words, diagnostics.len())
}

fn entries(words: &Words) -> Vec<&str> {
    words.entries.iter().map(|entry| entry.text.value.as_str()).collect()
}

fn rules(file: &File) -> Vec<&Rule> {
    file.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None }).collect()
}

fn condition(when: &str) -> Condition {
    rules(&read_well(&format!("rule r {{ when {when} then hold }}")))[0].when.clone()
}

#[test]
fn every_spelling_is_read() {
    insta::glob!("../syntax", "*.comity", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(without_places(&read_well(&text)));
    });
}

/// The tree as text, without where everything stands.
fn without_places(file: &File) -> String {
    let mut tree = String::new();
    for item in &file.items {
        let _ = writeln!(tree, "{item:?}");
    }
    let places = regex::Regex::new(r",? ?(span|file): (Span \{[^}]*\}|FileId\(\d+\))").unwrap();
    let anywhere = regex::Regex::new(r"Span \{[^}]*\}").unwrap();
    anywhere.replace_all(&places.replace_all(&tree, ""), "_").into_owned()
}

#[test]
fn blanks_and_comments_change_nothing() {
    for name in ["civility", "slurs", "house", "spellings"] {
        let text = std::fs::read_to_string(format!("tests/syntax/{name}.comity")).unwrap();
        let spread: String = text
            .lines()
            .map(|line| {
                let comment =
                    if line.contains("\"\"\"") || line.trim_start().starts_with('>') { "" } else { "  # said aside" };
                format!("{line}{comment}\r\n")
            })
            .collect();
        let pasted = |tree: &File| without_places(tree).replace("\\r", "");
        if name == "civility" {
            // A comment inside of a pasted text would be part of it.
            assert_eq!(pasted(&read_well(&text.replace('\n', "\r\n"))), pasted(&read_well(&text)));
        } else {
            assert_eq!(pasted(&read_well(&spread)), pasted(&read_well(&text)), "{name}");
        }
    }
}

#[test]
fn chains_are_flat_and_not_binds_to_the_next_condition() {
    let What::All(parts) = condition("not a and b and (c or d)").what else { panic!("a chain of `and`") };
    assert_eq!(parts.len(), 3);
    assert!(matches!(&parts[0].what, What::Not(inner) if matches!(inner.what, What::Holds(_))));
    assert!(matches!(&parts[2].what, What::Any(any) if any.len() == 2));
}

#[test]
fn comparisons_and_values_are_read_as_written() {
    let What::Compare { comparison, right, .. } = condition("body.caps >= 62.5%").what else { panic!("a comparison") };
    assert_eq!(comparison.value, Comparison::AtLeast);
    assert_eq!(format!("{right:?}").matches("part: 62500000").count(), 1, "{right:?}");
    let values =
        [("5 minutes", 300_000), ("1.5 hours", 5_400_000), ("1 month", 2_592_000_000), ("2 years", 63_072_000_000)];
    for (text, milliseconds) in values {
        let Some(Literal::Duration(duration)) = parse_literal(text) else { panic!("{text}") };
        assert_eq!(duration.0, milliseconds, "{text}");
    }
    assert_eq!(parse_literal("yes"), Some(Literal::YesNo(true)));
    assert_eq!(parse_literal("-1"), Some(Literal::Number(-1.0)));
    assert_eq!(parse_literal("\"a \\\"b\\\"\""), Some(Literal::Text("a \"b\"".to_owned())));
    for text in ["", "5 min", "2024-02-30", "bare", "1 2", "\"open"] {
        assert_eq!(parse_literal(text), None, "{text}");
    }
}

#[test]
fn pasted_texts_lose_their_first_line_break_and_their_indentation() {
    let text = "rule r {\n  when a\n  then hold\n  flags \"\"\"\n    > one\n      two \\d\n    three\"\"\"\n}\n";
    assert_eq!(rules(&read_well(text))[0].tests[0].body.value, "> one\n  two \\d\nthree");
}

#[test]
fn every_keyword_can_be_an_entry() {
    let grammar = std::fs::read_to_string("grammar/comity.pest").unwrap();
    let word = regex::Regex::new("\"([a-z]+)\"").unwrap();
    let mut words: Vec<&str> = word.captures_iter(&grammar).map(|found| found.get(1).unwrap().as_str()).collect();
    words.sort_unstable();
    words.dedup();
    assert!(words.len() > 80, "{words:?}");
    let in_quotes = ["except", "add", "from", "exactly", "plainly", "normally", "disguised"];
    for word in words {
        let bare = format!("list l {{\n{word}\nother\n}}\n");
        let quoted = format!("list l {{ \"{word}\", other }}\n");
        if in_quotes.contains(&word) {
            assert_ne!(codes(&bare), Vec::<&str>::new(), "{word}");
        } else {
            let Item::List(list) = &read_well(&bare).items[0] else { panic!("{word}") };
            assert_eq!(entries(&list.words), [word, "other"]);
        }
        let Item::List(list) = &read_well(&quoted).items[0] else { panic!("{word}") };
        assert_eq!(entries(&list.words), [word, "other"]);
    }
}

#[test]
fn list_files_are_read_like_lists() {
    let (words, said) =
        read_words("# words\nmoron, idiot\n\"waste of space\"\nexcept \"useful idiot\",\n  bystander\ndim*\n");
    assert_eq!(entries(&words), ["moron", "idiot", "waste of space", "dim*"]);
    let except: Vec<_> = words.except.iter().map(|text| text.value.as_str()).collect();
    assert_eq!((except, said), (vec!["useful idiot", "bystander"], 0));
    let mut sources = SourceMap::new();
    let file = sources.add("hosts.txt", "example.com\n\"gov.uk\" # and below\n");
    let hosts = parse_hosts(file, &sources, &mut Diagnostics::new());
    assert_eq!(hosts.iter().map(|host| host.value.as_str()).collect::<Vec<_>>(), ["example.com", "gov.uk"]);
}

#[test]
fn a_broken_item_hides_no_other() {
    let text = "rule one {\n  when body has \"a\"\n  then delete\n}\nrule two {\n  when body has\n\nrule three {\n  when body = \"b\"\n  then hold\n}\nlist l { a b }\n";
    let (tree, said) = read(text);
    let names: Vec<_> = rules(&tree).iter().map(|rule| rule.name.value.as_str()).collect();
    assert!(names.contains(&"one") && names.contains(&"three"), "{names:?}");
    assert_eq!(tree.unread.iter().map(|name| name.value.as_str()).collect::<Vec<_>>(), ["two"]);
    assert!(said.len() >= 4, "{said:#?}");
}

#[test]
fn hostile_texts_are_refused_by_a_limit_or_read() {
    const MANY: usize = 100_000;
    let rule = |when: String| format!("rule r {{ when {when} then hold }}\nrule last {{ when a then hold }}\n");
    let too_deep = [
        rule("(".repeat(MANY)),
        rule("(".repeat(MANY) + "a" + &")".repeat(MANY)),
        rule("not ".repeat(MANY) + "a"),
        rule("not (".repeat(MANY) + "a" + &")".repeat(MANY)),
        rule("[".repeat(MANY) + &"]".repeat(MANY)),
        rule("2 of (".repeat(MANY)),
        "{".repeat(MANY) + "\nrule last { when a then hold }\n",
    ];
    for text in &too_deep {
        let (tree, said) = read(text);
        assert_eq!(said.iter().filter(|(code, _)| *code == "E003").count(), 1, "{said:?}");
        assert_eq!(rules(&tree).last().map(|rule| rule.name.value.as_str()), Some("last"));
    }
    let sixty = |depth: usize| rule("(".repeat(depth) + "a" + &")".repeat(depth));
    assert_eq!((codes(&sixty(63)), codes(&sixty(64))), (vec![], vec!["E003"]));
    for text in ["\"", "\"\"\"", "'", "“", "/", "#", "#x", "`", "rule r {", "\\", "[", "list l { (", "\u{a0}", "' "] {
        let (_, said) = read(&text.repeat(MANY));
        assert!(said.len() <= 21, "{text}");
    }
    let long = "x".repeat((4 << 20) - 100);
    assert_eq!(codes(&format!("rule r {{ when body has \"{long}\" then hold }}")), Vec::<&str>::new());
    assert_eq!(codes(&" ".repeat((4 << 20) + 1)), ["E002"]);
}

#[test]
fn long_chains_are_read_or_refused_by_a_limit() {
    for joiner in [" and ", " or "] {
        let text = format!("rule r {{ when {} then hold }}", vec!["a"; 100_000].join(joiner));
        let (tree, said) = read(&text);
        match rules(&tree).first().map(|rule| &rule.when.what) {
            Some(What::All(parts) | What::Any(parts)) => assert_eq!(parts.len(), 100_000),
            _ => assert_eq!(said.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["E005"]),
        }
    }
}

/// Pieces of rule files, and of what does not belong into them.
const PIECES: [&str; 60] = [
    "rule",
    "list",
    "sites",
    "policy",
    "adjust",
    "use",
    "r",
    "insults",
    "body",
    "body.caps",
    "{",
    "}",
    "(",
    ")",
    ",",
    "\n",
    "\n\n",
    "when",
    "then",
    "because",
    "flags",
    "passes",
    "with",
    "has",
    "has no",
    "is",
    "is not",
    "not",
    "and",
    "or",
    "2 of",
    "any of",
    "all of",
    "near",
    "within 3 words",
    "unless",
    "except",
    "without (leet)",
    "hold",
    "tag",
    "score 3",
    "\"a b\"",
    "\"",
    "\"\"\"",
    "'",
    "“",
    "”",
    "/x/i",
    "/",
    "# c\n",
    "#x",
    "==",
    "70%",
    "5 min",
    "2024-02-30",
    "scene",
    "\u{a0}",
    "é",
    "😀",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,200}") {
        let _ = read(&text);
        let _ = read_words(&text);
        let _ = parse_literal(&text);
    }

    #[test]
    fn no_mixture_of_words_is_too_odd(pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..60)) {
        let text: String = pieces.iter().map(|(at, blank)| format!("{}{}", PIECES[*at], if *blank { " " } else { "" })).collect();
        let (tree, said) = read(&text);
        prop_assert!(said.len() <= comity::syntax::MAX_ERRORS);
        prop_assert!(!said.is_empty() || tree.unread.is_empty());
    }

    #[test]
    fn no_slip_in_a_good_file_is_too_odd(at in 0.0..1.0_f64, length in 0..6_usize, piece in 0..PIECES.len()) {
        let text = std::fs::read_to_string("tests/syntax/spellings.comity").unwrap();
        let mut start = (text.len() as f64 * at) as usize;
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let rest: String = text[start..].chars().skip(length).collect();
        let _ = read(&format!("{}{}{rest}", &text[..start], PIECES[piece]));
    }

    #[test]
    fn plain_lines_are_read_as_the_grammar_reads_them(words in prop::collection::vec("[a-zäé][a-zäé'-]{0,6}[a-z]", 1..6)) {
        let plain = read_words(&words.join(", "));
        // A phrase in quotes at the end sends the line through the grammar.
        let mut parsed = read_words(&format!("{}, \"x y\"", words.join(", ")));
        parsed.0.entries.pop();
        prop_assert_eq!(entries(&plain.0), entries(&parsed.0));
        prop_assert_eq!(plain.1, parsed.1);
    }
}
