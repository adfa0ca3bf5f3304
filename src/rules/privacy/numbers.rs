//! Numbers that belong to a person, seen through spaces, hyphens and full-width forms: citizens' numbers (GB 11643-1999), mobiles, bank
//! cards, passports, number plates.

use std::ops::Range;

use super::Trait;

/// The most digits of a run that are looked at, and the most groups.
const MOST_DIGITS: usize = 64;
const MOST_GROUPS: usize = 16;

/// Digits in groups, with single spaces or hyphens between them.
pub(super) struct Run<'t> {
    text: &'t str,
    digits: [u8; MOST_DIGITS],
    groups: [Group; MOST_GROUPS],
    count: usize,
    end: usize,
}

/// Digits without anything between them.
#[derive(Clone, Copy, Default)]
struct Group {
    /// First byte and one past the last.
    start: usize,
    end: usize,
    /// Its digits among those of the run.
    from: usize,
    to: usize,
    /// What stands before it.
    separator: char,
}

/// A number that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) what: Trait,
    pub(super) range: Range<usize>,
}

impl<'t> Run<'t> {
    /// The run that begins with a digit at byte `at`.
    pub(super) fn at(text: &'t str, at: usize) -> Option<Self> {
        digit(text, at)?;
        let mut run = Self { text, digits: [0; MOST_DIGITS], groups: [Group::default(); MOST_GROUPS], count: 0, end: at };
        let (mut known, mut next, mut separator) = (0, at, ' ');
        while run.count < MOST_GROUPS {
            let mut group = Group { start: next, end: next, from: known, to: known, separator };
            while let Some((value, length)) = digit(text, group.end) {
                if group.to < MOST_DIGITS {
                    run.digits[group.to] = value;
                    group.to += 1;
                }
                group.end += length;
            }
            known = group.to;
            run.groups[run.count] = group;
            run.count += 1;
            run.end = group.end;
            let Some((sign, length)) = separator_at(text, group.end) else { break };
            (separator, next) = (sign, group.end + length);
        }
        Some(run)
    }

    /// First byte.
    pub(super) fn start(&self) -> usize {
        self.groups[0].start
    }

    /// One past the last byte.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// The numbers in it, from left to right; none is part of another. Nobody was born after `year`.
    pub(super) fn found(&self, year: i16) -> impl Iterator<Item = Found> {
        let mut first = 0;
        std::iter::from_fn(move || {
            while first < self.count {
                let found = (first..self.count.min(first + 6)).rev().find_map(|last| Some((last, self.number(first, last, year)?)));
                first = found.as_ref().map_or(first, |(last, _)| *last) + 1;
                if let Some((_, found)) = found {
                    return Some(found);
                }
            }
            None
        })
    }

    /// The number that the groups `first` to `last` make.
    fn number(&self, first: usize, last: usize, year: i16) -> Option<Found> {
        let window = Window { run: self, first, last };
        let end = self.groups[last].end;
        if window.touches_letters() {
            return None;
        }
        let digits = window.digits();
        let (what, end) = match digits.len() {
            17 => (window.citizen(digits, check_letter(self.text, end)?.0, year)?, check_letter(self.text, end)?.1),
            18 => (window.citizen(&digits[..17], digits[17], year).or_else(|| window.card())?, end),
            15 => (window.old_citizen(year)?, end),
            16 | 19 => (window.card()?, end),
            11 | 13 => (window.mobile()?, end),
            _ => return None,
        };
        Some(Found { what, range: self.groups[first].start..end })
    }
}

/// Some groups of a run.
#[derive(Clone, Copy)]
struct Window<'r> {
    run: &'r Run<'r>,
    first: usize,
    last: usize,
}

