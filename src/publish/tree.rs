//! Folders and files as the output needs them: modes that do not depend on the umask, links instead of copies, no symbolic link followed.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::manifest::MANIFEST;
use super::place::INNER_STAGE;
use super::published::{Published, Seen};
use super::{Doing, PublishError};

/// A tree that many threads fill; each folder is made once.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    /// Whether the umask takes away from the modes that we want.
    umask_is_strict: bool,
    folders: Mutex<HashSet<Box<str>>>,
}

impl Tree {
    /// Makes the folder `root`, which must not be there.
    pub(super) fn make(root: &Path) -> Result<Self, PublishError> {
        fs::create_dir(root).map_err(PublishError::io(Doing::Write, root))?;
        let umask_is_strict = mode(root).is_some_and(|mode| mode != FOLDER_MODE);
        let tree = Self { root: root.to_owned(), umask_is_strict, folders: Mutex::default() };
        tree.set_folder_mode(root)?;
        Ok(tree)
    }

    /// The full path of `path`.
    pub(super) fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// Makes the folders that the file `path` stands in.
    pub(super) fn make_folders_of(&self, path: &str) -> Result<(), PublishError> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.folders().contains(folder) {
            return Ok(());
        }
        self.make_folders_of(folder)?;
        let full = self.root.join(folder);
        match fs::create_dir(&full) {
            Ok(()) => self.set_folder_mode(&full)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(PublishError::io(Doing::Write, &full)(error)),
        }
        self.folders().insert(folder.into());
        Ok(())
    }

    /// Makes the file `path` for writing; it must not be there.
    pub(super) fn make_file(&self, path: &str) -> Result<File, PublishError> {
        self.make_folders_of(path)?;
        let full = self.root.join(path);
        let file = new_file(&full).map_err(PublishError::io(Doing::Write, &full))?;
        if self.umask_is_strict {
            set_mode(&full, FILE_MODE).map_err(PublishError::io(Doing::Write, &full))?;
        }
        Ok(file)
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<Seen, PublishError> {
        let mut file = self.make_file(path)?;
        file.write_all(bytes)
            .and_then(|()| file.metadata())
            .map(|metadata| Seen::of(&metadata))
            .map_err(PublishError::io(Doing::Write, &self.at(path)))
    }

    fn set_folder_mode(&self, folder: &Path) -> Result<(), PublishError> {
        if self.umask_is_strict { set_mode(folder, FOLDER_MODE).map_err(PublishError::io(Doing::Write, folder)) } else { Ok(()) }
    }

    fn folders(&self) -> std::sync::MutexGuard<'_, HashSet<Box<str>>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something in the output that the manifest does not name.
#[derive(Debug)]
pub(super) struct Foreign {
    /// From the output folder.
    pub(super) path: PathBuf,
    /// A folder in which nothing is ours; it stands for all that is in it.
    pub(super) is_folder: bool,
    /// A plain file, not a link or a device.
    pub(super) is_file: bool,
}

impl Foreign {
    /// For the editor; a folder ends in `/`.
    pub(super) fn name(&self) -> String {
        let parts: Vec<_> = self.path.iter().map(OsStr::to_string_lossy).collect();
        let end = if self.is_folder { "/" } else { "" };
        format!("{}{end}", parts.join("/"))
    }
}

/// All that is foreign in the folder `out`, in order.
pub(super) fn find_foreign(out: &Path, published: &Published) -> Result<Vec<Foreign>, PublishError> {
    let mut foreign = find_foreign_in(out, Path::new(""), published)?;
    foreign.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(foreign)
}

fn find_foreign_in(out: &Path, folder: &Path, published: &Published) -> Result<Vec<Foreign>, PublishError> {
    let full = out.join(folder);
    let mut foreign = Vec::new();
    let mut ours = Vec::new();
    for entry in read_folder(&full)? {
        let kind = entry.file_type().map_err(PublishError::io(Doing::Read, &full))?;
        let path = folder.join(entry.file_name());
        let name = slashed(&path);
        if kind.is_dir() && name.as_deref().is_some_and(|name| published.has_folder(name)) {
            ours.push(path);
        } else if !(is_top(&path) && is_our_own(&entry.file_name())
            || kind.is_file() && name.is_some_and(|name| published.get(&name).is_some()))
        {
            foreign.push(Foreign { path, is_folder: kind.is_dir(), is_file: kind.is_file() });
        }
    }
    let inner: Result<Vec<_>, _> = ours.par_iter().map(|folder| find_foreign_in(out, folder, published)).collect();
    foreign.extend(inner?.into_iter().flatten());
    Ok(foreign)
}

/// Carries a foreign file or folder over from `from` to `to`, as it is.
pub(super) fn carry(from: &Path, to: &Path) -> Result<(), PublishError> {
    let found = fs::symlink_metadata(from).map_err(PublishError::io(Doing::Carry, from))?;
    if !found.is_dir() {
        return link(from, to).map(|_| ());
    }
    match fs::create_dir(to) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists && to.is_dir() => {}
        Err(error) => return Err(PublishError::io(Doing::Carry, to)(error)),
    }
    fs::set_permissions(to, found.permissions()).map_err(PublishError::io(Doing::Carry, to))?;
    read_folder(from)?.into_par_iter().try_for_each(|entry| carry(&entry.path(), &to.join(entry.file_name())))
}

