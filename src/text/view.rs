//! One text field, cut into what its author says, what is only quoted, and links.

use std::cell::OnceCell;
use std::ops::Range;

use super::fold::{self, Folded, Folder};
use super::lookalike;
use super::markup::{Layout, Roles};
use super::measure::{self, Counts, number};
use super::step::{self, Step};
use super::token::{self, Token, bytes_of};
use super::{Kind, Link, Measure, character::Class};
use crate::comment::Value;

/// Which part of a text field a rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// What the author says: without quotes, code and the targets of links.
    #[default]
    Own,
    /// Everything as written.
    All,
    /// Only what is quoted.
    Quoted,
}

impl View {
    /// Every view.
    pub const ALL: [View; 3] = [View::Own, View::All, View::Quoted];

    /// The word behind the field's name; empty for the author's own words.
    pub fn word(self) -> &'static str {
        match self {
            View::Own => "",
            View::All => "all",
            View::Quoted => "quoted",
        }
    }
}

/// A text field and its views, each made when first asked for.
#[derive(Debug)]
pub struct Text<'a> {
    original: &'a str,
    layout: OnceCell<Layout>,
    views: [OnceCell<ViewText>; 3],
}

impl<'a> Text<'a> {
    /// Prepares a field; nothing is computed yet. Of a field of 4 GiB and more only the beginning is looked at.
    pub fn new(original: &'a str) -> Text<'a> {
        let end = original.floor_char_boundary(u32::MAX as usize);
        Text { original: &original[..end], layout: OnceCell::new(), views: Default::default() }
    }

    /// The field as it came.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// A view of it.
    pub fn view(&self, view: View) -> &ViewText {
        self.views[view as usize].get_or_init(|| {
            let layout = self.layout.get_or_init(|| Layout::new(self.original));
            ViewText::new(self.original, layout, view)
        })
    }
}

/// One view of a text.
#[derive(Debug, Default)]
pub struct ViewText {
    pub(super) chars: Vec<Folded>,
    counts: Counts,
    tokens: Vec<Token>,
    steps: Vec<Step>,
    /// For each token its first step, and at the end the number of steps.
    first_steps: Vec<u32>,
    links: Vec<Link>,
    kept: Vec<Range<usize>>,
    folded: OnceCell<String>,
}

impl ViewText {
    fn new(original: &str, layout: &Layout, view: View) -> ViewText {
        let mut folder = Folder::new(original);
        let mut kept = Vec::new();
        let mut last_role = None;
        for (bytes, roles) in layout.runs() {
            let place = Place::of(roles, view);
            match place {
                Place::Kept => {
                    folder.text(bytes.clone());
                    keep(&mut kept, bytes);
                }
                Place::Join => folder.unseen(Kind::Invisible),
                Place::Gap => folder.gap(bytes.start),
                Place::Line => folder.line(bytes.start),
                Place::Wall if last_role != Some(Place::Wall) => folder.wall(bytes.start),
                Place::Wall => {}
            }
            last_role = Some(place);
        }
        let (mut chars, counts) = folder.finish();
        layout.set_addresses(&mut chars);
        let tokens = token::tokens(&chars);
        let steps = step::steps(&chars, &tokens);
        let mut first_steps = Vec::with_capacity(tokens.len() + 1);
        for (at, step) in steps.iter().enumerate() {
            while first_steps.len() <= step.tokens.start as usize {
                first_steps.push(at as u32);
            }
        }
        first_steps.resize(tokens.len() + 1, steps.len() as u32);
        let in_view = |link: &&Link| match view {
            View::All => true,
            View::Own => !layout.roles_at(link).meets(Roles::QUOTED.and(Roles::CODE)),
            View::Quoted => layout.roles_at(link).meets(Roles::QUOTED),
        };
        let links = layout.links.iter().filter(in_view).cloned().collect();
        ViewText { chars, counts, tokens, steps, first_steps, links, kept, folded: OnceCell::new() }
    }

