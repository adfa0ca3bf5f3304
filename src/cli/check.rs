//! `wanjia check`: looks for problems, and publishes nothing.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::arguments::{CheckOptions, Common};
use super::meter::Meter;
use super::request::{failed, out, place, request};
use super::screen::Screen;
use super::summary::{self, Compared};
use super::{End, environment};
use crate::diagnostics::Diagnostics;
use crate::external::{self, Answer, Asked, Known, Manner};
use crate::pipeline::{self, Outside, Progress, Stage};
use crate::publish::{Checked, Derived, LastBuild, Note};
use crate::source::Spanned;

pub(super) fn run(common: &Common, options: CheckOptions, screen: Screen) -> End {
    let began = Instant::now();
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let place = place(common);
    let last = if options.changed { LastBuild::beside(&place) } else { None };
    let meter = Meter::new(screen.speech);
    let asking = Asking { note: Note::beside(&place, "links.json"), meter: &meter, asked: RefCell::default() };
    let outside = options.external.then_some(&asking as &dyn Outside);
    let checked = pipeline::check(&request, &Checked(Derived::beside(&place)), &meter, last.as_ref(), outside);
    let asked = asking.asked.into_inner();
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
    screen.close(&summary::checked(&outcome, &compared, asked.as_ref(), began.elapsed(), screen.speech));
    if outcome.diagnostics.has_errors() { End::Problems } else { End::Fine }
}

/// Asks other sites, and remembers their answers beside the output.
struct Asking<'a> {
    note: Option<Note>,
    meter: &'a Meter,
    asked: RefCell<Option<Asked>>,
}

impl Outside for Asking<'_> {
    fn problems(&self, links: &[Spanned<Arc<str>>], trusted: &[Arc<str>]) -> Diagnostics {
        let (note, meter) = (self.note.as_ref(), self.meter);
        let known = note.map_or_else(Known::default, |note| Known::read(&note.read()));
        let now = environment::clock();
        let kept = Mutex::new(known.clone());
        let listener = |address: &str, answer: &Answer| {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.put(address, answer, now);
            if let Some(note) = note {
                note.write(&kept.to_text(now));
            }
            meter.step();
        };
        let manner = Manner { trusted: trusted.iter().map(|host| host.to_string()).collect(), ..Manner::default() };
        let begin = |total| meter.begin(Stage::Asking, total);
        let asked = external::ask(links, &known, now, &manner, &begin, &listener);
        let problems = if asked.is_offline { Diagnostics::new() } else { external::problems(links, &asked.answers) };
        self.asked.replace(Some(asked));
        problems
    }
}
