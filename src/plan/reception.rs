//! Reception rules in words, as they are written on a station's door.

use jiff::civil::Date;

use super::values::{MONTHS, full_day, short_day};
use crate::language::Language;
use crate::model::{Frequency, ReceptionRule, Weekday};

/// How many named days one line shows.
const MOST_DAYS: usize = 4;

/// The rule in one line: "每月第一个星期二 10:30–12:30", "First Tuesday of every month 10:30–12:30"; of named days those from `today` on.
pub(super) fn text(language: &Language, rule: &ReceptionRule, today: Date) -> String {
    let days = if language.is_chinese() { chinese(rule, today) } else { english::days(language, rule, today) };
    match &rule.time {
        Some(time) => format!("{days} {}", time.replace('-', "–")),
        None => days,
    }
}

fn chinese(rule: &ReceptionRule, today: Date) -> String {
    match rule.freq {
        Frequency::Weekly => format!("每周{}", weekdays(&rule.byday)),
        Frequency::Monthly => format!("{}{}", months(&rule.months), monthly(rule)),
        Frequency::YearlyDates => named_days(rule, today),
    }
}

/// The next of the named days, with the year where it is not this one.
fn named_days(rule: &ReceptionRule, today: Date) -> String {
    let mut days: Vec<Date> = rule.dates.iter().copied().filter(|date| *date >= today).collect();
    days.sort_unstable();
    if days.is_empty() {
        return "日期另行公告".to_owned();
    }
    let more = if days.len() > MOST_DAYS { "等" } else { "" };
    let day = |date: &Date| match date.year() == today.year() {
        true => format!("{}月{}日", date.month(), date.day()),
        false => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    };
    join(days.iter().take(MOST_DAYS).map(day)) + more
}

/// What a month's rule says after the months: "10日", "第一个星期二".
fn monthly(rule: &ReceptionRule) -> String {
    if rule.byday.is_empty() {
        return join(rule.bymonthday.iter().map(|day| format!("{day}日")));
    }
    let which = match rule.bysetpos {
        Some(-1) => "最后一个".to_owned(),
        Some(position) if position < 0 => format!("倒数第{}个", numeral(position.unsigned_abs())),
        Some(position) => format!("第{}个", numeral(position.unsigned_abs())),
        None => "每个".to_owned(),
    };
    format!("{which}星期{}", weekdays(&rule.byday))
}

fn months(months: &[u8]) -> String {
    match months {
        [] => "每月".to_owned(),
        [1, 3, 5, 7, 9, 11] => "单月".to_owned(),
        [2, 4, 6, 8, 10, 12] => "双月".to_owned(),
        named => join(named.iter().map(|month| format!("{month}月"))),
    }
}

fn weekdays(days: &[Weekday]) -> String {
    join(days.iter().map(|day| {
        match day {
            Weekday::Monday => "一",
            Weekday::Tuesday => "二",
            Weekday::Wednesday => "三",
            Weekday::Thursday => "四",
            Weekday::Friday => "五",
            Weekday::Saturday => "六",
            Weekday::Sunday => "日",
        }
        .to_owned()
    }))
}

fn numeral(number: u8) -> &'static str {
    ["零", "一", "二", "三", "四", "五"].get(usize::from(number)).copied().unwrap_or("五")
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join("、")
}

/// The same in English.
mod english {
    use super::{Date, Frequency, Language, MONTHS, MOST_DAYS, ReceptionRule, Weekday, full_day, short_day};

    /// "Every Tuesday", "First Tuesday of every month", "5 March, 9 April".
    pub(super) fn days(language: &Language, rule: &ReceptionRule, today: Date) -> String {
        match rule.freq {
            Frequency::Weekly => format!("Every {}", weekdays(&rule.byday)),
            Frequency::Monthly => format!("{} of {}", capitalized(&monthly(rule)), months(&rule.months)),
            Frequency::YearlyDates => named_days(language, rule, today),
        }
    }

    fn named_days(language: &Language, rule: &ReceptionRule, today: Date) -> String {
        let mut days: Vec<Date> = rule.dates.iter().copied().filter(|date| *date >= today).collect();
        days.sort_unstable();
        let Some(_) = days.first() else { return "On days to be announced".to_owned() };
        let day = |date: &Date| if date.year() == today.year() { short_day(language, *date) } else { full_day(language, *date) };
        let shown: Vec<String> = days.iter().take(MOST_DAYS).map(day).collect();
        shown.join(", ") + if days.len() > MOST_DAYS { " and later" } else { "" }
    }

    fn monthly(rule: &ReceptionRule) -> String {
        if rule.byday.is_empty() {
            return format!("day {}", listed(rule.bymonthday.iter().map(ToString::to_string).collect()));
        }
        let which = match rule.bysetpos {
            Some(-1) => "last ".to_owned(),
            Some(position) if position < 0 => format!("{} to last ", ordinal(position.unsigned_abs())),
            Some(position) => format!("{} ", ordinal(position.unsigned_abs())),
            None => "every ".to_owned(),
        };
        which + &weekdays(&rule.byday)
    }

    fn months(months: &[u8]) -> String {
        match months {
            [] => "every month".to_owned(),
            [1, 3, 5, 7, 9, 11] => "odd months".to_owned(),
            [2, 4, 6, 8, 10, 12] => "even months".to_owned(),
            named => listed(named.iter().filter_map(|month| MONTHS.get(usize::from(*month) - 1)).map(ToString::to_string).collect()),
        }
    }

    fn weekdays(days: &[Weekday]) -> String {
        listed(days.iter().map(|day| day.words().en.to_owned()).collect())
    }

    fn ordinal(number: u8) -> &'static str {
        ["first", "first", "second", "third", "fourth", "fifth"].get(usize::from(number)).copied().unwrap_or("fifth")
    }

    fn listed(mut parts: Vec<String>) -> String {
        match parts.pop() {
            Some(last) if !parts.is_empty() => format!("{} and {last}", parts.join(", ")),
            Some(only) => only,
            None => String::new(),
        }
    }

    fn capitalized(text: &str) -> String {
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }
}
