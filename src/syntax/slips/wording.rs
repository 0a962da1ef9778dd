//! Words that mean the same elsewhere, words in capitals, words misspelled, words that lead nowhere.

use super::super::{expected, keywords};
use super::tokens::{self, Kind};
use super::{Confidence, Rule, Slip, Spot, codes, short};
use crate::diagnostic::did_you_mean;

/// What others write where it is said what is asked of a field.
const OF_A_FIELD: &[(&str, &str)] = &[
    ("does not contain", "has no"),
    ("does not have", "has no"),
    ("does not include", "has no"),
    ("does not match", "matches"),
    ("doesn't contain", "has no"),
    ("doesn't have", "has no"),
    ("doesn't include", "has no"),
    ("doesnt have", "has no"),
    ("doesnt contain", "has no"),
    ("don't have", "has no"),
    ("not contains", "has no"),
    ("not contain", "has no"),
    ("not has", "has no"),
    ("not in", "has no"),
    ("hasn't", "has no"),
    ("hasnt", "has no"),
    ("without", "has no"),
    ("lacks", "has no"),
    ("contains", "has"),
    ("containing", "has"),
    ("contain", "has"),
    ("includes", "has"),
    ("include", "has"),
    ("have", "has"),
    ("having", "has"),
    ("mentions", "has"),
    ("says", "has"),
    ("with", "has"),
    ("in", "has"),
    ("equals", "is"),
    ("equal to", "is"),
    ("are", "is"),
    ("was", "is"),
    ("isn't", "is not"),
    ("isnt", "is not"),
    ("match", "matches"),
    ("regex", "matches"),
    ("begins with", "starts with"),
    ("startswith", "starts with"),
    ("endswith", "ends with"),
    ("start with", "starts with"),
    ("end with", "ends with"),
    ("link to", "links to"),
    ("greater than", ">"),
    ("bigger than", ">"),
    ("higher than", ">"),
    ("over", ">"),
    ("above", ">"),
    ("at least", ">="),
    ("lower than", "<"),
    ("smaller than", "<"),
    ("fewer than", "<"),
    ("under", "<"),
    ("below", "<"),
    ("at most", "<="),
];

/// What others write between conditions.
const BETWEEN: &[(&str, &str)] = &[("but", "and"), ("also", "and"), ("plus", "and"), ("xor", "or"), ("und", "and")];

/// What others write at the beginning of a clause.
const OF_A_CLAUSE: &[(&str, &str)] = &[
    ("if", "when"),
    ("where", "when"),
    ("whenever", "when"),
    ("do", "then"),
    ("action", "then"),
    ("actions", "then"),
    ("reason", "because"),
    ("message", "because"),
    ("msg", "because"),
    ("explain", "because"),
    ("why", "because"),
    ("note", "because"),
    ("example", "flags"),
    ("catches", "flags"),
    ("catch", "flags"),
    ("hits", "flags"),
    ("hit", "flags"),
    ("bad", "flags"),
    ("ok", "passes"),
    ("good", "passes"),
    ("allows", "passes"),
    ("ignores", "passes"),
    ("condition", "when"),
    ("conditions", "when"),
    ("expires", "until"),
    ("expire", "until"),
    ("expiry", "until"),
    ("disabled", "shadow"),
    ("dry_run", "shadow"),
    ("silent", "shadow"),
    ("lang", "language"),
    ("languages", "language"),
];

