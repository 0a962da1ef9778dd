//! The rules that fired and those that could not decide → the [`Verdict`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::{RuleVerdict, SpanFound, Undecided, Verdict};
use crate::check::{CheckedRules, PolicyLine, Rule, RuleId};
use crate::comment::{Comment, FieldId};
use crate::outcome::{Action, Score};
use crate::text::KindSet;

/// How many spans of one rule are listed.
pub(super) const MOST_SPANS: usize = 100;

/// Words on which a condition holds.
#[derive(Clone, Debug)]
pub(super) struct Mark<'r> {
    /// The field.
    pub field: FieldId,
    /// The bytes in the original field.
    pub bytes: Range<usize>,
    /// What they were recognised as.
    pub means: Option<Cow<'r, str>>,
    /// How they were dressed up.
    pub how: KindSet,
}

/// A rule that fired.
#[derive(Clone, Debug)]
pub(super) struct Firing<'r> {
    /// The rule.
    pub rule: RuleId,
    /// On which words, in any order.
    pub marks: Vec<Mark<'r>>,
    /// Whether there may be more than were looked for.
    pub more: bool,
}

/// The verdict on `comment`. The firings and the undecided come in the order of rules.
pub(super) fn verdict(
    rules: &CheckedRules,
    comment: &Comment,
    firings: Vec<Firing<'_>>,
    undecided: Vec<Undecided>,
) -> Verdict {
    let fired: Vec<RuleVerdict> = firings.into_iter().map(|firing| rule_verdict(rules, comment, firing)).collect();
    let counted = || fired.iter().filter(|rule| !rule.shadow);
    let score = counted().fold(Score::default(), |sum, rule| sum.plus(rule.score));
    let lines: Vec<&PolicyLine> =
        rules.policy.iter().filter(|line| line.comparison.holds(score.cmp(&line.score))).collect();

    let asked = counted().map(|rule| rule.action).chain(lines.iter().map(|line| line.then.action));
    let action = asked.max().unwrap_or_default();
    let mut decided_by = Vec::new();
    if action != Action::None {
        decided_by.extend(counted().filter(|rule| rule.action == action).map(|rule| rule.rule.clone()));
        for line in lines.iter().filter(|line| line.then.action == action) {
            let said = format!("policy: score {} {}", line.comparison.sign(), line.score);
            if !decided_by.contains(&said) {
                decided_by.push(said);
            }
        }
    }
    let rule_tags = counted().flat_map(|rule| &rules.rules[rule.id.0 as usize].then.tags);
    let tags: BTreeSet<&String> = rule_tags.chain(lines.iter().flat_map(|line| &line.then.tags)).collect();
    let tags = tags.into_iter().cloned().collect();
    let unknown: BTreeSet<&String> = undecided.iter().flat_map(|rule| &rule.missing).collect();
    let unknown = unknown.into_iter().cloned().collect();
    let id = comment.text(FieldId::ID).map(str::to_owned);
    Verdict { schema: Verdict::SCHEMA, id, action, score, tags, decided_by, rules: fired, unknown, undecided }
}

fn rule_verdict(rules: &CheckedRules, comment: &Comment, firing: Firing<'_>) -> RuleVerdict {
    let rule = &rules.rules[firing.rule.0 as usize];
    let (spans, more) = spans(rules, comment, firing.marks);
    RuleVerdict {
        id: firing.rule,
        rule: rule.name.to_string(),
        title: rule.title.clone(),
        action: rule.then.action,
        score: rule.then.score,
        shadow: rule.shadow,
        because: because(rule, &spans),
        spans,
        more_spans: more || firing.more,
    }
}

/// The marks as they are reported: in the order of fields and bytes, each once, no more than [`MOST_SPANS`], and
/// whether there are more.
pub(super) fn spans(rules: &CheckedRules, comment: &Comment, mut marks: Vec<Mark<'_>>) -> (Vec<SpanFound>, bool) {
    let kinds = |mark: &Mark<'_>| mark.how.iter().collect::<Vec<_>>();
    marks.sort_unstable_by(|left, right| {
        let place = |mark: &Mark<'_>| (mark.field, mark.bytes.start, mark.bytes.end);
        let order = place(left).cmp(&place(right)).then_with(|| left.means.cmp(&right.means));
        order.then_with(|| kinds(left).cmp(&kinds(right)))
    });
    marks.dedup_by(|later, kept| later.field == kept.field && later.bytes == kept.bytes && later.means == kept.means);
    let more = marks.len() > MOST_SPANS;
    marks.truncate(MOST_SPANS);
    let spans = marks.into_iter().map(|mark| {
        let text = comment.text(mark.field).and_then(|text| text.get(mark.bytes.clone())).unwrap_or_default();
        SpanFound {
            field: rules.schema.field(mark.field).name.clone(),
            start: mark.bytes.start,
            end: mark.bytes.end,
            text: text.to_owned(),
            means: mark.means.map(Cow::into_owned),
            how: mark.how,
        }
    });
    (spans.collect(), more)
}

/// What the author may be told, in the first language written, with the first of the words where the rule asks for it.
fn because(rule: &Rule, spans: &[SpanFound]) -> Option<String> {
    let (_, text) = rule.because.first()?;
    let matched = spans.first().map_or("…", |span| &span.text);
    Some(text.replace("{match}", matched))
}
