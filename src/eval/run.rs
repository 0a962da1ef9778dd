//! Programs × a comment → which rules fire and which cannot decide.
//!
//! Only rules that are awake are run: those that may fire without words, and those that something in the comment woke.
//! Each runs at most once, behind all rules that it asks for.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use regex::Regex;

use super::Undecided;
use super::facts::Facts;
use super::judgement::Firing;
use super::life::{self, Ends};
use super::reading::Reading;
use super::seen::Seen;
use crate::check::{CheckedRules, Rule, TextRef};
use crate::plan::{NO_PARENT, Plan, Program, Sleep, Slumber, Step, Test, Truth};

/// The memory that judging needs, reused from comment to comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) seen: Seen,
    /// The positions of rules that were woken and have not run.
    woken: BinaryHeap<Reverse<u32>>,
    /// By position, the number of the comment for which the rule was last put in line.
    lined_up: Vec<u64>,
    /// By position, the number of the comment for which the rule was last run, and its truth.
    pub(super) truths: Vec<(u64, Truth)>,
    /// The number of the comment.
    comment: u64,
    /// For each step of the program that runs, how many of its parts are true, unknown and decided.
    counts: Vec<(usize, usize, usize)>,
}

/// What is asked of one comment.
pub(super) struct Run<'r, 's> {
    pub(super) rules: &'r CheckedRules,
    pub(super) plan: &'r Plan,
    pub(super) regexes: &'s [Regex],
    pub(super) slumber: &'s Slumber,
    pub(super) ends: Ends,
    pub(super) facts: &'s Facts<'r>,
    pub(super) scratch: &'s mut Scratch,
    pub(super) readings: HashMap<TextRef, Reading>,
    pub(super) missing: HashMap<u32, Vec<String>>,
}

impl<'r, 's> Run<'r, 's> {
    pub(super) fn new(
        (rules, plan): (&'r CheckedRules, &'r Plan),
        regexes: &'s [Regex],
        slumber: &'s Slumber,
        facts: &'s Facts<'r>,
        ends: Ends,
        scratch: &'s mut Scratch,
    ) -> Run<'r, 's> {
        scratch.comment += 1;
        scratch.woken.clear();
        scratch.lined_up.resize(plan.order.len(), 0);
        scratch.truths.resize(plan.order.len(), (0, Truth::False));
        scratch.seen.clear(plan.slots.texts.len());
        let (readings, missing) = (HashMap::new(), HashMap::new());
        Run { rules, plan, regexes, slumber, ends, facts, scratch, readings, missing }
    }

    /// The rules that fire and those that cannot decide, both in the order of rules.
    pub(super) fn judge(mut self) -> (Vec<Firing<'r>>, Vec<Undecided>) {
        self.look();
        let mut firings = Vec::new();
        let mut undecided = Vec::new();
        let mut awake = self.slumber.awake.iter().copied().peekable();
        loop {
            let woken = self.scratch.woken.peek().map(|Reverse(position)| *position);
            let position = match (awake.peek().copied(), woken) {
                (Some(awake), Some(woken)) => awake.min(woken),
                (Some(next), None) | (None, Some(next)) => next,
                (None, None) => break,
            };
            awake.next_if_eq(&position);
            if woken == Some(position) {
                self.scratch.woken.pop();
            }
            let truth = self.rule(position);
            match truth {
                Truth::True => firings.push(self.firing(position)),
                Truth::Unknown => {
                    let missing = self.missing(position);
                    undecided.push(Undecided { rule: self.plan.rule_at(position), missing: missing.clone() });
                    self.missing.insert(position, missing);
                }
                Truth::False => {}
            }
            self.scratch.truths[position as usize] = (self.scratch.comment, truth);
            let asleep = &self.slumber.rules[position as usize];
            if *asleep != Sleep::Awake && (truth != Truth::False || *asleep != Sleep::False) {
                let plan = self.plan;
                for &asker in &plan.askers[position as usize] {
                    line_up(self.scratch, asker);
                }
            }
        }
        for &position in &self.slumber.unknown {
            if let (false, Sleep::Unknown(missing)) = (self.has_run(position), &self.slumber.rules[position as usize]) {
                undecided.push(Undecided { rule: self.plan.rule_at(position), missing: missing.clone() });
            }
        }
        firings.sort_unstable_by_key(|firing| firing.rule);
        undecided.sort_unstable_by_key(|undecided| undecided.rule);
        (firings, undecided)
    }

    /// Looks for words and links, and wakes the rules that look for what is there.
    fn look(&mut self) {
        let plan = self.plan;
        let mut seen = std::mem::take(&mut self.scratch.seen);
        for (slot, text) in plan.slots.texts.iter().enumerate() {
            let Some(view) = self.facts.view(*text) else { continue };
            if !plan.slots.words[slot].is_empty() {
                seen.look(slot, plan, self.rules, view, |position| line_up(self.scratch, position));
            }
            if !plan.slots.links[slot].is_empty() && !view.links().is_empty() {
                plan.slots.links[slot].iter().for_each(|position| line_up(self.scratch, *position));
            }
        }
        self.scratch.seen = seen;
    }

