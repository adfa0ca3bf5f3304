//! Campaigns: their goals, phases, and counts by district.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::cards::{extended, pick};
use super::chart::{self, Bar, By};
use super::deed;
use super::desk::{Desk, folder};
use super::feed;
use super::linked_data;
use super::numbers::{self, Period};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::extra;
use super::values::maybe_date;
use crate::fields::Id;
use crate::model::{Campaign, Counter, CounterSource, Kind, Phase, Thing};
use crate::statistics::{Share, campaign_items};
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
    let members = desk.library.members_of_campaign(&thing.id);
    let stories = &members.stories;
    let mut sheet = Sheet::new(folder(Kind::Campaign, &thing.id), "campaign", desk.words(&record.name).clone());
    sheet.section = Some(Section::Campaigns);
    sheet.description = desk.words(record.slogan.as_ref().unwrap_or(&record.name)).clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Campaigns)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    sheet.picture = record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover));
    sheet.subject = subject(desk, record).into_iter().collect();
    sheet.feed = feed::path(desk, &sheet.path, stories);
    let tallies = tallies(desk, thing);
    let view = extended(
        &desk.cards.campaigns[&thing.id],
        vec![
            ("goals", desk.texts(&record.goals)),
            ("phases", View::list(record.phases.iter().map(|phase| self::phase(desk, phase)))),
            ("counters", View::list(tallies.iter().map(|tally| counter(desk, thing, tally, &tallies)))),
            ("table", table(desk, thing, &tallies)),
            ("document_no", desk.maybe(record.document_no.as_ref())),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("extra", extra(&record.extra.0)),
        ],
    );
    let counting = tallies.iter().find(|tally| tally.counter.counts.as_ref().is_some_and(|own| own.value == CounterSource::Deeds));
    let deeds_path = counting.and_then(|tally| tally.path(desk, thing, Share::All, None, tally.sum(|_, _| true)));
    sheet.values = vec![
        ("campaign", view),
        ("deeds", deed::summary(desk, &members.deeds, View::from(deeds_path))),
        ("ledgers", deed::ledgers(desk, |ledger| ledger.campaign.id == thing.id)),
        ("stories", View::list(pick(&desk.cards.stories, stories))),
    ];
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
        ("from", maybe_date(desk, phase.from.as_ref().map(|day| day.value))),
        ("to", maybe_date(desk, phase.to.as_ref().map(|day| day.value))),
        ("tasks", desk.texts(&phase.tasks)),
    ])
}

/// What a counter counts: as it was written, or as the site counts it.
struct Tally<'a> {
    counter: &'a Counter,
    /// By district, none for what belongs to the whole city, and month (`2026-03`).
    numbers: BTreeMap<(Option<Id>, Arc<str>), u64>,
}

/// What every counter of a campaign counts, in their order.
fn tallies<'a>(desk: &Desk<'_>, thing: &'a Thing<Campaign>) -> Vec<Tally<'a>> {
    let counters = thing.record.counters.iter();
    counters.map(|counter| Tally { counter, numbers: counter_numbers(desk, thing, counter) }).collect()
}

fn counter_numbers(desk: &Desk<'_>, thing: &Thing<Campaign>, counter: &Counter) -> BTreeMap<(Option<Id>, Arc<str>), u64> {
    let mut numbers: BTreeMap<(Option<Id>, Arc<str>), u64> = BTreeMap::new();
    if let Some(source) = &counter.counts {
        for item in campaign_items(desk.library, thing, source.value) {
            let month: Arc<str> = item.day.map_or_else(String::new, chart::month_of).into();
            *numbers.entry((outermost(desk, item.district), month)).or_default() += item.amount;
        }
        return numbers;
    }
    for value in &thing.record.values {
        for (_, number) in value.counts.0.iter().filter(|(key, _)| key.value == counter.key.value) {
            *numbers.entry((Some(value.district.id.clone()), value.month.clone())).or_default() += number.value;
        }
    }
    numbers
}

/// The district that lies in no other.
fn outermost(desk: &Desk<'_>, district: Option<Id>) -> Option<Id> {
    let parents = &desk.library.relations().parent;
    std::iter::successors(district, |id| parents.get(id).cloned()).last()
}

impl Tally<'_> {
    /// The sum over those districts and months that are wanted.
    fn sum(&self, wanted: impl Fn(Option<&Id>, &str) -> bool) -> u64 {
        self.numbers.iter().filter(|((district, month), _)| wanted(district.as_ref(), month)).map(|(_, number)| number).sum()
    }

    /// A number that leads to the list of what it counts, where the site counts it.
    fn path(&self, desk: &Desk<'_>, thing: &Thing<Campaign>, share: Share<'_>, month: Option<&str>, number: u64) -> Option<String> {
        let source = self.counter.counts.as_ref()?;
        let period = month.and_then(period_of).unwrap_or(Period::Always);
        numbers::campaign_path(desk, (thing, source.value), share, period, number)
    }

    fn unit<'d>(&'d self, desk: &'d Desk<'_>) -> &'d str {
        self.counter.unit.as_ref().map_or("", |unit| desk.words(unit))
    }
}

/// The month `2026-03`.
fn period_of(month: &str) -> Option<Period> {
    let (year, month) = month.split_once('-')?;
    Some(Period::Month(year.parse().ok()?, month.parse().ok()?))
}

