//! Lists and phrases as conditions use them → word sets of interned patterns, each with its effective level.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::adjust::Adjustments;
use super::graph;
use super::limits::{MOST_INCLUDED, MOST_WORDS_LOOKED_FOR};
use super::list_files::ListTexts;
use super::names::{Definitions, Sort, Thing};
use super::places::inside;
use super::{PatternId, WordGroup, WordSet, WordSetId};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};
use crate::syntax::ast;
use crate::text::{KindSet, Level, Phrase, PhraseError, WordPattern};

/// How much dressing up is seen through, as far as it is said at one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Sight {
    level: Option<Level>,
    without: KindSet,
    inside_words: bool,
}

impl Sight {
    /// Nothing but the level `plainly`, at which exceptions are matched.
    pub const PLAINLY: Sight = Sight { level: Some(Level::Plainly), without: KindSet::EMPTY, inside_words: false };

    pub fn of(seeing: &ast::Seeing) -> Sight {
        let kinds = seeing.without.iter().fold(KindSet::EMPTY, |kinds, kind| kinds.with(kind.value));
        Sight {
            level: seeing.level.as_ref().map(|level| level.value),
            without: kinds,
            inside_words: seeing.inside_words.is_some(),
        }
    }

    /// This sight where `outer` is said around it: the outer level wins, kinds are taken away by both.
    pub fn under(self, outer: Sight) -> Sight {
        Sight {
            level: outer.level.or(self.level),
            without: self.without.union(outer.without),
            inside_words: self.inside_words || outer.inside_words,
        }
    }

    fn pattern(self, phrase: Phrase) -> WordPattern {
        let level = self.level.unwrap_or_default();
        // Kinds that the level does not see are left out, so that patterns that mean the same are the same.
        let unseen = self.without.without(level.kinds());
        WordPattern { phrase, level, without: self.without.without(unseen), inside_words: self.inside_words }
    }
}

/// What one list says itself, the files it names and what an `adjust` adds included.
#[derive(Default)]
struct OwnWords {
    entries: Vec<(Phrase, Sight)>,
    except: Vec<Phrase>,
    includes: Vec<usize>,
    /// Whether something of it could not be read, so that nothing can be said about what it lacks.
    incomplete: bool,
}

/// All lists, and the word sets that conditions have asked for so far.
pub(super) struct Lexicon {
    lists: Vec<OwnWords>,
    names: Vec<String>,
    /// The place of each list in the order of full names.
    ranks: Vec<usize>,
    spans: Vec<Span>,
    patterns: HashMap<WordPattern, PatternId>,
    word_sets: Vec<WordSet>,
    known_sets: HashMap<WordSet, WordSetId>,
    known_lists: HashMap<(usize, Sight), Option<WordSetId>>,
    known_words: HashMap<(usize, Sight), Rc<[PatternId]>>,
    known_excepts: HashMap<usize, Rc<[PatternId]>>,
    spent: usize,
    too_much: bool,
}

