//! Rule files → packs: every file parsed, files of one pack together, shipped packs that are used loaded.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Confidence, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, ListFiles, RuleFile, SourceMap, Span, shipped};
use crate::syntax::{self, ast};

/// A pack's place in [`Loaded::packs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PackId(pub usize);

/// A parsed rule file.
pub(super) struct Parsed {
    pub tree: ast::File,
    pub path: String,
    pub lists: Arc<dyn ListFiles>,
    pub pack: PackId,
}

/// A pack.
pub(super) struct Pack {
    /// Its name; `None` for the files without one.
    pub name: Option<String>,
    pub version: u32,
    /// Whether it came with the program.
    pub shipped: bool,
    /// Where another pack says that it uses this one.
    pub used_at: Option<Span>,
}

/// All files and packs of a rule set.
pub(super) struct Loaded {
    pub files: Vec<Parsed>,
    pub packs: Vec<Pack>,
}

impl Loaded {
    /// Whether a pack is the rule set's own rather than one that it is built on.
    pub fn is_own(&self, pack: PackId) -> bool {
        !self.packs[pack.0].shipped || self.packs.iter().all(|pack| pack.shipped)
    }
}

/// Parses the files, sorted by path and each once, and the shipped packs that they use.
pub(super) fn load(mut files: Vec<RuleFile>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Loaded {
    files.sort_by(|left, right| (&left.path, &left.text).cmp(&(&right.path, &right.text)));
    files.dedup_by(|left, right| left.path == right.path && left.text == right.text);
    let mut loaded = Loaded { files: Vec::new(), packs: Vec::new() };
    let mut headers: BTreeMap<Option<String>, Vec<(usize, Option<ast::Pack>)>> = BTreeMap::new();
    for file in files {
        let parsed = parse(file, sources, diagnostics);
        let header = header(&parsed.tree, diagnostics);
        let at = loaded.files.len();
        loaded.files.push(parsed);
        headers.entry(header.as_ref().map(|pack| pack.name.value.clone())).or_default().push((at, header));
    }
    for (name, files) in headers {
        let id = PackId(loaded.packs.len());
        for (at, _) in &files {
            loaded.files[*at].pack = id;
        }
        let headers: Vec<ast::Pack> = files.iter().filter_map(|(_, header)| header.clone()).collect();
        let members: Vec<&Parsed> = files.iter().map(|(at, _)| &loaded.files[*at]).collect();
        let version = one_version(&headers, diagnostics);
        let shipped =
            name.as_deref().is_some_and(|name| bears_shipped_name(name, &headers, &members, sources, diagnostics));
        loaded.packs.push(Pack { name, version, shipped, used_at: None });
    }
    use_packs(&mut loaded, sources, diagnostics);
    loaded
}

fn parse(file: RuleFile, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Parsed {
    let id = sources.add(file.path.clone(), file.text);
    let tree = syntax::parse(id, sources, diagnostics);
    Parsed { tree, path: file.path, lists: file.lists, pack: PackId(0) }
}

/// The file's `pack`, of which there may be one.
fn header(tree: &ast::File, diagnostics: &mut Diagnostics) -> Option<ast::Pack> {
    let mut packs = tree.items.iter().filter_map(|item| match item {
        ast::Item::Pack(pack) => Some(pack),
        _ => None,
    });
    let first = packs.next()?;
    for second in packs {
        diagnostics.push(
            Diagnostic::new(&codes::PACK_TWICE, second.span, "a file belongs to one pack", "a second `pack`")
                .label(first.span, "the first one")
                .help("remove one of the two, or move what belongs to the other pack into a file of its own"),
        );
    }
    Some(first.clone())
}

/// The version on which all files of a pack agree.
fn one_version(headers: &[ast::Pack], diagnostics: &mut Diagnostics) -> u32 {
    let mut written = headers.iter().filter_map(|header| header.version.as_ref());
    let Some(first) = written.next() else { return 1 };
    for other in written.filter(|other| other.value != first.value) {
        let message = format!("this pack has version {} in one file and {} in another", first.value, other.value);
        diagnostics.push(
            Diagnostic::new(&codes::PACK_TWICE, other.span, message, "this version")
                .label(first.span, "and this one")
                .help("write the same version in both, or in one of them only"),
        );
    }
    first.value
}

/// Whether files that bear the name are the shipped pack; complains where they differ from it and do not say so.
fn bears_shipped_name(
    name: &str,
    headers: &[ast::Pack],
    members: &[&Parsed],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> bool {
    let replaces = headers.iter().find_map(|header| header.replaces);
    let Some(shipped) = shipped::load(name) else {
        if let Some(span) = replaces {
            let message = format!("there is no pack `{name}` that comes with comity, so there is nothing to replace");
            let mut diagnostic = Diagnostic::new(&codes::NOTHING_TO_REPLACE, span, message, "nothing to replace");
            diagnostic = match did_you_mean(name, shipped::names())[..] {
                [] => diagnostic.help("remove `replaces`"),
                [best, ..] => diagnostic.help(format!("did you mean `{best}`? Otherwise remove `replaces`")),
            };
            diagnostics.push(diagnostic.note(known_packs()));
        }
        return false;
    };
    if is_the_same(members, &shipped, sources) {
        return true;
    }
    if replaces.is_none() {
        for header in headers {
            let message =
                format!("`{name}` is the name of a pack that comes with comity, and this one differs from it");
            diagnostics.push(
                Diagnostic::new(&codes::PACK_TAKEN, header.name.span, message, "this name is taken")
                    .help(format!(
                        "give your pack another name, or write `pack {name} replaces` if it is to stand in its place"
                    ))
                    .help(format!(
                        "to change single things of it, write `use {name} 1` and `adjust {name}.…` in a file of your own"
                    ))
                    .fix(
                        format!("let it take the place of the shipped `{name}`"),
                        Confidence::Review,
                        header.name.span.after(),
                        " replaces",
                    ),
            );
        }
    }
    false
}

/// Whether the files say what the shipped ones say, lists included; the ends of lines aside.
fn is_the_same(members: &[&Parsed], shipped: &[RuleFile], sources: &SourceMap) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let mut theirs: Vec<(String, &RuleFile)> = shipped.iter().map(|file| (plain(&file.text), file)).collect();
    let mut ours: Vec<(String, &Parsed)> =
        members.iter().map(|file| (plain(&sources.get(file.tree.id).text), *file)).collect();
    theirs.sort_by(|left, right| left.0.cmp(&right.0));
    ours.sort_by(|left, right| left.0.cmp(&right.0));
    if theirs.len() != ours.len() {
        return false;
    }
    ours.iter().zip(&theirs).all(|((our_text, ours), (their_text, theirs))| {
        our_text == their_text
            && list_files(&ours.tree).all(|name| {
                let our_list = ours.lists.read(&ours.path, name).map(|text| plain(&text));
                let their_list = theirs.lists.read(&theirs.path, name).map(|text| plain(&text));
                our_list == their_list
            })
    })
}

fn list_files(tree: &ast::File) -> impl Iterator<Item = &str> {
    let sources = tree.items.iter().flat_map(|item| match item {
        ast::Item::List(list) => &list.from[..],
        ast::Item::Sites(sites) => &sites.from[..],
        _ => &[],
    });
    sources.filter_map(|source| match source {
        ast::ListSource::File(name) => Some(name.value.as_str()),
        ast::ListSource::List(_) => None,
    })
}

fn known_packs() -> String {
    let names: Vec<_> = shipped::names().into_iter().map(|name| format!("`{name}`")).collect();
    format!("packs that come with comity: {}", names.join(", "))
}

/// Loads what `use` names, and what the packs loaded that way use in turn.
fn use_packs(loaded: &mut Loaded, sources: &mut SourceMap, diagnostics: &mut Diagnostics) {
    let mut next = 0;
    while next < loaded.files.len() {
        let uses: Vec<ast::Use> = loaded.files[next]
            .tree
            .items
            .iter()
            .flat_map(|item| match item {
                ast::Item::Use(uses) => uses.clone(),
                _ => Vec::new(),
            })
            .collect();
        for wanted in uses {
            let known = loaded.packs.iter().position(|pack| pack.name.as_deref() == Some(wanted.pack.value.as_str()));
            let Some(at) = known.or_else(|| load_shipped(&wanted, loaded, sources, diagnostics)) else { continue };
            right_version(&wanted, &loaded.packs[at], diagnostics);
            if loaded.files[next].pack != PackId(at) {
                loaded.packs[at].used_at.get_or_insert(wanted.pack.span);
            }
        }
        next += 1;
    }
}

fn load_shipped(
    wanted: &ast::Use,
    loaded: &mut Loaded,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let name = &wanted.pack.value;
    let Some(files) = shipped::load(name) else {
        if loaded.files.iter().any(|file| file.tree.unread.iter().any(|unread| unread.value == *name)) {
            return None;
        }
        let own = loaded.packs.iter().filter_map(|pack| pack.name.as_deref());
        let close = did_you_mean(name, shipped::names().into_iter().chain(own));
        let message = format!("there is no pack `{name}`");
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_PACK, wanted.pack.span, message, "not a pack we know");
        for name in close {
            diagnostic = diagnostic.fix(format!("did you mean `{name}`?"), Confidence::Review, wanted.pack.span, name);
        }
        diagnostics.push(diagnostic.note(known_packs()));
        return None;
    };
    let id = PackId(loaded.packs.len());
    let mut headers = Vec::new();
    for file in files {
        let mut parsed = parse(file, sources, diagnostics);
        headers.extend(header(&parsed.tree, diagnostics));
        parsed.pack = id;
        loaded.files.push(parsed);
    }
    let version = one_version(&headers, diagnostics);
    loaded.packs.push(Pack { name: Some(name.clone()), version, shipped: true, used_at: None });
    Some(id.0)
}

fn right_version(wanted: &ast::Use, pack: &Pack, diagnostics: &mut Diagnostics) {
    if wanted.version.value == pack.version {
        return;
    }
    let (name, have, want) = (&wanted.pack.value, pack.version, wanted.version.value);
    let message = format!("`{name}` is at version {have} here, not {want}");
    let mut diagnostic =
        Diagnostic::new(&codes::PACK_VERSION, wanted.version.span, message, format!("there is {have}"));
    diagnostic = if want > have {
        diagnostic.help("a newer comity may have that version")
    } else {
        diagnostic.help("read what changed in it before you use the newer version")
    };
    diagnostics.push(diagnostic.fix(
        format!("use version {have}"),
        Confidence::Review,
        wanted.version.span,
        have.to_string(),
    ));
}

/// The first byte of a file, for what is said about all of it.
pub(super) fn start_of(file: FileId) -> Span {
    Span { file, start: 0, end: 0 }
}
