//! The receptions of the stations: those that their rules give, with what the editor wrote of single ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::cards::is_former_on;
use super::desk::Desk;
use super::values::{self, choice};
use crate::calendar::Standing;
use crate::fields::{Id, Index};
use crate::model::{Kind, Library, ReceptionRule, ReceptionSession, Roster, SessionStatus, Station, StationStatus, Thing};
use crate::view::View;

/// The day and hours of a reception.
type When<'a> = (Date, Option<&'a Arc<str>>);

/// The day that a rule means, and the rule.
type Given<'a> = (Date, &'a ReceptionRule);

/// One reception.
pub(super) struct Session<'a> {
    /// The day.
    pub(super) date: Date,
    /// The day that the rule means, whatever days of rest and editors did to it: the lasting name of the reception.
    pub(super) planned: Date,
    /// From when to when.
    pub(super) time: Option<&'a Arc<str>>,
    /// State.
    pub(super) status: SessionStatus,
    /// Who receives.
    pub(super) deputies: Vec<&'a Id>,
    /// The rule that gives it; none where an editor added it.
    pub(super) rule: Option<&'a ReceptionRule>,
    /// What the editor wrote of it.
    pub(super) written: Option<&'a ReceptionSession>,
}

/// A reception and its station.
#[derive(Clone, Copy)]
pub(super) struct Entry<'r, 'a> {
    pub(super) station: &'a Thing<Station>,
    pub(super) session: &'r Session<'a>,
}

impl Session<'_> {
    /// Whether it takes place, as far as is known.
    pub(super) fn is_on(&self) -> bool {
        self.status != SessionStatus::Cancelled
    }
}

/// The receptions of all stations, in order. They are counted out when somebody first asks, so that a plan that takes its lists over does
/// without them.
pub(super) struct Receptions<'a> {
    pub(super) library: &'a Library,
    today: Date,
    by_station: OnceLock<Index<&'a Id, Vec<Session<'a>>>>,
}

impl<'a> Receptions<'a> {
    /// Those of the library, seen from `today`: of this year and the next as the rules give them, of earlier years what editors wrote.
    pub(super) fn new(library: &'a Library, today: Date) -> Self {
        Self { library, today, by_station: OnceLock::new() }
    }

    /// All of a station, in order.
    pub(super) fn of(&self, station: &Id) -> &[Session<'a>] {
        let counted = || self.library.stations().par_iter().map(|(id, thing)| (id, self.counted(thing))).collect();
        self.by_station.get_or_init(counted).get(station).map_or(&[], Vec::as_slice)
    }

