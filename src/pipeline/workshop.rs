//! The stages on one bench: what was read, parsed and planned before is remembered, and only what changed is done again.
//!
//! The memory stands in front of pure functions, and is only for speed: what comes out is what a build without it gives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use rayon::prelude::*;

use super::attachments;
use super::pictures;
use super::rendering::{rendered, tried};
use super::since::Inventory;
use super::{Failure, Origins, Outcome, Progress, Quiet, Rendering, Request, Stage};
use crate::diagnostics::{self, Arg, Code, Diagnostic, Diagnostics, Severity, Waived, Waiver, closest};
use crate::digest::Digest;
use crate::fields::Index;
use crate::load::{self, Entry, Facts, MediaFacts, Name, Part, Sources};
use crate::model::{Library, MediaFile, SignOff};
use crate::parse::{self, Parsed, Place};
use crate::plan::page::{Make, Page};
use crate::plan::{self, Circumstances, Plan};
use crate::publish::{Pictures, Sink};
use crate::resolve::{self, Materials, Withholding};
use crate::rules::{self, Findings, Rulebook, Whom};
use crate::settings::{Profile, Ruling, Settings};
use crate::source::{SourcePath, Span, Spanned};
use crate::theme::{self, About, Theme, ThemeFile};

/// Builds one site, once or again and again.
#[derive(Default)]
pub struct Workshop {
    remembers: bool,
    sources: Sources,
    drafts: Memory<Draft>,
    /// The rules with which the texts of the drafts were read.
    rules: Option<Digest>,
    /// The waivers of all files in `content/`.
    waivers: Vec<Waiver>,
    media: Memory<Result<MediaFile, Diagnostic>>,
    statics: Memory<Result<MediaFile, Diagnostic>>,
    /// What the rules found in the files that are handed out as they are.
    attachments: Memory<Arc<Findings>>,
    theme: Option<CompiledTheme>,
    site: Made,
    /// The site with everything that is withheld.
    preview: Made,
}

/// What was resolved and planned.
#[derive(Default)]
struct Made {
    resolved: resolve::Memory,
    plan: Plan,
}

/// What was made of files, with the facts that the disk told of each.
type Memory<T> = Index<SourcePath, (Option<Facts>, T)>;

/// What came of a file in `content/`; nothing where no such file may stand.
#[derive(Clone, Debug)]
struct Draft {
    parsed: Option<Arc<Parsed>>,
    /// What the rules found in its text.
    findings: Arc<Findings>,
    waivers: Arc<[Waiver]>,
    problems: Diagnostics,
}

/// A theme, the files it was made from, and what is wrong with it.
struct CompiledTheme {
    made_of: Option<Vec<(SourcePath, Facts)>>,
    name: String,
    theme: Arc<Theme>,
    problems: Diagnostics,
}

impl Workshop {
    /// A workshop that remembers what it did, for the next time.
    pub fn new() -> Self {
        Self { remembers: true, ..Self::default() }
    }

