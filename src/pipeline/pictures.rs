//! From pictures to files in a sink: each is decoded once, however many files are made of it, and what was made before is taken from where
//! it is kept.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use rayon::prelude::*;

use super::{Progress, Stage};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::load::{self, Entry, Sources};
use crate::picture::{Fault, Order, Recipe};
use crate::plan::address::Address;
use crate::plan::page::{Make, Page};
use crate::publish::{Derived, Pictures, PublishError, Sink};
use crate::render;
use crate::source::SourcePath;
use crate::theme::Theme;

/// So many pixels are decoded at the same time: eight photographs of a phone, or one very large picture.
const PIXELS_AT_ONCE: u64 = 100_000_000;

/// Makes the pictures' files that the sink does not keep. How many were made.
pub(super) fn made(
    pages: &[Arc<Page>],
    theme: &Theme,
    sources: &Sources,
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
    progress: &dyn Progress,
) -> Result<usize, PublishError> {
    let wanted = wanted(pages, theme, sink);
    let count = wanted.iter().map(|picture| picture.files.len()).sum();
    if let Pictures::Later(memory) = sink.pictures() {
        for file in wanted.iter().flat_map(|picture| &picture.files) {
            memory.later(file.address, file.fingerprint, &entry(sources, file.path).disk, file.order);
        }
        return Ok(count);
    }
    progress.begin(Stage::Pictures, wanted.len());
    let table = Table::new(PIXELS_AT_ONCE);
    let outcomes = wanted.par_iter().map(|picture| {
        let outcome = picture.make(sources, sink, &table);
        progress.step();
        outcome
    });
    for problem in outcomes.collect::<Result<Vec<_>, PublishError>>()?.into_iter().flatten() {
        diagnostics.push(problem);
    }
    Ok(count)
}

/// Decodes the pictures of a site that is not published now, so that whatever is wrong with them is told together with the rest.
pub(super) fn tried_out(
    pages: &[Arc<Page>],
    theme: &Theme,
    sources: &Sources,
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
    progress: &dyn Progress,
) {
    let kept = match sink.pictures() {
        Pictures::Made(kept) | Pictures::TriedOut(kept) => kept,
        Pictures::Later(_) => return,
    };
    let wanted = wanted(pages, theme, sink);
    progress.begin(Stage::Pictures, wanted.len());
    let table = Table::new(PIXELS_AT_ONCE);
    let problems = wanted.par_iter().flat_map_iter(|picture| {
        let problems = picture.try_out(sources, &table, kept);
        progress.step();
        problems
    });
    problems.collect::<Vec<_>>().into_iter().for_each(|problem| diagnostics.push(problem));
}

/// The files to be made, those of the same picture together, in the order of the pictures' digests.
fn wanted<'p>(pages: &'p [Arc<Page>], theme: &Theme, sink: &dyn Sink) -> Vec<Wanted<'p>> {
    let file = |page: &'p Arc<Page>| {
        let Make::Picture(path, order) = &page.make else { return None };
        let fingerprint = render::fingerprint(page, theme);
        let is_kept = sink.keep(&page.address, fingerprint);
        (!is_kept).then_some(File { address: &page.address, path, order, fingerprint })
    };
    let mut by_picture: BTreeMap<Digest, Wanted<'p>> = BTreeMap::new();
    for file in pages.par_iter().filter_map(file).collect::<Vec<_>>() {
        by_picture.entry(file.order.digest).or_default().files.push(file);
    }
    by_picture.into_values().collect()
}

/// A file to be made.
struct File<'p> {
    address: &'p Address,
    path: &'p SourcePath,
    order: &'p Order,
    fingerprint: Digest,
}

/// The files to be made of one picture, of which there may be several copies.
#[derive(Default)]
struct Wanted<'p> {
    files: Vec<File<'p>>,
}

