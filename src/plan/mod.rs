//! Library to [`Plan`]: which pages exist, what each shows, what each slot points at.
//!
//! A new page kind is one file here, one line in `KINDS`, `LISTS` or `GROUPS`, and one template in the theme.

pub mod address;
pub mod page;

mod affairs;
mod annual;
mod archive;
mod calendar;
mod campaign;
mod cards;
mod chart;
mod code;
mod columns;
mod coming;
mod data;
mod dead_ends;
mod deed;
mod deputy;
mod desk;
mod district;
mod exchange;
mod feed;
mod free_page;
mod groups;
mod head;
mod home;
mod ics;
mod linked_data;
mod machine;
mod made_of;
mod maps;
mod media;
mod meeting;
mod not_found;
mod notice;
mod numbers;
mod opinion;
mod pack;
mod pager;
mod pages;
mod practice;
mod project;
mod reception;
mod redirect;
mod search;
mod section;
mod sessions;
mod showing;
mod side_by_side;
mod site;
mod site_map;
mod sitemap;
mod standards;
mod station;
mod story;
mod suggestion;
mod tag;
mod tasks;
mod values;
pub mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use coming::{Change, Coming, coming};
pub use desk::Circumstances;

use address::Address;
use cards::Cards;
use desk::Desk;
use made_of::MadeOf;
use page::{Page, Part};
use pages::{Pages, Planned};
use search::Search;
use sessions::Receptions;

use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::fields::{Id, Index as Map};
use crate::language::Language;
use crate::model::{Kind, Library};

/// Every page of the site; no two at one address.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pages by their addresses.
    pub pages: BTreeMap<Address, Arc<Page>>,
    /// The same in the order in which they were planned, where the plan is remembered and none had to give way to another.
    planned: Vec<Arc<Page>>,
    /// What is remembered of the pages in each language.
    editions: BTreeMap<Language, Edition>,
}

/// The site in one language.
#[derive(Debug, Default)]
struct Edition {
    /// What it was planned from.
    library: Option<Arc<Library>>,
    /// Digests of what every card, and of what every page may show besides its own thing.
    ground: Digest,
    surroundings: Digest,
    /// The cards that the pages show.
    cards: Cards,
    /// Its search.
    search: Option<Arc<Search>>,
    /// The pages of each of [`GROUPS`], with what they were made of.
    groups: Vec<Grouped>,
    /// The pages of [`LISTS`].
    lists: Vec<Planned>,
    /// The pages of things that are remembered by what they are made of.
    by_thing: Map<(Kind, Id, Part), Arc<Page>>,
}

