//! Notices that something in the site's folder was touched. Events only mean "look again"; the truth is a new survey.

use std::fs::symlink_metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::rounds::Wake;
use crate::load::{FOLDERS, belongs};

/// Why the system cannot report changes, so that files are looked at every second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blindness {
    /// The person wants it so.
    Asked,
    /// The folder lies on a network drive or another disk whose changes are made elsewhere.
    Remote,
    /// More folders than the system lets one person watch.
    Watches,
    /// More watching programs than the system lets one person run.
    Instances,
    /// What the system said.
    Other(String),
}

/// Watches a site's folder as long as it lives; a blind one sees nothing.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Watches nothing.
    pub(super) fn blind(root: &Path) -> Self {
        Self { root: root.to_owned(), watcher: None }
    }

    /// Watches the site at `root`, which must be canonical.
    pub(super) fn begin(root: &Path, wake: &Sender<Wake>) -> Result<Self, Blindness> {
        if is_remote(root) {
            return Err(Blindness::Remote);
        }
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(listener(root, wake.clone()), config).map_err(|error| blindness(&error))?;
        let mut watch = Self { root: root.to_owned(), watcher: Some(watcher) };
        watch.add(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
            watch.add(folder, RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    /// Whether changes are reported.
    pub(super) fn sees(&self) -> bool {
        self.watcher.is_some()
    }

    /// Also watches the folders among `touched`: what was written into a new folder before it was watched goes unreported, so they are to
    /// be looked through after this call.
    pub(super) fn follow<'a>(&mut self, touched: impl Iterator<Item = &'a PathBuf>) -> Result<(), Blindness> {
        let mut last: Option<&PathBuf> = None;
        for path in touched {
            if last.is_some_and(|folder| path.starts_with(folder)) || !self.is_folder(path) {
                continue;
            }
            match self.add(path, RecursiveMode::Recursive) {
                Err(limit @ (Blindness::Watches | Blindness::Instances)) => return Err(limit),
                // It is gone again or closed; looking through the site says so.
                Err(Blindness::Asked | Blindness::Remote | Blindness::Other(_)) | Ok(()) => last = Some(path),
            }
        }
        Ok(())
    }

    /// A folder that the site's survey goes into: behind links it goes only right below the root.
    fn is_folder(&self, path: &Path) -> bool {
        let top = path.parent() == Some(&self.root);
        if top { path.is_dir() } else { symlink_metadata(path).is_ok_and(|facts| facts.is_dir()) }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> Result<(), Blindness> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        watcher.watch(path, mode).map_err(|error| blindness(&error))
    }
}

/// The number of "too many open files", which for a new watch means: too many watching programs.
const EMFILE: i32 = 24;

#[expect(clippy::wildcard_enum_match_arm, reason = "everything but the limits is said as the system says it")]
fn blindness(error: &notify::Error) -> Blindness {
    match &error.kind {
        ErrorKind::MaxFilesWatch => Blindness::Watches,
        ErrorKind::Io(io) if io.raw_os_error() == Some(EMFILE) && cfg!(target_os = "linux") => Blindness::Instances,
        _ => Blindness::Other(error.to_string()),
    }
}

/// Whether changes to the disk of `root` may be made by other machines, of which this one hears nothing: NFS, SMB, 9p (WSL), FUSE,
/// VirtualBox, Ceph, AFS. The numbers are those of `statfs(2)`.
#[cfg(target_os = "linux")]
#[allow(clippy::useless_conversion, reason = "the number's type is another on every machine")]
fn is_remote(root: &Path) -> bool {
    const REMOTE: [i64; 9] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x6573_5546, 0x786f_4256, 0x00c3_6400, 0x5346_414f];
    rustix::fs::statfs(root).is_ok_and(|disk| i64::try_from(disk.f_type).is_ok_and(|kind| REMOTE.contains(&kind)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

fn listener(root: &Path, wake: Sender<Wake>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let root = root.to_owned();
    move |event| {
        let news = match event {
            Ok(event) => meaning(&root, event),
            Err(error) => Some(match blindness(&error) {
                limit @ (Blindness::Watches | Blindness::Instances) => Wake::Blind(limit),
                Blindness::Asked | Blindness::Remote | Blindness::Other(_) => Wake::Anything,
            }),
        };
        if let Some(news) = news {
            let _the_server_has_ended = wake.send(news);
        }
    }
}

/// What an event can mean for the site: mere reading means nothing, nor do editors' droppings.
fn meaning(root: &Path, event: Event) -> Option<Wake> {
    if event.need_rescan() {
        return Some(Wake::Anything);
    }
    if matches!(event.kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write)) {
        return None;
    }
    let goes = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    if event.paths.is_empty() || goes && event.paths.iter().any(|path| path == root) {
        return Some(Wake::Anything);
    }
    let born = matches!(event.kind, EventKind::Create(_));
    let inside = |path: &PathBuf| path.strip_prefix(root).is_ok_and(belongs);
    let paths: Vec<PathBuf> = event.paths.into_iter().filter(inside).collect();
    (!paths.is_empty()).then_some(Wake::Touched { paths, born })
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, Flag, RemoveKind};

    use super::*;

    #[test]
    fn reading_and_droppings_mean_nothing_and_a_lost_event_means_anything() {
        let root = Path::new("/site");
        let event = |kind, path: &str| Event::new(kind).add_path(path.into());
        let create = EventKind::Create(CreateKind::Any);
        let touched = |born| Some(Wake::Touched { paths: vec!["/site/content/a.md".into()], born });
        assert_eq!(meaning(root, event(create, "/site/content/a.md")), touched(true));
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        assert_eq!(meaning(root, event(written, "/site/content/a.md")), touched(false));
        assert_eq!(meaning(root, event(create, "/site/content/.a.md.swp")), None);
        assert_eq!(meaning(root, event(create, "/site/public/a.html")), None);
        assert_eq!(meaning(root, event(EventKind::Access(AccessKind::Any), "/site/content/a.md")), None);
        assert_eq!(meaning(root, Event::new(EventKind::Other).set_flag(Flag::Rescan)), Some(Wake::Anything));
        assert_eq!(meaning(root, Event::new(EventKind::Any)), Some(Wake::Anything));
        assert_eq!(meaning(root, event(EventKind::Remove(RemoveKind::Folder), "/site")), Some(Wake::Anything));
    }
}
