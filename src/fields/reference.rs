//! A declaration as a page of reference, in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::declaration::{Check, Declaration, Presence, RecordDeclaration, Shape};
use crate::language::{Speech, Words};

/// The page that explains every field of `record`, its parts and the values that may be chosen.
pub fn reference(record: &'static RecordDeclaration, speech: Speech) -> String {
    let mut page = String::new();
    let mut told = BTreeSet::from([record.name]);
    let mut waiting = vec![record];
    let mut level = "#";
    while !waiting.is_empty() {
        let mut parts = Vec::new();
        for record in waiting {
            section(record, level, speech, &mut page);
            for field in record.fields {
                if let Some(part) = part_of(&field.shape).filter(|part| told.insert(part.name)) {
                    parts.push(part);
                }
            }
        }
        waiting = parts;
        level = "##";
    }
    page
}

fn section(record: &RecordDeclaration, level: &str, speech: Speech, page: &mut String) {
    let [field, other, needed, value, meaning, example] = HEADINGS.map(|words| words.say(speech));
    let title = capitalized(record.words.say(speech));
    let about = record.meaning.say(speech).trim();
    let _ = write!(
        page,
        "{level} {title}\n\n{about}\n\n| {field} | {other} | {needed} | {value} | {meaning} | {example} |\n|---|---|---|---|---|---|\n"
    );
    for field in record.fields {
        row(field, speech, page);
    }
    page.push('\n');
}

const HEADINGS: [Words; 6] = [
    Words { en: "Field", zh: "字段" },
    Words { en: "Chinese name", zh: "中文名" },
    Words { en: "Required", zh: "必填" },
    Words { en: "Value", zh: "填写" },
    Words { en: "Meaning", zh: "说明" },
    Words { en: "Example", zh: "示例" },
];

