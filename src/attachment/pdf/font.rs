//! Fonts: what the codes of a text mean, and how wide their signs are.

use std::collections::BTreeMap;

use super::super::Unread;
use super::file::File;
use super::object::{Lexer, Map, Object, Token, whole};
use crate::encoding;
use crate::passage::OBJECT;

/// How the codes of a font are cut and what they mean.
pub(super) struct Font {
    codes: Codes,
    /// What codes mean, by the font's own table.
    meanings: Ranges<Vec<u16>>,
    /// Other names of signs in simple fonts.
    differences: BTreeMap<u32, Option<String>>,
    widths: Ranges<f64>,
    otherwise: f64,
    /// Whether lines run from top to bottom.
    pub(super) is_vertical: bool,
}

/// How texts are cut into codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codes {
    /// Each byte is one; what it is when the font does not say is like ASCII.
    Single,
    /// Each two bytes are one; what it means only the font says.
    Pairs,
    /// As in GBK: bytes of ASCII, or two.
    Gbk,
    /// UTF-16.
    Unicode,
}

/// A sign of a text.
pub(super) struct Sign {
    /// What it says; nothing when nobody knows.
    pub(super) text: Option<String>,
    pub(super) code: u32,
    /// In thousandths of the font's size.
    pub(super) width: f64,
    /// Whether it is the space of one byte, which may be wider.
    pub(super) is_space: bool,
}

/// The width of a sign whose width nobody tells, in thousandths: that of digits in common fonts.
const WIDTH: f64 = 556.0;

impl Font {
    /// The font that `map` describes.
    pub(super) fn read(map: &Map, file: &File<'_>) -> Result<Self, Unread> {
        let is_composite = map.get(&b"Subtype"[..]).and_then(Object::name) == Some(b"Type0");
        let encoding = file.value(map, "Encoding")?;
        let named = encoding.name().unwrap_or_default();
        let codes = if is_composite { Codes::called(named) } else { Codes::Single };
        let meanings = match map.get(&b"ToUnicode"[..]).and_then(Object::reference) {
            Some(number) => match file.stream(number)? {
                Some(stream) => meanings(&file.content(&stream)?)?,
                None => Ranges::default(),
            },
            None => Ranges::default(),
        };
        let differences = match (&encoding, is_composite) {
            (Object::Map(encoding), false) => differences(&file.list(encoding, "Differences")?),
            _ => BTreeMap::new(),
        };
        let (widths, otherwise) = if is_composite { wide_widths(map, file)? } else { simple_widths(map, file)? };
        Ok(Self { codes, meanings, differences, widths, otherwise, is_vertical: is_composite && named.ends_with(b"-V") })
    }

    /// A font that says nothing of itself.
    pub(super) fn unknown() -> Self {
        let (meanings, widths) = (Ranges::default(), Ranges::default());
        Self { codes: Codes::Single, meanings, differences: BTreeMap::new(), widths, otherwise: WIDTH, is_vertical: false }
    }

    /// Hands the signs of `text` over, one after another.
    pub(super) fn each(&self, text: &[u8], mut hand: impl FnMut(Sign)) {
        let mut rest = text;
        while let [first, ..] = rest {
            let length = self.codes.length(rest);
            let (code, after) = rest.split_at(length);
            rest = after;
            let number = code.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            let is_half = self.codes == Codes::Gbk && length == 1;
            let width = self.widths.at(number).map_or(if is_half { 500.0 } else { self.otherwise }, |(_, width)| *width);
            hand(Sign { text: self.meaning(number, code), code: number, width, is_space: length == 1 && *first == b' ' });
        }
    }

    fn meaning(&self, number: u32, code: &[u8]) -> Option<String> {
        if let Some((steps, units)) = self.meanings.at(number) {
            let mut units = units.clone();
            // Each step of a range is one more.
            if let Some(last) = units.last_mut() {
                *last = last.wrapping_add(u16::try_from(steps).unwrap_or(0));
            }
            return Some(String::from_utf16_lossy(&units)).filter(|text| !text.contains(['\0', '\u{fffd}']));
        }
        if let Some(named) = self.differences.get(&number) {
            return named.clone();
        }
        match self.codes {
            Codes::Single => char::from_u32(number).filter(|c| !c.is_control()).map(String::from),
            Codes::Pairs => None,
            Codes::Gbk => encoding::gbk(code),
            Codes::Unicode => {
                let units: Vec<u16> =
                    code.chunks(2).map(|unit| u16::from(unit[0]) << 8 | unit.get(1).map_or(0, |low| u16::from(*low))).collect();
                String::from_utf16(&units).ok()
            }
        }
    }
}

