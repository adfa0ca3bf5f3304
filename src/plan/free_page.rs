//! Free pages: about, how to reach a deputy, accessibility …

use super::desk::{Desk, folder};
use super::pages::{Planned, Sheet};
use super::site::extra;
use crate::model::{Kind, Page, Thing};
use crate::view::View;

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    desk.library.pages().values().map(|thing| desk.page(sheet(desk, thing))).collect()
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Page>) -> Sheet {
    let record = &thing.record;
    let headings = desk.text_of(thing).into_iter().flat_map(|text| &text.document.headings).map(|heading| {
        View::map([("level", View::from(i64::from(heading.level))), ("id", View::text(&*heading.id)), ("text", View::text(&*heading.text))])
    });
    let body = View::map([
        ("html", desk.body(desk.text_of(thing))),
        ("lang", View::from(desk.foreign(thing, None).map(|language| View::text(language.html_lang())))),
        ("headings", View::list(headings)),
        ("summary", desk.maybe(record.summary.as_ref())),
        ("extra", extra(&record.extra.0)),
    ]);
    let mut sheet = Sheet::new(folder(Kind::Page, &thing.id), "page", desk.words(&record.title.value).clone());
    sheet.description = desk.words(record.summary.as_ref().unwrap_or(&record.title.value)).clone();
    desk.in_languages(&mut sheet, thing, None);
    sheet.values = vec![("body", body)];
    sheet
}
