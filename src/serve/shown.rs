//! What is shown now: the last good site and what the last build says, replaced as a whole by every build.

use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::make::Made;
use super::studio::Studio;
use super::told::{Told, tag};
use crate::language::Speech;
use crate::pipeline::Origins;
use crate::plan::address::Address;
use crate::publish::{Derived, Memory};

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
    pub(super) told: Arc<Told>,
    /// The files that are new, other or gone against the version before; `None` when they are many.
    changed: Option<Vec<String>>,
    /// The editor's files that each page of the last good site shows.
    origins: Origins,
}

impl Scene {
    /// The same, as the next version if it `is_different`.
    fn next(&self, changed: &[Address], is_different: bool) -> Self {
        let names = || (changed.len() <= MOST_CHANGED).then(|| changed.iter().map(|address| address.as_str().to_owned()).collect());
        Self {
            version: self.version + u64::from(is_different),
            site: self.site.clone(),
            withheld: self.withheld.clone(),
            told: self.told.clone(),
            changed: if is_different { names() } else { self.changed.clone() },
            origins: self.origins.clone(),
        }
    }
}

/// The present [`Scene`], for all who answer browsers.
#[derive(Debug)]
pub(super) struct Shown {
    scene: watch::Sender<Arc<Scene>>,
    /// The language of the editor.
    pub(super) speech: Speech,
    /// The site's folder, canonical.
    pub(super) root: PathBuf,
    /// Who makes pictures.
    pub(super) studio: Studio,
    /// Tells this run of the server from others.
    run: String,
}

impl Shown {
    /// Shows nothing yet.
    pub(super) fn new(root: &Path, speech: Speech, kept: Option<Derived>) -> Self {
        let run = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
        Self { scene: watch::Sender::new(Arc::default()), speech, root: root.to_owned(), studio: Studio::new(kept), run }
    }

    /// What is shown now.
    pub(super) fn scene(&self) -> Arc<Scene> {
        self.scene.borrow().clone()
    }

    /// Hears of every new scene.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<Scene>> {
        self.scene.subscribe()
    }

    /// Shows `site` if it is good, and what is told of it; whether anything is different from before, and the addresses of the files that
    /// changed.
    pub(super) fn replace(&self, made: &mut Made, site: Memory) -> (bool, Vec<Address>) {
        let before = self.scene();
        let told = Told::of(made, &self.root, self.speech);
        let changed = if told.good { site.changed() } else { Vec::new() };
        let is_different = before.version == 0 || !changed.is_empty() || told != *before.told;
        let mut scene = before.next(&changed, is_different);
        if let (true, Ok(outcome)) = (told.good, &mut made.outcome) {
            scene.site = Some(Arc::new(site));
            scene.origins = std::mem::take(&mut outcome.origins);
        }
        scene.told = Arc::new(told);
        self.scene.send_replace(Arc::new(scene));
        (is_different, changed)
    }

    /// Shows the pages of what is withheld; the addresses of those that changed.
    pub(super) fn replace_withheld(&self, pages: Memory) -> Vec<Address> {
        let changed = pages.changed();
        if !changed.is_empty() {
            let scene = Scene { withheld: Some(Arc::new(pages)), ..self.scene().next(&changed, true) };
            self.scene.send_replace(Arc::new(scene));
        }
        changed
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
