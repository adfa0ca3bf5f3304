//! One source to one draft, typed and with places: what the editor wrote, not yet compared with any other file.

pub mod front_matter;
mod holidays;
mod intro;
pub mod markdown;
mod passages;
mod place;
mod project;
mod settings;
pub mod signed;
mod slip;
mod station;
mod story;
mod translation;
mod wording;
pub mod yaml;

use std::sync::Arc;

pub use holidays::{HOLIDAYS, parse_holidays};
pub use place::{CONTENT, Place, original_of};
pub use settings::{parse_settings, settings_passages};
pub use translation::Translation;
pub use wording::{WORDING, parse_wording};

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::document::Document;
use crate::fields::{Id, Markdown, Node, Presence, Reader, Record, RecordDeclaration, Value};
use crate::language::{Language, Text};
use crate::model::{Campaign, DeedLedger, Deputy, District, Kind, OpinionLedger, Page, Project, Station, Story, Suggestion, TaskList};
use crate::passage::Passages;
use crate::source::{SourcePath, Span, Spanned};

/// A file after reading.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub path: SourcePath,
    /// What its place says.
    pub place: Place,
    /// Its id, also when the rest of it is broken, so that what refers to it is not blamed.
    pub id: Spanned<Id>,
    /// What it describes; `None` when a required part is broken.
    pub draft: Option<Draft>,
    /// The text of an article whose fields are broken: its links are checked all the same.
    pub orphan: Option<Arc<Document>>,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
    /// Digest of its text.
    pub digest: Digest,
    /// Digest of its fields: of its text without an article's body.
    pub fields: Digest,
    /// Digest of what other files may name of it: its id, its titles, the anchors of its text, a district's townships.
    pub names: Digest,
}

impl Parsed {
    fn new(path: &SourcePath, place: &Place, read: Read, diagnostics: Diagnostics, text: &str) -> Self {
        let Read { draft, id, orphan } = read;
        let names = names(place, &id, draft.as_ref());
        let digest = Digest::of(text.as_bytes());
        let fields = front_matter::fields(text).map_or(digest, |fields| Digest::of(fields.as_bytes()));
        Self { path: path.clone(), place: place.clone(), id, draft, orphan, diagnostics, digest, fields, names }
    }
}

fn names(place: &Place, id: &Spanned<Id>, draft: Option<&Draft>) -> Digest {
    Digest::build(|feeder| {
        feeder.text(place.kind.name()).text(id.value.as_str()).text(&format!("{:?}", id.span));
        for title in draft.map(Draft::titles).into_iter().flatten() {
            feeder.text(&title);
        }
        feeder.number(u64::from(draft.is_some()));
        for anchor in draft.and_then(Draft::text).into_iter().flat_map(|text| text.anchors.iter()) {
            feeder.text(anchor);
        }
        for (language, text) in draft.into_iter().flat_map(Draft::other_texts) {
            text.anchors.iter().fold(feeder.text(language.tag()), |feeder, anchor| feeder.text(anchor));
        }
        if let Some(Draft::District(district)) = draft {
            district.townships.iter().for_each(|township| {
                feeder.text(township.id.value.as_str());
            });
        }
    })
}

/// What a file describes. Its references are not checked yet.
#[derive(Clone, Debug)]
pub enum Draft {
    /// A district.
    District(Arc<District>),
    /// A station.
    Station(Arc<Station>),
    /// A deputy.
    Deputy(Arc<Deputy>),
    /// A story.
    Story(Arc<Story>),
    /// A campaign.
    Campaign(Arc<Campaign>),
    /// A livelihood project.
    Project(Arc<Project>),
    /// A suggestion.
    Suggestion(Arc<Suggestion>),
    /// A list of tasks.
    Tasks(Arc<TaskList>),
    /// Opinions in figures.
    Opinions(Arc<OpinionLedger>),
    /// A ledger of deeds.
    Deeds(Arc<DeedLedger>),
    /// A free page.
    Page(Arc<Page>),
    /// The words of a story or page in another language.
    Translation(Arc<Translation>),
}

