//! From a tree to typed values. Every mistake of a file is reported; what is broken is left out.

use std::borrow::Cow;

use super::choice::{Choice, choices_of};
use super::declaration::{Check, Declaration, Presence, RecordDeclaration, Shape};
use super::id::Id;
use super::node::{Entry, Mark, Node, Style, Value};
use super::translation::{Joiner, Translated, TranslatedField};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, closest};
use crate::language::{Language, Words};
use crate::source::{SourcePath, Span, Spanned};

/// The most fields that a record may have.
const MOST_FIELDS: usize = 64;

/// A value that a field may hold.
pub trait Field: Sized {
    /// What may be written.
    const SHAPE: Shape;

    /// Reads the value, or reports why it cannot be read.
    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// Takes over what a translation says of this value, `words`, which stand in its field `field`. Values without words stay.
    fn translate(&mut self, _words: &Translated, _field: &TranslatedField, _joiner: &mut Joiner<'_>) {}

    /// How many of its texts are not written in `language`.
    fn untranslated(&self, _language: &Language) -> usize {
        0
    }
}

/// A group of fields that `record!` declares.
pub trait Record: Sized {
    /// Its declaration.
    const RECORD: &'static RecordDeclaration;

    /// Reads every field in the order of the declaration.
    fn from_fields(fields: &mut Fields<'_, '_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// Takes over what a translation says.
    fn join(&mut self, words: &Translated, joiner: &mut Joiner<'_>);

    /// How many of its texts are not written in `language`.
    fn count_untranslated(&self, language: &Language) -> usize;
}

/// A field under the name that the editor wrote.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// `title` or `标题`, as it stands in the file.
    pub written: &'a str,
    /// What the field is.
    pub declaration: &'static Declaration,
}

/// What reading a file needs and gathers.
pub struct Reader<'r> {
    path: &'r SourcePath,
    default_id: &'r Id,
    diagnostics: &'r mut Diagnostics,
}

impl<'r> Reader<'r> {
    /// Reads `path`, whose name gives `default_id`; problems go to `diagnostics`.
    pub fn new(path: &'r SourcePath, default_id: &'r Id, diagnostics: &'r mut Diagnostics) -> Self {
        Self { path, default_id, diagnostics }
    }

    /// The file.
    pub fn path(&self) -> &SourcePath {
        self.path
    }

    /// The id that the file has by its name.
    pub fn default_id(&self) -> Spanned<Id> {
        Spanned::new(self.default_id.clone(), Span::file(self.path))
    }

    /// The place of `mark` in this file.
    pub fn span(&self, mark: Mark) -> Span {
        mark.span(self.path)
    }

    /// Reports a problem at `mark`; the caller fills in the names.
    pub fn report(&mut self, code: Code, mark: Mark, fill: impl FnOnce(Diagnostic) -> Diagnostic) {
        let diagnostic = fill(Diagnostic::new(code, mark.span(self.path)));
        self.diagnostics.push(diagnostic);
    }

    /// Reports that the value is of another kind than the field.
    pub fn wrong_type(&mut self, node: &Node<'_>, field: Named<'_>, expected: Words, advice: impl Into<Arg>) {
        let found = describe(node);
        self.report(Code::WrongType, node.mark, |problem| {
            problem.arg("field", field.written).arg("expected", expected).arg("found", found).arg("advice", advice)
        });
    }

    /// Reports that `text` has not the form that its field asks for.
    pub fn bad_format(&mut self, text: &str, mark: Mark, expected: Words, advice: impl Into<Arg>) {
        self.report(Code::BadFormat, mark, |problem| problem.arg("value", &*shorten(text)).arg("expected", expected).arg("advice", advice));
    }

