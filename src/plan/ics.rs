//! Calendars of receptions, one for each station, district and deputy, for the calendar of a telephone.
//!
//! Those of stations and deputies hold this year and the next. That of a district, in which there may be hundreds of stations, holds this month and the
//! two after it. All say that they were made on the first of the month, so that they stay the same from day to day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::address::Address;
use super::desk::{Desk, folder};
use super::page::{Make, Page};
use super::pages::Planned;
use super::sessions::{Session, may_change};
use super::values::{COLON, LIST_COMMA};
use super::written::{Calendar, Event, Written};
use crate::date::read_time;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, SessionStatus, Station, Thing};
use crate::source::host_of;

pub(super) const RECEPTION: Words = Words { en: "Deputies receive people", zh: "代表接待" };
const WHO: Words = Words { en: "Deputies", zh: "接待代表" };
const MAY_CHANGE: Words = Words {
    en: "The year's days of rest are not announced yet; the day may change.",
    zh: "当年放假安排尚未公布，日期可能调整。",
};

/// The receptions of a station, and who receives.
struct Receptions<'a> {
    station: &'a Id,
    events: Vec<(Arc<Event>, &'a [&'a Id])>,
}

/// The calendars; none of what has no receptions.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let relations = desk.library.relations();
    let ids: Vec<&Id> = relations.stations.iter().collect();
    let stations: Vec<Receptions<'_>> = ids.into_par_iter().map(|id| of_station(desk, id)).collect();
    let of_stations = stations.iter().map(|station| (Kind::Station, station.station, all_of(station).collect()));
    let of_districts = relations.districts.iter().map(|id| {
        let members = &desk.library.members_of_district(id).stations;
        let of_it = stations.iter().filter(|station| members.contains(station.station));
        (Kind::District, id, of_it.flat_map(all_of).filter(|event| is_near(desk, event.day)).collect())
    });
    let mut by_deputy: BTreeMap<&Id, Vec<Arc<Event>>> = BTreeMap::new();
    for (event, deputies) in stations.iter().flat_map(|station| &station.events) {
        deputies.iter().for_each(|deputy| by_deputy.entry(deputy).or_default().push(event.clone()));
    }
    let of_deputies = by_deputy.into_iter().map(|(id, events)| (Kind::Deputy, id, events));
    of_stations.chain(of_districts).chain(of_deputies).filter_map(|(kind, id, events)| page(desk, kind, id, events)).map(Ok).collect()
}

fn all_of(station: &Receptions<'_>) -> impl Iterator<Item = Arc<Event>> {
    station.events.iter().map(|(event, _)| event.clone())
}

/// Where the calendar beside the page `folder` of a station or deputy stands, percent-encoded; nothing when there are no receptions to
/// write into it.
pub(super) fn path<'r, 'a: 'r>(desk: &Desk<'_>, folder: &str, mut receptions: impl Iterator<Item = &'r Session<'a>>) -> Option<String> {
    path_if(desk, folder, receptions.any(|session| is_written(desk, session)))
}

/// Where the calendar of a district stands.
pub(super) fn district_path(desk: &Desk<'_>, id: &Id) -> Option<String> {
    let stations = &desk.library.members_of_district(id).stations;
    let mut receptions = stations.iter().flat_map(|station| desk.receptions.of(station));
    path_if(desk, &folder(Kind::District, id), receptions.any(|session| is_near(desk, session.date)))
}

fn path_if(desk: &Desk<'_>, folder: &str, is_there: bool) -> Option<String> {
    is_there.then(|| address(desk, folder)).flatten().map(|address| address.href())
}

/// Whether a calendar of a district holds this day.
fn is_near(desk: &Desk<'_>, day: Date) -> bool {
    let first = desk.about.as_of.date().first_of_month();
    (first..first.saturating_add(3.months())).contains(&day)
}

/// Whether the calendar of a station or deputy holds this reception.
fn is_written(desk: &Desk<'_>, session: &Session<'_>) -> bool {
    session.date.year() >= desk.about.as_of.year()
}

