//! How the stations stand: standardized construction by district and item, and the wall of brands and honours.

use super::cards::{extended, is_model, pick};
use super::desk::Desk;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::station::standard_item;
use super::story::numbered;
use super::values::maybe_date;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Honor, HonorKind, Kind, StandardStatus, Station, StationStatus, Thing};
use crate::settings::NamedItem;
use crate::view::View;

/// How many stations one page of a district shows, and how many brands and honours one page of the wall.
const PER_PAGE: usize = 60;

/// What the page of standardized construction is called, and its folder.
pub(super) const STANDARDS: (Words, &str) = (Words { en: "Standardized construction", zh: "规范化建设" }, "stations/standards");
/// The same of the wall of brands and honours.
pub(super) const BRANDS: (Words, &str) = (Words { en: "Brands and honours", zh: "品牌和荣誉" }, "stations/brands");

/// The summary by district, and a page of each district with its stations and what shows the state of every item. Stations that were merged
/// into others are left out.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stations = standing(desk);
    if stations.is_empty() || desk.library.settings().standard_items.is_empty() {
        return Vec::new();
    }
    let groups: Vec<&[&Thing<Station>]> = stations.chunk_by(|a, b| a.home == b.home).collect();
    let of_districts = groups.iter().filter_map(|group| Some(district(desk, home(desk, group[0])?, group))).flatten();
    std::iter::once(summary(desk, &groups)).chain(of_districts).map(|sheet| desk.page(sheet)).collect()
}

/// Whether there is a page of standardized construction.
pub(super) fn has_standards(desk: &Desk<'_>) -> bool {
    !standing(desk).is_empty() && !desk.library.settings().standard_items.is_empty()
}

fn standing<'a>(desk: &Desk<'a>) -> Vec<&'a Thing<Station>> {
    let stations = desk.library.relations().stations.iter().map(|id| desk.library.station(id));
    stations.filter(|station| station.record.status != StationStatus::Merged).collect()
}

/// The district of a station; none while the district's own file is missing.
fn home<'a>(desk: &Desk<'_>, station: &'a Thing<Station>) -> Option<&'a Id> {
    station.home.as_ref().filter(|home| desk.library.districts().contains_key(*home))
}

fn sheet(desk: &Desk<'_>, path: String, kind: &'static str, title: &str, about: Words) -> Sheet {
    let mut sheet = Sheet::new(path, kind, title);
    sheet.section = Some(Section::Stations);
    sheet.description = desk.say(about).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations)];
    sheet
}

const ABOUT_STANDARDS: Words = Words {
    en: "Which items of standardized construction the stations meet, by district.",
    zh: "各区代表家室站规范化建设逐项达标情况。",
};

fn summary(desk: &Desk<'_>, groups: &[&[&Thing<Station>]]) -> Sheet {
    let mut sheet = sheet(desk, STANDARDS.1.to_owned(), "standards", desk.say(STANDARDS.0), ABOUT_STANDARDS);
    let all: Vec<&Thing<Station>> = groups.concat();
    let without: Vec<&Thing<Station>> = all.iter().filter(|station| home(desk, station).is_none()).copied().collect();
    sheet.values = values(desk, View::Nothing, groups, &all, &without);
    sheet
}

fn district(desk: &Desk<'_>, id: &Id, stations: &[&Thing<Station>]) -> Vec<Sheet> {
    let name = desk.title(Kind::District, id);
    let title = if desk.language.is_chinese() { format!("{name}{}", STANDARDS.0.zh) } else { format!("{}: {name}", STANDARDS.0.en) };
    let pages = slices(&desk.prefix, &format!("{}/{id}", STANDARDS.1), stations, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = sheet(desk, slice.path, "standards", &numbered(desk, &title, slice.number), ABOUT_STANDARDS);
        sheet.crumbs.push(super::desk::crumb(desk.say(STANDARDS.0), desk.path(&format!("{}/", STANDARDS.1))));
        sheet.values = values(desk, desk.badge(Some(id)), &[], stations, slice.items);
        sheet.values.push(("pager", slice.pager));
        sheet
    });
    pages.collect()
}

fn values(
    desk: &Desk<'_>,
    district: View,
    groups: &[&[&Thing<Station>]],
    all: &[&Thing<Station>],
    shown: &[&Thing<Station>],
) -> Vec<(&'static str, View)> {
    let settings = desk.library.settings();
    let items = settings
        .standard_items
        .iter()
        .map(|item| View::map([("name", desk.text(&item.name)), ("explanation", desk.maybe(item.explanation.as_ref()))]));
    vec![
        ("district", district),
        ("items", View::list(items)),
        ("districts", View::list(groups.iter().map(|group| share(desk, group)))),
        ("total", share(desk, all)),
        ("stations", View::list(shown.iter().map(|station| row(desk, station)))),
    ]
}

/// How many of some stations meet each item, of those to which it applies.
fn share(desk: &Desk<'_>, stations: &[&Thing<Station>]) -> View {
    let home = stations.first().and_then(|station| home(desk, station));
    let path = home.and_then(|id| super::address::Address::page(&desk.path(&format!("{}/{id}", STANDARDS.1))));
    let items = &desk.library.settings().standard_items;
    let cells: Vec<(usize, usize)> = items.iter().map(|item| met(stations, item)).collect();
    let cell = |(met, of): (usize, usize)| View::map([("met", View::from(met)), ("of", View::from(of))]);
    let (met, of) = cells.iter().fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
    View::map([
        ("district", desk.badge(home)),
        ("path", View::from(path.map(|path| path.href()))),
        ("stations", View::from(stations.len())),
        ("cells", View::list(cells.into_iter().map(cell))),
        ("all", cell((met, of))),
    ])
}

