//! `wanjia build`: makes and publishes the site.

use std::time::Instant;

use super::End;
use super::arguments::{BuildOptions, Common};
use super::meter::Meter;
use super::request::{failed, out, place, request};
use super::screen::Screen;
use super::summary;
use super::watch;
use crate::load::SETTINGS;
use crate::pipeline::{self, Failure, Published, Rendering, Request};
use crate::publish::{Mode, Nothing, Output, Trust};

pub(super) fn run(common: &Common, options: BuildOptions, screen: Screen) -> End {
    let began = Instant::now();
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    if options.watch {
        return watch::run(common, options, screen);
    }
    match publish(&request, common, options, screen) {
        Ok(published) => report(&published, options, common, began, screen),
        Err(failure) => failed(&failure, screen),
    }
}

/// Makes and publishes the site once.
pub(super) fn publish(request: &Request, common: &Common, options: BuildOptions, screen: Screen) -> Result<Published, Failure> {
    if !request.site.join(SETTINGS).is_file() {
        // No output is opened, so that nothing is left behind in a folder that is no site.
        let outcome = pipeline::build(request, &Nothing, Rendering::WhenSound, &pipeline::Quiet)?;
        return Ok(Published { outcome, changes: None });
    }
    let trust = if options.verify { Trust::Contents } else { Trust::Times };
    let output = Output::open(&place(common), trust)?;
    let meter = Meter::new(screen.speech);
    let published = pipeline::publish(request, output, mode(options), &meter);
    meter.clear();
    published
}

fn mode(options: BuildOptions) -> Mode {
    if options.dry_run { Mode::DryRun } else { Mode::Publish }
}

fn report(published: &Published, options: BuildOptions, common: &Common, began: Instant, screen: Screen) -> End {
    let Published { outcome, changes } = published;
    screen.problems(&outcome.diagnostics, &outcome.waived, &common.site);
    let Some(changes) = changes else {
        screen.close(&summary::unpublished(&outcome.diagnostics, began.elapsed(), screen.speech));
        return End::Problems;
    };
    let built = summary::Built { outcome, changes, out: &out(common), mode: mode(options) };
    screen.close(&summary::built(&built, began.elapsed(), screen.speech));
    End::Fine
}
