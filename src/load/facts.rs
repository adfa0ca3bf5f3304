//! What is known of a picture or attachment without decoding it.

use super::survey::Entry;
use crate::diagnostics::{Arg, Code, Diagnostic};
use crate::digest::Digest;
use crate::source::Span;

/// The facts of one picture or attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFacts {
    /// Digest of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its MIME type, when it is a picture that browsers show.
    pub picture: Option<&'static str>,
    /// Width and height in pixels, for a picture.
    pub pixels: Option<(u32, u32)>,
}

/// Digest of the bytes of `entry`.
pub fn digest(entry: &Entry) -> Result<Digest, Diagnostic> {
    super::whole(entry).map(|bytes| Digest::of(&bytes))
}

/// Reads the facts of `entry`; a file with a picture's ending that is no such picture is a problem.
pub fn media(entry: &Entry) -> Result<MediaFacts, Diagnostic> {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path));
    let bytes = super::whole(entry)?;
    let mut facts = MediaFacts { digest: Digest::of(&bytes), size: entry.size, picture: None, pixels: None };
    let Some(expected) = picture_type(&entry.path.extension()) else { return Ok(facts) };
    let broken = |en: &str, zh: &str| {
        let reason = Arg::Sentence { en: en.to_owned(), zh: zh.to_owned() };
        problem(Code::BadImage).arg("file", entry.path.as_str()).arg("reason", reason)
    };
    let pixels = if expected == "image/svg+xml" {
        svg_size(&bytes).ok_or_else(|| broken("it is not an SVG drawing", "内容不是 SVG 图"))?
    } else {
        match real_type(&bytes) {
            None => return Err(broken("its content is unknown", "无法识别文件内容")),
            Some(real) if real != expected => return Err(broken(&format!("it is really {real}"), &format!("实际内容是 {real}"))),
            Some(_) => {}
        }
        let size = imagesize::blob_size(&bytes).map_err(|_| broken("it is cut off or damaged", "文件不完整或已损坏"))?;
        Some((narrow(size.width), narrow(size.height)))
    };
    facts.picture = Some(expected);
    facts.pixels = pixels.filter(|(width, height)| *width > 0 && *height > 0);
    Ok(facts)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn picture_type(extension: &str) -> Option<&'static str> {
    match extension {
        "jpg" | "jpeg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        "gif" => Some("image/gif"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the library's list of formats is open")]
fn real_type(bytes: &[u8]) -> Option<&'static str> {
    match imagesize::image_type(bytes).ok()? {
        imagesize::ImageType::Jpeg => Some("image/jpeg"),
        imagesize::ImageType::Png => Some("image/png"),
        imagesize::ImageType::Webp => Some("image/webp"),
        imagesize::ImageType::Gif => Some("image/gif"),
        _ => None,
    }
}

/// The size that an SVG's root element states, by `width` and `height` or by `viewBox`. `Some(None)`: an SVG without a size.
#[expect(clippy::option_option, reason = "no drawing, a drawing without a size, and a size are three answers")]
fn svg_size(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let text = std::str::from_utf8(&bytes[..bytes.len().min(64 << 10)]).ok()?;
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let after = root.split_once(&format!(" {name}="))?.1;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let number = |text: &str| text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|n| (1.0..=100_000.0).contains(n));
    let sides = attribute("width").and_then(number).zip(attribute("height").and_then(number)).or_else(|| {
        let numbers: Vec<f64> = attribute("viewBox")?.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
        Some((*numbers.get(2)?, *numbers.get(3)?)).filter(|(width, height)| *width >= 1.0 && *height >= 1.0)
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    Some(sides.map(|(width, height)| (width.round() as u32, height.round() as u32)))
}
