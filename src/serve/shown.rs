//! What is shown now: the last good site and what the last build says, replaced as a whole by every build.

use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::make::Made;
use super::told::{Told, tag};
use crate::language::Speech;
use crate::pipeline::Origins;
use crate::plan::address::Address;
use crate::publish::Memory;

/// Addresses of changed files that are told one by one.
const MOST_CHANGED: usize = 200;

/// One state of the preview.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Counts the builds that changed what is shown or what is wrong; 0 before the first.
    pub(super) version: u64,
    /// The last good site.
    pub(super) site: Option<Arc<Memory>>,
    /// The pages of what is withheld.
    pub(super) withheld: Option<Arc<Memory>>,
    /// What the last build says.
    pub(super) told: Told,
    /// The files that are new, other or gone against the version before; `None` when they are many.
    changed: Option<Vec<String>>,
    /// The editor's files that each page of the last good site shows.
    origins: Origins,
}

/// The present [`Scene`], for all who answer browsers.
#[derive(Debug)]
pub(super) struct Shown {
    scene: watch::Sender<Arc<Scene>>,
    /// The language of the editor.
    pub(super) speech: Speech,
    /// The site's folder, canonical.
    pub(super) root: PathBuf,
    /// Tells this run of the server from others.
    run: String,
}

impl Shown {
    /// Shows nothing yet.
    pub(super) fn new(root: &Path, speech: Speech) -> Self {
        let run = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
        Self { scene: watch::Sender::new(Arc::default()), speech, root: root.to_owned(), run }
    }

    /// What is shown now.
    pub(super) fn scene(&self) -> Arc<Scene> {
        self.scene.borrow().clone()
    }

    /// Hears of every new scene.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<Scene>> {
        self.scene.subscribe()
    }

    /// Shows what was made; the addresses of the files that changed, or `None` when nothing is different from before.
    pub(super) fn replace(&self, made: &mut Made) -> Option<Vec<Address>> {
        let before = self.scene();
        let told = Told::of(made, &self.root, self.speech);
        let mut changed: Vec<Address> = [&made.site, &made.withheld].into_iter().flatten().flat_map(Memory::changed).collect();
        changed.sort();
        if before.version > 0 && changed.is_empty() && told == before.told {
            return None;
        }
        let names = (changed.len() <= MOST_CHANGED).then(|| changed.iter().map(|address| address.as_str().to_owned()).collect());
        let taken = made.site.take().map(Arc::new);
        let origins = match made.outcome.as_mut() {
            Ok(outcome) if taken.is_some() => std::mem::take(&mut outcome.origins),
            Ok(_) | Err(_) => before.origins.clone(),
        };
        self.scene.send_replace(Arc::new(Scene {
            version: before.version + 1,
            site: taken.or_else(|| before.site.clone()),
            withheld: made.withheld.take().map(Arc::new).or_else(|| before.withheld.clone()),
            told,
            changed: names,
            origins,
        }));
        Some(changed)
    }

    /// The state of `scene` for browsers that saw the version `seen` last.
    pub(super) fn state(&self, scene: &Scene, seen: Option<u64>) -> Value {
        let follows = seen.is_some_and(|seen| seen + 1 == scene.version);
        json!({
            "version": scene.version,
            "run": self.run,
            "lang": tag(self.speech),
            "good": scene.told.good,
            "changed": scene.changed.as_ref().filter(|_| follows),
            "problems": scene.told.count(),
        })
    }

    /// What browsers are told of the page at `address`.
    pub(super) fn page(&self, scene: &Scene, address: Option<&Address>) -> Value {
        let published = address.and_then(|address| scene.origins.get(address));
        let withheld = || address.and_then(|address| scene.told.withheld_at(address)).map(std::slice::from_ref);
        scene.told.page(scene.version, published.or_else(withheld), &self.root, scene.withheld.as_deref())
    }
}
