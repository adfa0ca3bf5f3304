//! Every reference of every thing: kept if it can be shown, reported if not.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::links::{Wanted, link, media_exists};
use super::names::Names;
use super::shelf::Shelf;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Campaign, Kind, Photo, Project, Station, Story, Thing, Things};
use crate::settings::{NamedItem, Settings};
use crate::source::{SourcePath, Span, Spanned};

/// Checks the references, links and pictures of all things.
pub(super) fn check(shelf: &mut Shelf, names: &Names, settings: &Settings, diagnostics: &mut Diagnostics) {
    let townships = townships(shelf);
    let mut check = Check { names, settings, townships, diagnostics };
    for thing in shelf.districts.values_mut() {
        check.photos(&thing.path, thing.record.cover.iter());
        check.picture_file(&thing.path, thing.record.motif.as_ref());
    }
    shelf.stations.values_mut().for_each(|thing| check.station(thing));
    for thing in shelf.deputies.values_mut() {
        check.photos(&thing.path, thing.record.photo.iter());
        names.keep(Kind::Station, "stations", &mut thing.record.stations, check.diagnostics);
        names.keep(Kind::Story, "duty_report", &mut thing.record.duty_report, check.diagnostics);
    }
    shelf.stories.values_mut().for_each(|thing| check.story(thing));
    shelf.campaigns.values_mut().for_each(|thing| check.campaign(thing));
    shelf.projects.values_mut().for_each(|thing| check.project(thing));
    check.emblem();
    check.texts(shelf);
}

/// The townships of each district.
fn townships(shelf: &Shelf) -> BTreeMap<Id, Vec<Id>> {
    let of = |thing: &Thing<crate::model::District>| thing.record.townships.iter().map(|township| township.id.value.clone()).collect();
    shelf.districts.iter().map(|(id, thing)| (id.clone(), of(thing))).collect()
}

struct Check<'a> {
    names: &'a Names,
    settings: &'a Settings,
    townships: BTreeMap<Id, Vec<Id>>,
    diagnostics: &'a mut Diagnostics,
}

