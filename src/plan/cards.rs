//! Cards: the short form of every thing, built once and shared by all pages that show it.

use std::borrow::Cow;

use jiff::civil::Date;
use rayon::prelude::*;

use super::desk::{Desk, href};
use super::made_of::MadeOf;
use super::tag;
use super::values::{COMMA, choice, date, maybe_date, moment};
use super::{deed, reception, sessions, suggestion};
use crate::digest::{Digest, Feeder};
use crate::fields::{ById, Id};
use crate::language::{Language, Text};
use crate::model::{
    Campaign, Deputy, District, DistrictLevel, Fact, Gender, Honor, HonorKind, Kind, Library, Membership, MembershipStatus, Project,
    ProjectStatus, Station, Story, Thing, Things,
};
use crate::view::View;

/// The cards by kind and id.
#[derive(Debug, Default)]
pub(super) struct Cards {
    pub(super) districts: Deck,
    pub(super) stations: Deck,
    pub(super) deputies: Deck,
    pub(super) stories: Deck,
    pub(super) campaigns: Deck,
    pub(super) projects: Deck,
    pub(super) suggestions: Deck,
    /// The rows of each ledger of deeds.
    pub(super) deeds: Deck,
}

/// The cards of one kind.
#[derive(Debug, Default)]
pub(super) struct Deck(ById<Card>);

#[derive(Debug)]
struct Card {
    view: View,
    made_of: Option<Digest>,
}

impl Cards {
    /// Makes all cards.
    pub(super) fn new(desk: &Desk<'_>) -> Self {
        let library = desk.library;
        Self {
            districts: Deck::new(library.districts(), |thing| district(desk, thing)),
            stations: Deck::after(
                desk,
                |cards| &cards.stations,
                Library::stations,
                library.stations(),
                station_of,
                |thing| station(desk, thing),
            ),
            deputies: Deck::after(
                desk,
                |cards| &cards.deputies,
                Library::deputies,
                library.deputies(),
                deputy_of,
                |thing| deputy(desk, thing),
            ),
            stories: Deck::after(desk, |cards| &cards.stories, Library::stories, library.stories(), story_of, |thing| story(desk, thing)),
            campaigns: Deck::new(library.campaigns(), |thing| campaign(desk, thing)),
            projects: Deck::new(library.projects(), |thing| project(desk, thing)),
            suggestions: Deck::after(
                desk,
                |cards| &cards.suggestions,
                Library::suggestions,
                library.suggestions(),
                suggestion::card_of,
                |thing| suggestion::card(desk, thing),
            ),
            deeds: Deck::after(
                desk,
                |cards| &cards.deeds,
                Library::deeds,
                library.deeds(),
                deed::rows_of_made_of,
                |thing| deed::rows_of(desk, thing),
            ),
        }
    }
}

impl Cards {
    /// Feeds all of them.
    pub(super) fn feed(&self, feeder: &mut Feeder) {
        let Self { districts, stations, deputies, stories, campaigns, projects, suggestions, deeds } = self;
        for deck in [districts, stations, deputies, stories, campaigns, projects, suggestions, deeds] {
            feeder.number(deck.0.len() as u64);
            deck.all().for_each(|card| card.feed(feeder));
        }
    }
}

impl Deck {
    /// A card for each thing.
    pub(super) fn new<T: Send + Sync>(things: &Things<T>, card: impl Fn(&Thing<T>) -> View + Sync) -> Self {
        Self(things.par_iter().map(|(id, thing)| (id.clone(), Card { view: card(thing), made_of: None })).collect())
    }

    /// The same, with those cards of the plan before that are made of the same.
    fn after<T: Send + Sync>(
        desk: &Desk<'_>,
        of: fn(&Cards) -> &Deck,
        of_library: fn(&Library) -> &Things<T>,
        things: &Things<T>,
        feed: fn(&mut MadeOf<'_, '_>, &Thing<T>),
        card: impl Fn(&Thing<T>) -> View + Sync,
    ) -> Self {
        let before = desk.before.map(|plan| of(&plan.cards));
        let same = desk.same_ground().and_then(|plan| plan.library.as_ref()).map(|library| of_library(library));
        let made = things.par_iter().map(|(id, thing)| {
            let known = before.and_then(|deck| deck.0.get(id)).filter(|known| known.made_of.is_some());
            let is_same = same.and_then(|things| things.get(id)).is_some_and(|before| before.is(thing));
            let made_of = if is_same { known.and_then(|known| known.made_of) } else { desk.made_of(|made_of| feed(made_of, thing)) };
            let known = known.filter(|known| known.made_of == made_of);
            let view = known.map_or_else(|| card(thing), |known| known.view.clone());
            debug_assert!(
                known.is_none() || card(thing).digest() == view.digest(),
                "the card of {id} shows more than it is said to be made of"
            );
            (id.clone(), Card { view, made_of })
        });
        Self(made.collect())
    }

