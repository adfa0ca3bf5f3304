//! Which ids and files there are, and what may be linked to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::shelf::doubles;
use super::translations::{Translated, Translations};
use crate::attachment::Unfit;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest};
use crate::digest::Digest;
use crate::fields::{ById, Id, Index, Referable, Reference};
use crate::language::Language;
use crate::model::{Kind, MediaFile, Reason};
use crate::parse::{Draft, Parsed};
use crate::source::{SourcePath, Spanned, below_static};

/// Whether a thing can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is published.
    Published,
    /// It is not published now.
    Withheld,
    /// Its file has mistakes, which are reported already.
    Broken,
}

/// A thing as others may name it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) standing: Standing,
    pub(super) path: SourcePath,
    anchors: Arc<[String]>,
    /// The anchors of its texts in other languages.
    other_anchors: Vec<(Language, Arc<[String]>)>,
}

impl Known {
    /// The anchors of its text, as a text in `language` may name them: those of the main text where it has none in that language.
    pub(super) fn anchors(&self, language: Option<&Language>) -> impl Iterator<Item = &str> {
        let own = self.other_anchors.iter().find(|(other, _)| Some(other) == language).map(|(_, anchors)| anchors);
        own.unwrap_or(&self.anchors).iter().map(String::as_str)
    }
}

/// What a file beside a text can serve as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A picture that browsers show.
    Picture,
    /// Nothing, for this reason.
    Nothing(Unfit),
    /// An attachment.
    File,
}

impl Use {
    fn of(file: &MediaFile) -> Self {
        match (file.picture, file.unfit) {
            (Some(_), _) => Self::Picture,
            (None, Some(unfit)) => Self::Nothing(unfit),
            (None, None) => Self::File,
        }
    }
}

/// The files of a site that no one parses.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) media: &'a BTreeMap<SourcePath, MediaFile>,
    pub(super) broken_media: &'a BTreeSet<SourcePath>,
    pub(super) statics: &'a BTreeMap<SourcePath, MediaFile>,
}

/// Every id, title and file of the site.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) things: BTreeMap<Kind, ById<Known>>,
    /// Titles and names, each with the things that bear it.
    pub(super) titles: Index<Arc<str>, Vec<(Kind, Id)>>,
    /// The file of each thing.
    pub(super) files: Index<SourcePath, (Kind, Id)>,
    /// Pictures and attachments, and what each can serve as.
    pub(super) media: Index<SourcePath, Use>,
    /// Pictures that are reported already.
    pub(super) broken_media: BTreeSet<SourcePath>,
    /// Files that stand where another has the same id, or one too much alike, each with the first.
    pub(super) doubles: Index<SourcePath, Option<Spanned<Id>>>,
    /// The townships of each district.
    pub(super) townships: ById<Vec<Id>>,
    /// Files below `static/`, by their address.
    pub(super) statics: BTreeSet<String>,
}

impl Names {
    /// The names in all files.
    pub(super) fn of(parsed: &[Arc<Parsed>], reasons: &[Option<Reason>], translations: &Translations, files: Files<'_>) -> Self {
        let mut names = Self {
            media: files.media.iter().map(|(path, file)| (path.clone(), Use::of(file))).collect(),
            statics: files.statics.keys().map(|path| below_static(path).to_owned()).collect(),
            broken_media: files.broken_media.clone(),
            doubles: doubles(parsed),
            ..Self::default()
        };
        for (parsed, reason) in parsed.iter().zip(reasons) {
            names.add(parsed, *reason);
        }
        for (original, translated) in translations.all() {
            names.add_translation(original, translated);
        }
        names
    }

    /// Digest of all that [`Names::of`] looks at: equal ones, equal names.
    pub(super) fn digest(parsed: &[Arc<Parsed>], reasons: &[Option<Reason>], translations: &Translations, files: Files<'_>) -> Digest {
        Digest::build(|feeder| {
            for (_, Translated { parsed, reason, .. }) in translations.all() {
                feeder.text(parsed.path.as_str()).digest(parsed.names).number(u64::from(reason.is_some()));
            }
            for (parsed, reason) in parsed.iter().zip(reasons) {
                feeder.text(parsed.path.as_str()).digest(parsed.names).number(u64::from(reason.is_some()));
            }
            for (path, file) in files.media {
                feeder.text(path.as_str()).number(u64::from(file.picture.is_some())).text(&format!("{:?}", file.unfit));
            }
            for path in files.statics.keys().chain(files.broken_media) {
                feeder.text(path.as_str());
            }
            feeder.number(files.media.len() as u64).number(files.statics.len() as u64);
        })
    }

