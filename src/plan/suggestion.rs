//! Suggestions of deputies: the lists by year, state, result and district, and the page of each.
//!
//! Those that may not be made public are a number here and nothing else. Nobody is told that an answer is late.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::address::Address;
use super::affairs;
use super::cards::{extended, pick};
use super::desk::{Desk, folder};
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::extra;
use super::story::numbered;
use super::values::{choice, date, maybe_date};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, Library, Suggestion, SuggestionStatus, Thing};
use crate::view::View;

/// How many suggestions one list page shows.
const PER_PAGE: usize = 60;

/// How many of the newest suggestions stand on the page of a district.
const NEWEST: usize = 6;

/// A list of suggestions that have something in common. It is what the site counts: a number of suggestions is the length of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facet {
    /// Its folder, such as `suggestions/year/2026`.
    pub(super) path: String,
    /// What its suggestions have in common.
    pub(super) name: Arc<str>,
    /// Its suggestions, newest first.
    pub(super) ids: Vec<Id>,
    /// How many more there are that may not be made public, where that is known.
    pub(super) undisclosed: Option<usize>,
}

impl Facet {
    fn new(path: String, name: impl Into<Arc<str>>) -> Self {
        Self { path, name: name.into(), ids: Vec::new(), undisclosed: None }
    }
}

/// The lists by what they have in common.
struct Facets {
    years: Vec<Facet>,
    states: Vec<Facet>,
    results: Vec<Facet>,
    districts: Vec<Facet>,
}

/// All suggestions.
pub(super) fn all(desk: &Desk<'_>) -> Facet {
    let undisclosed = Some(desk.library.undisclosed().values().sum());
    let ids = desk.library.relations().suggestions.clone();
    Facet { ids, undisclosed, ..Facet::new(Section::Suggestions.key().to_owned(), desk.section_name(Section::Suggestions)) }
}

/// The suggestions of each year in which some were put forward, newest first.
pub(super) fn by_year(desk: &Desk<'_>) -> Vec<Facet> {
    let name = |year: i16| if desk.language.is_chinese() { format!("{year}年") } else { year.to_string() };
    let undisclosed = desk.library.undisclosed();
    let with_closed = |(Reverse(year), facet): (Reverse<i16>, Facet)| Facet {
        undisclosed: Some(undisclosed.get(&year).copied().unwrap_or_default()),
        ..facet
    };
    let years = grouped(desk, |thing| Some(Reverse(year_of(&thing.record))), |Reverse(year)| (format!("year/{year}"), name(*year).into()));
    years.into_iter().map(with_closed).collect()
}

/// The suggestions in each state that some are in.
pub(super) fn by_state(desk: &Desk<'_>) -> Vec<Facet> {
    let states = grouped(
        desk,
        |thing| Some(thing.record.status.value),
        |status| (format!("state/{}", status.id()), desk.say(status.words()).into()),
    );
    states.into_iter().map(|(_, facet)| facet).collect()
}

/// The suggestions of each result that some have, in the order of the settings.
pub(super) fn by_result(desk: &Desk<'_>) -> Vec<Facet> {
    let results = &desk.library.settings().suggestion_results;
    let rank = |thing: &Thing<Suggestion>| {
        let result = thing.record.result.as_ref()?;
        results.iter().position(|known| known.id.value == result.value)
    };
    let facets = grouped(desk, rank, |rank| {
        let result = &results[*rank];
        (format!("result/{}", result.id.value), desk.words(&result.name).clone())
    });
    facets.into_iter().map(|(_, facet)| facet).collect()
}

/// The suggestions of each district and of those below it.
pub(super) fn by_district(desk: &Desk<'_>) -> Vec<Facet> {
    let facet = |id: &Id| {
        let ids = desk.library.members_of_district(id).suggestions.clone();
        Facet { ids, ..Facet::new(district_folder(id), desk.title(Kind::District, id)) }
    };
    desk.library.relations().districts.iter().map(facet).filter(|facet| !facet.ids.is_empty()).collect()
}

fn district_folder(id: &Id) -> String {
    format!("{}/district/{id}", Section::Suggestions.key())
}

/// What a district's page shows of its suggestions: how many there are, where all of them are listed, and the newest.
pub(super) fn of_district(desk: &Desk<'_>, id: &Id) -> View {
    let ids = &desk.library.members_of_district(id).suggestions;
    if ids.is_empty() {
        return View::Nothing;
    }
    let path = Address::page(&desk.path(&district_folder(id))).map(|address| address.href());
    View::map([
        ("count", View::from(ids.len())),
        ("path", View::from(path)),
        ("newest", View::list(pick(&desk.cards.suggestions, ids.iter().take(NEWEST)))),
    ])
}

