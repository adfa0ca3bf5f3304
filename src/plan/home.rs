//! The home page: first the people and the practices.

use super::calendar;
use super::cards::{is_model, pick};
use super::chart;
use super::desk::Desk;
use super::linked_data;
use super::pages::{Planned, Sheet};
use super::site;
use crate::fields::Id;
use crate::model::{ProjectStatus, StoryKind};
use crate::view::View;

/// The home page.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let library = desk.library;
    let relations = library.relations();
    let stories = |ids: Vec<&Id>| View::list(pick(&desk.cards.stories, ids));
    let of_kind = |kinds: &[StoryKind], most: usize| -> Vec<&Id> {
        relations.stories.iter().filter(|id| kinds.contains(&library.story(id).record.kind)).take(most).collect()
    };
    let mut practices = of_kind(&[StoryKind::Practice], usize::MAX);
    practices.sort_by_key(|id| std::cmp::Reverse(library.adopting_districts(library.story(id)).len()));
    practices.truncate(5);
    let models = relations.stations.iter().filter(|id| is_model(&library.station(id).record.honors)).take(6);
    let voted = relations.projects.iter().filter(|id| library.project(id).record.status != ProjectStatus::Candidate);
    let settings = library.settings();
    let mut sheet = Sheet::new("", "home", settings.title.in_language(&desk.language).clone());
    sheet.description = settings.tagline.as_ref().unwrap_or(&settings.title).in_language(&desk.language).clone();
    sheet.subject = linked_data::site(desk);
    sheet.updated = super::story::updated(desk, &relations.stories);
    sheet.values = vec![
        ("counts", site::counts(desk)),
        ("districts", View::list(pick(&desk.cards.districts, &relations.districts))),
        ("lead_practices", stories(practices)),
        ("latest", stories(relations.stories.iter().take(8).collect())),
        ("receptions", calendar::panel(desk, None)),
        ("model_stations", View::list(pick(&desk.cards.stations, models))),
        ("voices", stories(of_kind(&[StoryKind::Profile, StoryKind::Voice, StoryKind::Case], 4))),
        ("notices", stories(of_kind(&[StoryKind::Notice, StoryKind::Preview], 3))),
        ("projects", View::list(pick(&desk.cards.projects, voted.take(6)))),
        ("campaigns", View::list(pick(&desk.cards.campaigns, &relations.campaigns))),
        ("activity", chart::stories_by_district(desk)),
    ];
    vec![desk.page(sheet)]
}