impl Lexicon {
    /// Prepares every list; complains of entries that cannot be looked for, of circles and of empty lists.
    pub fn new(
        definitions: &Definitions,
        texts: &ListTexts,
        adjustments: &Adjustments,
        sources: &SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Lexicon {
        let said = diagnostics.spans();
        let things: Vec<Thing> = (0..definitions.lists.len()).map(|at| Thing { sort: Sort::List, at }).collect();
        let names: Vec<String> = things.iter().map(|thing| definitions.full_name(*thing)).collect();
        let mut lexicon = Lexicon {
            lists: Vec::new(),
            ranks: ranks(&names),
            names,
            spans: things.iter().map(|thing| definitions.span(*thing)).collect(),
            patterns: HashMap::new(),
            word_sets: Vec::new(),
            known_sets: HashMap::new(),
            known_lists: HashMap::new(),
            known_words: HashMap::new(),
            known_excepts: HashMap::new(),
            spent: 0,
            too_much: false,
        };
        for (at, list) in definitions.lists.iter().enumerate() {
            let mut own = OwnWords::default();
            let sight = Sight::of(&list.node.seeing);
            let mut reader = Reader { own: &mut own, sight, sources, diagnostics };
            reader.words(&list.node.words.entries, &list.node.words.except);
            if let Some(adjust) = adjustments.of(Thing { sort: Sort::List, at }) {
                reader.words(&adjust.change.add, &adjust.change.except);
            }
            for source in &list.node.from {
                match source {
                    ast::ListSource::File(name) => match texts.words(name.span) {
                        Some(words) => reader.words(&words.entries, &words.except),
                        None => reader.own.incomplete = true,
                    },
                    ast::ListSource::List(name) => {
                        match definitions.resolve(list.pack, name, Sort::List, reader.diagnostics) {
                            Some(included) => reader.own.includes.push(included),
                            None => reader.own.incomplete = true,
                        }
                    }
                }
            }
            own.incomplete |= any_within(&said, list.node.span);
            if own.entries.is_empty() && own.includes.is_empty() && !own.incomplete {
                let message = format!("the list `{}` has no words, so it never finds anything", list.node.name.value);
                diagnostics.push(
                    Diagnostic::new(&codes::LIST_EMPTY, list.node.name.span, message, "this list is empty")
                        .help("add words to it, or remove it"),
                );
            }
            lexicon.lists.push(own);
        }
        lexicon.complain_of_circles(diagnostics);
        lexicon
    }

    fn complain_of_circles(&self, diagnostics: &mut Diagnostics) {
        let edges: Vec<Vec<usize>> = self.lists.iter().map(|list| list.includes.clone()).collect();
        for circle in graph::circles(&edges) {
            diagnostics.push(list_circle(&circle, &self.names, &self.spans));
        }
    }

    /// The word set of a list, looked for as `sight` says.
    pub fn list(&mut self, list: usize, sight: Sight, diagnostics: &mut Diagnostics) -> Option<WordSetId> {
        if let Some(known) = self.known_lists.get(&(list, sight)) {
            return *known;
        }
        let groups = self.expand(list, sight, diagnostics);
        let id = groups.map(|groups| self.intern_set(WordSet { name: self.names[list].clone(), groups }));
        self.known_lists.insert((list, sight), id);
        id
    }

    /// Lists and all that they include, directly and through others.
    pub fn with_included(&self, lists: &HashSet<usize>) -> HashSet<usize> {
        let mut reached = lists.clone();
        let mut open: Vec<usize> = lists.iter().copied().collect();
        while let Some(at) = open.pop() {
            open.extend(self.lists[at].includes.iter().filter(|included| reached.insert(**included)));
        }
        reached
    }

    /// The word set of one phrase.
    pub fn phrase(&mut self, phrase: Phrase, sight: Sight) -> WordSetId {
        let name = phrase.written().to_owned();
        let pattern = self.intern(sight.pattern(phrase));
        self.intern_set(WordSet { name, groups: vec![WordGroup { patterns: vec![pattern], except: Vec::new() }] })
    }

    /// Everything that was asked for: the patterns and the word sets.
    pub fn finish(self) -> (Vec<WordPattern>, Vec<WordSet>) {
        let mut patterns: Vec<(PatternId, WordPattern)> =
            self.patterns.into_iter().map(|(pattern, id)| (id, pattern)).collect();
        patterns.sort_unstable_by_key(|(id, _)| *id);
        (patterns.into_iter().map(|(_, pattern)| pattern).collect(), self.word_sets)
    }

    /// The groups of a list: its own words and those of all that it includes, each with the exceptions of the lists
    /// on the way to it. Lists that are reached with the same exceptions share a group.
    fn expand(&mut self, list: usize, sight: Sight, diagnostics: &mut Diagnostics) -> Option<Vec<WordGroup>> {
        let mut reached: HashSet<(usize, Rc<Vec<usize>>)> = HashSet::new();
        let mut open = vec![(list, Rc::new(Vec::new()))];
        while let Some((at, outer)) = open.pop() {
            let own = &self.lists[at];
            let excepts = if own.except.is_empty() || outer.contains(&at) {
                outer
            } else {
                let mut excepts = Vec::clone(&outer);
                excepts.push(at);
                excepts.sort_unstable_by_key(|at| self.ranks[*at]);
                Rc::new(excepts)
            };
            if !reached.insert((at, Rc::clone(&excepts))) {
                continue;
            }
            self.spent += 1 + excepts.len() + own.entries.len();
            if reached.len() > MOST_INCLUDED || self.spent > MOST_WORDS_LOOKED_FOR {
                self.complain_of_size(list, reached.len() > MOST_INCLUDED, diagnostics);
                return None;
            }
            open.extend(own.includes.iter().map(|included| (*included, Rc::clone(&excepts))));
        }
        // In the order of names, so that the numbers that patterns get do not depend on that of files.
        let mut reached: Vec<(usize, Rc<Vec<usize>>)> = reached.into_iter().collect();
        reached.sort_unstable_by(|left, right| {
            let ranks = |excepts: &[usize]| -> Vec<usize> { excepts.iter().map(|at| self.ranks[*at]).collect() };
            self.ranks[left.0].cmp(&self.ranks[right.0]).then_with(|| ranks(&left.1).cmp(&ranks(&right.1)))
        });
        // Keyed by what the exceptions are, so that the same ones from different lists make one group.
        let mut groups: BTreeMap<Vec<PatternId>, Vec<PatternId>> = BTreeMap::new();
        for (at, excepts) in reached {
            let except: Vec<PatternId> = excepts.iter().flat_map(|at| self.except_of(*at).to_vec()).collect();
            self.spent += except.len();
            groups.entry(each_once(except)).or_default().extend_from_slice(&self.words_of(at, sight));
        }
        let filled = groups.into_iter().filter(|(_, patterns)| !patterns.is_empty());
        Some(filled.map(|(except, patterns)| WordGroup { patterns: each_once(patterns), except }).collect())
    }

    /// The patterns of a list's own words.
    fn words_of(&mut self, list: usize, sight: Sight) -> Rc<[PatternId]> {
        if let Some(known) = self.known_words.get(&(list, sight)) {
            return Rc::clone(known);
        }
        let entries = self.lists[list].entries.iter();
        let patterns = entries.map(|(phrase, own)| own.under(sight).pattern(phrase.clone())).collect();
        let ids: Rc<[PatternId]> = self.intern_all(patterns).into();
        self.known_words.insert((list, sight), Rc::clone(&ids));
        ids
    }

    /// The patterns of a list's own exceptions.
    fn except_of(&mut self, list: usize) -> Rc<[PatternId]> {
        if let Some(known) = self.known_excepts.get(&list) {
            return Rc::clone(known);
        }
        let excepts = self.lists[list].except.iter();
        let patterns = excepts.map(|phrase| Sight::PLAINLY.pattern(phrase.clone())).collect();
        let ids: Rc<[PatternId]> = self.intern_all(patterns).into();
        self.known_excepts.insert(list, Rc::clone(&ids));
        ids
    }

    fn complain_of_size(&mut self, list: usize, included: bool, diagnostics: &mut Diagnostics) {
        if self.too_much {
            return;
        }
        self.too_much = true;
        let message = if included {
            format!("`{}` includes more than {MOST_INCLUDED} lists, directly and through others", self.names[list])
        } else {
            format!("the rules look for more than {MOST_WORDS_LOOKED_FOR} words, counted for every list and level")
        };
        diagnostics.push(Diagnostic::new(&codes::LIMIT, self.spans[list], message, "here the limit is passed"));
    }

    /// Numbers patterns in an order that depends on nothing but what they are.
    fn intern_all(&mut self, patterns: Vec<WordPattern>) -> Vec<PatternId> {
        each_once(in_order(patterns).into_iter().map(|pattern| self.intern(pattern)).collect())
    }

    fn intern(&mut self, pattern: WordPattern) -> PatternId {
        let next = PatternId(self.patterns.len() as u32);
        *self.patterns.entry(pattern).or_insert(next)
    }

    fn intern_set(&mut self, set: WordSet) -> WordSetId {
        if let Some(known) = self.known_sets.get(&set) {
            return *known;
        }
        let id = WordSetId(self.word_sets.len() as u32);
        self.word_sets.push(set.clone());
        self.known_sets.insert(set, id);
        id
    }
}

/// Whether any of the spans, which are in order, begins inside `whole`.
pub(super) fn any_within(spans: &[Span], whole: Span) -> bool {
    let from = spans.partition_point(|span| (span.file, span.start) < (whole.file, whole.start));
    spans.get(from).is_some_and(|span| span.file == whole.file && span.start < whole.end)
}

/// The place of each name in the order of all.
fn ranks(names: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| &names[*at]);
    let mut ranks = vec![0; names.len()];
    order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
    ranks
}

