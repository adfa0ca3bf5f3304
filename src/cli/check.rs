//! `wanjia check`: looks for problems, and publishes nothing.

use std::time::Instant;

use super::End;
use super::arguments::{CheckOptions, Common};
use super::meter::Meter;
use super::request::{failed, out, place, request};
use super::screen::Screen;
use super::summary::{self, Compared};
use crate::pipeline;
use crate::publish::{Checked, Derived, LastBuild};

pub(super) fn run(common: &Common, options: CheckOptions, screen: Screen) -> End {
    let began = Instant::now();
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let place = place(common);
    let last = if options.changed { LastBuild::beside(&place) } else { None };
    let meter = Meter::new(screen.speech);
    let checked = pipeline::check(&request, &Checked(Derived::beside(&place)), &meter, last.as_ref());
    meter.clear();
    let (mut outcome, since) = match checked {
        Ok(checked) => checked,
        Err(failure) => return failed(&failure, screen),
    };
    let compared = match (options.changed, since) {
        (false, _) => Compared::Not,
        (true, None) => Compared::WithNothing(out(common)),
        (true, Some(since)) => Compared::LeftOut(since.leave_out_known(&mut outcome.diagnostics, &mut outcome.waived)),
    };
    screen.problems(&outcome.diagnostics, &outcome.waived, &common.site);
    screen.close(&summary::checked(&outcome, &compared, began.elapsed(), screen.speech));
    if outcome.diagnostics.has_errors() { End::Problems } else { End::Fine }
}
