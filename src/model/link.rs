//! Where the links and pictures of a text lead, once every file is known.

use std::sync::Arc;

use crate::digest::Digest;
use crate::document::Document;
use crate::fields::Id;
use crate::source::SourcePath;

use super::Kind;

/// What a slot of a document points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The page of an entity, perhaps at a fragment.
    Entity(Kind, Id, Option<String>),
    /// A list or other page that belongs to no entity: its address without slashes at its ends, such as `stations`.
    Path(String),
    /// A picture or attachment of the site.
    Media(SourcePath),
    /// A place in the same text.
    Fragment(String),
    /// Another site, `mailto:` or `tel:`.
    Outside(String),
    /// Nothing: it is missing or withheld; the words stay.
    Nothing,
}

/// A text and the targets of its slots.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The text.
    pub document: Arc<Document>,
    /// Digest of the source that the text was parsed from.
    pub digest: Digest,
    /// One target for each slot.
    pub targets: Vec<Target>,
}
