//! Drafts of new files: complete, correct, with every field explained, and withheld until the editor takes away `draft`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::surroundings::{District, Surroundings};
use super::{AuthorError, write};
use crate::fields::{Id, Others, RecordDeclaration, quoted, skeleton};
use crate::language::{Speech, Words};
use crate::model::Kind;

/// What can be made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variety {
    /// A news story.
    Story,
    /// A practice, with its four sections.
    Practice,
    /// A station.
    Station,
    /// A deputy.
    Deputy,
    /// A district.
    District,
    /// A campaign.
    Campaign,
    /// A livelihood project.
    Project,
    /// A suggestion of deputies.
    Suggestion,
    /// A list of tasks.
    Tasks,
    /// Opinions in figures.
    Opinions,
    /// A ledger of deeds.
    Deeds,
    /// A free page.
    Page,
}

impl Variety {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Story,
        Self::Practice,
        Self::Station,
        Self::Deputy,
        Self::District,
        Self::Campaign,
        Self::Project,
        Self::Suggestion,
        Self::Tasks,
        Self::Opinions,
        Self::Deeds,
        Self::Page,
    ];

    /// The name in commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Story
            | Self::Station
            | Self::Deputy
            | Self::District
            | Self::Campaign
            | Self::Project
            | Self::Suggestion
            | Self::Tasks
            | Self::Opinions
            | Self::Deeds
            | Self::Page => self.kind().name(),
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Story | Self::Practice => Kind::Story,
            Self::Station => Kind::Station,
            Self::Deputy => Kind::Deputy,
            Self::District => Kind::District,
            Self::Campaign => Kind::Campaign,
            Self::Project => Kind::Project,
            Self::Suggestion => Kind::Suggestion,
            Self::Tasks => Kind::Tasks,
            Self::Opinions => Kind::Opinions,
            Self::Deeds => Kind::Deeds,
            Self::Page => Kind::Page,
        }
    }

    /// Whether it stands in the folder of a district.
    pub const fn has_district(self) -> Wants {
        match self {
            Self::Station | Self::Deputy | Self::Deeds => Wants::Must,
            Self::Story | Self::Practice | Self::Suggestion | Self::Tasks => Wants::May,
            Self::District | Self::Campaign | Self::Project | Self::Opinions | Self::Page => Wants::Not,
        }
    }
}

/// Whether something must be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// It must.
    Must,
    /// It may.
    May,
    /// It has no meaning.
    Not,
}

/// What the editor says about a new file.
#[derive(Clone, Debug)]
pub struct New {
    /// What it is.
    pub variety: Variety,
    /// Its title or name.
    pub title: String,
    /// The id of its district.
    pub district: Option<String>,
    /// The station of a deputy.
    pub station: Option<String>,
    /// Its date; the year of a project, a list of tasks or a ledger.
    pub date: Date,
    /// Its id; from date and title unless given.
    pub id: Option<String>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file to open.
    pub path: PathBuf,
    /// Whether it is withheld until its `draft` is taken away. A district cannot be.
    pub withheld: bool,
}

/// A drawing that stands where a photograph will.
const PLACEHOLDER: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 640" width="960" height="640">
  <rect width="960" height="640" fill="#e6e3db"/>
  <path d="M200 480 V270 L480 170 L760 270 V480Z" fill="none" stroke="#a39d8f" stroke-width="12"/>
  <path d="M430 480 V340 H530 V480" fill="none" stroke="#a39d8f" stroke-width="12"/>
</svg>
"##;

/// Writes a new file into the site at `site`, explained in the language `speech`.
pub fn new(site: &Path, new: &New, speech: Speech) -> Result<Draft, AuthorError> {
    let surroundings = Surroundings::of(site)?;
    let district = district(new, &surroundings)?;
    let id = match &new.id {
        Some(id) => Id::new(id).map_err(|fault| AuthorError::BadId(id.clone(), fault.reason()))?,
        None => default_id(new)?,
    };
    let record = new.variety.kind().record();
    let text = match new.variety {
        Variety::Story | Variety::Practice | Variety::Page => story(record, new, speech),
        Variety::Station
        | Variety::Deputy
        | Variety::District
        | Variety::Campaign
        | Variety::Project
        | Variety::Suggestion
        | Variety::Tasks
        | Variety::Opinions
        | Variety::Deeds => fields(record, &given(new, district, speech), speech),
    };
    let path = place(site, new.variety, district, id.as_str());
    write(&path, text.as_bytes())?;
    if new.variety == Variety::Station {
        write(&path.with_file_name("photo.svg"), PLACEHOLDER.as_bytes())?;
    }
    Ok(Draft { path, withheld: new.variety != Variety::District })
}

fn district<'a>(new: &New, surroundings: &'a Surroundings) -> Result<Option<&'a District>, AuthorError> {
    let Some(id) = new.district.as_ref().filter(|_| new.variety.has_district() != Wants::Not) else { return Ok(None) };
    let known = || AuthorError::NoDistrict(id.clone(), surroundings.districts.keys().cloned().collect());
    surroundings.districts.get(id).map(Some).ok_or_else(known)
}

