//! The parts of a picture's file, in order, from the file's beginning: segments of JPEG, chunks of PNG and WebP, blocks of GIF.
//!
//! A walk reads the headers of parts and steps over the rest, so a file of any size takes little memory. It ends with the format's own
//! end: whatever comes after that belongs to no picture.

use std::io::{BufRead, Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;

use super::Format;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is.
    pub(super) tag: Tag,
    /// Where it stands in the file, its own header included.
    pub(super) place: Range<u64>,
    /// Where what it holds begins.
    pub(super) inside: u64,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The signature at the beginning.
    Signature,
    /// A JPEG segment with its marker's second byte; the one of a scan holds the scan's pixels too.
    Segment(u8),
    /// A chunk of PNG or WebP.
    Chunk([u8; 4]),
    /// A GIF's size and colours.
    Screen,
    /// A GIF's image with its own colours and pixels.
    Image,
    /// A GIF's extension, with its label.
    Extension(u8),
    /// The format's own end.
    End,
}

/// Something to walk through.
pub(super) trait Source: BufRead + Seek {}

impl<T: BufRead + Seek> Source for T {}

/// Every part of the file; an error when it ends too early or is no such file.
pub(super) fn parts(source: &mut impl Source, format: Format) -> Result<Vec<Part>> {
    let size = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let mut walk = Walk { source, at: 0, size, parts: Vec::new() };
    match format {
        Format::Jpeg => walk.jpeg()?,
        Format::Png => walk.png()?,
        Format::WebP => walk.webp()?,
        Format::Gif => walk.gif()?,
        Format::Svg => {}
    }
    Ok(walk.parts)
}

