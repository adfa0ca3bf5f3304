//! Charts: numbers with their finding as a sentence, measured for drawing. Every axis begins at zero; the same rows stand in the table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::desk::Desk;
use super::values::{date, maybe_date};
use crate::fields::Id;
use crate::language::{Speech, Words};
use crate::model::{Milestone, Progress, Project, Satisfaction, Vote};
use crate::view::View;

const DISTRICT: Words = Words { en: "District", zh: "区" };
const MONTH: Words = Words { en: "Month", zh: "月份" };
const CHOICE: Words = Words { en: "Vote", zh: "意见" };
const VOTES: Words = Words { en: "Votes", zh: "票数" };
const RATING: Words = Words { en: "Rating", zh: "评价" };
const STORIES: Words = Words { en: "Stories", zh: "稿件" };
const PIECES: Words = Words { en: "", zh: "篇" };
const DAY: Words = Words { en: "Date", zh: "日期" };
const DONE: Words = Words { en: "Done", zh: "完成" };
const HALF: Words = Words { en: "half", zh: "半数" };

/// A row of a chart of bars.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// What it counts.
    pub(super) label: Arc<str>,
    /// A short form for a narrow axis.
    pub(super) short: Arc<str>,
    /// The page about it, if there is one.
    pub(super) path: View,
    /// The number.
    pub(super) value: u64,
}

/// Bars of one scale.
struct Bars {
    title: String,
    headings: (View, View),
    unit: Arc<str>,
    source: View,
    as_of: View,
    /// What all rows are parts of; without one the longest bar fills the width.
    whole: Option<u64>,
    /// What the line at the half is called, where there is one.
    half: View,
    rows: Vec<Bar>,
}

/// The language in which the sentences are written.
fn speech(desk: &Desk<'_>) -> Speech {
    if desk.say(Words { en: "en", zh: "zh" }) == "en" { Speech::English } else { Speech::Chinese }
}

fn bars(bars: Bars, speech: Speech) -> View {
    let largest = bars.rows.iter().map(|row| row.value).max().unwrap_or(0);
    let scale = bars.whole.unwrap_or(largest);
    let is_narrow = bars.rows.len() <= 12;
    let every = bars.rows.len().div_ceil(6).max(1);
    let text = |row: &Bar| counted(row.value, &bars.unit, speech);
    let told: Vec<String> = bars.rows.iter().map(|row| format!("{} {}", row.label, text(row))).collect();
    let rows = bars.rows.iter().enumerate().map(|(number, row)| {
        View::map([
            ("label", View::from(&row.label)),
            ("short", View::from(&row.short)),
            ("path", row.path.clone()),
            ("value", integer(row.value)),
            ("text", View::from(text(row))),
            ("share", share(row.value, scale)),
            ("percent", bars.whole.map_or(View::Nothing, |whole| View::from(format!("{}%", tenths(row.value, whole))))),
            ("is_told", View::from(is_narrow || row.value == largest && largest > 0)),
            ("is_tick", View::from(number % every == 0)),
        ])
    });
    View::map([
        ("title", View::from(bars.title.clone())),
        ("description", View::from(told.join(separator(speech)))),
        ("row_heading", bars.headings.0.clone()),
        ("value_heading", bars.headings.1.clone()),
        ("unit", if bars.unit.is_empty() { View::Nothing } else { View::from(&bars.unit) }),
        ("source", bars.source.clone()),
        ("as_of", bars.as_of.clone()),
        ("whole", bars.whole.map_or(View::Nothing, integer)),
        ("half", bars.half.clone()),
        ("rows", View::list(rows)),
    ])
}

/// How the votes fell, against all deputies who should have come, with the line of the half.
pub(super) fn vote(desk: &Desk<'_>, vote: &Vote) -> View {
    let speech = speech(desk);
    let due = u64::from(vote.due.value);
    if due == 0 {
        return View::Nothing;
    }
    let choices = [
        (Words { en: "Yes", zh: "赞成" }, vote.yes),
        (Words { en: "No", zh: "反对" }, vote.no),
        (Words { en: "Abstained", zh: "弃权" }, vote.abstain),
        (Words { en: "Invalid", zh: "无效" }, vote.invalid),
        (Words { en: "Absent", zh: "未到会" }, vote.due.value.saturating_sub(vote.present.value)),
    ];
    let is_told = |(number, (_, count)): &(usize, (Words, u32))| *number < 3 || *count > 0;
    let rows = choices.into_iter().enumerate().filter(is_told).map(|(_, (words, count))| plain(desk.say(words), u64::from(count)));
    bars(
        Bars {
            title: vote_finding(u64::from(vote.yes), due, speech),
            headings: (View::from(desk.say(CHOICE)), View::from(desk.say(VOTES))),
            unit: desk.say(Words { en: "", zh: "票" }).into(),
            source: desk.text(&vote.meeting),
            as_of: date(desk, vote.date),
            whole: Some(due),
            half: View::from(desk.say(HALF)),
            rows: rows.collect(),
        },
        speech,
    )
}

