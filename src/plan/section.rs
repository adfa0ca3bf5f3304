//! The sections of a site: what the navigation leads to.

use crate::language::{Language, Words};
use crate::settings::ColumnType;

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Liaison stations.
    Stations,
    /// Good practices.
    Practices,
    /// Stories of all kinds.
    Stories,
    /// Deputies.
    Deputies,
    /// Livelihood projects.
    Projects,
    /// Suggestions of deputies.
    Suggestions,
    /// Theme campaigns.
    Campaigns,
    /// Districts.
    Districts,
}

impl Section {
    /// The sections in the order of the navigation.
    pub(super) const ALL: [Section; 8] = [
        Self::Stations,
        Self::Practices,
        Self::Stories,
        Self::Deputies,
        Self::Projects,
        Self::Suggestions,
        Self::Campaigns,
        Self::Districts,
    ];

    /// Its name for templates, and its folder.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Stations => "stations",
            Self::Practices => "practices",
            Self::Stories => "stories",
            Self::Deputies => "deputies",
            Self::Projects => "projects",
            Self::Suggestions => "suggestions",
            Self::Campaigns => "campaigns",
            Self::Districts => "districts",
        }
    }

    /// The section called `key`.
    pub(super) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }

    /// One sentence about it.
    pub(super) fn about(self) -> Words {
        match self {
            Self::Stations => Words {
                en: "Where the deputies' stations are, when they receive visitors, and who is there.",
                zh: "各区代表家室站的地址、接待时间和接待代表。",
            },
            Self::Practices => Words {
                en: "Good practices of the stations: background, what was done, results, insight, and how to copy them.",
                zh: "各区家室站的好做法：背景、做法、成效、启示，怎么照着做。",
            },
            Self::Stories => {
                Words { en: "News of the congress's work and stories of deputies.", zh: "人大工作动态和代表故事。" }
            }
            Self::Deputies => Words {
                en: "The deputies: their seats, their stations and what they did.",
                zh: "人大代表的任职、所在站点和履职情况。",
            },
            Self::Projects => Words {
                en: "Livelihood projects: how they were voted on, how far they are, who oversees them.",
                zh: "民生实事项目的票决、进度和监督。",
            },
            Self::Suggestions => Words {
                en: "Suggestions of deputies: what they are about, who handles them, and what came of them.",
                zh: "代表提出的建议、批评和意见：说的什么事，由谁办，办得怎么样。",
            },
            Self::Campaigns => {
                Words { en: "The deputies' campaigns: plans and progress.", zh: "人大代表主题活动的安排和进展。" }
            }
            Self::Districts => Words {
                en: "Stations, deputies, practices and contacts of each district.",
                zh: "各区的站点、代表、做法和联系方式。",
            },
        }
    }

    /// Its kind by the standard for page tags, unless the settings say another.
    pub(super) fn column_type(self) -> ColumnType {
        match self {
            Self::Stations => ColumnType::Organs,
            Self::Deputies | Self::Districts => ColumnType::Overview,
            Self::Practices | Self::Stories | Self::Campaigns => ColumnType::Work,
            Self::Projects => ColumnType::Figures,
            Self::Suggestions => ColumnType::Response,
        }
    }

    /// Its title unless the settings say another.
    pub(super) fn words(self) -> Words {
        match self {
            Self::Stations => Words { en: "Stations", zh: "找站点" },
            Self::Practices => Words { en: "Good practices", zh: "好做法" },
            Self::Stories => Words { en: "Stories", zh: "故事与动态" },
            Self::Deputies => Words { en: "Deputies", zh: "人大代表" },
            Self::Projects => Words { en: "Livelihood projects", zh: "民生实事" },
            Self::Suggestions => Words { en: "Suggestions", zh: "代表建议" },
            Self::Campaigns => Words { en: "Campaigns", zh: "主题活动" },
            Self::Districts => Words { en: "Districts", zh: "各区" },
        }
    }
}

/// The wording of `words` on pages in `language`.
pub(super) fn say(words: Words, language: &Language) -> &'static str {
    if language.is_chinese() { words.zh } else { words.en }
}
