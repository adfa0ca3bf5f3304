//! The site's numbers: tables by district and year, and behind every number the list of what it counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Group;
use super::address::Address;
use super::desk::{Desk, crumb};
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::story::numbered;
use super::values::{COLON, maybe_date, month, short_day};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Campaign, CounterSource, Kind, Level, Thing};
use crate::statistics::{Detail, Item, Measure, Share, Tense, campaign_definition, campaign_items, change, sum};
use crate::view::View;

/// What the page is called, and its folder.
pub(super) const NUMBERS: (Words, &str) = (Words { en: "In numbers", zh: "数据一览" }, "numbers");

const ABOUT: Words = Words {
    en: "How much there is and how much was done, by district and year. Every number leads to the list of what it counts.",
    zh: "各区、各年有多少、做了多少。点数字，看它数的是哪些。",
};

/// How many items one page lists.
const PER_PAGE: usize = 100;

/// What there is on the day of the site: its tables with their columns.
const NOW: &[(&str, &[Measure])] = &[
    ("stations", &[Measure::Stations, Measure::HonoredStations]),
    (
        "seats",
        &[
            Measure::Deputies,
            Measure::Seats,
            Measure::SeatsAt(Level::National),
            Measure::SeatsAt(Level::Region),
            Measure::SeatsAt(Level::City),
            Measure::SeatsAt(Level::District),
            Measure::SeatsAt(Level::Township),
        ],
    ),
];

/// A measure with all that it counts.
struct Counted {
    measure: Measure,
    items: Vec<Item>,
}

/// What a list behind a number is about.
#[derive(Clone, Copy)]
enum Topic<'a> {
    /// A measure of the site, by years.
    Measure(Measure),
    /// What a campaign counts by itself, by months.
    Campaign(&'a Thing<Campaign>, CounterSource),
}

/// The time in which something counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Period {
    /// All of it.
    Always,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

/// The tables and the lists.
pub(super) const GROUP: Group = Group { made_of, shows_only_fields: true, pages };

fn pages(desk: &Desk<'_>) -> Planned {
    let counted = counted(desk);
    let of_campaigns = of_campaigns(desk);
    let lists = topics(&counted, &of_campaigns).into_par_iter().flat_map(|(topic, items)| lists(desk, topic, items));
    let sheets: Vec<Sheet> = tables(desk, &counted).into_par_iter().chain(lists).collect();
    sheets.into_par_iter().map(|sheet| desk.page(sheet)).collect()
}

/// Whether there is something to count.
pub(super) fn has_numbers(desk: &Desk<'_>) -> bool {
    let relations = desk.library.relations();
    let all = [&relations.stations, &relations.deputies, &relations.stories, &relations.projects, &relations.suggestions];
    all.into_iter().chain([&relations.deed_ledgers]).any(|ids| !ids.is_empty())
}

fn counted(desk: &Desk<'_>) -> Vec<Counted> {
    let today = desk.about.as_of.date();
    let all = Measure::ALL.par_iter().map(|measure| Counted { measure: *measure, items: measure.items(desk.library, today) });
    all.filter(|counted| !counted.items.is_empty()).collect()
}

/// What each campaign counts by itself.
fn of_campaigns<'a>(desk: &Desk<'a>) -> Vec<(Topic<'a>, Vec<Item>)> {
    let library = desk.library;
    let of = |thing: &'a Thing<Campaign>| {
        let sources: BTreeSet<CounterSource> =
            thing.record.counters.iter().filter_map(|counter| counter.counts.as_ref()).map(|source| source.value).collect();
        sources.into_iter().map(move |source| (Topic::Campaign(thing, source), campaign_items(library, thing, source)))
    };
    library.campaigns().values().flat_map(of).collect()
}

/// All that has lists, with what they list.
fn topics<'t>(counted: &'t [Counted], of_campaigns: &'t [(Topic<'t>, Vec<Item>)]) -> Vec<(Topic<'t>, &'t [Item])> {
    let measures = counted.iter().map(|counted| (Topic::Measure(counted.measure), &counted.items[..]));
    measures.chain(of_campaigns.iter().map(|(topic, items)| (*topic, &items[..]))).collect()
}

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    made_of.names();
    let parents = &desk.library.relations().parent;
    made_of.texts(parents.iter().flat_map(|(id, parent)| [id.as_str(), parent.as_str()]));
    for (topic, items) in topics(&counted(desk), &of_campaigns(desk)) {
        made_of.texts([&*topic.folder(), &*topic.name(desk)]);
        for item in items {
            let (day, amount) = (item.day.map_or_else(String::new, |day| day.to_string()), item.amount.to_string());
            let district = item.district.as_ref().map_or("", Id::as_str);
            let detail = detail_text(desk, item);
            made_of.texts([item.page.0.name(), item.page.1.as_str(), district, &day, &amount, &detail]);
            made_of.texts(item.row.iter().flat_map(|row| [&*row.anchor, &**desk.words(&row.name)]));
        }
    }
}

