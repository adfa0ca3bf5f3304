//! Deputies: who they are, whom they represent, and what they did.

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::cards::{extended, is_former, pick, seat};
use super::deed;
use super::desk::{Desk, folder};
use super::feed;
use super::groups::{by_district, list_pages};
use super::ics;
use super::linked_data;
use super::made_of::MadeOf;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::sessions;
use super::site::extra;
use super::values::{COMMA, choice, date, maybe_date};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Deputy, Kind, Library, Members, Membership, SupervisionEvent, Thing};
use crate::names::strokes_of_surname;
use crate::settings::NameOrder;
use crate::view::View;

/// How many deputies one list page shows.
const PER_PAGE: usize = 120;

/// How many of the next receptions a deputy's page shows.
const UPCOMING: usize = 4;

/// The list of deputies.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let deputies = &desk.library.relations().deputies;
    if deputies.is_empty() {
        return Vec::new();
    }
    let is_former = |id: &&Id| is_former(desk, &desk.library.deputy(id).record);
    let (former, serving): (Vec<&Id>, Vec<&Id>) = deputies.iter().partition(is_former);
    let ids: Vec<Id> = serving.iter().chain(&former).map(|id| (*id).clone()).collect();
    let home_of = |id: &Id| desk.library.deputy(id).home.clone();
    list_pages(desk, Section::Deputies, &ids, PER_PAGE, |ids| {
        let (serving, former) = ids.split_at(ids.partition_point(|id| !is_former(&id)));
        let groups = by_district(desk, Section::Deputies, serving, &desk.cards.deputies, home_of, |group| {
            vec![("index", View::list(strokes(desk, group)))]
        });
        vec![("groups", groups), ("former", View::list(pick(&desk.cards.deputies, former)))]
    })
}

/// Where in a list by strokes the surnames of each number of strokes begin.
fn strokes<'a>(desk: &'a Desk<'_>, ids: &'a [Id]) -> Vec<View> {
    match desk.library.settings().deputy_order {
        NameOrder::Stroke => {}
        NameOrder::Official | NameOrder::Pinyin => return Vec::new(),
    }
    let strokes_of = |id: &Id| strokes_of_surname(desk.library.deputy(id).record.name.main());
    let entry = |group: &[Id]| {
        let strokes = strokes_of(&group[0])?;
        Some(View::map([
            ("strokes", View::from(i64::from(strokes))),
            ("label", View::from(strokes_in_words(desk, strokes))),
            ("first", View::from(group[0].shared())),
            ("count", View::from(group.len())),
        ]))
    };
    ids.chunk_by(|a, b| strokes_of(a) == strokes_of(b)).filter_map(entry).collect()
}

/// "十二画".
fn strokes_in_words(desk: &Desk<'_>, strokes: u8) -> String {
    let digit = |digit: u8| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::from(digit % 10)];
    let tens = match strokes / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digit(tens)),
    };
    match (desk.language.is_chinese(), strokes) {
        (true, _) => format!("{tens}{}画", digit(strokes)),
        (false, 1) => "1 stroke".to_owned(),
        (false, _) => format!("{strokes} strokes"),
    }
}

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let page =
        |thing| desk.page_of(Kind::Deputy, thing, Library::deputies, |made_of| self::made_of(made_of, thing, desk), || sheet(desk, thing));
    desk.library.deputies().par_values().map(page).collect()
}

/// Everything that [`sheet`] shows.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Deputy>, desk: &Desk<'_>) {
    let members = desk.library.members_of_deputy(&thing.id);
    made_of
        .thing(thing)
        .view(&desk.cards.deputies[&thing.id])
        .cards(&desk.cards.stations, &members.stations)
        .cards(&desk.cards.stories, &members.stories)
        .cards(&desk.cards.projects, &members.projects)
        .cards(&desk.cards.suggestions, &members.suggestions)
        .links(Kind::Project, &members.projects)
        .view(&deed::rows(desk, &members.deeds))
        .debug(attended(desk, &thing.id).map(|(_, event)| event))
        .view(&upcoming(desk, &thing.id))
        .texts(calendar(desk, &thing.id).as_deref())
        .links(Kind::Story, thing.record.duty_report.iter().map(|report| &report.id));
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Deputy>) -> Sheet {
    let library = desk.library;
    let members = library.members_of_deputy(&thing.id);
    let mut sheet = Sheet::new(folder(Kind::Deputy, &thing.id), "deputy", desk.words(&thing.record.name).clone());
    sheet.section = Some(Section::Deputies);
    sheet.description = format!("{}{}{}", desk.words(&thing.record.name), desk.say(COMMA), desk.words(&thing.record.position)).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Deputies)];
    sheet.crumbs.extend(thing.home.as_ref().map(|home| desk.district_crumb(home)));
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = thing.record.short_id.as_ref().map(|id| id.value.clone());
    sheet.picture = thing.record.photo.as_ref().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo));
    sheet.subject = vec![subject(desk, thing)];
    sheet.feed = feed::path(desk, &sheet.path, &members.stories);
    sheet.values = vec![
        ("deputy", view(desk, thing)),
        ("stations", View::list(pick(&desk.cards.stations, &members.stations))),
        ("stories", View::list(pick(&desk.cards.stories, &members.stories))),
        ("projects", View::list(pick(&desk.cards.projects, &members.projects))),
        ("suggestions", View::list(pick(&desk.cards.suggestions, &members.suggestions))),
        ("deeds", deed::rows(desk, &members.deeds)),
        ("events", View::list(attended(desk, &thing.id).map(|(project, event)| self::event(desk, project, event)))),
        ("record", View::list(performance(desk, thing, members))),
        ("upcoming", upcoming(desk, &thing.id)),
        ("calendar", View::from(calendar(desk, &thing.id))),
    ];
    sheet
}

