//! Home addresses: building, entrance and room of somebody's flat. A place is told no closer than by its street or township.

use std::ops::Range;

/// The building, entrance and room that begin with the number at byte `start`, where somebody lives.
pub(super) fn at(text: &str, start: usize) -> Option<Range<usize>> {
    let before = clause_before(&text[..start]);
    if let Some(end) = hyphenated(&text[start..]) {
        return RESIDENTIAL.iter().any(|word| before.ends_with(word)).then(|| start..start + end);
    }
    let parts = Parts::of(&text[start..]);
    let is_flat = parts.entrance && parts.room || parts.building && parts.room && is_where_somebody_lives(before);
    (is_flat && !is_office(before)).then(|| start..start + parts.end)
}

/// Words of places where people live, as they stand right before a number or near it.
const RESIDENTIAL: &[&str] =
    &["小区", "花园", "家园", "苑", "公寓", "嘉园", "新村", "家属院", "住宅楼", "家住", "住在", "住址", "住址：", "住址:", "居住", "现住"];
/// Words of places where people work.
const OFFICE: &[&str] =
    &["中心", "大厦", "办公", "机关", "写字楼", "医院", "学校", "大楼", "政府", "会议", "委员会", "服务", "园区", "商场"];

fn is_where_somebody_lives(before: &str) -> bool {
    RESIDENTIAL.iter().any(|word| before.contains(word))
}

fn is_office(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(24))..];
    OFFICE.iter().any(|word| near.contains(word)) && !["家住", "住在", "住址", "现住"].iter().any(|word| before.contains(word))
}

/// What stands before in the same sentence, 24 characters at most.
fn clause_before(text: &str) -> &str {
    let from = text.char_indices().rev().nth(23).map_or(0, |(at, _)| at);
    let near = &text[from..];
    near.rsplit(['。', '；', '！', '？', '\n']).next().unwrap_or(near)
}

/// `12-3-501` or `12号楼-3-501`: bytes.
fn hyphenated(text: &str) -> Option<usize> {
    let mut parts = text.splitn(3, ['-', '－', '—']);
    let (building, entrance, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let room = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let ends = !rest[room..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    (is_short(building) && is_short(entrance) && (3..=4).contains(&room) && ends).then(|| text.len() - rest.len() + room)
}

#[derive(Default)]
struct Parts {
    building: bool,
    entrance: bool,
    room: bool,
    end: usize,
}

/// What a number in an address counts.
#[derive(Clone, Copy)]
enum Unit {
    Building,
    Entrance,
    Floor,
    Room,
}

/// The units as they are written, longer ones before those that they end with.
const UNITS: &[(&str, Unit)] = &[
    ("号楼", Unit::Building),
    ("#楼", Unit::Building),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Entrance),
    ("层", Unit::Floor),
    ("楼", Unit::Floor),
    ("室", Unit::Room),
    ("户", Unit::Room),
    ("号", Unit::Room),
];

impl Parts {
    /// Numbers and units one after another, from the beginning of `text`.
    fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let mut at = 0;
        loop {
            let rest = &text[at..];
            let number = number(rest);
            let Some((written, unit)) = UNITS.iter().find(|(written, _)| number > 0 && rest[number..].starts_with(written)) else {
                let is_room = parts.entrance && !parts.room && (3..=4).contains(&number);
                if is_room {
                    parts.room = true;
                    parts.end = at + number;
                }
                return parts;
            };
            match unit {
                Unit::Building => parts.building = true,
                Unit::Entrance => parts.entrance = true,
                Unit::Floor => {}
                Unit::Room => parts.room = true,
            }
            at += number + written.len();
            parts.end = at;
            if parts.room {
                return parts;
            }
            at += text[at..].len() - text[at..].trim_start_matches([' ', '-', '－']).len();
        }
    }
}

/// Bytes of a number, in Latin or Chinese digits, or of a single letter.
fn number(text: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇零一二三四五六七八九十".contains(c);
    let digits = text.len() - text.trim_start_matches(is_digit).len();
    let letter = text.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    if digits == 0 && letter { 1 } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_after_a_line_end_is_looked_at_too() {
        let text = "第一行\n证件号12，家住幸福小区\n5栋2单元301室";
        assert_eq!(at(text, text.find("12").expect("it is there")), None);
        let flat = text.find("5栋").expect("it is there");
        assert_eq!(at(text, flat), Some(flat..text.len()));
    }
}
