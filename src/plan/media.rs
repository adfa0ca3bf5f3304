//! Pictures and attachments: only those that something published shows or links to; and the files of `static/`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::address::{Address, fault};
use super::desk::Desk;
use super::page::{Make, Page};
use super::pages::Planned;
use crate::diagnostics::{Code, Diagnostic};
use crate::digest::Digest;
use crate::model::{Library, Linked, Photo, Target};
use crate::source::{SourcePath, Span, below_static};

/// A copy of each file that is shown.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let shown = shown(desk.library);
    let media = shown.iter().filter_map(|path| {
        let address = desk.media(path)?.clone();
        Some(Ok(copy(desk, address, path, desk.library.media(path)?.digest)))
    });
    media.chain(desk.library.statics().iter().map(|(path, digest)| static_file(desk, path, *digest))).collect()
}

fn static_file(desk: &Desk<'_>, path: &SourcePath, digest: Digest) -> Result<Arc<Page>, Box<Diagnostic>> {
    let place = below_static(path);
    match Address::file(place) {
        Some(address) => Ok(copy(desk, address, path, digest)),
        None => {
            let problem = Diagnostic::new(Code::UnusableAddress, Span::file(path)).arg("address", place);
            Err(Box::new(problem.arg("reason", fault(place))))
        }
    }
}

fn copy(desk: &Desk<'_>, address: Address, path: &SourcePath, digest: Digest) -> Arc<Page> {
    let page = Page::new(address, desk.language.clone(), Make::Copy(path.clone(), digest));
    Arc::new(Page { inputs: vec![path.clone()], ..page })
}

/// Every file that a published thing shows.
fn shown(library: &Library) -> BTreeSet<SourcePath> {
    let mut shown = Shown { files: BTreeSet::new() };
    for thing in library.districts().values() {
        shown.photos(&thing.path, &thing.record.cover);
        shown.file(&thing.path, thing.record.motif.as_ref().map(|motif| &*motif.value));
        shown.text(thing.text.as_deref());
    }
    for thing in library.stations().values() {
        shown.photos(&thing.path, &thing.record.photos);
        thing.record.regulations.iter().for_each(|one| shown.file(&thing.path, one.file.as_ref().map(|file| &*file.value)));
        shown.text(thing.text.as_deref());
    }
    for thing in library.deputies().values() {
        shown.photos(&thing.path, &thing.record.photo);
        shown.text(thing.text.as_deref());
    }
    for thing in library.stories().values() {
        shown.photos(&thing.path, thing.record.cover.iter().chain(&thing.record.photos));
        let attachments = thing.record.replicability.iter().flat_map(|copying| &copying.attachments);
        attachments.for_each(|one| shown.file(&thing.path, Some(&one.file.value)));
        shown.text(thing.text.as_deref());
    }
    for thing in library.campaigns().values() {
        shown.photos(&thing.path, &thing.record.cover);
        shown.text(thing.text.as_deref());
    }
    for thing in library.projects().values() {
        shown.photos(&thing.path, thing.record.photos.iter().chain(thing.record.progress.iter().filter_map(|step| step.photo.as_ref())));
        shown.text(thing.text.as_deref());
    }
    library.pages().values().for_each(|thing| shown.text(thing.text.as_deref()));
    shown.files
}

struct Shown {
    files: BTreeSet<SourcePath>,
}

impl Shown {
    fn photos<'a>(&mut self, path: &SourcePath, photos: impl IntoIterator<Item = &'a Photo>) {
        photos.into_iter().for_each(|photo| self.file(path, Some(&photo.file.value)));
    }

    fn file(&mut self, path: &SourcePath, file: Option<&str>) {
        self.files.extend(file.and_then(|file| path.join(file)));
    }

    fn text(&mut self, text: Option<&Linked>) {
        let targets = text.into_iter().flat_map(|text| &text.targets);
        self.files.extend(targets.filter_map(|target| match target {
            Target::Media(path) => Some(path.clone()),
            Target::Entity(..) | Target::Path(_) | Target::Fragment(_) | Target::Outside(_) | Target::Nothing => None,
        }));
    }
}