fn detail_text(desk: &Desk<'_>, item: &Item) -> String {
    match &item.detail {
        None => String::new(),
        Some(Detail::Words(words)) => desk.say(*words).to_owned(),
        Some(Detail::Text(text)) => desk.words(text).to_string(),
        Some(Detail::Page(kind, id)) => desk.title(*kind, id).to_string(),
    }
}

impl Counted {
    /// What counts in `share`, in one year or in all of them.
    fn within<'i>(&'i self, desk: &Desk<'_>, share: Share<'_>, year: Option<i16>) -> impl Iterator<Item = &'i Item> {
        self.places(desk, share, year).map(|at| &self.items[at])
    }

    /// Where that stands among the items.
    fn places(&self, desk: &Desk<'_>, share: Share<'_>, year: Option<i16>) -> impl Iterator<Item = usize> {
        let is_within = move |item: &Item| (year.is_none() || item.year() == year) && share.has(desk.library, item);
        self.items.iter().enumerate().filter(move |(_, item)| is_within(item)).map(|(at, _)| at)
    }

    /// The years in which something counts, the latest first.
    fn years(&self) -> Vec<i16> {
        let years: BTreeSet<i16> = self.items.iter().filter_map(Item::year).collect();
        years.into_iter().rev().collect()
    }

    fn name(&self, desk: &Desk<'_>) -> &'static str {
        desk.say(self.measure.words())
    }
}

impl Topic<'_> {
    /// The folder in which its lists stand.
    fn folder(self) -> String {
        match self {
            Self::Measure(measure) => format!("{}/{}", NUMBERS.1, measure.key()),
            Self::Campaign(thing, source) => format!("{}/{}", super::desk::folder(Kind::Campaign, &thing.id), source.id()),
        }
    }

    /// Its name in themes.
    fn key(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.key(),
            Self::Campaign(_, source) => source.id(),
        }
    }

    /// What readers call it.
    fn name(self, desk: &Desk<'_>) -> String {
        match self {
            Self::Measure(measure) => desk.say(measure.words()).to_owned(),
            Self::Campaign(thing, source) => {
                let mut counters = thing.record.counters.iter();
                let counter = counters.find(|counter| counter.counts.as_ref().is_some_and(|own| own.value == source));
                let label = counter.map_or("", |counter| desk.words(&counter.label));
                format!("{} · {label}", desk.words(&thing.record.name))
            }
        }
    }

    fn definition(self, desk: &Desk<'_>) -> &'static str {
        desk.say(match self {
            Self::Measure(measure) => measure.definition(),
            Self::Campaign(_, source) => campaign_definition(source),
        })
    }

    /// The page from which its numbers lead here.
    fn crumb(self, desk: &Desk<'_>) -> View {
        match self {
            Self::Measure(_) => crumb(desk.say(NUMBERS.0), desk.path(&format!("{}/", NUMBERS.1))),
            Self::Campaign(thing, _) => desk.link(Kind::Campaign, &thing.id),
        }
    }

    /// The part of its time in which something of the day `day` counts.
    fn period(self, day: Date) -> Period {
        match self {
            Self::Measure(_) => Period::Year(day.year()),
            Self::Campaign(..) => Period::Month(day.year(), day.month()),
        }
    }

    /// Whose things its numbers count: of a campaign the districts that lie in no other, so that they add up.
    fn shares<'d>(self, desk: &Desk<'d>) -> Vec<Share<'d>> {
        let parents = &desk.library.relations().parent;
        let is_shown = |share: &Share<'_>| match (self, share) {
            (Self::Measure(_), _) | (Self::Campaign(..), Share::CityWide | Share::All) => true,
            (Self::Campaign(..), Share::District(id)) => !parents.contains_key(*id),
        };
        Share::each(desk.library).into_iter().filter(is_shown).collect()
    }
}

/// Where the list of a number stands.
fn folder(topic: Topic<'_>, share: Share<'_>, period: Period) -> String {
    let folder = format!("{}/{}", topic.folder(), share.key());
    match period {
        Period::Always => folder,
        Period::Year(year) => format!("{folder}/{year}"),
        Period::Month(year, month) => format!("{folder}/{year:04}-{month:02}"),
    }
}

/// Where the list stands that a campaign's own number counts; nothing where it counts nothing.
pub(super) fn campaign_path(
    desk: &Desk<'_>,
    (thing, source): (&Thing<Campaign>, CounterSource),
    share: Share<'_>,
    period: Period,
    count: u64,
) -> Option<String> {
    let address = Address::page(&desk.path(&folder(Topic::Campaign(thing, source), share, period))).filter(|_| count > 0);
    address.map(|address| address.href())
}

