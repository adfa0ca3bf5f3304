//! Good practices: the list to copy from, and what a practice's page shows besides its story.

use std::sync::Arc;

use super::cards::{extended, pick};
use super::desk::{Desk, crumb};
use super::exchange::MATRIX;
use super::pack;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::story::numbered;
use super::values::{choice, date, maybe_date};
use crate::fields::Id;
use crate::model::{Adoption, Attachment, Coordination, Fact, Guidance, Kind, Linked, Promotion, Replicability, Story, Thing};
use crate::view::View;

/// What the four sections of a practice are called in templates, in their order.
const SECTIONS: [&str; 4] = ["background", "practice", "results", "insight"];

/// The list of practices.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let ids: Vec<Id> = desk.library.practices(&desk.library.relations().stories).cloned().collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let per_page = usize::from(desk.library.settings().stories_per_page);
    let title = desk.section_name(Section::Practices);
    let districts = View::list(pick(&desk.badges, &desk.library.relations().districts));
    let see_also = crumb(desk.say(MATRIX.0), desk.path(&format!("{}/", MATRIX.1)));
    let updated = super::story::updated(desk, &ids);
    let pages = slices(&desk.prefix, Section::Practices.key(), &ids, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "practices", numbered(desk, &title, slice.number));
        sheet.section = Some(Section::Practices);
        sheet.updated = updated.clone();
        sheet.description = desk.columns.section(Section::Practices).about.clone();
        sheet.values = vec![
            ("practices", View::list(pick(&desk.cards.stories, slice.items))),
            ("districts", districts.clone()),
            ("see_also", View::list([see_also.clone()])),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// What a practice shows besides its story: problem, what was done, measured result, how to copy it, who did.
pub(super) fn values(desk: &Desk<'_>, thing: &Thing<Story>) -> Vec<(&'static str, View)> {
    let record = &thing.record;
    let own = vec![
        ("sections", desk.text_of(thing).map_or_else(|| View::list([]), |text| sections(desk, text))),
        ("pack", record.replicability.as_ref().map_or(View::Nothing, |copying| pack::link(desk, thing, copying))),
        ("promotion", record.promotion.as_ref().map_or(View::Nothing, |promotion| self::promotion(desk, promotion))),
        ("coordination", record.coordination.as_ref().map_or(View::Nothing, |coordination| self::coordination(desk, coordination))),
        ("guidance", record.guidance.as_ref().map_or(View::Nothing, |guidance| self::guidance(desk, guidance))),
        ("seals", seals(desk, thing)),
    ];
    own.into_iter().chain(copying(desk, thing)).collect()
}

/// What somebody must know to do the same.
pub(super) fn copying(desk: &Desk<'_>, thing: &Thing<Story>) -> [(&'static str, View); 3] {
    let record = &thing.record;
    [
        ("facts", View::list(record.facts.iter().map(|fact| self::fact(desk, fact)))),
        ("replicability", record.replicability.as_ref().map_or(View::Nothing, |copying| replicability(desk, thing, copying))),
        ("adoptions", View::list(record.adoptions.iter().map(|adoption| self::adoption(desk, adoption)))),
    ]
}

fn sections(desk: &Desk<'_>, text: &Linked) -> View {
    let sections = text.document.sections().into_iter().zip(SECTIONS).enumerate();
    View::list(sections.map(|(number, (section, id))| {
        View::map([
            ("id", View::from(id)),
            ("anchor", View::text(section.heading.id)),
            ("title", View::text(section.heading.text)),
            ("html", desk.part(text, Arc::new(section.body), number + 1)),
        ])
    }))
}

