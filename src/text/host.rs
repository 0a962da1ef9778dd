//! Hosts: what is written → one comparable ASCII form, and which host covers which.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;

use super::{dictionary, fold, lookalike};

/// Reads a host as an entry of a list may be written: `gov.uk`, `www.example.com`, `https://example.com/news`.
/// The answer is in lower case and ASCII (RFC 3492 for other scripts), without `www.`; `None` where it names no host.
pub fn parse_host(written: &str) -> Option<String> {
    let written = written.trim();
    let after_scheme = match written.find("://") {
        Some(at) if written[..at].bytes().all(|byte| byte.is_ascii_alphanumeric()) => &written[at + 3..],
        Some(_) => return None,
        None => written.strip_prefix("//").unwrap_or(written),
    };
    let host = to_ascii(authority_host(after_scheme)?)?;
    let host = match host.strip_prefix("www.") {
        Some(rest) if rest.contains('.') => rest.to_owned(),
        _ => host,
    };
    host.contains('.').then_some(host)
}

/// Whether `entry` covers `host`: it is the host itself or one above it. Both are as [`parse_host`] and
/// [`Link::host`](super::Link) give them.
pub fn covers(entry: &str, host: &str) -> bool {
    match host.strip_suffix(entry) {
        Some("") => true,
        Some(below) => !entry.is_empty() && below.ends_with('.'),
        None => false,
    }
}

/// The host in what stands between a scheme and the path: without user, port and path.
///
/// A backslash ends it as a slash does, as in browsers.
pub(super) fn authority_host(text: &str) -> Option<&str> {
    let authority = text.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    if host.starts_with('[') {
        return None;
    }
    let host = host.split(':').next()?;
    Some(host.strip_suffix('.').unwrap_or(host)).filter(|host| !host.is_empty())
}

/// The ASCII form of a host; `None` where it cannot be one.
pub(super) fn to_ascii(host: &str) -> Option<String> {
    const LONGEST: usize = 253;
    if host.len() > LONGEST * 4 {
        return None;
    }
    let composed = ComposingNormalizer::new_nfkc().normalize(host);
    let folded = CaseMapper::new().fold_string(&composed).replace('\u{3002}', ".");
    let labels: Option<Vec<String>> = folded.split('.').map(label_to_ascii).collect();
    let ascii = labels?.join(".");
    (ascii.len() <= LONGEST).then_some(ascii)
}

fn label_to_ascii(label: &str) -> Option<String> {
    const LONGEST: usize = 63;
    let allowed = |c: char| {
        if c.is_ascii() { c.is_ascii_alphanumeric() || c == '-' || c == '_' } else { c.is_alphanumeric() || is_mark(c) }
    };
    let fits = !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(allowed);
    let ascii = if label.is_ascii() { label.to_owned() } else { format!("xn--{}", punycode(label)?) };
    (fits && ascii.len() <= LONGEST).then_some(ascii)
}

fn is_mark(c: char) -> bool {
    super::character::class(c) == super::character::Class::Mark
}

/// Punycode (RFC 3492, with the parameters of its section 5). `None` for a label longer than any host can have.
fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;
    let letters: Vec<u32> = label.chars().take(64).map(u32::from).collect();
    if letters.len() > 63 {
        return None;
    }
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = output.len() as u32;
    let mut handled = basic;
    if basic > 0 {
        output.push('-');
    }
    let (mut lowest, mut delta, mut bias) = (128u32, 0u32, 72u32);
    while (handled as usize) < letters.len() {
        let next = letters.iter().copied().filter(|&letter| letter >= lowest).min()?;
        delta = delta.checked_add((next - lowest).checked_mul(handled + 1)?)?;
        lowest = next;
        for &letter in &letters {
            if letter < lowest {
                delta += 1;
            }
            if letter != lowest {
                continue;
            }
            let mut rest = delta;
            let mut place = BASE;
            loop {
                let threshold = place.saturating_sub(bias).clamp(T_MIN, T_MAX);
                if rest < threshold {
                    break;
                }
                output.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
                rest = (rest - threshold) / (BASE - threshold);
                place += BASE;
            }
            output.push(digit(rest));
            bias = adapted(delta, handled + 1, handled == basic);
            delta = 0;
            handled += 1;
        }
        delta += 1;
        lowest += 1;
    }
    Some(output)
}

