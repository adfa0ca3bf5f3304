//! Documents of Word and what is written with the same elements: paragraphs, tables, notes, comments, and what was deleted while changes
//! were tracked.

use super::labels::Labels;
use super::package::Package;
use super::xml::{Element, Piece, Xml};
use super::{Hear, Place, Said, Unread, say};
use crate::language::Words;
use crate::passage::{Passages, Role};

/// The parts of a document that are read, and what they are called. Where a document has several, their names go on with a number.
const PARTS: &[(&str, Words)] = &[
    ("word/document", Words { en: "text", zh: "正文" }),
    ("word/header", Words { en: "page header", zh: "页眉" }),
    ("word/footer", Words { en: "page footer", zh: "页脚" }),
    ("word/footnotes", Words { en: "footnotes", zh: "脚注" }),
    ("word/endnotes", Words { en: "endnotes", zh: "尾注" }),
    ("word/comments", Words { en: "comments", zh: "批注" }),
    ("word/glossary/document", Words { en: "building blocks", zh: "文档部件" }),
    ("word/charts/chart", Words { en: "chart", zh: "图表" }),
    ("word/diagrams/data", Words { en: "diagram", zh: "图示" }),
];

/// Reads a document.
pub(super) fn read(package: &mut Package<'_>, hear: Hear<'_>) -> Result<(), Unread> {
    let mut outcome = Ok(());
    for name in package.names.clone() {
        let part = PARTS.iter().find(|(begin, _)| name.strip_prefix(begin).is_some_and(is_numbered));
        let read = match part {
            Some((_, words)) => package.text(&name).and_then(|text| paragraphs(&text, &Place::new(*words), hear)),
            None => Ok(()),
        };
        outcome = outcome.and(read);
    }
    outcome
}

fn is_numbered(rest: &str) -> bool {
    rest.strip_suffix(".xml").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Paragraph by paragraph; `part` is what holds them.
pub(super) fn paragraphs(text: &str, part: &Place, hear: Hear<'_>) -> Result<(), Unread> {
    let mut xml = Xml::new(text);
    let mut writing = Writing::new(part);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => writing.start(&element)?,
            Piece::End => writing.end(hear),
            Piece::Text(text, _) => writing.text(&text),
        }
    }
    Ok(())
}

/// What an element means to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Paragraph,
    /// Characters.
    Characters,
    /// What a field asks for: a link's address among others.
    Field,
    /// What was deleted.
    Deleted,
    /// What was inserted.
    Inserted,
    Table,
    Row,
    Cell,
    /// Nothing to read: how a paragraph looks; the same once more, for old programs.
    Silent,
    Other,
}

impl Meaning {
    fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "t" | "delText" => Self::Characters,
            "instrText" | "delInstrText" => Self::Field,
            "del" | "moveFrom" => Self::Deleted,
            "ins" | "moveTo" => Self::Inserted,
            "tbl" => Self::Table,
            "tr" => Self::Row,
            "tc" => Self::Cell,
            "Fallback" | "pPr" | "rPr" => Self::Silent,
            _ => Self::Other,
        }
    }
}

/// A part that is being read.
struct Writing<'p> {
    part: &'p Place,
    /// What the open elements mean.
    open: Vec<Meaning>,
    /// The open paragraphs: one may hold a box with others.
    paragraphs: Vec<Paragraph>,
    /// The open tables.
    tables: Vec<Table>,
    count: usize,
    table_count: usize,
}

/// A paragraph as it stands, and as it stood before the changes.
#[derive(Default)]
struct Paragraph {
    now: String,
    before: String,
    fields: String,
}

/// An open table.
#[derive(Default)]
struct Table {
    number: usize,
    row: usize,
    column: usize,
    cell: String,
    labels: Labels,
}

impl<'p> Writing<'p> {
    fn new(part: &'p Place) -> Self {
        Self { part, open: Vec::new(), paragraphs: Vec::new(), tables: Vec::new(), count: 0, table_count: 0 }
    }

