//! What sleeping rules say: their truth where nothing that they look for was seen, worked out once for each set of
//! fields that a comment may have.
//!
//! A test's possible truths are a set. A test that looks for words is false (unknown without its text), a test of a
//! field that is there may be anything, a test of a field that is missing is unknown. From the sets of its parts comes
//! the set of a step, never too small. A rule that can only be false, or only be unknown and always for want of the same
//! fields, may sleep.

use std::collections::BTreeSet;

use super::{NO_PARENT, Plan, Program, Step, Test, Truth};
use crate::check::{CheckedRules, Condition, Quantity, Rule, RuleId};
use crate::comment::{FieldId, Value};

/// What the topic test can tell is missing as this field.
pub(crate) const TOPIC: &str = "topic";
/// What the history can tell is missing as this field.
pub(crate) const HISTORY: &str = "history";

/// What a rule is while nothing that it looks for was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sleep {
    /// False.
    False,
    /// Unknown, for want of these fields.
    Unknown(Vec<String>),
    /// Not known before it is run.
    Awake,
}

/// What all rules are while nothing was seen in a comment with certain fields.
#[derive(Debug)]
pub(crate) struct Slumber {
    /// Each rule's state, by position.
    pub(crate) rules: Vec<Sleep>,
    /// The positions of the rules that must be run for every such comment, in order.
    pub(crate) awake: Vec<u32>,
    /// The positions of the rules that are unknown, in order.
    pub(crate) unknown: Vec<u32>,
}

/// The truths that a step may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Truths {
    no: bool,
    unknown: bool,
    yes: bool,
}

impl Truths {
    const ANY: Truths = Truths { no: true, unknown: true, yes: true };
    const DECIDED: Truths = Truths { no: true, unknown: false, yes: true };

    fn only(truth: Truth) -> Truths {
        Truths { no: truth == Truth::False, unknown: truth == Truth::Unknown, yes: truth == Truth::True }
    }

    fn contrary(self) -> Truths {
        Truths { no: self.yes, unknown: self.unknown, yes: self.no }
    }
}

/// What is known of a step beforehand: its possible truths and, if it may be unknown, what is missing then; `None` where
/// that depends on more than the fields.
struct Outlook {
    truths: Truths,
    missing: Option<BTreeSet<String>>,
}

impl Outlook {
    fn of(truths: Truths) -> Outlook {
        Outlook { truths, missing: (!truths.unknown).then(BTreeSet::new) }
    }

    fn missing(names: impl IntoIterator<Item = String>) -> Outlook {
        Outlook { truths: Truths::only(Truth::Unknown), missing: Some(names.into_iter().collect()) }
    }
}

/// What one side of a comparison may be.
enum Side {
    Fixed(Value),
    There,
    Missing(String),
    /// There or missing.
    Open,
}

/// Works out what rules say in their sleep.
struct Dream<'r> {
    rules: &'r CheckedRules,
    plan: &'r Plan,
    has: &'r dyn Fn(FieldId) -> bool,
    before: Vec<Sleep>,
}

impl Plan {
    /// What all rules are while nothing that they look for was seen in a comment that has just these fields, in time
    /// linear in the rule set.
    pub(crate) fn slumber(&self, rules: &CheckedRules, has: &dyn Fn(FieldId) -> bool) -> Slumber {
        let mut dream = Dream { rules, plan: self, has, before: Vec::with_capacity(self.order.len()) };
        for (position, program) in self.programs.iter().enumerate() {
            let sleep = dream.rule(program, dream.rule_at(position as u32));
            dream.before.push(sleep);
        }
        let positions = |wanted: fn(&Sleep) -> bool| {
            let found = dream.before.iter().enumerate().filter(|(_, sleep)| wanted(sleep));
            found.map(|(position, _)| position as u32).collect()
        };
        let awake = positions(|sleep| *sleep == Sleep::Awake);
        let unknown = positions(|sleep| matches!(sleep, Sleep::Unknown(_)));
        Slumber { awake, unknown, rules: dream.before }
    }

    /// The rule at a position.
    pub(crate) fn rule_at(&self, position: u32) -> RuleId {
        self.order[position as usize]
    }
}

