//! Pixels to the bytes of a file.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, SamplingFactor};

use crate::picture::{Fault, Format};

/// How much of a picture is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    /// What the eye needs on a page.
    Web,
    /// Nearly everything, where the picture itself is wanted.
    Fine,
}

/// Encodes a drawing or screenshot: even areas and sharp edges are often smaller, and always better, when nothing of them is lost.
pub(super) fn drawing(pixels: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let (lossy, whole) = (webp(pixels, 80.0, Loss::Some)?, webp(pixels, 50.0, Loss::None)?);
    Ok(if whole.len() <= lossy.len() { whole } else { lossy })
}

/// Encodes `pixels` of three or four bytes.
pub(super) fn encode(pixels: &DynamicImage, format: Format, quality: Quality) -> Result<Vec<u8>, Fault> {
    match format {
        Format::Jpeg => jpeg(pixels, if quality == Quality::Web { 82 } else { 92 }),
        Format::Png => png(pixels),
        Format::WebP => webp(pixels, if quality == Quality::Web { 80.0 } else { 92.0 }, Loss::Some),
        Format::Gif | Format::Svg => Err(Fault::NoPicture),
    }
}

fn jpeg(pixels: &DynamicImage, quality: u8) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let side = |side| u16::try_from(side).map_err(|_| Fault::Huge(pixels.width(), pixels.height()));
    let kind = if pixels.color().has_alpha() { ColorType::Rgba } else { ColorType::Rgb };
    encoder.encode(pixels.as_bytes(), side(pixels.width())?, side(pixels.height())?, kind).map_err(|_| Fault::Damaged)?;
    Ok(bytes)
}

fn png(pixels: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    let kind = if pixels.color().has_alpha() { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), kind).map_err(|_| Fault::Damaged)?;
    Ok(bytes)
}

/// Whether WebP may lose what the eye hardly sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loss {
    Some,
    None,
}

/// `quality` is how well it looks, or where nothing is lost how hard to try, up to 100.
fn webp(pixels: &DynamicImage, quality: f32, loss: Loss) -> Result<Vec<u8>, Fault> {
    let encoder = match pixels.color().has_alpha() {
        true => webp::Encoder::from_rgba(pixels.as_bytes(), pixels.width(), pixels.height()),
        false => webp::Encoder::from_rgb(pixels.as_bytes(), pixels.width(), pixels.height()),
    };
    let mut choices = webp::WebPConfig::new().map_err(|()| Fault::Damaged)?;
    choices.quality = quality;
    (choices.lossless, choices.method) = if loss == Loss::None { (1, 2) } else { (0, 4) };
    Ok(encoder.encode_advanced(&choices).map_err(|_| Fault::Damaged)?.to_vec())
}