    fn add(&mut self, parsed: &Parsed, reason: Option<Reason>) {
        let Parsed { path, place, id, draft, .. } = parsed;
        let (kind, id) = (place.kind, &id.value);
        if let Some(first) = self.doubles.get(path) {
            if let Some(first) = first {
                self.files.insert(path.clone(), (kind, first.value.clone()));
            }
            return;
        }
        let standing = match (draft, reason) {
            (None, _) => Standing::Broken,
            (Some(_), Some(_)) => Standing::Withheld,
            (Some(_), None) => Standing::Published,
        };
        let anchors = draft.as_ref().and_then(Draft::text).map(|text| text.anchors.clone()).unwrap_or_default();
        let others = draft.iter().flat_map(Draft::other_texts);
        let other_anchors = others.map(|(language, text)| (language.clone(), text.anchors.clone())).collect();
        self.things.entry(kind).or_default().insert(id.clone(), Known { standing, path: path.clone(), anchors, other_anchors });
        self.files.insert(path.clone(), (kind, id.clone()));
        for title in draft.iter().flat_map(Draft::titles) {
            self.titles.entry(title).or_default().push((kind, id.clone()));
        }
        if let (Some(Draft::District(district)), None) = (draft, reason) {
            self.townships.insert(id.clone(), district.townships.iter().map(|township| township.id.value.clone()).collect());
        }
    }

    /// Adds what a translation tells of its original.
    fn add_translation(&mut self, original: &SourcePath, translated: &Translated) {
        let Translated { parsed, words, reason } = translated;
        let Some((kind, id)) = self.files.get(original).cloned() else { return };
        self.files.insert(parsed.path.clone(), (kind, id.clone()));
        if let Some(title) = words.words.text("title") {
            let bearers = self.titles.entry(title.value.clone()).or_default();
            if !bearers.contains(&(kind, id.clone())) {
                bearers.push((kind, id.clone()));
            }
        }
        if let Some(known) = self.things.get_mut(&kind).and_then(|things| things.get_mut(&id)).filter(|_| reason.is_none()) {
            known.other_anchors.push((words.language.clone(), words.body.anchors.clone()));
        }
    }

    /// The thing called `id`.
    pub(super) fn get(&self, kind: Kind, id: &Id) -> Option<&Known> {
        self.things.get(&kind)?.get(id)
    }

    /// The things of any kind called `name`, by id or by title.
    pub(super) fn called(&self, name: &str) -> Vec<(Kind, Id)> {
        let of_kind = |(kind, things): (&Kind, &ById<Known>)| things.get_key_value(name).map(|(id, _)| (*kind, id.clone()));
        let by_id: Vec<(Kind, Id)> = self.things.iter().filter_map(of_kind).collect();
        if by_id.is_empty() { self.titles.get(name).cloned().unwrap_or_default() } else { by_id }
    }

    /// Whether `reference` can be shown; if not, says why.
    pub(super) fn holds<K: Referable>(&self, kind: Kind, reference: &Reference<K>, diagnostics: &mut Diagnostics) -> bool {
        let id = reference.id.as_str();
        match self.get(kind, &reference.id).map(|known| known.standing) {
            Some(Standing::Published) => return true,
            Some(Standing::Broken) => {}
            Some(Standing::Withheld) => diagnostics.push(Diagnostic::new(Code::WithheldReference, reference.span.clone()).arg("id", id)),
            None => {
                let ids = self.things.get(&kind).into_iter().flat_map(|things| things.keys().map(Id::as_str));
                let problem = Diagnostic::new(Code::UnknownReference, reference.span.clone()).arg("kind", K::WORDS).arg("id", id);
                diagnostics.push(problem.did_you_mean(closest(id, ids)));
            }
        }
        false
    }

    /// Whether every reference of a list can be shown and stands there once: then there is nothing to leave out.
    pub(super) fn all_hold<K: Referable>(&self, kind: Kind, list: &[Reference<K>]) -> bool {
        let is_new = |at: usize| list[..at].iter().all(|before| before.id != list[at].id);
        list.iter().enumerate().all(|(at, reference)| self.is_published(kind, &reference.id) && is_new(at))
    }

    /// Whether the thing called `id` is published.
    pub(super) fn is_published(&self, kind: Kind, id: &Id) -> bool {
        self.get(kind, id).is_some_and(|known| known.standing == Standing::Published)
    }

    /// Keeps the references of a list that can be shown, each once.
    pub(super) fn keep<K: Referable>(&self, kind: Kind, field: &'static str, list: &mut Vec<Reference<K>>, diagnostics: &mut Diagnostics) {
        let mut seen = BTreeSet::new();
        list.retain(|reference| {
            if !seen.insert(reference.id.clone()) {
                let problem = Diagnostic::new(Code::ReferencedTwice, reference.span.clone());
                diagnostics.push(problem.arg("id", reference.id.as_str()).arg("field", field));
                return false;
            }
            self.holds(kind, reference, diagnostics)
        });
    }
}
