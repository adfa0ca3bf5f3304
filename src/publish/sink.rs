//! Where rendered files go: to a folder ([`Stage`](super::Stage)), into memory, or nowhere.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Derived, PublishError};
use crate::digest::Digest;
use crate::picture::Order;
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

    /// Takes a file that can wait until somebody asks for it; where it is wanted now (`false`), the caller makes it.
    fn wait(&self, _address: &Address, _fingerprint: Digest, _make: &Waiting) -> bool {
        false
    }

    /// What becomes of pictures here.
    fn pictures(&self) -> Pictures<'_>;
}

/// What becomes of pictures.
#[derive(Clone, Copy, Debug)]
pub enum Pictures<'a> {
    /// Their files are made, and kept there for the next time.
    Made(Option<&'a Derived>),
    /// They are decoded, to know that they can be; what was decoded once is remembered there.
    TriedOut(Option<&'a Derived>),
    /// Their files are made when somebody asks for them.
    Later(&'a Memory),
}

/// Takes everything and holds nothing: for a check that leaves no trace.
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

    fn wait(&self, _: &Address, _: Digest, _: &Waiting) -> bool {
        true
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::TriedOut(None)
    }
}

/// Takes everything and holds nothing, and remembers which pictures were sound.
#[derive(Clone, Debug)]
pub struct Checked(pub Option<Derived>);

impl Sink for Checked {
    fn keep(&self, _: &Address, _: Digest) -> bool {
        false
    }

    fn write(&self, _: &Address, _: Digest, _: &[u8]) -> Result<(), PublishError> {
        Ok(())
    }

    fn copy(&self, _: &Address, _: Digest, _: &Path) -> Result<(), PublishError> {
        Ok(())
    }

    fn wait(&self, _: &Address, _: Digest, _: &Waiting) -> bool {
        true
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::TriedOut(self.0.as_ref())
    }
}

/// A file that is made when somebody asks for it.
#[derive(Clone)]
pub struct Waiting(Arc<dyn Fn() -> Option<Vec<u8>> + Send + Sync>);

impl Waiting {
    /// The file that `make` makes, unless what it needs is gone by then.
    pub fn new(make: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// Makes it; `None` where it cannot be made any more.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        (self.0)()
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waiting")
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Waiting {}

/// A file in a [`Memory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Made: its bytes.
    Bytes(Arc<[u8]>),
    /// The editor's own file, to be read when it is asked for.
    File(PathBuf),
    /// To be made of a picture of the editor's when it is asked for.
    Picture(PathBuf, Order),
    /// To be made when it is asked for.
    Waiting(Waiting),
}

/// Files by their addresses.
type Files<T> = HashMap<Address, T, ahash::RandomState>;

/// A site in memory: for the development server. It is the site that it came after, with marks at what stays, and what was made since.
#[derive(Debug, Default)]
pub struct Memory {
    before: Files<Before>,
    made: Mutex<Files<Made>>,
}

/// A file with the fingerprint of what it was made from.
#[derive(Clone, Debug)]
struct Made {
    from: Digest,
    held: Held,
}

/// A file of the site before.
#[derive(Debug)]
struct Before {
    file: Made,
    stays: AtomicBool,
}

impl Before {
    fn new(file: &Made) -> Self {
        Self { file: file.clone(), stays: AtomicBool::new(false) }
    }

    fn stays(&self) -> bool {
        self.stays.load(Ordering::Relaxed)
    }
}

impl Memory {
    /// An empty site whose pages are taken over from `before` where they did not change.
    pub fn after(before: &Memory) -> Self {
        let made = before.lock();
        let staying = before.before.iter().filter(|(address, file)| file.stays() && !made.contains_key(*address));
        let size = before.before.len() + made.len();
        let mut files = Files::with_capacity_and_hasher(size, ahash::RandomState::new());
        files.extend(staying.map(|(address, before)| (address.clone(), Before::new(&before.file))));
        files.extend(made.iter().map(|(address, file)| (address.clone(), Before::new(file))));
        Self { before: files, made: Mutex::default() }
    }

    /// The file at `address`.
    pub fn get(&self, address: &Address) -> Option<Held> {
        let made = self.lock().get(address).map(|file| file.held.clone());
        made.or_else(|| self.before.get(address).filter(|before| before.stays()).map(|before| before.file.held.clone()))
    }

    /// The addresses at which something is new, other or gone against the site that this one came after; in their order. Files that wait
    /// to be asked for are left out: no page shows them by itself.
    pub fn changed(&self) -> Vec<Address> {
        let made = self.lock();
        let is_other = |address: &Address, file: &Made| self.before.get(address).is_none_or(|before| before.file.from != file.from);
        let is_shown = |file: &Made| !matches!(file.held, Held::Waiting(_));
        let other = made.iter().filter(|(address, file)| is_shown(file) && is_other(address, file)).map(|(address, _)| address);
        let gone = self.before.iter().filter(|(address, before)| is_shown(&before.file) && !before.stays() && !made.contains_key(*address));
        let mut changed: Vec<Address> = other.chain(gone.map(|(address, _)| address)).cloned().collect();
        changed.sort();
        changed
    }

    /// Takes a file that is made of the picture at `from` when it is asked for.
    pub fn later(&self, address: &Address, fingerprint: Digest, from: &Path, order: &Order) {
        self.put(address, fingerprint, Held::Picture(from.to_owned(), *order));
    }

    fn lock(&self) -> MutexGuard<'_, Files<Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, address: &Address, from: Digest, held: Held) {
        self.lock().insert(address.clone(), Made { from, held });
    }
}

impl Sink for Memory {
    fn keep(&self, address: &Address, fingerprint: Digest) -> bool {
        match self.before.get(address) {
            Some(before) if before.file.from == fingerprint => {
                before.stays.store(true, Ordering::Relaxed);
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

    fn wait(&self, address: &Address, fingerprint: Digest, make: &Waiting) -> bool {
        self.put(address, fingerprint, Held::Waiting(make.clone()));
        true
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::Later(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(before: &Memory, files: &[(&str, &str)]) -> Memory {
        let memory = Memory::after(before);
        for (path, text) in files {
            let (address, fingerprint) = (Address::file(path).expect("a safe name"), Digest::of(text.as_bytes()));
            if !memory.keep(&address, fingerprint) {
                memory.write(&address, fingerprint, text.as_bytes()).expect("memory does not fail");
            }
        }
        memory
    }

    fn changed(memory: &Memory) -> Vec<String> {
        memory.changed().iter().map(|address| address.as_str().to_owned()).collect()
    }

    fn text(memory: &Memory, path: &str) -> Option<String> {
        match memory.get(&Address::file(path)?)? {
            Held::Bytes(bytes) => String::from_utf8(bytes.to_vec()).ok(),
            Held::File(_) | Held::Picture(..) | Held::Waiting(_) => None,
        }
    }

    #[test]
    fn a_site_takes_over_what_stays_and_tells_what_changed() {
        let first = build(&Memory::default(), &[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]);
        assert_eq!(changed(&first), ["a.html", "b.html", "c.html"]);
        let second = build(&first, &[("d.html", "1"), ("a.html", "1"), ("b.html", "2")]);
        assert_eq!(changed(&second), ["b.html", "c.html", "d.html"]);
        assert_eq!(["a.html", "b.html", "c.html"].map(|path| text(&second, path)), [Some("1".into()), Some("2".into()), None]);
        let third = build(&second, &[("a.html", "1"), ("b.html", "2"), ("d.html", "1")]);
        assert!(changed(&third).is_empty());
        assert_eq!(["a.html", "b.html", "d.html"].map(|path| text(&third, path)), ["1", "2", "1"].map(|text| Some(text.to_owned())));
    }
}
