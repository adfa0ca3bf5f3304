//! The calendar of receptions: who receives today and next, and every year by month and day, of the city and of each district.
//!
//! A page tells each reception while there are at most [`MOST`] of them. Of more it tells how many there are on each day, and every month
//! has a page of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use super::address::Address;
use super::desk::{Desk, crumb};
use super::ics;
use super::pager::{path_of, slices};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::sessions::{Entry, is_provisional, row};
use super::story::numbered;
use super::values::{self, COLON, COMMA, MONTHS};
use crate::fields::Id;
use crate::language::Words;
use crate::model::Kind;
use crate::view::View;

/// How many receptions a page tells.
const MOST: usize = 500;

/// How many of today's receptions, and of the next, the calendar's own page tells.
const AGENDA: usize = 20;

/// The same of the home page and the pages of districts.
const PANEL: usize = 4;

/// What the calendar is called, and its folder.
pub(super) const CALENDAR: (Words, &str) = (Words { en: "Calendar of receptions", zh: "接待日历" }, "calendar");

const WHOLE_CITY: Words = Words { en: "Whole city", zh: "全市" };

const ABOUT: Words =
    Words { en: "On which days deputies receive people, and where.", zh: "各区代表家室站哪天接待、谁来接待。" };

/// A day's reception and how lists show it.
#[derive(Clone)]
struct Listed {
    date: Date,
    view: View,
}

/// The receptions of the city or of a district in a year.
struct Year<'a> {
    /// The district; none for the city.
    district: Option<&'a Id>,
    year: i16,
    /// In order.
    receptions: Vec<Listed>,
}

/// Whether there is a calendar.
pub(super) fn has_calendar(desk: &Desk<'_>) -> bool {
    desk.library.relations().stations.iter().any(|id| !desk.receptions.of(id).is_empty())
}

/// The calendar, its years, and the months of those that have too many receptions for one page; nothing where nobody receives.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let years = years(desk);
    if years.is_empty() {
        return Vec::new();
    }
    let of_years = years.par_iter().flat_map_iter(|year| of_year(desk, &years, year).into_iter().map(|sheet| desk.page(sheet)));
    std::iter::once(desk.page(overview(desk, &years))).chain(of_years.collect::<Planned>()).collect()
}

/// Every year of the city, and of each district that has receptions in it; the latest first.
fn years<'a>(desk: &Desk<'a>) -> Vec<Year<'a>> {
    let relations = desk.library.relations();
    let entries = desk.receptions.together(&relations.stations);
    let views: Vec<View> = entries.par_iter().map(|entry| row(desk, *entry)).collect();
    let listed = |at: usize| Listed { date: entries[at].session.date, view: views[at].clone() };
    let scopes = std::iter::once(None).chain(relations.districts.iter().map(Some));
    let of_scope = |district: Option<&'a Id>| {
        let members: Option<BTreeSet<&Id>> = district.map(|id| desk.library.members_of_district(id).stations.iter().collect());
        let is_in_it = |entry: &Entry<'_, '_>| members.as_ref().is_none_or(|members| members.contains(&entry.station.id));
        let own: Vec<Listed> = (0..entries.len()).filter(|at| is_in_it(&entries[*at])).map(listed).collect();
        let of_year = |receptions: &[Listed]| Year { district, year: receptions[0].date.year(), receptions: receptions.to_vec() };
        own.chunk_by(|a, b| a.date.year() == b.date.year()).rev().map(of_year).collect::<Vec<_>>()
    };
    scopes.flat_map(of_scope).collect()
}

impl Year<'_> {
    fn folder(&self) -> String {
        folder(self.district, self.year)
    }

    fn link(&self, desk: &Desk<'_>, name: View) -> View {
        let path = desk.path(&format!("{}/", self.folder()));
        View::map([("name", name), ("path", View::from(path)), ("count", View::from(self.receptions.len()))])
    }
}

/// Where the year of a district, or of the city, stands.
fn folder(district: Option<&Id>, year: i16) -> String {
    district.map_or_else(|| format!("{}/{year}", CALENDAR.1), |id| format!("{}/{year}/{id}", CALENDAR.1))
}

fn scope_name(desk: &Desk<'_>, district: Option<&Id>) -> View {
    district.map_or_else(|| View::from(desk.say(WHOLE_CITY)), |id| View::from(desk.title(Kind::District, id)))
}

// ---- The calendar's own page ----

