//! Bytes to the objects of a file, found by looking for them: so a damaged or forged table of contents misleads nobody, and every byte is
//! looked at once. What is unpacked and read again is counted, and ends when it is too much.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::Unread;
use super::filter::unpacked;
use super::object::{Lexer, Map, Object, Token, is_space};

/// So many objects may a file have.
const MOST_OBJECTS: usize = 500_000;
/// So often may a file have been changed by adding to it.
const MOST_TRAILERS: usize = 1_000;
/// So many bytes may be unpacked of one stream, of all object streams, and of all streams.
const MOST_OF_STREAM: usize = 32 << 20;
const MOST_OF_OBJECT_STREAMS: usize = 64 << 20;
const MOST_UNPACKED: usize = 256 << 20;
/// So many bytes may be read as objects in all, however often.
const MOST_READ: usize = 256 << 20;

/// The objects of a file.
pub(super) struct File<'b> {
    bytes: &'b [u8],
    objects: BTreeMap<u32, Place>,
    /// What object streams hold.
    unpacked: Vec<Vec<u8>>,
    /// The dictionaries that tell where to begin, the newest last.
    pub(super) trailers: Vec<Map>,
    /// Whether files are packed into this one.
    pub(super) has_files: bool,
    left_to_unpack: Cell<usize>,
    left_to_read: Cell<usize>,
}

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// In the file, behind `obj`.
    At(usize),
    /// In an object stream that begins at this byte of the file: which one, and where in it.
    Within(usize, usize, usize),
}

/// A dictionary with bytes.
pub(super) struct Stream<'b> {
    pub(super) map: Map,
    /// The bytes as they stand in the file, up to the word that ends them.
    raw: &'b [u8],
}