    /// A workshop for a single build of `sources`.
    pub(super) fn once(sources: Sources) -> Self {
        Self { sources, ..Self::default() }
    }

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
        self.look(request, touched)?;
        self.make(request, sink, rendering, &super::nobody, progress)
    }

    /// Renders into `sink` the pages of what is withheld, as they will be, each at its own address, and the pictures and attachments that
    /// only they show: to be called after a build.
    pub fn preview(&mut self, request: &Request, withheld: &BTreeSet<SourcePath>, sink: &dyn Sink) -> Result<(), Failure> {
        let mut unheard = Diagnostics::new();
        let Some(settings) = settings_of(request, &self.sources, &mut unheard).filter(|_| !withheld.is_empty()) else { return Ok(()) };
        let (theme, theme_is_sound) = self.theme(&settings, &mut unheard);
        let library = self.library(request, settings, Withholding::Ignored, &mut unheard, &Quiet);
        let before = self.remembers.then_some(&self.preview.plan);
        let plan = plan::plan(&library, &circumstances(request, &library, &theme, Rendering::Hurried), before, &mut unheard);
        let is_withheld = |page: &Page| page.inputs.first().is_some_and(|file| withheld.contains(file));
        // A topic's page names a story only so that somebody can be blamed for its address.
        let is_topic = |page: &Page| matches!(page.make, Make::Template { kind: "tag", .. });
        let is_new_copy =
            |page: &Page| matches!(page.make, Make::Copy(..) | Make::Picture(..)) && !self.site.plan.pages.contains_key(&page.address);
        let pages = plan.pages.values().filter(|page| is_withheld(page) && !is_topic(page) || is_new_copy(page)).cloned().collect();
        self.preview.plan = plan;
        if theme_is_sound {
            rendered(pages, &theme, &self.sources, sink, &mut unheard, &Quiet)?;
        }
        Ok(())
    }

    fn look(&mut self, request: &Request, touched: Option<&BTreeSet<PathBuf>>) -> Result<(), Failure> {
        /// So many places are looked at one by one; beyond that the whole site is.
        const FEW: usize = 200;
        let known = std::mem::take(&mut self.sources);
        self.sources = match touched.filter(|touched| touched.len() <= FEW && !known.entries.is_empty()) {
            Some(touched) => known.look_again(&request.site, &request.skipped, touched)?,
            None => load::survey(&request.site, &request.skipped)?,
        };
        Ok(())
    }

    /// Builds the site into `sink`. `ask` says what is wrong with links to other sites.
    pub(super) fn make(
        &mut self,
        request: &Request,
        sink: &dyn Sink,
        rendering: Rendering,
        ask: &dyn Fn(&Library) -> Diagnostics,
        progress: &dyn Progress,
    ) -> Result<Outcome, Failure> {
        let mut diagnostics = self.sources.problems.clone();
        let Some(settings) = settings_of(request, &self.sources, &mut diagnostics) else { return Ok(Outcome::hopeless(diagnostics)) };
        let (theme, theme_is_sound) = self.theme(&settings, &mut diagnostics);
        let library = self.library(request, settings, Withholding::Kept, &mut diagnostics, progress);
        let before = self.remembers.then_some(&self.site.plan);
        let about = circumstances(request, &library, &theme, rendering);
        let (plan, found) =
            rayon::join(|| plan::plan(&library, &about, before, &mut diagnostics), || rules::check(&library, request.as_of.date()));
        diagnostics.append(found);
        let ages = match rendering {
            Rendering::Thorough => {
                diagnostics.append(marks(&self.sources));
                rules::freshness(&library, request.as_of.date(), &mut diagnostics)
            }
            Rendering::WhenSound | Rendering::Hurried | Rendering::Always => Vec::new(),
        };
        self.attachments(request, &plan, &library, &mut diagnostics);
        diagnostics.append(ask(&library));
        let waived = self.judge(request, library.settings(), &mut diagnostics);
        let mut outcome = Outcome {
            ages,
            waived,
            withheld: library.withheld().to_vec(),
            untranslated: library.untranslated(),
            files: plan.pages.len() + theme.assets.len(),
            made: 0,
            next_change: library.next_change(),
            mourning: mourning(library.settings(), request.as_of.date()),
            origins: Origins::default(),
            diagnostics,
        };
        drop(library);
        let pages = self.pages(plan, &mut outcome);
        let renders_all = matches!(rendering, Rendering::Always | Rendering::Thorough);
        if theme_is_sound && (renders_all || !outcome.diagnostics.has_errors()) {
            outcome.made = rendered(pages, &theme, &self.sources, sink, &mut outcome.diagnostics, progress)?;
        } else {
            pictures::tried_out(&pages, &theme, &self.sources, sink, &mut outcome.diagnostics, progress);
        }
        if let (Pictures::Made(Some(kept)), false) = (sink.pictures(), outcome.diagnostics.has_errors()) {
            kept.prune(&self.digests());
        }
        if theme_is_sound && rendering == Rendering::Thorough && !theme.is_carried {
            tried(&theme, &mut outcome.diagnostics);
        }
        outcome.diagnostics = outcome.diagnostics.sorted();
        Ok(outcome)
    }

    /// How grave each problem is under the site's profile and its own rules, and what may pass; the only place that asks.
    fn judge(&self, request: &Request, settings: &Settings, diagnostics: &mut Diagnostics) -> Vec<Waived> {
        match settings.profile {
            Profile::Congress => {}
            Profile::GovernmentStrict => diagnostics.judge_strictly(),
        }
        for (code, ruling) in &settings.rules.0 {
            if let Some(code) = Code::of(&code.value).filter(|code| !code.is_fixed()) {
                diagnostics.judge(code, severity(*ruling));
            }
        }
        let mut waivers = self.waivers.clone();
        if let Some((path, text)) = self.settings_text() {
            waivers.extend(diagnostics::waivers(&path, &text, diagnostics));
        }
        diagnostics.waive(&waivers, request.as_of.date())
    }

    fn settings_text(&self) -> Option<(SourcePath, String)> {
        let entry = self.sources.part(Part::Settings).next()?;
        Some((entry.path.clone(), load::text(entry, &mut Diagnostics::new())?))
    }

    /// Every file as it was surveyed, but those that changed meanwhile or may have: one that was saved in the clock's last tick is left out. What is known `before` by size and times, or was
    /// read on the way, is not read again.
    pub(super) fn inventory(&self, before: &Inventory) -> Inventory {
        let known = |path: &SourcePath, facts: Facts| before.0.get(path).filter(|(known, _)| *known == facts).map(|(_, digest)| *digest);
        let seen = |path: &SourcePath, facts: Facts| {
            let (known, file) = self.media.get(path).or_else(|| self.statics.get(path))?;
            file.as_ref().ok().filter(|_| *known == Some(facts)).map(|file| file.digest)
        };
        let look = |entry: &Entry| {
            let (path, facts) = (&entry.path, entry.facts()?);
            let digest = known(path, facts).or_else(|| seen(path, facts)).or_else(|| entry.digest())?;
            Some((path.clone(), (facts, digest)))
        };
        Inventory(self.sources.entries.par_iter().filter_map(look).collect())
    }

    /// The digests of all files that may be pictures.
    fn digests(&self) -> BTreeSet<Digest> {
        self.media.values().chain(self.statics.values()).filter_map(|(_, file)| Some(file.as_ref().ok()?.digest)).collect()
    }

    /// The pages of the plan. A plan that is not remembered is given up, so that each page can go as soon as it is made.
    fn pages(&mut self, plan: Plan, outcome: &mut Outcome) -> Vec<Arc<plan::page::Page>> {
        if !self.remembers {
            return plan.pages.into_values().collect();
        }
        let pages: Vec<_> = plan.pages.values().cloned().collect();
        outcome.origins = Origins::of(pages.clone());
        let before = std::mem::replace(&mut self.site.plan, plan);
        rayon::spawn(move || drop(before));
        pages
    }

    /// From files to the library.
    pub(super) fn library(
        &mut self,
        request: &Request,
        settings: Settings,
        withholding: Withholding,
        diagnostics: &mut Diagnostics,
        progress: &dyn Progress,
    ) -> Arc<Library> {
        let rulebook = Rulebook::new(&settings, request.as_of.date());
        let (parsed, findings) = self.parsed(&rulebook, diagnostics, progress);
        let (media, broken_media) = self.media(diagnostics);
        let statics = self.statics(diagnostics);
        let materials = Materials { settings, parsed, media, broken_media, statics };
        let made = match withholding {
            Withholding::Kept => &mut self.site,
            Withholding::Ignored => &mut self.preview,
        };
        let library = resolve::resolve(materials, request.as_of, withholding, &mut made.resolved, diagnostics);
        if !self.remembers {
            made.resolved = resolve::Memory::default();
        }
        rules::tell(findings.iter().map(|findings| &**findings), &library, diagnostics);
        library
    }

    /// Every draft. A text is read and parsed when its file changed, one file at a time and all cores at once, and dropped as soon as it
    /// is parsed.
    fn parsed(
        &mut self,
        rulebook: &Rulebook,
        diagnostics: &mut Diagnostics,
        progress: &dyn Progress,
    ) -> (Vec<Arc<Parsed>>, Vec<Arc<Findings>>) {
        if self.rules.replace(rulebook.digest()) != Some(rulebook.digest()) {
            self.drafts = Memory::default();
            self.attachments = Memory::default();
        }
        let entries: Vec<&Entry> = self.sources.part(Part::Content).collect();
        let drafts = recall(&mut self.drafts, &entries, |entry| draft(entry, rulebook), progress);
        let mut all = Vec::with_capacity(drafts.len());
        let mut found = vec![Arc::new(found_in_settings(&self.sources, rulebook))];
        self.waivers.clear();
        for Draft { parsed, findings, waivers, problems } in drafts {
            diagnostics.append(problems);
            found.push(findings);
            self.waivers.extend_from_slice(&waivers);
            if let Some(parsed) = parsed {
                diagnostics.append(parsed.diagnostics.clone());
                all.push(parsed);
            }
        }
        if !self.remembers {
            self.drafts = Memory::default();
        }
        (all, found)
    }

    fn media(&mut self, diagnostics: &mut Diagnostics) -> (BTreeMap<SourcePath, MediaFile>, BTreeSet<SourcePath>) {
        let entries: Vec<&Entry> = self.sources.part(Part::Media).collect();
        let facts = recall(&mut self.media, &entries, |entry| media_file(entry, Name::Told), &Quiet);
        let (mut media, mut broken) = (BTreeMap::new(), BTreeSet::new());
        for (entry, facts) in entries.iter().zip(facts) {
            match facts {
                Ok(facts) => {
                    media.insert(entry.path.clone(), facts);
                }
                Err(problem) => {
                    diagnostics.push(problem);
                    broken.insert(entry.path.clone());
                }
            }
        }
        (media, broken)
    }

    /// The sound ones of the files `wanted`.
    fn media_among(&mut self, wanted: &BTreeSet<SourcePath>) -> BTreeMap<SourcePath, MediaFile> {
        let entries: Vec<&Entry> = self.sources.part(Part::Media).filter(|entry| wanted.contains(&entry.path)).collect();
        let facts = recall(&mut self.media, &entries, |entry| media_file(entry, Name::Told), &Quiet);
        entries.iter().zip(facts).filter_map(|(entry, facts)| Some((entry.path.clone(), facts.ok()?))).collect()
    }

    fn statics(&mut self, diagnostics: &mut Diagnostics) -> BTreeMap<SourcePath, MediaFile> {
        let entries: Vec<&Entry> = self.sources.part(Part::Static).collect();
        let facts = recall(&mut self.statics, &entries, |entry| media_file(entry, Name::Free), &Quiet);
        let mut statics = BTreeMap::new();
        for (entry, facts) in entries.iter().zip(facts) {
            match facts {
                Ok(facts) => {
                    statics.insert(entry.path.clone(), facts);
                }
                Err(problem) => diagnostics.push(problem),
            }
        }
        statics
    }

    /// Tells what stands in the files that `plan` hands out as they are.
    fn attachments(&mut self, request: &Request, plan: &Plan, library: &Library, diagnostics: &mut Diagnostics) {
        let entries = attachments::handed_out(plan, &self.sources);
        let rulebook = LazyLock::new(|| Rulebook::new(library.settings(), request.as_of.date()));
        let desk = attachments::Desk::new();
        let findings = recall(&mut self.attachments, &entries, |entry| desk.read(entry, &rulebook), &Quiet);
        rules::tell(findings.iter().map(|findings| &**findings), library, diagnostics);
    }

    /// The theme, and whether pages can be made with it: a broken one would only show its mistake again on every page.
    fn theme(&mut self, settings: &Settings, diagnostics: &mut Diagnostics) -> (Arc<Theme>, bool) {
        let name = settings.theme.as_ref().map_or("default", |theme| &theme.value);
        let made_of: Option<Vec<_>> = self.sources.part(Part::Theme).map(|entry| Some((entry.path.clone(), entry.facts()?))).collect();
        let known = self.theme.take().filter(|known| known.made_of.is_some() && known.made_of == made_of && known.name == name);
        let compiled = known.unwrap_or_else(|| {
            let mut problems = Diagnostics::new();
            let files = files_of(&self.sources, settings, name, &mut problems);
            let theme = Arc::new(Theme::compile(files, &mut problems));
            CompiledTheme { made_of, name: name.to_owned(), theme, problems }
        });
        diagnostics.append(compiled.problems.clone());
        let theme = (compiled.theme.clone(), !compiled.problems.has_errors());
        self.theme = Some(compiled);
        theme
    }
}

