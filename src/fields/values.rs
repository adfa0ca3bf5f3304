//! The kinds of values that fields hold.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value as Json;

use super::check::{check, check_in};
use super::declaration::{Check, Shape};
use super::id::Id;
use super::node::{Mark, Node, Style, Value};
use super::read::{Field, Named, Reader, shorten};
use super::translation::{Joiner, Translated, TranslatedField};
use crate::date::{DateFault, Moment, read_date, read_moment};
use crate::diagnostics::{Arg, Code};
use crate::document::Document;
use crate::language::{Language, Text, Words};
use crate::source::Spanned;

/// What has an id and can be referred to.
pub trait Referable {
    /// What messages call it: "station", "站点".
    const WORDS: Words;
}

/// The id of a `K` as an editor wrote it; whether there is one is known only when all files are read.
pub struct Reference<K> {
    /// The id.
    pub id: Id,
    /// Where it was written.
    pub span: crate::source::Span,
    kind: PhantomData<fn() -> K>,
}

impl<K> Reference<K> {
    /// A reference to `id`, written at `span`.
    pub fn new(id: Id, span: crate::source::Span) -> Self {
        Self { id, span, kind: PhantomData }
    }
}

impl<K> Clone for Reference<K> {
    fn clone(&self) -> Self {
        Self::new(self.id.clone(), self.span.clone())
    }
}

impl<K> fmt::Debug for Reference<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "→{}", self.id)
    }
}

/// A decimal number as it was written: digits, perhaps with one point. `1.10` stays `1.10`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal(Arc<str>);

impl Decimal {
    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as shared text.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }

    /// The number for drawing and comparing.
    pub fn number(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }
}

/// A text with Markdown, perhaps in several languages.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// What is shown where there is no translation.
    pub main: Passage,
    /// The language of that, where it was written; the site's main one elsewhere.
    pub language: Option<Language>,
    /// The same in other languages.
    pub translations: BTreeMap<Language, Passage>,
}

impl Markdown {
    /// Every passage, the main one first.
    pub fn passages_mut(&mut self) -> impl Iterator<Item = &mut Passage> {
        std::iter::once(&mut self.main).chain(self.translations.values_mut())
    }
}

/// One text with Markdown: what was written, and what became of it.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The text as written, with its place in the file.
    pub source: Spanned<Arc<str>>,
    /// Bytes before the text on each of its lines in the file, when it stands in a block: the indentation that YAML removed.
    pub indent: u32,
    /// Whether the text stands in the file line by line, only indented.
    pub literal: bool,
    /// The text after parsing; empty until then.
    pub document: Arc<Document>,
}

/// Names and whole numbers, such as a month's counts.
#[derive(Clone, Debug, Default)]
pub struct Counts(pub Vec<(Spanned<Arc<str>>, Spanned<u64>)>);

/// What templates get as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra(pub serde_json::Map<String, Json>);

/// The day of a date or moment, where there is one: for comparing the fields of a record.
pub fn day<T: Chronological>(value: &T) -> Option<Date> {
    value.day()
}

/// What has a day.
pub trait Chronological {
    /// The day.
    fn day(&self) -> Option<Date>;
}

impl Chronological for Date {
    fn day(&self) -> Option<Date> {
        Some(*self)
    }
}

impl Chronological for Moment {
    fn day(&self) -> Option<Date> {
        Some(self.date)
    }
}

impl<T: Chronological> Chronological for Option<T> {
    fn day(&self) -> Option<Date> {
        self.as_ref().and_then(T::day)
    }
}

impl<T: Chronological> Chronological for Spanned<T> {
    fn day(&self) -> Option<Date> {
        self.value.day()
    }
}

impl Field for Arc<str> {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, field)?;
        check(text, node.mark, field, reader).then(|| text.into())
    }
}