    /// Its words, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What words of patterns are held against, in order of their first token.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Its links, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The stretches of the original that belong to the view, in order; what lies between them was left out.
    pub fn kept(&self) -> &[Range<usize>] {
        &self.kept
    }

    /// Its folded characters, what was left out shown as a space or a paragraph separator.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| self.chars.iter().map(|c| c.ch).collect())
    }

    /// A measure; `None` only for a language that cannot be told.
    pub fn measure(&self, measure: Measure) -> Option<Value> {
        let links = |which: fn(&Link) -> bool| number(self.links.iter().filter(|link| which(link)).count() as u64);
        Some(match measure {
            Measure::Words => number(self.tokens.len() as u64),
            Measure::Links => links(|_| true),
            Measure::ShortLinks => links(|link| link.short),
            Measure::MaskedLinks => links(|link| link.masked),
            Measure::Exclamations => number(self.chars.iter().filter(|c| c.ch == '!').count() as u64),
            Measure::Mentions => number(self.mentions()),
            Measure::Language => return measure::language(&self.written_start(), self.counts.letters()),
            counted => return self.counts.measure(counted),
        })
    }

    /// Whether the view begins with `text`, compared plainly; the bytes that do.
    pub fn starts_with(&self, text: &str) -> Option<Range<usize>> {
        let wanted = fold::fold(text);
        let first = self.chars.iter().position(|c| !c.class.is_blank()).unwrap_or(self.chars.len());
        let end = first + begins_with(&self.chars[first..], &wanted)?;
        Some(bytes_of(&self.chars[first..end]))
    }

    /// Whether the view ends with `text`, compared plainly; the bytes that do.
    pub fn ends_with(&self, text: &str) -> Option<Range<usize>> {
        let wanted: Vec<Folded> = fold::fold(text).into_iter().rev().collect();
        let chars: Vec<Folded> = self.chars.iter().rev().skip_while(|c| c.class.is_blank()).copied().collect();
        let length = begins_with(&chars, &wanted)?;
        let last = chars.len();
        Some(bytes_of(&self.chars[last - length..last]))
    }

    /// The steps that begin at a token.
    pub(super) fn steps_from(&self, token: u32) -> &[Step] {
        let token = token as usize;
        match (self.first_steps.get(token), self.first_steps.get(token + 1)) {
            (Some(&first), Some(&end)) => &self.steps[first as usize..end as usize],
            _ => &[],
        }
    }

    /// Whether a phrase can go on from the token before `token` to it.
    pub(super) fn continues(&self, token: u32, over_stop: bool) -> bool {
        let token = token as usize;
        let (Some(next), Some(last)) = (self.tokens.get(token), token.checked_sub(1).map(|last| &self.tokens[last]))
        else {
            return false;
        };
        next.block == last.block && (over_stop || next.sentence == last.sentence)
    }

    /// The tokens that have characters in the stretch.
    pub(super) fn tokens_in(&self, chars: Range<usize>) -> Range<u32> {
        let first = self.tokens.partition_point(|token| token.chars().end <= chars.start);
        let end = self.tokens.partition_point(|token| token.chars().start < chars.end);
        first as u32..end.max(first) as u32
    }

    fn mentions(&self) -> u64 {
        let is_name = |c: &Folded| c.class.is_word() || c.ch == '_';
        let before = |at: usize| at.checked_sub(1).is_some_and(|at| is_name(&self.chars[at]));
        let mention = |at: usize| self.chars.get(at + 1).is_some_and(is_name) && !before(at);
        self.chars.iter().enumerate().filter(|(at, c)| c.ch == '@' && mention(*at)).count() as u64
    }

    /// The first characters as they were written, as many as are needed to tell a language.
    fn written_start(&self) -> String {
        const ENOUGH: usize = 20_000;
        let mut last = None;
        let mut text = String::new();
        for c in self.chars.iter().take(ENOUGH) {
            if last != Some((c.start, c.source)) {
                text.push(if c.class.is_blank() { ' ' } else { c.source });
            }
            last = Some((c.start, c.source));
        }
        text
    }
}