impl Draft {
    /// Its main text, where it has one.
    pub fn text(&self) -> Option<&Arc<Document>> {
        match self {
            Self::Story(story) => Some(&story.body),
            Self::Page(page) => Some(&page.body),
            Self::Translation(translation) => Some(&translation.body),
            Self::District(_)
            | Self::Station(_)
            | Self::Deputy(_)
            | Self::Campaign(_)
            | Self::Project(_)
            | Self::Suggestion(_)
            | Self::Tasks(_)
            | Self::Opinions(_)
            | Self::Deeds(_) => self.intro().map(|intro| &intro.main.document),
        }
    }

    /// Its introduction, where it has one.
    pub fn intro(&self) -> Option<&Markdown> {
        match self {
            Self::Story(_) | Self::Page(_) | Self::Translation(_) => None,
            Self::District(district) => district.intro.as_ref(),
            Self::Station(station) => station.intro.as_ref(),
            Self::Deputy(deputy) => deputy.intro.as_ref(),
            Self::Campaign(campaign) => campaign.intro.as_ref(),
            Self::Project(project) => project.intro.as_ref(),
            Self::Suggestion(suggestion) => suggestion.intro.as_ref(),
            Self::Tasks(tasks) => tasks.intro.as_ref(),
            Self::Opinions(opinions) => opinions.intro.as_ref(),
            Self::Deeds(deeds) => deeds.intro.as_ref(),
        }
    }

    /// Its texts in other languages, as far as they stand in its own file.
    pub fn other_texts(&self) -> impl Iterator<Item = (&Language, &Arc<Document>)> {
        let others = self.intro().into_iter().flat_map(|intro| &intro.translations);
        others.map(|(language, passage)| (language, &passage.document))
    }

    /// What a wiki link may call it; the first is its title.
    pub fn titles(&self) -> Vec<Arc<str>> {
        let several = |main: &Text, others: &[Option<&Text>]| {
            let mut titles = Vec::new();
            for title in std::iter::once(main).chain(others.iter().flatten().copied()).flat_map(Text::all) {
                if !titles.contains(title) {
                    titles.push(title.clone());
                }
            }
            titles
        };
        match self {
            Self::District(district) => several(&district.name, &[district.short_name.as_ref()]),
            Self::Station(station) => several(&station.name, &[station.plate_name.as_ref()]),
            Self::Deputy(deputy) => several(&deputy.name, &[]),
            Self::Story(story) => several(&story.title.value, &[]),
            Self::Campaign(campaign) => several(&campaign.name, &[]),
            Self::Project(project) => several(&project.title.value, &[]),
            Self::Suggestion(suggestion) => several(&suggestion.title.value, &[]),
            Self::Tasks(tasks) => several(&tasks.title.value, &[]),
            Self::Opinions(opinions) => several(&opinions.title.value, &[]),
            Self::Deeds(deeds) => several(&deeds.title.value, &[]),
            Self::Page(page) => several(&page.title.value, &[]),
            Self::Translation(translation) => translation.words.text("title").map(|title| title.value.clone()).into_iter().collect(),
        }
    }
}

/// Reads the whole `text` of `path`: what it describes, and the passages that readers will see.
pub fn parse(path: &SourcePath, text: &str, place: &Place) -> (Parsed, Passages) {
    let mut diagnostics = Diagnostics::new();
    let mut passages = Passages::new();
    let file = File { path, text, place };
    let read = match &place.translation {
        Some(language) => file.translation(language, &mut passages, &mut diagnostics),
        None => file.original(place.kind, &mut passages, &mut diagnostics),
    };
    (Parsed::new(path, place, read, diagnostics, text), passages)
}

/// What is known of a file whose text cannot be read: only its name.
pub fn unreadable(path: &SourcePath, place: &Place) -> Parsed {
    let id = Spanned::new(place.default_id.clone(), Span::file(path));
    Parsed::new(path, place, Read { draft: None, id, orphan: None }, Diagnostics::new(), "")
}

/// What came of a file's text.
struct Read {
    draft: Option<Draft>,
    id: Spanned<Id>,
    orphan: Option<Arc<Document>>,
}

/// A file and its place.
#[derive(Clone, Copy)]
pub(crate) struct File<'f> {
    path: &'f SourcePath,
    text: &'f str,
    place: &'f Place,
}

