//! Values that double with every round of a loop: `{% set_global s = s ~ s %}`. The engine knows no limit for them, so memory would be full
//! before the page is made.
//!
//! It cannot see what grows without a loop, and what grows through a filter such as `replace`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::tree::{Asked, Node, tree};

/// A value that doubles.
#[derive(Debug)]
pub(crate) struct Doubling {
    /// The template.
    pub(crate) template: String,
    /// The variable.
    pub(crate) name: String,
    /// Where it is put to itself.
    pub(crate) place: Range<usize>,
}

/// The values of all templates that double.
pub(in crate::theme) fn doubling(texts: &BTreeMap<String, Arc<str>>) -> Vec<Doubling> {
    let mut found = Vec::new();
    for (template, text) in texts.iter().filter(|(_, text)| text.contains("set_global")) {
        let Some(tree) = tree(text) else { continue };
        let bodies = std::iter::once(&tree.nodes).chain(tree.components.values().map(|component| &component.body));
        for (name, place) in bodies.flat_map(|nodes| in_loops(nodes)) {
            found.push(Doubling { template: template.clone(), name: name.to_owned(), place });
        }
    }
    found
}

/// How often each name stands in a value, and where last.
type Mentions<'t> = BTreeMap<&'t str, (usize, Range<usize>)>;

/// What is set in a loop: of each name what stands in its value, and whether it lasts from round to round.
type Sets<'t> = BTreeMap<&'t str, (Mentions<'t>, bool)>;

fn in_loops(nodes: &[Node]) -> Vec<(&str, Range<usize>)> {
    nodes.iter().flat_map(in_loop).collect()
}

fn in_loop(node: &Node) -> Vec<(&str, Range<usize>)> {
    match node {
        Node::For { body, .. } => {
            let mut sets = Sets::new();
            collect(body, &mut sets);
            growing(&sets)
        }
        Node::If(branches, otherwise) => branches.iter().map(|(_, body)| body).chain([otherwise]).flat_map(|body| in_loops(body)).collect(),
        Node::Block(_, body) | Node::Section(_, body) | Node::Call(_, body) | Node::SetBlock { body, .. } => in_loops(body),
        Node::Show(_) | Node::Set { .. } | Node::Include(_) => Vec::new(),
    }
}

/// Everything that is set in the body of a loop, in the loops within it too.
fn collect<'t>(nodes: &'t [Node], sets: &mut Sets<'t>) {
    for node in nodes {
        match node {
            Node::Set { name, value, global } => enter(sets, name, mentions(value), *global),
            Node::SetBlock { name, body, global } => enter(sets, name, shown(body), *global),
            Node::For { body, otherwise, .. } => [body, otherwise].into_iter().for_each(|body| collect(body, sets)),
            Node::If(branches, otherwise) => {
                branches.iter().map(|(_, body)| body).chain([otherwise]).for_each(|body| collect(body, sets));
            }
            Node::Block(_, body) | Node::Section(_, body) | Node::Call(_, body) => collect(body, sets),
            Node::Show(_) | Node::Include(_) => {}
        }
    }
}

fn enter<'t>(sets: &mut Sets<'t>, name: &'t str, mentions: Mentions<'t>, global: bool) {
    let (known, lasts) = sets.entry(name).or_default();
    *known = either(std::mem::take(known), mentions);
    *lasts |= global;
}

/// Values that are put to themselves more than once, perhaps by way of others.
fn growing<'t>(sets: &Sets<'t>) -> Vec<(&'t str, Range<usize>)> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for name in sets.keys() {
        let ring: BTreeSet<&str> = reached(sets, name).into_iter().filter(|other| reached(sets, other).contains(name)).collect();
        let inside = || ring.iter().flat_map(|one| sets[one].0.iter()).filter(|(other, _)| ring.contains(*other));
        let ways: usize = inside().map(|(_, (count, _))| count).sum();
        let lasts = ring.iter().any(|one| sets[one].1);
        let place = inside().map(|(_, (_, place))| place).min_by_key(|place| place.start);
        if let Some(place) = place.filter(|_| ways > ring.len() && lasts && !told.contains(name)) {
            found.push((*name, place.clone()));
            told.extend(ring.iter().copied());
        }
    }
    found
}

/// What `name` is made of, directly or not, of the things that are set.
fn reached<'t>(sets: &Sets<'t>, name: &str) -> BTreeSet<&'t str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![name];
    while let Some(one) = open.pop() {
        for other in sets.get(one).into_iter().flat_map(|(mentions, _)| mentions.keys()) {
            if sets.contains_key(other) && reached.insert(*other) {
                open.push(other);
            }
        }
    }
    reached
}

/// What a block writes.
fn shown(nodes: &[Node]) -> Mentions<'_> {
    nodes.iter().map(shown_by).reduce(both).unwrap_or_default()
}

