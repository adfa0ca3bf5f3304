//! Cards: the short form of every thing, built once and shared by all pages that show it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::desk::{Desk, href};
use super::reception;
use super::tag;
use super::values::{choice, date, maybe_date, moment};
use crate::fields::Id;
use crate::language::Words;
use crate::model::{
    Campaign, Deputy, District, DistrictLevel, Fact, Gender, Honor, HonorKind, Kind, Membership, MembershipStatus, Project, ProjectStatus,
    Station, Story, Thing,
};
use crate::view::View;

/// The cards by kind and id.
#[derive(Default)]
pub(super) struct Cards {
    /// What other cards and pages show of a district: it stays the same when the district gets another story.
    pub(super) badges: BTreeMap<Id, View>,
    pub(super) districts: BTreeMap<Id, View>,
    pub(super) stations: BTreeMap<Id, View>,
    pub(super) deputies: BTreeMap<Id, View>,
    pub(super) stories: BTreeMap<Id, View>,
    pub(super) campaigns: BTreeMap<Id, View>,
    pub(super) projects: BTreeMap<Id, View>,
}

impl Cards {
    /// Makes all cards.
    pub(super) fn new(desk: &Desk<'_>) -> Self {
        let library = desk.library;
        let badges = make(library.districts(), badge);
        Self {
            districts: make(library.districts(), |thing| district(desk, &badges[&thing.id], thing)),
            stations: make(library.stations(), |thing| station(desk, &badges, thing)),
            deputies: make(library.deputies(), |thing| deputy(desk, &badges, thing)),
            stories: make(library.stories(), |thing| story(desk, &badges, thing)),
            campaigns: make(library.campaigns(), |thing| campaign(desk, thing)),
            projects: make(library.projects(), |thing| project(desk, &badges, thing)),
            badges,
        }
    }
}

/// The cards called `ids`, in that order.
pub(super) fn pick<'a>(cards: &BTreeMap<Id, View>, ids: impl IntoIterator<Item = &'a Id>) -> Vec<View> {
    ids.into_iter().filter_map(|id| cards.get(id).cloned()).collect()
}

/// The values of a card and more: what a thing's own page shows.
pub(super) fn extended(card: &View, more: Vec<(&'static str, View)>) -> View {
    let own: &[(Cow<'static, str>, View)] = match card {
        View::Map(map) => &map.values,
        View::Nothing | View::Truth(_) | View::Integer(_) | View::Number(_) | View::Text(_) | View::Body(_) | View::List(_) => &[],
    };
    // One for each thing stays in memory until its page is made: as large as it must be, not twice that.
    let mut values = Vec::with_capacity(own.len() + more.len());
    values.extend_from_slice(own);
    values.extend(more.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)));
    View::map(values)
}

fn make<T: Send + Sync>(things: &BTreeMap<Id, Thing<T>>, card: impl Fn(&Thing<T>) -> View + Sync) -> BTreeMap<Id, View> {
    things.par_iter().map(|(id, thing)| (id.clone(), card(thing))).collect()
}

fn badge(thing: &Thing<District>) -> View {
    let record = &thing.record;
    let level = match record.level {
        DistrictLevel::City => "city",
        DistrictLevel::District => "district",
        DistrictLevel::Township => "township",
    };
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", View::from(&record.name)),
        ("short_name", View::from(record.short_name.as_ref().unwrap_or(&record.name))),
        ("seal", View::from(record.seal.as_ref().map_or_else(|| record.name.chars().take(1).collect::<String>(), |seal| seal.to_string()))),
        ("hue", View::from(record.color.map_or("red", crate::model::Hue::id))),
        ("path", View::from(href(Kind::District, &thing.id))),
        ("level", View::from(level)),
    ])
}

fn district(desk: &Desk<'_>, badge: &View, thing: &Thing<District>) -> View {
    let record = &thing.record;
    let members = desk.library.members_of_district(&thing.id);
    extended(
        badge,
        vec![
            ("body", desk.text(&record.body)),
            ("cover", record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover))),
            ("stations", View::from(members.stations.len())),
            ("deputies", View::from(super::site::persons(desk, &members.deputies))),
            ("stories", View::from(members.stories.len())),
            ("practices", View::from(desk.library.practices(&members.stories).count())),
        ],
    )
}

fn home<T>(badges: &BTreeMap<Id, View>, thing: &Thing<T>) -> View {
    thing.home.as_ref().and_then(|home| badges.get(home)).cloned().unwrap_or_default()
}

