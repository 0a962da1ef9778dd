//! The files that `from "…"` names: each read and parsed once, however often it is named.

use std::collections::HashMap;
use std::sync::Arc;

use super::limits::MOST_ENTRIES;
use super::names::Definitions;
use super::packs::{Parsed, start_of};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{LARGEST_LIST_FILE, ListFileError, SourceMap, Span};
use crate::syntax::{self, ast};

/// What stands in the list files, by the place of the name after `from`.
#[derive(Default)]
pub(super) struct ListTexts {
    words: Vec<ast::Words>,
    hosts: Vec<Vec<ast::Quoted>>,
    words_at: HashMap<Span, usize>,
    hosts_at: HashMap<Span, usize>,
    known: HashMap<(usize, String, String, bool), Option<usize>>,
    entries: usize,
    too_many: bool,
}

impl ListTexts {
    /// The words of the file whose name stands at `span`; `None` where it could not be read.
    pub fn words(&self, span: Span) -> Option<&ast::Words> {
        Some(&self.words[*self.words_at.get(&span)?])
    }

    /// The hosts of the file whose name stands at `span`; `None` where it could not be read.
    pub fn hosts(&self, span: Span) -> Option<&[ast::Quoted]> {
        Some(&self.hosts[*self.hosts_at.get(&span)?])
    }

    /// Whether there are more entries than there can be, which has been said.
    pub fn too_many(&self) -> bool {
        self.too_many
    }

    /// Reads every file that a list or a sites list names.
    pub fn read(definitions: &Definitions, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> ListTexts {
        let mut texts = ListTexts::default();
        let lists = definitions.lists.iter().map(|list| {
            let own = list.node.words.entries.len() + list.node.words.except.len();
            (list.file, &list.node.from, own, list.node.name.span, false)
        });
        let sites = definitions
            .sites
            .iter()
            .map(|sites| (sites.file, &sites.node.from, sites.node.hosts.len(), sites.node.name.span, true));
        for (file, from, own, span, is_sites) in lists.chain(sites) {
            texts.count(own, span, diagnostics);
            for source in from {
                let ast::ListSource::File(name) = source else { continue };
                let Some(at) = texts.read_once(file, name, is_sites, sources, diagnostics) else { continue };
                let table = if is_sites { &mut texts.hosts_at } else { &mut texts.words_at };
                table.insert(name.span, at);
            }
        }
        texts
    }

    fn count(&mut self, entries: usize, span: Span, diagnostics: &mut Diagnostics) {
        self.entries += entries;
        if self.entries > MOST_ENTRIES && !self.too_many {
            self.too_many = true;
            let message = format!("the lists have more than {MOST_ENTRIES} entries together");
            diagnostics.push(Diagnostic::new(&codes::LIMIT, span, message, "here the limit is passed"));
        }
    }

    fn read_once(
        &mut self,
        file: &Parsed,
        name: &ast::Quoted,
        is_sites: bool,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let reader = Arc::as_ptr(&file.lists).cast::<()>() as usize;
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let key = (reader, folder.clone(), name.value.clone(), is_sites);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let read =
            if self.too_many { None } else { self.read_new(file, &folder, name, is_sites, sources, diagnostics) };
        self.known.insert(key, read);
        read
    }

    fn read_new(
        &mut self,
        file: &Parsed,
        folder: &str,
        name: &ast::Quoted,
        is_sites: bool,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let text = match file.lists.read(&file.path, &name.value) {
            Ok(text) => text,
            Err(error) => {
                diagnostics.push(unreadable(name, &error));
                return None;
            }
        };
        let path = if folder.is_empty() { name.value.clone() } else { format!("{folder}/{}", name.value) };
        let id = sources.add(path, text);
        if is_sites {
            let hosts = syntax::parse_hosts(id, sources, diagnostics);
            self.count(hosts.len(), start_of(id), diagnostics);
            self.hosts.push(hosts);
            return Some(self.hosts.len() - 1);
        }
        let words = syntax::parse_words(id, sources, diagnostics);
        self.count(words.entries.len() + words.except.len(), start_of(id), diagnostics);
        self.words.push(words);
        Some(self.words.len() - 1)
    }
}

/// What is said where a file that a rule file names cannot be read.
pub(super) fn unreadable(name: &ast::Quoted, error: &ListFileError) -> Diagnostic {
    let path = &name.value;
    let say = |message: String, label: &str| Diagnostic::new(&codes::LIST_FILE, name.span, message, label);
    match error {
        ListFileError::Outside => say(format!("`{path}` lies outside the folder of the rules"), "leads out of the folder")
            .help("put the file beside the rule file, or in a folder below it, and write its path from there")
            .note("so that a rule file cannot read what is none of its business, there may be no `..`, no absolute path, no `\\` and no link out"),
        ListFileError::Missing(there) => {
            let mut diagnostic = say(format!("there is no file `{path}`"), "not found");
            for close in did_you_mean(path, there.iter().map(String::as_str)) {
                let title = format!("did you mean `{close}`?");
                diagnostic = diagnostic.fix(title, Confidence::Review, name.span, format!("\"{close}\""));
            }
            let names: Vec<_> = there.iter().take(8).map(|name| format!("`{name}`")).collect();
            diagnostic = diagnostic.help("the path is read from the folder of this rule file");
            if names.is_empty() { diagnostic } else { diagnostic.note(format!("list files that are there: {}", names.join(", "))) }
        }
        ListFileError::TooLarge(bytes) => say(
            format!("`{path}` has {bytes} bytes, and a list file can have {LARGEST_LIST_FILE} (64 MiB)"),
            "too large",
        ),
        ListFileError::NotUtf8(byte) => say(format!("`{path}` is not UTF-8 text: see byte {byte} of the file"), "not UTF-8")
            .help("open the file in an editor and save it as UTF-8"),
        ListFileError::NoFolder => say("rules that come without a folder can name no file".to_owned(), "no file can be read")
            .help("write the words into the list itself"),
        ListFileError::Unreadable(why) => say(format!("`{path}` cannot be read: {why}"), "not readable"),
    }
}
