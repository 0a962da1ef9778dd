//! Conditions as written → conditions that make sense.

use super::context::Context;
use super::limits::MOST_FIRED;
use super::names::{Sort, Thing};
use super::paths::{Instead, Meaning};
use super::sites::host;
use super::{Condition, History, Quantity, RuleId, TextRef};
use crate::comment::{FieldId, Type, Value};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::syntax::ast::{self, What};
use crate::text::Measure;

impl Context<'_, '_> {
    /// A condition; `None` where something in it is wrong, all of which has been said then.
    ///
    /// Goes as deep as the brackets, whose depth the syntax limits.
    pub fn condition(&mut self, condition: &ast::Condition) -> Option<Condition> {
        match &condition.what {
            What::All(parts) => Some(Condition::All(self.conditions(parts)?)),
            What::Any(parts) => Some(Condition::Any(self.conditions(parts)?)),
            What::Not(part) => Some(Condition::Not(Box::new(self.condition(part)?))),
            What::AtLeast(number, parts) => Some(Condition::AtLeast(number.value, self.conditions(parts)?)),
            What::Holds(path) => self.holds(path),
            What::Compare { left, comparison, right } => self.compare(left, comparison, right),
            What::Is { left, negated, values } => self.is(left, *negated, values),
            What::Has { text, negated, pattern } => {
                let has = Condition::Has(self.search(text, pattern, "has")?);
                Some(if *negated { Condition::Not(Box::new(has)) } else { has })
            }
            What::Disguises { text, pattern } => Some(Condition::Disguises(self.search(text, pattern, "disguises")?)),
            What::Matches { text, regex, flags } => {
                let text = self.text(text, "matches");
                let regex = self.regexes.add(regex, flags, self.sources, self.diagnostics);
                Some(Condition::Matches(text?, regex?))
            }
            What::Edge { text, edge, values } => self.edge(text, *edge, values),
            What::Links { text, outside, sites } => self.links(text, *outside, sites),
            What::Gap { left, more, by, after, right } => {
                let (left, right) = (self.time(left), self.time(right));
                let by = self.duration(by, false);
                Some(Condition::Gap { left: left?, more: *more, by: by?, after: *after, right: right? })
            }
            What::Known(path) => self.known(path),
            What::Fired { pack, rule } => self.fired(pack.as_ref(), rule.as_ref(), condition),
            What::Topic(answer) => Some(Condition::Topic(answer.value)),
            What::Posted { more_than, within } => {
                let (times, within) = (self.times(more_than, 0), self.duration(within, true));
                Some(Condition::History(History::Posted(times?, within?)))
            }
            What::Repeated { anyone, times, within } => {
                let (times, within) = (self.times(times, 1), self.duration(within, true));
                let question = if *anyone { History::AnyoneRepeated } else { History::AuthorRepeated };
                Some(Condition::History(question(times?, within?)))
            }
            What::Had { times, action, within } => {
                let (times, within) = (self.times(times, 1), self.duration(within, true));
                Some(Condition::History(History::Had(times?, action.value, within?)))
            }
            What::FirstComment => Some(Condition::History(History::FirstComment)),
        }
    }

    fn conditions(&mut self, parts: &[ast::Condition]) -> Option<Vec<Condition>> {
        let checked: Vec<Option<Condition>> = parts.iter().map(|part| self.condition(part)).collect();
        checked.into_iter().collect()
    }