fn severity(ruling: Ruling) -> Option<Severity> {
    match ruling {
        Ruling::Error => Some(Severity::Error),
        Ruling::Warning => Some(Severity::Warning),
        Ruling::Off => None,
    }
}

/// The mourning that is on the day `today`, else the next.
fn mourning(settings: &Settings, today: Date) -> Option<(Date, Date)> {
    settings.mourning.iter().map(|mourning| (mourning.from, mourning.last())).filter(|(_, last)| *last >= today).min()
}

fn circumstances(request: &Request, library: &Library, theme: &Theme, rendering: Rendering) -> Circumstances {
    let base_url = library.settings().base_url.as_ref().map(|url| url.value.to_string());
    let base_url = base_url.map(|url| format!("{}/", url.trim_end_matches('/')));
    Circumstances { as_of: request.as_of, base_url, has_search: theme.has("search"), keeps_index: rendering == Rendering::Hurried }
}

/// What `read` makes of each entry, on all cores; for files that did not change, what it made before.
fn recall<T: Clone + Send + Sync>(
    memory: &mut Memory<T>,
    entries: &[&Entry],
    read: impl Fn(&Entry) -> T + Sync,
    progress: &dyn Progress,
) -> Vec<T> {
    let is_known = |entry: &Entry| memory.get(&entry.path).is_some_and(|(facts, _)| facts.is_some() && *facts == entry.facts());
    let changed: Vec<&Entry> = entries.par_iter().copied().filter(|entry| !is_known(entry)).collect();
    progress.begin(Stage::Reading, changed.len());
    let made = changed.par_iter().map(|entry| {
        let made = read(entry);
        progress.step();
        (entry.path.clone(), (entry.facts(), made))
    });
    memory.extend(made.collect::<Vec<_>>());
    if memory.len() > entries.len() {
        let known: BTreeSet<&SourcePath> = entries.iter().map(|entry| &entry.path).collect();
        memory.retain(|path, _| known.contains(path));
    }
    entries.iter().map(|entry| memory[&entry.path].1.clone()).collect()
}

