//! Feeds of the newest stories: of the site, and of every district, station, deputy, campaign and tag that has some.

use std::sync::Arc;

use rayon::prelude::*;

use super::address::Address;
use super::desk::{Desk, folder};
use super::page::{Make, Page};
use super::pages::Planned;
use super::values::rfc3339;
use super::written::{Feed, FeedEntry, FeedFormat, Written};
use crate::fields::Id;
use crate::model::Kind;

/// How many stories a feed holds.
const LENGTH: usize = 30;

/// Something whose stories may be followed.
struct Followed<'a> {
    /// The folder of its page; empty for the site.
    folder: String,
    /// Its name; the site's own needs none.
    name: Option<Arc<str>>,
    /// Its stories, newest first.
    stories: &'a [Id],
}

/// The feeds; none where the site's address is not known.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let Some(base) = &desk.about.base_url else { return Vec::new() };
    followed(desk).par_iter().flat_map_iter(|followed| feeds(desk, base, followed)).collect()
}

/// Where the feed of a page in `folder` that lists `stories` stands; nothing when there is none.
pub(super) fn path(desk: &Desk<'_>, folder: &str, stories: &[Id]) -> Option<String> {
    let is_there = desk.about.base_url.is_some() && stories.iter().any(|id| is_written(desk, id));
    is_there.then(|| file(desk, folder, FeedFormat::Atom)).flatten().map(|address| address.href())
}

fn followed<'a>(desk: &Desk<'a>) -> Vec<Followed<'a>> {
    let relations = desk.library.relations();
    let thing = |kind, id: &Id, stories| Followed { folder: folder(kind, id), name: Some(desk.title(kind, id)), stories };
    let mut all = vec![Followed { folder: String::new(), name: None, stories: &relations.stories }];
    all.extend(relations.of_district.iter().map(|(id, members)| thing(Kind::District, id, &members.stories[..])));
    all.extend(relations.of_station.iter().map(|(id, members)| thing(Kind::Station, id, &members.stories[..])));
    all.extend(relations.of_deputy.iter().map(|(id, members)| thing(Kind::Deputy, id, &members.stories[..])));
    all.extend(relations.of_campaign.iter().map(|(id, members)| thing(Kind::Campaign, id, &members.stories[..])));
    let tags = relations.tags.iter().map(|(key, tag)| Followed {
        folder: format!("tags/{key}"),
        name: Some(desk.words(&tag.name).clone()),
        stories: &tag.stories,
    });
    all.extend(tags);
    all
}

/// The site always has its feeds; anything else only when there is something in them.
fn feeds(desk: &Desk<'_>, base: &str, followed: &Followed<'_>) -> Planned {
    let entries: Vec<FeedEntry> =
        followed.stories.iter().filter(|id| is_written(desk, id)).take(LENGTH).map(|id| entry(desk, base, id)).collect();
    if entries.is_empty() && followed.name.is_some() {
        return Vec::new();
    }
    let settings = desk.library.settings();
    let site = desk.words(&settings.title);
    let title = followed.name.as_ref().map_or(site.to_string(), |name| format!("{name} - {site}"));
    let page = Address::page(desk.path(&followed.folder).trim_end_matches('/')).map_or(String::new(), |page| page.href());
    let feed = Arc::new(Feed {
        title,
        page_url: format!("{base}{page}"),
        base_url: base.to_owned(),
        author: desk.words(&settings.organization).to_string(),
        entries,
    });
    let made = FeedFormat::ALL.iter().filter_map(|format| {
        let address = file(desk, &followed.folder, *format)?;
        Some(Ok(Arc::new(Page::new(address, desk.language.clone(), Make::Written(Written::Feed(feed.clone(), *format))))))
    });
    made.collect()
}

/// The file of a feed, beside the page that it follows.
fn file(desk: &Desk<'_>, folder: &str, format: FeedFormat) -> Option<Address> {
    let name = format.file_name();
    Address::file(&desk.path(&if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }))
}

/// Whether a story is written in the feed's language.
fn is_written(desk: &Desk<'_>, id: &Id) -> bool {
    let thing = desk.library.story(id);
    desk.fallback(thing, thing.record.lang.as_ref()).is_none()
}

fn entry(desk: &Desk<'_>, base: &str, id: &Id) -> FeedEntry {
    let record = &desk.library.story(id).record;
    FeedEntry {
        title: desk.words(&record.title.value).clone(),
        url: format!("{base}{}", desk.href(Kind::Story, id)),
        updated: rfc3339(record.date.value.datetime(), &desk.zone),
        summary: desk.words(&record.summary.value).clone(),
    }
}
