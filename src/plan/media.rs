//! Pictures and attachments: only those that something published shows or links to; and the files of `static/`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::address::{Address, fault};
use super::desk::Desk;
use super::page::{Make, Page};
use super::pages::Planned;
use crate::diagnostics::{Code, Diagnostic};
use crate::document::SlotKind;
use crate::model::{Library, MediaFile, Photo, Target, Thing};
use crate::picture::{Order, Recipe};
use crate::source::{SourcePath, Span, below_static};

/// The files of each picture that is shown, a copy of each file that is linked to, and the files of `static/`.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let used = used(desk.library);
    let shown = used.shown.iter().flat_map(|path| shown(desk, path));
    let linked = used.linked.iter().filter_map(|path| Some(file(desk, desk.media(path)?.clone(), path, desk.library.media(path)?)));
    let statics = desk.library.statics().iter().map(|(path, found)| static_file(desk, path, found));
    shown.chain(linked).map(Ok).chain(statics).collect()
}

/// The files that are made of a picture.
fn shown(desk: &Desk<'_>, path: &SourcePath) -> Vec<Arc<Page>> {
    let Some(showing) = desk.showing(path) else { return Vec::new() };
    let made = |(address, order): &(Address, Order)| page(desk, address.clone(), path, Make::Picture(path.clone(), *order));
    showing.files.iter().map(made).collect()
}

fn static_file(desk: &Desk<'_>, path: &SourcePath, found: &MediaFile) -> Result<Arc<Page>, Box<Diagnostic>> {
    let place = below_static(path);
    match Address::file(place) {
        Some(address) => Ok(file(desk, address, path, found)),
        None => {
            let problem = Diagnostic::new(Code::UnusableAddress, Span::file(path)).arg("address", place);
            Err(Box::new(problem.arg("reason", fault(place))))
        }
    }
}

/// A file under its own name: a picture without what it tells of its maker, anything else as it is.
fn file(desk: &Desk<'_>, address: Address, path: &SourcePath, found: &MediaFile) -> Arc<Page> {
    let make = match found.picture {
        Some(facts) => Make::Picture(path.clone(), Order { digest: found.digest, facts, recipe: Recipe::Clean }),
        None => Make::Copy(path.clone(), found.digest),
    };
    page(desk, address, path, make)
}

fn page(desk: &Desk<'_>, address: Address, path: &SourcePath, make: Make) -> Arc<Page> {
    Arc::new(Page { inputs: vec![path.clone()], ..Page::new(address, desk.language.clone(), make) })
}

/// Every file that a published thing shows or links to.
fn used(library: &Library) -> Used {
    let mut used = Used::default();
    for thing in library.districts().values() {
        used.photos(&thing.path, &thing.record.cover);
        used.file(&thing.path, thing.record.motif.as_ref().map(|motif| &*motif.value));
        used.texts(thing);
    }
    for thing in library.stations().values() {
        used.photos(&thing.path, &thing.record.photos);
        thing.record.regulations.iter().for_each(|one| used.file(&thing.path, one.file.as_ref().map(|file| &*file.value)));
        used.texts(thing);
    }
    for thing in library.deputies().values() {
        used.photos(&thing.path, &thing.record.photo);
        used.texts(thing);
    }
    for thing in library.stories().values() {
        used.photos(&thing.path, thing.record.cover.iter().chain(&thing.record.photos));
        let attachments = thing.record.replicability.iter().flat_map(|copying| &copying.attachments);
        attachments.for_each(|one| used.file(&thing.path, Some(&one.file.value)));
        used.texts(thing);
    }
    for thing in library.campaigns().values() {
        used.photos(&thing.path, &thing.record.cover);
        used.texts(thing);
    }
    for thing in library.projects().values() {
        used.photos(&thing.path, thing.record.photos.iter().chain(thing.record.progress.iter().filter_map(|step| step.photo.as_ref())));
        used.texts(thing);
    }
    library.suggestions().values().for_each(|thing| used.texts(thing));
    library.tasks().values().for_each(|thing| used.texts(thing));
    library.opinions().values().for_each(|thing| used.texts(thing));
    library.deeds().values().for_each(|thing| used.texts(thing));
    library.pages().values().for_each(|thing| used.texts(thing));
    used
}

/// Files that are shown, and files that are linked to; a picture may be both.
#[derive(Default)]
struct Used {
    shown: BTreeSet<SourcePath>,
    linked: BTreeSet<SourcePath>,
}

impl Used {
    fn photos<'a>(&mut self, path: &SourcePath, photos: impl IntoIterator<Item = &'a Photo>) {
        self.shown.extend(photos.into_iter().filter_map(|photo| path.join(&photo.file.value)));
    }

    fn file(&mut self, path: &SourcePath, file: Option<&str>) {
        self.linked.extend(file.and_then(|file| path.join(file)));
    }

    fn texts<T>(&mut self, thing: &Thing<T>) {
        let slots = thing.texts().flat_map(|text| text.document.slots.iter().zip(&text.targets));
        for (slot, target) in slots {
            let Target::Media(path) = target else { continue };
            match slot.kind {
                SlotKind::Image => self.shown.insert(path.clone()),
                SlotKind::Link | SlotKind::WikiLink => self.linked.insert(path.clone()),
            };
        }
    }
}
