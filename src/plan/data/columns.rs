//! The columns of open data: for each list of the site what a program is told of a thing.

use super::cells::{day, home, id, ids, maybe, maybe_day, maybe_id, maybe_number, number, text, url, word};
use super::{Field, Held, latest};
use crate::language::Words;
use crate::model::{Campaign, DeedAt, Deputy, District, Kind, Project, Station, Story, Suggestion, Thing};
use crate::plan::cards::{is_former, seat};
use crate::plan::written::{Cell, Type};

const ID: Words = Words { en: "Permanent id", zh: "永久编号" };
const NAME: Words = Words { en: "Name", zh: "名称" };
const TITLE: Words = Words { en: "Title", zh: "标题" };
const DISTRICT: Words = Words { en: "Id of the district", zh: "所属区的编号" };
const URL: Words = Words { en: "Address of its page", zh: "页面网址" };
const STATUS: Words = Words { en: "Status", zh: "状态" };
const LEVEL: Words = Words { en: "Level", zh: "级别" };

pub(super) const DISTRICTS: &[Field<Thing<District>>] = &[
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

pub(super) const STATIONS: &[Field<Thing<Station>>] = &[
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
pub(super) const DEPUTIES: &[Field<Thing<Deputy>>] = &[
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

pub(super) const PRACTICES: &[Field<Thing<Story>>] = &[
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

pub(super) const PROJECTS: &[Field<Thing<Project>>] = &[
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

pub(super) const CAMPAIGNS: &[Field<Thing<Campaign>>] = &[
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

pub(super) const SUGGESTIONS: &[Field<Thing<Suggestion>>] = &[
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
pub(super) const RECEPTIONS: &[Field<Held>] = &[
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

pub(super) const DEEDS: &[Field<DeedAt>] = &[
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
