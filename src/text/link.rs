//! Folded characters → the links and addresses among them, also those written so that they are not taken for links.

use std::ops::Range;

use super::character::Class;
use super::fold::Folded;
use super::host::{self, Surety};

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its bytes in the original field.
    pub bytes: Range<usize>,
    /// Its host, in lower case and ASCII.
    pub host: String,
    /// The Latin host that it looks like, where it is written in look-alike or accented letters.
    pub looks_like: Option<String>,
    /// Whether the visible text names another host.
    pub masked: bool,
    /// Whether the host is a shortener's.
    pub short: bool,
}

impl Link {
    /// A link to `host`, which must be in its ASCII form; `written` is the host as it stands in the text.
    pub(super) fn new(bytes: Range<usize>, host: String, written: &str) -> Link {
        let short = host::is_shortener(&host);
        let looks_like = host::looks_like(written).filter(|latin| *latin != host);
        Link { bytes, host, looks_like, masked: false, short }
    }

    /// Whether it leads, or seems to lead, to the host of a list's entry or below it.
    pub fn leads_to(&self, entry: &str) -> bool {
        host::covers(entry, &self.host) || self.looks_like.as_deref().is_some_and(|host| host::covers(entry, host))
    }
}

/// What was found in running text.
pub(super) enum Found {
    /// A link; `whole` says that it is an address and nothing else (it has a scheme, `www.` or a path).
    Link { link: Link, whole: bool },
    /// An e-mail address.
    Mail(Range<usize>),
}

impl Found {
    /// Its bytes in the original.
    pub fn bytes(&self) -> &Range<usize> {
        match self {
            Found::Link { link, .. } => &link.bytes,
            Found::Mail(bytes) => bytes,
        }
    }
}

/// Finds links and e-mail addresses, in order. Each character is looked at a bounded number of times.
pub(super) fn find(chars: &[Folded]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].class.is_word() {
            at += 1;
            continue;
        }
        let (one, end) = with_scheme(chars, at).unwrap_or_else(|| without_scheme(chars, at));
        found.extend(one);
        at = end.max(at + 1);
    }
    found
}

fn bytes(chars: &[Folded], part: Range<usize>) -> Range<usize> {
    super::token::bytes_of(&chars[part])
}

fn is(chars: &[Folded], at: usize, text: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    text.chars().all(|wanted| rest.next().is_some_and(|c| c.ch == wanted))
}

/// The characters as they were written, but a disguised dot as a dot.
fn written(chars: &[Folded], part: Range<usize>) -> String {
    let mut text = String::new();
    let mut at = part.start;
    while at < part.end {
        let c = &chars[at];
        match dot(chars, at) {
            Some(length) => {
                text.push('.');
                at += length;
                continue;
            }
            // What folds to several characters stands in all of them.
            None if at > part.start && c.start == chars[at - 1].start && c.end == chars[at - 1].end => {}
            None => text.push(if c.ch.is_ascii() && c.source.is_ascii() { c.ch } else { c.source }),
        }
        at += 1;
    }
    text
}

/// The length of a dot at `at`: `.`, `[.]`, `(dot)` and the like.
fn dot(chars: &[Folded], at: usize) -> Option<usize> {
    let c = chars.get(at)?;
    match c.ch {
        '.' | '\u{3002}' => Some(1),
        '[' | '(' | '{' => {
            ["[.]", "(.)", "{.}", "[dot]", "(dot)", "{dot}"].into_iter().find(|text| is(chars, at, text)).map(str::len)
        }
        _ => None,
    }
}

/// A link that begins at `at` with a scheme, `hxxp` among them; where the search goes on.
fn with_scheme(chars: &[Folded], at: usize) -> Option<(Option<Found>, usize)> {
    const SCHEMES: [&str; 7] = ["https", "http", "hxxps", "hxxp", "hxtps", "hxtp", "ftp"];
    let scheme =
        SCHEMES.into_iter().find(|scheme| is(chars, at, scheme) && after_scheme(chars, at + scheme.len()) > 0)?;
    let start = at + scheme.len() + after_scheme(chars, at + scheme.len());
    let end = url_end(chars, start);
    let text = written(chars, start..end);
    let Some(written_host) = host::authority_host(&text) else { return Some((None, end)) };
    // A host without a dot is a machine next door, not a site.
    let Some(ascii) = host::to_ascii(written_host).filter(|host| host.contains('.')) else { return Some((None, end)) };
    let link = Link::new(bytes(chars, at..end), ascii, written_host);
    Some((Some(Found::Link { link, whole: true }), end))
}

fn after_scheme(chars: &[Folded], at: usize) -> usize {
    ["://", "[://]", "[:]//", ":\\\\"]
        .into_iter()
        .find(|text| is(chars, at, text))
        .map_or(0, |text| text.chars().count())
}

/// Where a URL ends: at a space or a character that URLs do not have, closing punctuation of the sentence aside.
fn url_end(chars: &[Folded], start: usize) -> usize {
    let mut end = start;
    let mut parentheses = 0_i64;
    while let Some(c) = chars.get(end) {
        if let Some(length) = dot(chars, end) {
            end += length;
            continue;
        }
        match c.ch {
            '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | '^' | '“' | '”' | '„' | '«' | '»' => break,
            '(' => parentheses += 1,
            ')' if parentheses == 0 => break,
            ')' => parentheses -= 1,
            _ if c.class.is_blank() => break,
            _ => {}
        }
        end += 1;
    }
    let closing = |c: &Folded| matches!(c.ch, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '…');
    while end > start && closing(&chars[end - 1]) {
        end -= 1;
    }
    end
}