/// A measured fact; where both figures are numbers, also how long their bars are, in thousandths of the longer one.
fn fact(desk: &Desk<'_>, fact: &Fact) -> View {
    let number = |text: &str| text.replace(',', "").parse::<f64>().ok().filter(|number| *number >= 0.0);
    let both = fact
        .before
        .as_ref()
        .and_then(|before| number(before.main()))
        .zip(number(fact.after.value.main()))
        .filter(|(before, after)| before.max(*after) > 0.0);
    #[expect(clippy::cast_possible_truncation, reason = "a share of a thousand")]
    let share = |part: f64, whole: f64| View::Integer((part / whole * 1000.0).round() as i64);
    let bars = both.map(|(before, after)| (share(before, before.max(after)), share(after, before.max(after))));
    let (before_ratio, after_ratio) = bars.unwrap_or_default();
    View::map([
        ("metric", desk.text(&fact.metric)),
        ("before", desk.maybe(fact.before.as_ref())),
        ("after", desk.text(&fact.after.value)),
        ("unit", desk.maybe(fact.unit.as_ref())),
        ("as_of", maybe_date(desk, fact.as_of)),
        ("source", desk.maybe(fact.source.as_ref())),
        ("before_ratio", before_ratio),
        ("after_ratio", after_ratio),
    ])
}

fn replicability(desk: &Desk<'_>, thing: &Thing<Story>, copying: &Replicability) -> View {
    View::map([
        ("cost", desk.text(&copying.cost)),
        ("staff", desk.text(&copying.staff)),
        ("conditions", desk.text(&copying.conditions)),
        ("unsuitable", desk.maybe(copying.unsuitable.as_ref())),
        ("steps", desk.texts(&copying.steps)),
        ("contact_unit", desk.text(&copying.contact_unit)),
        ("attachments", View::list(copying.attachments.iter().filter_map(|file| attachment(desk, thing, file)))),
    ])
}

fn attachment(desk: &Desk<'_>, thing: &Thing<Story>, attachment: &Attachment) -> Option<View> {
    let path = thing.path.join(&attachment.file.value)?;
    let address = desk.media(&path)?;
    Some(View::map([("title", desk.text(&attachment.title)), ("path", View::from(address.href()))]))
}

pub(super) fn promotion(desk: &Desk<'_>, promotion: &Promotion) -> View {
    View::map([
        ("level", choice(desk, promotion.level.id(), promotion.level.words())),
        ("date", maybe_date(desk, promotion.date)),
        ("document_no", desk.maybe(promotion.document_no.as_ref())),
    ])
}

/// How the levels worked together.
fn coordination(desk: &Desk<'_>, coordination: &Coordination) -> View {
    View::map([
        ("initiated_at", desk.text(&coordination.initiated_at)),
        ("guided_by", desk.maybe(coordination.guided_by.as_ref())),
        ("joined_by", desk.texts(&coordination.joined_by)),
    ])
}

/// What the level above says.
fn guidance(desk: &Desk<'_>, guidance: &Guidance) -> View {
    View::map([("by", desk.text(&guidance.by)), ("date", maybe_date(desk, guidance.date)), ("text", desk.text(&guidance.text))])
}

pub(super) fn adoption(desk: &Desk<'_>, adoption: &Adoption) -> View {
    let adopter = &adoption.adopter.value;
    let station = desk.library.stations().get(adopter);
    let district = station.map_or(Some(adopter), |station| station.home.as_ref());
    View::map([
        ("district", desk.badge(district)),
        ("station", station.map_or(View::Nothing, |station| desk.link(Kind::Station, &station.id))),
        ("date", date(desk, adoption.date)),
        ("mode", choice(desk, adoption.mode.id(), adoption.mode.words())),
        ("changes", desk.maybe(adoption.changes.as_ref())),
        ("result", desk.maybe(adoption.result.as_ref())),
    ])
}

/// The districts' seals: where the practice comes from, who adopted it, who has not yet.
fn seals(desk: &Desk<'_>, thing: &Thing<Story>) -> View {
    let adopted = desk.library.adopting_districts(thing);
    let seals = desk.library.relations().districts.iter().map(|id| {
        let role = if thing.home.as_ref() == Some(id) {
            "origin"
        } else if adopted.contains(id) {
            "adopted"
        } else {
            "none"
        };
        extended(&desk.badges[id], vec![("role", View::from(role))])
    });
    View::list(seals)
}
