//! Which files the site has, and whether any of them changed since the last build.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::facts::digest_of;
use super::names::{self, FOLDERS, SETTINGS};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::language::Words;
use crate::source::{SourcePath, Span};

/// Which part of the site a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `site.yaml`.
    Settings,
    /// A Markdown or YAML file in `content/`.
    Content,
    /// Any other file in `content/`: a picture or an attachment.
    Media,
    /// A file in `data/`: a table that the whole site goes by.
    Data,
    /// A file in `static/`, published as it is.
    Static,
    /// A file in `templates/` or `themes/`.
    Theme,
}

/// A file and what the disk says about it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path in the site.
    pub path: SourcePath,
    /// Where it is on this machine.
    pub disk: PathBuf,
    /// Which part of the site it is.
    pub part: Part,
    /// Its size in bytes.
    pub size: u64,
    stamp: Stamp,
    /// Whether the last change is older than the clock's tick: a younger file could change again without showing it.
    is_settled: bool,
}

/// When a file changed, and where it lies on its disk.
type Stamp = [i128; 3];

/// What tells whether a file is still as it was read: its size and its stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts(u64, Stamp);

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(size, [modified, changed, inode]) = self;
        write!(f, "{size} {modified} {changed} {inode}")
    }
}

impl Facts {
    /// Reads what was written of it.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ');
        let size = numbers.next()?.parse().ok()?;
        let mut next = || numbers.next()?.parse().ok();
        Some(Self(size, [next()?, next()?, next()?]))
    }
}

impl Entry {
    /// Digest of the file's bytes; `None` where it is not, or may not be, what the survey found.
    pub fn digest(&self) -> Option<Digest> {
        self.facts()?;
        let digest = digest_of(&self.disk).ok()?;
        let found = std::fs::metadata(&self.disk).ok()?;
        (found.len() == self.size && stamp(&found) == self.stamp).then_some(digest)
    }

    /// Whether the program reads the file as a text: what is only copied stays as it is.
    pub fn is_text(&self) -> bool {
        match self.part {
            Part::Settings | Part::Content | Part::Data => true,
            Part::Media | Part::Static => false,
            Part::Theme => {
                !self.path.as_str().contains("/static/") && matches!(self.path.extension().as_str(), "html" | "xml" | "yaml" | "txt")
            }
        }
    }

    /// What tells whether the file is still the same; `None` while that cannot be known.
    pub fn facts(&self) -> Option<Facts> {
        self.is_settled.then_some(Facts(self.size, self.stamp))
    }
}

/// Every input file, in the order of their paths.
#[derive(Debug, Default)]
pub struct Sources {
    /// The files.
    pub entries: Vec<Entry>,
    /// Digest of all names, sizes, times and inodes: equal when nothing was touched.
    pub digest: Option<Digest>,
    /// What cannot be read or used.
    pub problems: Diagnostics,
}

impl Sources {
    /// The files of one part of the site.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.part == part)
    }

    /// The file at `path`.
    pub fn get(&self, path: &SourcePath) -> Option<&Entry> {
        let found = self.entries.binary_search_by(|entry| entry.path.cmp(path));
        found.ok().map(|at| &self.entries[at])
    }
}

/// The site's folder cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder is missing or closed.
    #[error("{}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Walks the site at `root`, leaving out the folders `skipped` (the output).
pub fn survey(root: &Path, skipped: &[PathBuf]) -> Result<Sources, LoadError> {
    let root = canonical(root)?;
    let mut sources = Sources::default();
    let mut walk = Walk { root: &root, skipped, found: Vec::new(), problems: Diagnostics::new() };
    walk.settings();
    for folder in FOLDERS {
        walk.folder(folder);
    }
    sources.take(walk);
    sources.digest =
        sources.problems.is_empty().then(|| digest(&sources.entries)).filter(|_| sources.entries.iter().all(|entry| entry.is_settled));
    Ok(sources)
}

impl Sources {
    /// Looks again at what may have changed: files and folders on this machine, below `root`. Files that were too young to be trusted are
    /// looked at in any case.
    pub fn look_again(mut self, root: &Path, skipped: &[PathBuf], touched: &BTreeSet<PathBuf>) -> Result<Self, LoadError> {
        let root = canonical(root)?;
        let young = self.entries.iter().filter(|entry| !entry.is_settled).map(|entry| entry.disk.clone());
        let places: BTreeSet<PathBuf> = young.chain(touched.iter().cloned()).collect();
        let mut walk = Walk { root: &root, skipped, found: Vec::new(), problems: Diagnostics::new() };
        let mut done: Option<&Path> = None;
        for place in &places {
            if done.is_some_and(|done| place.starts_with(done)) {
                continue;
            }
            done = Some(place);
            self.forget(&walk.path_of(place));
            walk.place(place);
        }
        self.take(walk);
        self.digest = None;
        Ok(self)
    }