fn met(stations: &[&Thing<Station>], item: &NamedItem) -> (usize, usize) {
    let states = stations.iter().flat_map(|station| &station.record.standard_items).filter(|state| state.item.value == item.id.value);
    states.fold((0, 0), |(met, of), state| match state.status {
        StandardStatus::Met => (met + 1, of + 1),
        StandardStatus::Improving | StandardStatus::Unmet => (met, of + 1),
        StandardStatus::NotApplicable => (met, of),
    })
}

fn row(desk: &Desk<'_>, station: &Thing<Station>) -> View {
    let cells = desk.library.settings().standard_items.iter().map(|item| {
        let state = station.record.standard_items.iter().find(|state| state.item.value == item.id.value);
        state.map_or(View::Nothing, |state| standard_item(desk, state))
    });
    View::map([("station", desk.cards.stations[&station.id].clone()), ("cells", View::list(cells))])
}

/// Brands, model stations first, and honours as bodies have awarded them.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    if !has_brands(desk) {
        return Vec::new();
    }
    let about = Words {
        en: "Stations with a brand of their own, and honours as they were awarded.",
        zh: "一站一品的站点，以及有关机关授予的荣誉。",
    };
    let wall = wall(desk);
    let pages = slices(&desk.prefix, BRANDS.1, &wall, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = sheet(desk, slice.path, "brands", &numbered(desk, desk.say(BRANDS.0), slice.number), about);
        let branded = slice.items.iter().filter_map(Mention::brand);
        let awards: Vec<(&Thing<Station>, &Honor)> = slice.items.iter().filter_map(Mention::award).collect();
        sheet.values = vec![
            ("stations", View::list(pick(&desk.cards.stations, branded))),
            ("honors", View::list(awards.chunk_by(|a, b| a.1.kind == b.1.kind).map(|awards| honors(desk, awards)))),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// What stands on the wall.
enum Mention<'a> {
    /// A station with a brand.
    Brand(&'a Id),
    /// An honour of a station.
    Award(&'a Thing<Station>, &'a Honor),
}

impl<'a> Mention<'a> {
    fn brand(&self) -> Option<&'a Id> {
        match self {
            Self::Brand(id) => Some(id),
            Self::Award(..) => None,
        }
    }

    fn award(&self) -> Option<(&'a Thing<Station>, &'a Honor)> {
        match self {
            Self::Brand(_) => None,
            Self::Award(station, honor) => Some((station, honor)),
        }
    }
}

/// The brands, model stations first; then the honours by kind, the latest first.
fn wall<'a>(desk: &Desk<'a>) -> Vec<Mention<'a>> {
    let stations = standing(desk);
    let mut branded: Vec<&Id> = stations.iter().filter(|station| station.record.brand.is_some()).map(|station| &station.id).collect();
    branded.sort_by_key(|id| !is_model(&desk.library.station(id).record.honors));
    let mut awards: Vec<(&Thing<Station>, &Honor)> =
        stations.iter().flat_map(|station| station.record.honors.iter().map(move |honor| (*station, honor))).collect();
    let rank = |kind: HonorKind| HONORS.iter().position(|other| *other == kind);
    awards.sort_by_key(|(_, honor)| (rank(honor.kind), std::cmp::Reverse(honor.year)));
    branded.into_iter().map(Mention::Brand).chain(awards.into_iter().map(|(station, honor)| Mention::Award(station, honor))).collect()
}

/// The kinds of honours in the order of the wall.
const HONORS: [HonorKind; 4] = [HonorKind::Model, HonorKind::Brand, HonorKind::Star, HonorKind::Standard];

/// Whether a station has a brand or an honour.
pub(super) fn has_brands(desk: &Desk<'_>) -> bool {
    standing(desk).iter().any(|station| station.record.brand.is_some() || !station.record.honors.is_empty())
}

/// Honours of one kind, each with the station that has it.
fn honors(desk: &Desk<'_>, awards: &[(&Thing<Station>, &Honor)]) -> View {
    let kind = awards[0].1.kind;
    let rows = awards.iter().map(|(station, honor)| award(desk, station, honor));
    View::map([("id", View::from(kind.id())), ("name", View::from(desk.say(kind.words()))), ("awards", View::list(rows))])
}

fn award(desk: &Desk<'_>, station: &Thing<Station>, honor: &Honor) -> View {
    let label = honor.title.as_ref().map_or_else(|| View::from(desk.say(honor.kind.words())), |title| desk.text(title));
    extended(
        &desk.link(Kind::Station, &station.id),
        vec![
            ("district", desk.badge(station.home.as_ref())),
            ("label", label),
            ("level", desk.maybe(honor.level.as_ref())),
            ("star", View::from(honor.star.map(i64::from))),
            ("by", desk.text(&honor.by)),
            ("year", View::from(i64::from(honor.year))),
            ("valid_until", maybe_date(desk, honor.valid_until)),
            ("over", View::from(honor.valid_until.is_some_and(|last| last < desk.about.as_of.date()))),
        ],
    )
}
