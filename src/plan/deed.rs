//! Practical things done for the people: the lists by district, year and month, and the ledger of each district and year.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::address::Address;
use super::affairs::Affair;
use super::cards::Deck;
use super::desk::{Desk, folder};
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::site::extra;
use super::story::numbered;
use super::values::{date, month};
use crate::fields::Id;
use crate::model::{Deed, DeedAt, DeedLedger, Kind, Thing};
use crate::view::View;

/// How many deeds one list page shows.
const PER_PAGE: usize = 60;

/// How many of the newest deeds stand on the page of a district or campaign.
const NEWEST: usize = 6;

/// A list of deeds that have something in common.
#[derive(PartialEq, Eq)]
struct Facet {
    /// Its folder, such as `deeds/year/2026`.
    path: String,
    /// What its deeds have in common.
    name: Arc<str>,
    /// Its deeds, newest first.
    deeds: Vec<DeedAt>,
}

/// The lists by what they have in common.
struct Facets {
    years: Vec<Facet>,
    months: Vec<Facet>,
    districts: Vec<Facet>,
}

/// The lists; none while there is nothing to show.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let relations = desk.library.relations();
    if relations.deed_ledgers.is_empty() {
        return Vec::new();
    }
    let all =
        Facet { path: Affair::Deeds.folder().to_owned(), name: desk.say(Affair::Deeds.words()).into(), deeds: relations.deeds.clone() };
    let facets = Facets { years: by_year(desk), months: by_month(desk), districts: by_district(desk) };
    let Facets { years, months, districts } = &facets;
    std::iter::once(&all).chain(years).chain(months).chain(districts).flat_map(|facet| list(desk, facet, &facets)).collect()
}

fn by_year(desk: &Desk<'_>) -> Vec<Facet> {
    let name = |day: Date| if desk.language.is_chinese() { format!("{}年", day.year()) } else { day.year().to_string() };
    grouped(desk, Date::year, |day| (format!("year/{}", day.year()), name(day)))
}

fn by_month(desk: &Desk<'_>) -> Vec<Facet> {
    let key = |day: Date| (day.year(), day.month());
    grouped(desk, key, |day| (format!("month/{:04}-{:02}", day.year(), day.month()), month(&desk.language, day)))
}

/// The deeds in the order of `key`, the latest first.
fn grouped<K: Ord>(desk: &Desk<'_>, key: impl Fn(Date) -> K, called: impl Fn(Date) -> (String, String)) -> Vec<Facet> {
    let mut groups: BTreeMap<Reverse<K>, Vec<DeedAt>> = BTreeMap::new();
    for at in &desk.library.relations().deeds {
        groups.entry(Reverse(key(day_of(desk, at)))).or_default().push(at.clone());
    }
    let facet = |deeds: Vec<DeedAt>| {
        let (folder, name) = called(day_of(desk, &deeds[0]));
        Facet { path: format!("{}/{folder}", Affair::Deeds.folder()), name: name.into(), deeds }
    };
    groups.into_values().map(facet).collect()
}

fn day_of(desk: &Desk<'_>, at: &DeedAt) -> Date {
    desk.library.deed(at).1.date.value
}

/// The deeds of each district and those below it.
fn by_district(desk: &Desk<'_>) -> Vec<Facet> {
    let districts = desk.library.relations().districts.iter();
    let facet = |id: &Id| {
        let deeds = desk.library.members_of_district(id).deeds.clone();
        (!deeds.is_empty()).then(|| Facet { path: district_folder(id), name: desk.title(Kind::District, id), deeds })
    };
    districts.filter_map(facet).collect()
}

fn district_folder(id: &Id) -> String {
    format!("{}/district/{id}", Affair::Deeds.folder())
}