/// Date and title for what has a date, the title for the rest; what cannot stand in an id becomes a hyphen.
fn default_id(new: &New) -> Result<Id, AuthorError> {
    let slug: String = new.title.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '·' { c } else { '-' }).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let short: String = slug.chars().take(40).collect();
    let id = match new.variety {
        Variety::Story | Variety::Practice => format!("{}-{short}", new.date),
        Variety::Project | Variety::Suggestion | Variety::Tasks | Variety::Opinions | Variety::Deeds => {
            format!("{}-{short}", new.date.year())
        }
        Variety::Station | Variety::Deputy | Variety::District | Variety::Campaign | Variety::Page => short,
    };
    Id::new(id.trim_end_matches('-')).map_err(|fault| AuthorError::BadId(new.title.clone(), fault.reason()))
}

fn place(site: &Path, variety: Variety, district: Option<&District>, id: &str) -> PathBuf {
    let content = site.join("content");
    let folder = district.map_or_else(|| content.clone(), |district| district.folder.clone()).join(variety.kind().folder());
    match variety {
        Variety::Story | Variety::Practice | Variety::Page => folder.join(format!("{id}.md")),
        Variety::Station => folder.join(id).join("station.yaml"),
        Variety::District => folder.join(id).join("district.yaml"),
        Variety::Deputy
        | Variety::Campaign
        | Variety::Project
        | Variety::Suggestion
        | Variety::Tasks
        | Variety::Opinions
        | Variety::Deeds => folder.join(format!("{id}.yaml")),
    }
}

/// The fields of `record` with their explanations; `given` are values by the fields' English names.
fn fields(record: &RecordDeclaration, given: &[(&str, String)], speech: Speech) -> String {
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
    skeleton(record, speech, &given, Others::Commented)
}

const ALT: Words =
    Words { en: "The front of the station (drawing; replace it with a photograph)", zh: "站点外观（示意图，请换成照片）" };
const SUMMARY: Words = Words { en: "One or two sentences that say what happened.", zh: "用一两句话写明讲了什么事。" };
const SOURCE: Words = Words { en: "Name of the unit", zh: "供稿单位" };

/// The values that an example cannot give: they come from the editor or from the site.
fn given(new: &New, district: Option<&District>, speech: Speech) -> Vec<(&'static str, String)> {
    let title = new.title.clone();
    let draft = ("draft", "true".to_owned());
    match new.variety {
        Variety::Story | Variety::Practice | Variety::Page => Vec::new(),
        Variety::Station => {
            let township = district.and_then(|district| district.townships.first()).map(|id| ("township", id.clone()));
            let photo = ("photos", format!("[{{file: photo.svg, alt: {}}}]", quoted(ALT.say(speech))));
            [("name", title), draft, photo].into_iter().chain(township).collect()
        }
        Variety::Deputy => {
            let station = new.station.clone().or_else(|| district?.stations.first().cloned());
            let stations = station.map(|id| ("stations", id));
            [("name", title), draft].into_iter().chain(stations).collect()
        }
        Variety::District => vec![("name", title)],
        Variety::Campaign => vec![("name", title), ("start", new.date.to_string()), draft],
        Variety::Project => {
            let status = ("status", "candidate".to_owned());
            vec![("title", title), ("year", new.date.year().to_string()), status, draft]
        }
        Variety::Suggestion => {
            let status = ("status", "raised".to_owned());
            vec![("title", title), ("raised_on", new.date.to_string()), status, draft]
        }
        Variety::Tasks | Variety::Deeds => vec![("title", title), ("year", new.date.year().to_string()), draft],
        Variety::Opinions => vec![("title", title), draft],
    }
}

fn story(record: &RecordDeclaration, new: &New, speech: Speech) -> String {
    let mut given = vec![("title", new.title.clone()), ("draft", "true".to_owned()), ("summary", SUMMARY.say(speech).to_owned())];
    if new.variety != Variety::Page {
        given.push(("date", new.date.to_string()));
        given.push(("source", SOURCE.say(speech).to_owned()));
        given.push(("kind", if new.variety == Variety::Practice { "practice" } else { "news" }.to_owned()));
    }
    if new.variety == Variety::Practice {
        let examples = record.fields.iter().filter(|field| matches!(field.name, "facts" | "replicability"));
        given.extend(examples.map(|field| (field.name, field.example.to_owned())));
    }
    format!("---\n{}---\n\n{}", fields(record, &given, speech), body(new.variety, speech))
}

