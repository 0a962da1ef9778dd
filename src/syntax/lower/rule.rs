//! Rules: their clauses, their outcome, their tests.

use super::super::ast::{Because, Condition, Life, Name, Rule as RuleItem, Scene, SceneComment, Test, TestValue, Then};
use super::super::grammar::{Node, Rule};
use super::condition::child;
use super::text::For;
use super::{Lower, codes, no_condition};
use crate::diagnostic::{Confidence, Diagnostic, did_you_mean};
use crate::outcome::Action;
use crate::source::{Span, Spanned};

/// The clauses of a rule or of an `adjust`, as far as they were written.
#[derive(Default)]
pub(super) struct Clauses {
    pub when: Option<Condition>,
    pub then: Option<Then>,
    pub because: Option<Because>,
    pub life: Life,
    pub tests: Vec<Test>,
    pub scenes: Vec<Scene>,
    seen: Vec<(&'static str, Span)>,
}

impl Lower<'_> {
    pub(super) fn rule(&mut self, node: Node<'_>) -> Option<RuleItem> {
        let span = self.span(&node);
        let mut name = None;
        let mut title = None;
        let mut clauses = Clauses::default();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::new_name => name = Some(self.new_name(&part, "rule")),
                Rule::text => title = Some(self.quoted(&part, For::Reading)),
                _ => self.clause(part, &mut clauses),
            }
        }
        let name = name?;
        self.refuse_missing(&name, &clauses);
        Some(RuleItem {
            when: clauses.when.unwrap_or_else(|| no_condition(name.span)),
            then: clauses.then.unwrap_or_else(|| nothing(name.span)),
            because: clauses.because,
            life: clauses.life,
            tests: clauses.tests,
            scenes: clauses.scenes,
            name,
            title,
            span,
        })
    }

    fn refuse_missing(&mut self, name: &Name, clauses: &Clauses) {
        let rule = &name.value;
        if clauses.when.is_none() {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::MISSING_WHEN,
                    name.span,
                    format!("rule `{rule}` does not say when it applies"),
                    "this rule has no `when`",
                )
                .help("add a line such as `when body has \"buy now\"`"),
            );
        }
        if clauses.then.is_none() {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::MISSING_THEN,
                    name.span,
                    format!("rule `{rule}` does not say what to do"),
                    "this rule has no `then`",
                )
                .help("add a line such as `then hold`"),
            );
        }
    }

    /// One clause; everything but `flags`, `passes` and `scene` may stand once.
    pub(super) fn clause(&mut self, node: Node<'_>, clauses: &mut Clauses) {
        let span = self.span(&node);
        let word = match node.as_rule() {
            Rule::when_clause => "when",
            Rule::then_clause => "then",
            Rule::because_clause => "because",
            Rule::shadow | Rule::not_shadow => "shadow",
            Rule::until => "until",
            Rule::language => "language",
            _ => "",
        };
        let first = clauses.seen.iter().find(|(seen, _)| *seen == word).map(|(_, first)| *first);
        if let Some(first) = first {
            self.second_clause(word, first, span);
        } else if !word.is_empty() {
            clauses.seen.push((word, span));
        }
        match node.as_rule() {
            Rule::when_clause => {
                if let Some(chain) = child(node, Rule::chain) {
                    let condition = self.chain(chain);
                    clauses.when.get_or_insert(condition);
                }
            }
            Rule::then_clause => {
                let then = self.then(node);
                clauses.then.get_or_insert(then);
            }
            Rule::because_clause => {
                let because = self.because(node);
                clauses.because.get_or_insert(because);
            }
            Rule::shadow => clauses.life.shadow = Some(Spanned::new(true, span)),
            Rule::not_shadow => clauses.life.shadow = Some(Spanned::new(false, span)),
            Rule::until => {
                if let Some(time) = child(node, Rule::time) {
                    clauses.life.until = Some(self.time(&time));
                }
            }
            Rule::language => {
                let codes = node.into_inner().filter(|part| part.as_rule() == Rule::language_code);
                clauses.life.languages.extend(codes.map(|code| self.name(&code)));
            }
            Rule::test => clauses.tests.extend(self.test(node)),
            Rule::scene => clauses.scenes.extend(self.scene(node)),
            _ => {}
        }
    }

    pub(super) fn second_clause(&mut self, word: &str, first: Span, second: Span) {
        let help = match word {
            "when" => "join the conditions with `and` or `or`",
            "then" => "write all actions behind one `then`, with commas",
            _ => "keep one of them",
        };
        let label = "here it stands already";
        self.diagnostics.push(
            Diagnostic::new(&codes::SECOND_CLAUSE, second, format!("there is a second `{word}`"), "one too many")
                .label(first, label)
                .help(help),
        );
    }

    pub(super) fn then(&mut self, node: Node<'_>) -> Then {
        let mut then = nothing(self.span(&node));
        for outcome in node.into_inner().filter(|part| part.as_rule() == Rule::outcome) {
            let span = self.span(&outcome);
            let parts: Vec<_> = outcome.into_inner().collect();
            match parts.as_slice() {
                [action] if action.as_rule() == Rule::action => then.actions.extend(self.action(action)),
                [_, tag] if tag.as_rule() == Rule::text => then.tags.push(self.quoted(tag, For::Reading)),
                [_, score] if score.as_rule() == Rule::number => {
                    let score = self.score(score);
                    match &then.score {
                        Some(first) => self.second_clause("score", first.span, span),
                        None => then.score = Some(score),
                    }
                }
                _ => {}
            }
        }
        then
    }

    fn action(&mut self, node: &Node<'_>) -> Option<Spanned<Action>> {
        let written = node.as_str();
        let span = self.span(node);
        match written {
            "tag" | "score" => {
                let example = if written == "tag" { "tag \"shouting\"" } else { "score 3" };
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::UNKNOWN_ACTION,
                        span,
                        format!("`{written}` does not say which"),
                        if written == "tag" { "which tag?" } else { "how much?" },
                    )
                    .help(format!("write it like `{example}`")),
                );
                return None;
            }
            "none" => {}
            _ => {
                if let Some(action) = Action::from_word(written) {
                    return Some(Spanned::new(action, span));
                }
            }
        }
        let mut diagnostic = Diagnostic::new(
            &codes::UNKNOWN_ACTION,
            span,
            format!("`{written}` is no action"),
            "what should happen to the comment?",
        );
        if let Some((instead, why)) = meant_action(written) {
            diagnostic = diagnostic.help(why).fix(format!("use `{instead}`"), Confidence::Review, span, instead);
        }
        self.diagnostics.push(
            diagnostic.note("the actions are `approve`, `tag \"…\"`, `warn`, `hold`, `remove`, `ban` and `score N`"),
        );
        None
    }

    pub(super) fn because(&mut self, node: Node<'_>) -> Because {
        let span = self.span(&node);
        let mut texts = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => texts.push((None, self.quoted(&part, For::Reading))),
                Rule::because_language => {
                    let mut inner = part.into_inner();
                    if let (Some(language), Some(text)) = (inner.next(), inner.next()) {
                        texts.push((Some(self.name(&language)), self.quoted(&text, For::Reading)));
                    }
                }
                _ => {}
            }
        }
        Because { texts, span }
    }

    fn test(&mut self, node: Node<'_>) -> Option<Test> {
        let span = self.span(&node);
        let mut flags = true;
        let mut body = None;
        let mut with = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::flags_or_passes => flags = part.as_str() == "flags",
                Rule::text => body = Some(self.quoted(&part, For::Reading)),
                Rule::test_with => with = self.test_with(part),
                _ => {}
            }
        }
        Some(Test { flags, body: body?, with, span })
    }

    fn test_with(&mut self, node: Node<'_>) -> Vec<(super::Path, Spanned<TestValue>)> {
        let mut with = Vec::new();
        for field in node.into_inner().filter(|part| part.as_rule() == Rule::test_field) {
            let mut path = None;
            for part in field.into_inner() {
                match part.as_rule() {
                    Rule::path => path = Some(self.path(&part)),
                    Rule::literal => {
                        let literal = self.literal(part);
                        let value = Spanned::new(TestValue::Literal(literal.value), literal.span);
                        with.extend(path.take().map(|path| (path, value)));
                    }
                    Rule::value_word => {
                        let value = self.spanned(&part, TestValue::Word(part.as_str().to_owned()));
                        with.extend(path.take().map(|path| (path, value)));
                    }
                    _ => {}
                }
            }
        }
        with
    }

    fn scene(&mut self, node: Node<'_>) -> Option<Scene> {
        let span = self.span(&node);
        let mut title = None;
        let mut comments = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => title = Some(self.quoted(&part, For::Reading)),
                Rule::scene_comment => comments.extend(self.scene_comment(part)),
                _ => {}
            }
        }
        Some(Scene { title: title?, comments, span })
    }

    fn scene_comment(&mut self, node: Node<'_>) -> Option<SceneComment> {
        let span = self.span(&node);
        let mut later = None;
        let mut author = None;
        let mut body = None;
        let mut with = Vec::new();
        let mut flags = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::scene_later => {
                    let mut inner = part.into_inner();
                    if let (Some(number), Some(unit)) = (inner.next(), inner.next()) {
                        later = Some(self.duration(&number, &unit));
                    }
                }
                Rule::scene_author => author = Some(self.name(&part)),
                Rule::text => body = Some(self.quoted(&part, For::Reading)),
                Rule::test_with => with = self.test_with(part),
                Rule::flags_or_passes => flags = part.as_str() == "flags",
                _ => {}
            }
        }
        Some(SceneComment { later, author: author?, test: Test { flags, body: body?, with, span } })
    }
}

