//! A Markdown text after parsing: sanitized HTML in pieces, with slots where a link or a picture goes.
//!
//! What a slot points at is not known here: one file cannot see another. `resolve` finds the target, `plan` its
//! address, `render` writes the tag.

use std::sync::Arc;

use crate::source::Span;

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The HTML, cut at its slots.
    pub pieces: Vec<Piece>,
    /// What the slots ask for, numbered as in [`Piece`].
    pub slots: Vec<Slot>,
    /// The headings in their order.
    pub headings: Vec<Heading>,
    /// Every `id` that a link may aim at, headings included.
    pub anchors: Vec<String>,
    /// The text without any markup, paragraphs separated by line feeds: for counting, excerpts and search.
    pub text: Arc<str>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(Arc<str>),
    /// Here a link to the slot's target begins; nothing is written when it has none.
    LinkOpen(usize),
    /// Here it ends.
    LinkClose(usize),
    /// Here the slot's picture stands.
    Image(usize),
}

/// A link or a picture as the editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which of the two, and how it was written.
    pub kind: SlotKind,
    /// The destination as written, percent-decoded: `../stations/kly-017.yaml#today`, `https://…`, `图 1.png`, `kly-017`.
    pub destination: String,
    /// The title after the destination, or empty.
    pub title: String,
    /// A picture's alternative text; for a link its plain text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// What a slot asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// `[text](destination)` or an address written plainly.
    Link,
    /// `[[id or title]]` or `[[id or title|text]]`.
    WikiLink,
    /// `![alternative text](destination)`.
    Image,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor, unique in the document.
    pub id: String,
    /// Its plain text.
    pub text: String,
}
