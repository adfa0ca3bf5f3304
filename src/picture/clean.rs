//! A picture's file without what it tells of the camera, the place and the person: only parts that draw are kept, so that nothing unknown
//! slips through. No pixel is touched.

use std::io::Cursor;

use super::parts::{Part, Tag, parts};
use super::{Fault, Format, svg};

/// `bytes` without anything but the picture and its colours. Whatever stands behind the picture's end goes too.
pub fn clean(bytes: &[u8], format: Format) -> Result<Vec<u8>, Fault> {
    if format == Format::Svg {
        return svg::clean(bytes);
    }
    let parts = parts(&mut Cursor::new(bytes), format)?;
    let mut cleaned = Vec::with_capacity(bytes.len());
    for part in &parts {
        let whole = slice(bytes, part.place.start, part.place.end);
        let inside = slice(bytes, part.inside, part.place.end);
        match (format, part.tag) {
            (Format::Jpeg, Tag::Segment(0xe0)) => cleaned.extend(jfif(inside)),
            _ if is_kept(format, part, inside) => cleaned.extend_from_slice(whole),
            _ => {}
        }
    }
    if format == Format::WebP {
        mend_webp(&mut cleaned);
    }
    Ok(cleaned)
}

fn slice(bytes: &[u8], start: u64, end: u64) -> &[u8] {
    let at = |place| usize::try_from(place).unwrap_or(usize::MAX);
    bytes.get(at(start)..at(end)).unwrap_or_default()
}

fn is_kept(format: Format, part: &Part, inside: &[u8]) -> bool {
    match (format, part.tag) {
        (Format::Jpeg, Tag::Segment(marker)) => match marker {
            // What the pixels are decoded with, and the pixels.
            0xc0..=0xcf | 0xda..=0xdf => true,
            0xe2 => inside.starts_with(b"ICC_PROFILE\0"),
            0xee => inside.starts_with(b"Adobe"),
            _ => false,
        },
        (Format::Png, Tag::Chunk(name)) => matches!(
            &name,
            b"IHDR"
                | b"PLTE"
                | b"IDAT"
                | b"IEND"
                | b"tRNS"
                | b"cHRM"
                | b"gAMA"
                | b"iCCP"
                | b"sBIT"
                | b"sRGB"
                | b"cICP"
                | b"mDCV"
                | b"cLLI"
                | b"bKGD"
                | b"pHYs"
                | b"acTL"
                | b"fcTL"
                | b"fdAT"
        ),
        (Format::WebP, Tag::Chunk(name)) => {
            matches!(&name, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF")
        }
        // How long an image stands, and how often all are repeated.
        (Format::Gif, Tag::Extension(0xf9)) => true,
        (Format::Gif, Tag::Extension(0xff)) => inside.starts_with(b"\x0bNETSCAPE2.0") || inside.starts_with(b"\x0bANIMEXTS1.0"),
        (Format::Gif, Tag::Extension(_)) => false,
        (_, Tag::Signature | Tag::Screen | Tag::Image | Tag::End) => true,
        (_, Tag::Segment(_) | Tag::Chunk(_) | Tag::Extension(_)) => false,
    }
}

/// A JFIF segment without its small picture; nothing for other segments of its kind.
fn jfif(inside: &[u8]) -> Vec<u8> {
    match inside {
        [b'J', b'F', b'I', b'F', 0, rest @ ..] if rest.len() >= 7 => [&[0xff, 0xe0, 0, 16], &inside[..12], &[0, 0]].concat(),
        _ => Vec::new(),
    }
}

/// Makes the header tell of what is left.
fn mend_webp(bytes: &mut [u8]) {
    const EXIF_AND_XMP: u8 = 0b1100;
    let size = u32::try_from(bytes.len().saturating_sub(8)).unwrap_or(u32::MAX);
    if let Some(place) = bytes.get_mut(4..8) {
        place.copy_from_slice(&size.to_le_bytes());
    }
    if bytes.get(12..16) == Some(b"VP8X")
        && let Some(flags) = bytes.get_mut(20)
    {
        *flags &= !EXIF_AND_XMP;
    }
}
