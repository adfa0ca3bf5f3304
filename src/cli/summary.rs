//! The last lines of a build or a check, in words that an editor uses.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use crate::diagnostics::{Diagnostics, Severity, Waived, visible};
use crate::external::{Answer, Asked};
use crate::language::{Language, Speech};
use crate::model::{Reason, Untranslated, Withheld};
use crate::pipeline::Outcome;
use crate::plan::address::Address;
use crate::publish::{Changes, Mode};
use crate::rules::Age;
use crate::source::without_index;

/// Names of a long list that are shown.
const MOST_NAMES: usize = 20;

/// Files with the most untranslated texts that are shown.
const MOST_UNTRANSLATED: usize = 3;

/// What a build did, or would do.
pub(super) struct Built<'a> {
    /// What came of it.
    pub(super) outcome: &'a Outcome,
    /// What changed in the published site.
    pub(super) changes: &'a Changes,
    /// Where it stands.
    pub(super) out: &'a Path,
    /// Whether it was published.
    pub(super) mode: Mode,
}

/// After a build that published, or would have.
pub(super) fn built(built: &Built<'_>, took: Duration, speech: Speech) -> String {
    let mut text = Summary { text: String::new(), speech };
    let folder = visible(&built.out.to_string_lossy()).into_owned();
    match built.mode {
        Mode::Publish if built.changes.is_nothing() => {
            text.line(&format!("Nothing has changed in {folder}"), &format!("网站没有变化：{folder}"));
        }
        Mode::Publish => text.line(&format!("The website is in {folder}"), &format!("网站已生成：{folder}")),
        Mode::DryRun => {
            text.line("A dry run: nothing was published", "这是试运行，没有发布");
            text.addresses(built.changes);
        }
    }
    text.counts(built.changes);
    text.moved(&built.changes.moved);
    text.withheld(&built.outcome.withheld);
    text.untranslated(&built.outcome.untranslated);
    text.mourning(built.outcome.mourning);
    text.foreign(&built.changes.foreign);
    text.problems(&built.outcome.diagnostics);
    text.took(took);
    text.text
}

/// After a build whose content has errors.
pub(super) fn unpublished(diagnostics: &Diagnostics, took: Duration, speech: Speech) -> String {
    let mut text = Summary { text: String::new(), speech };
    text.problems(diagnostics);
    text.line("Nothing was published; the website that stands is untouched", "没有发布；原来的网站没有改动");
    text.took(took);
    text.text
}

/// With what a check was compared.
pub(super) enum Compared {
    /// With nothing: everything was asked for.
    Not,
    /// With nothing: a published site was not found in this folder, or nothing is known of how it was made.
    WithNothing(PathBuf),
    /// With the published site; so many problems are left out.
    LeftOut(usize),
}

/// After a check.
pub(super) fn checked(outcome: &Outcome, compared: &Compared, asked: Option<&Asked>, took: Duration, speech: Speech) -> String {
    let mut text = Summary { text: String::new(), speech };
    let files = outcome.files;
    if outcome.diagnostics.is_empty() && matches!(compared, Compared::LeftOut(_)) {
        text.line("No new problem since the site was published", "上次发布以后没有新的问题");
    } else if outcome.diagnostics.is_empty() {
        text.line(&format!("No problem in a site of {}", many(files, "file")), &format!("网站共 {files} 个文件，没有发现问题"));
    } else {
        text.problems(&outcome.diagnostics);
    }
    text.compared(compared);
    if let Some(asked) = asked {
        text.asked(asked);
    }
    text.waived(&outcome.waived);
    text.withheld(&outcome.withheld);
    text.untranslated(&outcome.untranslated);
    text.mourning(outcome.mourning);
    text.ages(&outcome.ages);
    text.took(took);
    text.text
}

/// The numbers of errors and warnings, in words.
pub(super) fn problem_counts(diagnostics: &Diagnostics, speech: Speech) -> String {
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    match speech {
        Speech::English => format!("{}, {}", many(errors, "error"), many(warnings, "warning")),
        Speech::Chinese => format!("{errors} 个错误，{warnings} 个警告"),
    }
}

/// Seconds with one decimal, or milliseconds.
pub(super) fn duration(took: Duration, speech: Speech) -> String {
    let (short, milliseconds, seconds) = (took.as_millis() < 1000, took.as_millis(), took.as_secs_f64());
    match (speech, short) {
        (Speech::English, true) => format!("{milliseconds} ms"),
        (Speech::English, false) => format!("{seconds:.1} s"),
        (Speech::Chinese, true) => format!("{milliseconds} 毫秒"),
        (Speech::Chinese, false) => format!("{seconds:.1} 秒"),
    }
}