fn nothing(span: Span) -> Then {
    Then { actions: Vec::new(), tags: Vec::new(), score: None, span }
}

/// The action that other programs call by this word, and why it is that one.
fn meant_action(written: &str) -> Option<(&'static str, &'static str)> {
    let remove = ("remove", "`remove` keeps the comment from being published");
    let hold = ("hold", "`hold` keeps the comment for a moderator, who decides");
    Some(match written.to_lowercase().as_str() {
        "delete" | "block" | "reject" | "hide" | "deny" | "drop" | "discard" | "spam" | "trash" | "censor" => remove,
        "flag" | "report" | "review" | "queue" | "quarantine" | "moderate" | "pend" | "pending" | "filter" => hold,
        "allow" | "accept" | "pass" | "publish" | "ok" | "whitelist" => {
            ("approve", "`approve` publishes the comment whatever asked to hold it")
        }
        "mark" | "label" => ("tag \"name\"", "`tag` publishes the comment and marks it"),
        "notify" | "alert" | "nudge" | "remind" => ("warn", "`warn` asks the author to reconsider"),
        "suspend" | "kick" | "mute" | "blacklist" | "ban_user" => ("ban", "`ban` keeps the comment and its author out"),
        "points" | "weight" | "add" => ("score 1", "`score` adds to what the policy sums up"),
        lower => {
            let actions = ["approve", "warn", "hold", "remove", "ban"];
            let meant = did_you_mean(lower, actions).first().copied();
            let meant = meant.or_else(|| actions.into_iter().find(|action| *action == lower))?;
            (meant, "it is spelled a little differently")
        }
    })
}
