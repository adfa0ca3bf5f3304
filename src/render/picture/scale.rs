//! Pixels made fewer, turned upright and brought to the colours of the web.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::decode::Decoded;
use crate::picture::{Facts, Fault};

impl Decoded {
    /// All pixels, upright.
    pub(super) fn upright(&self, facts: Facts) -> Result<DynamicImage, Fault> {
        Ok(self.finished(self.pixels.clone(), facts))
    }

    /// The picture upright and `width` × `height` large.
    pub(super) fn scaled(&self, facts: Facts, width: u32, height: u32) -> Result<DynamicImage, Fault> {
        // Fewer pixels are turned than decoded: the turning comes last.
        let (width, height) = if facts.orientation >= 5 { (height, width) } else { (width, height) };
        let pixels = &self.pixels;
        if (pixels.width(), pixels.height()) == (width, height) {
            return Ok(self.finished(pixels.clone(), facts));
        }
        let kind = if shines_through(pixels) { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), kind).map_err(|_| Fault::Damaged)?;
        let mut to = Image::new(width, height, kind);
        Resizer::new().resize(&from, &mut to, None).map_err(|_| Fault::Damaged)?;
        let scaled = like(pixels, width, height, to.into_vec());
        scaled.map(|scaled| self.finished(scaled, facts)).ok_or(Fault::Damaged)
    }

    fn finished(&self, mut pixels: DynamicImage, facts: Facts) -> DynamicImage {
        if let Some(profile) = &self.profile {
            to_srgb(&mut pixels, profile);
        }
        pixels.apply_orientation(Orientation::from_exif(facts.orientation).unwrap_or(Orientation::NoTransforms));
        pixels
    }
}

/// Brings colours described by an ICC profile to sRGB, which needs none. A profile that cannot be understood is taken for sRGB, as browsers
/// do.
fn to_srgb(pixels: &mut DynamicImage, profile: &[u8]) {
    let Some(profile) = ColorProfile::new_from_slice(profile).ok().filter(|profile| profile.color_space == DataColorSpace::Rgb) else {
        return;
    };
    let layout = if shines_through(pixels) { Layout::Rgba } else { Layout::Rgb };
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options) else { return };
    let converted = |bytes: &[u8]| {
        let mut converted = vec![0; bytes.len()];
        transform.transform(bytes, &mut converted).ok().map(|()| converted)
    };
    let (width, height) = (pixels.width(), pixels.height());
    let Some(bytes) = converted(pixels.as_bytes()) else { return };
    if let Some(done) = like(pixels, width, height, bytes) {
        *pixels = done;
    }
}

fn shines_through(pixels: &DynamicImage) -> bool {
    pixels.color().has_alpha()
}

/// Pixels of the same kind as those of `model`.
fn like(model: &DynamicImage, width: u32, height: u32, bytes: Vec<u8>) -> Option<DynamicImage> {
    match shines_through(model) {
        true => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        false => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
    }
}
