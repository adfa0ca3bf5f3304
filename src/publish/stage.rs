//! A new site being put together beside the old one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::manifest::{Entry, MANIFEST, Manifest};
use super::moved;
use super::published::Seen;
use super::transaction::{self, Switched};
use super::tree::{self, Foreign, Tree};
use super::{Changes, Derived, Doing, LastBuild, Mode, Output, Pictures, PublishError, Sink, Way, state};
use crate::digest::Digest;
use crate::plain_file;
use crate::plan::address::Address;

/// A build on its way to the output folder. Dropped before [`finish`](Self::finish), it leaves nothing behind.
#[derive(Debug)]
pub struct Stage {
    next: Mutex<BTreeMap<Address, Next>>,
    tree: OnceLock<Tree>,
    making: Mutex<()>,
    mode: Mode,
    derived: Derived,
    output: Output,
}

/// A file of the new site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub(super) entry: Entry,
    pub(super) from: From,
}

/// Where a file of the new site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// In the output already.
    Published(Seen),
    /// In the stage.
    Stage(Seen),
    /// Nowhere: this is a dry run.
    Nowhere,
}

/// Files up to this size are read in one piece.
const SMALL: u64 = 1 << 20;

impl Stage {
    pub(super) fn new(output: Output, mode: Mode) -> Self {
        let derived = Derived::within(output.rooms.side.clone());
        Self { next: Mutex::default(), tree: OnceLock::new(), making: Mutex::default(), mode, derived, output }
    }

    /// Publishes the new site, or only tells what would change. Files that the build did not name are no longer part of the site.
    pub fn finish(self, build: &LastBuild) -> Result<Changes, PublishError> {
        let next = std::mem::take(&mut *self.lock());
        let mut changes = self.compare(&next);
        if changes.is_nothing() && (self.output.published.is_there() || self.mode == Mode::DryRun) {
            self.refresh(&next, build)?;
            return Ok(changes);
        }
        let foreign = self.find_foreign(&next)?;
        changes.foreign = foreign.iter().map(Foreign::name).collect();
        match self.mode {
            Mode::DryRun => {}
            Mode::Publish => {
                changes.moved = self.moved(&changes)?;
                changes.way = self.publish(&next, &foreign, build)?;
            }
        }
        Ok(changes)
    }

    fn compare(&self, next: &BTreeMap<Address, Next>) -> Changes {
        let published = &self.output.published;
        let mut changes = Changes::default();
        for (address, file) in next {
            match (published.get(address.as_str()), file.from) {
                (_, From::Published(_)) => changes.kept += 1,
                (Some(_), From::Stage(_) | From::Nowhere) => changes.changed.push(address.clone()),
                (None, From::Stage(_) | From::Nowhere) => changes.added.push(address.clone()),
            }
        }
        let withdrawn = published.files().iter().filter(|file| !next.contains_key(&file.address));
        changes.removed = withdrawn.map(|file| file.address.clone()).collect();
        changes
    }

    /// Pages that stand elsewhere now, while both their places can be looked into.
    fn moved(&self, changes: &Changes) -> Result<Vec<(Address, Address)>, PublishError> {
        let staged = self.tree()?;
        let old = |address: &Address| self.output.rooms.out.join(address.as_str());
        Ok(moved::moved(&changes.removed, &changes.added, old, |address| staged.at(address.as_str())))
    }

    /// Every file is as it was; fingerprints and what the build leaves for the next may be new.
    fn refresh(&self, next: &BTreeMap<Address, Next>, build: &LastBuild) -> Result<(), PublishError> {
        if self.mode == Mode::DryRun {
            return Ok(());
        }
        let (text, digest) = manifest_of(next).to_text();
        if digest != self.output.published.manifest_digest() {
            let path = self.output.rooms.out.join(MANIFEST);
            tree::replace_file(&path, text.as_bytes()).map_err(PublishError::io(Doing::Write, &path))?;
        }
        let seen: Vec<Seen> = next.values().filter_map(|file| file.from.seen()).collect();
        state::write(&self.output.rooms, digest, &seen, build);
        Ok(())
    }

    /// What is foreign in the output; an error if the site needs its place.
    fn find_foreign(&self, next: &BTreeMap<Address, Next>) -> Result<Vec<Foreign>, PublishError> {
        let out = &self.output.rooms.out;
        if !out.exists() {
            return Ok(Vec::new());
        }
        let mut foreign = tree::find_foreign(out, &self.output.published)?;
        let paths: BTreeMap<&str, &Next> = next.iter().map(|(address, file)| (address.as_str(), file)).collect();
        for found in &foreign {
            let Some(path) = tree::slashed(&found.path) else { continue };
            let full = out.join(&found.path);
            let folder = format!("{path}/");
            let is_needed_as_folder = paths.range(folder.as_str()..).next().is_some_and(|(needed, _)| needed.starts_with(&folder));
            let clashes = match paths.get(path.as_str()) {
                Some(file) => !(found.is_file && has_contents(&full, &file.entry)),
                None => is_needed_as_folder && !found.is_folder,
            };
            if clashes || found.is_folder && is_needed_as_folder && clashes_inside(&full, &path, &paths) {
                return Err(PublishError::Occupied { path: full });
            }
        }
        foreign.retain(|found| !tree::slashed(&found.path).is_some_and(|path| paths.contains_key(path.as_str())));
        Ok(foreign)
    }

