//! Exchanges of the districts: what each told at one meeting, side by side.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::Group;
use super::desk::{Desk, crumb};
use super::exchange::MATRIX;
use super::made_of::MadeOf;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::values::{COLON, date, full_day};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, Library, Story, StoryKind, Thing};
use crate::view::View;

/// The folder of the pages.
const FOLDER: &str = "practices/exchange";

const TITLE: Words = Words { en: "The districts side by side", zh: "各区发言并排看" };

const ABOUT: Words = Words {
    en: "What the districts told each other at one meeting, question by question.",
    zh: "同一次会上各区的发言，一题一题并排放着看。",
};

/// What one district told at a meeting.
struct Speech<'a> {
    district: &'a Id,
    story: &'a Thing<Story>,
}

/// A page for each day on which several districts spoke.
pub(super) const GROUP: Group = Group { made_of, shows_only_fields: false, pages };

fn pages(desk: &Desk<'_>) -> Planned {
    let reports = reports(desk);
    let page =
        |(day, speeches): (&Date, &Vec<Speech<'_>>)| desk.page(sheet(desk, *day, speeches, reports.get(day).map_or(&[], Vec::as_slice)));
    meetings(desk).par_iter().map(page).collect()
}

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    made_of.names();
    for speech in meetings(desk).into_values().flatten() {
        made_of.thing(speech.story).cards(&desk.cards.stories, [&speech.story.id]);
    }
    for (day, stories) in reports(desk) {
        made_of.texts([&*day.to_string()]).links(Kind::Story, stories);
    }
}

/// The links to all of them, the latest first.
pub(super) fn links(desk: &Desk<'_>) -> Vec<View> {
    meetings(desk).keys().rev().map(|day| link(desk, *day)).collect()
}

/// The page on which a story stands beside others; nothing where it stands alone.
pub(super) fn link_of(desk: &Desk<'_>, story: &Thing<Story>) -> View {
    shared_day(desk, story).map_or(View::Nothing, |day| link(desk, day))
}

/// Feeds what [`link_of`] shows.
pub(super) fn feed_link(made_of: &mut MadeOf<'_, '_>, desk: &Desk<'_>, story: &Thing<Story>) {
    made_of.debug(shared_day(desk, story));
}

fn link(desk: &Desk<'_>, day: Date) -> View {
    crumb(title(desk, day), desk.path(&format!("{FOLDER}/{day}/")))
}

fn title(desk: &Desk<'_>, day: Date) -> String {
    format!("{}{}{}", desk.say(TITLE), desk.say(COLON), full_day(&desk.language, day))
}

/// The day of a speech: that of the meeting, where it is told.
fn day_of(story: &Story) -> Date {
    story.event_date.unwrap_or(story.date.value.date)
}

/// The story as the speech of one district.
fn speech<'a>(story: &'a Thing<Story>) -> Option<Speech<'a>> {
    let record = &story.record;
    if record.kind != StoryKind::Compare {
        return None;
    }
    let district = match &record.districts[..] {
        [] => story.home.as_ref()?,
        [only] => &only.id,
        [..] => return None,
    };
    Some(Speech { district, story })
}

fn speeches(library: &Library) -> impl Iterator<Item = Speech<'_>> {
    library.stories().values().filter_map(speech)
}

/// The days on which several districts spoke.
pub(super) fn days(library: &Library) -> BTreeSet<Date> {
    let mut first: BTreeMap<Date, &Id> = BTreeMap::new();
    let several = speeches(library).filter_map(|Speech { district, story }| {
        let day = day_of(&story.record);
        (*first.entry(day).or_insert(district) != district).then_some(day)
    });
    several.collect()
}

/// The day of a speech, if another district spoke on it too.
fn shared_day(desk: &Desk<'_>, story: &Thing<Story>) -> Option<Date> {
    speech(story).map(|own| day_of(&own.story.record)).filter(|day| desk.exchanges.contains(day))
}

