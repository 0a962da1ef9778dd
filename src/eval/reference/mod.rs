//! The plain interpreter: walks the conditions of [`CheckedRules`] one by one. It is slow and obvious, and it is the
//! definition of what rules mean; the compiled engine must agree with it on every rule set and comment.
//!
//! # Meaning
//!
//! **Missing data.** A condition on a field that the comment lacks is unknown. The contrary of unknown is unknown.
//! `N of` (and so `and`, which is all of them, and `or`, which is one of them) is true at N trues, false when trues and
//! unknowns together stay below N, else unknown. What is missing is, for an unknown condition, what is missing for those
//! of its parts that are unknown. Topic conditions miss `topic`, history conditions miss `history`.
//!
//! **Words.** The hits of a list are those of its patterns, less those that lie wholly inside a hit of an exception of
//! the same list. From the hits of a condition's members then fall away, in this order: those inside a hit of the
//! condition's own exceptions, those without the words they must be near, and those with words that must not be near.
//! `disguises` looks only at hits that are disguised. A member counts if a hit is left; the condition is true if enough
//! members count. `count(…)` counts the places of the hits left, each once.
//!
//! **Near.** A hit covers the words a..b (b behind the last), the other c..d. The first stands before the other if
//! b <= c and its bytes end before the other's begin; hits of which neither stands before the other overlap and are not
//! near. Their distance is that of the nearer words, c - (b - 1), which must be at most N, and the nearer words must be
//! in the same block (and, where asked, in the same sentence). A hit without words, such as a symbol, stands between
//! two; in its place counts the word next to it, and where there is no word at all nothing is near.
//!
//! **Spans** come from every condition about words, links, edges and regular expressions that is true and that the
//! rule's truth rests on: all true parts of true parts, never the parts of a `not`; so do the hits of `count(…)` on the
//! greater side of a comparison that holds. Near words are reported beside the hits left. Empty matches of a regular
//! expression make its condition true and are not reported.
//!
//! **Life.** A rule past its `until` (compared with the time posted, else with the caller's, else never past) or for
//! other languages than the one that the author's own words are known to be in is false and not undecided. A shadow
//! rule is false to all but shadow rules.
//!
//! **Regular expressions** read what a view keeps, with a line break for everything left out.

mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::facts::{self, Facts};
use super::judgement::{self, Firing, Mark};
use super::life::{self, Ends};
use super::reading::Reading;
use super::{Undecided, Verdict};
use crate::check::{CheckedRules, Condition, Quantity, RegexId, Rule, RuleId, Search, TextRef};
use crate::comment::{Comment, Time, Value};
use crate::plan::{HISTORY, TOPIC, Truth};
use crate::syntax::ast::{Comparison, Edge};
use crate::text::{KindSet, Link, covers};

/// Judges a comment; `now` is compared with `until` where the comment does not say when it was posted.
///
/// Takes time in proportion to all conditions and, for each, to all its words; no more than a few thousand hits are
/// practical.
pub fn judge(rules: &CheckedRules, comment: &Comment, now: Option<Time>) -> Verdict {
    judge_by(rules, comment, Ends::Compared(now))
}

/// Judges a comment, with a choice of what `until` is compared with.
pub(super) fn judge_by(rules: &CheckedRules, comment: &Comment, ends: Ends) -> Verdict {
    let interpreter =
        Interpreter { rules, facts: Facts::new(&rules.schema, comment, facts::text_fields(&rules.schema)), ends };
    let mut firings = Vec::new();
    let mut undecided = Vec::new();
    for (at, answer) in interpreter.answers().into_iter().enumerate() {
        let rule = RuleId(at as u32);
        match answer.truth {
            Truth::True => firings.push(Firing { rule, marks: answer.marks, more: answer.more }),
            Truth::Unknown => undecided.push(Undecided { rule, missing: answer.missing.into_iter().collect() }),
            Truth::False => {}
        }
    }
    judgement::verdict(rules, comment, firings, undecided)
}

/// What a condition says of the comment.
struct Answer<'r> {
    truth: Truth,
    /// What is missing, where it is unknown.
    missing: BTreeSet<String>,
    /// On which words, where it is true.
    marks: Vec<Mark<'r>>,
    /// Whether there may be more of them.
    more: bool,
}

