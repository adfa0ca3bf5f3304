//! QR codes of permanent addresses, and the sheets for door plates that carry them; none where the site's own address is not known.

use std::sync::Arc;

use rayon::prelude::*;

use super::address::Address;
use super::desk::{Desk, crumb, folder, href};
use super::page::{Make, Page};
use super::pages::{Planned, Sheet};
use super::redirect::short_path;
use super::section::Section;
use super::values::COLON;
use super::written::Written;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, Station, StationStatus, Thing};
use crate::source::Spanned;
use crate::view::View;

const PLATE: Words = Words { en: "Door plate", zh: "门牌打印页" };

/// The code of each station that is not merged into another, and of each story with a short address.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stations = desk.library.stations().values().filter(|thing| has_plate(thing));
    let of_stations = stations.map(|thing| page(desk, Kind::Station, &thing.id, thing.record.short_id.as_ref()));
    let stories = desk.library.stories().values().filter(|thing| thing.record.short_id.is_some());
    let of_stories = stories.map(|thing| page(desk, Kind::Story, &thing.id, thing.record.short_id.as_ref()));
    of_stations.chain(of_stories).flatten().map(Ok).collect()
}

/// The plates of the stations that have a code.
pub(super) fn plates(desk: &Desk<'_>) -> Planned {
    if desk.about.base_url.is_none() {
        return Vec::new();
    }
    let stations: Vec<&Thing<Station>> = desk.library.stations().values().filter(|thing| has_plate(thing)).collect();
    stations.into_par_iter().map(|thing| desk.page(plate(desk, thing))).collect()
}

fn has_plate(thing: &Thing<Station>) -> bool {
    thing.record.status != StationStatus::Merged
}

/// The full address that a code says: the short one, where the editor gave one; in every language the same.
fn permanent(desk: &Desk<'_>, kind: Kind, id: &Id, short: Option<&Spanned<Id>>) -> Option<String> {
    desk.full_address(&short.map_or_else(|| href(kind, id), |short| short_path(&short.value) + "/"))
}

fn page(desk: &Desk<'_>, kind: Kind, id: &Id, short: Option<&Spanned<Id>>) -> Option<Arc<Page>> {
    let code = Make::Written(Written::Code(permanent(desk, kind, id, short)?));
    Some(Arc::new(Page::new(address(kind, id)?, desk.language.clone(), code)))
}

fn address(kind: Kind, id: &Id) -> Option<Address> {
    Address::file(&format!("{}/qr.svg", folder(kind, id)))
}

/// A code for templates: where it stands, and what it says; nothing where there is none.
pub(super) fn view(desk: &Desk<'_>, kind: Kind, id: &Id, short: Option<&Spanned<Id>>) -> View {
    let code = permanent(desk, kind, id, short).zip(address(kind, id));
    code.map_or(View::Nothing, |(url, address)| View::map([("path", View::from(address.href())), ("url", View::from(url))]))
}

fn plate_folder(id: &Id) -> String {
    format!("{}/plate", folder(Kind::Station, id))
}

/// The path of a station's plate; nothing where there is none.
pub(super) fn plate_path(desk: &Desk<'_>, thing: &Thing<Station>) -> View {
    let address = Address::page(&desk.path(&plate_folder(&thing.id))).filter(|_| desk.about.base_url.is_some() && has_plate(thing));
    View::from(address.map(|address| address.href()))
}

fn plate(desk: &Desk<'_>, thing: &Thing<Station>) -> Sheet {
    let record = &thing.record;
    let name = desk.words(record.plate_name.as_ref().unwrap_or(&record.name));
    let mut sheet = Sheet::new(plate_folder(&thing.id), "plate", format!("{}{}{name}", desk.say(PLATE), desk.say(COLON)));
    sheet.section = Some(Section::Stations);
    sheet.description = sheet.title.clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations), crumb(desk.words(&record.name), desk.href(Kind::Station, &thing.id))];
    sheet.inputs = vec![thing.path.clone()];
    sheet.values = vec![
        ("station", desk.cards.stations[&thing.id].clone()),
        ("opening_hours", super::station::opening_hours(desk, record)),
        ("code", view(desk, Kind::Station, &thing.id, record.short_id.as_ref())),
    ];
    sheet
}
