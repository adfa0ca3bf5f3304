//! All drafts on their shelves: one thing for each id, and all their names.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::names::{Known, Names, Standing};
use crate::date::Moment;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::document::Document;
use crate::fields::Id;
use crate::model::{Campaign, Deputy, District, Kind, Linked, Page, Project, Reason, Station, Story, Thing, Things, Withheld};
use crate::parse::{Draft, Parsed};
use crate::source::{SourcePath, Span, Spanned};

/// The things by kind, before their references are checked.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) districts: Things<District>,
    pub(super) stations: Things<Station>,
    pub(super) deputies: Things<Deputy>,
    pub(super) stories: Things<Story>,
    pub(super) campaigns: Things<Campaign>,
    pub(super) projects: Things<Project>,
    pub(super) pages: Things<Page>,
    pub(super) withheld: Vec<Withheld>,
}

/// Puts every draft on its shelf and its names into `names`; withheld ones only leave their name.
pub(super) fn shelve(parsed: &[Arc<Parsed>], as_of: DateTime, names: &mut Names, diagnostics: &mut Diagnostics) -> Shelf {
    let mut shelf = Shelf::default();
    let homes = Homes::new(parsed);
    let mut folded: BTreeMap<(Kind, String), Spanned<Id>> = BTreeMap::new();
    for parsed in parsed {
        let kind = parsed.place.kind;
        let key = (kind, parsed.id.value.as_str().to_lowercase());
        match folded.get(&key) {
            Some(_) if has_unfit_name(parsed) => {}
            Some(first) => {
                diagnostics.push(clash(parsed, first));
                names.files.insert(parsed.path.clone(), (kind, first.value.clone()));
            }
            None => {
                if !has_unfit_name(parsed) {
                    folded.insert(key, parsed.id.clone());
                }
                let home = homes.of(parsed, names, diagnostics);
                put(parsed, home, as_of, &mut shelf, names);
            }
        }
    }
    shelf
}

/// Whether the file is called what no id can be, and has no id of its own: that is reported, and its makeshift id clashes with none.
fn has_unfit_name(parsed: &Parsed) -> bool {
    parsed.id.value == parsed.place.default_id && Id::new(&parsed.place.name).is_err()
}

fn clash(parsed: &Parsed, first: &Spanned<Id>) -> Diagnostic {
    let (own, id) = (&parsed.id.value, &first.value);
    let (code, other) = if id == own { (Code::DuplicateId, first.span.path.as_str()) } else { (Code::SimilarId, id.as_str()) };
    let problem = Diagnostic::new(code, parsed.id.span.clone()).arg("kind", parsed.place.kind.plural());
    problem.arg("id", own.as_str()).arg("other", other).related(first.span.clone())
}

/// Which district a folder is.
struct Homes(BTreeMap<String, Id>);

impl Homes {
    fn new(parsed: &[Arc<Parsed>]) -> Self {
        let districts = parsed.iter().filter(|parsed| parsed.place.kind == Kind::District);
        Self(districts.map(|parsed| (parsed.path.folder().to_owned(), parsed.id.value.clone())).collect())
    }