/// Gives the file `from` a second name `to`: the same file, with its time and number. A symbolic link is linked itself, not what it points
/// at. Where the disk has no hard links, the file is copied.
pub(super) fn link(from: &Path, to: &Path) -> Result<Option<Seen>, PublishError> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(None),
        Err(error) if can_be_copied_instead(&error) => copy(from, to).map_err(PublishError::io(Doing::Carry, from)),
        Err(error) => Err(PublishError::io(Doing::Carry, from)(error)),
    }
}

/// No hard links on this disk, too many to one file, or not to files of others.
fn can_be_copied_instead(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied | ErrorKind::TooManyLinks)
}

/// Copies a file with its time and mode, or a symbolic link.
fn copy(from: &Path, to: &Path) -> io::Result<Option<Seen>> {
    let found = fs::symlink_metadata(from)?;
    if found.is_symlink() {
        copy_symbolic_link(from, to)?;
        return Ok(None);
    }
    fs::copy(from, to)?;
    let copied = OpenOptions::new().write(true).open(to)?;
    copied.set_modified(found.modified()?)?;
    copied.metadata().map(|metadata| Some(Seen::of(&metadata)))
}

/// Replaces a file at once: readers see the old bytes or the new.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(NEW);
    let temporary = PathBuf::from(name);
    let write = || {
        let _ = fs::remove_file(&temporary);
        let mut file = new_file(&temporary)?;
        file.write_all(bytes)?;
        set_mode(&temporary, FILE_MODE)?;
        fs::rename(&temporary, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&temporary)))
}

/// Removes a whole tree that is ours, if it is there. Links in it are removed, never followed.
pub(super) fn remove(tree: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(tree) {
        Ok(_) => sweep(tree, &|_| Ok(())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(PublishError::io(Doing::Remove, tree)(error)),
    }
}

/// Removes a tree. Each file is first shown to `rescue`, which may move it away.
pub(super) fn sweep(tree: &Path, rescue: &(impl Fn(&Path) -> Result<(), PublishError> + Sync)) -> Result<(), PublishError> {
    let mut folders = Vec::new();
    for entry in read_folder(tree)? {
        let path = entry.path();
        if entry.file_type().map_err(PublishError::io(Doing::Read, &path))?.is_dir() {
            folders.push(path);
            continue;
        }
        rescue(&path)?;
        gone_or(fs::remove_file(&path)).map_err(PublishError::io(Doing::Remove, &path))?;
    }
    folders.par_iter().try_for_each(|folder| sweep(folder, rescue))?;
    gone_or(fs::remove_dir(tree)).map_err(PublishError::io(Doing::Remove, tree))
}

fn gone_or(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn read_folder(folder: &Path) -> Result<Vec<DirEntry>, PublishError> {
    fs::read_dir(folder).and_then(Iterator::collect).map_err(PublishError::io(Doing::Read, folder))
}

/// Whether `name`, at the top of the output, is of this stage's own housekeeping.
pub(super) fn is_our_own(name: &OsStr) -> bool {
    name == MANIFEST || name == INNER_STAGE || name.to_str().and_then(|name| name.strip_suffix(NEW)) == Some(MANIFEST)
}

const NEW: &str = ".new";

fn is_top(path: &Path) -> bool {
    path.components().count() == 1
}

/// The path with `/` between its names, as addresses write it; `None` when it is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.iter().map(OsStr::to_str).collect();
    names.map(|names| names.join("/"))
}

/// Everyone may read, the owner may write.
pub(super) const FILE_MODE: u32 = 0o644;

/// Everyone may enter and list, the owner may change.
pub(super) const FOLDER_MODE: u32 = 0o755;

#[cfg(unix)]
fn new_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The mode of a file or folder, where there are modes.
#[cfg(unix)]
pub(super) fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    fs::symlink_metadata(path).ok().map(|found| found.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
pub(super) fn mode(_: &Path) -> Option<u32> {
    None
}

/// Sets the mode of a file or folder, where there are modes.
#[cfg(unix)]
pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn copy_symbolic_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symbolic_link(from: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(ErrorKind::Unsupported, from.display().to_string()))
}
