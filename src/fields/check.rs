//! What a text must satisfy besides being a text.

use super::declaration::Check;
use super::node::Mark;
use super::read::{Named, Reader};
use crate::diagnostics::{Arg, Code};
use crate::language::{Language, Words};

/// Whether `text` satisfies all checks of its field; the first that fails is reported.
pub(super) fn check(text: &str, mark: Mark, field: Named<'_>, reader: &mut Reader<'_>) -> bool {
    field.declaration.checks.iter().all(|check| passes(*check, 1, text, mark, field, reader))
}

/// The same for a text in `language`: a word of many letters fills a card no more than one of two characters.
pub(super) fn check_in(language: &Language, text: &str, mark: Mark, field: Named<'_>, reader: &mut Reader<'_>) -> bool {
    let letters = if language.has_letters() { LETTERS } else { 1 };
    field.declaration.checks.iter().all(|check| passes(*check, letters, text, mark, field, reader))
}

/// So many letters take the room and the time of one Chinese character.
pub(super) const LETTERS: usize = 3;

fn passes(check: Check, letters: usize, text: &str, mark: Mark, field: Named<'_>, reader: &mut Reader<'_>) -> bool {
    let Some((expected, advice)) = (match check {
        Check::MaxChars(limit) => return fits(text, limit * letters, mark, field, reader),
        Check::Between(..) | Check::AtLeastOne | Check::Name => None,
        Check::Adcode => (!digits(text, 6)).then_some(ADCODE),
        Check::Postcode => (!digits(text, 6)).then_some(POSTCODE),
        Check::Landline => (!is_landline(text)).then(|| if is_mobile(text) { MOBILE } else { LANDLINE }),
        Check::Telephone => (!is_landline(text) && !is_mobile(text)).then_some(TELEPHONE),
        Check::PersonName => return is_name(text, mark, field, reader),
        Check::OneHan if letters > 1 => return fits(text, letters, mark, field, reader),
        Check::OneHan => (text.chars().count() != 1 || !text.chars().all(is_han)).then_some(ONE_HAN),
        Check::Month => (!is_month(text)).then_some(MONTH),
        Check::TimeSpan => (!is_time_span(text)).then_some(TIME_SPAN),
        Check::Url => (!is_url(text)).then_some(URL),
        Check::Email => (!is_email(text)).then_some(EMAIL),
        Check::SiteCode => (!is_site_code(text)).then_some(SITE_CODE),
    }) else {
        return true;
    };
    reader.bad_format(text, mark, expected, advice);
    false
}

/// What to do where a text fails the check by its form.
pub(super) fn advice(check: Check) -> Option<Words> {
    let (_, advice) = match check {
        Check::Adcode => ADCODE,
        Check::Postcode => POSTCODE,
        Check::Landline => LANDLINE,
        Check::Telephone => TELEPHONE,
        Check::OneHan => ONE_HAN,
        Check::Month => MONTH,
        Check::TimeSpan => TIME_SPAN,
        Check::Url => URL,
        Check::Email => EMAIL,
        Check::SiteCode => SITE_CODE,
        Check::PersonName => return Some(SEPARATOR),
        Check::MaxChars(_) | Check::Between(..) | Check::AtLeastOne | Check::Name => return None,
    };
    Some(advice)
}

const SEPARATOR: Words = Words { en: "separate the parts of the name with `·`", zh: "姓名各段之间请用间隔号 `·`" };

/// What is expected, and what to do.
type Format = (Words, Words);

const ADCODE: Format = (
    Words { en: "the six digits of an administrative division", zh: "六位行政区划代码" },
    Words { en: "write it in quotation marks, such as `\"650204\"`", zh: "请加英文引号写六位数字，例如 `\"650204\"`" },
);
const POSTCODE: Format = (
    Words { en: "a postal code of six digits", zh: "六位邮政编码" },
    Words { en: "write it in quotation marks, such as `\"834000\"`", zh: "请加英文引号写六位数字，例如 `\"834000\"`" },
);
const LANDLINE: Format = (
    Words { en: "a landline telephone number", zh: "固定电话号码" },
    Words { en: "write it with its area code, such as `\"0990-1234567\"`", zh: "请连区号写，例如 `\"0990-1234567\"`" },
);
/// What a mobile is not, and what to do.
pub const MOBILE: (Words, Words) = (
    Words { en: "a landline telephone number, but somebody's mobile", zh: "固定电话号码，而是手机号" },
    Words {
        en: "publish the office's landline; a mobile of the station's duty desk needs `tel_is_duty_phone: true`",
        zh: "请公布办公电话；站点的值班手机须另写 `tel_is_duty_phone: true`",
    },
);
const TELEPHONE: Format = (
    Words { en: "a telephone number", zh: "电话号码" },
    Words { en: "write it with its area code, such as `\"0990-1234567\"`", zh: "请连区号写，例如 `\"0990-1234567\"`" },
);
const ONE_HAN: Format =
    (Words { en: "one Chinese character", zh: "一个汉字" }, Words { en: "write one character, such as `白`", zh: "请写一个字，例如 `白`" });