/// The districts of which something is counted, in official order; at the end none, where something belongs to the whole city.
fn counted_districts<'a>(desk: &Desk<'a>, tallies: &[Tally<'_>]) -> Vec<Share<'a>> {
    let named: BTreeSet<Option<&Id>> =
        tallies.iter().flat_map(|tally| tally.numbers.keys()).map(|(district, _)| district.as_ref()).collect();
    let shares = Share::each(desk.library).into_iter();
    shares.filter(|share| *share != Share::All && named.contains(&district_of(*share))).collect()
}

fn district_of(share: Share<'_>) -> Option<&Id> {
    match share {
        Share::District(id) => Some(id),
        Share::CityWide | Share::All => None,
    }
}

/// The months of which something is counted.
fn counted_months<'t>(tallies: &'t [Tally<'_>]) -> BTreeSet<&'t str> {
    tallies.iter().flat_map(|tally| tally.numbers.keys()).map(|(_, month)| &**month).collect()
}

fn counter(desk: &Desk<'_>, thing: &Thing<Campaign>, tally: &Tally<'_>, all: &[Tally<'_>]) -> View {
    let counter = tally.counter;
    let total = tally.sum(|_, _| true);
    let percent = counter.target.filter(|target| *target > 0).map(|target| integer(total.saturating_mul(100) / target));
    View::map([
        ("key", View::from(&counter.key.value)),
        ("label", desk.text(&counter.label)),
        ("unit", desk.maybe(counter.unit.as_ref())),
        ("target", View::from(counter.target.map(integer))),
        ("total", View::from(integer(total))),
        ("path", View::from(tally.path(desk, thing, Share::All, None, total))),
        ("percent", View::from(percent)),
        ("by_district", by_district(desk, thing, tally, all)),
        ("by_month", by_month(desk, thing, tally, all)),
    ])
}

fn by_district(desk: &Desk<'_>, thing: &Thing<Campaign>, tally: &Tally<'_>, all: &[Tally<'_>]) -> View {
    let row = |share: Share<'_>| {
        let number = tally.sum(|district, _| district == district_of(share));
        let bar = match share {
            Share::District(id) => chart::district_bar(desk, id, number),
            Share::CityWide | Share::All => chart::plain(&numbers::share_name(desk, share), number),
        };
        led(bar, tally.path(desk, thing, share, None, number))
    };
    counter_chart(desk, tally, By::District, counted_districts(desk, all).into_iter().map(row).collect())
}

fn by_month(desk: &Desk<'_>, thing: &Thing<Campaign>, tally: &Tally<'_>, all: &[Tally<'_>]) -> View {
    let row = |month: &String| {
        let number = tally.sum(|_, other| other == month);
        led(chart::month_bar(desk, month, number), tally.path(desk, thing, Share::All, Some(month), number))
    };
    counter_chart(desk, tally, By::Month, chart::all_months(counted_months(all)).iter().map(row).collect())
}

/// The bar with its own list behind it, where there is one.
fn led(bar: Bar, path: Option<String>) -> Bar {
    match path {
        None => bar,
        Some(path) => Bar { path: View::from(path), ..bar },
    }
}

fn counter_chart(desk: &Desk<'_>, tally: &Tally<'_>, by: By, rows: Vec<Bar>) -> View {
    let label = tally.counter.label.in_language(&desk.language);
    chart::counts(desk, label, tally.unit(desk), Some(tally.sum(|_, _| true)), by, rows)
}

fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The counts by district, and of each district by month.
fn table(desk: &Desk<'_>, thing: &Thing<Campaign>, tallies: &[Tally<'_>]) -> View {
    let months = counted_months(tallies);
    let shares = counted_districts(desk, tallies);
    let cell = |tally: &Tally<'_>, share: Share<'_>, month: Option<&str>| {
        let number = tally.sum(|district, own| district == district_of(share) && month.is_none_or(|month| month == own));
        [("value", View::from(integer(number))), ("path", View::from(tally.path(desk, thing, share, month, number)))]
    };
    let rows = shares.iter().map(|share| {
        let of_month = |month: &&str| View::list(tallies.iter().map(|tally| View::map(cell(tally, *share, Some(month)))));
        View::map([("district", place(desk, *share)), ("cells", View::list(months.iter().map(of_month)))])
    });
    let totals = shares.iter().map(|share| {
        let of_counter = |tally: &Tally<'_>| {
            let own = [("label", desk.text(&tally.counter.label)), ("unit", desk.maybe(tally.counter.unit.as_ref()))];
            View::map(own.into_iter().chain(cell(tally, *share, None)))
        };
        View::map([("district", place(desk, *share)), ("values", View::list(tallies.iter().map(of_counter)))])
    });
    View::map([
        ("months", View::list(months.iter().map(|month| View::text(*month)))),
        ("rows", View::list(rows)),
        ("districts_total", View::list(totals)),
    ])
}

/// A district's badge; a name alone where it is none.
fn place(desk: &Desk<'_>, share: Share<'_>) -> View {
    match share {
        Share::District(id) => desk.badge(Some(id)),
        Share::CityWide | Share::All => {
            let name = View::from(numbers::share_name(desk, share));
            View::map([("name", name.clone()), ("short_name", name), ("path", View::Nothing)])
        }
    }
}
