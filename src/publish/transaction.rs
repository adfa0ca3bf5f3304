//! The switch from the old site to the new, and what a killed one left.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::manifest::{Entry, Found, MANIFEST, Manifest};
use super::place::Rooms;
use super::published::{Published, Seen};
use super::stage::{From, Next, manifest_of};
use super::tree::{self, Tree};
use super::{Doing, PublishError};
use crate::plan::address::Address;

/// How the switch went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switched {
    /// In one step.
    Whole,
    /// The old site aside, then the new one in its place.
    Aside,
    /// The output folder cannot be renamed. Nothing was changed.
    Refused,
}

/// Puts the staged site in the place of the old one, after it is safe on the disk. The old one is then in the stage, or aside.
pub(super) fn switch(rooms: &Rooms, is_published: bool) -> Result<Switched, PublishError> {
    let (stage, out) = (rooms.stage(), &rooms.out);
    sync(&stage)?;
    let done = if is_published { exchange(&stage, out) } else { fs::rename(&stage, out) };
    match done {
        Ok(()) => Ok(Switched::Whole),
        Err(error) if cannot_be_renamed(&error) => Ok(Switched::Refused),
        Err(error) if is_published && is_unknown_here(&error) => set_aside(rooms),
        Err(error) => Err(PublishError::io(Doing::Replace, out)(error)),
    }
}

fn set_aside(rooms: &Rooms) -> Result<Switched, PublishError> {
    let (out, aside) = (&rooms.out, rooms.aside());
    match fs::rename(out, &aside) {
        Ok(()) => {}
        Err(error) if cannot_be_renamed(&error) => return Ok(Switched::Refused),
        Err(error) => return Err(PublishError::io(Doing::Replace, out)(error)),
    }
    match fs::rename(rooms.stage(), out) {
        Ok(()) => Ok(Switched::Aside),
        Err(error) => {
            fs::rename(&aside, out).map_err(PublishError::io(Doing::Replace, out))?;
            Err(PublishError::io(Doing::Replace, out)(error))
        }
    }
}

/// A mount, or a folder on another disk.
fn cannot_be_renamed(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy)
}

/// A system or a disk that does not know how to exchange two folders.
fn is_unknown_here(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
}

#[cfg(target_os = "linux")]
fn exchange(stage: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, stage, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Everything that was written on the disk of `folder` is safe.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> Result<(), PublishError> {
    let handle = fs::File::open(folder).map_err(PublishError::io(Doing::Sync, folder))?;
    rustix::fs::syncfs(handle).map_err(|errno| PublishError::io(Doing::Sync, folder)(errno.into()))
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> Result<(), PublishError> {
    Ok(())
}

/// Clears away what an earlier publication left: an unfinished stage, or the old site after the switch. A site that was set aside and not
/// replaced is put back.
pub(super) fn recover(rooms: &Rooms) -> Result<(), PublishError> {
    let aside = rooms.aside();
    if aside.exists() && !rooms.out.exists() {
        fs::rename(&aside, &rooms.out).map_err(PublishError::io(Doing::Replace, &rooms.out))?;
    }
    clear(&aside, &rooms.out)?;
    clear(&rooms.stage(), &rooms.out)?;
    let is_ours = matches!(Manifest::read(&rooms.out)?, Found::Whole(..));
    if is_ours || holds_only_our_own(&rooms.out) {
        tree::remove(&rooms.inner_stage())?;
    }
    Ok(())
}

fn holds_only_our_own(out: &Path) -> bool {
    fs::read_dir(out).is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| tree::is_our_own(&entry.file_name()))))
}

