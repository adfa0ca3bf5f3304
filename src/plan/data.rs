//! Open data: what the lists show, as tables for programs, and the page that explains them.

use std::sync::Arc;

use jiff::civil::Date;

use super::Group;
use super::address::Address;
use super::cards::{is_former, seat};
use super::desk::Desk;
use super::made_of::MadeOf;
use super::maps::wgs84;
use super::page::{Make, Page};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::values::date;
use super::written::{Cell, Column, Place, Table, TableFormat, Type, Written};
use crate::digest::Digest;
use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{Campaign, Deputy, District, Kind, Project, Station, Story, Thing};
use crate::view::View;

/// What the page is called, and its folder.
pub(super) const DATA: (Words, &str) = (Words { en: "Open data", zh: "开放数据" }, "data");

const ABOUT: Words = Words {
    en: "The lists of this site as files for programs, with what each column means.",
    zh: "本站各类名录的数据文件，每一列的含义都写在下面。",
};

/// The page, and the files, once for all languages: their texts are in the main one.
pub(super) const GROUP: Group = Group { made_of, pages };

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    let (library, relations) = (desk.library, desk.library.relations());
    made_of.names();
    relations.districts.iter().for_each(|id| _ = made_of.thing(library.district(id)));
    relations.stations.iter().for_each(|id| _ = made_of.thing(library.station(id)));
    relations.deputies.iter().for_each(|id| _ = made_of.thing(library.deputy(id)));
    library.practices(&relations.stories).for_each(|id| _ = made_of.thing(library.story(id)));
    relations.projects.iter().for_each(|id| _ = made_of.thing(library.project(id)));
    relations.campaigns.iter().for_each(|id| _ = made_of.thing(library.campaign(id)));
}

fn pages(desk: &Desk<'_>) -> Planned {
    let tables = tables(desk);
    if tables.is_empty() {
        return Vec::new();
    }
    let page = desk.page(sheet(desk, &tables));
    let is_main = desk.prefix.is_empty();
    let files = tables.into_iter().filter(|_| is_main).flat_map(|(_, table)| files(desk, table));
    std::iter::once(page).chain(files).collect()
}

fn sheet(desk: &Desk<'_>, tables: &[(Section, Table)]) -> Sheet {
    let mut sheet = Sheet::new(DATA.1, "data", desk.say(DATA.0));
    sheet.description = desk.say(ABOUT).into();
    sheet.values = vec![
        ("day", date(desk, desk.about.as_of.date())),
        ("license", desk.maybe(desk.library.settings().data_license.as_ref())),
        ("tables", View::list(tables.iter().map(|(section, table)| view(desk, *section, table)))),
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
    let sections = [Section::Districts, Section::Stations, Section::Deputies, Section::Practices, Section::Projects, Section::Campaigns];
    sections.into_iter().any(|section| super::site::has_pages(desk, section)).then(|| desk.path(&format!("{}/", DATA.1)))
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

fn view(desk: &Desk<'_>, section: Section, table: &Table) -> View {
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
        ("title", View::from(desk.section_name(section))),
        ("path", View::from(desk.path(&format!("{}/", section.key())))),
        ("count", View::from(table.rows.len())),
        ("places", View::from(table.places.len())),
        ("files", View::list(formats(table).map(file))),
        ("columns", View::list(table.columns.iter().map(column))),
    ])
}

/// The tables that have rows, each with the section that lists the same.
fn tables(desk: &Desk<'_>) -> Vec<(Section, Table)> {
    let (library, relations) = (desk.library, desk.library.relations());
    let all = [
        (Section::Districts, table(desk, "districts", DISTRICTS, &relations.districts, |id| library.district(id))),
        (Section::Stations, stations(desk)),
        (Section::Deputies, table(desk, "deputies", DEPUTIES, &relations.deputies, |id| library.deputy(id))),
        (Section::Practices, {
            let practices: Vec<Id> = library.practices(&relations.stories).cloned().collect();
            table(desk, "practices", PRACTICES, &practices, |id| library.story(id))
        }),
        (Section::Projects, table(desk, "projects", PROJECTS, &relations.projects, |id| library.project(id))),
        (Section::Campaigns, table(desk, "campaigns", CAMPAIGNS, &relations.campaigns, |id| library.campaign(id))),
    ];
    all.into_iter().filter(|(_, table)| !table.rows.is_empty()).collect()
}

/// A column of a table of things: what it is called, and how its cells are made.
struct Field<T> {
    name: &'static str,
    kind: Type,
    about: Words,
    cell: fn(&Desk<'_>, &Thing<T>) -> Cell,
}

fn table<'t, T: 't>(desk: &Desk<'_>, name: &'static str, fields: &[Field<T>], ids: &[Id], thing: impl Fn(&Id) -> &'t Thing<T>) -> Table {
    let column = |field: &Field<T>| Column { name: field.name, kind: field.kind, about: field.about };
    let row = |id: &Id| fields.iter().map(|field| (field.cell)(desk, thing(id))).collect();
    Table {
        name,
        publisher: desk.words(&desk.library.settings().organization).clone(),
        license: desk.library.settings().data_license.as_ref().map(|license| desk.words(license).clone()),
        day: desk.about.as_of.date(),
        language: desk.language.clone(),
        columns: fields.iter().map(column).collect(),
        rows: ids.iter().map(row).collect(),
        places: Vec::new(),
    }
}

/// The stations, with the places of those whose coordinates are known.
fn stations(desk: &Desk<'_>) -> Table {
    let ids = &desk.library.relations().stations;
    let place = |(row, id): (usize, &Id)| {
        let at = wgs84(desk.library.station(id).record.geo.as_ref()?);
        Some(Place { row, lng: at.lng, lat: at.lat })
    };
    let places = ids.iter().enumerate().filter_map(place).collect();
    Table { places, ..table(desk, "stations", STATIONS, ids, |id| desk.library.station(id)) }
}

fn id<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    Cell::Text(thing.id.shared().clone())
}

fn home<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    thing.home.as_ref().map_or(Cell::Nothing, |home| Cell::Text(home.shared().clone()))
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

const DISTRICTS: &[Field<District>] = &[
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

const STATIONS: &[Field<Station>] = &[
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
const DEPUTIES: &[Field<Deputy>] = &[
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

const PRACTICES: &[Field<Story>] = &[
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

const PROJECTS: &[Field<Project>] = &[
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
        cell: |_, thing| {
            let latest = thing.record.progress.iter().max_by_key(|progress| progress.date);
            latest.map_or(Cell::Nothing, |progress| number(usize::from(progress.percent)))
        },
    },
    Field { name: "url", kind: Type::Text, about: URL, cell: |desk, thing| url(desk, Kind::Project, &thing.id) },
];

const CAMPAIGNS: &[Field<Campaign>] = &[
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