impl<'b> File<'b> {
    /// Finds all objects in `bytes`.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unread> {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            unpacked: Vec::new(),
            trailers: Vec::new(),
            has_files: false,
            left_to_unpack: Cell::new(MOST_UNPACKED),
            left_to_read: Cell::new(MOST_READ.max(bytes.len().saturating_mul(4))),
        };
        let streams = file.find()?;
        if file.trailers.iter().any(|trailer| trailer.contains_key(&b"Encrypt"[..])) {
            return Err(Unread::Encrypted);
        }
        for (begin, number) in streams {
            file.open_object_stream(begin, number)?;
        }
        Ok(file)
    }

    /// Goes through the file; the object streams in it, each with the byte where it begins and its number.
    fn find(&mut self) -> Result<Vec<(usize, u32)>, Unread> {
        let (mut at, mut streams) = (0, Vec::new());
        while let Some((begin, word)) = next_mark(self.bytes, at) {
            at = begin + word.len();
            if word == TRAILER {
                let mut lexer = self.lexer(self.bytes, at);
                if let Some(Object::Map(map)) = lexer.object() {
                    self.add_trailer(map)?;
                }
                at = self.read_to(&lexer, at)?;
                continue;
            }
            let Some(number) = number_before(&self.bytes[..begin]) else { continue };
            self.objects.insert(number, Place::At(at));
            if self.objects.len() > MOST_OBJECTS {
                return Err(Unread::TooMuch);
            }
            let (stream, after) = self.stream_at(at)?;
            at = after;
            let Some(Stream { map, .. }) = stream else { continue };
            match map.get(&b"Type"[..]).and_then(Object::name) {
                Some(b"ObjStm") => streams.push((begin, number)),
                Some(b"XRef") => self.add_trailer(map)?,
                Some(b"EmbeddedFile") => self.has_files = true,
                Some(_) | None => {}
            }
        }
        Ok(streams)
    }

    fn add_trailer(&mut self, map: Map) -> Result<(), Unread> {
        self.trailers.push(map);
        if self.trailers.len() > MOST_TRAILERS { Err(Unread::TooMuch) } else { Ok(()) }
    }

    /// Enters the objects in the stream with this `number`, if it is still the newest of that number.
    fn open_object_stream(&mut self, begin: usize, number: u32) -> Result<(), Unread> {
        let Some(stream) = self.stream(number)? else { return Ok(()) };
        let first = stream.map.get(&b"First"[..]).and_then(Object::whole).unwrap_or(0);
        let content = self.content(&stream)?;
        if self.unpacked.iter().map(Vec::len).sum::<usize>() + content.len() > MOST_OF_OBJECT_STREAMS {
            return Err(Unread::TooMuch);
        }
        let (which, mut lexer) = (self.unpacked.len(), self.lexer(&content[..first.min(content.len())], 0));
        while let (Some(Object::Number(number)), Some(offset)) = (lexer.object(), lexer.object().as_ref().and_then(Object::whole)) {
            let Some(number) = super::object::whole(number).and_then(|number| u32::try_from(number).ok()) else { continue };
            let is_newer = |place: &Place| match place {
                Place::At(known) | Place::Within(known, ..) => *known <= begin,
            };
            if self.objects.get(&number).is_none_or(is_newer) {
                self.objects.insert(number, Place::Within(begin, which, first.saturating_add(offset)));
            }
            if self.objects.len() > MOST_OBJECTS {
                return Err(Unread::TooMuch);
            }
        }
        self.unpacked.push(content);
        Ok(())
    }

    /// The object with this number; nothing when there is none.
    pub(super) fn object(&self, number: u32) -> Result<Object, Unread> {
        let (bytes, at) = match self.objects.get(&number) {
            None => return Ok(Object::Nothing),
            Some(Place::At(at)) => (self.bytes, *at),
            Some(Place::Within(_, which, at)) => (self.unpacked[*which].as_slice(), *at),
        };
        let mut lexer = self.lexer(bytes, at.min(bytes.len()));
        let object = lexer.object();
        self.read_to(&lexer, at)?;
        Ok(object.unwrap_or(Object::Nothing))
    }

    /// What `object` stands for: itself, or the one that it refers to.
    pub(super) fn resolved(&self, object: &Object) -> Result<Object, Unread> {
        /// References to references.
        const LONGEST_WAY: usize = 10;
        let mut found = object.clone();
        for _ in 0..LONGEST_WAY {
            let Object::Reference(number) = found else { return Ok(found) };
            found = self.object(number)?;
        }
        Ok(Object::Nothing)
    }

    /// The value of `name` in `map`.
    pub(super) fn value(&self, map: &Map, name: &str) -> Result<Object, Unread> {
        map.get(name.as_bytes()).map_or(Ok(Object::Nothing), |value| self.resolved(value))
    }

    /// The dictionary called `name` in `map`; an empty one when there is none.
    pub(super) fn map(&self, map: &Map, name: &str) -> Result<Map, Unread> {
        Ok(if let Object::Map(found) = self.value(map, name)? { found } else { Map::new() })
    }

    /// The list called `name` in `map`; an object that is none is a list by itself.
    pub(super) fn list(&self, map: &Map, name: &str) -> Result<Vec<Object>, Unread> {
        Ok(match self.value(map, name)? {
            Object::List(list) => list,
            Object::Nothing => Vec::new(),
            // What stands there itself, so that a reference stays one.
            Object::Number(_) | Object::Text(_) | Object::Name(_) | Object::Map(_) | Object::Reference(_) => {
                map.get(name.as_bytes()).cloned().into_iter().collect()
            }
        })
    }

    /// The stream with this number.
    pub(super) fn stream(&self, number: u32) -> Result<Option<Stream<'b>>, Unread> {
        match self.objects.get(&number) {
            Some(Place::At(at)) => Ok(self.stream_at(*at)?.0),
            Some(Place::Within(..)) | None => Ok(None),
        }
    }

    /// The stream that stands behind `obj`, and the byte behind the object.
    fn stream_at(&self, at: usize) -> Result<(Option<Stream<'b>>, usize), Unread> {
        let mut lexer = self.lexer(self.bytes, at);
        let object = lexer.object();
        let end = self.read_to(&lexer, at)?;
        let Some(Object::Map(map)) = object else { return Ok((None, end)) };
        if lexer.token() != Some(Token::Word(b"stream")) {
            return Ok((None, end));
        }
        let begin = lexer.at + line_end(&self.bytes[lexer.at..]);
        let length = map.get(&b"Length"[..]).and_then(Object::whole);
        let promised = length.and_then(|length| begin.checked_add(length)).filter(|end| ends_stream(self.bytes, *end));
        let found = || memchr::memmem::find(&self.bytes[begin..], b"endstream").map_or(self.bytes.len(), |length| begin + length);
        let end = promised.unwrap_or_else(found);
        Ok((Some(Stream { map, raw: &self.bytes[begin..end] }), end))
    }

    /// What a stream holds, unpacked.
    pub(super) fn content(&self, stream: &Stream<'_>) -> Result<Vec<u8>, Unread> {
        let names = self.list(&stream.map, "Filter")?;
        let settings = self.list(&stream.map, "DecodeParms")?;
        let mut filters = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let name = self.resolved(name)?.name().unwrap_or_default().to_vec();
            let mut set = self.resolved(settings.get(index).unwrap_or(&Object::Nothing))?.map().cloned().unwrap_or_default();
            for value in set.values_mut() {
                *value = self.resolved(value)?;
            }
            filters.push((name, set));
        }
        let most = self.left_to_unpack.get().min(MOST_OF_STREAM);
        // A length that stands elsewhere was not known when the stream was found.
        let length = self.value(&stream.map, "Length")?.whole().filter(|length| *length <= stream.raw.len());
        let ends_there = |length: &usize| stream.raw[*length..].iter().all(|byte| is_space(*byte));
        let raw = &stream.raw[..length.filter(ends_there).unwrap_or(stream.raw.len())];
        let content = unpacked(raw, &filters, most)?;
        self.left_to_unpack.set(self.left_to_unpack.get().saturating_sub(content.len()));
        Ok(content)
    }

    fn lexer<'l>(&self, bytes: &'l [u8], at: usize) -> Lexer<'l> {
        Lexer::new(bytes, at)
    }

    /// Counts what `lexer` read since `from`; the byte where it is.
    fn read_to(&self, lexer: &Lexer<'_>, from: usize) -> Result<usize, Unread> {
        let read = lexer.at.saturating_sub(from);
        let left = self.left_to_read.get().checked_sub(read + 1).filter(|_| !lexer.is_too_much);
        self.left_to_read.set(left.ok_or(Unread::TooMuch)?);
        Ok(lexer.at)
    }
}