impl File<'_> {
    /// Reads a file of a `kind`.
    fn original(self, kind: Kind, passages: &mut Passages, diagnostics: &mut Diagnostics) -> Read {
        match kind {
            Kind::District => self.profile(passages, diagnostics, Draft::District, |_, district: &mut District, file, diagnostics| {
                intro::fill(&mut district.intro, file.path, file.text, diagnostics);
            }),
            Kind::Station => self.profile(passages, diagnostics, Draft::Station, |root, station: &mut Station, file, diagnostics| {
                intro::fill(&mut station.intro, file.path, file.text, diagnostics);
                station::check(station, root, diagnostics);
            }),
            Kind::Deputy => self.profile(passages, diagnostics, Draft::Deputy, |_, deputy: &mut Deputy, file, diagnostics| {
                intro::fill(&mut deputy.intro, file.path, file.text, diagnostics);
            }),
            Kind::Campaign => self.profile(passages, diagnostics, Draft::Campaign, |_, campaign: &mut Campaign, file, diagnostics| {
                intro::fill(&mut campaign.intro, file.path, file.text, diagnostics);
            }),
            Kind::Project => self.profile(passages, diagnostics, Draft::Project, |root, project: &mut Project, file, diagnostics| {
                intro::fill(&mut project.intro, file.path, file.text, diagnostics);
                project::check(project, root, file.path, diagnostics);
            }),
            Kind::Suggestion => {
                self.profile(passages, diagnostics, Draft::Suggestion, |_, suggestion: &mut Suggestion, file, diagnostics| {
                    intro::fill(&mut suggestion.intro, file.path, file.text, diagnostics);
                })
            }
            Kind::Tasks => self.profile(passages, diagnostics, Draft::Tasks, |_, tasks: &mut TaskList, file, diagnostics| {
                intro::fill(&mut tasks.intro, file.path, file.text, diagnostics);
            }),
            Kind::Opinions => self.profile(passages, diagnostics, Draft::Opinions, |_, opinions: &mut OpinionLedger, file, diagnostics| {
                intro::fill(&mut opinions.intro, file.path, file.text, diagnostics);
            }),
            Kind::Deeds => self.profile(passages, diagnostics, Draft::Deeds, |_, deeds: &mut DeedLedger, file, diagnostics| {
                intro::fill(&mut deeds.intro, file.path, file.text, diagnostics);
            }),
            Kind::Story => self.article(passages, diagnostics, Draft::Story, |root, story: &mut Story, body, file, diagnostics| {
                story.body = body;
                signed::seal(&mut story.review, file.text);
                story::check(story, root, file, diagnostics);
            }),
            Kind::Page => self.article(passages, diagnostics, Draft::Page, |_, page: &mut Page, body, file, _| {
                page.body = body;
                signed::seal(&mut page.review, file.text);
            }),
        }
    }

    /// Reads a translation into `language`.
    fn translation(self, language: &Language, passages: &mut Passages, diagnostics: &mut Diagnostics) -> Read {
        let id = Spanned::new(self.place.default_id.clone(), Span::file(self.path));
        let draft = translation::read(self, language, passages, diagnostics).map(|translation| Draft::Translation(Arc::new(translation)));
        Read { draft, id, orphan: None }
    }

    /// Reads a YAML file; `finish` checks what only the whole entity shows.
    fn profile<R: Record>(
        self,
        passages: &mut Passages,
        diagnostics: &mut Diagnostics,
        draft: fn(Arc<R>) -> Draft,
        finish: impl FnOnce(&Node<'_>, &mut R, Self, &mut Diagnostics),
    ) -> Read {
        let tree = yaml::read(self.path, self.text, diagnostics);
        passages::of_fields(&tree, R::RECORD, self.text, passages);
        let id = self.id(tree.root.as_ref(), diagnostics);
        let read = self.entity(&tree, 0, diagnostics);
        let Some((mut entity, root)) = read else { return Read { draft: None, id, orphan: None } };
        finish(root, &mut entity, self, diagnostics);
        Read { draft: Some(draft(Arc::new(entity))), id, orphan: None }
    }

    /// Reads a Markdown file with front matter.
    fn article<R: Record>(
        self,
        passages: &mut Passages,
        diagnostics: &mut Diagnostics,
        draft: fn(Arc<R>) -> Draft,
        finish: impl FnOnce(&Node<'_>, &mut R, Arc<Document>, Self, &mut Diagnostics),
    ) -> Read {
        let Some(cut) = front_matter::cut(self.path, self.text, diagnostics) else {
            return Read { draft: None, id: self.id(None, diagnostics), orphan: None };
        };
        let tree = yaml::read(self.path, cut.yaml, diagnostics);
        passages::of_fields(&tree, R::RECORD, self.text, passages);
        let id = self.id(tree.root.as_ref(), diagnostics);
        let body = Arc::new(markdown::read(self.path, self.text, cut.body_start, passages, diagnostics).counted());
        let read = self.entity(&tree, cut.yaml.len(), diagnostics);
        let Some((mut entity, root)) = read else { return Read { draft: None, id, orphan: Some(body) } };
        finish(root, &mut entity, body, self, diagnostics);
        Read { draft: Some(draft(Arc::new(entity))), id, orphan: None }
    }

    /// The typed entity; `None` when a required field is missing or the file could not be read as a whole.
    fn entity<'t, 'a, R: Record>(self, tree: &'t yaml::Tree<'a>, end: usize, diagnostics: &mut Diagnostics) -> Option<(R, &'t Node<'a>)> {
        let root = record_root(tree, self.path, self.text, end, R::RECORD, diagnostics)?;
        let Value::Map(entries) = &root.value else { return None };
        let mut reader = Reader::new(self.path, &self.place.default_id, diagnostics);
        let entity = reader.root(entries, root.head(), tree.whole)?;
        tree.whole.then_some((entity, root))
    }

    /// The id as written, else by the file's name, which must then be fit for one.
    fn id(self, root: Option<&Node<'_>>, diagnostics: &mut Diagnostics) -> Spanned<Id> {
        let by_name = Spanned::new(self.place.default_id.clone(), Span::file(self.path));
        let Some(entry) = root.and_then(|root| root.entry(self.place.kind.record(), "id")) else {
            if let Err(fault) = Id::new(&self.place.name) {
                diagnostics
                    .push(Diagnostic::new(Code::BadId, Span::file(self.path)).arg("id", &*self.place.name).arg("reason", fault.reason()));
            }
            return by_name;
        };
        match &entry.node.value {
            Value::Scalar(text, _) => Id::new(text).map_or(by_name, |id| Spanned::new(id, entry.node.mark.span(self.path))),
            Value::Null | Value::List(_) | Value::Map(_) => by_name,
        }
    }
}

/// The fields of a file; a file that holds something else is reported. `end` is where the YAML ends when more follows.
pub(crate) fn record_root<'t, 'a>(
    tree: &'t yaml::Tree<'a>,
    path: &SourcePath,
    text: &str,
    end: usize,
    record: &RecordDeclaration,
    diagnostics: &mut Diagnostics,
) -> Option<&'t Node<'a>> {
    match &tree.root {
        Some(root) if matches!(root.value, Value::Map(_)) => Some(root),
        Some(_) | None if !tree.whole => None,
        root => {
            let yaml = if end > 0 { &text[..end] } else { text };
            not_fields(root.as_ref(), path, yaml, record, diagnostics);
            None
        }
    }
}

/// Reports a file that holds something else than fields.
fn not_fields(root: Option<&Node<'_>>, path: &SourcePath, written: &str, record: &RecordDeclaration, diagnostics: &mut Diagnostics) {
    let is_text = root.is_some_and(|root| matches!(root.value, Value::Scalar(..)));
    let slips = if is_text { slip::fieldless_slips(written) } else { Vec::new() };
    for slip in &slips {
        yaml::report(path, written, slip, diagnostics);
    }
    if !slips.is_empty() {
        return;
    }
    let span = match root {
        Some(root) if root.mark.end > root.mark.start => root.mark.span(path),
        Some(_) | None => Span::of(path, written, 0..0),
    };
    let first = record.fields.iter().find(|field| field.presence == Presence::Required);
    let example = first.map_or(Arg::from("title: …"), |field| Arg::Sentence {
        en: format!("{}: {}", field.name, field.example),
        zh: format!("{}: {}", field.alias, field.example),
    });
    diagnostics.push(Diagnostic::new(Code::NotAMapping, span).arg("example", example));
}
