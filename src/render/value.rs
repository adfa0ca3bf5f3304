//! Views as the template engine's values. A shared card or list is turned into one once, not once a page.

use std::borrow::Cow;

use tera::value::Key;
use tera::{Map, Value};

use super::body;
use crate::view::{Shared, View};

/// What a page adds to the values that it shows.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// How links reach the site's root.
    pub(super) root: &'a str,
    /// What is said behind a link that leaves the site.
    pub(super) external: &'a str,
}

/// The value of `view` on a page.
pub(super) fn of(view: &View, around: Around<'_>) -> Value {
    match view {
        View::Nothing => Value::none(),
        View::Truth(truth) => Value::from(*truth),
        View::Integer(number) => Value::from(*number),
        View::Number(number) => Value::from(*number),
        View::Text(text) => Value::from(&**text),
        View::Word(word) => Value::from(*word),
        View::Body(body) => Value::safe_string(&body::html(body, around)),
        View::List(list) => remembered(list, || list.values.iter().map(|value| of(value, around)).collect::<Vec<Value>>().into()),
        View::Map(map) => remembered(map, || {
            let values: Map = map.values.iter().map(|(name, value)| (key(name.clone()), of(value, around))).collect();
            values.into()
        }),
    }
}

fn remembered<T>(shared: &Shared<T>, make: impl FnOnce() -> Value) -> Value {
    if shared.depends_on_page {
        return make();
    }
    let memory = shared.memory.get_or_init(|| Box::new(make()));
    memory.downcast_ref::<Value>().expect("only this function fills the memory of a view").clone()
}

fn key(name: Cow<'static, str>) -> Key<'static> {
    match name {
        Cow::Borrowed(name) => Key::from(name),
        Cow::Owned(name) => Key::from(name),
    }
}
