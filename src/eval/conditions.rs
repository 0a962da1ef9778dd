//! Single conditions × a comment → their truth, the words on which they hold, and what is missing for them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use regex::Regex;

use super::facts;
use super::judgement::{Firing, Mark};
use super::reading::Reading;
use super::run::Run;
use super::search::Found;
use crate::check::{Condition, Quantity, RegexId, Rule, Search, TextRef};
use crate::comment::{FieldId, Value};
use crate::plan::{HISTORY, Sleep, TOPIC, Test, Truth};
use crate::syntax::ast::{Comparison, Edge};
use crate::text::{KindSet, Link};

impl<'r> Run<'r, '_> {
    pub(super) fn test(&mut self, test: &'r Test, rule: &Rule) -> Truth {
        match test {
            Test::Words { search, disguised } => {
                self.search(search, *disguised).map_or(Truth::Unknown, |found| found.holds.into())
            }
            Test::Links { text, sites, outside } => match self.facts.view(*text) {
                Some(view) => view.links().iter().any(|link| self.is_wanted(link, *sites, *outside)).into(),
                None => Truth::Unknown,
            },
            Test::Fired(asked) => {
                let truths = asked.iter().map(|position| self.fired(*position, rule));
                let (mut trues, mut unknowns) = (0, 0);
                for truth in truths {
                    trues += usize::from(truth == Truth::True);
                    unknowns += usize::from(truth == Truth::Unknown);
                }
                Truth::at_least(1, trues, unknowns)
            }
            Test::Plain(condition) => self.plain(condition),
        }
    }

    /// What the rule at a position is to one that asks for it.
    fn fired(&self, position: u32, asker: &Rule) -> Truth {
        if self.rule_at(position).shadow && !asker.shadow {
            Truth::False
        } else if self.has_run(position) {
            self.scratch.truths[position as usize].1
        } else if let Sleep::Unknown(_) = self.slumber.rules[position as usize] {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    fn plain(&mut self, condition: &'r Condition) -> Truth {
        match condition {
            Condition::Holds(field) => match self.facts.value(*field).as_deref() {
                Some(Value::YesNo(yes)) => (*yes).into(),
                _ => Truth::Unknown,
            },
            Condition::Compare(left, comparison, right) => match (self.quantity(left), self.quantity(right)) {
                (Ok(left), Ok(right)) => left.order(&right).is_some_and(|order| comparison.holds(order)).into(),
                _ => Truth::Unknown,
            },
            Condition::Is(left, values) => {
                let left = self.quantity(left);
                let mut truth = Truth::False;
                for right in values {
                    match (&left, self.quantity(right)) {
                        (Ok(left), Ok(right)) if facts::equal(left, &right) => return Truth::True,
                        (Ok(_), Ok(_)) => {}
                        _ => truth = Truth::Unknown,
                    }
                }
                truth
            }
            Condition::Matches(text, regex) => self
                .with_reading(*text, *regex, |reading, regex| Truth::from(reading.matches(regex)))
                .unwrap_or(Truth::Unknown),
            Condition::Edge(text, edge, values) => match self.facts.view(*text) {
                Some(view) => values
                    .iter()
                    .any(|value| match edge {
                        Edge::Start => view.starts_with(value).is_some(),
                        Edge::End => view.ends_with(value).is_some(),
                    })
                    .into(),
                None => Truth::Unknown,
            },
            Condition::Gap { left, more, by, after, right } => {
                match (self.facts.time(*left), self.facts.time(*right)) {
                    (Some(left), Some(right)) => facts::gap_holds(left, right, *more, *by, *after).into(),
                    _ => Truth::Unknown,
                }
            }
            Condition::Known(quantity) => self.facts.knows(quantity).into(),
            _ => Truth::Unknown,
        }
    }

    /// Runs a search; `None` where its text is missing.
    fn search(&mut self, search: &Search, disguised: bool) -> Option<Found> {
        let view = self.facts.view(search.text)?;
        let slot = self.plan.slots.find(search.text)?;
        let seen = &mut self.scratch.seen;
        let mut list = |set| seen.list(slot, set, self.plan, self.rules, view);
        Some(Found::new(search, disguised, view, &mut list))
    }

    fn quantity(&mut self, quantity: &'r Quantity) -> Result<Cow<'r, Value>, String> {
        let facts = self.facts;
        facts.quantity(quantity, |search| {
            let found = self.search(search, false).ok_or_else(|| facts.name(search.text.field))?;
            Ok(found.places())
        })
    }

    /// Asks something of a text as regular expressions read it; `None` where it is missing.
    fn with_reading<T>(&mut self, text: TextRef, regex: RegexId, ask: impl FnOnce(&Reading, &Regex) -> T) -> Option<T> {
        let (original, view) = (self.facts.original(text.field)?, self.facts.view(text)?);
        let reading = self.readings.entry(text).or_insert_with(|| Reading::new(original, view));
        Some(ask(reading, &self.regexes[regex.0 as usize]))
    }

    /// Whether the link leads to the sites or, with `outside`, to none of them. What only looks like one of them is
    /// both: it seems to lead there, and does not.
    fn is_wanted(&self, link: &Link, sites: usize, outside: bool) -> bool {
        let sites = &self.plan.sites[sites];
        let covered = |host: &str| {
            let behind_dots = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
            std::iter::once(host).chain(behind_dots).any(|above| sites.contains(above))
        };
        if outside {
            !covered(&link.host)
        } else {
            covered(&link.host) || link.looks_like.as_deref().is_some_and(covered)
        }
    }

    /// Adds the words on which a true test holds.
    pub(super) fn mark(&mut self, test: &'r Test, firing: &mut Firing<'r>) {
        match test {
            Test::Words { search, disguised } => self.mark_words(search, *disguised, firing),
            Test::Links { text, sites, outside } => {
                let Some(view) = self.facts.view(*text) else { return };
                let links = view.links().iter().filter(|link| self.is_wanted(link, *sites, *outside));
                firing.marks.extend(links.map(|link| Mark {
                    field: text.field,
                    bytes: link.bytes.clone(),
                    means: Some(Cow::Owned(link.host.clone())),
                    how: KindSet::EMPTY,
                }));
            }
            Test::Fired(_) => {}
            Test::Plain(Condition::Matches(text, regex)) => {
                let found = self.with_reading(*text, *regex, Reading::find);
                let (found, more) = found.unwrap_or_default();
                firing.more |= more;
                let mark = |bytes| Mark { field: text.field, bytes, means: None, how: KindSet::EMPTY };
                firing.marks.extend(found.into_iter().map(mark));
            }
            Test::Plain(Condition::Edge(text, edge, values)) => {
                let Some(view) = self.facts.view(*text) else { return };
                for value in values {
                    let bytes = match edge {
                        Edge::Start => view.starts_with(value),
                        Edge::End => view.ends_with(value),
                    };
                    let means = Some(Cow::Borrowed(value.as_str()));
                    let mark = bytes.map(|bytes| Mark { field: text.field, bytes, means, how: KindSet::EMPTY });
                    firing.marks.extend(mark);
                }
            }
            Test::Plain(Condition::Compare(left, comparison, right)) => {
                let greater = match comparison {
                    Comparison::More | Comparison::AtLeast => left,
                    Comparison::Less | Comparison::AtMost => right,
                };
                if let Quantity::Count(search) = greater {
                    self.mark_words(search, false, firing);
                }
            }
            Test::Plain(_) => {}
        }
    }

    fn mark_words(&mut self, search: &Search, disguised: bool, firing: &mut Firing<'r>) {
        let (Some(mut found), Some(view)) = (self.search(search, disguised), self.facts.view(search.text)) else {
            return;
        };
        if !found.holds {
            return;
        }
        found.mark_near(search, view);
        let patterns = &self.rules.patterns;
        firing.marks.extend(found.hits.into_iter().chain(found.near).map(|hit| Mark {
            field: search.text.field,
            bytes: hit.bytes,
            means: Some(Cow::Borrowed(patterns[hit.pattern.0 as usize].phrase.written())),
            how: hit.how,
        }));
    }

    /// Adds what is missing for an unknown test.
    pub(super) fn lack(&mut self, test: &'r Test, rule: &Rule, missing: &mut BTreeSet<String>) {
        match test {
            Test::Words { search, .. } => self.lack_field(search.text.field, missing),
            Test::Links { text, .. } => self.lack_field(text.field, missing),
            Test::Fired(asked) => {
                for position in asked {
                    if self.fired(*position, rule) == Truth::Unknown {
                        let asleep = match &self.slumber.rules[*position as usize] {
                            Sleep::Unknown(missing) => missing.as_slice(),
                            _ => &[],
                        };
                        missing.extend(self.missing.get(position).map_or(asleep, Vec::as_slice).iter().cloned());
                    }
                }
            }
            Test::Plain(condition) => match condition {
                Condition::Holds(field) => self.lack_field(*field, missing),
                Condition::Compare(left, _, right) => {
                    [left, right].into_iter().for_each(|quantity| missing.extend(self.quantity(quantity).err()));
                }
                Condition::Is(left, values) => {
                    let quantities = std::iter::once(left).chain(values);
                    quantities.for_each(|quantity| missing.extend(self.quantity(quantity).err()));
                }
                Condition::Matches(text, _) | Condition::Edge(text, ..) => self.lack_field(text.field, missing),
                Condition::Gap { left, right, .. } => {
                    let times = [*left, *right].into_iter().filter(|field| self.facts.time(*field).is_none());
                    missing.extend(times.map(|field| self.facts.name(field)));
                }
                Condition::Topic(_) => {
                    missing.insert(TOPIC.to_owned());
                }
                Condition::History(_) => {
                    missing.insert(HISTORY.to_owned());
                }
                _ => {}
            },
        }
    }

    fn lack_field(&self, field: FieldId, missing: &mut BTreeSet<String>) {
        missing.insert(self.facts.name(field));
    }
}
