//! A declaration as a JSON Schema (2020-12), for editors that complete and check while one types.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::check::{LETTERS, advice};
use super::declaration::{Check, Declaration, Presence, RecordDeclaration, Shape};
use super::read::names_something;
use super::translation::holds_words;
use crate::language::Words;

const ID: &str = r"^[\p{L}\p{M}\p{N}_·]([-.\p{L}\p{M}\p{N}_·]*[\p{L}\p{M}\p{N}_·])?$";
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9-]+)?$";
const TIME: &str = "([01]?[0-9]|2[0-3])[:：][0-5]?[0-9]([:：][0-5]?[0-9])?";
/// Digits that are not somebody's mobile: 7 to 18 of a landline, 3 to 6 of a hotline.
const LANDLINE: &str = r"^(?!(\+86)?[- ]*1[- ]*[3-9]([- ]*[0-9]){9}[- ]*$)(([-() （）+转]*[0-9]){7,18}[-() （）+转]*|1[0-9]{2,5})$";
const TELEPHONE: &str = r"^(([-() （）+转]*[0-9]){7,18}[-() （）+转]*|1[0-9]{2,5})$";
/// Several values written as one.
const SEVERAL: &str = "[，、,;；]";

/// The schema of the files that `record` declares. Both names of every field are accepted, titles and descriptions are in both languages.
pub fn schema(record: &'static RecordDeclaration) -> Json {
    whole(record, Written::InFull, &|field| field.presence == Presence::Required)
}

/// The schema of the fields that a translation of what `record` declares may have: words, and what [`InTranslations`] tells. All else is the original's.
pub fn translation_schema(record: &'static RecordDeclaration) -> Json {
    let mut schema = whole(record, Written::InTranslation, &|field| {
        field.presence == Presence::Required && InTranslations::ALL.needed.contains(&field.name)
    });
    schema["title"] = json!(format!("{}译文 · a translation of {}", record.words.zh, record.words.en));
    schema
}

fn whole(record: &'static RecordDeclaration, written: Written, needs: &dyn Fn(&Declaration) -> bool) -> Json {
    let mut groups = Groups::new();
    let mut root = object(record, written, needs, &mut groups);
    let definitions = Map::from_iter(groups);
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if !definitions.is_empty() {
        root.insert("$defs".to_owned(), Json::Object(definitions));
    }
    Json::Object(root)
}

type Groups = BTreeMap<String, Json>;