    /// The card of `id`.
    pub(super) fn get(&self, id: &Id) -> Option<&View> {
        self.0.get(id).map(|card| &card.view)
    }

    /// Every card.
    pub(super) fn all(&self) -> impl Iterator<Item = &View> {
        self.0.values().map(|card| &card.view)
    }
}

impl std::ops::Index<&Id> for Deck {
    type Output = View;

    fn index(&self, id: &Id) -> &View {
        self.get(id).expect("every thing of the library has a card")
    }
}

/// The cards called `ids`, in that order.
pub(super) fn pick<'a>(deck: &Deck, ids: impl IntoIterator<Item = &'a Id>) -> Vec<View> {
    ids.into_iter().filter_map(|id| deck.get(id).cloned()).collect()
}

/// The values of a card and more: what a thing's own page shows.
pub(super) fn extended(card: &View, more: Vec<(&'static str, View)>) -> View {
    let own: &[(Cow<'static, str>, View)] = match card {
        View::Map(map) => &map.values,
        View::Nothing
        | View::Truth(_)
        | View::Integer(_)
        | View::Number(_)
        | View::Text(_)
        | View::Word(_)
        | View::Body(_)
        | View::List(_) => &[],
    };
    // One for each thing stays in memory until its page is made: as large as it must be, not twice that.
    let mut values = Vec::with_capacity(own.len() + more.len());
    values.extend_from_slice(own);
    values.extend(more.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)));
    View::map(values)
}

/// What other cards and pages show of a district: it stays as it is when the district gets another story.
pub(super) fn badge(language: &Language, prefix: &str, thing: &Thing<District>) -> View {
    let record = &thing.record;
    let text = |text: &Text| View::from(text.in_language(language));
    let seal =
        record.seal.as_ref().map_or_else(|| record.name.main().chars().take(1).collect(), |seal| seal.in_language(language).to_string());
    let level = match record.level {
        DistrictLevel::City => "city",
        DistrictLevel::District => "district",
        DistrictLevel::Township => "township",
    };
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", text(&record.name)),
        ("short_name", text(record.short_name.as_ref().unwrap_or(&record.name))),
        ("seal", View::from(seal)),
        ("hue", View::from(record.color.map_or("red", crate::model::Hue::id))),
        ("path", View::from(format!("{prefix}{}", href(Kind::District, &thing.id)))),
        ("level", View::from(level)),
    ])
}

fn district(desk: &Desk<'_>, thing: &Thing<District>) -> View {
    let record = &thing.record;
    let members = desk.library.members_of_district(&thing.id);
    extended(
        &desk.badges[&thing.id],
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

fn station_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Station>) {
    made_of.thing(thing).township(thing).photos(&thing.path, thing.record.photos.first());
}

fn station(desk: &Desk<'_>, thing: &Thing<Station>) -> View {
    let record = &thing.record;
    let kind = desk.library.settings().station_kinds.iter().find(|kind| kind.id.value == record.kind.value);
    let first_rule = record.reception_rules.first();
    View::map([
        ("id", View::from(thing.id.shared())),
        ("number", View::from(record.number.as_ref())),
        ("name", desk.text(&record.name)),
        ("plate_name", desk.text(record.plate_name.as_ref().unwrap_or(&record.name))),
        ("path", View::from(desk.href(Kind::Station, &thing.id))),
        ("kind", View::map([("id", View::from(&record.kind.value)), ("name", desk.maybe(kind.map(|kind| &kind.name)))])),
        ("district", desk.badge(thing.home.as_ref())),
        ("township", desk.maybe(desk.library.township_name(thing))),
        ("community", desk.maybe(record.community.as_ref())),
        ("address", desk.text(&record.address)),
        ("tel", View::from(&record.tel.value)),
        ("cover", record.photos.first().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo))),
        ("honors", View::list(record.honors.iter().map(|honor| self::honor(desk, honor)))),
        ("brand", record.brand.as_ref().map_or(View::Nothing, |brand| self::brand(desk, brand))),
        ("status", choice(desk, record.status.id(), record.status.words())),
        ("reception", first_rule.map_or(View::Nothing, |rule| View::from(reception::text(&desk.language, rule, desk.about.as_of.date())))),
        ("next", desk.receptions.next(&thing.id).next().map_or(View::Nothing, |session| sessions::brief(desk, session))),
        ("model", View::from(is_model(&record.honors))),
    ])
}

