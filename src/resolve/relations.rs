//! Who belongs to whom, both ways, in the order in which pages show it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::shelf::Shelf;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::digest::{Digest, Feeder};
use crate::fields::{ById, Id, Reference};
use crate::language::Words;
use crate::model::{
    Campaign, DeedAt, DeedLedger, Deputy, District, Members, OpinionLedger, Page, Project, Relations, Station, Story, Suggestion, Tag,
    TaskList, Thing, Things, tag_key,
};
use crate::names::{pinyin_key, stroke_key};
use crate::settings::{NameOrder, Settings};
use crate::source::Span;

/// Derives all relations; districts that are their own parents become roots, and deputies stand as the settings say.
pub(super) fn relate(shelf: &Shelf, settings: &Settings) -> Relations {
    let mut relations = Relations::default();
    tree(shelf, &mut relations);
    order(shelf, settings, &mut relations);
    stations_and_deputies(shelf, &mut relations);
    stories(shelf, &mut relations);
    related(&mut relations);
    projects(shelf, &mut relations);
    suggestions(shelf, &mut relations);
    deeds(shelf, &mut relations);
    relations
}

/// What [`relate`] looks at in a record: while it is the same, so are the relations.
pub(super) trait Ties {
    /// Feeds it.
    fn feed(&self, feeder: &mut Feeder);

    /// Digest of it.
    fn ties(&self) -> Digest {
        Digest::build(|feeder| self.feed(feeder))
    }
}

impl Ties for District {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&format!("{:?}", self.order));
    }
}

impl Ties for Station {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(self.number.as_deref().unwrap_or(""));
        ids(feeder, self.deputies.iter().map(|one| &one.id));
        ids(feeder, self.parent.iter().map(|one| &one.id));
    }
}

impl Ties for Deputy {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(self.name.main()).text(self.name_pinyin.as_deref().unwrap_or(""));
        ids(feeder, self.stations.iter().map(|one| &one.id));
    }
}

impl Ties for Story {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&self.date.value.iso());
        ids(feeder, self.districts.iter().map(|one| &one.id));
        ids(feeder, self.stations.iter().map(|one| &one.id));
        ids(feeder, self.deputies.iter().map(|one| &one.id));
        ids(feeder, self.campaigns.iter().map(|one| &one.id));
        ids(feeder, self.projects.iter().map(|one| &one.id));
        for tag in &self.tags {
            tag.value.all().fold(&mut *feeder, |feeder, word| feeder.text(word));
        }
    }
}

impl Ties for Campaign {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&self.start.to_string());
    }
}

impl Ties for Project {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&format!("{:?} {:?}", self.year, self.number));
        ids(feeder, self.district.iter().map(|one| &one.id));
        let group = self.supervision_group.iter().flat_map(|group| std::iter::once(&group.leader).chain(&group.members));
        ids(feeder, group.chain(self.events.iter().flat_map(|event| &event.deputies)).map(|one| &one.id));
    }
}

impl Ties for Suggestion {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&self.raised_on.to_string());
        ids(feeder, self.proposers.iter().map(|one| &one.id));
        ids(feeder, self.stations.iter().map(|one| &one.id));
    }
}

impl Ties for TaskList {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.number(u64::from(self.year));
    }
}

impl Ties for OpinionLedger {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.text(&self.from.to_string());
    }
}

impl Ties for DeedLedger {
    fn feed(&self, feeder: &mut Feeder) {
        feeder.number(u64::from(self.year.value)).text(self.campaign.id.as_str());
        for deed in &self.deeds {
            feeder.text(&deed.date.value.to_string());
            ids(feeder, deed.deputies.iter().map(|one| &one.id));
            ids(feeder, deed.station.iter().map(|one| &one.id));
        }
    }
}

impl Ties for Page {
    fn feed(&self, _: &mut Feeder) {}
}

fn ids<'a>(feeder: &mut Feeder, ids: impl Iterator<Item = &'a Id>) {
    ids.fold(&mut *feeder, |feeder, id| feeder.text(id.as_str())).number(u64::MAX);
}

