//! What was made of pictures, kept beside the output from build to build: making it takes long, and the same picture gives the same files.
//!
//! It may be deleted at any time. An entry carries the digest of its bytes, so one that was cut short or changed is not taken, and is made
//! again; several processes may read and write at once.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::lock::make_side_folder;
use super::place::Place;
use crate::digest::Digest;
use crate::picture::VERSION;
use crate::plain_file;

/// The folder of what was made of pictures.
#[derive(Clone, Debug)]
pub struct Derived {
    side: PathBuf,
}

/// Where it lies in the side folder.
const FOLDER: &str = "pictures";
/// The name of an entry that says that a picture can be decoded.
const SOUND: &str = "sound";
/// How long a half-written file may belong to somebody who is still at work.
const AT_WORK: Duration = Duration::from_secs(3600);

impl Derived {
    /// Beside the output of `place`; `None` where nothing may be written.
    pub fn beside(place: &Place) -> Option<Self> {
        place.side().map(|side| Self { side })
    }

    pub(super) fn within(side: PathBuf) -> Self {
        Self { side }
    }

    /// The file called `name` that was made of the picture with this digest.
    pub fn get(&self, picture: Digest, name: &str) -> Option<Vec<u8>> {
        let mut stored = plain_file::read(&self.folder_of(picture).join(name)).ok()?;
        let bytes = stored.split_off(stored.len().min(DIGEST_LENGTH));
        (stored == Digest::of(&bytes).hex().as_bytes()).then_some(bytes)
    }

    /// Keeps a file. Failures are no matter: it will be made again.
    pub fn put(&self, picture: Digest, name: &str, bytes: &[u8]) {
        let _only_slower = self.write(picture, name, bytes);
    }

    /// Whether the picture with this digest was decoded once.
    pub fn is_sound(&self, picture: Digest) -> bool {
        self.get(picture, SOUND).is_some()
    }

    /// Remembers that the picture with this digest can be decoded.
    pub fn set_sound(&self, picture: Digest) {
        self.put(picture, SOUND, b"");
    }

    /// Removes what was made of pictures other than these, or in another way.
    pub fn prune(&self, pictures: &BTreeSet<Digest>) {
        let Ok(versions) = fs::read_dir(self.side.join(FOLDER)) else { return };
        for version in versions.flatten() {
            if version.file_name().to_str() != Some(&VERSION.to_string()) {
                let _tried_again_next_time = fs::remove_dir_all(version.path());
            }
        }
        let Ok(known) = fs::read_dir(self.current()) else { return };
        for entry in known.flatten() {
            let picture = entry.file_name().to_str().and_then(Digest::from_hex);
            let is_wanted = picture.is_some_and(|picture| pictures.contains(&picture));
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let is_being_written =
                || entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age < AT_WORK));
            let _tried_again_next_time = match is_folder {
                true if is_wanted => Ok(()),
                true => fs::remove_dir_all(entry.path()),
                false if is_being_written() => Ok(()),
                false => fs::remove_file(entry.path()),
            };
        }
    }

    fn current(&self) -> PathBuf {
        self.side.join(FOLDER).join(VERSION.to_string())
    }

    fn folder_of(&self, picture: Digest) -> PathBuf {
        self.current().join(picture.hex())
    }

    /// Writes aside and renames, so that nobody reads half a file.
    fn write(&self, picture: Digest, name: &str, bytes: &[u8]) -> io::Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = self.folder_of(picture);
        if !folder.is_dir() {
            make_side_folder(&self.side).map_err(io::Error::other)?;
            fs::create_dir_all(&folder)?;
        }
        let temporary = self.current().join(format!("{}-{}.new", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let write = || {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(Digest::of(bytes).hex().as_bytes())?;
            file.write_all(bytes)?;
            fs::rename(&temporary, folder.join(name))
        };
        write().inspect_err(|_| drop(fs::remove_file(&temporary)))
    }
}

/// The length of a digest in hexadecimal.
const DIGEST_LENGTH: usize = 32;
