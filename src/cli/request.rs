//! From the options of the command line to what the pipeline is asked for.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::SystemTime;

use jiff::civil::{DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::arguments::Common;
use super::screen::Screen;
use super::{End, environment};
use crate::diagnostics::{Diagnostics, visible};
use crate::language::{Speech, Words};
use crate::load::{FOLDERS, LoadError, SETTINGS};
use crate::parse::parse_settings;
use crate::pipeline::{Failure, Request, text_of};
use crate::publish::Place;
use crate::settings::{Settings, ZONE};
use crate::source::SourcePath;

const BAD_EPOCH: Words = Words {
    en: "the environment variable SOURCE_DATE_EPOCH is no number of seconds: ",
    zh: "环境变量 SOURCE_DATE_EPOCH 应是秒数，现在是：",
};

/// The request that `common` makes; complains where the environment is wrong.
pub(super) fn request(common: &Common, screen: Screen) -> Result<Request, End> {
    let as_of = match common.as_of {
        Some(as_of) => as_of,
        None => now(common, screen)?,
    };
    Ok(Request { site: common.site.clone(), as_of, base_url: common.base_url.clone(), skipped: skipped(common) })
}

/// Now, in the site's time zone. A zone that cannot be read is reported with the other settings.
fn now(common: &Common, screen: Screen) -> Result<DateTime, End> {
    let complain = |text: String| {
        screen.tell(&format!("{}{text}", screen.word(BAD_EPOCH)));
        End::Usage
    };
    let now = environment::now().map_err(complain)?;
    Ok(now.to_zoned(zone(common)).datetime())
}

/// The site's time zone.
pub(super) fn zone(common: &Common) -> TimeZone {
    let settings = settings(common);
    let name = settings.as_ref().map_or(ZONE, |settings| &settings.time_zone.value);
    TimeZoneDatabase::bundled().get(name).expect("parse knows the zone, and Beijing's is in the program")
}

/// When a site that was made as of `as_of` is to be made again although nobody touched a file: when something's time comes or is over,
/// and at midnight. Never, where the person or the environment says what time it is.
pub(super) fn again(common: &Common, as_of: DateTime, next_change: Option<DateTime>) -> Option<SystemTime> {
    if common.as_of.is_some() || environment::time_stands_still() {
        return None;
    }
    next_moment(as_of, next_change)?.to_zoned(zone(common)).ok().map(|moment| moment.timestamp().into())
}

fn next_moment(as_of: DateTime, next_change: Option<DateTime>) -> Option<DateTime> {
    let midnight = as_of.date().tomorrow().ok()?.to_datetime(Time::midnight());
    Some(next_change.map_or(midnight, |change| change.min(midnight)))
}

/// The settings as far as the command line needs them; their problems are reported by the build.
fn settings(common: &Common) -> Option<Settings> {
    let path = SourcePath::new(SETTINGS);
    let text = text_of(&common.site, &path)?;
    parse_settings(&path, &text, &mut Diagnostics::new())
}

/// The path of the site's web address: `/`, `/rd/`.
pub(super) fn base_path(common: &Common) -> String {
    let written = || Some(settings(common)?.base_url?.value.to_string());
    let url = common.base_url.clone().or_else(written).unwrap_or_default();
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    if path.trim_matches('/').is_empty() { "/".to_owned() } else { format!("/{}/", path.trim_matches('/')) }
}

/// The output folder, from the site's folder.
pub(super) fn out(common: &Common) -> PathBuf {
    if common.site.as_os_str() == "." { common.out.clone() } else { common.site.join(&common.out) }
}

/// Where to publish, and what must not be touched.
pub(super) fn place(common: &Common) -> Place {
    let sources = FOLDERS.iter().chain([&SETTINGS]).map(|name| common.site.join(name)).collect();
    Place { out: out(common), site: common.site.clone(), sources, home: environment::home() }
}

/// The output, should it lie in the site, is no input.
fn skipped(common: &Common) -> Vec<PathBuf> {
    out(common).canonicalize().into_iter().collect()
}

/// Says what the machine could not do.
pub(super) fn failed(failure: &Failure, screen: Screen) -> End {
    screen.tell(&failure_text(failure, screen.speech));
    End::Machine
}

/// What the machine could not do.
pub(super) fn failure_text(failure: &Failure, speech: Speech) -> String {
    match failure {
        Failure::Publish(error) => format!("{}\n{}", error.message(speech), error.hint(speech)),
        Failure::Load(error) => unread(error, speech),
    }
}

/// Why the site's folder cannot be read.
pub(super) fn unread(error: &LoadError, speech: Speech) -> String {
    let LoadError::Folder { path, source } = error;
    let path = path.to_string_lossy();
    let path = visible(&path);
    match (source.kind(), speech) {
        (ErrorKind::NotFound, Speech::English) => format!("there is no folder `{path}`"),
        (ErrorKind::NotFound, Speech::Chinese) => format!("没有文件夹 `{path}`"),
        (ErrorKind::PermissionDenied, Speech::English) => format!("no permission to read the folder `{path}`"),
        (ErrorKind::PermissionDenied, Speech::Chinese) => format!("没有权限读取文件夹 `{path}`"),
        (_, Speech::English) => format!("the folder `{path}` cannot be read: {source}"),
        (_, Speech::Chinese) => format!("无法读取文件夹 `{path}`：{source}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_made_again_at_midnight_or_when_something_changes_before() {
        let moment = |text: &str| text.parse::<DateTime>().expect("a moment");
        let now = moment("2026-06-01T12:00");
        assert_eq!(next_moment(now, None), Some(moment("2026-06-02T00:00")));
        assert_eq!(next_moment(now, Some(moment("2026-06-01T12:30"))), Some(moment("2026-06-01T12:30")));
        assert_eq!(next_moment(now, Some(moment("2026-07-01T12:30"))), Some(moment("2026-06-02T00:00")));
    }
}