fn vote_finding(yes: u64, due: u64, speech: Speech) -> String {
    let against = (yes * 2).cmp(&due);
    match (speech, against) {
        (Speech::Chinese, std::cmp::Ordering::Greater) => format!("赞成{yes}票，超过应到{due}人的半数"),
        (Speech::Chinese, std::cmp::Ordering::Equal) => format!("赞成{yes}票，恰好是应到{due}人的一半，没有过半"),
        (Speech::Chinese, std::cmp::Ordering::Less) => format!("赞成{yes}票，不到应到{due}人的半数"),
        (Speech::English, std::cmp::Ordering::Greater) => format!("{yes} voted yes: more than half of all {due} deputies"),
        (Speech::English, std::cmp::Ordering::Equal) => format!("{yes} voted yes: exactly half of all {due} deputies, no majority"),
        (Speech::English, std::cmp::Ordering::Less) => format!("{yes} voted yes: less than half of all {due} deputies"),
    }
}

/// How satisfied those were who were asked.
pub(super) fn satisfaction(desk: &Desk<'_>, test: &Satisfaction) -> View {
    let speech = speech(desk);
    let size = u64::from(test.size.value);
    if size == 0 {
        return View::Nothing;
    }
    let ratings = [
        (Words { en: "Satisfied", zh: "满意" }, test.satisfied),
        (Words { en: "Basically satisfied", zh: "基本满意" }, test.basic),
        (Words { en: "Not satisfied", zh: "不满意" }, test.unsatisfied),
    ];
    let content = u64::from(test.satisfied) + u64::from(test.basic);
    let title = match speech {
        Speech::Chinese => format!("{size}人中{content}人满意或基本满意，占{}%", tenths(content, size)),
        Speech::English => format!("{content} of {size} were satisfied or basically satisfied ({}%)", tenths(content, size)),
    };
    bars(
        Bars {
            title,
            headings: (View::from(desk.say(RATING)), View::from(desk.say(VOTES))),
            unit: desk.say(Words { en: "", zh: "票" }).into(),
            source: desk.text(&test.body),
            as_of: date(desk, test.date),
            whole: Some(size),
            half: View::Nothing,
            rows: ratings.into_iter().map(|(words, count)| plain(desk.say(words), u64::from(count))).collect(),
        },
        speech,
    )
}

/// What the rows of a count are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Districts.
    District,
    /// Months.
    Month,
}

/// A count by district or month; nothing where there are no rows. `total` is told where the rows add up to it.
pub(super) fn counts(desk: &Desk<'_>, what: &str, unit: &str, total: Option<u64>, by: By, rows: Vec<Bar>) -> View {
    if rows.is_empty() { View::Nothing } else { bars(count_bars(desk, what, unit, total, by, rows), speech(desk)) }
}

fn count_bars(desk: &Desk<'_>, what: &str, unit: &str, total: Option<u64>, by: By, rows: Vec<Bar>) -> Bars {
    let heading = match by {
        By::District => DISTRICT,
        By::Month => MONTH,
    };
    Bars {
        title: counts_finding(what, unit, total, by, &rows, speech(desk)),
        headings: (View::from(desk.say(heading)), View::from(what.to_owned())),
        unit: unit.into(),
        source: View::Nothing,
        as_of: View::Nothing,
        whole: None,
        half: View::Nothing,
        rows,
    }
}

