//! A field as written → which of its bytes are quotes, code, markup and targets of links, and which links it has.
//!
//! Markdown and HTML as people write them in comments. What is not closed hides nothing: a fence, a tag or a bracket
//! without its other end is text. Lines indented by spaces are text, too. Every step is linear in the text.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::{Folded, Folder};
use super::link::{self, Found, Link};
use super::{host, html};

/// What a byte of a field is, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u8);

impl Roles {
    /// Inside what the author only quotes.
    pub const QUOTED: Roles = Roles(1);
    /// Inside code.
    pub const CODE: Roles = Roles(2);
    /// Markup or a target that readers do not see: what stands before and behind it is written together.
    pub const JOIN: Roles = Roles(4);
    /// An address: it parts words.
    pub const GAP: Roles = Roles(8);
    /// Markup that parts paragraphs.
    pub const WALL: Roles = Roles(16);
    /// Markup that parts lines.
    pub const LINE: Roles = Roles(32);
    /// Part of a link or an e-mail address: no disguise is read into it.
    pub const ADDRESS: Roles = Roles(64);
    /// The visible text of a link.
    pub const VISIBLE: Roles = Roles(128);

    /// Whether it has one of them.
    pub fn meets(self, other: Roles) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    pub const fn and(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }
}

/// What is known of a field's parts.
#[derive(Debug)]
pub(super) struct Layout {
    /// One for each byte.
    pub roles: Vec<Roles>,
    /// All links, in order.
    pub links: Vec<Link>,
}

/// A link whose visible text and target are written apart.
pub(super) struct Marked {
    pub bytes: Range<usize>,
    pub visible: Range<usize>,
    pub target: Range<usize>,
}

impl Layout {
    /// Reads a field.
    pub fn new(text: &str) -> Layout {
        let mut layout = Layout { roles: vec![Roles::default(); text.len()], links: Vec::new() };
        layout.fences(text);
        layout.quoted_lines(text);
        let marked = if memchr::memchr3(b'<', b'[', b'`', text.as_bytes()).is_some() {
            let mut marked = html::read(text, &mut layout);
            layout.code_spans(text);
            marked.extend(layout.markdown_links(text));
            marked.sort_by_key(|link| link.bytes.start);
            marked
        } else {
            Vec::new()
        };
        layout.links(text, &marked);
        layout
    }

    /// Adds roles to a stretch.
    pub fn paint(&mut self, bytes: Range<usize>, roles: Roles) {
        for role in &mut self.roles[bytes] {
            *role = role.and(roles);
        }
    }

    /// Whether the byte is in code or in markup.
    pub fn is_taken(&self, at: usize) -> bool {
        self.roles
            .get(at)
            .is_some_and(|role| role.meets(Roles::CODE.and(Roles::JOIN).and(Roles::WALL).and(Roles::LINE)))
    }

    /// Fenced code, fences included.
    fn fences(&mut self, text: &str) {
        let mut open: Option<(usize, char, usize)> = None;
        if !text.contains("```") && !text.contains("~~~") {
            return;
        }
        for (start, line) in lines(text) {
            let Some((mark, length, rest)) = fence(line) else { continue };
            match open {
                None if mark == '~' || !rest.contains('`') => open = Some((start, mark, length)),
                Some((from, opened, least)) if mark == opened && length >= least && rest.trim().is_empty() => {
                    self.paint(from..start + line.len(), Roles::CODE);
                    open = None;
                }
                _ => {}
            }
        }
    }

    fn quoted_lines(&mut self, text: &str) {
        if !text.contains('>') && !text.contains("&gt;") {
            return;
        }
        for (start, line) in lines(text) {
            if !self.is_taken(start)
                && let Some(mark) = quote_mark(line)
            {
                self.paint(start..start + line.len(), Roles::QUOTED);
                self.paint(start..start + mark, Roles::GAP);
            }
        }
    }

