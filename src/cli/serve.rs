//! `wanjia serve`: shows the site while it is written.

use std::collections::BTreeSet;

use super::End;
use super::arguments::{Common, ServeArguments};
use super::calm::{Calm, News};
use super::meter::Meter;
use super::request::{again, base_path, failure_text, place, request, unread};
use super::screen::Screen;
use crate::language::{Speech, Words};
use crate::pipeline::{Outcome, Rendering, Request, Workshop};
use crate::publish::{Derived, Memory};
use crate::serve::{Cause, Event, Look, Made, Maker, ServeError, ServeOptions, serve};
use crate::source::SourcePath;

const STAYS: Words = Words { en: "the last good pages stay", zh: "仍显示上一次的页面" };
const OPEN: Words = Words {
    en: "Other computers on the network can look too, and see drafts",
    zh: "同一网络上的其他电脑也能看到，包括草稿",
};

const NO_BROWSER: Words =
    Words { en: "the browser could not be opened: open the address yourself", zh: "没能打开浏览器，请自己打开这个网址" };

pub(super) fn run(common: &Common, options: &ServeArguments, screen: Screen) -> End {
    if let Err(end) = request(common, screen) {
        return end;
    }
    let server = ServeOptions {
        site: common.site.clone(),
        host: options.host.clone(),
        port: common.port,
        base_path: base_path(common),
        speech: screen.speech,
        poll: options.poll,
        kept: Derived::beside(&place(common)),
        leave: || std::process::exit(0),
    };
    let mut bench = Bench { workshop: Workshop::new(), common, screen, last: None };
    let mut calm = Calm::new(screen, common.site.clone());
    match serve(&server, &mut bench, |event| told(event, common, options, screen, &mut calm)) {
        Ok(()) => End::Fine,
        Err(error) => {
            screen.tell(&sentence(&error, screen.speech));
            End::Machine
        }
    }
}

/// Makes the site in memory, as of now.
struct Bench<'a> {
    workshop: Workshop,
    common: &'a Common,
    screen: Screen,
    /// What was asked for last, and the files of what was withheld.
    last: Option<(Request, BTreeSet<SourcePath>)>,
}

impl Maker for Bench<'_> {
    fn make(&mut self, look: &Look, site: &Memory) -> Made {
        let Ok(request) = request(self.common, self.screen) else {
            unreachable!("it was good at the start, and the environment does not change")
        };
        let meter = Meter::new(self.screen.speech);
        let outcome = self.workshop.build(&request, look.touched.paths(), site, rendering(look.cause), &meter);
        meter.clear();
        let again = again(self.common, request.as_of, outcome.as_ref().ok().and_then(|outcome| outcome.next_change));
        let withheld = |outcome: &Outcome| outcome.withheld.iter().map(|withheld| withheld.path.clone()).collect();
        self.last = outcome.as_ref().ok().map(|outcome| (request, withheld(outcome)));
        Made { outcome: outcome.map_err(|failure| failure_text(&failure, self.screen.speech)), again }
    }

    /// What stands in the way of a page that is not published anyway is told when it is to be published.
    fn preview(&mut self, pages: &Memory) -> bool {
        let Some((request, withheld)) = &self.last else { return false };
        self.workshop.preview(request, withheld, pages).is_ok()
    }
}

/// Who saved something waits for its page. The search follows when the editor rests.
fn rendering(cause: Cause) -> Rendering {
    match cause {
        Cause::Saved => Rendering::Hurried,
        Cause::Beginning | Cause::Idle | Cause::Time => Rendering::WhenSound,
    }
}

fn told(event: Event<'_>, common: &Common, options: &ServeArguments, screen: Screen, calm: &mut Calm) {
    match event {
        Event::Listening { url, moved, open } => {
            listening(&url, moved.then_some(common.port), screen);
            if open {
                screen.tell(screen.word(OPEN));
            }
            if options.open {
                open_browser(&url, screen);
            }
        }
        Event::Polling(why) => calm.polling(&why),
        Event::Made { made, look, changed, took } => match &made.outcome {
            Ok(outcome) => {
                let bad = outcome.diagnostics.has_errors();
                let changed = (!bad).then(|| changed.iter().collect());
                calm.round(&News { look, changed, diagnostics: &outcome.diagnostics, took, stays: STAYS });
            }
            Err(failure) => screen.tell(failure),
        },
        Event::Ended => calm.ended(),
    }
}

fn listening(url: &str, taken: Option<u16>, screen: Screen) {
    if let Some(wanted) = taken {
        screen.tell(&match screen.speech {
            Speech::English => format!("port {wanted} is taken, so another is used"),
            Speech::Chinese => format!("端口 {wanted} 已被占用，换用另一个"),
        });
    }
    screen.tell(&match screen.speech {
        Speech::English => format!("Open {url} in the browser; Ctrl-C ends it"),
        Speech::Chinese => format!("请用浏览器打开 {url} ，按 Ctrl-C 结束"),
    });
}

/// A machine without a browser shows the site all the same.
fn open_browser(url: &str, screen: Screen) {
    if open::that_detached(url).is_err() {
        screen.tell(screen.word(NO_BROWSER));
    }
}

/// Why it could not begin.
pub(super) fn sentence(error: &ServeError, speech: Speech) -> String {
    match (error, speech) {
        (ServeError::Folder(error), speech) => unread(error, speech),
        (ServeError::Port { place, source }, Speech::English) => format!("cannot listen at {place}: {source}"),
        (ServeError::Port { place, source }, Speech::Chinese) => format!("无法使用地址 {place}：{source}"),
        (ServeError::Runtime(source), Speech::English) => format!("the system gives no room to begin: {source}"),
        (ServeError::Runtime(source), Speech::Chinese) => format!("系统资源不足，无法开始：{source}"),
    }
}
