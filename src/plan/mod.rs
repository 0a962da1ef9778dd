//! [`CheckedRules`] → a plan: what to look for in a comment, which rules that wakes, and each rule's condition as a flat
//! program.
//!
//! A rule sleeps through a comment in which nothing that it looks for was seen, if its condition then cannot hold
//! whatever the comment's other fields say. The plan guarantees that a sleeping rule has the truth that its program
//! would give: false, or unknown for want of the fields that are missing (`Sleep`).

mod lexicon;
mod program;
mod sleep;
mod truth;
mod wake;

use std::collections::{BTreeSet, HashMap, HashSet};

pub(crate) use lexicon::Lexicon;
pub(crate) use program::{NO_PARENT, Program, Step, Test};
pub(crate) use sleep::{HISTORY, Sleep, Slumber, TOPIC};
pub use truth::Truth;
pub(crate) use wake::Members;

use crate::check::{CheckedRules, Condition, Quantity, RuleId, TextRef};
use crate::comment::{FieldId, Type};

/// What is done for every comment that these rules judge. Positions are places in an order of the rules in which each
/// stands behind all rules that it asks for.
#[derive(Debug)]
pub struct Plan {
    /// The rules in the order of positions.
    pub(crate) order: Vec<RuleId>,
    /// Their programs.
    pub(crate) programs: Vec<Program>,
    /// The positions of the rules that ask for the rule at each position.
    pub(crate) askers: Vec<Vec<u32>>,
    /// The texts in which words or links are looked for.
    pub(crate) slots: Slots,
    /// Every field that a condition asks about, in order.
    pub(crate) fields: Vec<FieldId>,
    /// The text fields among them, and the body where rules are for a language.
    pub(crate) text_fields: Vec<FieldId>,
    /// Every set of hosts that conditions compare links with.
    pub(crate) sites: Vec<HashSet<String>>,
    /// Finds the patterns that a word may be.
    pub(crate) lexicon: Lexicon,
    /// Which lists each pattern belongs to.
    pub(crate) members: Members,
}

/// The texts in which words or links are looked for, and the rules that seeing them wakes.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// The texts.
    pub(crate) texts: Vec<TextRef>,
    places: HashMap<TextRef, usize>,
    /// For each text, the rules that wake when a word of a list is seen.
    pub(crate) words: Vec<wake::Wakes>,
    /// For each text, the positions of the rules that wake when there is a link.
    pub(crate) links: Vec<Vec<u32>>,
}

impl Slots {
    /// The slot of a text in which something is looked for.
    pub(crate) fn find(&self, text: TextRef) -> Option<usize> {
        self.places.get(&text).copied()
    }

    fn place(&mut self, text: TextRef) -> usize {
        *self.places.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.words.push(wake::Wakes::default());
            self.links.push(Vec::new());
            self.texts.len() - 1
        })
    }
}

impl Plan {
    /// Plans a rule set, in time linear in its size.
    pub fn new(rules: &CheckedRules) -> Plan {
        let order = order(rules);
        let mut positions = vec![0; rules.rules.len()];
        for (position, rule) in order.iter().enumerate() {
            positions[rule.0 as usize] = position as u32;
        }
        let mut slots = Slots::default();
        let mut sites = program::SiteSets::default();
        let mut askers = vec![Vec::new(); order.len()];
        let mut fields = BTreeSet::new();
        let mut programs = Vec::with_capacity(order.len());
        for (position, id) in order.iter().enumerate() {
            let program = Program::new(&rules.rules[id.0 as usize].when, &positions, &mut sites);
            for test in program.tests() {
                wake::register(test, position as u32, &mut slots, &mut askers);
                collect_fields(test, &mut fields);
            }
            programs.push(program);
        }
        for lists in slots.words.iter_mut().map(|wakes| &mut wakes.0).flat_map(HashMap::values_mut) {
            lists.dedup();
        }
        for positions in slots.links.iter_mut().chain(&mut askers) {
            positions.dedup();
        }
        let mut text_fields = fields.clone();
        if rules.rules.iter().any(|rule| !rule.languages.is_empty()) {
            text_fields.insert(FieldId::BODY);
        }
        text_fields.retain(|field| rules.schema.field(*field).kind == Type::Text);
        Plan {
            lexicon: Lexicon::new(&rules.patterns),
            members: Members::new(rules, &programs, &slots),
            order,
            programs,
            askers,
            slots,
            fields: fields.into_iter().collect(),
            text_fields: text_fields.into_iter().collect(),
            sites: sites.into_sets(),
        }
    }
}

/// An order in which every rule stands behind all rules that it asks for; otherwise the order of rules. Kahn's
/// algorithm (A. B. Kahn, "Topological sorting of large networks", 1962).
fn order(rules: &CheckedRules) -> Vec<RuleId> {
    let mut waiting_for = vec![0_u32; rules.rules.len()];
    let mut askers: Vec<Vec<usize>> = vec![Vec::new(); rules.rules.len()];
    for (at, rule) in rules.rules.iter().enumerate() {
        each_test(&rule.when, &mut |test| {
            if let Condition::Fired(asked) = test {
                waiting_for[at] += asked.len() as u32;
                asked.iter().for_each(|id| askers[id.0 as usize].push(at));
            }
        });
    }
    let mut ready: std::collections::BTreeSet<usize> =
        (0..waiting_for.len()).filter(|&at| waiting_for[at] == 0).collect();
    let mut order = Vec::with_capacity(rules.rules.len());
    while let Some(at) = ready.pop_first() {
        order.push(RuleId(at as u32));
        for &asker in &askers[at] {
            waiting_for[asker] -= 1;
            if waiting_for[asker] == 0 {
                ready.insert(asker);
            }
        }
    }
    order
}

/// Calls `each` with every condition that has no parts of its own.
fn each_test<'r>(condition: &'r Condition, each: &mut impl FnMut(&'r Condition)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| each_test(part, each));
        }
        Condition::Not(contrary) => each_test(contrary, each),
        test => each(test),
    }
}

fn collect_fields(test: &Test, fields: &mut BTreeSet<FieldId>) {
    let mut collect = |quantity: &Quantity| match quantity {
        Quantity::Field(field) => {
            fields.insert(*field);
        }
        Quantity::Measure(text, _) => {
            fields.insert(text.field);
        }
        Quantity::Count(search) => {
            fields.insert(search.text.field);
        }
        Quantity::Constant(_) | Quantity::Relevance | Quantity::QuotesArticle => {}
    };
    match test {
        Test::Words { search, .. } => collect(&Quantity::Field(search.text.field)),
        Test::Links { text, .. } => collect(&Quantity::Field(text.field)),
        Test::Fired(_) => {}
        Test::Plain(condition) => match condition {
            Condition::Holds(field) => collect(&Quantity::Field(*field)),
            Condition::Compare(left, _, right) => [left, right].into_iter().for_each(collect),
            Condition::Is(left, values) => std::iter::once(left).chain(values).for_each(collect),
            Condition::Matches(text, _) | Condition::Edge(text, ..) => collect(&Quantity::Field(text.field)),
            Condition::Gap { left, right, .. } => {
                collect(&Quantity::Field(*left));
                collect(&Quantity::Field(*right));
            }
            Condition::Known(quantity) => collect(quantity),
            _ => {}
        },
    }
}
