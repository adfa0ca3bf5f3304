//! What every page shows of the site itself: its name, navigation and footer.

use super::address::Address;
use super::affairs::Affair;
use super::cards::pick;
use super::columns;
use super::desk::{Desk, folder};
use super::numbers;
use super::section::Section;
use crate::fields::Id;
use crate::model::{Kind, Page, Statement, Story, StoryKind, Thing};
use crate::settings::OfficeMark;
use crate::source::without_index;
use crate::view::View;

/// The site-wide value, shared by all pages.
pub(super) fn view(desk: &Desk<'_>) -> View {
    let settings = desk.library.settings();
    let relations = desk.library.relations();
    View::map([
        ("title", desk.text(&settings.title)),
        ("short_title", desk.text(settings.short_title.as_ref().unwrap_or(&settings.title))),
        ("tagline", desk.maybe(settings.tagline.as_ref())),
        ("organization", desk.text(&settings.organization)),
        ("undertaker", desk.maybe(settings.undertaker.as_ref())),
        ("city", desk.maybe(settings.city.as_ref())),
        ("base_url", View::from(desk.about.base_url.clone())),
        ("domain", View::from(desk.about.base_url.as_deref().map(domain))),
        ("demo", desk.maybe(settings.demo.as_ref())),
        ("address", desk.maybe(settings.address.as_ref())),
        ("postcode", View::from(settings.postcode.as_ref())),
        ("tel", View::from(settings.tel.as_ref().map(|tel| &tel.value))),
        ("fax", View::from(settings.fax.as_ref())),
        ("email", View::from(settings.email.as_ref())),
        ("wechat", desk.maybe(settings.wechat.as_ref())),
        ("icp", View::from(settings.icp.as_ref().map(|icp| &icp.value))),
        ("icp_url", View::from(settings.icp.as_ref().map(|_| "https://beian.miit.gov.cn/"))),
        ("police_record", View::from(settings.police_record.as_ref().map(|record| &record.value))),
        ("police_url", View::from(settings.police_record.as_ref().map(|record| police_url(&record.value)))),
        ("police_icon", View::from(settings.police_icon.as_ref().and_then(|icon| static_path(&icon.value)))),
        ("site_id_code", View::from(settings.site_id_code.as_ref())),
        ("emblem", View::from(settings.emblem.as_ref().and_then(|emblem| static_path(&emblem.value)))),
        ("office_mark", settings.office_mark.as_ref().map_or(View::Nothing, office_mark)),
        ("feed_path", View::from(desk.about.base_url.as_ref().map(|_| desk.path("feed.xml")))),
        ("numbers_path", View::from(numbers::has_numbers(desk).then(|| desk.path("numbers/")))),
        ("data_path", View::from(super::data::path(desk))),
        ("year", View::from(desk.about.as_of.year().to_string())),
        ("generator", View::from(concat!("Wanjia ", env!("CARGO_PKG_VERSION")))),
        ("home", View::from(desk.prefix.clone())),
        ("nav", navigation(desk)),
        ("districts", View::list(pick(&desk.badges, &relations.districts))),
        ("pages", View::list(menu(desk).into_iter().map(|page| desk.link(Kind::Page, &page.id)))),
        ("statements", View::list(statements(desk))),
        ("extra", extra(&settings.extra.0)),
    ])
}

/// The host of an address.
pub(super) fn domain(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_owned()
}

/// Where the public-security filing called `record` can be looked up.
fn police_url(record: &str) -> String {
    let digits: String = record.chars().filter(char::is_ascii_digit).collect();
    format!("https://beian.mps.gov.cn/#/query/webSearch?code={digits}")
}

fn office_mark(mark: &OfficeMark) -> View {
    View::map([("path", View::from(static_path(&mark.image.value))), ("url", View::from(&mark.url.value))])
}

/// The pages that are statements of the site, in the order in which footers name them.
fn statements<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = View> + 'a {
    let pages = desk.library.pages().values();
    let mut stated: Vec<(Statement, &Thing<Page>)> = pages.filter_map(|page| Some((page.record.statement?, page))).collect();
    stated.sort_by_key(|(statement, page)| (*statement, page.id.clone()));
    stated.into_iter().map(|(statement, page)| {
        View::map([
            ("id", View::from(statement.id())),
            ("title", desk.text(&page.record.title.value)),
            ("path", View::from(desk.href(Kind::Page, &page.id))),
        ])
    })
}

/// The address of a file of `static`.
fn static_path(file: &str) -> Option<String> {
    Address::file(file.trim_start_matches("static/").trim_start_matches('/')).map(|address| address.href())
}