/// Parents, and the official order: a district before those in it.
fn tree(shelf: &Shelf, relations: &mut Relations) {
    for (id, thing) in &shelf.districts {
        if let Some(parent) = thing.home.as_ref().filter(|parent| shelf.districts.contains_key(*parent) && *parent != id) {
            relations.parent.insert(id.clone(), parent.clone());
        }
    }
    let mut children: BTreeMap<Option<&Id>, Vec<&Id>> = BTreeMap::new();
    for id in shelf.districts.keys() {
        children.entry(relations.parent.get(id)).or_default().push(id);
    }
    for ids in children.values_mut() {
        ids.sort_by_key(|id| (shelf.districts[*id].record.order, (*id).clone()));
    }
    let mut ordered = Vec::new();
    let mut open: Vec<&Id> = children.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(id) = open.pop() {
        ordered.push(id.clone());
        open.extend(children.get(&Some(id)).into_iter().flatten().rev());
    }
    relations.districts = ordered;
}

/// `id` and every district that holds it, from the inside out.
fn self_and_above(relations: &Relations, id: &Id) -> Vec<Id> {
    let mut above = vec![id.clone()];
    while let Some(parent) = above.last().and_then(|last| relations.parent.get(last)) {
        if above.contains(parent) {
            break;
        }
        above.push(parent.clone());
    }
    above
}

/// Where a station leads to.
type Next = fn(&Station) -> Option<&Reference<Station>>;

/// Reports stations that stand below themselves, and those that were merged into each other.
pub(super) fn circles(shelf: &Shelf, diagnostics: &mut Diagnostics) {
    const PARENT: Words = Words { en: "`parent`", zh: "上级站 `parent`" };
    const MERGED: Words = Words { en: "`redirect_to`", zh: "并入 `redirect_to`" };
    let ways: [(Words, Next); 2] = [(PARENT, |station| station.parent.as_ref()), (MERGED, |station| station.redirect_to.as_ref())];
    for (field, next) in ways {
        for ring in rings(shelf, next) {
            let first = &shelf.stations[ring[0]];
            let span = next(&first.record).map_or_else(|| Span::file(&first.path), |other| other.span.clone());
            let around = ring.iter().chain(&ring[..1]).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" → ");
            diagnostics.push(Diagnostic::new(Code::Circle, span).arg("field", field).arg("ring", around));
        }
    }
}

/// The circles that stations lead in, each from its least id on.
fn rings(shelf: &Shelf, next: Next) -> Vec<Vec<&Id>> {
    let mut known = BTreeSet::new();
    let mut rings = Vec::new();
    for (id, _) in &shelf.stations {
        let (mut way, mut at) = (Vec::new(), Some(id));
        while let Some(one) = at.filter(|one| known.insert(*one)) {
            way.push(one);
            at = shelf.stations.get(one).and_then(|thing| next(&thing.record)).map(|other| &other.id);
        }
        if let Some(start) = at.and_then(|one| way.iter().position(|id| *id == one)) {
            let mut ring = way.split_off(start);
            let least = (0..ring.len()).min_by_key(|at| ring[*at]).unwrap_or_default();
            ring.rotate_left(least);
            rings.push(ring);
        }
    }
    rings
}

fn order(shelf: &Shelf, settings: &Settings, relations: &mut Relations) {
    let rank: ById<usize> = relations.districts.iter().enumerate().map(|(rank, id)| (id.clone(), rank)).collect();
    let rank_of = |home: Option<&Id>| home.and_then(|home| rank.get(home)).copied().unwrap_or(usize::MAX);
    relations.stations = sorted(&shelf.stations, |thing| (rank_of(thing.home.as_ref()), thing.record.number.clone()));
    relations.deputies = match settings.deputy_order {
        NameOrder::Official => sorted(&shelf.deputies, |thing| rank_of(thing.home.as_ref())),
        NameOrder::Stroke => sorted(&shelf.deputies, |thing| (rank_of(thing.home.as_ref()), stroke_key(thing.record.name.main()))),
        NameOrder::Pinyin => sorted(&shelf.deputies, |thing| (rank_of(thing.home.as_ref()), by_pinyin(&thing.record))),
    };
    relations.stories = sorted(&shelf.stories, |thing| Reverse(thing.record.date.value.datetime()));
    relations.campaigns = sorted(&shelf.campaigns, |thing| Reverse(thing.record.start));
    relations.projects = sorted(&shelf.projects, |thing| (Reverse(thing.record.year), thing.record.number));
    relations.suggestions = sorted(&shelf.suggestions, |thing| Reverse(thing.record.raised_on));
    relations.tasks = sorted(&shelf.tasks, |thing| Reverse(thing.record.year));
    relations.opinions = sorted(&shelf.opinions, |thing| Reverse(thing.record.from));
    relations.deed_ledgers = sorted(&shelf.deeds, |thing| (Reverse(thing.record.year.value), rank_of(thing.home.as_ref())));
}

