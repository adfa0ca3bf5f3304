//! The Atom feed of the newest stories.

use std::sync::Arc;

use super::address::Address;
use super::desk::{Desk, href};
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
        url: format!("{base}feed.xml"),
        page_url: base.clone(),
        author: settings.organization.in_language(&desk.language).to_string(),
        entries: desk.library.relations().stories.iter().take(LENGTH).map(|id| entry(desk, base, id)).collect(),
    };
    let address = Address::file("feed.xml").expect("a plain name");
    vec![Ok(Arc::new(Page::new(address, desk.language.clone(), Make::Feed(feed))))]
}

fn entry(desk: &Desk<'_>, base: &str, id: &Id) -> FeedEntry {
    let record = &desk.library.story(id).record;
    FeedEntry {
        title: desk.words(&record.title.value).to_string(),
        url: format!("{base}{}", href(Kind::Story, id)),
        updated: rfc3339(record.date.value.datetime(), &desk.zone),
        summary: desk.words(&record.summary.value).to_string(),
    }
}
