//! What a build leaves in the side folder for the next one. All of it may be lost: it only saves work.

use std::fmt::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::manifest::{Found, Manifest};
use super::place::{Place, Rooms};
use super::published::Seen;
use super::tree;
use crate::digest::Digest;
use crate::plain_file;

/// What a build tells the next one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastBuild {
    /// The digest of everything that the site was made from.
    pub inputs: Digest,
    /// What the next build should say or know when nothing changed; opaque to this stage.
    pub summary: serde_json::Value,
    /// The files that the site was made from; opaque to this stage. It is kept in a file of its own, which only those read who want it.
    #[serde(skip)]
    pub sources: String,
}

impl LastBuild {
    /// What the build left that published what stands at `place`. Nothing is locked, and no published file is looked at.
    pub fn beside(place: &Place) -> Option<Self> {
        let rooms = place.rooms()?;
        let manifest = match Manifest::read(&rooms.out).ok()? {
            Found::Whole(_, digest) => digest,
            Found::Faulty(_) | Found::None => return None,
        };
        let sources = plain_file::read_text(&rooms.side.join(SOURCES)).ok()?;
        let (of, sources) = sources.split_once('\n')?;
        let build = read_last_build(&rooms, manifest).filter(|_| of == manifest.hex())?;
        Some(Self { sources: sources.to_owned(), ..build })
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    manifest: Digest,
    #[serde(flatten)]
    build: LastBuild,
}

const INDEX: &str = "index";
const LAST_BUILD: &str = "last-build.json";
const SOURCES: &str = "sources";

/// Whether a build left anything in `side`.
pub(super) fn is_there(side: &Path) -> bool {
    side.join(INDEX).exists() || side.join(LAST_BUILD).exists()
}

/// What the last build left, if it published what stands there now.
pub(super) fn read_last_build(rooms: &Rooms, manifest: Digest) -> Option<LastBuild> {
    let stored: Stored = serde_json::from_slice(&plain_file::read(&rooms.side.join(LAST_BUILD)).ok()?).ok()?;
    (stored.manifest == manifest && rooms.side.join(SOURCES).is_file()).then_some(stored.build)
}

/// The files that a site here was last made from, whichever it was; empty when that is not known.
pub(super) fn read_sources(rooms: &Rooms) -> String {
    let stored = plain_file::read_text(&rooms.side.join(SOURCES)).unwrap_or_default();
    stored.split_once('\n').map_or_else(String::new, |(_, sources)| sources.to_owned())
}

/// How the files of the manifest were left, in its order; `None` unless all of them are known.
pub(super) fn read_index(rooms: &Rooms, manifest: Digest, count: usize) -> Option<Vec<Seen>> {
    let text = plain_file::read_text(&rooms.side.join(INDEX)).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(&manifest.hex()) {
        return None;
    }
    let seen: Option<Vec<Seen>> = lines.map(read_line).collect();
    seen.filter(|seen| seen.len() == count)
}

/// Leaves it for the next build. Failures are no matter: the site is published, and the next build only has more to do.
pub(super) fn write(rooms: &Rooms, manifest: Digest, seen: &[Seen], build: &LastBuild) {
    let mut index = manifest.hex();
    index.push('\n');
    for seen in seen {
        writeln!(index, "{} {} {}", seen.modified, seen.inode, seen.size).expect("a string takes any text");
    }
    let _ = tree::replace_file(&rooms.side.join(INDEX), index.as_bytes());
    let _ = tree::replace_file(&rooms.side.join(SOURCES), format!("{}\n{}", manifest.hex(), build.sources).as_bytes());
    let stored = Stored { manifest, build: build.clone() };
    if let Ok(text) = serde_json::to_vec(&stored) {
        let _ = tree::replace_file(&rooms.side.join(LAST_BUILD), &text);
    }
}

fn read_line(line: &str) -> Option<Seen> {
    let mut numbers = line.split(' ');
    let modified = numbers.next()?.parse().ok()?;
    let inode = numbers.next()?.parse().ok()?;
    let size = numbers.next()?.parse().ok()?;
    Some(Seen { modified, inode, size })
}