fn brand(desk: &Desk<'_>, brand: &crate::model::Brand) -> View {
    View::map([
        ("name", desk.text(&brand.name)),
        ("slogan", desk.maybe(brand.slogan.as_ref())),
        ("story", desk.maybe(brand.story.as_ref())),
        ("since", maybe_date(desk, brand.since)),
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
        ("level", desk.maybe(honor.level.as_ref())),
        ("star", View::from(honor.star.map(i64::from))),
        ("by", desk.text(&honor.by)),
        ("year", View::from(i64::from(honor.year))),
        ("valid_until", maybe_date(desk, honor.valid_until)),
    ])
}

fn deputy_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Deputy>) {
    made_of.thing(thing).photos(&thing.path, &thing.record.photo);
}

fn deputy(desk: &Desk<'_>, thing: &Thing<Deputy>) -> View {
    let record = &thing.record;
    let serving: Vec<&Membership> = record.seats_on(desk.about.as_of.date()).collect();
    let shown: Vec<&Membership> = if serving.is_empty() { record.memberships.iter().collect() } else { serving };
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", desk.text(&record.name)),
        ("path", View::from(desk.href(Kind::Deputy, &thing.id))),
        ("gender", View::from(desk.say(record.gender.words()))),
        ("ethnicity", View::from(desk.say(record.ethnicity.words()))),
        ("annotation", View::from(annotation(desk, record))),
        ("photo", record.photo.as_ref().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo))),
        ("position", desk.text(&record.position)),
        ("seats", View::list(shown.iter().map(|membership| View::from(seat(desk, thing, membership))))),
        ("district", desk.badge(thing.home.as_ref())),
        ("former", View::from(is_former(desk, record))),
        ("levels", View::list(shown.iter().map(|membership| View::from(desk.say(membership.level.words()))))),
    ])
}

/// Whether a deputy has no seat any more, and none to come.
pub(super) fn is_former(desk: &Desk<'_>, record: &Deputy) -> bool {
    is_former_on(desk.about.as_of.date(), record)
}

/// The same on the day `today`.
pub(super) fn is_former_on(today: Date, record: &Deputy) -> bool {
    !record.memberships.iter().any(|membership| membership.is_held_on(today) || is_to_come(today, membership))
}

fn is_to_come(today: Date, membership: &Membership) -> bool {
    membership.status == MembershipStatus::Serving && membership.from > today
}

/// By convention only women and minorities are annotated: "女，维吾尔族".
fn annotation(desk: &Desk<'_>, record: &Deputy) -> Option<String> {
    let woman = (record.gender == Gender::Female).then(|| desk.say(record.gender.words()));
    let minority = (record.ethnicity != crate::model::Ethnicity::Han).then(|| desk.say(record.ethnicity.words()));
    let parts: Vec<&str> = [woman, minority].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(desk.say(COMMA)))
}

/// A seat in words: "克拉玛依市第十五届人大代表".
pub(super) fn seat(desk: &Desk<'_>, thing: &Thing<Deputy>, membership: &Membership) -> String {
    let body = membership.body.as_ref().map(|body| desk.words(body));
    let congress = desk.words(&membership.congress);
    if desk.language.is_chinese() {
        let place = body.map_or_else(|| place(desk, thing, membership), |body| body.replace("人民代表大会", ""));
        return format!("{place}{congress}人大代表");
    }
    let body = body.map_or_else(|| format!("{} People's Congress", place(desk, thing, membership)), ToString::to_string);
    format!("Deputy to the {congress} {body}")
}

fn place(desk: &Desk<'_>, thing: &Thing<Deputy>, membership: &Membership) -> String {
    use crate::model::Level;
    let word = || desk.say(membership.level.words()).to_owned();
    match membership.level {
        Level::City => desk.library.settings().city.as_ref().map_or_else(word, |city| city.in_language(&desk.language).to_string()),
        Level::District => thing.home.as_ref().map_or_else(word, |home| desk.title(Kind::District, home).to_string()),
        Level::National | Level::Region | Level::Township => word(),
    }
}

