//! The stages in order: the picture of `ARCHITECTURE.md` as code.
//!
//! A clean build and an incremental one are the same call: the output keeps every file whose fingerprint did not change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::civil::DateTime;
use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, read_saved, save};
use crate::digest::Digest;
use crate::load::{self, LoadError, Part, Sources};
use crate::model::{Library, MediaFile, Withheld};
use crate::parse::{self, Parsed, Place};
use crate::plan::address::Address;
use crate::plan::page::{Make, Page};
use crate::plan::{self, Circumstances, Plan};
use crate::publish::{Changes, LastBuild, Mode, Output, PublishError, Sink};
use crate::render::{self, Renderer};
use crate::resolve::{self, Materials};
use crate::rules;
use crate::settings::Settings;
use crate::source::{SourcePath, Span};
use crate::theme::{self, Theme, ThemeFile};

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder with `site.yaml`.
    pub site: PathBuf,
    /// The moment for which the site is made, in the site's time.
    pub as_of: DateTime,
    /// The address of the site, instead of the one in the settings.
    pub base_url: Option<String>,
    /// Folders inside the site that are no input: the output and what stands beside it.
    pub skipped: Vec<PathBuf>,
}

/// What is done with a site that has errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendering {
    /// Pages are rendered only while nothing forbids to publish them.
    WhenSound,
    /// All pages are rendered, so that the templates' mistakes are found too.
    Always,
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// Every problem, in the order of the files.
    pub diagnostics: Diagnostics,
    /// What is not published, and why.
    pub withheld: Vec<Withheld>,
    /// How many files the site has.
    pub files: usize,
    /// How many of them were made anew.
    pub made: usize,
    /// When the site changes next by itself.
    pub next_change: Option<DateTime>,
    /// The editor's files that each page shows, the one that it is about first; only of a build in a [`Workshop`] that saw no errors.
    pub origins: BTreeMap<Address, Vec<SourcePath>>,
}

/// What came of a build that publishes.
#[derive(Debug)]
pub struct Published {
    /// What the editor should know.
    pub outcome: Outcome,
    /// What changed in the output; `None` when errors forbade to publish.
    pub changes: Option<Changes>,
}

/// Why a build could not be carried through, whatever the editor wrote.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The site cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The output cannot be written.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Hears how far a long build is.
pub trait Progress: Sync {
    /// A stage begins that takes `total` steps.
    fn begin(&self, stage: Stage, total: usize);
    /// One step is done.
    fn step(&self);
}

/// The long stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and parsing files.
    Reading,
    /// Making pages.
    Rendering,
}

/// Hears nothing.
#[derive(Clone, Copy, Debug)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}

/// Builds the site and publishes it in `output`, unless there are errors: then the site that stands stays as it is.
pub fn publish(request: &Request, output: Output, mode: Mode, progress: &dyn Progress) -> Result<Published, Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    let inputs = sources.digest.map(|digest| inputs_digest(digest, request));
    if let Some(outcome) = unchanged(&output, inputs, request.as_of) {
        return Ok(Published { changes: Some(Changes { kept: outcome.files, ..Changes::default() }), outcome });
    }
    let stage = output.stage(mode);
    let outcome = make(request, sources, &stage, Rendering::WhenSound, progress)?;
    if outcome.diagnostics.has_errors() {
        return Ok(Published { outcome, changes: None });
    }
    let last = LastBuild { inputs: inputs.unwrap_or(Digest::of(b"")), summary: summary(&outcome, request.as_of) };
    let changes = stage.finish(&last)?;
    Ok(Published { outcome, changes: Some(changes) })
}

/// Builds the site into `sink`.
pub fn build(request: &Request, sink: &dyn Sink, rendering: Rendering, progress: &dyn Progress) -> Result<Outcome, Failure> {
    Workshop::default().build(request, None, sink, rendering, progress)
}

/// Builds one site again and again, and remembers what it read and planned from what. The memory is only for speed: what comes out is what
/// a build without it would give.
#[derive(Debug, Default)]
pub struct Workshop {
    sources: Option<Sources>,
}