impl<'r> Window<'r> {
    fn groups(self) -> &'r [Group] {
        &self.run.groups[self.first..=self.last]
    }

    fn digits(self) -> &'r [u8] {
        &self.run.digits[self.groups()[0].from..self.run.groups[self.last].to]
    }

    fn before(self) -> &'r str {
        &self.run.text[..self.groups()[0].start]
    }

    fn after(self) -> &'r str {
        &self.run.text[self.run.groups[self.last].end..]
    }

    /// The number of digits of each group are `lengths`.
    fn has_form(self, lengths: &[usize]) -> bool {
        self.groups().len() == lengths.len() && self.groups().iter().zip(lengths).all(|(group, length)| group.to - group.from == *length)
    }

    fn has_one_separator(self) -> bool {
        let mut separators = self.groups().iter().skip(1).map(|group| group.separator);
        let first = separators.next();
        separators.all(|separator| Some(separator) == first)
    }

    /// Whether letters, a decimal point or another digit touch it, so that it is part of something else.
    fn touches_letters(self) -> bool {
        let before = self.before().chars().next_back();
        let is_decimal = self.after().strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let follows = self.after().chars().next().is_some_and(|c| c.is_ascii_alphabetic() && !matches!(c, 'x' | 'X'));
        before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')) || is_decimal || follows
    }

    /// Whether it is a part of an address on the web or of a file's name.
    fn is_in_path(self) -> bool {
        self.before().ends_with(['/', '=', '&', '#', '%', '\\'])
    }

    /// Whether the words before say that it counts or names a thing, not a person.
    fn names_a_thing(self) -> bool {
        let before = self.before().trim_end_matches(['：', ':', '为', '是', '（', '(', ' ', '“', '"', '№', '第']);
        THINGS.iter().any(|word| before.ends_with(word))
    }

    /// A number of 18 signs; `check` is the last, 10 for `X`.
    fn citizen(self, digits: &[u8], check: u8, year: i16) -> Option<Trait> {
        if !(is_region(digits) && is_birthday(number(&digits[6..10]), &digits[10..14], year)) {
            return None;
        }
        if check_digit(digits) == check {
            let is_code =
                ["信用代码", "机构代码"].iter().any(|word| self.before().trim_end_matches(['：', ':', '为', ' ']).ends_with(word));
            return (!is_code).then_some(Trait::Citizen);
        }
        let is_plain = self.groups().len() == 1 || self.has_form(&[6, 8, 4]) || self.has_form(&[6, 8, 3]);
        let is_other = self.names_a_thing() || self.is_in_path() || self.card().is_some();
        (is_plain && !is_other).then_some(Trait::CitizenLike)
    }

    /// A number of 15 digits, as given until 1999.
    fn old_citizen(self, year: i16) -> Option<Trait> {
        let digits = self.digits();
        let is_plain = self.has_form(&[15]) || self.has_form(&[6, 6, 3]);
        let is_person = is_region(digits) && is_birthday(1900 + number(&digits[6..8]), &digits[8..12], year.min(1999));
        (is_plain && is_person && !self.names_a_thing() && !self.is_in_path()).then_some(Trait::CitizenLike)
    }

    fn card(self) -> Option<Trait> {
        let digits = self.digits();
        let is_plain = self.groups().len() == 1
            || self.has_form(&[4, 4, 4, 4])
            || self.has_form(&[4, 4, 4, 4, 3])
            || self.has_form(&[4, 4, 4, 4, 2])
            || self.has_form(&[4, 4, 4, 7])
            || self.has_form(&[6, 13])
            || self.has_form(&[6, 10]);
        let is_issued = match digits {
            [6, 2, ..] => true,
            [4, ..] | [5, 1..=5, ..] => digits.len() == 16,
            _ => false,
        };
        let fits = is_plain && self.has_one_separator() && is_issued && luhn(digits);
        (fits && !self.names_a_thing() && !self.is_in_path()).then_some(Trait::Card)
    }

    fn mobile(self) -> Option<Trait> {
        let digits = self.digits();
        let national = match digits {
            [8, 6, rest @ ..] if rest.len() == 11 => rest,
            _ => digits,
        };
        let forms: [&[usize]; 8] = [&[11], &[3, 4, 4], &[3, 8], &[13], &[2, 11], &[2, 3, 4, 4], &[7, 4], &[4, 3, 4]];
        let is_number = matches!(national, [1, 3..=9, ..]) && national.len() == 11;
        let is_amount = UNITS.iter().any(|unit| self.after().starts_with(unit));
        let has_form = forms[..6].iter().any(|form| self.has_form(form)) || self.has_form(forms[6]) && self.has_one_separator();
        (is_number && has_form && !is_amount && !self.names_a_thing() && !self.is_in_path()).then_some(Trait::Mobile)
    }
}

