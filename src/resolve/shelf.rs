//! All drafts on their shelves: one thing for each id, and all their names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};

use super::Withholding;
use super::names::Names;
use super::signoff::{self, Asked};
use super::translations::Translations;
use crate::date::Moment;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::document::Document;
use crate::fields::{Id, Index};
use crate::language::Language;
use crate::model::{
    Campaign, DeedLedger, Deputy, District, Kind, Library, Linked, OpinionLedger, Page, Project, Reason, Station, Story, Suggestion,
    TaskList, Thing, Things, Waiting, Withheld,
};
use crate::parse::{Draft, Parsed, Translation};
use crate::settings::Settings;
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
    pub(super) suggestions: Things<Suggestion>,
    /// How many suggestions of each year may not be made public.
    pub(super) undisclosed: BTreeMap<i16, usize>,
    /// Those of them that still wait for an answer.
    pub(super) waiting: Vec<Waiting>,
    pub(super) tasks: Things<TaskList>,
    pub(super) opinions: Things<OpinionLedger>,
    pub(super) deeds: Things<DeedLedger>,
    pub(super) pages: Things<Page>,
    pub(super) withheld: Vec<Withheld>,
}

/// Puts every draft on its shelf; those that are withheld, for the reasons in `withheld`, only leave their name.
pub(super) fn shelve(
    parsed: &[Arc<Parsed>],
    reasons: &[Option<Reason>],
    names: &Names,
    translations: &Translations,
    before: Option<&Library>,
    diagnostics: &mut Diagnostics,
) -> Shelf {
    let mut shelf = before.map_or_else(Shelf::default, Shelf::as_large_as);
    let mut homes = Homes::new(parsed);
    for (parsed, reason) in parsed.iter().zip(reasons) {
        if let Some(first) = names.doubles.get(&parsed.path) {
            first.iter().for_each(|first| diagnostics.push(clash(parsed, first)));
            continue;
        }
        let home = homes.of(parsed, diagnostics);
        match (&parsed.draft, reason) {
            (None, _) => {}
            (Some(draft), Some(reason)) => shelf.withhold(parsed, draft, *reason),
            (Some(draft), None) => shelf.take(parsed, draft, home, translations, before),
        }
    }
    shelf.withheld.extend(translations.withheld());
    shelf.sort();
    shelf
}

