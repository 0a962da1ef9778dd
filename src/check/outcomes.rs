//! What rules and policy lines ask for.

use super::languages::language;
use super::names::Definitions;
use super::{PolicyLine, Then};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::outcome::Action;
use crate::source::Span;
use crate::syntax::ast;

/// What `then` asks for: the severest of its actions.
pub(super) fn then(then: &ast::Then, diagnostics: &mut Diagnostics) -> Then {
    for empty in then.tags.iter().filter(|tag| tag.value.trim().is_empty()) {
        diagnostics.push(
            Diagnostic::new(&codes::EMPTY_TEXT, empty.span, "a tag needs a name", "nothing in the quotes")
                .help("write what moderators will look for, such as `tag \"shouting\"`"),
        );
    }
    let mut tags: Vec<String> = then.tags.iter().map(|tag| tag.value.clone()).collect();
    tags.sort();
    tags.dedup();
    let mildest = if tags.is_empty() { Action::None } else { Action::Tag };
    let action = then.actions.iter().map(|action| action.value).max().unwrap_or_default().max(mildest);
    Then { action, tags, score: then.score.as_ref().map(|score| score.value).unwrap_or_default() }
}

/// What the author may be told, with languages.
pub(super) fn because(because: &ast::Because, diagnostics: &mut Diagnostics) -> Vec<(Option<String>, String)> {
    let mut texts: Vec<(Option<String>, String)> = Vec::new();
    for (word, text) in &because.texts {
        let code = match word {
            None => None,
            Some(word) => match language(&word.value, word.span, diagnostics) {
                Some(code) => Some(code),
                None => continue,
            },
        };
        if texts.iter().any(|(known, _)| *known == code) {
            let message = match &code {
                Some(code) => format!("there are two texts in `{code}`"),
                None => "there are two texts without a language".to_owned(),
            };
            let help = "write one text for each language: `because en \"…\" de \"…\"`";
            diagnostics.push(Diagnostic::new(&codes::DEFINED_TWICE, text.span, message, "here again").help(help));
            continue;
        }
        texts.push((code, text.value.clone()));
    }
    texts
}

/// The policy of the rule set, with the places of policies of used packs, which do not count.
pub(super) struct Policy {
    pub lines: Vec<PolicyLine>,
    /// The line as written that stands at each place of `lines`.
    pub spans: Vec<Span>,
    /// Where packs with a policy are used, with their names.
    pub ignored: Vec<(Span, String)>,
}

/// The lines of the one policy that the rule set's own files have.
pub(super) fn policy(definitions: &Definitions, diagnostics: &mut Diagnostics) -> Policy {
    let mut policy = Policy { lines: Vec::new(), spans: Vec::new(), ignored: Vec::new() };
    let mut first: Option<Span> = None;
    for file in &definitions.loaded.files {
        for item in &file.tree.items {
            let ast::Item::Policy(found) = item else { continue };
            let pack = &definitions.loaded.packs[file.pack.0];
            if let Some(used_at) = pack.used_at {
                policy.ignored.push((used_at, pack.name.clone().unwrap_or_default()));
                continue;
            }
            if !definitions.loaded.is_own(file.pack) {
                continue;
            }
            if let Some(first) = first {
                diagnostics.push(
                    Diagnostic::new(&codes::TWO_POLICIES, found.span, "a rule set has one policy", "a second one")
                        .label(first, "the first one")
                        .help("write all lines into one `policy { … }`"),
                );
                continue;
            }
            first = Some(found.span);
            for line in &found.lines {
                if let Some(score) = &line.then.score {
                    let message = "a policy cannot add to the score that it asks for";
                    diagnostics.push(
                        Diagnostic::new(&codes::POLICY_SCORE, score.span, message, "no score here")
                            .help("give scores in rules; a policy says what becomes of their sum"),
                    );
                }
                let then = then(&line.then, diagnostics);
                policy.lines.push(PolicyLine { comparison: line.comparison.value, score: line.score.value, then });
                policy.spans.push(line.span);
            }
        }
    }
    policy
}
