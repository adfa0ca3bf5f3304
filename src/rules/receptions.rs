//! Reception rules must give days.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::calendar::{Holidays, Rule};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::Library;

/// How many days ahead a first day is looked for, so that what most rules give is found soon; after the last every rule has come round,
/// leap days and steps of months included.
const REACHES: [i32; 3] = [31, 366, 8 * 366];

/// The rules of every station.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    let holidays = &library.settings().holidays;
    // Many stations have the same rules.
    let mut known: HashMap<Rule, bool> = HashMap::new();
    for rule in library.stations().values().flat_map(|station| &station.record.reception_rules) {
        let plain = rule.plain();
        let gives_days = match known.get(&plain) {
            Some(known) => *known,
            None => *known.entry(plain.clone()).or_insert(gives_days(&plain, holidays)),
        };
        if !gives_days {
            diagnostics.push(Diagnostic::new(Code::RuleWithoutDays, rule.freq.span.clone()));
        }
    }
}

/// Whether the rule gives a day, from its beginning on or, where it has none, from the first of its dates or any year.
fn gives_days(rule: &Rule, holidays: &Holidays) -> bool {
    /// Of rules without a beginning every year is like another.
    const SOME_YEAR: Date = date(2024, 1, 1);
    let first = rule.from.or_else(|| rule.dates.iter().min().copied()).unwrap_or(SOME_YEAR);
    let end = rule.to.or_else(|| rule.dates.iter().max().copied()).unwrap_or(Date::MAX);
    REACHES.iter().any(|reach| {
        let last = first.saturating_add(reach.days()).min(end);
        // What is postponed may fall after the last day.
        !rule.days(first, last.saturating_add(31.days()), holidays).is_empty()
    })
}