pub(super) fn share_name(desk: &Desk<'_>, share: Share<'_>) -> Arc<str> {
    match share {
        Share::District(id) => desk.title(Kind::District, id),
        Share::CityWide | Share::All => share.words().map_or("", |words| desk.say(words)).into(),
    }
}

/// The page with all tables, where anything is counted.
fn tables(desk: &Desk<'_>, counted: &[Counted]) -> Option<Sheet> {
    if counted.is_empty() {
        return None;
    }
    let mut sheet = Sheet::new(NUMBERS.1, "numbers", desk.say(NUMBERS.0));
    sheet.description = desk.say(ABOUT).into();
    let now = NOW.iter().filter_map(|(id, measures)| {
        let columns: Vec<&Counted> = counted.iter().filter(|counted| measures.contains(&counted.measure)).collect();
        (!columns.is_empty()).then(|| table_of_now(desk, id, &columns))
    });
    let by_years = counted.iter().filter(|counted| counted.measure.tense() == Tense::Within).map(|counted| by_year(desk, counted));
    sheet.values = vec![("tables", View::list(now.chain(by_years)))];
    Some(sheet)
}

/// A number that leads to its list.
fn cell(desk: &Desk<'_>, counted: &Counted, share: Share<'_>, year: Option<i16>) -> View {
    let count = sum(counted.within(desk, share, year));
    let period = year.map_or(Period::Always, Period::Year);
    let path = Address::page(&desk.path(&folder(Topic::Measure(counted.measure), share, period))).filter(|_| count > 0);
    View::map([("count", View::from(i64::try_from(count).unwrap_or(i64::MAX))), ("path", View::from(path.map(|path| path.href())))])
}

/// The rows of a table: those of districts without anything are left out.
fn rows(desk: &Desk<'_>, columns: &[(&Counted, Option<i16>)]) -> View {
    let has_something = |share: &Share<'_>| {
        matches!(share, Share::All) || columns.iter().any(|(counted, year)| counted.within(desk, *share, *year).next().is_some())
    };
    let row = |share: Share<'_>| {
        let cells = columns.iter().map(|(counted, year)| cell(desk, counted, share, *year));
        View::map([
            ("name", View::from(share_name(desk, share))),
            ("is_total", View::from(matches!(share, Share::All))),
            ("cells", View::list(cells)),
        ])
    };
    View::list(Share::each(desk.library).into_iter().filter(has_something).map(row))
}

/// Whether it is a part of another measure, and counted as that is.
fn is_part(measure: Measure) -> bool {
    matches!(measure, Measure::SeatsAt(_))
}

/// What there is on the day of the site.
fn table_of_now(desk: &Desk<'_>, id: &'static str, counted: &[&Counted]) -> View {
    let columns: Vec<(&Counted, Option<i16>)> = counted.iter().map(|counted| (*counted, None)).collect();
    let day = super::values::full_day(&desk.language, desk.about.as_of.date());
    let note = |counted: &&Counted| format!("{}{}{}", counted.name(desk), desk.say(COLON), desk.say(counted.measure.definition()));
    let (first, rest) = (counted[0].name(desk), desk.say(Words { en: "{}, on {day}", zh: "{}，截至{day}" }));
    View::map([
        ("id", View::from(id)),
        ("title", View::from(rest.replace("{}", first).replace("{day}", &day))),
        ("columns", View::list(counted.iter().map(|counted| View::from(counted.name(desk))))),
        ("rows", rows(desk, &columns)),
        ("notes", View::list(counted.iter().filter(|counted| !is_part(counted.measure)).map(note).map(View::from))),
    ])
}

/// One measure by years, with the change from one whole year to the next.
fn by_year(desk: &Desk<'_>, counted: &Counted) -> View {
    let years = counted.years();
    let columns: Vec<(&Counted, Option<i16>)> = years.iter().map(|year| (counted, Some(*year))).chain([(counted, None)]).collect();
    let heads =
        years.iter().map(|year| View::from(year_head(desk, *year))).chain([View::from(desk.say(Words { en: "All years", zh: "历年" }))]);
    View::map([
        ("id", View::from(counted.measure.key())),
        ("title", View::from(counted.name(desk))),
        ("columns", View::list(heads)),
        ("rows", rows(desk, &columns)),
        ("changes", changes(desk, counted, &years)),
        ("notes", View::list([View::from(desk.say(counted.measure.definition()))])),
    ])
}

/// "2025年"; a year that is not over says up to which day it counts.
fn year_head(desk: &Desk<'_>, year: i16) -> String {
    let today = desk.about.as_of.date();
    let name = desk.say(Words { en: "{}", zh: "{}年" }).replace("{}", &year.to_string());
    if year < today.year() {
        return name;
    }
    let day = short_day(&desk.language, today);
    desk.say(Words { en: "{} (to {day})", zh: "{}（至{day}）" }).replace("{}", &name).replace("{day}", &day)
}

