//! Notices that something in the site's folder was touched. Events only mean "look again"; the truth is a new survey.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Wake;

/// The folders of a site that are read.
const FOLDERS: [&str; 4] = ["content", "static", "templates", "themes"];
/// How often the folder is looked through where the system does not report changes.
const POLL: Duration = Duration::from_secs(1);
/// After this time a new folder is looked into once more.
const LATER: Duration = Duration::from_millis(250);

/// Watches a site's folder as long as it lives.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    watched: Vec<&'static str>,
}

/// Whether the system reports changes by itself.
pub(super) enum Means {
    /// It does.
    Events,
    /// It does not, for this reason; the folder is looked through every second.
    Polling(String),
}

impl Watch {
    /// Watches the site at `root`, which must be canonical.
    pub(super) fn begin(root: &Path, wake: &Sender<Wake>) -> notify::Result<(Self, Means)> {
        let events = RecommendedWatcher::new(listener(root, wake.clone()), Config::default()).map(boxed);
        match events.and_then(|watcher| Self::over(root, watcher)) {
            Ok(watch) => Ok((watch, Means::Events)),
            Err(error) => {
                let poll = PollWatcher::new(listener(root, wake.clone()), Config::default().with_poll_interval(POLL)).map(boxed)?;
                Ok((Self::over(root, poll)?, Means::Polling(error.to_string())))
            }
        }
    }

    fn over(root: &Path, watcher: Box<dyn Watcher + Send>) -> notify::Result<Self> {
        let mut watch = Self { root: root.to_owned(), watcher, watched: Vec::new() };
        watch.watcher.watch(root, RecursiveMode::NonRecursive)?;
        watch.renew()?;
        Ok(watch)
    }

    /// Also watches what has come into being since; to be called after every event.
    pub(super) fn renew(&mut self) -> notify::Result<()> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            let watched = self.watched.contains(&folder);
            if path.is_dir() && !watched {
                self.watcher.watch(&path, RecursiveMode::Recursive)?;
                self.watched.push(folder);
            } else if !path.is_dir() && watched {
                self.watched.retain(|known| *known != folder);
            }
        }
        Ok(())
    }
}

fn boxed(watcher: impl Watcher + Send + 'static) -> Box<dyn Watcher + Send> {
    Box::new(watcher)
}

fn listener(root: &Path, wake: Sender<Wake>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let root = root.to_owned();
    move |event| {
        let (touched, again) = event.map_or((true, true), |event| (concerns(&root, &event), brings_a_folder(&event)));
        if touched {
            let _the_server_has_ended = wake.send(Wake::Touched);
        }
        if touched && again {
            look_again(wake.clone());
        }
    }
}

/// What is written into a new folder before the system watches it goes unreported.
fn brings_a_folder(event: &Event) -> bool {
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))) && event.paths.iter().any(|path| path.is_dir())
}

fn look_again(wake: Sender<Wake>) {
    std::thread::spawn(move || {
        std::thread::sleep(LATER);
        let _the_server_has_ended = wake.send(Wake::Touched);
    });
}

/// Whether an event can mean a change of the site: mere reading does not, nor do editors' droppings.
fn concerns(root: &Path, event: &Event) -> bool {
    let reading = matches!(event.kind, EventKind::Access(_));
    !reading && (event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(|path| belongs(root, path)))
}

fn belongs(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return false };
    let mut parts = inside.iter().map(|part| part.to_string_lossy());
    let Some(first) = parts.next() else { return false };
    let read = first == "site.yaml" || FOLDERS.contains(&first.as_ref());
    read && !inside.iter().any(|part| is_dropping(&part.to_string_lossy()))
}

/// What editors and systems leave beside the files they write.
fn is_dropping(name: &str) -> bool {
    let hidden = name.starts_with('.') || name.starts_with("~$");
    hidden || name.ends_with('~') || name.ends_with(".tmp") || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_files_count() {
        let root = Path::new("/site");
        for path in ["/site/site.yaml", "/site/content/a.md", "/site/themes/default/static/style.css", "/site/static"] {
            assert!(belongs(root, Path::new(path)), "{path}");
        }
        for path in [
            "/site",
            "/site/public/index.html",
            "/site/.git/index",
            "/site/content/.a.md.swp",
            "/site/content/4913",
            "/site/content/~$a.docx",
            "/other/content/a.md",
        ] {
            assert!(!belongs(root, Path::new(path)), "{path}");
        }
    }
}
