//! The sections of a site: what the navigation leads to.

use crate::language::{Language, Words};

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
    /// Theme campaigns.
    Campaigns,
    /// Districts.
    Districts,
}

impl Section {
    /// The sections in the order of the navigation.
    pub(super) const ALL: [Section; 7] =
        [Self::Stations, Self::Practices, Self::Stories, Self::Deputies, Self::Projects, Self::Campaigns, Self::Districts];

    /// Its name for templates, and its folder.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Stations => "stations",
            Self::Practices => "practices",
            Self::Stories => "stories",
            Self::Deputies => "deputies",
            Self::Projects => "projects",
            Self::Campaigns => "campaigns",
            Self::Districts => "districts",
        }
    }

    /// Its title.
    pub(super) fn words(self) -> Words {
        match self {
            Self::Stations => Words { en: "Stations", zh: "找站点" },
            Self::Practices => Words { en: "Good practices", zh: "好做法" },
            Self::Stories => Words { en: "Stories", zh: "故事与动态" },
            Self::Deputies => Words { en: "Deputies", zh: "人大代表" },
            Self::Projects => Words { en: "Livelihood projects", zh: "民生实事" },
            Self::Campaigns => Words { en: "Campaigns", zh: "主题活动" },
            Self::Districts => Words { en: "Districts", zh: "各区" },
        }
    }
}

/// The wording of `words` on pages in `language`.
pub(super) fn say(words: Words, language: &Language) -> &'static str {
    if language.tag().starts_with("en") { words.en } else { words.zh }
}
