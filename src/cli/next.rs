//! `wanjia next`: when the site will change by itself, and how to let the machine build it then.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::json;

use super::arguments::{Common, Format, NextOptions};
use super::request::{failed, out, request, zone};
use super::screen::Screen;
use super::{End, environment};
use crate::diagnostics::visible;
use crate::language::{Speech, Words};
use crate::pipeline;
use crate::plan::{Change, Coming};

/// Names of a list that are shown.
const MOST_NAMES: usize = 3;

const NOTHING: Words = Words { en: "Nothing changes by itself in these days.", zh: "这些天没有会自己变的内容。" };
const UNSOUND: Words = Words {
    en: "The site has errors: it is not published until they are mended. `wanjia check` tells them.",
    zh: "网站内容有错误，改好前不会发布。请用 wanjia check 查看。",
};
const CRON: Words = Words { en: "To build it then, for `crontab -e`:", zh: "到时自动生成，写进 `crontab -e`：" };
const WINDOWS: Words = Words { en: "On Windows, once in a command prompt:", zh: "Windows 上，在命令提示符里运行一次：" };

pub(super) fn run(common: &Common, options: NextOptions, screen: Screen) -> End {
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let last = request.as_of.date().saturating_add(i32::from(options.days).days());
    let (coming, problems) = match pipeline::coming(&request, last) {
        Ok(told) => told,
        Err(failure) => return failed(&failure, screen),
    };
    let Some(coming) = coming else {
        screen.problems(&problems, &[], &common.site);
        return End::Problems;
    };
    let plan = Plan::new(common, &coming, screen.speech);
    match screen.format {
        Format::Json => screen.say(&json(&coming, &plan, common, request.as_of)),
        // These are forms of problems, and there is no problem to tell.
        Format::Human | Format::Sarif | Format::Github | Format::Html => human(&coming, &plan, screen),
    }
    if problems.has_errors() {
        screen.tell(screen.word(UNSOUND));
    }
    End::Fine
}

fn human(coming: &[Coming], plan: &Plan, screen: Screen) {
    if coming.is_empty() {
        screen.say(screen.word(NOTHING));
    }
    for one in coming {
        screen.say(&line(one, screen.speech));
    }
    screen.say(&format!("\n{}\n{}", screen.word(CRON), plan.cron.join("\n")));
    screen.say(&format!("\n{}\n{}", screen.word(WINDOWS), plan.schtasks.join("\n")));
}

/// `2026-03-06 08:00  is published: …`
fn line(one: &Coming, speech: Speech) -> String {
    let (comma, colon, more) = match speech {
        Speech::English => (", ", ": ", format!(" and {} more", one.what.len().saturating_sub(MOST_NAMES))),
        Speech::Chinese => ("、", "：", format!("等{}个站", one.what.len())),
    };
    let names: Vec<&str> = one.what.iter().take(MOST_NAMES).map(String::as_str).collect();
    let names = visible(&names.join(comma)).into_owned();
    let more = if one.what.len() > MOST_NAMES { more } else { String::new() };
    let names = if names.is_empty() { names } else { format!("{colon}{names}{more}") };
    let file = one.file.as_ref().filter(|_| one.change != Change::Receives);
    let file = file.map_or_else(String::new, |file| format!("  ({})", visible(file.as_str())));
    format!("{}  {}{names}{file}", minute(one.at), one.change.words().say(speech))
}

fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

fn json(coming: &[Coming], plan: &Plan, common: &Common, as_of: DateTime) -> String {
    let changes = coming.iter().map(|one| {
        let file = one.file.as_ref().map(|file| file.as_str());
        json!({ "at": minute(one.at), "change": one.change.id(), "what": one.what, "file": file })
    });
    let value = json!({
        "as_of": minute(as_of),
        "time_zone": zone(common).iana_name(),
        "next": coming.first().map(|one| minute(one.at)),
        "changes": changes.collect::<Vec<_>>(),
        "cron": plan.cron,
        "schtasks": plan.schtasks,
    });
    serde_json::to_string_pretty(&value).expect("texts can be written")
}

/// Lines for the machine's own timetable.
struct Plan {
    cron: Vec<String>,
    schtasks: Vec<String>,
}

impl Plan {
    /// A build a minute after every time of day at which something changes, and soon after midnight; in the machine's own time zone.
    fn new(common: &Common, coming: &[Coming], speech: Speech) -> Self {
        let here = environment::zone();
        let (zone, day) = (zone(common), coming.first().map_or(DateTime::constant(2026, 1, 1, 0, 0, 0, 0), |one| one.at).date());
        let midnight = day.to_datetime(Time::midnight());
        let times: BTreeSet<Time> =
            coming.iter().map(|one| one.at).chain([midnight]).filter_map(|at| on_this_machine(at, &zone, &here)).collect();
        let program = environment::program().unwrap_or_else(|| PathBuf::from("wanjia"));
        let (site, out) = (environment::whole(&common.site), environment::whole(&out(common)));
        let words = |quote: fn(&Path) -> String| {
            let lang = match speech {
                Speech::English => "en",
                Speech::Chinese => "zh",
            };
            format!("{} build --site {} --out {} --lang {lang}", quote(&program), quote(&site), quote(&out))
        };
        let (unix, windows) = (words(for_shell).replace('%', "\\%"), words(for_windows));
        let mut by_minute: BTreeMap<i8, Vec<String>> = BTreeMap::new();
        for time in &times {
            by_minute.entry(time.minute()).or_default().push(time.hour().to_string());
        }
        let cron = by_minute.iter().map(|(minute, hours)| format!("{minute} {} * * *  {unix}", hours.join(",")));
        let schtasks = times.iter().map(|time| {
            let (hour, minute) = (time.hour(), time.minute());
            format!("schtasks /Create /F /TN \"wanjia-{hour:02}{minute:02}\" /SC DAILY /ST {hour:02}:{minute:02} /TR \"{windows}\"")
        });
        Self { cron: cron.collect(), schtasks: schtasks.collect() }
    }
}

/// The time of day of `at`, which is meant in the site's `zone`, a minute later in the zone of this machine.
fn on_this_machine(at: DateTime, zone: &TimeZone, here: &TimeZone) -> Option<Time> {
    let moment = at.to_zoned(zone.clone()).ok()?.with_time_zone(here.clone());
    Some(moment.datetime().checked_add(1.minutes()).ok()?.time())
}

fn for_shell(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'));
    if is_plain { text.into_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn for_windows(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text.contains(' ') { format!("\\\"{text}\\\"") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_spaces_and_quotes() {
        assert_eq!(for_shell(Path::new("/srv/rd/站 点/it's")), "'/srv/rd/站 点/it'\\''s'");
        assert_eq!(for_shell(Path::new("/srv/rd/site")), "/srv/rd/site");
        assert_eq!(for_windows(Path::new("C:\\rd\\my site")), "\\\"C:\\rd\\my site\\\"");
    }

    #[test]
    fn times_are_those_of_this_machine() {
        let zone = |hours| TimeZone::fixed(jiff::tz::offset(hours));
        let at = DateTime::constant(2026, 3, 6, 8, 0, 0, 0);
        let time = on_this_machine(at, &zone(8), &zone(0));
        assert_eq!(time, Some(Time::constant(0, 1, 0, 0)));
    }
}
