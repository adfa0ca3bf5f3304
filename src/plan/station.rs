//! Stations: where they are, who is there and when, and how well they are built.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::calendar;
use super::cards::{extended, pick};
use super::code;
use super::deed;
use super::desk::{Desk, crumb, folder};
use super::feed;
use super::groups::{by_district, list_pages};
use super::ics;
use super::linked_data;
use super::made_of::MadeOf;
use super::maps;
use super::notice;
use super::pages::{Planned, Sheet};
use super::reception;
use super::section::Section;
use super::sessions::{self, Session};
use super::site::extra;
use super::standards;
use super::values::{COMMA, choice, maybe_date};
use crate::fields::Id;
use crate::model::{Crs, Kind, Library, ReceptionRule, Regulation, SessionStatus, StandardItem, StandardStatus, Station, Thing};
use crate::view::View;

/// How many stations one list page shows.
const PER_PAGE: usize = 120;

/// How many of the next receptions a station's page shows.
const UPCOMING: usize = 6;

/// The list of stations.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let stations = &desk.library.relations().stations;
    if stations.is_empty() {
        return Vec::new();
    }
    let home_of = |id: &_| desk.library.station(id).home.clone();
    let groups = |ids: &[Id]| by_district(desk, Section::Stations, ids, &desk.cards.stations, home_of, |_| Vec::new());
    let see_also = View::list(see_also(desk));
    list_pages(desk, Section::Stations, stations, PER_PAGE, |ids| vec![("groups", groups(ids)), ("see_also", see_also.clone())])
}

/// The pages about all stations: how they are built, what they are known for.
fn see_also(desk: &Desk<'_>) -> Vec<View> {
    let pages = [
        (calendar::has_calendar(desk), calendar::CALENDAR),
        (standards::has_standards(desk), standards::STANDARDS),
        (standards::has_brands(desk), standards::BRANDS),
    ];
    let there = pages.into_iter().filter(|(is_there, _)| *is_there);
    there.map(|(_, (name, path))| crumb(desk.say(name), desk.path(&format!("{path}/")))).collect()
}

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let page =
        |thing| desk.page_of(Kind::Station, thing, Library::stations, |made_of| self::made_of(made_of, thing, desk), || sheet(desk, thing));
    desk.library.stations().par_values().map(page).collect()
}

/// Everything that [`sheet`] shows.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Station>, desk: &Desk<'_>) {
    let (record, members) = (&thing.record, desk.library.members_of_station(&thing.id));
    let regulations = record.regulations.iter().filter_map(|regulation| regulation.file.as_ref());
    made_of
        .thing(thing)
        .view(&desk.cards.stations[&thing.id])
        .photos(&thing.path, &record.photos)
        .files(&thing.path, regulations.map(|file| &*file.value))
        .cards(&desk.cards.deputies, &members.deputies)
        .cards(&desk.cards.stories, &members.stories)
        .cards(&desk.cards.suggestions, &members.suggestions)
        .cards(&desk.cards.stations, &members.stations)
        .view(&deed::rows(desk, &members.deeds))
        .links(Kind::Deputy, record.sessions.iter().flat_map(|session| &session.deputies).map(|deputy| &deputy.id))
        .links(Kind::Station, record.parent.iter().map(|parent| &parent.id))
        .links(Kind::Station, record.redirect_to.iter().map(|other| &other.id));
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Station>) -> Sheet {
    let library = desk.library;
    let members = library.members_of_station(&thing.id);
    let (practices, stories): (Vec<_>, Vec<_>) =
        members.stories.iter().partition(|id| library.story(id).record.kind == crate::model::StoryKind::Practice);
    let mut sheet = Sheet::new(folder(Kind::Station, &thing.id), "station", desk.words(&thing.record.name).clone());
    sheet.section = Some(Section::Stations);
    sheet.description = format!("{}{}{}", desk.words(&thing.record.name), desk.say(COMMA), desk.words(&thing.record.address)).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations)];
    sheet.crumbs.extend(thing.home.as_ref().map(|home| desk.district_crumb(home)));
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = thing.record.short_id.as_ref().map(|id| id.value.clone());
    sheet.picture = thing.record.photos.first().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo));
    sheet.subject = vec![subject(desk, &thing.record)];
    sheet.feed = feed::path(desk, &sheet.path, &members.stories);
    sheet.values = vec![
        ("station", view(desk, thing)),
        ("deputies", View::list(pick(&desk.cards.deputies, &members.deputies))),
        ("stories", View::list(pick(&desk.cards.stories, stories))),
        ("practices", View::list(pick(&desk.cards.stories, practices))),
        ("suggestions", View::list(pick(&desk.cards.suggestions, &members.suggestions))),
        ("deeds", deed::rows(desk, &members.deeds)),
    ];
    sheet
}

