//! Every reference of every thing: kept if it can be shown, reported if not.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Resolved;
use super::links::{Wanted, link, media_exists};
use super::names::Names;
use super::relations::Ties;
use super::shelf::Shelf;
use super::signoff::translate_names;
use super::translations::{Translated, Translations, join, sections};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest};
use crate::fields::{Id, Index, Record};
use crate::language::Words;
use crate::model::{
    Campaign, Deed, DeedLedger, Deputy, District, Kind, Library, OpinionLedger, Photo, Project, Station, Story, Suggestion, TaskList,
    Thing, Things,
};
use crate::settings::{NamedItem, Settings};
use crate::source::{SourcePath, Span, Spanned};

/// What came of checking all things.
#[derive(Default)]
pub(super) struct Checked {
    /// What is wrong, by file.
    pub(super) problems: Index<SourcePath, Diagnostics>,
    /// Whether everything is tied to the same as before.
    pub(super) ties_hold: bool,
}

/// Checks the references, links and pictures of all things, on all cores. A thing that is as it was `before` need not be checked again.
pub(super) fn check(
    shelf: &mut Shelf,
    names: &Names,
    settings: &Settings,
    translations: &Translations,
    before: Option<&Resolved>,
    diagnostics: &mut Diagnostics,
) -> Checked {
    let ground = Ground { names, settings, translations, before };
    let mut checked = Checked { ties_hold: before.is_some(), ..Checked::default() };
    ground.check(&mut shelf.districts, Library::districts, |check, thing| check.district(thing), &mut checked);
    ground.check(&mut shelf.stations, Library::stations, |check, thing| check.station(thing), &mut checked);
    ground.check(&mut shelf.deputies, Library::deputies, |check, thing| check.deputy(thing), &mut checked);
    ground.check(&mut shelf.stories, Library::stories, |check, thing| check.story(thing), &mut checked);
    ground.check(&mut shelf.campaigns, Library::campaigns, |check, thing| check.campaign(thing), &mut checked);
    ground.check(&mut shelf.projects, Library::projects, |check, thing| check.project(thing), &mut checked);
    ground.check(&mut shelf.suggestions, Library::suggestions, |check, thing| check.suggestion(thing), &mut checked);
    ground.check(&mut shelf.tasks, Library::tasks, |check, thing| check.tasks(thing), &mut checked);
    ground.check(&mut shelf.opinions, Library::opinions, |check, thing| check.opinions(thing), &mut checked);
    ground.check(&mut shelf.deeds, Library::deeds, |check, thing| check.deeds(thing), &mut checked);
    ground.check(&mut shelf.pages, Library::pages, |_, _| {}, &mut checked);
    checked.problems.values().for_each(|problems| diagnostics.append(problems.clone()));
    emblem(names, settings, diagnostics);
    checked
}

/// The emblem lies in `static/`.
fn emblem(names: &Names, settings: &Settings, diagnostics: &mut Diagnostics) {
    let Some(emblem) = &settings.emblem else { return };
    if !names.statics.contains(emblem.value.trim_start_matches("static/").trim_start_matches('/')) {
        diagnostics.push(Diagnostic::new(Code::MissingImage, emblem.span.clone()).arg("file", &*emblem.value));
    }
}

/// What every check may look at.
#[derive(Clone, Copy)]
struct Ground<'a> {
    names: &'a Names,
    settings: &'a Settings,
    translations: &'a Translations,
    before: Option<&'a Resolved>,
}

