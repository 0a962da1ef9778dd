//! Small rule sets written in one text, for tests that read them from data files.
//!
//! A line `# file: NAME` begins the next file of the set; what stands before the first such line is `rules.comity`. Files
//! that do not end in `.comity` are list files. A line `# set: NAME=VALUE` is what `--set` gives. A line
//! `# repeat COUNT: TEXT` stands for that many lines of the text, with their number in place of `{n}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity::check::{Checked, Options, check};
use comity::diagnostic::{Diagnostic, Renderer, render};
use comity::source::{ListFileError, ListFiles, RuleFile};

/// List files kept in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct Lists(pub BTreeMap<String, String>);

impl ListFiles for Lists {
    fn read(&self, _rule_file: &str, path: &str) -> Result<String, ListFileError> {
        if path.contains("..") {
            return Err(ListFileError::Outside);
        }
        self.0.get(path).cloned().ok_or_else(|| ListFileError::Missing(self.0.keys().cloned().collect()))
    }
}

/// The files and options that a text stands for.
pub fn parts(text: &str) -> (Vec<RuleFile>, Options) {
    let mut options = Options::default();
    let mut files: Vec<(String, String)> = vec![("rules.comity".to_owned(), String::new())];
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# file: ") {
            files.push((name.trim().to_owned(), String::new()));
        } else if let Some((name, value)) = line.strip_prefix("# set: ").and_then(|set| set.split_once('=')) {
            options.settings.push((name.to_owned(), value.to_owned()));
        } else if let (Some((count, repeated)), Some((_, text))) = (repeated(line), files.last_mut()) {
            text.extend((1..=count).map(|number| repeated.replace("{n}", &number.to_string()) + "\n"));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    if files.len() > 1 && files[0].1.trim().is_empty() {
        files.remove(0);
    }
    let (rules, lists): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(".comity"));
    let lists: Arc<dyn ListFiles> = Arc::new(Lists(lists.into_iter().collect()));
    let rules = rules.into_iter().map(|(path, text)| RuleFile { path, text, lists: Arc::clone(&lists) }).collect();
    (rules, options)
}

fn repeated(line: &str) -> Option<(u32, &str)> {
    let (count, text) = line.strip_prefix("# repeat ")?.split_once(": ")?;
    Some((count.parse().ok()?, text))
}

/// Checks the rule set that a text stands for.
pub fn checked(text: &str) -> Checked {
    let (files, options) = parts(text);
    check(files, &options)
}

/// Everything that was said, as people see it.
pub fn said(checked: &Checked) -> String {
    let draw = |diagnostic: &Diagnostic| render(diagnostic, &checked.sources, Renderer::default());
    checked.diagnostics.iter().map(draw).collect::<Vec<_>>().join("\n\n")
}

/// The codes that were said, in order.
pub fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}