    /// The text of a scalar without white space around it; anything else is reported.
    pub fn text<'n>(&mut self, node: &'n Node<'_>, field: Named<'_>) -> Option<&'n str> {
        match &node.value {
            Value::Scalar(text, Style::Plain | Style::Quoted | Style::Literal | Style::Folded) => match text.trim() {
                "" => self.empty(node, field),
                trimmed => Some(trimmed),
            },
            Value::Null => self.empty(node, field),
            Value::List(_) | Value::Map(_) => {
                self.wrong_type(node, field, Words { en: "a text", zh: "一段文字" }, text_advice(node));
                None
            }
        }
    }

    fn empty<T>(&mut self, node: &Node<'_>, field: Named<'_>) -> Option<T> {
        self.report(Code::EmptyField, node.mark, |problem| problem.arg("field", field.written));
        None
    }

    /// Reads one of a fixed list by its id or its Chinese name.
    pub fn choice<C: Choice>(&mut self, node: &Node<'_>, field: Named<'_>) -> Option<C> {
        let text = self.text(node, field)?;
        let found = C::ITEMS.iter().position(|item| item.id == text || item.words.zh == text);
        if found.is_none() {
            let names = C::ITEMS.iter().flat_map(|item| [item.id, item.words.zh]);
            let suggestion = closest(text, names);
            self.report(Code::UnknownChoice, node.mark, |problem| {
                problem.arg("field", field.written).arg("value", text).arg("choices", choices_of(C::ITEMS)).did_you_mean(suggestion)
            });
        }
        C::at(found?)
    }

    /// Reads a group of fields.
    pub fn group<R: Record>(&mut self, node: &Node<'_>, field: Named<'_>) -> Option<R> {
        match &node.value {
            Value::Map(entries) => {
                let mut fields = Fields::new(entries, Some(node.head()), R::RECORD, self);
                R::from_fields(&mut fields, self)
            }
            Value::Null => self.empty(node, field),
            Value::Scalar(..) | Value::List(_) => {
                let example = group_example(R::RECORD, field);
                let advice = Arg::Sentence { en: format!("write it as `{example}`"), zh: format!("请写成 `{example}`") };
                self.wrong_type(node, field, Words { en: "a group of fields", zh: "一组字段" }, advice);
                None
            }
        }
    }

    /// Reads the fields of a whole file; `head` is where a missing field is reported. Of a file that was not read `whole`
    /// nothing is said to be missing.
    pub fn root<R: Record>(&mut self, entries: &[Entry<'_>], head: Mark, whole: bool) -> Option<R> {
        let mut fields = Fields::new(entries, whole.then_some(head), R::RECORD, self);
        R::from_fields(&mut fields, self)
    }

    /// Reads a list; a single value stands for a list of one, unless it looks like several.
    pub fn list<T: Field>(&mut self, node: &Node<'_>, field: Named<'_>) -> Option<Vec<T>> {
        match &node.value {
            Value::List(nodes) => {
                if nodes.is_empty() && field.declaration.checks.contains(&Check::AtLeastOne) {
                    return self.empty(node, field);
                }
                if let [only] = &nodes[..]
                    && joined::<T>(only, field)
                {
                    return self.several_in_one(only, field);
                }
                let values: Vec<T> = nodes.iter().filter_map(|item| T::read(item, field, self)).collect();
                (values.len() == nodes.len()).then_some(values)
            }
            Value::Null => self.empty(node, field),
            Value::Scalar(text, _) if text.contains(BETWEEN) => self.several_in_one(node, field),
            Value::Scalar(text, Style::Plain) if text.starts_with('-') && is_name::<T>(field) => {
                self.wrong_type(node, field, Words { en: "a list", zh: "列表" }, DASH_ADVICE);
                None
            }
            Value::Map(_) if !matches!(T::SHAPE, Shape::Group { .. } | Shape::MultilingualText | Shape::Free) => {
                self.wrong_type(node, field, Words { en: "a list", zh: "列表" }, LIST_ADVICE);
                None
            }
            Value::Map(_) if matches!(T::SHAPE, Shape::Group { .. }) => {
                self.wrong_type(node, field, Words { en: "a list", zh: "列表" }, GROUP_LIST_ADVICE);
                None
            }
            Value::Scalar(..) | Value::Map(_) => T::read(node, field, self).map(|value| vec![value]),
        }
    }

    /// Reports `民生，教育`: several values written as one.
    fn several_in_one<T>(&mut self, node: &Node<'_>, field: Named<'_>) -> Option<T> {
        let Value::Scalar(text, _) = &node.value else { return None };
        let around = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '‘' | '’' | '【' | '】' | '［' | '］');
        let parts: Vec<&str> = text.split(BETWEEN).map(|part| part.trim_matches(around)).filter(|part| !part.is_empty()).collect();
        let listed = parts.join(", ");
        let advice = Arg::Sentence {
            en: format!("write a list: `{}: [{listed}]`", field.written),
            zh: format!("请写成列表：`{}: [{listed}]`", field.written),
        };
        self.wrong_type(node, field, Words { en: "a list", zh: "列表" }, advice);
        None
    }
}

