//! Everything the site tells, checked: every id resolves, withheld things are gone, relations are known both ways.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::attachment::Unfit;
use crate::digest::Digest;
use crate::fields::{ById, Id, Index};
use crate::language::{Language, Text};
use crate::picture::Facts;
use crate::settings::Settings;
use crate::source::SourcePath;

use super::{
    Campaign, Deed, DeedLedger, Deputy, District, Kind, Linked, OpinionLedger, Page, Project, Station, Story, StoryKind, Suggestion,
    TaskList, Unsigned,
};

/// A thing with a page of its own.
#[derive(Debug)]
pub struct Thing<T> {
    /// Its permanent name.
    pub id: Id,
    /// Its file.
    pub path: SourcePath,
    /// The district in whose folder it stands; none for what belongs to the whole city.
    pub home: Option<Id>,
    /// Digest of its file's text, and of the texts of its translations.
    pub digest: Digest,
    /// Digest of the same without an article's body.
    pub fields: Digest,
    /// What the editor wrote; shared with the file's draft, unless a reference that cannot be shown was left out.
    pub record: Arc<T>,
    /// Its text: a story's body, a profile's introduction.
    pub text: Option<Arc<Linked>>,
    /// The same in other languages.
    pub other_texts: BTreeMap<Language, Arc<Linked>>,
    /// The files of its translations.
    pub translations: BTreeMap<Language, SourcePath>,
}

impl<T> Clone for Thing<T> {
    fn clone(&self) -> Self {
        let Self { id, path, home, digest, fields, record, text, other_texts, translations } = self;
        let (id, path, home, digest, fields) = (id.clone(), path.clone(), home.clone(), *digest, *fields);
        let (record, text, other_texts, translations) = (record.clone(), text.clone(), other_texts.clone(), translations.clone());
        Self { id, path, home, digest, fields, record, text, other_texts, translations }
    }
}

impl<T> Thing<T> {
    /// Whether this is made from the same text at the same place as `other`, and its references and links lead to the same.
    pub fn is(&self, other: &Self) -> bool {
        let same_place = (self.digest, &self.id, &self.path, &self.home) == (other.digest, &other.id, &other.path, &other.home);
        let same_text = self.text.as_ref().map(Arc::as_ptr) == other.text.as_ref().map(Arc::as_ptr);
        let others = |thing: &Self| thing.other_texts.values().map(Arc::as_ptr).collect::<Vec<_>>();
        let same_others = self.other_texts.is_empty() && other.other_texts.is_empty() || others(self) == others(other);
        same_place && Arc::ptr_eq(&self.record, &other.record) && same_text && same_others
    }

    /// Its text on pages in `language`: the main one where it was not translated.
    pub fn text_in(&self, language: &Language) -> Option<&Arc<Linked>> {
        self.other_texts.get(language).or(self.text.as_ref())
    }

    /// Its texts in all languages.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<Linked>> {
        self.text.iter().chain(self.other_texts.values())
    }
}

/// Things by id.
pub type Things<T> = ById<Thing<T>>;

/// A picture or attachment that can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Digest of its bytes.
    pub digest: Digest,
    /// What it is, when it is a picture that browsers show.
    pub picture: Option<Facts>,
    /// Why it cannot be offered to readers as what it seems to be.
    pub unfit: Option<Unfit>,
    /// Its size in bytes.
    pub size: u64,
}

/// Something that is not published, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Its file.
    pub path: SourcePath,
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its title or name.
    pub title: String,
    /// Why.
    pub reason: Reason,
}

/// A suggestion that may not be made public and has no answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its file.
    pub path: SourcePath,
    /// Its number.
    pub number: Arc<str>,
    /// By when it must be answered.
    pub due: Date,
}

/// Why something is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// It is marked as a draft.
    Draft,
    /// Its time has not come.
    Scheduled(DateTime),
    /// Its time is over.
    Expired(DateTime),
    /// It may not be made public; it is only counted.
    NotPublic,
    /// It must be signed, and is not, or no longer.
    Unsigned(Unsigned),
}

