//! What is in the site already, as far as a new file must fit in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::AuthorError;
use crate::diagnostics::Diagnostics;
use crate::parse::{Draft, Place, parse};
use crate::plain_file;
use crate::source::SourcePath;

/// What is in the site already.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// The districts by their ids.
    pub districts: BTreeMap<String, District>,
}

/// A district.
#[derive(Debug)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The ids of its townships.
    pub townships: Vec<String>,
    /// The ids of its stations, by the names of their files.
    pub stations: Vec<String>,
}

impl Surroundings {
    /// Looks around in the site at `site`. A profile that cannot be read is left out: `check` says what is wrong with it.
    pub fn of(site: &Path) -> Result<Self, AuthorError> {
        if !site.join("site.yaml").is_file() {
            return Err(AuthorError::NoSite(site.to_owned()));
        }
        let mut districts = BTreeMap::new();
        gather(site, "content/districts", &mut districts);
        Ok(Self { districts })
    }
}

fn gather(site: &Path, folder: &str, districts: &mut BTreeMap<String, District>) {
    for name in folders(&site.join(folder)) {
        let inner = format!("{folder}/{name}");
        if let Some((id, district)) = district(site, &inner) {
            districts.insert(id, district);
            gather(site, &inner, districts);
        }
    }
}

fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn district(site: &Path, folder: &str) -> Option<(String, District)> {
    let path = SourcePath::new(&format!("{folder}/district.yaml"));
    let text = plain_file::read_text(&site.join(path.as_str())).ok()?;
    let (parsed, _) = parse(&path, &text, &Place::of(&path, &mut Diagnostics::new())?);
    let Some(Draft::District(profile)) = parsed.draft else { return None };
    let folder = site.join(folder);
    let townships = profile.townships.iter().map(|township| township.id.value.to_string()).collect();
    Some((parsed.id.value.to_string(), District { name: profile.name.main().to_string(), stations: stations(&folder), folder, townships }))
}

fn stations(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("stations")).into_iter().flatten().flatten();
    let is_station = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "yaml") || path.join("station.yaml").is_file();
    let paths = entries.map(|entry| entry.path()).filter(is_station);
    let mut ids: Vec<String> = paths.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
    ids.sort();
    ids
}