fn media_file(entry: &Entry, name: Name) -> Result<MediaFile, Diagnostic> {
    let MediaFacts { digest, size, picture, unfit } = load::media(entry, name)?;
    Ok(MediaFile { digest, picture, unfit, size })
}

/// What a file describes and what the rules find in its text.
fn draft(entry: &Entry, rulebook: &Rulebook) -> Draft {
    let mut problems = Diagnostics::new();
    let (mut findings, mut waivers) = (Findings::default(), Vec::new());
    let parsed = Place::of(&entry.path, &mut problems).map(|place| match load::text(entry, &mut problems) {
        Some(text) => {
            waivers = diagnostics::waivers(&entry.path, &text, &mut problems);
            let (parsed, passages) = parse::parse(&entry.path, &text, &place);
            findings = rulebook.read(&passages, &entry.path, &text).of(whom(&parsed));
            parsed
        }
        None => parse::unreadable(&entry.path, &place),
    });
    Draft { parsed: parsed.map(Arc::new), findings: Arc::new(findings), waivers: waivers.into(), problems }
}

/// Of whom a file tells.
fn whom(parsed: &Parsed) -> Whom {
    let own = vec![parsed.id.value.clone()];
    match &parsed.draft {
        Some(parse::Draft::Story(story)) => Whom {
            deputies: story.deputies.iter().map(|deputy| deputy.id.clone()).collect(),
            stations: story.stations.iter().map(|station| station.id.clone()).collect(),
        },
        Some(parse::Draft::Station(_)) => Whom { stations: own, ..Whom::default() },
        Some(parse::Draft::Deputy(_)) => Whom { deputies: own, ..Whom::default() },
        Some(
            parse::Draft::District(_)
            | parse::Draft::Campaign(_)
            | parse::Draft::Project(_)
            | parse::Draft::Suggestion(_)
            | parse::Draft::Tasks(_)
            | parse::Draft::Opinions(_)
            | parse::Draft::Deeds(_)
            | parse::Draft::Page(_)
            | parse::Draft::Translation(_),
        )
        | None => Whom::default(),
    }
}

