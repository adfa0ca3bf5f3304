//! All drafts to the [`Library`]: names, references, links, "did you mean", relations. The only stage that makes a library.

mod links;
mod names;
mod references;
mod relations;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::DateTime;

use names::Names;

use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::model::{Library, MediaFile, Parts};
use crate::parse::Parsed;
use crate::settings::Settings;
use crate::source::{SourcePath, below_static};

/// What a library is made of.
pub struct Materials {
    /// The site's settings.
    pub settings: Settings,
    /// Every draft, and every file that gave none.
    pub parsed: Vec<Arc<Parsed>>,
    /// Pictures and attachments.
    pub media: BTreeMap<SourcePath, MediaFile>,
    /// Pictures with mistakes that are reported already.
    pub broken_media: BTreeSet<SourcePath>,
    /// Files below `static/`.
    pub statics: BTreeMap<SourcePath, Digest>,
}

/// Joins all drafts; `as_of` decides what is published by now.
pub fn resolve(materials: Materials, as_of: DateTime, diagnostics: &mut Diagnostics) -> Library {
    let Materials { settings, parsed, media, broken_media, statics } = materials;
    let mut names = Names {
        media: media.iter().map(|(path, file)| (path.clone(), file.picture.is_some())).collect(),
        statics: statics.keys().map(|path| below_static(path).to_owned()).collect(),
        broken_media,
        ..Names::default()
    };
    let next_change = shelf::next_change(&parsed, as_of);
    let orphans: Vec<_> = parsed.iter().filter_map(|parsed| Some((parsed.path.clone(), parsed.orphan.clone()?))).collect();
    let mut shelf = shelf::shelve(&parsed, as_of, &mut names, diagnostics);
    for (path, text) in &orphans {
        links::link(&names, path, text, Digest::of(b""), diagnostics);
    }
    references::check(&mut shelf, &names, &settings, diagnostics);
    let relations = relations::relate(&shelf, diagnostics);
    Library::new(Parts {
        settings,
        districts: shelf.districts,
        stations: shelf.stations,
        deputies: shelf.deputies,
        stories: shelf.stories,
        campaigns: shelf.campaigns,
        projects: shelf.projects,
        pages: shelf.pages,
        media,
        statics,
        withheld: shelf.withheld,
        relations,
        next_change,
    })
}