impl Field for Text {
    const SHAPE: Shape = Shape::MultilingualText;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let text = reader.text(node, field)?;
            return check(text, node.mark, field, reader).then(|| Self::plain(text));
        };
        let mut translations = BTreeMap::new();
        for entry in entries {
            let Some(language) = known_language(&entry.key) else {
                reader.wrong_type(node, field, SEVERAL_LANGUAGES, LANGUAGE_ADVICE);
                return None;
            };
            let text = reader.text(&entry.node, field)?;
            if !check_in(&language, text, entry.node.mark, field, reader) {
                return None;
            }
            translations.insert(language, Arc::<str>::from(text));
        }
        let main = translations.get(&Language::chinese()).or_else(|| translations.values().next()).cloned();
        let Some(main) = main else {
            reader.report(Code::EmptyField, node.mark, |problem| problem.arg("field", field.written));
            return None;
        };
        Some(Self::translated(&main, translations))
    }

    fn translate(&mut self, words: &Translated, field: &TranslatedField, joiner: &mut Joiner<'_>) {
        joiner.text(self, words, field);
    }

    fn untranslated(&self, language: &Language) -> usize {
        usize::from(self.has_words() && self.written_in(language).is_none())
    }
}

const SEVERAL_LANGUAGES: Words = Words { en: "a text, or a text for each language", zh: "一段文字，或按语言分写的文字" };
const LANGUAGE_ADVICE: Words = Words {
    en: "write one text in quotation marks, or `{zh: …, en: …}`",
    zh: "请写一段文字（含冒号时加英文引号），或写成 `{zh: …, en: …}`",
};

/// A language tag of two or three letters, perhaps with more after a hyphen.
fn known_language(key: &str) -> Option<Language> {
    let main = key.split('-').next().unwrap_or(key);
    let plausible = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_lowercase());
    if plausible { Language::new(key) } else { None }
}

impl Field for Markdown {
    const SHAPE: Shape = Shape::Markdown;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return Some(Self { main: passage(node, field, reader)?, language: None, translations: BTreeMap::new() });
        };
        let mut passages = Vec::new();
        for entry in entries {
            let Some(language) = known_language(&entry.key) else {
                reader.wrong_type(node, field, SEVERAL_LANGUAGES, LANGUAGE_ADVICE);
                return None;
            };
            passages.push((language, passage(&entry.node, field, reader)?));
        }
        let chinese = passages.iter().position(|(language, _)| *language == Language::chinese()).unwrap_or(0);
        if passages.is_empty() {
            reader.report(Code::EmptyField, node.mark, |problem| problem.arg("field", field.written));
            return None;
        }
        let (language, main) = passages.remove(chinese);
        Some(Self { main, language: Some(language), translations: passages.into_iter().collect() })
    }

    fn untranslated(&self, language: &Language) -> usize {
        usize::from(self.language.as_ref() != Some(language) && !self.translations.contains_key(language))
    }
}

fn passage(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Passage> {
    reader.text(node, field)?;
    let Value::Scalar(text, style) = &node.value else { return None };
    let indent = match style {
        Style::Literal | Style::Folded => node.mark.column.saturating_sub(1),
        Style::Plain | Style::Quoted => 0,
    };
    let literal = *style == Style::Literal;
    Some(Passage { source: Spanned::new((&**text).into(), reader.span(node.mark)), indent, literal, document: Arc::default() })
}

impl Field for Id {
    const SHAPE: Shape = Shape::Id;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, field)?;
        Id::new(text).map_err(|fault| bad_id(text, fault, node.mark, reader)).ok()
    }
}

/// Reports that `text` cannot be an id.
pub(super) fn bad_id(text: &str, fault: super::id::IdFault, mark: Mark, reader: &mut Reader<'_>) {
    reader.report(Code::BadId, mark, |problem| problem.arg("id", text).arg("reason", fault.reason()));
}

impl<K: Referable> Field for Reference<K> {
    const SHAPE: Shape = Shape::Reference { kind: K::WORDS };

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let id = Id::read(node, field, reader)?;
        Some(Self::new(id, reader.span(node.mark)))
    }
}

impl<T: Field> Field for Spanned<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let value = T::read(node, field, reader)?;
        Some(Self::new(value, reader.span(node.mark)))
    }

    fn translate(&mut self, words: &Translated, field: &TranslatedField, joiner: &mut Joiner<'_>) {
        self.value.translate(words, field, joiner);
    }

    fn untranslated(&self, language: &Language) -> usize {
        self.value.untranslated(language)
    }
}

