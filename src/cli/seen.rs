//! What a rule's condition finds in one comment, part by part: the words it saw and did not see, the measures and
//! fields it compared. This is what people need in order to see why a rule did not do what they thought.

use comity::check::{CheckedRules, Condition, Near, Quantity, Rule, Search, TextRef, WordSetId};
use comity::comment::{Comment, FieldId};
use comity::report::Printable;
use comity::syntax::ast::{Reach, Side};
use comity::text::{Measure, Text, View};

/// How many hits of one list are quoted.
const MOST_HITS: usize = 5;

/// What the parts of the rule's condition find in `comment`, each once, in the order in which they are written.
pub fn seen(rules: &CheckedRules, rule: &Rule, comment: &Comment) -> Vec<String> {
    let mut look = Look { rules, comment, lines: Vec::new() };
    look.condition(&rule.when);
    look.lines
}

struct Look<'a> {
    rules: &'a CheckedRules,
    comment: &'a Comment,
    lines: Vec<String>,
}

impl Look<'_> {
    fn say(&mut self, line: String) {
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(part) => self.condition(part),
            Condition::Holds(field) => self.field(*field),
            Condition::Compare(left, _, right) => {
                self.quantity(left);
                self.quantity(right);
            }
            Condition::Is(left, right) => {
                self.quantity(left);
                right.iter().for_each(|quantity| self.quantity(quantity));
            }
            Condition::Has(search) | Condition::Disguises(search) => self.search(search),
            Condition::Matches(text, regex) => {
                let found = self.comment.text(text.field).map(|field| {
                    let regex = &self.rules.regexes[regex.0 as usize];
                    regex.find(field).map(|found| found.as_str().to_owned()).into_iter().collect::<Vec<_>>()
                });
                let pattern = format!("/{}/", Printable(self.rules.regexes[regex.0 as usize].as_str()));
                self.found(*text, &pattern, found);
            }
            Condition::Edge(text, ..) | Condition::LinksTo(text, _) | Condition::LinksOutside(text, _) => {
                if self.comment.text(text.field).is_none() {
                    self.found(*text, "", None);
                }
            }
            Condition::Gap { left, right, .. } => {
                self.field(*left);
                self.field(*right);
            }
            Condition::Known(quantity) => self.quantity(quantity),
            Condition::Fired(_) => {}
            Condition::Topic(_) => self.say("topic: not known here, as there is no article".to_owned()),
            Condition::History(_) => self.say("history: not known here, as only this comment is looked at".to_owned()),
        }
    }

    fn quantity(&mut self, quantity: &Quantity) {
        match quantity {
            Quantity::Constant(_) => {}
            Quantity::Field(field) => self.field(*field),
            Quantity::Measure(text, measure) => {
                let name = format!("{}.{}", self.name(*text), measure_word(*measure));
                let value =
                    self.comment.text(text.field).map(|field| Text::new(field).view(text.view).measure(*measure));
                self.say(match value {
                    Some(Some(value)) => format!("{name} is {value}"),
                    Some(None) => format!("{name} cannot be told"),
                    None => format!("{name} is missing"),
                });
            }
            Quantity::Count(search) => self.search(search),
            Quantity::Relevance => self.say("relevance: not known here, as there is no article".to_owned()),
            Quantity::QuotesArticle => self.say("quotes(article): not known here, as there is no article".to_owned()),
        }
    }

    fn field(&mut self, field: FieldId) {
        let name = &self.rules.schema.field(field).name;
        self.say(match self.comment.get(field) {
            Some(value) => format!("{name} is {}", Printable(&value.to_string())),
            None => format!("{name} is missing"),
        });
    }

    fn search(&mut self, search: &Search) {
        self.words(search.text, ("", ""), &search.members);
        if let Some(near) = &search.near {
            self.near(search.text, "", near);
        }
        for near in &search.unless {
            self.near(search.text, "unless ", near);
        }
    }

    fn near(&mut self, text: TextRef, before: &str, near: &Near) {
        let side = match near.side {
            Side::Near => "near",
            Side::Before => "before",
            Side::After => "after",
        };
        let reach = match near.reach {
            Reach::Words(words) => format!(" within {words} words"),
            Reach::Sentence => " in the same sentence".to_owned(),
        };
        self.words(text, (&format!("{before}{side} "), &reach), &near.members);
    }

    fn words(&mut self, text: TextRef, (before, behind): (&str, &str), members: &[WordSetId]) {
        for member in members {
            let set = &self.rules.word_sets[member.0 as usize];
            let found = self.comment.text(text.field).map(|field| {
                let prepared = Text::new(field);
                let view = prepared.view(text.view);
                let patterns = set.groups.iter().flat_map(|group| &group.patterns);
                let hits = patterns.flat_map(|pattern| self.rules.patterns[pattern.0 as usize].hits(view));
                let mut bytes: Vec<_> = hits.map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
                bytes.sort_unstable();
                bytes.dedup();
                bytes.into_iter().filter_map(|(start, end)| Some(field.get(start..end)?.to_owned())).collect()
            });
            self.found(text, &format!("{before}{}{behind}", set.name), found);
        }
    }

    /// `body has insults: "m0r0n"`; `None` where the field is missing.
    fn found(&mut self, text: TextRef, what: &str, found: Option<Vec<String>>) {
        let name = self.name(text);
        let Some(found) = found else {
            self.say(format!("{name} is missing"));
            return;
        };
        let mut quoted: Vec<String> =
            found.iter().take(MOST_HITS).map(|found| format!("\"{}\"", Printable(found))).collect();
        if found.len() > MOST_HITS {
            quoted.push("…".to_owned());
        }
        let quoted = if quoted.is_empty() { "not seen".to_owned() } else { format!("saw {}", quoted.join(", ")) };
        self.say(format!("{name}, {what}: {quoted}"));
    }

    fn name(&self, text: TextRef) -> String {
        let field = &self.rules.schema.field(text.field).name;
        match text.view {
            View::Own => field.clone(),
            view => format!("{field}.{}", view.word()),
        }
    }
}

fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Words => "words",
        Measure::Letters => "letters",
        Measure::Length => "length",
        Measure::Lines => "lines",
        Measure::Caps => "caps",
        Measure::Links => "links",
        Measure::Mentions => "mentions",
        Measure::Emoji => "emoji",
        Measure::Exclamations => "exclamations",
        Measure::Repeats => "repeats",
        Measure::Symbols => "symbols",
        Measure::Language => "language",
        Measure::ShortLinks => "short_links",
        Measure::MaskedLinks => "masked_links",
    }
}
