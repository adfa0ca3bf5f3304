//! Where rendered files go: to a folder ([`Stage`](super::Stage)), into memory, or nowhere.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::PublishError;
use crate::digest::Digest;
use crate::plan::address::Address;

/// Takes the files of a build, from many threads, in any order, each address once.
pub trait Sink: Sync {
    /// Keeps the file that is already at `address`, if it was made from this `fingerprint` and is still as it was written. If not
    /// (`false`), the caller makes the file and calls [`write`](Self::write) or [`copy`](Self::copy).
    fn keep(&self, address: &Address, fingerprint: Digest) -> bool;

    /// Takes a file that was made.
    fn write(&self, address: &Address, fingerprint: Digest, bytes: &[u8]) -> Result<(), PublishError>;

    /// Takes a file of the editor's as it is.
    fn copy(&self, address: &Address, fingerprint: Digest, from: &Path) -> Result<(), PublishError>;
}

/// Takes everything and holds nothing: for a check.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Sink for Nothing {
    fn keep(&self, _: &Address, _: Digest) -> bool {
        false
    }

    fn write(&self, _: &Address, _: Digest, _: &[u8]) -> Result<(), PublishError> {
        Ok(())
    }

    fn copy(&self, _: &Address, _: Digest, _: &Path) -> Result<(), PublishError> {
        Ok(())
    }
}

/// A file in a [`Memory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Made: its bytes.
    Bytes(Arc<[u8]>),
    /// The editor's own file, to be read when it is asked for.
    File(PathBuf),
}

/// The files of a site, each with the fingerprint of what it was made from.
type Files = HashMap<Address, (Digest, Held)>;

/// A site in memory: for the development server.
#[derive(Debug, Default)]
pub struct Memory {
    before: Files,
    now: Mutex<Files>,
}

impl Memory {
    /// An empty site whose pages are taken over from `before` where they did not change.
    pub fn after(before: &Memory) -> Self {
        Self { before: before.lock().clone(), now: Mutex::default() }
    }

    /// The file at `address`.
    pub fn get(&self, address: &Address) -> Option<Held> {
        self.lock().get(address).map(|(_, held)| held.clone())
    }

    /// The addresses at which something is new, other or gone against the site that this one came after; in their order.
    pub fn changed(&self) -> Vec<Address> {
        let now = self.lock();
        let other = now.iter().filter(|(address, (made_from, _))| self.before.get(*address).is_none_or(|(before, _)| before != made_from));
        let gone = self.before.keys().filter(|address| !now.contains_key(*address));
        let mut changed: Vec<Address> = other.map(|(address, _)| address).chain(gone).cloned().collect();
        changed.sort();
        changed
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Files> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, address: &Address, fingerprint: Digest, held: Held) {
        self.lock().insert(address.clone(), (fingerprint, held));
    }
}

impl Sink for Memory {
    fn keep(&self, address: &Address, fingerprint: Digest) -> bool {
        match self.before.get(address) {
            Some((made_from, held)) if *made_from == fingerprint => {
                self.put(address, fingerprint, held.clone());
                true
            }
            Some(_) | None => false,
        }
    }

    fn write(&self, address: &Address, fingerprint: Digest, bytes: &[u8]) -> Result<(), PublishError> {
        self.put(address, fingerprint, Held::Bytes(bytes.into()));
        Ok(())
    }

    fn copy(&self, address: &Address, fingerprint: Digest, from: &Path) -> Result<(), PublishError> {
        self.put(address, fingerprint, Held::File(from.to_owned()));
        Ok(())
    }
}
