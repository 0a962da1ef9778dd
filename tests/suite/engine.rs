//! The compiled engine against the plain interpreter, on random rules and comments; and laws that verdicts keep.

mod random;

use comity::check::{Condition, RuleId, TextRef};
use comity::comment::{Comment, FieldId};
use comity::eval::{Ruleset, Scanner, Verdict, reference};
use comity::text::View;
use proptest::collection::vec;
use proptest::prelude::*;

use random::{comment, now, point, rule, rules};

/// How many rule sets are compared, each on [`COMMENTS`] comments.
const RULE_SETS: u32 = 2_500;
const COMMENTS: usize = 6;

fn json(verdict: &Verdict) -> String {
    serde_json::to_string(verdict).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: RULE_SETS, failure_persistence: None, ..ProptestConfig::default() })]

    /// The engine gives the verdicts that the plain interpreter gives, one comment after another and again.
    #[test]
    fn the_engine_agrees_with_the_plain_interpreter(
        rules in rules(), comments in vec(comment(), COMMENTS), now in now(),
    ) {
        let rules = rules.0;
        let ruleset = Ruleset::new(rules);
        let mut scanner = Scanner::new(&ruleset).at(now);
        for comment in comments.iter().chain(&comments) {
            let defined = reference::judge(ruleset.rules(), comment, now);
            let verdict = scanner.scan(comment);
            prop_assert_eq!(json(&verdict), json(&defined));
            prop_assert_eq!(&verdict.undecided, &defined.undecided);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: RULE_SETS / 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules in another order give the same verdicts, but for the order in which they are listed.
    #[test]
    fn the_order_of_rules_changes_no_verdict(rules in rules(), comments in vec(comment(), COMMENTS)) {
        let rules = rules.0;
        let mut turned = rules.clone();
        let last = turned.rules.len() as u32 - 1;
        turned.rules.reverse();
        turned.rules.iter_mut().for_each(|rule| turn(&mut rule.when, last));
        let (mut scanner, mut other) = (Scanner::new(&Ruleset::new(rules)), Scanner::new(&Ruleset::new(turned)));
        for comment in &comments {
            let verdict = scanner.scan(comment);
            let mut same = other.scan(comment);
            same.rules.reverse();
            same.rules.iter_mut().for_each(|rule| rule.id = RuleId(last - rule.id.0));
            same.undecided.reverse();
            same.undecided.iter_mut().for_each(|undecided| undecided.rule = RuleId(last - undecided.rule.0));
            same.decided_by.sort();
            let mut verdict = verdict;
            verdict.decided_by.sort();
            prop_assert_eq!(verdict, same);
        }
    }

    /// Without a policy, a rule that nobody asks for only adds: the action never gets milder.
    #[test]
    fn one_rule_more_makes_no_verdict_milder(
        rules in rules(), more in rule(), comments in vec(comment(), COMMENTS),
    ) {
        let mut fewer = rules.0;
        fewer.policy.clear();
        let mut rules = fewer.clone();
        let mut more = more;
        point(&mut more.when, 0, 0, false);
        more.name.name = "rule_9".to_owned();
        rules.rules.push(more);
        let (mut before, mut after) = (Scanner::new(&Ruleset::new(fewer)), Scanner::new(&Ruleset::new(rules)));
        for comment in &comments {
            let (before, after) = (before.scan(comment), after.scan(comment));
            prop_assert!(after.action >= before.action);
            prop_assert_eq!(&after.rules[..before.rules.len()], &before.rules[..]);
        }
    }
}

/// Turns the rules that a condition asks for round.
fn turn(condition: &mut Condition, last: u32) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter_mut().for_each(|part| turn(part, last));
        }
        Condition::Not(part) => turn(part, last),
        Condition::Fired(asked) => asked.iter_mut().for_each(|id| *id = RuleId(last - id.0)),
        _ => {}
    }
}

/// No more spans of a rule are listed than a hundred, the first ones, and the verdict says that there are more.
#[test]
fn spans_are_listed_up_to_a_bound() {
    let mut rules = random::no_rules();
    let body = TextRef { field: FieldId::BODY, view: View::Own };
    rules.rules.push(random::plain_rule(Condition::Matches(body, random::ANY_CHARACTER)));
    rules.rules.push(random::plain_rule(random::has_first_phrase(body)));
    let mut scanner = Scanner::new(&Ruleset::new(rules));
    for (number, more) in [(0, false), (100, false), (101, true), (10_000, true)] {
        let verdict = scanner.scan(&Comment::with_body("idiot ".repeat(number)));
        let listed: Vec<(usize, bool)> = verdict.rules.iter().map(|rule| (rule.spans.len(), rule.more_spans)).collect();
        let letters = if number == 0 { vec![] } else { vec![(100, true), (number.min(100), more)] };
        assert_eq!(listed, letters, "{number} words");
        for rule in &verdict.rules {
            assert!(rule.spans.iter().all(|span| span.end <= 600 && span.start < span.end));
        }
    }
}
