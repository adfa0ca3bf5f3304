//! Notices: a sheet for the door of every station that tells its next receptions.

use rayon::prelude::*;

use super::cards::extended;
use super::desk::{Desk, crumb, folder};
use super::ics::RECEPTION;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::sessions;
use super::values::COLON;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Kind, Station, Thing};
use crate::view::View;

/// How many receptions fit on the sheet.
const MOST: usize = 3;

const NOTICE: Words = Words { en: "Notice of the next reception", zh: "代表接待预告" };

/// The notice of each station that has a reception to come.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stations: Vec<&Id> = desk.library.relations().stations.iter().filter(|id| has_one(desk, id)).collect();
    stations.into_par_iter().map(|id| desk.page(sheet(desk, desk.library.station(id)))).collect()
}

/// Where the notice of a station stands; nothing when it has no reception to come.
pub(super) fn path(desk: &Desk<'_>, station: &Id) -> Option<String> {
    has_one(desk, station).then(|| format!("{}notice/", desk.href(Kind::Station, station)))
}

fn has_one(desk: &Desk<'_>, station: &Id) -> bool {
    desk.receptions.next(station).next().is_some()
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Station>) -> Sheet {
    let record = &thing.record;
    let name = desk.words(&record.name);
    let mut sheet = Sheet::new(format!("{}/notice", folder(Kind::Station, &thing.id)), "notice", desk.say(NOTICE));
    sheet.section = Some(Section::Stations);
    sheet.description = format!("{name}{}{}", desk.say(COLON), desk.say(RECEPTION)).into();
    sheet.crumbs = vec![desk.section_crumb(Section::Stations), crumb(name, desk.href(Kind::Station, &thing.id))];
    sheet.inputs = vec![thing.path.clone()];
    let more = vec![
        ("managed_by", desk.text(&record.managed_by)),
        ("directions", desk.maybe(record.directions.as_ref())),
        ("languages", View::list(record.languages.iter().map(|language| View::from(desk.say(language.words()))))),
        ("barrier_free", desk.texts(&record.barrier_free)),
    ];
    sheet.values = vec![
        ("station", extended(&desk.cards.stations[&thing.id], more)),
        ("receptions", View::list(desk.receptions.next(&thing.id).take(MOST).map(|session| sessions::view(desk, session)))),
    ];
    sheet
}
