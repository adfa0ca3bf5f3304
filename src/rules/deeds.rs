//! Ledgers of deeds: what they count, when it was done, and by whom; and what campaigns count by themselves.

use std::collections::BTreeMap;

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::fields::Id;
use crate::model::{Campaign, Deed, DeedLedger, Library, Thing};
use crate::source::Span;

/// Every ledger, and the counters of every campaign.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    for ledger in library.deeds().values() {
        for deed in &ledger.record.deeds {
            nobody_served(deed, diagnostics);
            other_year(&ledger.record, deed, diagnostics);
            outside_campaign(library, &ledger.record, deed, diagnostics);
            not_in_office(library, deed, diagnostics);
        }
    }
    twins(library, diagnostics);
    library.campaigns().values().for_each(|campaign| written_beside(&campaign.record, diagnostics));
}

/// A deed that serves nobody is a slip of the pen; a number that is not known is left out.
fn nobody_served(deed: &Deed, diagnostics: &mut Diagnostics) {
    if let Some(people) = deed.beneficiaries.as_ref().filter(|people| people.value == 0) {
        diagnostics.push(Diagnostic::new(Code::NobodyServed, people.span.clone()).arg("id", deed.id.value.as_str()));
    }
}

fn other_year(ledger: &DeedLedger, deed: &Deed, diagnostics: &mut Diagnostics) {
    let year = ledger.year.value;
    if deed.date.value.year() != i16::try_from(year).unwrap_or(i16::MAX) {
        let problem = Diagnostic::new(Code::DeedOfOtherYear, deed.date.span.clone()).arg("date", deed.date.value.to_string());
        diagnostics.push(problem.arg("year", year.to_string()).related(ledger.year.span.clone()));
    }
}

fn outside_campaign(library: &Library, ledger: &DeedLedger, deed: &Deed, diagnostics: &mut Diagnostics) {
    let Some(campaign) = library.campaigns().get(&ledger.campaign.id) else { return };
    let (day, record) = (deed.date.value, &campaign.record);
    if day < record.start || record.end.is_some_and(|end| day > end) {
        let problem = Diagnostic::new(Code::DeedOutsideCampaign, deed.date.span.clone()).arg("date", day.to_string());
        let problem = problem.arg("campaign", &**record.name.main()).arg("time", time(record));
        diagnostics.push(problem.related(Span::file(&campaign.path)));
    }
}

fn time(campaign: &Campaign) -> Arg {
    let start = campaign.start;
    match campaign.end {
        Some(end) => Arg::Sentence { en: format!("{start} to {end}"), zh: format!("{start} 至 {end}") },
        None => Arg::Sentence { en: format!("from {start}"), zh: format!("{start} 起") },
    }
}

fn not_in_office(library: &Library, deed: &Deed, diagnostics: &mut Diagnostics) {
    let day = deed.date.value;
    for deputy in &deed.deputies {
        let Some(thing) = library.deputies().get(&deputy.id) else { continue };
        if !thing.record.memberships.iter().any(|membership| membership.has_begun_and_not_ended(day)) {
            let problem = Diagnostic::new(Code::NotInOffice, deputy.span.clone()).arg("deputy", deputy.id.as_str());
            diagnostics.push(problem.arg("date", day.to_string()));
        }
    }
}

/// One ledger for each district, year and campaign.
fn twins(library: &Library, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(Option<&Id>, u16, &Id), &Thing<DeedLedger>> = BTreeMap::new();
    for ledger in library.deeds().values() {
        let record = &ledger.record;
        let before = first.entry((ledger.home.as_ref(), record.year.value, &record.campaign.id)).or_insert(ledger);
        if before.id != ledger.id {
            let problem = Diagnostic::new(Code::TwoLedgers, record.year.span.clone()).arg("other", before.path.as_str());
            diagnostics.push(problem.arg("year", record.year.value.to_string()).related(before.record.year.span.clone()));
        }
    }
}

/// What the site counts is not written beside it.
fn written_beside(campaign: &Campaign, diagnostics: &mut Diagnostics) {
    for (key, _) in campaign.values.iter().flat_map(|value| &value.counts.0) {
        let counter = campaign.counters.iter().find(|counter| counter.key.value == key.value);
        if let Some(source) = counter.and_then(|counter| counter.counts.as_ref()) {
            let problem = Diagnostic::new(Code::WrittenBesideCounted, key.span.clone()).arg("key", &*key.value);
            diagnostics.push(problem.related(source.span.clone()));
        }
    }
}
