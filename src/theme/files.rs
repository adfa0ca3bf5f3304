//! The files of a theme: those that the program carries.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::digest::Digest;
use crate::source::SourcePath;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its name in the theme: `templates/base.html`, `static/style.css`, `i18n/zh.yaml`.
    pub name: String,
    /// Where it comes from, for messages.
    pub source: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Whether the program carries it.
    pub is_carried: bool,
}

/// The names of the themes that the program carries.
pub fn carried_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = CARRIED.dirs().filter_map(|theme| theme.path().to_str()).collect();
    names.sort_unstable();
    names
}

/// The files of the theme `name`, as the program carries them; none where it carries no such theme.
pub fn carried(name: &str) -> Vec<ThemeFile> {
    let mut files = Vec::new();
    if let Some(theme) = CARRIED.dirs().find(|theme| theme.path().to_str() == Some(name)) {
        collect(theme, &format!("{name}/"), &mut files);
    }
    files.sort_by(|a: &ThemeFile, b| a.name.cmp(&b.name));
    files
}

/// The text of a file of a theme that the program carries.
pub fn carried_text(source: &SourcePath) -> Option<String> {
    let file = CARRIED.get_file(source.as_str().strip_prefix("themes/")?)?;
    file.contents_utf8().map(str::to_owned)
}

/// Digest of all themes that the program carries.
pub fn carried_digest() -> Digest {
    Digest::build(|feeder| {
        for file in carried_names().into_iter().flat_map(carried) {
            feeder.text(file.source.as_str()).digest(Digest::of(&file.bytes));
        }
    })
}

fn collect(folder: &Dir<'_>, theme: &str, files: &mut Vec<ThemeFile>) {
    for file in folder.files() {
        let path = SourcePath::new(&file.path().to_string_lossy());
        let name = path.as_str().strip_prefix(theme).expect("a theme's files stand in its folder").to_owned();
        let source = SourcePath::new(&format!("themes/{path}"));
        files.push(ThemeFile { source, name, bytes: file.contents().into(), is_carried: true });
    }
    for inner in folder.dirs() {
        collect(inner, theme, files);
    }
}