/// A host without a scheme, or an e-mail address, at the start of a word; where the search goes on.
fn without_scheme(chars: &[Folded], start: usize) -> (Option<Found>, usize) {
    let (labels, mut end) = labels(chars, start, usize::MAX, dot);
    let before = start.checked_sub(1).map(|at| chars[at].ch);
    let mail = |end: usize| Some(Found::Mail(bytes(chars, start..end)));
    if is(chars, end, "@") && chars.get(end + 1).is_some_and(|c| c.class.is_word()) {
        let (domain, mail_end) = self::labels(chars, end + 1, usize::MAX, dot);
        return if domain.len() > 1 { (mail(mail_end), mail_end) } else { (None, end) };
    }
    let mut labels = labels;
    if labels.len() < 2 {
        let (spelled, spelled_end) = self::labels(chars, start, MOST_SPELLED, spelled_dot);
        if spelled.len() < 2 || !is_spelled_host(chars, &spelled, spelled_end) {
            return (None, end);
        }
        (labels, end) = (spelled, spelled_end);
    } else if matches!(before, Some('@' | '.' | '-' | '_' | '/' | '\\')) {
        return (None, end);
    }
    let text: Vec<String> = labels.iter().map(|label| written(chars, label.clone())).collect();
    let written_host = text.join(".");
    let Some(ascii) = host::to_ascii(&written_host) else { return (None, end) };
    let path_end = path_end(chars, end);
    let www = labels.len() > 2 && text[0] == "www";
    let whole = www || path_end > end;
    let needed = if whole { Surety::WithPath } else { Surety::Alone };
    let surety = host::surety(&ascii).max(host::surety(&written_host));
    if surety < needed || !whole && (is_end_of_sentence(chars, &labels) || !is_site(&text, surety)) {
        return (None, end);
    }
    let link = Link::new(bytes(chars, start..path_end), ascii, &written_host);
    (Some(Found::Link { link, whole }), path_end)
}

/// The labels of a host that begins at `start`, and where it ends. Letters of scripts without spaces and others do not
/// share a label.
fn labels(
    chars: &[Folded],
    start: usize,
    most: usize,
    dot: impl Fn(&[Folded], usize) -> Option<usize>,
) -> (Vec<Range<usize>>, usize) {
    let mut labels = Vec::new();
    let mut at = start;
    loop {
        let lone = chars.get(at).is_some_and(|c| c.class == Class::Lone);
        let belongs = |c: &Folded| {
            (c.class.is_word() || c.ch == '-' || c.ch == '_')
                && (lone == (c.class == Class::Lone) || c.class != Class::Lone && !matches!(c.class, Class::Letter))
        };
        let mut end = at + chars[at..].iter().take_while(|c| belongs(c)).count();
        while end > at && !chars[end - 1].class.is_word() {
            end -= 1;
        }
        if end == at {
            break;
        }
        labels.push(at..end);
        match dot(chars, end) {
            Some(length) if labels.len() < most && chars.get(end + length).is_some_and(|c| c.class.is_word()) => {
                at = end + length
            }
            _ => break,
        }
    }
    let end = labels.last().map_or(start, |last| last.end);
    (labels, end)
}

/// How many labels a host spelled with "dot" may have.
const MOST_SPELLED: usize = 5;

/// The length of a dot, or of "dot" as a word between spaces.
fn spelled_dot(chars: &[Folded], at: usize) -> Option<usize> {
    dot(chars, at).or_else(|| is(chars, at, " dot ").then_some(5))
}

/// Whether "example dot com" is a host, and not a sentence about the dot-com boom.
fn is_spelled_host(chars: &[Folded], labels: &[Range<usize>], end: usize) -> bool {
    const TOPS: [&str; 12] = ["com", "net", "org", "info", "biz", "ru", "io", "gov", "edu", "xyz", "uk", "tv"];
    const BEFORE_NOUN: [&str; 24] = [
        "the", "a", "an", "this", "that", "these", "those", "of", "by", "in", "and", "or", "my", "your", "his", "our",
        "their", "every", "any", "some", "early", "first", "new", "old",
    ];
    const BEHIND: [&str; 9] =
        [" bubble", " boom", " bust", " crash", " era", " compan", " startup", " million", " billion"];
    let word = |label: &Range<usize>| chars[label.clone()].iter().map(|c| c.ch).collect::<String>();
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    TOPS.contains(&word(last).as_str())
        && !BEFORE_NOUN.contains(&word(first).as_str())
        && !BEHIND.iter().any(|text| is(chars, end, text))
}

/// Whether "end.Next" is a full stop without a space behind it.
fn is_end_of_sentence(chars: &[Folded], labels: &[Range<usize>]) -> bool {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    let capital = |at: usize| chars[at].source.is_uppercase();
    capital(last.start) && last.len() > 1 && !capital(last.end - 1) && !capital(first.end - 1)
}

/// Whether a name without a path may be a site: "2.mil" and "f.ck" are something else.
fn is_site(labels: &[String], surety: Surety) -> bool {
    let name = labels.len().checked_sub(2).map_or("", |at| labels[at].as_str());
    name.chars().any(char::is_alphabetic) && (surety == Surety::Common || name.chars().nth(1).is_some())
}

/// Where the port, path and query end that begin at `at`; `at` if there are none.
fn path_end(chars: &[Folded], at: usize) -> usize {
    let next = |at: usize| chars.get(at).is_some_and(|c| !c.class.is_blank());
    let starts = match chars.get(at).map(|c| c.ch) {
        Some('/') => true,
        Some('?' | '#' | ':') => chars.get(at + 1).is_some_and(|c| c.class.is_word()),
        _ => false,
    };
    let port = is(chars, at, ":") && !chars.get(at + 1).is_some_and(|c| c.class == Class::Digit);
    if !starts || port || !next(at) {
        return at;
    }
    url_end(chars, at).max(at)
}
