//! JSON Schemas beside the site, and the settings by which Visual Studio Code finds them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{AuthorError, write};
use crate::calendar::HolidayTable;
use crate::fields::{Record, RecordDeclaration, schema, translation_schema};
use crate::language::Speech;
use crate::model::Kind;
use crate::settings::Settings;
use crate::wording::WordingTable;

const FOLDER: &str = ".vscode";
const SETTINGS: &str = ".vscode/settings.json";

/// A kind of file with fields.
#[derive(Clone, Copy, Debug)]
pub struct FileKind {
    /// Its name: `site`, `station`, `story` …
    pub name: &'static str,
    record: &'static RecordDeclaration,
    content: Content,
}

/// What a file with fields is about.
#[derive(Clone, Copy, Debug)]
enum Content {
    /// The settings or a table: one file, at this place.
    Only(&'static str),
    /// A thing of the kind.
    Thing(Kind),
    /// A translation of a story or page.
    Translation,
}

impl FileKind {
    /// Every kind of file, the settings first.
    pub fn all() -> Vec<Self> {
        let only = |name, record, place| Self { name, record, content: Content::Only(place) };
        let things = Kind::ALL.iter().map(|kind| Self { name: kind.name(), record: kind.record(), content: Content::Thing(*kind) });
        let translation = |name, kind: Kind| Self { name, record: kind.record(), content: Content::Translation };
        std::iter::once(only("site", Settings::RECORD, "/site.yaml"))
            .chain(things)
            .chain([translation("story-translation", Kind::Story), translation("page-translation", Kind::Page)])
            .chain([
                only("holidays", HolidayTable::RECORD, "/data/holidays.yaml"),
                only("wording", WordingTable::RECORD, "/data/wording.yaml"),
            ])
            .collect()
    }

    /// Its title.
    pub fn title(&self, speech: Speech) -> String {
        let title = self.record.words.say(speech);
        match (self.content, speech) {
            (Content::Only(_) | Content::Thing(_), _) => title.to_owned(),
            (Content::Translation, Speech::Chinese) => format!("{title}译文"),
            (Content::Translation, Speech::English) => format!("a translation of {title}"),
        }
    }

    /// Its JSON Schema, as a file.
    pub fn schema(&self) -> String {
        let schema = match self.content {
            Content::Only(_) | Content::Thing(_) => schema(self.record),
            Content::Translation => translation_schema(self.record),
        };
        format!("{schema:#}\n")
    }

    /// Where such YAML files stand; none for stories and pages, whose fields stand in Markdown.
    fn places(&self) -> Vec<String> {
        match self.content {
            Content::Only(place) => vec![place.to_owned()],
            Content::Thing(Kind::Story | Kind::Page) | Content::Translation => Vec::new(),
            Content::Thing(Kind::District) => vec!["/content/districts/**/district.yaml".to_owned()],
            Content::Thing(kind) => {
                let (name, folder) = (self.name, kind.folder());
                vec![format!("/content/**/{folder}/*.yaml"), format!("/content/**/{folder}/*/{name}.yaml")]
            }
        }
    }
}

/// Writes the schemas into the site; those that were there before are replaced. Settings of Visual Studio Code that are there already
/// are left as they are. The written files, from `site`.
pub fn write_schemas(site: &Path) -> Result<Vec<PathBuf>, AuthorError> {
    let mut written = Vec::new();
    for kind in FileKind::all() {
        let name = PathBuf::from(FOLDER).join("wanjia").join(format!("{}.json", kind.name));
        let path = site.join(&name);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(AuthorError::Io { path, source }),
            Ok(()) | Err(_) => write(&path, kind.schema().as_bytes())?,
        }
        written.push(name);
    }
    if !site.join(SETTINGS).exists() {
        write(&site.join(SETTINGS), settings().as_bytes())?;
        written.push(PathBuf::from(SETTINGS));
    }
    Ok(written)
}

/// What Visual Studio Code and its YAML extension are told.
fn settings() -> String {
    let schemas = FileKind::all().into_iter().filter(|kind| !kind.places().is_empty());
    let schemas: Map<String, Value> = schemas.map(|kind| (format!("./{FOLDER}/wanjia/{}.json", kind.name), json!(kind.places()))).collect();
    format!("{:#}\n", json!({"files.encoding": "utf8", "files.autoGuessEncoding": true, "yaml.schemas": schemas}))
}
