//! What is counted. Every number comes with the things that it counts, so that pages and reports cannot say another number than their lists.

mod items;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{Campaign, CounterSource, Kind, Level, Library, Thing};

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Stations.
    Stations,
    /// Stations with an honour that holds.
    HonoredStations,
    /// Deputies who serve; a person counts once.
    Deputies,
    /// The seats that they hold.
    Seats,
    /// The seats at one level.
    SeatsAt(Level),
    /// Stories of all kinds.
    Stories,
    /// Good practices.
    Practices,
    /// Visits to homes that stories tell of.
    HomeVisits,
    /// Trainings of deputies that stories tell of.
    Trainings,
    /// How many hours they took.
    TrainingHours,
    /// Times that a practice was taken over.
    Adoptions,
    /// Receptions that were held.
    Receptions,
    /// People who came to them.
    Visitors,
    /// Opinions that were gathered there.
    Opinions,
    /// Livelihood projects.
    Projects,
    /// Those that are done.
    ProjectsDone,
    /// Suggestions of deputies that may be made public.
    Suggestions,
    /// Those that were answered.
    SuggestionsAnswered,
    /// Practical things done for the people.
    Deeds,
    /// People whom they serve.
    Beneficiaries,
}

/// Whether a measure is about a moment or about a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// How many there are on the day of the site.
    Now,
    /// How many there were in a year or another period.
    Within,
}

/// One of the things that a number counts.
#[derive(Clone, Debug)]
pub struct Item {
    /// The page that shows it.
    pub page: (Kind, Id),
    /// The district to which it counts; none for what belongs to the whole city.
    pub district: Option<Id>,
    /// The day on which it counts; none of a measure about a moment.
    pub day: Option<Date>,
    /// What it adds to the number: one, or as many people or opinions as there were.
    pub amount: u64,
    /// What tells it from others on the same page.
    pub detail: Option<Detail>,
    /// The row of the page that shows it, where it is not the whole page.
    pub row: Option<Row>,
}

/// A row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place on the page.
    pub anchor: String,
    /// What it is called.
    pub name: Text,
}

/// Whose things a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share<'a> {
    /// A district's, and those of the districts below it.
    District(&'a Id),
    /// Those of no district.
    CityWide,
    /// Everybody's.
    All,
}

/// What tells an item from others on the same page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A word of the program.
    Words(Words),
    /// A text of the editor.
    Text(Text),
    /// The page of another thing: who took a practice over.
    Page(Kind, Id),
}