/// What a translation's file holds besides words.
#[derive(Clone, Copy, Debug)]
pub struct InTranslations {
    /// What it must have where its original must.
    pub needed: [&'static str; 2],
    /// The field that is always its own.
    pub own: &'static str,
    /// The group of groups that is its own where one of them has the second field.
    pub signed: [&'static str; 2],
}

impl InTranslations {
    /// Those of every translation.
    pub const ALL: Self = Self { needed: ["title", "summary"], own: "draft", signed: ["review", "at"] };
}

/// Whether fields are those of a thing itself or of its translation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    InFull,
    InTranslation,
}

fn object(
    record: &'static RecordDeclaration,
    written: Written,
    needs: &dyn Fn(&Declaration) -> bool,
    groups: &mut Groups,
) -> Map<String, Json> {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    let mut alone = Map::new();
    let may_stand = |field: &&Declaration| written == Written::InFull || field.name == InTranslations::ALL.own || holds_words(&field.shape);
    for field in record.fields.iter().filter(may_stand) {
        let value = property(field, written, groups);
        properties.insert(field.name.to_owned(), value.clone());
        properties.insert(field.alias.to_owned(), value);
        alone.insert(field.name.to_owned(), without(field.alias, field));
        alone.insert(field.alias.to_owned(), without(field.name, field));
        if needs(field) {
            needed.push(json!({"anyOf": [{"required": [field.name]}, {"required": [field.alias]}]}));
        }
    }
    let mut object = Map::new();
    object.insert("title".to_owned(), json!(both(record.words, " · ")));
    object.insert("description".to_owned(), json!(both(record.meaning, "\n\n")));
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Json::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    object.insert("dependentSchemas".to_owned(), Json::Object(alone));
    if !needed.is_empty() {
        object.insert("allOf".to_owned(), Json::Array(needed));
    }
    object
}

/// That a field is written under one of its names. What text editors then say stands at the name that is one too many.
fn without(name: &str, field: &Declaration) -> Json {
    let both = format!("`{0}` 和 `{1}` 是同一个字段，请只写一个 · `{0}` and `{1}` are the same field: write one", field.name, field.alias);
    json!({"properties": {name: false}, "errorMessage": both})
}

fn both(words: Words, between: &str) -> String {
    format!("{}{between}{}", words.zh, words.en.trim())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a schema is an object but for a lone constant")]
fn property(field: &'static Declaration, written: Written, groups: &mut Groups) -> Json {
    let value = match written {
        Written::InFull => shape(&field.shape, field.checks, groups),
        Written::InTranslation if field.name == InTranslations::ALL.signed[0] => signed(field, groups),
        Written::InTranslation => words(&field.shape, field.checks, groups),
    };
    let mut value = match value {
        Json::Object(map) => map,
        other => Map::from_iter([("const".to_owned(), other)]),
    };
    value.insert("title".to_owned(), json!(format!("{} · {}", field.alias, field.name)));
    let example = field.example;
    value.insert("description".to_owned(), json!(format!("{}\n\n例 e.g. {example}", both(field.meaning, "\n\n"))));
    Json::Object(value)
}

fn shape(shape_of: &Shape, checks: &[Check], groups: &mut Groups) -> Json {
    match shape_of {
        Shape::Text => text(checks),
        Shape::MultilingualText => json!({"anyOf": [
            text(checks),
            {"type": "object", "minProperties": 1, "propertyNames": {"pattern": LANGUAGE}, "additionalProperties": translation(checks)},
        ]}),
        Shape::Markdown => json!({"anyOf": [
            text(&[]),
            {"type": "object", "minProperties": 1, "propertyNames": {"pattern": LANGUAGE}, "additionalProperties": text(&[])},
        ]}),
        Shape::Id | Shape::Reference { .. } => id(),
        Shape::Language => formed(LANGUAGE, LANGUAGE_ADVICE),
        Shape::Integer { least, most } => integer(*least, *most, checks),
        Shape::Number | Shape::Decimal => json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]}),
        Shape::Truth => json!({"type": "boolean"}),
        Shape::Date => formed(&format!(r"^\s*({})\s*$", day("", "")), DATE_ADVICE),
        Shape::Moment => formed(&format!(r"^\s*({})\s*$", day(&format!("([Tt ]+{TIME})?"), &format!("([Tt ]*{TIME})?"))), MOMENT_ADVICE),
        Shape::Choice { items } => {
            let ids = items.iter().map(|item| item.id);
            json!({"enum": ids.chain(items.iter().map(|item| item.words.zh)).collect::<Vec<_>>()})
        }
        Shape::List { of } => list(of, checks, groups),
        Shape::Group { record } => group(record, Written::InFull, groups),
        Shape::Table { of } => json!({"type": "object", "additionalProperties": shape(of, checks, groups)}),
        Shape::Counts => json!({"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}),
        Shape::Free => json!({"type": "object"}),
    }
}

/// What a translation says of a value: its words, in the order of the original's; of anything else what the original may say.
fn words(shape_of: &Shape, checks: &[Check], groups: &mut Groups) -> Json {
    match shape_of {
        Shape::MultilingualText => translation(checks),
        Shape::List { of } => {
            let item = words(of, checks, groups);
            let several = json!({"type": "array", "items": item});
            if matches!(**of, Shape::Group { .. }) { several } else { json!({"anyOf": [several, item]}) }
        }
        Shape::Group { record } => json!({"anyOf": [group(record, Written::InTranslation, groups), {"type": "null"}]}),
        Shape::Text
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
        | Shape::Free => shape(shape_of, checks, groups),
    }
}

/// A group of groups: in full where one of them has the field that makes it so, else words.
fn signed(field: &'static Declaration, groups: &mut Groups) -> Json {
    let [_, mark] = InTranslations::ALL.signed;
    let marked = parts(&field.shape).flat_map(|part| parts(&part.shape)).find(|part| part.name == mark);
    let names = marked.map_or([mark; 2], |part| [part.name, part.alias]);
    let bare = names.map(|name| json!({"not": {"required": [name]}}));
    json!({
        "if": {"type": "object", "not": {"additionalProperties": {"anyOf": [{"not": {"type": "object"}}, {"allOf": bare}]}}},
        "then": shape(&field.shape, field.checks, groups),
        "else": words(&field.shape, field.checks, groups),
    })
}

fn parts(shape: &Shape) -> std::slice::Iter<'static, Declaration> {
    if let Shape::Group { record } = shape { record.fields.iter() } else { [].iter() }
}

