//! What the cells of a table are called: the words above a number say what it numbers.

use std::collections::BTreeMap;

use crate::passage::{Passages, Role};

/// The names of a table's cells, learned row by row.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// What stands above, by column.
    above: BTreeMap<usize, String>,
    /// The cells of this row so far.
    row: Vec<(usize, String)>,
}

/// A name is no longer than so many bytes.
const LONGEST: usize = 60;
/// A table has no more columns than this.
const MOST_COLUMNS: usize = 20_000;

impl Labels {
    /// What the cell that comes next, in this `column`, is called: the words above it, in a row of nothing but words; else those before it.
    pub(super) fn of(&self, column: usize) -> &str {
        let before = || self.row.last().filter(|(before, text)| before + 1 == column && is_words(text)).map(|(_, text)| text);
        self.above.get(&column).or_else(before).map_or("", |label| label)
    }

    /// Begins the passage of the cell that comes next, with its name before it.
    pub(super) fn begin(&self, column: usize, passages: &mut Passages) {
        passages.begin(Role::Value, "");
        let label = self.of(column);
        if !label.is_empty() {
            passages.push(label, 0..0);
            passages.push("：", 0..0);
        }
    }

    /// The cell in this `column` says `text`.
    pub(super) fn cell(&mut self, column: usize, text: &str) {
        let text = text.trim();
        if !text.is_empty() && self.row.len() < MOST_COLUMNS {
            let text = if text.len() <= LONGEST { text } else { "" };
            self.row.push((column, text.to_owned()));
        }
    }

    /// The row is over.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.len() >= 2 && row.iter().all(|(_, text)| is_words(text)) {
            self.above.extend(row);
        }
    }
}

/// Whether it is nothing but words; a number or an address is what is named, not a name.
fn is_words(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_numeric() && c.is_ascii() || ('０'..='９').contains(&c) || matches!(c, '@' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_called_what_stands_above_it_or_before_it() {
        let mut labels = Labels::default();
        for (column, text) in ["序号", "订单号", "电话"].into_iter().enumerate() {
            labels.cell(column, text);
        }
        labels.end_row();
        labels.cell(0, "1");
        assert_eq!((labels.of(1), labels.of(2), labels.of(7)), ("订单号", "电话", ""));
        let mut form = Labels::default();
        form.cell(3, "工号");
        assert_eq!((form.of(4), form.of(5)), ("工号", ""));
    }
}