/// Removes the tree `old`. What its manifest does not name and the output does not have came in during the switch: it is moved over.
fn clear(old: &Path, out: &Path) -> Result<(), PublishError> {
    let Found::Whole(manifest, _) = Manifest::read(old)? else { return tree::remove(old) };
    match Manifest::read(out)? {
        Found::Whole(..) => {}
        Found::None if !out.exists() => return tree::remove(old),
        Found::None | Found::Faulty(_) => return Ok(()), // the output will be refused; nothing is lost until somebody has looked
    }
    let is_ours = |path: &Path| {
        let name = tree::slashed(path).and_then(|path| Address::file(&path));
        name.is_some_and(|name| manifest.entries.binary_search_by(|(address, _)| address.cmp(&name)).is_ok())
    };
    tree::sweep(old, &|file| {
        let path = file.strip_prefix(old).expect("the file is in the tree");
        let to = out.join(path);
        if tree::is_our_own(path.as_os_str()) || is_ours(path) || fs::symlink_metadata(&to).is_ok() {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(PublishError::io(Doing::Carry, folder))?;
        }
        fs::rename(file, &to).map_err(PublishError::io(Doing::Carry, file))
    })
}

/// Replaces the files one by one, where the output folder cannot be renamed: they are first all brought to the output's own disk and synced;
/// then each is renamed into its place, start pages last. Tells how the files then stand there.
pub(super) fn replace_files(
    rooms: &Rooms,
    published: &Published,
    next: &BTreeMap<Address, Next>,
    removed: &[Address],
) -> Result<Vec<Seen>, PublishError> {
    let out = &rooms.out;
    let inner = bring_over(rooms, next)?;
    replace_manifest(out, &intent(published, next))?;
    let mut moving: Vec<&Address> = written(next).collect();
    moving.sort_by_key(|address| (is_start_page(address), std::cmp::Reverse(depth(address)), *address));
    for address in moving {
        make_folders_of(out, address)?;
        let to = out.join(address.as_str());
        fs::rename(inner.at(address.as_str()), &to).map_err(PublishError::io(Doing::Replace, &to))?;
    }
    for address in removed {
        remove_file_and_empty_folders(out, address)?;
    }
    replace_manifest(out, &manifest_of(next))?;
    sync(out)?;
    tree::remove(&rooms.inner_stage())?;
    let look = |address: &Address| {
        let path = out.join(address.as_str());
        fs::symlink_metadata(&path).map(|found| Seen::of(&found)).map_err(PublishError::io(Doing::Read, &path))
    };
    next.keys().map(look).collect()
}

/// Copies the staged files to the output's own disk.
fn bring_over(rooms: &Rooms, next: &BTreeMap<Address, Next>) -> Result<Tree, PublishError> {
    let path = rooms.inner_stage();
    tree::remove(&path)?;
    let copy = || {
        let inner = Tree::make(&path)?;
        for address in written(next) {
            let from = rooms.stage().join(address.as_str());
            let mut source = fs::File::open(&from).map_err(PublishError::io(Doing::Read, &from))?;
            let mut target = inner.make_file(address.as_str())?;
            io::copy(&mut source, &mut target).map_err(PublishError::io(Doing::Write, &rooms.out.join(address.as_str())))?;
        }
        sync(&path)?;
        Ok(inner)
    };
    copy().inspect_err(|_| drop(tree::remove(&path)))
}

/// The manifest that holds while files are replaced: it names the old and the new ones, and trusts none that is being replaced.
fn intent(published: &Published, next: &BTreeMap<Address, Next>) -> Manifest {
    let unknown = |entry: Entry| Entry { fingerprint: None, ..entry };
    let mut entries: BTreeMap<Address, Entry> = published.files().iter().map(|file| (file.address.clone(), unknown(file.entry))).collect();
    for (address, file) in next {
        let entry = match file.from {
            From::Published(_) => file.entry,
            From::Stage(_) | From::Nowhere => unknown(file.entry),
        };
        entries.insert(address.clone(), entry);
    }
    Manifest { entries: entries.into_iter().collect() }
}

fn replace_manifest(out: &Path, manifest: &Manifest) -> Result<(), PublishError> {
    let path = out.join(MANIFEST);
    tree::replace_file(&path, manifest.to_text().0.as_bytes()).map_err(PublishError::io(Doing::Replace, &path))
}