fn capitalized(words: &str) -> String {
    let words = words.strip_prefix("the ").unwrap_or(words);
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn row(field: &Declaration, speech: Speech, page: &mut String) {
    let needed = match field.presence {
        Presence::Required => Words { en: "yes", zh: "是" },
        Presence::Optional => Words { en: "", zh: "" },
    };
    let meaning = field.meaning.say(speech).trim();
    let value = whole_value(field, speech);
    let example = field.example.replace('|', "\\|");
    let (name, alias, needed) = (field.name, field.alias, needed.say(speech));
    let _ = writeln!(page, "| `{name}` | `{alias}` | {needed} | {value} | {meaning} | `{example}` |");
}

/// What may be written, with its limits; a part leads to its own table.
fn whole_value(field: &Declaration, speech: Speech) -> String {
    let words = value_words(&field.shape, speech);
    let mut value = match part_of(&field.shape) {
        Some(part) => format!("[{words}](#{})", capitalized(part.words.say(speech)).to_lowercase().replace(' ', "-")),
        None => words,
    };
    for limit in field.checks.iter().map(|check| limit(*check)) {
        value.push_str(match speech {
            Speech::Chinese => "；",
            Speech::English => "; ",
        });
        value.push_str(match speech {
            Speech::Chinese => &limit.0,
            Speech::English => &limit.1,
        });
    }
    value
}

/// A check in words: Chinese, English.
fn limit(check: Check) -> (String, String) {
    let (zh, en) = match check {
        Check::MaxChars(most) => return (format!("最多 {most} 字"), format!("at most {most} characters")),
        Check::Between(low, high) => return (format!("{low} 到 {high}"), format!("{low} to {high}")),
        Check::Name => ("名称，多个写成列表", "a name; several as a list"),
        Check::AtLeastOne => ("至少一项", "at least one"),
        Check::Adcode => ("六位数字", "six digits"),
        Check::Landline => ("固定电话", "a landline"),
        Check::Telephone => ("电话号码", "a telephone number"),
        Check::PersonName => ("姓名，间隔号用 `·`", "a name; its parts are separated by `·`"),
        Check::OneHan => ("一个汉字", "one Chinese character"),
        Check::Month => ("如 `2026-03`", "such as `2026-03`"),
        Check::TimeSpan => ("如 `\"10:30-12:30\"`", "such as `\"10:30-12:30\"`"),
        Check::Url => ("以 `https://` 或 `http://` 开头", "begins with `https://` or `http://`"),
        Check::Email => ("电子邮箱", "an e-mail address"),
        Check::Postcode => ("六位数字", "six digits"),
        Check::SiteCode => ("十位数字，或 `bm` 加八位数字", "ten digits, or `bm` and eight digits"),
    };
    (zh.to_owned(), en.to_owned())
}

/// What may be written, in words.
pub(super) fn value_words(shape: &Shape, speech: Speech) -> String {
    let plain = |en: &'static str, zh: &'static str| Words { en, zh }.say(speech).to_owned();
    match shape {
        Shape::Text => plain("text", "文字"),
        Shape::MultilingualText => plain("text, or `{zh: …, en: …}`", "文字，或 `{zh: …, en: …}`"),
        Shape::Markdown => plain("Markdown, or `{zh: …, en: …}`", "Markdown 文字，或 `{zh: …, en: …}`"),
        Shape::Id => plain("id", "编号"),
        Shape::Language => plain("language tag such as `zh`", "语言代码，例如 `zh`"),
        Shape::Integer { .. } => plain("whole number", "整数"),
        Shape::Number | Shape::Decimal => plain("number", "数字"),
        Shape::Truth => plain("`true` or `false`", "`true`（是）或 `false`（否）"),
        Shape::Date => plain("date `2026-03-05`", "日期 `2026-03-05`"),
        Shape::Moment => plain("date or `2026-03-05 10:30`", "日期，或 `2026-03-05 10:30`"),
        Shape::Choice { items } if items.len() > 15 => match speech {
            Speech::Chinese => format!("{} 项之一：{}", items.len(), items.iter().map(|item| item.words.zh).collect::<Vec<_>>().join("、")),
            Speech::English => format!("one of {}: {}", items.len(), items.iter().map(|item| item.id).collect::<Vec<_>>().join(", ")),
        },
        Shape::Choice { items } => {
            let each = items.iter().map(|item| match speech {
                Speech::Chinese => format!("`{}` {}", item.id, item.words.zh),
                Speech::English => format!("`{}` {}", item.id, item.words.en),
            });
            each.collect::<Vec<_>>().join(plain(", ", "、").as_str())
        }
        Shape::List { of } => match speech {
            Speech::Chinese => format!("列表：{}", value_words(of, speech)),
            Speech::English => format!("list: {}", value_words(of, speech)),
        },
        Shape::Group { record } => match speech {
            Speech::Chinese => format!("一组字段（{}）", record.words.zh),
            Speech::English => format!("fields ({})", record.words.en.strip_prefix("the ").unwrap_or(record.words.en)),
        },
        Shape::Reference { kind } => match speech {
            Speech::Chinese => format!("{}的编号", kind.zh),
            Speech::English => format!("id of a {}", kind.en),
        },
        Shape::Table { of } => match speech {
            Speech::Chinese => format!("名称，各有一个值：{}", value_words(of, speech)),
            Speech::English => format!("names, each with a value: {}", value_words(of, speech)),
        },
        Shape::Counts => plain("names and whole numbers", "名称和整数"),
        Shape::Free => plain("anything", "任意内容"),
    }
}

fn part_of(shape: &Shape) -> Option<&'static RecordDeclaration> {
    match shape {
        Shape::Group { record } => Some(record),
        Shape::List { of } => part_of(of),
        Shape::Text
        | Shape::MultilingualText
        | Shape::Markdown
        | Shape::Id
        | Shape::Language
        | Shape::Integer { .. }
        | Shape::Number
        | Shape::Decimal
        | Shape::Truth
        | Shape::Date
        | Shape::Moment
        | Shape::Choice { .. }
        | Shape::Reference { .. }
        | Shape::Table { .. }
        | Shape::Counts
        | Shape::Free => None,
    }
}
