//! Small values that many pages show in the same way.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::desk::Desk;
use crate::date::Moment;
use crate::language::Words;
use crate::view::View;

/// A choice: what it is called in files, and for readers.
pub(super) fn choice(desk: &Desk<'_>, id: &'static str, words: Words) -> View {
    View::map([("id", View::from(id)), ("name", View::from(desk.say(words)))])
}

/// A day.
pub(super) fn date(date: Date) -> View {
    day(date, date.to_string(), date.to_string())
}

/// A day that may be missing.
pub(super) fn maybe_date(day: Option<Date>) -> View {
    day.map_or(View::Nothing, date)
}

/// A day, perhaps with a time in the site's zone.
pub(super) fn moment(zone: &TimeZone, moment: Moment) -> View {
    let datetime = match moment.time {
        Some(_) => zoned(moment.datetime(), zone, "%Y-%m-%dT%H:%M%:z"),
        None => moment.date.to_string(),
    };
    day(moment.date, datetime, moment.iso())
}

fn day(date: Date, datetime: String, stamp: String) -> View {
    View::map([
        ("iso", View::from(date.to_string())),
        ("datetime", View::from(datetime)),
        ("stamp", View::from(stamp)),
        ("text", View::from(format!("{}年{}月{}日", date.year(), date.month(), date.day()))),
        ("short", View::from(format!("{}月{}日", date.month(), date.day()))),
        ("month", View::from(format!("{}年{}月", date.year(), date.month()))),
        ("year", View::from(date.year().to_string())),
        ("day", View::from(date.day().to_string())),
        ("weekday", View::from(weekday(date.weekday()))),
    ])
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

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}