    /// The next of a station from today on, today included; none of those cancelled.
    pub(super) fn next(&self, station: &Id) -> impl Iterator<Item = &Session<'a>> {
        let to_come = |session: &&Session<'a>| session.date >= self.today && session.is_on();
        self.of(station).iter().filter(to_come)
    }

    /// Those of some stations together, in order.
    pub(super) fn together<'s>(&self, stations: impl IntoIterator<Item = &'s Id>) -> Vec<Entry<'_, 'a>> {
        let library = self.library;
        let of_station = |id: &'s Id| {
            let station = library.station(id);
            self.of(id).iter().map(move |session| Entry { station, session })
        };
        let mut entries: Vec<Entry<'_, 'a>> = stations.into_iter().flat_map(of_station).collect();
        // Stations stay in their order; of one station the receptions of a day are in order already.
        entries.sort_by_key(|entry| (entry.session.date, entry.session.time));
        entries
    }

    /// Those in which a deputy receives, in order.
    pub(super) fn of_deputy(&self, deputy: &Id) -> Vec<Entry<'_, 'a>> {
        let mut entries = self.together(&self.library.members_of_deputy(deputy).stations);
        entries.retain(|entry| entry.session.deputies.contains(&deputy));
        entries
    }

    fn counted(&self, thing: &'a Thing<Station>) -> Vec<Session<'a>> {
        let this = self.today.year();
        let days = thing.record.sessions.iter().flat_map(|written| [Some(written.date.value), written.moved_to]);
        let years: BTreeSet<i16> = days.flatten().map(Date::year).chain([this, this + 1]).collect();
        years.into_iter().flat_map(|year| self.of_year(thing, year)).collect()
    }

    /// Deputies take turns in the order of the station's list, beginning anew each year; a reception that is cancelled or moved keeps its
    /// deputy.
    fn of_year(&self, thing: &'a Thing<Station>, year: i16) -> Vec<Session<'a>> {
        let is_ruled = (self.today.year()..=self.today.year() + 1).contains(&year);
        let mut sessions = if is_ruled { self.by_rules(&thing.record, year) } else { Vec::new() };
        for written in &thing.record.sessions {
            take(&mut sessions, written);
        }
        sessions.retain(|session| session.date.year() == year);
        sessions.sort_by_key(|session| (session.date, session.time, session.planned));
        sessions
    }

    fn by_rules(&self, record: &'a Station, year: i16) -> Vec<Session<'a>> {
        let holidays = &self.library.settings().holidays;
        let mut days: BTreeMap<When<'a>, Given<'a>> = BTreeMap::new();
        let rules = record.reception_rules.iter().filter(|_| receives(record.status));
        for rule in rules {
            for day in rule.plain().days(date(year, 1, 1), date(year, 12, 31), holidays) {
                days.entry((day.date, rule.time.as_ref())).or_insert((day.planned, rule));
            }
        }
        let receiving = |id: &&Id| !is_former_on(self.today, &self.library.deputy(id).record);
        let deputies: Vec<&Id> = record.deputies.iter().map(|deputy| &deputy.id).filter(receiving).collect();
        let mut turns = deputies.iter().cycle();
        let who = |roster: Roster, turns: &mut dyn Iterator<Item = &&'a Id>| match roster {
            Roster::Rotate => turns.next().copied(),
            Roster::Fixed => deputies.first().copied(),
            Roster::Listed => None,
        };
        let session = |((date, time), (planned, rule)): (When<'a>, Given<'a>)| Session {
            date,
            planned,
            time,
            status: SessionStatus::Planned,
            deputies: who(rule.roster, &mut turns).into_iter().collect(),
            rule: Some(rule),
            written: None,
        };
        days.into_iter().map(session).collect()
    }
}

/// Whether rules hold in a station: one that is being upgraded receives elsewhere, unless its rules pause.
fn receives(status: StationStatus) -> bool {
    match status {
        StationStatus::Open | StationStatus::Upgrading => true,
        StationStatus::Building | StationStatus::Merged => false,
    }
}

/// Takes what is written of the reception on a day; one that no rule gives is added.
fn take<'a>(sessions: &mut Vec<Session<'a>>, written: &'a ReceptionSession) {
    let day = written.date.value;
    let is_meant = |session: &Session<'_>| session.written.is_none() && (session.planned == day || session.date == day);
    let at_its_time = sessions.iter().position(|session| is_meant(session) && session.time == written.time.as_ref());
    let at = at_its_time.or_else(|| sessions.iter().position(is_meant)).unwrap_or(sessions.len());
    if at == sessions.len() {
        let (status, deputies) = (SessionStatus::Planned, Vec::new());
        sessions.push(Session { date: day, planned: day, time: None, status, deputies, rule: None, written: None });
    }
    let session = &mut sessions[at];
    session.written = Some(written);
    session.date = written.moved_to.unwrap_or(session.date);
    session.time = written.time.as_ref().or(session.time);
    session.status = match written.status {
        SessionStatus::Planned if written.moved_to.is_some() => SessionStatus::Moved,
        SessionStatus::Planned | SessionStatus::Held | SessionStatus::Moved | SessionStatus::Cancelled => written.status,
    };
    if !written.deputies.is_empty() {
        session.deputies = written.deputies.iter().map(|deputy| &deputy.id).collect();
    }
}

/// A reception without those who receive: what a card shows.
pub(super) fn brief(desk: &Desk<'_>, session: &Session<'_>) -> View {
    View::map(shown(desk, session))
}

/// A reception as a station's page shows it.
pub(super) fn view(desk: &Desk<'_>, session: &Session<'_>) -> View {
    let mut values = shown(desk, session);
    values.push(("deputies", deputies(desk, session)));
    values.push(("joint_units", joint_units(desk, session)));
    values.push(("topic", topic(desk, session)));
    values.push(("note", note(desk, session)));
    values.push(("put_up", values::maybe_date(desk, put_up(session))));
    View::map(values)
}

