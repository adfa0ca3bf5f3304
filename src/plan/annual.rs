//! The plans and reports of the years.

use std::cmp::Reverse;

use super::affairs::Affair;
use super::cards::pick;
use super::desk::Desk;
use super::pages::{Planned, Sheet};
use crate::model::{Annual, AnnualKind, Story, Thing};
use crate::view::View;

/// The stories that are the plan or the report of a year, the newest year first, plans before reports.
pub(super) fn all<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (&'a Annual, &'a Thing<Story>)> {
    let library = desk.library;
    let stories = library.relations().stories.iter().map(|id| library.story(id));
    let mut told: Vec<_> = stories.filter_map(|thing| Some((thing.record.annual.as_ref()?, thing))).collect();
    told.sort_by_key(|(annual, _)| (Reverse(annual.year), annual.of));
    told.into_iter()
}

/// The page.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let told: Vec<_> = all(desk).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let of = |year: &[(&Annual, &Thing<Story>)], kind: AnnualKind| {
        let ids = year.iter().filter(|(annual, _)| annual.of == kind).map(|(_, thing)| &thing.id);
        View::list(pick(&desk.cards.stories, ids))
    };
    let years = told.chunk_by(|a, b| a.0.year == b.0.year).map(|year| {
        View::map([
            ("year", View::from(i64::from(year[0].0.year))),
            ("plans", of(year, AnnualKind::Plan)),
            ("reports", of(year, AnnualKind::Report)),
        ])
    });
    let mut sheet = Sheet::new(Affair::Annual.folder(), "annual", desk.say(Affair::Annual.words()));
    sheet.description = desk.say(Affair::Annual.about()).into();
    sheet.values = vec![("years", View::list(years))];
    vec![desk.page(sheet)]
}
