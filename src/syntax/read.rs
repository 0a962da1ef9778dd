//! Items of a file, one by one, so that a broken one hides no other.

use super::ast::{File, Item, Name};
use super::grammar::{self, Rule};
use super::lower::{self, Head, Lower};
use super::place::{Draft, span};
use super::scan::{self, ItemWord, Scanned, Segment};
use super::{MAX_NESTING, MAX_RULES, slips, words};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};

/// How often an item is mended and read again.
const MAX_MENDS: usize = 12;

/// From this size on an item is not read again, so that many slips in a huge one do not take long.
const LARGE_ITEM: usize = 64 << 10;

/// Reads a whole file.
pub(super) fn file(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> File {
    let scanned = scan::scan(text, file, scan::Of::Rules);
    let mut reader = Reader { file, scanned: &scanned, diagnostics, items: Vec::new(), unread: Vec::new(), rules: 0 };
    for segment in &scanned.segments {
        if reader.diagnostics.len() > super::MAX_ERRORS * 50 {
            break;
        }
        reader.segment(segment);
    }
    let (items, unread) = (reader.items, reader.unread);
    scanned.complaints.into_iter().for_each(|complaint| diagnostics.push(complaint));
    File { id: file, items, comments: scanned.comments, unread }
}

struct Reader<'a> {
    file: FileId,
    scanned: &'a Scanned<'a>,
    diagnostics: &'a mut Diagnostics,
    items: Vec<Item>,
    unread: Vec<Name>,
    rules: usize,
}

