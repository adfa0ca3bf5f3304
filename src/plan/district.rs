//! Districts: each page sums up what is below it.

use super::calendar;
use super::cards::{extended, is_model, pick};
use super::chart;
use super::deed;
use super::desk::{Desk, folder};
use super::feed;
use super::ics;
use super::made_of::MadeOf;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::{extra, persons, seats};
use super::suggestion;
use crate::fields::Id;
use crate::model::{District, Kind, Library, Members, Thing};
use crate::source::Spanned;
use crate::view::View;

/// The list of districts and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let districts = &desk.library.relations().districts;
    if districts.is_empty() {
        return Vec::new();
    }
    let mut list = Sheet::new("districts", "districts", desk.section_name(Section::Districts));
    list.section = Some(Section::Districts);
    list.description = desk.columns.section(Section::Districts).about.clone();
    list.values = vec![("districts", View::list(pick(&desk.cards.districts, districts)))];
    let page = |id: &Id| {
        let thing = desk.library.district(id);
        desk.page_of(Kind::District, thing, Library::districts, |made_of| self::made_of(made_of, thing, desk), || sheet(desk, thing))
    };
    std::iter::once(desk.page(list)).chain(districts.iter().map(page)).collect()
}

/// Everything that [`sheet`] shows.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<District>, desk: &Desk<'_>) {
    let relations = desk.library.relations();
    let members = desk.library.members_of_district(&thing.id);
    made_of
        .thing(thing)
        .view(&desk.cards.districts[&thing.id])
        .files(&thing.path, thing.record.motif.iter().map(|motif| &*motif.value))
        .links(Kind::District, relations.parent.get(&thing.id))
        .cards(&desk.cards.districts, relations.districts.iter().filter(|id| relations.parent.get(*id) == Some(&thing.id)))
        .cards(&desk.cards.stations, &members.stations)
        .cards(&desk.cards.deputies, &members.deputies)
        .cards(&desk.cards.stories, &members.stories)
        .cards(&desk.cards.projects, &members.projects)
        .view(&suggestion::of_district(desk, &thing.id))
        .view(&deed::of_district(desk, &thing.id))
        .view(&calendar::panel(desk, Some(&thing.id)))
        .texts(ics::district_path(desk, &thing.id).as_deref());
}

fn sheet(desk: &Desk<'_>, thing: &Thing<District>) -> Sheet {
    let library = desk.library;
    let relations = library.relations();
    let members = library.members_of_district(&thing.id);
    let parent = relations.parent.get(&thing.id);
    let children = relations.districts.iter().filter(|id| relations.parent.get(*id) == Some(&thing.id));
    let mut sheet = Sheet::new(folder(Kind::District, &thing.id), "district", desk.words(&thing.record.name).clone());
    sheet.section = Some(Section::Districts);
    sheet.description = thing.record.body.in_language(&desk.language).clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Districts)];
    sheet.crumbs.extend(parent.map(|parent| desk.district_crumb(parent)));
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = thing.record.short_id.as_ref().map(|id| id.value.clone());
    sheet.feed = feed::path(desk, &sheet.path, &members.stories);
    sheet.values = vec![
        ("district", view(desk, thing)),
        ("parent", parent.map_or(View::Nothing, |parent| desk.link(Kind::District, parent))),
        ("children", View::list(pick(&desk.cards.districts, children))),
        ("stations", View::list(pick(&desk.cards.stations, model_first(desk, &members.stations)))),
        ("deputies", View::list(pick(&desk.cards.deputies, members.deputies.iter().take(12)))),
        ("deputies_total", View::from(members.deputies.len())),
        ("practices", View::list(pick(&desk.cards.stories, library.practices(&members.stories).take(6)))),
        ("stories", View::list(pick(&desk.cards.stories, members.stories.iter().take(30)))),
        ("projects", View::list(pick(&desk.cards.projects, &members.projects))),
        ("suggestions", suggestion::of_district(desk, &thing.id)),
        ("deeds", deed::of_district(desk, &thing.id)),
        ("receptions", calendar::panel(desk, Some(&thing.id))),
        ("calendar", View::from(ics::district_path(desk, &thing.id))),
        ("counts", counts(desk, members)),
        ("activity", chart::stories_by_month(desk, &members.stories)),
    ];
    sheet
}

/// Model stations lead; within both groups the official order stays.
fn model_first<'a>(desk: &Desk<'_>, stations: &'a [Id]) -> Vec<&'a Id> {
    let mut ids: Vec<&Id> = stations.iter().collect();
    ids.sort_by_key(|id| !is_model(&desk.library.station(id).record.honors));
    ids
}

fn view(desk: &Desk<'_>, thing: &Thing<District>) -> View {
    let record = &thing.record;
    let card = &desk.cards.districts[&thing.id];
    let office = View::map([("name", desk.text(&record.office.name)), ("tel", View::from(&record.office.tel.value))]);
    extended(
        card,
        vec![
            ("townships", View::list(record.townships.iter().map(|township| self::township(desk, thing, township)))),
            ("office", office),
            ("adcode", View::from(&record.adcode)),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("motif", record.motif.as_ref().map_or(View::Nothing, |motif| self::motif(desk, thing, motif))),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

fn township(desk: &Desk<'_>, district: &Thing<District>, township: &crate::model::Township) -> View {
    let here = desk.library.members_of_district(&district.id).stations.iter().filter(|id| {
        let station = desk.library.station(id);
        station.home.as_ref() == Some(&district.id) && station.record.township.value == township.id.value
    });
    View::map([
        ("id", View::from(township.id.value.shared())),
        ("name", desk.text(&township.name)),
        ("kind", View::from(desk.say(township.kind.words()))),
        ("stations", View::list(pick(&desk.cards.stations, here))),
    ])
}

fn motif(desk: &Desk<'_>, thing: &Thing<District>, file: &Spanned<std::sync::Arc<str>>) -> View {
    let address = thing.path.join(&file.value).and_then(|file| desk.media(&file).cloned());
    address.map_or(View::Nothing, |address| View::map([("path", View::from(address.href()))]))
}

fn counts(desk: &Desk<'_>, members: &Members) -> View {
    let models = members.stations.iter().filter(|id| is_model(&desk.library.station(id).record.honors)).count();
    View::map([
        ("stations", View::from(members.stations.len())),
        ("models", View::from(models)),
        ("persons", View::from(persons(desk, &members.deputies))),
        ("seats", View::from(seats(desk, &members.deputies))),
        ("stories", View::from(members.stories.len())),
        ("practices", View::from(desk.library.practices(&members.stories).count())),
        ("projects", View::from(members.projects.len())),
    ])
}
