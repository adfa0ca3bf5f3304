//! What is published now: the manifest, compared with the files that stand there.

use std::fs::{self, Metadata};
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{Entry, Found, Manifest};
use super::place::Rooms;
use super::tree::is_our_own;
use super::{Doing, PublishError, Refusal, Trust, state};
use crate::digest::Digest;
use crate::plain_file;
use crate::plan::address::Address;

/// How a file was when it was written or found: enough to see that it is still the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Nanoseconds since 1970.
    pub(super) modified: i128,
    /// The file's number on its disk; 0 where there is none.
    pub(super) inode: u64,
    /// In bytes.
    pub(super) size: u64,
}

impl Seen {
    /// What `metadata` tells of a file.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { modified: modified(metadata), inode: inode(metadata), size: metadata.len() }
    }
}

/// A file of the manifest.
#[derive(Debug)]
pub(super) struct File {
    pub(super) address: Address,
    pub(super) entry: Entry,
    /// How it stands there; `None` when it is gone or is not what was written.
    pub(super) seen: Option<Seen>,
}

/// The published files, in the order of their addresses.
#[derive(Debug)]
pub(super) struct Published {
    files: Vec<File>,
    /// The digest that the manifest carries; `None` when there is no manifest.
    manifest: Option<Digest>,
}

impl Published {
    /// Reads what is published. A folder that is not empty and has no valid manifest is refused.
    pub(super) fn read(rooms: &Rooms, trust: Trust) -> Result<Self, PublishError> {
        let refuse = |why| Err(PublishError::Refused { path: rooms.out.clone(), why });
        let (manifest, digest) = match Manifest::read(&rooms.out)? {
            Found::Whole(manifest, digest) => (manifest, digest),
            Found::Faulty(fault) => return refuse(Refusal::Manifest(fault)),
            Found::None if is_empty(&rooms.out)? => return Ok(Self { files: Vec::new(), manifest: None }),
            Found::None => return refuse(Refusal::Foreign),
        };
        let index = match trust {
            Trust::Times => state::read_index(rooms, digest, manifest.entries.len()),
            Trust::Contents => None,
        };
        Ok(Self { files: compare(&rooms.out, manifest, index), manifest: Some(digest) })
    }

    /// Whether there is a published site and every file is as it was written.
    pub(super) fn is_intact(&self) -> bool {
        self.manifest.is_some() && self.files.iter().all(|file| file.seen.is_some())
    }

    /// The digest that the manifest carries; of nothing when there is none.
    pub(super) fn manifest_digest(&self) -> Digest {
        self.manifest.unwrap_or_else(|| Digest::of(b""))
    }

    /// Whether there is a manifest.
    pub(super) fn is_there(&self) -> bool {
        self.manifest.is_some()
    }

    /// How many files the manifest names.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The files of the manifest.
    pub(super) fn files(&self) -> &[File] {
        &self.files
    }

    /// The file at `path`, if the manifest names it.
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        let index = self.files.binary_search_by(|file| file.address.as_str().cmp(path)).ok()?;
        self.files.get(index)
    }

    /// Whether the manifest names a file in the folder `path`.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let index = self.files.partition_point(|file| file.address.as_str() < folder.as_str());
        self.files.get(index).is_some_and(|file| file.address.as_str().starts_with(&folder))
    }
}

/// Compares the manifest's files with those that stand there: by `index`, and by their contents where it does not help.
fn compare(out: &Path, manifest: Manifest, index: Option<Vec<Seen>>) -> Vec<File> {
    let look = |(at, (address, entry)): (usize, (Address, Entry))| {
        let known = index.as_ref().and_then(|index| index.get(at)).copied();
        let seen = look_at(&out.join(address.as_str()), &entry, known);
        File { address, entry, seen }
    };
    manifest.entries.into_par_iter().enumerate().map(look).collect()
}

/// How the file at `path` stands there, if it is what `entry` says.
fn look_at(path: &Path, entry: &Entry, known: Option<Seen>) -> Option<Seen> {
    let found = fs::symlink_metadata(path).ok()?;
    let seen = Seen::of(&found);
    if !found.is_file() || seen.size != entry.size {
        return None;
    }
    if known == Some(seen) {
        return Some(seen);
    }
    let bytes = plain_file::read(path).ok()?;
    (Digest::of(&bytes) == entry.digest).then_some(seen)
}

/// Whether nothing stands in the folder, or it is not there; what we leave ourselves before a first manifest does not count.
fn is_empty(out: &Path) -> Result<bool, PublishError> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(PublishError::io(Doing::Read, out)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(PublishError::io(Doing::Read, out))?;
        if !is_our_own(&entry.file_name()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn modified(metadata: &Metadata) -> i128 {
    let since = |time: std::time::SystemTime| match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(0),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(0),
    };
    metadata.modified().map_or(0, since)
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
