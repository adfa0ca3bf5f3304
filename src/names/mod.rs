//! The order of persons' names: by strokes, as official lists have it (姓氏笔画), or by pinyin.
//!
//! GF 3003-1999 orders the characters of GB 13000.1: fewer strokes first, then by the sequence of strokes 横竖撇点折. A list of names compares the
//! first characters, then the next; a given name of one character stands before those of two. The `·` of a name does not count.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Lines of "number of strokes, tab, characters in their order"; its head names the source.
const TABLE: &str = include_str!("strokes.txt");

/// The block of characters that the table orders.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Place (from 1; 0 where there is none) and number of strokes of every character of the block.
static PLACES: LazyLock<Vec<(u16, u8)>> = LazyLock::new(places);

fn places() -> Vec<(u16, u8)> {
    let mut places = vec![(0, 0); (LAST - FIRST + 1) as usize];
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let characters = lines.flat_map(|(strokes, characters)| {
        let strokes: u8 = strokes.parse().expect("the table begins its lines with a number");
        characters.chars().map(move |character| (character, strokes))
    });
    for (place, (character, strokes)) in (1..).zip(characters) {
        places[(u32::from(character) - FIRST) as usize] = (place, strokes);
    }
    places
}

fn place(character: char) -> Option<(u16, u8)> {
    let index = u32::from(character).checked_sub(FIRST)?;
    PLACES.get(index as usize).copied().filter(|(place, _)| *place > 0)
}

/// The number of strokes of a character of GB 13000.1.
pub fn strokes(character: char) -> Option<u8> {
    place(character).map(|(_, strokes)| strokes)
}

/// The number of strokes of the character with which `name` begins.
pub fn strokes_of_surname(name: &str) -> Option<u8> {
    name.chars().find(|character| character.is_alphanumeric()).and_then(strokes)
}

/// What names are sorted by for the order of strokes. Characters that the table lacks stand behind all others, by their code points.
pub fn stroke_key(name: &str) -> Vec<u32> {
    let behind = u32::from(u16::MAX) + 1;
    let rank = |character: char| place(character).map_or(behind + u32::from(character), |(place, _)| u32::from(place));
    let mut key: Vec<u32> = name.chars().filter(|character| character.is_alphanumeric()).map(rank).collect();
    if let [_, _] = key[..] {
        // A given name of one character: as if a character without strokes stood before it.
        key.insert(1, 0);
    }
    key
}

/// What names are sorted by for the order of pinyin: syllable by syllable without tones, then with them. `ü` follows `u`.
pub fn pinyin_key(pinyin: &str) -> (Vec<String>, String) {
    let plain = |word: &str| {
        let decomposed: String = word.to_lowercase().nfd().collect();
        let with_v = decomposed.replace("u\u{308}", "v");
        with_v.chars().filter(char::is_ascii_alphanumeric).collect::<String>()
    };
    let words = pinyin.split(|c: char| c.is_whitespace() || matches!(c, '·' | '-' | '\'' | '’')).map(plain);
    (words.filter(|word| !word.is_empty()).collect(), pinyin.nfd().filter_map(tone).collect())
}

/// The number of the tone that a mark stands for.
fn tone(mark: char) -> Option<char> {
    let marks = [('\u{304}', '1'), ('\u{301}', '2'), ('\u{30c}', '3'), ('\u{300}', '4')];
    marks.into_iter().find(|(known, _)| *known == mark).map(|(_, tone)| tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'n>(names: &[&'n str]) -> Vec<&'n str> {
        let mut sorted = names.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|name| stroke_key(name));
        sorted
    }

    #[test]
    fn names_stand_by_strokes_then_by_their_sequence() {
        let names = [
            "丁小宁",
            "王丽",
            "艾山·买买提",
            "古丽娜尔",
            "吐尔逊·艾力",
            "买买提·艾力",
            "苏晴",
            "李明",
            "李一鸣",
            "李大鸣",
            "杨洋",
            "张伟",
            "阿依努尔·吐尔逊",
            "林海",
            "欧阳少东",
            "洪少东",
            "高富",
            "高大富",
            "黄河",
            "谢军",
        ];
        assert_eq!(sorted(&names), names);
    }

    /// The pairs of `names` that stand the other way round by `key`.
    fn against<K: Ord>(rows: &[(char, K)]) -> Vec<String> {
        let mut by_key: Vec<&(char, K)> = rows.iter().collect();
        by_key.sort_by(|a, b| a.1.cmp(&b.1));
        let turned = by_key.windows(2).filter(|pair| pair[0].1 < pair[1].1 && place(pair[0].0) > place(pair[1].0));
        turned.map(|pair| format!("{}{}", pair[0].0, pair[1].0)).collect()
    }

    #[test]
    fn five_hundred_surnames_stand_as_two_published_tables_have_them() {
        let table = include_str!("../../tests/names/surnames.tsv");
        let rows: Vec<Vec<&str>> = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
        assert!(rows.len() >= 500);
        let first = |row: &[&str]| row[0].chars().next().expect("a row begins with a character");
        let by_sequence: Vec<(char, (usize, &str))> = rows.iter().map(|row| (first(row), (row[1].len(), row[1]))).collect();
        let by_place: Vec<(char, u32)> = rows.iter().map(|row| (first(row), row[2].parse().expect("a number"))).collect();
        assert!(by_sequence.iter().all(|(surname, (count, _))| strokes(*surname).map(usize::from) == Some(*count)));
        assert_eq!(against(&by_sequence), [""; 0]);
        // The second table has 达 among the characters of five strokes. GF 3003-1999 gives it six (134454), as the first does.
        assert_eq!(against(&by_place), ["达龙"]);
    }

    #[test]
    fn every_character_of_the_table_stands_once_and_by_its_strokes() {
        let known: Vec<(u16, u8)> = PLACES.iter().copied().filter(|(place, _)| *place > 0).collect();
        assert_eq!(known.len(), 20_897);
        let mut by_place = known.clone();
        by_place.sort_unstable();
        assert!(by_place.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0 && pair[0].1 <= pair[1].1));
    }

    #[test]
    fn what_the_table_lacks_stands_behind_by_code_point() {
        assert_eq!(sorted(&["龘明", "Anna", "㛃明", "𬭎明"]), ["龘明", "Anna", "㛃明", "𬭎明"]);
        assert_eq!((strokes_of_surname("·艾山"), strokes_of_surname("Anna")), (Some(5), None));
    }

    #[test]
    fn pinyin_goes_syllable_by_syllable_and_tones_decide_last() {
        let mut names = ["lín ān", "lǐ yī míng", "lǚ ān", "lù ān", "lí ān", "lì ān"];
        names.sort_by_key(|name| pinyin_key(name));
        assert_eq!(names, ["lí ān", "lì ān", "lǐ yī míng", "lín ān", "lù ān", "lǚ ān"]);
    }
}