/// The files that are in the stage.
fn written(next: &BTreeMap<Address, Next>) -> impl Iterator<Item = &Address> {
    next.iter().filter(|(_, file)| matches!(file.from, From::Stage(_))).map(|(address, _)| address)
}

/// Makes the folders of a file in the output; a link in the way is not followed.
fn make_folders_of(out: &Path, address: &Address) -> Result<(), PublishError> {
    for (at, _) in address.as_str().match_indices('/') {
        let folder: PathBuf = out.join(&address.as_str()[..at]);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(PublishError::Occupied { path: folder }),
            Err(_) => {
                fs::create_dir(&folder).map_err(PublishError::io(Doing::Replace, &folder))?;
                tree::set_mode(&folder, tree::FOLDER_MODE).map_err(PublishError::io(Doing::Replace, &folder))?;
            }
        }
    }
    Ok(())
}

/// Removes a file, and the folders that are empty without it.
fn remove_file_and_empty_folders(out: &Path, address: &Address) -> Result<(), PublishError> {
    let path = out.join(address.as_str());
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => fs::remove_file(&path).map_err(PublishError::io(Doing::Remove, &path))?,
        Ok(_) | Err(_) => return Ok(()),
    }
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != out);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            break; // something is still in it
        }
    }
    Ok(())
}

fn is_start_page(address: &Address) -> bool {
    address.as_str() == "index.html" || address.as_str().ends_with("/index.html")
}

fn depth(address: &Address) -> usize {
    address.as_str().matches('/').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    fn site(folder: &Path, text: &str) {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("index.html"), text).expect("a page");
        let entry = Entry { fingerprint: None, digest: Digest::of(text.as_bytes()), size: text.len() as u64 };
        let manifest = Manifest { entries: vec![(Address::file("index.html").expect("a safe name"), entry)] };
        fs::write(folder.join(MANIFEST), manifest.to_text().0).expect("a manifest");
    }

    fn rooms(root: &Path) -> Rooms {
        let rooms = Rooms { out: root.join("public"), side: root.join(".public.wanjia") };
        site(&rooms.out, "old");
        site(&rooms.stage(), "new");
        rooms
    }

    fn page(rooms: &Rooms) -> String {
        fs::read_to_string(rooms.out.join("index.html")).expect("the home page")
    }

    #[test]
    fn where_folders_cannot_be_exchanged_the_old_one_is_set_aside() {
        let root = tempfile::tempdir().expect("a folder");
        let rooms = rooms(root.path());
        assert_eq!(set_aside(&rooms).expect("the switch"), Switched::Aside);
        assert_eq!(page(&rooms), "new");
        recover(&rooms).expect("the rest");
        assert_eq!(page(&rooms), "new");
        assert_eq!(fs::read_dir(&rooms.side).expect("the side folder").count(), 0);
    }

    #[test]
    fn an_old_site_that_was_set_aside_and_not_replaced_is_put_back() {
        let root = tempfile::tempdir().expect("a folder");
        let rooms = rooms(root.path());
        fs::rename(&rooms.out, rooms.aside()).expect("the first half of the switch");
        recover(&rooms).expect("the repair");
        assert_eq!(page(&rooms), "old");
        assert_eq!(fs::read_dir(&rooms.side).expect("the side folder").count(), 0);
    }

    #[test]
    fn what_came_into_the_old_folder_during_the_switch_is_moved_over() {
        let root = tempfile::tempdir().expect("a folder");
        let rooms = rooms(root.path());
        fs::create_dir(rooms.out.join("upload")).expect("a folder");
        fs::write(rooms.out.join("upload/late.txt"), "late").expect("a foreign file");
        assert_ne!(switch(&rooms, true).expect("the switch"), Switched::Refused);
        recover(&rooms).expect("the rest");
        assert_eq!(page(&rooms), "new");
        assert_eq!(fs::read_to_string(rooms.out.join("upload/late.txt")).expect("the foreign file"), "late");
        assert_eq!(fs::read_dir(&rooms.side).expect("the side folder").count(), 0);
    }
}
