//! `wanjia serve`: shows the site while it is written.

use std::time::Duration;

use super::End;
use super::arguments::Common;
use super::meter::Meter;
use super::request::{base_path, failure_text, request};
use super::screen::Screen;
use super::summary::{duration, problem_counts};
use crate::language::Speech;
use crate::pipeline::{Outcome, Rendering, Workshop};
use crate::publish::Memory;
use crate::serve::{Event, Made, ServeError, ServeOptions, Touched, serve};

pub(super) fn run(common: &Common, screen: Screen) -> End {
    if let Err(end) = request(common, screen) {
        return end;
    }
    let options =
        ServeOptions { site: common.site.clone(), host: None, port: common.port, base_path: base_path(common), speech: screen.speech };
    let mut workshop = Workshop::default();
    let make = |memory: Memory, _withheld: Memory, touched: &Touched| make(&mut workshop, common, memory, touched, screen);
    match serve(&options, make, |event| told(event, common, screen)) {
        Ok(()) => End::Fine,
        Err(error) => {
            screen.tell(&sentence(&error, screen.speech));
            End::Machine
        }
    }
}

/// Makes the site in memory, as of now.
fn make(workshop: &mut Workshop, common: &Common, memory: Memory, touched: &Touched, screen: Screen) -> Made {
    let Ok(request) = request(common, screen) else { unreachable!("it was good at the start, and the environment does not change") };
    let meter = Meter::new(screen.speech);
    let outcome = workshop.build(&request, touched.paths(), &memory, Rendering::WhenSound, &meter);
    meter.clear();
    let good = outcome.as_ref().is_ok_and(|outcome| !outcome.diagnostics.has_errors());
    Made {
        site: good.then_some(memory),
        withheld: None,
        again: None,
        outcome: outcome.map_err(|failure| failure_text(&failure, screen.speech)),
    }
}

fn told(event: Event<'_>, common: &Common, screen: Screen) {
    match event {
        Event::Listening { url, moved } => listening(&url, moved, common.port, screen),
        Event::Polling(reason) => screen.tell(&match screen.speech {
            Speech::English => format!("the system does not report changes ({reason}), so files are looked at every second"),
            Speech::Chinese => format!("系统不能报告文件变动（{reason}），改为每秒查看一次"),
        }),
        Event::Made { made, took, .. } => match &made.outcome {
            Ok(outcome) => told_made(outcome, took, common, screen),
            Err(failure) => screen.tell(failure),
        },
        Event::Ended => screen.tell(match screen.speech {
            Speech::English => "Ended",
            Speech::Chinese => "已结束",
        }),
    }
}

fn listening(url: &str, moved: bool, wanted: u16, screen: Screen) {
    if moved {
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

fn told_made(outcome: &Outcome, took: Duration, common: &Common, screen: Screen) {
    screen.problems(&outcome.diagnostics, &common.site);
    let (made, took, problems) = (outcome.made, duration(took, screen.speech), problem_counts(&outcome.diagnostics, screen.speech));
    let stays = outcome.diagnostics.has_errors();
    screen.tell(&match (screen.speech, stays) {
        (Speech::English, false) => format!("{made} made anew · {took} · {problems}"),
        (Speech::English, true) => format!("the last good pages stay · {took} · {problems}"),
        (Speech::Chinese, false) => format!("重新生成 {made} 个文件 · {took} · {problems}"),
        (Speech::Chinese, true) => format!("改好之前仍显示上一次的页面 · {took} · {problems}"),
    });
}

fn sentence(error: &ServeError, speech: Speech) -> String {
    match speech {
        Speech::English => format!("cannot show the site: {error}"),
        Speech::Chinese => format!("无法预览：{error}"),
    }
}