fn counts_finding(what: &str, unit: &str, total: Option<u64>, by: By, rows: &[Bar], speech: Speech) -> String {
    let most = rows.iter().map(|row| row.value).max().unwrap_or(0);
    let leaders: Vec<&str> = rows.iter().filter(|row| row.value == most).map(|row| &*row.label).collect();
    let alone = rows.iter().filter(|row| row.value > 0).count() == 1;
    let count = |number: u64| counted(number, unit, speech);
    let begin = match (speech, total) {
        (Speech::Chinese, Some(total)) => format!("{what}共{}", count(total)),
        (Speech::Chinese, None) => what.to_owned(),
        (Speech::English, Some(total)) => format!("{what}: {}", count(total)),
        (Speech::English, None) => format!("{what}: {}", count(rows.iter().map(|row| row.value).sum())),
    };
    let told = match (speech, &leaders[..]) {
        (Speech::Chinese, _) if most == 0 => return format!("{what}：还没有"),
        (Speech::English, _) if most == 0 => return format!("{what}: none yet"),
        (Speech::Chinese, [one]) if alone && total.is_some() => format!("都在{one}"),
        (Speech::Chinese, [one]) if alone => format!("都在{one}，{}", count(most)),
        (Speech::English, [one]) if alone => format!("all in {one}"),
        (Speech::Chinese, [one]) => format!("{one}最多，{}", count(most)),
        (Speech::English, [one]) => format!("most in {one} ({})", grouped(most)),
        (Speech::Chinese, all) if all.len() == rows.len() => format!("{}都是{}", each(by, speech), count(most)),
        (Speech::English, all) if all.len() == rows.len() => format!("{} in {}", grouped(most), each(by, speech)),
        (Speech::Chinese, [first, second]) => format!("{first}和{second}最多，各{}", count(most)),
        (Speech::English, [first, second]) => format!("most in {first} and {second} ({} each)", grouped(most)),
        (Speech::Chinese, many) => format!("{}{}并列最多，各{}", many.len(), if by == By::District { "个区" } else { "个月" }, count(most)),
        (Speech::English, many) => {
            let places = if by == By::District { "districts" } else { "months" };
            format!("most in {} {places} ({} each)", many.len(), grouped(most))
        }
    };
    match speech {
        Speech::Chinese => format!("{begin}，{told}"),
        Speech::English => format!("{begin}, {told}"),
    }
}

fn each(by: By, speech: Speech) -> &'static str {
    let words = match by {
        By::District => Words { en: "every district", zh: "各区" },
        By::Month => Words { en: "every month", zh: "每个月" },
    };
    words.say(speech)
}

/// The row of a month `2026-03`.
pub(super) fn month_bar(desk: &Desk<'_>, month: &str, value: u64) -> Bar {
    let (year, number) = month.split_once('-').unwrap_or((month, "1"));
    let number: usize = number.parse().unwrap_or(1);
    let (label, short) = match speech(desk) {
        Speech::Chinese => (format!("{year}年{number}月"), format!("{number}月")),
        Speech::English => {
            let name = MONTHS[(number.max(1) - 1) % 12];
            (format!("{name} {year}"), name[..3].to_owned())
        }
    };
    Bar { label: label.into(), short: short.into(), path: View::Nothing, value }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The row of a district.
pub(super) fn district_bar(desk: &Desk<'_>, id: &Id, value: u64) -> Bar {
    let record = &desk.library.district(id).record;
    let path = desk.href(crate::model::Kind::District, id);
    let short = desk.words(record.short_name.as_ref().unwrap_or(&record.name));
    Bar { label: desk.words(&record.name).clone(), short: short.clone(), path: View::from(path), value }
}

/// A row about something without a page.
pub(super) fn plain(label: &str, value: u64) -> Bar {
    Bar { label: label.into(), short: label.into(), path: View::Nothing, value }
}

/// Stories of the twelve months up to today, by month; nothing where there was none.
pub(super) fn stories_by_month<'a>(desk: &Desk<'_>, stories: impl IntoIterator<Item = &'a Id>) -> View {
    let mut months: BTreeMap<String, u64> = last_months(desk).into_iter().map(|month| (month, 0)).collect();
    for id in stories {
        if let Some(count) = months.get_mut(&month_of(desk.library.story(id).record.date.value.date)) {
            *count += 1;
        }
    }
    let total: u64 = months.values().sum();
    if total == 0 {
        return View::Nothing;
    }
    let rows = months.iter().map(|(month, count)| month_bar(desk, month, *count)).collect();
    recent(desk, Some(total), By::Month, rows)
}

