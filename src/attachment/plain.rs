//! Files that are text: tables by their cells, all others by their lines. Places are exact.

use std::ops::Range;

use super::labels::Labels;
use super::{Hear, LARGEST_TEXT, Said, Unread};
use crate::encoding::decode;
use crate::passage::{Passages, Role};

/// The text of a file, whatever program wrote it.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Unread> {
    if bytes.len() > LARGEST_TEXT {
        return Err(Unread::TooMuch);
    }
    decode(bytes.to_vec()).map(|decoded| decoded.text).map_err(|_| Unread::Damaged)
}

/// Line by line.
pub(super) fn text(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    let text = decoded(bytes)?;
    let mut sheet = Sheet::new(&text, hear);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        sheet.next().begin(Role::Prose, "");
        sheet.passages.push(line, start..start + line.len());
        start += line.len();
    }
    sheet.end();
    Ok(())
}

/// Cell by cell, each with the name that the table gives it.
pub(super) fn table(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    let text = decoded(bytes)?;
    let (mut sheet, mut labels) = (Sheet::new(&text, hear), Labels::default());
    let mut cells = Cells { text: &text, separator: separator(&text), at: 0 };
    let mut column = 0;
    while let Some(Cell { range, is_quoted, is_last }) = cells.next() {
        if !range.is_empty() {
            labels.begin(column, sheet.next());
            push(&text, range.clone(), is_quoted, &mut sheet.passages);
        }
        labels.cell(column, &text[range]);
        column += 1;
        if is_last {
            labels.end_row();
            column = 0;
        }
    }
    sheet.end();
    Ok(())
}

/// Passages of a text on their way to who hears them: a few at a time, so that a long text takes no more memory than itself.
pub(super) struct Sheet<'t, 'h> {
    text: &'t str,
    /// Those that are waiting.
    pub(super) passages: Passages,
    count: usize,
    hear: Hear<'h>,
}

impl<'t, 'h> Sheet<'t, 'h> {
    /// An empty sheet for passages of `text`.
    pub(super) fn new(text: &'t str, hear: Hear<'h>) -> Self {
        Self { text, passages: Passages::new(), count: 0, hear }
    }

    /// Where the next passage is begun.
    pub(super) fn next(&mut self) -> &mut Passages {
        /// So many passages wait for each other.
        const FEW: usize = 1_000;
        self.count += 1;
        if self.count.is_multiple_of(FEW) {
            self.send();
        }
        &mut self.passages
    }

    /// Nothing follows.
    pub(super) fn end(mut self) {
        self.send();
    }

    fn send(&mut self) {
        let passages = std::mem::take(&mut self.passages);
        (self.hear)(Said::Written { text: self.text, passages: &passages });
    }
}

/// A cell's text; two quotation marks stand for one in a cell within quotation marks.
fn push(text: &str, range: Range<usize>, is_quoted: bool, passages: &mut Passages) {
    let mut start = range.start;
    while let Some(pair) = text[start..range.end].find("\"\"").filter(|_| is_quoted) {
        passages.push(&text[start..start + pair + 1], start..start + pair + 1);
        start += pair + 2;
    }
    passages.push(&text[start..range.end], start..range.end);
}

/// What separates the cells of the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// The cells of a table, one after another.
struct Cells<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
}

/// What a cell holds, without its quotation marks.
struct Cell {
    range: Range<usize>,
    is_quoted: bool,
    is_last: bool,
}

impl Cells<'_> {
    fn next(&mut self) -> Option<Cell> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let is_quoted = bytes[self.at] == b'"';
        let start = self.at + usize::from(is_quoted);
        let inner = if is_quoted { self.quoted(start) } else { start };
        let end_of = |from: usize| bytes[from..].iter().position(|byte| *byte == self.separator || *byte == b'\n').map(|at| from + at);
        let end = end_of(inner).unwrap_or(bytes.len());
        self.at = end + 1;
        let range = if is_quoted && inner > start { start..inner - 1 } else { start..end };
        Some(Cell { range, is_quoted, is_last: bytes.get(end).is_none_or(|byte| *byte == b'\n') })
    }

    /// Behind the quotation mark that closes what begins at `start`; `start` itself where none does.
    fn quoted(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(mark) = memchr::memchr(b'"', &bytes[at.min(bytes.len())..]) {
            at += mark + 1;
            if bytes.get(at) != Some(&b'"') {
                return at;
            }
            at += 1;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        table(text.as_bytes(), &mut |said| {
            let Said::Written { passages, .. } = said else { return };
            found.extend(
                passages
                    .iter()
                    .map(|one| (one.text.to_owned(), one.source(one.text.floor_char_boundary(one.text.len() - 1)..one.text.len()).end)),
            );
        })
        .expect("it is text");
        found
    }

    #[test]
    fn each_cell_has_its_name_and_its_place() {
        let told = cells("姓名,电话\n张三,\"099,0\"\n\"李\"\"四\",1\n");
        let expected = [("姓名", 6), ("姓名：电话", 13), ("姓名：张三", 20), ("电话：099,0", 27), ("姓名：李\"四", 38), ("电话：1", 41)];
        assert_eq!(told, expected.map(|(text, end)| (text.to_owned(), end)));
    }

    #[test]
    fn tables_that_break_the_rules_are_read_too() {
        assert_eq!(cells("a;b\n\"c;d\n").len(), 4);
        assert_eq!(cells("\"").len(), 0);
        assert_eq!(cells("一\t二\t三").len(), 3);
        assert_eq!(cells("\"a\"b,c\n"), [("a".to_owned(), 2), ("a：c".to_owned(), 6)]);
    }
}
