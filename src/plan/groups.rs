//! Lists of stations or deputies, grouped by district.

use super::cards::Deck;
use super::desk::Desk;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use crate::fields::Id;
use crate::view::View;

/// The list pages of a section whose things stand in districts. `ids` are in the official order of the districts.
pub(super) fn by_district(
    desk: &Desk<'_>,
    section: Section,
    ids: &[Id],
    per_page: usize,
    cards: &Deck,
    home_of: impl Fn(&Id) -> Option<Id>,
) -> Planned {
    let pages = slices(&desk.prefix, section.key(), ids, per_page).into_iter().map(|slice| {
        let groups = slice.items.chunk_by(|a, b| home_of(a) == home_of(b)).map(|group| {
            let district = home_of(&group[0]).and_then(|home| desk.badges.get(&home).cloned());
            View::map([("district", district.unwrap_or_default()), (section.key(), View::list(super::cards::pick(cards, group)))])
        });
        let mut sheet = Sheet::new(slice.path.clone(), section.key(), desk.section_name(section));
        sheet.section = Some(section);
        sheet.description = desk.columns.section(section).about.clone();
        sheet.values = vec![("groups", View::list(groups)), ("pager", slice.pager)];
        desk.page(sheet)
    });
    pages.collect()
}