impl Reader<'_> {
    fn segment(&mut self, segment: &Segment) {
        if let Some(at) = segment.too_deep {
            return self.too_deep(segment, at);
        }
        let text = &self.scanned.text[segment.start..segment.end];
        let mut draft = Draft::new(self.file, self.scanned.source, segment.start, text);
        let Some(word) = segment.word.or_else(|| self.loose(segment, &mut draft)) else { return };
        match word {
            ItemWord::List | ItemWord::Sites => self.list(segment, word, draft),
            _ => self.item(segment, word, draft),
        }
    }

    fn too_deep(&mut self, segment: &Segment, at: usize) {
        self.keep_name(segment);
        let end = at + self.scanned.text[at..].chars().next().map_or(0, char::len_utf8);
        self.diagnostics.push(
            Diagnostic::new(
                &codes::TOO_DEEP,
                span(self.file, at..end),
                format!("brackets and `not` are nested more than {MAX_NESTING} deep"),
                "one too deep",
            )
            .help("take a part of the condition into a rule of its own and ask for it with `fired(…)`"),
        );
    }

    /// The name that an item which cannot be read would have defined.
    fn keep_name(&mut self, segment: &Segment) {
        let text = &self.scanned.text[segment.start..segment.end];
        let word_end = text.find(char::is_whitespace).unwrap_or(text.len());
        let rest = text[word_end..].trim_start();
        let start = segment.start + text.len() - rest.len();
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        if end > 0 {
            let place = span(self.file, start..start + end);
            self.unread.push(Spanned::new(rest[..end].to_owned(), place));
        }
    }

    /// Text that begins no item; where an item was meant, it is read as that.
    fn loose(&mut self, segment: &Segment, draft: &mut Draft<'_>) -> Option<ItemWord> {
        if self.is_silenced(segment.start) {
            return None;
        }
        let slip = slips::outside(draft, segment.behind_item);
        self.diagnostics.push(slip.diagnostic);
        let (_, meant) = slip.mends.first()?;
        let word = ItemWord::from_word(meant.split(' ').next()?)?;
        slip.mends.iter().for_each(|(range, text)| draft.mend(range.clone(), text));
        Some(word)
    }

    fn is_silenced(&self, at: usize) -> bool {
        // The places stand in order and hardly overlap, so that the last ones that begin before are enough.
        let silenced = &self.scanned.silenced;
        let behind = silenced.partition_point(|range| range.start <= at);
        silenced[behind.saturating_sub(3)..behind].iter().any(|range| at <= range.end)
    }

    fn close_braces(&mut self, segment: &Segment, word: ItemWord) {
        let Some(open) = segment.open.filter(|_| segment.close.is_none()) else { return };
        let silenced = &self.scanned.silenced;
        let first = silenced.partition_point(|range| range.start < segment.start);
        if silenced.get(first).is_some_and(|range| range.end <= segment.end) {
            return;
        }
        let end = span(self.file, segment.end..segment.end);
        let what = ItemWord::ALL.iter().find(|(_, item)| *item == word).map_or("item", |(name, _)| name);
        self.diagnostics.push(
            Diagnostic::new(
                &codes::UNCLOSED_BRACE,
                span(self.file, open..open + 1),
                format!("this {what} is never closed"),
                "`{` is opened here",
            )
            .help("write `}` on a line of its own where it ends")
            .fix("close it", Confidence::Review, end, "\n}"),
        );
    }

    fn item(&mut self, segment: &Segment, word: ItemWord, mut draft: Draft<'_>) {
        if word == ItemWord::Rule {
            self.rules += 1;
            if self.rules > MAX_RULES {
                return self.too_many_rules(segment);
            }
        }
        self.close_braces(segment, word);
        if segment.close.is_none() && segment.open.is_some() {
            let end = draft.text.len();
            draft.mend(end..end, &"}".repeat(segment.open_braces.max(1)));
        }
        let item = self.read(rule_of(word), &mut draft, word, lower::item);
        match item {
            Some(item) => self.items.push(item),
            None => self.keep_name(segment),
        }
    }

    fn too_many_rules(&mut self, segment: &Segment) {
        if self.rules == MAX_RULES + 1 {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::TOO_MANY_RULES,
                    span(self.file, segment.start..segment.start + 4),
                    format!("there are more than {MAX_RULES} rules in this file"),
                    "one too many",
                )
                .help("put words that are treated alike into one list and ask for the list in one rule"),
            );
        }
    }

    /// Parses a text with a rule of the grammar, mending it where it is clear what was meant.
    fn read<T>(
        &mut self,
        rule: Rule,
        draft: &mut Draft<'_>,
        word: ItemWord,
        lower: impl FnOnce(&mut Lower<'_>, grammar::Node<'_>) -> Option<T>,
    ) -> Option<T> {
        let most = if draft.text.len() > LARGE_ITEM { 1 } else { MAX_MENDS };
        let mut last = usize::MAX;
        for _ in 0..=most {
            let stop = match grammar::parse(rule, &draft.text) {
                Ok(mut pairs) => {
                    let node = pairs.next()?;
                    return lower(&mut Lower { draft, diagnostics: self.diagnostics }, node);
                }
                Err(stop) => stop,
            };
            let place = draft.span(stop.at..stop.at).start as usize;
            if self.is_silenced(place) || place == last {
                return None;
            }
            last = place;
            let slip = slips::inside(draft, word, &stop);
            self.diagnostics.push(slip.diagnostic);
            if slip.mends.is_empty() {
                return None;
            }
            let mut mends = slip.mends;
            mends.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
            mends.iter().for_each(|(range, text)| draft.mend(range.clone(), text));
        }
        None
    }

    /// A list or sites: the head by itself, then the lines between the braces.
    fn list(&mut self, segment: &Segment, word: ItemWord, mut draft: Draft<'_>) {
        self.close_braces(segment, word);
        let (head_end, body) = match (segment.open, segment.close) {
            (Some(open), close) => (open, Some(open + 1..close.unwrap_or(segment.end))),
            (None, Some(close)) => {
                let line = draft.text.find('\n').map_or(close, |at| segment.start + at);
                (line.min(close), Some(line.min(close)..close))
            }
            (None, None) => (segment.end, None),
        };
        // What was mended stands in the head, and may have made it longer or shorter.
        let behind_head = segment.end - head_end;
        draft.text.truncate(draft.text.len() - behind_head);
        draft.text.truncate(draft.text.trim_end().len());
        if segment.open.is_none() && body.is_some() {
            self.missing_brace(draft.span(0..draft.text.len()));
        }
        let has_body = body.is_some();
        let head = self.read(rule_of(word), &mut draft, word, |lower, node| lower.head(node));
        let mut words = super::ast::Words::default();
        if let Some(body) = body {
            words = words::lines(self.file, self.scanned, body, self.diagnostics);
        }
        let whole = span(self.file, segment.start..segment.end);
        match head {
            Some(Head::List(mut list)) => {
                self.refuse_nothing(has_body || !list.from.is_empty(), &list.name);
                list.words = words;
                list.span = whole;
                self.items.push(Item::List(list));
            }
            Some(Head::Sites(mut sites)) => {
                self.refuse_nothing(has_body || !sites.from.is_empty(), &sites.name);
                sites.hosts = words::hosts(words, self.diagnostics);
                sites.span = whole;
                self.items.push(Item::Sites(sites));
            }
            None => self.keep_name(segment),
        }
    }

    fn missing_brace(&mut self, head: Span) {
        self.diagnostics.push(
            Diagnostic::new(&codes::MISSING_BRACE, head, "the `{` of this list is missing", "behind this")
                .help("the entries of a list stand between `{` and `}`")
                .fix("add `{`", Confidence::Safe, head.after(), " {"),
        );
    }

    fn refuse_nothing(&mut self, something: bool, name: &Name) {
        if something {
            return;
        }
        self.diagnostics.push(
            Diagnostic::new(
                &codes::EMPTY_LIST,
                name.span,
                format!("`{}` does not say what is in it", name.value),
                "there are no entries behind this",
            )
            .help("write its entries between `{` and `}`, or name a file or another list with `from`"),
        );
    }
}

fn rule_of(word: ItemWord) -> Rule {
    match word {
        ItemWord::Pack => Rule::pack_item,
        ItemWord::Use => Rule::use_item,
        ItemWord::List => Rule::list_item,
        ItemWord::Sites => Rule::sites_item,
        ItemWord::Field => Rule::field_item,
        ItemWord::Setting => Rule::setting_item,
        ItemWord::Calibration => Rule::calibration_item,
        ItemWord::Rule => Rule::rule_item,
        ItemWord::Adjust => Rule::adjust_item,
        ItemWord::Turn => Rule::turn_item,
        ItemWord::Policy => Rule::policy_item,
    }
}
