//! `wanjia build --watch`: publishes the site again and again while it is written.

use std::time::Instant;

use super::End;
use super::arguments::{BuildOptions, Common};
use super::build::publish;
use super::calm::{Calm, News};
use super::request::{again, failure_text, request};
use super::screen::Screen;
use super::serve::sentence;
use crate::language::Words;
use crate::pipeline::{Failure, Published};
use crate::plan::address::Address;
use crate::publish::Changes;
use crate::serve::{Cause, Event, Look, Next, watch};

const STAYS: Words = Words { en: "nothing was published", zh: "没有发布" };
const WATCHING: Words =
    Words { en: "Published again at every save; Ctrl-C ends it", zh: "每次保存后重新发布，按 Ctrl-C 结束" };

pub(super) fn run(common: &Common, options: BuildOptions, screen: Screen) -> End {
    let calm = Calm::new(screen, common.site.clone());
    let state = std::cell::RefCell::new(State { calm, failure: None });
    screen.tell(screen.word(WATCHING));
    let make = |look: &Look| make(&mut state.borrow_mut(), common, options, look, screen);
    let ended = watch(&common.site, options.poll, make, |event| match event {
        Event::Polling(why) => state.borrow().calm.polling(&why),
        Event::Ended => state.borrow().calm.ended(),
        Event::Listening { .. } | Event::Made { .. } => {}
    });
    match ended {
        Ok(()) => End::Fine,
        Err(error) => {
            screen.tell(&sentence(&error, screen.speech));
            End::Machine
        }
    }
}

/// What was said last.
struct State {
    calm: Calm,
    failure: Option<String>,
}

/// Publishes once, and tells of it when something is different.
fn make(state: &mut State, common: &Common, options: BuildOptions, look: &Look, screen: Screen) -> Next {
    let began = Instant::now();
    let Ok(request) = request(common, screen) else { unreachable!("it was good at the start, and the environment does not change") };
    let published = publish(&request, common, options, screen);
    let next_change = published.as_ref().ok().and_then(|published| published.outcome.next_change);
    let next = Next { again: again(common, request.as_of, next_change), failed: published.is_err() };
    match published {
        Ok(published) => {
            state.failure = None;
            tell(&mut state.calm, &published, look, began);
        }
        Err(failure) => state.fail(&failure, screen),
    }
    next
}

fn tell(calm: &mut Calm, published: &Published, look: &Look, began: Instant) {
    let Published { outcome, changes } = published;
    let saved_in_vain = changes.is_none() && look.cause == Cause::Saved;
    let different = changes.as_ref().is_some_and(|changes| !changes.is_nothing()) || calm.is_news(&outcome.diagnostics);
    if !different && !saved_in_vain && look.cause != Cause::Beginning {
        return;
    }
    let changed = changes.as_ref().map(addresses);
    calm.round(&News { look, changed, diagnostics: &outcome.diagnostics, took: began.elapsed(), stays: STAYS });
}

fn addresses(changes: &Changes) -> Vec<&Address> {
    changes.added.iter().chain(&changes.changed).chain(&changes.removed).collect()
}

impl State {
    /// A failure that lasts is told once.
    fn fail(&mut self, failure: &Failure, screen: Screen) {
        let text = failure_text(failure, screen.speech);
        if self.failure.as_ref() != Some(&text) {
            screen.tell(&text);
        }
        self.failure = Some(text);
    }
}
