//! The kinds of things that have a file and a page of their own.

use serde::{Deserialize, Serialize};

use crate::fields::{Record, RecordDeclaration, Referable};
use crate::language::Words;
use crate::model::{Campaign, DeedLedger, Deputy, District, OpinionLedger, Page, Project, Station, Story, Suggestion, TaskList};

/// What a file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A district, a city or a township.
    District,
    /// A liaison station.
    Station,
    /// A deputy.
    Deputy,
    /// A story of any kind.
    Story,
    /// A campaign.
    Campaign,
    /// A livelihood project.
    Project,
    /// A suggestion.
    Suggestion,
    /// A list of tasks.
    Tasks,
    /// Opinions in figures.
    Opinions,
    /// A ledger of deeds.
    Deeds,
    /// A free page.
    Page,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[
        Kind::District,
        Kind::Station,
        Kind::Deputy,
        Kind::Story,
        Kind::Campaign,
        Kind::Project,
        Kind::Suggestion,
        Kind::Tasks,
        Kind::Opinions,
        Kind::Deeds,
        Kind::Page,
    ];

    /// The name in commands and schemas: `station`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Station => "station",
            Self::Deputy => "deputy",
            Self::Story => "story",
            Self::Campaign => "campaign",
            Self::Project => "project",
            Self::Suggestion => "suggestion",
            Self::Tasks => "tasks",
            Self::Opinions => "opinions",
            Self::Deeds => "deeds",
            Self::Page => "page",
        }
    }

    /// The folder that holds such files: `stations`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::District => "districts",
            Self::Station => "stations",
            Self::Deputy => "deputies",
            Self::Story => "stories",
            Self::Campaign => "campaigns",
            Self::Project => "projects",
            Self::Suggestion => "suggestions",
            Self::Tasks => "tasks",
            Self::Opinions => "opinions",
            Self::Deeds => "deeds",
            Self::Page => "pages",
        }
    }

    /// What messages call it: "station", "站点".
    pub const fn words(self) -> Words {
        match self {
            Self::District => District::WORDS,
            Self::Station => Station::WORDS,
            Self::Deputy => Deputy::WORDS,
            Self::Story => Story::WORDS,
            Self::Campaign => Campaign::WORDS,
            Self::Project => Project::WORDS,
            Self::Suggestion => Suggestion::WORDS,
            Self::Tasks => TaskList::WORDS,
            Self::Opinions => OpinionLedger::WORDS,
            Self::Deeds => DeedLedger::WORDS,
            Self::Page => Page::WORDS,
        }
    }

    /// What messages call several of it: "stations", "站点".
    pub const fn plural(self) -> Words {
        match self {
            Self::District => Words { en: "districts", zh: "区" },
            Self::Station => Words { en: "stations", zh: "站点" },
            Self::Deputy => Words { en: "deputies", zh: "代表" },
            Self::Story => Words { en: "stories", zh: "稿件" },
            Self::Campaign => Words { en: "campaigns", zh: "主题活动" },
            Self::Project => Words { en: "projects", zh: "民生实事项目" },
            Self::Suggestion => Words { en: "suggestions", zh: "代表建议" },
            Self::Tasks => Words { en: "lists of tasks", zh: "责任清单" },
            Self::Opinions => Words { en: "ledgers of opinions", zh: "群众意见台账" },
            Self::Deeds => Words { en: "ledgers of deeds", zh: "实事台账" },
            Self::Page => Words { en: "pages", zh: "页面" },
        }
    }

    /// Its fields.
    pub const fn record(self) -> &'static RecordDeclaration {
        match self {
            Self::District => District::RECORD,
            Self::Station => Station::RECORD,
            Self::Deputy => Deputy::RECORD,
            Self::Story => Story::RECORD,
            Self::Campaign => Campaign::RECORD,
            Self::Project => Project::RECORD,
            Self::Suggestion => Suggestion::RECORD,
            Self::Tasks => TaskList::RECORD,
            Self::Opinions => OpinionLedger::RECORD,
            Self::Deeds => DeedLedger::RECORD,
            Self::Page => Page::RECORD,
        }
    }
}

macro_rules! referable {
    ($($name:ident $en:literal $zh:literal)+) => {$(
        impl Referable for $name {
            const WORDS: Words = Words { en: $en, zh: $zh };
        }
    )+};
}

referable! {
    District "district" "区"
    Station "station" "站点"
    Deputy "deputy" "代表"
    Story "story" "稿件"
    Campaign "campaign" "主题活动"
    Project "project" "民生实事项目"
    Suggestion "suggestion" "代表建议"
    TaskList "list of tasks" "责任清单"
    OpinionLedger "ledger of opinions" "群众意见台账"
    DeedLedger "ledger of deeds" "实事台账"
    Page "page" "页面"
}