fn overview(desk: &Desk<'_>, years: &[Year<'_>]) -> Sheet {
    let numbers: BTreeSet<i16> = years.iter().map(|year| year.year).collect();
    let rows = years.chunk_by(|a, b| a.district == b.district).map(|scope| {
        let cell = |number: &i16| {
            let year = scope.iter().find(|year| year.year == *number);
            year.map_or(View::Nothing, |year| year.link(desk, View::from(number.to_string())))
        };
        View::map([("name", scope_name(desk, scope[0].district)), ("years", View::list(numbers.iter().map(cell)))])
    });
    let mut sheet = Sheet::new(CALENDAR.1, "calendar", desk.say(CALENDAR.0));
    sheet.section = Some(Section::Stations);
    sheet.description = desk.say(ABOUT).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations)];
    sheet.values = vec![
        ("agenda", agenda(desk, None, AGENDA)),
        ("years", View::list(numbers.iter().map(|year| View::from(year.to_string())))),
        ("rows", View::list(rows)),
    ];
    sheet
}

// ---- Years and months ----

/// The page of a year, and those of its months where it has too many receptions.
fn of_year(desk: &Desk<'_>, years: &[Year<'_>], year: &Year<'_>) -> Vec<Sheet> {
    let months: Vec<&[Listed]> = year.receptions.chunk_by(|a, b| a.date.month() == b.date.month()).collect();
    let is_long = year.receptions.len() > MOST;
    let mut own = sheet(desk, years, year, year.folder(), &title(desk, year, None));
    own.values.push(("months", View::list(months.iter().map(|month| self::month(desk, year, month, is_long)))));
    let of_months = months.iter().filter(|_| is_long).flat_map(|month| of_month(desk, years, year, month));
    std::iter::once(own).chain(of_months).collect()
}

/// The pages of a month.
fn of_month(desk: &Desk<'_>, years: &[Year<'_>], year: &Year<'_>, month: &[Listed]) -> Vec<Sheet> {
    let title = title(desk, year, Some(month[0].date));
    let pages = slices(&desk.prefix, &month_folder(&year.folder(), month[0].date), month, MOST).into_iter().map(|slice| {
        let mut sheet = sheet(desk, years, year, slice.path, &numbered(desk, &title, slice.number));
        sheet.crumbs.push(crumb(self::title(desk, year, None), desk.path(&format!("{}/", year.folder()))));
        sheet.values.push(("months", View::list([self::month(desk, year, slice.items, false)])));
        sheet.values.push(("pager", slice.pager));
        sheet
    });
    pages.collect()
}

fn month_folder(folder: &str, day: Date) -> String {
    format!("{folder}/month/{}", day.month())
}

fn sheet(desk: &Desk<'_>, years: &[Year<'_>], year: &Year<'_>, path: String, title: &str) -> Sheet {
    let mut sheet = Sheet::new(path, "calendar_year", title);
    sheet.section = Some(Section::Stations);
    sheet.description = desk.say(ABOUT).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations), crumb(desk.say(CALENDAR.0), desk.path(&format!("{}/", CALENDAR.1)))];
    let of_scope = years.iter().filter(|other| other.district == year.district);
    let of_year = years.iter().filter(|other| other.year == year.year);
    let calendar = year.district.and_then(|id| ics::district_path(desk, id));
    sheet.values = vec![
        ("year", View::from(year.year.to_string())),
        ("district", year.district.and_then(|id| desk.badges.get(id)).cloned().unwrap_or_default()),
        ("years", View::list(of_scope.map(|other| other.link(desk, View::from(other.year.to_string()))))),
        ("scopes", View::list(of_year.map(|other| other.link(desk, scope_name(desk, other.district))))),
        ("scope_path", View::from(desk.path(&format!("{}/", year.folder())))),
        ("total", View::from(year.receptions.len())),
        ("may_change", View::from(is_provisional(desk, year.year))),
        ("calendar", View::from(calendar)),
    ];
    sheet
}

/// "白碱滩区2026年7月接待日历", "Calendar of receptions: Baijiantan District, July 2026".
fn title(desk: &Desk<'_>, year: &Year<'_>, month: Option<Date>) -> String {
    let district = year.district.map(|id| desk.title(Kind::District, id));
    if desk.language.is_chinese() {
        let month = month.map(|day| format!("{}月", day.month())).unwrap_or_default();
        return format!("{}{}年{month}{}", district.unwrap_or_default(), year.year, CALENDAR.0.zh);
    }
    let district = district.map(|name| format!("{name}{}", COMMA.en)).unwrap_or_default();
    let month = month.map(|day| format!("{} ", month_name(desk, day))).unwrap_or_default();
    format!("{}{}{district}{month}{}", CALENDAR.0.en, COLON.en, year.year)
}