    fn is_in(&self, meaning: Meaning) -> bool {
        self.open.contains(&meaning)
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), Unread> {
        /// So many boxes and tables may lie in each other.
        const DEEPEST: usize = 50;
        let meaning = Meaning::of(element.name());
        self.open.push(meaning);
        if self.is_in(Meaning::Silent) {
            return Ok(());
        }
        match meaning {
            Meaning::Paragraph => self.paragraphs.push(Paragraph::default()),
            Meaning::Table => {
                self.table_count += 1;
                self.tables.push(Table { number: self.table_count, ..Table::default() });
            }
            Meaning::Row => self.tables.last_mut().into_iter().for_each(|table| (table.row, table.column) = (table.row + 1, 0)),
            Meaning::Cell => self.tables.last_mut().into_iter().for_each(|table| table.column += 1),
            Meaning::Characters | Meaning::Field | Meaning::Deleted | Meaning::Inserted | Meaning::Silent => {}
            Meaning::Other => self.sign(element.name()),
        }
        if self.paragraphs.len().max(self.tables.len()) > DEEPEST { Err(Unread::TooMuch) } else { Ok(()) }
    }

    /// An element that stands for a character.
    fn sign(&mut self, name: &str) {
        match name {
            "tab" | "ptab" => self.add("\t"),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Meaning::Characters) => self.add(text),
            Some(Meaning::Field) if !self.is_in(Meaning::Silent) => {
                self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.fields.push_str(text));
            }
            Some(_) | None => {}
        }
    }

    fn add(&mut self, text: &str) {
        let (is_deleted, is_inserted) = (self.is_in(Meaning::Deleted), self.is_in(Meaning::Inserted));
        if self.is_in(Meaning::Silent) {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if !is_deleted {
            paragraph.now.push_str(text);
        }
        if !is_inserted {
            paragraph.before.push_str(text);
        }
    }

    fn end(&mut self, hear: Hear<'_>) {
        let is_silent = self.is_in(Meaning::Silent);
        match self.open.pop() {
            Some(Meaning::Paragraph) if !is_silent => self.end_paragraph(hear),
            Some(Meaning::Cell) if !is_silent => {
                if let Some(table) = self.tables.last_mut() {
                    let text = std::mem::take(&mut table.cell);
                    table.labels.cell(table.column, &text);
                }
            }
            Some(Meaning::Row) if !is_silent => self.tables.last_mut().into_iter().for_each(|table| table.labels.end_row()),
            Some(Meaning::Table) if !is_silent => drop(self.tables.pop()),
            Some(_) | None => {}
        }
    }

    fn end_paragraph(&mut self, hear: Hear<'_>) {
        let Some(Paragraph { now, before, fields }) = self.paragraphs.pop() else { return };
        if [&now, &before, &fields].iter().all(|text| text.trim().is_empty()) {
            return;
        }
        let place = match self.tables.last() {
            Some(table) => self.part.with(
                &format!("table {}, row {}, column {}", table.number, table.row, table.column),
                &format!("第 {} 个表格第 {} 行第 {} 列", table.number, table.row, table.column),
            ),
            None => {
                self.count += 1;
                self.part.with(&format!("paragraph {}", self.count), &format!("第 {} 段", self.count))
            }
        };
        self.say(&now, &place, hear);
        if before != now {
            self.say(&before, &place, hear);
        }
        say(&fields, Role::Value, place, hear);
        if let Some(table) = self.tables.last_mut() {
            table.cell.push_str(&now);
        }
    }

    fn say(&self, text: &str, place: &Place, hear: Hear<'_>) {
        let mut passages = Passages::new();
        match self.tables.last() {
            Some(table) => table.labels.begin(table.column, &mut passages),
            None => passages.begin(Role::Prose, ""),
        }
        passages.push(text, 0..text.len());
        hear(Said::Within { place: place.clone(), passages: &passages });
    }
}