/// A reception that was held, with what came of it.
pub(super) fn held(desk: &Desk<'_>, session: &Session<'_>) -> View {
    let written = session.written;
    let opinions = written.and_then(|written| written.opinions.as_ref()).map(|opinions| &opinions.value);
    View::map([
        ("date", values::date(desk, session.date)),
        ("deputies", deputies(desk, session)),
        ("joint_units", joint_units(desk, session)),
        ("topic", topic(desk, session)),
        ("place", place(desk, session)),
        ("visitors", View::from(written.and_then(|written| written.visitors).map(i64::from))),
        ("opinions", opinions.map_or(View::Nothing, |opinions| counted([opinions]))),
    ])
}

/// The opinions of some receptions, added up.
pub(super) fn counted<'o>(all: impl IntoIterator<Item = &'o crate::model::SessionOpinions>) -> View {
    let sums = all.into_iter().fold([0_i64; 4], |sums, one| {
        let own = [one.total, one.answered_on_site, one.transferred, one.to_suggestion];
        std::array::from_fn(|at| sums[at] + i64::from(own[at]))
    });
    let names = ["total", "answered_on_site", "transferred", "to_suggestion"];
    View::map(names.into_iter().zip(sums).map(|(name, sum)| (name, View::from(sum))))
}

/// A reception in a list of several stations: without its day, under which it stands.
pub(super) fn row(desk: &Desk<'_>, entry: Entry<'_, '_>) -> View {
    let Entry { station, session } = entry;
    View::map([
        ("station", desk.link(Kind::Station, &station.id)),
        ("district", station.home.as_ref().and_then(|home| desk.badges.get(home)).cloned().unwrap_or_default()),
        ("tel", View::from(&station.record.tel.value)),
        ("time", time(session)),
        ("status", choice(desk, session.status.id(), session.status.words())),
        ("moved_from", values::maybe_date(desk, moved_from(session))),
        ("deputies", deputies(desk, session)),
        ("joint_units", joint_units(desk, session)),
        ("topic", topic(desk, session)),
        ("place", place(desk, session)),
        ("note", note(desk, session)),
    ])
}

fn shown(desk: &Desk<'_>, session: &Session<'_>) -> Vec<(&'static str, View)> {
    vec![
        ("date", values::date(desk, session.date)),
        ("moved_from", values::maybe_date(desk, moved_from(session))),
        ("time", time(session)),
        ("status", choice(desk, session.status.id(), session.status.words())),
        ("place", place(desk, session)),
        ("is_today", View::from(session.date == desk.about.as_of.date())),
        ("may_change", View::from(may_change(desk, session))),
    ]
}

fn time(session: &Session<'_>) -> View {
    View::from(session.time.map(|time| time.replace('-', "–")))
}

fn moved_from(session: &Session<'_>) -> Option<Date> {
    Some(session.planned).filter(|planned| *planned != session.date)
}

fn deputies(desk: &Desk<'_>, session: &Session<'_>) -> View {
    View::list(session.deputies.iter().map(|id| desk.link(Kind::Deputy, id)))
}

fn joint_units(desk: &Desk<'_>, session: &Session<'_>) -> View {
    session.written.map_or(View::Nothing, |written| desk.texts(&written.joint_units))
}

fn topic(desk: &Desk<'_>, session: &Session<'_>) -> View {
    desk.maybe(session.written.and_then(|written| written.topic.as_ref()))
}

fn place(desk: &Desk<'_>, session: &Session<'_>) -> View {
    desk.maybe(session.written.and_then(|written| written.place.as_ref()))
}

fn note(desk: &Desk<'_>, session: &Session<'_>) -> View {
    desk.maybe(session.written.and_then(|written| written.note.as_ref()))
}

/// The last day on which the notice of a reception has to be put up.
fn put_up(session: &Session<'_>) -> Option<Date> {
    let days = session.rule.and_then(|rule| rule.notice_days)?;
    Some(session.date.saturating_sub(i64::from(days).days()))
}

/// Whether the year's days of rest are not announced yet, so that the day may change.
pub(super) fn may_change(desk: &Desk<'_>, session: &Session<'_>) -> bool {
    is_provisional(desk, session.date.year()) && session.written.is_none_or(|written| written.moved_to.is_none())
}

/// Whether the days of rest of a year are not announced yet.
pub(super) fn is_provisional(desk: &Desk<'_>, year: i16) -> bool {
    match desk.library.settings().holidays.standing(year) {
        Standing::Announced => false,
        Standing::Provisional | Standing::Unknown => true,
    }
}
