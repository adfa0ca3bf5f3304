//! The words of a translation: read by the declaration of what it translates, then joined with it.
//!
//! A translation is written with the names of the original's fields, but holds words only; all else is the original's.

use std::sync::Arc;

use super::check::check_in;
use super::declaration::{RecordDeclaration, Shape};
use super::node::{Entry, Node, Value};
use super::read::{Field, Fields, Named, Reader};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{Language, Text, Words};
use crate::source::{Span, Spanned};

/// What a translation says.
#[derive(Clone, Debug)]
pub enum Translated {
    /// A text.
    Text(Spanned<Arc<str>>),
    /// Values in the order of the original's.
    List(Vec<Translated>, Span),
    /// Fields of the original.
    Group(Vec<TranslatedField>),
    /// Nothing: the original stays as it is.
    Nothing,
}

/// A field of a translation.
#[derive(Clone, Debug)]
pub struct TranslatedField {
    /// Its English name.
    pub name: &'static str,
    /// Its name as it was written.
    pub written: Box<str>,
    /// Where the name stands.
    pub span: Span,
    /// What it says.
    pub value: Translated,
}

impl Translated {
    /// The field with the English name `name`.
    pub fn field(&self, name: &str) -> Option<&TranslatedField> {
        match self {
            Self::Group(fields) => fields.iter().find(|field| field.name == name),
            Self::Text(_) | Self::List(..) | Self::Nothing => None,
        }
    }

    /// The text of the field with the English name `name`.
    pub fn text(&self, name: &str) -> Option<&Spanned<Arc<str>>> {
        match &self.field(name)?.value {
            Self::Text(text) => Some(text),
            Self::List(..) | Self::Group(_) | Self::Nothing => None,
        }
    }
}

/// Reads the words of a translation into `language` of what `record` declares; `entries` of other kinds are reported, but not those that
/// `is_own` knows by their English names.
pub fn read(
    record: &'static RecordDeclaration,
    entries: &[Entry<'_>],
    is_own: &dyn Fn(&str) -> bool,
    language: &Language,
    reader: &mut Reader<'_>,
) -> Translated {
    let fields = Fields::new(entries, None, record, reader);
    let mut words = Vec::new();
    for (number, declaration) in record.fields.iter().enumerate() {
        let Some(entry) = fields.written(number).filter(|_| !is_own(declaration.name)) else { continue };
        let field = Named { written: &entry.key, declaration };
        if !holds_words(&declaration.shape) {
            reader.report(Code::WordlessField, entry.key_mark, |problem| problem.arg("field", field.written));
            continue;
        }
        if let Some(value) = value(&declaration.shape, &entry.node, field, language, reader) {
            words.push(TranslatedField { name: declaration.name, written: (&*entry.key).into(), span: reader.span(entry.key_mark), value });
        }
    }
    Translated::Group(words)
}

/// Whether such a value has words that can be translated.
pub fn holds_words(shape: &Shape) -> bool {
    match shape {
        Shape::MultilingualText => true,
        Shape::List { of } => holds_words(of),
        Shape::Group { record } => record.fields.iter().any(|field| holds_words(&field.shape)),
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
        | Shape::Free => false,
    }
}

fn value(shape: &Shape, node: &Node<'_>, field: Named<'_>, language: &Language, reader: &mut Reader<'_>) -> Option<Translated> {
    match (shape, &node.value) {
        (Shape::List { of }, Value::List(nodes)) => {
            let values: Vec<Translated> = nodes.iter().filter_map(|node| value(of, node, field, language, reader)).collect();
            (values.len() == nodes.len()).then(|| Translated::List(values, reader.span(node.mark)))
        }
        (Shape::List { of }, Value::Scalar(..)) if !matches!(of, Shape::Group { .. }) => {
            let only = value(of, node, field, language, reader)?;
            Some(Translated::List(vec![only], reader.span(node.mark)))
        }
        (Shape::List { .. }, Value::Scalar(..) | Value::Map(_)) => {
            reader.wrong_type(node, field, Words { en: "a list", zh: "列表" }, LIST_ADVICE);
            None
        }
        (Shape::Group { record }, Value::Map(entries)) => Some(read(record, entries, &|_| false, language, reader)),
        (Shape::Group { .. }, Value::Null) => Some(Translated::Nothing),
        (Shape::Group { .. }, Value::Scalar(..) | Value::List(_)) => {
            reader.wrong_type(node, field, Words { en: "a group of fields", zh: "一组字段" }, GROUP_ADVICE);
            None
        }
        (_, _) => {
            let text = reader.text(node, field)?;
            check_in(language, text, node.mark, field, reader).then(|| Translated::Text(Spanned::new(text.into(), reader.span(node.mark))))
        }
    }
}

const LIST_ADVICE: Words = Words {
    en: "write one entry for each of the original's, in the same order, each after `- `",
    zh: "请按原文的顺序逐项写，行首写 `- `",
};
const GROUP_ADVICE: Words = Words { en: "write the names of its fields below it, indented", zh: "请在下面缩进写字段名和译文" };

/// Joins translations into one language with their originals; problems go to `diagnostics`.
pub struct Joiner<'a> {
    /// The language of the translation.
    pub language: &'a Language,
    /// Where problems go.
    pub diagnostics: &'a mut Diagnostics,
}

impl Joiner<'_> {
    /// Joins one field.
    pub fn field<T: Field>(&mut self, original: &mut T, field: &TranslatedField) {
        original.translate(&field.value, field, self);
    }

    /// Joins a text.
    pub(super) fn text(&mut self, original: &mut Text, words: &Translated, field: &TranslatedField) {
        let Translated::Text(text) = words else { return };
        if !original.translate(self.language, text.value.clone()) {
            let problem = Diagnostic::new(Code::TranslatedTwice, text.span.clone()).arg("field", &*field.written);
            self.diagnostics.push(problem.arg("language", self.language.tag()));
        }
    }

    /// Joins values that follow each other.
    pub(super) fn list<T: Field>(&mut self, originals: &mut [T], words: &Translated, field: &TranslatedField) {
        let Translated::List(values, span) = words else { return };
        if values.len() != originals.len() {
            let problem = Diagnostic::new(Code::TranslationLength, span.clone()).arg("field", &*field.written);
            self.diagnostics.push(problem.arg("found", values.len()).arg("expected", originals.len()));
            return;
        }
        for (original, words) in originals.iter_mut().zip(values) {
            original.translate(words, field, self);
        }
    }

    /// Says that the original has nothing to translate there.
    pub(super) fn nothing(&mut self, field: &TranslatedField) {
        self.diagnostics.push(Diagnostic::new(Code::NothingToTranslate, field.span.clone()).arg("field", &*field.written));
    }
}