fn story_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Story>) {
    let record = &thing.record;
    made_of
        .thing(thing)
        .photos(&thing.path, &record.cover)
        .tags(record)
        .adopted(thing)
        .links(Kind::District, record.districts.iter().map(|one| &one.id));
}

fn story(desk: &Desk<'_>, thing: &Thing<Story>) -> View {
    let record = &thing.record;
    let named: Vec<&Id> =
        record.districts.iter().map(|district| &district.id).chain(thing.home.iter().filter(|_| record.districts.is_empty())).collect();
    let shown = pick(&desk.badges, named);
    let adopted = desk.library.adopting_districts(thing);
    View::map([
        ("id", View::from(thing.id.shared())),
        ("title", desk.text(&record.title.value)),
        ("subtitle", desk.maybe(record.subtitle.as_ref())),
        ("kicker", desk.maybe(record.kicker.as_ref())),
        ("path", View::from(desk.href(Kind::Story, &thing.id))),
        ("kind", choice(desk, record.kind.id(), record.kind.words())),
        ("date", moment(desk, record.date.value)),
        ("summary", desk.text(&record.summary.value)),
        ("source", desk.text(&record.source)),
        ("cover", record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover))),
        ("district", if let [only] = &shown[..] { only.clone() } else { View::Nothing }),
        ("districts", View::list(shown)),
        ("tags", View::list(record.tags.iter().filter_map(|tag| tag::link(desk, tag.value.main())))),
        ("lead_fact", record.facts.first().map_or(View::Nothing, |fact| self::fact(desk, fact))),
        ("fallback", View::from(desk.fallback(thing, record.lang.as_ref()).map(|language| View::text(language.html_lang())))),
        ("adopted_by", View::list(pick(&desk.badges, adopted.iter()))),
        ("origin_district", desk.badge(thing.home.as_ref())),
    ])
}

/// A measured fact in short.
fn fact(desk: &Desk<'_>, fact: &Fact) -> View {
    View::map([
        ("metric", desk.text(&fact.metric)),
        ("before", desk.maybe(fact.before.as_ref())),
        ("after", desk.text(&fact.after.value)),
        ("unit", desk.maybe(fact.unit.as_ref())),
    ])
}

fn campaign(desk: &Desk<'_>, thing: &Thing<Campaign>) -> View {
    let record = &thing.record;
    let today = desk.about.as_of.date();
    View::map([
        ("id", View::from(thing.id.shared())),
        ("name", desk.text(&record.name)),
        ("slogan", desk.maybe(record.slogan.as_ref())),
        ("path", View::from(desk.href(Kind::Campaign, &thing.id))),
        ("level", choice(desk, record.level.id(), record.level.words())),
        ("start", date(desk, record.start)),
        ("end", maybe_date(desk, record.end)),
        ("organizer", desk.text(&record.organizer)),
        ("cover", record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover))),
        ("running", View::from(record.start <= today && record.end.is_none_or(|end| end >= today))),
    ])
}

fn project(desk: &Desk<'_>, thing: &Thing<Project>) -> View {
    let record = &thing.record;
    let is_candidate = record.status == ProjectStatus::Candidate;
    let latest = record.progress.iter().filter(|_| !is_candidate).max_by_key(|progress| progress.date);
    let district = record.district.as_ref().map(|district| &district.id).or(thing.home.as_ref());
    View::map([
        ("id", View::from(thing.id.shared())),
        ("number", View::from(i64::from(record.number))),
        ("year", View::from(i64::from(record.year))),
        ("title", desk.text(&record.title.value)),
        ("category", desk.text(&record.category)),
        ("path", View::from(desk.href(Kind::Project, &thing.id))),
        ("status", choice(desk, record.status.id(), record.status.words())),
        ("light", latest.and_then(|progress| progress.light).map_or(View::Nothing, |light| choice(desk, light.id(), light.words()))),
        ("percent", View::from(latest.map(|progress| i64::from(progress.percent)))),
        ("district", desk.badge(district)),
        ("lead_unit", desk.text(&record.lead_unit)),
        ("level", choice(desk, record.level.id(), record.level.words())),
        (
            "latest",
            latest.map_or(View::Nothing, |progress| {
                View::map([("date", date(desk, progress.date)), ("note", desk.maybe(progress.note.as_ref()))])
            }),
        ),
    ])
}
