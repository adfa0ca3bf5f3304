//! The stages in order: the picture of `ARCHITECTURE.md` as code.
//!
//! A clean build and an incremental one are the same call: the output keeps every file whose fingerprint did not change.

mod attachments;
mod last_build;
mod packs;
mod pictures;
mod rendering;
mod since;
mod specimens;
mod workshop;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

pub use since::Since;
pub use specimens::specimens;
pub use workshop::Workshop;

use crate::diagnostics::{Diagnostics, Waived};
use crate::digest::Digest;
use crate::load::{self, LoadError};
use crate::model::{Library, SignOff, Untranslated, Withheld};
use crate::plan::address::Address;
use crate::plan::page::Page;
use crate::plan::{self, Coming, Plan};
use crate::publish::{Changes, LastBuild, Mode, Output, PublishError, Sink};
use crate::rules::{self, Age};
use crate::source::{SourcePath, Spanned};
use crate::theme;
use since::Inventory;

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

/// What is rendered, and what of a site that has errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendering {
    /// Pages are rendered only while nothing forbids to publish them.
    WhenSound,
    /// The same while somebody waits: the search may still know the site of the build before, in a [`Workshop`] that remembers it.
    Hurried,
    /// All pages are rendered, so that the templates' mistakes are found too.
    Always,
    /// And a theme with files of the site's own is tried on what this site does not have.
    Thorough,
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// Every problem, in the order of the files.
    pub diagnostics: Diagnostics,
    /// What would be a problem, had nobody let it pass.
    pub waived: Vec<Waived>,
    /// What is not published, and why.
    pub withheld: Vec<Withheld>,
    /// What is not yet said in each further language of the site.
    pub untranslated: Vec<Untranslated>,
    /// How many files the site has.
    pub files: usize,
    /// How many of them were made anew.
    pub made: usize,
    /// When the site changes next by itself.
    pub next_change: Option<DateTime>,
    /// When the home page and the columns were last added to; only of a thorough look.
    pub ages: Vec<Age>,
    /// The first and last day of the mourning that is or comes next.
    pub mourning: Option<(Date, Date)>,
    /// Which of the editor's files each page shows; only of a build in a [`Workshop`] that remembers.
    pub origins: Origins,
}

impl Outcome {
    /// Nothing came of it.
    fn hopeless(diagnostics: Diagnostics) -> Self {
        let diagnostics = diagnostics.sorted();
        let (waived, withheld, untranslated, origins) = (Vec::new(), Vec::new(), Vec::new(), Origins::default());
        Self {
            diagnostics,
            waived,
            withheld,
            untranslated,
            files: 0,
            made: 0,
            next_change: None,
            ages: Vec::new(),
            mourning: None,
            origins,
        }
    }
}

/// Which of the editor's files each page shows, the one that it is about first.
#[derive(Clone, Debug, Default)]
pub struct Origins(Arc<[Arc<Page>]>);

impl Origins {
    /// Of pages in the order of their addresses.
    fn of(pages: Vec<Arc<Page>>) -> Self {
        Self(pages.into())
    }

    /// The files that the page at `address` shows.
    pub fn get(&self, address: &Address) -> Option<&[SourcePath]> {
        let found = self.0.binary_search_by(|page| page.address.cmp(address));
        found.ok().map(|at| &self.0[at].inputs[..])
    }

    /// Every page and its files.
    pub fn iter(&self) -> impl Iterator<Item = (&Address, &[SourcePath])> {
        self.0.iter().map(|page| (&page.address, &page.inputs[..]))
    }
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
    /// Making files of pictures.
    Pictures,
    /// Asking other sites.
    Asking,
}

/// Says whether links to other sites still lead somewhere. A build never asks.
pub trait Outside {
    /// What is wrong with `links`; hosts among the `trusted` may be asked wherever they are.
    fn problems(&self, links: &[Spanned<Arc<str>>], trusted: &[Arc<str>]) -> Diagnostics;
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
    let inputs = sources.digest.map(|digest| last_build::inputs_digest(digest, request));
    if let Some(outcome) = last_build::unchanged(&output, inputs, request.as_of) {
        return Ok(Published { changes: Some(Changes { kept: outcome.files, ..Changes::default() }), outcome });
    }
    let before = Inventory::read(&output.sources());
    let stage = output.stage(mode);
    let mut workshop = Workshop::once(sources);
    let outcome = workshop.make(request, &stage, Rendering::WhenSound, &nobody, progress)?;
    if outcome.diagnostics.has_errors() {
        return Ok(Published { outcome, changes: None });
    }
    let summary = last_build::summary(&outcome, request.as_of);
    let last = LastBuild { inputs: inputs.unwrap_or(Digest::of(b"")), summary, sources: workshop.inventory(&before).to_text() };
    let changes = stage.finish(&last)?;
    Ok(Published { outcome, changes: Some(changes) })
}

/// Builds the site into `sink`.
pub fn build(request: &Request, sink: &dyn Sink, rendering: Rendering, progress: &dyn Progress) -> Result<Outcome, Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    Workshop::once(sources).make(request, sink, rendering, &nobody, progress)
}

/// Nobody is asked about links to other sites.
fn nobody(_: &Library) -> Diagnostics {
    Diagnostics::new()
}

/// Looks through the whole site, and compares it with what the build left that published it. With `outside`, links to other sites are
/// asked about; those of files that did not change are left out.
pub fn check(
    request: &Request,
    sink: &dyn Sink,
    progress: &dyn Progress,
    last: Option<&LastBuild>,
    outside: Option<&dyn Outside>,
) -> Result<(Outcome, Option<Since>), Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    let mut workshop = Workshop::once(sources);
    let since = last.and_then(|last| Since::new(last, &workshop.inventory(&Inventory::read(&last.sources))));
    let ask = |library: &Library| {
        let Some(outside) = outside else { return Diagnostics::new() };
        let mut links = rules::links_outside(library, request.as_of.date());
        links.retain(|link| since.as_ref().is_none_or(|since| since.has_changed(&link.span.path)));
        outside.problems(&links, &library.settings().allowed_hosts)
    };
    let outcome = workshop.make(request, sink, Rendering::Thorough, &ask, progress)?;
    Ok((outcome, since))
}

/// Plans the site without rendering it.
pub fn plan(request: &Request) -> Result<(Plan, Diagnostics), Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    Ok(workshop::planned(request, sources))
}

/// What the site tells, without planning a page.
pub fn library(request: &Request) -> Result<(Option<Arc<Library>>, Diagnostics), Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    Ok(workshop::told(request, sources))
}

/// What will change by itself through the day `last`; nothing where the settings cannot be read.
pub fn coming(request: &Request, last: Date) -> Result<(Option<Vec<Coming>>, Diagnostics), Failure> {
    let (library, diagnostics) = library(request)?;
    Ok((library.map(|library| plan::coming(&library, request.as_of, last)), diagnostics))
}

/// How far the sign-offs of all stories, pages and translations are.
pub fn sign_offs(request: &Request) -> Result<(Vec<SignOff>, Diagnostics), Failure> {
    let sources = load::survey(&request.site, &request.skipped)?;
    Ok(workshop::sign_offs(request, sources))
}

/// The text of a file of the site, or of a theme that the program carries, for the code frames of messages; `None` when it cannot be
/// read any more.
pub fn text_of(site: &Path, path: &SourcePath) -> Option<String> {
    load::text_at(site, path).or_else(|| theme::carried_text(path))
}
