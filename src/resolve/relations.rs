//! Who belongs to whom, both ways, in the order in which pages show it.

use std::collections::BTreeMap;

use super::shelf::Shelf;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::Id;
use crate::model::{Members, Relations, Tag, tag_key};
use crate::source::Span;

/// Derives all relations; districts that are their own parents become roots.
pub(super) fn relate(shelf: &Shelf, diagnostics: &mut Diagnostics) -> Relations {
    let mut relations = Relations::default();
    tree(shelf, &mut relations);
    station_circles(shelf, diagnostics);
    order(shelf, &mut relations);
    stations_and_deputies(shelf, &mut relations);
    stories(shelf, &mut relations);
    projects(shelf, &mut relations);
    relations
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

fn station_circles(shelf: &Shelf, diagnostics: &mut Diagnostics) {
    for (id, thing) in &shelf.stations {
        let Some(ring) = ring(shelf, id).filter(|ring| ring.iter().min() == Some(&id)) else { continue };
        let span = thing.record.parent.as_ref().map_or_else(|| Span::file(&thing.path), |parent| parent.span.clone());
        let around = ring.iter().chain([&id]).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" → ");
        diagnostics.push(Diagnostic::new(Code::Circle, span).arg("ring", around));
    }
}

/// The station `id`, its parent, that one's parent and so on, when this leads back to `id`.
fn ring<'s>(shelf: &'s Shelf, id: &'s Id) -> Option<Vec<&'s Id>> {
    let mut ring = vec![id];
    loop {
        let parent = &shelf.stations.get(*ring.last()?)?.record.parent.as_ref()?.id;
        if parent == id {
            return Some(ring);
        }
        if ring.contains(&parent) {
            return None;
        }
        ring.push(parent);
    }
}

fn order(shelf: &Shelf, relations: &mut Relations) {
    let rank: BTreeMap<&Id, usize> = relations.districts.iter().enumerate().map(|(rank, id)| (id, rank)).collect();
    let rank_of = |home: Option<&Id>| home.and_then(|home| rank.get(home)).copied().unwrap_or(usize::MAX);
    let mut stations: Vec<Id> = shelf.stations.keys().cloned().collect();
    stations.sort_by_cached_key(|id| (rank_of(shelf.stations[id].home.as_ref()), shelf.stations[id].record.number.clone(), id.clone()));
    let mut deputies: Vec<Id> = shelf.deputies.keys().cloned().collect();
    deputies.sort_by_cached_key(|id| (rank_of(shelf.deputies[id].home.as_ref()), id.clone()));
    let mut stories: Vec<Id> = shelf.stories.keys().cloned().collect();
    stories.sort_by_cached_key(|id| (std::cmp::Reverse(shelf.stories[id].record.date.value.datetime()), id.clone()));
    let mut campaigns: Vec<Id> = shelf.campaigns.keys().cloned().collect();
    campaigns.sort_by_cached_key(|id| (std::cmp::Reverse(shelf.campaigns[id].record.start), id.clone()));
    let mut projects: Vec<Id> = shelf.projects.keys().cloned().collect();
    projects.sort_by_cached_key(|id| (std::cmp::Reverse(shelf.projects[id].record.year), shelf.projects[id].record.number, id.clone()));
    relations.stations = stations;
    relations.deputies = deputies;
    relations.stories = stories;
    relations.campaigns = campaigns;
    relations.projects = projects;
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
            let Some(key) = tag_key(&tag.value) else { continue };
            let tagged = relations.tags.entry(key).or_insert_with(|| Tag { name: tag.value.to_string(), stories: Vec::new() });
            if tagged.stories.last() != Some(&id) {
                tagged.stories.push(id.clone());
            }
        }
    }
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
