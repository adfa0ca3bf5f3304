//! Comma-separated values (RFC 4180), in UTF-8 with a byte order mark so that spreadsheets know it.

use super::table::{Cell, Table};

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The file.
pub(super) fn bytes(table: &Table) -> Vec<u8> {
    let head = table.head.iter().map(|name| field(name)).collect::<Vec<String>>().join(",");
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<String>>().join(","));
    let lines = std::iter::once(head).chain(rows).map(|line| line + "\r\n");
    std::iter::once("\u{feff}".to_owned()).chain(lines).collect::<String>().into_bytes()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(FORMULA) => field(&format!("'{text}")),
        Cell::Text(text) => field(text),
        Cell::Nothing | Cell::Number(_) | Cell::Percent(_) | Cell::Date(_) => cell.text(),
    }
}

fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
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
