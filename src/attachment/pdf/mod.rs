//! PDFs: the text of pages, line by line, with notes, links and forms, the bookmarks, and what the file says of itself. Pictures are not read:
//! a page that holds nothing else is told.

mod content;
mod file;
mod filter;
mod font;
mod lines;
mod object;

use std::collections::BTreeSet;
use std::rc::Rc;

use content::{Painter, Seen};
use file::File;
use object::{Map, Object};

use super::xml::{Piece, Xml};
use super::{Hear, Place, Said, Unread, plain, say};
use crate::language::Words;
use crate::passage::{Passages, Role};

/// So many pages, bookmarks and fields may a file have.
const MOST_PAGES: usize = 20_000;
const MOST_BOOKMARKS: usize = 100_000;

const PROPERTIES: Words = Words { en: "properties", zh: "文档属性" };
const BOOKMARKS: Words = Words { en: "bookmarks", zh: "书签" };

/// Whether `bytes` are a PDF: readers look for the mark in the first kilobyte.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    let file = File::open(bytes)?;
    let root = root(&file)?;
    let mut outcome = if file.has_files { Err(Unread::Holding) } else { Ok(()) };
    outcome = outcome.and(properties(&file, &root, hear)).and(bookmarks(&file, &root, hear));
    let mut pages = Pages::default();
    let found = pages.find(&file, &root);
    let mut painter = Painter::new(&file);
    for (number, page) in (1..).zip(&pages.found) {
        let place = Place { en: format!("page {number}"), zh: format!("第 {number} 页") };
        let read = page.read(&file, &mut painter, &place, hear);
        outcome = outcome.and(read);
        // What is used up stays used up.
        if read == Err(Unread::TooMuch) {
            break;
        }
    }
    outcome.and(found)
}

/// The dictionary from which everything else is found.
fn root(file: &File<'_>) -> Result<Map, Unread> {
    for trailer in file.trailers.iter().rev() {
        let root = file.map(trailer, "Root")?;
        if root.contains_key(&b"Pages"[..]) {
            return Ok(root);
        }
    }
    Err(Unread::Damaged)
}

/// A page.
struct Page {
    /// Its dictionary.
    node: Object,
    /// What names the fonts and pictures that it uses, if it does not say so itself; all pages of a branch may share that.
    inherited: Rc<Object>,
}

/// The pages in their order.
#[derive(Default)]
struct Pages {
    found: Vec<Page>,
}

impl Pages {
    /// Finds them, beginning at the `root`; whether all that are named are there.
    fn find(&mut self, file: &File<'_>, root: &Map) -> Result<(), Unread> {
        let (mut seen, mut is_damaged) = (BTreeSet::new(), false);
        let mut waiting = vec![(root.get(&b"Pages"[..]).cloned().unwrap_or(Object::Nothing), Rc::new(Object::Nothing))];
        while let Some((node, inherited)) = waiting.pop() {
            // A page that is named twice is read once, and a circle ends.
            if node.reference().is_some_and(|number| !seen.insert(number)) {
                continue;
            }
            let Object::Map(map) = file.resolved(&node)? else {
                is_damaged = true;
                continue;
            };
            if map.contains_key(&b"Kids"[..]) {
                let resources = map.get(&b"Resources"[..]).map_or(inherited, |own| Rc::new(own.clone()));
                let kids = file.list(&map, "Kids")?;
                waiting.extend(kids.into_iter().rev().map(|kid| (kid, Rc::clone(&resources))));
            } else {
                self.found.push(Page { node, inherited });
            }
            if self.found.len() > MOST_PAGES || waiting.len() > MOST_PAGES * 10 {
                return Err(Unread::TooMuch);
            }
        }
        if is_damaged || self.found.is_empty() { Err(Unread::Damaged) } else { Ok(()) }
    }
}

impl Page {
    fn read(&self, file: &File<'_>, painter: &mut Painter<'_, '_>, place: &Place, hear: Hear<'_>) -> Result<(), Unread> {
        let Object::Map(map) = file.resolved(&self.node)? else { return Ok(()) };
        let named = painter.named(map.get(&b"Resources"[..]).unwrap_or(&self.inherited))?;
        let mut seen = Seen::default();
        let drawn = content(&map, file).and_then(|content| painter.draw(&content, &named, &mut seen));
        let noted = notes(&map, file, painter, &mut seen, place, hear);
        let (has_unknown_signs, is_picture) = (seen.has_unknown_signs(), seen.has_picture && seen.lines.is_empty());
        let mut passages = Passages::new();
        for line in seen.lines.read() {
            passages.begin(Role::Prose, "");
            passages.push(&line, 0..line.len());
        }
        hear(Said::Within { place: place.clone(), passages: &passages });
        drawn.and(noted)?;
        match (has_unknown_signs, is_picture) {
            (true, _) => Err(Unread::Signs),
            (false, true) => Err(Unread::Pictures),
            (false, false) => Ok(()),
        }
    }
}

