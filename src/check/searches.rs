//! What `has` and `disguises` look for → searches over word sets.

use super::context::Context;
use super::lists::{Sight, phrase};
use super::names::{Sort, Thing};
use super::paths::{Instead, Meaning};
use super::{Near, Search, TextRef, WordSetId};
use crate::comment::Type;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::syntax::ast::{self, HowMany, Member, Wanted};
use crate::text::View;

impl Context<'_, '_> {
    /// The text that a path names; complains where it is none. `asked` is what the rule asks of it.
    pub fn text(&mut self, path: &ast::Path, asked: &str) -> Option<TextRef> {
        let meaning = self.meaning(path, Instead::Field)?;
        let name = path.dotted();
        let (is, body) = match meaning {
            Meaning::Field(field) => match self.schema.field(field).kind {
                Type::Text => return Some(TextRef { field, view: View::Own }),
                kind => (kind.with_article().to_owned(), None),
            },
            Meaning::View(text) => return Some(text),
            Meaning::Measure(text, measure) => {
                let is = super::paths::type_of(measure).with_article();
                (is.to_owned(), Some(self.schema.field(text.field).name.clone()))
            }
            Meaning::Setting(at) => (format!("a setting, {}", self.settings[at].kind().with_article()), None),
            Meaning::Relevance => ("a share".to_owned(), None),
            Meaning::Topic => ("on, off or unclear".to_owned(), None),
        };
        let message = format!("`{name}` is {is}, and `{asked}` looks into a text");
        let mut diagnostic = Diagnostic::new(&codes::NOT_A_TEXT, path.span, message, "not a text");
        diagnostic = match body {
            Some(body) => diagnostic.fix(format!("did you mean `{body}`?"), Confidence::Review, path.span, body),
            None => {
                diagnostic.help("texts are `body`, `title`, `author.name`, `parent.body`, `article.title` and the like")
            }
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// A search; every part of it is looked at, so that all errors are said at once.
    pub fn search(&mut self, text: &ast::Path, pattern: &ast::Pattern, asked: &str) -> Option<Search> {
        let text = self.text(text, asked);
        let wanted = self.wanted(&pattern.wanted, Sight::of(&pattern.seeing));
        for member in &pattern.wanted.members {
            let Member::List(name) = member else { continue };
            let scope = name.pack.as_ref().map_or(Some(self.pack), |pack| self.definitions.pack(&pack.value));
            let list = scope.and_then(|scope| self.definitions.look_up(scope, &name.name.value, Sort::List));
            self.sought.extend(list);
        }
        let except = self.members(&pattern.except, Sight::PLAINLY);
        let near = pattern.near.as_ref().map(|near| self.near(near));
        let unless: Vec<_> = pattern.unless.iter().map(|near| self.near(near)).collect();
        let (members, at_least) = wanted?;
        let near = match near {
            Some(near) => Some(near?),
            None => None,
        };
        let unless = unless.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Search { text: text?, members, at_least, except: except?, near, unless })
    }

    fn near(&mut self, near: &ast::Near) -> Option<Near> {
        if matches!(near.reach.value, ast::Reach::Words(0)) {
            let message = "`within 0 words` can never be: two words are at least one apart";
            self.diagnostics.push(
                Diagnostic::new(&codes::AMOUNT, near.reach.span, message, "no distance")
                    .help("words side by side are `within 1 word`"),
            );
            return None;
        }
        let (members, at_least) = self.wanted(&near.of, Sight::of(&near.seeing))?;
        Some(Near { side: near.side.value, members, at_least, reach: near.reach.value })
    }

    fn wanted(&mut self, wanted: &Wanted, sight: Sight) -> Option<(Vec<WordSetId>, u32)> {
        if let (HowMany::All | HowMany::AtLeast(_), [Member::List(list)]) = (&wanted.how_many, &wanted.members[..]) {
            self.uses.extend(self.definitions.resolve(self.pack, list, Sort::List, self.diagnostics).map(as_list));
            return None;
        }
        let members = self.members(&wanted.members, sight);
        let count = wanted.members.len() as u32;
        let at_least = match &wanted.how_many {
            HowMany::Any => 1,
            HowMany::All => count,
            HowMany::AtLeast(number) => number.value,
        };
        Some((members?, at_least))
    }

    fn members(&mut self, members: &[Member], sight: Sight) -> Option<Vec<WordSetId>> {
        let mut sets = Vec::new();
        let mut right = true;
        for member in members {
            let set = match member {
                Member::Phrase(entry) => {
                    let sight = Sight::of(&entry.seeing).under(sight);
                    phrase(&entry.text, self.sources, self.diagnostics).map(|phrase| self.lexicon.phrase(phrase, sight))
                }
                Member::List(name) => {
                    let list = self.definitions.resolve(self.pack, name, Sort::List, self.diagnostics);
                    list.and_then(|list| {
                        self.uses.insert(as_list(list));
                        self.lexicon.list(list, sight, self.diagnostics)
                    })
                }
            };
            right &= set.is_some();
            sets.extend(set);
        }
        right.then_some(sets)
    }
}

fn as_list(at: usize) -> Thing {
    Thing { sort: Sort::List, at }
}
