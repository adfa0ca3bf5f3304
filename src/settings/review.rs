//! Which signatures the site asks for before a story or page is published.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Settings;
use crate::fields::{Id, choices, record};
use crate::source::Spanned;

record! {
    /// What must be signed by whom before it is published.
    SignOffRules = "sign_off", "the sign-off rules", "审签要求", "发布前要哪些人审签" {
        /// Whether nobody may sign at two levels.
        optional different_persons: bool = |_| true, "不同的人", "各级审签是否必须是不同的人", "true";
        /// What is asked of what; of several entries the first that fits counts.
        optional asked: Vec<SignOffRule>, "要求", "什么稿件要哪几级审签；从上往下，第一条合适的算数", "[{columns: [tongzhi], levels: [first, final]}]";
    }
}

record! {
    /// The signatures that are asked of stories and pages.
    SignOffRule = "sign_off_rule", "the sign-off rule", "审签要求", "一类稿件要的审签；栏目和类型都不写就是所有稿件和页面" {
        /// Columns to which it applies.
        optional columns: Vec<Spanned<Id>>, "栏目", "适用的栏目编号", "[tongzhi]";
        /// Kinds of stories to which it applies: ids such as `practice`; `page` for pages.
        optional kinds: Vec<Spanned<Arc<str>>>, "类型", "适用的稿件类型；页面写 page", "[practice, page]";
        /// The day since which it applies, by the date of the story: what is older stays as it is.
        optional since: Option<Date>, "起始日期", "从哪天的稿件起适用，以前的不追查", "2026-01-01";
        /// The levels, in the order in which they must be signed; none: nothing is asked.
        required levels: Vec<ReviewLevel>, "级别", "要哪几级，按签字先后写；空着就是不要求", "[first, second, final]";
    }
}

choices! {
    /// A level of sign-off.
    ReviewLevel {
        Security = "security", "secrecy check", "保密审查";
        First = "first", "first reading", "初审";
        Second = "second", "second reading", "复审";
        Final = "final", "release", "终审";
    }
}

/// What is to be signed.
#[derive(Clone, Copy, Debug)]
pub struct ToSign<'a> {
    /// The id of the kind of story, or `page`.
    pub kind: &'a str,
    /// The column that the story names.
    pub column: Option<&'a str>,
    /// The day of the story; a page has none.
    pub date: Option<Date>,
}

impl Settings {
    /// The levels that must be signed before `what` is published, in their order.
    pub fn levels_asked(&self, what: ToSign<'_>) -> &[ReviewLevel] {
        let mut rules = self.review.iter().flat_map(|rules| &rules.asked);
        rules.find(|rule| self.applies(rule, what)).map_or(&[], |rule| &rule.levels)
    }

    /// Whether nobody may sign at two levels.
    pub fn asks_different_persons(&self) -> bool {
        self.review.as_ref().is_none_or(|rules| rules.different_persons)
    }

    fn applies(&self, rule: &SignOffRule, what: ToSign<'_>) -> bool {
        let column = self.column_of(what.column, what.kind).map(|column| column.id.value.as_str());
        let in_column = rule.columns.is_empty() || rule.columns.iter().any(|id| Some(id.value.as_str()) == column);
        let of_kind = rule.kinds.is_empty() || rule.kinds.iter().any(|kind| *kind.value == *what.kind);
        in_column && of_kind && rule.since.is_none_or(|since| what.date.is_none_or(|date| date >= since))
    }
}

impl Serialize for ReviewLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for ReviewLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::ALL.iter().copied().find(|level| level.id() == id).ok_or_else(|| serde::de::Error::custom("not a level"))
    }
}
