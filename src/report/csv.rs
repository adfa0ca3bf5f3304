//! The report as comma-separated values.

use super::table::{Cell, Table};
use crate::csv;

/// The file.
pub(super) fn bytes(table: &Table) -> Vec<u8> {
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    csv::bytes(std::iter::once(table.head.clone()).chain(rows))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => csv::guarded(text),
        Cell::Nothing | Cell::Number(_) | Cell::Percent(_) | Cell::Date(_) => cell.text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_formulas_are_safe() {
        let rows = vec![vec![Cell::Text("=1+1".into()), Cell::Text("a,\"b\"".into()), Cell::Number(12), Cell::Percent(-3), Cell::Nothing]];
        let table = Table { name: String::new(), head: vec!["区".into()], rows };
        let text = String::from_utf8(bytes(&table)).expect("UTF-8");
        assert_eq!(text, "\u{feff}区\r\n'=1+1,\"a,\"\"b\"\"\",12,-3%,\r\n");
    }
}