/// Stories of the twelve months up to today, by the districts that lie below no other; nothing where there was none.
pub(super) fn stories_by_district(desk: &Desk<'_>) -> View {
    let relations = desk.library.relations();
    let months = last_months(desk);
    let first = months.first().cloned().unwrap_or_default();
    let is_recent = |id: &&Id| month_of(desk.library.story(id).record.date.value.date) >= first;
    let top = relations.districts.iter().filter(|id| relations.parent.get(*id).is_none());
    let count = |id: &Id| desk.library.members_of_district(id).stories.iter().filter(is_recent).count() as u64;
    let rows: Vec<Bar> = top.map(|id| district_bar(desk, id, count(id))).collect();
    if rows.iter().all(|row| row.value == 0) { View::Nothing } else { recent(desk, None, By::District, rows) }
}

fn recent(desk: &Desk<'_>, total: Option<u64>, by: By, rows: Vec<Bar>) -> View {
    let what = desk.say(Words { en: "Stories of the last twelve months", zh: "近12个月稿件" });
    let chart = count_bars(desk, what, desk.say(PIECES), total, by, rows);
    let headings = (chart.headings.0.clone(), View::from(desk.say(STORIES)));
    bars(Bars { headings, as_of: date(desk, desk.about.as_of.date()), ..chart }, speech(desk))
}

/// Every month from the first to the last of `months` (`2026-03`), so that a month without a number is seen as such.
pub(super) fn all_months<'a>(months: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    /// Beyond so many months only those with numbers are shown.
    const MANY: usize = 120;
    let given: BTreeSet<&str> = months.into_iter().collect();
    let number = |month: &str| -> Option<i32> {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()? - 1)
    };
    let ends = given.first().and_then(|month| number(month)).zip(given.last().and_then(|month| number(month)));
    let all = ends.map_or(0..0, |(first, last)| first..last + 1);
    if all.len() > MANY { given.into_iter().map(str::to_owned).collect() } else { all.map(month_name).collect() }
}

fn month_name(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

/// The month of a day: `2026-03`.
pub(super) fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The twelve months that end with today's.
fn last_months(desk: &Desk<'_>) -> Vec<String> {
    let today = desk.about.as_of.date();
    let last = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
    (last - 11..=last).map(month_name).collect()
}

/// How far a project is over time, with its milestones; nothing before the first report.
pub(super) fn progress(desk: &Desk<'_>, project: &Project) -> View {
    let mut reports: Vec<&Progress> = project.progress.iter().collect();
    reports.sort_by_key(|report| report.date);
    let Some(last) = reports.last() else { return View::Nothing };
    let speech = speech(desk);
    let span = TimeAxis::of(project);
    let done = project.milestones.iter().filter(|milestone| milestone.done.is_some()).count();
    let rows = reports.iter().map(|report| {
        View::map([
            ("label", View::from(spoken(report.date, speech))),
            ("path", View::Nothing),
            ("percent", View::Nothing),
            ("date", date(desk, report.date)),
            ("value", View::from(i64::from(report.percent))),
            ("text", View::from(format!("{}%", report.percent))),
            ("share", View::from(f64::from(report.percent))),
            ("x", View::from(span.at(report.date))),
        ])
    });
    let told: Vec<String> = reports.iter().map(|report| format!("{} {}%", spoken(report.date, speech), report.percent)).collect();
    View::map([
        ("title", View::from(progress_finding(last.percent, last.date, done, project.milestones.len(), speech))),
        ("description", View::from(told.join(separator(speech)))),
        ("row_heading", View::from(desk.say(DAY))),
        ("value_heading", View::from(desk.say(DONE))),
        ("unit", View::from("%")),
        ("source", desk.text(&project.lead_unit)),
        ("as_of", date(desk, last.date)),
        ("rows", View::list(rows)),
        ("path", View::from(steps(&reports, &span))),
        ("ticks", View::list(span.ticks(speech))),
        (
            "milestones",
            View::list(project.milestones.iter().enumerate().map(|(number, milestone)| mark(desk, milestone, number + 1, &span))),
        ),
    ])
}

fn mark(desk: &Desk<'_>, milestone: &Milestone, number: usize, span: &TimeAxis) -> View {
    View::map([
        ("number", View::from(number)),
        ("name", desk.text(&milestone.name)),
        ("due", date(desk, milestone.due)),
        ("done", maybe_date(desk, milestone.done)),
        ("is_done", View::from(milestone.done.is_some())),
        ("x", View::from(span.at(milestone.due))),
    ])
}

fn progress_finding(percent: u8, day: Date, done: usize, milestones: usize, speech: Speech) -> String {
    let day = spoken(day, speech);
    match (speech, done) {
        (Speech::Chinese, _) if milestones == 0 => format!("到{day}完成{percent}%"),
        (Speech::English, _) if milestones == 0 => format!("{percent}% done by {day}"),
        (Speech::Chinese, 0) => format!("到{day}完成{percent}%，{milestones}个节点都还没有完成"),
        (Speech::English, 0) => format!("{percent}% done by {day}, none of {milestones} milestones reached"),
        (Speech::Chinese, _) if done == milestones => format!("到{day}完成{percent}%，{milestones}个节点全部完成"),
        (Speech::English, _) if done == milestones => format!("{percent}% done by {day}, all {milestones} milestones reached"),
        (Speech::Chinese, _) => format!("到{day}完成{percent}%，{milestones}个节点完成了{done}个"),
        (Speech::English, _) => format!("{percent}% done by {day}, {done} of {milestones} milestones reached"),
    }
}

/// A day within a sentence.
fn spoken(day: Date, speech: Speech) -> String {
    match speech {
        Speech::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Speech::English => format!("{} {} {}", day.day(), MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)], day.year()),
    }
}

