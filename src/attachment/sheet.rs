//! Workbooks of Excel: cells by their names, what stands in page margins, comments, drawings, and what pivot tables and links keep of other
//! cells. Hidden sheets are read like all others.

use std::collections::BTreeMap;

use super::labels::Labels;
use super::package::Package;
use super::word::paragraphs;
use super::xml::{Element, Piece, Xml};
use super::{Hear, Place, Said, Unread, say};
use crate::language::Words;
use crate::passage::{Passages, Role};

/// So many bytes may all cells say: one long text may stand in each.
const MOST_SAID: usize = 64 << 20;

/// Texts that no cell shows any more.
const UNUSED: Words = Words { en: "texts that no cell shows any more", zh: "单元格里已看不到的文字" };
/// What a pivot table keeps of the cells that it was made from.
const PIVOT: Words = Words { en: "data of a pivot table", zh: "数据透视表的数据" };
/// What a workbook keeps of the cells of another.
const OUTSIDE: Words = Words { en: "cells of another workbook", zh: "引用的其他工作簿" };
/// Text boxes on no known sheet.
const DRAWING: Words = Words { en: "drawing", zh: "图形" };

/// Reads a workbook.
pub(super) fn read(package: &mut Package<'_>, hear: Hear<'_>) -> Result<(), Unread> {
    let mut book = Book::open(package)?;
    for (name, place) in &book.names {
        say(name, Role::Value, place.with("its name", "的名称"), hear);
    }
    let mut outcome = Ok(());
    for name in package.names.clone() {
        let place = book.places.get(&name).cloned();
        let mut text = || package.text(&name);
        let read = match Part::of(&name) {
            Some(Part::Sheet) => {
                let place = place.unwrap_or_else(|| Place::new(Words { en: "sheet", zh: "工作表" }));
                text().and_then(|text| Cells::new(&place, &mut book).read(&text, hear))
            }
            Some(Part::Comments) => text().and_then(|text| comments(&text, place.as_ref(), hear)),
            Some(Part::Drawing) => text().and_then(|text| paragraphs(&text, &place.unwrap_or_else(|| Place::new(DRAWING)), hear)),
            Some(Part::Pivot) => text().and_then(|text| kept(&text, PIVOT, hear)),
            Some(Part::Outside) => text().and_then(|text| kept(&text, OUTSIDE, hear)),
            None => Ok(()),
        };
        outcome = outcome.and(read);
    }
    book.unused(hear);
    outcome
}

/// What a part of a workbook holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Sheet,
    Comments,
    Drawing,
    Pivot,
    Outside,
}

/// How the names of parts begin.
const PARTS: &[(&str, Part)] = &[
    ("xl/worksheets/", Part::Sheet),
    ("xl/chartsheets/", Part::Sheet),
    ("xl/dialogsheets/", Part::Sheet),
    ("xl/macrosheets/", Part::Sheet),
    ("xl/comments", Part::Comments),
    ("xl/threadedComments/", Part::Comments),
    ("xl/drawings/drawing", Part::Drawing),
    ("xl/charts/chart", Part::Drawing),
    ("xl/diagrams/data", Part::Drawing),
    ("xl/pivotCache/", Part::Pivot),
    ("xl/externalLinks/", Part::Outside),
];

impl Part {
    fn of(name: &str) -> Option<Self> {
        let is_text = name.ends_with(".xml");
        PARTS.iter().find(|(begin, _)| is_text && name.starts_with(begin)).map(|(_, part)| *part)
    }
}

/// What all sheets share.
struct Book {
    /// Texts that cells name by number, and whether one did.
    shared: Vec<(String, bool)>,
    /// What the sheets are called.
    names: Vec<(String, Place)>,
    /// The sheets, and the parts that belong to one, by the part's name.
    places: BTreeMap<String, Place>,
    /// So many bytes may still be said.
    left: usize,
}

impl Book {
    fn open(package: &mut Package<'_>) -> Result<Self, Unread> {
        let (mut names, mut places) = (Vec::new(), BTreeMap::new());
        let parts: BTreeMap<String, String> = package.named_by("xl/workbook.xml")?.into_iter().collect();
        for Sheet { id, name, place } in sheets(&package.text("xl/workbook.xml")?)? {
            names.push((name, place.clone()));
            let Some(sheet) = parts.get(&id) else { continue };
            for (_, part) in package.named_by(sheet)? {
                places.insert(part, place.clone());
            }
            places.insert(sheet.clone(), place);
        }
        let has_shared = package.names.iter().any(|name| name == "xl/sharedStrings.xml");
        let shared = if has_shared { shared(&package.text("xl/sharedStrings.xml")?)? } else { Vec::new() };
        Ok(Self { shared, names, places, left: MOST_SAID })
    }