/// What becomes of a stretch of the original in a view.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Kept,
    Join,
    Gap,
    Line,
    Wall,
}

impl Place {
    fn of(roles: Roles, view: View) -> Place {
        let shown = match view {
            View::All => return Place::Kept,
            View::Own => !roles.meets(Roles::QUOTED.and(Roles::CODE)),
            View::Quoted => roles.meets(Roles::QUOTED) && !roles.meets(Roles::CODE),
        };
        if !shown || roles.meets(Roles::WALL) {
            Place::Wall
        } else if roles.meets(Roles::LINE) {
            Place::Line
        } else if roles.meets(Roles::JOIN) {
            Place::Join
        } else if roles.meets(Roles::GAP) {
            Place::Gap
        } else {
            Place::Kept
        }
    }
}

/// Adds a stretch to those kept, joined to the last one where nothing stands between.
fn keep(kept: &mut Vec<Range<usize>>, bytes: Range<usize>) {
    match kept.last_mut() {
        Some(last) if last.end == bytes.start => last.end = bytes.end,
        _ => kept.push(bytes),
    }
}

/// Whether two texts are equal when compared plainly: case, width, accents, look-alike letters and invisible
/// characters aside; white space at the ends does not count, and between words it is all the same.
pub fn equal_plainly(left: &str, right: &str) -> bool {
    if differ_at_a_glance(left, right) {
        return false;
    }
    let (left, right) = (fold::fold(left), fold::fold(right));
    begins_with(trimmed(&left), trimmed(&right)) == Some(trimmed(&left).len())
}

/// Whether two texts cannot be equal, told without folding them: most texts that are compared have nothing in common.
fn differ_at_a_glance(left: &str, right: &str) -> bool {
    // The longest compatibility form in Unicode has 18 characters.
    const LONGEST_FOLD: usize = 18;
    // A character reference stands for another character than its letters.
    let letters = |text: &str| match text.contains('&') {
        true => 0,
        false => text.bytes().filter(u8::is_ascii_alphanumeric).count(),
    };
    let too_long = |long: &str, short: &str| {
        let most = short.chars().count() * LONGEST_FOLD;
        long.len() > most && letters(long) > most
    };
    let first = |text: &str| text.trim_start().chars().next().filter(char::is_ascii_alphanumeric);
    matches!((first(left), first(right)), (Some(left), Some(right)) if !left.eq_ignore_ascii_case(&right))
        || too_long(left, right)
        || too_long(right, left)
}

fn trimmed(chars: &[Folded]) -> &[Folded] {
    let blank = |c: &&Folded| c.class.is_blank();
    let first = chars.iter().take_while(blank).count();
    let rest = &chars[first..];
    &rest[..rest.len() - rest.iter().rev().take_while(blank).count()]
}

/// How many characters of `chars` are what is wanted, if they begin with it.
fn begins_with(chars: &[Folded], wanted: &[Folded]) -> Option<usize> {
    let (mut at, mut want) = (0, 0);
    let blanks = |chars: &[Folded]| chars.iter().take_while(|c| c.class.is_blank()).count();
    let wanted = trimmed(wanted);
    while want < wanted.len() {
        if wanted[want].class.is_blank() {
            let skipped = blanks(&chars[at..]);
            if skipped == 0 {
                return None;
            }
            at += skipped;
            want += blanks(&wanted[want..]);
            continue;
        }
        if !same_plainly(chars.get(at)?, &wanted[want]) {
            return None;
        }
        (at, want) = (at + 1, want + 1);
    }
    Some(at)
}

fn same_plainly(left: &Folded, right: &Folded) -> bool {
    let shape = |c: &Folded| lookalike::latin(c).unwrap_or(c.ch);
    left.ch == right.ch || left.class == Class::Letter && shape(left) == shape(right)
}
