//! From pages to files in a sink.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::packs::Parcel;
use super::{Progress, Stage, pictures, specimens};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::language::Speech;
use crate::load::Sources;
use crate::plan::page::{Make, Page};
use crate::plan::written::Written;
use crate::publish::{PublishError, Sink, Waiting};
use crate::render::{self, Renderer};
use crate::search::Index;
use crate::source::SourcePath;
use crate::theme::Theme;

/// Renders what changed, on all cores, straight into the sink; a page is given up as soon as it is made. How many files were made.
pub(super) fn rendered(
    pages: Vec<Arc<Page>>,
    theme: &Theme,
    sources: &Sources,
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
    progress: &dyn Progress,
) -> Result<usize, PublishError> {
    let (pictures, pages): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| matches!(page.make, Make::Picture(..)));
    progress.begin(Stage::Rendering, pages.len());
    // The search index comes last: what it knows of all documents then does not lie in memory beside all pages.
    let (index, pages): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| matches!(page.make, Make::Written(Written::Search(..))));
    let press = Press { renderer: Renderer::new(theme), theme, sources, sink, progress, problems: Mutex::default() };
    let made = press.pages(pages)? + press.index(index)?;
    press.assets()?;
    let problems = press.problems.into_inner().expect("no thread panicked while it held the list");
    problems_once(problems, diagnostics);
    Ok(made + pictures::made(&pictures, theme, sources, sink, diagnostics, progress)?)
}

/// What makes files of pages.
struct Press<'a> {
    renderer: Renderer<'a>,
    theme: &'a Theme,
    sources: &'a Sources,
    sink: &'a dyn Sink,
    progress: &'a dyn Progress,
    problems: Mutex<Vec<Diagnostic>>,
}

/// What is to be done about a file.
enum Due {
    /// Nothing: it stays as it is.
    Kept,
    /// It is made when somebody asks for it.
    Waits,
    /// It is made now, with this fingerprint.
    Now(Digest),
}

impl Press<'_> {
    /// Makes `pages`; how many.
    fn pages(&self, pages: Vec<Arc<Page>>) -> Result<usize, PublishError> {
        let each = pages.into_par_iter().map_init(Vec::new, |buffer, page| {
            let due = self.due(&page);
            self.made(&page, &due, buffer)
        });
        each.sum()
    }

    /// Makes `files` of search indexes; how many. Their shards are made before, all at once: files that are made beside each other would
    /// wait for one another's.
    fn index(&self, files: Vec<Arc<Page>>) -> Result<usize, PublishError> {
        let files: Vec<_> = files.into_par_iter().map(|page| (self.due(&page), page)).collect();
        let now = files.iter().filter(|(due, _)| matches!(due, Due::Now(_)));
        let mut indexes: Vec<&Arc<Index>> = now.filter_map(|(_, page)| index_of(page)).collect();
        indexes.dedup_by(|a, b| Arc::ptr_eq(a, b));
        indexes.into_iter().for_each(|index| index.complete());
        files.into_par_iter().map_init(Vec::new, |buffer, (due, page)| self.made(&page, &due, buffer)).sum()
    }

    fn due(&self, page: &Page) -> Due {
        let fingerprint = render::fingerprint(page, self.theme);
        if self.sink.keep(&page.address, fingerprint) {
            return Due::Kept;
        }
        let waits = match &page.make {
            Make::Written(Written::Search(index, file)) => {
                let make = index.maker(*file);
                self.sink.wait(&page.address, fingerprint, &Waiting::new(move || Some(make())))
            }
            Make::Pack(pack) => self.sink.wait(&page.address, fingerprint, &Parcel::new(pack, self.sources).waiting()),
            Make::Copy(..) | Make::Template { .. } | Make::Written(_) | Make::Picture(..) => false,
        };
        if waits { Due::Waits } else { Due::Now(fingerprint) }
    }

    /// Does what is due; the number of files made.
    fn made(&self, page: &Page, due: &Due, buffer: &mut Vec<u8>) -> Result<usize, PublishError> {
        let made = match due {
            Due::Kept => 0,
            Due::Waits => 1,
            Due::Now(fingerprint) => self.one(page, *fingerprint, buffer).map(|()| 1)?,
        };
        self.progress.step();
        Ok(made)
    }

    fn one(&self, page: &Page, fingerprint: Digest, buffer: &mut Vec<u8>) -> Result<(), PublishError> {
        let told = |problem| self.problems.lock().expect("no thread panicked while it held the list").push(problem);
        match &page.make {
            Make::Copy(path, _) => {
                let entry = self.sources.get(path).expect("only surveyed files are planned to be copied");
                self.sink.copy(&page.address, fingerprint, &entry.disk)?;
            }
            Make::Pack(pack) => match Parcel::new(pack, self.sources).bytes() {
                Ok(bytes) => self.sink.write(&page.address, fingerprint, &bytes)?,
                Err(problem) => told(problem),
            },
            Make::Template { .. } | Make::Written(_) | Make::Picture(..) => {
                buffer.clear();
                match self.renderer.render(page, buffer) {
                    Ok(()) => self.sink.write(&page.address, fingerprint, buffer)?,
                    Err(problem) => told(*problem),
                }
            }
        }
        Ok(())
    }

    /// Writes the theme's own files.
    fn assets(&self) -> Result<(), PublishError> {
        for (address, bytes) in self.renderer.assets() {
            let fingerprint = Digest::of(bytes);
            if !self.sink.keep(&address, fingerprint) {
                self.sink.write(&address, fingerprint, bytes)?;
            }
        }
        Ok(())
    }
}

