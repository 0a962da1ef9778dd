//! The words that mean something, and which of them no name may be.

/// The words that no rule, list or field may be called.
pub(super) const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "of",
    "is",
    "has",
    "no",
    "then",
    "when",
    "near",
    "before",
    "after",
    "within",
    "except",
    "without",
    "inside",
    "unless",
    "because",
    "flags",
    "passes",
    "with",
    "yes",
    "exactly",
    "plainly",
    "normally",
    "disguised",
];

/// Every word that the grammar knows where conditions and clauses stand.
pub(super) const KEYWORDS: &[&str] = &[
    "add",
    "adjust",
    "after",
    "all",
    "and",
    "any",
    "anyone",
    "article",
    "author",
    "because",
    "before",
    "calibration",
    "comments",
    "count",
    "disguised",
    "disguises",
    "ends",
    "exactly",
    "except",
    "field",
    "fired",
    "flags",
    "from",
    "had",
    "has",
    "held",
    "in",
    "inside",
    "is",
    "known",
    "language",
    "later",
    "less",
    "links",
    "list",
    "matches",
    "more",
    "near",
    "no",
    "normally",
    "not",
    "of",
    "off",
    "on",
    "or",
    "outside",
    "pack",
    "passes",
    "plainly",
    "policy",
    "posted",
    "quotes",
    "replaces",
    "rule",
    "same",
    "says",
    "scene",
    "score",
    "sentence",
    "setting",
    "shadow",
    "sites",
    "starts",
    "tag",
    "text",
    "than",
    "the",
    "then",
    "times",
    "to",
    "topic",
    "turn",
    "unclear",
    "unless",
    "until",
    "use",
    "when",
    "with",
    "within",
    "without",
    "words",
    "yes",
];

/// Whether no name may be this word.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Whether the grammar knows the word.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Small letters, digits and `_`, with a letter first.
pub(super) fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic())
        && name.chars().all(|letter| letter == '_' || letter.is_alphanumeric() && !letter.is_uppercase())
}

/// The name in snake case.
pub(super) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut small_before = false;
    for letter in name.chars() {
        if matches!(letter, '-' | ' ' | '_') {
            snake.push('_');
            small_before = false;
            continue;
        }
        if letter.is_uppercase() && small_before {
            snake.push('_');
        }
        small_before = letter.is_lowercase() || letter.is_numeric();
        snake.extend(letter.to_lowercase());
    }
    snake.trim_matches('_').to_owned()
}

/// A name that could be taken instead of a reserved word.
pub(super) fn instead_of(word: &str, of_what: &str) -> String {
    match of_what {
        "list" => format!("{word}_words"),
        _ => format!("{word}_{of_what}"),
    }
}
