//! `wanjia check`: looks for problems, and publishes nothing.

use std::time::Instant;

use super::End;
use super::arguments::Common;
use super::meter::Meter;
use super::request::{failed, place, request};
use super::screen::Screen;
use super::summary;
use crate::pipeline::{self, Rendering};
use crate::publish::{Checked, Derived};

pub(super) fn run(common: &Common, screen: Screen) -> End {
    let began = Instant::now();
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let meter = Meter::new(screen.speech);
    let outcome = pipeline::build(&request, &Checked(Derived::beside(&place(common))), Rendering::Thorough, &meter);
    meter.clear();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(failure) => return failed(&failure, screen),
    };
    screen.problems(&outcome.diagnostics, &outcome.waived, &common.site);
    screen.close(&summary::checked(&outcome, began.elapsed(), screen.speech));
    if outcome.diagnostics.has_errors() { End::Problems } else { End::Fine }
}
