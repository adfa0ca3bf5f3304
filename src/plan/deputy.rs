//! Deputies: who they are, whom they represent, and what they did.

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::cards::{extended, is_serving, pick, seat};
use super::desk::{Desk, folder};
use super::feed;
use super::groups::by_district;
use super::linked_data;
use super::made_of::MadeOf;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::extra;
use super::values::{COMMA, choice, date, maybe_date};
use crate::model::{Deputy, Kind, Library, Membership, Thing};
use crate::view::View;

/// How many deputies one list page shows.
const PER_PAGE: usize = 120;

/// The list of deputies.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let deputies = &desk.library.relations().deputies;
    if deputies.is_empty() {
        return Vec::new();
    }
    let home_of = |id: &_| desk.library.deputy(id).home.clone();
    by_district(desk, Section::Deputies, deputies, PER_PAGE, &desk.cards.deputies, home_of)
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
    ];
    sheet
}

/// The deputy as a person: what the page shows in its head.
fn subject(desk: &Desk<'_>, thing: &Thing<Deputy>) -> Map<String, Value> {
    let record = &thing.record;
    let seats = record.memberships.iter().filter(|membership| is_serving(desk, membership));
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
        ("to", maybe_date(desk, membership.to)),
        ("status", choice(desk, membership.status.id(), membership.status.words())),
        ("serving", View::from(is_serving(desk, membership))),
    ])
}
