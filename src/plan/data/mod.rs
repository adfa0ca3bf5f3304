//! Open data: what the lists show, as tables for programs, and the page that explains them.

mod cells;
mod columns;

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use columns::{CAMPAIGNS, DEEDS, DEPUTIES, DISTRICTS, PRACTICES, PROJECTS, RECEPTIONS, STATIONS, SUGGESTIONS};

use super::Group;
use super::address::Address;
use super::affairs::Affair;
use super::desk::Desk;
use super::made_of::MadeOf;
use super::maps::wgs84;
use super::numbers::NUMBERS;
use super::page::{Make, Page};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::values::maybe_date;
use super::written::{Cell, Column, Place, Table, TableFormat, Type, Written};
use crate::digest::Digest;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Progress, Project, ReceptionSession, SessionStatus, Station, Suggestion, Thing};
use crate::statistics::{Measure, Share};
use crate::view::View;

/// What the page is called, and its folder.
pub(super) const DATA: (Words, &str) = (Words { en: "Open data", zh: "开放数据" }, "data");

const ABOUT: Words = Words {
    en: "The lists of this site as files for programs, with what each column means.",
    zh: "本站各类名录的数据文件，每一列的含义都写在下面。",
};

/// The page, and the files, once for all languages: their texts are in the main one.
pub(super) const GROUP: Group = Group { made_of, shows_only_fields: true, pages };

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    let (library, relations) = (desk.library, desk.library.relations());
    made_of.names();
    relations.districts.iter().for_each(|id| _ = made_of.thing(library.district(id)));
    relations.stations.iter().for_each(|id| _ = made_of.thing(library.station(id)));
    relations.deputies.iter().for_each(|id| _ = made_of.thing(library.deputy(id)));
    library.practices(&relations.stories).for_each(|id| _ = made_of.thing(library.story(id)));
    relations.projects.iter().for_each(|id| _ = made_of.thing(library.project(id)));
    relations.campaigns.iter().for_each(|id| _ = made_of.thing(library.campaign(id)));
    relations.suggestions.iter().for_each(|id| _ = made_of.thing(library.suggestion(id)));
    relations.deed_ledgers.iter().for_each(|id| _ = made_of.thing(library.deed_ledger(id)));
}

fn pages(desk: &Desk<'_>) -> Planned {
    let tables = tables(desk);
    if tables.is_empty() {
        return Vec::new();
    }
    let page = desk.page(sheet(desk, &tables));
    let is_main = desk.prefix.is_empty();
    let files = tables.into_iter().filter(|_| is_main).flat_map(|listed| files(desk, listed.table));
    std::iter::once(page).chain(files).collect()
}

fn sheet(desk: &Desk<'_>, tables: &[Listed]) -> Sheet {
    let mut sheet = Sheet::new(DATA.1, "data", desk.say(DATA.0));
    sheet.description = desk.say(ABOUT).into();
    sheet.values = vec![
        ("day", maybe_date(desk, tables.iter().filter_map(|listed| listed.table.day).max())),
        ("license", desk.maybe(desk.library.settings().data_license.as_ref())),
        ("tables", View::list(tables.iter().map(|listed| view(desk, listed)))),
    ];
    sheet
}

/// The files of a table, one for each format.
fn files(desk: &Desk<'_>, table: Table) -> Planned {
    let (digest, table) = (Digest::of(format!("{table:?}").as_bytes()), Arc::new(table));
    formats(&table).map(|format| Ok(Arc::new(file(desk, &table, digest, format)))).collect()
}

/// Where the page stands; nothing where there are no data.
pub(super) fn path(desk: &Desk<'_>) -> Option<String> {
    let sections = [
        Section::Districts,
        Section::Stations,
        Section::Deputies,
        Section::Practices,
        Section::Projects,
        Section::Campaigns,
        Section::Suggestions,
    ];
    let has_tables = sections.into_iter().any(|section| super::site::has_pages(desk, section)) || Affair::Deeds.has_pages(desk);
    has_tables.then(|| desk.path(&format!("{}/", DATA.1)))
}

/// The formats of a table; one without places is no map.
fn formats(table: &Table) -> impl Iterator<Item = TableFormat> {
    let has_places = !table.places.is_empty();
    TableFormat::ALL.iter().copied().filter(move |format| *format != TableFormat::GeoJson || has_places)
}

fn address(table: &Table, format: TableFormat) -> Address {
    let name = table.name;
    let path = match format {
        TableFormat::Json => format!("{name}.json"),
        TableFormat::Csv => format!("{name}.csv"),
        TableFormat::GeoJson => format!("{name}.geojson"),
        TableFormat::Schema => format!("schema/{name}.json"),
    };
    Address::file(&format!("{}/{path}", DATA.1)).expect("a plain name")
}

fn file(desk: &Desk<'_>, table: &Arc<Table>, digest: Digest, format: TableFormat) -> Page {
    Page::new(address(table, format), desk.language.clone(), Make::Written(Written::Table(table.clone(), digest, format)))
}

fn view(desk: &Desk<'_>, Listed { name, path, table }: &Listed) -> View {
    let file =
        |format: TableFormat| View::map([("format", View::from(format.name())), ("path", View::from(address(table, format).href()))]);
    let column = |column: &Column| {
        View::map([
            ("name", View::from(column.name)),
            ("type", View::from(column.kind.name())),
            ("about", View::from(desk.say(column.about))),
        ])
    };
    View::map([
        ("name", View::from(table.name)),
        ("title", View::from(name)),
        ("path", View::from(desk.path(&format!("{path}/")))),
        ("count", View::from(table.rows.len())),
        ("places", View::from(table.places.len())),
        ("files", View::list(formats(table).map(file))),
        ("columns", View::list(table.columns.iter().map(column))),
    ])
}

