//! A picture's bytes to the files that are made of it: decoded once, made smaller, upright and in the colours of the web, and encoded
//! without anything but the pixels.

mod decode;
mod encode;
mod scale;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::picture::{Facts, Fault, Format, Recipe, clean};

use decode::Decoded;

/// A picture with so many pixels is decoded to be sure of it even where its file is published unchanged.
const CHEAP: u64 = 4_000_000;

/// Makes of the picture `bytes` the files that the `recipes` ask for, in their order.
pub fn make(bytes: &[u8], facts: Facts, recipes: &[Recipe]) -> Result<Vec<Vec<u8>>, Fault> {
    guarded(|| {
        let mut kitchen = Kitchen { bytes, facts, decoded: None };
        recipes.iter().map(|recipe| kitchen.make(*recipe)).collect()
    })
}

/// Whether the picture can be decoded, and all that `recipes` ask for can be made.
pub fn try_out(bytes: &[u8], facts: Facts, recipes: &[Recipe]) -> Result<(), Fault> {
    guarded(|| {
        clean(bytes, facts.format)?;
        let needs_pixels = recipes.iter().any(|recipe| needs_pixels(facts, *recipe));
        if needs_pixels { decode::decode(bytes, facts).map(drop) } else { Ok(()) }
    })
}

/// How many pixels must be in memory at once for these recipes.
pub fn weight(facts: Facts, recipes: &[Recipe]) -> u64 {
    if recipes.iter().any(|recipe| needs_pixels(facts, *recipe)) { pixels(facts) } else { 0 }
}

/// A decoder's own mistake, met in a file that nobody foresaw, must not end the program.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Fault::Damaged))
}

fn pixels(facts: Facts) -> u64 {
    facts.stored.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
}

fn needs_pixels(facts: Facts, recipe: Recipe) -> bool {
    let can_be_decoded = matches!(facts.format, Format::Jpeg | Format::Png | Format::WebP) && !facts.moves;
    match recipe {
        Recipe::Clean => can_be_decoded && (facts.orientation != 1 || pixels(facts) <= CHEAP),
        Recipe::Sized { .. } => true,
    }
}

/// One picture, and its pixels once they were needed.
struct Kitchen<'a> {
    bytes: &'a [u8],
    facts: Facts,
    decoded: Option<Decoded>,
}

impl Kitchen<'_> {
    fn make(&mut self, recipe: Recipe) -> Result<Vec<u8>, Fault> {
        let (format, facts) = (self.facts.format, self.facts);
        if !needs_pixels(facts, recipe) {
            return clean(self.bytes, format);
        }
        let decoded = match &mut self.decoded {
            Some(decoded) => decoded,
            none => none.insert(decode::decode(self.bytes, facts)?),
        };
        match recipe {
            Recipe::Clean if facts.orientation == 1 => clean(self.bytes, format),
            Recipe::Clean => encode::encode(&decoded.upright(facts)?, format, encode::Quality::Fine),
            Recipe::Sized { format: wanted, width, height } => {
                let is_whole = facts.orientation == 1 && wanted == format && facts.stored == Some((width, height));
                if is_whole && format != Format::Jpeg {
                    return clean(self.bytes, format);
                }
                let scaled = decoded.scaled(facts, width, height)?;
                if (format, wanted) == (Format::Png, Format::WebP) {
                    return encode::drawing(&scaled);
                }
                let made = encode::encode(&scaled, wanted, encode::Quality::Web)?;
                let cleaned = if is_whole { Some(clean(self.bytes, format)?) } else { None };
                Ok(cleaned.filter(|cleaned| cleaned.len() <= made.len()).unwrap_or(made))
            }
        }
    }
}
