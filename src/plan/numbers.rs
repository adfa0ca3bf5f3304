//! The site's numbers: tables by district and year, and behind every number the list of what it counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Group;
use super::address::Address;
use super::desk::{Desk, crumb};
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::story::numbered;
use super::values::{COLON, maybe_date, short_day};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, Level};
use crate::statistics::{Detail, Item, Measure, Share, Tense, change, sum};
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

/// The tables and the lists.
pub(super) const GROUP: Group = Group { made_of, pages };

fn pages(desk: &Desk<'_>) -> Planned {
    let counted = counted(desk);
    let lists = counted.par_iter().flat_map(|counted| lists(desk, counted));
    let sheets: Vec<Sheet> = tables(desk, &counted).into_par_iter().chain(lists).collect();
    sheets.into_par_iter().map(|sheet| desk.page(sheet)).collect()
}

/// Whether there is something to count.
pub(super) fn has_numbers(desk: &Desk<'_>) -> bool {
    let relations = desk.library.relations();
    [&relations.stations, &relations.deputies, &relations.stories, &relations.projects].into_iter().any(|ids| !ids.is_empty())
}

fn counted(desk: &Desk<'_>) -> Vec<Counted> {
    let today = desk.about.as_of.date();
    let all = Measure::ALL.par_iter().map(|measure| Counted { measure: *measure, items: measure.items(desk.library, today) });
    all.filter(|counted| !counted.items.is_empty()).collect()
}

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    made_of.names();
    let parents = &desk.library.relations().parent;
    made_of.texts(parents.iter().flat_map(|(id, parent)| [id.as_str(), parent.as_str()]));
    for Counted { measure, items } in counted(desk) {
        made_of.texts([measure.key()]);
        for item in &items {
            let (day, amount) = (item.day.map_or_else(String::new, |day| day.to_string()), item.amount.to_string());
            let district = item.district.as_ref().map_or("", Id::as_str);
            made_of.texts([item.page.0.name(), item.page.1.as_str(), district, &day, &amount, &detail_text(desk, item)]);
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

/// Where the list of a number stands.
fn folder(measure: Measure, share: Share<'_>, year: Option<i16>) -> String {
    let year = year.map_or_else(String::new, |year| format!("/{year}"));
    format!("{}/{}/{}{year}", NUMBERS.1, measure.key(), share.key())
}

fn share_name(desk: &Desk<'_>, share: Share<'_>) -> Arc<str> {
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
    let path = Address::page(&desk.path(&folder(counted.measure, share, year))).filter(|_| count > 0);
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

/// The lists behind the numbers of a measure.
fn lists(desk: &Desk<'_>, counted: &Counted) -> Vec<Sheet> {
    let in_ones = counted.items.iter().all(|item| item.amount == 1);
    let entries: Vec<View> = counted.items.par_iter().map(|item| entry(desk, item, in_ones)).collect();
    let years = counted.years();
    let periods: Vec<Option<i16>> = std::iter::once(None).chain(years.into_iter().map(Some)).collect();
    let numbers = Share::each(desk.library).into_iter().flat_map(|share| periods.iter().map(move |year| (share, *year)));
    numbers.flat_map(|(share, year)| list(desk, counted, &entries, share, year)).collect()
}

/// The list of what counts in `share`; `entries` are those of all items.
fn list(desk: &Desk<'_>, counted: &Counted, entries: &[View], share: Share<'_>, year: Option<i16>) -> Vec<Sheet> {
    let items: Vec<usize> = counted.places(desk, share, year).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let year_name = year.map(|year| year_head(desk, year));
    let parts = [Some(counted.name(desk).to_owned()), Some(share_name(desk, share).to_string()), year_name];
    let title = parts.into_iter().flatten().collect::<Vec<String>>().join(" · ");
    let total = View::from(i64::try_from(sum(counted.within(desk, share, year))).unwrap_or(i64::MAX));
    let pages = slices(&desk.prefix, &folder(counted.measure, share, year), &items, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path, "counted", numbered(desk, &title, slice.number));
        sheet.description = format!("{title}{}{}", desk.say(COLON), desk.say(counted.measure.definition())).into();
        sheet.crumbs = vec![crumb(desk.say(NUMBERS.0), desk.path(&format!("{}/", NUMBERS.1)))];
        let start = (slice.number - 1) * PER_PAGE + 1;
        sheet.values = vec![
            ("measure", View::from(counted.measure.key())),
            ("definition", View::from(desk.say(counted.measure.definition()))),
            ("total", total.clone()),
            ("start", View::from(start)),
            ("items", View::list(slice.items.iter().map(|at| entries[*at].clone()))),
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
        ("title", View::from(desk.title(*kind, id))),
        ("path", View::from(desk.href(*kind, id))),
        ("district", desk.badge(item.district.as_ref())),
        ("date", maybe_date(desk, day)),
        ("detail", View::from(Some(detail_text(desk, item)).filter(|text| !text.is_empty()))),
        ("amount", View::from(amount)),
    ])
}