    /// Code between runs of as many backticks, within a paragraph.
    fn code_spans(&mut self, text: &str) {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut paragraphs = Vec::new();
        let mut paragraph = 0_u32;
        let mut before = (false, false);
        for (start, line) in lines(text) {
            let this = (line.trim().is_empty(), self.roles[start].meets(Roles::QUOTED));
            paragraph += u32::from(this != before);
            before = this;
            let mut at = 0;
            while let Some(found) = memchr::memchr(b'`', &line.as_bytes()[at..]) {
                let from = at + found;
                let length = line[from..].bytes().take_while(|byte| *byte == b'`').count();
                if !self.is_taken(start + from) {
                    runs.push(start + from..start + from + length);
                    paragraphs.push(paragraph);
                }
                at = from + length;
            }
        }
        // For each run the next one of its length in the paragraph.
        let mut next = vec![None; runs.len()];
        let mut seen: HashMap<(usize, u32), usize> = HashMap::new();
        for at in (0..runs.len()).rev() {
            next[at] = seen.insert((runs[at].len(), paragraphs[at]), at);
        }
        let mut at = 0;
        while at < runs.len() {
            if let Some(close) = next[at] {
                self.paint(runs[at].start..runs[close].end, Roles::CODE);
                at = close;
            }
            at += 1;
        }
    }

    /// `[text](target)`, within a paragraph.
    fn markdown_links(&mut self, text: &str) -> Vec<Marked> {
        let mut links = Vec::new();
        let mut open = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut line_is_blank = true;
        while at < bytes.len() {
            match bytes[at] {
                b'\n' if line_is_blank => open.clear(),
                b'\n' => line_is_blank = true,
                b'\\' => at += 1,
                b'[' if !self.is_taken(at) => open.push(at),
                b']' if !self.is_taken(at) => {
                    if let Some(start) = open.pop()
                        && let Some((target, end)) = target(text, at + 1)
                    {
                        let image = start > 0 && bytes[start - 1] == b'!';
                        let start = start - usize::from(image);
                        let visible = start + 1 + usize::from(image)..at;
                        self.paint(start..visible.start, Roles::JOIN);
                        self.paint(visible.clone(), Roles::VISIBLE);
                        // A link holds no link.
                        open.clear();
                        self.paint(at..end, Roles::JOIN.and(Roles::ADDRESS));
                        links.push(Marked { bytes: start..end, visible, target });
                        at = end;
                        line_is_blank = false;
                        continue;
                    }
                }
                _ => {}
            }
            line_is_blank &= bytes.get(at).is_none_or(|byte| byte.is_ascii_whitespace());
            at += 1;
        }
        links
    }

    /// Finds the links in running text, and gives those with a visible text their host.
    fn links(&mut self, text: &str, marked: &[Marked]) {
        let mut links: Vec<Link> = Vec::new();
        let mut shown: Vec<(usize, String)> = Vec::new();
        for found in running(text) {
            let bytes = found.bytes().clone();
            if self.roles[bytes.start].meets(Roles::JOIN) {
                continue;
            }
            self.paint(bytes.clone(), Roles::ADDRESS);
            let Found::Link { link, whole } = found else { continue };
            if whole {
                self.paint(bytes.clone(), Roles::GAP);
            }
            if self.roles[bytes.start].meets(Roles::VISIBLE) {
                shown.push((bytes.start, link.host));
            } else {
                links.push(link);
            }
        }
        let mut shown = shown.into_iter().peekable();
        for mark in marked {
            let target = &text[mark.target.clone()];
            let Some(mut link) = target_link(target, mark.bytes.clone()) else { continue };
            while shown.next_if(|(at, _)| *at < mark.visible.start).is_some() {}
            while let Some((_, host)) = shown.next_if(|(at, _)| *at < mark.visible.end) {
                link.masked |= !related(&host, &link.host);
            }
            links.push(link);
        }
        links.sort_by_key(|link| (link.bytes.start, link.bytes.end));
        self.links = links;
    }

    /// The stretches with the same roles, in order. Each begins and ends between characters.
    pub fn runs(&self) -> impl Iterator<Item = (Range<usize>, Roles)> {
        let mut start = 0;
        self.roles.chunk_by(|left, right| left == right).map(move |run| {
            let bytes = start..start + run.len();
            start = bytes.end;
            (bytes, run[0])
        })
    }

    /// What a link's first byte is.
    pub fn roles_at(&self, link: &Link) -> Roles {
        self.roles.get(link.bytes.start).copied().unwrap_or_default()
    }

    /// Which of the folded characters stand in links and addresses.
    pub fn set_addresses(&self, chars: &mut [Folded]) {
        for c in chars {
            let off = Roles::ADDRESS.and(Roles::CODE);
            c.address = self.roles.get(c.start as usize).is_some_and(|role| role.meets(off));
        }
    }
}

