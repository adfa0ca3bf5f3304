//! A file's YAML as a tree of raw scalars, each with its place: nothing is guessed to be a number or a date.

use std::borrow::Cow;

use super::declaration::RecordDeclaration;
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

impl<'a> Node<'a> {
    /// The place to point at when something is missing inside: the first name of a group of fields, else the value itself.
    pub fn head(&self) -> Mark {
        match &self.value {
            Value::Map(entries) => entries.first().map_or(self.mark, |entry| entry.key_mark),
            Value::Null | Value::Scalar(..) | Value::List(_) => self.mark,
        }
    }

    /// The field of `record` with the English name `name`, written in either language.
    pub fn entry(&self, record: &RecordDeclaration, name: &str) -> Option<&Entry<'a>> {
        let Value::Map(entries) = &self.value else { return None };
        let (_, field) = record.field(name)?;
        entries.iter().find(|entry| entry.key == field.name || entry.key == field.alias)
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Node<'static> {
        let value = match self.value {
            Value::Null => Value::Null,
            Value::Scalar(text, style) => Value::Scalar(Cow::Owned(text.into_owned()), style),
            Value::List(nodes) => Value::List(nodes.into_iter().map(Node::into_owned).collect()),
            Value::Map(entries) => Value::Map(entries.into_iter().map(Entry::into_owned).collect()),
        };
        Node { mark: self.mark, value }
    }
}

impl Entry<'_> {
    fn into_owned(self) -> Entry<'static> {
        Entry { key: Cow::Owned(self.key.into_owned()), key_mark: self.key_mark, node: self.node.into_owned() }
    }
}
