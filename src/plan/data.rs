//! Open data: what the lists show, as tables for programs, and the page that explains them.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use super::Group;
use super::address::Address;
use super::affairs::Affair;
use super::cards::{is_former, seat};
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
use crate::language::{Text, Words};
use crate::model::{
    Campaign, DeedAt, Deputy, District, Kind, Progress, Project, ReceptionSession, SessionStatus, Station, Story, Suggestion, Thing,
};
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

fn id<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    Cell::Text(thing.id.shared().clone())
}

fn home<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    maybe_id(thing.home.as_ref())
}

fn url(desk: &Desk<'_>, kind: Kind, id: &Id) -> Cell {
    let path = desk.href(kind, id);
    Cell::Text(desk.full_address(&path).unwrap_or(path).into())
}

fn text(desk: &Desk<'_>, text: &Text) -> Cell {
    Cell::Text(desk.words(text).clone())
}

fn maybe(desk: &Desk<'_>, text: Option<&Text>) -> Cell {
    text.map_or(Cell::Nothing, |text| self::text(desk, text))
}

fn word(desk: &Desk<'_>, words: Words) -> Cell {
    Cell::Text(desk.say(words).into())
}

fn day(day: Date) -> Cell {
    Cell::Text(day.to_string().into())
}

fn maybe_day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Nothing, self::day)
}

fn number(number: usize) -> Cell {
    Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn maybe_number(number: Option<impl Into<i64>>) -> Cell {
    number.map_or(Cell::Nothing, |number| Cell::Number(number.into()))
}

fn maybe_id(id: Option<&Id>) -> Cell {
    id.map_or(Cell::Nothing, |id| Cell::Text(id.shared().clone()))
}

fn ids<'a>(ids: impl Iterator<Item = &'a Id>) -> Cell {
    Cell::List(ids.map(Id::shared).cloned().collect())
}

const ID: Words = Words { en: "Permanent id", zh: "永久编号" };
const NAME: Words = Words { en: "Name", zh: "名称" };
const TITLE: Words = Words { en: "Title", zh: "标题" };
const DISTRICT: Words = Words { en: "Id of the district", zh: "所属区的编号" };
const URL: Words = Words { en: "Address of its page", zh: "页面网址" };
const STATUS: Words = Words { en: "Status", zh: "状态" };
const LEVEL: Words = Words { en: "Level", zh: "级别" };

const DISTRICTS: &[Field<Thing<District>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field {
        name: "adcode",
        kind: Type::Text,
        about: Words { en: "Administrative division code (GB/T 2260)", zh: "行政区划代码（GB/T 2260）" },
        cell: |_, thing| Cell::Text(thing.record.adcode.clone()),
    },
    Field { name: "name", kind: Type::Text, about: NAME, cell: |desk, thing| text(desk, &thing.record.name) },
    Field {
        name: "body",
        kind: Type::Text,
        about: Words { en: "Its people's congress body", zh: "人大机构" },
        cell: |desk, thing| text(desk, &thing.record.body),
    },
    Field {
        name: "stations",
        kind: Type::Number,
        about: Words { en: "How many stations it has", zh: "站点数" },
        cell: |desk, thing| number(desk.library.members_of_district(&thing.id).stations.len()),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::District, &thing.id) },
];

const STATIONS: &[Field<Thing<Station>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field {
        name: "number",
        kind: Type::Text,
        about: Words { en: "Number on the plate", zh: "门牌编号" },
        cell: |_, thing| thing.record.number.as_ref().map_or(Cell::Nothing, |number| Cell::Text(number.clone())),
    },
    Field { name: "name", kind: Type::Text, about: NAME, cell: |desk, thing| text(desk, &thing.record.name) },
    Field {
        name: "kind",
        kind: Type::Text,
        about: Words { en: "Kind of station", zh: "类别" },
        cell: |_, thing| Cell::Text(thing.record.kind.value.clone()),
    },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: home },
    Field {
        name: "township",
        kind: Type::Text,
        about: Words { en: "Township or subdistrict", zh: "乡镇街道" },
        cell: |desk, thing| maybe(desk, desk.library.township_name(thing)),
    },
    Field {
        name: "address",
        kind: Type::Text,
        about: Words { en: "Address", zh: "地址" },
        cell: |desk, thing| text(desk, &thing.record.address),
    },
    Field {
        name: "tel",
        kind: Type::Text,
        about: Words { en: "Public telephone", zh: "公开电话" },
        cell: |_, thing| Cell::Text(thing.record.tel.value.clone()),
    },
    Field {
        name: "opening_hours",
        kind: Type::List,
        about: Words { en: "Opening hours", zh: "开放时间" },
        cell: |desk, thing| {
            let hours = thing.record.opening_hours.iter();
            Cell::List(hours.map(|hours| format!("{} {}", desk.words(&hours.days), hours.time).into()).collect())
        },
    },
    Field { name: "status", kind: Type::Text, about: STATUS, cell: |desk, thing| word(desk, thing.record.status.words()) },
    Field {
        name: "deputies",
        kind: Type::List,
        about: Words { en: "Ids of its deputies", zh: "入站代表的编号" },
        cell: |desk, thing| ids(desk.library.members_of_station(&thing.id).deputies.iter()),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Station, &thing.id) },
];

