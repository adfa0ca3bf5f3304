//! A declaration as a file that is as full as it can be, or as empty as it may be: made from the declared examples, so that a new field is in
//! it by itself.

use super::declaration::{Declaration, Presence, RecordDeclaration, Shape};
use super::skeleton::example;
use crate::language::Speech;

/// Which fields a specimen has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every field, also of its parts.
    Fullest,
    /// Every field, but of its parts only what must be written.
    Sparse,
    /// Only what must be written.
    Emptiest,
}

/// What a field of a specimen holds instead of its declared example: a value as YAML on one line, or nothing at all.
pub type Given<'a> = (&'a str, Option<&'a str>);

/// The lines of a YAML file or front matter (without `---`).
pub fn specimen(record: &RecordDeclaration, given: &[Given<'_>], extent: Extent) -> String {
    let mut lines = String::new();
    for field in record.fields {
        match given.iter().find(|(name, _)| *name == field.name) {
            Some((name, Some(value))) => lines.push_str(&format!("{name}: {value}\n")),
            Some((_, None)) => {}
            None if is_there(field, extent) => lines.push_str(&written(field, extent)),
            None => {}
        }
    }
    lines
}

fn is_there(field: &Declaration, extent: Extent) -> bool {
    extent != Extent::Emptiest || field.presence == Presence::Required
}

fn written(field: &Declaration, extent: Extent) -> String {
    let name = field.name;
    let part = match &field.shape {
        Shape::Group { record } => Some((*record, "  ", "  ")),
        Shape::List { of: Shape::Group { record } } => Some((*record, "  - ", "    ")),
        Shape::List { .. }
        | Shape::Text
        | Shape::MultilingualText
        | Shape::Markdown
        | Shape::Id
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
        | Shape::Counts
        | Shape::Free => None,
    };
    let Some((record, first, further)) = part else {
        return format!("{name}: {}\n", example(&field.shape, field.example, Speech::English));
    };
    let inner = specimen(record, &[], if extent == Extent::Fullest { extent } else { Extent::Emptiest });
    if inner.is_empty() {
        return format!("{name}: {}\n", field.example);
    }
    let line = |(number, line): (usize, &str)| format!("{}{line}\n", if number == 0 { first } else { further });
    format!("{name}:\n{}", inner.lines().enumerate().map(line).collect::<String>())
}