    /// The district in whose folder a file stands; a folder without `district.yaml` is reported, once.
    fn of(&self, parsed: &Parsed, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Id> {
        let folder = parsed.place.districts.last()?;
        let home = self.0.get(folder.as_str());
        if home.is_none() && names.homeless.insert(folder.clone()) {
            let problem = Diagnostic::new(Code::UnknownReference, Span::file(&parsed.path)).arg("kind", Kind::District.words());
            diagnostics.push(problem.arg("id", folder.file_name()));
        }
        home.cloned()
    }
}

fn put(parsed: &Parsed, home: Option<Id>, as_of: DateTime, shelf: &mut Shelf, names: &mut Names) {
    let Parsed { path, place, id, draft, digest, .. } = parsed;
    let (kind, id) = (place.kind, &id.value);
    let reason = draft.as_ref().and_then(|draft| reason(draft, as_of));
    let standing = match (draft, reason) {
        (None, _) => Standing::Broken,
        (Some(_), Some(_)) => Standing::Withheld,
        (Some(_), None) => Standing::Published,
    };
    let titles = draft.as_ref().map(titles).unwrap_or_default();
    let document = draft.as_ref().and_then(document).cloned();
    names.things.entry(kind).or_default().insert(id.clone(), Known { standing, path: path.clone(), document });
    names.files.insert(path.clone(), (kind, id.clone()));
    for title in &titles {
        names.titles.entry(title.clone()).or_default().push((kind, id.clone()));
    }
    match (draft, reason) {
        (None, _) => {}
        (Some(_), Some(reason)) => {
            let title = titles.first().map_or(String::new(), ToString::to_string);
            shelf.withheld.push(Withheld { path: path.clone(), kind, id: id.to_string(), title, reason });
        }
        (Some(draft), None) => shelf.take(draft, id, path, home, *digest),
    }
}

impl Shelf {
    fn take(&mut self, draft: &Draft, id: &Id, path: &SourcePath, home: Option<Id>, digest: Digest) {
        let text = document(draft).map(|document| Linked { document: document.clone(), digest, targets: Vec::new() });
        macro_rules! put {
            ($shelf:ident, $record:ident) => {{
                let thing = Thing { id: id.clone(), path: path.clone(), home, record: $record.clone(), text };
                self.$shelf.insert(id.clone(), thing);
            }};
        }
        match draft {
            Draft::District(record) => put!(districts, record),
            Draft::Station(record) => put!(stations, record),
            Draft::Deputy(record) => put!(deputies, record),
            Draft::Story(record) => put!(stories, record),
            Draft::Campaign(record) => put!(campaigns, record),
            Draft::Project(record) => put!(projects, record),
            Draft::Page(record) => put!(pages, record),
        }
    }
}

/// Why a draft is not published at `as_of`.
fn reason(draft: &Draft, as_of: DateTime) -> Option<Reason> {
    let marked = match draft {
        Draft::District(_) => false,
        Draft::Station(station) => station.draft,
        Draft::Deputy(deputy) => deputy.draft,
        Draft::Story(story) => story.draft,
        Draft::Campaign(campaign) => campaign.draft,
        Draft::Project(project) => project.draft,
        Draft::Page(page) => page.draft,
    };
    if marked {
        return Some(Reason::Draft);
    }
    let Draft::Story(story) = draft else { return None };
    let begins = story.publish_at.unwrap_or(story.date.value).datetime().max(story.date.value.datetime());
    if begins > as_of {
        return Some(Reason::Scheduled(begins));
    }
    story.expires.map(end_of).filter(|end| *end <= as_of).map(Reason::Expired)
}

/// An expiry without a time means: through the end of that day.
fn end_of(moment: Moment) -> DateTime {
    match moment.time {
        Some(_) => moment.datetime(),
        None => moment.date.tomorrow().unwrap_or(moment.date).to_datetime(jiff::civil::Time::midnight()),
    }
}

/// When something is withheld or withdrawn next after `as_of`, because its time comes.
pub(super) fn next_change(parsed: &[Arc<Parsed>], as_of: DateTime) -> Option<DateTime> {
    let stories = parsed.iter().filter_map(|parsed| match &parsed.draft {
        Some(Draft::Story(story)) => Some(story),
        Some(Draft::District(_) | Draft::Station(_) | Draft::Deputy(_) | Draft::Campaign(_) | Draft::Project(_) | Draft::Page(_))
        | None => None,
    });
    let moments =
        stories.flat_map(|story| [Some(story.date.value.datetime()), story.publish_at.map(Moment::datetime), story.expires.map(end_of)]);
    moments.flatten().filter(|moment| *moment > as_of).min()
}

/// The text of a draft, where it has one.
fn document(draft: &Draft) -> Option<&Arc<Document>> {
    match draft {
        Draft::Story(story) => Some(&story.body),
        Draft::Page(page) => Some(&page.body),
        Draft::District(district) => district.intro.as_ref().map(|intro| &intro.document),
        Draft::Station(station) => station.intro.as_ref().map(|intro| &intro.document),
        Draft::Deputy(deputy) => deputy.intro.as_ref().map(|intro| &intro.document),
        Draft::Campaign(campaign) => campaign.intro.as_ref().map(|intro| &intro.document),
        Draft::Project(project) => project.intro.as_ref().map(|intro| &intro.document),
    }
}

/// What a wiki link may call it; the first is its title.
fn titles(draft: &Draft) -> Vec<Arc<str>> {
    let several = |main: &Arc<str>, others: &[Option<&Arc<str>>]| {
        let mut titles = vec![main.clone()];
        titles.extend(others.iter().flatten().filter(|other| **other != main).map(|other| (*other).clone()));
        titles
    };
    match draft {
        Draft::District(district) => several(&district.name, &[district.short_name.as_ref()]),
        Draft::Station(station) => several(&station.name, &[station.plate_name.as_ref()]),
        Draft::Deputy(deputy) => several(&deputy.name, &[]),
        Draft::Story(story) => several(&story.title.value, &[]),
        Draft::Campaign(campaign) => several(&campaign.name, &[]),
        Draft::Project(project) => several(&project.title.value, &[]),
        Draft::Page(page) => several(&page.title.value, &[]),
    }
}