    /// The shared text called `number`.
    fn text(&mut self, number: &str) -> &str {
        let found = number.trim().parse::<usize>().ok().and_then(|number| self.shared.get_mut(number));
        found.map_or("", |(text, is_used)| {
            *is_used = true;
            text
        })
    }

    /// Takes `length` from what may be said.
    fn spend(&mut self, length: usize) -> Result<(), Unread> {
        self.left = self.left.checked_sub(length).ok_or(Unread::TooMuch)?;
        Ok(())
    }

    fn unused(&self, hear: Hear<'_>) {
        for (text, _) in self.shared.iter().filter(|(_, is_used)| !is_used) {
            say(text, Role::Value, Place::new(UNUSED), hear);
        }
    }
}

/// A sheet in the list of a workbook.
struct Sheet {
    /// What the workbook calls its part.
    id: String,
    name: String,
    place: Place,
}

fn sheets(text: &str) -> Result<Vec<Sheet>, Unread> {
    let (mut xml, mut found) = (Xml::new(text), Vec::new());
    while let Some(piece) = xml.next()? {
        let Piece::Start(element) = piece else { continue };
        if element.name() != "sheet" {
            continue;
        }
        let number = found.len() + 1;
        let is_hidden = element.attribute("state").is_some_and(|state| state != "visible");
        let (en, zh) = if is_hidden { ("hidden sheet", "隐藏工作表") } else { ("sheet", "工作表") };
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let place = if may_be_shown(&name) {
            Place { en: format!("{en} '{name}'"), zh: format!("{zh}“{name}”") }
        } else {
            Place { en: format!("{en} {number}"), zh: format!("第 {number} 张{zh}") }
        };
        let id = element.relation().unwrap_or_default();
        found.push(Sheet { id, name, place });
    }
    Ok(found)
}

/// Whether a name can stand in a message: a telephone number or an address must not.
fn may_be_shown(name: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let runs = name.split(|c| !is_digit(c)).filter(|run| !run.is_empty());
    let digits: Vec<usize> = runs.map(|run| run.chars().count()).collect();
    let is_short = name.chars().count() <= 31 && digits.len() <= 1 && digits.iter().all(|count| *count <= 4);
    is_short && !name.contains(['@', '＠']) && !name.contains(char::is_control)
}

/// The texts that cells share, each without how it is pronounced.
fn shared(text: &str) -> Result<Vec<(String, bool)>, Unread> {
    let (mut xml, mut open, mut found) = (Xml::new(text), Vec::new(), Vec::<(String, bool)>::new());
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => {
                let meaning = Meaning::of(element.name());
                if meaning == Meaning::Shared {
                    found.push((String::new(), false));
                }
                open.push(meaning);
            }
            Piece::End => drop(open.pop()),
            Piece::Text(text, _) if open.last() == Some(&Meaning::Characters) && !open.contains(&Meaning::Sound) => {
                found.last_mut().into_iter().for_each(|(so_far, _)| so_far.push_str(&text));
            }
            Piece::Text(..) => {}
        }
    }
    Ok(found)
}

/// What an element means to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Row,
    Cell,
    /// What a cell shows, or the number of a shared text.
    Value,
    Formula,
    /// Characters of a text.
    Characters,
    /// How a text is pronounced.
    Sound,
    /// A text that cells share.
    Shared,
    Comment,
    Header,
    Footer,
    Other,
}

impl Meaning {
    fn of(name: &str) -> Self {
        match name {
            "row" => Self::Row,
            "c" => Self::Cell,
            "v" => Self::Value,
            "f" => Self::Formula,
            "t" | "text" => Self::Characters,
            "rPh" => Self::Sound,
            "si" => Self::Shared,
            "comment" | "threadedComment" => Self::Comment,
            "oddHeader" | "evenHeader" | "firstHeader" => Self::Header,
            "oddFooter" | "evenFooter" | "firstFooter" => Self::Footer,
            _ => Self::Other,
        }
    }
}