fn grouped<K: Ord>(
    desk: &Desk<'_>,
    key: impl Fn(&Thing<Suggestion>) -> Option<K>,
    called: impl Fn(&K) -> (String, Arc<str>),
) -> Vec<(K, Facet)> {
    let mut groups: BTreeMap<K, Vec<Id>> = BTreeMap::new();
    for id in &desk.library.relations().suggestions {
        if let Some(key) = key(desk.library.suggestion(id)) {
            groups.entry(key).or_default().push(id.clone());
        }
    }
    let facet = |(key, ids)| {
        let (folder, name) = called(&key);
        (key, Facet { ids, ..Facet::new(format!("{}/{folder}", Section::Suggestions.key()), name) })
    };
    groups.into_iter().map(facet).collect()
}

fn year_of(suggestion: &Suggestion) -> i16 {
    suggestion.raised_on.year()
}

/// The lists; none while there is nothing to show.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    if desk.library.relations().suggestions.is_empty() {
        return Vec::new();
    }
    let facets = Facets { years: by_year(desk), states: by_state(desk), results: by_result(desk), districts: by_district(desk) };
    let Facets { years, states, results, districts } = &facets;
    let own = years.iter().chain(states).chain(results).chain(districts);
    std::iter::once(&all(desk)).chain(own).flat_map(|facet| list(desk, facet, &facets)).collect()
}

/// The pages of one list; the others are led to from it.
fn list(desk: &Desk<'_>, facet: &Facet, facets: &Facets) -> Planned {
    let mut ids = facet.ids.clone();
    let order = |id: &Id| {
        let record = &desk.library.suggestion(id).record;
        (Reverse(year_of(record)), record.status.value)
    };
    ids.sort_by_key(order);
    let choices = |facets: &[Facet]| View::list(facets.iter().map(|one| self::choice_of(desk, one, one == facet)));
    let pages = slices(&desk.prefix, &facet.path, &ids, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "suggestions", numbered(desk, &facet.name, slice.number));
        let is_all = facet.path == Section::Suggestions.key();
        sheet.section = Some(Section::Suggestions);
        sheet.description = desk.columns.section(Section::Suggestions).about.clone();
        sheet.crumbs = if is_all { Vec::new() } else { vec![desk.section_crumb(Section::Suggestions)] };
        sheet.values = vec![
            ("heading", View::from(&facet.name)),
            ("count", View::from(facet.ids.len())),
            ("undisclosed", View::from(facet.undisclosed.filter(|count| *count > 0))),
            ("groups", groups(desk, slice.items)),
            ("years", choices(&facets.years)),
            ("states", choices(&facets.states)),
            ("results", choices(&facets.results)),
            ("districts", choices(&facets.districts)),
            ("is_all", View::from(is_all)),
            ("see_also", if is_all { affairs::see_also(desk) } else { View::list([]) }),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// A list as a link, with its length.
fn choice_of(desk: &Desk<'_>, facet: &Facet, is_current: bool) -> View {
    View::map([
        ("name", View::from(&facet.name)),
        ("path", View::from(href(desk, facet))),
        ("count", View::from(facet.ids.len())),
        ("current", View::from(is_current)),
    ])
}

/// The path of a list, percent-encoded, from the root.
pub(super) fn href(desk: &Desk<'_>, facet: &Facet) -> String {
    Address::page(&desk.path(&facet.path)).map_or(String::new(), |address| address.href())
}

/// Suggestions that stand next to each other, by year and state.
fn groups(desk: &Desk<'_>, ids: &[Id]) -> View {
    let record = |id: &Id| &desk.library.suggestion(id).record;
    let years = ids.chunk_by(|a, b| year_of(record(a)) == year_of(record(b)));
    View::list(years.map(|year| {
        let states = year.chunk_by(|a, b| record(a).status.value == record(b).status.value).map(|state| {
            let status = record(&state[0]).status.value;
            View::map([
                ("status", choice(desk, status.id(), status.words())),
                ("suggestions", View::list(pick(&desk.cards.suggestions, state))),
            ])
        });
        View::map([("year", View::from(i64::from(year_of(record(&year[0]))))), ("states", View::list(states))])
    }))
}

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let page = |thing| {
        let made_of = |made_of: &mut MadeOf<'_, '_>| self::made_of(made_of, thing, desk);
        desk.page_of(Kind::Suggestion, thing, Library::suggestions, made_of, || sheet(desk, thing))
    };
    desk.library.suggestions().par_values().map(page).collect()
}

/// Everything that [`sheet`] shows.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Suggestion>, desk: &Desk<'_>) {
    let record = &thing.record;
    made_of
        .thing(thing)
        .view(&desk.cards.suggestions[&thing.id])
        .cards(&desk.cards.deputies, record.proposers.iter().map(|one| &one.id))
        .cards(&desk.cards.stations, record.stations.iter().map(|one| &one.id))
        .cards(&desk.cards.stories, record.stories.iter().map(|one| &one.id));
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Suggestion>) -> Sheet {
    let record = &thing.record;
    let mut sheet = Sheet::new(folder(Kind::Suggestion, &thing.id), "suggestion", desk.words(&record.title.value).clone());
    sheet.section = Some(Section::Suggestions);
    let about = Words { en: "{}, handled by {}", zh: "{}，由{}办理" };
    let words = [desk.words(&record.number), desk.words(&record.lead_unit)];
    sheet.description = words.into_iter().fold(desk.say(about).to_owned(), |text, word| text.replacen("{}", word, 1)).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Suggestions)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    let proposers = pick(&desk.cards.deputies, record.proposers.iter().map(|one| &one.id));
    sheet.values = vec![
        ("suggestion", view(desk, thing)),
        ("proposers", View::list(proposers)),
        ("stations", View::list(pick(&desk.cards.stations, record.stations.iter().map(|one| &one.id)))),
        ("stories", View::list(pick(&desk.cards.stories, record.stories.iter().map(|one| &one.id)))),
    ];
    sheet
}