fn station(desk: &Desk<'_>, badges: &BTreeMap<Id, View>, thing: &Thing<Station>) -> View {
    let record = &thing.record;
    let kind = desk.library.settings().station_kinds.iter().find(|kind| kind.id.value == record.kind.value);
    let first_rule = record.reception_rules.first();
    View::map([
        ("id", View::from(thing.id.shared())),
        ("number", View::from(record.number.as_ref())),
        ("name", View::from(&record.name)),
        ("plate_name", View::from(record.plate_name.as_ref().unwrap_or(&record.name))),
        ("path", View::from(href(Kind::Station, &thing.id))),
        ("kind", View::map([("id", View::from(&record.kind.value)), ("name", desk.maybe(kind.map(|kind| &kind.name)))])),
        ("district", home(badges, thing)),
        ("township", View::from(desk.library.township_name(thing))),
        ("community", View::from(record.community.as_ref())),
        ("address", desk.text(&record.address)),
        ("tel", View::from(&record.tel.value)),
        ("cover", record.photos.first().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo))),
        ("honors", View::list(record.honors.iter().map(|honor| self::honor(desk, honor)))),
        ("brand", record.brand.as_ref().map_or(View::Nothing, |brand| self::brand(desk, brand))),
        ("status", choice(desk, record.status.id(), record.status.words())),
        ("reception", first_rule.map_or(View::Nothing, |rule| View::from(reception::text(rule, desk.about.as_of.date())))),
        ("model", View::from(is_model(&record.honors))),
    ])
}

fn brand(desk: &Desk<'_>, brand: &crate::model::Brand) -> View {
    View::map([
        ("name", View::from(&brand.name)),
        ("slogan", desk.maybe(brand.slogan.as_ref())),
        ("story", desk.maybe(brand.story.as_ref())),
        ("since", maybe_date(brand.since)),
    ])
}

/// Whether a body has awarded one of the honours of a model.
pub(super) fn is_model(honors: &[Honor]) -> bool {
    honors.iter().any(|honor| match honor.kind {
        HonorKind::Model | HonorKind::Brand | HonorKind::Star => true,
        HonorKind::Standard => false,
    })
}

/// An honour, as it was awarded.
fn honor(desk: &Desk<'_>, honor: &Honor) -> View {
    let label = honor.title.as_ref().map_or_else(|| View::from(desk.say(honor.kind.words())), |title| desk.text(title));
    View::map([
        ("label", label),
        ("type", View::from(honor.kind.id())),
        ("level", View::from(honor.level.as_ref())),
        ("star", View::from(honor.star.map(i64::from))),
        ("by", desk.text(&honor.by)),
        ("year", View::from(i64::from(honor.year))),
        ("valid_until", maybe_date(honor.valid_until)),
    ])
}

fn deputy(desk: &Desk<'_>, badges: &BTreeMap<Id, View>, thing: &Thing<Deputy>) -> View {
    let record = &thing.record;
    let serving: Vec<&Membership> = record.memberships.iter().filter(|membership| is_serving(desk, membership)).collect();
    let former = serving.is_empty() && !record.memberships.iter().any(|membership| is_to_come(desk, membership));
    let shown: Vec<&Membership> = if serving.is_empty() { record.memberships.iter().collect() } else { serving };
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", View::from(&record.name)),
        ("path", View::from(href(Kind::Deputy, &thing.id))),
        ("gender", View::from(desk.say(record.gender.words()))),
        ("ethnicity", View::from(desk.say(record.ethnicity.words()))),
        ("annotation", View::from(annotation(desk, record))),
        ("photo", record.photo.as_ref().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo))),
        ("position", desk.text(&record.position)),
        ("seats", View::list(shown.iter().map(|membership| View::from(seat(desk, thing, membership))))),
        ("district", home(badges, thing)),
        ("former", View::from(former)),
        ("levels", View::list(shown.iter().map(|membership| View::from(desk.say(membership.level.words()))))),
    ])
}

/// Whether a membership counts as a seat on the day for which the site is made.
pub(super) fn is_serving(desk: &Desk<'_>, membership: &Membership) -> bool {
    let today = desk.about.as_of.date();
    let in_office = match membership.status {
        MembershipStatus::Serving | MembershipStatus::Suspended => true,
        MembershipStatus::Resigned | MembershipStatus::Recalled | MembershipStatus::Ended => false,
    };
    in_office && membership.from <= today && membership.to.is_none_or(|to| to >= today)
}

/// Whether a membership begins after the day for which the site is made.
fn is_to_come(desk: &Desk<'_>, membership: &Membership) -> bool {
    membership.status == MembershipStatus::Serving && membership.from > desk.about.as_of.date()
}

/// By convention only women and minorities are annotated: "女，维吾尔族".
fn annotation(desk: &Desk<'_>, record: &Deputy) -> Option<String> {
    let woman = (record.gender == Gender::Female).then(|| desk.say(record.gender.words()));
    let minority = (record.ethnicity != crate::model::Ethnicity::Han).then(|| desk.say(record.ethnicity.words()));
    let parts: Vec<&str> = [woman, minority].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("，"))
}

