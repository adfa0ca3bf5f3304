//! What the server gets from whoever makes the site.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::pipeline::Outcome;
use crate::publish::Memory;

/// What came of making the site.
#[derive(Debug)]
pub struct Made {
    /// What the editor should know; or the machine's failure, in the editor's language.
    pub outcome: Result<Outcome, String>,
    /// The site, when nothing forbids to publish it.
    pub site: Option<Memory>,
    /// The pages of what is withheld, for the editor's eyes only.
    pub withheld: Option<Memory>,
    /// When it must be made again although nobody touched a file.
    pub again: Option<SystemTime>,
}

/// What may have changed since the site was made last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Anything.
    Anything,
    /// These files and folders, with their full paths.
    These(BTreeSet<PathBuf>),
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
