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
    match rule.freq.value {
        Frequency::Weekly => format!("{}{}{}", of_months(&rule.months), every_week(rule.interval), weekdays(&rule.byday)),
        Frequency::Monthly => format!("{}{}", every_month(rule), monthly(rule)),
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

/// What a month's rule says after the months: "10日", "第一个星期二", "最后一个工作日".
fn monthly(rule: &ReceptionRule) -> String {
    let days = rule.bymonthday.iter().map(|day| match day {
        -1 => "最后一天".to_owned(),
        day if *day < 0 => format!("倒数第{}天", day.unsigned_abs()),
        day => format!("{day}日"),
    });
    let working = rule.byworkday.iter().map(|position| format!("{}工作日", which(*position)));
    let mut parts: Vec<String> = days.chain(working).collect();
    if !rule.byday.is_empty() {
        let positions = if rule.bysetpos.is_empty() { "每个".to_owned() } else { join(rule.bysetpos.iter().map(|at| which(*at))) };
        parts.push(format!("{positions}星期{}", weekdays(&rule.byday)));
    }
    join(parts.into_iter())
}

fn which(position: i8) -> String {
    match position {
        -1 => "最后一个".to_owned(),
        position if position < 0 => format!("倒数第{}个", numeral(position.unsigned_abs())),
        position => format!("第{}个", numeral(position.unsigned_abs())),
    }
}

fn every_week(interval: u16) -> String {
    match interval {
        0 | 1 => "每周".to_owned(),
        2 => "隔周星期".to_owned(),
        several => format!("每{several}周的星期"),
    }
}

/// "每月", "单月", "每3个月的".
fn every_month(rule: &ReceptionRule) -> String {
    if rule.interval > 1 && rule.months.is_empty() { format!("每{}个月的", rule.interval) } else { months(&rule.months) }
}

/// The months of a rule by weeks: nothing, or "3月、4月".
fn of_months(named: &[u8]) -> String {
    if named.is_empty() { String::new() } else { months(named) }
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

fn numeral(number: u8) -> String {
    let words = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    words.get(usize::from(number)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join("、")
}

/// The same in English.
mod english {
    use super::{Date, Frequency, Language, MONTHS, MOST_DAYS, ReceptionRule, Weekday, full_day, short_day};

    /// "Every Tuesday", "First Tuesday of every month", "5 March, 9 April".
    pub(super) fn days(language: &Language, rule: &ReceptionRule, today: Date) -> String {
        match rule.freq.value {
            Frequency::Weekly => format!("Every {}{}{}", every(rule.interval), weekdays(&rule.byday), of_months(&rule.months)),
            Frequency::Monthly => format!("{} of {}", capitalized(&monthly(rule)), every_month(rule)),
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
        let (ends, days): (Vec<i8>, Vec<i8>) = rule.bymonthday.iter().partition(|day| **day < 0);
        let mut parts = Vec::new();
        if !days.is_empty() {
            parts.push(format!("day {}", listed(days.iter().map(ToString::to_string).collect())));
        }
        parts.extend(ends.iter().map(|day| format!("{} day", which(*day))));
        parts.extend(rule.byworkday.iter().map(|position| format!("{} working day", which(*position))));
        if !rule.byday.is_empty() {
            let every =
                if rule.bysetpos.is_empty() { "every".to_owned() } else { listed(rule.bysetpos.iter().map(|at| which(*at)).collect()) };
            parts.push(format!("{every} {}", weekdays(&rule.byday)));
        }
        listed(parts)
    }

    fn which(position: i8) -> String {
        match position {
            -1 => "last".to_owned(),
            position if position < 0 => format!("{} to last", ordinal(position.unsigned_abs())),
            position => ordinal(position.unsigned_abs()),
        }
    }

    fn every(interval: u16) -> String {
        match interval {
            0 | 1 => String::new(),
            2 => "other ".to_owned(),
            several => format!("{several} weeks on "),
        }
    }

    fn every_month(rule: &ReceptionRule) -> String {
        match rule.interval {
            2 if rule.months.is_empty() => "every other month".to_owned(),
            several if several > 2 && rule.months.is_empty() => format!("every {several} months"),
            _ => months(&rule.months),
        }
    }

    fn of_months(named: &[u8]) -> String {
        if named.is_empty() { String::new() } else { format!(" in {}", months(named)) }
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

    fn ordinal(number: u8) -> String {
        let words = ["first", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        words.get(usize::from(number)).map_or_else(|| format!("{number}th"), |word| (*word).to_owned())
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
