//! XML, forgivingly: elements, attributes and text with their places. Entities that a file declares are not expanded.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Unread;

/// A piece of XML.
pub(super) enum Piece<'x> {
    /// An element begins.
    Start(Element<'x>),
    /// The innermost open element ends.
    End,
    /// Text, and the bytes that it is written with.
    Text(Cow<'x, str>, Range<usize>),
}

/// The beginning of an element.
pub(super) struct Element<'x> {
    start: BytesStart<'x>,
    /// The byte at which its name begins.
    begin: usize,
}

/// So deep may elements lie.
const DEEPEST: usize = 1_000;

/// A file of XML that is being read.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Xml<'x> {
    /// Reads `text`.
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'x>>, Unread> {
        loop {
            let begin = self.position() + 1;
            let event = self.reader.read_event().map_err(|_| Unread::Damaged)?;
            let end = self.position();
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Unread::TooMuch);
                    }
                    return Ok(Some(Piece::Start(Element { start, begin })));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::End));
                }
                Event::Text(text) => return Ok(Some(written(text.into_inner(), end))),
                Event::CData(text) => return Ok(Some(written(text.into_inner(), end.saturating_sub("]]>".len())))),
                Event::GeneralRef(reference) => {
                    let range = end.saturating_sub(reference.len() + 2)..end;
                    let known = reference.resolve_char_ref().ok().flatten().map(|c| Cow::Owned(c.to_string()));
                    let text = known.or_else(|| resolve_predefined_entity(&reference).map(Cow::Borrowed));
                    return Ok(Some(Piece::Text(text.unwrap_or(Cow::Borrowed("\u{fffc}")), range)));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }
}

impl Xml<'_> {
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

fn written(text: Cow<'_, str>, end: usize) -> Piece<'_> {
    let range = end.saturating_sub(text.len())..end;
    Piece::Text(text, range)
}

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.start.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of the attribute with this name, its prefix left aside.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value))
    }

    /// What the element calls another part of its package: an `id` of another space of names than its own.
    pub(super) fn relation(&self) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut all = attributes.with_checks(false).flatten();
        let found = all.find(|attribute| attribute.key.local_name().as_ref() == "id" && attribute.key.prefix().is_some())?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value).into_owned())
    }

    /// The values of all attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        attributes.flatten().map(|found| found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value))
    }

    /// The bytes at which the value of an attribute is written, when it is written as it is.
    pub(super) fn place_of(&self, value: &str) -> Option<Range<usize>> {
        let at = self.begin + self.start.find(value)?;
        Some(at..at + value.len())
    }
}
