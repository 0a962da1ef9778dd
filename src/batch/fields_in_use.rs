//! Checked rules → the fields they look at: a record is read and checked no further.

use crate::check::{CheckedRules, Condition, Quantity, Search};
use crate::comment::FieldId;
use crate::input::FieldSet;

/// The fields that a scan by these rules reads: those that the rules look at and those that every scan needs.
pub fn fields_in_use(rules: &CheckedRules) -> FieldSet {
    let mut fields = FieldSet::always();
    for rule in &rules.rules {
        condition(&rule.when, &mut fields);
    }
    fields
}

/// Deep as the condition, which nests no deeper than rules may.
fn condition(of: &Condition, fields: &mut FieldSet) {
    match of {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| condition(part, fields));
        }
        Condition::Not(part) => condition(part, fields),
        Condition::Holds(field) => fields.insert(*field),
        Condition::Compare(left, _, right) => {
            quantity(left, fields);
            quantity(right, fields);
        }
        Condition::Is(left, right) => {
            quantity(left, fields);
            right.iter().for_each(|one| quantity(one, fields));
        }
        Condition::Has(words) | Condition::Disguises(words) => search(words, fields),
        Condition::Matches(text, _)
        | Condition::Edge(text, _, _)
        | Condition::LinksTo(text, _)
        | Condition::LinksOutside(text, _) => fields.insert(text.field),
        Condition::Gap { left, right, .. } => {
            fields.insert(*left);
            fields.insert(*right);
        }
        Condition::Known(what) => quantity(what, fields),
        Condition::Topic(_) => topic(fields),
        Condition::Fired(_) | Condition::History(_) => {}
    }
}

fn quantity(of: &Quantity, fields: &mut FieldSet) {
    match of {
        Quantity::Constant(_) => {}
        Quantity::Field(field) => fields.insert(*field),
        Quantity::Measure(text, _) => fields.insert(text.field),
        Quantity::Count(words) => search(words, fields),
        Quantity::Relevance | Quantity::QuotesArticle => topic(fields),
    }
}

fn search(words: &Search, fields: &mut FieldSet) {
    fields.insert(words.text.field);
}

fn topic(fields: &mut FieldSet) {
    for field in [
        FieldId::ARTICLE_ID,
        FieldId::ARTICLE_TITLE,
        FieldId::ARTICLE_BODY,
        FieldId::ARTICLE_TAGS,
        FieldId::PARENT_ID,
        FieldId::PARENT_BODY,
    ] {
        fields.insert(field);
    }
}