impl Wanted<'_> {
    /// Makes them all; what is wrong with the picture is told of each of its copies.
    fn make(&self, sources: &Sources, sink: &dyn Sink, table: &Table) -> Result<Vec<Diagnostic>, PublishError> {
        match sink.pictures() {
            Pictures::Made(kept) => {
                let missing = self.take_kept(kept, sink)?;
                if missing.is_empty() {
                    return Ok(Vec::new());
                }
                let recipes: Vec<Recipe> = missing.iter().map(|file| file.order.recipe).collect();
                match self.with_bytes(sources, table, &recipes, render::picture::make) {
                    Ok(files) => {
                        write(&missing, files, kept, sink)?;
                        if let Some(file) = self.files.first().filter(|_| self.must_be_decoded(&recipes)) {
                            kept.inspect(|kept| kept.set_sound(file.order.digest));
                        }
                        Ok(Vec::new())
                    }
                    Err(problems) => Ok(problems),
                }
            }
            Pictures::TriedOut(kept) => Ok(self.try_out(sources, table, kept)),
            Pictures::Later(_) => Ok(Vec::new()),
        }
    }

    /// Writes what is kept; the files that are not.
    fn take_kept(&self, kept: Option<&Derived>, sink: &dyn Sink) -> Result<Vec<&File<'_>>, PublishError> {
        let mut missing = Vec::new();
        for file in &self.files {
            match kept.and_then(|kept| kept.get(file.order.digest, &file.order.recipe.name())) {
                Some(bytes) => sink.write(file.address, file.fingerprint, &bytes)?,
                None => missing.push(file),
            }
        }
        Ok(missing)
    }

    fn try_out(&self, sources: &Sources, table: &Table, kept: Option<&Derived>) -> Vec<Diagnostic> {
        let Some(digest) = self.files.first().map(|file| file.order.digest) else { return Vec::new() };
        let recipes: Vec<Recipe> = self.files.iter().map(|file| file.order.recipe).collect();
        let kept = kept.filter(|_| self.must_be_decoded(&recipes));
        if kept.is_some_and(|kept| kept.is_sound(digest)) {
            return Vec::new();
        }
        match self.with_bytes(sources, table, &recipes, render::picture::try_out) {
            Ok(()) => {
                kept.inspect(|kept| kept.set_sound(digest));
                Vec::new()
            }
            Err(problems) => problems,
        }
    }

    fn must_be_decoded(&self, recipes: &[Recipe]) -> bool {
        self.files.first().is_some_and(|file| render::picture::weight(file.order.facts, recipes) > 0)
    }

    /// Reads the picture and lets `work` have it, once there is room for its pixels.
    fn with_bytes<T>(
        &self,
        sources: &Sources,
        table: &Table,
        recipes: &[Recipe],
        work: impl FnOnce(&[u8], crate::picture::Facts, &[Recipe]) -> Result<T, Fault>,
    ) -> Result<T, Vec<Diagnostic>> {
        let Some(File { order: Order { digest, facts, .. }, path, .. }) = self.files.first() else { return Err(Vec::new()) };
        let _place = table.take(render::picture::weight(*facts, recipes));
        let bytes = load::whole(entry(sources, path)).map_err(|problem| vec![problem])?;
        // A file that is changed while the site is made is not what was planned; the next build takes it as it is then.
        let is_the_same = Digest::of(&bytes) == *digest;
        let outcome = if is_the_same { work(&bytes, *facts, recipes) } else { Err(Fault::Truncated) };
        outcome.map_err(|fault| self.copies().map(|path| load::broken(entry(sources, path), &fault)).collect())
    }

    /// The picture's files in the editor's folder.
    fn copies(&self) -> impl Iterator<Item = &SourcePath> {
        let mut paths: Vec<&SourcePath> = self.files.iter().map(|file| file.path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths.into_iter()
    }
}

fn write(files: &[&File<'_>], made: Vec<Vec<u8>>, kept: Option<&Derived>, sink: &dyn Sink) -> Result<(), PublishError> {
    for (file, bytes) in files.iter().zip(made) {
        kept.inspect(|kept| kept.put(file.order.digest, &file.order.recipe.name(), &bytes));
        sink.write(file.address, file.fingerprint, &bytes)?;
    }
    Ok(())
}

fn entry<'s>(sources: &'s Sources, path: &SourcePath) -> &'s Entry {
    sources.get(path).expect("only surveyed files are planned")
}

/// A table with room for so many pixels or bytes; who finds no room waits. Whoever has a place never waits for another, so all come to an
/// end.
pub(super) struct Table {
    room: u64,
    taken: Mutex<u64>,
    left: Condvar,
}

impl Table {
    /// An empty table.
    pub(super) fn new(room: u64) -> Self {
        Self { room, taken: Mutex::new(0), left: Condvar::new() }
    }

    /// Waits for room; what needs more than there is waits until it is alone.
    pub(super) fn take(&self, pixels: u64) -> Place<'_> {
        let pixels = pixels.min(self.room);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self.left.wait_while(taken, |taken| *taken + pixels > self.room).unwrap_or_else(PoisonError::into_inner);
        *taken += pixels;
        Place { table: self, pixels }
    }
}

/// Room for a picture's pixels or a file's bytes, until it is dropped.
pub(super) struct Place<'t> {
    table: &'t Table,
    pixels: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.table.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.pixels;
        self.table.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn no_more_pixels_are_on_the_table_than_there_is_room_for() {
        let (table, now) = (Table::new(100), AtomicU64::new(0));
        thread::scope(|scope| {
            for number in 0..16_u64 {
                let (table, now) = (&table, &now);
                scope.spawn(move || {
                    for round in 0..200 {
                        let pixels = (number * 37 + round * 11) % 140;
                        let _place = table.take(pixels);
                        let taken = pixels.min(100);
                        assert!(now.fetch_add(taken, Ordering::SeqCst) + taken <= 100);
                        thread::yield_now();
                        now.fetch_sub(taken, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(now.into_inner(), 0);
    }
}