fn each_once(mut ids: Vec<PatternId>) -> Vec<PatternId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Patterns in an order that depends on nothing but what they are, each once.
fn in_order(mut patterns: Vec<WordPattern>) -> Vec<WordPattern> {
    patterns.sort_unstable_by(|left, right| {
        let key = |pattern: &WordPattern| (pattern.level, pattern.inside_words);
        let by_text = left.phrase.written().cmp(right.phrase.written());
        by_text.then_with(|| key(left).cmp(&key(right))).then_with(|| left.without.iter().cmp(right.without.iter()))
    });
    patterns.dedup();
    patterns
}

/// Reads entries into one list.
struct Reader<'r> {
    own: &'r mut OwnWords,
    sight: Sight,
    sources: &'r SourceMap,
    diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    fn words(&mut self, entries: &[ast::Entry], except: &[ast::Quoted]) {
        for entry in entries {
            match phrase(&entry.text, self.sources, self.diagnostics) {
                Some(phrase) => {
                    let own = Sight::of(&entry.seeing);
                    self.own.entries.push((phrase, self.sight.under(own)));
                }
                None => self.own.incomplete = true,
            }
        }
        for text in except {
            self.own.except.extend(phrase(text, self.sources, self.diagnostics));
        }
    }
}

/// A word or phrase; complains where it cannot be looked for.
pub(super) fn phrase(text: &ast::Quoted, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<Phrase> {
    let error = match Phrase::parse(&text.value) {
        Ok(phrase) => return Some(phrase),
        Err(error) => error,
    };
    let at = |byte: usize| inside(text.span, &text.value, byte, 1, sources);
    let say = |span: Span, message: String, label: &str| Diagnostic::new(&codes::PHRASE, span, message, label);
    diagnostics.push(match error {
        PhraseError::Empty => {
            say(text.span, "there is nothing to look for here".to_owned(), "no letter, digit or sign")
                .help("write the word that is to be found, or remove this")
        }
        PhraseError::StarInside(byte) => {
            say(at(byte), format!("in `{}` a star stands inside a word", text.value), "not at an end of the word")
                .help("a star stands for any letters, and only at the beginning or the end of a word: `dumb*`, `*n't`")
                .help("to look for the star itself, write `\\*`")
        }
        PhraseError::StarAlone(byte) => {
            say(at(byte), "a star alone would stand for any word".to_owned(), "no letter beside it")
                .help("write letters before or behind it: `dumb*`; to look for the star itself, write `\\*`")
                .help("words with something between them are found with `near … within N words`")
        }
        PhraseError::StrayBackslash(byte) => {
            say(at(byte), "a backslash stands only before `*` and `\\`".to_owned(), "stray backslash")
                .help("to look for a backslash, write it twice")
        }
    });
    None
}

/// What is said of lists that include each other.
pub(super) fn list_circle(circle: &[usize], names: &[String], spans: &[Span]) -> Diagnostic {
    let chain: Vec<String> = circle.iter().map(|at| names[*at].clone()).collect();
    let message = if circle.len() == 1 {
        format!("the list `{}` includes itself", chain[0])
    } else {
        format!("these lists include each other: {}", graph::drawn(&chain))
    };
    let mut diagnostic = Diagnostic::new(&codes::LIST_CIRCLE, spans[circle[0]], message, "begins here")
        .help("take one of the names out of what stands behind `from`");
    for (at, name) in circle.iter().zip(&chain).skip(1).take(3) {
        diagnostic = diagnostic.label(spans[*at], format!("`{name}` is one of them"));
    }
    diagnostic
}