/// The text to begin with. The four headings of a practice are Chinese in every language: readers compare by them.
fn body(variety: Variety, speech: Speech) -> &'static str {
    let practice = Words {
        en: "## 背景\n\nWhat was wrong, and for whom.\n\n## 做法\n\nWhat was done, step by step.\n\n## 成效\n\nWhat changed, in numbers.\n\n## 启示\n\nWhat others can learn.\n",
        zh: "## 背景\n\n原来有什么问题，谁受影响。\n\n## 做法\n\n一步一步怎么做的。\n\n## 成效\n\n有什么变化，用数字说。\n\n## 启示\n\n别处照做要注意什么。\n",
    };
    let text = Words { en: "Write the text here.\n", zh: "正文从这里写起。\n" };
    if variety == Variety::Practice { practice.say(speech) } else { text.say(speech) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::parse::{Place, parse};
    use crate::source::SourcePath;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        super::super::init(folder.path()).expect("an empty folder");
        folder
    }

    fn wanted(variety: Variety) -> New {
        New {
            variety,
            title: "板凳：“议事”".to_owned(),
            district: Some("linhe".to_owned()),
            station: None,
            date: jiff::civil::date(2026, 3, 5),
            id: None,
        }
    }

    #[test]
    fn every_variety_has_its_place_and_a_readable_name() {
        let site = site();
        let expected = [
            "content/districts/linhe/stories/2026-03-05-板凳-议事.md",
            "content/districts/linhe/stories/2026-03-05-板凳-议事.md",
            "content/districts/linhe/stations/板凳-议事/station.yaml",
            "content/districts/linhe/deputies/板凳-议事.yaml",
            "content/districts/板凳-议事/district.yaml",
            "content/campaigns/板凳-议事.yaml",
            "content/projects/2026-板凳-议事.yaml",
            "content/districts/linhe/suggestions/2026-板凳-议事.yaml",
            "content/districts/linhe/tasks/2026-板凳-议事.yaml",
            "content/opinions/2026-板凳-议事.yaml",
            "content/districts/linhe/deeds/2026-板凳-议事.yaml",
            "content/pages/板凳-议事.md",
        ];
        for (variety, expected) in Variety::ALL.iter().zip(expected) {
            let draft = new(site.path(), &wanted(*variety), Speech::Chinese).expect("it can be written");
            assert_eq!(draft.path.strip_prefix(site.path()).ok(), Some(Path::new(expected)));
            let again = new(site.path(), &wanted(*variety), Speech::English);
            assert!(matches!(again, Err(AuthorError::Exists(path)) if path == draft.path), "{variety:?}");
            std::fs::remove_file(draft.path).expect("it is ours");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let site = site();
        let nowhere = New { district: Some("linho".to_owned()), ..wanted(Variety::Story) };
        assert!(
            matches!(new(site.path(), &nowhere, Speech::Chinese), Err(AuthorError::NoDistrict(id, known)) if id == "linho" && known == ["linhe"])
        );
        let outside = New { id: Some("../../a".to_owned()), ..wanted(Variety::Story) };
        assert!(matches!(new(site.path(), &outside, Speech::Chinese), Err(AuthorError::BadId(..))));
        let nothing = New { title: "！".to_owned(), ..wanted(Variety::Page) };
        assert!(matches!(new(site.path(), &nothing, Speech::Chinese), Err(AuthorError::BadId(..))));
        let elsewhere = tempfile::tempdir().expect("a folder");
        assert!(matches!(new(elsewhere.path(), &wanted(Variety::Page), Speech::Chinese), Err(AuthorError::NoSite(_))));
        assert!(matches!(super::super::init(site.path()), Err(AuthorError::NotEmpty(_))));
    }

    #[test]
    fn a_new_file_begins_with_what_the_editor_said() {
        let site = site();
        let draft = new(site.path(), &wanted(Variety::Deputy), Speech::Chinese).expect("it can be written");
        let text = std::fs::read_to_string(draft.path).expect("it was written");
        let begins: Vec<&str> = text.lines().take(2).collect();
        assert_eq!(begins, ["# 姓名，间隔号用 ·", "姓名: \"板凳：“议事”\""]);
        let written = |line: &str| text.lines().any(|written| written == line);
        assert!(written("所属家室站: [\"linhe-001\"]") || written("所属家室站: [linhe-001]"), "{text}");
        assert!(written("草稿: true"), "{text}");
    }

    /// What is wrong with the content of a site, each file by itself.
    fn problems(site: &Path) -> String {
        let mut diagnostics = Diagnostics::new();
        let files = walkdir::WalkDir::new(site.join("content")).sort_by_file_name().into_iter().flatten();
        for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "md" || ending == "yaml")) {
            let path = SourcePath::new(&file.path().strip_prefix(site).expect("below the site").to_string_lossy());
            let text = std::fs::read_to_string(file.path()).expect("it was just written");
            if let Some(place) = Place::of(&path, &mut diagnostics) {
                diagnostics.append(parse(&path, &text, &place).0.diagnostics);
            }
        }
        crate::diagnostics::json(&diagnostics, &[], Speech::English)
    }

    #[test]
    fn the_first_site_has_no_problem() {
        assert_eq!(problems(site().path()), "");
    }

    #[test]
    fn every_new_file_is_correct() {
        for speech in [Speech::English, Speech::Chinese] {
            let site = site();
            for variety in Variety::ALL {
                new(site.path(), &New { id: Some(format!("neu-{}", variety.name())), ..wanted(*variety) }, speech)
                    .expect("it can be written");
            }
            assert_eq!(problems(site.path()), "");
        }
    }
}
