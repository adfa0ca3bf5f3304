//! From a file's bytes to pixels, within limits.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, Limits};

use crate::picture::{Facts, Fault, Format};

/// The most memory that decoding one picture may take, in bytes: 80 million pixels of 8 bytes, twice.
const MOST_MEMORY: u64 = 1280 << 20;

/// A picture's pixels as stored, three or four bytes each.
pub(super) struct Decoded {
    pub(super) pixels: DynamicImage,
    /// The profile of its colours, unless they are those of the web anyway.
    pub(super) profile: Option<Vec<u8>>,
}

/// Decodes the picture.
pub(super) fn decode(bytes: &[u8], facts: Facts) -> Result<Decoded, Fault> {
    let source = Cursor::new(bytes);
    match facts.format {
        Format::Jpeg => decoded(JpegDecoder::new(source), facts),
        Format::Png => decoded(PngDecoder::with_limits(source, limits()), facts),
        Format::WebP => decoded(WebPDecoder::new(source), facts),
        Format::Gif | Format::Svg => Err(Fault::NoPicture),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn decoded(decoder: image::ImageResult<impl ImageDecoder>, facts: Facts) -> Result<Decoded, Fault> {
    let mut decoder = decoder.map_err(|error| fault(&error))?;
    decoder.set_limits(limits()).map_err(|error| fault(&error))?;
    if Some(decoder.dimensions()) != facts.stored {
        return Err(Fault::Damaged);
    }
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    Ok(Decoded { pixels: eight_bits(pixels), profile })
}

/// Three bytes a pixel, four where something shines through.
fn eight_bits(pixels: DynamicImage) -> DynamicImage {
    if !pixels.color().has_alpha() {
        return pixels.into_rgb8().into();
    }
    let pixels = pixels.into_rgba8();
    if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) { DynamicImage::from(pixels).into_rgb8().into() } else { pixels.into() }
}

fn fault(error: &image::ImageError) -> Fault {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        let io = inner.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::UnexpectedEof) {
            return Fault::Truncated;
        }
        cause = inner.source();
    }
    Fault::Damaged
}
