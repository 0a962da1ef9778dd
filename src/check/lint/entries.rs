//! Entries of lists that stand there twice, or are one letter that is looked for by itself.

use std::collections::{HashMap, HashSet};

use super::Found;
use crate::check::lists::Sight;
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::ast::{Entry, ListSource};

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    let sought = found.lexicon.with_included(found.sought);
    let mut files_seen = HashSet::new();
    for (at, list) in found.definitions.lists.iter().enumerate() {
        if !found.definitions.loaded.is_own(list.pack) {
            continue;
        }
        let is_sought = sought.contains(&at);
        look(&list.node.words.entries, is_sought, diagnostics);
        for source in &list.node.from {
            let ListSource::File(name) = source else { continue };
            let Some(words) = found.texts.words(name.span) else { continue };
            let file = words.entries.first().map(|entry| entry.text.span.file);
            if file.is_some_and(|file| files_seen.insert(file)) {
                look(&words.entries, is_sought, diagnostics);
            }
        }
    }
}

/// Looks at entries that stand in one place, the only ones that their author sees side by side.
fn look(entries: &[Entry], is_sought: bool, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(&str, Sight), Span> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let written = entry.text.value.as_str();
        let first = *seen.entry((written, Sight::of(&entry.seeing))).or_insert(entry.text.span);
        if first != entry.text.span {
            let message = format!("`{written}` stands twice in this list");
            diagnostics.push(
                Diagnostic::new(&codes::TWICE_IN_LIST, entry.text.span, message, "here again")
                    .label(first, "first here")
                    .help("remove one of the two"),
            );
        }
        let mut letters = written.chars().filter(|letter| !letter.is_whitespace());
        // A single ideograph is a word; a single letter of an alphabet is hardly ever one that should be found.
        let one = letters.next().filter(|letter| letter.is_lowercase() || letter.is_uppercase());
        if is_sought && one.is_some() && letters.next().is_none() {
            let message = format!("`{written}` is a single letter, which stands in many comments");
            diagnostics.push(
                Diagnostic::new(&codes::ONE_LETTER, entry.text.span, message, "one letter")
                    .help("write the whole word, or a phrase in which the letter stands"),
            );
        }
    }
}
