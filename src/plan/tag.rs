//! Tags: stories that share a word.

use std::sync::Arc;

use super::cards::pick;
use super::desk::{Desk, crumb};
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::story::numbered;
use super::values::COLON;
use crate::language::{Text, Words};
use crate::model::Tag;
use crate::view::View;

const TAGS: Words = Words { en: "Topics", zh: "话题" };

/// The list of tags and the pages of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let tags = &desk.library.relations().tags;
    if tags.is_empty() {
        return Vec::new();
    }
    let mut most_first: Vec<(&std::sync::Arc<str>, &Tag)> = tags.iter().collect();
    most_first.sort_by_key(|(key, tag)| (std::cmp::Reverse(tag.stories.len()), (*key).clone()));
    let entries = most_first.into_iter().map(|(key, tag)| {
        View::map([("name", desk.text(&tag.name)), ("path", View::from(desk.path(&href(key)))), ("count", View::from(tag.stories.len()))])
    });
    let mut list = Sheet::new("tags", "tags", desk.say(TAGS));
    list.section = Some(Section::Stories);
    list.description = list.title.clone();
    list.crumbs = vec![desk.section_crumb(Section::Stories)];
    list.values = vec![("tags", View::list(entries))];
    let pages = tags.iter().flat_map(|(key, tag)| tag_pages(desk, key, tag));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

fn tag_pages(desk: &Desk<'_>, key: &str, tag: &Tag) -> Planned {
    let per_page = usize::from(desk.library.settings().stories_per_page);
    let pages = slices(&desk.prefix, &format!("tags/{key}"), &tag.stories, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "tag", numbered(desk, desk.words(&tag.name), slice.number));
        sheet.section = Some(Section::Stories);
        sheet.description = format!("{}{}{}", desk.say(TAGS), desk.say(COLON), sheet.title).into();
        sheet.crumbs = vec![desk.section_crumb(Section::Stories), crumb(desk.say(TAGS), desk.path("tags/"))];
        sheet.updated = super::story::updated(desk, &tag.stories);
        sheet.feed = super::feed::path(desk, &format!("tags/{key}"), &tag.stories);
        sheet.inputs = tag.stories.first().map(|id| desk.library.story(id).path.clone()).into_iter().collect();
        sheet.values = vec![
            ("tag", View::map([("name", desk.text(&tag.name)), ("count", View::from(tag.stories.len()))])),
            ("stories", View::list(pick(&desk.cards.stories, slice.items))),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// A tag as readers of the page know it.
pub(super) fn word(desk: &Desk<'_>, tag: &Text) -> Arc<str> {
    let shared = desk.library.tag(tag.main()).map(|(_, shared)| &shared.name);
    desk.words(shared.unwrap_or(tag)).clone()
}

/// A tag as a link.
pub(super) fn link(desk: &Desk<'_>, tag: &str) -> Option<View> {
    let (key, tag) = desk.library.tag(tag)?;
    Some(View::map([("name", desk.text(&tag.name)), ("path", View::from(desk.path(&href(key))))]))
}

fn href(key: &str) -> String {
    super::address::Address::page(&format!("tags/{key}")).map_or(String::new(), |address| address.href())
}
