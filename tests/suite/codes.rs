//! Every code has a page that explains it, and what the page shows is true: the wrong example meets the code, the right
//! one does not. The rule sets in the pages are written as `sample.rs` says.

use comity::diagnostic::{Renderer, Severity, codes, render};

use crate::sample::{checked, said};

/// The rule sets of a page that are marked with `word`.
fn examples(page: &str, word: &str) -> Vec<String> {
    let opening = format!("```comity {word}\n");
    page.split(&opening).skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())).collect()
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = codes::all().map(|code| code.id).collect();
    for stage in [codes::syntax::ALL, codes::check::ALL, codes::lint::ALL] {
        assert!(stage.windows(2).all(|pair| pair[0].id < pair[1].id), "{ids:?}");
    }
    let mut slugs: Vec<&str> = codes::all().map(|code| code.slug).collect();
    slugs.sort_unstable();
    assert!(slugs.windows(2).all(|pair| pair[0] != pair[1]), "{slugs:?}");
}

#[test]
fn every_page_has_a_title_words_and_examples() {
    for code in codes::all() {
        assert!(code.page.starts_with(&format!("# {}: ", code.id)), "{} has no title", code.id);
        let words = code.page.split("```").next().unwrap_or_default().split_whitespace().count();
        assert!(words > 20, "{} explains itself in {words} words", code.id);
        assert!(!examples(code.page, "wrong").is_empty(), "{} shows nothing wrong", code.id);
        assert!(!examples(code.page, "right").is_empty(), "{} shows nothing right", code.id);
    }
}

#[test]
fn every_page_belongs_to_a_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name.strip_suffix(".md").unwrap_or(&name);
        assert!(codes::find(id).is_some(), "{name} explains no code");
    }
}

#[test]
fn what_pages_show_as_wrong_meets_their_code() {
    let mut untrue = Vec::new();
    for code in codes::all() {
        for (at, example) in examples(code.page, "wrong").iter().enumerate() {
            let checked = checked(example);
            let said = said(&checked);
            let met = checked.diagnostics.iter().any(|diagnostic| diagnostic.code.id == code.id);
            let others = checked.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() == Severity::Error);
            if !met || others.into_iter().any(|diagnostic| diagnostic.code.id != code.id) {
                untrue.push(format!("{} is not what its wrong example {at} meets:\n{example}\n\n{said}", code.id));
                continue;
            }
            let of_code: Vec<String> = checked
                .diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.code.id == code.id)
                .map(|diagnostic| render(diagnostic, &checked.sources, Renderer::default()))
                .collect();
            insta::assert_snapshot!(format!("{}_{at}", code.id), of_code.join("\n\n"), example);
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n\n"));
}

#[test]
fn what_pages_show_as_right_has_no_error() {
    for code in codes::all() {
        for example in examples(code.page, "right") {
            let checked = checked(&example);
            let bad = checked
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.code.id == code.id || diagnostic.code.severity() == Severity::Error);
            assert!(!bad, "{}: the right example is not right:\n{example}\n\n{}", code.id, said(&checked));
            assert!(checked.rules.is_some());
        }
    }
}
