//! A template's tree against the shapes of what it sees: every branch, whether or not a page takes it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::shape::Shape;
use super::tree::{Asked, Call, Component, Node, Tree};

/// So deep may components call each other.
const DEEPEST: usize = 24;

/// A name that is asked for and is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    /// The template, and where in it.
    pub(crate) template: String,
    /// The bytes of the name.
    pub(crate) place: Range<usize>,
    /// The name.
    pub(crate) name: String,
    /// Of what it is asked; nothing where it stands alone.
    pub(crate) of: Option<String>,
    /// What is there.
    pub(crate) known: Vec<String>,
    /// The page kind on which it was found first.
    pub(crate) kind: String,
}

/// The names that can be asked for.
type Names = BTreeMap<String, Shape>;

/// The bodies of each block, the one that counts first.
type Blocks<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a [Node])>>;

/// Goes through templates.
pub(super) struct Walk<'a> {
    trees: &'a BTreeMap<String, Tree>,
    components: BTreeMap<&'a str, (&'a str, &'a Component)>,
    /// What was found, by template and place.
    found: BTreeMap<(String, usize), Unknown>,
    /// Places where the same name was there on another page, or in another call of the component: a branch may know which.
    there: BTreeSet<(&'a str, usize)>,
    /// Calls that were gone through, with the shapes that they were given.
    done: BTreeMap<String, Vec<Shape>>,
    kind: String,
    depth: usize,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct Place<'a, 'b> {
    template: &'a str,
    blocks: &'b Blocks<'a>,
    /// The block that is being written, and how many bodies of it lie above this one.
    block: Option<(&'a str, usize)>,
}

/// What can be asked for at one place.
#[derive(Clone, Debug, Default)]
struct Scope {
    names: Names,
    /// What components can take from those that call them.
    around: Names,
    /// Paths that a condition has asked for with `is defined`.
    guarded: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(trees: &'a BTreeMap<String, Tree>) -> Self {
        let declared = |(template, tree): (&'a String, &'a Tree)| {
            tree.components.iter().map(move |(name, component)| (name.as_str(), (template.as_str(), component)))
        };
        let components = trees.iter().flat_map(declared).collect();
        Self { trees, components, found: BTreeMap::new(), there: BTreeSet::new(), done: BTreeMap::new(), kind: String::new(), depth: 0 }
    }

    /// What was asked for in vain, wherever it was asked.
    pub(super) fn found(self) -> Vec<Unknown> {
        let Self { found, there, .. } = self;
        found.into_values().filter(|unknown| !there.contains(&(unknown.template.as_str(), unknown.place.start))).collect()
    }

    /// Goes through the template `name`, which sees `names`.
    pub(super) fn template(&mut self, name: &'a str, names: &Names) {
        let mut blocks = Blocks::new();
        let mut root = name;
        let mut seen = BTreeSet::new();
        while let Some(tree) = self.trees.get(root).filter(|_| seen.insert(root)) {
            blocks_of(&tree.nodes, root, &mut blocks);
            match &tree.parent {
                Some(parent) => root = parent,
                None => break,
            }
        }
        name.clone_into(&mut self.kind);
        let mut scope = Scope { names: names.clone(), ..Scope::default() };
        if let Some(tree) = self.trees.get(root) {
            self.nodes(&tree.nodes, Place { template: root, blocks: &blocks, block: None }, &mut scope);
        }
    }

    fn nodes(&mut self, nodes: &'a [Node], place: Place<'a, '_>, scope: &mut Scope) {
        nodes.iter().for_each(|node| self.node(node, place, scope));
    }

    fn node(&mut self, node: &'a Node, place: Place<'a, '_>, scope: &mut Scope) {
        match node {
            Node::Show(asked) => {
                self.asked(asked, place, scope);
            }
            Node::If(branches, otherwise) => self.branches(branches, otherwise, place, scope),
            Node::For { key, value, of, body, otherwise } => {
                let entry = self.asked(of, place, scope).entry();
                let mut inner = scope.clone();
                inner.names.insert(value.clone(), entry);
                inner.names.insert("loop".to_owned(), Shape::Any);
                inner.names.extend(key.iter().map(|key| (key.clone(), Shape::Plain)));
                self.nodes(body, place, &mut inner);
                for name in globals(body) {
                    let value = inner.names.get(name).cloned().unwrap_or(Shape::Any);
                    join(&mut scope.names, name, value);
                }
                self.nodes(otherwise, place, &mut scope.clone());
            }
            Node::Set { name, value, .. } => {
                let value = self.asked(value, place, scope);
                scope.names.insert(name.clone(), value);
            }
            Node::SetBlock { name, body, .. } => {
                self.nodes(body, place, scope);
                scope.names.insert(name.clone(), Shape::Plain);
            }
            Node::Block(name, _) => {
                if let Some((template, body)) = place.blocks.get(name.as_str()).and_then(|bodies| bodies.first()) {
                    self.nodes(body, Place { template, block: Some((name, 0)), ..place }, scope);
                }
            }
            Node::Include(name) => {
                if let Some((template, tree)) = self.trees.get_key_value(name).filter(|_| self.depth < DEEPEST) {
                    self.depth += 1;
                    self.nodes(&tree.nodes, Place { template, ..place }, &mut scope.clone());
                    self.depth -= 1;
                }
            }
            Node::Section(asked, body) => {
                asked.iter().for_each(|asked| {
                    self.asked(asked, place, scope);
                });
                self.nodes(body, place, scope);
            }
            Node::Call(call, body) => {
                self.nodes(body, place, &mut scope.clone());
                self.call(call, place, scope);
            }
        }
    }

    /// Each branch begins with what was there before; after them, what any of them has set is there.
    fn branches(&mut self, branches: &'a [(Asked, Vec<Node>)], otherwise: &'a [Node], place: Place<'a, '_>, scope: &mut Scope) {
        let mut after = Vec::new();
        for (condition, body) in branches {
            self.asked(condition, place, scope);
            let mut inner = scope.clone();
            guards(condition, &mut inner.guarded);
            self.nodes(body, place, &mut inner);
            after.push(inner.names);
        }
        let mut inner = scope.clone();
        self.nodes(otherwise, place, &mut inner);
        after.push(inner.names);
        let mut all = Names::new();
        after.into_iter().flatten().for_each(|(name, shape)| join(&mut all, &name, shape));
        scope.names = all;
    }

    /// What is known of `asked`; what it names in vain is noted.
    fn asked(&mut self, asked: &'a Asked, place: Place<'a, '_>, scope: &Scope) -> Shape {
        match asked {
            Asked::Plain => Shape::Plain,
            Asked::None => Shape::Nothing,
            Asked::Name(name, at) => match scope.names.get(name) {
                Some(shape) => {
                    self.there.insert((place.template, at.start));
                    shape.clone()
                }
                None => self.unknown(asked, None, name, at, scope.names.keys(), (place, scope)),
            },
            Asked::Field(of, name, at) => self.field(asked, of, (name, at), place, scope),
            Asked::Item(of, index) => {
                self.asked(index, place, scope);
                match self.asked(of, place, scope) {
                    Shape::List(entry) => (*entry).clone(),
                    Shape::Nothing | Shape::Any | Shape::Plain | Shape::Map(_) => Shape::Any,
                }
            }
            Asked::Slice(of, bounds) => {
                self.all(bounds, place, scope);
                self.asked(of, place, scope)
            }
            Asked::Filter(of, name, arguments) => {
                self.named(arguments, place, scope);
                filtered(name, self.asked(of, place, scope))
            }
            Asked::Test(of, name, arguments) => {
                self.named(arguments, place, scope);
                match (name.as_str(), &**of) {
                    ("defined" | "undefined", Asked::Name(..)) => {}
                    ("defined" | "undefined", Asked::Field(of, ..)) => drop(self.asked(of, place, scope)),
                    (_, of) => drop(self.asked(of, place, scope)),
                }
                Shape::Plain
            }
            Asked::Choice { condition, yes, no } => {
                self.asked(condition, place, scope);
                let mut inner = scope.clone();
                guards(condition, &mut inner.guarded);
                self.asked(yes, place, &inner).or(self.asked(no, place, scope))
            }
            Asked::Each { value, names, of, condition } => {
                let mut inner = scope.clone();
                let mut shapes = vec![self.asked(of, place, scope).entry(), Shape::Plain].into_iter();
                inner.names.extend(names.iter().cloned().zip(&mut shapes));
                if let Some(condition) = condition {
                    self.asked(condition, place, &inner);
                }
                Shape::list(self.asked(value, place, &inner))
            }
            Asked::Call(call) => {
                self.call(call, place, scope);
                Shape::Plain
            }
            Asked::Function(name, arguments) => {
                self.named(arguments, place, scope);
                self.inherited(name, place, scope);
                if name == "super" { Shape::Plain } else { Shape::Any }
            }
            Asked::Not(inner) => {
                self.asked(inner, place, scope);
                Shape::Plain
            }
            Asked::Both(sign, left, right) => {
                let left_shape = self.asked(left, place, scope);
                let mut inner = scope.clone();
                if *sign == "and" {
                    guards(left, &mut inner.guarded);
                }
                let right_shape = self.asked(right, place, &inner);
                if matches!(*sign, "or" | "and") { left_shape.or(right_shape) } else { Shape::Plain }
            }
            Asked::List(items) => Shape::list(items.iter().map(|item| self.asked(item, place, scope)).fold(Shape::Nothing, Shape::or)),
            Asked::Map(entries) => {
                let mut fields = Names::new();
                let mut is_open = false;
                for (name, value) in entries {
                    let shape = self.asked(value, place, scope);
                    is_open |= name.as_ref().is_none_or(String::is_empty);
                    fields.insert(name.clone().unwrap_or_default(), shape);
                }
                if is_open { Shape::Any } else { Shape::Map(fields.into()) }
            }
        }
    }

    fn all(&mut self, asked: &'a [Asked], place: Place<'a, '_>, scope: &Scope) {
        asked.iter().for_each(|asked| drop(self.asked(asked, place, scope)));
    }

    fn named(&mut self, arguments: &'a [(String, Asked)], place: Place<'a, '_>, scope: &Scope) {
        arguments.iter().for_each(|(_, asked)| drop(self.asked(asked, place, scope)));
    }

    fn field(&mut self, asked: &'a Asked, of: &'a Asked, (name, at): (&str, &Range<usize>), place: Place<'a, '_>, scope: &Scope) -> Shape {
        match self.asked(of, place, scope) {
            Shape::Nothing => Shape::Any,
            Shape::Any => {
                self.there.insert((place.template, at.start));
                Shape::Any
            }
            Shape::Map(fields) => match fields.get(name) {
                Some(shape) => {
                    self.there.insert((place.template, at.start));
                    shape.clone()
                }
                None => self.unknown(asked, Some(of), name, at, fields.keys(), (place, scope)),
            },
            Shape::Plain | Shape::List(_) => self.unknown(asked, Some(of), name, at, [].iter(), (place, scope)),
        }
    }

    fn unknown<'n>(
        &mut self,
        asked: &Asked,
        of: Option<&Asked>,
        name: &str,
        at: &Range<usize>,
        known: impl Iterator<Item = &'n String>,
        (place, scope): (Place<'a, '_>, &Scope),
    ) -> Shape {
        if !path(asked).is_some_and(|path| scope.guarded.contains(&path)) {
            let unknown = Unknown {
                template: place.template.to_owned(),
                place: at.clone(),
                name: name.to_owned(),
                of: of.map(|of| path(of).unwrap_or_else(|| "…".to_owned())),
                known: known.cloned().collect(),
                kind: self.kind.clone(),
            };
            self.found.entry((unknown.template.clone(), at.start)).or_insert(unknown);
        }
        Shape::Any
    }

    /// The body of the block above, where `super()` is called.
    fn inherited(&mut self, function: &str, place: Place<'a, '_>, scope: &Scope) {
        let Some((name, above)) = place.block.filter(|_| function == "super") else { return };
        if let Some((template, body)) = place.blocks.get(name).and_then(|bodies| bodies.get(above + 1)) {
            self.nodes(body, Place { template, block: Some((name, above + 1)), ..place }, &mut scope.clone());
        }
    }

    fn call(&mut self, call: &'a Call, place: Place<'a, '_>, scope: &Scope) {
        let given: Names = call.given.iter().map(|(name, asked)| (name.clone(), self.asked(asked, place, scope))).collect();
        self.all(&call.spread, place, scope);
        let Some((template, component)) = self.components.get(call.name.as_str()).copied() else { return };
        let mut around = scope.around.clone();
        around.extend(scope.names.clone());
        let mut names = Names::new();
        for (name, is_taken) in &component.arguments {
            let taken = || around.get(name).filter(|_| *is_taken).cloned();
            let missing = if call.spread.is_empty() { Shape::Nothing } else { Shape::Any };
            names.insert(name.clone(), given.get(name).cloned().or_else(taken).unwrap_or(missing));
        }
        names.extend(component.rest.iter().map(|rest| (rest.clone(), Shape::Any)));
        let mut key = call.name.clone();
        names.values().for_each(|shape| key.push_str(&format!(" {}", identity(shape))));
        if self.depth >= DEEPEST || self.done.contains_key(&key) {
            return;
        }
        // The shapes stay alive, so that no other can have their identity.
        self.done.insert(key, names.values().cloned().collect());
        names.insert("body".to_owned(), Shape::Plain);
        self.depth += 1;
        let blocks = Blocks::new();
        self.nodes(
            &component.body,
            Place { template, blocks: &blocks, block: None },
            &mut Scope { names, around, guarded: BTreeSet::new() },
        );
        self.depth -= 1;
    }
}

/// The blocks in `nodes`, which stand in `template`.
fn blocks_of<'a>(nodes: &'a [Node], template: &'a str, blocks: &mut Blocks<'a>) {
    for node in nodes {
        match node {
            Node::Block(name, body) => {
                blocks.entry(name).or_default().push((template, body));
                blocks_of(body, template, blocks);
            }
            Node::If(branches, otherwise) => {
                branches.iter().for_each(|(_, body)| blocks_of(body, template, blocks));
                blocks_of(otherwise, template, blocks);
            }
            Node::SetBlock { body, .. } | Node::Section(_, body) | Node::Call(_, body) => blocks_of(body, template, blocks),
            Node::Show(_) | Node::For { .. } | Node::Set { .. } | Node::Include(_) => {}
        }
    }
}

