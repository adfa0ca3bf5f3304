//! The Atom feed of the newest stories.

use std::sync::Arc;

use super::address::Address;
use super::desk::Desk;
use super::page::{Feed, FeedEntry, Make, Page};
use super::pages::Planned;
use super::values::rfc3339;
use crate::fields::Id;
use crate::model::Kind;

/// How many stories the feed holds.
const LENGTH: usize = 30;

/// The feed; none where the site's address is not known.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let Some(base) = &desk.about.base_url else { return Vec::new() };
    let settings = desk.library.settings();
    let feed = Feed {
        title: settings.title.in_language(&desk.language).to_string(),
        url: format!("{base}{}feed.xml", desk.prefix),
        page_url: format!("{base}{}", desk.prefix),
        author: settings.organization.in_language(&desk.language).to_string(),
        entries: desk
            .library
            .relations()
            .stories
            .iter()
            .filter(|id| is_written(desk, id))
            .take(LENGTH)
            .map(|id| entry(desk, base, id))
            .collect(),
    };
    let address = Address::file(&desk.path("feed.xml")).expect("a plain name");
    vec![Ok(Arc::new(Page::new(address, desk.language.clone(), Make::Feed(feed))))]
}

/// Whether a story is written in the feed's language.
fn is_written(desk: &Desk<'_>, id: &Id) -> bool {
    let thing = desk.library.story(id);
    desk.fallback(thing, thing.record.lang.as_ref()).is_none()
}

fn entry(desk: &Desk<'_>, base: &str, id: &Id) -> FeedEntry {
    let record = &desk.library.story(id).record;
    FeedEntry {
        title: desk.words(&record.title.value).to_string(),
        url: format!("{base}{}", desk.href(Kind::Story, id)),
        updated: rfc3339(record.date.value.datetime(), &desk.zone),
        summary: desk.words(&record.summary.value).to_string(),
    }
}
