//! HTML character references → the characters they stand for.

/// The named references that comment systems write: the names are facts of the HTML standard, section 13.5.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("excl", '!'),
    ("quest", '?'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semi", ';'),
    ("lpar", '('),
    ("rpar", ')'),
    ("sol", '/'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("commat", '@'),
    ("ast", '*'),
    ("plus", '+'),
    ("verbar", '|'),
    ("lowbar", '_'),
    ("NewLine", '\n'),
    ("Tab", '\t'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
];

/// The accents that a letter's name may end with, and the marks they stand for.
const ACCENTS: &[(&str, char)] = &[
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("uml", '\u{308}'),
    ("ring", '\u{30a}'),
    ("cedil", '\u{327}'),
];

/// The longest reference that is looked for, in bytes: `&`, up to ten more, `;`.
const LONGEST: usize = 12;

/// The character that a reference at the start of `text` stands for, and the reference's length in bytes.
///
/// The semicolon is needed but for numbers, where browsers do without it too.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        return decode_number(number);
    }
    let length = body.as_bytes().iter().take(LONGEST).position(|&byte| byte == b';')?;
    let name = &body[..length];
    let named = NAMED.iter().find(|(known, _)| *known == name).map(|&(_, c)| c);
    Some((named.or_else(|| accented(name))?, length + 2))
}

fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let &(_, mark) = ACCENTS.iter().find(|(accent, _)| *accent == &name[1..])?;
    icu_normalizer::properties::CanonicalComposition::new().compose(letter, mark)
}

fn decode_number(number: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match number.as_bytes().first()? {
        b'x' | b'X' => (&number[1..], 16, 3),
        _ => (number, 10, 2),
    };
    let length = digits.bytes().take(LONGEST).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let value = u32::from_str_radix(&digits[..length], radix).ok()?;
    let end = prefix + length + usize::from(digits.as_bytes().get(length) == Some(&b';'));
    let c = char::from_u32(value).filter(|&c| c != '\0')?;
    Some((c, end))
}