/// A seat in words: "克拉玛依市第十五届人大代表".
pub(super) fn seat(desk: &Desk<'_>, thing: &Thing<Deputy>, membership: &Membership) -> String {
    let body = membership.body.as_ref().map(|body| body.in_language(&desk.language).replace("人民代表大会", ""));
    let place = body.unwrap_or_else(|| place(desk, thing, membership));
    format!("{place}{}{}", membership.congress, desk.say(Words { en: " deputy", zh: "人大代表" }))
}

fn place(desk: &Desk<'_>, thing: &Thing<Deputy>, membership: &Membership) -> String {
    use crate::model::Level;
    let word = || desk.say(membership.level.words()).to_owned();
    match membership.level {
        Level::City => desk.library.settings().city.as_ref().map_or_else(word, |city| city.in_language(&desk.language).to_string()),
        Level::District => thing.home.as_ref().map_or_else(word, |home| desk.library.title(Kind::District, home).to_string()),
        Level::National | Level::Region | Level::Township => word(),
    }
}

fn story(desk: &Desk<'_>, badges: &BTreeMap<Id, View>, thing: &Thing<Story>) -> View {
    let record = &thing.record;
    let named: Vec<&Id> =
        record.districts.iter().map(|district| &district.id).chain(thing.home.iter().filter(|_| record.districts.is_empty())).collect();
    let shown = pick(badges, named);
    let adopted = desk.library.adopting_districts(thing);
    View::map([
        ("id", View::from(thing.id.shared())),
        ("title", View::from(&record.title.value)),
        ("subtitle", View::from(record.subtitle.as_ref())),
        ("kicker", View::from(record.kicker.as_ref())),
        ("path", View::from(href(Kind::Story, &thing.id))),
        ("kind", choice(desk, record.kind.id(), record.kind.words())),
        ("date", moment(&desk.zone, record.date.value)),
        ("summary", View::from(&record.summary.value)),
        ("source", View::from(&record.source)),
        ("cover", record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover))),
        ("district", if let [only] = &shown[..] { only.clone() } else { View::Nothing }),
        ("districts", View::list(shown)),
        ("tags", View::list(record.tags.iter().filter_map(|tag| tag::link(desk, &tag.value)))),
        ("lead_fact", record.facts.first().map_or(View::Nothing, fact)),
        ("adopted_by", View::list(pick(badges, adopted.iter()))),
        ("origin_district", home(badges, thing)),
    ])
}

/// A measured fact in short.
fn fact(fact: &Fact) -> View {
    View::map([
        ("metric", View::from(&fact.metric)),
        ("before", View::from(fact.before.as_ref())),
        ("after", View::from(&fact.after)),
        ("unit", View::from(fact.unit.as_ref())),
    ])
}

fn campaign(desk: &Desk<'_>, thing: &Thing<Campaign>) -> View {
    let record = &thing.record;
    let today = desk.about.as_of.date();
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", View::from(&record.name)),
        ("slogan", desk.maybe(record.slogan.as_ref())),
        ("path", View::from(href(Kind::Campaign, &thing.id))),
        ("level", choice(desk, record.level.id(), record.level.words())),
        ("start", date(record.start)),
        ("end", maybe_date(record.end)),
        ("organizer", desk.text(&record.organizer)),
        ("cover", record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover))),
        ("running", View::from(record.start <= today && record.end.is_none_or(|end| end >= today))),
    ])
}

fn project(desk: &Desk<'_>, badges: &BTreeMap<Id, View>, thing: &Thing<Project>) -> View {
    let record = &thing.record;
    let is_candidate = record.status == ProjectStatus::Candidate;
    let latest = record.progress.iter().filter(|_| !is_candidate).max_by_key(|progress| progress.date);
    let district = record.district.as_ref().map(|district| &district.id).or(thing.home.as_ref());
    View::map([
        ("id", View::from(thing.id.shared())),
        ("number", View::from(i64::from(record.number))),
        ("year", View::from(i64::from(record.year))),
        ("title", View::from(&record.title.value)),
        ("category", View::from(&record.category)),
        ("path", View::from(href(Kind::Project, &thing.id))),
        ("status", choice(desk, record.status.id(), record.status.words())),
        ("light", latest.and_then(|progress| progress.light).map_or(View::Nothing, |light| choice(desk, light.id(), light.words()))),
        ("percent", View::from(latest.map(|progress| i64::from(progress.percent)))),
        ("district", district.and_then(|district| badges.get(district)).cloned().unwrap_or_default()),
        ("lead_unit", desk.text(&record.lead_unit)),
        ("level", choice(desk, record.level.id(), record.level.words())),
        (
            "latest",
            latest
                .map_or(View::Nothing, |progress| View::map([("date", date(progress.date)), ("note", desk.maybe(progress.note.as_ref()))])),
        ),
    ])
}
