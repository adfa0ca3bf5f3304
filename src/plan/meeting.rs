//! Meetings: what they asked for, and the stories that answer it.

use super::affairs::Affair;
use super::cards::{Cards, extended, pick};
use super::desk::Desk;
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::story::numbered;
use super::values::date;
use crate::fields::Id;
use crate::model::{Meeting, Requirement, Story, Thing};
use crate::view::View;

/// How many meetings one list page shows.
const PER_PAGE: usize = 60;

/// The stories that tell of a meeting, newest first.
pub(super) fn all<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Thing<Story>> {
    let library = desk.library;
    library.relations().stories.iter().map(|id| library.story(id)).filter(|thing| thing.record.meeting.is_some())
}

/// The list of meetings.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let mut meetings: Vec<&Thing<Story>> = all(desk).collect();
    if meetings.is_empty() {
        return Vec::new();
    }
    meetings.sort_by_key(|thing| std::cmp::Reverse(thing.record.meeting.as_ref().map(|meeting| meeting.date)));
    let title = desk.say(Affair::Meetings.words());
    let pages = slices(&desk.prefix, Affair::Meetings.folder(), &meetings, PER_PAGE).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "meetings", numbered(desk, title, slice.number));
        sheet.description = desk.say(Affair::Meetings.about()).into();
        let row = |thing: &&Thing<Story>| extended(&desk.cards.stories[&thing.id], vec![("meeting", view(desk, &thing.record))]);
        sheet.values = vec![("meetings", View::list(slice.items.iter().map(row))), ("pager", slice.pager)];
        desk.page(sheet)
    });
    pages.collect()
}

/// Everything that [`view`] shows of other stories.
pub(super) fn made_of(made_of: &mut MadeOf<'_, '_>, record: &Story, cards: &Cards) {
    made_of.cards(&cards.stories, record.meeting.iter().flat_map(stories));
}

fn stories(meeting: &Meeting) -> impl Iterator<Item = &Id> {
    let answers = meeting.requirements.iter().flat_map(|requirement| &requirement.stories);
    answers.chain(&meeting.speeches).map(|one| &one.id)
}

/// The meeting of which a story tells.
pub(super) fn view(desk: &Desk<'_>, record: &Story) -> View {
    let Some(meeting) = &record.meeting else { return View::Nothing };
    View::map([
        ("ordinal", desk.maybe(meeting.ordinal.as_ref())),
        ("date", date(desk, meeting.date)),
        ("organizer", desk.text(&meeting.organizer)),
        ("place", desk.maybe(meeting.place.as_ref())),
        ("participants", desk.texts(&meeting.participants)),
        ("agenda", desk.texts(&meeting.agenda)),
        ("requirements", View::list(meeting.requirements.iter().map(|one| requirement(desk, one)))),
        ("speeches", View::list(pick(&desk.cards.stories, meeting.speeches.iter().map(|one| &one.id)))),
    ])
}

fn requirement(desk: &Desk<'_>, requirement: &Requirement) -> View {
    View::map([
        ("text", desk.text(&requirement.text)),
        ("stories", View::list(pick(&desk.cards.stories, requirement.stories.iter().map(|one| &one.id)))),
    ])
}
