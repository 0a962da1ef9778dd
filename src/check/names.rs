//! What the packs define, by name; looking a name up, with what may have been meant where it is unknown.

use std::collections::{BTreeSet, HashMap};

use super::fields;
use super::limits::MOST_EXPLAINED;
use super::packs::{Loaded, PackId, Parsed};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Code, Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Span, shipped};
use crate::syntax::ast;

/// The sorts of things that have a name in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    List,
    Sites,
    Rule,
    Setting,
}

impl Sort {
    /// The word for it, with its article.
    pub fn with_article(self) -> &'static str {
        match self {
            Sort::List => "a list",
            Sort::Sites => "a list of sites",
            Sort::Rule => "a rule",
            Sort::Setting => "a setting",
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Sort::List => "list",
            Sort::Sites => "sites",
            Sort::Rule => "rule",
            Sort::Setting => "setting",
        }
    }

    /// Whether two things of these sorts cannot have the same name. Words and sites are both added to by `adjust`.
    fn clashes(self, other: Sort) -> bool {
        let lists = |sort| matches!(sort, Sort::List | Sort::Sites);
        self == other || lists(self) && lists(other)
    }

    fn unknown(self) -> &'static Code {
        match self {
            Sort::List => &codes::UNKNOWN_LIST,
            Sort::Sites => &codes::UNKNOWN_SITES,
            Sort::Rule => &codes::UNKNOWN_RULE,
            Sort::Setting => &codes::UNKNOWN_NAME,
        }
    }
}

/// A thing by its sort and its place among its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Thing {
    pub sort: Sort,
    pub at: usize,
}

/// A definition with where it belongs.
pub(super) struct Defined<'a, T> {
    pub pack: PackId,
    pub file: &'a Parsed,
    pub node: &'a T,
}

/// Everything that the packs define.
pub(super) struct Definitions<'a> {
    pub loaded: &'a Loaded,
    pub lists: Vec<Defined<'a, ast::List>>,
    pub sites: Vec<Defined<'a, ast::Sites>>,
    pub rules: Vec<Defined<'a, ast::Rule>>,
    pub settings: Vec<Defined<'a, ast::Setting>>,
    by_name: Vec<HashMap<&'a str, Vec<(Thing, Span)>>>,
    packs: HashMap<&'a str, PackId>,
    unread: BTreeSet<&'a str>,
}

/// The first part of a field's name whose type is none, so that only the type is complained of.
fn field_of_no_type(item: &ast::Item) -> Option<&str> {
    match item {
        ast::Item::Field(field) if fields::type_of(&field.kind.value).is_none() => {
            field.name.parts.first().map(|part| part.value.as_str())
        }
        _ => None,
    }
}