/// The first bytes, at most `most`, of what a part holds.
pub(super) fn held(source: &mut impl Source, part: &Part, most: u64) -> Result<Vec<u8>> {
    source.seek(SeekFrom::Start(part.inside))?;
    let mut bytes = Vec::new();
    source.take((part.place.end - part.inside).min(most)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// More parts than any real picture has.
const MOST_PARTS: usize = 1 << 18;

struct Walk<'a, S> {
    source: &'a mut S,
    at: u64,
    size: u64,
    parts: Vec<Part>,
}

impl<S: Source> Walk<'_, S> {
    fn jpeg(&mut self) -> Result<()> {
        self.signature(&[0xff, 0xd8])?;
        loop {
            let start = self.at;
            let marker = self.marker()?;
            match marker {
                0xd9 => {
                    self.part(Tag::End, start, self.at)?;
                    return Ok(());
                }
                // Markers that stand alone.
                0x01 | 0xd0..=0xd7 => {}
                _ => {
                    let [high, low] = self.bytes()?;
                    let length = u64::from(u16::from_be_bytes([high, low]));
                    let inside = self.at;
                    self.step(length.checked_sub(2).ok_or_else(damaged)?)?;
                    if marker == 0xda {
                        self.scan()?;
                    }
                    self.part(Tag::Segment(marker), start, inside)?;
                }
            }
        }
    }

    /// The byte that says which marker stands here; fill bytes before it are stepped over.
    fn marker(&mut self) -> Result<u8> {
        let [first, mut second] = self.bytes()?;
        while second == 0xff {
            [second] = self.bytes()?;
        }
        if first == 0xff && second != 0 { Ok(second) } else { Err(damaged()) }
    }

    /// Steps over a scan's pixels, up to the next marker that is none of theirs.
    fn scan(&mut self) -> Result<()> {
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let found = memchr::memchr(0xff, buffer);
            let length = found.unwrap_or(buffer.len());
            self.source.consume(length);
            self.at += length as u64;
            if found.is_none() {
                continue;
            }
            let [_, mut next] = self.bytes()?;
            while next == 0xff {
                [next] = self.bytes()?;
            }
            if !matches!(next, 0 | 0xd0..=0xd7) {
                self.at -= 2;
                self.source.seek(SeekFrom::Start(self.at))?;
                return Ok(());
            }
        }
    }

    fn png(&mut self) -> Result<()> {
        self.signature(b"\x89PNG\r\n\x1a\n")?;
        loop {
            let start = self.at;
            let length = u32::from_be_bytes(self.bytes()?);
            let name = self.bytes()?;
            let inside = self.at;
            self.step(u64::from(length) + 4)?;
            self.part(Tag::Chunk(name), start, inside)?;
            if &name == b"IEND" {
                return Ok(());
            }
        }
    }

    fn webp(&mut self) -> Result<()> {
        if &self.bytes()? != b"RIFF" {
            return Err(damaged());
        }
        let end = u64::from(u32::from_le_bytes(self.bytes()?)) + 8;
        if &self.bytes()? != b"WEBP" {
            return Err(damaged());
        }
        self.part(Tag::Signature, 0, 0)?;
        if end > self.size {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        while self.at + 8 <= end {
            let start = self.at;
            let name = self.bytes()?;
            let length = u64::from(u32::from_le_bytes(self.bytes()?));
            let inside = self.at;
            // A last chunk of odd length may lack its padding.
            self.step((length + length % 2).min(end.saturating_sub(inside)))?;
            if inside + length > end {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.part(Tag::Chunk(name), start, inside)?;
        }
        Ok(())
    }

    fn gif(&mut self) -> Result<()> {
        let signature: [u8; 6] = self.bytes()?;
        if &signature != b"GIF87a" && &signature != b"GIF89a" {
            return Err(damaged());
        }
        self.part(Tag::Signature, 0, 0)?;
        let start = self.at;
        let screen: [u8; 7] = self.bytes()?;
        self.colours(screen[4])?;
        self.part(Tag::Screen, start, start)?;
        loop {
            let start = self.at;
            match self.bytes()? {
                [0x21] => {
                    let [label] = self.bytes()?;
                    let inside = self.at;
                    self.blocks()?;
                    self.part(Tag::Extension(label), start, inside)?;
                }
                [0x2c] => {
                    let image: [u8; 9] = self.bytes()?;
                    self.colours(image[8])?;
                    self.step(1)?;
                    self.blocks()?;
                    self.part(Tag::Image, start, start + 1)?;
                }
                [0x3b] => {
                    self.part(Tag::End, start, self.at)?;
                    return Ok(());
                }
                _ => return Err(damaged()),
            }
        }
    }

    /// Steps over a table of colours, if `flags` say that there is one.
    fn colours(&mut self, flags: u8) -> Result<()> {
        if flags & 0x80 == 0 { Ok(()) } else { self.step(3 << ((flags & 7) + 1)) }
    }

    /// Steps over a GIF's blocks, the empty one at their end included.
    fn blocks(&mut self) -> Result<()> {
        loop {
            match self.bytes()? {
                [0] => return Ok(()),
                [length] => self.step(u64::from(length))?,
            }
        }
    }

    fn signature(&mut self, expected: &[u8]) -> Result<()> {
        let mut found = vec![0; expected.len()];
        self.source.read_exact(&mut found)?;
        self.at += expected.len() as u64;
        if found != expected {
            return Err(damaged());
        }
        self.part(Tag::Signature, 0, 0)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.source.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    fn step(&mut self, length: u64) -> Result<()> {
        let to = self.at.checked_add(length).filter(|to| *to <= self.size).ok_or(ErrorKind::UnexpectedEof)?;
        self.source.seek_relative(length.cast_signed())?;
        self.at = to;
        Ok(())
    }

    /// A part from `start` to here.
    fn part(&mut self, tag: Tag, start: u64, inside: u64) -> Result<()> {
        if self.parts.len() >= MOST_PARTS {
            return Err(damaged());
        }
        self.parts.push(Part { tag, place: start..self.at, inside });
        Ok(())
    }
}

fn damaged() -> Error {
    ErrorKind::InvalidData.into()
}
