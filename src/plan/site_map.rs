//! The site map for readers: every page in its section.

use super::affairs::Affair;
use super::calendar;
use super::data;
use super::desk::Desk;
use super::exchange;
use super::numbers;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::has_pages;
use super::standards;
use super::story::{each_kind, each_line, each_year};
use crate::fields::Id;
use crate::language::Words;
use crate::model::Kind;
use crate::view::View;

/// The most links that one section lists; longer sections are reached by their own lists.
const LONGEST: usize = 200;

/// The page.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let mut sheet = Sheet::new("site-map", "site_map", desk.say(Words { en: "Site map", zh: "网站地图" }));
    sheet.description = sheet.title.clone();
    let sections = Section::ALL.into_iter().filter(|section| has_pages(desk, *section)).map(|section| {
        let (kind, ids) = things(desk, section);
        let links: Vec<View> = ids.into_iter().take(LONGEST).map(|id| desk.link(kind, id)).collect();
        entry(desk.section_name(section), desk.path(&format!("{}/", section.key())), View::list(links))
    });
    let mut all: Vec<View> = sections.collect();
    if !desk.library.relations().stories.is_empty() {
        all.push(entry(desk.say(Words { en: "Stories by kind", zh: "文章按类型" }), desk.path("stories/"), kind_links(desk)));
        let lines = each_line(desk).map(|(name, path)| View::map([("title", View::from(name)), ("path", View::from(path))]));
        all.push(entry(desk.say(Words { en: "Stories by line of work", zh: "文章按工作条线" }), desk.path("stories/"), View::list(lines)));
        all.push(entry(desk.say(Words { en: "Archive", zh: "往期" }), desk.path("archive/"), year_links(desk)));
    }
    let more = [
        (calendar::has_calendar(desk), calendar::CALENDAR),
        (standards::has_standards(desk), standards::STANDARDS),
        (standards::has_brands(desk), standards::BRANDS),
        (has_pages(desk, Section::Practices), exchange::MATRIX),
        (numbers::has_numbers(desk), numbers::NUMBERS),
        (data::path(desk).is_some(), data::DATA),
    ];
    let more = more.into_iter().filter(|(is_there, _)| *is_there);
    all.extend(more.map(|(_, (name, path))| entry(desk.say(name), desk.path(&format!("{path}/")), View::list([]))));
    let affairs = Affair::ALL.into_iter().filter(|affair| affair.has_pages(desk));
    all.extend(
        affairs.map(|affair| entry(desk.say(affair.words()), desk.path(&format!("{}/", affair.folder())), affair_links(desk, affair))),
    );
    if !desk.library.relations().tags.is_empty() {
        all.push(entry(desk.say(Words { en: "Topics", zh: "话题" }), desk.path("tags/"), View::list([])));
    }
    let pages: Vec<View> = desk.library.pages().keys().map(|id| desk.link(Kind::Page, id)).collect();
    if !pages.is_empty() {
        all.push(entry(desk.say(Words { en: "About this site", zh: "本站" }), String::new(), View::list(pages)));
    }
    sheet.values = vec![("sections", View::list(all))];
    vec![desk.page(sheet)]
}

/// A titled list of links.
pub(super) fn entry(title: impl Into<View>, path: String, links: View) -> View {
    View::map([("title", title.into()), ("path", View::from(path)), ("links", links)])
}

fn things<'a>(desk: &Desk<'a>, section: Section) -> (Kind, Vec<&'a Id>) {
    let relations = desk.library.relations();
    match section {
        Section::Stations => (Kind::Station, relations.stations.iter().collect()),
        Section::Practices => (Kind::Story, desk.library.practices(&relations.stories).collect()),
        Section::Stories => (Kind::Story, relations.stories.iter().collect()),
        Section::Deputies => (Kind::Deputy, relations.deputies.iter().collect()),
        Section::Projects => (Kind::Project, relations.projects.iter().collect()),
        Section::Suggestions => (Kind::Suggestion, relations.suggestions.iter().collect()),
        Section::Campaigns => (Kind::Campaign, relations.campaigns.iter().collect()),
        Section::Districts => (Kind::District, relations.districts.iter().collect()),
    }
}

/// What a list of the congress's business leads to.
fn affair_links(desk: &Desk<'_>, affair: Affair) -> View {
    let relations = desk.library.relations();
    match affair {
        Affair::Tasks => View::list(relations.tasks.iter().map(|id| desk.link(Kind::Tasks, id))),
        Affair::Opinions => View::list(relations.opinions.iter().map(|id| desk.link(Kind::Opinions, id))),
        Affair::Deeds => View::list(relations.deed_ledgers.iter().map(|id| desk.link(Kind::Deeds, id))),
        Affair::Meetings | Affair::Annual => View::list([]),
    }
}

/// The lists of stories by kind.
pub(super) fn kind_links(desk: &Desk<'_>) -> View {
    View::list(each_kind(desk).map(|(name, path)| View::map([("title", View::from(name)), ("path", View::from(path))])))
}

/// The archive's years.
pub(super) fn year_links(desk: &Desk<'_>) -> View {
    View::list(each_year(desk).map(|(year, path, _)| View::map([("title", View::from(year)), ("path", View::from(path))])))
}