/// The sections that have something to show, or the menu of the settings.
fn navigation(desk: &Desk<'_>) -> View {
    let entry = |key: &str, title: View, path: String| View::map([("key", View::text(key)), ("title", title), ("path", View::from(path))]);
    let settings = desk.library.settings();
    if settings.navigation.is_empty() {
        let sections = Section::ALL.into_iter().filter(|section| has_pages(desk, *section));
        return View::list(
            sections.map(|section| entry(section.key(), View::from(desk.section_name(section)), desk.path(&format!("{}/", section.key())))),
        );
    }
    let shown = settings.navigation.iter().filter(|item| !shows_nothing(desk, &item.path.value));
    View::list(shown.map(|item| {
        let path = item.path.value.trim_start_matches('/');
        entry(path.split('/').next().unwrap_or(path), desk.text(&item.title), desk.own_path(path))
    }))
}

/// Whether a section has anything to show; an empty column must not stand in the navigation.
pub(super) fn has_pages(desk: &Desk<'_>, section: Section) -> bool {
    let library = desk.library;
    let relations = library.relations();
    match section {
        Section::Stations => !relations.stations.is_empty(),
        Section::Practices => library.practices(&relations.stories).next().is_some(),
        Section::Stories => !relations.stories.is_empty(),
        Section::Deputies => !relations.deputies.is_empty(),
        Section::Projects => !relations.projects.is_empty(),
        Section::Suggestions => !relations.suggestions.is_empty(),
        Section::Campaigns => !relations.campaigns.is_empty(),
        Section::Districts => !relations.districts.is_empty(),
    }
}

/// Whether `path` is the address of a list of the site that has nothing to show yet, or of a page that is withheld.
pub(super) fn shows_nothing(desk: &Desk<'_>, path: &str) -> bool {
    let path = without_index(path.split(['#', '?']).next().unwrap_or(path)).trim_matches('/');
    if let Some(section) = Section::of(path) {
        return !has_pages(desk, section);
    }
    if let Some(affair) = Affair::of(path) {
        return !affair.has_pages(desk);
    }
    let relations = desk.library.relations();
    let has = |wanted: &dyn Fn(&Story) -> bool| relations.stories.iter().any(|id| wanted(&desk.library.story(id).record));
    if let Some(kind) = path.strip_prefix("stories/kind/") {
        return StoryKind::ALL.iter().any(|known| known.id() == kind) && !has(&|story| story.kind.id() == kind);
    }
    if let Some(column) = path.strip_prefix("stories/column/") {
        let id = desk.columns.all_own().map(|(id, _)| id).find(|id| id.as_str() == column);
        return id.is_some_and(|id| !has(&|story| columns::of_story(desk, story) == Some(id)));
    }
    match path {
        "archive" => relations.stories.is_empty(),
        "tags" => relations.tags.is_empty(),
        path => desk.library.withheld().iter().any(|one| folder(one.kind, &one.id) == path),
    }
}

/// The free pages of the menu, in their order.
fn menu<'a>(desk: &Desk<'a>) -> Vec<&'a Thing<Page>> {
    let mut pages: Vec<&Thing<Page>> =
        desk.library.pages().values().filter(|page| page.record.menu && page.record.statement.is_none()).collect();
    pages.sort_by_key(|page| (page.record.order, folder(Kind::Page, &page.id)));
    pages
}

/// How much the whole site has.
pub(super) fn counts(desk: &Desk<'_>) -> View {
    let relations = desk.library.relations();
    View::map([
        ("districts", View::from(relations.districts.len())),
        ("stations", View::from(relations.stations.len())),
        ("deputies", View::from(persons(desk, &relations.deputies))),
        ("seats", View::from(seats(desk, &relations.deputies))),
        ("stories", View::from(relations.stories.len())),
        ("practices", View::from(desk.library.practices(&relations.stories).count())),
        ("campaigns", View::from(relations.campaigns.len())),
        ("projects", View::from(relations.projects.len())),
    ])
}

/// How many of the deputies serve now; a person counts once.
pub(super) fn persons(desk: &Desk<'_>, deputies: &[Id]) -> usize {
    deputies.iter().filter(|id| seats_of(desk, id) > 0).count()
}

/// How many seats the deputies hold now; a person may hold several.
pub(super) fn seats(desk: &Desk<'_>, deputies: &[Id]) -> usize {
    deputies.iter().map(|id| seats_of(desk, id)).sum()
}

fn seats_of(desk: &Desk<'_>, deputy: &Id) -> usize {
    desk.library.deputy(deputy).record.seats_on(desk.about.as_of.date()).count()
}

/// What the editor passes on to templates.
pub(super) fn extra(map: &serde_json::Map<String, serde_json::Value>) -> View {
    View::map(map.iter().map(|(key, value)| (key.clone(), free(value))))
}

fn free(value: &serde_json::Value) -> View {
    use serde_json::Value as Json;
    match value {
        Json::Null => View::Nothing,
        Json::Bool(truth) => View::from(*truth),
        Json::Number(number) => number.as_i64().map_or_else(|| View::from(number.as_f64()), View::from),
        Json::String(text) => View::text(&**text),
        Json::Array(values) => View::list(values.iter().map(free)),
        Json::Object(map) => extra(map),
    }
}
