//! A condition → a flat program that is run without recursion.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::check::{Condition, Quantity, Search, TextRef};

/// The parent of a program's last step.
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// A condition as steps, each behind its parts; the last one is the whole condition.
#[derive(Debug)]
pub(crate) struct Program {
    /// The steps and the place of the step that each is a part of.
    pub(crate) steps: Vec<(Step, u32)>,
}

/// One step of a program.
#[derive(Debug)]
pub(crate) enum Step {
    /// A condition without parts.
    Test(Test),
    /// The contrary of the step before.
    Not,
    /// At least so many of so many parts; `and` wants all of them and `or` one.
    AtLeast {
        /// How many are wanted.
        wanted: usize,
        /// How many parts there are.
        parts: usize,
    },
}

/// A condition without parts.
#[derive(Debug)]
pub(crate) enum Test {
    /// Words in a text.
    Words {
        /// Which.
        search: Search,
        /// Whether only disguised ones count.
        disguised: bool,
    },
    /// A link in a text.
    Links {
        /// The text.
        text: TextRef,
        /// The place of the hosts in the plan.
        sites: usize,
        /// Whether a link to none of the hosts is wanted.
        outside: bool,
    },
    /// One of the rules at these positions fired.
    Fired(Vec<u32>),
    /// Any other.
    Plain(Condition),
}

/// Sets of hosts while programs are made, each list once.
#[derive(Default)]
pub(super) struct SiteSets {
    sets: Vec<HashSet<String>>,
    places: HashMap<Arc<[String]>, usize>,
}

impl SiteSets {
    fn place(&mut self, hosts: &Arc<[String]>) -> usize {
        *self.places.entry(hosts.clone()).or_insert_with(|| {
            self.sets.push(hosts.iter().cloned().collect());
            self.sets.len() - 1
        })
    }

    pub(super) fn into_sets(self) -> Vec<HashSet<String>> {
        self.sets
    }
}

impl Program {
    /// Makes a program; `positions` are those of the rules by their number.
    pub(super) fn new(condition: &Condition, positions: &[u32], sites: &mut SiteSets) -> Program {
        let mut program = Program { steps: Vec::new() };
        program.add(condition, positions, sites);
        program
    }

    /// Its tests.
    pub(crate) fn tests(&self) -> impl Iterator<Item = &Test> {
        self.steps.iter().filter_map(|(step, _)| match step {
            Step::Test(test) => Some(test),
            _ => None,
        })
    }

    /// Adds a condition and returns its place. The depth of the recursion is that of the brackets in the rule.
    fn add(&mut self, condition: &Condition, positions: &[u32], sites: &mut SiteSets) -> usize {
        let (wanted, parts): (usize, Vec<&Condition>) = match condition {
            Condition::All(parts) => (parts.len(), parts.iter().collect()),
            Condition::Any(parts) => (1, parts.iter().collect()),
            Condition::AtLeast(wanted, parts) => (*wanted as usize, parts.iter().collect()),
            Condition::Not(contrary) => {
                let part = self.add(contrary, positions, sites);
                return self.push(Step::Not, &[part]);
            }
            test => return self.push(Step::Test(compile(test, positions, sites)), &[]),
        };
        let mut cheapest_first = parts;
        cheapest_first.sort_by_cached_key(|part| cost(part));
        let places: Vec<usize> = cheapest_first.into_iter().map(|part| self.add(part, positions, sites)).collect();
        self.push(Step::AtLeast { wanted, parts: places.len() }, &places)
    }

    fn push(&mut self, step: Step, parts: &[usize]) -> usize {
        let place = self.steps.len();
        for part in parts {
            self.steps[*part].1 = place as u32;
        }
        self.steps.push((step, NO_PARENT));
        place
    }
}

fn compile(condition: &Condition, positions: &[u32], sites: &mut SiteSets) -> Test {
    match condition {
        Condition::Has(search) => Test::Words { search: search.clone(), disguised: false },
        Condition::Disguises(search) => Test::Words { search: search.clone(), disguised: true },
        Condition::LinksTo(text, hosts) => Test::Links { text: *text, sites: sites.place(hosts), outside: false },
        Condition::LinksOutside(text, hosts) => Test::Links { text: *text, sites: sites.place(hosts), outside: true },
        Condition::Fired(rules) => {
            let mut asked: Vec<u32> = rules.iter().map(|rule| positions[rule.0 as usize]).collect();
            asked.sort_unstable();
            asked.dedup();
            Test::Fired(asked)
        }
        other => Test::Plain(other.clone()),
    }
}

/// How dear a condition is to decide: the sum over its tests of a rough number of steps for an ordinary comment.
fn cost(condition: &Condition) -> u64 {
    let quantity = |quantity: &Quantity| match quantity {
        Quantity::Constant(_) | Quantity::Field(_) | Quantity::Relevance | Quantity::QuotesArticle => 1,
        Quantity::Count(_) => 20,
        Quantity::Measure(..) => 100,
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => parts.iter().map(cost).sum(),
        Condition::Not(contrary) => cost(contrary),
        Condition::Compare(left, _, right) => quantity(left) + quantity(right),
        Condition::Is(left, values) => quantity(left) + values.iter().map(quantity).sum::<u64>(),
        Condition::Holds(_) | Condition::Known(_) | Condition::Gap { .. } => 1,
        Condition::Fired(_) | Condition::Topic(_) | Condition::History(_) => 2,
        Condition::LinksTo(..) | Condition::LinksOutside(..) | Condition::Has(_) | Condition::Disguises(_) => 20,
        Condition::Edge(..) => 50,
        Condition::Matches(..) => 500,
    }
}