fn view(desk: &Desk<'_>, thing: &Thing<Suggestion>) -> View {
    let record = &thing.record;
    // A day that has passed without an answer is told to the editor only.
    let due = record.due().filter(|due| record.is_open() && *due >= desk.about.as_of.date());
    extended(
        &desk.cards.suggestions[&thing.id],
        vec![
            ("congress", desk.text(&record.congress)),
            ("meeting", desk.maybe(record.meeting.as_ref())),
            ("period", choice(desk, record.period.id(), record.period.words())),
            ("delegation", desk.maybe(record.delegation.as_ref())),
            ("formed_by", record.formed_by.map_or(View::Nothing, |way| choice(desk, way.id(), way.words()))),
            ("co_units", desk.texts(&record.co_units)),
            ("assigned_on", maybe_date(desk, record.assigned_on)),
            ("due_on", maybe_date(desk, due)),
            ("replied_on", maybe_date(desk, record.replied_on.as_ref().map(|day| day.value))),
            ("reply", desk.maybe(record.reply.as_ref())),
            ("satisfaction", record.satisfaction.map_or(View::Nothing, |one| choice(desk, one.id(), one.words()))),
            ("steps", View::list(steps(desk, record))),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

/// The way of a suggestion through its stages: each with its day, where that is known, and whether it is behind it.
fn steps(desk: &Desk<'_>, record: &Suggestion) -> Vec<View> {
    let stages = [
        (SuggestionStatus::Raised, Some(record.raised_on)),
        (SuggestionStatus::Assigned, record.assigned_on),
        (SuggestionStatus::Answered, record.replied_on.as_ref().map(|day| day.value)),
    ];
    let step = |(stage, day): (SuggestionStatus, _)| {
        View::map([
            ("name", View::from(desk.say(stage.words()))),
            ("date", maybe_date(desk, day)),
            ("done", View::from(day.is_some() || record.status.value >= stage)),
        ])
    };
    stages.into_iter().map(step).collect()
}

/// Everything that [`card`] shows.
pub(super) fn card_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Suggestion>) {
    made_of.thing(thing).links(Kind::Deputy, thing.record.proposers.iter().map(|one| &one.id));
}

/// The card of a suggestion.
pub(super) fn card(desk: &Desk<'_>, thing: &Thing<Suggestion>) -> View {
    let record = &thing.record;
    let results = &desk.library.settings().suggestion_results;
    let result = record.result.as_ref().and_then(|result| results.iter().find(|known| known.id.value == result.value));
    let result = result.map_or(View::Nothing, |one| View::map([("id", View::from(&one.id.value)), ("name", desk.text(&one.name))]));
    let badge = thing.home.as_ref().and_then(|home| desk.badges.get(home)).cloned();
    View::map([
        ("id", View::from(thing.id.shared())),
        ("number", desk.text(&record.number)),
        ("title", desk.text(&record.title.value)),
        ("path", View::from(desk.href(Kind::Suggestion, &thing.id))),
        ("kind", choice(desk, record.kind.id(), record.kind.words())),
        ("category", choice(desk, record.category.id(), record.category.words())),
        ("date", date(desk, record.raised_on)),
        ("status", choice(desk, record.status.value.id(), record.status.value.words())),
        ("result", result),
        ("lead_unit", desk.text(&record.lead_unit)),
        ("key", View::from(record.key)),
        ("excellent", View::from(record.excellent)),
        ("district", badge.unwrap_or_default()),
        ("by", View::list(record.proposers.iter().map(|one| desk.link(Kind::Deputy, &one.id)))),
    ])
}
