//! What distinguishes one rule set from another, in 16 hexadecimal digits.

use std::fmt::{self, Write};

use super::CheckedRules;

/// The hash FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923), over what is written to it.
struct Fnv(u64);

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}

/// The hash of everything that can change a verdict or what is said about it.
///
/// Rules, patterns and lists are in an order of their own, so the order of files and definitions does not count; nor do
/// comments, layout, tests and scenes. The same for the same version of comity; another version may give another one.
pub(super) fn fingerprint(rules: &CheckedRules) -> String {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    // Writing to a hash cannot fail.
    let _ = write_rules(rules, &mut hash);
    format!("{:016x}", hash.0)
}

fn write_rules(rules: &CheckedRules, hash: &mut Fnv) -> fmt::Result {
    for (_, field) in rules.schema.fields() {
        writeln!(hash, "field {:?} {}", field.name, field.kind.word())?;
    }
    for rule in &rules.rules {
        writeln!(hash, "rule {:?} {:?} {:?} {:?}", rule.name, rule.title, rule.then, rule.because)?;
        writeln!(hash, "life {:?} {:?} {:?}", rule.shadow, rule.ends, rule.languages)?;
        writeln!(hash, "when {:?}", rule.when)?;
    }
    for line in &rules.policy {
        writeln!(hash, "policy {line:?}")?;
    }
    for pattern in &rules.patterns {
        let (written, level) = (pattern.phrase.written(), pattern.level.word());
        writeln!(hash, "pattern {written:?} {level} {} {}", pattern.without, pattern.inside_words)?;
    }
    for set in &rules.word_sets {
        writeln!(hash, "words {set:?}")?;
    }
    for regex in &rules.regexes {
        writeln!(hash, "regex {:?}", regex.as_str())?;
    }
    Ok(())
}
