//! `wanjia serve`: shows the site while it is written.

use super::End;
use super::arguments::{Common, ServeArguments};
use super::calm::{Calm, News};
use super::meter::Meter;
use super::request::{again, base_path, failure_text, request};
use super::screen::Screen;
use crate::language::{Speech, Words};
use crate::pipeline::{Rendering, Workshop};
use crate::publish::Memory;
use crate::serve::{Event, Look, Made, ServeError, ServeOptions, serve};

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
    };
    let mut workshop = Workshop::new();
    let mut calm = Calm::new(screen, common.site.clone());
    let make = |site: Memory, withheld: Memory, look: &Look| make(&mut workshop, common, (site, withheld), look, screen);
    match serve(&server, make, |event| told(event, common, options, screen, &mut calm)) {
        Ok(()) => End::Fine,
        Err(error) => {
            screen.tell(&sentence(&error, screen.speech));
            End::Machine
        }
    }
}

/// Makes the site in memory, as of now.
fn make(workshop: &mut Workshop, common: &Common, (site, withheld): (Memory, Memory), look: &Look, screen: Screen) -> Made {
    let Ok(request) = request(common, screen) else { unreachable!("it was good at the start, and the environment does not change") };
    let meter = Meter::new(screen.speech);
    let outcome = workshop.build(&request, look.touched.paths(), &site, Rendering::WhenSound, &meter);
    meter.clear();
    let good = outcome.as_ref().ok().filter(|outcome| !outcome.diagnostics.has_errors());
    let hidden = good.map(|good| good.withheld.iter().map(|withheld| withheld.path.clone()).collect());
    // What stands in the way of a page that is not published anyway is told when it is to be published.
    let previewed = hidden.is_some_and(|hidden| workshop.preview(&request, &hidden, &withheld).is_ok());
    Made {
        site: good.is_some().then_some(site),
        withheld: previewed.then_some(withheld),
        again: again(common, request.as_of, outcome.as_ref().ok().and_then(|outcome| outcome.next_change)),
        outcome: outcome.map_err(|failure| failure_text(&failure, screen.speech)),
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

/// Why the loop could not begin.
pub(super) fn sentence(error: &ServeError, speech: Speech) -> String {
    match speech {
        Speech::English => format!("cannot show the site: {error}"),
        Speech::Chinese => format!("无法预览：{error}"),
    }
}
