//! Clauses that are missing, unknown or out of place, brackets that do not match, phrases without quotes.

use super::super::keywords;
use super::super::scan::ItemWord;
use super::tokens::{self, Kind};
use super::{Confidence, Rule, Slip, Spot, codes, short};
use crate::outcome::Action;
use crate::text::Level;

/// Keywords that are as likely a part of a phrase whose quotes were forgotten.
const OF_PHRASES: [&str; 18] = [
    "of", "the", "in", "to", "on", "no", "all", "any", "list", "from", "more", "less", "same", "text", "use", "off",
    "than", "says",
];

/// `when body has insults hold`
pub(super) fn missing_then(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|_| spot.clause() == "when" && !spot.expects_condition())?;
    let word = spot.text(&now);
    let is_action = Action::from_word(word).is_some() || word == "score";
    if !is_action || spot.back_text(1) == "then" {
        return None;
    }
    let message = format!("expected `then` before `{word}`");
    let diagnostic = spot.say(&codes::MISSING_THEN, now.range.clone(), message, "what to do stands behind `then`");
    let start = now.range.start;
    Some(spot.mended(diagnostic, "write `then`", Confidence::Safe, vec![(start..start, "then ".to_owned())]))
}

/// `then hold remove`, `then hold and remove`
pub(super) fn actions_without_comma(spot: &Spot<'_>) -> Option<Slip> {
    if spot.clause() != "then" {
        return None;
    }
    let now = spot.now.clone()?;
    let is_action = |word: &str| Action::from_word(word).is_some() || word == "score";
    let word = spot.text(&now);
    let range = if matches!(word, "and" | "or" | "&" | "+") {
        now.range.clone()
    } else if is_action(word) && spot.back_text(1) != "then" {
        now.range.start..now.range.start
    } else {
        return None;
    };
    let diagnostic = spot
        .say(&codes::MISSING_COMMA, now.range.clone(), "actions are separated by commas", "a comma is missing here")
        .help("write it like `then hold, tag \"shouting\"`");
    let end = spot.back(1)?.range.end;
    let joined = end..range.end.max(end);
    let comma = if range.is_empty() { ", ".to_owned() } else { ",".to_owned() };
    Some(spot.mended(diagnostic, "write a comma", Confidence::Safe, vec![(joined, comma)]))
}

/// `body has waste of space`, `flags You moron`
pub(super) fn unquoted_phrase(spot: &Spot<'_>) -> Option<Slip> {
    let text = &spot.draft.text;
    let wants_text = spot.expects(&[Rule::text, Rule::plain_text, Rule::pasted_text, Rule::because_language]);
    if wants_text && !spot.expects_clause() && spot.now.as_ref().is_some_and(|now| now.kind == Kind::Word) {
        let now = spot.now_range();
        let clause = matches!(spot.back_text(1), "flags" | "passes" | "because" | "tag" | "says" | "calibration");
        let line_end = text[now.start..].find('\n').map_or(text.len(), |at| now.start + at);
        let line = text[now.start..line_end].trim_end_matches([' ', '\t', '\r', '}', ',']);
        let end = if spot.back_text(1) == "tag" { now.end } else { now.start + line.len() };
        if clause && !matches!(spot.now_text(), "flags" | "passes" | "because" | "then" | "when") && !line.contains('"')
        {
            return Some(quote(spot, now.start..end));
        }
    }
    // A list of one word was read, and more words stand behind it.
    let now = spot.now.as_ref().filter(|now| now.kind == Kind::Word)?;
    let ends = |word: &str| keywords::is_keyword(word) && !OF_PHRASES.contains(&word);
    let behind = ["has", "no", "disguises", "near", "before", "after", "disguised", "exactly", "plainly", "of", "with"];
    let start = spot.before.iter().rposition(|token| behind.contains(&spot.text(token)))? + 1;
    let first = spot.before.get(start)?;
    let plain = spot.before[start..].iter().all(|token| token.kind == Kind::Word);
    if !plain
        || spot.clause() != "when"
        || ends(spot.text(now)) && spot.before.len() > start + 1
        || ends(spot.text(now))
    {
        return None;
    }
    let line_end = text[now.range.start..].find('\n').map_or(text.len(), |at| now.range.start + at);
    let mut end = now.range.end;
    while let Some(token) =
        tokens::next(text, end).filter(|token| token.range.end <= line_end && token.kind == Kind::Word)
    {
        if ends(spot.text(&token)) {
            break;
        }
        end = token.range.end;
    }
    Some(quote(spot, first.range.start..end))
}

