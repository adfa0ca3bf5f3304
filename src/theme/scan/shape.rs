//! What may be asked of a value: fields, entries, or nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Never seen with a value: nothing is known.
    Nothing,
    /// Anything may be asked of it.
    Any,
    /// A text, a number, true or false: it has no fields.
    Plain,
    /// A list of such values.
    List(Arc<Shape>),
    /// Fields by their names.
    Map(Arc<BTreeMap<String, Shape>>),
}

/// What the editor passes on is not in the contract.
const FREE: &str = "extra";

impl Shape {
    /// A list of `shape`.
    pub(super) fn list(shape: Self) -> Self {
        Self::List(Arc::new(shape))
    }

    /// Of a value that a template sees.
    pub(super) fn of(value: &Value) -> Self {
        if let Some(map) = value.as_map() {
            let field = |name: &str, value: &Value| if name == FREE { Self::Any } else { Self::of(value) };
            let fields = map.iter().filter_map(|(key, value)| Some((key.as_str()?.to_owned(), field(key.as_str()?, value))));
            Self::Map(Arc::new(fields.collect()))
        } else if let Some(list) = value.as_array() {
            Self::list(list.iter().map(Self::of).fold(Self::Nothing, Self::or))
        } else if value.is_none() || value.is_undefined() {
            Self::Nothing
        } else {
            Self::Plain
        }
    }

    /// Of a value that has one of both shapes.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, shape) | (shape, Self::Nothing) => shape,
            (Self::Plain, Self::Plain) => Self::Plain,
            (Self::List(a), Self::List(b)) if Arc::ptr_eq(&a, &b) => Self::List(a),
            (Self::Map(a), Self::Map(b)) if Arc::ptr_eq(&a, &b) => Self::Map(a),
            (Self::List(a), Self::List(b)) => Self::list((*a).clone().or((*b).clone())),
            (Self::Map(a), Self::Map(b)) => Self::Map(Arc::new(joined(&a, &b))),
            (Self::Any | Self::Plain | Self::List(_) | Self::Map(_), _) => Self::Any,
        }
    }

    /// Of an entry, when the value is gone through.
    pub(super) fn entry(&self) -> Self {
        match self {
            Self::List(entry) => (**entry).clone(),
            Self::Map(fields) => fields.values().cloned().fold(Self::Nothing, Self::or),
            Self::Plain => Self::Plain,
            Self::Nothing | Self::Any => Self::Any,
        }
    }
}

fn joined(a: &BTreeMap<String, Shape>, b: &BTreeMap<String, Shape>) -> BTreeMap<String, Shape> {
    let mut all = a.clone();
    for (name, shape) in b {
        let shape = match all.remove(name) {
            Some(known) => known.or(shape.clone()),
            None => shape.clone(),
        };
        all.insert(name.clone(), shape);
    }
    all
}
