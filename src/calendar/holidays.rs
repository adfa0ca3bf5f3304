//! The table of official days of rest and of the weekend days worked in exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, Weekday, date};

use crate::fields::{Check, record};
use crate::language::{Language, Text};
use crate::source::Spanned;

record! {
    /// The official days of rest, year by year, as they are announced.
    HolidayTable = "holidays", "the table of holidays", "节假日表", "每年的放假和调休安排：`data/holidays.yaml`" {
        /// The years. A year that is not written is taken from the program's own table.
        required years: Vec<YearTable>, "年份", "各年的安排；没写的年份用程序自带的表", "[{year: 2026, rest: [{name: 元旦, from: 2026-01-01, to: 2026-01-03}], work: [2026-01-04]}]", [Check::AtLeastOne];
    }
}

record! {
    /// The days of rest of one year.
    YearTable = "holiday_year", "the year's holidays", "一年的放假安排", "一年的放假和调休安排" {
        /// The year.
        required year: Spanned<u16>, "年度", "年份", "2026", [Check::Between(1954, 2199)];
        /// Whether the year's arrangement is not announced yet: pages then say that its dates may change.
        optional provisional: bool, "暂定", "当年安排还没有公布，日期可能调整", "false";
        /// Who announced it, and where.
        optional source: Option<Text>, "依据", "发布单位和文号", "国务院办公厅关于2026年部分节假日安排的通知";
        /// The days of rest.
        required rest: Vec<Rest>, "放假", "放假的日子", "[{name: 元旦, from: 2026-01-01, to: 2026-01-03}]", [Check::AtLeastOne];
        /// Saturdays and Sundays that are worked instead.
        optional work: Vec<Spanned<Date>>, "上班", "调休上班的周六、周日", "[2026-01-04]";
    }
}

record! {
    /// A holiday of one or more days.
    Rest = "holiday", "the holiday", "假日", "一段放假" {
        /// Its name.
        required name: Text, "名称", "假日名称", "元旦";
        /// The first day.
        required from: Date, "开始", "第一天", "2026-01-01";
        /// The last day; the first unless written.
        optional to: Option<Date>, "结束", "最后一天；不写就只有一天", "2026-01-03";
    }
    order { from <= to; }
}

/// How sure the holidays of a year are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// They are announced.
    Announced,
    /// Only the days that the law names are known; which weekends are worked in exchange is not announced yet.
    Provisional,
    /// Nothing but weekends is known.
    Unknown,
}

/// What is known of every day.
#[derive(Clone, Debug)]
pub struct Holidays {
    years: BTreeMap<i16, Standing>,
    rest: BTreeMap<Date, Text>,
    work: BTreeSet<Date>,
}

impl Holidays {
    /// The site's own table over the one that the program carries; of a year only one of them holds.
    pub fn of(table: &HolidayTable) -> Self {
        let mut holidays = Self::default();
        for year in &table.years {
            holidays.take(year);
        }
        holidays
    }

    fn take(&mut self, table: &YearTable) {
        let Ok(year) = i16::try_from(table.year.value) else { return };
        self.forget(year);
        self.years.insert(year, if table.provisional { Standing::Provisional } else { Standing::Announced });
        for rest in &table.rest {
            self.rest(rest.name.clone(), rest.from, rest.to.unwrap_or(rest.from));
        }
        self.work.extend(table.work.iter().map(|day| day.value));
    }

    fn forget(&mut self, year: i16) {
        self.rest.retain(|day, _| day.year() != year);
        self.work.retain(|day| day.year() != year);
    }

    fn rest(&mut self, name: Text, first: Date, last: Date) {
        /// No holiday is longer; a slip in the last day must not fill the table.
        const LONGEST: usize = 31;
        let days = first.series(jiff::Span::new().days(1)).take(LONGEST).take_while(|day| *day <= last);
        self.rest.extend(days.map(|day| (day, name.clone())));
    }