/// Which files stand where another has the same id, or one too much alike: each with the first, or with none when its name is to blame and
/// reported already.
pub(super) fn doubles(parsed: &[Arc<Parsed>]) -> Index<SourcePath, Option<Spanned<Id>>> {
    let mut folded: Index<(Kind, String), &Spanned<Id>> = Index::default();
    let mut doubles = Index::default();
    for parsed in parsed {
        let key = (parsed.place.kind, parsed.id.value.as_str().to_lowercase());
        let is_unfit = has_unfit_name(parsed);
        match folded.get(&key) {
            Some(first) => {
                doubles.insert(parsed.path.clone(), (!is_unfit).then(|| (*first).clone()));
            }
            None if is_unfit => {}
            None => {
                folded.insert(key, &parsed.id);
            }
        }
    }
    doubles
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
struct Homes {
    districts: Index<String, Id>,
    /// Folders that are no districts although files stand in them; reported already.
    homeless: BTreeSet<SourcePath>,
}

impl Homes {
    fn new(parsed: &[Arc<Parsed>]) -> Self {
        let districts = parsed.iter().filter(|parsed| parsed.place.kind == Kind::District);
        let districts = districts.map(|parsed| (parsed.path.folder().to_owned(), parsed.id.value.clone())).collect();
        Self { districts, homeless: BTreeSet::new() }
    }

    /// The district in whose folder a file stands; a folder without `district.yaml` is reported, once.
    fn of(&mut self, parsed: &Parsed, diagnostics: &mut Diagnostics) -> Option<Id> {
        let folder = parsed.place.districts.last()?;
        let home = self.districts.get(folder.as_str());
        if home.is_none() && self.homeless.insert(folder.clone()) {
            let problem = Diagnostic::new(Code::UnknownReference, Span::file(&parsed.path)).arg("kind", Kind::District.words());
            diagnostics.push(problem.arg("id", folder.file_name()));
        }
        home.cloned()
    }
}

impl Shelf {
    /// An empty shelf with room for as much as there was before.
    fn as_large_as(before: &Library) -> Self {
        let mut shelf = Self::default();
        shelf.stations.reserve(before.stations().len());
        shelf.deputies.reserve(before.deputies().len());
        shelf.stories.reserve(before.stories().len());
        shelf
    }

    fn withhold(&mut self, parsed: &Parsed, draft: &Draft, reason: Reason) {
        if let (Draft::Suggestion(suggestion), Reason::NotPublic) = (draft, reason) {
            *self.undisclosed.entry(suggestion.raised_on.year()).or_default() += 1;
            let due = suggestion.due().filter(|_| suggestion.is_open() && suggestion.replied_on.is_none());
            let number = suggestion.number.main().clone();
            self.waiting.extend(due.map(|due| Waiting { path: parsed.path.clone(), number, due }));
        }
        let title = draft.titles().first().map_or(String::new(), ToString::to_string);
        let (path, kind, id) = (parsed.path.clone(), parsed.place.kind, parsed.id.value.to_string());
        self.withheld.push(Withheld { path, kind, id, title, reason });
    }

    /// Puts the things in the order of their ids, whatever their folders are called.
    fn sort(&mut self) {
        let Self {
            districts,
            stations,
            deputies,
            stories,
            campaigns,
            projects,
            suggestions,
            undisclosed: _,
            waiting: _,
            tasks,
            opinions,
            deeds,
            pages,
            withheld,
        } = self;
        withheld.sort_by(|a, b| a.path.cmp(&b.path));
        districts.par_sort_keys();
        stations.par_sort_keys();
        deputies.par_sort_keys();
        stories.par_sort_keys();
        campaigns.par_sort_keys();
        projects.par_sort_keys();
        suggestions.par_sort_keys();
        tasks.par_sort_keys();
        opinions.par_sort_keys();
        deeds.par_sort_keys();
        pages.par_sort_keys();
    }

    fn take(&mut self, parsed: &Parsed, draft: &Draft, home: Option<Id>, translations: &Translations, before: Option<&Library>) {
        let id = &parsed.id.value;
        let digest = translations.digest_with(parsed, |parsed| parsed.digest);
        let fields = translations.digest_with(parsed, |parsed| parsed.fields);
        macro_rules! put {
            ($shelf:ident, $record:ident) => {{
                let known = before.and_then(|library| library.$shelf().get(id));
                let known = known.filter(|known| known.digest == digest && known.path == parsed.path && known.home == home);
                self.$shelf.insert(id.clone(), known.cloned().unwrap_or_else(|| thing(parsed, draft, home, [digest, fields], $record)));
            }};
        }
        match draft {
            Draft::District(record) => put!(districts, record),
            Draft::Station(record) => put!(stations, record),
            Draft::Deputy(record) => put!(deputies, record),
            Draft::Story(record) => put!(stories, record),
            Draft::Campaign(record) => put!(campaigns, record),
            Draft::Project(record) => put!(projects, record),
            Draft::Suggestion(record) => put!(suggestions, record),
            Draft::Tasks(record) => put!(tasks, record),
            Draft::Opinions(record) => put!(opinions, record),
            Draft::Deeds(record) => put!(deeds, record),
            Draft::Page(record) => put!(pages, record),
            Draft::Translation(_) => {}
        }
    }
}

/// A thing whose references and links nobody has followed yet.
fn thing<T>(parsed: &Parsed, draft: &Draft, home: Option<Id>, [digest, fields]: [Digest; 2], record: &Arc<T>) -> Thing<T> {
    let Parsed { path, id, .. } = parsed;
    let linked = |document: &Arc<Document>, digest| Arc::new(Linked { document: document.clone(), digest, targets: Vec::new() });
    let text = draft.text().map(|document| linked(document, parsed.digest));
    let of_language = |language: &Language| Digest::build(|feeder| _ = feeder.digest(parsed.digest).text(language.tag()));
    let others = draft.other_texts().map(|(language, document)| (language.clone(), linked(document, of_language(language))));
    let (id, path, record) = (id.value.clone(), path.clone(), record.clone());
    Thing { id, path, home, digest, fields, record, text, other_texts: others.collect(), translations: BTreeMap::new() }
}

/// Why a draft is not published. What may not be made public is not shown in a preview either.
pub(super) fn reason(parsed: &Parsed, asked: Asked<'_>, withholding: Withholding) -> Option<Reason> {
    let draft = parsed.draft.as_ref()?;
    let for_now = match withholding {
        Withholding::Kept => reason_for_now(parsed, draft, asked),
        Withholding::Ignored => None,
    };
    for_now.or_else(|| matches!(draft, Draft::Suggestion(suggestion) if !suggestion.public).then_some(Reason::NotPublic))
}

/// Why the translation `words` of `original` is not published although the original is.
pub(super) fn translation_reason(
    original: &Draft,
    parsed: &Parsed,
    words: &Translation,
    asked: Asked<'_>,
    withholding: Withholding,
) -> Option<Reason> {
    match withholding {
        Withholding::Kept if words.draft => Some(Reason::Draft),
        Withholding::Kept => signoff::reason(original, parsed, asked),
        Withholding::Ignored => None,
    }
}

/// Why a draft is not published yet, or no longer. What is not signed is told before its time comes.
fn reason_for_now(parsed: &Parsed, draft: &Draft, asked: Asked<'_>) -> Option<Reason> {
    if is_draft(draft) {
        return Some(Reason::Draft);
    }
    let Draft::Story(story) = draft else { return signoff::reason(draft, parsed, asked) };
    if let Some(end) = story.expires.map(Moment::end).filter(|end| *end <= asked.as_of) {
        return Some(Reason::Expired(end));
    }
    let begins = story.publish_at.unwrap_or(story.date.value).datetime().max(story.date.value.datetime());
    signoff::reason(draft, parsed, asked).or_else(|| (begins > asked.as_of).then_some(Reason::Scheduled(begins)))
}

/// Whether its file says that it is a draft.
pub(super) fn is_draft(draft: &Draft) -> bool {
    match draft {
        Draft::District(_) => false,
        Draft::Station(station) => station.draft,
        Draft::Deputy(deputy) => deputy.draft,
        Draft::Story(story) => story.draft,
        Draft::Campaign(campaign) => campaign.draft,
        Draft::Project(project) => project.draft,
        Draft::Suggestion(suggestion) => suggestion.draft,
        Draft::Tasks(tasks) => tasks.draft,
        Draft::Opinions(opinions) => opinions.draft,
        Draft::Deeds(deeds) => deeds.draft,
        Draft::Page(page) => page.draft,
        Draft::Translation(translation) => translation.draft,
    }
}

/// When something is withheld or withdrawn next after `as_of`, because its time comes.
pub(super) fn next_change(parsed: &[Arc<Parsed>], as_of: DateTime) -> Option<DateTime> {
    let stories = parsed.iter().filter_map(|parsed| match &parsed.draft {
        Some(Draft::Story(story)) => Some(story),
        Some(
            Draft::District(_)
            | Draft::Station(_)
            | Draft::Deputy(_)
            | Draft::Campaign(_)
            | Draft::Project(_)
            | Draft::Suggestion(_)
            | Draft::Tasks(_)
            | Draft::Opinions(_)
            | Draft::Deeds(_)
            | Draft::Page(_)
            | Draft::Translation(_),
        )
        | None => None,
    });
    let moments = stories.flat_map(|story| {
        let signed = story.review.iter().flat_map(|review| review.value.signatures()).map(|(_, signature)| signature.at.value.datetime());
        let own = [Some(story.date.value.datetime()), story.publish_at.map(Moment::datetime), story.expires.map(Moment::end)];
        own.into_iter().flatten().chain(signed)
    });
    moments.filter(|moment| *moment > as_of).min()
}

/// When mourning begins or ends next.
pub(super) fn next_mourning(settings: &Settings, as_of: DateTime) -> Option<DateTime> {
    let after = |day: Date| day.tomorrow().unwrap_or(Date::MAX);
    let edges = settings.mourning.iter().flat_map(|mourning| [mourning.from, after(mourning.last())]);
    edges.map(|day| day.to_datetime(Time::midnight())).filter(|moment| *moment > as_of).min()
}
