//! The files of a theme: from the site, or those that the program carries.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::digest::Digest;
use crate::source::SourcePath;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its name in the theme: `templates/base.html`, `static/style.css`, `i18n/zh.yaml`.
    pub name: String,
    /// Where it comes from, for messages.
    pub source: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The files of the default theme, as the program carries them.
pub fn builtin() -> Vec<ThemeFile> {
    let mut files = Vec::new();
    collect(&BUILTIN, &mut files);
    files.sort_by(|a: &ThemeFile, b| a.name.cmp(&b.name));
    files
}

/// Digest of the default theme that the program carries.
pub fn builtin_digest() -> Digest {
    Digest::build(|feeder| {
        for file in builtin() {
            feeder.text(&file.name).digest(Digest::of(&file.bytes));
        }
    })
}

fn collect(folder: &Dir<'_>, files: &mut Vec<ThemeFile>) {
    for file in folder.files() {
        let name = SourcePath::new(&file.path().to_string_lossy()).as_str().to_owned();
        files.push(ThemeFile { source: SourcePath::new(&format!("themes/default/{name}")), name, bytes: file.contents().into() });
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
