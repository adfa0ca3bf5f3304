//! The days on which receptions fall: rules as they stand on doors, with the days counted out by hand on the year's calendar.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use wanjia::calendar::{Holidays, Standing};
use wanjia::diagnostics::Diagnostics;
use wanjia::model::ReceptionRule;
use wanjia::parse::{self, Draft, Place};
use wanjia::source::SourcePath;

use crate::project::{Project, deputy, station};

/// A station with the reception rule or session `more`.
const STATION: &str = "name: 白杨里社区代表家室站\nkind: station\ntownship: liuan\nmanaged_by: 柳岸街道人大工委（示例）\naddress: 示例路1号\n\
    tel: \"0990-0000002\"\nstaff: {head: 张敏}\nopening_hours: [{days: 周一至周五, time: \"10:00-14:00\"}]\n\
    standard_items: [{item: site, status: met}]\nphotos: [{file: photo.svg, alt: 站的门口}]\nstatus: open\n";

fn rule(yaml: &str) -> ReceptionRule {
    let path = SourcePath::new("content/stations/a.yaml");
    let place = Place::of(&path, &mut Diagnostics::new()).unwrap();
    let (parsed, _) = parse::parse(&path, &format!("{STATION}reception_rules: [{yaml}]\n"), &place);
    assert!(parsed.diagnostics.is_empty(), "{yaml}: {:?}", parsed.diagnostics);
    let Some(Draft::Station(station)) = parsed.draft else { panic!("{yaml} is a station's rule") };
    station.reception_rules[0].clone()
}

fn days(rule: &ReceptionRule, year: i16, holidays: &Holidays) -> String {
    let days = rule.plain().days(date(year, 1, 1), date(year, 12, 31), holidays);
    days.iter().map(|day| day.date.strftime("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_as_they_stand_on_doors_give_the_days_that_a_person_counts() {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reception/rules.tsv")).unwrap();
    let holidays = Holidays::default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().skip(1) {
        let [door, yaml, of_2026, of_2027] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line} has four columns") };
        let rule = rule(yaml);
        for (year, expected) in [(2026, of_2026), (2027, of_2027)] {
            let told = days(&rule, year, &holidays);
            if told != expected {
                wrong.push(format!("{door} {year}\n  by hand {expected}\n  told    {told}"));
            }
        }
        count += 1;
    }
    assert!(count >= 60, "only {count} rules");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_stretch_of_days_tells_the_same_as_the_year() {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reception/rules.tsv")).unwrap();
    let holidays = Holidays::default();
    for line in table.lines().skip(1) {
        let rule = rule(line.split('\t').nth(1).unwrap()).plain();
        let year = rule.days(date(2026, 1, 1), date(2026, 12, 31), &holidays);
        for month in 1..=12 {
            let first = date(2026, month, 1);
            let told = rule.days(first, first.last_of_month(), &holidays);
            let expected: Vec<_> = year.iter().copied().filter(|day| day.date.month() == month).collect();
            assert_eq!(told, expected, "{line} in month {month}");
        }
    }
}

#[test]
fn a_year_that_the_site_writes_takes_the_place_of_the_programs() {
    let table = "years:\n  - year: 2027\n    source: 通知（示例）\n    rest: [{name: 元旦, from: 2027-01-01, to: 2027-01-03}]\n    work: [2027-01-09]\n";
    let mut problems = Diagnostics::new();
    let holidays = parse::parse_holidays(&SourcePath::new(parse::HOLIDAYS), table, &mut problems).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!([2026, 2027, 2028].map(|year| holidays.standing(year)), [Standing::Announced, Standing::Announced, Standing::Unknown]);
    assert_eq!(Holidays::default().standing(2027), Standing::Provisional);
    let works = |day: Date| holidays.is_workday(day);
    assert!(!works(date(2027, 1, 3)) && works(date(2027, 1, 4)) && works(date(2027, 1, 9)) && works(date(2027, 10, 1)));
    assert!(!works(date(2026, 10, 1)) && works(date(2026, 10, 10)));
}

