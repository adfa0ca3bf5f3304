//! What a build changes in the published site.

use crate::plan::address::Address;

/// How a build came into the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Nothing had to be switched: nothing changed, or it was a dry run.
    #[default]
    Untouched,
    /// As a whole: a reader saw the old site or the new one.
    Whole,
    /// The old folder was set aside for an instant and the new one put in its place, because this system cannot exchange two folders.
    Aside,
    /// File by file, pages last, because the output folder itself cannot be renamed (it is a mount, for instance).
    FileByFile,
}

/// What is different between the site before and after a build; in the order of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there before.
    pub added: Vec<Address>,
    /// Files with other contents than before.
    pub changed: Vec<Address>,
    /// Files that are no longer part of the site.
    pub removed: Vec<Address>,
    /// Pages withdrawn at the first address that are new at the second; not looked for in a dry run.
    pub moved: Vec<(Address, Address)>,
    /// How many files stayed as they are.
    pub kept: usize,
    /// What stands in the folder and is not ours; folders end in `/` and are named as a whole. Only looked for when something changed.
    pub foreign: Vec<String>,
    /// How the build came into the folder.
    pub way: Way,
}

impl Changes {
    /// Whether the site is the same as before.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}