/// A sheet that is being read.
struct Cells<'s> {
    place: &'s Place,
    book: &'s mut Book,
    open: Vec<Meaning>,
    labels: Labels,
    /// The row, from 1, and the column, from 0, of the cell that is open; the column behind it.
    row: usize,
    column: usize,
    next: usize,
    cell: Cell,
    /// What stands in the margin of a page that is open.
    margin: String,
}

/// What an open cell holds.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    formula: String,
}

impl<'s> Cells<'s> {
    fn new(place: &'s Place, book: &'s mut Book) -> Self {
        let (labels, cell, margin) = (Labels::default(), Cell::default(), String::new());
        Self { place, book, open: Vec::new(), labels, row: 0, column: 0, next: 0, cell, margin }
    }

    fn read(mut self, text: &str, hear: Hear<'_>) -> Result<(), Unread> {
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(element) => self.start(&element, hear),
                Piece::End => self.end(hear)?,
                Piece::Text(text, _) => self.text(&text),
            }
        }
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>, hear: Hear<'_>) {
        let meaning = Meaning::of(element.name());
        match meaning {
            Meaning::Row => {
                self.row = element.attribute("r").and_then(|row| row.parse().ok()).unwrap_or(self.row.saturating_add(1));
                self.next = 0;
            }
            Meaning::Cell => {
                let named = element.attribute("r").and_then(|name| column_of(&name));
                self.column = named.unwrap_or(self.next);
                self.next = self.column + 1;
                self.cell = Cell { kind: element.attribute("t").unwrap_or_default().into_owned(), ..Cell::default() };
            }
            Meaning::Other if element.name() == "hyperlink" => {
                let place = self.place.with("links", "链接");
                element.attribute("tooltip").into_iter().for_each(|hint| say(&hint, Role::Value, place.clone(), hear));
            }
            Meaning::Value
            | Meaning::Formula
            | Meaning::Characters
            | Meaning::Sound
            | Meaning::Shared
            | Meaning::Comment
            | Meaning::Header
            | Meaning::Footer
            | Meaning::Other => {}
        }
        self.open.push(meaning);
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Meaning::Value) => self.cell.value.push_str(text),
            Some(Meaning::Characters) if !self.open.contains(&Meaning::Sound) => self.cell.value.push_str(text),
            Some(Meaning::Formula) => self.cell.formula.push_str(text),
            Some(Meaning::Header | Meaning::Footer) => self.margin.push_str(text),
            Some(_) | None => {}
        }
    }

    fn end(&mut self, hear: Hear<'_>) -> Result<(), Unread> {
        match self.open.pop() {
            Some(Meaning::Cell) => return self.end_cell(hear),
            Some(Meaning::Row) => self.labels.end_row(),
            Some(Meaning::Header) => self.end_margin(Words { en: "page header", zh: "页眉" }, hear),
            Some(Meaning::Footer) => self.end_margin(Words { en: "page footer", zh: "页脚" }, hear),
            Some(_) | None => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, hear: Hear<'_>) -> Result<(), Unread> {
        let Cell { kind, value, formula } = std::mem::take(&mut self.cell);
        let shown = match kind.as_str() {
            "s" => self.book.text(&value).to_owned(),
            "" | "n" => number(&value),
            _ => value,
        };
        self.book.spend(shown.len() + formula.len())?;
        let name = format!("{}{}", column_name(self.column), self.row);
        let place = || self.place.with(&format!("cell {name}"), &name);
        if !shown.trim().is_empty() {
            let mut passages = Passages::new();
            self.labels.begin(self.column, &mut passages);
            passages.push(&shown, 0..shown.len());
            hear(Said::Within { place: place(), passages: &passages });
        }
        self.labels.cell(self.column, &shown);
        // Only what a formula quotes was written by somebody.
        if formula.contains('"') {
            say(&formula, Role::Value, place(), hear);
        }
        Ok(())
    }

    fn end_margin(&mut self, margin: Words, hear: Hear<'_>) {
        let text = without_codes(&std::mem::take(&mut self.margin));
        say(&text, Role::Value, self.place.with(margin.en, margin.zh), hear);
    }
}