/// Who belongs to whom. Lists are in the order in which pages show them: stories newest first, stations and deputies in
/// the official order of their districts.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Districts in official order.
    pub districts: Vec<Id>,
    /// Stations in official order.
    pub stations: Vec<Id>,
    /// Deputies in official order.
    pub deputies: Vec<Id>,
    /// Stories, newest first.
    pub stories: Vec<Id>,
    /// Campaigns, newest first.
    pub campaigns: Vec<Id>,
    /// Projects, newest year first, then by number.
    pub projects: Vec<Id>,
    /// Suggestions, newest first.
    pub suggestions: Vec<Id>,
    /// Lists of tasks, newest year first.
    pub tasks: Vec<Id>,
    /// Ledgers of opinions, newest first.
    pub opinions: Vec<Id>,
    /// Ledgers of deeds, newest year first, then in the official order of their districts.
    pub deed_ledgers: Vec<Id>,
    /// The deeds of all ledgers, newest first.
    pub deeds: Vec<DeedAt>,
    /// A district's parent.
    pub parent: ById<Id>,
    /// What a district, or one below it, has.
    pub of_district: ById<Members>,
    /// What belongs to a station.
    pub of_station: ById<Members>,
    /// What belongs to a deputy.
    pub of_deputy: ById<Members>,
    /// What belongs to a campaign.
    pub of_campaign: ById<Members>,
    /// What belongs to a project.
    pub of_project: ById<Members>,
    /// The stories of a tag, by the tag's key.
    pub tags: BTreeMap<Arc<str>, Tag>,
    /// For each story those that stand next to it under its tags, so that a new story changes only its neighbours.
    pub related: ById<Vec<Id>>,
    /// The key of every word that stands as a tag in a story.
    pub tag_keys: Index<Arc<str>, Arc<str>>,
}

/// A tag: stories that share a word. Tags that differ only in case or spaces are one.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The word as it was written first, in each language.
    pub name: Text,
    /// Its stories, newest first.
    pub stories: Vec<Id>,
}

/// What belongs to something.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// Stations.
    pub stations: Vec<Id>,
    /// Deputies.
    pub deputies: Vec<Id>,
    /// Stories, newest first.
    pub stories: Vec<Id>,
    /// Projects.
    pub projects: Vec<Id>,
    /// Suggestions, newest first.
    pub suggestions: Vec<Id>,
    /// Deeds, newest first.
    pub deeds: Vec<DeedAt>,
}

/// Where a deed stands: in this ledger, that row from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeedAt {
    /// The ledger.
    pub ledger: Id,
    /// The row.
    pub row: usize,
}

/// What `resolve` puts together.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The site's settings.
    pub settings: Settings,
    /// Districts.
    pub districts: Things<District>,
    /// Stations.
    pub stations: Things<Station>,
    /// Deputies.
    pub deputies: Things<Deputy>,
    /// Stories of every kind.
    pub stories: Things<Story>,
    /// Campaigns.
    pub campaigns: Things<Campaign>,
    /// Livelihood projects.
    pub projects: Things<Project>,
    /// Suggestions that may be made public.
    pub suggestions: Things<Suggestion>,
    /// How many suggestions of each year may not: nothing else is known of them.
    pub undisclosed: BTreeMap<i16, usize>,
    /// Those of them that still wait for an answer: for the editor's eyes, never for a page.
    pub waiting: Vec<Waiting>,
    /// Lists of tasks.
    pub tasks: Things<TaskList>,
    /// Opinions in figures.
    pub opinions: Things<OpinionLedger>,
    /// Ledgers of deeds.
    pub deeds: Things<DeedLedger>,
    /// Free pages.
    pub pages: Things<Page>,
    /// Pictures and attachments.
    pub media: BTreeMap<SourcePath, MediaFile>,
    /// Files that are published as they are, by their path below `static/`.
    pub statics: BTreeMap<SourcePath, MediaFile>,
    /// What is not published.
    pub withheld: Vec<Withheld>,
    /// Who belongs to whom; shared with the library before while nothing about it changes.
    pub relations: Arc<Relations>,
    /// Digest of all ids and titles, of what is withheld, and of the names of all files.
    pub names: Digest,
    /// When the site changes next by itself, because something's time comes.
    pub next_change: Option<DateTime>,
}

/// Everything the site tells. Only `resolve` makes one.
#[derive(Clone, Debug)]
pub struct Library {
    parts: Parts,
}

