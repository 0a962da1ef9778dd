//! The HTML that comments carry → quotes, code, links and markup.

use std::ops::Range;

use super::markup::{Layout, Marked, Roles};

const INLINE: [&str; 25] = [
    "a", "abbr", "b", "big", "cite", "del", "em", "font", "i", "img", "ins", "mark", "s", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "wbr", "code", "q", "kbd",
];
const BLOCKS: [&str; 19] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "table",
    "tr",
    "td",
    "blockquote",
    "pre",
    "section",
    "article",
];

/// A tag of HTML.
struct Tag {
    name: String,
    closes: bool,
    bytes: Range<usize>,
}

/// A tag that waits for its end.
struct Open {
    name: String,
    start: usize,
    inner: usize,
    target: Option<Range<usize>>,
}

/// Marks the HTML of a text in `layout`; the links that it has, in order of their ends.
pub(super) fn read(text: &str, layout: &mut Layout) -> Vec<Marked> {
    let mut open: Vec<Open> = Vec::new();
    // How many of each paired name are open, so that a stray end looks through the open ones no more than once.
    let mut pairs = Pairs::default();
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if layout.is_taken(start) {
            continue;
        }
        let Some(tag) = tag(text, start) else { continue };
        let name = tag.name.as_str();
        let role = match name {
            "br" => Roles::LINE,
            _ if BLOCKS.contains(&name) => Roles::WALL,
            _ if INLINE.contains(&name) => Roles::JOIN,
            _ => continue,
        };
        at = tag.bytes.end;
        layout.paint(tag.bytes.clone(), role);
        if !is_paired(name) {
            continue;
        }
        if !tag.closes {
            let target = (name == "a").then(|| attribute(text, &tag.bytes, "href")).flatten();
            open.push(Open { name: tag.name.clone(), start, inner: tag.bytes.end, target });
            *pairs.of(name) += 1;
            continue;
        }
        if *pairs.of(name) == 0 {
            continue;
        }
        while let Some(opened) = open.pop() {
            *pairs.of(&opened.name) -= 1;
            if opened.name != tag.name {
                continue;
            }
            let outer = *pairs.of(name) == 0;
            close(layout, &opened, &tag, outer, &mut links);
            break;
        }
    }
    links
}

/// How many tags of each paired name are open.
#[derive(Default)]
struct Pairs([usize; 5]);

impl Pairs {
    fn of(&mut self, name: &str) -> &mut usize {
        let place = match name {
            "blockquote" => 0,
            "q" => 1,
            "code" => 2,
            "pre" => 3,
            _ => 4,
        };
        &mut self.0[place]
    }
}

fn is_paired(name: &str) -> bool {
    matches!(name, "blockquote" | "q" | "code" | "pre" | "a")
}

/// Only the outermost of nested quotes is painted, so that nesting costs nothing.
fn close(layout: &mut Layout, opened: &Open, tag: &Tag, outer: bool, links: &mut Vec<Marked>) {
    match tag.name.as_str() {
        "a" => {
            let Some(target) = opened.target.clone().filter(|_| outer) else { return };
            let visible = opened.inner..tag.bytes.start;
            layout.paint(visible.clone(), Roles::VISIBLE);
            links.push(Marked { bytes: opened.start..tag.bytes.end, visible, target });
        }
        "code" | "pre" if outer => layout.paint(opened.start..tag.bytes.end, Roles::CODE),
        _ if outer => layout.paint(opened.start..tag.bytes.end, Roles::QUOTED),
        _ => {}
    }
}

/// The tag at `start`; none where what stands there is no tag.
fn tag(text: &str, start: usize) -> Option<Tag> {
    let bytes = text.as_bytes();
    let closes = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closes);
    const LONGEST_NAME: usize = 10;
    let length = bytes[from..].iter().take(LONGEST_NAME + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let behind = *bytes.get(from + length)?;
    if length == 0 || length > LONGEST_NAME || !(behind.is_ascii_whitespace() || matches!(behind, b'>' | b'/')) {
        return None;
    }
    let end = memchr::memchr2(b'>', b'<', &bytes[from..]).map(|found| from + found)?;
    let name = text[from..from + length].to_ascii_lowercase();
    (bytes[end] == b'>').then_some(Tag { name, closes, bytes: start..end + 1 })
}

/// The value of an attribute of a tag.
fn attribute(text: &str, tag: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let inner = &text.as_bytes()[tag.clone()];
    let place = inner.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name.as_bytes()))?;
    let behind = &text[tag.start + place + name.len()..tag.end];
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let start = tag.end - value.len();
    let (start, end) = match value.chars().next()? {
        quote @ ('"' | '\'') => (start + 1, value[1..].find(quote)? + start + 1),
        _ => (start, start + value.find([' ', '>', '\n', '\t'])?),
    };
    Some(start..end)
}