    fn publish(&self, next: &BTreeMap<Address, Next>, foreign: &[Foreign], build: &LastBuild) -> Result<Way, PublishError> {
        let rooms = &self.output.rooms;
        let manifest = manifest_of(next);
        let (text, digest) = manifest.to_text();
        let seen = match self.complete(next, foreign, &text) {
            Ok(seen) => seen,
            Err(error) if crosses_disks(&error) => return self.publish_file_by_file(next, build),
            Err(error) => return Err(error),
        };
        let way = match transaction::switch(rooms, self.output.published.is_there())? {
            Switched::Whole => Way::Whole,
            Switched::Aside => Way::Aside,
            Switched::Refused => return self.publish_file_by_file(next, build),
        };
        state::write(rooms, digest, &seen, build);
        let _ = transaction::recover(rooms); // what cannot be removed now is tried again, and told, at the next start
        Ok(way)
    }

    /// Completes the staged tree with what is kept and what is foreign, the manifest last.
    fn complete(&self, next: &BTreeMap<Address, Next>, foreign: &[Foreign], manifest: &str) -> Result<Vec<Seen>, PublishError> {
        let out = &self.output.rooms.out;
        let staged = self.tree()?;
        let place = |(address, file): (&Address, &Next)| match file.from {
            From::Stage(seen) => Ok(seen),
            From::Published(seen) => {
                staged.make_folders_of(address.as_str())?;
                Ok(tree::link(&out.join(address.as_str()), &staged.at(address.as_str()))?.unwrap_or(seen))
            }
            From::Nowhere => unreachable!("a dry run is not published"),
        };
        let seen = next.par_iter().map(place).collect::<Result<Vec<Seen>, PublishError>>()?;
        for found in foreign {
            let to = staged.at(&found.path);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(PublishError::io(Doing::Write, folder))?;
            }
            tree::carry(&out.join(&found.path), &to)?;
        }
        staged.write(MANIFEST, manifest.as_bytes())?;
        if let Some(mode) = tree::mode(out) {
            tree::set_mode(&staged.at(""), mode).map_err(PublishError::io(Doing::Write, &staged.at("")))?;
        }
        Ok(seen)
    }

    fn publish_file_by_file(&self, next: &BTreeMap<Address, Next>, build: &LastBuild) -> Result<Way, PublishError> {
        let rooms = &self.output.rooms;
        let removed = self.compare(next).removed;
        let seen = transaction::replace_files(rooms, &self.output.published, next, &removed)?;
        state::write(rooms, manifest_of(next).to_text().1, &seen, build);
        tree::remove(&rooms.stage())?;
        Ok(Way::FileByFile)
    }

    /// The staged tree, made when it is first needed.
    fn tree(&self) -> Result<&Tree, PublishError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tree) = self.tree.get() {
            return Ok(tree);
        }
        let tree = Tree::make(&self.output.rooms.stage())?;
        Ok(self.tree.get_or_init(|| tree))
    }

    /// The published file at `address`, if it is as it was written.
    fn published(&self, address: &Address) -> Option<(&Entry, Seen)> {
        let file = self.output.published.get(address.as_str())?;
        file.seen.map(|seen| (&file.entry, seen))
    }

    /// Where the file with these contents is already published, that is it.
    fn take_published(&self, address: &Address, fingerprint: Digest, digest: Digest) -> bool {
        match self.published(address) {
            Some((entry, seen)) if entry.digest == digest => {
                self.put(address, Entry { fingerprint: Some(fingerprint), ..*entry }, From::Published(seen));
                true
            }
            Some(_) | None => false,
        }
    }

    fn put(&self, address: &Address, entry: Entry, from: From) {
        self.lock().insert(address.clone(), Next { entry, from });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Address, Next>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Copies a large file piece by piece.
    fn copy_large(&self, address: &Address, fingerprint: Digest, mut file: File, from: &Path) -> Result<(), PublishError> {
        let mut staged = match self.mode {
            Mode::DryRun => None,
            Mode::Publish => Some(self.tree()?.make_file(address.as_str())?),
        };
        let target = self.output.rooms.stage().join(address.as_str());
        let mut hasher = Digest::hasher();
        let mut piece = vec![0; SMALL as usize];
        let mut size = 0;
        loop {
            let length = read_piece(&mut file, &mut piece).map_err(PublishError::io(Doing::Read, from))?;
            if length == 0 {
                break;
            }
            size += length as u64;
            hasher.update(&piece[..length]);
            if let Some(staged) = &mut staged {
                staged.write_all(&piece[..length]).map_err(PublishError::io(Doing::Write, &target))?;
            }
        }
        let digest = Digest::from(hasher.finalize());
        if self.take_published(address, fingerprint, digest) {
            return if staged.is_some() { fs::remove_file(&target).map_err(PublishError::io(Doing::Remove, &target)) } else { Ok(()) };
        }
        let seen = match &staged {
            Some(staged) => From::Stage(staged.metadata().map(|found| Seen::of(&found)).map_err(PublishError::io(Doing::Write, &target))?),
            None => From::Nowhere,
        };
        self.put(address, Entry { fingerprint: Some(fingerprint), digest, size }, seen);
        Ok(())
    }
}

