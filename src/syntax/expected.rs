//! What the grammar expected, in the words of people who write rules.

use super::grammar::Rule;

/// What may stand at a place, the most telling first; at most three.
pub(super) fn phrases(expected: &[Rule]) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for rule in expected {
        let phrase = phrase(*rule);
        if !phrase.is_empty() && !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases.sort_by_key(|phrase| phrase.starts_with('`'));
    phrases
}

/// One of several things in a sentence.
pub(super) fn one_of(phrases: &[String]) -> String {
    match phrases {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        [start @ .., last] => format!("{} or {last}", start.join(", ")),
    }
}

fn phrase(rule: Rule) -> String {
    let words = match rule {
        Rule::chain | Rule::condition | Rule::simple | Rule::group | Rule::statement | Rule::count_of_conditions => {
            "a condition"
        }
        Rule::text | Rule::plain_text | Rule::pasted_text => "a text in quotes",
        Rule::new_name | Rule::new_path => "a name",
        Rule::qualified_name | Rule::fired_target => "a name",
        Rule::path => "a field",
        Rule::number | Rule::quantity => "a number",
        Rule::time => "a date",
        Rule::unit => "a unit of time",
        Rule::literal | Rule::operand | Rule::share | Rule::yes_no | Rule::value_word => "a value",
        Rule::outcome | Rule::action => "an action",
        Rule::sign | Rule::compare => "a comparison such as `>=`",
        Rule::regex | Rule::regex_body => "a regex between slashes",
        Rule::wanted | Rule::pattern | Rule::one | Rule::member | Rule::members => "a text in quotes or a list",
        Rule::site => "a list of sites or a host in quotes",
        Rule::entry | Rule::bare_entry => "a word",
        Rule::kind => "a kind of disguise",
        Rule::language_code | Rule::because_language | Rule::language_before_text => "a language such as `en`",
        Rule::field_kind => "a type such as `number` or `yes/no`",
        Rule::relevance => "`on`, `off` or `unclear`",
        Rule::scene_comment | Rule::scene_author => "somebody who says something",
        Rule::test | Rule::flags_or_passes => "`flags`, `passes`",
        Rule::unit_words => "`words`",
        Rule::reach | Rule::within_words => "`within 4 words`",
        Rule::same_sentence => "`in the same sentence`",
        Rule::near | Rule::side => "`near`",
        Rule::unless => "`unless`",
        Rule::open_brace => "`{`",
        Rule::close_brace => "`}`",
        Rule::open_paren => "`(`",
        Rule::close_paren => "`)`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::when_clause => "`when`",
        Rule::then_clause => "`then`",
        Rule::because_clause => "`because`",
        Rule::is => "`is`",
        Rule::has => "`has`",
        Rule::tail => "what is said of it, such as `has` or `is`",
        Rule::used_pack => "the name of a pack",
        Rule::list_source => "a list or a file",
        Rule::history_comments => "`comments`",
        Rule::history_times => "`times`",
        Rule::history_fate => "`held` or `removed`",
        Rule::more_or_less => "`more than`",
        Rule::after_or_before => "`after` or `before`",
        Rule::edge_word => "`starts`",
        Rule::call_count | Rule::call_fired | Rule::call_known | Rule::call_quotes => "",
        Rule::EOI => "the end",
        _ => return keyword(rule).map_or_else(String::new, |word| format!("`{word}`")),
    };
    words.to_owned()
}

/// The keyword that a rule of the grammar stands for.
pub(super) fn keyword(rule: Rule) -> Option<String> {
    match rule {
        Rule::when_clause => Some("when".to_owned()),
        Rule::then_clause => Some("then".to_owned()),
        Rule::because_clause => Some("because".to_owned()),
        _ => format!("{rule:?}").strip_prefix("kw_").map(str::to_owned),
    }
}
