//! Opinions in figures: a page for each period, whose totals are the sums of its rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::affairs::Affair;
use super::desk::{Desk, folder};
use super::pages::{Planned, Sheet};
use super::site::extra;
use super::values::{choice, date};
use crate::model::{Kind, OpinionLedger, OpinionLevel, OpinionResult, OpinionRow, Thing};
use crate::view::View;

/// The list of periods, and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let ledgers = &desk.library.relations().opinions;
    if ledgers.is_empty() {
        return Vec::new();
    }
    let mut list = Sheet::new(Affair::Opinions.folder(), "opinions", desk.say(Affair::Opinions.words()));
    list.description = desk.say(Affair::Opinions.about()).into();
    let total: u64 = ledgers.iter().map(|id| desk.library.opinion_ledger(id).record.sum()).sum();
    let all: Vec<&OpinionRow> = ledgers.iter().flat_map(|id| &desk.library.opinion_ledger(id).record.rows).collect();
    list.values = vec![
        ("ledgers", View::list(ledgers.iter().map(|id| card(desk, desk.library.opinion_ledger(id))))),
        ("total", number(total)),
        ("totals", totals(desk, &all)),
    ];
    let pages = ledgers.iter().map(|id| desk.page(sheet(desk, desk.library.opinion_ledger(id))));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

fn number(number: u64) -> View {
    View::from(i64::try_from(number).unwrap_or(i64::MAX))
}

fn card(desk: &Desk<'_>, thing: &Thing<OpinionLedger>) -> View {
    let record = &thing.record;
    View::map([
        ("id", View::from(thing.id.shared())),
        ("title", desk.text(&record.title.value)),
        ("path", View::from(desk.href(Kind::Opinions, &thing.id))),
        ("from", date(desk, record.from)),
        ("to", date(desk, record.to)),
        ("source", desk.text(&record.source)),
        ("total", number(record.sum())),
    ])
}

fn sheet(desk: &Desk<'_>, thing: &Thing<OpinionLedger>) -> Sheet {
    let record = &thing.record;
    let mut sheet = Sheet::new(folder(Kind::Opinions, &thing.id), "opinion_ledger", desk.words(&record.title.value).clone());
    sheet.description = desk.say(Affair::Opinions.about()).into();
    sheet.crumbs = vec![Affair::Opinions.link(desk)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    let rows: Vec<&OpinionRow> = record.rows.iter().collect();
    sheet.values = vec![
        ("ledger", card(desk, thing)),
        ("rows", View::list(rows.iter().map(|row| self::row(desk, row)))),
        ("totals", totals(desk, &rows)),
        ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
        ("extra", extra(&record.extra.0)),
    ];
    sheet
}

fn row(desk: &Desk<'_>, row: &OpinionRow) -> View {
    View::map([
        ("district", desk.badges.get(&row.district.id).cloned().unwrap_or_default()),
        ("topic", desk.text(&row.topic)),
        ("count", View::from(i64::from(row.count))),
        ("level", choice(desk, row.level.id(), row.level.words())),
        ("result", choice(desk, row.result.id(), row.result.words())),
    ])
}

/// The rows summed up in four ways; each way gives the same in all.
fn totals(desk: &Desk<'_>, rows: &[&OpinionRow]) -> View {
    let topics = |row: &OpinionRow| desk.words(&row.topic).clone();
    let districts = desk.library.relations().districts.iter();
    let of_districts = districts.map(|id| (desk.title(Kind::District, id), sum(rows, |row| row.district.id == *id)));
    let of_levels = OpinionLevel::ALL.iter().map(|level| (desk.say(level.words()).into(), sum(rows, |row| row.level == *level)));
    let of_results = OpinionResult::ALL.iter().map(|result| (desk.say(result.words()).into(), sum(rows, |row| row.result == *result)));
    let mut of_topics: BTreeMap<Arc<str>, u64> = BTreeMap::new();
    rows.iter().for_each(|row| *of_topics.entry(topics(row)).or_default() += u64::from(row.count));
    let mut most_first: Vec<(Arc<str>, u64)> = of_topics.into_iter().collect();
    most_first.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    View::map([
        ("topics", lines(most_first.into_iter())),
        ("districts", lines(of_districts)),
        ("levels", lines(of_levels)),
        ("results", lines(of_results)),
    ])
}

fn sum(rows: &[&OpinionRow], wanted: impl Fn(&OpinionRow) -> bool) -> u64 {
    rows.iter().filter(|row| wanted(row)).map(|row| u64::from(row.count)).sum()
}

/// What there is at least one of.
fn lines(counts: impl Iterator<Item = (Arc<str>, u64)>) -> View {
    let there = counts.filter(|(_, count)| *count > 0);
    View::list(there.map(|(name, count)| View::map([("name", View::from(name)), ("count", number(count))])))
}