fn quote(spot: &Spot<'_>, range: std::ops::Range<usize>) -> Slip {
    let phrase = spot.draft.text[range.clone()].to_owned();
    let message = format!("`{}` needs quotes", short(&phrase));
    let diagnostic =
        spot.say(&codes::UNQUOTED_TEXT, range.clone(), message, "text stands in quotes; only names stand without");
    let quoted = format!("\"{}\"", phrase.replace('\\', "\\\\"));
    spot.mended(diagnostic, "quote it", Confidence::Review, vec![(range, quoted)])
}

/// A word where a clause could begin, but begins none.
pub(super) fn unknown_clause(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone().filter(|token| token.kind == Kind::Word && spot.word == ItemWord::Rule)?;
    let word = spot.text(&now);
    if spot.back_text(1) == "{" && spot.expects_clause() && begins_condition(spot) {
        let message = format!("expected `when` before `{}`", short(word));
        let diagnostic = spot.say(&codes::MISSING_WHEN, now.range.clone(), message, "a condition stands behind `when`");
        let start = now.range.start;
        return Some(spot.mended(
            diagnostic,
            "write `when`",
            Confidence::Safe,
            vec![(start..start, "when ".to_owned())],
        ));
    }
    let first_in_line = spot.draft.text[..now.range.start].trim_end_matches([' ', '\t']).ends_with('\n');
    if !spot.expects_clause() || !first_in_line && spot.back_text(1) != "{" || keywords::is_keyword(word) {
        return None;
    }
    // A word that is only misspelled is told apart from one that begins no clause.
    if super::wording::misspelled(spot).is_some() {
        return None;
    }
    let help = match word {
        "description" | "title" | "name" | "summary" => "the title of a rule stands in quotes behind its name",
        "severity" | "priority" | "weight" | "points" => "write `then score 3` for how much it counts",
        "enabled" | "active" => "a rule is on by itself; `shadow` makes it only watch, `turn off` takes it out",
        _ => {
            "the clauses of a rule are `when`, `then`, `because`, `flags`, `passes`, `scene`, `shadow`, `until` and `language`"
        }
    };
    let message = format!("`{}` begins no clause of a rule", short(word));
    let diagnostic = spot.say(&codes::UNKNOWN_CLAUSE, now.range.clone(), message, "not known in a rule").help(help);
    // The rest of the line goes with it, so that the next clause can be read.
    let line_end = spot.draft.text[now.range.start..].find('\n').map(|at| now.range.start + at)?;
    let line = &spot.draft.text[now.range.start..line_end];
    let whole = !line.contains(['{', '}', '(', ')']);
    let mends = if whole { vec![(now.range.start..line_end, String::new())] } else { Vec::new() };
    Some(Slip { diagnostic, mends })
}

fn begins_condition(spot: &Spot<'_>) -> bool {
    let word = spot.now_text();
    let next = spot.ahead();
    let behind = next.as_ref().map_or("", |token| spot.text(token));
    matches!(word, "not" | "author" | "anyone" | "topic")
        || matches!(
            behind,
            "has"
                | "is"
                | "matches"
                | "links"
                | "starts"
                | "ends"
                | "disguises"
                | ">"
                | "<"
                | ">="
                | "<="
                | "contains"
                | "="
                | "=="
        )
}

/// `rule {`, `list {`
pub(super) fn missing_name(spot: &Spot<'_>) -> Option<Slip> {
    if !spot.expects(&[Rule::new_name, Rule::new_path]) || spot.before.len() != 1 {
        return None;
    }
    let what = spot.back_text(1);
    let example = match what {
        "rule" => "rule shouting { … }",
        "list" => "list insults { … }",
        "sites" => "sites trusted { … }",
        "field" => "field subscriber: yes/no",
        "setting" => "setting young is 7 days",
        "use" => "use civility 1",
        _ => "pack civility \"Be civil\"",
    };
    let diagnostic = spot
        .say(
            &codes::MISSING_NAME,
            spot.back(1)?.range.clone(),
            format!("the name behind `{what}` is missing"),
            "which one?",
        )
        .help(format!("write it like `{example}`"));
    let mends = if matches!(what, "use" | "pack") {
        Vec::new()
    } else {
        let end = spot.back(1)?.range.end;
        vec![(end..end, " nameless".to_owned())]
    };
    Some(Slip { diagnostic, mends })
}