    /// A name that stands alone as a condition: a yes/no field or setting.
    fn holds(&mut self, path: &ast::Path) -> Option<Condition> {
        let name = path.dotted();
        let kind = match self.meaning(path, Instead::Condition)? {
            Meaning::Field(field) => match self.schema.field(field).kind {
                Type::YesNo => return Some(Condition::Holds(field)),
                kind => kind,
            },
            Meaning::Setting(at) => {
                self.uses.insert(Thing { sort: Sort::Setting, at });
                let value = self.settings[at].clone();
                if let Value::YesNo(_) = value {
                    let yes = Quantity::Constant(Value::YesNo(true));
                    return Some(Condition::Is(Quantity::Constant(value), vec![yes]));
                }
                value.kind()
            }
            Meaning::Measure(_, measure) => super::paths::type_of(measure),
            Meaning::View(_) => Type::Text,
            Meaning::Relevance => Type::Share,
            Meaning::Topic => {
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::NOT_A_CONDITION,
                        path.span,
                        "`topic` alone says nothing",
                        "is it on or off?",
                    )
                    .help("write `topic is on`, `topic is off` or `topic is unclear`"),
                );
                return None;
            }
        };
        let message = format!("`{name}` is {}, so it is neither true nor false by itself", kind.with_article());
        let help = match kind {
            Type::Text => format!("ask something of it: `{name} has \"word\"`, `{name} is \"text\"`, `known({name})`"),
            Type::Language => format!("compare it: `{name} is en`"),
            _ => format!("compare it: `{name} > {}`", super::settings::example(kind)),
        };
        self.diagnostics.push(Diagnostic::new(&codes::NOT_A_CONDITION, path.span, message, "not yes or no").help(help));
        None
    }

    fn edge(&mut self, text: &ast::Path, edge: ast::Edge, values: &[ast::Quoted]) -> Option<Condition> {
        let words = if edge == ast::Edge::Start { "starts with" } else { "ends with" };
        let text = self.text(text, words);
        let mut right = true;
        for empty in values.iter().filter(|value| value.value.trim().is_empty()) {
            right = false;
            let message = format!("every text {words} nothing, so this is always true");
            self.diagnostics.push(
                Diagnostic::new(&codes::EMPTY_TEXT, empty.span, message, "nothing in the quotes")
                    .help("write the text that is to stand there"),
            );
        }
        let mut values: Vec<String> = values.iter().map(|value| value.value.clone()).collect();
        values.sort();
        values.dedup();
        text.filter(|_| right).map(|text| Condition::Edge(text, edge, values))
    }

    fn links(&mut self, text: &ast::Path, outside: bool, sites: &[ast::SiteRef]) -> Option<Condition> {
        let words = if outside { "links outside" } else { "links to" };
        let text = self.text(text, words);
        let (mut lists, mut single, mut right) = (Vec::new(), Vec::new(), true);
        let mut span = None;
        for site in sites {
            match site {
                ast::SiteRef::Sites(name) => {
                    span = span.or(Some(name.span));
                    let found = self.definitions.resolve(self.pack, name, Sort::Sites, self.diagnostics);
                    right &= found.is_some();
                    self.uses.extend(found.map(|at| Thing { sort: Sort::Sites, at }));
                    lists.extend(found);
                }
                ast::SiteRef::Host(text) => {
                    span = span.or(Some(text.span));
                    let found = host(text, self.diagnostics);
                    right &= found.is_some();
                    single.extend(found);
                }
            }
        }
        let hosts = self.sites.hosts(&lists, single, span?, self.diagnostics)?;
        let text = text.filter(|_| right)?;
        Some(if outside { Condition::LinksOutside(text, hosts) } else { Condition::LinksTo(text, hosts) })
    }

    fn time(&mut self, path: &ast::Path) -> Option<FieldId> {
        let (name, meaning) = (path.dotted(), self.meaning(path, Instead::Field)?);
        let is = match meaning {
            Meaning::Field(field) => match self.schema.field(field).kind {
                Type::Time => return Some(field),
                kind => kind.with_article(),
            },
            Meaning::Measure(_, measure) => super::paths::type_of(measure).with_article(),
            Meaning::View(_) => "text",
            Meaning::Setting(_) => "a setting",
            Meaning::Relevance | Meaning::Topic => "no time",
        };
        let times = self.schema.fields().filter(|(_, field)| field.kind == Type::Time);
        let names: Vec<String> = times.map(|(_, field)| format!("`{}`", field.name)).collect();
        let message = format!("`{name}` is {is}, and here a time is wanted");
        let mut diagnostic = Diagnostic::new(&codes::NOT_A_TIME, path.span, message, "not a time");
        if meaning == Meaning::Field(FieldId::AUTHOR_AGE) {
            let title = "did you mean `author.joined`?";
            diagnostic = diagnostic.fix(title, Confidence::Review, path.span, "author.joined");
        }
        self.diagnostics.push(diagnostic.note(format!("fields that are times: {}", names.join(", "))));
        None
    }

    fn known(&mut self, path: &ast::Path) -> Option<Condition> {
        let quantity = match self.meaning(path, Instead::Field)? {
            Meaning::Field(field) | Meaning::View(TextRef { field, .. }) => Quantity::Field(field),
            // Whether the language could be told is a question of its own; any other measure is there with its text.
            Meaning::Measure(text, Measure::Language) => Quantity::Measure(text, Measure::Language),
            Meaning::Measure(text, _) => Quantity::Field(text.field),
            Meaning::Relevance | Meaning::Topic => Quantity::Relevance,
            Meaning::Setting(at) => {
                self.uses.insert(Thing { sort: Sort::Setting, at });
                let message = format!("`{}` is a setting, and settings are always known", path.dotted());
                self.diagnostics.push(
                    Diagnostic::new(&codes::NOT_A_CONDITION, path.span, message, "always known")
                        .help("`known(…)` asks whether a comment comes with a field, such as `known(author.age)`"),
                );
                return None;
            }
        };
        Some(Condition::Known(quantity))
    }

    fn fired(
        &mut self,
        pack: Option<&ast::Name>,
        rule: Option<&ast::Name>,
        asked: &ast::Condition,
    ) -> Option<Condition> {
        let asked_rules = match (pack, rule) {
            (_, Some(name)) => {
                let span = pack.map_or(name.span, |pack| pack.span.to(name.span));
                let name = ast::QualifiedName { pack: pack.cloned(), name: name.clone(), span };
                vec![self.definitions.resolve(self.pack, &name, Sort::Rule, self.diagnostics)?]
            }
            (pack, None) => {
                let scope = match pack {
                    Some(pack) => self.definitions.find_pack(pack, self.diagnostics)?,
                    None => self.pack,
                };
                if scope == self.pack {
                    let message = "this asks all rules of the pack in which it stands, itself among them";
                    self.diagnostics.push(
                        Diagnostic::new(&codes::FIRED_OWN_PACK, asked.span, message, "its own pack")
                            .help("name the rules that are meant: `fired(one) or fired(two)`")
                            .help("`fired(pack.*)` asks the rules of another pack"),
                    );
                    return None;
                }
                (0..self.definitions.rules.len()).filter(|at| self.definitions.rules[*at].pack == scope).collect()
            }
        };
        self.asked += asked_rules.len();
        if self.asked > MOST_FIRED {
            let message = format!("all `fired(…)` together name more than {MOST_FIRED} rules");
            self.diagnostics.push(Diagnostic::new(&codes::LIMIT, asked.span, message, "here the limit is passed"));
            return None;
        }
        let asks_as_shadow = self.fates[self.rule].shadow;
        let mut ids: Vec<RuleId> = Vec::new();
        for at in asked_rules {
            self.uses.insert(Thing { sort: Sort::Rule, at });
            let fate = self.fates[at];
            // A rule that is only watched counts for none but those that are only watched too.
            if let Some(id) = fate.id.filter(|_| !fate.shadow || asks_as_shadow) {
                ids.push(id);
                self.asks.push(at);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Some(Condition::Fired(ids))
    }
}