/// Time from left to right: the project's year, and more where its dates lie outside.
struct TimeAxis {
    from: Date,
    to: Date,
}

impl TimeAxis {
    fn of(project: &Project) -> Self {
        let due = project.milestones.iter().map(|milestone| milestone.due);
        let days: Vec<Date> = project.progress.iter().map(|report| report.date).chain(due).collect();
        let year = i16::try_from(project.year).unwrap_or(2000);
        let first = days.iter().map(|day| day.year()).min().unwrap_or(year).min(year);
        let last = days.iter().map(|day| day.year()).max().unwrap_or(year).max(year);
        Self { from: jiff::civil::date(first, 1, 1), to: jiff::civil::date(last, 12, 31) }
    }

    /// Where a day lies, from 0 to 100.
    fn at(&self, day: Date) -> f64 {
        let days = |from: Date, to: Date| f64::from(from.until(to).map_or(0, |span| span.get_days()));
        rounded(days(self.from, day) / days(self.from, self.to).max(1.0) * 100.0)
    }

    /// The beginnings of quarters; of years where there are several.
    fn ticks(&self, speech: Speech) -> Vec<View> {
        let several = self.from.year() != self.to.year();
        let years = self.from.year()..=self.to.year();
        let months: &[i8] = if several { &[1] } else { &[1, 4, 7, 10] };
        let days = years.flat_map(|year| months.iter().map(move |month| jiff::civil::date(year, *month, 1)));
        let text = |day: Date| match (speech, several) {
            (Speech::Chinese, true) => format!("{}年", day.year()),
            (Speech::English, true) => day.year().to_string(),
            (Speech::Chinese, false) => format!("{}月", day.month()),
            (Speech::English, false) => MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)][..3].to_owned(),
        };
        days.map(|day| View::map([("x", View::from(self.at(day))), ("text", View::from(text(day)))])).collect()
    }
}

/// The reports as a line of steps in a field of 1000 by 1000, zero at the bottom: what is reported holds until the next report.
fn steps(reports: &[&Progress], span: &TimeAxis) -> String {
    let mut path = String::new();
    for (number, report) in reports.iter().enumerate() {
        let across = rounded(span.at(report.date) * 10.0);
        let height = 1000 - 10 * u32::from(report.percent.min(100));
        path.push_str(&if number == 0 { format!("M{across} 1000V{height}") } else { format!("H{across}V{height}") });
    }
    path
}

/// `number` with a comma before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let starts = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, digit)| starts(at).then_some(',').into_iter().chain([digit])).collect()
}

/// `number` with its unit.
fn counted(number: u64, unit: &str, speech: Speech) -> String {
    let number = grouped(number);
    match (speech, unit) {
        (_, "") => number,
        (Speech::Chinese, unit) => format!("{number}{unit}"),
        (Speech::English, unit) => format!("{number} {unit}"),
    }
}

fn separator(speech: Speech) -> &'static str {
    Words { en: "; ", zh: "；" }.say(speech)
}

/// How much `part` is of `whole`, from 0 to 100 with one decimal, rounded.
fn share(part: u64, whole: u64) -> View {
    View::from(rounded(part as f64 / whole.max(1) as f64 * 100.0).min(100.0))
}

