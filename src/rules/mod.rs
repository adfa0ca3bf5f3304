//! Library to diagnostics: what no single file shows; and passages to diagnostics: what each text says. Rules change nothing, they only
//! report; a family is a file.

mod deadlines;
mod deeds;
mod freshness;
mod membership;
mod names;
mod numbers;
mod official;
mod outside;
mod pictures;
mod privacy;
mod receptions;
mod text;
mod typography;
mod wording;

use jiff::civil::Date;
use rayon::prelude::*;

pub use freshness::{Age, freshness};
pub use names::Whom;
pub use outside::links_outside;
pub use text::{Findings, Rulebook, tell};
pub use typography::mended;

use crate::diagnostics::Diagnostics;
use crate::model::Library;

/// Every family of rules.
const FAMILIES: &[fn(&Library, &mut Diagnostics)] =
    &[deeds::check, membership::check, numbers::check, official::check, outside::check, pictures::check, privacy::check, receptions::check];

/// What all rules find in the library, as it stands on the day `today`.
pub fn check(library: &Library, today: Date) -> Diagnostics {
    let found = FAMILIES.par_iter().map(|family| {
        let mut diagnostics = Diagnostics::new();
        family(library, &mut diagnostics);
        diagnostics
    });
    let mut all = Diagnostics::new();
    found.collect::<Vec<_>>().into_iter().for_each(|diagnostics| all.append(diagnostics));
    deadlines::check(library, today, &mut all);
    all
}
