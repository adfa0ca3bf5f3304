//! What a file is, by where it stands.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::Id;
use crate::language::Language;
use crate::model::Kind;
use crate::source::{SourcePath, Span};

/// The folder that holds all content.
pub const CONTENT: &str = "content";

/// What the path of a file says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it describes.
    pub kind: Kind,
    /// The folders of the districts in which it stands, the outermost first: `content/districts/kly`. A district's own folder is
    /// not among them.
    pub districts: Vec<SourcePath>,
    /// The name of the file, or of its folder, as it stands on the disk.
    pub name: Arc<str>,
    /// The id that it has unless it writes another.
    pub default_id: Id,
    /// The language into which it translates the file beside it, where it is a translation.
    pub translation: Option<Language>,
}

impl Place {
    /// The place of a YAML or Markdown file below `content`; a file elsewhere is reported.
    pub fn of(path: &SourcePath, diagnostics: &mut Diagnostics) -> Option<Self> {
        let place = find(path);
        if place.is_none() {
            diagnostics.push(Diagnostic::new(Code::UnknownPlace, Span::file(path)).arg("name", path.file_name()));
        }
        place
    }
}

fn find(path: &SourcePath) -> Option<Place> {
    let whole = path.as_str();
    let mut rest = whole.strip_prefix(CONTENT)?.strip_prefix('/')?;
    let mut districts = Vec::new();
    let mut inside = rest.strip_prefix("districts/");
    while let Some(below) = inside {
        let (folder, after) = below.split_once('/')?;
        let here = SourcePath::new(&whole[..whole.len() - after.len() - 1]);
        if matches!(after, "district.yaml" | "district.yml") {
            let default_id = Id::lenient(folder);
            return Some(Place { kind: Kind::District, districts, name: folder.into(), default_id, translation: None });
        }
        districts.push(here);
        rest = after;
        // The folder of a kind holds entities; any other folder is a district within this one.
        inside = (!begins_with_kind(after)).then_some(after);
    }
    let (folder, name) = rest.split_once('/')?;
    let kind = *Kind::ALL.iter().find(|kind| kind.folder() == folder && **kind != Kind::District)?;
    let inside_district = !districts.is_empty();
    let fits = match kind {
        Kind::Station | Kind::Deputy | Kind::Story | Kind::Suggestion | Kind::Tasks | Kind::Deeds => true,
        Kind::Campaign | Kind::Project | Kind::Opinions | Kind::Page => !inside_district,
        Kind::District => false,
    };
    let translation = translation(kind, name);
    let (translation, original) = translation.unzip();
    let name = name_of(kind, original.as_deref().unwrap_or(name))?;
    fits.then(|| Place { kind, districts, name: name.into(), default_id: Id::lenient(name), translation })
}

fn begins_with_kind(rest: &str) -> bool {
    rest.split_once('/').is_some_and(|(folder, _)| Kind::ALL.iter().any(|kind| kind.folder() == folder))
}

/// The language before the ending of a story or page, and the name without it: `story.en.md` translates `story.md`.
fn translation(kind: Kind, name: &str) -> Option<(Language, String)> {
    match kind {
        Kind::Story | Kind::Page => {
            let (stem, ending) = name.rsplit_once('.')?;
            let (original, tag) = stem.rsplit_once('.')?;
            let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !original.is_empty() && !original.ends_with('/');
            let language = Language::new(tag).filter(|_| is_tag)?;
            Some((language, format!("{original}.{ending}")))
        }
        Kind::District
        | Kind::Station
        | Kind::Deputy
        | Kind::Campaign
        | Kind::Project
        | Kind::Suggestion
        | Kind::Tasks
        | Kind::Opinions
        | Kind::Deeds => None,
    }
}

/// The file that the translation at `path` translates.
pub fn original_of(path: &SourcePath) -> Option<SourcePath> {
    let (stem, ending) = path.as_str().rsplit_once('.')?;
    let (original, _) = stem.rsplit_once('.')?;
    Some(SourcePath::new(&format!("{original}.{ending}")))
}

/// `<id>.yaml`, `<id>/station.yaml`, `<id>.md` or `<id>/index.md`; stories may be sorted into folders of their own.
fn name_of(kind: Kind, name: &str) -> Option<&str> {
    let (folder, file) = name.rsplit_once('/').map_or((None, name), |(folder, file)| (Some(folder), file));
    let (stem, extension) = file.rsplit_once('.')?;
    let written = match kind {
        Kind::Story | Kind::Page => "index",
        Kind::District
        | Kind::Station
        | Kind::Deputy
        | Kind::Campaign
        | Kind::Project
        | Kind::Suggestion
        | Kind::Tasks
        | Kind::Opinions
        | Kind::Deeds => kind.name(),
    };
    let right_extension = match kind {
        Kind::Story | Kind::Page => extension.eq_ignore_ascii_case("md"),
        Kind::District
        | Kind::Station
        | Kind::Deputy
        | Kind::Campaign
        | Kind::Project
        | Kind::Suggestion
        | Kind::Tasks
        | Kind::Opinions
        | Kind::Deeds => extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml"),
    };
    let sorted = matches!(kind, Kind::Story);
    let id = match folder {
        None => stem,
        Some(folder) if stem == written => folder.rsplit('/').next().filter(|_| sorted || !folder.contains('/'))?,
        Some(_) if sorted => stem,
        Some(_) => return None,
    };
    right_extension.then_some(id)
}
