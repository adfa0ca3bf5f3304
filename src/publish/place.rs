//! Which folders may be written: an output folder for itself, away from everything that somebody might miss.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Doing, PublishError, Refusal};

/// Where to publish, and what must not be touched.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The output folder. Its parent folders are made.
    pub out: PathBuf,
    /// The folder of `site.yaml`. The output may lie in it, but must not be it or hold it.
    pub site: PathBuf,
    /// Files and folders that the site is made from: content, themes, templates, static files. The output must not be one of them, lie in
    /// one, or hold one. They need not exist.
    pub sources: Vec<PathBuf>,
    /// The home folder, where it is known. The output may lie in it, but must not be it or hold it.
    pub home: Option<PathBuf>,
}

/// The folders of a publication, with their full paths.
#[derive(Clone, Debug)]
pub(super) struct Rooms {
    /// The output.
    pub(super) out: PathBuf,
    /// What the next build wants to know, the lock, the stage.
    pub(super) side: PathBuf,
}

impl Rooms {
    /// Where a new site is put together; after the switch, the old one.
    pub(super) fn stage(&self) -> PathBuf {
        self.side.join("stage")
    }

    /// Where the old site is set aside on systems that cannot exchange two folders.
    pub(super) fn aside(&self) -> PathBuf {
        self.side.join("old")
    }

    /// Where new files wait inside an output that goes file by file.
    pub(super) fn inner_stage(&self) -> PathBuf {
        self.out.join(INNER_STAGE)
    }
}

/// The folder in the output in which new files wait where it goes file by file.
pub(super) const INNER_STAGE: &str = ".wanjia-stage";

impl Place {
    /// The folders to use, unless they are refused. Makes the output's parent folders, nothing else.
    pub(super) fn check(&self) -> Result<Rooms, PublishError> {
        let refuse = |why| Err(PublishError::Refused { path: self.out.clone(), why });
        let out = match full(&self.out) {
            Some(out) => out,
            None => return refuse(Refusal::Unclear),
        };
        if let Some(why) = self.refusal(&out) {
            return refuse(why);
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return refuse(Refusal::Root);
        };
        let side = beside(parent, name);
        if is_something_else(&side) {
            return Err(PublishError::Occupied { path: side });
        }
        fs::create_dir_all(parent).map_err(PublishError::io(Doing::Write, parent))?;
        Ok(Rooms { out, side })
    }

    /// The side folder, where one may be made; nothing is made.
    pub(super) fn side(&self) -> Option<PathBuf> {
        Some(self.rooms()?.side)
    }

    /// The folders of a publication, where there may be one; nothing is made.
    pub(super) fn rooms(&self) -> Option<Rooms> {
        let out = full(&self.out).filter(|out| self.refusal(out).is_none())?;
        let side = beside(out.parent()?, out.file_name()?);
        Some(Rooms { out, side })
    }

    fn refusal(&self, out: &Path) -> Option<Refusal> {
        let holds = |inner: &PathBuf| full(inner).filter(|inner| inner.starts_with(out));
        if out.parent().is_none() {
            return Some(Refusal::Root);
        }
        if let Some(home) = self.home.as_ref().and_then(holds) {
            return Some(Refusal::Home(home));
        }
        if let Some(site) = holds(&self.site) {
            return Some(Refusal::Site(site));
        }
        let overlapping = |source: &PathBuf| full(source).filter(|source| source.starts_with(out) || out.starts_with(source));
        if let Some(source) = self.sources.iter().find_map(overlapping) {
            return Some(Refusal::Source(source));
        }
        if out.components().any(is_version_control) {
            return Some(Refusal::VersionControl);
        }
        match fs::symlink_metadata(&self.out) {
            Ok(found) if found.is_symlink() => Some(Refusal::Link),
            Ok(found) if !found.is_dir() => Some(Refusal::File),
            Ok(_) | Err(_) => None,
        }
    }
}

/// The side folder of the output `name` in the folder `parent`.
fn beside(parent: &Path, name: &OsStr) -> PathBuf {
    let mut side = OsString::from(".");
    side.push(name);
    side.push(".wanjia");
    parent.join(side)
}

/// The full path, with every link resolved, also of what does not exist yet; `None` when `..` follows what does not exist.
fn full(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let mut rest = Vec::new();
    for ancestor in absolute.ancestors() {
        match fs::canonicalize(ancestor) {
            Ok(real) => return Some(rest.into_iter().rev().fold(real, |path: PathBuf, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => rest.push(plain_name(ancestor)?.to_owned()),
            Err(_) => return Some(absolute),
        }
    }
    Some(absolute)
}

/// The last name of a path; `None` where it is `..`.
fn plain_name(path: &Path) -> Option<&std::ffi::OsStr> {
    match path.components().next_back()? {
        Component::Normal(name) => Some(name),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    }
}

fn is_version_control(component: Component<'_>) -> bool {
    let name = component.as_os_str();
    [".git", ".hg", ".svn"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether something other than a folder stands at `path`.
fn is_something_else(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir())
}
