//! "Did you mean": the names closest to one that is not known.

use strsim::osa_distance;

/// How many candidates are looked at; more would make a hostile file slow.
const MOST_CANDIDATES: usize = 4_096;

/// The one or two candidates that `name` was probably meant to be, best first.
///
/// Looks for the same name in other case or with other separators, then for a misspelling: at most one slip in three
/// letters, by restricted Damerau-Levenshtein distance, then for the same words in another order.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = squash(name);
    let limit = (name.chars().count().max(3) / 3).max(1);
    let mut close: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates.into_iter().take(MOST_CANDIDATES).filter(|candidate| *candidate != name) {
        if candidate.len().abs_diff(name.len()) > limit * 4 {
            continue;
        }
        let rank = if squash(candidate) == folded {
            0
        } else if same_words(name, candidate) {
            1
        } else {
            match osa_distance(name, candidate) {
                distance if distance <= limit => 1 + distance,
                _ => continue,
            }
        };
        if !close.iter().any(|(_, known)| *known == candidate) {
            close.push((rank, candidate));
        }
    }
    close.sort();
    let best = close.first().map_or(0, |(rank, _)| *rank);
    close.into_iter().filter(|(rank, _)| *rank == best).map(|(_, name)| name).take(2).collect()
}

fn squash(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

fn same_words(left: &str, right: &str) -> bool {
    let words = |name: &str| {
        let mut words: Vec<String> = name.split(['_', '-', ' ', '.']).map(str::to_lowercase).collect();
        words.sort();
        words
    };
    left.contains(['_', '-', ' ', '.']) && words(left) == words(right)
}
