//! Where each item of a rule file begins and ends, even if its braces do not match.

use super::MAX_NESTING;
use crate::diagnostic::did_you_mean;

/// The words that begin an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum ItemWord {
    Pack,
    Use,
    List,
    Sites,
    Field,
    Setting,
    Calibration,
    Rule,
    Adjust,
    Turn,
    Policy,
}

impl ItemWord {
    pub(in crate::syntax) const ALL: [(&'static str, ItemWord); 11] = [
        ("pack", ItemWord::Pack),
        ("use", ItemWord::Use),
        ("list", ItemWord::List),
        ("sites", ItemWord::Sites),
        ("field", ItemWord::Field),
        ("setting", ItemWord::Setting),
        ("calibration", ItemWord::Calibration),
        ("rule", ItemWord::Rule),
        ("adjust", ItemWord::Adjust),
        ("turn", ItemWord::Turn),
        ("policy", ItemWord::Policy),
    ];

    pub(in crate::syntax) fn from_word(word: &str) -> Option<ItemWord> {
        ItemWord::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, item)| item)
    }

    /// Whether the text, which is the start of a line, looks like the start of an item.
    pub(super) fn begins_line(text: &str) -> bool {
        let word = first_word(text);
        ItemWord::from_word(word).is_some() && is_followed_like_item(text, word)
    }

    /// The item word that was probably meant.
    pub(in crate::syntax) fn meant(word: &str) -> Option<&'static str> {
        let other = match word.to_lowercase().as_str() {
            "lists" | "words" | "wordlist" | "word_list" | "array" | "set" => Some("list"),
            "rules" | "filter" | "check" | "def" | "function" => Some("rule"),
            "import" | "include" | "require" | "uses" => Some("use"),
            "site" | "hosts" | "domains" | "links" => Some("sites"),
            "disable" | "off" => Some("turn"),
            "package" | "module" => Some("pack"),
            "var" | "let" | "const" | "define" | "option" => Some("setting"),
            "override" | "change" => Some("adjust"),
            "policies" => Some("policy"),
            "fields" => Some("field"),
            _ => None,
        };
        let names = || ItemWord::ALL.iter().map(|(name, _)| *name);
        other.or_else(|| did_you_mean(word, names()).first().copied())
    }

    fn is_one_line(self) -> bool {
        use ItemWord::*;
        matches!(self, Pack | Use | Field | Setting | Calibration | Turn)
    }
}

/// The text of one item, or of something between items.
#[derive(Clone, Debug)]
pub(in crate::syntax) struct Segment {
    pub start: usize,
    pub end: usize,
    /// The item it is; `None` where the first word begins none.
    pub word: Option<ItemWord>,
    /// Its opening and closing brace.
    pub open: Option<usize>,
    pub close: Option<usize>,
    /// How many braces are open where it ends.
    pub open_braces: usize,
    /// The bracket or `not` at which it is nested too deep.
    pub too_deep: Option<usize>,
    /// Whether it stands on the line on which the item before it ends.
    pub behind_item: bool,
    indent: usize,
}

pub(super) struct Token<'a> {
    pub start: usize,
    pub rest: &'a str,
    pub indent: usize,
    pub first_in_line: bool,
    pub line_start: usize,
}

struct Bracket {
    byte: u8,
    weight: u32,
}

#[derive(Default)]
pub(super) struct Cut {
    pub segments: Vec<Segment>,
    pub ends_with_comma: bool,
    pub last_end: usize,
    current: Option<Segment>,
    brackets: Vec<Bracket>,
    depth: u32,
    nots: u32,
    beyond: u32,
    token_start: usize,
}

impl Cut {
    /// Whether the place is among the entries of a list, where regexes do not stand and apostrophes may.
    pub fn in_words(&self) -> bool {
        let word = self.current.as_ref().and_then(|segment| segment.word);
        matches!(word, Some(ItemWord::List | ItemWord::Sites | ItemWord::Adjust))
    }