impl<'r> Answer<'r> {
    fn plain(holds: bool) -> Answer<'r> {
        Answer { truth: holds.into(), missing: BTreeSet::new(), marks: Vec::new(), more: false }
    }

    fn unknown(missing: impl Into<String>) -> Answer<'r> {
        Answer { truth: Truth::Unknown, missing: BTreeSet::from([missing.into()]), marks: Vec::new(), more: false }
    }

    fn marked(holds: bool, marks: Vec<Mark<'r>>) -> Answer<'r> {
        Answer { marks: if holds { marks } else { Vec::new() }, ..Answer::plain(holds) }
    }

    fn contrary(self) -> Answer<'r> {
        Answer { truth: self.truth.contrary(), marks: Vec::new(), more: false, ..self }
    }

    fn at_least(wanted: usize, parts: Vec<Answer<'r>>) -> Answer<'r> {
        let number = |truth| parts.iter().filter(|part| part.truth == truth).count();
        let truth = Truth::at_least(wanted, number(Truth::True), number(Truth::Unknown));
        let mut answer = Answer { truth, missing: BTreeSet::new(), marks: Vec::new(), more: false };
        for part in parts.into_iter().filter(|part| part.truth == truth && truth != Truth::False) {
            answer.missing.extend(part.missing);
            answer.marks.extend(part.marks);
            answer.more |= part.more;
        }
        answer
    }
}

struct Interpreter<'r> {
    rules: &'r CheckedRules,
    facts: Facts<'r>,
    ends: Ends,
}

