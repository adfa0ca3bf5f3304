//! Campaigns: their goals, phases, and counts by district.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::cards::{extended, pick};
use super::chart::{self, By};
use super::desk::{Desk, folder};
use super::feed;
use super::linked_data;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::extra;
use super::values::maybe_date;
use crate::fields::Id;
use crate::model::{Campaign, Counter, Kind, Phase, Thing};
use crate::view::View;

/// The list of campaigns and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let campaigns = &desk.library.relations().campaigns;
    if campaigns.is_empty() {
        return Vec::new();
    }
    let mut list = Sheet::new("campaigns", "campaigns", desk.section_name(Section::Campaigns));
    list.section = Some(Section::Campaigns);
    list.description = desk.columns.section(Section::Campaigns).about.clone();
    list.values = vec![("campaigns", View::list(pick(&desk.cards.campaigns, campaigns)))];
    let pages = campaigns.iter().map(|id| desk.page(sheet(desk, desk.library.campaign(id))));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Campaign>) -> Sheet {
    let record = &thing.record;
    let stories = desk.library.relations().of_campaign.get(&thing.id).map_or(&[][..], |members| &members.stories);
    let mut sheet = Sheet::new(folder(Kind::Campaign, &thing.id), "campaign", desk.words(&record.name).clone());
    sheet.section = Some(Section::Campaigns);
    sheet.description = desk.words(record.slogan.as_ref().unwrap_or(&record.name)).clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Campaigns)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    sheet.picture = record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover));
    sheet.subject = subject(desk, record).into_iter().collect();
    sheet.feed = feed::path(desk, &sheet.path, stories);
    let view = extended(
        &desk.cards.campaigns[&thing.id],
        vec![
            ("goals", desk.texts(&record.goals)),
            ("phases", View::list(record.phases.iter().map(|phase| self::phase(desk, phase)))),
            ("counters", View::list(record.counters.iter().map(|counter| self::counter(desk, record, counter)))),
            ("table", table(desk, record)),
            ("document_no", desk.maybe(record.document_no.as_ref())),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("extra", extra(&record.extra.0)),
        ],
    );
    sheet.values = vec![("campaign", view), ("stories", View::list(pick(&desk.cards.stories, stories)))];
    sheet
}

/// The campaign as an event of the city.
fn subject(desk: &Desk<'_>, record: &Campaign) -> Option<Map<String, Value>> {
    let city = desk.library.settings().city.as_ref()?.in_language(&desk.language);
    let address = json!({"@type": "PostalAddress", "addressLocality": &**city, "addressCountry": "CN"});
    let place = json!({"@type": "Place", "name": &**city, "address": address});
    let organizer = linked_data::named("GovernmentOrganization", record.organizer.in_language(&desk.language));
    Some(linked_data::event(desk, desk.words(&record.name), (record.start, record.end), place, organizer))
}

fn phase(desk: &Desk<'_>, phase: &Phase) -> View {
    View::map([
        ("name", desk.text(&phase.name)),
        ("from", maybe_date(desk, phase.from)),
        ("to", maybe_date(desk, phase.to)),
        ("tasks", desk.texts(&phase.tasks)),
    ])
}

fn counter(desk: &Desk<'_>, record: &Campaign, counter: &Counter) -> View {
    let total = sum(record, counter, |_, _| true);
    let percent = counter.target.filter(|target| *target > 0).map(|target| integer(total.saturating_mul(100) / target));
    View::map([
        ("key", View::from(&counter.key.value)),
        ("label", desk.text(&counter.label)),
        ("unit", desk.maybe(counter.unit.as_ref())),
        ("target", View::from(counter.target.map(integer))),
        ("total", View::from(integer(total))),
        ("percent", View::from(percent)),
        ("by_district", by_district(desk, record, counter)),
        ("by_month", by_month(desk, record, counter)),
    ])
}

/// The districts that have a count, in official order.
fn counted_districts<'a>(desk: &Desk<'a>, record: &Campaign) -> Vec<&'a Id> {
    let named: BTreeMap<&Id, ()> = record.values.iter().map(|value| (&value.district.id, ())).collect();
    desk.library.relations().districts.iter().filter(|id| named.contains_key(id)).collect()
}

/// The months that have a count.
fn counted_months(record: &Campaign) -> BTreeSet<&Arc<str>> {
    record.values.iter().map(|value| &value.month).collect()
}

fn by_district(desk: &Desk<'_>, record: &Campaign, counter: &Counter) -> View {
    let count = |id: &Id| sum(record, counter, |district, _| district == id);
    let rows = counted_districts(desk, record).into_iter().map(|id| chart::district_bar(desk, id, count(id))).collect();
    counter_chart(desk, record, counter, By::District, rows)
}

fn by_month(desk: &Desk<'_>, record: &Campaign, counter: &Counter) -> View {
    let count = |month: &str| sum(record, counter, |_, other| other == month);
    let rows = chart::all_months(counted_months(record).into_iter().map(|month| &**month));
    let rows = rows.iter().map(|month| chart::month_bar(desk, month, count(month))).collect();
    counter_chart(desk, record, counter, By::Month, rows)
}

fn counter_chart(desk: &Desk<'_>, record: &Campaign, counter: &Counter, by: By, rows: Vec<chart::Bar>) -> View {
    let label = counter.label.in_language(&desk.language);
    chart::counts(desk, label, counter.unit.as_ref().map_or("", |unit| desk.words(unit)), Some(sum(record, counter, |_, _| true)), by, rows)
}

fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The sum of a counter over those districts and months that are wanted.
fn sum(record: &Campaign, counter: &Counter, wanted: impl Fn(&Id, &str) -> bool) -> u64 {
    let values = record.values.iter().filter(|value| wanted(&value.district.id, &value.month));
    let numbers = values.flat_map(|value| &value.counts.0).filter(|(key, _)| key.value == counter.key.value);
    numbers.map(|(_, number)| number.value).sum()
}

/// The counts by district, and of each district by month.
fn table(desk: &Desk<'_>, record: &Campaign) -> View {
    let months = counted_months(record);
    let districts = counted_districts(desk, record);
    let rows = districts.iter().map(|id| {
        let cells = months.iter().map(|month| {
            View::list(
                record
                    .counters
                    .iter()
                    .map(|counter| View::from(integer(sum(record, counter, |district, m| district == *id && *m == ***month)))),
            )
        });
        View::map([("district", desk.badge(Some(id))), ("cells", View::list(cells))])
    });
    let totals = districts.iter().map(|id| {
        let values = record.counters.iter().map(|counter| {
            View::map([
                ("label", desk.text(&counter.label)),
                ("value", View::from(integer(sum(record, counter, |district, _| district == *id)))),
                ("unit", desk.maybe(counter.unit.as_ref())),
            ])
        });
        View::map([("district", desk.badge(Some(id))), ("values", View::list(values))])
    });
    View::map([
        ("months", View::list(months.iter().map(|month| View::from(*month)))),
        ("rows", View::list(rows)),
        ("districts_total", View::list(totals)),
    ])
}