fn month_name(desk: &Desk<'_>, day: Date) -> String {
    let english = || MONTHS[usize::try_from(day.month() - 1).unwrap_or_default() % 12].to_owned();
    if desk.language.is_chinese() { format!("{}月", day.month()) } else { english() }
}

/// A month day by day; with `counts_only` how many receptions each has, and where they are told.
fn month(desk: &Desk<'_>, year: &Year<'_>, receptions: &[Listed], counts_only: bool) -> View {
    let first = receptions[0].date;
    let page = Address::page(&desk.path(&month_folder(&year.folder(), first))).filter(|_| counts_only);
    let days = receptions.chunk_by(|a, b| a.date == b.date).map(|day| {
        let path = counts_only.then(|| desk.path(&day_path(&year.folder(), &dates(&year.receptions), day[0].date)));
        self::day(desk, day, path)
    });
    View::map([
        ("id", View::from(format!("m-{}", first.month()))),
        ("name", View::from(month_name(desk, first))),
        ("count", View::from(receptions.len())),
        ("path", View::from(page.map(|page| page.href()))),
        ("days", View::list(days)),
    ])
}

fn dates(receptions: &[Listed]) -> Vec<Date> {
    receptions.iter().map(|one| one.date).collect()
}

/// A day and its receptions; with a `path` only their number, and that they are told there.
fn day(desk: &Desk<'_>, receptions: &[Listed], path: Option<String>) -> View {
    let date = receptions[0].date;
    let today = desk.about.as_of.date();
    let shown = receptions.iter().filter(|_| path.is_none()).map(|one| one.view.clone());
    View::map([
        ("id", View::from(anchor(date))),
        ("date", values::date(desk, date)),
        ("is_past", View::from(date < today)),
        ("is_today", View::from(date == today)),
        ("count", View::from(receptions.len())),
        ("receptions", View::list(shown)),
        ("path", View::from(path)),
    ])
}

fn anchor(day: Date) -> String {
    format!("d-{day}")
}

/// Where the receptions of a day are told, of those of a year that fall on `dates`.
fn day_path(folder: &str, dates: &[Date], day: Date) -> String {
    let page = if dates.len() > MOST {
        let month = dates.iter().filter(|date| date.first_of_month() == day.first_of_month());
        let before = month.take_while(|date| **date < day).count();
        path_of(&month_folder(folder, day), before / MOST + 1)
    } else {
        folder.to_owned()
    };
    format!("{page}/#{}", anchor(day))
}

// ---- Today and next ----

/// Who receives today and on the next days, for the home page; nothing where nobody does, today or later.
pub(super) fn panel(desk: &Desk<'_>, district: Option<&Id>) -> View {
    agenda(desk, district, PANEL)
}

fn agenda(desk: &Desk<'_>, district: Option<&Id>, most: usize) -> View {
    let relations = desk.library.relations();
    let stations = district.map_or(&relations.stations, |id| &desk.library.members_of_district(id).stations);
    let entries = desk.receptions.together(stations);
    let today = desk.about.as_of.date();
    let to_come = &entries[entries.partition_point(|entry| entry.session.date < today)..];
    let Some(first) = to_come.first() else { return View::Nothing };
    let (now, later) = to_come.split_at(to_come.partition_point(|entry| entry.session.date == today));
    let own = folder(district, first.session.date.year());
    let dates: Vec<Date> = entries.iter().map(|entry| entry.session.date).filter(|day| day.year() == today.year()).collect();
    let today_path = (!now.is_empty()).then(|| desk.path(&day_path(&folder(district, today.year()), &dates, today)));
    let listed = |entry: &Entry<'_, '_>| Listed { date: entry.session.date, view: row(desk, *entry) };
    let next: Vec<Listed> = later.iter().filter(|entry| entry.session.is_on()).take(most).map(listed).collect();
    View::map([
        ("date", values::date(desk, today)),
        ("today", View::list(now.iter().take(most).map(|entry| row(desk, *entry)))),
        ("today_total", View::from(now.len())),
        ("today_path", View::from(today_path)),
        ("next", View::list(next.chunk_by(|a, b| a.date == b.date).map(|day| self::day(desk, day, None)))),
        ("path", View::from(desk.path(&format!("{}/", district.map_or(CALENDAR.1.to_owned(), |_| own))))),
    ])
}