impl Codes {
    fn called(name: &[u8]) -> Self {
        let is = |part: &[u8]| memchr::memmem::find(name, part).is_some();
        if is(b"UCS2") || is(b"UTF16") {
            Self::Unicode
        } else if name.starts_with(b"GB") {
            Self::Gbk
        } else {
            Self::Pairs
        }
    }

    /// The length of the code that `text` begins with.
    fn length(self, text: &[u8]) -> usize {
        let length = match self {
            Self::Single => 1,
            Self::Gbk if text[0] <= 0x80 => 1,
            Self::Pairs | Self::Gbk => 2,
            Self::Unicode if matches!(text[0], 0xd8..=0xdb) => 4,
            Self::Unicode => 2,
        };
        length.min(text.len())
    }
}

/// Values of numbers; a value may stand for many in a row.
struct Ranges<T>(BTreeMap<u32, (u32, T)>);

impl<T> Default for Ranges<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// A font has no more signs; of a table with more the first are kept.
const MOST_SIGNS: usize = 70_000;

impl<T> Ranges<T> {
    fn set(&mut self, first: u32, last: u32, value: T) {
        if last >= first && self.0.len() <= MOST_SIGNS {
            self.0.insert(first, (last, value));
        }
    }

    /// The value of `number`, and how many steps behind the first of its range it is.
    fn at(&self, number: u32) -> Option<(u32, &T)> {
        let (first, (last, value)) = self.0.range(..=number).next_back()?;
        (number <= *last).then(|| (number - first, value))
    }
}

/// What the codes mean, as a table called `ToUnicode` says.
fn meanings(table: &[u8]) -> Result<Ranges<Vec<u16>>, Unread> {
    let (mut lexer, mut found, mut held) = (Lexer::of_content(table), Ranges::default(), Vec::new());
    while let Some(token) = lexer.token() {
        match token {
            Token::Object(object) => held.push(object),
            Token::Word(word) => {
                match word {
                    b"endbfchar" => held.chunks_exact(2).for_each(|pair| single(pair, &mut found)),
                    b"endbfrange" => held.chunks_exact(3).for_each(|three| range(three, &mut found)),
                    _ => {}
                }
                held.clear();
            }
        }
    }
    if lexer.is_too_much || found.0.len() > MOST_SIGNS { Err(Unread::TooMuch) } else { Ok(found) }
}

fn single(pair: &[Object], found: &mut Ranges<Vec<u16>>) {
    if let [Object::Text(code), Object::Text(units)] = pair {
        let code = number_of(code);
        found.set(code, code, units_of(units));
    }
}

fn range(three: &[Object], found: &mut Ranges<Vec<u16>>) {
    match three {
        [Object::Text(first), Object::Text(last), Object::Text(units)] => found.set(number_of(first), number_of(last), units_of(units)),
        [Object::Text(first), Object::Text(_), Object::List(list)] => {
            for (code, units) in (number_of(first)..).zip(list).filter_map(|(code, units)| Some((code, units.text()?))) {
                found.set(code, code, units_of(units));
            }
        }
        _ => {}
    }
}

fn number_of(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// UTF-16 of one sign; none says more than a few characters.
fn units_of(bytes: &[u8]) -> Vec<u16> {
    /// The longest ligature of all, and some more.
    const LONGEST: usize = 32;
    bytes.chunks(2).take(LONGEST).map(|unit| unit.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect()
}

/// What codes of a simple font mean, by the names of its signs; nothing for names that mean nothing.
fn differences(list: &[Object]) -> BTreeMap<u32, Option<String>> {
    let (mut code, mut found) = (0_u32, BTreeMap::new());
    for object in list {
        match object {
            Object::Number(number) => code = whole(*number).and_then(|number| u32::try_from(number).ok()).unwrap_or(0),
            Object::Name(name) => {
                found.insert(code, named(name));
                code = code.saturating_add(1);
            }
            Object::Nothing | Object::Text(_) | Object::List(_) | Object::Map(_) | Object::Reference(_) => {}
        }
    }
    found
}

/// The names of the signs of ASCII that are no letters, from the space on; names of other fonts mean nothing.
const SIGNS: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash \
zero one two three four five six seven eight nine colon semicolon less equal greater question at";

/// What the sign called `name` says.
fn named(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().unwrap_or_default();
    if name.len() == 1 {
        return Some(name.to_owned());
    }
    let hexadecimal = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).filter(|digits| (4..=6).contains(&digits.len()));
    if let Some(c) = hexadecimal.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
        return Some(c.to_string());
    }
    let at = SIGNS.split_whitespace().position(|sign| sign == name).and_then(|at| u32::try_from(at).ok());
    if let Some(c) = at.and_then(|at| char::from_u32(u32::from(' ') + at)) {
        return Some(c.to_string());
    }
    match name {
        "underscore" => Some("_".to_owned()),
        "ff" | "fi" | "fl" | "ffi" | "ffl" => Some(name.to_owned()),
        // A sign with a name of its own: a bullet, a quotation mark. What is named by a number may be anything.
        _ if name.bytes().all(|byte| byte.is_ascii_alphabetic()) => Some(OBJECT.to_string()),
        _ => None,
    }
}

