//! What the terminal says while the site is made again and again: one calm line a round, and every problem once.

use std::path::PathBuf;
use std::time::Duration;

use super::screen::Screen;
use super::summary::{duration, problem_counts};
use crate::diagnostics::{Diagnostic, Diagnostics, visible};
use crate::language::{Speech, Words};
use crate::plan::address::Address;
use crate::serve::{Blindness, Cause, Look};

/// Keeps in mind what it said.
#[derive(Debug)]
pub(super) struct Calm {
    screen: Screen,
    site: PathBuf,
    /// The problems of the last round.
    told: Diagnostics,
}

/// What came of a round.
#[derive(Debug)]
pub(super) struct News<'a> {
    /// Why and where something was looked at.
    pub(super) look: &'a Look,
    /// The files of the site that changed; `None` when errors forbade it.
    pub(super) changed: Option<Vec<&'a Address>>,
    /// Everything that is wrong.
    pub(super) diagnostics: &'a Diagnostics,
    /// How long it took.
    pub(super) took: Duration,
    /// What is said of the site while there are errors.
    pub(super) stays: Words,
}

const ENDED: Words = Words { en: "Ended", zh: "已结束" };
const NO_PROBLEMS: Words = Words { en: "no problems", zh: "没有问题" };

impl Calm {
    /// Has said nothing yet about the site in the folder `site`.
    pub(super) fn new(screen: Screen, site: PathBuf) -> Self {
        Self { screen, site, told: Diagnostics::new() }
    }

    /// Tells of a round: the problems that are new, then one line.
    pub(super) fn round(&mut self, news: &News<'_>) {
        let mut new = Diagnostics::new();
        let is_new = |problem: &&Diagnostic| !self.told.iter().any(|known| known == *problem);
        news.diagnostics.iter().filter(is_new).for_each(|problem| new.push(problem.clone()));
        self.screen.problems(&new, &[], &self.site);
        self.told = news.diagnostics.clone();
        self.screen.tell(&self.line(news));
    }

    /// Whether the round has brought other problems than the last one.
    pub(super) fn is_news(&self, diagnostics: &Diagnostics) -> bool {
        !self.told.iter().eq(diagnostics.iter())
    }

    /// Tells why files are looked at every second, and what to raise.
    pub(super) fn polling(&self, why: &Blindness) {
        self.screen.tell(&polling(why, self.screen.speech));
    }

    /// Tells of the end.
    pub(super) fn ended(&self) {
        self.screen.tell(self.screen.word(ENDED));
    }

    fn line(&self, news: &News<'_>) -> String {
        let speech = self.screen.speech;
        let site = match &news.changed {
            None => news.stays.say(speech).to_owned(),
            Some(changed) => pages(changed, news.look.cause, speech),
        };
        let problems = match news.diagnostics.is_empty() {
            true => NO_PROBLEMS.say(speech).to_owned(),
            false => problem_counts(news.diagnostics, speech),
        };
        [what(news.look, speech), site, duration(news.took, speech), problems].join(" · ")
    }
}

/// What was touched.
fn what(look: &Look, speech: Speech) -> String {
    let words = match look.cause {
        Cause::Beginning => Words { en: "the whole site", zh: "整个网站" },
        Cause::Time => Words { en: "a new day, or something's time has come", zh: "到了新的一天或预定的时间" },
        Cause::Saved | Cause::Idle => Words { en: "the site's folder", zh: "网站文件夹" },
    };
    let Some((name, more)) = look.names() else { return words.say(speech).to_owned() };
    let name = visible(&name);
    match (speech, more) {
        (_, 0) => name.into_owned(),
        (Speech::English, more) => format!("{name} and {more} more"),
        (Speech::Chinese, more) => format!("{name} 等 {} 个文件", more + 1),
    }
}

/// How many pages changed; where none did, how many other files.
fn pages(changed: &[&Address], cause: Cause, speech: Speech) -> String {
    let pages = changed.iter().filter(|address| address.as_str().ends_with(".html")).count();
    let (count, en, zh) = if pages > 0 || changed.is_empty() { (pages, "page", "页面") } else { (changed.len(), "file", "文件") };
    let plural = if count == 1 { "" } else { "s" };
    match (speech, cause) {
        (Speech::English, Cause::Beginning) => format!("{count} {en}{plural}"),
        (Speech::English, Cause::Saved | Cause::Idle | Cause::Time) => format!("{count} {en}{plural} changed"),
        (Speech::Chinese, Cause::Beginning) => format!("{count} 个{zh}"),
        (Speech::Chinese, Cause::Saved | Cause::Idle | Cause::Time) => format!("更新 {count} 个{zh}"),
    }
}

fn polling(why: &Blindness, speech: Speech) -> String {
    let (en, zh) = match why {
        Blindness::Asked => ("as you asked".to_owned(), "按你的要求".to_owned()),
        Blindness::Remote => {
            ("on a network drive the system does not hear of every change".to_owned(), "网络磁盘上的变动，系统不一定能知道".to_owned())
        }
        Blindness::Watches => (
            "the system lets no more folders be watched; raise the setting `fs.inotify.max_user_watches`".to_owned(),
            "系统允许监视的文件夹数已用完，可调高系统设置 `fs.inotify.max_user_watches`".to_owned(),
        ),
        Blindness::Instances => (
            "too many programs watch files already; raise the setting `fs.inotify.max_user_instances`".to_owned(),
            "监视文件的程序太多，可调高系统设置 `fs.inotify.max_user_instances`".to_owned(),
        ),
        Blindness::Other(reason) => (format!("the system does not report changes ({reason})"), format!("系统不能报告文件变动（{reason}）")),
    };
    match speech {
        Speech::English => format!("files are looked at every second: {en}"),
        Speech::Chinese => format!("改为每秒查看一次文件：{zh}"),
    }
}
