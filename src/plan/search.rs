//! The search: its page, and the index of everything that has a page.

use std::collections::HashMap;
use std::sync::Arc;

use super::address::Address;
use super::affairs::Affair;
use super::desk::{Desk, prefix};
use super::page::{Make, Page};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::has_pages;
use super::site_map::{entry, kind_links, year_links};
use super::tag;
use super::written::Written;
use crate::digest::Digest;
use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{
    Campaign, DeedLedger, Deputy, District, Kind, Library, OpinionLedger, Page as FreePage, Project, Station, Story, StoryKind, Suggestion,
    TaskList, Thing, Things,
};
use crate::search::{Entry, Index, Label, Told};
use crate::view::View;

const SEARCH: Words = Words { en: "Search", zh: "搜索" };

/// The folder of the page and of the index.
const FOLDER: &str = "search";

/// The index of a plan, for the plan after it.
#[derive(Debug)]
pub(super) struct Search {
    index: Arc<Index>,
    files: Vec<Arc<Page>>,
    /// The site that it knows.
    library: Arc<Library>,
    surroundings: Digest,
}

impl Search {
    /// The index that is among the `planned` pages; it may be that of the plan before.
    pub(super) fn of(library: &Arc<Library>, desk: &Desk<'_>, planned: &[Planned]) -> Option<Arc<Self>> {
        let mut files = planned.iter().rev().flatten().flatten().filter_map(|page| Some((page, index_of(page)?))).peekable();
        let index = files.peek()?.1.clone();
        let before = desk.before.and_then(|before| before.search.as_ref());
        if let Some(kept) = before.filter(|before| Arc::ptr_eq(&before.index, &index)) {
            return Some(kept.clone());
        }
        let files = files.map(|(page, _)| page.clone()).collect();
        Some(Arc::new(Self { index, files, library: library.clone(), surroundings: desk.surroundings }))
    }

    /// Whether it knows all that its documents of `desk` tell besides their own things.
    fn has_surroundings_of(&self, desk: &Desk<'_>) -> bool {
        self.surroundings == desk.surroundings && desk.library.has_relations_of(&self.library)
    }
}

fn index_of(page: &Page) -> Option<&Arc<Index>> {
    if let Make::Written(Written::Search(index, _)) = &page.make { Some(index) } else { None }
}

/// The page and the files of the index.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    if !desk.about.has_search {
        return Vec::new();
    }
    let files = match kept(desk) {
        Some(search) => search.files.iter().cloned().map(Ok).collect(),
        None => files(desk),
    };
    std::iter::once(desk.page(sheet(desk))).chain(files).collect()
}

/// The index of the plan before, where it serves for now and stands at the same address.
fn kept<'a>(desk: &Desk<'a>) -> Option<&'a Search> {
    let search = desk.before.filter(|_| desk.about.keeps_index)?.search.as_deref()?;
    (prefix(search.library.settings(), &desk.language) == desk.prefix).then_some(search)
}

fn files(desk: &Desk<'_>) -> Planned {
    let index = Arc::new(index(desk));
    let files = index.files().into_iter().map(|file| {
        let address = Address::file(&desk.path(&format!("{FOLDER}/{}", file.name()))).expect("a plain name");
        Ok(Arc::new(Page::new(address, desk.language.clone(), Make::Written(Written::Search(index.clone(), file)))))
    });
    files.collect()
}

/// The page: a form, and for readers without scripts the lists by district, kind and year.
fn sheet(desk: &Desk<'_>) -> Sheet {
    let mut sheet = Sheet::new(FOLDER, "search", desk.say(SEARCH));
    sheet.description = sheet.title.clone();
    let districts = desk.library.relations().districts.iter().map(|id| desk.link(Kind::District, id));
    let mut lists = Vec::new();
    if has_pages(desk, Section::Districts) {
        lists.push(entry(desk.section_name(Section::Districts), desk.path("districts/"), View::list(districts)));
    }
    if !desk.library.relations().stories.is_empty() {
        lists.push(entry(desk.section_name(Section::Stories), desk.path("stories/"), kind_links(desk)));
        lists.push(entry(desk.say(Words { en: "Archive", zh: "往期" }), desk.path("archive/"), year_links(desk)));
    }
    sheet.values = vec![("index_path", View::from(desk.path(&format!("{FOLDER}/")))), ("sections", View::list(lists))];
    sheet
}

