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
    let renderer = Renderer::new(theme);
    let problems = Mutex::new(Vec::new());
    let (pictures, pages): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| matches!(page.make, Make::Picture(..)));
    progress.begin(Stage::Rendering, pages.len());
    // The search index comes last: what it knows of all documents then does not lie in memory beside all pages.
    let (index, pages): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| matches!(page.make, Make::Written(Written::Search(..))));
    let mut made = 0;
    for pages in [pages, index] {
        let each = pages.into_par_iter().map_init(Vec::new, |buffer, page| {
            let made = one(&renderer, &page, theme, sources, sink, buffer, &problems);
            progress.step();
            made
        });
        made += each.sum::<Result<usize, PublishError>>()?;
    }
    for (address, bytes) in renderer.assets() {
        let fingerprint = Digest::of(bytes);
        if !sink.keep(&address, fingerprint) {
            sink.write(&address, fingerprint, bytes)?;
        }
    }
    let problems = problems.into_inner().expect("no thread panicked while it held the list");
    problems_once(problems, diagnostics);
    Ok(made + pictures::made(&pictures, theme, sources, sink, diagnostics, progress)?)
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
    if let Make::Written(Written::Search(index, file)) = &page.make {
        let make = index.maker(*file);
        if sink.wait(&page.address, fingerprint, &Waiting::new(move || Some(make()))) {
            return Ok(1);
        }
    }
    let told = |problem| problems.lock().expect("no thread panicked while it held the list").push(problem);
    match &page.make {
        Make::Copy(path, _) => {
            let entry = sources.get(path).expect("only surveyed files are planned to be copied");
            sink.copy(&page.address, fingerprint, &entry.disk)?;
        }
        Make::Pack(pack) => {
            let parcel = Parcel::new(pack, sources);
            if !sink.wait(&page.address, fingerprint, &parcel.waiting()) {
                match parcel.bytes() {
                    Ok(bytes) => sink.write(&page.address, fingerprint, &bytes)?,
                    Err(problem) => told(problem),
                }
            }
        }
        Make::Template { .. } | Make::Written(_) | Make::Picture(..) => {
            buffer.clear();
            match renderer.render(page, buffer) {
                Ok(()) => sink.write(&page.address, fingerprint, buffer)?,
                Err(problem) => told(*problem),
            }
        }
    }
    Ok(1)
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
