//! The days on which a reception rule falls.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::Holidays;
use crate::fields::choices;

choices! {
    /// How often deputies receive people.
    Frequency {
        Weekly = "weekly", "every week", "每周";
        Monthly = "monthly", "every month", "每月";
        YearlyDates = "yearly_dates", "on named days", "指定日期";
    }

    /// A day of the week.
    Weekday {
        Monday = "MO", "Monday", "周一";
        Tuesday = "TU", "Tuesday", "周二";
        Wednesday = "WE", "Wednesday", "周三";
        Thursday = "TH", "Thursday", "周四";
        Friday = "FR", "Friday", "周五";
        Saturday = "SA", "Saturday", "周六";
        Sunday = "SU", "Sunday", "周日";
    }

    /// What happens to a reception that falls on a day of rest.
    Holiday {
        Postpone = "postpone", "postponed", "顺延";
        NextWeek = "next_week", "a week later", "顺延一周";
        Skip = "skip", "left out", "取消";
        Keep = "keep", "held all the same", "照常";
    }
}

impl Weekday {
    /// The same for the calendar.
    pub fn day(self) -> jiff::civil::Weekday {
        match self {
            Self::Monday => jiff::civil::Weekday::Monday,
            Self::Tuesday => jiff::civil::Weekday::Tuesday,
            Self::Wednesday => jiff::civil::Weekday::Wednesday,
            Self::Thursday => jiff::civil::Weekday::Thursday,
            Self::Friday => jiff::civil::Weekday::Friday,
            Self::Saturday => jiff::civil::Weekday::Saturday,
            Self::Sunday => jiff::civil::Weekday::Sunday,
        }
    }
}

/// A reception rule in plain values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// How often.
    pub freq: Frequency,
    /// Every so many weeks or months, counted from `from`; 1 is every one.
    pub interval: u16,
    /// Days of the week.
    pub weekdays: Vec<Weekday>,
    /// Which of each of those weekdays in the month, -1 the last; empty for all.
    pub positions: Vec<i8>,
    /// Days of the month, -1 the last. A month without such a day has none.
    pub month_days: Vec<i8>,
    /// Which working days of the month, -1 the last.
    pub workdays: Vec<i8>,
    /// Months of the year; empty for all.
    pub months: Vec<u8>,
    /// Single days.
    pub dates: Vec<Date>,
    /// The first day on which the rule can fall.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
    /// First and last days of times in which nobody is received.
    pub pauses: Vec<(Date, Date)>,
    /// What happens on an official holiday.
    pub holiday: Holiday,
    /// What happens on a weekend; unless given, days of the month do as on holidays, and days chosen as Saturdays or Sundays stay.
    pub weekend: Option<Holiday>,
}

/// A day on which a rule falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The day of the reception.
    pub date: Date,
    /// The day on which it would have been but for a day of rest; the same unless it was postponed.
    pub planned: Date,
}

impl Rule {
    /// The days from `first` to `last`, both included, in order and each once.
    pub fn days(&self, first: Date, last: Date, holidays: &Holidays) -> Vec<Occurrence> {
        /// No reception is postponed by more.
        const REACH: i32 = 62;
        let mut days: BTreeMap<Date, Date> = BTreeMap::new();
        let start = first.saturating_sub(REACH.days());
        for planned in self.planned(start, last, holidays) {
            let date = self.settled(planned, holidays).filter(|date| (first..=last).contains(date) && !self.pauses(*date));
            if let Some(date) = date {
                // What falls there anyway is not a postponed one.
                days.entry(date).and_modify(|known| *known = (*known).max(planned)).or_insert(planned);
            }
        }
        days.into_iter().map(|(date, planned)| Occurrence { date, planned }).collect()
    }