impl Ground<'_> {
    /// Checks things of one kind and links their texts.
    fn check<T: Ties + Record + Clone + Send + Sync>(
        &self,
        things: &mut Things<T>,
        of: fn(&Library) -> &Things<T>,
        check: impl Fn(&mut Check<'_>, &mut Thing<T>) + Sync,
        checked: &mut Checked,
    ) {
        let before = self.before.map(|before| of(&before.library));
        let done = things.par_iter_mut().map(|(id, thing)| {
            let known = before.and_then(|things| things.get(id));
            if known.is_some_and(|known| known.is(thing)) {
                return (self.before.and_then(|before| before.problems.get(&thing.path).cloned()).unwrap_or_default(), true);
            }
            let mut problems = Diagnostics::new();
            let translations = self.translations;
            translations.of(&thing.path.clone()).for_each(|translated| join(thing, translated, &mut problems));
            check(&mut Check { ground: *self, diagnostics: &mut problems }, thing);
            self.link_texts(thing, &mut problems);
            (problems, known.is_some_and(|known| known.home == thing.home && known.record.ties() == thing.record.ties()))
        });
        let done: Vec<(Diagnostics, bool)> = done.collect();
        for (thing, (problems, ties_hold)) in things.values().zip(done) {
            checked.ties_hold &= ties_hold;
            if !problems.is_empty() {
                checked.problems.insert(thing.path.clone(), problems);
            }
        }
    }

    /// Finds what the links in all texts of a thing point at.
    fn link_texts<T>(&self, thing: &mut Thing<T>, problems: &mut Diagnostics) {
        let Thing { path, text, other_texts, .. } = thing;
        if let Some(text) = text {
            *text = Arc::new(link(self.names, path, None, &text.document, text.digest, problems));
        }
        for (language, text) in &mut *other_texts {
            *text = Arc::new(link(self.names, path, Some(language), &text.document, text.digest, problems));
        }
        for Translated { parsed, words, .. } in self.translations.of(path) {
            let linked = link(self.names, &parsed.path, Some(&words.language), &words.body, parsed.digest, problems);
            other_texts.insert(words.language.clone(), Arc::new(linked));
        }
    }
}

/// The check of one thing.
struct Check<'a> {
    ground: Ground<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> std::ops::Deref for Check<'a> {
    type Target = Ground<'a>;

    fn deref(&self) -> &Ground<'a> {
        &self.ground
    }
}

/// Leaves out of a record's list what cannot be shown; a record with nothing to leave out stays shared with its draft.
macro_rules! keep {
    ($check:ident, $record:ident, $kind:expr, $field:ident) => {
        if !$check.ground.names.all_hold($kind, &$record.$field) {
            $check.ground.names.keep($kind, stringify!($field), &mut Arc::make_mut($record).$field, $check.diagnostics);
        }
    };
}

/// Leaves out of a record a single reference that cannot be shown.
macro_rules! keep_one {
    ($check:ident, $record:ident, $kind:expr, $field:ident) => {
        if $record.$field.as_ref().is_some_and(|reference| !$check.ground.names.holds($kind, reference, $check.diagnostics)) {
            Arc::make_mut($record).$field = None;
        }
    };
}

