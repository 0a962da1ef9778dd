//! How much dressing up a pattern sees through: the kinds of disguise and the levels that allow them.

use std::fmt;

/// How much dressing up is seen through; each level sees what the one before it sees, and more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The characters as written, case and all.
    Exactly,
    /// Case, width, accents, look-alike letters, invisible and bidirectional characters, plural and possessive.
    Plainly,
    /// What is safe to leave alone: leetspeak, stretched, spaced, masked letters and so on, each behind the guard.
    #[default]
    Normally,
    /// The guesses that only a word with no innocent neighbour can afford.
    Disguised,
}

impl Level {
    /// Every level, the strictest first.
    pub const ALL: [Level; 4] = [Level::Exactly, Level::Plainly, Level::Normally, Level::Disguised];

    /// The word that stands for it in rules.
    pub fn word(self) -> &'static str {
        match self {
            Level::Exactly => "exactly",
            Level::Plainly => "plainly",
            Level::Normally => "normally",
            Level::Disguised => "disguised",
        }
    }

    /// The level that `word` names.
    pub fn from_word(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.word() == word)
    }

    /// The kinds of dressing up that this level sees through.
    pub fn kinds(self) -> KindSet {
        use Kind::*;
        let plainly = [Case, Width, Accent, Lookalike, Invisible, Bidi, Ending];
        let normally = [Leet, Stretched, Spaced, Masked, Glued, Split, Misspelling, Phonetic];
        let disguised = [Reversed, Inside];
        let mut kinds = KindSet::EMPTY;
        if self >= Level::Plainly {
            kinds = kinds.with_all(&plainly);
        }
        if self >= Level::Normally {
            kinds = kinds.with_all(&normally);
        }
        if self >= Level::Disguised {
            kinds = kinds.with_all(&disguised);
        }
        kinds
    }
}

macro_rules! kinds {
    ($($name:ident $word:literal $meaning:literal;)*) => {
        /// One way in which a word can be dressed up; one closed list for `without (…)` and for the report's `how`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $meaning] $name),*
        }

        impl Kind {
            /// Every kind, in the order in which reports list them.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// The word that stands for it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Kind::$name => $word),*
                }
            }
        }
    };
}

kinds! {
    Case "case" "Capitals for small letters or the reverse.";
    Width "width" "Full-width, mathematical, circled and other compatibility forms.";
    Accent "accent" "Accents and other marks.";
    Lookalike "lookalike" "Letters of another script that look the same.";
    Invisible "invisible" "Characters that cannot be seen.";
    Bidi "bidi" "Characters that turn the direction of writing.";
    Leet "leet" "Digits and symbols for letters.";
    Stretched "stretched" "Letters repeated.";
    Spaced "spaced" "Letters set apart.";
    Masked "masked" "One symbol in place of a letter.";
    Glued "glued" "Written together with other words.";
    Split "split" "Written in two pieces.";
    Ending "ending" "Plural, possessive and other endings.";
    Misspelling "misspelling" "A slip of the pen.";
    Phonetic "phonetic" "Written as it sounds, or without its vowels.";
    Reversed "reversed" "Written backwards or upside down.";
    Inside "inside" "Inside another word.";
}

impl Kind {
    /// The kind that `word` names.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u32);

impl KindSet {
    /// No kind.
    pub const EMPTY: KindSet = KindSet(0);

    /// The kinds by which someone means to get past a rule, which is what `disguises` asks for.
    pub const DISGUISES: KindSet = KindSet::EMPTY.with_all(&[
        Kind::Invisible,
        Kind::Lookalike,
        Kind::Leet,
        Kind::Stretched,
        Kind::Spaced,
        Kind::Masked,
        Kind::Phonetic,
        Kind::Reversed,
    ]);

    /// This set and one kind more.
    pub const fn with(self, kind: Kind) -> KindSet {
        KindSet(self.0 | 1 << kind as u32)
    }

    /// This set and some kinds more.
    pub const fn with_all(self, kinds: &[Kind]) -> KindSet {
        let mut set = self;
        let mut at = 0;
        while at < kinds.len() {
            set = set.with(kinds[at]);
            at += 1;
        }
        set
    }

    /// The kinds of both.
    pub const fn union(self, other: KindSet) -> KindSet {
        KindSet(self.0 | other.0)
    }

    /// The kinds of this set that are not in `other`.
    pub const fn without(self, other: KindSet) -> KindSet {
        KindSet(self.0 & !other.0)
    }

    /// Whether it has the kind.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u32 != 0
    }

    /// Whether the two have a kind in common.
    pub const fn meets(self, other: KindSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every kind of this set is in `other`.
    pub const fn is_within(self, other: KindSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether it has none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its kinds, in the order of reports.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| self.has(*kind))
    }
}

impl fmt::Display for KindSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Kind::word).collect();
        f.write_str(&words.join(", "))
    }
}

impl serde::Serialize for KindSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Kind::word))
    }
}
