//! Who refers to whom: circles, and an order in which nobody comes before what it refers to.

/// The strongly connected components of a graph, each after all that it points to.
///
/// Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972) with its own stack, so that a chain of
/// any length is no danger. Linear in nodes and edges.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut waits = vec![false; edges.len()];
    let mut waiting = Vec::new();
    let mut found = Vec::new();
    let mut next = 0;
    for root in 0..edges.len() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some(&mut (node, ref mut edge)) = path.last_mut() {
            if *edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                waiting.push(node);
                waits[node] = true;
            }
            if let Some(&to) = edges[node].get(*edge) {
                *edge += 1;
                if index[to] == UNSEEN {
                    path.push((to, 0));
                } else if waits[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                let at = waiting.iter().rposition(|other| *other == node).unwrap_or(0);
                let component = waiting.split_off(at);
                component.iter().for_each(|node| waits[*node] = false);
                found.push(component);
            }
        }
    }
    found
}

/// One shortest circle of each component that has one, beginning with its smallest node.
pub(super) fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut circles: Vec<Vec<usize>> = components(edges)
        .into_iter()
        .filter(|component| component.len() > 1 || edges[component[0]].contains(&component[0]))
        .map(|component| circle_in(&component, edges))
        .collect();
    circles.sort();
    circles
}

fn circle_in(component: &[usize], edges: &[Vec<usize>]) -> Vec<usize> {
    let inside: std::collections::HashSet<usize> = component.iter().copied().collect();
    let Some(start) = component.iter().copied().min() else { return Vec::new() };
    let mut came_from = std::collections::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &to in edges[node].iter().filter(|to| inside.contains(to)) {
            if to == start {
                let mut circle = vec![node];
                let mut at = node;
                while at != start {
                    at = came_from[&at];
                    circle.push(at);
                }
                circle.reverse();
                return circle;
            }
            came_from.entry(to).or_insert_with(|| {
                queue.push_back(to);
                node
            });
        }
    }
    component.to_vec()
}

/// The names of a circle with arrows, its middle left out where it is long.
pub(super) fn drawn(names: &[String]) -> String {
    let most = super::limits::MOST_DRAWN;
    let mut shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    if names.len() > most {
        shown.push(format!("{} more", names.len() - most));
    }
    shown.extend(names.first().map(|name| format!("`{name}`")));
    shown.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::{circles, components, drawn};
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_found_once_and_begins_with_its_smallest_node() {
        assert_eq!(circles(&[vec![1], vec![2], vec![1], vec![3]]), [vec![1, 2], vec![3]]);
        assert!(circles(&[vec![1, 2], vec![2], vec![]]).is_empty());
    }

    #[test]
    fn a_long_circle_is_drawn_short() {
        let names: Vec<String> = (0..10).map(|at| at.to_string()).collect();
        assert_eq!(drawn(&names[..2]), "`0` → `1` → `0`");
        assert!(drawn(&names).ends_with("`7` → 2 more → `0`"));
    }

    proptest! {
        #[test]
        fn components_part_the_nodes_and_come_after_what_they_point_to(
            edges in prop::collection::vec(prop::collection::vec(0_usize..12, 0..4), 12)
        ) {
            let components = components(&edges);
            let mut place = [usize::MAX; 12];
            for (at, component) in components.iter().enumerate() {
                for node in component {
                    prop_assert_eq!(place[*node], usize::MAX);
                    place[*node] = at;
                }
            }
            prop_assert!(place.iter().all(|at| *at != usize::MAX));
            for (from, to) in edges.iter().enumerate().flat_map(|(from, all)| all.iter().map(move |to| (from, *to))) {
                prop_assert!(place[to] <= place[from]);
            }
            for circle in circles(&edges) {
                let next = |at: usize| circle[(at + 1) % circle.len()];
                prop_assert!((0..circle.len()).all(|at| edges[circle[at]].contains(&next(at))));
            }
        }
    }
}
