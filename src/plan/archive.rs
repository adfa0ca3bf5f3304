//! The archive: stories by year and month.

use super::cards::pick;
use super::desk::{Desk, crumb};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::story::{year_of, years};
use super::values::COLON;
use crate::fields::Id;
use crate::language::Words;
use crate::view::View;

const ARCHIVE: Words = Words { en: "Archive", zh: "往期" };

/// The list of years and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stories = &desk.library.relations().stories;
    if stories.is_empty() {
        return Vec::new();
    }
    let years = years(desk);
    let mut list = Sheet::new("archive", "archive", desk.say(ARCHIVE));
    list.section = Some(Section::Stories);
    list.description = list.title.clone();
    list.crumbs = vec![desk.section_crumb(Section::Stories)];
    list.values = vec![("years", years.clone())];
    let pages = stories.chunk_by(|a, b| year_of(desk, a) == year_of(desk, b)).map(|year| desk.page(sheet(desk, year, years.clone())));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

/// A year with its stories by month; each as a short line, since a year can have thousands.
fn sheet(desk: &Desk<'_>, stories: &[Id], years: View) -> Sheet {
    let year = year_of(desk, &stories[0]);
    let month_of = |id: &Id| desk.library.story(id).record.date.value.date.month();
    let months = stories.chunk_by(|a, b| month_of(a) == month_of(b)).map(|month| {
        View::map([
            ("month", View::from(desk.say(Words { en: "{}", zh: "{}月" }).replace("{}", &month_of(&month[0]).to_string()))),
            ("stories", View::list(pick(&desk.cards.stories, month))),
        ])
    });
    let mut sheet =
        Sheet::new(format!("archive/{year}"), "year", desk.say(Words { en: "{}", zh: "{}年" }).replace("{}", &year.to_string()));
    sheet.section = Some(Section::Stories);
    sheet.description = format!("{}{}{year}", desk.say(ARCHIVE), desk.say(COLON)).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stories), crumb(desk.say(ARCHIVE), desk.path("archive/"))];
    sheet.values = vec![("year", View::from(year.to_string())), ("months", View::list(months)), ("years", years)];
    sheet
}