impl<'r> Dream<'r> {
    fn rule_at(&self, position: u32) -> &'r Rule {
        &self.rules.rules[self.plan.rule_at(position).0 as usize]
    }

    fn rule(&self, program: &Program, rule: &Rule) -> Sleep {
        let outlooks = self.outlooks(program, rule);
        let Some(whole) = outlooks.last() else { return Sleep::Awake };
        if whole.truths == Truths::only(Truth::False) {
            return Sleep::False;
        }
        let may_not_count = rule.ends.is_some() || !rule.languages.is_empty();
        if may_not_count || whole.truths != Truths::only(Truth::Unknown) {
            return Sleep::Awake;
        }
        missing(program, &outlooks).map_or(Sleep::Awake, |missing| Sleep::Unknown(missing.into_iter().collect()))
    }

    fn outlooks(&self, program: &Program, rule: &Rule) -> Vec<Outlook> {
        let mut outlooks: Vec<Outlook> = Vec::with_capacity(program.steps.len());
        let mut parts: Vec<Vec<Truths>> = program.steps.iter().map(|_| Vec::new()).collect();
        for (at, (step, parent)) in program.steps.iter().enumerate() {
            let outlook = match step {
                Step::Test(test) => self.test(test, rule),
                Step::Not => Outlook::of(parts[at].first().map_or(Truths::ANY, |part| part.contrary())),
                Step::AtLeast { wanted, .. } => Outlook::of(at_least(*wanted, &parts[at])),
            };
            if *parent != NO_PARENT {
                parts[*parent as usize].push(outlook.truths);
            }
            outlooks.push(outlook);
        }
        outlooks
    }

    fn test(&self, test: &Test, rule: &Rule) -> Outlook {
        match test {
            Test::Words { search, .. } => self.text(search.text.field, Truths::only((search.at_least == 0).into())),
            Test::Links { text, .. } => self.text(text.field, Truths::only(Truth::False)),
            Test::Fired(asked) => self.fired(asked, rule),
            Test::Plain(condition) => self.plain(condition),
        }
    }

    fn text(&self, field: FieldId, truths: Truths) -> Outlook {
        if (self.has)(field) { Outlook::of(truths) } else { Outlook::missing([self.name(field)]) }
    }

    fn fired(&self, asked: &[u32], asker: &Rule) -> Outlook {
        let mut parts = Vec::new();
        let mut missing = BTreeSet::new();
        for &position in asked {
            let hidden = self.rule_at(position).shadow && !asker.shadow;
            parts.push(match &self.before[position as usize] {
                _ if hidden => Truths::only(Truth::False),
                Sleep::False => Truths::only(Truth::False),
                Sleep::Unknown(names) => {
                    missing.extend(names.iter().cloned());
                    Truths::only(Truth::Unknown)
                }
                Sleep::Awake => Truths::ANY,
            });
        }
        let settled = parts.iter().all(|part| *part != Truths::ANY);
        Outlook { truths: at_least(1, &parts), missing: settled.then_some(missing) }
    }

    fn plain(&self, condition: &Condition) -> Outlook {
        match condition {
            Condition::Holds(field) => self.text(*field, Truths::DECIDED),
            Condition::Compare(left, comparison, right) => match (self.side(left), self.side(right)) {
                (Side::Fixed(left), Side::Fixed(right)) => {
                    let holds = left.order(&right).is_some_and(|order| comparison.holds(order));
                    Outlook::of(Truths::only(holds.into()))
                }
                (left, right) => by_sides([left, right]),
            },
            Condition::Is(left, values) => {
                let sides: Vec<Side> = std::iter::once(left).chain(values).map(|value| self.side(value)).collect();
                let anything_missing = sides.iter().skip(1).any(|side| !matches!(side, Side::Fixed(_) | Side::There));
                match &sides[0] {
                    _ if values.is_empty() => Outlook::of(Truths::only(Truth::False)),
                    Side::Missing(_) => by_sides(sides),
                    _ if anything_missing => Outlook::of(Truths::ANY),
                    _ => by_sides(sides),
                }
            }
            Condition::Matches(text, _) | Condition::Edge(text, ..) => self.text(text.field, Truths::DECIDED),
            Condition::Gap { left, right, .. } => {
                let missing: Vec<String> = [*left, *right]
                    .into_iter()
                    .filter(|field| !(self.has)(*field))
                    .map(|field| self.name(field))
                    .collect();
                if missing.is_empty() { Outlook::of(Truths::DECIDED) } else { Outlook::missing(missing) }
            }
            Condition::Known(quantity) => Outlook::of(Truths::only(self.knows(quantity).into())),
            Condition::Topic(_) => Outlook::missing([TOPIC.to_owned()]),
            Condition::History(_) => Outlook::missing([HISTORY.to_owned()]),
            _ => Outlook::of(Truths::ANY),
        }
    }

    fn side(&self, quantity: &Quantity) -> Side {
        let there = |field: FieldId, side: Side| if (self.has)(field) { side } else { Side::Missing(self.name(field)) };
        match quantity {
            Quantity::Constant(value) => Side::Fixed(value.clone()),
            Quantity::Field(field) => there(*field, Side::There),
            Quantity::Measure(text, _) => there(text.field, Side::Open),
            Quantity::Count(search) => there(search.text.field, Side::Fixed(Value::Number(0.0))),
            Quantity::Relevance | Quantity::QuotesArticle => Side::Missing(TOPIC.to_owned()),
        }
    }

    fn knows(&self, quantity: &Quantity) -> bool {
        match quantity {
            Quantity::Constant(_) => true,
            Quantity::Field(field) => (self.has)(*field),
            Quantity::Measure(text, _) => (self.has)(text.field),
            Quantity::Count(search) => (self.has)(search.text.field),
            Quantity::Relevance | Quantity::QuotesArticle => false,
        }
    }

    fn name(&self, field: FieldId) -> String {
        self.rules.schema.field(field).name.clone()
    }
}