/// The contents of a page.
fn content(page: &Map, file: &File<'_>) -> Result<Vec<u8>, Unread> {
    /// So many bytes of them are looked at.
    const MOST: usize = 32 << 20;
    let mut content = Vec::new();
    for part in file.list(page, "Contents")? {
        let Some(number) = part.reference() else { continue };
        let stream = file.stream(number)?.ok_or(Unread::Damaged)?;
        content.extend(file.content(&stream)?);
        content.push(b'\n');
        if content.len() > MOST {
            return Err(Unread::TooMuch);
        }
    }
    Ok(content)
}

/// Notes, links and the fields of forms on a page.
fn notes(page: &Map, file: &File<'_>, painter: &mut Painter<'_, '_>, seen: &mut Seen, place: &Place, hear: Hear<'_>) -> Result<(), Unread> {
    for note in file.list(page, "Annots")? {
        let Object::Map(note) = file.resolved(&note)? else { continue };
        told_by(&note, file, place, hear)?;
        // What a field shows when nobody points at it; its value says the same.
        let looks = file.map(&note, "AP")?;
        let shown = looks.get(&b"N"[..]).and_then(Object::reference).filter(|_| !note.contains_key(&b"V"[..]));
        if let Some(stream) = shown.map_or(Ok(None), |number| file.stream(number))? {
            let named = painter.named(stream.map.get(&b"Resources"[..]).unwrap_or(&Object::Nothing))?;
            painter.draw(&file.content(&stream)?, &named, seen)?;
        }
    }
    Ok(())
}

/// What a note, a link or a field says by itself.
fn told_by(note: &Map, file: &File<'_>, place: &Place, hear: Hear<'_>) -> Result<(), Unread> {
    let above = file.map(note, "Parent")?;
    // A field that is shown in several places keeps its value above them.
    let holder = if note.contains_key(&b"V"[..]) { note } else { &above };
    let action = file.map(note, "A")?;
    for (map, name, role, words) in [
        (note, "Contents", Role::Value, Words { en: "note", zh: "批注" }),
        (note, "T", Role::Value, Words { en: "name of a note or field", zh: "批注或表单项的名称" }),
        (holder, "V", Role::Value, Words { en: "form field", zh: "表单项" }),
        (&action, "URI", Role::Address, Words { en: "link", zh: "链接" }),
    ] {
        let value = file.value(map, name)?;
        value.text().into_iter().for_each(|text| say(&text_of(text), role, place.with(words.en, words.zh), hear));
    }
    Ok(())
}

/// What the file says of itself: who wrote it, with which program, and whatever else.
fn properties(file: &File<'_>, root: &Map, hear: Hear<'_>) -> Result<(), Unread> {
    let mut told = BTreeSet::new();
    for trailer in &file.trailers {
        for (name, value) in file.map(trailer, "Info")? {
            let text = file.resolved(&value)?.text().map(text_of).unwrap_or_default();
            let is_date = matches!(name.as_slice(), b"CreationDate" | b"ModDate");
            if !is_date && told.insert(text.clone()) {
                say(&text, Role::Value, Place::new(PROPERTIES), hear);
            }
        }
    }
    let stream = root.get(&b"Metadata"[..]).and_then(Object::reference).map_or(Ok(None), |number| file.stream(number))?;
    let Some(stream) = stream else { return Ok(()) };
    let text = plain::decoded(&file.content(&stream)?)?;
    let mut once = |text: &str| {
        // What programs call the file by says nothing.
        let is_name = ["uuid:", "xmp.", "http:", "adobe:"].iter().any(|begin| text.trim().starts_with(begin));
        if !is_name && told.insert(text.trim().to_owned()) {
            say(text, Role::Value, Place::new(PROPERTIES), hear);
        }
    };
    let mut xml = Xml::new(&text);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Text(text, _) => once(&text),
            Piece::Start(element) => element.attributes().for_each(|value| once(&value)),
            Piece::End => {}
        }
    }
    Ok(())
}

fn bookmarks(file: &File<'_>, root: &Map, hear: Hear<'_>) -> Result<(), Unread> {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<u32> = file.map(root, "Outlines")?.get(&b"First"[..]).and_then(Object::reference).into_iter().collect();
    while let Some(number) = waiting.pop() {
        if !seen.insert(number) {
            continue;
        }
        if seen.len() > MOST_BOOKMARKS {
            return Err(Unread::TooMuch);
        }
        let Object::Map(bookmark) = file.object(number)? else { continue };
        let title = file.value(&bookmark, "Title")?.text().map(text_of).unwrap_or_default();
        say(&title, Role::Value, Place::new(BOOKMARKS), hear);
        waiting.extend(["Next", "First"].iter().filter_map(|name| bookmark.get(name.as_bytes()).and_then(Object::reference)));
    }
    Ok(())
}

/// What a text outside the pages says: UTF-16 or UTF-8 with a mark, else one byte for each sign.
fn text_of(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Some programs write UTF-8 without saying so.
        _ => String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