fn digit(value: u32) -> char {
    char::from(if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 })
}

fn adapted(delta: u32, points: u32, first: bool) -> u32 {
    const DAMP: u32 = 700;
    const SKEW: u32 = 38;
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut bias = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + SKEW)
}

/// The Latin host that a host of other or accented letters looks like.
pub(super) fn looks_like(host: &str) -> Option<String> {
    if host.is_ascii() {
        return None;
    }
    let latin: String = fold::fold(host).iter().map(|c| lookalike::latin(c).unwrap_or(c.ch)).collect();
    if latin.is_ascii() { to_ascii(&latin) } else { None }
}

/// Top-level domains that are ordinary words, at the end of a sentence without a space behind it, and those that are
/// extensions of files: alone they make no link.
const WORDS_AND_FILES: &[&str] = &[
    "ad", "ai", "am", "as", "at", "be", "by", "cc", "do", "et", "gs", "id", "in", "is", "it", "la", "ma", "md", "me",
    "mm", "mo", "mr", "ms", "mt", "my", "no", "pa", "pl", "ps", "py", "re", "rs", "sh", "so", "st", "th", "to", "us",
    "vi", "ws", "zip", "mov", "bz", "ml", "mk", "mp", "sc", "java", "save", "name", "cab", "prof",
];

/// Domains under which nearly every written name is a link, words or not.
const COMMON: &[&str] =
    &["com", "org", "net", "edu", "gov", "mil", "info", "biz", "co", "io", "uk", "de", "fr", "ru", "cn", "eu", "tv"];

/// How surely a name with dots is a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surety {
    /// Its ending is no domain.
    None,
    /// Its ending is a domain that may be a word or the extension of a file.
    WithPath,
    /// Its ending is a domain and nothing else.
    Alone,
    /// Its ending is one of the domains that everybody knows.
    Common,
}

/// How surely a host, in its ASCII form, is one. Domains are those of the Public Suffix List.
pub(super) fn surety(host: &str) -> Surety {
    let known = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    let Some((_, top)) = host.rsplit_once('.').filter(|_| known) else { return Surety::None };
    if COMMON.contains(&top) {
        Surety::Common
    } else if WORDS_AND_FILES.contains(&top) || top.len() > 2 && dictionary::is_word(top) {
        Surety::WithPath
    } else {
        Surety::Alone
    }
}

/// Services that hide a target behind a short address: general knowledge, in alphabetical order.
const SHORTENERS: &[&str] = &[
    "adf.ly",
    "amzn.to",
    "bit.do",
    "bit.ly",
    "bitly.com",
    "bl.ink",
    "buff.ly",
    "clck.ru",
    "cutt.ly",
    "db.tt",
    "dlvr.it",
    "fb.me",
    "flip.it",
    "goo.gl",
    "goo.su",
    "ift.tt",
    "is.gd",
    "j.mp",
    "kutt.it",
    "lnkd.in",
    "mcaf.ee",
    "ow.ly",
    "qr.ae",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorte.st",
    "short.gy",
    "shorturl.at",
    "snip.ly",
    "soo.gd",
    "spoti.fi",
    "surl.li",
    "t.co",
    "t.ly",
    "t2m.io",
    "tiny.cc",
    "tiny.one",
    "tinyurl.com",
    "trib.al",
    "u.to",
    "urlz.fr",
    "v.gd",
    "vk.cc",
    "x.co",
    "xurl.es",
    "y2u.be",
    "zpr.io",
];

/// Whether the host is a shortener's.
pub(super) fn is_shortener(host: &str) -> bool {
    SHORTENERS.iter().any(|entry| covers(entry, host))
}