/// The names that `set_global` gives out of a loop.
fn globals(nodes: &[Node]) -> Vec<&str> {
    let inner = |node| match node {
        &Node::Set { ref name, global: true, .. } | &Node::SetBlock { ref name, global: true, .. } => vec![name.as_str()],
        Node::If(branches, otherwise) => branches.iter().flat_map(|(_, body)| globals(body)).chain(globals(otherwise)).collect(),
        Node::For { body, otherwise, .. } => [globals(body), globals(otherwise)].concat(),
        Node::Block(_, body) | Node::Section(_, body) | Node::Call(_, body) | Node::SetBlock { body, .. } => globals(body),
        Node::Show(_) | Node::Set { .. } | Node::Include(_) => Vec::new(),
    };
    nodes.iter().flat_map(inner).collect()
}

fn join(names: &mut Names, name: &str, shape: Shape) {
    let joined = match names.remove(name) {
        Some(known) => known.or(shape),
        None => shape,
    };
    names.insert(name.to_owned(), joined);
}

/// The paths that `condition` makes sure of with `is defined`.
fn guards(condition: &Asked, guarded: &mut BTreeSet<String>) {
    if let Asked::Test(of, name, _) = condition
        && name == "defined"
    {
        guarded.extend(path(of));
    }
    if let Asked::Both("and", left, right) = condition {
        guards(left, guarded);
        guards(right, guarded);
    }
}

