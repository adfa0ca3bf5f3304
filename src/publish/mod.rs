//! Bytes to the output folder: the only writer of the published site.
//!
//! A build is staged beside the output, synced once, and switched in as a whole, so that whoever reads the folder sees the old site or
//! the new one. What did not change keeps its file. Only what a manifest of ours names is ever deleted; everything else in the folder is
//! foreign, is kept, and is named.
//!
//! Beside the output `public` stands the side folder `.public.wanjia` with the lock, the stage, and what the last build left for the
//! next one. It may be deleted at any time: the next build then reads the published files once more.

mod changes;
mod derived;
mod error;
mod lock;
mod manifest;
mod moved;
mod note;
mod place;
mod published;
mod sink;
mod stage;
mod state;
mod transaction;
mod tree;

pub use changes::{Changes, Way};
pub use derived::Derived;
pub use error::{Doing, ManifestFault, PublishError, Refusal};
pub use manifest::MANIFEST;
pub use note::Note;
pub use place::Place;
pub use sink::{Checked, Held, Memory, Nothing, Pictures, Sink, Waiting};
pub use stage::Stage;
pub use state::LastBuild;

use lock::Lock;
use place::Rooms;
use published::Published;

/// How far files that are already published are trusted to be what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Size, time and identity as they were left; contents are read only where these are not known.
    Times,
    /// Only the contents: every published file is read again.
    Contents,
}

/// Whether a build is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Publish.
    Publish,
    /// Only tell what would change.
    DryRun,
}

/// An output folder that is ours to write, and locked until it is dropped.
#[derive(Debug)]
pub struct Output {
    published: Published,
    last_build: Option<LastBuild>,
    rooms: Rooms,
    _lock: Lock,
}

impl Output {
    /// Takes the output folder: refuses what is not ours or is dangerous, keeps other builds out, repairs what a killed build left, and
    /// compares what is published with the manifest.
    pub fn open(place: &Place, trust: Trust) -> Result<Self, PublishError> {
        let rooms = place.check()?;
        let lock = Lock::take(&rooms)?;
        transaction::recover(&rooms)?;
        let published = Published::read(&rooms, trust)?;
        let last_build = published.is_intact().then(|| state::read_last_build(&rooms, published.manifest_digest())).flatten();
        Ok(Self { published, last_build, rooms, _lock: lock })
    }

    /// What the last build left with [`Stage::finish`]; there only while every published file is as that build left it. With the same
    /// [`LastBuild::inputs`], nothing at all need be done.
    pub fn last_build(&self) -> Option<&LastBuild> {
        self.last_build.as_ref()
    }

    /// The [`LastBuild::sources`] of whichever build came before.
    pub fn sources(&self) -> String {
        state::read_sources(&self.rooms)
    }

    /// How many files are published.
    pub fn file_count(&self) -> usize {
        self.published.len()
    }

    /// Begins a new build of the site.
    pub fn stage(self, mode: Mode) -> Stage {
        Stage::new(self, mode)
    }
}