    /// The days as the rule says, whatever days of rest do to them.
    fn planned(&self, first: Date, last: Date, holidays: &Holidays) -> BTreeSet<Date> {
        let start = self.from.map_or(first, |from| from.max(first));
        let end = self.to.map_or(last, |to| to.min(last));
        let days: Vec<Date> = match self.freq {
            Frequency::Weekly => every_day(start, end).filter(|day| self.has_weekday(*day) && self.is_in_step(*day)).collect(),
            Frequency::Monthly => every_day(start.first_of_month(), end)
                .filter(|day| day.day() == 1 && self.is_in_step(*day))
                .flat_map(|month| self.of_month(month, holidays))
                .collect(),
            Frequency::YearlyDates => self.dates.clone(),
        };
        let counts = |day: &Date| (start..=end).contains(day) && self.has_month(*day) && !self.pauses(*day);
        days.into_iter().filter(counts).collect()
    }

    fn of_month(&self, month: Date, holidays: &Holidays) -> Vec<Date> {
        let days: Vec<Date> = every_day(month, month.last_of_month()).collect();
        let working: Vec<Date> = days.iter().copied().filter(|day| holidays.is_workday(*day)).collect();
        let by_date = self.month_days.iter().filter_map(|number| nth(&days, *number));
        let by_workday = self.workdays.iter().filter_map(|number| nth(&working, *number));
        by_date.chain(by_workday).chain(self.weekdays.iter().flat_map(|weekday| self.of_weekday(&days, *weekday))).collect()
    }

    /// Of the days of a month those on `weekday` that are meant.
    fn of_weekday(&self, days: &[Date], weekday: Weekday) -> Vec<Date> {
        let all: Vec<Date> = days.iter().copied().filter(|day| day.weekday() == weekday.day()).collect();
        if self.positions.is_empty() { all } else { self.positions.iter().filter_map(|number| nth(&all, *number)).collect() }
    }

    fn has_weekday(&self, day: Date) -> bool {
        self.weekdays.iter().any(|weekday| weekday.day() == day.weekday())
    }

    fn has_month(&self, day: Date) -> bool {
        self.months.is_empty() || self.months.iter().any(|month| i8::try_from(*month) == Ok(day.month()))
    }

    fn pauses(&self, day: Date) -> bool {
        self.pauses.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// Whether the week or month of `day` is one of every so many since the first.
    fn is_in_step(&self, day: Date) -> bool {
        let (Some(from), true) = (self.from, self.interval > 1) else { return true };
        let steps = match self.freq {
            Frequency::Weekly => (monday_of(day) - monday_of(from)).get_days() / 7,
            Frequency::Monthly => i32::from(day.year() - from.year()) * 12 + i32::from(day.month() - from.month()),
            Frequency::YearlyDates => 0,
        };
        steps.rem_euclid(i32::from(self.interval)) == 0
    }

    /// Where a reception planned on a day takes place; `None` when it is left out.
    fn settled(&self, planned: Date, holidays: &Holidays) -> Option<Date> {
        let course = if holidays.holiday(planned).is_some() {
            self.holiday
        } else if holidays.is_weekend(planned) {
            self.weekend.unwrap_or(if self.is_by_date(planned) { self.holiday } else { Holiday::Keep })
        } else {
            Holiday::Keep
        };
        match course {
            Holiday::Keep => Some(planned),
            Holiday::Skip => None,
            Holiday::Postpone => after(planned, 1.day()).find(|day| holidays.is_workday(*day)),
            Holiday::NextWeek => after(planned, 1.week()).find(|day| holidays.holiday(*day).is_none()),
        }
    }

    /// Whether a day was chosen by its number in the month, so that it may be any day of the week.
    fn is_by_date(&self, day: Date) -> bool {
        let last = day.days_in_month();
        let is_day = |number: &i8| *number == day.day() || *number < 0 && last + 1 + *number == day.day();
        self.freq == Frequency::Monthly && self.month_days.iter().any(is_day)
    }
}

/// The `number`th of `days`, counted from 1, or backwards from -1.
fn nth(days: &[Date], number: i8) -> Option<Date> {
    let steps = usize::from(number.unsigned_abs()).checked_sub(1)?;
    if number > 0 { days.get(steps).copied() } else { days.iter().rev().nth(steps).copied() }
}

fn every_day(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// The days at each `step` after `day`, for a season.
fn after(day: Date, step: Span) -> impl Iterator<Item = Date> {
    day.series(step).skip(1).take(60)
}

fn monday_of(day: Date) -> Date {
    day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
}
