//! A file's YAML as a tree of raw scalars, each with its place: nothing is guessed to be a number or a date.

use std::borrow::Cow;

use crate::source::{SourcePath, Span};

/// A place in a file whose path is known: bytes from `start` to `end`, line and column from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// Column of the first byte in characters, from 1.
    pub column: u32,
}

impl Mark {
    /// The same place in `path`.
    pub fn span(self, path: &SourcePath) -> Span {
        Span { path: path.clone(), start: self.start, end: self.end, line: self.line, column: self.column }
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotation marks.
    Plain,
    /// In single or double quotation marks.
    Quoted,
    /// As a block after `|`.
    Literal,
    /// As a block after `>`.
    Folded,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// Where; for a list or a group of fields from its first sign to the end of its last value.
    pub mark: Mark,
    /// What.
    pub value: Value<'a>,
}

/// What can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// A text as written, escapes resolved.
    Scalar(Cow<'a, str>, Style),
    /// Values in order.
    List(Vec<Node<'a>>),
    /// Named values in order.
    Map(Vec<Entry<'a>>),
}

/// A named value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The name as written.
    pub key: Cow<'a, str>,
    /// Where the name stands.
    pub key_mark: Mark,
    /// The value.
    pub node: Node<'a>,
}

impl Node<'_> {
    /// The place to point at when something is missing inside: the first name of a group of fields, else the value itself.
    pub fn head(&self) -> Mark {
        match &self.value {
            Value::Map(entries) => entries.first().map_or(self.mark, |entry| entry.key_mark),
            Value::Null | Value::Scalar(..) | Value::List(_) => self.mark,
        }
    }
}