/// What the rules find in the texts of the settings.
fn found_in_settings(sources: &Sources, rulebook: &Rulebook) -> Findings {
    let entry = sources.part(Part::Settings).next();
    let text = entry.and_then(|entry| Some((&entry.path, load::text(entry, &mut Diagnostics::new())?)));
    text.map_or_else(Findings::default, |(path, text)| rulebook.read(&parse::settings_passages(path, &text), path, &text))
}

/// That files begin with a byte order mark: said once for all of them, since whoever writes with Notepad has it everywhere.
fn marks(sources: &Sources) -> Diagnostics {
    let mut told = Diagnostics::new();
    let count = load::marked(sources);
    if count > 0 {
        told.push(Diagnostic::new(Code::ByteOrderMark, Span::file(&SourcePath::new(load::SETTINGS))).arg("count", count));
    }
    told
}

/// The settings, with the address that was asked for instead of theirs.
fn settings_of(request: &Request, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let mut settings = settings(sources, diagnostics)?;
    read_tables(&mut settings, sources, diagnostics);
    if let Some(url) = &request.base_url {
        settings.base_url = Some(Spanned::new(url.as_str().into(), Span::file(&SourcePath::new("site.yaml"))));
    }
    Some(settings)
}

/// The site's own tables, the holidays over the program's. Nothing else stands in `data/`.
fn read_tables(settings: &mut Settings, sources: &Sources, diagnostics: &mut Diagnostics) {
    for entry in sources.part(Part::Data) {
        let name = entry.path.as_str();
        if !matches!(name, parse::HOLIDAYS | parse::WORDING) {
            diagnostics.push(Diagnostic::new(Code::UnknownPlace, Span::file(&entry.path)).arg("name", entry.path.file_name()));
            continue;
        }
        let Some(text) = load::text(entry, diagnostics) else { continue };
        if name == parse::HOLIDAYS {
            settings.holidays = parse::parse_holidays(&entry.path, &text, diagnostics).unwrap_or_default();
        } else {
            settings.wording = parse::parse_wording(&entry.path, &text, diagnostics).unwrap_or_default();
        }
    }
}