/// By how much each whole year differs from the one before; nothing where no two of them follow each other.
fn changes(desk: &Desk<'_>, counted: &Counted, years: &[i16]) -> View {
    let total = |year: i16| sum(counted.within(desk, Share::All, Some(year)));
    let change = |year: &i16| if *year < desk.about.as_of.year() { change(total(*year), total(year - 1)) } else { None };
    let changes: Vec<Option<i64>> = years.iter().map(change).collect();
    if changes.iter().all(Option::is_none) {
        return View::Nothing;
    }
    View::list(changes.into_iter().map(|change| View::from(change.map(percent))))
}

/// "+12%", "−3%", "0%".
fn percent(change: i64) -> String {
    match change {
        0 => "0%".to_owned(),
        1.. => format!("+{change}%"),
        ..0 => format!("\u{2212}{}%", change.abs()),
    }
}

/// The lists behind the numbers of a topic.
fn lists(desk: &Desk<'_>, topic: Topic<'_>, items: &[Item]) -> Vec<Sheet> {
    let in_ones = items.iter().all(|item| item.amount == 1);
    let entries: Vec<(u64, View)> = items.par_iter().map(|item| (item.amount, entry(desk, item, in_ones))).collect();
    let of_share = |share: Share<'_>| {
        let own: Vec<usize> = (0..items.len()).filter(|at| share.has(desk.library, &items[*at])).collect();
        let mut parts: BTreeMap<Reverse<Period>, Vec<usize>> = BTreeMap::new();
        for at in &own {
            if let Some(day) = items[*at].day {
                parts.entry(Reverse(topic.period(day))).or_default().push(*at);
            }
        }
        let parts = parts.into_iter().map(|(Reverse(period), items)| (period, items));
        let all = std::iter::once((Period::Always, own)).chain(parts);
        all.flat_map(|(period, own)| list(desk, topic, &entries, (share, period), &own)).collect::<Vec<Sheet>>()
    };
    topic.shares(desk).into_iter().flat_map(of_share).collect()
}

fn period_name(desk: &Desk<'_>, period: Period) -> Option<String> {
    match period {
        Period::Always => None,
        Period::Year(year) => Some(year_head(desk, year)),
        Period::Month(year, number) => Date::new(year, number, 1).ok().map(|day| month(&desk.language, day)),
    }
}

/// The list of what counts in a share and a time; `entries` are those of all items, each with what it adds.
fn list(desk: &Desk<'_>, topic: Topic<'_>, entries: &[(u64, View)], (share, period): (Share<'_>, Period), items: &[usize]) -> Vec<Sheet> {
    if items.is_empty() {
        return Vec::new();
    }
    let parts = [Some(topic.name(desk)), Some(share_name(desk, share).to_string()), period_name(desk, period)];
    let title = parts.into_iter().flatten().collect::<Vec<String>>().join(" · ");
    let total: u64 = items.iter().map(|at| entries[*at].0).sum();
    let total = View::from(i64::try_from(total).unwrap_or(i64::MAX));
    let pages = slices(&desk.prefix, &folder(topic, share, period), items, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path, "counted", numbered(desk, &title, slice.number));
        sheet.description = format!("{title}{}{}", desk.say(COLON), topic.definition(desk)).into();
        sheet.crumbs = vec![topic.crumb(desk)];
        let start = (slice.number - 1) * PER_PAGE + 1;
        sheet.values = vec![
            ("measure", View::from(topic.key())),
            ("definition", View::from(topic.definition(desk))),
            ("total", total.clone()),
            ("start", View::from(start)),
            ("items", View::list(slice.items.iter().map(|at| entries[*at].1.clone()))),
            ("pager", slice.pager),
        ];
        sheet
    });
    pages.collect()
}

fn entry(desk: &Desk<'_>, item: &Item, in_ones: bool) -> View {
    let (kind, id) = &item.page;
    let day = item.day.filter(|_| *kind != Kind::Project);
    let amount = (!in_ones).then(|| i64::try_from(item.amount).unwrap_or(i64::MAX));
    View::map([
        ("title", item.row_name().map_or_else(|| View::from(desk.title(*kind, id)), |name| desk.text(name))),
        ("path", View::from(item.row.as_ref().map_or_else(|| desk.href(*kind, id), |row| desk.row_href(*kind, id, &row.anchor)))),
        ("district", desk.badge(item.district.as_ref())),
        ("date", maybe_date(desk, day)),
        ("detail", View::from(Some(detail_text(desk, item)).filter(|text| !text.is_empty()))),
        ("amount", View::from(amount)),
    ])
}