const MONTH: Format = (Words { en: "a month", zh: "月份" }, Words { en: "write it as `2026-03`", zh: "请写成 `2026-03`" });
const TIME_SPAN: Format =
    (Words { en: "a span of time", zh: "起止时间" }, Words { en: "write it as `\"10:30-12:30\"`", zh: "请写成 `\"10:30-12:30\"`" });
const URL: Format = (
    Words { en: "a web address", zh: "网址" },
    Words { en: "begin it with `https://` or `http://`", zh: "请以 `https://` 或 `http://` 开头" },
);
const EMAIL: Format = (
    Words { en: "an e-mail address", zh: "电子邮箱" },
    Words { en: "write it as `name@rd.example.cn`", zh: "请写成 `name@rd.example.cn`" },
);
const SITE_CODE: Format = (
    Words { en: "the identification code of a site", zh: "网站标识码" },
    Words {
        en: "write its ten digits, or `bm` and eight digits, in quotation marks", zh: "请加英文引号写十位数字，或 `bm` 加八位数字"
    },
);

fn fits(text: &str, limit: usize, mark: Mark, field: Named<'_>, reader: &mut Reader<'_>) -> bool {
    let length = if text.len() <= limit { 0 } else { text.chars().count() };
    if length > limit {
        reader.report(Code::TooLong, mark, |problem| problem.arg("field", field.written).arg("length", length).arg("limit", limit));
    }
    length <= limit
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Ten digits of a local site, or `bm` and eight digits of a central one.
fn is_site_code(text: &str) -> bool {
    text.strip_prefix("bm").map_or_else(|| digits(text, 10), |rest| digits(rest, 8))
}

/// A mobile of the mainland, with or without `+86`, spaces or hyphens.
pub fn is_mobile(text: &str) -> bool {
    let only: String = text.trim_start_matches("+86").chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    digits(&only, 11) && only.starts_with('1') && !matches!(only.as_bytes()[1], b'0'..=b'2')
}

/// `0990-1234567`, with an extension perhaps; `12345` hotlines and `400-…` numbers.
fn is_landline(text: &str) -> bool {
    let shape = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '（' | '）' | '+' | '转'));
    let count = text.chars().filter(char::is_ascii_digit).count();
    let hotline = matches!(count, 3..=6) && text.starts_with('1') && text.len() == count;
    shape && !is_mobile(text) && (hotline || (7..=18).contains(&count))
}

/// A name holds no sign that looks like the separator `·` but is another.
fn is_name(text: &str, mark: Mark, field: Named<'_>, reader: &mut Reader<'_>) -> bool {
    if text.contains(['•', '・', '‧', '．', '∙', '⋅', '●']) {
        let right: String = text.chars().map(|c| if matches!(c, '•' | '・' | '‧' | '．' | '∙' | '⋅' | '●') { '·' } else { c }).collect();
        let advice =
            Arg::Sentence { en: format!("separate its parts with `·`: `{right}`"), zh: format!("请用间隔号 `·`：`{right}`") };
        reader.bad_format(text, mark, Words { en: "a name with the right separator", zh: "间隔号正确的姓名" }, advice);
        return false;
    }
    fits(text, 50, mark, field, reader)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF | 0xF900..=0xFAFF | 0x3007)
}

fn is_month(text: &str) -> bool {
    text.split_once('-').is_some_and(|(year, month)| {
        digits(year, 4) && digits(month, 2) && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
    })
}

fn is_time_span(text: &str) -> bool {
    let time = |part: &str| crate::date::read_time(part.trim()).ok();
    text.split_once(['-', '–', '—', '~', '～']).is_some_and(|(from, to)| match (time(from), time(to)) {
        (Some(from), Some(to)) => from < to,
        (None | Some(_), None) | (None, Some(_)) => false,
    })
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !text.contains(char::is_whitespace))
}

fn is_email(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '，' | '；'));
    plain && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