/// Words right before a number that say what it numbers.
const THINGS: &[&str] = &[
    "编号",
    "单号",
    "订单",
    "流水号",
    "备案号",
    "备案",
    "信用代码",
    "代码",
    "编码",
    "条码",
    "条形码",
    "二维码",
    "文号",
    "批号",
    "案号",
    "许可证",
    "许可证号",
    "许可",
    "合同号",
    "合同",
    "序号",
    "档案号",
    "卷号",
    "串号",
    "设备号",
    "机身号",
    "表号",
    "户号",
    "工号",
    "发票号",
    "发票号码",
    "发票代码",
    "凭证号",
    "运单",
    "受理号",
    "登记号",
    "资产号",
    "项目号",
    "工单",
    "工单号",
    "执照",
    "执照号",
    "注册号",
    "标号",
    "ISBN",
    "ISSN",
    "IMEI",
    "No",
    "NO",
    "no",
];

/// Words right behind a number that say that it is an amount.
const UNITS: &[&str] = &["元", "万", "亿", "吨", "千瓦", "立方", "平方", "人次", "公斤", "%", "％", "字节", "度电"];

/// The value and the bytes of the digit at byte `at`.
fn digit(text: &str, at: usize) -> Option<(u8, usize)> {
    match text.as_bytes().get(at..)? {
        [byte @ b'0'..=b'9', ..] => Some((byte - b'0', 1)),
        [0xef, 0xbc, byte @ 0x90..=0x99, ..] => Some((byte - 0x90, 3)),
        _ => None,
    }
}

/// One space or hyphen, or two signs of them, that stand before a digit at byte `at`.
fn separator_at(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    let mut length = 0;
    let mut first = None;
    for c in rest.chars().take(2) {
        if !matches!(c, ' ' | '-' | '\u{a0}' | '\u{3000}' | '‐' | '‑' | '–' | '—' | '－' | '\u{200b}') {
            break;
        }
        first.get_or_insert(c);
        length += c.len_utf8();
    }
    digit(text, at + length)?;
    Some((first?, length))
}