    /// Forgets the file at `path` and all below it.
    fn forget(&mut self, path: &SourcePath) {
        let is_gone =
            |known: &SourcePath| known.as_str().strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.entries.retain(|entry| !is_gone(&entry.path));
        self.problems.retain(|problem| !is_gone(&problem.span.path));
    }

    /// Takes what a walk found.
    fn take(&mut self, walk: Walk<'_>) {
        self.problems.append(walk.problems);
        let now = now();
        let looked_at: Vec<Result<Entry, Diagnostic>> = walk.found.into_par_iter().map(|found| look_at(found, now)).collect();
        for outcome in looked_at {
            match outcome {
                Ok(entry) => self.entries.push(entry),
                Err(problem) => self.problems.push(problem),
            }
        }
        self.entries.sort_by(|a, b| (&a.path, &a.disk).cmp(&(&b.path, &b.disk)));
        self.leave_out_twins();
    }

    /// Of two files whose names differ only in the form of their letters (`é` as one character or as two) the first counts.
    fn leave_out_twins(&mut self) {
        let problems = &mut self.problems;
        self.entries.dedup_by(|second, first| {
            let is_twin = second.path == first.path;
            if is_twin && second.disk != first.disk {
                let name = second.path.as_str().rsplit('/').next().unwrap_or_default();
                let reason =
                    Words { en: "another file here has a name that looks the same", zh: "旁边有一个看起来同名的文件" };
                let problem = Diagnostic::new(Code::BadFileName, Span::file(&second.path));
                problems.push(problem.arg("name", name).arg("reason", Arg::Word(reason)));
            }
            is_twin
        });
    }
}

fn canonical(root: &Path) -> Result<PathBuf, LoadError> {
    root.canonicalize().map_err(|source| LoadError::Folder { path: root.to_owned(), source })
}

/// A file found by the walk, before its facts are known.
struct Found {
    path: SourcePath,
    disk: PathBuf,
    part: Part,
}

struct Walk<'a> {
    root: &'a Path,
    skipped: &'a [PathBuf],
    found: Vec<Found>,
    problems: Diagnostics,
}

impl Walk<'_> {
    fn settings(&mut self) {
        let disk = self.root.join(SETTINGS);
        if disk.is_symlink() && !self.link_stays_inside(&disk) {
            self.problems.push(Diagnostic::new(Code::LinkOutside, Span::file(&SourcePath::new(SETTINGS))));
        } else if disk.is_file() {
            self.found.push(Found { path: SourcePath::new(SETTINGS), disk, part: Part::Settings });
        }
    }

    fn folder(&mut self, name: &str) {
        let top = self.root.join(name);
        if top.is_symlink() && !top.canonicalize().is_ok_and(|target| target.starts_with(self.root)) {
            return self.problems.push(Diagnostic::new(Code::LinkOutside, Span::file(&SourcePath::new(name))));
        }
        if top.exists() {
            self.below(&top);
        }
    }

    /// Looks again at one place, if it is one that a survey looks at.
    fn place(&mut self, place: &Path) {
        let Ok(inside) = place.strip_prefix(self.root) else { return };
        let mut names = inside.iter();
        match names.next() {
            Some(name) if name == SETTINGS => self.settings(),
            Some(name) if FOLDERS.iter().any(|folder| name == *folder) => {
                let folders = inside.parent().into_iter().flatten();
                let is_left_out = names.any(names::is_dropping)
                    || folders.into_iter().any(|name| names::usable(name).is_err())
                    || self.skipped.iter().any(|folder| place.starts_with(folder));
                if inside.iter().count() == 1 {
                    self.folder(&name.to_string_lossy());
                } else if !is_left_out && place.symlink_metadata().is_ok() {
                    self.below(place);
                }
            }
            Some(_) | None => {}
        }
    }

    fn below(&mut self, top: &Path) {
        let mut walk = WalkDir::new(top).into_iter();
        while let Some(next) = walk.next() {
            match next {
                Err(error) => self.unreadable(&error),
                Ok(entry) => {
                    let is_folder = entry.file_type().is_dir();
                    let is_left_out = entry.depth() > 0 && self.is_left_out(&entry) || !self.is_usable(&entry);
                    if is_left_out && is_folder {
                        walk.skip_current_dir();
                    } else if !is_left_out && !is_folder {
                        self.entry(&entry);
                    }
                }
            }
        }
    }

    /// Whether the name of a file or folder works on every system; reports one that does not.
    fn is_usable(&mut self, entry: &DirEntry) -> bool {
        let usable = names::usable(entry.file_name());
        if let Err((name, reason)) = &usable {
            let problem = Diagnostic::new(Code::BadFileName, Span::file(&self.path_of(entry.path())));
            self.problems.push(problem.arg("name", name.as_str()).arg("reason", reason.clone()));
        }
        usable.is_ok()
    }

    fn is_left_out(&self, entry: &DirEntry) -> bool {
        names::is_dropping(entry.file_name()) || self.skipped.iter().any(|folder| folder == entry.path())
    }

    fn entry(&mut self, entry: &DirEntry) {
        let path = self.path_of(entry.path());
        if entry.file_type().is_symlink() && !self.link_stays_inside(entry.path()) {
            self.problems.push(Diagnostic::new(Code::LinkOutside, Span::file(&path)));
        } else if !entry.file_type().is_file() && !entry.file_type().is_symlink() {
            self.problems.push(Diagnostic::new(Code::SpecialFile, Span::file(&path)));
        } else {
            let part = part_of(&path);
            self.found.push(Found { path, disk: entry.path().to_owned(), part });
        }
    }

    fn path_of(&self, disk: &Path) -> SourcePath {
        SourcePath::new(&disk.strip_prefix(self.root).unwrap_or(disk).to_string_lossy())
    }

    /// A link may only lead to a file of the site; folders behind links are not walked.
    fn link_stays_inside(&self, link: &Path) -> bool {
        link.canonicalize().is_ok_and(|target| target.starts_with(self.root) && target.is_file())
    }

    fn unreadable(&mut self, error: &walkdir::Error) {
        let path = self.path_of(error.path().unwrap_or(self.root));
        let reason = reason(error.io_error().map(std::io::Error::kind));
        self.problems.push(Diagnostic::new(Code::Unreadable, Span::file(&path)).arg("reason", reason));
    }
}