impl Sink for Stage {
    fn keep(&self, address: &Address, fingerprint: Digest) -> bool {
        match self.published(address) {
            Some((entry, seen)) if entry.fingerprint == Some(fingerprint) => {
                self.put(address, *entry, From::Published(seen));
                true
            }
            Some(_) | None => false,
        }
    }

    fn write(&self, address: &Address, fingerprint: Digest, bytes: &[u8]) -> Result<(), PublishError> {
        refuse_reserved(address)?;
        let digest = Digest::of(bytes);
        if self.take_published(address, fingerprint, digest) {
            return Ok(());
        }
        let from = match self.mode {
            Mode::DryRun => From::Nowhere,
            Mode::Publish => From::Stage(self.tree()?.write(address.as_str(), bytes)?),
        };
        self.put(address, Entry { fingerprint: Some(fingerprint), digest, size: bytes.len() as u64 }, from);
        Ok(())
    }

    fn copy(&self, address: &Address, fingerprint: Digest, from: &Path) -> Result<(), PublishError> {
        refuse_reserved(address)?;
        let opened = plain_file::open(from).and_then(|opened| opened.ok_or_else(|| io::ErrorKind::InvalidInput.into()));
        let (file, facts) = opened.map_err(PublishError::io(Doing::Read, from))?;
        if facts.len() > SMALL {
            return self.copy_large(address, fingerprint, file, from);
        }
        let mut bytes = Vec::new();
        let mut file = file;
        file.read_to_end(&mut bytes).map_err(PublishError::io(Doing::Read, from))?;
        self.write(address, fingerprint, &bytes)
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::Made(Some(&self.derived))
    }
}

impl Drop for Stage {
    /// A build that was not published leaves nothing behind.
    fn drop(&mut self) {
        if self.tree.get().is_some() {
            let _ = transaction::recover(&self.output.rooms);
        }
    }
}

impl From {
    fn seen(self) -> Option<Seen> {
        match self {
            Self::Published(seen) | Self::Stage(seen) => Some(seen),
            Self::Nowhere => None,
        }
    }
}

/// The manifest of the new site.
pub(super) fn manifest_of(next: &BTreeMap<Address, Next>) -> Manifest {
    Manifest { entries: next.iter().map(|(address, file)| (address.clone(), file.entry)).collect() }
}

fn refuse_reserved(address: &Address) -> Result<(), PublishError> {
    let top = address.as_str().split('/').next().unwrap_or_default();
    if tree::is_our_own(top.as_ref()) { Err(PublishError::Reserved { address: address.clone() }) } else { Ok(()) }
}

/// Whether the file holds the bytes that `entry` tells of.
fn has_contents(path: &Path, entry: &Entry) -> bool {
    plain_file::read(path).is_ok_and(|bytes| Digest::of(&bytes) == entry.digest)
}

/// Whether in the foreign folder `full` something stands in the way of the site's files below `path`.
fn clashes_inside(full: &Path, path: &str, needed: &BTreeMap<&str, &Next>) -> bool {
    let folder = format!("{path}/");
    let below = needed.range(folder.as_str()..).take_while(|(address, _)| address.starts_with(&folder));
    below.into_iter().any(|(address, file)| {
        let rest = &address[folder.len()..];
        let middle = rest.match_indices('/').map(|(at, _)| full.join(&rest[..at]));
        let blocked = middle.into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir()));
        let last = full.join(rest);
        blocked || fs::symlink_metadata(&last).is_ok_and(|found| !found.is_file() || !has_contents(&last, &file.entry))
    })
}

fn crosses_disks(error: &PublishError) -> bool {
    matches!(error, PublishError::Io { doing: Doing::Carry, source, .. } if source.kind() == io::ErrorKind::CrossesDevices)
}

/// Fills `piece` as far as the file goes.
fn read_piece(file: &mut File, piece: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < piece.len() {
        match file.read(&mut piece[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
