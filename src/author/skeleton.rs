//! The fields of a new file, from their declaration: what is given and what is required as lines, the rest as comments.

use crate::fields::{Declaration, Presence, RecordDeclaration};
use crate::language::{Speech, Words};

const GUIDE: Words = Words {
    en: "A field may be written with its English or its Chinese name. Take away the `#` before the fields that you need.",
    zh: "每一项可以写英文名或中文名；需要哪一项，就删掉前面的 #。",
};

/// The fields of `record` in their order, each with its meaning. `given` are values as YAML, by the field's English name; a required
/// field that is not given shows its example.
pub(super) fn skeleton(record: &RecordDeclaration, given: &[(&str, String)], speech: Speech) -> String {
    let meaning = record.meaning.say(speech).trim();
    let fields = record.fields.iter().map(|field| lines(field, given, speech));
    format!("# {meaning}\n# {}\n{}", GUIDE.say(speech), fields.collect::<String>())
}

fn lines(field: &Declaration, given: &[(&str, String)], speech: Speech) -> String {
    let (name, explanation) = (field.name, explanation(field, speech));
    let value = given.iter().find(|(of, _)| *of == name).map(|(_, value)| value.as_str());
    match (value, field.presence) {
        (Some(value), _) if value.starts_with('\n') => format!("# {explanation}\n{name}:{value}\n"),
        (Some(value), _) => format!("# {explanation}\n{name}: {value}\n"),
        (None, Presence::Required) => format!("# {explanation}\n{name}: {}\n", field.example),
        (None, Presence::Optional) => format!("# {explanation}\n# {name}: {}\n", field.example),
    }
}

fn explanation(field: &Declaration, speech: Speech) -> String {
    let meaning = field.meaning.say(speech).trim();
    match (speech, field.presence) {
        (Speech::English, Presence::Required) => format!("{meaning} (required)"),
        (Speech::English, Presence::Optional) => meaning.to_owned(),
        (Speech::Chinese, Presence::Required) => format!("{}（必填）：{meaning}", field.alias),
        (Speech::Chinese, Presence::Optional) => format!("{}：{meaning}", field.alias),
    }
}

/// `text` as a YAML scalar that is certainly a text.
pub(super) fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            other => other.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}