/// What a comparison of these may be: unknown where one is missing for certain.
fn by_sides(sides: impl IntoIterator<Item = Side>) -> Outlook {
    let mut missing = BTreeSet::new();
    let mut open = false;
    for side in sides {
        match side {
            Side::Missing(name) => {
                missing.insert(name);
            }
            Side::Open => open = true,
            Side::Fixed(_) | Side::There => {}
        }
    }
    match (missing.is_empty(), open) {
        (true, false) => Outlook::of(Truths::DECIDED),
        (true, true) => Outlook::of(Truths::ANY),
        (false, open) => Outlook { truths: Truths::only(Truth::Unknown), missing: (!open).then_some(missing) },
    }
}

/// The truths of "at least `wanted` of these", perhaps with some that cannot be.
fn at_least(wanted: usize, parts: &[Truths]) -> Truths {
    let number = |is: fn(&Truths) -> bool| parts.iter().filter(|part| is(part)).count();
    let surely_yes = number(|part| !part.no && !part.unknown);
    let perhaps_yes = number(|part| part.yes);
    let surely_not_no = number(|part| !part.no);
    let perhaps_not_no = number(|part| part.yes || part.unknown);
    Truths {
        no: surely_not_no < wanted,
        unknown: surely_yes < wanted && perhaps_not_no >= wanted && parts.iter().any(|part| part.unknown),
        yes: perhaps_yes >= wanted,
    }
}

/// What is missing for a program that is certainly unknown: what is missing for the parts that are unknown, and so on
/// down; `None` where it is not certain which parts those are.
fn missing(program: &Program, outlooks: &[Outlook]) -> Option<BTreeSet<String>> {
    let mut counts = vec![false; program.steps.len()];
    let mut all = BTreeSet::new();
    for (at, (step, parent)) in program.steps.iter().enumerate().rev() {
        let truths = outlooks[at].truths;
        if *parent != NO_PARENT && !counts[*parent as usize] {
            continue;
        }
        if !truths.unknown {
            continue;
        }
        if truths != Truths::only(Truth::Unknown) {
            return None;
        }
        counts[at] = true;
        if let Step::Test(_) = step {
            all.extend(outlooks[at].missing.iter().flatten().cloned());
            outlooks[at].missing.as_ref()?;
        }
    }
    Some(all)
}