/// The pages of one list; the others are led to from it.
fn list(desk: &Desk<'_>, facet: &Facet, facets: &Facets) -> Planned {
    let choices = |facets: &[Facet]| View::list(facets.iter().map(|one| self::choice_of(desk, one, one == facet)));
    let is_all = facet.path == Affair::Deeds.folder();
    let pages = slices(&desk.prefix, &facet.path, &facet.deeds, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path, "deeds", numbered(desk, &facet.name, slice.number));
        sheet.description = desk.say(Affair::Deeds.about()).into();
        sheet.crumbs = if is_all { Vec::new() } else { vec![Affair::Deeds.link(desk)] };
        sheet.values = vec![
            ("heading", View::from(&facet.name)),
            ("count", View::from(facet.deeds.len())),
            ("beneficiaries", beneficiaries(facet.deeds.iter().map(|at| desk.library.deed(at).1))),
            ("months", months(desk, slice.items)),
            ("by_year", choices(&facets.years)),
            ("by_month", choices(&facets.months)),
            ("by_district", choices(&facets.districts)),
            ("ledgers", ledgers(desk, |_| is_all)),
            ("is_all", View::from(is_all)),
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
        ("path", View::from(href(desk, &facet.path))),
        ("count", View::from(facet.deeds.len())),
        ("current", View::from(is_current)),
    ])
}

fn href(desk: &Desk<'_>, path: &str) -> String {
    Address::page(&desk.path(path)).map_or(String::new(), |address| address.href())
}

/// Deeds that stand next to each other, by month.
fn months(desk: &Desk<'_>, deeds: &[DeedAt]) -> View {
    let key = |at: &DeedAt| (day_of(desk, at).year(), day_of(desk, at).month());
    View::list(deeds.chunk_by(|a, b| key(a) == key(b)).map(|group| {
        let day = day_of(desk, &group[0]);
        View::map([
            ("id", View::from(format!("m-{:04}-{:02}", day.year(), day.month()))),
            ("name", View::from(month(&desk.language, day))),
            ("count", View::from(group.len())),
            ("deeds", rows(desk, group)),
        ])
    }))
}

/// The ledgers.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let ledgers = desk.library.relations().deed_ledgers.iter().map(|id| desk.library.deed_ledger(id));
    ledgers.map(|thing| desk.page(sheet(desk, thing))).collect()
}

fn sheet(desk: &Desk<'_>, thing: &Thing<DeedLedger>) -> Sheet {
    let record = &thing.record;
    let mut sheet = Sheet::new(folder(Kind::Deeds, &thing.id), "deed_ledger", desk.words(&record.title.value).clone());
    sheet.description = desk.say(Affair::Deeds.about()).into();
    sheet.crumbs = vec![Affair::Deeds.link(desk)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    let mut deeds: Vec<DeedAt> = (0..record.deeds.len()).map(|row| DeedAt { ledger: thing.id.clone(), row }).collect();
    deeds.sort_by_key(|at| Reverse(day_of(desk, at)));
    sheet.values = vec![
        ("ledger", card(desk, thing)),
        ("months", months(desk, &deeds)),
        ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
        ("extra", extra(&record.extra.0)),
    ];
    sheet
}

/// The ledgers that are wanted, in short.
pub(super) fn ledgers(desk: &Desk<'_>, is_wanted: impl Fn(&DeedLedger) -> bool) -> View {
    let ledgers = desk.library.relations().deed_ledgers.iter().map(|id| desk.library.deed_ledger(id));
    View::list(ledgers.filter(|thing| is_wanted(&thing.record)).map(|thing| card(desk, thing)))
}

/// A ledger in short.
fn card(desk: &Desk<'_>, thing: &Thing<DeedLedger>) -> View {
    let record = &thing.record;
    let campaign = Some(&record.campaign.id).filter(|id| desk.library.campaigns().contains_key(*id));
    View::map([
        ("id", View::from(thing.id.shared())),
        ("title", desk.text(&record.title.value)),
        ("path", View::from(desk.href(Kind::Deeds, &thing.id))),
        ("year", View::from(i64::from(record.year.value))),
        ("district", desk.badge(thing.home.as_ref())),
        ("campaign", campaign.map_or(View::Nothing, |id| desk.link(Kind::Campaign, id))),
        ("count", View::from(record.deeds.len())),
        ("beneficiaries", beneficiaries(&record.deeds)),
    ])
}

/// How many people deeds serve; nothing where nobody knows.
fn beneficiaries<'a>(deeds: impl IntoIterator<Item = &'a Deed>) -> View {
    let people: i64 = deeds.into_iter().filter_map(|deed| deed.beneficiaries.as_ref()).map(|people| i64::from(people.value)).sum();
    View::from(Some(people).filter(|people| *people > 0))
}

