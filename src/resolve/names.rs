//! Which ids and files there are, and what may be linked to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest};
use crate::document::Document;
use crate::fields::{Id, Referable, Reference};
use crate::model::Kind;
use crate::source::SourcePath;

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
    /// Its text, where it has one.
    pub(super) document: Option<Arc<Document>>,
}

impl Known {
    /// The anchors of its text.
    pub(super) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.document.iter().flat_map(|document| document.anchors.iter().map(String::as_str))
    }
}

/// Every id, title and file of the site.
#[derive(Default)]
pub(super) struct Names {
    pub(super) things: BTreeMap<Kind, BTreeMap<Id, Known>>,
    /// Titles and names, each with the things that bear it.
    pub(super) titles: BTreeMap<Arc<str>, Vec<(Kind, Id)>>,
    /// The file of each thing.
    pub(super) files: BTreeMap<SourcePath, (Kind, Id)>,
    /// Pictures and attachments, and whether each is a usable picture.
    pub(super) media: BTreeMap<SourcePath, bool>,
    /// Pictures that are reported already.
    pub(super) broken_media: BTreeSet<SourcePath>,
    /// Folders that are no districts although files stand in them; reported already.
    pub(super) homeless: BTreeSet<SourcePath>,
    /// Files below `static/`, by their address.
    pub(super) statics: BTreeSet<String>,
}

impl Names {
    /// The thing called `id`.
    pub(super) fn get(&self, kind: Kind, id: &Id) -> Option<&Known> {
        self.things.get(&kind)?.get(id)
    }

    /// The things of any kind called `name`, by id or by title.
    pub(super) fn called(&self, name: &str) -> Vec<(Kind, Id)> {
        let of_kind = |(kind, things): (&Kind, &BTreeMap<Id, Known>)| things.get_key_value(name).map(|(id, _)| (*kind, id.clone()));
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
