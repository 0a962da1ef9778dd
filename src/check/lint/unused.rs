//! A list, sites or a setting that nothing refers to.

use std::collections::HashSet;

use super::Found;
use crate::check::names::{Sort, Thing};
use crate::diagnostic::codes::lint as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::ListSource;

pub(super) fn lint(found: &Found, diagnostics: &mut Diagnostics) {
    let definitions = found.definitions;
    let included = |pack, source: &ListSource, sort| {
        let ListSource::List(name) = source else { return None };
        let scope = name.pack.as_ref().map_or(Some(pack), |pack| definitions.pack(&pack.value))?;
        Some(Thing { sort, at: definitions.look_up(scope, &name.name.value, sort)? })
    };
    let by_lists = definitions
        .lists
        .iter()
        .flat_map(|list| list.node.from.iter().filter_map(|source| included(list.pack, source, Sort::List)));
    let by_sites = definitions
        .sites
        .iter()
        .flat_map(|sites| sites.node.from.iter().filter_map(|source| included(sites.pack, source, Sort::Sites)));
    let in_lists: HashSet<Thing> = by_lists.chain(by_sites).collect();
    let lists = definitions.lists.iter().map(|list| (list.pack, &list.node.name)).enumerate();
    let sites = definitions.sites.iter().map(|sites| (sites.pack, &sites.node.name)).enumerate();
    let settings = definitions.settings.iter().map(|setting| (setting.pack, &setting.node.name)).enumerate();
    let all = lists
        .map(|(at, found)| (Thing { sort: Sort::List, at }, found))
        .chain(sites.map(|(at, found)| (Thing { sort: Sort::Sites, at }, found)))
        .chain(settings.map(|(at, found)| (Thing { sort: Sort::Setting, at }, found)));
    for (thing, (pack, name)) in all {
        let used = found.uses.contains(&thing) || in_lists.contains(&thing);
        if used || !definitions.loaded.is_own(pack) {
            continue;
        }
        let message = match thing.sort {
            Sort::Sites => format!("no rule asks for the sites `{}`", name.value),
            sort => format!("no rule uses the {} `{}`", sort.word(), name.value),
        };
        let help = match thing.sort {
            Sort::List => format!("use it (`body has {}`), or remove it", name.value),
            Sort::Sites => format!("use them (`body links to {}`), or remove them", name.value),
            _ => "use it in a condition, or remove it".to_owned(),
        };
        diagnostics.push(Diagnostic::new(&codes::UNUSED, name.span, message, "not used").help(help));
    }
}