/// Every kind of page. Of two that want one address the later is reported.
const KINDS: &[fn(&Desk<'_>) -> Planned] = &[
    district::pages,
    station::pages,
    deputy::pages,
    story::pages,
    pack::pages,
    campaign::pages,
    project::pages,
    suggestion::pages,
    tasks::pages,
    opinion::pages,
    deed::pages,
    meeting::pages,
    annual::pages,
    free_page::pages,
    search::pages,
];

/// What the site has once, whatever its languages are.
const SINGLE: &[fn(&Desk<'_>) -> Planned] = &[not_found::pages, sitemap::pages, media::pages, redirect::pages, machine::pages, code::pages];

/// Pages that show parts of many things: while what they are made of stays as it is, so do all of them.
const GROUPS: &[Group] = &[exchange::GROUP, side_by_side::GROUP, numbers::GROUP, data::GROUP];

/// Pages that are remembered together.
struct Group {
    /// Feeds all that they show besides the settings.
    made_of: fn(&Desk<'_>, &mut MadeOf<'_, '_>),
    /// Whether they show nothing of an article's body.
    shows_only_fields: bool,
    pages: fn(&Desk<'_>) -> Planned,
}

/// The pages of a [`Group`].
#[derive(Debug)]
struct Grouped {
    /// Digest of what they were made of; none in a plan of which nothing is remembered.
    made_of: Option<Digest>,
    pages: Planned,
}

/// The kinds that show nothing but cards, links, relations, settings and stations: while these stay as they are, so do the pages.
const LISTS: &[fn(&Desk<'_>) -> Planned] = &[
    home::pages,
    station::lists,
    standards::lists,
    standards::pages,
    deputy::lists,
    practice::lists,
    suggestion::lists,
    deed::lists,
    story::lists,
    tag::pages,
    archive::pages,
    site_map::pages,
    feed::pages,
    calendar::pages,
    notice::pages,
    ics::pages,
    code::plates,
];

/// Plans the site that `library` tells. What in the plan `before` was made of the same is taken over, which is only quicker; without one
/// nothing is remembered for a plan after this one.
pub fn plan(library: &Arc<Library>, about: &Circumstances, before: Option<&Plan>, diagnostics: &mut Diagnostics) -> Plan {
    let fresh = Edition::default();
    let known = |language: &Language| before.map(|before| before.editions.get(language).unwrap_or(&fresh));
    let languages = library.settings().languages.iter().map(|language| &language.value);
    let receptions = Receptions::new(library, about.as_of.date());
    let desks: Vec<Desk<'_>> = languages.map(|language| Desk::new(&receptions, about, language, known(language))).collect();
    let [desk, ..] = &desks[..] else { return Plan::default() };
    let (editions, single) = rayon::join(
        || desks.par_iter().map(|desk| rayon::join(|| (lists(desk), groups(desk)), || planned(desk, KINDS))).collect::<Vec<_>>(),
        || planned(desk, SINGLE),
    );
    let of_languages =
        editions.iter().flat_map(|((lists, groups), others)| lists.iter().chain(others).chain(groups.iter().map(|group| &group.pages)));
    let every: Vec<&Planned> = of_languages.chain(&single).collect();
    let mut plan = arranged(desk, &every, before, diagnostics);
    dead_ends::check(desk, &plan.pages, diagnostics);
    if before.is_some() {
        let made = desks.into_iter().zip(editions);
        plan.editions = made.map(|(desk, (lists, others))| (desk.language.clone(), Edition::of(library, desk, lists, &others))).collect();
    }
    plan
}

impl Edition {
    /// What is remembered for the next plan.
    fn of(library: &Arc<Library>, desk: Desk<'_>, (lists, groups): (Vec<Planned>, Vec<Grouped>), others: &[Planned]) -> Self {
        let search = Search::of(library, &desk, others);
        let Desk { ground, surroundings, cards, .. } = desk;
        let of_things = others.iter().flatten().flatten().filter_map(|page| Some((page.about.clone()?, page.clone())));
        Self { library: Some(library.clone()), ground, surroundings, cards, search, groups, lists, by_thing: of_things.collect() }
    }
}

/// All pages by their addresses, and the site map of them.
fn arranged(desk: &Desk<'_>, every: &[&Planned], before: Option<&Plan>, diagnostics: &mut Diagnostics) -> Plan {
    let in_order = || every.iter().copied().flatten().flatten().cloned().collect();
    if let Some(pages) = before.and_then(|before| pages::taken_again(every, &before.planned, &before.pages)) {
        return Plan { pages, planned: in_order(), ..Plan::default() };
    }
    let (mut pages, mut problems) = (Pages::default(), Diagnostics::new());
    every.iter().for_each(|planned| pages.take_all(planned, &mut problems));
    let mut pages = pages.finish(&mut problems);
    sitemap::fill(desk, &mut pages);
    let planned = if before.is_some() && problems.is_empty() { in_order() } else { Vec::new() };
    diagnostics.append(problems);
    Plan { pages, planned, ..Plan::default() }
}

fn planned(desk: &Desk<'_>, kinds: &[fn(&Desk<'_>) -> Planned]) -> Vec<Planned> {
    kinds.par_iter().map(|kind| kind(desk)).collect()
}

/// The lists: those of the plan before, when nothing changed that they show.
fn lists(desk: &Desk<'_>) -> Vec<Planned> {
    match desk.same_surroundings() {
        Some(before) => {
            debug_assert!(
                is_same(&before.lists, &planned(desk, LISTS)),
                "a list shows more than cards, links, relations, settings and stations"
            );
            before.lists.clone()
        }
        None => planned(desk, LISTS),
    }
}

/// The groups: each that of the plan before, when it was made of the same.
fn groups(desk: &Desk<'_>) -> Vec<Grouped> {
    let before = desk.same_surroundings().and_then(|before| before.library.as_ref());
    let has_same_fields = before.is_some_and(|library| desk.library.has_fields_of(library));
    let each = GROUPS.par_iter().enumerate().map(|(at, group)| {
        let known = desk.before.and_then(|before| before.groups.get(at));
        let made_of = match known {
            Some(known) if group.shows_only_fields && has_same_fields => known.made_of,
            Some(_) | None => desk.made_of(|made_of| (group.made_of)(desk, made_of)),
        };
        let Some(known) = known.filter(|known| made_of.is_some() && known.made_of == made_of) else {
            return Grouped { made_of, pages: (group.pages)(desk) };
        };
        debug_assert!(
            is_same(std::slice::from_ref(&known.pages), &[(group.pages)(desk)]),
            "group {at} shows more than it is said to be made of"
        );
        Grouped { made_of, pages: known.pages.clone() }
    });
    each.collect()
}

fn is_same(known: &[Planned], again: &[Planned]) -> bool {
    let shown =
        |lists: &[Planned]| format!("{:?}", lists.iter().flatten().map(|page| page.as_ref().map(|page| page.shown())).collect::<Vec<_>>());
    shown(known) == shown(again)
}