/// The station as a public office.
fn subject(desk: &Desk<'_>, record: &Station) -> Map<String, Value> {
    let say = |text: &crate::language::Text| text.in_language(&desk.language).clone();
    // Others would be read as if they were WGS 84, and stand hundreds of metres beside the place.
    let geo = record.geo.as_ref().filter(|geo| matches!(geo.crs, Crs::Wgs84 | Crs::Cgcs2000));
    linked_data::thing(
        "GovernmentOffice",
        [
            ("name", Some(Value::from(&**desk.words(&record.name)))),
            ("address", Some(linked_data::address(desk, desk.library.settings(), &say(&record.address)))),
            ("telephone", Some(Value::from(&*record.tel.value))),
            ("parentOrganization", Some(linked_data::named("GovernmentOrganization", &say(&record.managed_by)))),
            ("geo", geo.map(|geo| json!({"@type": "GeoCoordinates", "longitude": geo.lng, "latitude": geo.lat}))),
        ],
    )
}

fn view(desk: &Desk<'_>, thing: &Thing<Station>) -> View {
    let record = &thing.record;
    let met = record.standard_items.iter().filter(|item| item.status == StandardStatus::Met).count();
    let counted = record.standard_items.iter().filter(|item| item.status != StandardStatus::NotApplicable).count();
    let staff = View::map([
        ("head", desk.text(&record.staff.head)),
        ("deputy_heads", desk.texts(&record.staff.deputy_heads)),
        ("liaison", desk.texts(&record.staff.liaison)),
    ]);
    extended(
        &desk.cards.stations[&thing.id],
        vec![
            ("managed_by", desk.text(&record.managed_by)),
            ("directions", desk.maybe(record.directions.as_ref())),
            ("area", View::from(record.area_m2.as_ref().map(crate::fields::Decimal::shared))),
            ("rooms", desk.texts(&record.rooms)),
            ("staff", staff),
            ("opening_hours", opening_hours(desk, record)),
            ("plate", code::plate_path(desk, thing)),
            ("code", code::view(desk, Kind::Station, &thing.id, record.short_id.as_ref())),
            ("receptions", View::list(record.reception_rules.iter().map(|rule| reception_rule(desk, rule)))),
            ("upcoming", View::list(desk.receptions.next(&thing.id).take(UPCOMING).map(|session| sessions::view(desk, session)))),
            ("calendar", View::from(ics::path(desk, &folder(Kind::Station, &thing.id), desk.receptions.of(&thing.id).iter()))),
            ("notice", View::from(notice::path(desk, &thing.id))),
            ("held", held(desk, &thing.id)),
            ("standard_items", View::list(record.standard_items.iter().map(|item| standard_item(desk, item)))),
            ("standard_met", View::from(met)),
            ("standard_total", View::from(counted)),
            ("regulations", View::list(record.regulations.iter().map(|regulation| self::regulation(desk, thing, regulation)))),
            ("functions", View::list(record.functions.iter().map(|function| View::from(desk.say(function.words()))))),
            ("barrier_free", desk.texts(&record.barrier_free)),
            ("photos", desk.pictures(&thing.path, &record.photos)),
            ("languages", View::list(record.languages.iter().map(|language| View::from(desk.say(language.words()))))),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("parent", record.parent.as_ref().map_or(View::Nothing, |parent| desk.link(Kind::Station, &parent.id))),
            ("children", View::list(pick(&desk.cards.stations, &desk.library.members_of_station(&thing.id).stations))),
            ("redirect_to", record.redirect_to.as_ref().map_or(View::Nothing, |other| desk.link(Kind::Station, &other.id))),
            ("maps", maps::links(desk, record)),
            ("coordinates", View::from(record.geo.as_ref().map(maps::coordinates))),
            ("geo", record.geo.as_ref().map_or(View::Nothing, geo)),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

/// What came of the receptions that were held: by year, the latest first, each with sums over exactly those that it lists.
fn held(desk: &Desk<'_>, station: &Id) -> View {
    let mut sessions: Vec<&Session<'_>> =
        desk.receptions.of(station).iter().filter(|session| session.status == SessionStatus::Held).collect();
    sessions.reverse();
    View::list(sessions.chunk_by(|a, b| a.date.year() == b.date.year()).map(|year| held_in(desk, year)))
}

fn held_in(desk: &Desk<'_>, sessions: &[&Session<'_>]) -> View {
    let written = || sessions.iter().filter_map(|session| session.written);
    let visitors: i64 = written().filter_map(|written| written.visitors).map(i64::from).sum();
    let opinions = written().filter_map(|written| written.opinions.as_ref()).map(|opinions| &opinions.value);
    View::map([
        ("year", View::from(sessions[0].date.year().to_string())),
        ("count", View::from(sessions.len())),
        ("visitors", View::from(visitors)),
        ("opinions", sessions::counted(opinions)),
        ("sessions", View::list(sessions.iter().map(|session| sessions::held(desk, session)))),
    ])
}

/// When the door is open.
pub(super) fn opening_hours(desk: &Desk<'_>, record: &Station) -> View {
    let hours = record.opening_hours.iter();
    View::list(hours.map(|hours| View::map([("days", desk.text(&hours.days)), ("time", View::from(hours.time.replace('-', "–")))])))
}

fn reception_rule(desk: &Desk<'_>, rule: &ReceptionRule) -> View {
    View::map([
        ("text", View::from(reception::text(&desk.language, rule, desk.about.as_of.date()))),
        ("note", desk.maybe(rule.note.as_ref())),
        ("holiday", View::from(desk.say(rule.holiday.words()))),
        ("notice_days", View::from(rule.notice_days.map(i64::from))),
    ])
}

pub(super) fn standard_item(desk: &Desk<'_>, item: &StandardItem) -> View {
    let setting = desk.library.settings().standard_items.iter().find(|setting| setting.id.value == item.item.value);
    View::map([
        ("id", View::from(&item.item.value)),
        ("name", setting.map_or_else(|| View::from(&item.item.value), |setting| desk.text(&setting.name))),
        ("explanation", desk.maybe(setting.and_then(|setting| setting.explanation.as_ref()))),
        ("status", choice(desk, item.status.id(), item.status.words())),
        ("evidence", desk.maybe(item.evidence.as_ref())),
        ("checked_on", maybe_date(desk, item.checked_on)),
        ("checked_by", desk.maybe(item.checked_by.as_ref())),
    ])
}

fn regulation(desk: &Desk<'_>, thing: &Thing<Station>, regulation: &Regulation) -> View {
    let file = regulation.file.as_ref().and_then(|file| thing.path.join(&file.value));
    let path = file.and_then(|file| desk.media(&file).map(super::address::Address::href));
    View::map([("title", desk.text(&regulation.title)), ("path", View::from(path)), ("effective", maybe_date(desk, regulation.effective))])
}

fn geo(geo: &crate::model::Geo) -> View {
    View::map([("lng", View::from(geo.lng)), ("lat", View::from(geo.lat)), ("crs", View::from(geo.crs.id()))])
}