macro_rules! things {
    ($($(#[$doc:meta])* $one:ident $all:ident : $type:ty;)+) => {
        $(
            $(#[$doc])*
            pub fn $one(&self, id: &Id) -> &Thing<$type> {
                self.parts.$all.get(id).expect("every id in the library resolves")
            }

            /// All of them, by id.
            pub fn $all(&self) -> &Things<$type> {
                &self.parts.$all
            }
        )+

        /// Whether the things are those of `other`, with the same fields at the same places, whatever their texts are.
        pub fn has_fields_of(&self, other: &Self) -> bool {
            $(have_same_fields(self.$all(), other.$all()))&&+
        }
    };
}

fn have_same_fields<T>(these: &Things<T>, those: &Things<T>) -> bool {
    let has_same = |this: &Thing<T>, that: &Thing<T>| this.id == that.id && this.fields == that.fields && this.home == that.home;
    these.len() == those.len() && these.values().zip(those.values()).all(|(this, that)| has_same(this, that))
}

impl Library {
    /// Closes the library: from here on nothing changes.
    pub(crate) fn new(parts: Parts) -> Self {
        Self { parts }
    }

    things! {
        /// The district called `id`.
        district districts: District;
        /// The station called `id`.
        station stations: Station;
        /// The deputy called `id`.
        deputy deputies: Deputy;
        /// The story called `id`.
        story stories: Story;
        /// The campaign called `id`.
        campaign campaigns: Campaign;
        /// The project called `id`.
        project projects: Project;
        /// The suggestion called `id`.
        suggestion suggestions: Suggestion;
        /// The list of tasks called `id`.
        task_list tasks: TaskList;
        /// The ledger of opinions called `id`.
        opinion_ledger opinions: OpinionLedger;
        /// The ledger of deeds called `id`.
        deed_ledger deeds: DeedLedger;
        /// The free page called `id`.
        page pages: Page;
    }

    /// The site's settings.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// The picture or attachment at `path`.
    pub fn media(&self, path: &SourcePath) -> Option<&MediaFile> {
        self.parts.media.get(path)
    }

    /// Files that are published under their own names.
    pub fn statics(&self) -> &BTreeMap<SourcePath, MediaFile> {
        &self.parts.statics
    }

    /// How many suggestions of each year may not be made public.
    pub fn undisclosed(&self) -> &BTreeMap<i16, usize> {
        &self.parts.undisclosed
    }

    /// The suggestions that may not be made public and still wait for an answer: only rules may look at them.
    pub(crate) fn waiting(&self) -> &[Waiting] {
        &self.parts.waiting
    }

    /// What is not published.
    pub fn withheld(&self) -> &[Withheld] {
        &self.parts.withheld
    }

    /// Who belongs to whom.
    pub fn relations(&self) -> &Relations {
        &self.parts.relations
    }

    /// Who belongs to whom, to be shared with another library.
    pub fn shared_relations(&self) -> Arc<Relations> {
        self.parts.relations.clone()
    }

    /// Digest of all ids and titles, of what is withheld, and of the names of all files.
    pub fn names(&self) -> Digest {
        self.parts.names
    }

    /// Whether all belongs together here as it does in `other`; `false` may also mean that nobody has looked.
    pub fn has_relations_of(&self, other: &Library) -> bool {
        Arc::ptr_eq(&self.parts.relations, &other.parts.relations)
    }

    /// When the site changes next by itself, because something's time comes.
    pub fn next_change(&self) -> Option<DateTime> {
        self.parts.next_change
    }

    /// Every picture and attachment in `content/`, whether anything shows it or not.
    pub fn all_media(&self) -> impl Iterator<Item = (&SourcePath, &MediaFile)> {
        self.parts.media.iter()
    }

    /// The text of everything that has one.
    pub fn texts(&self) -> impl Iterator<Item = &Linked> {
        let Parts { districts, stations, deputies, stories, campaigns, projects, suggestions, tasks, opinions, deeds, pages, .. } =
            &self.parts;
        let profiles = districts.values().flat_map(Thing::texts).chain(stations.values().flat_map(Thing::texts));
        let profiles = profiles.chain(deputies.values().flat_map(Thing::texts)).chain(campaigns.values().flat_map(Thing::texts));
        let profiles = profiles.chain(projects.values().flat_map(Thing::texts)).chain(suggestions.values().flat_map(Thing::texts));
        let profiles = profiles.chain(tasks.values().flat_map(Thing::texts)).chain(opinions.values().flat_map(Thing::texts));
        let profiles = profiles.chain(deeds.values().flat_map(Thing::texts));
        let texts = profiles.chain(stories.values().flat_map(Thing::texts)).chain(pages.values().flat_map(Thing::texts));
        texts.map(|text| &**text)
    }

    /// The text of a thing on pages in `language`.
    pub fn text_in(&self, kind: Kind, id: &Id, language: &Language) -> Option<&Arc<Linked>> {
        match kind {
            Kind::District => self.districts().get(id)?.text_in(language),
            Kind::Station => self.stations().get(id)?.text_in(language),
            Kind::Deputy => self.deputies().get(id)?.text_in(language),
            Kind::Story => self.stories().get(id)?.text_in(language),
            Kind::Campaign => self.campaigns().get(id)?.text_in(language),
            Kind::Project => self.projects().get(id)?.text_in(language),
            Kind::Suggestion => self.suggestions().get(id)?.text_in(language),
            Kind::Tasks => self.tasks().get(id)?.text_in(language),
            Kind::Opinions => self.opinions().get(id)?.text_in(language),
            Kind::Deeds => self.deeds().get(id)?.text_in(language),
            Kind::Page => self.pages().get(id)?.text_in(language),
        }
    }

    /// The title or name of a thing.
    pub fn title(&self, kind: Kind, id: &Id) -> Option<&Text> {
        match kind {
            Kind::District => self.districts().get(id).map(|thing| &thing.record.name),
            Kind::Station => self.stations().get(id).map(|thing| &thing.record.name),
            Kind::Deputy => self.deputies().get(id).map(|thing| &thing.record.name),
            Kind::Story => self.stories().get(id).map(|thing| &thing.record.title.value),
            Kind::Campaign => self.campaigns().get(id).map(|thing| &thing.record.name),
            Kind::Project => self.projects().get(id).map(|thing| &thing.record.title.value),
            Kind::Suggestion => self.suggestions().get(id).map(|thing| &thing.record.title.value),
            Kind::Tasks => self.tasks().get(id).map(|thing| &thing.record.title.value),
            Kind::Opinions => self.opinions().get(id).map(|thing| &thing.record.title.value),
            Kind::Deeds => self.deeds().get(id).map(|thing| &thing.record.title.value),
            Kind::Page => self.pages().get(id).map(|thing| &thing.record.title.value),
        }
    }

    /// What a district, or one below it, has.
    pub fn members_of_district(&self, id: &Id) -> &Members {
        self.parts.relations.of_district.get(id).unwrap_or(&NOBODY)
    }

    /// What belongs to a station.
    pub fn members_of_station(&self, id: &Id) -> &Members {
        self.parts.relations.of_station.get(id).unwrap_or(&NOBODY)
    }

    /// What belongs to a deputy.
    pub fn members_of_deputy(&self, id: &Id) -> &Members {
        self.parts.relations.of_deputy.get(id).unwrap_or(&NOBODY)
    }

    /// The deed at `at`, and the ledger in which it stands.
    pub fn deed(&self, at: &DeedAt) -> (&Thing<DeedLedger>, &Deed) {
        let ledger = self.deed_ledger(&at.ledger);
        (ledger, &ledger.record.deeds[at.row])
    }

    /// What belongs to a campaign.
    pub fn members_of_campaign(&self, id: &Id) -> &Members {
        self.parts.relations.of_campaign.get(id).unwrap_or(&NOBODY)
    }

    /// The practices among `stories`, in their order.
    pub fn practices<'a>(&'a self, stories: &'a [Id]) -> impl Iterator<Item = &'a Id> {
        stories.iter().filter(|id| self.story(id).record.kind == StoryKind::Practice)
    }

    /// The name of the township in which a station stands.
    pub fn township_name(&self, station: &Thing<Station>) -> Option<&Text> {
        let all = self.parts.districts.values().filter(|district| station.home.as_ref().is_none_or(|home| *home == district.id));
        let township =
            all.flat_map(|district| &district.record.townships).find(|township| township.id.value == station.record.township.value);
        township.map(|township| &township.name)
    }

    /// The tag that stands as `word` in a story, with its key.
    pub fn tag(&self, word: &str) -> Option<(&Arc<str>, &Tag)> {
        self.parts.relations.tags.get_key_value(self.parts.relations.tag_keys.get(word)?)
    }

    /// The districts that adopted a practice, themselves or through a station of theirs, in official order.
    pub fn adopting_districts(&self, story: &Thing<Story>) -> Vec<Id> {
        let district_of = |adopter: &Id| match self.parts.stations.get(adopter) {
            Some(station) => station.home.clone(),
            None => Some(adopter.clone()),
        };
        let adopters: Vec<Id> = story.record.adoptions.iter().filter_map(|adoption| district_of(&adoption.adopter.value)).collect();
        self.parts.relations.districts.iter().filter(|id| adopters.contains(id)).cloned().collect()
    }
}

/// For what has no members.
static NOBODY: Members = Members {
    stations: Vec::new(),
    deputies: Vec::new(),
    stories: Vec::new(),
    projects: Vec::new(),
    suggestions: Vec::new(),
    deeds: Vec::new(),
};

/// The key of a tag, part of its address: tags that differ only in case, spaces or punctuation are one. `None` when no letter is left.
pub fn tag_key(tag: &str) -> Option<String> {
    let composed: String = tag.nfc().collect();
    let words = composed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let key = words.map(str::to_lowercase).collect::<Vec<String>>().join("-");
    (!key.is_empty()).then_some(key)
}