/// What people write between several values.
const BETWEEN: [char; 5] = ['，', '、', ',', ';', '；'];

/// Whether the only value of a list of names or ids looks like several: `[民生，教育]`.
fn joined<T: Field>(node: &Node<'_>, field: Named<'_>) -> bool {
    is_name::<T>(field) && matches!(&node.value, Value::Scalar(text, Style::Plain) if text.contains(['，', '、', '；']))
}

fn is_name<T: Field>(field: Named<'_>) -> bool {
    names_something(&T::SHAPE, field.declaration.checks)
}

/// Whether a value is a name or a word, which begins with no hyphen.
pub(super) fn names_something(shape: &Shape, checks: &[Check]) -> bool {
    let is_called = || checks.iter().any(|check| matches!(check, Check::Name | Check::PersonName));
    matches!(shape, Shape::Text | Shape::Id | Shape::Language | Shape::Reference { .. } | Shape::Choice { .. }) || is_called()
}

const DASH_ADVICE: Words = Words { en: "write a space after each `-`", zh: "请在每个 `-` 后面加一个空格" };
const LIST_ADVICE: Words = Words { en: "write one value a line, each after `- `", zh: "请一行写一个，行首写 `- `" };
const GROUP_LIST_ADVICE: Words =
    Words { en: "put `- ` before the first field of each entry", zh: "请在每一项的第一个字段前写 `- `" };

/// The fields of one record as they were written, matched with their declarations.
pub struct Fields<'n, 'a> {
    entries: &'n [Entry<'a>],
    slots: [Option<u16>; MOST_FIELDS],
    /// Where to say that a field is missing, if at all.
    head: Option<Mark>,
    record: &'static RecordDeclaration,
    /// Fields that were probably meant by names that do not exist: they are not missing as well.
    misspelt: Vec<&'static str>,
    next: usize,
}