pub(super) fn other_words(spot: &Spot<'_>) -> Option<Slip> {
    let mut tables: Vec<&[(&str, &str)]> = Vec::new();
    if spot.expects_tail() {
        tables.push(OF_A_FIELD);
    }
    if spot.expects(&[Rule::kw_and, Rule::kw_or]) {
        tables.push(BETWEEN);
    }
    if spot.expects_clause() || spot.expects(&[Rule::kw_when, Rule::when_clause]) {
        tables.push(OF_A_CLAUSE);
    } else if spot.expects(&[Rule::kw_then, Rule::then_clause]) {
        tables.push(&[("do", "then"), ("action", "then")]);
    }
    let now = spot.now.clone().filter(|token| token.kind == Kind::Word)?;
    let (range, instead) = tables.iter().flat_map(|table| table.iter()).find_map(|(words, instead)| {
        let mut range = now.range.clone();
        let mut words = words.split(' ');
        let same = |written: &str, word: &str| written.to_lowercase().replace('’', "'") == word;
        if !same(spot.text(&now), words.next()?) {
            return None;
        }
        for word in words {
            let token = tokens::next(&spot.draft.text, range.end)?;
            if !same(spot.text(&token), word) {
                return None;
            }
            range.end = token.range.end;
        }
        Some((range, *instead))
    })?;
    let written = spot.draft.text[range.clone()].to_owned();
    let message = format!("this language says `{instead}` for `{written}`");
    let diagnostic = spot.say(&codes::OTHER_WORD, range.clone(), message, "not a word of the language");
    Some(spot.mended(diagnostic, format!("write `{instead}`"), Confidence::Safe, vec![(range, instead.to_owned())]))
}

/// `body has not insults`
pub(super) fn not_behind_has(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|_| spot.back_text(1) == "has" && spot.now_text() == "not")?;
    let range = now.range;
    let diagnostic =
        spot.say(&codes::OTHER_WORD, range.clone(), "this language says `has no` for `has not`", "not here");
    Some(spot.mended(diagnostic, "write `has no`", Confidence::Safe, vec![(range, "no".to_owned())]))
}

/// `body is in insults`
pub(super) fn is_in(spot: &Spot<'_>) -> Option<Slip> {
    let is = spot.back(2).filter(|is| spot.text(is) == "is" && matches!(spot.back_text(1), "in" | "like"))?;
    let range = is.range.start..spot.back(1)?.range.end;
    let message = format!("this language says `has` for `{}`", &spot.draft.text[range.clone()]);
    let diagnostic = spot.say(&codes::OTHER_WORD, range.clone(), message, "not a word of the language");
    Some(spot.mended(diagnostic, "write `has`", Confidence::Review, vec![(range, "has".to_owned())]))
}

/// `body matches "buy.*now"`
pub(super) fn regex_without_slashes(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|_| spot.back_text(1) == "matches")?;
    let written = spot.text(&now);
    let diagnostic = spot
        .say(&codes::REGEX_WITHOUT_SLASHES, now.range.clone(), "`matches` takes a regex between slashes", "not a regex")
        .help("for words or phrases write `has`, for a regex put it between `/` and `/`");
    if now.kind != Kind::Text || written.starts_with("\"\"\"") {
        return Some(Slip { diagnostic, mends: Vec::new() });
    }
    let regex = written.trim_matches('"').replace("\\\\", "\\").replace('/', "\\/");
    if regex.is_empty() {
        return Some(Slip { diagnostic, mends: Vec::new() });
    }
    Some(spot.mended(diagnostic, "put it between slashes", Confidence::Review, vec![(now.range, format!("/{regex}/"))]))
}

/// `WHEN`, `And`
pub(super) fn capital_keyword(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|token| token.kind == Kind::Word)?;
    let written = spot.text(&now);
    let small = written.to_lowercase();
    if small == written || !keywords::is_keyword(&small) {
        return None;
    }
    let message = format!("`{written}` is written in small letters");
    let diagnostic =
        spot.say(&codes::CAPITAL_KEYWORD, now.range.clone(), message, "the words of the language are small");
    Some(spot.mended(diagnostic, format!("write `{small}`"), Confidence::Safe, vec![(now.range, small)]))
}

pub(super) fn else_branch(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone()?;
    let written = spot.text(&now);
    if !matches!(written.to_lowercase().as_str(), "else" | "elif" | "elsif" | "elseif" | "otherwise") {
        return None;
    }
    let diagnostic = spot
        .say(&codes::ELSE_BRANCH, now.range.clone(), format!("a rule has no `{written}`"), "there is no other branch")
        .help("write a second rule for it, with a `when` of its own; the strictest action of all rules wins");
    Some(Slip { diagnostic, mends: Vec::new() })
}