/// A table with the list of the site that shows the same.
struct Listed {
    /// What the list is called.
    name: Arc<str>,
    /// Its folder.
    path: String,
    table: Table,
}

/// The tables that have rows.
fn tables(desk: &Desk<'_>) -> Vec<Listed> {
    let (library, relations) = (desk.library, desk.library.relations());
    let of = |section: Section, table: Table| Listed { name: desk.section_name(section), path: section.key().to_owned(), table };
    let districts = relations.districts.iter().map(|id| library.district(id));
    let deputies = relations.deputies.iter().map(|id| library.deputy(id));
    let projects = relations.projects.iter().map(|id| library.project(id));
    let campaigns = relations.campaigns.iter().map(|id| library.campaign(id));
    let suggestions = relations.suggestions.iter().map(|id| library.suggestion(id));
    let all = [
        of(Section::Districts, table(desk, "districts", DISTRICTS, districts, |_| None)),
        of(Section::Stations, stations(desk)),
        of(Section::Deputies, table(desk, "deputies", DEPUTIES, deputies, |_| None)),
        of(Section::Practices, {
            let practices = library.practices(&relations.stories).map(|id| library.story(id));
            table(desk, "practices", PRACTICES, practices, |thing| Some(thing.record.date.value.date))
        }),
        of(Section::Projects, table(desk, "projects", PROJECTS, projects, |thing| latest(thing).map(|progress| progress.date))),
        of(Section::Campaigns, table(desk, "campaigns", CAMPAIGNS, campaigns, |thing| Some(thing.record.start))),
        of(Section::Suggestions, table(desk, "suggestions", SUGGESTIONS, suggestions, |thing| last_step(&thing.record))),
        receptions(desk),
        Listed {
            name: desk.say(Affair::Deeds.words()).into(),
            path: Affair::Deeds.folder().to_owned(),
            table: table(desk, "deeds", DEEDS, relations.deeds.iter(), |at| Some(library.deed(at).1.date.value)),
        },
    ];
    all.into_iter().filter(|listed| !listed.table.rows.is_empty()).collect()
}

/// A column of a table: what it is called, and how its cells are made.
struct Field<R> {
    name: &'static str,
    kind: Type,
    about: Words,
    cell: fn(&Desk<'_>, &R) -> Cell,
}

/// A table of things; `day` tells when something last happened to one.
fn table<'r, R: 'r>(
    desk: &Desk<'_>,
    name: &'static str,
    fields: &[Field<R>],
    things: impl Iterator<Item = &'r R>,
    day: impl Fn(&R) -> Option<Date>,
) -> Table {
    let column = |field: &Field<R>| Column { name: field.name, kind: field.kind, about: field.about };
    let row = |thing: &R| -> Vec<Cell> { fields.iter().map(|field| (field.cell)(desk, thing)).collect() };
    let (days, rows): (Vec<Option<Date>>, Vec<Vec<Cell>>) = things.map(|thing| (day(thing), row(thing))).unzip();
    Table {
        name,
        publisher: desk.words(&desk.library.settings().organization).clone(),
        license: desk.library.settings().data_license.as_ref().map(|license| desk.words(license).clone()),
        day: days.into_iter().flatten().max(),
        language: desk.language.clone(),
        columns: fields.iter().map(column).collect(),
        rows,
        places: Vec::new(),
    }
}

/// The stations, with the places of those whose coordinates are known.
fn stations(desk: &Desk<'_>) -> Table {
    let all = || desk.library.relations().stations.iter().map(|id| desk.library.station(id));
    let place = |(row, station): (usize, &Thing<Station>)| {
        let at = wgs84(station.record.geo.as_ref()?);
        Some(Place { row, lng: at.lng, lat: at.lat })
    };
    let places = all().enumerate().filter_map(place).collect();
    Table { places, ..table(desk, "stations", STATIONS, all(), |_| None) }
}

/// A reception that was held: the station, and which of its sessions.
struct Held {
    station: Id,
    session: usize,
}

impl Held {
    fn of<'d>(&self, desk: &Desk<'d>) -> (&'d Thing<Station>, &'d ReceptionSession) {
        let station = desk.library.station(&self.station);
        (station, &station.record.sessions[self.session])
    }

    fn day(&self, desk: &Desk<'_>) -> Date {
        self.of(desk).1.day()
    }
}

/// The receptions that were held, newest first.
fn receptions(desk: &Desk<'_>) -> Listed {
    let of_station = |station: &Id| {
        let sessions = desk.library.station(station).record.sessions.iter().enumerate();
        let held = sessions.filter(|(_, session)| session.status == SessionStatus::Held);
        held.map(|(session, _)| Held { station: station.clone(), session }).collect::<Vec<Held>>()
    };
    let mut all: Vec<Held> = desk.library.relations().stations.iter().flat_map(of_station).collect();
    all.sort_by_key(|held| Reverse(held.day(desk)));
    let measure = Measure::Receptions;
    Listed {
        name: desk.say(measure.words()).into(),
        path: format!("{}/{}/{}", NUMBERS.1, measure.key(), Share::All.key()),
        table: table(desk, "receptions", RECEPTIONS, all.iter(), |held| Some(held.day(desk))),
    }
}

/// The latest that was reported of a project.
fn latest(project: &Thing<Project>) -> Option<&Progress> {
    project.record.progress.iter().max_by_key(|progress| progress.date)
}

/// The day of the last that became of a suggestion.
fn last_step(record: &Suggestion) -> Option<Date> {
    let replied = record.replied_on.as_ref().map(|day| day.value);
    [Some(record.raised_on), record.assigned_on, replied].into_iter().flatten().max()
}
