//! What is in the site already, as far as a new file must fit in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::AuthorError;

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

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    #[serde(alias = "编号")]
    id: Option<String>,
    #[serde(alias = "名称")]
    name: Option<String>,
    #[serde(alias = "乡镇街道")]
    townships: Vec<Township>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Township {
    #[serde(alias = "编号")]
    id: Option<String>,
}

impl Surroundings {
    /// Looks around in the site at `site`. A profile that cannot be read is left out: `check` says what is wrong with it.
    pub fn of(site: &Path) -> Result<Self, AuthorError> {
        if !site.join("site.yaml").is_file() {
            return Err(AuthorError::NoSite(site.to_owned()));
        }
        let mut districts = BTreeMap::new();
        gather(&site.join("content/districts"), &mut districts);
        Ok(Self { districts })
    }
}

fn gather(folder: &Path, districts: &mut BTreeMap<String, District>) {
    for inner in folders(folder) {
        if let Some((id, district)) = district(&inner) {
            districts.insert(id, district);
            gather(&inner, districts);
        }
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn district(folder: &Path) -> Option<(String, District)> {
    let text = fs::read_to_string(folder.join("district.yaml")).ok()?;
    let profile: Profile = serde_yaml::from_str(&text).unwrap_or_default();
    let id = profile.id.unwrap_or(folder.file_name()?.to_string_lossy().into_owned());
    let townships = profile.townships.into_iter().filter_map(|township| township.id).collect();
    let district = District { name: profile.name.unwrap_or(id.clone()), stations: stations(folder), folder: folder.to_owned(), townships };
    Some((id, district))
}

fn stations(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("stations")).into_iter().flatten().flatten();
    let is_station = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "yaml") || path.join("station.yaml").is_file();
    let paths = entries.map(|entry| entry.path()).filter(is_station);
    let mut ids: Vec<String> = paths.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
    ids.sort();
    ids
}