/// Only what a deputy's page shows; contact is by the station.
const DEPUTIES: &[Field<Thing<Deputy>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field { name: "name", kind: Type::Text, about: NAME, cell: |desk, thing| text(desk, &thing.record.name) },
    Field {
        name: "gender",
        kind: Type::Text,
        about: Words { en: "Gender", zh: "性别" },
        cell: |desk, thing| word(desk, thing.record.gender.words()),
    },
    Field {
        name: "ethnicity",
        kind: Type::Text,
        about: Words { en: "Ethnic group", zh: "民族" },
        cell: |desk, thing| word(desk, thing.record.ethnicity.words()),
    },
    Field {
        name: "position",
        kind: Type::Text,
        about: Words { en: "Employer and post", zh: "单位及职务" },
        cell: |desk, thing| text(desk, &thing.record.position),
    },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: home },
    Field {
        name: "serving",
        kind: Type::Truth,
        about: Words { en: "Whether the deputy has a seat now or will have one", zh: "是否在任（含将要到任）" },
        cell: |desk, thing| Cell::Truth(!is_former(desk, &thing.record)),
    },
    Field {
        name: "seats",
        kind: Type::List,
        about: Words { en: "Seats held now", zh: "现任代表职务" },
        cell: |desk, thing| {
            let serving = thing.record.seats_on(desk.about.as_of.date());
            Cell::List(serving.map(|membership| seat(desk, thing, membership).into()).collect())
        },
    },
    Field {
        name: "stations",
        kind: Type::List,
        about: Words { en: "Ids of the deputy's stations", zh: "所属家室站的编号" },
        cell: |_, thing| ids(thing.record.stations.iter().map(|station| &station.id)),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Deputy, &thing.id) },
];

const PRACTICES: &[Field<Thing<Story>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field { name: "title", kind: Type::Text, about: TITLE, cell: |desk, thing| text(desk, &thing.record.title.value) },
    Field {
        name: "date",
        kind: Type::Date,
        about: Words { en: "Day of publication", zh: "发布日期" },
        cell: |_, thing| day(thing.record.date.value.date),
    },
    Field {
        name: "source",
        kind: Type::Text,
        about: Words { en: "Source", zh: "来源" },
        cell: |desk, thing| text(desk, &thing.record.source),
    },
    Field {
        name: "summary",
        kind: Type::Text,
        about: Words { en: "Summary", zh: "摘要" },
        cell: |desk, thing| text(desk, &thing.record.summary.value),
    },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: home },
    Field {
        name: "stations",
        kind: Type::List,
        about: Words { en: "Ids of its stations", zh: "相关站点的编号" },
        cell: |_, thing| ids(thing.record.stations.iter().map(|station| &station.id)),
    },
    Field {
        name: "cost",
        kind: Type::Text,
        about: Words { en: "What it costs", zh: "费用" },
        cell: |desk, thing| maybe(desk, thing.record.replicability.as_ref().map(|copying| &copying.cost)),
    },
    Field {
        name: "staff",
        kind: Type::Text,
        about: Words { en: "Who is needed", zh: "人力" },
        cell: |desk, thing| maybe(desk, thing.record.replicability.as_ref().map(|copying| &copying.staff)),
    },
    Field {
        name: "contact",
        kind: Type::Text,
        about: Words { en: "Whom to ask", zh: "联系单位" },
        cell: |desk, thing| maybe(desk, thing.record.replicability.as_ref().map(|copying| &copying.contact_unit)),
    },
    Field {
        name: "adopted_by",
        kind: Type::List,
        about: Words { en: "Ids of the districts and stations that took it over", zh: "已借鉴的区、站的编号" },
        cell: |_, thing| ids(thing.record.adoptions.iter().map(|adoption| &adoption.adopter.value)),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Story, &thing.id) },
];