    /// The holiday that `day` belongs to.
    pub fn holiday(&self, day: Date) -> Option<&Text> {
        self.rest.get(&day)
    }

    /// Whether `day` is a Saturday or Sunday on which nobody works, outside of holidays.
    pub fn is_weekend(&self, day: Date) -> bool {
        let rests = match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => true,
            Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => false,
        };
        rests && !self.work.contains(&day) && !self.rest.contains_key(&day)
    }

    /// Whether `day` is worked.
    pub fn is_workday(&self, day: Date) -> bool {
        !self.is_weekend(day) && !self.rest.contains_key(&day)
    }

    /// Whether `day` is a Saturday or Sunday that is worked.
    pub fn is_make_up(&self, day: Date) -> bool {
        self.work.contains(&day)
    }

    /// How sure the holidays of `year` are.
    pub fn standing(&self, year: i16) -> Standing {
        self.years.get(&year).copied().unwrap_or(Standing::Unknown)
    }
}

impl Default for Holidays {
    /// The table that the program carries: 2026 as announced, and of 2027 the days that the law names.
    fn default() -> Self {
        let mut holidays = Self { years: BTreeMap::new(), rest: BTreeMap::new(), work: BTreeSet::new() };
        holidays.years.extend([(2026, Standing::Announced), (2027, Standing::Provisional)]);
        for (name, first, last) in CARRIED {
            holidays.rest(name.text(), *first, *last);
        }
        holidays.work.extend(WORKED);
        holidays
    }
}

/// The seven holidays of the year.
#[derive(Clone, Copy)]
enum Name {
    NewYear,
    SpringFestival,
    Qingming,
    LabourDay,
    DragonBoat,
    MidAutumn,
    NationalDay,
}

impl Name {
    fn text(self) -> Text {
        let (zh, en) = match self {
            Self::NewYear => ("元旦", "New Year's Day"),
            Self::SpringFestival => ("春节", "Spring Festival"),
            Self::Qingming => ("清明节", "Qingming Festival"),
            Self::LabourDay => ("劳动节", "Labour Day"),
            Self::DragonBoat => ("端午节", "Dragon Boat Festival"),
            Self::MidAutumn => ("中秋节", "Mid-Autumn Festival"),
            Self::NationalDay => ("国庆节", "National Day"),
        };
        let english = Language::new("en").map(|language| (language, Arc::from(en)));
        Text::translated(zh, english.into_iter().collect())
    }
}

/// Holidays with their first and last days.
const CARRIED: &[(Name, Date, Date)] = &[
    (Name::NewYear, date(2026, 1, 1), date(2026, 1, 3)),
    (Name::SpringFestival, date(2026, 2, 15), date(2026, 2, 23)),
    (Name::Qingming, date(2026, 4, 4), date(2026, 4, 6)),
    (Name::LabourDay, date(2026, 5, 1), date(2026, 5, 5)),
    (Name::DragonBoat, date(2026, 6, 19), date(2026, 6, 21)),
    (Name::MidAutumn, date(2026, 9, 25), date(2026, 9, 27)),
    (Name::NationalDay, date(2026, 10, 1), date(2026, 10, 7)),
    (Name::NewYear, date(2027, 1, 1), date(2027, 1, 1)),
    (Name::SpringFestival, date(2027, 2, 5), date(2027, 2, 8)),
    (Name::Qingming, date(2027, 4, 5), date(2027, 4, 5)),
    (Name::LabourDay, date(2027, 5, 1), date(2027, 5, 2)),
    (Name::DragonBoat, date(2027, 6, 9), date(2027, 6, 9)),
    (Name::MidAutumn, date(2027, 9, 15), date(2027, 9, 15)),
    (Name::NationalDay, date(2027, 10, 1), date(2027, 10, 3)),
];

/// Saturdays and Sundays that are worked.
const WORKED: [Date; 6] = [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)];
