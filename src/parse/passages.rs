//! The values of a YAML tree to passages: only those fields that hold text, whatever way their scalars are written in.

use super::markdown;
use super::yaml::Tree;
use crate::fields::{Check, Declaration, Mark, Node, RecordDeclaration, Shape, Style, Value};
use crate::passage::{Passages, Role};

/// The passages of the fields of `record` in `tree`, which was read from `text`.
pub(super) fn of_fields(tree: &Tree<'_>, record: &'static RecordDeclaration, text: &str, passages: &mut Passages) {
    if let Some(root) = &tree.root {
        Walk { text, passages }.record(root, record);
    }
}

struct Walk<'w> {
    text: &'w str,
    passages: &'w mut Passages,
}

impl Walk<'_> {
    fn record(&mut self, node: &Node<'_>, record: &'static RecordDeclaration) {
        let Value::Map(entries) = &node.value else { return };
        for entry in entries {
            match record.field(&entry.key) {
                Some((_, field)) => self.value(&entry.node, &field.shape, field),
                None => self.anything(&entry.node),
            }
        }
    }

    fn value(&mut self, node: &Node<'_>, shape: &Shape, field: &'static Declaration) {
        match shape {
            Shape::Text | Shape::MultilingualText => self.texts(node, role_of(field), field.name),
            Shape::Markdown => self.markdown(node, field.name),
            Shape::List { of } => match &node.value {
                Value::List(nodes) => nodes.iter().for_each(|node| self.value(node, of, field)),
                Value::Null | Value::Scalar(..) | Value::Map(_) => self.value(node, of, field),
            },
            Shape::Group { record } => self.record(node, record),
            Shape::Free => self.anything(node),
            Shape::Id
            | Shape::Language
            | Shape::Integer { .. }
            | Shape::Number
            | Shape::Decimal
            | Shape::Truth
            | Shape::Date
            | Shape::Moment
            | Shape::Choice { .. }
            | Shape::Reference { .. }
            | Shape::Table { .. }
            | Shape::Counts => {}
        }
    }

    /// A text, or one for each language.
    fn texts(&mut self, node: &Node<'_>, role: Role, field: &'static str) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(value, style) => {
                self.passages.begin(role, field);
                align(value, *style, node.mark, self.text, self.passages);
            }
            Value::List(nodes) => nodes.iter().for_each(|node| self.texts(node, role, field)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.texts(&entry.node, role, field)),
        }
    }

    fn markdown(&mut self, node: &Node<'_>, field: &'static str) {
        match &node.value {
            Value::Null | Value::List(_) => {}
            Value::Scalar(value, style) => {
                let mut whole = Passages::new();
                whole.begin(Role::Value, field);
                align(value, *style, node.mark, self.text, &mut whole);
                let Some(written) = whole.iter().next() else { return };
                self.passages.append(&markdown::passages(value, field), |range| written.source(range));
            }
            Value::Map(entries) => entries.iter().for_each(|entry| self.markdown(&entry.node, field)),
        }
    }

    /// Every value of something that has no declaration.
    fn anything(&mut self, node: &Node<'_>) {
        self.texts(node, Role::Value, "extra");
    }
}

fn role_of(field: &Declaration) -> Role {
    match field.name {
        "title" | "subtitle" | "name" => Role::Title,
        "alt" => Role::Alternative,
        "file" | "image" | "emblem" | "police_icon" | "motif" | "path" | "aliases" | "attachments" => Role::Address,
        _ if field.checks.contains(&Check::Url) => Role::Address,
        _ => Role::Value,
    }
}

/// Adds `value`, which `text` holds at `mark`, character by character to where each is written.
fn align(value: &str, style: Style, mark: Mark, text: &str, passages: &mut Passages) {
    let (start, end) = (mark.start as usize, (mark.end as usize).min(text.len()));
    let Some(written) = text.get(start..end.max(start)) else { return passages.push(value, start..start) };
    let opening = match style {
        Style::Plain => 0,
        Style::Quoted => usize::from(written.starts_with(['"', '\''])),
        Style::Literal | Style::Folded if written.starts_with(['|', '>']) => written.find('\n').map_or(0, |newline| newline + 1),
        Style::Literal | Style::Folded => 0,
    };
    if written[opening..].starts_with(value) {
        return passages.push(value, start + opening..start + opening + value.len());
    }
    let mut writing = Writing { written, at: opening, is_double: style == Style::Quoted && written.starts_with('"') };
    for (at, c) in value.char_indices() {
        match writing.take(c) {
            Some(place) => passages.push(&value[at..at + c.len_utf8()], start + place.start..start + place.end),
            None => return passages.push(&value[at..], start + writing.at..start + written.len()),
        }
    }
}

/// A scalar as it is written, read from `at` on.
struct Writing<'w> {
    written: &'w str,
    at: usize,
    is_double: bool,
}

impl Writing<'_> {
    /// Where the next character of the value, `c`, is written; `None` when it cannot be told.
    fn take(&mut self, c: char) -> Option<std::ops::Range<usize>> {
        loop {
            let rest = &self.written[self.at..];
            let next = rest.chars().next()?;
            let length = match next {
                '\\' if self.is_double => {
                    if rest[1..].starts_with(['\n', '\r']) {
                        self.at += 1 + blank(&rest[1..]);
                        continue;
                    }
                    escape(rest)
                }
                '\'' if c == '\'' && rest.starts_with("''") => 2,
                _ if next == c => c.len_utf8(),
                // A line end that shows as a space, or as nothing.
                _ if next.is_whitespace() && matches!(c, ' ' | '\n') => blank(rest),
                _ if next.is_whitespace() => {
                    self.at += next.len_utf8();
                    continue;
                }
                _ if c == '\n' => 0,
                _ => return None,
            };
            let place = self.at..self.at + length;
            self.at = place.end;
            return Some(place);
        }
    }
}

/// Bytes of white space at the beginning of `text`.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Bytes of the escape at the beginning of `text`.
fn escape(text: &str) -> usize {
    let digits = match text.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(_) | None => 0,
    };
    let second = text[1..].chars().next().map_or(0, char::len_utf8);
    (1 + second + digits).min(text.len())
}
