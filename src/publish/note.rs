//! What a command keeps beside the output, so that it need not find it out again.

use std::fs;
use std::path::PathBuf;

use super::lock::make_side_folder;
use super::place::Place;
use super::tree;

/// A file beside the output. It may be deleted at any time.
#[derive(Clone, Debug)]
pub struct Note {
    side: PathBuf,
    name: &'static str,
}

impl Note {
    /// The one called `name` beside the output of `place`; `None` where nothing may be written.
    pub fn beside(place: &Place, name: &'static str) -> Option<Self> {
        place.side().map(|side| Self { side, name })
    }

    /// What stands in it; empty where there is none.
    pub fn read(&self) -> String {
        fs::read_to_string(self.side.join(self.name)).unwrap_or_default()
    }

    /// Writes it anew. Failures are no matter: it will be found out again.
    pub fn write(&self, text: &str) {
        if make_side_folder(&self.side).is_ok() {
            let _only_slower = tree::replace_file(&self.side.join(self.name), text.as_bytes());
        }
    }
}