/// A name with its fields, as it is written.
fn path(asked: &Asked) -> Option<String> {
    if let Asked::Name(name, _) = asked {
        return Some(name.clone());
    }
    if let Asked::Field(of, name, _) = asked {
        return Some(format!("{}.{name}", path(of)?));
    }
    if let Asked::Item(of, _) = asked { Some(format!("{}[]", path(of)?)) } else { None }
}

/// What is known of a value after a filter.
fn filtered(name: &str, shape: Shape) -> Shape {
    match (name, &shape) {
        ("first" | "last" | "nth", Shape::List(entry)) => (**entry).clone(),
        ("reverse" | "sort" | "unique" | "safe", _) => shape,
        (
            "upper" | "lower" | "capitalize" | "title" | "trim" | "trim_start" | "trim_end" | "replace" | "truncate" | "join" | "length"
            | "wordcount" | "str" | "int" | "float" | "abs" | "round" | "escape" | "escape_html" | "escape_xml" | "newlines_to_br"
            | "indent",
            _,
        ) => Shape::Plain,
        _ => Shape::Any,
    }
}

/// Tells shapes apart without looking into them.
fn identity(shape: &Shape) -> String {
    match shape {
        Shape::Nothing => "nothing".to_owned(),
        Shape::Any => "any".to_owned(),
        Shape::Plain => "plain".to_owned(),
        Shape::List(entry) => format!("{:p}", std::sync::Arc::as_ptr(entry)),
        Shape::Map(fields) => format!("{:p}", std::sync::Arc::as_ptr(fields)),
    }
}