pub(super) fn settings(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let Some(entry) = sources.part(Part::Settings).next() else {
        let path = SourcePath::new("site.yaml");
        if !sources.problems.iter().any(|problem| problem.span.path == path) {
            diagnostics.push(Diagnostic::new(Code::NoSettings, Span::file(&path)));
        }
        return None;
    };
    let text = load::text(entry, diagnostics)?;
    parse::parse_settings(&entry.path, &text, diagnostics)
}

/// The theme called `name` over those that it extends; the site's `templates/` override single files.
fn files_of(sources: &Sources, settings: &Settings, name: &str, diagnostics: &mut Diagnostics) -> Vec<ThemeFile> {
    let span = settings.theme.as_ref().map_or_else(|| Span::file(&SourcePath::new("site.yaml")), |theme| theme.span.clone());
    let mut files = Vec::new();
    layers(sources, name, &span, &mut Vec::new(), &mut files, diagnostics);
    files.extend(theme_files(sources, "templates/", "templates/", diagnostics));
    files
}

/// The files of the theme `name` after those of the themes below it. A theme's own folder in the site comes after what the program
/// carries under that name. `above` are the themes that lie on it already, `span` is where it is named.
fn layers(sources: &Sources, name: &str, span: &Span, above: &mut Vec<String>, files: &mut Vec<ThemeFile>, diagnostics: &mut Diagnostics) {
    let mut own = theme::carried(name);
    own.extend(theme_files(sources, &format!("themes/{name}/"), "", diagnostics));
    if own.is_empty() {
        let known = theme::carried_names().into_iter().chain(site_themes(sources));
        let problem = Diagnostic::new(Code::UnknownTheme, span.clone()).arg("theme", name);
        diagnostics.push(problem.did_you_mean(closest(name, known)));
        return files.extend(theme::carried("default"));
    }
    if above.iter().any(|other| other == name) {
        let circle = Arg::Sentence { en: "it extends itself".to_owned(), zh: "主题以自己为基础".to_owned() };
        return diagnostics.push(Diagnostic::new(Code::ThemeFile, span.clone()).arg("file", "theme.yaml").arg("reason", circle));
    }
    let about = About::of(&own, diagnostics);
    above.push(name.to_owned());
    if let Some((base, span)) = about.extends {
        layers(sources, &base, &span, above, files, diagnostics);
    }
    files.extend(own);
}

