//! A declaration as a JSON Schema (2020-12), for editors that complete and check while one types.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::check::LETTERS;
use super::declaration::{Check, Declaration, Presence, RecordDeclaration, Shape};
use crate::language::Words;

const ID: &str = r"^[^\s/\\:*?\x22<>|#%&{}$!'@+`=，。、；：！？“”‘’（）《》]+$";
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9-]+)?$";
const DATE: &str = r"^\s*[0-9]{4}([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}[日号])\s*$";
const MOMENT: &str =
    r"^\s*[0-9]{4}([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)([T ]+[0-9]{1,2}[:：][0-9]{1,2}([:：][0-9]{1,2})?)?\s*$";

/// The schema of the files that `record` declares. Both names of every field are accepted, titles and descriptions are in both languages.
pub fn schema(record: &'static RecordDeclaration) -> Json {
    let mut groups = BTreeMap::new();
    let mut root = object(record, &mut groups);
    let definitions: Map<String, Json> = groups.into_iter().map(|(name, group)| (name.to_owned(), group)).collect();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if !definitions.is_empty() {
        root.insert("$defs".to_owned(), Json::Object(definitions));
    }
    Json::Object(root)
}

type Groups = BTreeMap<&'static str, Json>;

fn object(record: &'static RecordDeclaration, groups: &mut Groups) -> Map<String, Json> {
    let mut properties = Map::new();
    let mut rules = Vec::new();
    for field in record.fields {
        let value = property(field, groups);
        properties.insert(field.name.to_owned(), value.clone());
        properties.insert(field.alias.to_owned(), value);
        let either = json!([{"required": [field.name]}, {"required": [field.alias]}]);
        rules.push(match field.presence {
            Presence::Required => json!({"oneOf": either}),
            Presence::Optional => json!({"not": {"required": [field.name, field.alias]}}),
        });
    }
    let mut object = Map::new();
    object.insert("title".to_owned(), json!(both(record.words, " · ")));
    object.insert("description".to_owned(), json!(both(record.meaning, "\n\n")));
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Json::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    object.insert("allOf".to_owned(), Json::Array(rules));
    object
}

fn both(words: Words, between: &str) -> String {
    format!("{}{between}{}", words.zh, words.en.trim())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a schema is an object but for a lone constant")]
fn property(field: &'static Declaration, groups: &mut Groups) -> Json {
    let mut value = match shape(&field.shape, field.checks, groups) {
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
            {"type": ["string", "number"]},
            {"type": "object", "minProperties": 1, "propertyNames": {"pattern": LANGUAGE}, "additionalProperties": {"type": ["string", "number"]}},
        ]}),
        Shape::Id | Shape::Reference { .. } => json!({"type": ["string", "integer"], "pattern": ID, "maxLength": 240}),
        Shape::Integer => integer(checks),
        Shape::Number | Shape::Decimal => json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]}),
        Shape::Truth => json!({"type": "boolean"}),
        Shape::Date => json!({"type": "string", "pattern": DATE}),
        Shape::Moment => json!({"type": "string", "pattern": MOMENT}),
        Shape::Choice { items } => {
            let ids = items.iter().map(|item| item.id);
            json!({"enum": ids.chain(items.iter().map(|item| item.words.zh)).collect::<Vec<_>>()})
        }
        Shape::List { of } => list(of, checks, groups),
        Shape::Group { record } => {
            if !groups.contains_key(record.name) {
                groups.insert(record.name, Json::Null);
                let group = Json::Object(object(record, groups));
                groups.insert(record.name, group);
            }
            json!({"$ref": format!("#/$defs/{}", record.name)})
        }
        Shape::Table { of } => json!({"type": "object", "additionalProperties": shape(of, checks, groups)}),
        Shape::Counts => json!({"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}),
        Shape::Free => json!({"type": "object"}),
    }
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
        | Shape::Integer
        | Shape::Number
        | Shape::Decimal
        | Shape::Truth
        | Shape::Date
        | Shape::Moment
        | Shape::Choice { .. }
        | Shape::Reference { .. } => json!({"anyOf": [array, item]}),
    }
}

fn integer(checks: &[Check]) -> Json {
    let mut number = json!({"type": "integer"});
    for check in checks {
        if let Check::Between(low, high) = check {
            number["minimum"] = json!(low);
            number["maximum"] = json!(high);
        }
    }
    json!({"anyOf": [number, {"type": "string", "pattern": "^-?[0-9]{1,18}$"}]})
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
            Check::OneHan => text["maxLength"] = json!(1),
            Check::Adcode | Check::Postcode => text["pattern"] = json!("^[0-9]{6}$"),
            Check::SiteCode => text["pattern"] = json!("^(bm[0-9]{8}|[0-9]{10})$"),
            Check::Month => text["pattern"] = json!("^[0-9]{4}-(0[1-9]|1[0-2])$"),
            Check::TimeSpan => text["pattern"] = json!("^[0-9]{1,2}:[0-9]{1,2} ?[-–—~～] ?[0-9]{1,2}:[0-9]{1,2}$"),
            Check::Url => text["pattern"] = json!(r"^https?://[^\s/]\S*$"),
            Check::Email => text["pattern"] = json!(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
            Check::Landline | Check::Telephone => text["pattern"] = json!("^[-0-9 ()（）+转]+$"),
            Check::Between(..) | Check::AtLeastOne | Check::Name => {}
        }
    }
    text
}
