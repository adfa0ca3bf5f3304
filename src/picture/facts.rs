//! What a picture is, from the headers of its parts.

use std::io::{BufRead, Error, ErrorKind, Seek};

use super::parts::{Source, Tag, held, parts};
use super::{Facts, Format, exif, svg};

/// The most pixels that a picture may have: a file of a few kilobytes can claim millions, and each takes four bytes of memory. The largest
/// sensors of phones have 200 million, but deliver 12 to 50 unless told otherwise.
pub const MOST_PIXELS: u64 = 80_000_000;
/// The longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 65_000;

/// Why a file is no picture that can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It holds nothing.
    Empty,
    /// It is no picture at all.
    NoPicture,
    /// It ends too early.
    Truncated,
    /// It does not keep to its format.
    Damaged,
    /// It has too many pixels: its width and height.
    Huge(u32, u32),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        if error.kind() == ErrorKind::UnexpectedEof { Self::Truncated } else { Self::Damaged }
    }
}

/// What the first bytes of a file (4 KiB are enough) say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Real {
    /// A picture that browsers show.
    Shown(Format),
    /// A picture that browsers do not show: the name of its format.
    Foreign(&'static str),
    /// Something else.
    Other,
}

/// What a file is that begins with `bytes`, whatever it is called.
pub fn sniff(bytes: &[u8]) -> Real {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Real::Shown(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Real::Shown(Format::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Real::Shown(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Real::Shown(Format::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4) {
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => Real::Foreign("HEIC"),
            Some(b"avif" | b"avis") => Real::Foreign("AVIF"),
            Some(_) | None => Real::Other,
        },
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Real::Foreign("TIFF"),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, _, _, _, _, 12..=124, 0, 0, 0, ..] => Real::Foreign("BMP"),
        [b'8', b'B', b'P', b'S', ..] => Real::Foreign("Photoshop"),
        [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => Real::Foreign("JPEG XL"),
        _ if svg::begins(bytes) => Real::Shown(Format::Svg),
        _ => Real::Other,
    }
}

/// Reads what the picture `source` of this `format` is. Its parts are walked to their end, so a file that was cut off is found.
pub fn read(source: &mut (impl BufRead + Seek), format: Format) -> Result<Facts, Fault> {
    let facts = match format {
        Format::Svg => svg::facts(source)?,
        Format::Jpeg | Format::Png | Format::WebP | Format::Gif => walked(source, format)?,
    };
    match facts.stored {
        Some((0, _) | (_, 0)) => Err(Fault::Damaged),
        Some((width, height)) if is_huge(width, height) => Err(Fault::Huge(width, height)),
        Some(_) | None => Ok(facts),
    }
}

fn is_huge(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE
}

fn walked(source: &mut impl Source, format: Format) -> Result<Facts, Fault> {
    let (mut stored, mut orientation, mut images, mut scans) = (None, None, 0, 0);
    let mut moves = false;
    for part in parts(source, format)? {
        let mut bytes = |most| held(source, &part, most);
        match (format, part.tag) {
            (Format::Jpeg, Tag::Segment(0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf)) => {
                if let [_, h1, h0, w1, w0, ..] = bytes(5)?[..] {
                    stored = stored.or(Some((u32::from(u16::from_be_bytes([w1, w0])), u32::from(u16::from_be_bytes([h1, h0])))));
                }
            }
            (Format::Jpeg, Tag::Segment(0xe1)) if orientation.is_none() => {
                let block = bytes(1 << 16)?;
                orientation = block.starts_with(b"Exif\0\0").then(|| exif::orientation(&block));
            }
            (Format::Jpeg, Tag::Segment(0xda)) => scans += 1,
            (Format::Png, Tag::Chunk(name)) => match &name {
                b"IHDR" => stored = pair(&bytes(8)?, u32::from_be_bytes),
                b"eXIf" => orientation = Some(exif::orientation(&bytes(1 << 20)?)),
                b"acTL" => moves = true,
                b"IDAT" => scans += 1,
                _ => {}
            },
            (Format::WebP, Tag::Chunk(name)) => match &name {
                b"VP8X" => {
                    let canvas = bytes(10)?;
                    let three = |at: usize| canvas.get(at..at + 3).map(|b| 1 + u32::from_le_bytes([b[0], b[1], b[2], 0]));
                    stored = three(4).zip(three(7));
                    moves |= canvas.first().is_some_and(|flags| flags & 2 != 0);
                }
                b"VP8 " => {
                    scans += 1;
                    let frame = bytes(10)?;
                    let side = |at: usize| frame.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]]) & 0x3fff));
                    stored = stored.or_else(|| side(6).zip(side(8)));
                }
                b"VP8L" => {
                    scans += 1;
                    let frame = bytes(5)?;
                    let bits = frame.get(1..5).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
                    stored = stored.or(bits.map(|bits| ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)));
                }
                b"EXIF" => orientation = Some(exif::orientation(&bytes(1 << 20)?)),
                b"ANMF" => scans += 1,
                _ => {}
            },
            (Format::Gif, Tag::Screen) => {
                if let [w0, w1, h0, h1, ..] = bytes(4)?[..] {
                    stored = Some((u32::from(u16::from_le_bytes([w0, w1])), u32::from(u16::from_le_bytes([h0, h1]))));
                }
            }
            (Format::Gif, Tag::Image) => images += 1,
            _ => {}
        }
    }
    if stored.is_none() || images + scans == 0 {
        return Err(Fault::Damaged);
    }
    Ok(Facts { format, stored, orientation: orientation.unwrap_or(1), moves: moves || images > 1 })
}

/// Two numbers of four bytes each.
fn pair(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Option<(u32, u32)> {
    let four = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(number);
    four(0).zip(four(4))
}
