//! A table, before it is written in a format.

use jiff::civil::Date;

/// A table with a name, which is also the name of its sheet.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Number(u64),
    /// A change in per cent.
    Percent(i64),
    Date(Date),
}

impl Cell {
    /// As people read it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Percent(0) => "0%".to_owned(),
            Self::Percent(change) => format!("{change:+}%"),
            Self::Date(date) => date.to_string(),
        }
    }

    /// Whether it stands at the end of its cell.
    pub(super) fn is_number(&self) -> bool {
        match self {
            Self::Number(_) | Self::Percent(_) => true,
            Self::Nothing | Self::Text(_) | Self::Date(_) => false,
        }
    }
}