impl<T: Field> Field for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, field, reader).map(Some)
    }

    fn translate(&mut self, words: &Translated, field: &TranslatedField, joiner: &mut Joiner<'_>) {
        match self {
            Some(value) => value.translate(words, field, joiner),
            None => joiner.nothing(field),
        }
    }

    fn untranslated(&self, language: &Language) -> usize {
        self.as_ref().map_or(0, |value| value.untranslated(language))
    }
}

impl<T: Field> Field for Vec<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE };

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.list(node, field)
    }

    fn translate(&mut self, words: &Translated, field: &TranslatedField, joiner: &mut Joiner<'_>) {
        joiner.list(self, words, field);
    }

    fn untranslated(&self, language: &Language) -> usize {
        self.iter().map(|value| value.untranslated(language)).sum()
    }
}

impl Field for bool {
    const SHAPE: Shape = Shape::Truth;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Scalar(text, Style::Plain) if text == "true" => Some(true),
            Value::Scalar(text, Style::Plain) if text == "false" => Some(false),
            Value::Null => {
                reader.report(Code::EmptyField, node.mark, |problem| problem.arg("field", field.written));
                None
            }
            Value::Scalar(..) | Value::List(_) | Value::Map(_) => {
                let advice = Arg::Sentence {
                    en: format!("write `{0}: true` or `{0}: false`, without quotation marks", field.written),
                    zh: format!("请写 `{0}: true`（是）或 `{0}: false`（否），不加引号", field.written),
                };
                reader.wrong_type(node, field, Words { en: "`true` or `false`", zh: " `true` 或 `false`" }, advice);
                None
            }
        }
    }
}

macro_rules! integers {
    ($($type:ty)+) => {$(
        impl Field for $type {
            const SHAPE: Shape = Shape::Integer { least: <$type>::MIN as i64, most: <$type>::MAX as i64 };

            fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                let number = integer(node, field, i64::from(<$type>::MIN), i64::from(<$type>::MAX), reader)?;
                <$type>::try_from(number).ok()
            }
        }
    )+};
}

integers! { i8 u8 u16 u32 }

impl Field for i64 {
    const SHAPE: Shape = Shape::Integer { least: Self::MIN, most: Self::MAX };

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        integer(node, field, i64::MIN, i64::MAX, reader)
    }
}

impl Field for u64 {
    const SHAPE: Shape = Shape::Integer { least: 0, most: i64::MAX };

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        integer(node, field, 0, i64::MAX, reader).and_then(|number| number.try_into().ok())
    }
}

/// A whole number from `least` to `most`, narrowed by the field's own range.
fn integer(node: &Node<'_>, field: Named<'_>, least: i64, most: i64, reader: &mut Reader<'_>) -> Option<i64> {
    let text = match &node.value {
        Value::Scalar(..) => reader.text(node, field)?,
        Value::Null | Value::List(_) | Value::Map(_) => {
            reader.wrong_type(node, field, WHOLE_NUMBER, DIGITS_ADVICE);
            return None;
        }
    };
    let plain = text.strip_prefix('-').unwrap_or(text);
    if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) || plain.len() > 18 {
        reader.wrong_type(node, field, WHOLE_NUMBER, DIGITS_ADVICE);
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let own = field.declaration.checks.iter().find_map(|check| match check {
        Check::Between(low, high) => Some((*low, *high)),
        Check::MaxChars(_)
        | Check::AtLeastOne
        | Check::Adcode
        | Check::Landline
        | Check::Telephone
        | Check::Name
        | Check::PersonName
        | Check::OneHan
        | Check::Month
        | Check::TimeSpan
        | Check::Url
        | Check::Email
        | Check::Postcode
        | Check::SiteCode => None,
    });
    let (low, high) = own.unwrap_or((least, most));
    let (low, high) = (low.max(least), high.min(most));
    if (low..=high).contains(&number) {
        return Some(number);
    }
    reader.report(Code::OutOfRange, node.mark, |problem| {
        problem.arg("field", field.written).arg("value", text).arg("range", range(low, high, number))
    });
    None
}

const WHOLE_NUMBER: Words = Words { en: "a whole number", zh: "整数" };
const DIGITS_ADVICE: Words = Words { en: "write half-width digits only, such as `12`", zh: "请只写半角数字，例如 `12`" };

