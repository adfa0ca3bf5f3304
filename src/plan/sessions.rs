//! The receptions of a station: those that its rules give, with what the editor wrote of single ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::cards::is_former;
use super::desk::Desk;
use super::values::{self, choice};
use crate::calendar::Standing;
use crate::fields::Id;
use crate::model::{Kind, ReceptionRule, ReceptionSession, Roster, SessionStatus, Station, StationStatus, Thing};
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
    /// What the editor wrote of it.
    pub(super) written: Option<&'a ReceptionSession>,
}

/// The receptions of `year`, in order. Deputies take turns in the order of the station's list, beginning anew each year; a reception that
/// is cancelled or moved keeps its deputy.
pub(super) fn of_year<'a>(desk: &Desk<'_>, thing: &'a Thing<Station>, year: i16) -> Vec<Session<'a>> {
    let mut sessions = by_rules(desk, &thing.record, year);
    for written in &thing.record.sessions {
        take(&mut sessions, written);
    }
    sessions.retain(|session| session.date.year() == year);
    sessions.sort_by_key(|session| (session.date, session.time, session.planned));
    sessions
}

/// The next receptions from the day for which the site is made, that day included; none of those cancelled.
pub(super) fn next<'a>(desk: &Desk<'_>, thing: &'a Thing<Station>, most: usize) -> Vec<Session<'a>> {
    let today = desk.about.as_of.date();
    let years = [today.year(), today.year() + 1];
    let all = years.into_iter().flat_map(|year| of_year(desk, thing, year));
    all.filter(|session| session.date >= today && session.status != SessionStatus::Cancelled).take(most).collect()
}

fn by_rules<'a>(desk: &Desk<'_>, record: &'a Station, year: i16) -> Vec<Session<'a>> {
    let holidays = &desk.library.settings().holidays;
    let mut days: BTreeMap<When<'a>, Given<'a>> = BTreeMap::new();
    let rules = record.reception_rules.iter().filter(|_| record.status == StationStatus::Open);
    for rule in rules {
        for day in rule.plain().days(date(year, 1, 1), date(year, 12, 31), holidays) {
            days.entry((day.date, rule.time.as_ref())).or_insert((day.planned, rule));
        }
    }
    let receiving = |id: &&Id| !is_former(desk, &desk.library.deputy(id).record);
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
        written: None,
    };
    days.into_iter().map(session).collect()
}

/// Takes what is written of the reception on a day; one that no rule gives is added.
fn take<'a>(sessions: &mut Vec<Session<'a>>, written: &'a ReceptionSession) {
    let day = written.date.value;
    let is_meant = |session: &Session<'_>| session.written.is_none() && (session.planned == day || session.date == day);
    let at_its_time = sessions.iter().position(|session| is_meant(session) && session.time == written.time.as_ref());
    let at = at_its_time.or_else(|| sessions.iter().position(is_meant)).unwrap_or(sessions.len());
    if at == sessions.len() {
        let status = SessionStatus::Planned;
        sessions.push(Session { date: day, planned: day, time: None, status, deputies: Vec::new(), written: None });
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
    let written = session.written;
    let mut values = shown(desk, session);
    values.push(("deputies", View::list(session.deputies.iter().map(|id| desk.link(Kind::Deputy, id)))));
    values.push(("joint_units", written.map_or(View::Nothing, |written| desk.texts(&written.joint_units))));
    values.push(("topic", desk.maybe(written.and_then(|written| written.topic.as_ref()))));
    values.push(("note", desk.maybe(written.and_then(|written| written.note.as_ref()))));
    View::map(values)
}

fn shown(desk: &Desk<'_>, session: &Session<'_>) -> Vec<(&'static str, View)> {
    let moved_from = Some(session.planned).filter(|planned| *planned != session.date);
    vec![
        ("date", values::date(desk, session.date)),
        ("moved_from", values::maybe_date(desk, moved_from)),
        ("time", View::from(session.time.map(|time| time.replace('-', "–")))),
        ("status", choice(desk, session.status.id(), session.status.words())),
        ("place", desk.maybe(session.written.and_then(|written| written.place.as_ref()))),
        ("is_today", View::from(session.date == desk.about.as_of.date())),
        ("may_change", View::from(may_change(desk, session))),
    ]
}

/// Whether the year's days of rest are not announced yet, so that the day may change.
pub(super) fn may_change(desk: &Desk<'_>, session: &Session<'_>) -> bool {
    match desk.library.settings().holidays.standing(session.date.year()) {
        Standing::Announced => false,
        Standing::Provisional | Standing::Unknown => session.written.is_none_or(|written| written.moved_to.is_none()),
    }
}