/// Everything that has a page; what is known of the plan before is taken over.
fn index(desk: &Desk<'_>) -> Index {
    let known = Known::of(desk);
    let mut entries = Vec::new();
    known.all(desk, Kind::Story, Library::stories, story, &mut entries);
    known.all(desk, Kind::Station, Library::stations, station, &mut entries);
    known.all(desk, Kind::Deputy, Library::deputies, deputy, &mut entries);
    known.all(desk, Kind::District, Library::districts, district, &mut entries);
    known.all(desk, Kind::Campaign, Library::campaigns, campaign, &mut entries);
    known.all(desk, Kind::Project, Library::projects, project, &mut entries);
    known.all(desk, Kind::Suggestion, Library::suggestions, suggestion, &mut entries);
    known.all(desk, Kind::Tasks, Library::tasks, task_list, &mut entries);
    known.all(desk, Kind::Opinions, Library::opinions, opinions, &mut entries);
    known.all(desk, Kind::Deeds, Library::deeds, deeds, &mut entries);
    known.all(desk, Kind::Page, Library::pages, free_page, &mut entries);
    Index::new(entries)
}

/// The documents of the index before, by the paths of their pages.
struct Known<'a> {
    entries: HashMap<&'a str, &'a Arc<Entry>, ahash::RandomState>,
    same: Option<&'a Library>,
}

impl<'a> Known<'a> {
    fn of(desk: &Desk<'a>) -> Self {
        let before = desk.before.and_then(|before| before.search.as_deref());
        let entries = before.iter().flat_map(|search| search.index.entries()).map(|entry| (entry.path(), entry)).collect();
        let same = before.filter(|search| search.has_surroundings_of(desk)).map(|search| &*search.library);
        Self { entries, same }
    }

    fn all<T>(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        of: fn(&Library) -> &Things<T>,
        tell: fn(&Desk<'_>, &Thing<T>) -> Told,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        for (id, thing) in of(desk.library) {
            let known = self.entries.get(&*desk.href(kind, id));
            let is_same = self.same.and_then(|library| of(library).get(id)).is_some_and(|before| before.is(thing));
            if let Some(known) = known.filter(|_| is_same) {
                debug_assert!(
                    known.digest() == Entry::new(tell(desk, thing)).digest(),
                    "the search knows more of {id} than its page is made of"
                );
                entries.push((*known).clone());
                continue;
            }
            let new = Entry::new(tell(desk, thing));
            entries.push(known.filter(|known| known.digest() == new.digest()).map_or_else(|| Arc::new(new), |known| (*known).clone()));
        }
    }
}

/// What all documents of a kind tell alike.
fn told<T>(desk: &Desk<'_>, thing: &Thing<T>, kind: Kind, title: &Text, districts: &[Id], has_text: bool) -> Told {
    let linked = desk.text_of(thing).filter(|_| has_text);
    let body = linked.and_then(|linked| if let View::Body(body) = desk.body(Some(linked)) { Some(body) } else { None });
    let home = thing.home.iter().filter(|_| districts.is_empty());
    Told {
        path: desk.href(kind, &thing.id),
        title: desk.words(title).clone(),
        tags: Vec::new(),
        summary: Arc::default(),
        more: Vec::new(),
        body,
        kind: label(desk, kind),
        districts: districts.iter().chain(home).filter_map(|id| district_label(desk, id)).collect(),
        day: None,
    }
}

fn label(desk: &Desk<'_>, kind: Kind) -> Label {
    let name = |section: Section| desk.section_name(section);
    let (rank, name) = match kind {
        Kind::Station => (100, name(Section::Stations)),
        Kind::Deputy => (101, name(Section::Deputies)),
        Kind::Story => (102, name(Section::Stories)),
        Kind::Campaign => (103, name(Section::Campaigns)),
        Kind::Project => (104, name(Section::Projects)),
        Kind::Suggestion => (107, name(Section::Suggestions)),
        Kind::Tasks => (108, desk.say(Affair::Tasks.words()).into()),
        Kind::Opinions => (109, desk.say(Affair::Opinions.words()).into()),
        Kind::Deeds => (110, desk.say(Affair::Deeds.words()).into()),
        Kind::District => (105, name(Section::Districts)),
        Kind::Page => (106, desk.say(Words { en: "About this site", zh: "本站" }).into()),
    };
    Label { rank, key: kind.name().into(), name }
}

fn district_label(desk: &Desk<'_>, id: &Id) -> Option<Label> {
    let rank = desk.library.relations().districts.iter().position(|known| known == id)?;
    Some(Label { rank: rank as u32, key: id.shared().clone(), name: desk.title(Kind::District, id) })
}

/// Texts in the language of the index.
fn said<'t>(desk: &Desk<'_>, texts: impl IntoIterator<Item = &'t Text>) -> Vec<Arc<str>> {
    texts.into_iter().map(|text| desk.words(text).clone()).collect()
}

