//! What passes between the loop and whoever makes the site.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::pipeline::Outcome;
use crate::publish::Memory;

/// Makes the site.
pub trait Maker {
    /// Makes the site into `site`, which keeps what did not change.
    fn make(&mut self, look: &Look, site: &Memory) -> Made;

    /// After [`make`](Self::make), makes the pages of what is withheld into `pages`, for the editor's eyes only; whether it could.
    fn preview(&mut self, pages: &Memory) -> bool;
}

/// What came of making the site.
#[derive(Debug)]
pub struct Made {
    /// What the editor should know; or the machine's failure, in the editor's language.
    pub outcome: Result<Outcome, String>,
    /// When it must be made again although nobody touched a file.
    pub again: Option<SystemTime>,
}

impl Made {
    /// Whether nothing forbids to publish the site.
    pub fn is_good(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|outcome| !outcome.diagnostics.has_errors())
    }
}

/// One look at the site.
#[derive(Clone, Debug)]
pub struct Look {
    /// Where something may have changed.
    pub touched: Touched,
    /// Why it is looked at.
    pub cause: Cause,
    pub(super) root: PathBuf,
}

/// What may have changed since the site was made last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Anything.
    Anything,
    /// These files and folders, with their full paths.
    These(BTreeSet<PathBuf>),
}

/// Why the site is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The program was started.
    Beginning,
    /// Files were touched.
    Saved,
    /// To be sure that nothing was missed.
    Idle,
    /// The day is another, or something's time has come or is over.
    Time,
}

impl Look {
    /// The first look.
    pub(super) fn first(root: PathBuf) -> Self {
        Self { touched: Touched::Anything, cause: Cause::Beginning, root }
    }

    /// The first of the touched files, from the site's folder, and how many more there are. Files that are gone are named only when
    /// nothing else is there: many programs write under another name first.
    pub fn names(&self) -> Option<(String, usize)> {
        let Touched::These(paths) = &self.touched else { return None };
        let there: Vec<&PathBuf> = paths.iter().filter(|path| path.exists()).collect();
        let first = there.first().copied().or(paths.first())?;
        let more = if there.is_empty() { paths.len() } else { there.len() } - 1;
        let inside = first.strip_prefix(&self.root).unwrap_or(first);
        Some((inside.to_string_lossy().replace('\\', "/"), more))
    }
}

impl Touched {
    /// The files and folders; `None` for anything.
    pub fn paths(&self) -> Option<&BTreeSet<PathBuf>> {
        match self {
            Self::Anything => None,
            Self::These(paths) => Some(paths),
        }
    }
}
