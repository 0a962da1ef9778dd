//! A line of the policy that asks for more than all scores together.

use super::Found;
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::outcome::Score;
use crate::syntax::ast::Comparison;

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    let counting = found.fates.iter().filter(|fate| fate.id.is_some() && !fate.shadow);
    let scores = counting.filter_map(|fate| fate.then.score.as_ref()).map(|score| score.value);
    let most = scores.filter(|score| score.0 > 0).fold(Score(0), Score::plus);
    for (line, span) in found.policy.lines.iter().zip(&found.policy.spans) {
        let reached = match line.comparison {
            Comparison::AtLeast => most >= line.score,
            Comparison::More => most > line.score,
            Comparison::Less | Comparison::AtMost => true,
        };
        if reached {
            continue;
        }
        let message = if most == Score(0) {
            "no rule gives a score, so this line never holds".to_owned()
        } else {
            format!("all rules together give a score of {most} at most, so this line never holds")
        };
        diagnostics.push(
            Diagnostic::new(&codes::OUT_OF_REACH, *span, message, "out of reach")
                .help("give scores in rules (`then score 3`), or ask for less"),
        );
    }
}