impl Check<'_> {
    fn district(&mut self, thing: &mut Thing<District>) {
        self.photos(&thing.path, thing.record.cover.iter());
        self.picture_file(&thing.path, thing.record.motif.as_ref());
    }

    fn deputy(&mut self, thing: &mut Thing<Deputy>) {
        let Thing { path, record, .. } = thing;
        self.photos(path, record.photo.iter());
        keep!(self, record, Kind::Station, stations);
        keep!(self, record, Kind::Story, duty_report);
    }

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
        keep!(self, record, Kind::Deputy, deputies);
        if !record.sessions.iter().all(|session| self.names.all_hold(Kind::Deputy, &session.deputies)) {
            for session in &mut Arc::make_mut(record).sessions {
                self.names.keep(Kind::Deputy, "deputies", &mut session.deputies, self.diagnostics);
            }
        }
        keep_one!(self, record, Kind::Station, parent);
        keep_one!(self, record, Kind::Station, redirect_to);
        if let Some(itself) = record.parent.clone().filter(|parent| parent.id == *id) {
            self.itself("parent", id.as_str(), &itself.span);
            Arc::make_mut(record).parent = None;
        }
        if let Some(itself) = record.redirect_to.clone().filter(|other| other.id == *id) {
            self.itself("redirect_to", id.as_str(), &itself.span);
            Arc::make_mut(record).redirect_to = None;
        }
    }

    fn story(&mut self, thing: &mut Thing<Story>) {
        let Thing { path, home, record, .. } = thing;
        self.photos(path, record.cover.iter().chain(&record.photos));
        for translated in self.translations.of(path) {
            sections(record, &translated.words, self.diagnostics);
            translate_names(record, &translated.words);
        }
        for attachment in record.replicability.iter().flat_map(|replicability| &replicability.attachments) {
            media_exists(self.names, path, &attachment.file.value, &attachment.file.span, Wanted::File, self.diagnostics);
        }
        if let Some(column) = &record.column {
            self.choice("column", &column.value, &column.span, self.settings.columns.iter().map(|column| column.id.value.as_str()));
        }
        keep!(self, record, Kind::District, districts);
        keep!(self, record, Kind::Station, stations);
        keep!(self, record, Kind::Deputy, deputies);
        keep!(self, record, Kind::Campaign, campaigns);
        keep!(self, record, Kind::Project, projects);
        self.meeting(record);
        for adoption in &record.adoptions {
            self.adopter(&adoption.adopter, home.as_ref());
        }
    }

    fn campaign(&mut self, thing: &mut Thing<Campaign>) {
        let Thing { path, record, .. } = thing;
        self.photos(path, record.cover.iter());
        if !record.values.iter().all(|value| self.names.is_published(Kind::District, &value.district.id)) {
            let names = self.names;
            Arc::make_mut(record).values.retain(|value| names.holds(Kind::District, &value.district, self.diagnostics));
        }
        for (key, _) in record.values.iter().flat_map(|value| &value.counts.0) {
            self.choice("counts", &key.value, &key.span, record.counters.iter().map(|counter| &*counter.key.value));
        }
    }

    fn project(&mut self, thing: &mut Thing<Project>) {
        let Thing { path, record, .. } = thing;
        let of_progress = record.progress.iter().filter_map(|progress| progress.photo.as_ref());
        self.photos(path, record.photos.iter().chain(of_progress));
        keep_one!(self, record, Kind::District, district);
        let group = record.supervision_group.iter();
        let is_sound = group.clone().all(|group| self.names.all_hold(Kind::Deputy, &group.members))
            && group.clone().all(|group| self.names.is_published(Kind::Deputy, &group.leader.id))
            && record.events.iter().all(|event| self.names.all_hold(Kind::Deputy, &event.deputies));
        if !is_sound {
            self.overseers(Arc::make_mut(record));
        }
    }

    fn suggestion(&mut self, thing: &mut Thing<Suggestion>) {
        let record = &mut thing.record;
        if let Some(result) = &record.result {
            self.setting("result", result, &self.settings.suggestion_results);
        }
        keep!(self, record, Kind::Deputy, proposers);
        keep!(self, record, Kind::Station, stations);
        keep!(self, record, Kind::Story, stories);
    }

    fn tasks(&mut self, thing: &mut Thing<TaskList>) {
        let names = self.names;
        for (number, task) in thing.record.tasks.iter().enumerate() {
            if thing.record.tasks[..number].iter().any(|before| before.no.value == task.no.value) {
                let problem = Diagnostic::new(Code::ReferencedTwice, task.no.span.clone());
                self.diagnostics.push(problem.arg("id", task.no.value.to_string()).arg("field", "no"));
            }
        }
        if !thing.record.tasks.iter().all(|task| names.all_hold(Kind::Story, &task.evidence)) {
            for task in &mut Arc::make_mut(&mut thing.record).tasks {
                names.keep(Kind::Story, "evidence", &mut task.evidence, self.diagnostics);
            }
        }
    }

    fn opinions(&mut self, thing: &mut Thing<OpinionLedger>) {
        let names = self.names;
        if !thing.record.rows.iter().all(|row| names.is_published(Kind::District, &row.district.id)) {
            Arc::make_mut(&mut thing.record).rows.retain(|row| names.holds(Kind::District, &row.district, self.diagnostics));
        }
    }

    /// The rows stay; what of them cannot be shown is left out.
    fn deeds(&mut self, thing: &mut Thing<DeedLedger>) {
        let names = self.names;
        names.holds(Kind::Campaign, &thing.record.campaign, self.diagnostics);
        let mut seen: BTreeSet<&Id> = BTreeSet::new();
        for id in thing.record.deeds.iter().map(|deed| &deed.id) {
            if !seen.insert(&id.value) {
                let problem = Diagnostic::new(Code::ReferencedTwice, id.span.clone());
                self.diagnostics.push(problem.arg("id", id.value.as_str()).arg("field", "id"));
            }
        }
        let is_sound = |deed: &Deed| {
            let station = deed.station.iter().all(|station| names.is_published(Kind::Station, &station.id));
            let story = deed.story.iter().all(|story| names.is_published(Kind::Story, &story.id));
            station && story && names.all_hold(Kind::Deputy, &deed.deputies)
        };
        if thing.record.deeds.iter().all(is_sound) {
            return;
        }
        for deed in &mut Arc::make_mut(&mut thing.record).deeds {
            names.keep(Kind::Deputy, "deputies", &mut deed.deputies, self.diagnostics);
            deed.station.take_if(|station| !names.holds(Kind::Station, station, self.diagnostics));
            deed.story.take_if(|story| !names.holds(Kind::Story, story, self.diagnostics));
        }
    }

    /// Leaves out the stories of a meeting that cannot be shown.
    fn meeting(&mut self, record: &mut Arc<Story>) {
        let names = self.names;
        let is_sound = record.meeting.iter().all(|meeting| {
            let answered = meeting.requirements.iter().all(|requirement| names.all_hold(Kind::Story, &requirement.stories));
            answered && names.all_hold(Kind::Story, &meeting.speeches)
        });
        if is_sound {
            return;
        }
        let Some(meeting) = &mut Arc::make_mut(record).meeting else { return };
        names.keep(Kind::Story, "speeches", &mut meeting.speeches, self.diagnostics);
        for requirement in &mut meeting.requirements {
            names.keep(Kind::Story, "stories", &mut requirement.stories, self.diagnostics);
        }
    }

    /// Leaves out the overseers that cannot be shown; a group without its leader is left out whole.
    fn overseers(&mut self, record: &mut Project) {
        let names = self.names;
        if let Some(group) = &mut record.supervision_group {
            names.keep(Kind::Deputy, "members", &mut group.members, self.diagnostics);
        }
        record.supervision_group.take_if(|group| !names.holds(Kind::Deputy, &group.leader, self.diagnostics));
        for event in &mut record.events {
            names.keep(Kind::Deputy, "deputies", &mut event.deputies, self.diagnostics);
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
        let of_home = home.and_then(|home| self.names.townships.get(home));
        if home.is_some() && of_home.is_none() {
            return;
        }
        let known: Vec<&Id> = of_home.map_or_else(|| self.names.townships.values().flatten().collect(), |ids| ids.iter().collect());
        if known.contains(&&township.value) {
            return;
        }
        let id = township.value.as_str();
        let problem = Diagnostic::new(Code::UnknownReference, township.span.clone());
        let problem = problem.arg("kind", Words { en: "township of this district", zh: "本区乡镇街道" }).arg("id", id);
        self.diagnostics.push(problem.did_you_mean(closest(id, known.into_iter().map(Id::as_str))));
    }

    fn setting(&mut self, field: &'static str, value: &Spanned<Arc<str>>, items: &[NamedItem]) {
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

    fn picture_file(&mut self, path: &SourcePath, file: Option<&Spanned<Arc<str>>>) {
        if let Some(file) = file {
            media_exists(self.names, path, &file.value, &file.span, Wanted::Picture, self.diagnostics);
        }
    }
}