/// The next receptions in which a deputy receives.
fn upcoming(desk: &Desk<'_>, deputy: &Id) -> View {
    let today = desk.about.as_of.date();
    let entries = desk.receptions.of_deputy(deputy);
    let next = entries.iter().filter(|entry| entry.session.date >= today && entry.session.is_on()).take(UPCOMING);
    View::list(next.map(|entry| {
        let station = desk.link(Kind::Station, &entry.station.id);
        extended(&sessions::view(desk, entry.session), vec![("station", station), ("address", desk.text(&entry.station.record.address))])
    }))
}

/// Where the deputy's calendar stands.
fn calendar(desk: &Desk<'_>, deputy: &Id) -> Option<String> {
    ics::path(desk, &folder(Kind::Deputy, deputy), desk.receptions.of_deputy(deputy).iter().map(|entry| entry.session))
}

/// What a deputy did, in figures; each leads to the list on the page that it counts. Nothing is added up, and nobody is ranked.
fn performance(desk: &Desk<'_>, thing: &Thing<Deputy>, members: &Members) -> Vec<View> {
    let figures = [
        ("stories", Words { en: "stories and practices", zh: "做法和文章" }, members.stories.len()),
        ("suggestions", Words { en: "suggestions", zh: "代表建议" }, members.suggestions.len()),
        ("deeds", Words { en: "practical things done", zh: "办实事" }, members.deeds.len()),
        ("projects", Words { en: "livelihood projects overseen", zh: "监督的民生实事" }, members.projects.len()),
        ("events", Words { en: "inspections, studies and visits", zh: "视察、调研和走访" }, attended(desk, &thing.id).count()),
        ("reports", Words { en: "reports on duty", zh: "述职报告" }, thing.record.duty_report.len()),
    ];
    let shown = figures.into_iter().filter(|(_, _, count)| *count > 0);
    shown
        .map(|(id, label, count)| View::map([("id", View::from(id)), ("label", View::from(desk.say(label))), ("count", View::from(count))]))
        .collect()
}

/// The supervision in which a deputy took part, newest first.
fn attended<'a>(desk: &'a Desk<'_>, deputy: &'a Id) -> impl Iterator<Item = (&'a Id, &'a SupervisionEvent)> {
    let projects = desk.library.members_of_deputy(deputy).projects.iter();
    let events = projects.flat_map(|id| desk.library.project(id).record.events.iter().map(move |event| (id, event)));
    let mut own: Vec<_> = events.filter(|(_, event)| event.deputies.iter().any(|one| one.id == *deputy)).collect();
    own.sort_by_key(|(_, event)| std::cmp::Reverse(event.date));
    own.into_iter()
}

fn event(desk: &Desk<'_>, project: &Id, event: &SupervisionEvent) -> View {
    View::map([
        ("kind", choice(desk, event.kind.id(), event.kind.words())),
        ("date", date(desk, event.date)),
        ("project", desk.link(Kind::Project, project)),
        ("place", desk.maybe(event.place.as_ref())),
    ])
}

/// The deputy as a person: what the page shows in its head.
fn subject(desk: &Desk<'_>, thing: &Thing<Deputy>) -> Map<String, Value> {
    let record = &thing.record;
    let seats = record.seats_on(desk.about.as_of.date());
    let seats: Vec<Value> = seats.map(|membership| Value::from(seat(desk, thing, membership))).collect();
    let position = Value::from(&**record.position.in_language(&desk.language));
    let titles: Vec<Value> = seats.into_iter().chain([position]).collect();
    let expertise: Vec<&str> = record.expertise.iter().map(|word| &**desk.words(word)).collect();
    linked_data::thing(
        "Person",
        [
            ("name", Some(Value::from(&**desk.words(&record.name)))),
            ("jobTitle", Some(Value::from(titles))),
            ("knowsAbout", (!expertise.is_empty()).then(|| Value::from(expertise))),
        ],
    )
}

fn view(desk: &Desk<'_>, thing: &Thing<Deputy>) -> View {
    let record = &thing.record;
    extended(
        &desk.cards.deputies[&thing.id],
        vec![
            ("memberships", View::list(record.memberships.iter().map(|membership| self::membership(desk, thing, membership)))),
            ("profession", record.profession_group.map_or(View::Nothing, |group| choice(desk, group.id(), group.words()))),
            ("group", desk.maybe(record.group.as_ref())),
            ("expertise", View::list(record.expertise.iter().map(|text| desk.text(text)))),
            ("promise", desk.maybe(record.promise.as_ref())),
            ("reports", View::list(record.duty_report.iter().map(|report| desk.link(Kind::Story, &report.id)))),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

fn membership(desk: &Desk<'_>, thing: &Thing<Deputy>, membership: &Membership) -> View {
    View::map([
        ("text", View::from(seat(desk, thing, membership))),
        ("level", choice(desk, membership.level.id(), membership.level.words())),
        ("congress", desk.text(&membership.congress)),
        ("body", desk.maybe(membership.body.as_ref())),
        ("delegation", desk.maybe(membership.delegation.as_ref())),
        ("constituency", desk.maybe(membership.constituency.as_ref())),
        ("electing_unit", desk.maybe(membership.electing_unit.as_ref())),
        ("from", date(desk, membership.from)),
        ("to", maybe_date(desk, membership.to.as_ref().map(|to| to.value))),
        ("status", choice(desk, membership.status.id(), membership.status.words())),
        ("serving", View::from(membership.is_held_on(desk.about.as_of.date()))),
    ])
}