/// The range that `number` is outside of; where it is too small, nobody wants to know of a limit in the thousand millions.
fn range(low: i64, high: i64, number: i64) -> Arg {
    let open = number < low && high >= i64::from(u32::MAX);
    if open {
        Arg::Sentence { en: format!("at least {low}"), zh: format!("不小于 {low}") }
    } else {
        Arg::Sentence { en: format!("from {low} to {high}"), zh: format!("在 {low} 到 {high} 之间") }
    }
}

impl Field for Decimal {
    const SHAPE: Shape = Shape::Decimal;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let advice = Words {
            en: "write half-width digits with at most one point, such as `96.5`",
            zh: "请写半角数字，最多一个小数点，例如 `96.5`",
        };
        let expected = Words { en: "a number", zh: "数字" };
        match &node.value {
            Value::Scalar(..) => {
                let text = reader.text(node, field)?;
                if is_decimal(text) {
                    return Some(Self(text.into()));
                }
                reader.wrong_type(node, field, expected, advice);
            }
            Value::Null | Value::List(_) | Value::Map(_) => reader.wrong_type(node, field, expected, advice),
        }
        None
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = text.strip_prefix('-').unwrap_or(text);
    plain.len() <= 20
        && match plain.split_once('.') {
            None => digits(plain),
            Some((whole, part)) => digits(whole) && digits(part),
        }
}

impl Field for f64 {
    const SHAPE: Shape = Shape::Number;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Decimal::read(node, field, reader).map(|decimal| decimal.number())
    }
}

impl Field for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, field)?;
        read_date(text).map_err(|fault| bad_date(text, fault, node.mark, reader)).ok()
    }
}

impl Field for Moment {
    const SHAPE: Shape = Shape::Moment;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, field)?;
        read_moment(text).map_err(|fault| bad_date(text, fault, node.mark, reader)).ok()
    }
}

fn bad_date(text: &str, fault: DateFault, mark: Mark, reader: &mut Reader<'_>) {
    let code = match fault {
        DateFault::Impossible => Code::ImpossibleDate,
        DateFault::Ambiguous => Code::AmbiguousDate,
        DateFault::OutOfRange => Code::DateOutOfRange,
        DateFault::Zoned => Code::DateWithZone,
        DateFault::Unreadable => Code::UnreadableDate,
    };
    reader.report(code, mark, |problem| problem.arg("value", &*shorten(text)));
}

impl Field for Counts {
    const SHAPE: Shape = Shape::Counts;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let advice = Words { en: "write names and numbers: `{visits: 120}`", zh: "请写名称和数字：`{visits: 120}`" };
            reader.wrong_type(node, field, Words { en: "names and numbers", zh: "名称和数字" }, advice);
            return None;
        };
        let mut counts = Vec::with_capacity(entries.len());
        for entry in entries {
            let name = Spanned::new(Arc::from(&*entry.key), reader.span(entry.key_mark));
            let named = Named { written: &entry.key, declaration: field.declaration };
            if let Some(number) = <Spanned<u64>>::read(&entry.node, named, reader) {
                counts.push((name, number));
            }
        }
        (counts.len() == entries.len()).then_some(Self(counts))
    }
}

impl Field for Extra {
    const SHAPE: Shape = Shape::Free;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match free(node) {
            Json::Object(map) => Some(Self(map)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                let advice = Words { en: "write names and values below it, indented", zh: "请在下面缩进写名称和内容" };
                reader.wrong_type(node, field, Words { en: "a group of fields", zh: "一组字段" }, advice);
                None
            }
        }
    }
}

/// Truths and short whole numbers get their type; everything else stays text, so that `1.10` and `0990` keep their form.
fn free(node: &Node<'_>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(text, Style::Plain) => match &**text {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            digits => whole_number(digits).map_or_else(|| Json::String(digits.to_owned()), Json::from),
        },
        Value::Scalar(text, Style::Quoted | Style::Literal | Style::Folded) => Json::String(text.to_string()),
        Value::List(nodes) => Json::Array(nodes.iter().map(free).collect()),
        Value::Map(entries) => Json::Object(entries.iter().map(|entry| (entry.key.to_string(), free(&entry.node))).collect()),
    }
}

/// A number that is written as it would be printed, of at most 15 digits.
fn whole_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (text.len() <= 15 && number.to_string() == text).then_some(number)
}