/// The themes in the site's folder `themes`.
fn site_themes(sources: &Sources) -> impl Iterator<Item = &str> {
    sources.part(Part::Theme).filter_map(|entry| Some(entry.path.as_str().strip_prefix("themes/")?.split_once('/')?.0))
}

/// The files below `folder`, named as in a theme.
fn theme_files(sources: &Sources, folder: &str, prefix: &str, diagnostics: &mut Diagnostics) -> Vec<ThemeFile> {
    let mut files = Vec::new();
    for entry in sources.part(Part::Theme) {
        let Some(name) = entry.path.as_str().strip_prefix(folder) else { continue };
        let name = format!("{prefix}{name}");
        if let Some(bytes) = theme_file(entry, &name, diagnostics) {
            files.push(ThemeFile { name, source: entry.path.clone(), bytes: bytes.into(), is_carried: false });
        }
    }
    files
}

/// The bytes of the theme's file `name`; those of templates and words in UTF-8.
fn theme_file(entry: &Entry, name: &str, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let is_text = name.starts_with("templates/") || name.ends_with(".yaml") && !name.starts_with("static/");
    if is_text {
        return load::text(entry, diagnostics).map(String::into_bytes);
    }
    load::whole(entry).map_err(|problem| diagnostics.push(problem)).ok()
}

/// What the site tells.
pub(super) fn told(request: &Request, sources: Sources) -> (Option<Arc<Library>>, Diagnostics) {
    let mut diagnostics = sources.problems.clone();
    let mut workshop = Workshop::once(sources);
    let Some(settings) = settings_of(request, &workshop.sources, &mut diagnostics) else { return (None, diagnostics.sorted()) };
    let library = workshop.library(request, settings, Withholding::Kept, &mut diagnostics, &Quiet);
    diagnostics.append(rules::check(&library, request.as_of.date()));
    workshop.judge(request, library.settings(), &mut diagnostics);
    (Some(library), diagnostics.sorted())
}

/// How far the sign-offs of the site are.
pub(super) fn sign_offs(request: &Request, sources: Sources) -> (Vec<SignOff>, Diagnostics) {
    let mut diagnostics = sources.problems.clone();
    let mut workshop = Workshop::once(sources);
    let Some(settings) = settings_of(request, &workshop.sources, &mut diagnostics) else { return (Vec::new(), diagnostics.sorted()) };
    let rulebook = Rulebook::new(&settings, request.as_of.date());
    let (parsed, _) = workshop.parsed(&rulebook, &mut diagnostics, &Quiet);
    let media = workshop.media_among(&resolve::shown_files(&parsed));
    (resolve::sign_offs(&parsed, &settings, &media, request.as_of), diagnostics.sorted())
}

/// Plans the site without rendering it.
pub(super) fn planned(request: &Request, sources: Sources) -> (Plan, Diagnostics) {
    let mut diagnostics = sources.problems.clone();
    let mut workshop = Workshop::once(sources);
    let Some(settings) = settings_of(request, &workshop.sources, &mut diagnostics) else { return (Plan::default(), diagnostics.sorted()) };
    let (theme, _) = workshop.theme(&settings, &mut Diagnostics::new());
    let library = workshop.library(request, settings, Withholding::Kept, &mut diagnostics, &Quiet);
    diagnostics.append(rules::check(&library, request.as_of.date()));
    let plan = plan::plan(&library, &circumstances(request, &library, &theme, Rendering::Always), None, &mut diagnostics);
    workshop.judge(request, library.settings(), &mut diagnostics);
    (plan, diagnostics.sorted())
}