impl Measure {
    /// Every measure, in the order in which they are shown.
    pub const ALL: &'static [Measure] = &[
        Self::Stations,
        Self::HonoredStations,
        Self::Deputies,
        Self::Seats,
        Self::SeatsAt(Level::National),
        Self::SeatsAt(Level::Region),
        Self::SeatsAt(Level::City),
        Self::SeatsAt(Level::District),
        Self::SeatsAt(Level::Township),
        Self::Receptions,
        Self::Visitors,
        Self::Opinions,
        Self::Stories,
        Self::Practices,
        Self::Adoptions,
        Self::HomeVisits,
        Self::Trainings,
        Self::TrainingHours,
        Self::Projects,
        Self::ProjectsDone,
        Self::Suggestions,
        Self::SuggestionsAnswered,
        Self::Deeds,
        Self::Beneficiaries,
    ];

    /// Its permanent name, in addresses and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stations => "stations",
            Self::HonoredStations => "honored-stations",
            Self::Deputies => "deputies",
            Self::Seats => "seats",
            Self::SeatsAt(Level::National) => "seats-national",
            Self::SeatsAt(Level::Region) => "seats-region",
            Self::SeatsAt(Level::City) => "seats-city",
            Self::SeatsAt(Level::District) => "seats-district",
            Self::SeatsAt(Level::Township) => "seats-township",
            Self::Stories => "stories",
            Self::Practices => "practices",
            Self::HomeVisits => "home-visits",
            Self::Trainings => "trainings",
            Self::TrainingHours => "training-hours",
            Self::Adoptions => "adoptions",
            Self::Receptions => "receptions",
            Self::Visitors => "visitors",
            Self::Opinions => "opinions",
            Self::Projects => "projects",
            Self::ProjectsDone => "projects-done",
            Self::Suggestions => "suggestions",
            Self::SuggestionsAnswered => "suggestions-answered",
            Self::Deeds => "deeds",
            Self::Beneficiaries => "beneficiaries",
        }
    }

    /// What readers call it.
    pub const fn words(self) -> Words {
        match self {
            Self::Stations => Words { en: "Stations", zh: "家室站（个）" },
            Self::HonoredStations => Words { en: "Honoured stations", zh: "获荣誉站点（个）" },
            Self::Deputies => Words { en: "Deputies", zh: "在任代表（人）" },
            Self::Seats => Words { en: "Seats", zh: "代表席位（席）" },
            Self::SeatsAt(Level::National) => Words { en: "National seats", zh: "全国代表（席）" },
            Self::SeatsAt(Level::Region) => Words { en: "Regional seats", zh: "自治区代表（席）" },
            Self::SeatsAt(Level::City) => Words { en: "City seats", zh: "市代表（席）" },
            Self::SeatsAt(Level::District) => Words { en: "District seats", zh: "区代表（席）" },
            Self::SeatsAt(Level::Township) => Words { en: "Township seats", zh: "乡镇代表（席）" },
            Self::Stories => Words { en: "Stories", zh: "发布稿件（篇）" },
            Self::Practices => Words { en: "Good practices", zh: "经验做法（条）" },
            Self::HomeVisits => Words { en: "Home visits told", zh: "入户走访报道（篇）" },
            Self::Trainings => Words { en: "Trainings told", zh: "代表培训报道（篇）" },
            Self::TrainingHours => Words { en: "Hours of training", zh: "代表培训（学时）" },
            Self::Adoptions => Words { en: "Practices taken over", zh: "借鉴推广（次）" },
            Self::Receptions => Words { en: "Receptions held", zh: "代表接待（场）" },
            Self::Visitors => Words { en: "People received", zh: "接待群众（人次）" },
            Self::Opinions => Words { en: "Opinions gathered", zh: "收集意见（件）" },
            Self::Projects => Words { en: "Livelihood projects", zh: "民生实事（项）" },
            Self::ProjectsDone => Words { en: "Projects done", zh: "民生实事已完成（项）" },
            Self::Suggestions => Words { en: "Suggestions", zh: "代表建议（件）" },
            Self::SuggestionsAnswered => Words { en: "Suggestions answered", zh: "代表建议已答复（件）" },
            Self::Deeds => Words { en: "Practical things done", zh: "办成实事（件）" },
            Self::Beneficiaries => Words { en: "People served by them", zh: "实事受益（人）" },
        }
    }

    /// How it is counted.
    pub const fn definition(self) -> Words {
        match self {
            Self::Stations => Words { en: "all but those that were merged into others", zh: "不含已撤并的站点" },
            Self::HonoredStations => Words {
                en: "stations with an honour awarded by a body and still valid; each counts once",
                zh: "有关机关授予且在有效期内，一个站点计一次",
            },
            Self::Deputies => {
                Words { en: "persons with a seat today; each counts once", zh: "按人计，一人兼几级代表只计一次" }
            }
            Self::Seats => {
                Words { en: "a person may hold seats at several levels", zh: "按席位计，一人兼几级代表就计几席" }
            }
            Self::SeatsAt(_) => Words { en: "the seats at this level", zh: "按席位计" },
            Self::Stories => Words { en: "by day of publication", zh: "按发布日期" },
            Self::Practices => Words { en: "by day of publication", zh: "按发布日期" },
            Self::HomeVisits | Self::Trainings | Self::TrainingHours => {
                Words { en: "as stories tell them, by day of the event", zh: "按稿件登记的活动，以事件日期计" }
            }
            Self::Adoptions => {
                Words { en: "by day of adoption, in the district that took it over", zh: "按借鉴日期，计入借鉴的区" }
            }
            Self::Receptions => Words { en: "receptions reported as held", zh: "站点登记为已举行的接待" },
            Self::Visitors | Self::Opinions => Words { en: "as the stations reported them", zh: "按站点登记" },
            Self::Projects => Words { en: "by the project's year; without candidates", zh: "按项目年度，不含候选项目" },
            Self::ProjectsDone => Words { en: "by the project's year", zh: "按项目年度" },
            Self::Suggestions => {
                Words { en: "by the day they were put forward; only those that are public", zh: "按提出日期，只计可以公开的" }
            }
            Self::SuggestionsAnswered => {
                Words { en: "by the day of the answer; only those that are public", zh: "按答复日期，只计可以公开的" }
            }
            Self::Deeds | Self::Beneficiaries => BY_LEDGER,
        }
    }

    /// Whether it is about a moment or about a time.
    pub const fn tense(self) -> Tense {
        match self {
            Self::Stations | Self::HonoredStations | Self::Deputies | Self::Seats | Self::SeatsAt(_) => Tense::Now,
            Self::Stories
            | Self::Practices
            | Self::HomeVisits
            | Self::Trainings
            | Self::TrainingHours
            | Self::Adoptions
            | Self::Receptions
            | Self::Visitors
            | Self::Opinions
            | Self::Projects
            | Self::ProjectsDone
            | Self::Suggestions
            | Self::SuggestionsAnswered
            | Self::Deeds
            | Self::Beneficiaries => Tense::Within,
        }
    }

    /// What it counts on `today`: what has a day the newest first, the rest in the order of the site.
    pub fn items(self, library: &Library, today: Date) -> Vec<Item> {
        let mut items = items::of(self, library, today);
        items.sort_by_key(|item| std::cmp::Reverse(item.day));
        items
    }
}