/// The speeches by their days, each day's in the official order of the districts; days on which only one district spoke are left out.
fn meetings<'a>(desk: &Desk<'a>) -> BTreeMap<Date, Vec<Speech<'a>>> {
    let mut days: BTreeMap<Date, Vec<Speech<'a>>> = BTreeMap::new();
    speeches(desk.library).for_each(|speech| days.entry(day_of(&speech.story.record)).or_default().push(speech));
    let order = &desk.library.relations().districts;
    for speeches in days.values_mut() {
        speeches.sort_by_key(|speech| (order.iter().position(|id| id == speech.district), &speech.story.id));
    }
    days.retain(|day, _| desk.exchanges.contains(day));
    days
}

fn sheet(desk: &Desk<'_>, day: Date, speeches: &[Speech<'_>], reports: &[&Id]) -> Sheet {
    let mut sheet = Sheet::new(format!("{FOLDER}/{day}"), "exchange", title(desk, day));
    sheet.section = Some(Section::Practices);
    sheet.description = desk.say(ABOUT).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Practices), crumb(desk.say(MATRIX.0), desk.path(&format!("{}/", MATRIX.1)))];
    sheet.inputs = speeches.iter().map(|speech| speech.story.path.clone()).collect();
    let column = |speech: &Speech<'_>| {
        View::map([("district", desk.badges[speech.district].clone()), ("story", desk.cards.stories[&speech.story.id].clone())])
    };
    sheet.values = vec![
        ("day", date(desk, day)),
        ("columns", View::list(speeches.iter().map(column))),
        ("rows", View::list(rows(desk, speeches))),
        ("reports", View::list(reports.iter().map(|id| desk.link(Kind::Story, id)))),
    ];
    sheet
}

/// The headings of all speeches, those of the first before those that only others have; below each what every district says.
fn rows(desk: &Desk<'_>, speeches: &[Speech<'_>]) -> Vec<View> {
    let texts: Vec<Vec<Told>> = speeches.iter().map(|speech| sections(desk, speech.story)).collect();
    let mut headings: Vec<&Told> = Vec::new();
    for told in texts.iter().flatten() {
        if !headings.iter().any(|known| known.anchor == told.anchor) {
            headings.push(told);
        }
    }
    let row = |heading: &&Told| {
        let cells = speeches.iter().zip(&texts).map(|(speech, sections)| {
            let said = sections.iter().find(|own| own.anchor == heading.anchor).map(|told| told.html.clone());
            View::map([("district", desk.badges[speech.district].clone()), ("html", said.unwrap_or_default())])
        });
        View::map([("title", View::text(&*heading.title)), ("cells", View::list(cells))])
    };
    headings.iter().map(row).collect()
}

/// What stands below a heading of a speech. Equal headings have equal anchors, and no two of one speech have the same.
struct Told {
    anchor: String,
    title: String,
    html: View,
}

/// A speech cut at its headings; what stands before the first has none.
fn sections(desk: &Desk<'_>, story: &Thing<Story>) -> Vec<Told> {
    let Some(text) = desk.text_of(story) else { return Vec::new() };
    let lead = text.document.lead();
    let lead = (!lead.pieces.is_empty()).then(|| Told { anchor: String::new(), title: String::new(), html: desk.quoted(text, &lead, 0) });
    let sections = text.document.sections().into_iter().enumerate();
    let sections = sections.map(|(index, section)| {
        let html = desk.quoted(text, &section.body, index + 1);
        Told { anchor: section.heading.id, title: section.heading.text, html }
    });
    lead.into_iter().chain(sections).collect()
}

/// The stories of days on which several districts spoke that are no speech: the reports on the meetings.
fn reports<'a>(desk: &Desk<'a>) -> BTreeMap<Date, Vec<&'a Id>> {
    let mut reports: BTreeMap<Date, Vec<&Id>> = BTreeMap::new();
    for (id, story) in desk.library.stories() {
        let is_about = matches!(story.record.kind, StoryKind::Compare | StoryKind::Meeting) && speech(story).is_none();
        if let Some(day) = story.record.event_date.filter(|day| is_about && desk.exchanges.contains(day)) {
            reports.entry(day).or_default().push(id);
        }
    }
    let order = |id: &&Id| desk.library.relations().stories.iter().position(|other| other == *id);
    reports.values_mut().filter(|ids| ids.len() > 1).for_each(|ids| ids.sort_by_key(order));
    reports
}
