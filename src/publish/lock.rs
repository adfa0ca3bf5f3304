//! One build at a time: a lock of the operating system, which ends with the process that holds it, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::place::Rooms;
use super::{Doing, PublishError, state};

/// The right to write an output folder, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    side: PathBuf,
    file: File,
}

const NAME: &str = "lock";
const IGNORE: &str = ".gitignore";

impl Lock {
    /// Takes the lock, or tells who has it.
    pub(super) fn take(rooms: &Rooms) -> Result<Self, PublishError> {
        loop {
            make_side_folder(&rooms.side)?;
            let path = rooms.side.join(NAME);
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = match opened {
                Ok(file) => file,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue, // another process just took the side folder away
                Err(error) => return Err(PublishError::io(Doing::Write, &path)(error)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(PublishError::Busy { path: rooms.out.clone(), process: holder(&mut file) }),
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {} // a disk without locks
                Err(TryLockError::Error(error)) => return Err(PublishError::io(Doing::Write, &path)(error)),
            }
            if is_still(&file, &path) {
                sign(&mut file);
                return Ok(Self { side: rooms.side.clone(), file });
            }
        }
    }
}

impl Drop for Lock {
    /// Leaves no trace where nothing was published. Unlocks in so many words, because a process that is just being started shares the file.
    fn drop(&mut self) {
        if !state::is_there(&self.side) {
            self.leave_no_trace();
        }
        let _ = self.file.unlock();
    }
}

impl Lock {
    fn leave_no_trace(&self) {
        let others =
            fs::read_dir(&self.side).into_iter().flatten().flatten().any(|entry| entry.file_name() != NAME && entry.file_name() != IGNORE);
        if !others {
            let _ = fs::remove_file(self.side.join(IGNORE));
            let _ = fs::remove_file(self.side.join(NAME));
            let _ = fs::remove_dir(&self.side);
        }
    }
}

/// Makes the side folder, hidden from Git.
pub(super) fn make_side_folder(side: &Path) -> Result<(), PublishError> {
    match fs::create_dir(side) {
        Ok(()) => {
            let _ = fs::write(side.join(IGNORE), "*\n");
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(PublishError::io(Doing::Write, side)(error)),
    }
}

/// The number of the process that holds the lock.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Writes the number of this process, for whoever finds the lock taken. A full disk is no reason not to build.
fn sign(file: &mut File) {
    let _ = file.set_len(0);
    let _ = write!(file, "{}", std::process::id());
}

/// Whether the locked file is the one that stands there, and not one that its last holder took away meanwhile.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(found)) => held.ino() == found.ino() && held.dev() == found.dev(),
        (_, _) => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}
