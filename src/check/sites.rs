//! Lists of sites → hosts, each covering itself and all below it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::adjust::Adjustments;
use super::graph;
use super::limits::MOST_WORDS_LOOKED_FOR;
use super::list_files::ListTexts;
use super::lists::{any_within, list_circle};
use super::names::{Definitions, Sort, Thing};
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::ast;
use crate::text::parse_host;

/// All lists of sites, and those that conditions have asked for so far.
pub(super) struct SiteLists {
    own: Vec<BTreeSet<String>>,
    includes: Vec<Vec<usize>>,
    spans: Vec<Span>,
    known: HashMap<Vec<String>, Arc<[String]>>,
    spent: usize,
    too_much: bool,
}

impl SiteLists {
    /// Prepares every list of sites; complains of what is no host, of circles and of empty lists.
    pub fn new(
        definitions: &Definitions,
        texts: &ListTexts,
        adjustments: &Adjustments,
        diagnostics: &mut Diagnostics,
    ) -> SiteLists {
        let said = diagnostics.spans();
        let things: Vec<Thing> = (0..definitions.sites.len()).map(|at| Thing { sort: Sort::Sites, at }).collect();
        let spans = things.iter().map(|thing| definitions.span(*thing)).collect();
        let mut lists = SiteLists {
            own: Vec::new(),
            includes: Vec::new(),
            spans,
            known: HashMap::new(),
            spent: 0,
            too_much: false,
        };
        for (at, sites) in definitions.sites.iter().enumerate() {
            let mut hosts = BTreeSet::new();
            let mut includes = Vec::new();
            let mut written = 0;
            let mut add = |text: &ast::Quoted, diagnostics: &mut Diagnostics| {
                written += 1;
                hosts.extend(host(text, diagnostics));
            };
            sites.node.hosts.iter().for_each(|text| add(text, diagnostics));
            if let Some(adjust) = adjustments.of(things[at]) {
                adjust.change.add.iter().for_each(|entry| add(&entry.text, diagnostics));
            }
            let mut incomplete = any_within(&said, sites.node.span);
            for source in &sites.node.from {
                match source {
                    ast::ListSource::File(name) => match texts.hosts(name.span) {
                        Some(texts) => texts.iter().for_each(|text| add(text, diagnostics)),
                        None => incomplete = true,
                    },
                    ast::ListSource::List(name) => {
                        let included = definitions.resolve(sites.pack, name, Sort::Sites, diagnostics);
                        incomplete |= included.is_none();
                        includes.extend(included);
                    }
                }
            }
            if written == 0 && includes.is_empty() && !incomplete {
                let name = &sites.node.name;
                let message = format!("the sites `{}` have no host, so no link can lead to them", name.value);
                diagnostics.push(
                    Diagnostic::new(&codes::LIST_EMPTY, name.span, message, "these sites are empty")
                        .help("add hosts to them, such as `example.com`, or remove them"),
                );
            }
            lists.own.push(hosts);
            lists.includes.push(includes);
        }
        let names: Vec<String> = things.iter().map(|thing| definitions.full_name(*thing)).collect();
        for circle in graph::circles(&lists.includes) {
            diagnostics.push(list_circle(&circle, &names, &lists.spans));
        }
        lists
    }

    /// The hosts of these lists and these single ones, sorted, each once; the same hosts are kept once.
    pub fn hosts(
        &mut self,
        lists: &[usize],
        single: Vec<String>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Arc<[String]>> {
        let mut hosts: BTreeSet<String> = single.into_iter().collect();
        let mut reached: HashSet<usize> = HashSet::new();
        let mut open = lists.to_vec();
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                self.spent += 1 + self.own[at].len();
                hosts.extend(self.own[at].iter().cloned());
                open.extend(&self.includes[at]);
            }
            if self.spent > MOST_WORDS_LOOKED_FOR {
                if !self.too_much {
                    let message = format!(
                        "the rules look for more than {MOST_WORDS_LOOKED_FOR} hosts, counted for every condition"
                    );
                    diagnostics.push(Diagnostic::new(&codes::LIMIT, span, message, "here the limit is passed"));
                }
                self.too_much = true;
                return None;
            }
        }
        let hosts: Vec<String> = hosts.into_iter().collect();
        let shared = self.known.entry(hosts).or_insert_with_key(|hosts| Arc::from(hosts.as_slice()));
        Some(Arc::clone(shared))
    }
}

/// The host that an entry means, in lower case; complains where it is none.
pub(super) fn host(text: &ast::Quoted, diagnostics: &mut Diagnostics) -> Option<String> {
    let written = text.value.trim().to_lowercase();
    if is_host(&written) {
        // One label covers all below it, such as `ru`; more are compared in the form that links are compared in.
        return if written.contains('.') { parse_host(&written).or(Some(written)) } else { Some(written) };
    }
    let bare = bare_host(&written);
    let label = if written.contains('*') {
        "a star is not needed"
    } else if written.contains("://") || written.contains('/') {
        "an address, not a host"
    } else {
        "not a host"
    };
    let message = format!("`{}` is not the name of a host", text.value);
    let mut diagnostic = Diagnostic::new(&codes::HOST, text.span, message, label)
        .note("an entry means that host and everything below it: `gov.uk` covers `www.service.gov.uk`");
    if is_host(&bare) {
        let title = format!("did you mean `{bare}`?");
        diagnostic = diagnostic.fix(title, Confidence::Review, text.span, format!("\"{bare}\""));
    }
    diagnostics.push(diagnostic);
    None
}

/// What is left of an address without its scheme, user, port, path and wildcards.
fn bare_host(written: &str) -> String {
    let behind_scheme = written.split_once("://").map_or(written, |(_, rest)| rest);
    let host = behind_scheme.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or("");
    let host = host.split(':').next().unwrap_or("");
    host.trim_start_matches(['*', '.']).trim_end_matches('.').replace('*', "")
}

/// Whether a text is a host: labels of letters, digits and hyphens, as RFC 1123 section 2.1 has them, in any script.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    text.len() <= 253 && text.split('.').all(label)
}