#[test]
fn deputies_take_turns_and_a_moved_reception_keeps_its_name() {
    let more = "deputies: [li, wang]\nsessions:\n  - {date: 2026-06-09, moved_to: 2026-06-11, topic: 加装电梯, deputies: [li]}\n  \
                - {date: 2026-06-16, status: cancelled}\n";
    let site = Project::new()
        .file("content/districts/qu/stations/zhan.yaml", &station("示例站点", more))
        .file("content/districts/qu/deputies/wang.yaml", &deputy("王某", "stations: [zhan]\n"))
        .at("https://rd.example.cn/")
        .build();
    assert_eq!(site.problems(), "");
    let calendar = site.page("stations/zhan/calendar.ics");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    let calendar = calendar.replace("\r\n ", "").replace("\r\n", "\n");
    // 52 Tuesdays a year, of which three of 2026 are days of rest and left out.
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 49 + 52);
    assert_eq!(
        event(&calendar, "UID:zhan-20260602T1000@rd.example.cn"),
        "DTSTART:20260602T020000Z|DTEND:20260602T040000Z|SUMMARY:示例站点代表接待|DESCRIPTION:接待代表：王某|SEQUENCE:0|STATUS:CONFIRMED"
    );
    assert_eq!(
        event(&calendar, "UID:zhan-20260609T1000@rd.example.cn"),
        "DTSTART:20260611T020000Z|DTEND:20260611T040000Z|SUMMARY:示例站点代表接待：加装电梯|DESCRIPTION:接待代表：李某|SEQUENCE:1|STATUS:CONFIRMED"
    );
    assert_eq!(
        event(&calendar, "UID:zhan-20260616T1000@rd.example.cn"),
        "DTSTART:20260616T020000Z|DTEND:20260616T040000Z|SUMMARY:示例站点代表接待|DESCRIPTION:接待代表：王某|SEQUENCE:1|STATUS:CANCELLED"
    );
    assert!(event(&calendar, "UID:zhan-20270105T1000@rd.example.cn").contains("当年放假安排尚未公布，日期可能调整。"));
    let of_li = site.page("deputies/li/calendar.ics").replace("\r\n ", "");
    assert!(of_li.contains("UID:zhan-20260609T1000") && !of_li.contains("UID:zhan-20260602T1000"));
    // This month and the two after it have 5, 4 and 4 Tuesdays.
    assert_eq!(site.page("districts/qu/calendar.ics").matches("BEGIN:VEVENT").count(), 5 + 4 + 4);
}

/// What the calendar says of the entry with the line `uid`, without its name, stamp and place.
fn event(calendar: &str, uid: &str) -> String {
    let whole = calendar.split("BEGIN:VEVENT\n").find(|event| event.starts_with(uid)).unwrap_or_else(|| panic!("no {uid}"));
    let left_out = ["UID", "DTSTAMP", "LOCATION", "TRANSP", "END:"];
    whole.lines().filter(|line| !left_out.iter().any(|name| line.starts_with(name))).collect::<Vec<_>>().join("|")
}

#[test]
fn a_make_up_day_on_a_holiday_or_a_weekday_is_refused() {
    let table = "years:\n  - year: 2027\n    rest: [{name: 元旦, from: 2027-01-01, to: 2027-01-03}]\n    work: [2027-01-03, 2027-01-05, 2026-01-04]\n";
    let mut problems = Diagnostics::new();
    parse::parse_holidays(&SourcePath::new(parse::HOLIDAYS), table, &mut problems);
    assert_eq!(problems.iter().map(|problem| problem.code.id()).collect::<Vec<_>>(), ["FLD110"; 3]);
}

/// The small site with the station `zhan`, Tuesdays from 10 to 12, and two deputies in turn.
fn with_receptions(more: &str) -> Project {
    let more = format!("deputies: [li, wang]\n{more}");
    let deputies = deputy("王某", "stations: [zhan]\n");
    let project = Project::new().file("content/districts/qu/stations/zhan.yaml", &station("示例站点", &more));
    project.file("content/districts/qu/deputies/wang.yaml", &deputies)
}