impl<'a> Definitions<'a> {
    /// Collects the definitions of all files; a name that is defined twice in a pack keeps its first meaning.
    pub fn collect(loaded: &'a Loaded, diagnostics: &mut Diagnostics) -> Definitions<'a> {
        let packs = loaded.packs.iter().enumerate();
        let mut definitions = Definitions {
            loaded,
            lists: Vec::new(),
            sites: Vec::new(),
            rules: Vec::new(),
            settings: Vec::new(),
            by_name: loaded.packs.iter().map(|_| HashMap::new()).collect(),
            packs: packs.filter_map(|(at, pack)| Some((pack.name.as_deref()?, PackId(at)))).collect(),
            unread: loaded.files.iter().flat_map(|file| &file.tree.unread).map(|name| name.value.as_str()).collect(),
        };
        let items = loaded.files.iter().flat_map(|file| &file.tree.items);
        definitions.unread.extend(items.filter_map(field_of_no_type));
        for file in &loaded.files {
            for item in &file.tree.items {
                definitions.collect_item(file, item, diagnostics);
            }
        }
        definitions
    }

    fn collect_item(&mut self, file: &'a Parsed, item: &'a ast::Item, diagnostics: &mut Diagnostics) {
        let pack = file.pack;
        let (sort, name) = match item {
            ast::Item::List(list) => (Sort::List, &list.name),
            ast::Item::Sites(sites) => (Sort::Sites, &sites.name),
            ast::Item::Rule(rule) => (Sort::Rule, &rule.name),
            ast::Item::Setting(setting) => (Sort::Setting, &setting.name),
            _ => return,
        };
        if !self.define(pack, sort, name, diagnostics) {
            return;
        }
        match item {
            ast::Item::List(node) => self.lists.push(Defined { pack, file, node }),
            ast::Item::Sites(node) => self.sites.push(Defined { pack, file, node }),
            ast::Item::Rule(node) => self.rules.push(Defined { pack, file, node }),
            ast::Item::Setting(node) => self.settings.push(Defined { pack, file, node }),
            _ => {}
        }
    }

    fn define(&mut self, pack: PackId, sort: Sort, name: &'a ast::Name, diagnostics: &mut Diagnostics) -> bool {
        let at = match sort {
            Sort::List => self.lists.len(),
            Sort::Sites => self.sites.len(),
            Sort::Rule => self.rules.len(),
            Sort::Setting => self.settings.len(),
        };
        let things = self.by_name[pack.0].entry(name.value.as_str()).or_default();
        let Some((first, span)) = things.iter().find(|(thing, _)| thing.sort.clashes(sort)) else {
            things.push((Thing { sort, at }, name.span));
            return true;
        };
        let message = if first.sort == sort {
            format!("the {} `{}` is defined twice", sort.word(), name.value)
        } else {
            format!(
                "`{}` is {} already, so it cannot be {} too",
                name.value,
                first.sort.with_article(),
                sort.with_article()
            )
        };
        diagnostics.push(
            Diagnostic::new(&codes::DEFINED_TWICE, name.span, message, "here again")
                .label(*span, "first defined here")
                .help("give one of them another name, or remove it"),
        );
        false
    }

    /// The pack of this name.
    pub fn pack(&self, name: &str) -> Option<PackId> {
        self.packs.get(name).copied()
    }

    /// The pack of this name; complains where there is none.
    pub fn find_pack(&self, name: &ast::Name, diagnostics: &mut Diagnostics) -> Option<PackId> {
        if let Some(pack) = self.pack(&name.value) {
            return Some(pack);
        }
        if self.unread.contains(name.value.as_str()) {
            return None;
        }
        let known = self.packs.keys().copied();
        let mut diagnostic = if shipped::names().contains(&name.value.as_str()) {
            let message = format!("the pack `{}` is not in use here", name.value);
            Diagnostic::new(&codes::UNKNOWN_PACK, name.span, message, "not in use")
                .help(format!("write `use {} 1` at the top of the file", name.value))
        } else {
            let message = format!("there is no pack `{}`", name.value);
            Diagnostic::new(&codes::UNKNOWN_PACK, name.span, message, "no pack of this name")
        };
        let close =
            if diagnostics.len() < MOST_EXPLAINED { did_you_mean(&name.value, sorted(known)) } else { Vec::new() };
        for close in close {
            diagnostic = diagnostic.fix(format!("did you mean `{close}`?"), Confidence::Review, name.span, close);
        }
        diagnostics.push(diagnostic);
        None
    }

    /// Everything that a name means in a pack.
    pub fn named(&self, pack: PackId, name: &str) -> impl Iterator<Item = Thing> {
        self.by_name[pack.0].get(name).into_iter().flatten().map(|(thing, _)| *thing)
    }

    /// The thing of one sort that a name means in a pack.
    pub fn look_up(&self, pack: PackId, name: &str, sort: Sort) -> Option<usize> {
        self.named(pack, name).find(|thing| thing.sort == sort).map(|thing| thing.at)
    }

    /// Whether an item that could not be read defines the name: asking for it is no error of its own.
    pub fn is_unread(&self, name: &str) -> bool {
        self.unread.contains(name)
    }

    /// The names of one sort in a pack, sorted.
    pub fn names(&self, pack: PackId, sort: Sort) -> Vec<&'a str> {
        let of_sort =
            self.by_name[pack.0].iter().filter(|(_, things)| things.iter().any(|(thing, _)| thing.sort == sort));
        sorted(of_sort.map(|(name, _)| *name))
    }

    /// Where a thing's name stands.
    pub fn span(&self, thing: Thing) -> Span {
        match thing.sort {
            Sort::List => self.lists[thing.at].node.name.span,
            Sort::Sites => self.sites[thing.at].node.name.span,
            Sort::Rule => self.rules[thing.at].node.name.span,
            Sort::Setting => self.settings[thing.at].node.name.span,
        }
    }

    /// A thing's name with that of its pack.
    pub fn full_name(&self, thing: Thing) -> String {
        let (pack, name) = match thing.sort {
            Sort::List => (self.lists[thing.at].pack, &self.lists[thing.at].node.name),
            Sort::Sites => (self.sites[thing.at].pack, &self.sites[thing.at].node.name),
            Sort::Rule => (self.rules[thing.at].pack, &self.rules[thing.at].node.name),
            Sort::Setting => (self.settings[thing.at].pack, &self.settings[thing.at].node.name),
        };
        match &self.loaded.packs[pack.0].name {
            Some(pack) => format!("{pack}.{}", name.value),
            None => name.value.clone(),
        }
    }

    /// The pack in which a name, written in `from`, is to be looked up.
    pub fn scope(&self, from: PackId, name: &ast::QualifiedName, diagnostics: &mut Diagnostics) -> Option<PackId> {
        match &name.pack {
            Some(pack) => self.find_pack(pack, diagnostics),
            None => Some(from),
        }
    }

