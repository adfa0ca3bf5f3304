//! A text to the units that can be searched: single characters of scripts written without blanks, and whole words of the others.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// A unit of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its first byte in the folded text.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// Whether it is a character of a script without blanks.
    pub(super) is_han: bool,
    /// Its place: one more than that of the unit before it, two more where something stands between them.
    pub(super) place: u32,
}

/// The text as it is searched: full-width and half-width, upper and lower case are one (normal form KC, lower case).
pub fn folded(text: &str) -> String {
    if let Some(folded) = folded_by_characters(text) {
        return folded;
    }
    let composed: Cow<'_, str> = if is_nfkc(text) { text.into() } else { text.nfkc().collect::<String>().into() };
    composed.to_lowercase()
}

/// The same for what most Chinese texts are made of: characters that are folded one by one, whatever stands beside them. `None` where others
/// stand among them.
fn folded_by_characters(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let one = match c {
            '\0'..='\x7f' => c.to_ascii_lowercase(),
            '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3011}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '·' => c,
            // Full-width forms of ASCII.
            '\u{ff01}'..='\u{ff5e}' => char::from(u8::try_from(u32::from(c) - 0xfee0).ok()?).to_ascii_lowercase(),
            '\u{3000}' => ' ',
            '…' => {
                folded.push_str("..");
                '.'
            }
            _ => return None,
        };
        folded.push(one);
    }
    Some(folded)
}

/// Whether `c` is of a script that puts no blanks between words: Han, kana, bopomofo, hangul. The script of the search page has the same table.
pub fn is_han(c: char) -> bool {
    let c = u32::from(c);
    matches!(c,
        0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x3096 | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x3105..=0x312F
        | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x2E80..=0x2FD5 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// The units of a folded text, the first at `place`.
pub(super) fn units(folded: &str, mut place: u32) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(folded.len() / 3);
    for (start, c) in folded.char_indices() {
        let (is_han, end) = (is_han(c), start + c.len_utf8());
        if !is_han && !c.is_alphanumeric() {
            continue;
        }
        let is_next = |last: &&mut Unit| last.end == start;
        match units.last_mut().filter(is_next) {
            Some(word) if !is_han && !word.is_han => word.end = end,
            Some(_) => {
                place += 1;
                units.push(Unit { start, end, is_han, place });
            }
            None => {
                place += if units.is_empty() { 0 } else { 2 };
                units.push(Unit { start, end, is_han, place });
            }
        }
    }
    units
}

/// The number by which a term's shard is chosen: a term that ends in a character by all of it, one that ends in a word by its first two
/// characters, so that all words with the same beginning lie together.
pub fn number(term: &str) -> u32 {
    let mix = |hash: u32, c: char| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193);
    let mut rest = term.chars();
    let first = [rest.next(), rest.next()].into_iter().flatten().fold(0x811c_9dc5_u32, mix);
    let is_whole = rest.as_str().chars().next_back().is_some_and(is_han);
    let mixed = if is_whole { rest.fold(first, mix) } else { first };
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    let mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297a_2d39);
    mixed ^ (mixed >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, u32)> {
        let folded = folded(text);
        units(&folded, 0).iter().map(|unit| (folded[unit.start..unit.end].to_owned(), unit.place)).collect()
    }

    #[test]
    fn characters_stand_alone_and_words_together() {
        let expected = [("拨", 0), ("打", 1), ("12345", 2), ("热", 3), ("线", 4), ("a4", 6), ("纸", 7), ("𠮷", 9)];
        assert_eq!(shown("拨打１２３４５热线，Ａ4纸。𠮷"), expected.map(|(text, place)| (text.to_owned(), place)));
        assert_eq!(shown("，、"), []);
    }

    #[test]
    fn characters_folded_one_by_one_are_folded_as_the_norm_says() {
        for c in (0..0x1_1000).filter_map(char::from_u32) {
            let text = format!("Ａ代{c}Z·");
            if let Some(folded) = folded_by_characters(&text) {
                assert_eq!(folded, text.nfkc().collect::<String>().to_lowercase(), "{c:?}");
            }
        }
        assert_eq!(folded("“ＡＢ”，接待！"), "“ab”,接待!");
        assert!(folded_by_characters("e\u{301}").is_none() && folded_by_characters("é").is_none());
    }

    #[test]
    fn words_with_the_same_beginning_lie_together() {
        assert_eq!(number("deputy"), number("deputies"));
        assert_eq!(number("第15"), number("第1"));
        assert_ne!(number("2026年"), number("2025年"));
        // The script computes the same.
        assert_eq!([number("代表"), number("a4纸"), number("𠮷")].map(|number| number >> 24).len(), 3);
    }
}