fn simple_widths(map: &Map, file: &File<'_>) -> Result<(Ranges<f64>, f64), Unread> {
    let first = file.value(map, "FirstChar")?.whole().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let mut widths = Ranges::default();
    // The units of a font whose signs are drawings are its own.
    let unit = match file.list(map, "FontMatrix")?.first().and_then(Object::number) {
        Some(unit) if unit.is_finite() => unit * 1000.0,
        Some(_) | None => 1.0,
    };
    for (code, width) in (first..).zip(file.list(map, "Widths")?) {
        if let Some(width) = file.resolved(&width)?.number().filter(|width| *width > 0.0) {
            widths.set(code, code, width * unit);
        }
    }
    Ok((widths, WIDTH))
}

/// The widths of a font with many signs: `[code [width …] first last width …]`.
fn wide_widths(map: &Map, file: &File<'_>) -> Result<(Ranges<f64>, f64), Unread> {
    let below = file.list(map, "DescendantFonts")?;
    let below = below.first().map_or(Ok(Object::Nothing), |font| file.resolved(font))?;
    let Object::Map(below) = below else { return Ok((Ranges::default(), 1000.0)) };
    let otherwise = file.value(&below, "DW")?.number().unwrap_or(1000.0);
    let (mut widths, mut held) = (Ranges::default(), Vec::<u32>::new());
    for object in file.list(&below, "W")? {
        match file.resolved(&object)? {
            Object::List(list) => {
                let first = held.last().copied().unwrap_or(0);
                (first..).zip(&list).for_each(|(code, width)| widths.set(code, code, width.number().unwrap_or(otherwise)));
                held.clear();
            }
            Object::Number(width) if held.len() == 2 => {
                widths.set(held[0], held[1], width);
                held.clear();
            }
            Object::Number(code) => held.push(whole(code).and_then(|code| u32::try_from(code).ok()).unwrap_or(0)),
            Object::Nothing | Object::Text(_) | Object::Name(_) | Object::Map(_) | Object::Reference(_) => held.clear(),
        }
    }
    Ok((widths, otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_codes_mean() {
        let table = "2 beginbfchar\n<0001> <0031> <02><6C49 5B57>\nendbfchar 2 beginbfrange <0010><0012><0041> <20> <21> [<0078> <0079>] endbfrange \
                     1 beginbfrange <00000100> <FFFFFFFF> <0030> endbfrange";
        let font = Font { codes: Codes::Pairs, meanings: meanings(table.as_bytes()).expect("a table"), ..Font::unknown() };
        let mut said = String::new();
        font.each(b"\0\x01\0\x02\0\x12\0\x21\x01\x03\0\x50", |sign| said.push_str(sign.text.as_deref().unwrap_or("?")));
        assert_eq!(said, "1汉字Cy3?");
    }

    #[test]
    fn names_of_signs_are_known() {
        assert_eq!(
            ["one", "A", "at", "uni6C49", "u1F600", "g12", "hyphen.alt", "bullet", "fi"]
                .map(|name| named(name.as_bytes()))
                .map(Option::unwrap_or_default),
            ["1", "A", "@", "汉", "😀", "", "-", "\u{fffc}", "fi"]
        );
    }

    #[test]
    fn chinese_fonts_that_every_computer_has_are_read() {
        let mut said = String::new();
        let font = Font { codes: Codes::called(b"GBK-EUC-H"), ..Font::unknown() };
        font.each(b"\xb5\xe7138", |sign| said.push_str(sign.text.as_deref().unwrap_or("?")));
        let font = Font { codes: Codes::called(b"UniGB-UCS2-H"), ..Font::unknown() };
        font.each(b"\x75\x35\0\x31", |sign| said.push_str(sign.text.as_deref().unwrap_or("?")));
        assert_eq!(said, "电138电1");
    }
}