impl Workshop {
    /// Builds the site into `sink`. `touched` names files and folders on this machine that may have changed since the last build here;
    /// `None`: anything may have.
    pub fn build(
        &mut self,
        request: &Request,
        touched: Option<&BTreeSet<PathBuf>>,
        sink: &dyn Sink,
        rendering: Rendering,
        progress: &dyn Progress,
    ) -> Result<Outcome, Failure> {
        let _ = (touched, self.sources.take());
        let sources = load::survey(&request.site, &request.skipped)?;
        make(request, sources, sink, rendering, progress)
    }
}

/// Plans the site without rendering it.
pub fn plan(request: &Request) -> Result<(Plan, Diagnostics), Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    let mut diagnostics = sources.problems.clone();
    let plan = match settings(&sources, &mut diagnostics) {
        Some(settings) => planned(request, &sources, settings, &mut diagnostics, &Quiet).0,
        None => Plan::default(),
    };
    Ok((plan, diagnostics.sorted()))
}

fn make(request: &Request, sources: Sources, sink: &dyn Sink, rendering: Rendering, progress: &dyn Progress) -> Result<Outcome, Failure> {
    let mut diagnostics = sources.problems.clone();
    let Some(settings) = settings(&sources, &mut diagnostics) else {
        return Ok(Outcome {
            diagnostics: diagnostics.sorted(),
            withheld: Vec::new(),
            files: 0,
            made: 0,
            next_change: None,
            origins: BTreeMap::new(),
        });
    };
    let (theme, theme_is_sound) = sound_theme(&sources, &settings, &mut diagnostics);
    let (plan, library) = planned(request, &sources, settings, &mut diagnostics, progress);
    let mut outcome = Outcome {
        diagnostics,
        withheld: library.withheld().to_vec(),
        files: plan.pages.len() + theme.assets.len(),
        made: 0,
        next_change: library.next_change(),
        origins: plan.pages.iter().map(|(address, page)| (address.clone(), page.inputs.clone())).collect(),
    };
    drop(library);
    if theme_is_sound && (rendering == Rendering::Always || !outcome.diagnostics.has_errors()) {
        rendered(plan, &theme, &sources, sink, &mut outcome, progress)?;
    }
    outcome.diagnostics = outcome.diagnostics.sorted();
    Ok(outcome)
}

/// From files to the plan.
fn planned(
    request: &Request,
    sources: &Sources,
    settings: Settings,
    diagnostics: &mut Diagnostics,
    progress: &dyn Progress,
) -> (Plan, Library) {
    let base_url = request.base_url.clone().or_else(|| settings.base_url.as_ref().map(|url| url.value.to_string()));
    let circumstances = Circumstances { as_of: request.as_of, base_url: base_url.map(|url| format!("{}/", url.trim_end_matches('/'))) };
    let parsed = parsed(sources, diagnostics, progress);
    let (media, broken_media) = media(sources, diagnostics);
    let statics = statics(sources, diagnostics);
    let library = resolve::resolve(Materials { settings, parsed, media, broken_media, statics }, request.as_of, diagnostics);
    rules::check(&library, diagnostics);
    let plan = plan::plan(&library, &circumstances, diagnostics);
    (plan, library)
}

fn settings(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let Some(entry) = sources.part(Part::Settings).next() else {
        let path = SourcePath::new("site.yaml");
        if !sources.problems.iter().any(|problem| problem.span.path == path) {
            diagnostics.push(Diagnostic::new(Code::NoSettings, Span::file(&path)));
        }
        return None;
    };
    match load::text(entry) {
        Ok(text) => parse::parse_settings(&entry.path, &text, diagnostics),
        Err(problem) => {
            diagnostics.push(problem);
            None
        }
    }
}

/// Reads and parses every text, one file at a time and all cores at once; a text is dropped as soon as it is parsed.
fn parsed(sources: &Sources, diagnostics: &mut Diagnostics, progress: &dyn Progress) -> Vec<Arc<Parsed>> {
    let entries: Vec<&load::Entry> = sources.part(Part::Content).collect();
    progress.begin(Stage::Reading, entries.len());
    let read = entries.par_iter().map(|entry| {
        let mut problems = Diagnostics::new();
        let parsed = Place::of(&entry.path, &mut problems).map(|place| match load::text(entry) {
            Ok(text) => parse::parse(&entry.path, &text, &place),
            Err(problem) => {
                problems.push(problem);
                parse::unreadable(&entry.path, &place)
            }
        });
        progress.step();
        (parsed, problems)
    });
    let mut all = Vec::with_capacity(entries.len());
    for (parsed, problems) in read.collect::<Vec<_>>() {
        diagnostics.append(problems);
        if let Some(parsed) = parsed {
            diagnostics.append(parsed.diagnostics.clone());
            all.push(Arc::new(parsed));
        }
    }
    all
}