    pub(super) fn has_run(&self, position: u32) -> bool {
        self.scratch.truths[position as usize].0 == self.scratch.comment
    }

    pub(super) fn rule_at(&self, position: u32) -> &'r Rule {
        &self.rules.rules[self.plan.rule_at(position).0 as usize]
    }

    /// A rule's truth, found with as few tests as decide it.
    fn rule(&mut self, position: u32) -> Truth {
        let plan = self.plan;
        let program = &plan.programs[position as usize];
        let rule = self.rule_at(position);
        if !life::counts(rule, self.facts, self.ends) {
            return Truth::False;
        }
        let mut counts = std::mem::take(&mut self.scratch.counts);
        counts.clear();
        counts.resize(program.steps.len(), (0, 0, 0));
        let mut at = 0;
        let truth = loop {
            let (step, parent) = &program.steps[at];
            let (trues, unknowns, _) = counts[at];
            let truth = match step {
                Step::Test(test) => self.test(test, rule),
                Step::Not => Truth::at_least(1, trues, unknowns).contrary(),
                Step::AtLeast { wanted, .. } => Truth::at_least(*wanted, trues, unknowns),
            };
            if *parent == NO_PARENT {
                break truth;
            }
            let parent = *parent as usize;
            counts[parent].0 += usize::from(truth == Truth::True);
            counts[parent].1 += usize::from(truth == Truth::Unknown);
            counts[parent].2 += 1;
            at = if is_decided(&program.steps[parent].0, counts[parent]) { parent } else { at + 1 };
        };
        self.scratch.counts = counts;
        truth
    }

    /// The truth of every step of a rule's program, in the order of steps.
    fn truths(&mut self, program: &'r Program, rule: &Rule) -> Vec<Truth> {
        let mut counts = vec![(0, 0); program.steps.len()];
        let mut truths = Vec::with_capacity(program.steps.len());
        for (at, (step, parent)) in program.steps.iter().enumerate() {
            let (trues, unknowns): (usize, usize) = counts[at];
            let truth = match step {
                Step::Test(test) => self.test(test, rule),
                Step::Not => Truth::at_least(1, trues, unknowns).contrary(),
                Step::AtLeast { wanted, .. } => Truth::at_least(*wanted, trues, unknowns),
            };
            if let Some(count) = counts.get_mut(*parent as usize) {
                count.0 += usize::from(truth == Truth::True);
                count.1 += usize::from(truth == Truth::Unknown);
            }
            truths.push(truth);
        }
        truths
    }

    /// The tests that a rule's truth rests on, which all have that truth: those of its parts that have it, and so on
    /// down. A true rule does not rest on what stands below `not`.
    fn grounds(&mut self, position: u32, truth: Truth) -> Vec<&'r Test> {
        let plan = self.plan;
        let program = &plan.programs[position as usize];
        let truths = self.truths(program, self.rule_at(position));
        let mut counts = vec![false; program.steps.len()];
        let mut tests = Vec::new();
        for (at, (step, parent)) in program.steps.iter().enumerate().rev() {
            counts[at] = truths[at] == truth && (*parent == NO_PARENT || counts[*parent as usize]);
            match step {
                Step::Test(test) if counts[at] => tests.push(test),
                Step::Not if truth == Truth::True => counts[at] = false,
                _ => {}
            }
        }
        tests
    }

    fn firing(&mut self, position: u32) -> Firing<'r> {
        let mut firing = Firing { rule: self.plan.rule_at(position), marks: Vec::new(), more: false };
        for test in self.grounds(position, Truth::True) {
            self.mark(test, &mut firing);
        }
        firing
    }

    fn missing(&mut self, position: u32) -> Vec<String> {
        let rule = self.rule_at(position);
        let mut missing = BTreeSet::new();
        for test in self.grounds(position, Truth::Unknown) {
            self.lack(test, rule, &mut missing);
        }
        missing.into_iter().collect()
    }
}

/// Puts a rule in line to run, once a comment.
fn line_up(scratch: &mut Scratch, position: u32) {
    let lined_up = &mut scratch.lined_up[position as usize];
    if *lined_up != scratch.comment {
        *lined_up = scratch.comment;
        scratch.woken.push(Reverse(position));
    }
}

/// Whether the parts seen so far decide a step, whatever the others are.
fn is_decided(step: &Step, (trues, unknowns, seen): (usize, usize, usize)) -> bool {
    match step {
        Step::AtLeast { wanted, parts } => trues >= *wanted || trues + unknowns + (parts - seen) < *wanted,
        Step::Not | Step::Test(_) => true,
    }
}