fn group(record: &'static RecordDeclaration, written: Written, groups: &mut Groups) -> Json {
    let name = match written {
        Written::InFull => record.name.to_owned(),
        Written::InTranslation => format!("{}_words", record.name),
    };
    if !groups.contains_key(&name) {
        groups.insert(name.clone(), Json::Null);
        let needs = |field: &Declaration| written == Written::InFull && field.presence == Presence::Required;
        let group = object(record, written, &needs, groups);
        groups.insert(name.clone(), Json::Object(group));
    }
    json!({"$ref": format!("#/$defs/{name}")})
}

fn list(of: &Shape, checks: &[Check], groups: &mut Groups) -> Json {
    let item = shape(of, checks, groups);
    let mut array = json!({"type": "array", "items": item});
    if checks.contains(&Check::AtLeastOne) {
        array["minItems"] = json!(1);
    }
    match of {
        Shape::Group { .. } | Shape::List { .. } | Shape::Free | Shape::Table { .. } | Shape::Counts => array,
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
        | Shape::Reference { .. } => {
            let mut alone = json!({"allOf": [item], "not": {"type": "string", "pattern": SEVERAL}});
            if names_something(of, checks) {
                alone["minimum"] = json!(0);
            }
            json!({"anyOf": [array, alone]})
        }
    }
}

/// An id as [`super::Id`] reads it; a number below zero begins with a hyphen.
fn id() -> Json {
    json!({"type": ["string", "integer"], "minimum": 0, "pattern": ID, "maxLength": 240, "patternErrorMessage": both(ID_ADVICE, " · ")})
}

/// A text of this form, and what to do where it has another.
fn formed(pattern: &str, advice: Words) -> Json {
    json!({"type": "string", "pattern": pattern, "patternErrorMessage": both(advice, " · ")})
}

const ID_ADVICE: Words = Words {
    en: "an id has letters, digits, Chinese characters, hyphens and full stops, no hyphen or full stop at an end, no space",
    zh: "编号只用字母、数字、汉字、短横线和点，开头和结尾不用短横线和点，中间不空格",
};
const LANGUAGE_ADVICE: Words = Words { en: "write a tag such as `zh` or `ug`", zh: "请写语言代码，例如 `zh` 或 `ug`" };
const DATE_ADVICE: Words = Words { en: "write a day that exists as `2026-03-05`", zh: "请写成 `2026-03-05`，并且要有这一天" };
const MOMENT_ADVICE: Words = Words {
    en: "write a day that exists as `2026-03-05`, or with the time as `2026-03-05 10:30`",
    zh: "请写成 `2026-03-05` 或 `2026-03-05 10:30`，并且要有这一天、这个时刻",
};

