//! A table for a terminal; Chinese characters are two columns wide there.

use unicode_width::UnicodeWidthStr;

use super::table::Table;

/// The table in columns, without the last one, which explains the others.
pub(super) fn table(table: &Table) -> String {
    let head: Vec<String> = table.head.iter().take(table.head.len().saturating_sub(1)).cloned().collect();
    let body = table.rows.iter().map(|row| row.iter().take(head.len()).map(super::Cell::text).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head.clone()).chain(body).collect();
    let widths: Vec<usize> = (0..head.len()).map(|column| lines.iter().map(|line| line[column].width()).max().unwrap_or(0)).collect();
    let lines = lines.iter().map(|line| {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| aligned(cell, *width, column > 0));
        cells.collect::<Vec<String>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn aligned(text: &str, width: usize, at_the_end: bool) -> String {
    let gap = " ".repeat(width.saturating_sub(text.width()));
    if at_the_end { gap + text } else { text.to_owned() + &gap }
}
