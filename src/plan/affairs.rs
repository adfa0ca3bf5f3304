//! The congress's business that has lists of its own besides the sections: tasks, meetings, plans and reports, opinions, deeds.

use super::desk::{Desk, crumb};
use super::{annual, meeting};
use crate::language::Words;
use crate::view::View;

/// One of these lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affair {
    /// Lists of tasks.
    Tasks,
    /// Meetings.
    Meetings,
    /// Plans and reports of the years.
    Annual,
    /// Opinions in figures.
    Opinions,
    /// Practical things done for the people.
    Deeds,
}

impl Affair {
    /// All of them, in the order in which they are told.
    pub(super) const ALL: [Affair; 5] = [Self::Tasks, Self::Meetings, Self::Annual, Self::Opinions, Self::Deeds];

    /// Its folder.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::Meetings => "meetings",
            Self::Annual => "annual",
            Self::Opinions => "opinions",
            Self::Deeds => "deeds",
        }
    }

    /// The list that stands at `path`.
    pub(super) fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|affair| affair.folder() == path)
    }

    /// What it is called.
    pub(super) fn words(self) -> Words {
        match self {
            Self::Tasks => Words { en: "Lists of tasks", zh: "责任清单" },
            Self::Meetings => Words { en: "Meetings", zh: "会议" },
            Self::Annual => Words { en: "Plans and reports", zh: "年度计划和报告" },
            Self::Opinions => Words { en: "Residents' opinions", zh: "群众意见" },
            Self::Deeds => Words { en: "Practical things done", zh: "办实事" },
        }
    }

    /// One sentence about it.
    pub(super) fn about(self) -> Words {
        match self {
            Self::Tasks => Words {
                en: "What is to be done, by whom, by when, and what shows that it was done.",
                zh: "办什么事，谁来办，哪天办完，拿什么验。",
            },
            Self::Meetings => Words {
                en: "Meetings, what they asked for, and the stories that answer it.",
                zh: "开了什么会，提了什么要求，哪些稿件说明落实得怎么样。",
            },
            Self::Annual => {
                Words { en: "The plan of each year's work, and the report on it.", zh: "每年的工作计划和工作报告。" }
            }
            Self::Opinions => Words {
                en: "What residents' opinions were about and what came of them: figures only, no names.",
                zh: "群众意见说的什么事、办得怎么样；只有件数，没有姓名。",
            },
            Self::Deeds => Words {
                en: "What was done for residents: where the need came from, who saw to it, what came of it.",
                zh: "为群众办成的事：需求从哪里来，谁跟进，谁承办，办成什么样。",
            },
        }
    }

    /// Whether there is anything to list.
    pub(super) fn has_pages(self, desk: &Desk<'_>) -> bool {
        let relations = desk.library.relations();
        match self {
            Self::Tasks => !relations.tasks.is_empty(),
            Self::Meetings => meeting::all(desk).next().is_some(),
            Self::Annual => annual::all(desk).next().is_some(),
            Self::Opinions => !relations.opinions.is_empty(),
            Self::Deeds => !relations.deed_ledgers.is_empty(),
        }
    }

    /// It as a link.
    pub(super) fn link(self, desk: &Desk<'_>) -> View {
        crumb(desk.say(self.words()), desk.path(&format!("{}/", self.folder())))
    }
}

/// The lists that there are, as links.
pub(super) fn see_also(desk: &Desk<'_>) -> View {
    View::list(Affair::ALL.into_iter().filter(|affair| affair.has_pages(desk)).map(|affair| affair.link(desk)))
}