/// A day as [`crate::date`] reads it, from 1900 to 2199, each month with its days; then `after` the signs or `after_han`.
fn day(after: &str, after_han: &str) -> String {
    let days = |between: &str, end: &str| {
        format!(
            "((0?[13578]|1[02]){between}(0?[1-9]|[12][0-9]|3[01])|(0?[469]|11){between}(0?[1-9]|[12][0-9]|30)|0?2{between}(0?[1-9]|[12][0-9])){end}"
        )
    };
    let (plain, han) = (days("[-/.]", ""), days(" ?月 ?", " ?[日号]"));
    format!("(19|20|21)[0-9]{{2}}([-/.]{plain}{after}| ?年 ?{han}{after_han})")
}

fn integer(least: i64, most: i64, checks: &[Check]) -> Json {
    let own = checks.iter().find_map(|check| if let Check::Between(low, high) = check { Some((*low, *high)) } else { None });
    let (low, high) = own.map_or((least, most), |(low, high)| (low.max(least), high.min(most)));
    let mut number = json!({"type": "integer"});
    if low > i64::MIN {
        number["minimum"] = json!(low);
    }
    if high < i64::MAX {
        number["maximum"] = json!(high);
    }
    let sign = if low < 0 { "-?" } else { "" };
    let most_digits = high.to_string().len().min(18);
    json!({"anyOf": [number, {"type": "string", "pattern": format!("^{sign}[0-9]{{1,{most_digits}}}$")}]})
}

/// A text in another language, whose words may have more letters.
fn translation(checks: &[Check]) -> Json {
    let mut text = text(checks);
    if let Some(limit) = text["maxLength"].as_u64().filter(|_| !checks.contains(&Check::PersonName)) {
        text["maxLength"] = json!(limit * LETTERS as u64);
    }
    text
}

fn text(checks: &[Check]) -> Json {
    let mut text = json!({"type": ["string", "number"], "minLength": 1});
    for check in checks {
        match check {
            Check::MaxChars(limit) => text["maxLength"] = json!(limit),
            Check::PersonName => {
                text["maxLength"] = json!(50);
                text["pattern"] = json!("^[^•・‧．∙⋅●]+$");
            }
            Check::OneHan => {
                text["type"] = json!("string");
                text["maxLength"] = json!(1);
            }
            Check::Adcode | Check::Postcode => digits(&mut text, "^[0-9]{6}$", 999_999),
            Check::SiteCode => digits(&mut text, "^(bm[0-9]{8}|[0-9]{10})$", 9_999_999_999),
            Check::Month => worded(&mut text, "^[0-9]{4}-(0[1-9]|1[0-2])$"),
            Check::TimeSpan => worded(&mut text, "^[0-9]{1,2}:[0-9]{1,2} ?[-–—~～] ?[0-9]{1,2}:[0-9]{1,2}$"),
            Check::Url => worded(&mut text, r"^https?://[^\s/]\S*$"),
            Check::Email => worded(&mut text, r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
            Check::Landline => {
                digits(&mut text, LANDLINE, 999_999_999_999_999_999);
                text["not"] = json!({"type": "number", "minimum": 13_000_000_000_u64, "maximum": 19_999_999_999_u64});
            }
            Check::Telephone => digits(&mut text, TELEPHONE, 999_999_999_999_999_999),
            Check::Between(..) | Check::AtLeastOne | Check::Name => {}
        }
        if let Some(advice) = advice(*check) {
            text["patternErrorMessage"] = json!(both(advice, " · "));
        }
    }
    text
}

/// A text that is no number, of this form.
fn worded(text: &mut Json, pattern: &str) {
    text["type"] = json!("string");
    text["pattern"] = json!(pattern);
}

/// A text of digits; without quotation marks it is a number.
fn digits(text: &mut Json, pattern: &str, most: u64) {
    text["pattern"] = json!(pattern);
    text["minimum"] = json!(0);
    text["maximum"] = json!(most);
}
