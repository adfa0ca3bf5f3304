//! Reception rules in words, as they are written on a station's door.

use crate::model::{Frequency, ReceptionRule, Weekday};

/// The rule in one line: "每月第一个星期二 10:30–12:30".
pub(super) fn text(rule: &ReceptionRule) -> String {
    let days = match rule.freq {
        Frequency::Weekly => format!("每周{}", weekdays(&rule.byday)),
        Frequency::Monthly => format!("{}{}", months(&rule.months), monthly(rule)),
        Frequency::YearlyDates => join(rule.dates.iter().map(|date| format!("{}月{}日", date.month(), date.day()))),
    };
    match &rule.time {
        Some(time) => format!("{days} {}", time.replace('-', "–")),
        None => days,
    }
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