const TRAILER: &[u8] = b"trailer";

/// The word `obj` or `trailer` that comes next.
fn next_mark(bytes: &[u8], from: usize) -> Option<(usize, &'static [u8])> {
    let mut at = from;
    loop {
        let found = memchr::memchr2(b'o', b't', bytes.get(at..)?)?;
        at += found;
        for word in [&b"obj"[..], TRAILER] {
            if bytes[at..].starts_with(word) {
                return Some((at, word));
            }
        }
        at += 1;
    }
}

/// The number of the object whose word `obj` stands behind `before`.
fn number_before(before: &[u8]) -> Option<u32> {
    let (before, generation) = digits_before(before)?;
    let (_, number) = digits_before(before)?;
    (generation.len() <= 5).then(|| std::str::from_utf8(number).ok()?.parse().ok())?
}

/// The digits at the end of `bytes`, with white space behind them, and what stands before.
fn digits_before(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    /// No number in a file is longer.
    const LONGEST: usize = 10;
    let bytes = bytes.trim_ascii_end();
    let count = bytes.iter().rev().take(LONGEST + 1).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=LONGEST).contains(&count).then(|| bytes.split_at(bytes.len() - count))
}

/// The length of the line end that `bytes` begin with.
fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// Whether a stream can end at the byte `end`.
fn ends_stream(bytes: &[u8], end: usize) -> bool {
    bytes.get(end..).is_some_and(|rest| rest[rest.iter().take(2).take_while(|byte| is_space(**byte)).count()..].starts_with(b"endstream"))
}