/// What the counters of a campaign that the site counts by itself count: each source once.
pub fn campaign_items(library: &Library, campaign: &Thing<Campaign>, source: CounterSource) -> Vec<Item> {
    let mut items = items::of_campaign(library, campaign, source);
    items.sort_by_key(|item| std::cmp::Reverse(item.day));
    items
}

/// How what a campaign counts by itself is counted.
pub const fn campaign_definition(source: CounterSource) -> Words {
    match source {
        CounterSource::Deeds | CounterSource::Beneficiaries => BY_LEDGER,
        CounterSource::Stories => Words { en: "stories of the campaign, by day of publication", zh: "活动的稿件，按发布日期" },
    }
}

const BY_LEDGER: Words = Words { en: "by day of completion, as the ledgers tell", zh: "按实事台账，以办结日期计" };

impl<'a> Share<'a> {
    /// The districts in official order, what belongs to none of them, and all.
    pub fn each(library: &'a Library) -> Vec<Self> {
        library.relations().districts.iter().map(Self::District).chain([Self::CityWide, Self::All]).collect()
    }

    /// Its name in addresses and anchors. A district whose id is one of ours gets a sign before it that no id has.
    pub fn key(self) -> Cow<'a, str> {
        match self {
            Self::District(id) if [Self::CityWide, Self::All].iter().any(|other| other.key() == id.as_str()) => format!("~{id}").into(),
            Self::District(id) => id.as_str().into(),
            Self::CityWide => "city-wide".into(),
            Self::All => "all".into(),
        }
    }

    /// What readers call it; a district has a name of its own.
    pub const fn words(self) -> Option<Words> {
        match self {
            Self::District(_) => None,
            Self::CityWide => Some(Words { en: "City-wide", zh: "全市性" }),
            Self::All => Some(Words { en: "Total", zh: "合计" }),
        }
    }

    /// Whether `item` counts here.
    pub fn has(self, library: &Library, item: &Item) -> bool {
        let parents = &library.relations().parent;
        match self {
            Self::District(district) => std::iter::successors(item.district.as_ref(), |id| parents.get(*id)).any(|id| id == district),
            Self::CityWide => item.district.is_none(),
            Self::All => true,
        }
    }
}

impl Item {
    /// What it is called where it has no page to itself.
    pub fn row_name(&self) -> Option<&Text> {
        self.row.as_ref().map(|row| &row.name)
    }

    /// The year in which it counts.
    pub fn year(&self) -> Option<i16> {
        self.day.map(Date::year)
    }
}

/// The number that `items` make.
pub fn sum<'i>(items: impl IntoIterator<Item = &'i Item>) -> u64 {
    items.into_iter().map(|item| item.amount).sum()
}

/// By how many per cent `now` differs from `before`, rounded; none when there was nothing before.
pub fn change(now: u64, before: u64) -> Option<i64> {
    let (now, before) = (i64::try_from(now).ok()?, i64::try_from(before).ok().filter(|before| *before > 0)?);
    let tenths = (now - before).checked_mul(1000)? / before;
    Some((tenths + 5 * tenths.signum()) / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_rounded_away_from_zero_at_the_half() {
        assert_eq!(change(12, 10), Some(20));
        assert_eq!(change(10, 12), Some(-17));
        assert_eq!(change(3, 0), None);
        assert_eq!(change(0, 8), Some(-100));
        assert_eq!(change(1001, 1000), Some(0));
        assert_eq!(change(9, 8), Some(13));
    }

    #[test]
    fn names_differ() {
        let keys: std::collections::BTreeSet<&str> = Measure::ALL.iter().map(|measure| measure.key()).collect();
        assert_eq!(keys.len(), Measure::ALL.len());
    }
}