/// What the page of a district or campaign shows of its deeds: how many there are, where all of them are listed, and the newest.
pub(super) fn summary(desk: &Desk<'_>, deeds: &[DeedAt], path: View) -> View {
    if deeds.is_empty() {
        return View::Nothing;
    }
    View::map([
        ("count", View::from(deeds.len())),
        ("beneficiaries", beneficiaries(deeds.iter().map(|at| desk.library.deed(at).1))),
        ("path", path),
        ("newest", rows(desk, &deeds[..deeds.len().min(NEWEST)])),
    ])
}

/// The same of a district, whose deeds have a list.
pub(super) fn of_district(desk: &Desk<'_>, id: &Id) -> View {
    summary(desk, &desk.library.members_of_district(id).deeds, View::from(href(desk, &district_folder(id))))
}

/// Deeds in a list.
pub(super) fn rows(desk: &Desk<'_>, deeds: &[DeedAt]) -> View {
    View::list(deeds.iter().filter_map(|at| row(&desk.cards.deeds, at)))
}

fn row(deck: &Deck, at: &DeedAt) -> Option<View> {
    match deck.get(&at.ledger)? {
        View::List(list) => list.values.get(at.row).cloned(),
        View::Nothing
        | View::Truth(_)
        | View::Integer(_)
        | View::Number(_)
        | View::Text(_)
        | View::Word(_)
        | View::Body(_)
        | View::Map(_) => None,
    }
}

/// Everything that [`rows_of`] shows.
pub(super) fn rows_of_made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<DeedLedger>) {
    let deeds = &thing.record.deeds;
    made_of
        .thing(thing)
        .links(Kind::Deputy, deeds.iter().flat_map(|deed| &deed.deputies).map(|one| &one.id))
        .links(Kind::Station, deeds.iter().filter_map(|deed| deed.station.as_ref()).map(|one| &one.id))
        .links(Kind::Story, deeds.iter().filter_map(|deed| deed.story.as_ref()).map(|one| &one.id));
}

/// The card of a ledger is the list of its rows, in the order in which they are written.
pub(super) fn rows_of(desk: &Desk<'_>, thing: &Thing<DeedLedger>) -> View {
    View::list(thing.record.deeds.iter().map(|deed| self::deed(desk, thing, deed)))
}

fn deed(desk: &Desk<'_>, ledger: &Thing<DeedLedger>, deed: &Deed) -> View {
    let anchor = deed.anchor();
    View::map([
        ("id", View::from(anchor.clone())),
        ("title", desk.text(&deed.title)),
        ("path", View::from(desk.row_href(Kind::Deeds, &ledger.id, &anchor))),
        ("need_from", desk.text(&deed.need_from)),
        ("unit", desk.text(&deed.unit)),
        ("result", desk.text(&deed.result)),
        ("date", date(desk, deed.date.value)),
        ("beneficiaries", View::from(deed.beneficiaries.as_ref().map(|people| i64::from(people.value)))),
        ("district", desk.badge(ledger.home.as_ref())),
        ("deputies", View::list(deed.deputies.iter().map(|one| desk.link(Kind::Deputy, &one.id)))),
        ("station", deed.station.as_ref().map_or(View::Nothing, |one| desk.link(Kind::Station, &one.id))),
        ("story", deed.story.as_ref().map_or(View::Nothing, |one| desk.link(Kind::Story, &one.id))),
    ])
}
