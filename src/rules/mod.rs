//! Library to diagnostics: what no single file shows. Rules change nothing, they only report; a family is a file.

mod deadlines;
mod membership;
mod numbers;
mod official;
mod outside;
mod receptions;

use jiff::civil::Date;

use crate::diagnostics::Diagnostics;
use crate::model::Library;

/// Every family of rules.
const FAMILIES: &[fn(&Library, &mut Diagnostics)] =
    &[membership::check, numbers::check, official::check, outside::check, receptions::check];

/// Runs all rules over the library, as it stands on the day `today`.
pub fn check(library: &Library, today: Date, diagnostics: &mut Diagnostics) {
    for family in FAMILIES {
        family(library, diagnostics);
    }
    deadlines::check(library, today, diagnostics);
}