fn shown_by(node: &Node) -> Mentions<'_> {
    match node {
        Node::Show(value) => mentions(value),
        Node::If(branches, otherwise) => {
            branches.iter().map(|(_, body)| shown(body)).chain([shown(otherwise)]).reduce(either).unwrap_or_default()
        }
        Node::For { body, .. } => twice(shown(body)),
        Node::Block(_, body) | Node::Section(_, body) | Node::Call(_, body) => shown(body),
        Node::Set { .. } | Node::SetBlock { .. } | Node::Include(_) => Mentions::new(),
    }
}

/// Filters whose result does not grow with what they are given.
const MEASURES: [&str; 12] =
    ["length", "wordcount", "int", "float", "abs", "round", "first", "last", "nth", "truncate", "pluralize", "get"];

/// Which names stand in a value; a list or map in another one counts twice, for it becomes deeper with every round.
fn mentions(asked: &Asked) -> Mentions<'_> {
    match asked {
        Asked::Name(name, place) => Mentions::from([(name.as_str(), (1, place.clone()))]),
        Asked::Slice(of, _) | Asked::Each { value: of, .. } => mentions(of),
        Asked::Filter(_, name, _) if MEASURES.contains(&name.as_str()) => Mentions::new(),
        Asked::Filter(of, _, arguments) => arguments.iter().map(|(_, value)| mentions(value)).fold(mentions(of), both),
        Asked::Choice { yes, no, .. } | Asked::Both("or" | "and", yes, no) => either(mentions(yes), mentions(no)),
        Asked::Both("~", left, right) => both(mentions(left), mentions(right)),
        Asked::List(values) => twice(values.iter().map(mentions).reduce(both).unwrap_or_default()),
        Asked::Map(entries) => {
            let values = entries.iter().filter(|(name, _)| name.is_some()).map(|(_, value)| mentions(value));
            twice(values.reduce(both).unwrap_or_default())
        }
        Asked::Call(call) => call.given.iter().map(|(_, value)| mentions(value)).reduce(both).unwrap_or_default(),
        Asked::Plain
        | Asked::None
        | Asked::Field(..)
        | Asked::Item(..)
        | Asked::Test(..)
        | Asked::Function(..)
        | Asked::Not(_)
        | Asked::Both(..) => Mentions::new(),
    }
}

fn both<'t>(left: Mentions<'t>, right: Mentions<'t>) -> Mentions<'t> {
    joined(left, right, |a, b| a + b)
}

fn either<'t>(left: Mentions<'t>, right: Mentions<'t>) -> Mentions<'t> {
    joined(left, right, usize::max)
}

fn joined<'t>(mut left: Mentions<'t>, right: Mentions<'t>, join: fn(usize, usize) -> usize) -> Mentions<'t> {
    for (name, (count, place)) in right {
        let known = left.entry(name).or_insert((0, place));
        known.0 = join(known.0, count);
    }
    left
}

fn twice(mut mentions: Mentions<'_>) -> Mentions<'_> {
    mentions.values_mut().for_each(|(count, _)| *count *= 2);
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize)> {
        let texts = BTreeMap::from([("a.html".to_owned(), Arc::from(text))]);
        doubling(&texts).into_iter().map(|found| (found.name, found.place.start)).collect()
    }

    #[test]
    fn what_doubles_is_found_in_every_writing() {
        for text in [
            "{% for a in b %}{% set_global s = s ~ s %}{% endfor %}",
            "{% for a in b %}{% if a %}{% for c in a %}{% set_global s = s ~ \"x\" ~ s %}{% endfor %}{% endif %}{% endfor %}",
            "{% for a in b %}{% set t = s ~ s %}{% set_global s = t %}{% endfor %}",
            "{% for a in b %}{% set_global s = s ~ t %}{% set_global t = s %}{% endfor %}",
            "{% for a in b %}{% set_global s %}{{ s }}{{ s }}{% endset %}{% endfor %}",
            "{% for a in b %}{% set_global s = [s] %}{% endfor %}",
            "{% for a in b %}{% set_global s = (s | upper) ~ (s or a) %}{% endfor %}",
            "{% component c() %}{% for a in b %}{% set_global s = s ~ s %}{% endfor %}{% endcomponent %}",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_grows_by_a_piece_or_is_counted_is_not() {
        for text in [
            "{% set_global s = s ~ s %}",
            "{% for a in b %}{% set_global s = s ~ a ~ a %}{% endfor %}",
            "{% for a in b %}{% set_global s = s ~ a if a else s %}{% set_global s = s ~ \",\" %}{% endfor %}",
            "{% for a in b %}{% set_global n = n + n %}{% set_global last = s %}{% set_global s = s ~ last.x %}{% endfor %}",
            "{% for a in b %}{% set_global all = [...all, a] %}{% endfor %}",
            "{% for a in b %}{% set_global s = s ~ (s | length) %}{% endfor %}",
            "{% for a in b %}{% set_global s %}{% if a %}{{ s }}1{% else %}{{ s }}2{% endif %}{% endset %}{% endfor %}",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