/// The search index of which `page` is a file.
fn index_of(page: &Page) -> Option<&Arc<Index>> {
    if let Make::Written(Written::Search(index, _)) = &page.make { Some(index) } else { None }
}

/// Tries the theme on pages that are as full and as empty as they can be, and looks into the branches of its templates that no page takes. What
/// is known of a place already is not told again.
pub(super) fn tried(theme: &Theme, diagnostics: &mut Diagnostics) {
    let plans = specimens::specimens(&mut Diagnostics::new());
    let pages = plans.iter().flat_map(|plan| plan.pages.values()).map(|page| &**page);
    let pages: Vec<&Page> = pages.filter(|page| matches!(&page.make, Make::Template { kind, .. } if theme.has(kind))).collect();
    let renderer = Renderer::new(theme);
    let rendered = pages.par_iter().filter_map(|page| renderer.render(page, &mut Vec::new()).err());
    let rendered: Vec<Diagnostic> = rendered.map(|problem| of_a_trial(*problem)).collect();
    let known: BTreeSet<(SourcePath, u32)> = diagnostics.iter().map(place).collect();
    let found = theme.against(&renderer.contract(pages));
    let places: BTreeSet<(SourcePath, u32)> = found.iter().map(place).collect();
    let rendered = rendered.into_iter().filter(|problem| !places.contains(&place(problem)));
    problems_once(found.iter().cloned().chain(rendered).filter(|problem| !known.contains(&place(problem))).collect(), diagnostics);
}

/// The page that it names is none of the editor's.
fn of_a_trial(mut problem: Diagnostic) -> Diagnostic {
    for (_, arg) in problem.args.iter_mut().filter(|(name, _)| name == "address") {
        let address = arg.say(Speech::English).to_owned();
        *arg = Arg::Sentence { en: format!("{address} of a trial site"), zh: format!("试用网站的 {address}") };
    }
    problem
}

fn place(problem: &Diagnostic) -> (SourcePath, u32) {
    (problem.span.path.clone(), problem.span.start)
}

/// A template's mistake shows on every page that it makes; one report of it, with the first address, is enough.
fn problems_once(problems: Vec<Diagnostic>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(SourcePath, u32, Code), Diagnostic> = BTreeMap::new();
    for problem in problems {
        let key = (problem.span.path.clone(), problem.span.start, problem.code);
        let address = |problem: &Diagnostic| problem.message(Speech::English);
        match first.get(&key) {
            Some(known) if address(known) <= address(&problem) => {}
            Some(_) | None => {
                first.insert(key, problem);
            }
        }
    }
    first.into_values().for_each(|problem| diagnostics.push(problem));
}