/// By the pinyin that the editor wrote; those without stand behind, by strokes.
fn by_pinyin(deputy: &Deputy) -> (bool, (Vec<String>, String), Vec<u32>) {
    let pinyin = deputy.name_pinyin.as_deref();
    (pinyin.is_none(), pinyin_key(pinyin.unwrap_or("")), stroke_key(deputy.name.main()))
}

/// The ids in the order of `key`; equal ones in the order of their ids.
fn sorted<T, K: Ord>(things: &Things<T>, key: impl Fn(&Thing<T>) -> K) -> Vec<Id> {
    let mut keyed: Vec<(K, &Id)> = things.values().map(|thing| (key(thing), &thing.id)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, id)| id.clone()).collect()
}

fn stations_and_deputies(shelf: &Shelf, relations: &mut Relations) {
    for id in relations.stations.clone() {
        let thing = &shelf.stations[&id];
        for district in homes(relations, thing.home.as_ref()) {
            relations.of_district.entry(district).or_default().stations.push(id.clone());
        }
        for deputy in &thing.record.deputies {
            join(relations, &id, &deputy.id);
        }
        if let Some(parent) = &thing.record.parent {
            relations.of_station.entry(parent.id.clone()).or_default().stations.push(id.clone());
        }
    }
    for id in relations.deputies.clone() {
        let thing = &shelf.deputies[&id];
        for district in homes(relations, thing.home.as_ref()) {
            relations.of_district.entry(district).or_default().deputies.push(id.clone());
        }
        for station in &thing.record.stations {
            join(relations, &station.id, &id);
        }
    }
}

fn homes(relations: &Relations, home: Option<&Id>) -> Vec<Id> {
    home.map(|home| self_and_above(relations, home)).unwrap_or_default()
}

fn join(relations: &mut Relations, station: &Id, deputy: &Id) {
    push_once(&mut relations.of_station.entry(station.clone()).or_default().deputies, deputy);
    push_once(&mut relations.of_deputy.entry(deputy.clone()).or_default().stations, station);
}

fn push_once(list: &mut Vec<Id>, id: &Id) {
    if !list.contains(id) {
        list.push(id.clone());
    }
}

/// Stories come newest first, one after the other: a story that is there already is the last of its list.
fn push_story(members: &mut Members, id: &Id) {
    if members.stories.last() != Some(id) {
        members.stories.push(id.clone());
    }
}

fn stories(shelf: &Shelf, relations: &mut Relations) {
    for id in relations.stories.clone() {
        let thing = &shelf.stories[&id];
        let record = &thing.record;
        let named: Vec<Id> = record.districts.iter().map(|district| district.id.clone()).collect();
        let districts = if named.is_empty() { thing.home.iter().cloned().collect() } else { named };
        for district in districts.iter().flat_map(|district| self_and_above(relations, district)).collect::<Vec<Id>>() {
            push_story(relations.of_district.entry(district).or_default(), &id);
        }
        for station in &record.stations {
            push_story(relations.of_station.entry(station.id.clone()).or_default(), &id);
        }
        for deputy in &record.deputies {
            push_story(relations.of_deputy.entry(deputy.id.clone()).or_default(), &id);
        }
        for campaign in &record.campaigns {
            push_story(relations.of_campaign.entry(campaign.id.clone()).or_default(), &id);
        }
        for project in &record.projects {
            push_story(relations.of_project.entry(project.id.clone()).or_default(), &id);
        }
        for tag in &record.tags {
            let Some(key) = key_of(relations, tag.value.main()) else { continue };
            let tagged = relations.tags.entry(key).or_insert_with(|| Tag { name: tag.value.clone(), stories: Vec::new() });
            tagged.name.take_translations_of(&tag.value);
            if tagged.stories.last() != Some(&id) {
                tagged.stories.push(id.clone());
            }
        }
    }
}

