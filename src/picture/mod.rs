//! A picture as the stages speak of it: what its header tells ([`Facts`]), and which files are made of it ([`Recipe`]).
//!
//! Nothing here decodes pixels. A picture's parts (`parts.rs`) are walked to learn what it is, and to leave out whatever tells of the
//! camera, the place or the person ([`clean`]).

mod clean;
mod exif;
mod facts;
mod parts;
mod svg;

pub use clean::clean;
pub use facts::{Fault, MOST_PIXELS, Real, read, sniff};

use crate::digest::Digest;

/// Counts the changes of how files are made of pictures: another number, other addresses and nothing taken from a cache.
pub const VERSION: u32 = 2;

/// The widest file made of a picture, in pixels.
const WIDEST: u32 = 1600;
/// The widths of which a browser chooses, in pixels, besides the widest. Phones of 360 CSS pixels take 480 or 800, two columns on a
/// desktop 800, a dense screen 1200.
const WIDTHS: [u32; 3] = [480, 800, 1200];
/// The width for browsers that choose nothing.
const PLAIN_WIDTH: u32 = 800;
/// The tallest WebP that there can be, in pixels.
const TALLEST_WEBP: u32 = 16_383;

/// The formats of pictures that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG, for photographs.
    Jpeg,
    /// PNG, for drawings and screenshots.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// SVG, drawn in words.
    Svg,
}

impl Format {
    /// The format that a file's ending promises, in lower case.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            "gif" => Some(Self::Gif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
        }
    }

    /// Its name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        }
    }
}

/// What a picture's header tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it really is, whatever the file is called.
    pub format: Format,
    /// Width and height as stored, in pixels; an SVG may have none.
    pub stored: Option<(u32, u32)>,
    /// How the camera was held: 1 to 8 as in EXIF, 1 for upright.
    pub orientation: u8,
    /// Whether it moves.
    pub moves: bool,
}

impl Facts {
    /// Width and height as it is seen, in pixels.
    pub fn upright(&self) -> Option<(u32, u32)> {
        self.stored.map(|(width, height)| if self.orientation >= 5 { (height, width) } else { (width, height) })
    }

    /// The smaller files that are made of it, each format's from narrow to wide, its own format last; none where it is shown as it is,
    /// because it is small, moves or is drawn in words.
    ///
    /// WebP comes in every width. Its own format is for the few browsers that know no WebP, in two widths.
    pub fn variants(&self) -> Vec<Recipe> {
        let own = self.format;
        let Some((width, height)) = self.upright().filter(|(width, _)| *width > WIDTHS[0] && !self.moves) else { return Vec::new() };
        let top = width.min(WIDEST);
        let sized = |format, at: u32| Recipe::Sized { format, width: at, height: scaled(height, at, width) };
        let widths = WIDTHS.into_iter().filter(|at| at * 8 <= top * 7).chain([top]);
        let webp = widths.map(|at| sized(Format::WebP, at)).filter(Recipe::is_possible);
        match own {
            Format::Jpeg | Format::Png => {
                let plain = [PLAIN_WIDTH].into_iter().filter(|at| at * 8 <= top * 7).chain([top]);
                webp.chain(plain.map(|at| sized(own, at))).collect()
            }
            Format::WebP => webp.collect(),
            Format::Gif | Format::Svg => Vec::new(),
        }
    }
}

/// `side` in a picture that is scaled from the width `from` to the width `to`; at least 1.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// How a file is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// As it is, upright and without what it tells besides its pixels.
    Clean,
    /// At another size, in this format.
    Sized {
        /// The format.
        format: Format,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}

impl Recipe {
    fn is_possible(&self) -> bool {
        !matches!(self, Self::Sized { format: Format::WebP, height, .. } if *height > TALLEST_WEBP)
    }

    /// A name of its own among the files made of one picture.
    pub fn name(&self) -> String {
        match self {
            Self::Clean => "clean".to_owned(),
            Self::Sized { format, width, .. } => format!("{width}.{}", format.extension()),
        }
    }
}

/// A file to be made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Digest of the picture's bytes.
    pub digest: Digest,
    /// What its header tells.
    pub facts: Facts,
    /// How the file is made.
    pub recipe: Recipe,
}

impl Order {
    /// Digest of the picture and of how it is made: equal digests, equal bytes.
    pub fn made_of(&self) -> Digest {
        Digest::build(|feeder| {
            feeder.number(u64::from(VERSION)).digest(self.digest).text(&self.recipe.name());
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(format: Format, stored: (u32, u32), orientation: u8) -> Vec<String> {
        let facts = Facts { format, stored: Some(stored), orientation, moves: false };
        facts.variants().iter().map(Recipe::name).collect()
    }

    #[test]
    fn no_file_is_wider_than_the_picture() {
        let all = ["480.webp", "800.webp", "1200.webp", "1600.webp", "800.jpg", "1600.jpg"];
        assert_eq!(names(Format::Jpeg, (4000, 3000), 1), all);
        assert_eq!(names(Format::Jpeg, (3000, 4000), 6), all);
        assert_eq!(names(Format::Png, (1000, 900), 1), ["480.webp", "800.webp", "1000.webp", "800.png", "1000.png"]);
        assert_eq!(names(Format::Jpeg, (900, 820), 6), ["480.webp", "820.webp", "820.jpg"]);
        assert_eq!(names(Format::WebP, (1000, 900), 1), ["480.webp", "800.webp", "1000.webp"]);
        assert!(names(Format::Jpeg, (480, 9000), 1).is_empty() && names(Format::Gif, (4000, 3000), 1).is_empty());
    }

    #[test]
    fn what_is_too_tall_for_webp_has_its_own_format() {
        assert_eq!(names(Format::Png, (800, 20_000), 1), ["480.webp", "800.png"]);
        let tall = Facts { format: Format::Jpeg, stored: Some((4000, 3000)), orientation: 6, moves: false };
        assert_eq!(tall.variants().last(), Some(&Recipe::Sized { format: Format::Jpeg, width: 1600, height: 2133 }));
    }
}