const PROJECTS: &[Field<Thing<Project>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field {
        name: "year",
        kind: Type::Number,
        about: Words { en: "Year", zh: "年度" },
        cell: |_, thing| Cell::Number(i64::from(thing.record.year)),
    },
    Field { name: "level", kind: Type::Text, about: LEVEL, cell: |desk, thing| word(desk, thing.record.level.words()) },
    Field {
        name: "number",
        kind: Type::Number,
        about: Words { en: "Number within the year", zh: "序号" },
        cell: |_, thing| Cell::Number(i64::from(thing.record.number)),
    },
    Field { name: "title", kind: Type::Text, about: TITLE, cell: |desk, thing| text(desk, &thing.record.title.value) },
    Field {
        name: "district",
        kind: Type::Text,
        about: DISTRICT,
        cell: |_, thing| {
            let district = thing.record.district.as_ref().map(|district| &district.id).or(thing.home.as_ref());
            district.map_or(Cell::Nothing, |district| Cell::Text(district.shared().clone()))
        },
    },
    Field {
        name: "lead_unit",
        kind: Type::Text,
        about: Words { en: "Unit in charge", zh: "责任单位" },
        cell: |desk, thing| text(desk, &thing.record.lead_unit),
    },
    Field { name: "status", kind: Type::Text, about: STATUS, cell: |desk, thing| word(desk, thing.record.status.words()) },
    Field {
        name: "percent",
        kind: Type::Number,
        about: Words { en: "Latest reported progress in percent", zh: "最近一次报告的进度（%）" },
        cell: |_, thing| latest(thing).map_or(Cell::Nothing, |progress| number(usize::from(progress.percent))),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Project, &thing.id) },
];

const CAMPAIGNS: &[Field<Thing<Campaign>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field { name: "name", kind: Type::Text, about: NAME, cell: |desk, thing| text(desk, &thing.record.name) },
    Field { name: "level", kind: Type::Text, about: LEVEL, cell: |desk, thing| word(desk, thing.record.level.words()) },
    Field {
        name: "start", kind: Type::Date, about: Words { en: "First day", zh: "开始日期" }, cell: |_, thing| day(thing.record.start)
    },
    Field {
        name: "end", kind: Type::Date, about: Words { en: "Last day", zh: "结束日期" }, cell: |_, thing| maybe_day(thing.record.end)
    },
    Field {
        name: "organizer",
        kind: Type::Text,
        about: Words { en: "Organizer", zh: "主办单位" },
        cell: |desk, thing| text(desk, &thing.record.organizer),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Campaign, &thing.id) },
];

const SUGGESTIONS: &[Field<Thing<Suggestion>>] = &[
    Field { name: "id", kind: Type::Text, about: ID, cell: id },
    Field {
        name: "number",
        kind: Type::Text,
        about: Words { en: "Number under which it was filed", zh: "案号" },
        cell: |desk, thing| text(desk, &thing.record.number),
    },
    Field { name: "title", kind: Type::Text, about: TITLE, cell: |desk, thing| text(desk, &thing.record.title.value) },
    Field {
        name: "category",
        kind: Type::Text,
        about: Words { en: "What it is about", zh: "内容分类" },
        cell: |desk, thing| word(desk, thing.record.category.words()),
    },
    Field {
        name: "raised_on",
        kind: Type::Date,
        about: Words { en: "Day on which it was put forward", zh: "提出日期" },
        cell: |_, thing| day(thing.record.raised_on),
    },
    Field {
        name: "proposers",
        kind: Type::List,
        about: Words { en: "Ids of the deputies who put it forward", zh: "提出代表的编号" },
        cell: |_, thing| ids(thing.record.proposers.iter().map(|one| &one.id)),
    },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: home },
    Field {
        name: "lead_unit",
        kind: Type::Text,
        about: Words { en: "Unit that handles it", zh: "主办单位" },
        cell: |desk, thing| text(desk, &thing.record.lead_unit),
    },
    Field { name: "status", kind: Type::Text, about: STATUS, cell: |desk, thing| word(desk, thing.record.status.value.words()) },
    Field {
        name: "result",
        kind: Type::Text,
        about: Words { en: "Id of the result among the classes of the settings", zh: "办理结果（设置里的编号）" },
        cell: |_, thing| thing.record.result.as_ref().map_or(Cell::Nothing, |result| Cell::Text(result.value.clone())),
    },
    Field {
        name: "replied_on",
        kind: Type::Date,
        about: Words { en: "Day of the answer", zh: "答复日期" },
        cell: |_, thing| maybe_day(thing.record.replied_on.as_ref().map(|day| day.value)),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Suggestion, &thing.id) },
];