/// At most so many stories are told to be like another.
const MOST_RELATED: usize = 4;

fn related(relations: &mut Relations) {
    let mut related: ById<Vec<Id>> = relations.stories.iter().map(|id| (id.clone(), Vec::new())).collect();
    for tag in relations.tags.values() {
        for (number, id) in tag.stories.iter().enumerate() {
            let near = [number.checked_add(1), number.checked_sub(1), number.checked_add(2)];
            let list = &mut related[id];
            for other in near.into_iter().flatten().filter_map(|near| tag.stories.get(near)) {
                if list.len() < MOST_RELATED && !list.contains(other) {
                    list.push(other.clone());
                }
            }
        }
    }
    relations.related = related;
}

/// The key of the tag `word`; found once for all stories that bear it.
fn key_of(relations: &mut Relations, word: &Arc<str>) -> Option<Arc<str>> {
    if let Some(known) = relations.tag_keys.get(word) {
        return Some(known.clone());
    }
    let key: Arc<str> = tag_key(word)?.into();
    relations.tag_keys.insert(word.clone(), key.clone());
    Some(key)
}

fn projects(shelf: &Shelf, relations: &mut Relations) {
    for id in relations.projects.clone() {
        let record = &shelf.projects[&id].record;
        for district in homes(relations, record.district.as_ref().map(|district| &district.id)) {
            push_once(&mut relations.of_district.entry(district).or_default().projects, &id);
        }
        let group = record.supervision_group.iter().flat_map(|group| std::iter::once(&group.leader).chain(&group.members));
        let overseers = group.chain(record.events.iter().flat_map(|event| &event.deputies));
        for deputy in overseers {
            push_once(&mut relations.of_deputy.entry(deputy.id.clone()).or_default().projects, &id);
        }
    }
}

fn suggestions(shelf: &Shelf, relations: &mut Relations) {
    for id in relations.suggestions.clone() {
        let thing = &shelf.suggestions[&id];
        for district in homes(relations, thing.home.as_ref()) {
            relations.of_district.entry(district).or_default().suggestions.push(id.clone());
        }
        for deputy in &thing.record.proposers {
            push_once(&mut relations.of_deputy.entry(deputy.id.clone()).or_default().suggestions, &id);
        }
        for station in &thing.record.stations {
            push_once(&mut relations.of_station.entry(station.id.clone()).or_default().suggestions, &id);
        }
    }
}

/// Those of one day stand in the order of their ledgers and rows.
fn deeds(shelf: &Shelf, relations: &mut Relations) {
    let rows = relations.deed_ledgers.iter().flat_map(|ledger| {
        let deeds = shelf.deeds[ledger].record.deeds.iter().enumerate();
        deeds.map(move |(row, deed)| (deed.date.value, DeedAt { ledger: ledger.clone(), row }))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(day, _)| Reverse(*day));
    relations.deeds = rows.into_iter().map(|(_, at)| at).collect();
    for at in relations.deeds.clone() {
        let thing = &shelf.deeds[&at.ledger];
        let deed = &thing.record.deeds[at.row];
        for district in homes(relations, thing.home.as_ref()) {
            relations.of_district.entry(district).or_default().deeds.push(at.clone());
        }
        for deputy in &deed.deputies {
            relations.of_deputy.entry(deputy.id.clone()).or_default().deeds.push(at.clone());
        }
        if let Some(station) = &deed.station {
            relations.of_station.entry(station.id.clone()).or_default().deeds.push(at.clone());
        }
        if shelf.campaigns.contains_key(&thing.record.campaign.id) {
            relations.of_campaign.entry(thing.record.campaign.id.clone()).or_default().deeds.push(at);
        }
    }
}