fn titles<'i>(desk: &Desk<'_>, kind: Kind, ids: impl IntoIterator<Item = &'i Id>) -> impl Iterator<Item = Arc<str>> {
    ids.into_iter().map(|id| desk.title(kind, id)).collect::<Vec<_>>().into_iter()
}

fn story(desk: &Desk<'_>, thing: &Thing<Story>) -> Told {
    let record = &thing.record;
    let districts: Vec<Id> = record.districts.iter().map(|district| district.id.clone()).collect();
    let mut told = told(desk, thing, Kind::Story, &record.title.value, &districts, true);
    told.kind = Label { rank: kind_rank(record.kind), key: record.kind.id().into(), name: desk.say(record.kind.words()).into() };
    told.tags = record.tags.iter().map(|tag| tag::word(desk, &tag.value)).collect();
    told.tags.extend(titles(desk, Kind::Station, record.stations.iter().map(|one| &one.id)));
    told.tags.extend(titles(desk, Kind::Deputy, record.deputies.iter().map(|one| &one.id)));
    told.tags.extend(titles(desk, Kind::Campaign, record.campaigns.iter().map(|one| &one.id)));
    told.summary = desk.words(&record.summary.value).clone();
    let people = record.reporters.iter().chain(&record.correspondents).chain(&record.photographers).chain(&record.editor);
    let own = record.subtitle.iter().chain(&record.kicker).chain([&record.source]).chain(people);
    told.more = said(desk, own);
    for fact in &record.facts {
        told.more.extend(said(desk, [&fact.metric, &fact.after.value]));
    }
    if let Some(needs) = &record.replicability {
        let texts = [&needs.cost, &needs.staff, &needs.conditions, &needs.contact_unit];
        told.more.extend(said(desk, texts.into_iter().chain(&needs.unsuitable).chain(&needs.steps)));
    }
    if let Some(meeting) = &record.meeting {
        told.more.extend(said(desk, meeting.agenda.iter().chain(meeting.requirements.iter().map(|one| &one.text))));
    }
    for adoption in &record.adoptions {
        told.more.extend(said(desk, adoption.changes.iter().chain(&adoption.result)));
    }
    told.day = Some(record.date.value.datetime().date().to_string().into());
    told
}

fn kind_rank(kind: StoryKind) -> u32 {
    StoryKind::ALL.iter().position(|one| *one == kind).unwrap_or_default() as u32
}

fn station(desk: &Desk<'_>, thing: &Thing<Station>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Station, &record.name, &[], record.intro.is_some());
    told.tags = said(desk, record.plate_name.iter().chain(&record.community).chain(desk.library.township_name(thing)));
    told.tags.extend(record.number.clone());
    told.tags.extend(titles(desk, Kind::Deputy, record.deputies.iter().map(|one| &one.id)));
    told.summary = desk.words(&record.address).clone();
    let staff = [&record.staff.head].into_iter().chain(&record.staff.deputy_heads).chain(&record.staff.liaison);
    told.more =
        said(desk, record.directions.iter().chain([&record.managed_by]).chain(staff).chain(&record.rooms).chain(&record.barrier_free));
    told.more.push(record.tel.value.clone());
    told.more.extend(said(desk, record.regulations.iter().map(|regulation| &regulation.title)));
    told.more.extend(said(desk, record.honors.iter().flat_map(|honor| honor.title.iter().chain([&honor.by]))));
    if let Some(brand) = &record.brand {
        told.more.extend(said(desk, [&brand.name].into_iter().chain(&brand.slogan).chain(&brand.story)));
    }
    told
}

fn deputy(desk: &Desk<'_>, thing: &Thing<Deputy>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Deputy, &record.name, &[], record.intro.is_some());
    told.tags = said(desk, &record.expertise);
    told.tags.extend(titles(desk, Kind::Station, record.stations.iter().map(|one| &one.id)));
    told.summary = desk.words(&record.position).clone();
    told.more = said(desk, record.promise.iter().chain(&record.group));
    told.more.extend(record.name_pinyin.iter().chain(&record.name_ug).cloned());
    for seat in &record.memberships {
        let own =
            [&seat.congress].into_iter().chain(&seat.body).chain(&seat.delegation).chain(&seat.constituency).chain(&seat.electing_unit);
        told.more.extend(said(desk, own));
    }
    told
}

fn district(desk: &Desk<'_>, thing: &Thing<District>) -> Told {
    let record = &thing.record;
    let own = std::slice::from_ref(&thing.id);
    let mut told = told(desk, thing, Kind::District, &record.name, own, record.intro.is_some());
    told.tags = said(desk, record.short_name.iter().chain(record.townships.iter().map(|township| &township.name)));
    told.summary = desk.words(&record.body).clone();
    told.more = said(desk, [&record.office.name]);
    told.more.push(record.office.tel.value.clone());
    told
}