fn address(desk: &Desk<'_>, folder: &str) -> Option<Address> {
    Address::file(&desk.path(&format!("{folder}/calendar.ics")))
}

fn page(desk: &Desk<'_>, kind: Kind, id: &Id, mut events: Vec<Arc<Event>>) -> Option<Arc<Page>> {
    if events.is_empty() {
        return None;
    }
    events.sort_by(|a, b| (a.day, &a.hours, &a.uid).cmp(&(b.day, &b.hours, &b.uid)));
    let name = format!("{}{}{}", desk.title(kind, id), desk.say(COLON), desk.say(RECEPTION));
    let calendar = Calendar { name, stamp: desk.about.as_of.date().first_of_month(), events };
    Some(Arc::new(Page::new(address(desk, &folder(kind, id))?, desk.language.clone(), Make::Written(Written::Calendar(calendar)))))
}

fn of_station<'a>(desk: &Desk<'a>, id: &'a Id) -> Receptions<'a> {
    let thing = desk.library.station(id);
    let sessions = desk.receptions.of(id).iter().filter(|session| is_written(desk, session));
    let events = sessions.map(|session| (Arc::new(event(desk, thing, session)), &session.deputies[..])).collect();
    Receptions { station: id, events }
}

fn event(desk: &Desk<'_>, thing: &Thing<Station>, session: &Session<'_>) -> Event {
    let written = session.written;
    let topic = written.and_then(|written| written.topic.as_ref()).map(|topic| format!("{}{}", desk.say(COLON), desk.words(topic)));
    let place = written.and_then(|written| written.place.as_ref()).map(|place| format!("{} ", desk.words(place)));
    let names: Vec<Arc<str>> = session.deputies.iter().map(|id| desk.title(Kind::Deputy, id)).collect();
    let who = (!names.is_empty()).then(|| format!("{}{}{}", desk.say(WHO), desk.say(COLON), names.join(desk.say(LIST_COMMA))));
    let note = written.and_then(|written| written.note.as_ref()).map(|note| desk.words(note).to_string());
    let unsure = may_change(desk, session).then(|| desk.say(MAY_CHANGE).to_owned());
    Event {
        uid: uid(desk, thing, session),
        summary: format!("{}{}{}", desk.words(&thing.record.name), desk.say(RECEPTION), topic.unwrap_or_default()),
        place: format!("{}{}", place.unwrap_or_default(), desk.words(&thing.record.address)),
        description: who.into_iter().chain(note).chain(unsure).collect::<Vec<_>>().join("\n"),
        day: session.date,
        hours: session.time.and_then(|time| hours(session.date, time, &desk.zone)),
        is_changed: session.date != session.planned || written.is_some(),
        is_cancelled: session.status == SessionStatus::Cancelled,
    }
}

/// Made of the station's permanent id and the planned day, so that a reception keeps its name when it is moved.
fn uid(desk: &Desk<'_>, thing: &Thing<Station>, session: &Session<'_>) -> String {
    let host = desk.about.base_url.as_deref().and_then(host_of).unwrap_or_else(|| "wanjia.invalid".to_owned());
    let hour = session.time.and_then(|time| time.split('-').next()).unwrap_or_default().replace(':', "");
    let hour = if hour.is_empty() { hour } else { format!("T{hour}") };
    format!("{}-{}{hour}@{host}", thing.id, session.planned.strftime("%Y%m%d"))
}

/// "10:30-12:30" on a day in the site's zone, in universal time.
fn hours(day: Date, time: &str, zone: &TimeZone) -> Option<(DateTime, DateTime)> {
    let (first, last) = time.split_once('-')?;
    let universal = |text: &str| {
        let zoned = day.to_datetime(read_time(text.trim()).ok()?).to_zoned(zone.clone()).ok()?;
        Some(zoned.with_time_zone(TimeZone::UTC).datetime())
    };
    Some((universal(first)?, universal(last)?))
}