/// An `X` in place of the last digit at byte `at`: its value and where it ends.
fn check_letter(text: &str, at: usize) -> Option<(u8, usize)> {
    let rest = text.get(at..)?;
    let spaces = rest.len() - rest.trim_start_matches([' ', '-']).len();
    let c = rest[spaces..].chars().next().filter(|c| spaces <= 1 && matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ'))?;
    let end = at + spaces + c.len_utf8();
    (!text[end..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((10, end))
}

fn number(digits: &[u8]) -> i16 {
    digits.iter().fold(0, |number, digit| number * 10 + i16::from(*digit))
}

/// Whether the first two digits are those of a province.
fn is_region(digits: &[u8]) -> bool {
    matches!(number(&digits[..2]), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// Whether `month_and_day` is a day of the year `born`, from 1900 to `year`.
fn is_birthday(born: i16, month_and_day: &[u8], year: i16) -> bool {
    let part = |digits: &[u8]| i8::try_from(number(digits)).unwrap_or_default();
    (1900..=year).contains(&born) && jiff::civil::Date::new(born, part(&month_and_day[..2]), part(&month_and_day[2..4])).is_ok()
}

/// The check digit of 17 digits by ISO 7064, MOD 11-2; 10 stands for `X`.
fn check_digit(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    CHECKS[(sum % 11) as usize]
}

/// Whether the last digit is the check digit of the others (Luhn).
fn luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let weigh = |(place, digit): (usize, &u8)| u32::from(if place % 2 == 1 { doubled(*digit) } else { *digit });
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

/// The plate whose letter stands at byte `at`, after the sign of a province.
pub(super) fn plate(text: &str, at: usize) -> Option<Range<usize>> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let province = text[..at].chars().next_back().filter(|c| PROVINCES.contains(*c))?;
    let letter = text.as_bytes().get(at).filter(|byte| byte.is_ascii_uppercase() && **byte != b'I')?;
    let rest = &text[at + usize::from(letter.is_ascii())..];
    let rest_start = text.len() - rest.len();
    let sign = rest.chars().next().filter(|c| matches!(c, '·' | '•' | '・' | '．' | '.' | ' ' | '-')).map_or(0, char::len_utf8);
    let tail = &rest[sign..];
    let plain =
        tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() && !matches!(c, 'I' | 'O')).len();
    let last = tail[plain..].chars().next().filter(|c| plain == 4 && matches!(c, '学' | '警' | '挂' | '港' | '澳'));
    let ends = !tail[plain..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let digits = tail.as_bytes()[..plain].iter().filter(|byte| byte.is_ascii_digit()).count();
    let fits = (plain == 5 || plain == 6 || last.is_some()) && digits >= 2 && ends;
    let end = rest_start + sign + plain + last.map_or(0, char::len_utf8);
    fits.then(|| at - province.len_utf8()..end)
}

/// The passport's number whose first letter stands at byte `at`.
pub(super) fn passport(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.as_bytes().get(at..)?;
    let letters = match rest {
        [b'E', b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Z', ..] => 2,
        [b'E' | b'G', ..] => 1,
        _ => return None,
    };
    let digits = rest[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = at + letters + digits;
    let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '=' | '_' | '-' | '.'));
    let free = is_free(text[..at].chars().next_back()) && text[end..].chars().next().is_none_or(|c| !c.is_ascii_alphanumeric());
    let before = text[..at].trim_end_matches(['：', ':', '为', '是', '（', '(', ' ']);
    let is_thing = THINGS.iter().any(|word| before.ends_with(word)) || before.ends_with("型号") || before.ends_with("规格");
    (letters + digits == 9 && free && !is_thing).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
            let run = Run::at(text, at + next).expect("a digit begins a run");
            all.extend(run.found(2026).map(|found| (found.what.code().id(), &text[found.range])));
            at = run.end();
        }
        all
    }

    #[test]
    fn numbers_of_persons_are_seen_through_spaces_and_wide_digits() {
        assert_eq!(found("身份证号11010519491231002X，"), [("PII101", "11010519491231002X")]);
        assert_eq!(found("440524 18800101 0014"), []);
        assert_eq!(found("110105 19491231 002x"), [("PII101", "110105 19491231 002x")]);
        assert_eq!(found("１１０１０５１９４９１２３１００２Ｘ"), [("PII101", "１１０１０５１９４９１２３１００２Ｘ")]);
        assert_eq!(found("110105194912310021"), [("PII102", "110105194912310021")]);
        assert_eq!(found("+86 138-9900-1234、13899001235"), [("PII103", "86 138-9900-1234"), ("PII103", "13899001235")]);
        assert_eq!(found("卡号6222 0210 0111 2222 333"), [("PII104", "6222 0210 0111 2222 333")]);
        assert_eq!(found("卡号6222 0210 0111 2222 334"), []);
        assert_eq!(found("110105491231002"), [("PII102", "110105491231002")]);
    }

    #[test]
    fn numbers_of_things_and_offices_pass() {
        for text in [
            "0990-6221234",
            "12345",
            "400-820-8820",
            "2026-03-05 10:30",
            "ISBN 978-7-228-12345-6",
            "84.8873113899001234",
            "91650203MA77XXXX1X",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(found("订单号：13899001234，投资13800000000元"), []);
    }

    #[test]
    fn plates_and_passports_are_found() {
        let plate_of =
            |text: &'static str| text.find(|c: char| c.is_ascii_uppercase()).and_then(|at| plate(text, at)).map(|range| &text[range]);
        assert_eq!(plate_of("车牌新J·A1234，"), Some("新J·A1234"));
        assert_eq!(plate_of("车牌新J·A123456，"), None);
        assert_eq!(plate_of("新J12345停在"), Some("新J12345"));
        assert_eq!(plate_of("新JD12345停在"), Some("新JD12345"));
        assert_eq!(plate_of("新B2C模式"), None);
        let passport_of =
            |text: &'static str| text.find(|c: char| c.is_ascii_uppercase()).and_then(|at| passport(text, at)).map(|range| &text[range]);
        assert_eq!(passport_of("护照E12345678、"), Some("E12345678"));
        assert_eq!(passport_of("G3012公路"), None);
    }
}
