//! The languages that rules can name, by their ISO 639-1 codes.

use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;

/// The codes of ISO 639-1:2002 as its registration authority lists them.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr \
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Names and other codes by which people call the commoner languages.
const OTHER_WORDS: [(&str, &str); 44] = [
    ("english", "en"),
    ("eng", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("deu", "de"),
    ("ger", "de"),
    ("french", "fr"),
    ("fra", "fr"),
    ("spanish", "es"),
    ("spa", "es"),
    ("sp", "es"),
    ("italian", "it"),
    ("ita", "it"),
    ("portuguese", "pt"),
    ("por", "pt"),
    ("br_pt", "pt"),
    ("dutch", "nl"),
    ("nld", "nl"),
    ("polish", "pl"),
    ("russian", "ru"),
    ("rus", "ru"),
    ("ukrainian", "uk"),
    ("ua", "uk"),
    ("czech", "cs"),
    ("cz", "cs"),
    ("swedish", "sv"),
    ("se_sv", "sv"),
    ("danish", "da"),
    ("dk", "da"),
    ("norwegian", "no"),
    ("finnish", "fi"),
    ("greek", "el"),
    ("gr", "el"),
    ("turkish", "tr"),
    ("arabic", "ar"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("korean", "ko"),
    ("kr_ko", "ko"),
    ("vietnamese", "vi"),
];

/// The language that a word names; complains where it names none.
pub(super) fn language(word: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    if CODES.split_whitespace().any(|code| code == word) {
        return Some(word.to_owned());
    }
    let lower = word.to_lowercase();
    let other = OTHER_WORDS.iter().find(|(other, _)| *other == lower).map(|(_, code)| *code);
    let same = CODES.split_whitespace().find(|code| *code == lower);
    let name = || {
        did_you_mean(&lower, OTHER_WORDS.iter().map(|(name, _)| *name).filter(|name| name.len() > 3)).first().copied()
    };
    let close =
        other.or(same).or_else(|| OTHER_WORDS.iter().find(|(word, _)| Some(*word) == name()).map(|(_, code)| *code));
    let message = format!("`{word}` is not the code of a language");
    let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_LANGUAGE, span, message, "not a language code")
        .help("write the two letters of ISO 639-1: `en`, `de`, `es`, `fr` …");
    if let Some(close) = close {
        diagnostic = diagnostic.fix(format!("did you mean `{close}`?"), Confidence::Review, span, close);
    }
    diagnostics.push(diagnostic);
    None
}
