//! Small values that many pages show in the same way.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::desk::Desk;
use super::section::say;
use crate::date::Moment;
use crate::language::{Language, Words};
use crate::view::View;

/// A choice: what it is called in files, and for readers.
pub(super) fn choice(desk: &Desk<'_>, id: &'static str, words: Words) -> View {
    View::map([("id", View::from(id)), ("name", View::from(desk.say(words)))])
}

/// Between two parts of a sentence.
pub(super) const COMMA: Words = Words { en: ", ", zh: "，" };

/// Between the names of a list.
pub(super) const LIST_COMMA: Words = Words { en: ", ", zh: "、" };

/// After what a list or number is about.
pub(super) const COLON: Words = Words { en: ": ", zh: "：" };

/// A day.
pub(super) fn date(desk: &Desk<'_>, date: Date) -> View {
    day(&desk.language, date, date.to_string(), date.to_string())
}

/// A day that may be missing.
pub(super) fn maybe_date(desk: &Desk<'_>, day: Option<Date>) -> View {
    day.map_or(View::Nothing, |day| date(desk, day))
}

/// A day, perhaps with a time in the site's zone.
pub(super) fn moment(desk: &Desk<'_>, moment: Moment) -> View {
    let datetime = match moment.time {
        Some(_) => zoned(moment.datetime(), &desk.zone, "%Y-%m-%dT%H:%M%:z"),
        None => moment.date.to_string(),
    };
    day(&desk.language, moment.date, datetime, moment.iso())
}

fn day(language: &Language, date: Date, datetime: String, stamp: String) -> View {
    View::map([
        ("iso", View::from(date.to_string())),
        ("datetime", View::from(datetime)),
        ("stamp", View::from(stamp)),
        ("text", View::from(full_day(language, date))),
        ("short", View::from(short_day(language, date))),
        ("month", View::from(month(language, date))),
        ("year", View::from(date.year().to_string())),
        ("day", View::from(date.day().to_string())),
        ("weekday", View::from(say(weekday(date.weekday()), language))),
    ])
}

/// "2026年3月5日", "5 March 2026".
pub(super) fn full_day(language: &Language, date: Date) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    if language.is_chinese() { format!("{year}年{month}月{day}日") } else { format!("{day} {} {year}", month_name(date)) }
}

/// "3月5日", "5 March".
pub(super) fn short_day(language: &Language, date: Date) -> String {
    let (month, day) = (date.month(), date.day());
    if language.is_chinese() { format!("{month}月{day}日") } else { format!("{day} {}", month_name(date)) }
}

/// "2026年3月", "March 2026".
pub(super) fn month(language: &Language, date: Date) -> String {
    let (year, month) = (date.year(), date.month());
    if language.is_chinese() { format!("{year}年{month}月") } else { format!("{} {year}", month_name(date)) }
}

/// The English names of the months.
pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month_name(date: Date) -> &'static str {
    MONTHS[usize::try_from(date.month() - 1).unwrap_or_default() % 12]
}

/// A moment for linked data: a day, with seconds and zone where the time is known.
pub(super) fn full_date(zone: &TimeZone, moment: Moment) -> String {
    match moment.time {
        Some(_) => rfc3339(moment.datetime(), zone),
        None => moment.date.to_string(),
    }
}

/// RFC 3339 in the site's time zone, for feeds.
pub(super) fn rfc3339(moment: DateTime, zone: &TimeZone) -> String {
    zoned(moment, zone, "%Y-%m-%dT%H:%M:%S%:z")
}

fn zoned(moment: DateTime, zone: &TimeZone, form: &str) -> String {
    let zoned = moment.to_zoned(zone.clone()).expect("dates lie between 1900 and 2199");
    zoned.strftime(form).to_string()
}

/// The name of a day of the week.
pub(super) fn weekday(day: Weekday) -> Words {
    match day {
        Weekday::Monday => Words { en: "Monday", zh: "星期一" },
        Weekday::Tuesday => Words { en: "Tuesday", zh: "星期二" },
        Weekday::Wednesday => Words { en: "Wednesday", zh: "星期三" },
        Weekday::Thursday => Words { en: "Thursday", zh: "星期四" },
        Weekday::Friday => Words { en: "Friday", zh: "星期五" },
        Weekday::Saturday => Words { en: "Saturday", zh: "星期六" },
        Weekday::Sunday => Words { en: "Sunday", zh: "星期日" },
    }
}