impl Check<'_> {
    fn station(&mut self, thing: &mut Thing<Station>) {
        let Thing { path, home, record, id, .. } = thing;
        self.photos(path, record.photos.iter());
        self.setting("kind", &record.kind, &self.settings.station_kinds);
        for item in &record.standard_items {
            self.setting("item", &item.item, &self.settings.standard_items);
        }
        for file in record.regulations.iter().filter_map(|regulation| regulation.file.as_ref()) {
            media_exists(self.names, path, &file.value, &file.span, Wanted::File, self.diagnostics);
        }
        self.township(home.as_ref(), &record.township);
        self.names.keep(Kind::Deputy, "deputies", &mut record.deputies, self.diagnostics);
        self.names.keep_one(Kind::Station, &mut record.parent, self.diagnostics);
        self.names.keep_one(Kind::Station, &mut record.redirect_to, self.diagnostics);
        for (field, reference) in [("parent", &mut record.parent), ("redirect_to", &mut record.redirect_to)] {
            if let Some(itself) = reference.take_if(|reference| reference.id == *id) {
                self.itself(field, itself.id.as_str(), &itself.span);
            }
        }
    }

    fn story(&mut self, thing: &mut Thing<Story>) {
        let Thing { path, home, record, .. } = thing;
        self.photos(path, record.cover.iter().chain(&record.photos));
        for attachment in record.replicability.iter().flat_map(|replicability| &replicability.attachments) {
            media_exists(self.names, path, &attachment.file.value, &attachment.file.span, Wanted::File, self.diagnostics);
        }
        if let Some(column) = &record.column {
            self.choice("column", &column.value, &column.span, self.settings.columns.iter().map(|column| column.id.value.as_str()));
        }
        self.names.keep(Kind::District, "districts", &mut record.districts, self.diagnostics);
        self.names.keep(Kind::Station, "stations", &mut record.stations, self.diagnostics);
        self.names.keep(Kind::Deputy, "deputies", &mut record.deputies, self.diagnostics);
        self.names.keep(Kind::Campaign, "campaigns", &mut record.campaigns, self.diagnostics);
        self.names.keep(Kind::Project, "projects", &mut record.projects, self.diagnostics);
        self.names.keep_one(Kind::Story, &mut record.translation_of, self.diagnostics);
        for adoption in &record.adoptions {
            self.adopter(&adoption.adopter, home.as_ref());
        }
    }

    fn campaign(&mut self, thing: &mut Thing<Campaign>) {
        self.photos(&thing.path, thing.record.cover.iter());
        let record = &mut thing.record;
        record.values.retain(|value| self.names.holds(Kind::District, &value.district, self.diagnostics));
        for (key, _) in record.values.iter().flat_map(|value| &value.counts.0) {
            self.choice("counts", &key.value, &key.span, record.counters.iter().map(|counter| &*counter.key.value));
        }
    }

    fn project(&mut self, thing: &mut Thing<Project>) {
        let Thing { path, record, .. } = thing;
        let of_progress = record.progress.iter().filter_map(|progress| progress.photo.as_ref());
        self.photos(path, record.photos.iter().chain(of_progress));
        self.names.keep_one(Kind::District, &mut record.district, self.diagnostics);
        if let Some(group) = &mut record.supervision_group {
            self.names.keep(Kind::Deputy, "members", &mut group.members, self.diagnostics);
        }
        record.supervision_group.take_if(|group| !self.names.holds(Kind::Deputy, &group.leader, self.diagnostics));
        for event in &mut record.events {
            self.names.keep(Kind::Deputy, "deputies", &mut event.deputies, self.diagnostics);
        }
    }

    /// A district or a station, but not the one where the practice comes from.
    fn adopter(&mut self, adopter: &Spanned<Id>, home: Option<&Id>) {
        let id = adopter.value.as_str();
        if home == Some(&adopter.value) {
            return self.itself("adopter", id, &adopter.span);
        }
        let kinds = [Kind::District, Kind::Station];
        if kinds.iter().any(|kind| self.names.get(*kind, &adopter.value).is_some()) {
            return;
        }
        let ids = kinds.iter().filter_map(|kind| self.names.things.get(kind)).flat_map(|things| things.keys().map(Id::as_str));
        let kind = Words { en: "district or station", zh: "区或站点" };
        let problem = Diagnostic::new(Code::UnknownReference, adopter.span.clone()).arg("kind", kind).arg("id", id);
        self.diagnostics.push(problem.did_you_mean(closest(id, ids)));
    }

    fn itself(&mut self, field: &'static str, id: &str, span: &Span) {
        self.diagnostics.push(Diagnostic::new(Code::SelfReference, span.clone()).arg("id", id).arg("field", field));
    }

    /// A township of the station's district; of any district for a station of the city.
    fn township(&mut self, home: Option<&Id>, township: &Spanned<Id>) {
        let of_home = home.and_then(|home| self.townships.get(home));
        if home.is_some() && of_home.is_none() {
            return;
        }
        let known: Vec<&Id> = of_home.map_or_else(|| self.townships.values().flatten().collect(), |ids| ids.iter().collect());
        if known.contains(&&township.value) {
            return;
        }
        let id = township.value.as_str();
        let problem = Diagnostic::new(Code::UnknownReference, township.span.clone());
        let problem = problem.arg("kind", Words { en: "township of this district", zh: "本区乡镇街道" }).arg("id", id);
        self.diagnostics.push(problem.did_you_mean(closest(id, known.into_iter().map(Id::as_str))));
    }

    fn setting(&mut self, field: &'static str, value: &Spanned<std::sync::Arc<str>>, items: &[NamedItem]) {
        self.choice(field, &value.value, &value.span, items.iter().map(|item| &*item.id.value));
    }

    fn choice<'b>(&mut self, field: &'static str, value: &str, span: &Span, choices: impl Iterator<Item = &'b str> + Clone) {
        if choices.clone().any(|choice| choice == value) {
            return;
        }
        let all: Vec<&str> = choices.clone().collect();
        let problem = Diagnostic::new(Code::UnknownChoice, span.clone()).arg("value", value).arg("field", field);
        self.diagnostics.push(problem.arg("choices", all.join(", ")).did_you_mean(closest(value, choices)));
    }

    fn photos<'b>(&mut self, path: &SourcePath, photos: impl Iterator<Item = &'b Photo>) {
        for photo in photos {
            self.picture_file(path, Some(&photo.file));
        }
    }

    fn picture_file(&mut self, path: &SourcePath, file: Option<&Spanned<std::sync::Arc<str>>>) {
        if let Some(file) = file {
            media_exists(self.names, path, &file.value, &file.span, Wanted::Picture, self.diagnostics);
        }
    }

    /// The emblem lies in `static/`.
    fn emblem(&mut self) {
        let Some(emblem) = &self.settings.emblem else { return };
        if !self.names.statics.contains(emblem.value.trim_start_matches("static/").trim_start_matches('/')) {
            self.diagnostics.push(Diagnostic::new(Code::MissingImage, emblem.span.clone()).arg("file", &*emblem.value));
        }
    }

    fn texts(&mut self, shelf: &mut Shelf) {
        macro_rules! link_all {
            ($($shelf:ident)+) => {$( self.texts_of(&mut shelf.$shelf); )+};
        }
        link_all!(districts stations deputies stories campaigns projects pages);
    }

    /// Links the texts of one kind, on all cores.
    fn texts_of<T: Send>(&mut self, things: &mut Things<T>) {
        let names = self.names;
        let problems = things.par_iter_mut().map(|(_, thing)| {
            let mut problems = Diagnostics::new();
            if let Some(text) = &mut thing.text {
                *text = link(names, &thing.path, &text.document, text.digest, &mut problems);
            }
            problems
        });
        problems.collect::<Vec<Diagnostics>>().into_iter().for_each(|problems| self.diagnostics.append(problems));
    }
}