impl<'r> Interpreter<'r> {
    /// What each rule says, in the order of rules. A rule is asked once all the rules that it asks for have answered.
    fn answers(&self) -> Vec<Answer<'r>> {
        let mut answers: Vec<Option<Answer<'r>>> = self.rules.rules.iter().map(|_| None).collect();
        loop {
            let mut asked = false;
            for (at, rule) in self.rules.rules.iter().enumerate() {
                if answers[at].is_none() && asks_for(&rule.when).iter().all(|id| answers[id.0 as usize].is_some()) {
                    let answer = self.rule(rule, &answers);
                    answers[at] = Some(answer);
                    asked = true;
                }
            }
            if !asked {
                return answers.into_iter().map(|answer| answer.unwrap_or_else(|| Answer::plain(false))).collect();
            }
        }
    }

    fn rule(&self, rule: &'r Rule, before: &[Option<Answer<'r>>]) -> Answer<'r> {
        if life::counts(rule, &self.facts, self.ends) {
            self.condition(&rule.when, rule, before)
        } else {
            Answer::plain(false)
        }
    }

    fn condition(&self, condition: &'r Condition, rule: &Rule, before: &[Option<Answer<'r>>]) -> Answer<'r> {
        let parts = |parts: &'r [Condition]| parts.iter().map(|part| self.condition(part, rule, before)).collect();
        match condition {
            Condition::All(all) => Answer::at_least(all.len(), parts(all)),
            Condition::Any(any) => Answer::at_least(1, parts(any)),
            Condition::AtLeast(wanted, some) => Answer::at_least(*wanted as usize, parts(some)),
            Condition::Not(contrary) => self.condition(contrary, rule, before).contrary(),
            Condition::Fired(rules) => self.fired(rules, rule, before),
            Condition::Has(search) => self.words(search, false),
            Condition::Disguises(search) => self.words(search, true),
            Condition::Holds(field) => match self.facts.value(*field).as_deref() {
                Some(Value::YesNo(yes)) => Answer::plain(*yes),
                _ => Answer::unknown(self.facts.name(*field)),
            },
            Condition::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Condition::Is(left, values) => {
                Answer::at_least(1, values.iter().map(|right| self.equal(left, right)).collect())
            }
            Condition::Matches(text, regex) => self.regex(*text, *regex),
            Condition::Edge(text, edge, values) => self.edge(*text, *edge, values),
            Condition::LinksTo(text, sites) => self.links(*text, |link| sites.iter().any(|site| link.leads_to(site))),
            Condition::LinksOutside(text, sites) => {
                self.links(*text, |link| !sites.iter().any(|site| covers(site, &link.host)))
            }
            Condition::Gap { left, more, by, after, right } => {
                match (self.facts.time(*left), self.facts.time(*right)) {
                    (Some(left), Some(right)) => Answer::plain(facts::gap_holds(left, right, *more, *by, *after)),
                    (left_time, right_time) => {
                        let mut answer = Answer { truth: Truth::Unknown, ..Answer::plain(false) };
                        answer.missing.extend(left_time.is_none().then(|| self.facts.name(*left)));
                        answer.missing.extend(right_time.is_none().then(|| self.facts.name(*right)));
                        answer
                    }
                }
            }
            Condition::Known(quantity) => Answer::plain(self.facts.knows(quantity)),
            Condition::Topic(_) => Answer::unknown(TOPIC),
            Condition::History(_) => Answer::unknown(HISTORY),
        }
    }

    fn fired(&self, rules: &[RuleId], asker: &Rule, before: &[Option<Answer<'r>>]) -> Answer<'r> {
        let answers = rules.iter().map(|id| {
            let hidden = self.rules.rules[id.0 as usize].shadow && !asker.shadow;
            match &before[id.0 as usize] {
                Some(answer) if !hidden => {
                    Answer { truth: answer.truth, missing: answer.missing.clone(), marks: Vec::new(), more: false }
                }
                _ => Answer::plain(false),
            }
        });
        Answer::at_least(1, answers.collect())
    }

    fn quantity(&self, quantity: &'r Quantity) -> Result<Cow<'r, Value>, String> {
        self.facts.quantity(quantity, |search| {
            let view = self.facts.view(search.text).ok_or_else(|| self.facts.name(search.text.field))?;
            Ok(words::search(self.rules, view, search, false).places())
        })
    }

    /// Answers by two quantities; unknown where one of them is missing.
    fn by_both(&self, left: &'r Quantity, right: &'r Quantity, holds: impl Fn(&Value, &Value) -> bool) -> Answer<'r> {
        match (self.quantity(left), self.quantity(right)) {
            (Ok(left), Ok(right)) => Answer::plain(holds(&left, &right)),
            (left, right) => {
                let missing = left.err().into_iter().chain(right.err()).collect();
                Answer { truth: Truth::Unknown, missing, ..Answer::plain(false) }
            }
        }
    }

    fn equal(&self, left: &'r Quantity, right: &'r Quantity) -> Answer<'r> {
        self.by_both(left, right, facts::equal)
    }

    fn compare(&self, left: &'r Quantity, comparison: Comparison, right: &'r Quantity) -> Answer<'r> {
        let mut answer =
            self.by_both(left, right, |left, right| left.order(right).is_some_and(|order| comparison.holds(order)));
        let greater = match comparison {
            Comparison::More | Comparison::AtLeast => left,
            Comparison::Less | Comparison::AtMost => right,
        };
        if let (Truth::True, Quantity::Count(search)) = (answer.truth, greater) {
            answer.marks = self.words(search, false).marks;
        }
        answer
    }

    fn words(&self, search: &'r Search, disguised: bool) -> Answer<'r> {
        let field = search.text.field;
        let Some(view) = self.facts.view(search.text) else { return Answer::unknown(self.facts.name(field)) };
        let found = words::search(self.rules, view, search, disguised);
        let marks = found.hits.iter().chain(&found.near).map(|hit| Mark {
            field,
            bytes: hit.bytes.clone(),
            means: Some(Cow::Borrowed(self.rules.patterns[hit.pattern.0 as usize].phrase.written())),
            how: hit.how,
        });
        Answer::marked(found.holds, marks.collect())
    }

    fn regex(&self, text: TextRef, regex: RegexId) -> Answer<'r> {
        let field = text.field;
        let (Some(original), Some(view)) = (self.facts.original(field), self.facts.view(text)) else {
            return Answer::unknown(self.facts.name(field));
        };
        let reading = Reading::new(original, view);
        let regex = &self.rules.regexes[regex.0 as usize];
        if !reading.matches(regex) {
            return Answer::plain(false);
        }
        let (found, more) = reading.find(regex);
        let marks = found.into_iter().map(|bytes| Mark { field, bytes, means: None, how: KindSet::EMPTY });
        Answer { more, ..Answer::marked(true, marks.collect()) }
    }

    fn edge(&self, text: TextRef, edge: Edge, values: &'r [String]) -> Answer<'r> {
        let field = text.field;
        let Some(view) = self.facts.view(text) else { return Answer::unknown(self.facts.name(field)) };
        let marks: Vec<Mark<'r>> = values
            .iter()
            .filter_map(|value| {
                let bytes = match edge {
                    Edge::Start => view.starts_with(value),
                    Edge::End => view.ends_with(value),
                }?;
                Some(Mark { field, bytes, means: Some(Cow::Borrowed(value)), how: KindSet::EMPTY })
            })
            .collect();
        Answer::marked(!marks.is_empty(), marks)
    }

    fn links(&self, text: TextRef, wanted: impl Fn(&Link) -> bool) -> Answer<'r> {
        let field = text.field;
        let Some(view) = self.facts.view(text) else { return Answer::unknown(self.facts.name(field)) };
        let links = view.links().iter().filter(|link| wanted(link));
        let marks: Vec<Mark<'r>> = links
            .map(|link| Mark {
                field,
                bytes: link.bytes.clone(),
                means: Some(Cow::Owned(link.host.clone())),
                how: KindSet::EMPTY,
            })
            .collect();
        Answer::marked(!marks.is_empty(), marks)
    }
}

/// The rules that a condition asks for.
fn asks_for(condition: &Condition) -> Vec<RuleId> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().flat_map(asks_for).collect()
        }
        Condition::Not(contrary) => asks_for(contrary),
        Condition::Fired(rules) => rules.clone(),
        _ => Vec::new(),
    }
}
