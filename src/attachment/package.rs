//! Documents of office programs, which are zip files of XML, and archives.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::plain::decoded;
use super::xml::{Piece, Xml};
use super::{Hear, LARGEST_TEXT, Place, Said, Unread, properties, say, sheet, slides, word};
use crate::language::Words;
use crate::passage::Role;

/// So many files may a package hold.
const MOST_FILES: usize = 20_000;
/// So many bytes may be unpacked of one package.
const MOST_BYTES: usize = 128 << 20;

/// Where the addresses of a document's links stand.
const LINKS: Words = Words { en: "links", zh: "链接" };

/// What stands in a file that was put into another.
const EMBEDDED: Words = Words { en: "embedded file", zh: "内嵌文件" };

/// Reads a zip file.
pub(super) fn read(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    document(&mut Package::new(bytes, MOST_BYTES)?, Depth::Top, hear)
}

/// Whether a document may hold others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Top,
    Embedded,
}

/// Reads a document of an office program.
fn document(package: &mut Package<'_>, depth: Depth, hear: Hear<'_>) -> Result<(), Unread> {
    let holds = |begin: &str| package.names.iter().any(|name| name.starts_with(begin));
    let contents = if holds("word/") {
        word::read(package, hear)
    } else if holds("xl/workbook.xml") {
        sheet::read(package, hear)
    } else if holds("ppt/presentation.xml") {
        slides::read(package, hear)
    } else if holds("xl/workbook.") || holds("ppt/presentation.") {
        // One that is written in binary.
        return Err(Unread::Unknown);
    } else {
        return Err(Unread::Archive);
    };
    let beside = links(package, hear).and(properties::read(package, hear));
    contents.and(beside).and(embedded(package, depth, hear))
}

/// Workbooks behind charts, and whatever else was put in as a file: a table of which one row is shown may hold many.
fn embedded(package: &mut Package<'_>, depth: Depth, hear: Hear<'_>) -> Result<(), Unread> {
    let mut outcome = Ok(());
    for name in package.names.clone() {
        if !name.contains("/embeddings/") || name.ends_with('/') || name.ends_with(".rels") {
            continue;
        }
        let is_document = name.ends_with('x') && depth == Depth::Top;
        let read = if is_document { inner(package, &name, hear) } else { Err(Unread::Holding) };
        outcome = outcome.and(read);
    }
    outcome
}

/// Reads a document that was put into this one; both together are unpacked no farther than one.
fn inner(package: &mut Package<'_>, name: &str, hear: Hear<'_>) -> Result<(), Unread> {
    let bytes = package.bytes(name)?;
    let mut inner = Package::new(&bytes, package.left)?;
    let read = document(&mut inner, Depth::Embedded, &mut |said| {
        if let Said::Within { place, passages } = said {
            hear(Said::Within { place: Place::new(EMBEDDED).with(&place.en, &place.zh), passages });
        }
    });
    package.left = inner.left;
    read
}

/// Where the links of all parts lead.
fn links(package: &mut Package<'_>, hear: Hear<'_>) -> Result<(), Unread> {
    let mut outcome = Ok(());
    for name in package.names.clone() {
        if name.ends_with(".rels") {
            let read = package.text(&name).and_then(|text| relations(&text)).map(|relations| {
                for relation in relations.iter().filter(|relation| relation.is_outside) {
                    say(&relation.target, Role::Address, Place::new(LINKS), hear);
                }
            });
            outcome = outcome.and(read);
        }
    }
    outcome
}

/// What a part of a package has to do with another part, or with something outside.
pub(super) struct Relation {
    id: String,
    target: String,
    is_outside: bool,
}

fn relations(text: &str) -> Result<Vec<Relation>, Unread> {
    let (mut xml, mut found) = (Xml::new(text), Vec::new());
    while let Some(piece) = xml.next()? {
        let Piece::Start(element) = piece else { continue };
        let Some(target) = element.attribute("Target") else { continue };
        let id = element.attribute("Id").unwrap_or_default().into_owned();
        let is_outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        found.push(Relation { id, target: target.into_owned(), is_outside });
    }
    Ok(found)
}

/// Why a compound file, as office programs wrote until 2007, is not read: what is encrypted stands in such a file too.
pub(super) fn why_compound(bytes: &[u8]) -> Unread {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() { Unread::Encrypted } else { Unread::Unknown }
}

/// A zip file that is being read.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The names of its files, in order.
    pub(super) names: Vec<String>,
    left: usize,
}

impl<'b> Package<'b> {
    /// Opens `bytes`, of which no more than `left` may be unpacked.
    fn new(bytes: &'b [u8], left: usize) -> Result<Self, Unread> {
        // Every file has an entry of its own, so what follows takes no more memory than for so many.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MOST_FILES).is_some() {
            return Err(Unread::TooMuch);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
        let mut names: Vec<String> = zip.file_names().map(str::to_owned).collect();
        names.sort_unstable();
        Ok(Self { zip, names, left })
    }

    /// The text of the file called `name`.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unread> {
        decoded(&self.bytes(name)?)
    }

    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unread> {
        let most = self.left.min(LARGEST_TEXT);
        let mut bytes = Vec::new();
        let is_locked = |error: &ZipError| matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
        let file = self.zip.by_name(name).map_err(|error| if is_locked(&error) { Unread::Encrypted } else { Unread::Damaged })?;
        file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| Unread::Damaged)?;
        self.left = self.left.saturating_sub(bytes.len());
        if bytes.len() > most { Err(Unread::TooMuch) } else { Ok(bytes) }
    }

    /// The parts that the part called `name` names, by what it calls them.
    pub(super) fn named_by(&mut self, name: &str) -> Result<Vec<(String, String)>, Unread> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let beside = format!("{folder}/_rels/{file}.rels");
        if self.names.binary_search(&beside).is_err() {
            return Ok(Vec::new());
        }
        let relations = relations(&self.text(&beside)?)?;
        let inside = relations.into_iter().filter(|relation| !relation.is_outside);
        Ok(inside.map(|relation| (relation.id, joined(folder, &relation.target))).collect())
    }
}

/// The name of the part that a part in `folder` calls `target`.
fn joined(folder: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}
