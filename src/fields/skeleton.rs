//! A declaration as a new file: the required fields filled, the others explained and commented out.

use std::fmt::Write as _;

use super::declaration::{Declaration, Presence, RecordDeclaration, Shape};
use super::reference::value_words;
use crate::language::{Speech, Words};

/// What becomes of the fields that need not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They stand as comments, ready to be used.
    Commented,
    /// They are written as well.
    Written,
    /// They are left out.
    LeftOut,
}

/// The lines of a new YAML file or front matter (without `---`), in the editor's language. `given` are values by English names:
/// texts as they are, lists separated by `,`, `，` or `、`, groups as YAML on one line. Required fields that are not given hold
/// the example of their declaration.
pub fn skeleton(record: &RecordDeclaration, speech: Speech, given: &[(&str, &str)], others: Others) -> String {
    let given_to = |field: &Declaration| given.iter().find(|(name, _)| *name == field.name).map(|(_, value)| *value);
    let mut lines = String::new();
    let (first, rest): (Vec<&Declaration>, Vec<&Declaration>) =
        record.fields.iter().partition(|field| field.presence == Presence::Required || given_to(field).is_some());
    for field in first {
        comment(field, speech, &mut lines);
        lines.push_str(&written(field, speech, given_to(field)));
    }
    if others == Others::LeftOut || rest.is_empty() {
        return lines;
    }
    let below = Words {
        en: "The fields below may be left out. Remove `# ` to use one.", zh: "以下各项可以不写；要用时删掉行首的“# ”。"
    };
    if others == Others::Commented {
        let _ = write!(lines, "\n# {}\n", below.say(speech));
    }
    for field in rest {
        comment(field, speech, &mut lines);
        let text = written(field, speech, None);
        match others {
            Others::Commented => text.lines().for_each(|line| lines.push_str(&format!("# {line}\n"))),
            Others::Written | Others::LeftOut => lines.push_str(&text),
        }
    }
    lines
}

fn comment(field: &Declaration, speech: Speech, lines: &mut String) {
    let meaning = field.meaning_phrase().say(speech);
    let between = Words { en: ": ", zh: "：" }.say(speech);
    match &field.shape {
        Shape::Choice { items } if items.len() <= 15 => {
            let _ = writeln!(lines, "# {meaning}{between}{}", value_words(&field.shape, speech).replace('`', ""));
        }
        Shape::Choice { .. }
        | Shape::Text
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
        | Shape::List { .. }
        | Shape::Group { .. }
        | Shape::Reference { .. }
        | Shape::Table { .. }
        | Shape::Counts
        | Shape::Free => {
            let _ = writeln!(lines, "# {meaning}");
        }
    }
}

fn name(field: &Declaration, speech: Speech) -> &'static str {
    Words { en: field.name, zh: field.alias }.say(speech)
}

/// The lines of one field.
fn written(field: &Declaration, speech: Speech, given: Option<&str>) -> String {
    let name = name(field, speech);
    match (&field.shape, given) {
        (Shape::Group { record }, None) => format!("{name}:\n{}", indented(&group(record, speech), "  ", "  ")),
        (Shape::List { of: Shape::Group { record } }, None) => format!("{name}:\n{}", indented(&group(record, speech), "  - ", "    ")),
        (shape, None) => format!("{name}: {}\n", example(shape, field.example, speech)),
        (shape, Some(value)) => format!("{name}: {}\n", value_of(shape, value, speech)),
    }
}

/// The required fields of a part; its first two where none is required.
fn group(record: &RecordDeclaration, speech: Speech) -> String {
    let needed: Vec<&Declaration> = record.fields.iter().filter(|field| field.presence == Presence::Required).collect();
    let shown = if needed.is_empty() { record.fields.iter().take(2).collect() } else { needed };
    shown.into_iter().map(|field| written(field, speech, None)).collect()
}

fn indented(lines: &str, first: &str, further: &str) -> String {
    lines.lines().enumerate().map(|(number, line)| format!("{}{line}\n", if number == 0 { first } else { further })).collect()
}

/// The declared example, its choices in the editor's language.
pub(super) fn example(shape: &Shape, example: &str, speech: Speech) -> String {
    match shape {
        Shape::Choice { .. } => value_of(shape, example, speech),
        Shape::List { of: of @ Shape::Choice { .. } } => {
            let inner = example.trim_start_matches('[').trim_end_matches(']');
            let values: Vec<String> = inner.split(',').map(|value| value_of(of, value.trim(), speech)).collect();
            format!("[{}]", values.join(", "))
        }
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
        | Shape::List { .. }
        | Shape::Group { .. }
        | Shape::Reference { .. }
        | Shape::Table { .. }
        | Shape::Counts
        | Shape::Free => example.to_owned(),
    }
}

fn value_of(shape: &Shape, value: &str, speech: Speech) -> String {
    match shape {
        Shape::Choice { items } => {
            let item = items.iter().find(|item| item.id == value || item.words.zh == value);
            item.map_or_else(|| quoted(value), |item| Words { en: item.id, zh: item.words.zh }.say(speech).to_owned())
        }
        Shape::List { of } if !matches!(of, Shape::Group { .. }) => {
            let values = value.split([',', '，', '、']).map(str::trim).filter(|value| !value.is_empty());
            format!("[{}]", values.map(|value| value_of(of, value, speech)).collect::<Vec<_>>().join(", "))
        }
        Shape::Text | Shape::MultilingualText | Shape::Id | Shape::Reference { .. } => quoted(value),
        Shape::Markdown => format!("|\n{}", indented(value, "  ", "  ").trim_end()),
        Shape::Language
        | Shape::Integer { .. }
        | Shape::Number
        | Shape::Decimal
        | Shape::Truth
        | Shape::Date
        | Shape::Moment
        | Shape::List { .. }
        | Shape::Group { .. }
        | Shape::Table { .. }
        | Shape::Counts
        | Shape::Free => value.to_owned(),
    }
}

/// The text as YAML: in quotation marks wherever YAML could read it as something else.
pub fn quoted(text: &str) -> String {
    let first_is_plain = text.chars().next().is_some_and(|c| c.is_alphabetic());
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '·' | '“' | '”' | '《' | '》' | '，' | '。' | '、' | '（' | '）'));
    let reserved = matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    if first_is_plain && plain && !reserved && text.trim() == text {
        return text.to_owned();
    }
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            '\t' => "\\t".to_owned(),
            control if control.is_control() => format!("\\x{:02X}", u32::from(control)),
            other => other.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}
