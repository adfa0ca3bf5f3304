//! The only reader of the environment and of the clock.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::language::Speech;

/// The words of the command line, the program's name first.
pub(super) fn arguments() -> Vec<OsString> {
    env::args_os().collect()
}

/// The language of the person at the machine, by `LC_ALL`, `LC_MESSAGES`, `LANG`; without them Chinese on Windows, where a
/// locale is not in the environment, and English elsewhere.
pub(super) fn speech() -> Speech {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty());
    speech_of(locale.as_deref(), cfg!(windows))
}

fn speech_of(locale: Option<&str>, windows: bool) -> Speech {
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Speech::Chinese,
        None if windows => Speech::Chinese,
        Some(_) | None => Speech::English,
    }
}

/// The home folder of the person at the machine.
pub(super) fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| !home.as_os_str().is_empty())
}

/// The time zone of this machine; that of Greenwich where it does not say.
pub(super) fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

/// The file of this program.
pub(super) fn program() -> Option<PathBuf> {
    env::current_exe().ok()
}

/// The whole path of `path`, without a change of folder in it.
pub(super) fn whole(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.components().collect()
}

/// The instant that counts as now: `SOURCE_DATE_EPOCH` (whole seconds since 1970), else the clock. An unreadable variable is
/// given back as it stands.
pub(super) fn now() -> Result<Timestamp, String> {
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => instant(&seconds).ok_or(seconds),
        Err(_) => Ok(Timestamp::now()),
    }
}

/// The second since 1970 by the clock, whatever counts as now: for what is heard from outside.
pub(super) fn clock() -> i64 {
    Timestamp::now().as_second()
}

/// Whether now is always the same instant.
pub(super) fn time_stands_still() -> bool {
    env::var_os("SOURCE_DATE_EPOCH").is_some()
}

fn instant(seconds: &str) -> Option<Timestamp> {
    Timestamp::from_second(seconds.trim().parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_the_language() {
        for chinese in ["zh_CN.UTF-8", "zh", "zh_TW", "ZH_cn"] {
            assert_eq!(speech_of(Some(chinese), false), Speech::Chinese, "{chinese}");
        }
        for english in ["C", "POSIX", "en_US.UTF-8", "de_DE"] {
            assert_eq!(speech_of(Some(english), true), Speech::English, "{english}");
        }
        assert_eq!(speech_of(None, true), Speech::Chinese);
        assert_eq!(speech_of(None, false), Speech::English);
    }

    #[test]
    fn the_given_instant_must_be_a_number() {
        assert_eq!(instant("1790000000").map(|t| t.to_string()), Some("2026-09-21T14:13:20Z".to_owned()));
        assert_eq!(instant("yesterday"), None);
    }
}