#[test]
fn the_calendar_tells_a_year_by_month_and_day_in_words() {
    let more = "sessions:\n  - {date: 2026-05-19, status: held, visitors: 3}\n  - {date: 2026-06-09, moved_to: 2026-06-11}\n  \
                - {date: 2026-06-16, status: cancelled}\n";
    let site = with_receptions(more).build();
    assert_eq!(site.problems(), "");
    let year = site.page("calendar/2026/qu");
    assert!(year.starts_with("示例区2026年接待日历 49\n全市=49 → calendar/2026/\n示例区=49 → calendar/2026/qu/\n"), "{year}");
    let day = |id: &str| year.split("\nd-").find(|day| day.starts_with(id)).map(|day| day.lines().nth(1).unwrap_or_default().trim());
    assert_eq!(day("2026-05-12 已过"), Some("10:00–12:00 示例站点 预告 李某"));
    assert_eq!(day("2026-05-19 已过"), Some("10:00–12:00 示例站点 已举行 王某"));
    assert_eq!(day("2026-06-09"), None);
    assert_eq!(day("2026-06-11"), Some("10:00–12:00 示例站点 改期 李某 原定2026-06-09"));
    assert_eq!(day("2026-06-16"), Some("10:00–12:00 示例站点 取消 王某"));
    let overview = site.page("calendar");
    assert!(overview.ends_with(
        "全市 2026=49 → calendar/2026/ 2027=52 → calendar/2027/\n示例区 2026=49 → calendar/2026/qu/ 2027=52 → calendar/2027/qu/\n"
    ));
    assert!(overview.contains("今天\n2026-06-02 示例站点\n2026-06-11 示例站点\n2026-06-23 示例站点\n"), "{overview}");
}

#[test]
fn a_year_of_too_many_receptions_counts_them_by_day_and_tells_them_by_month() {
    let rules = "reception_rules: [{freq: weekly, byday: [MO, TU, WE, TH, FR, SA, SU], time: \"10:00-12:00\", holiday: keep}]\n";
    let daily = station("示例站点", "deputies: [li]\n");
    let daily: String = daily.lines().filter(|line| !line.starts_with("reception_rules")).map(|line| format!("{line}\n")).collect();
    let site = Project::new()
        .file("content/districts/qu/stations/zhan.yaml", &format!("{daily}{rules}"))
        .file("content/districts/qu/stations/er.yaml", &format!("{daily}{rules}"))
        .build();
    assert_eq!(site.problems(), "");
    let year = site.page("calendar/2026");
    assert!(year.contains("\n2月 56 → calendar/2026/month/2/\n") && !year.contains("10:00"), "{year}");
    assert!(year.contains("\nd-2026-02-03 已过 2 → calendar/2026/month/2/#d-2026-02-03\n"), "{year}");
    let month = site.page("calendar/2026/month/2");
    assert_eq!((month.matches("\nd-2026-02-").count(), month.matches("10:00").count()), (28, 56));
}

#[test]
fn sums_of_a_year_are_those_of_the_receptions_it_lists() {
    let more = "sessions:\n  - {date: 2025-12-02, status: held, visitors: 4}\n  \
                - {date: 2026-05-12, status: held, visitors: 7, opinions: {total: 3, answered_on_site: 2, transferred: 1}}\n  \
                - {date: 2026-05-19, status: held, opinions: {total: 2, to_suggestion: 1}}\n";
    let site = with_receptions(more).build();
    assert_eq!(site.problems(), "");
    let page = site.page("stations/zhan");
    let told: Vec<&str> = page.lines().filter(|line| line.starts_with("接待")).collect();
    assert_eq!(told, ["接待2026 2场 7人 意见5=2+1+1 2026-05-19 2026-05-12", "接待2025 1场 4人 意见0=0+0+0 2025-12-02"]);
}

#[test]
fn a_notice_tells_the_next_receptions_and_when_it_has_to_be_put_up() {
    let project = with_receptions("");
    let with_notice = station("示例站点", "deputies: [li, wang]\n").replace("holiday: skip", "holiday: skip, notice_days: 3");
    let site = project.file("content/districts/qu/stations/zhan.yaml", &with_notice).build();
    assert_eq!(site.problems(), "");
    let notice = site.page("stations/zhan/notice");
    assert_eq!(notice.lines().take(2).last(), Some("2026-06-02 星期二 10:00–12:00 王某 张贴2026-05-30"), "{notice}");
}
