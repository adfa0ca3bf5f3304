//! JSON Schemas beside the site, and the settings by which Visual Studio Code finds them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{AuthorError, write};
use crate::calendar::HolidayTable;
use crate::fields::{Record, RecordDeclaration, schema};
use crate::model::Kind;
use crate::settings::Settings;

const FOLDER: &str = ".vscode";
const SETTINGS: &str = ".vscode/settings.json";

/// A kind of file with fields.
#[derive(Clone, Copy, Debug)]
pub struct FileKind {
    /// Its name: `site`, `station`, `story` …
    pub name: &'static str,
    record: &'static RecordDeclaration,
}

impl FileKind {
    /// Every kind of file, the settings first.
    pub fn all() -> Vec<Self> {
        let kinds = Kind::ALL.iter().map(|kind| Self { name: kind.name(), record: kind.record() });
        let settings = Self { name: "site", record: Settings::RECORD };
        std::iter::once(settings).chain(kinds).chain([Self { name: "holidays", record: HolidayTable::RECORD }]).collect()
    }

    /// Its title in both languages.
    pub fn title(&self) -> crate::language::Words {
        self.record.words
    }

    /// Its JSON Schema, as a file.
    pub fn schema(&self) -> String {
        format!("{:#}\n", schema(self.record))
    }

    /// Where such YAML files stand; none for stories and pages, whose fields stand in Markdown.
    fn places(&self) -> Vec<String> {
        match (self.name, Kind::ALL.iter().find(|kind| kind.name() == self.name)) {
            ("site", _) => vec!["/site.yaml".to_owned()],
            (_, None) => vec!["/data/holidays.yaml".to_owned()],
            (_, Some(Kind::Story | Kind::Page)) => Vec::new(),
            (_, Some(Kind::District)) => vec!["/content/districts/**/district.yaml".to_owned()],
            (name, Some(kind)) => {
                let folder = kind.folder();
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
