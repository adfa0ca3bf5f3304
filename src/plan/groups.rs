//! Lists of stations or deputies, grouped by district.

use super::cards::{Deck, pick};
use super::desk::Desk;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use crate::fields::Id;
use crate::view::View;

/// The list pages of a section whose things stand in districts. `ids` are in the official order of the districts; `values` is what a page
/// shows of those that stand on it.
pub(super) fn list_pages(
    desk: &Desk<'_>,
    section: Section,
    ids: &[Id],
    per_page: usize,
    values: impl Fn(&[Id]) -> Vec<(&'static str, View)>,
) -> Planned {
    let pages = slices(&desk.prefix, section.key(), ids, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), section.key(), desk.section_name(section));
        sheet.section = Some(section);
        sheet.description = desk.columns.section(section).about.clone();
        sheet.values = values(slice.items);
        sheet.values.push(("pager", slice.pager));
        desk.page(sheet)
    });
    pages.collect()
}

/// Things that stand next to each other and in one district, district by district; `more` is what a group shows besides.
pub(super) fn by_district(
    desk: &Desk<'_>,
    section: Section,
    ids: &[Id],
    cards: &Deck,
    home_of: impl Fn(&Id) -> Option<Id>,
    more: impl Fn(&[Id]) -> Vec<(&'static str, View)>,
) -> View {
    View::list(ids.chunk_by(|a, b| home_of(a) == home_of(b)).map(|group| {
        let district = home_of(&group[0]).and_then(|home| desk.badges.get(&home).cloned());
        let own = [("district", district.unwrap_or_default()), (section.key(), View::list(pick(cards, group)))];
        View::map(own.into_iter().chain(more(group)))
    }))
}