    pub fn token(&mut self, token: Token<'_>) {
        self.token_start = token.start;
        if self.current.is_some() && token.first_in_line && self.begins_item(&token) {
            self.finish(self.last_end);
        }
        if self.current.is_none() {
            let last_end = self.segments.last().map_or(0, |segment| segment.end);
            self.current = Some(Segment {
                start: token.start,
                end: token.start,
                word: ItemWord::from_word(first_word(token.rest)),
                open: None,
                close: None,
                open_braces: 0,
                too_deep: None,
                behind_item: !self.segments.is_empty() && last_end > token.line_start,
                indent: token.indent,
            });
        }
    }

    fn begins_item(&self, token: &Token<'_>) -> bool {
        let Some(current) = &self.current else { return false };
        let word = first_word(token.rest);
        if word.is_empty() {
            return false;
        }
        let known = ItemWord::from_word(word).is_some();
        if self.brackets.is_empty() {
            return (known && !self.ends_with_comma)
                || token.indent <= current.indent && !self.ends_with_comma && self.is_over(current, word, token.rest);
        }
        token.indent <= current.indent && known && is_followed_like_item(token.rest, word)
    }

    /// Whether an item that needs no braces is over where a line begins with some other word.
    fn is_over(&self, current: &Segment, word: &str, rest: &str) -> bool {
        match current.word {
            Some(item) if item.is_one_line() => true,
            Some(ItemWord::List | ItemWord::Sites | ItemWord::Adjust) => {
                current.open.is_none() && ItemWord::meant(word).is_some() && is_followed_like_item(rest, word)
            }
            _ => false,
        }
    }

    pub fn word(&mut self, word: &str) {
        if word == "not" {
            self.nots += 1;
            self.check_depth(self.token_start);
        } else {
            self.nots = 0;
        }
    }

    pub fn open(&mut self, byte: u8, at: usize) {
        let weight = self.nots + 1;
        self.nots = 0;
        // Brackets beyond the limit are only counted, so that finding a partner takes no longer with more of them.
        if self.depth > MAX_NESTING {
            self.beyond += 1;
        } else {
            self.depth += weight;
            self.brackets.push(Bracket { byte, weight });
        }
        if let Some(segment) = &mut self.current
            && byte == b'{'
        {
            segment.open.get_or_insert(at);
        }
        self.check_depth(at);
    }

    pub fn close(&mut self, byte: u8, at: usize) {
        self.nots = 0;
        let opening = match byte {
            b'}' => b'{',
            b')' => b'(',
            _ => b'[',
        };
        if self.beyond > 0 && byte != b'}' {
            self.beyond -= 1;
            return;
        }
        let inside_brace = self.brackets.iter().rposition(|bracket| bracket.byte == b'{');
        let partner = self.brackets.iter().rposition(|bracket| bracket.byte == opening);
        // A bracket that was opened outside of the innermost braces is not closed inside of them.
        if let Some(partner) = partner.filter(|partner| inside_brace.is_none_or(|brace| *partner >= brace)) {
            self.beyond = 0;
            for bracket in self.brackets.drain(partner..) {
                self.depth -= bracket.weight;
            }
        }
        if byte != b'}' || !self.brackets.is_empty() {
            return;
        }
        if let Some(segment) = &mut self.current {
            segment.close = Some(at);
        }
        self.finish(at + 1);
    }

    fn check_depth(&mut self, at: usize) {
        if self.depth + self.nots > MAX_NESTING
            && let Some(segment) = &mut self.current
        {
            segment.too_deep.get_or_insert(at);
        }
    }

    /// Ends the item at hand.
    pub fn finish(&mut self, end: usize) {
        let open_braces = self.brackets.iter().filter(|bracket| bracket.byte == b'{').count();
        self.brackets.clear();
        self.depth = 0;
        self.nots = 0;
        self.beyond = 0;
        if let Some(mut segment) = self.current.take() {
            segment.end = end.max(segment.start);
            segment.open_braces = open_braces;
            self.segments.push(segment);
        }
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !super::marks::is_word(character)).unwrap_or(text.len());
    &text[..end]
}

/// Whether behind the word stands a name, a text or a brace, as behind the first word of an item.
fn is_followed_like_item(text: &str, word: &str) -> bool {
    let behind = &text[word.len()..];
    let next = behind.trim_start_matches([' ', '\t']);
    next.len() < behind.len()
        && next.starts_with(|next: char| super::marks::is_word(next) || next == '"' || next == '{')
}