/// `and then`, `or }`, `not )`
pub(super) fn dangling(spot: &Spot<'_>) -> Option<Slip> {
    let joiner = spot.back(1).filter(|token| matches!(spot.text(token), "and" | "or" | "not"))?;
    let word = spot.text(joiner);
    let now = spot.now_text();
    let ends = matches!(
        now,
        "" | ")" | "}" | "," | "then" | "when" | "because" | "flags" | "passes" | "and" | "or" | "is" | "has"
    );
    if !ends {
        return None;
    }
    let found = if now.is_empty() { "and here it ends".to_owned() } else { format!("found `{now}`") };
    let message = format!("expected a condition behind `{word}`, {found}");
    let diagnostic = spot
        .say(&codes::DANGLING_WORD, joiner.range.clone(), message, "nothing is joined by this")
        .help(format!("write the condition, or take out the `{word}`"));
    Some(spot.mended(
        diagnostic,
        format!("take out `{word}`"),
        Confidence::Review,
        vec![(joiner.range.clone(), String::new())],
    ))
}

/// `any of (body has a, title has b)`
pub(super) fn any_of_conditions(spot: &Spot<'_>) -> Option<Slip> {
    let word = spot.back(1).filter(|token| matches!(spot.text(token), "any" | "all" | "one" | "none"))?;
    if spot.now_text() != "of" || !spot.expects_tail() {
        return None;
    }
    let range = word.range.start..spot.now_range().end;
    let written = &spot.draft.text[range.clone()];
    let instead = match spot.text(word) {
        "any" | "one" => "join the conditions with `or`, or write `1 of (…)`",
        "all" => "join the conditions with `and`",
        _ => "write `not (… or …)`",
    };
    let message = format!("`{written}` does not join conditions");
    let diagnostic = spot.say(&codes::OTHER_WORD, range.clone(), message, "it stands only behind `has`").help(instead);
    let mends = match spot.text(word) {
        "any" | "one" => vec![(word.range.clone(), "1".to_owned())],
        _ => return Some(Slip { diagnostic, mends: Vec::new() }),
    };
    Some(spot.mended(diagnostic, "write `1 of`", Confidence::Review, mends))
}

/// `when A unless B`
pub(super) fn unless_condition(spot: &Spot<'_>) -> Option<Slip> {
    let token = match spot.now_text() {
        "unless" => spot.now.clone(),
        _ if spot.back_text(1) == "unless" => spot.back(1).cloned(),
        _ => None,
    }?;
    let diagnostic = spot
        .say(
            &codes::UNLESS_CONDITION,
            token.range.clone(),
            "`unless` stands only before `near`, `before` or `after`",
            "it drops single hits, as in `unless after negations within 3 words`",
        )
        .help("for a condition write `and not`");
    Some(spot.mended(diagnostic, "write `and not`", Confidence::Review, vec![(token.range, "and not".to_owned())]))
}

/// `thn`, `becuase`
pub(super) fn misspelled(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|token| token.kind == Kind::Word)?;
    let written = spot.text(&now);
    let mut wanted: Vec<String> = spot.expected.iter().filter_map(|rule| expected::keyword(*rule)).collect();
    if spot.expects_clause() {
        wanted.extend(
            ["when", "then", "because", "flags", "passes", "shadow", "until", "language", "scene"].map(str::to_owned),
        );
    }
    if spot.expects_tail() {
        wanted.extend(["has", "is", "matches", "disguises", "starts", "ends", "links"].map(str::to_owned));
    }
    if spot.expects(&[Rule::unit_words]) {
        wanted.push("words".to_owned());
    }
    wanted.retain(|word| word.len() > 2 && word != written);
    let meant = (*did_you_mean(written, wanted.iter().map(String::as_str)).first()?).to_owned();
    let message = format!("`{}` is not a word of the language", short(written));
    let diagnostic = spot.say(&codes::MISSPELLED_KEYWORD, now.range.clone(), message, "misspelled?");
    Some(spot.mended(diagnostic, format!("did you mean `{meant}`?"), Confidence::Review, vec![(now.range, meant)]))
}