fn campaign(desk: &Desk<'_>, thing: &Thing<Campaign>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Campaign, &record.name, &[], record.intro.is_some());
    told.summary = record.slogan.as_ref().map_or_else(Arc::default, |slogan| desk.words(slogan).clone());
    told.more = said(desk, [&record.organizer].into_iter().chain(&record.document_no).chain(&record.goals));
    told.more.extend(said(desk, record.phases.iter().flat_map(|phase| [&phase.name].into_iter().chain(&phase.tasks))));
    told.more.extend(said(desk, record.counters.iter().map(|counter| &counter.label)));
    told.day = Some(record.start.to_string().into());
    told
}

fn project(desk: &Desk<'_>, thing: &Thing<Project>) -> Told {
    let record = &thing.record;
    let districts: Vec<Id> = record.district.iter().map(|district| district.id.clone()).collect();
    let mut told = told(desk, thing, Kind::Project, &record.title.value, &districts, record.intro.is_some());
    told.tags = said(desk, [&record.category].into_iter().chain(&record.proposed_by));
    told.summary = desk.words(&record.target).clone();
    let units = [&record.lead_unit, &record.lead_person.name, &record.lead_person.post].into_iter().chain(&record.co_units);
    told.more = said(desk, units.chain(&record.invest_source).chain(record.milestones.iter().map(|milestone| &milestone.name)));
    told.more.extend(said(desk, record.progress.iter().filter_map(|progress| progress.note.as_ref())));
    told.more.extend(said(desk, record.events.iter().flat_map(|event| event.place.iter().chain(&event.finding).chain(&event.answer))));
    told.day = Some(format!("{}", record.year).into());
    told
}

fn suggestion(desk: &Desk<'_>, thing: &Thing<Suggestion>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Suggestion, &record.title.value, &[], record.intro.is_some());
    told.tags = titles(desk, Kind::Deputy, record.proposers.iter().map(|one| &one.id)).collect();
    told.tags.extend(titles(desk, Kind::Station, record.stations.iter().map(|one| &one.id)));
    told.summary = record.reply.as_ref().map_or_else(Arc::default, |reply| desk.words(reply).clone());
    let own = [&record.number, &record.congress, &record.lead_unit].into_iter();
    told.more = said(desk, own.chain(&record.co_units).chain(&record.meeting).chain(&record.delegation));
    told.day = Some(record.raised_on.to_string().into());
    told
}

fn task_list(desk: &Desk<'_>, thing: &Thing<TaskList>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Tasks, &record.title.value, &[], record.intro.is_some());
    told.more = said(desk, [&record.issued_by].into_iter().chain(&record.document_no));
    for task in &record.tasks {
        told.more.extend(said(desk, [&task.objective, &task.measure, &task.lead_unit].into_iter().chain(&task.co_units).chain(&task.note)));
    }
    told.day = Some(record.year.to_string().into());
    told
}

fn opinions(desk: &Desk<'_>, thing: &Thing<OpinionLedger>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Opinions, &record.title.value, &[], record.intro.is_some());
    told.tags = said(desk, record.rows.iter().map(|row| &row.topic));
    told.tags.sort();
    told.tags.dedup();
    told.more = said(desk, [&record.source]);
    told.day = Some(record.from.to_string().into());
    told
}

fn deeds(desk: &Desk<'_>, thing: &Thing<DeedLedger>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Deeds, &record.title.value, &[], record.intro.is_some());
    let deeds = &record.deeds;
    told.more = said(desk, deeds.iter().flat_map(|deed| [&deed.title, &deed.need_from, &deed.unit, &deed.result]));
    let mut named: Vec<Arc<str>> = titles(desk, Kind::Deputy, deeds.iter().flat_map(|deed| &deed.deputies).map(|one| &one.id)).collect();
    named.extend(titles(desk, Kind::Station, deeds.iter().filter_map(|deed| deed.station.as_ref()).map(|one| &one.id)));
    named.sort();
    named.dedup();
    told.tags = named;
    told.day = Some(record.year.value.to_string().into());
    told
}

fn free_page(desk: &Desk<'_>, thing: &Thing<FreePage>) -> Told {
    let record = &thing.record;
    let mut told = told(desk, thing, Kind::Page, &record.title.value, &[], true);
    told.summary = record.summary.as_ref().map_or_else(Arc::default, |summary| desk.words(summary).clone());
    told
}
