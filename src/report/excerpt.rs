//! A text and the places in it that matter → the parts to show: all of a short text, of a long one what stands around
//! the places.

use std::ops::Range;

/// Up to how many bytes a text is shown whole.
const WHOLE: usize = 400;
/// About how many bytes are shown before and behind a place in a longer text.
const AROUND: usize = 80;
/// How many bytes of a place are shown at most; of a longer one its beginning and its end.
const LONGEST_PLACE: usize = 160;
/// How many places are shown.
const MOST_PLACES: usize = 20;

/// A part of an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Text as it stands.
    Plain(&'a str),
    /// A place that matters.
    Marked(&'a str),
    /// Something was left out.
    Cut,
}

/// The parts of `text` to show, with `places` marked. Places may overlap and stand in any order; a place that does not
/// fit the text is moved to the nearest characters. Time linear in the places and in what is shown.
pub(super) fn excerpt<'a>(text: &'a str, places: &[Range<usize>]) -> Vec<Part<'a>> {
    let mut places = merged(text, places);
    let more_places = places.len() > MOST_PLACES;
    places.truncate(MOST_PLACES);
    let mut parts = Vec::new();
    let mut shown = 0;
    for (at, place) in places.iter().enumerate() {
        let from = if text.len() <= WHOLE { 0 } else { word_start(text, place.start.saturating_sub(AROUND)) };
        if from > shown {
            parts.push(Part::Cut);
        }
        plain(&mut parts, &text[from.max(shown).min(place.start)..place.start]);
        marked(&mut parts, &text[place.clone()]);
        let next = places.get(at + 1).map_or(text.len(), |next| next.start);
        let to = if text.len() <= WHOLE { next } else { word_end(text, place.end + AROUND).min(next) };
        plain(&mut parts, &text[place.end..to]);
        shown = to;
    }
    if places.is_empty() {
        shown = if text.len() <= WHOLE { text.len() } else { word_end(text, 2 * AROUND) };
        plain(&mut parts, &text[..shown]);
    }
    if shown < text.len() || more_places {
        parts.push(Part::Cut);
    }
    parts
}

/// The places in order, overlapping ones made one, empty ones left out, all at the edges of characters.
fn merged(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted: Vec<_> =
        places.iter().map(|place| text.floor_char_boundary(place.start)..text.ceil_char_boundary(place.end)).collect();
    sorted.sort_by_key(|place| (place.start, place.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in sorted.into_iter().filter(|place| place.start < place.end) {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

fn plain<'a>(parts: &mut Vec<Part<'a>>, text: &'a str) {
    if !text.is_empty() {
        parts.push(Part::Plain(text));
    }
}

fn marked<'a>(parts: &mut Vec<Part<'a>>, text: &'a str) {
    if text.len() <= LONGEST_PLACE {
        parts.push(Part::Marked(text));
        return;
    }
    let head = text.floor_char_boundary(LONGEST_PLACE * 2 / 3);
    let tail = text.ceil_char_boundary(text.len() - LONGEST_PLACE / 3);
    parts.extend([Part::Marked(&text[..head]), Part::Cut, Part::Marked(&text[tail..])]);
}

/// The first place at or a little behind `byte` at which a word begins, else `byte` itself.
fn word_start(text: &str, byte: usize) -> usize {
    let start = text.floor_char_boundary(byte);
    if start == 0 {
        return 0;
    }
    let nearby = &text[start..text.floor_char_boundary(start + AROUND / 2)];
    nearby.find(char::is_whitespace).map_or(start, |at| {
        let rest = &nearby[at..];
        start + at + rest.len() - rest.trim_start().len()
    })
}

/// The last place at or a little before `byte` at which a word ends, else `byte` itself.
fn word_end(text: &str, byte: usize) -> usize {
    let end = text.floor_char_boundary(byte);
    if end == text.len() {
        return end;
    }
    let from = text.floor_char_boundary(end - AROUND / 2);
    text[from..end].rfind(char::is_whitespace).map_or(end, |at| from + text[from..from + at].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, places: &[Range<usize>]) -> String {
        excerpt(text, places)
            .into_iter()
            .map(|part| match part {
                Part::Plain(text) => text.to_owned(),
                Part::Marked(text) => format!("«{text}»"),
                Part::Cut => "…".to_owned(),
            })
            .collect()
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(shown("you moron, you", std::slice::from_ref(&(4..9))), "you «moron», you");
        assert_eq!(shown("nothing", &[]), "nothing");
        assert_eq!(shown("", &[]), "");
    }

    #[test]
    fn overlapping_places_are_one() {
        assert_eq!(shown("ab cd ef", &[3..8, 0..5, 1..2]), "«ab cd ef»");
    }

    #[test]
    fn of_a_long_text_only_the_surroundings_are_shown() {
        let text = format!("{}moron {}idiot {}", "before ".repeat(100), "between ".repeat(100), "behind ".repeat(100));
        let moron = text.find("moron").unwrap();
        let idiot = text.find("idiot").unwrap();
        let shown = shown(&text, &[moron..moron + 5, idiot..idiot + 5]);
        assert!(shown.starts_with("…before before"), "{shown}");
        assert!(shown.contains("before «moron» between"), "{shown}");
        assert!(shown.contains("between…between") && shown.ends_with("behind…"), "{shown}");
        assert!(shown.len() < 500, "{shown}");
    }

    #[test]
    fn places_that_do_not_fit_are_harmless() {
        assert_eq!(shown("Größe", std::slice::from_ref(&(3..400))), "Gr«öße»");
        assert_eq!(shown("Größe", std::slice::from_ref(&(400..500))), "Größe");
        let endless = "é".repeat(100_000);
        assert!(shown(&endless, std::slice::from_ref(&(1..199_999))).len() < 500);
        assert!(shown(&endless, std::slice::from_ref(&(100_001..100_003))).len() < 500);
    }
}