fn media(sources: &Sources, diagnostics: &mut Diagnostics) -> (BTreeMap<SourcePath, MediaFile>, BTreeSet<SourcePath>) {
    let entries: Vec<&load::Entry> = sources.part(Part::Media).collect();
    let facts: Vec<_> = entries.par_iter().map(|entry| (entry.path.clone(), load::media(entry))).collect();
    let (mut media, mut broken) = (BTreeMap::new(), BTreeSet::new());
    for (path, facts) in facts {
        match facts {
            Ok(facts) => {
                let file = MediaFile { digest: facts.digest, picture: facts.picture, pixels: facts.pixels, size: facts.size };
                media.insert(path, file);
            }
            Err(problem) => {
                diagnostics.push(problem);
                broken.insert(path);
            }
        }
    }
    (media, broken)
}

fn statics(sources: &Sources, diagnostics: &mut Diagnostics) -> BTreeMap<SourcePath, Digest> {
    let mut statics = BTreeMap::new();
    for entry in sources.part(Part::Static) {
        match load::digest(entry) {
            Ok(digest) => {
                statics.insert(entry.path.clone(), digest);
            }
            Err(problem) => diagnostics.push(problem),
        }
    }
    statics
}

/// The theme, and whether pages can be made with it: a broken one would only show its mistake again on every page.
fn sound_theme(sources: &Sources, settings: &Settings, diagnostics: &mut Diagnostics) -> (Theme, bool) {
    let mut problems = Diagnostics::new();
    let theme = theme(sources, settings, &mut problems);
    let is_sound = !problems.has_errors();
    diagnostics.append(problems);
    (theme, is_sound)
}

/// The theme that the settings name: from `themes/`, the default one from the program; the site's `templates/` override single files.
fn theme(sources: &Sources, settings: &Settings, diagnostics: &mut Diagnostics) -> Theme {
    let name = settings.theme.as_ref().map_or("default", |theme| &theme.value);
    let mut files = if name == "default" { theme::builtin() } else { Vec::new() };
    files.extend(theme_files(sources, &format!("themes/{name}/"), "", diagnostics));
    if files.is_empty() {
        let span = settings.theme.as_ref().map_or_else(|| Span::file(&SourcePath::new("site.yaml")), |theme| theme.span.clone());
        diagnostics.push(Diagnostic::new(Code::UnknownTheme, span).arg("theme", name));
        files = theme::builtin();
    }
    files.extend(theme_files(sources, "templates/", "templates/", diagnostics));
    Theme::compile(files, diagnostics)
}

/// The files below `folder`, named as in a theme.
fn theme_files(sources: &Sources, folder: &str, prefix: &str, diagnostics: &mut Diagnostics) -> Vec<ThemeFile> {
    let mut files = Vec::new();
    for entry in sources.part(Part::Theme) {
        let Some(name) = entry.path.as_str().strip_prefix(folder) else { continue };
        match load::whole(entry) {
            Ok(bytes) => files.push(ThemeFile { name: format!("{prefix}{name}"), source: entry.path.clone(), bytes: bytes.into() }),
            Err(problem) => diagnostics.push(problem),
        }
    }
    files
}

