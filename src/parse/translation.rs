//! A translation: the words of a story or page in another language, not yet joined with the original.

use std::sync::Arc;

use super::{File, front_matter, markdown, passages, record_root, signed, yaml};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::fields::{Field, InTranslations, Named, Node, Presence, Reader, Record, RecordDeclaration, Translated, Value, read_translation};
use crate::language::Language;
use crate::model::{Kind, Review, Signature};
use crate::passage::Passages;
use crate::source::{Span, Spanned};

/// A translation of a story or page.
#[derive(Clone, Debug)]
pub struct Translation {
    /// What it translates.
    pub kind: Kind,
    /// The language into which.
    pub language: Language,
    /// Its fields.
    pub words: Translated,
    /// Its text.
    pub body: Arc<Document>,
    /// The headings of level 2 with their places; where there is none, the place of the first field.
    pub sections: Vec<Spanned<String>>,
    /// The place of the first field.
    pub head: Span,
    /// Whether it is not to be published yet.
    pub draft: bool,
    /// Its own sign-off. One without times only translates the names in the original's.
    pub review: Option<Spanned<Review>>,
}

/// Reads the translation `file` into `language`.
pub(super) fn read(file: File<'_>, language: &Language, found: &mut Passages, diagnostics: &mut Diagnostics) -> Option<Translation> {
    let cut = front_matter::cut(file.path, file.text, diagnostics)?;
    let tree = yaml::read(file.path, cut.yaml, diagnostics);
    let body = Arc::new(markdown::read(file.path, file.text, cut.body_start, found, diagnostics).counted());
    let record = file.place.kind.record();
    passages::of_fields(&tree, record, file.text, found);
    let root = record_root(&tree, file.path, file.text, cut.yaml.len(), record, diagnostics)?;
    let Value::Map(entries) = &root.value else { return None };
    let mut reader = Reader::new(file.path, &file.place.default_id, diagnostics);
    let InTranslations { own: draft, signed: [review, _], .. } = InTranslations::ALL;
    let is_signed = root.entry(record, review).is_some_and(|entry| holds_signature(&entry.node));
    let mut signed_off = if is_signed { own(root, review, record, &mut reader) } else { None };
    signed::seal(&mut signed_off, file.text);
    let is_own = |name: &str| name == draft || name == review && is_signed;
    let words = read_translation(record, entries, &is_own, language, &mut reader);
    let draft = own(root, draft, record, &mut reader).unwrap_or_default();
    let is_complete = !tree.whole || has_needed(root, file, diagnostics);
    let sections = body.headings.iter().filter(|heading| heading.level == 2);
    let sections = sections.map(|heading| Spanned::new(heading.text.trim().to_owned(), super::story::heading_line(&heading.text, file)));
    let (sections, head) = (sections.collect(), root.head().span(file.path));
    let (kind, language, review) = (file.place.kind, language.clone(), signed_off);
    let translation = Translation { kind, language, words, body, sections, head, draft, review };
    (tree.whole && is_complete).then_some(translation)
}

/// The value of a field that a translation has for itself, as it is no words.
fn own<T: Field>(root: &Node<'_>, name: &str, record: &'static RecordDeclaration, reader: &mut Reader<'_>) -> Option<T> {
    let entry = root.entry(record, name)?;
    let (_, declaration) = record.field(name)?;
    T::read(&entry.node, Named { written: &entry.key, declaration }, reader)
}

/// Whether somebody has signed there, at some time.
fn holds_signature(review: &Node<'_>) -> bool {
    let Value::Map(levels) = &review.value else { return false };
    levels.iter().any(|level| level.node.entry(Signature::RECORD, InTranslations::ALL.signed[1]).is_some())
}

/// Reports title and summary where they are missing and the original must have them.
fn has_needed(root: &Node<'_>, file: File<'_>, diagnostics: &mut Diagnostics) -> bool {
    let record = file.place.kind.record();
    let needed =
        record.fields.iter().filter(|field| InTranslations::ALL.needed.contains(&field.name) && field.presence == Presence::Required);
    let missing: Vec<_> = needed.filter(|field| root.entry(record, field.name).is_none()).collect();
    let in_chinese = matches!(&root.value, Value::Map(entries) if entries.first().is_some_and(|entry| !entry.key.is_ascii()));
    for field in &missing {
        let problem = Diagnostic::new(Code::MissingField, root.head().span(file.path));
        let problem = problem.arg("what", WHAT).arg("field", if in_chinese { field.alias } else { field.name });
        diagnostics.push(problem.arg("meaning", field.meaning_clause()));
    }
    missing.is_empty()
}

const WHAT: crate::language::Words = crate::language::Words { en: "the translation", zh: "译文" };