impl<'n, 'a> Fields<'n, 'a> {
    /// Matches names; unknown ones and fields given under both names are reported.
    pub(super) fn new(entries: &'n [Entry<'a>], head: Option<Mark>, record: &'static RecordDeclaration, reader: &mut Reader<'_>) -> Self {
        let mut fields = Self { entries, slots: [None; MOST_FIELDS], head, record, misspelt: Vec::new(), next: 0 };
        let mut expected = 0;
        for (number, entry) in entries.iter().enumerate() {
            match find(record.fields, &entry.key, expected) {
                Some(found) => {
                    expected = found + 1;
                    fields.take(found, number, reader);
                }
                None => fields.misspelt.extend(unknown(entry, record, reader)),
            }
        }
        fields
    }

    fn take(&mut self, found: usize, number: usize, reader: &mut Reader<'_>) {
        let entry = &self.entries[number];
        match self.slots[found] {
            None => self.slots[found] = u16::try_from(number).ok(),
            Some(first) => {
                let first = &self.entries[usize::from(first)];
                let related = first.key_mark.span(reader.path);
                reader.report(Code::BothNames, entry.key_mark, |problem| {
                    problem.arg("field", &*entry.key).arg("other", &*first.key).related(related)
                });
            }
        }
    }

    /// The field with this number, where it was written.
    pub(super) fn written(&self, field: usize) -> Option<&'n Entry<'a>> {
        self.slots[field].map(|number| &self.entries[usize::from(number)])
    }

    /// The name of a field that is not there, in the language of the names that are; in the reader's own where there are none.
    fn name(&self, declaration: &'static Declaration) -> Words {
        let written = self.record.fields.iter().enumerate().find_map(|(number, field)| {
            let entry = self.written(number)?;
            Some(entry.key == field.name)
        });
        match written {
            Some(true) => Words { en: declaration.name, zh: declaration.name },
            Some(false) => Words { en: declaration.alias, zh: declaration.alias },
            None => Words { en: declaration.name, zh: declaration.alias },
        }
    }

    fn advance(&mut self) -> (&'static Declaration, Option<&'n Entry<'a>>) {
        let field = self.next;
        self.next += 1;
        (&self.record.fields[field], self.written(field))
    }

    /// Reads the next field of the declaration, which must be there.
    pub fn required<T: Field>(&mut self, reader: &mut Reader<'_>) -> Option<T> {
        let (declaration, entry) = self.advance();
        let Some(entry) = entry else {
            self.missing(declaration, reader);
            return None;
        };
        T::read(&entry.node, Named { written: &entry.key, declaration }, reader)
    }

    fn missing(&self, declaration: &'static Declaration, reader: &mut Reader<'_>) {
        let Some(head) = self.head.filter(|_| !self.misspelt.contains(&declaration.name)) else { return };
        reader.report(Code::MissingField, head, |problem| {
            problem.arg("what", self.record.words).arg("field", self.name(declaration)).arg("meaning", declaration.meaning_clause())
        });
    }

    /// Reads the next field of the declaration; its default stands where it was left out or broken.
    pub fn optional<T: Field + Default>(&mut self, reader: &mut Reader<'_>) -> T {
        self.optional_or(reader, |_| T::default())
    }

    /// Reads the next field of the declaration; `default` makes its value where it was left out or broken.
    pub fn optional_or<T: Field>(&mut self, reader: &mut Reader<'_>, default: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let (declaration, entry) = self.advance();
        let read = entry.and_then(|entry| T::read(&entry.node, Named { written: &entry.key, declaration }, reader));
        read.unwrap_or_else(|| default(reader))
    }

    /// Reports when the `later` field is before the `earlier` one; each is a field's English name and its day.
    pub fn in_order(
        &self,
        (earlier, first): (&str, Option<jiff::civil::Date>),
        (later, second): (&str, Option<jiff::civil::Date>),
        reader: &mut Reader<'_>,
    ) {
        let (Some(first), Some(second)) = (first, second) else { return };
        let entry = |name: &str| self.record.field(name).and_then(|(field, _)| self.written(field));
        let (Some(earlier), Some(later)) = (entry(earlier), entry(later)) else { return };
        if second < first {
            let related = earlier.node.mark.span(reader.path);
            reader.report(Code::DateOrder, later.node.mark, |problem| {
                problem
                    .arg("field", &*later.key)
                    .arg("value", second.to_string())
                    .arg("other", &*earlier.key)
                    .arg("earlier", first.to_string())
                    .related(related)
            });
        }
    }
}

/// The field called `name`; the search begins with number `expected`, for editors keep the order of the template.
fn find(fields: &[Declaration], name: &str, expected: usize) -> Option<usize> {
    let matches = |field: &Declaration| field.name == name || field.alias == name;
    let (before, after) = fields.split_at(expected.min(fields.len()));
    after.iter().position(matches).map(|at| at + before.len()).or_else(|| before.iter().position(matches))
}