    /// The list, sites, rule or setting that a name, written in the pack `from`, means; complains where it means
    /// nothing or another sort of thing.
    pub fn resolve(
        &self,
        from: PackId,
        name: &ast::QualifiedName,
        wanted: Sort,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let scope = self.scope(from, name, diagnostics)?;
        if let Some(found) = self.look_up(scope, &name.name.value, wanted) {
            return Some(found);
        }
        match self.named(scope, &name.name.value).next() {
            Some(thing) => diagnostics.push(self.wrong_sort(name, thing, wanted)),
            None if self.is_unread(&name.name.value) => {}
            None => {
                let explain = diagnostics.len() < MOST_EXPLAINED;
                diagnostics.push(self.unknown(scope, name, wanted, explain));
            }
        }
        None
    }

    fn wrong_sort(&self, name: &ast::QualifiedName, thing: Thing, wanted: Sort) -> Diagnostic {
        let full = written(name);
        let (is, wants) = (thing.sort.with_article(), wanted.with_article());
        let message = format!("`{full}` is {is}, and here {wants} is wanted");
        let diagnostic = Diagnostic::new(&codes::WRONG_SORT, name.span, message, format!("this is {is}"))
            .label(self.span(thing), format!("defined here as {is}"));
        match (thing.sort, wanted) {
            (Sort::Rule, Sort::List) => diagnostic
                .help(format!("to ask whether that rule fired, write `fired({full})` as a condition of its own")),
            (Sort::List, Sort::Rule) => diagnostic.help(format!("to look for its words, write `body has {full}`")),
            (Sort::List, Sort::Sites) => diagnostic.help(format!(
                "a list of words is looked for with `body has {full}`; hosts are written as `sites {full} {{ … }}`"
            )),
            (Sort::Sites, Sort::List) => {
                diagnostic.help(format!("links to these sites are found with `body links to {full}`"))
            }
            _ => diagnostic,
        }
    }

    fn unknown(&self, scope: PackId, name: &ast::QualifiedName, wanted: Sort, explain: bool) -> Diagnostic {
        let (word, asked) = (wanted.word(), &name.name.value);
        let whole = written(name);
        let message = match wanted {
            Sort::Sites => format!("there is no list of sites `{whole}`"),
            _ => format!("there is no {word} `{whole}`"),
        };
        let mut diagnostic = Diagnostic::new(wanted.unknown(), name.span, message, "not defined");
        if !explain {
            return diagnostic;
        }
        let known = self.names(scope, wanted);
        let close = did_you_mean(asked, known.iter().copied());
        let elsewhere = self.elsewhere(asked, wanted, scope);
        if close.is_empty() && elsewhere.is_empty() {
            diagnostic = match wanted {
                Sort::List if name.pack.is_none() => diagnostic
                    .help(format!(
                        "define it (`list {asked} {{ … }}`), or put it in quotes to look for the word itself"
                    ))
                    .fix("look for the word itself", Confidence::Review, name.span, format!("\"{asked}\"")),
                Sort::Sites if name.pack.is_none() => {
                    diagnostic.help(format!("define it (`sites {asked} {{ example.com }}`), or put a host in quotes"))
                }
                _ => diagnostic,
            };
        }
        for close in close {
            let title = format!("did you mean `{close}`?");
            diagnostic = diagnostic.fix(title, Confidence::Review, name.name.span, close);
        }
        for close in elsewhere {
            let title = format!("did you mean `{close}`?");
            diagnostic = diagnostic.fix(title, Confidence::Review, name.span, close);
        }
        if !known.is_empty() && known.len() <= 8 {
            let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            let what = match wanted {
                Sort::Sites => "lists of sites",
                Sort::List => "lists",
                Sort::Rule => "rules",
                Sort::Setting => "settings",
            };
            diagnostic = diagnostic.note(format!("{what} that are defined here: {}", names.join(", ")));
        }
        diagnostic
    }

    /// The same name in other packs, at most two of them.
    fn elsewhere(&self, name: &str, wanted: Sort, not: PackId) -> Vec<String> {
        let packs = (0..self.by_name.len()).map(PackId).filter(|pack| *pack != not);
        let found = packs.filter_map(|pack| self.look_up(pack, name, wanted)).take(64);
        let full = found.map(|at| self.full_name(Thing { sort: wanted, at }));
        let mut names: Vec<_> = full.filter(|name| name.contains('.')).collect();
        names.sort();
        names.truncate(2);
        names
    }
}

/// A name as it is written.
pub(super) fn written(name: &ast::QualifiedName) -> String {
    match &name.pack {
        Some(pack) => format!("{}.{}", pack.value, name.name.value),
        None => name.name.value.clone(),
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}