/// A brace or a parenthesis that is missing or too many.
pub(super) fn brackets(spot: &Spot<'_>) -> Option<Slip> {
    let text = &spot.draft.text;
    let end = spot.back(1).map_or(0, |token| token.range.end);
    let here = spot.now_range();
    if spot.expects(&[Rule::open_brace]) && spot.now_text() != "[" && spot.now_text() != "(" && spot.now_text() != ":" {
        let diagnostic = spot.say(
            &codes::MISSING_BRACE,
            spot.back(1)?.range.clone(),
            format!("the `{{` behind `{}` is missing", short(spot.back_text(1))),
            "what belongs to it stands between `{` and `}`",
        );
        return Some(spot.mended(diagnostic, "write `{`", Confidence::Safe, vec![(end..end, " {".to_owned())]));
    }
    if spot.now.is_none() && spot.expects(&[Rule::close_brace]) {
        let diagnostic = spot.say(
            &codes::UNCLOSED_BRACE,
            end.saturating_sub(1)..end,
            "the `}` at the end is missing",
            "behind this",
        );
        return Some(spot.mended(diagnostic, "write `}`", Confidence::Safe, vec![(end..end, "\n}".to_owned())]));
    }
    let open_parens = spot.before.iter().filter(|token| spot.text(token) == "(").count();
    let closed = spot.before.iter().filter(|token| spot.text(token) == ")").count();
    if open_parens > closed && spot.expects(&[Rule::close_paren]) && spot.now_text() != "[" {
        let open = spot.before.iter().rfind(|token| spot.text(token) == "(")?;
        let diagnostic = spot
            .say(
                &codes::MISSING_PARENTHESIS,
                open.range.clone(),
                "this parenthesis is not closed",
                "`(` is opened here",
            )
            .label(spot.draft.span(here.clone()), "`)` is missing before this");
        return Some(spot.mended(diagnostic, "write `)`", Confidence::Review, vec![(end..end, ")".to_owned())]));
    }
    match spot.now_text() {
        sign @ (")" | "}" | "]") if is_closed(spot, sign) => {
            let diagnostic = spot.say(
                &codes::STRAY_BRACKET,
                here.clone(),
                format!("there is a `{sign}` too many"),
                "nothing is opened that this closes",
            );
            Some(spot.mended(diagnostic, "take it out", Confidence::Review, vec![(here, String::new())]))
        }
        sign @ ("[" | "{") => {
            let diagnostic = spot
                .say(&codes::STRAY_BRACKET, here.clone(), format!("`{sign}` does not stand here"), "not expected here")
                .help("several things of which one is enough stand in parentheses: `any of (\"one\", \"other\")`");
            Some(Slip { diagnostic, mends: Vec::new() })
        }
        "(" if spot.expects(&[Rule::wanted, Rule::one, Rule::pattern, Rule::operand, Rule::text])
            && text[here.end..].contains(')') =>
        {
            let diagnostic = spot
                .say(&codes::MISSING_PARENTHESIS, here.clone(), "one of these, or all of them?", "several things")
                .help("write `any of (…)`, `all of (…)` or `2 of (…)`");
            Some(spot.mended(
                diagnostic,
                "write `any of`",
                Confidence::Review,
                vec![(here.start..here.start, "any of ".to_owned())],
            ))
        }
        _ => None,
    }
}

/// Whether everything that the sign could close is closed already.
fn is_closed(spot: &Spot<'_>, sign: &str) -> bool {
    let opening = match sign {
        ")" => "(",
        "}" => "{",
        _ => "[",
    };
    let count = |wanted: &str| spot.before.iter().filter(|token| spot.text(token) == wanted).count();
    count(sign) >= count(opening)
}

/// `body has insults disguised`
pub(super) fn level_behind(spot: &Spot<'_>) -> Option<Slip> {
    let now = spot.now.clone()?;
    let level = Level::from_word(spot.text(&now)).filter(|_| spot.expects(&[Rule::near, Rule::side, Rule::unless]))?;
    let words = spot.back(1)?;
    let message = format!("`{}` stands before what it is said of", level.word());
    let diagnostic = spot
        .say(&codes::LEVEL_PLACE, now.range.clone(), message, "behind it")
        .label(spot.draft.span(words.range.clone()), "said of this");
    if spot.text(words) == ")" {
        return Some(Slip { diagnostic, mends: Vec::new() });
    }
    let mends = vec![
        (words.range.start..words.range.start, format!("{} ", level.word())),
        (words.range.end..now.range.end, String::new()),
    ];
    Some(spot.mended(diagnostic, "put it before", Confidence::Review, mends))
}