/// Reports a name that does not exist; the name of the field that was probably meant.
fn unknown(entry: &Entry<'_>, record: &'static RecordDeclaration, reader: &mut Reader<'_>) -> Option<&'static str> {
    let names = || record.fields.iter().flat_map(|field| [field.name, field.alias]);
    let plain = plain_name(&entry.key);
    let meant = names()
        .find(|name| *name == plain)
        .map(str::to_owned)
        .or_else(|| closest(&plain, names()))
        .or_else(|| one_character_off(&plain, names()));
    let field = meant.as_ref().and_then(|meant| record.field(meant)).map(|(_, field)| field.name);
    reader.report(Code::UnknownField, entry.key_mark, |problem| {
        problem.arg("field", &*entry.key).arg("what", record.words).did_you_mean(meant)
    });
    field
}

/// The name of the same length from which `written` differs in one character: `来原` for `来源`.
fn one_character_off<'n>(written: &str, mut names: impl Iterator<Item = &'n str>) -> Option<String> {
    let length = written.chars().count();
    let near = |name: &str| {
        let differing = written.chars().zip(name.chars()).filter(|(a, b)| a != b).count();
        length > 1 && name.chars().count() == length && differing == 1
    };
    names.find(|name| near(name)).map(str::to_owned)
}

/// A name without spaces, with half-width lower-case letters and `_` for `-`.
fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() })
        .collect()
}

/// What was written, in words.
fn describe(node: &Node<'_>) -> Arg {
    match &node.value {
        Value::Null => Words { en: "empty", zh: "空的" }.into(),
        Value::List(_) => Words { en: "a list", zh: "列表" }.into(),
        Value::Map(_) => Words { en: "a group of fields", zh: "一组字段" }.into(),
        Value::Scalar(text, style) => {
            let short = shorten(text);
            match style {
                Style::Quoted => Arg::Sentence { en: format!("the text `\"{short}\"`"), zh: format!("文字 `\"{short}\"`") },
                Style::Plain | Style::Literal | Style::Folded => Arg::Sentence { en: format!("`{short}`"), zh: format!(" `{short}`") },
            }
        }
    }
}

/// The first 30 characters of the first line.
pub(super) fn shorten(text: &str) -> Cow<'_, str> {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", &line[..end]).into(),
        None => line.into(),
    }
}

fn text_advice(node: &Node<'_>) -> Words {
    match &node.value {
        Value::List(_) => Words {
            en: "write one text; put it in quotation marks if it begins with `[`",
            zh: "请写一段文字；如果以 `[` 开头，请加英文引号",
        },
        Value::Map(_) | Value::Null | Value::Scalar(..) => Words {
            en: "write one text; put it in quotation marks if it begins with `{` or holds `: `",
            zh: "请写一段文字；如果以 `{` 开头或含有冒号加空格，请加英文引号",
        },
    }
}

/// The field with the required fields of its `record` on one line, as YAML, named in the language of the field.
fn group_example(record: &RecordDeclaration, field: Named<'_>) -> String {
    let needed: Vec<&Declaration> = record.fields.iter().filter(|part| part.presence == Presence::Required).collect();
    let shown = if needed.is_empty() { record.fields.iter().take(1).collect() } else { needed };
    let chinese = field.written == field.declaration.alias;
    let parts = shown.iter().map(|part| format!("{}: {}", if chinese { part.alias } else { part.name }, part.example));
    let line = format!("{{{}}}", parts.collect::<Vec<_>>().join(", "));
    match field.declaration.shape {
        Shape::List { .. } => format!("{}: [{line}]", field.written),
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
        | Shape::Group { .. }
        | Shape::Reference { .. }
        | Shape::Table { .. }
        | Shape::Counts
        | Shape::Free => format!("{}: {line}", field.written),
    }
}