fn many(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn is_page(address: &Address) -> bool {
    address.as_str().ends_with(".html")
}

struct Summary {
    text: String,
    speech: Speech,
}

impl Summary {
    fn line(&mut self, en: &str, zh: &str) {
        let line = match self.speech {
            Speech::English => en,
            Speech::Chinese => zh,
        };
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    fn counts(&mut self, changes: &Changes) {
        let pages = |addresses: &[Address]| addresses.iter().filter(|address| is_page(address)).count();
        let (new, changed, gone) = (pages(&changes.added), pages(&changes.changed), pages(&changes.removed));
        if !changes.is_nothing() {
            self.line(
                &format!("Pages: {new} new, {changed} changed, {gone} withdrawn"),
                &format!("页面：新增 {new}，更新 {changed}，撤下 {gone}"),
            );
        }
        let (new, changed, gone) = (changes.added.len() - new, changes.changed.len() - changed, changes.removed.len() - gone);
        if new + changed + gone > 0 {
            self.line(
                &format!("Pictures and other files: {new} new, {changed} changed, {gone} withdrawn"),
                &format!("图片等其他文件：新增 {new}，更新 {changed}，撤下 {gone}"),
            );
        }
        self.line(&format!("Kept as they were: {}", many(changes.kept, "file")), &format!("未变：{} 个文件", changes.kept));
    }

    /// Old links to a page that moved are dead until its file names the old address.
    fn moved(&mut self, moved: &[(Address, Address)]) {
        if moved.is_empty() {
            return;
        }
        self.line(
            "Moved, so that old links are dead; add the old address to the file of the new page:",
            "这些页面换了网址，旧链接会失效；请在新页面的文件里补上旧网址：",
        );
        for (old, new) in moved.iter().take(MOST_NAMES) {
            let [old, new] = [old, new].map(|address| format!("/{}", visible(without_index(address.as_str()))));
            let line = format!("  {old} → {new}  aliases: [{old}]");
            self.line(&line, &line);
        }
        self.rest(moved.len());
    }

    fn addresses(&mut self, changes: &Changes) {
        let lists = [("+", &changes.added), ("~", &changes.changed), ("-", &changes.removed)];
        for (sign, addresses) in lists {
            for address in addresses {
                let line = format!("  {sign} {}", visible(address.as_str()));
                self.line(&line, &line);
            }
        }
    }

    /// How many addresses of other sites were asked, and of which nothing can be said.
    fn asked(&mut self, asked: &Asked) {
        let (all, now) = (asked.answers.len(), asked.now);
        let known = all - now;
        self.line(
            &format!("Addresses on other sites: {all}; {now} were asked now, {known} lately"),
            &format!("外站网址 {all} 个：这次询问 {now} 个，不久前问过 {known} 个"),
        );
        if asked.is_offline {
            self.line(
                "None of the other sites can be reached, so this computer seems to have no network; nothing is said of them",
                "所有外站都连不上，看来这台电脑没有联网；这次不提示外站链接的问题",
            );
        }
        let count = |what: Answer| asked.answers.values().filter(|answer| **answer == what).count();
        let (busy, private) = (count(Answer::Busy), count(Answer::Private));
        if busy > 0 {
            self.line(
                &format!("Did not want to be asked now, so that nothing is known of them: {busy}"),
                &format!("对方暂时不接受询问，不知道好坏：{busy} 个"),
            );
        }
        if private > 0 {
            self.line(
                &format!("In a private network, and not asked unless `allowed_hosts` names them: {private}"),
                &format!("在内部网络里，没有询问（写进 `allowed_hosts` 可信网站的才问）：{private} 个"),
            );
        }
    }

    fn compared(&mut self, compared: &Compared) {
        match compared {
            Compared::Not | Compared::LeftOut(0) => {}
            Compared::WithNothing(out) => {
                let out = visible(&out.to_string_lossy()).into_owned();
                self.line(
                    &format!("It is not known from what a site in {out} was made, so that every problem is shown"),
                    &format!("不知道 {out} 里的网站是由哪些文件生成的（没有发布过，或记录已删除），所以列出全部问题"),
                );
            }
            Compared::LeftOut(count) => self.line(
                &format!("Not shown: {} in files that have not changed since the site was published", many(*count, "warning")),
                &format!("没有列出：{count} 个警告，文件在上次发布以后没有改动"),
            ),
        }
    }

    /// What was let pass, by whom, why and until when.
    fn waived(&mut self, waived: &[Waived]) {
        if waived.is_empty() {
            return;
        }
        let count = waived.len();
        self.line(&format!("Let pass: {}", many(count, "problem")), &format!("已放行 {count} 处："));
        for one in waived {
            let (span, code, until) = (&one.problem.span, one.problem.code.id(), one.until);
            let (place, reason, name) = (visible(span.path.as_str()), visible(&one.reason), visible(&one.name));
            let line = span.line.max(1);
            self.line(
                &format!("  {place}:{line} {code}: {reason} ({name}, until {until})"),
                &format!("  {place}:{line} {code}：{reason}（{name}，至 {until}）"),
            );
        }
    }

    fn withheld(&mut self, withheld: &[Withheld]) {
        if withheld.is_empty() {
            return;
        }
        let count = withheld.len();
        self.line(&format!("Withheld: {count}"), &format!("暂不发布 {count} 项："));
        for one in withheld.iter().take(MOST_NAMES) {
            let (title, path) = (visible(&one.title), visible(one.path.as_str()));
            let (en, zh) = reason(one.reason);
            self.line(&format!("  {path} ({title}): {en}"), &format!("  {path}（{title}）：{zh}"));
        }
        self.rest(count);
    }

    /// How much is left to translate, and where most of it is.
    fn untranslated(&mut self, languages: &[Untranslated]) {
        for one in languages {
            let name = Language::new(&one.language).map_or_else(String::new, |language| language.own_name().to_owned());
            let (texts, files) = (one.texts(), one.files.len());
            self.line(
                &format!("Not yet translated into {name}: {} in {}, most in:", many(texts, "text"), many(files, "file")),
                &format!("还没有译成 {name}：{files} 个文件里的 {texts} 处文字，最多的是："),
            );
            for (path, texts) in one.files.iter().take(MOST_UNTRANSLATED) {
                let path = visible(path.as_str());
                self.line(&format!("  {path}: {texts}"), &format!("  {path}：{texts}"));
            }
        }
    }

    /// How long until the home page and each column count as not kept up.
    fn ages(&mut self, ages: &[Age]) {
        for Age { column, newest, left } in ages.iter().take(MOST_NAMES) {
            let (en, zh) = match column {
                Some(name) => (format!("Column `{}`", visible(name.main())), format!("栏目“{}”", visible(name.main()))),
                None => ("Home page".to_owned(), "首页".to_owned()),
            };
            let (en_left, zh_left) = match left {
                1.. => (format!("due in {}", many(usize::try_from(*left).unwrap_or(0), "day")), format!("还有 {left} 天到期")),
                ..=0 => (format!("overdue by {}", many(usize::try_from(-left).unwrap_or(0), "day")), format!("已超期 {} 天", -left)),
            };
            self.line(&format!("{en}: last added to on {newest}, {en_left}"), &format!("{zh}：{newest} 更新，{zh_left}"));
        }
    }

    fn mourning(&mut self, days: Option<(Date, Date)>) {
        if let Some((from, to)) = days {
            self.line(&format!("Mourning, without colours: {from} to {to}"), &format!("哀悼日（变灰）：{from} 至 {to}"));
        }
    }

    fn foreign(&mut self, foreign: &[String]) {
        if foreign.is_empty() {
            return;
        }
        let count = foreign.len();
        self.line(&format!("Not ours, and left as they are: {count}"), &format!("不是本程序写的，原样保留 {count} 个："));
        for name in foreign.iter().take(MOST_NAMES) {
            let line = format!("  {}", visible(name));
            self.line(&line, &line);
        }
        self.rest(count);
    }

    fn rest(&mut self, count: usize) {
        if let Some(rest) = count.checked_sub(MOST_NAMES).filter(|rest| *rest > 0) {
            self.line(&format!("  … and {rest} more"), &format!("  ……还有 {rest} 个"));
        }
    }

    fn problems(&mut self, diagnostics: &Diagnostics) {
        if !diagnostics.is_empty() {
            let (en, zh) = (problem_counts(diagnostics, Speech::English), problem_counts(diagnostics, Speech::Chinese));
            self.line(&format!("Problems: {en}"), &format!("发现问题：{zh}"));
        }
    }

    fn took(&mut self, took: Duration) {
        let (en, zh) = (duration(took, Speech::English), duration(took, Speech::Chinese));
        self.line(&format!("Time: {en}"), &format!("用时：{zh}"));
    }
}

fn reason(reason: Reason) -> (String, String) {
    let minute = |at: jiff::civil::DateTime| {
        let mut text = at.date().to_string();
        let _infallible = write!(text, " {:02}:{:02}", at.hour(), at.minute());
        text
    };
    match reason {
        Reason::Draft => ("draft".to_owned(), "草稿".to_owned()),
        Reason::Scheduled(at) => (format!("appears at {}", minute(at)), format!("定于 {} 发布", minute(at))),
        Reason::NotPublic => ("not to be made public, only counted".to_owned(), "不公开，只计件数".to_owned()),
        Reason::Expired(at) => (format!("expired at {}", minute(at)), format!("已于 {} 到期", minute(at))),
        Reason::Unsigned(fault) => (fault.say(Speech::English), fault.say(Speech::Chinese)),
    }
}