/// A number as a table shows it: whole numbers with all digits.
fn number(value: &str) -> String {
    let value = value.trim();
    let has_power = value.contains(['e', 'E']);
    match value.parse::<f64>() {
        // Excel knows 15 digits; what is greater is shown with a power.
        Ok(number) if has_power && number.fract() == 0.0 && number.abs() < 1e18 => format!("{number:.0}"),
        Ok(_) | Err(_) => value.to_owned(),
    }
}

/// The text in a page's margin without the signs that say where it stands and how it looks.
fn without_codes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, code)) = rest.split_once('&') {
        plain.push_str(before);
        rest = match code.chars().next() {
            Some('&') => {
                plain.push('&');
                &code[1..]
            }
            Some('"') => code[1..].split_once('"').map_or("", |(_, after)| after),
            // A size has two digits at most.
            Some(c) if c.is_ascii_digit() => &code[code.bytes().take(2).take_while(u8::is_ascii_digit).count()..],
            Some(c) => {
                plain.push('\n');
                &code[c.len_utf8()..]
            }
            None => "",
        };
    }
    plain + rest
}

/// The column, from 0, of the cell called `name`.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(3);
    letters.fold(None, |column, letter| {
        let letter = usize::from(letter.to_ascii_uppercase() - b'A');
        Some(column.map_or(letter, |column: usize| (column + 1) * 26 + letter))
    })
}

/// What a column is called.
fn column_name(column: usize) -> String {
    let before = if column >= 26 { column_name(column / 26 - 1) } else { String::new() };
    format!("{before}{}", char::from(b'A' + u8::try_from(column % 26).expect("less than 26")))
}

/// Comments, each with the cell that it belongs to.
fn comments(text: &str, sheet: Option<&Place>, hear: Hear<'_>) -> Result<(), Unread> {
    let (mut xml, mut open) = (Xml::new(text), Vec::new());
    let (mut cell, mut said) = (String::new(), String::new());
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => {
                let meaning = Meaning::of(element.name());
                if meaning == Meaning::Comment {
                    let name = element.attribute("ref").unwrap_or_default();
                    cell = name.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
                }
                open.push(meaning);
            }
            Piece::End if open.pop() == Some(Meaning::Comment) => {
                let place = match sheet {
                    Some(sheet) => sheet.with(&format!("comment on {cell}"), &format!("{cell} 的批注")),
                    None => Place { en: format!("comment on {cell}"), zh: format!("{cell} 的批注") },
                };
                say(&std::mem::take(&mut said), Role::Value, place, hear);
            }
            Piece::Text(text, _) if open.last() == Some(&Meaning::Characters) => said.push_str(&text),
            Piece::End | Piece::Text(..) => {}
        }
    }
    Ok(())
}

/// Values that are kept of cells elsewhere: as text, or as attributes.
fn kept(text: &str, place: Words, hear: Hear<'_>) -> Result<(), Unread> {
    let (mut xml, mut open) = (Xml::new(text), Vec::new());
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => {
                element.attribute("v").into_iter().for_each(|value| say(&number(&value), Role::Value, Place::new(place), hear));
                open.push(Meaning::of(element.name()));
            }
            Piece::End => drop(open.pop()),
            Piece::Text(text, _) if open.last() == Some(&Meaning::Value) => say(&number(&text), Role::Value, Place::new(place), hear),
            Piece::Text(..) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_people_know() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!((column_of(&format!("{name}7")), &*column_name(column)), (Some(column), name));
        }
        assert_eq!(column_of("7"), None);
    }

    #[test]
    fn whole_numbers_have_all_digits() {
        let shown = ["13800001234", "1.3800001234E10", "1.5", "1.5E-3", "", "x"].map(number);
        assert_eq!(shown, ["13800001234", "13800001234", "1.5", "1.5E-3", "", "x"]);
    }

    #[test]
    fn signs_for_the_look_of_a_margin_are_left_out() {
        assert_eq!(without_codes("&L&\"宋体,常规\"&10 电话&C138&&R&P"), "\n 电话\n138&R\n");
    }

    #[test]
    fn a_sheet_whose_name_tells_of_a_person_is_called_by_its_number() {
        for name in ["名单", "Sheet1", "2026年", "三月"] {
            assert!(may_be_shown(name), "{name}");
        }
        for name in ["13800001234", "a@b", "3号楼2单元", "１２３４５"] {
            assert!(!may_be_shown(name), "{name}");
        }
    }
}
