//! Text of strangers → text that can be shown on a terminal: on one line, without anything that moves the cursor,
//! changes colours or turns the direction of writing.

use std::fmt::{self, Write as _};

/// Shows a text on one line. Line breaks become `⏎`, white space around them goes, and characters that control the
/// terminal, turn the direction of writing or cannot be seen are written by their number, such as `<U+202E>`.
#[derive(Clone, Copy, Debug)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => {
                    while letters.next_if(|next| next.is_whitespace()).is_some() {}
                    f.write_str(" ⏎ ")?;
                }
                '\t' => f.write_char(' ')?,
                letter if must_be_spelled_out(letter) => write!(f, "<U+{:04X}>", u32::from(letter))?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Whether showing the character as it is would do something to the line or show nothing where something stands.
///
/// Joiners, variation selectors and tags are left alone: they are part of emoji and of several scripts.
fn must_be_spelled_out(letter: char) -> bool {
    letter.is_control()
        || turns_direction(letter)
        || matches!(letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// The bidirectional controls of Unicode (UAX #9, section 2).
pub(super) fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