/// Links and addresses in running text, looked for only where there is a sign of one.
fn running(text: &str) -> Vec<Found> {
    let lower = |word: &[u8]| text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    let dotted = text.contains(['.', '。', '．', '｡']) || text.contains("&#");
    if !dotted && !lower(b"dot") {
        return Vec::new();
    }
    let mut folder = Folder::new(text);
    folder.text(0..text.len());
    link::find(&folder.finish().0)
}

/// The link that a target means; none for one within the site.
fn target_link(target: &str, bytes: Range<usize>) -> Option<Link> {
    let mut decoded = Folder::new(target);
    decoded.text(0..target.len());
    let chars = decoded.finish().0;
    let text: String = chars.iter().map(|c| if c.ch.is_ascii() { c.ch } else { c.source }).collect();
    let text = text.trim();
    if let Some(Found::Link { link, .. }) = link::find(&chars).into_iter().next()
        && text.contains("://")
    {
        return Some(Link { bytes, ..link });
    }
    let written = host::authority_host(text.trim_start_matches("//"))?;
    let ascii = host::to_ascii(written)?;
    let is_host = host::surety(&ascii) >= host::Surety::WithPath && !text.starts_with("mailto:");
    is_host.then(|| Link::new(bytes, ascii, written))
}

/// Whether one of two hosts stands above the other, `www.` aside.
fn related(left: &str, right: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (left, right) = (bare(left), bare(right));
    host::covers(&left, &right) || host::covers(&right, &left)
}

/// The target behind a link's text, and the end of the whole. What could not be the target of a link is text.
fn target(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    const DEEPEST: usize = 32;
    let rest = text[at..].strip_prefix('(')?;
    let start = at + 1 + rest.len() - rest.trim_start_matches(' ').len().min(rest.len());
    let mut depth = 0;
    let mut end = None;
    for (place, c) in text[start..].char_indices() {
        match c {
            '(' if depth == DEEPEST => return None,
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = Some(start + place);
                break;
            }
            ')' => depth -= 1,
            _ if c.is_whitespace() => {
                end = Some(start + place);
                break;
            }
            _ => {}
        }
    }
    let target = start..end?;
    let written = text[target.clone()].trim_start_matches('<').trim_end_matches('>');
    let is_target =
        written.starts_with(['/', '#', '?']) || written.starts_with("mailto:") || target_link(written, 0..0).is_some();
    Some((target.clone(), closing(text, target.end)?)).filter(|_| is_target)
}

/// The end of a link behind its target: a title may follow, then `)`.
fn closing(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let trimmed = rest.trim_start_matches([' ', '\n']);
    let skipped = rest.len() - trimmed.len();
    if trimmed.starts_with(')') {
        return Some(at + skipped + 1);
    }
    const LONGEST_TITLE: usize = 300;
    let quote = trimmed.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let close = trimmed[1..].char_indices().take(LONGEST_TITLE).find(|(_, c)| *c == quote)?.0;
    let behind = &trimmed[close + 2..];
    behind.starts_with(')').then_some(at + skipped + close + 3)
}

/// The lines of a text, with their ends, and where they start.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        start += line.len();
        (start - line.len(), line)
    })
}

/// The mark and length of a code fence and what follows it.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let text = line.trim_start_matches(' ');
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(mark);
    let length = text.len() - rest.len();
    (length >= 3 && line.len() - text.len() <= 3).then_some((mark, length, rest))
}

/// The length of the mark that makes a line a quote: `>` or `&gt;`, once or more. Spoilers (`>!`) and faces are none.
fn quote_mark(line: &str) -> Option<usize> {
    const NO_QUOTES: [&str; 12] = ["!", ":(", ":[", ":)", ":|", ":D", ":/", ".<", "_<", "_>", "=(", ";("];
    let first = line.trim_start_matches([' ', '\t']);
    let mut rest = first;
    loop {
        let behind = rest.strip_prefix('>').or_else(|| rest.strip_prefix("&gt;"));
        match behind {
            Some(behind) => rest = behind.trim_start_matches(' '),
            None => break,
        }
    }
    let one = first.strip_prefix('>').or_else(|| first.strip_prefix("&gt;"))?;
    let face =
        NO_QUOTES.iter().any(|mark| one.starts_with(mark)) || one.starts_with(".&gt;") || one.starts_with("_&gt;");
    (!face).then_some(line.len() - rest.len())
}