/// Only counts of those who came.
const RECEPTIONS: &[Field<Held>] = &[
    Field {
        name: "station",
        kind: Type::Text,
        about: Words { en: "Id of the station", zh: "站点的编号" },
        cell: |_, held| Cell::Text(held.station.shared().clone()),
    },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: |desk, held| home(desk, held.of(desk).0) },
    Field {
        name: "date",
        kind: Type::Date,
        about: Words { en: "Day on which it was held", zh: "举行日期" },
        cell: |desk, held| day(held.day(desk)),
    },
    Field {
        name: "deputies",
        kind: Type::List,
        about: Words { en: "Ids of the deputies who received", zh: "接待代表的编号" },
        cell: |desk, held| ids(held.of(desk).1.deputies.iter().map(|one| &one.id)),
    },
    Field {
        name: "topic",
        kind: Type::Text,
        about: Words { en: "What it was about", zh: "主题" },
        cell: |desk, held| maybe(desk, held.of(desk).1.topic.as_ref()),
    },
    Field {
        name: "visitors",
        kind: Type::Number,
        about: Words { en: "How many people came", zh: "来访人次" },
        cell: |desk, held| maybe_number(held.of(desk).1.visitors),
    },
    Field {
        name: "opinions",
        kind: Type::Number,
        about: Words { en: "How many opinions were gathered", zh: "收集意见件数" },
        cell: |desk, held| maybe_number(held.of(desk).1.opinions.as_ref().map(|opinions| opinions.value.total)),
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, held| url(desk, Kind::Station, &held.station) },
];

const DEEDS: &[Field<DeedAt>] = &[
    Field {
        name: "ledger",
        kind: Type::Text,
        about: Words { en: "Id of the ledger", zh: "台账的编号" },
        cell: |_, at| Cell::Text(at.ledger.shared().clone()),
    },
    Field {
        name: "id",
        kind: Type::Text,
        about: Words { en: "Permanent id within the ledger", zh: "在台账里的编号" },
        cell: |desk, at| Cell::Text(desk.library.deed(at).1.id.value.shared().clone()),
    },
    Field { name: "title", kind: Type::Text, about: TITLE, cell: |desk, at| text(desk, &desk.library.deed(at).1.title) },
    Field { name: "district", kind: Type::Text, about: DISTRICT, cell: |desk, at| home(desk, desk.library.deed(at).0) },
    Field {
        name: "campaign",
        kind: Type::Text,
        about: Words { en: "Id of the campaign", zh: "主题活动的编号" },
        cell: |desk, at| Cell::Text(desk.library.deed(at).0.record.campaign.id.shared().clone()),
    },
    Field {
        name: "need_from",
        kind: Type::Text,
        about: Words { en: "Where the need came from", zh: "需求从哪里来" },
        cell: |desk, at| text(desk, &desk.library.deed(at).1.need_from),
    },
    Field {
        name: "deputies",
        kind: Type::List,
        about: Words { en: "Ids of the deputies who saw to it", zh: "跟进代表的编号" },
        cell: |desk, at| ids(desk.library.deed(at).1.deputies.iter().map(|one| &one.id)),
    },
    Field {
        name: "unit",
        kind: Type::Text,
        about: Words { en: "Unit that did it", zh: "承办单位" },
        cell: |desk, at| text(desk, &desk.library.deed(at).1.unit),
    },
    Field {
        name: "result",
        kind: Type::Text,
        about: Words { en: "What came of it", zh: "结果" },
        cell: |desk, at| text(desk, &desk.library.deed(at).1.result),
    },
    Field {
        name: "date",
        kind: Type::Date,
        about: Words { en: "Day of completion", zh: "办结日期" },
        cell: |desk, at| day(desk.library.deed(at).1.date.value),
    },
    Field {
        name: "beneficiaries",
        kind: Type::Number,
        about: Words { en: "How many people it serves", zh: "受益人数" },
        cell: |desk, at| maybe_number(desk.library.deed(at).1.beneficiaries.as_ref().map(|people| people.value)),
    },
    Field {
        name: "station",
        kind: Type::Text,
        about: Words { en: "Id of the station", zh: "站点的编号" },
        cell: |desk, at| maybe_id(desk.library.deed(at).1.station.as_ref().map(|station| &station.id)),
    },
    Field {
        name: "story",
        kind: Type::Text,
        about: Words { en: "Id of the story about it", zh: "稿件的编号" },
        cell: |desk, at| maybe_id(desk.library.deed(at).1.story.as_ref().map(|story| &story.id)),
    },
    Field {
        name: "url",
        kind: Type::Text,
        about: Words { en: "Address of its row", zh: "所在行的网址" },
        cell: |desk, at| {
            let path = desk.row_href(Kind::Deeds, &at.ledger, &desk.library.deed(at).1.anchor());
            Cell::Text(desk.full_address(&path).unwrap_or(path).into())
        },
    },
];