/// Renders what changed, on all cores, straight into the sink; a page's view is given up as soon as the page is made.
fn rendered(
    plan: Plan,
    theme: &Theme,
    sources: &Sources,
    sink: &dyn Sink,
    outcome: &mut Outcome,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let renderer = Renderer::new(theme);
    let problems = Mutex::new(Vec::new());
    let pages: Vec<Page> = plan.pages.into_values().collect();
    progress.begin(Stage::Rendering, pages.len());
    let made = pages.into_par_iter().map_init(Vec::new, |buffer, page| {
        let made = one(&renderer, &page, theme, sources, sink, buffer, &problems);
        progress.step();
        made
    });
    let made: usize = made.sum::<Result<usize, PublishError>>()?;
    for (address, bytes) in renderer.assets() {
        let fingerprint = Digest::of(bytes);
        if !sink.keep(&address, fingerprint) {
            sink.write(&address, fingerprint, bytes)?;
        }
    }
    outcome.made = made;
    let problems = problems.into_inner().expect("no thread panicked while it held the list");
    problems_once(problems, &mut outcome.diagnostics);
    Ok(())
}

/// Makes one page unless the sink keeps it; the number of files made.
fn one(
    renderer: &Renderer<'_>,
    page: &Page,
    theme: &Theme,
    sources: &Sources,
    sink: &dyn Sink,
    buffer: &mut Vec<u8>,
    problems: &Mutex<Vec<Diagnostic>>,
) -> Result<usize, PublishError> {
    let fingerprint = render::fingerprint(page, theme);
    if sink.keep(&page.address, fingerprint) {
        return Ok(0);
    }
    if let Make::Copy(path, _) = &page.make {
        let entry = sources.get(path).expect("only surveyed files are planned to be copied");
        sink.copy(&page.address, fingerprint, &entry.disk)?;
        return Ok(1);
    }
    buffer.clear();
    match renderer.render(page, buffer) {
        Ok(()) => sink.write(&page.address, fingerprint, buffer)?,
        Err(problem) => problems.lock().expect("no thread panicked while it held the list").push(*problem),
    }
    Ok(1)
}

/// A template's mistake shows on every page that it makes; one report of it, with the first address, is enough.
fn problems_once(problems: Vec<Diagnostic>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(SourcePath, u32, Code), Diagnostic> = BTreeMap::new();
    for problem in problems {
        let key = (problem.span.path.clone(), problem.span.start, problem.code);
        let address = |problem: &Diagnostic| problem.message(crate::language::Speech::English);
        match first.get(&key) {
            Some(known) if address(known) <= address(&problem) => {}
            Some(_) | None => {
                first.insert(key, problem);
            }
        }
    }
    first.into_values().for_each(|problem| diagnostics.push(problem));
}

/// Digest of everything a build depends on: every file's facts, the program, the day, the address.
fn inputs_digest(files: Digest, request: &Request) -> Digest {
    Digest::build(|feeder| {
        feeder.digest(files).text(env!("CARGO_PKG_VERSION")).digest(theme::builtin_digest());
        feeder.text(&request.as_of.date().to_string()).text(request.base_url.as_deref().unwrap_or(""));
    })
}

/// What the last build found, if nothing at all changed since.
fn unchanged(output: &Output, inputs: Option<Digest>, as_of: DateTime) -> Option<Outcome> {
    let last = output.last_build().filter(|last| Some(last.inputs) == inputs)?;
    let moment = |name: &str| last.summary[name].as_str().and_then(|text| text.parse::<DateTime>().ok());
    let next_change = moment("next_change");
    let still_holds = moment("as_of")? <= as_of && next_change.is_none_or(|next| as_of < next);
    let withheld = serde_json::from_value(last.summary["withheld"].clone()).ok()?;
    let diagnostics = read_saved(&last.summary["diagnostics"])?;
    still_holds.then(|| Outcome { diagnostics, withheld, files: output.file_count(), made: 0, next_change, origins: BTreeMap::new() })
}

fn summary(outcome: &Outcome, as_of: DateTime) -> serde_json::Value {
    serde_json::json!({
        "as_of": as_of.to_string(),
        "next_change": outcome.next_change.map(|moment| moment.to_string()),
        "withheld": outcome.withheld,
        "diagnostics": save(&outcome.diagnostics),
    })
}

/// The text of a file of the site, or of the theme that the program carries, for the code frames of messages; `None` when it cannot be
/// read any more.
pub fn text_of(site: &Path, path: &SourcePath) -> Option<String> {
    let carried = || {
        let file = theme::builtin().into_iter().find(|file| file.source == *path)?;
        String::from_utf8(file.bytes.to_vec()).ok()
    };
    load::text_at(site, path).or_else(carried)
}
