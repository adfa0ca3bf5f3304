//! What a template may see: plain shared values, each with its digest.
//!
//! A card is built once and stands in many pages; sharing it costs one reference count. A list or map remembers its
//! digest from the moment it is made, and has room for one value that a stage derives from it.

use std::any::Any;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::digest::{Digest, Feeder};
use crate::document::Document;

/// A value.
#[derive(Clone, Debug, Default)]
pub enum View {
    /// No value.
    #[default]
    Nothing,
    /// True or false.
    Truth(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text, to be escaped.
    Text(Arc<str>),
    /// Text that stands in the program, to be escaped.
    Word(&'static str),
    /// A document whose slots are filled.
    Body(Arc<Body>),
    /// Values in order.
    List(Arc<Shared<Vec<View>>>),
    /// Named values in order.
    Map(Arc<Shared<Named>>),
}

/// Values with their names, in order.
pub type Named = Vec<(Cow<'static, str>, View)>;

/// A list or map, its digest, and room for what a stage derives from it.
pub struct Shared<T> {
    /// The values.
    pub values: T,
    /// Digest of all that is inside.
    pub digest: Digest,
    /// Whether a document stands inside, whose links depend on the page that shows it.
    pub depends_on_page: bool,
    /// Remembers one value made from this one; purely memory, never part of the value.
    pub memory: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl<T: std::fmt::Debug> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.values.fmt(f)
    }
}

/// A document and what each of its slots shows.
#[derive(Debug)]
pub struct Body {
    /// The text with its slots.
    pub document: Arc<Document>,
    /// One fill for each slot, in their order.
    pub fills: Vec<Fill>,
    /// Digest of both.
    pub digest: Digest,
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// A file or page of this site.
    Inside {
        /// Percent-encoded, from the root, perhaps with `#fragment`.
        path: String,
        /// What the page is called, for a link without a text of its own.
        name: Arc<str>,
    },
    /// A place on the same page: `#fragment`.
    Here(String),
    /// Another site, `mailto:` or `tel:`.
    Outside {
        /// The whole address.
        address: String,
        /// Whether it leaves the site, which readers are told.
        leaves: bool,
    },
    /// A picture of this site with its size in pixels.
    Picture {
        /// Percent-encoded, from the root.
        path: String,
        /// Width in pixels, where known.
        width: Option<u32>,
        /// Height in pixels, where known.
        height: Option<u32>,
        /// What a browser may choose from; empty where there is only the one file.
        sources: Arc<[Source]>,
    },
    /// Nothing: the link's text stands alone, the picture is left out.
    Nothing,
}

/// The files of a picture in one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Such as `image/webp`.
    pub media_type: &'static str,
    /// The files from narrow to wide: paths as in [`Fill::Picture`], and widths in pixels.
    pub files: Vec<(String, u32)>,
}

impl Fill {
    fn feed(&self, feeder: &mut Feeder) {
        match self {
            Self::Inside { path, name } => feeder.number(0).text(path).text(name),
            Self::Here(fragment) => feeder.number(1).text(fragment),
            Self::Outside { address, leaves } => feeder.number(2).text(address).number(u64::from(*leaves)),
            Self::Picture { path, width, height, sources } => {
                let side = |side: &Option<u32>| u64::from(side.unwrap_or(0));
                feeder.number(3).text(path).number(side(width)).number(side(height));
                let files = sources.iter().flat_map(|source| &source.files);
                files.fold(feeder, |feeder, (path, width)| feeder.text(path).number(u64::from(*width)))
            }
            Self::Nothing => feeder.number(4),
        };
    }
}

impl Body {
    /// Joins a document and its fills.
    pub fn new(document: Arc<Document>, document_digest: Digest, fills: Vec<Fill>) -> Self {
        let digest = Digest::build(|feeder| {
            feeder.digest(document_digest);
            fills.iter().for_each(|fill| fill.feed(feeder));
        });
        Self { document, fills, digest }
    }
}

impl View {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list.
    pub fn list(values: impl IntoIterator<Item = View>) -> Self {
        let values: Vec<View> = values.into_iter().collect();
        let digest = Digest::build(|feeder| {
            feeder.number(values.len() as u64);
            for value in &values {
                value.feed(feeder);
            }
        });
        let depends_on_page = values.iter().any(View::depends_on_page);
        Self::List(Arc::new(Shared { values, digest, depends_on_page, memory: OnceLock::new() }))
    }

    /// A map; the names keep their order.
    pub fn map<K: Into<Cow<'static, str>>>(values: impl IntoIterator<Item = (K, View)>) -> Self {
        let values: Named = values.into_iter().map(|(name, value)| (name.into(), value)).collect();
        let digest = Digest::build(|feeder| {
            feeder.number(values.len() as u64);
            for (name, value) in &values {
                feeder.text(name);
                value.feed(feeder);
            }
        });
        let depends_on_page = values.iter().any(|(_, value)| value.depends_on_page());
        Self::Map(Arc::new(Shared { values, digest, depends_on_page, memory: OnceLock::new() }))
    }

    /// The digest of this value.
    pub fn digest(&self) -> Digest {
        Digest::build(|feeder| self.feed(feeder))
    }

    /// The value called `name` of a map.
    pub fn get(&self, name: &str) -> Option<&View> {
        match self {
            Self::Map(map) => map.values.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Self::Nothing
            | Self::Truth(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Word(_)
            | Self::Body(_)
            | Self::List(_) => None,
        }
    }

    /// The text that this is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(word) => Some(word),
            Self::Nothing | Self::Truth(_) | Self::Integer(_) | Self::Number(_) | Self::Body(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    fn depends_on_page(&self) -> bool {
        match self {
            Self::Body(_) => true,
            Self::List(list) => list.depends_on_page,
            Self::Map(map) => map.depends_on_page,
            Self::Nothing | Self::Truth(_) | Self::Integer(_) | Self::Number(_) | Self::Text(_) | Self::Word(_) => false,
        }
    }

    /// Feeds the digest of this value to a larger one.
    pub fn feed(&self, feeder: &mut Feeder) {
        match self {
            Self::Nothing => feeder.number(0),
            Self::Truth(truth) => feeder.number(1).number(u64::from(*truth)),
            Self::Integer(number) => feeder.number(2).number(number.cast_unsigned()),
            Self::Number(number) => feeder.number(3).number(number.to_bits()),
            Self::Text(text) => feeder.number(4).text(text),
            Self::Word(word) => feeder.number(4).text(word),
            Self::Body(body) => feeder.number(5).digest(body.digest),
            Self::List(list) => feeder.number(6).digest(list.digest),
            Self::Map(map) => feeder.number(7).digest(map.digest),
        };
    }
}

impl From<&'static str> for View {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl From<String> for View {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Arc<str>> for View {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text)
    }
}

impl From<&Arc<str>> for View {
    fn from(text: &Arc<str>) -> Self {
        Self::Text(text.clone())
    }
}

impl From<bool> for View {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<i64> for View {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<usize> for View {
    fn from(number: usize) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for View {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<View>> From<Option<T>> for View {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
