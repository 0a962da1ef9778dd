//! What can be measured of a view: counts made while it is folded, and shares of them.

use icu_properties::CodePointSetData;
use icu_properties::props::{Emoji, EmojiModifier, EmojiPresentation, RegionalIndicator};

use super::character::{self, Class};
use crate::comment::{Share, Value};

/// Something that can be measured of a view of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How many words.
    Words,
    /// How many letters.
    Letters,
    /// How many characters, as Unicode counts them; a character reference such as `&amp;` is one.
    Length,
    /// How many lines with something on them.
    Lines,
    /// The share of letters that are capitals.
    Caps,
    /// How many links.
    Links,
    /// How many `@name`.
    Mentions,
    /// How many emoji; a family, a flag or a hand with its colour is one.
    Emoji,
    /// How many exclamation marks.
    Exclamations,
    /// The longest run of one character, as written: `a` and `A` are two. Spaces do not count.
    Repeats,
    /// The share of characters that are neither letter (with its marks), digit nor space.
    Symbols,
    /// The language, where it is known: at least forty letters, and the guess is reliable.
    Language,
    /// How many links through a shortener.
    ShortLinks,
    /// How many links whose visible text names another host.
    MaskedLinks,
}

impl Measure {
    /// The measures by the names that rules write behind a text.
    pub const NAMES: [(&str, Measure); 14] = [
        ("words", Measure::Words),
        ("letters", Measure::Letters),
        ("length", Measure::Length),
        ("lines", Measure::Lines),
        ("caps", Measure::Caps),
        ("links", Measure::Links),
        ("mentions", Measure::Mentions),
        ("emoji", Measure::Emoji),
        ("exclamations", Measure::Exclamations),
        ("repeats", Measure::Repeats),
        ("symbols", Measure::Symbols),
        ("language", Measure::Language),
        ("short_links", Measure::ShortLinks),
        ("masked_links", Measure::MaskedLinks),
    ];
}

/// What is counted of the characters of a view, as they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    letters: u64,
    capitals: u64,
    length: u64,
    symbols: u64,
    lines: u64,
    line_open: bool,
    emoji: u64,
    repeats: u64,
    run: u64,
    last: Option<char>,
    /// Whether the next emoji belongs to the one before it.
    joined: bool,
    /// Whether a regional indicator waits for its other half.
    half_flag: bool,
}

impl Counts {
    /// Counts the next character.
    pub fn character(&mut self, c: char) {
        self.length += 1;
        if !c.is_ascii() {
            self.other(c);
            return;
        }
        self.half_flag = false;
        self.joined = false;
        match c {
            'a'..='z' | 'A'..='Z' => {
                self.letters += 1;
                self.capitals += u64::from(c.is_ascii_uppercase());
                self.visible(c);
            }
            '0'..='9' => self.visible(c),
            '\n' => {
                self.line_end();
                self.part();
            }
            '\0'..=' ' | '\x7f' => self.part(),
            _ => {
                self.symbols += 1;
                self.visible(c);
            }
        }
    }

    fn other(&mut self, c: char) {
        if c == '\u{200d}' {
            self.joined = true;
            return;
        }
        if c == '\u{fe0f}' {
            self.shown_as_emoji();
            return;
        }
        if character::unseen(c).is_some() {
            return;
        }
        match character::class(c) {
            Class::Letter | Class::Lone => {
                self.letters += 1;
                self.capitals += u64::from(c.is_uppercase());
                self.visible(c);
            }
            Class::Digit | Class::Mark => self.visible(c),
            Class::Line | Class::Wall => {
                self.line_end();
                self.part();
            }
            Class::Space => self.part(),
            Class::Apostrophe | Class::Other => {
                self.symbols += 1;
                self.emoji(c);
                self.visible(c);
            }
        }
        self.joined = false;
    }

    fn emoji(&mut self, c: char) {
        if CodePointSetData::new::<RegionalIndicator>().contains(c) {
            self.emoji += u64::from(!self.half_flag);
            self.half_flag = !self.half_flag;
            return;
        }
        self.half_flag = false;
        let colour = CodePointSetData::new::<EmojiModifier>().contains(c);
        if is_emoji(c) && !colour && !self.joined {
            self.emoji += 1;
        }
    }

    /// The character before the selector is an emoji by it, unless it was one already.
    fn shown_as_emoji(&mut self) {
        if let Some(last) = self.last
            && !last.is_ascii()
            && !is_emoji(last)
            && CodePointSetData::new::<Emoji>().contains(last)
            && !self.joined
        {
            self.emoji += 1;
        }
    }

    fn visible(&mut self, c: char) {
        self.line_open = true;
        self.run = if self.last == Some(c) { self.run + 1 } else { 1 };
        self.last = Some(c);
        self.repeats = self.repeats.max(self.run);
    }

    /// Ends a run of one character.
    pub fn part(&mut self) {
        self.last = None;
        self.run = 0;
    }

    /// Ends a line.
    pub fn line_end(&mut self) {
        self.lines += u64::from(self.line_open);
        self.line_open = false;
    }

    /// How many letters.
    pub fn letters(&self) -> u64 {
        self.letters
    }

    /// The measures that need nothing but these counts.
    pub fn measure(&self, measure: Measure) -> Option<Value> {
        Some(match measure {
            Measure::Letters => number(self.letters),
            Measure::Length => number(self.length),
            Measure::Lines => number(self.lines + u64::from(self.line_open)),
            Measure::Emoji => number(self.emoji),
            Measure::Repeats => number(self.repeats),
            Measure::Caps => Value::Share(Share::of(self.capitals, self.letters)),
            Measure::Symbols => Value::Share(Share::of(self.symbols, self.length)),
            _ => return None,
        })
    }
}

/// Pictures that show as such by themselves, and the old symbols that are used as such.
fn is_emoji(c: char) -> bool {
    CodePointSetData::new::<EmojiPresentation>().contains(c)
        || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
            && CodePointSetData::new::<Emoji>().contains(c)
}

/// A count as a value of the rule language.
pub(super) fn number(count: u64) -> Value {
    Value::Number(count as f64)
}

/// The language of a text with that many letters, as its ISO 639-1 code, where it can be told.
pub(super) fn language(text: &str, letters: u64) -> Option<Value> {
    const FEWEST_LETTERS: u64 = 40;
    if letters < FEWEST_LETTERS {
        return None;
    }
    let guess = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    two_letters(guess.lang()).map(|code| Value::Language(code.to_owned()))
}

/// The ISO 639-1 code of a language; each language that is told apart has one.
fn two_letters(language: whatlang::Lang) -> Option<&'static str> {
    const CODES: &str = "epo=eo eng=en rus=ru cmn=zh spa=es por=pt ita=it ben=bn fra=fr deu=de ukr=uk kat=ka ara=ar \
        hin=hi jpn=ja heb=he yid=yi pol=pl amh=am jav=jv kor=ko nob=nb dan=da swe=sv fin=fi tur=tr nld=nl hun=hu \
        ces=cs ell=el bul=bg bel=be mar=mr kan=kn ron=ro slv=sl hrv=hr srp=sr mkd=mk lit=lt lav=lv est=et tam=ta \
        vie=vi urd=ur tha=th guj=gu uzb=uz pan=pa aze=az ind=id tel=te pes=fa mal=ml ori=or mya=my nep=ne sin=si \
        khm=km tuk=tk aka=ak zul=zu sna=sn afr=af lat=la slk=sk cat=ca tgl=tl hye=hy cym=cy";
    CODES
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .find(|pair| pair.0 == language.code())
        .map(|pair| pair.1)
}