fn part_of(path: &SourcePath) -> Part {
    let text = matches!(path.extension().as_str(), "md" | "markdown" | "yaml" | "yml");
    match path.as_str().split('/').next() {
        Some("content") if text => Part::Content,
        Some("content") => Part::Media,
        Some("data") => Part::Data,
        Some("static") => Part::Static,
        _ => Part::Theme,
    }
}

fn look_at(found: Found, now: Option<i128>) -> Result<Entry, Diagnostic> {
    let facts = std::fs::metadata(&found.disk);
    match facts {
        Ok(facts) => {
            let stamp = stamp(&facts);
            let is_settled = is_settled(stamp, now);
            Ok(Entry { size: facts.len(), stamp, is_settled, path: found.path, disk: found.disk, part: found.part })
        }
        Err(error) => Err(Diagnostic::new(Code::Unreadable, Span::file(&found.path)).arg("reason", reason(Some(error.kind())))),
    }
}

/// What the system's error means, for editors.
pub(super) fn reason(kind: Option<std::io::ErrorKind>) -> Arg {
    match kind {
        Some(std::io::ErrorKind::PermissionDenied) => sentence("no permission", "没有权限"),
        Some(std::io::ErrorKind::NotFound) => sentence("it is gone", "文件已不存在"),
        Some(other) => sentence(&other.to_string(), &other.to_string()),
        None => sentence("links go in a circle", "链接绕成一圈"),
    }
}

fn sentence(en: &str, zh: &str) -> Arg {
    Arg::Sentence { en: en.to_owned(), zh: zh.to_owned() }
}

/// Modification time, change time (both in nanoseconds) and inode: together they move with every change, also when an
/// editor keeps size and time.
#[cfg(unix)]
fn stamp(facts: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    [nanoseconds(facts.mtime(), facts.mtime_nsec()), nanoseconds(facts.ctime(), facts.ctime_nsec()), i128::from(facts.ino())]
}

#[cfg(not(unix))]
fn stamp(facts: &Metadata) -> Stamp {
    let since = |time: std::io::Result<std::time::SystemTime>| {
        time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |age| age.as_nanos().cast_signed())
    };
    [since(facts.modified()), since(facts.created()), 0]
}

fn digest(entries: &[Entry]) -> Digest {
    Digest::build(|feeder| {
        for entry in entries {
            feeder.text(entry.path.as_str()).number(entry.size);
            for number in entry.stamp {
                feeder.text(&number.to_string());
            }
        }
    })
}

/// What the clock of files says; `None` where that cannot be asked.
fn now() -> Option<i128> {
    std::fs::metadata("/proc/self/stat").ok().map(|facts| stamp(&facts)[0])
}

/// A file changed within the clock's last tick could change again without showing it.
fn is_settled(stamp: Stamp, now: Option<i128>) -> bool {
    const TICK: i128 = 20_000_000;
    now.is_none_or(|now| now - stamp[0].max(stamp[1]) > TICK)
}