/// The same as text, without a needless `.0`.
fn tenths(part: u64, whole: u64) -> String {
    rounded(part as f64 / whole.max(1) as f64 * 100.0).to_string()
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn integer(number: u64) -> View {
    View::from(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(counts: &[(&str, u64)]) -> Vec<Bar> {
        counts.iter().map(|(label, value)| plain(label, *value)).collect()
    }

    fn finding(counts: &[(&str, u64)], by: By) -> [String; 2] {
        let total = counts.iter().map(|(_, value)| value).sum();
        let of = |what: &str, unit: &str, speech| counts_finding(what, unit, Some(total), by, &rows(counts), speech);
        [of("走访", "户", Speech::Chinese), of("Visits", "homes", Speech::English)]
    }

    #[test]
    fn a_finding_names_who_leads_and_says_when_nobody_does() {
        let district = |counts: &[(&str, u64)]| finding(counts, By::District);
        assert_eq!(district(&[("甲", 3), ("乙", 9), ("丙", 0)]), ["走访共12户，乙最多，9户", "Visits: 12 homes, most in 乙 (9)"]);
        assert_eq!(
            district(&[("甲", 9), ("乙", 9), ("丙", 1)]),
            ["走访共19户，甲和乙最多，各9户", "Visits: 19 homes, most in 甲 and 乙 (9 each)"]
        );
        let tie = [("甲", 9), ("乙", 9), ("丙", 9), ("丁", 1)];
        assert_eq!(district(&tie), ["走访共28户，3个区并列最多，各9户", "Visits: 28 homes, most in 3 districts (9 each)"]);
        assert_eq!(finding(&tie, By::Month)[0], "走访共28户，3个月并列最多，各9户");
        assert_eq!(district(&[("甲", 4), ("乙", 4)]), ["走访共8户，各区都是4户", "Visits: 8 homes, 4 in every district"]);
        assert_eq!(finding(&[("三月", 4), ("四月", 4)], By::Month)[0], "走访共8户，每个月都是4户");
        assert_eq!(district(&[("甲", 4)]), ["走访共4户，都在甲", "Visits: 4 homes, all in 甲"]);
        assert_eq!(district(&[("甲", 4), ("乙", 0)]), ["走访共4户，都在甲", "Visits: 4 homes, all in 甲"]);
        assert_eq!(district(&[("甲", 0), ("乙", 0)]), ["走访：还没有", "Visits: none yet"]);
        assert_eq!(counts_finding("稿件", "篇", None, By::District, &rows(&[("甲", 2), ("乙", 1)]), Speech::Chinese), "稿件，甲最多，2篇");
    }

    #[test]
    fn a_vote_is_held_against_all_deputies_and_half_is_no_majority() {
        let both = |yes, due| [vote_finding(yes, due, Speech::Chinese), vote_finding(yes, due, Speech::English)];
        assert_eq!(both(81, 160), ["赞成81票，超过应到160人的半数", "81 voted yes: more than half of all 160 deputies"]);
        assert_eq!(
            both(80, 160),
            ["赞成80票，恰好是应到160人的一半，没有过半", "80 voted yes: exactly half of all 160 deputies, no majority"]
        );
        assert_eq!(both(0, 1), ["赞成0票，不到应到1人的半数", "0 voted yes: less than half of all 1 deputies"]);
    }

    #[test]
    fn a_project_tells_how_far_it_is_and_how_many_milestones_are_reached() {
        let day = jiff::civil::date(2026, 6, 30);
        let said = |done, all| progress_finding(60, day, done, all, Speech::Chinese);
        assert_eq!(said(0, 0), "到2026年6月30日完成60%");
        assert_eq!(said(0, 2), "到2026年6月30日完成60%，2个节点都还没有完成");
        assert_eq!(said(1, 2), "到2026年6月30日完成60%，2个节点完成了1个");
        assert_eq!(said(2, 2), "到2026年6月30日完成60%，2个节点全部完成");
        assert_eq!(progress_finding(60, day, 1, 2, Speech::English), "60% done by 30 June 2026, 1 of 2 milestones reached");
    }

    #[test]
    fn a_share_is_rounded_and_never_more_than_all() {
        let of = |part, whole| if let View::Number(number) = share(part, whole) { number } else { f64::NAN };
        assert_eq!((of(1, 3), of(2, 3), of(0, 0), of(5, 4)), (33.3, 66.7, 0.0, 100.0));
        assert_eq!((tenths(1, 3), tenths(1, 1)), ("33.3".to_owned(), "100".to_owned()));
    }
}
