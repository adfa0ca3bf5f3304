//! Columns: the site's sections and the editor's own columns of stories; what each is called, and its tags by the standard.

use std::sync::Arc;

use super::desk::Desk;
use super::head::Tags;
use super::section::{Section, say};
use crate::fields::Id;
use crate::language::{Language, Text};
use crate::model::Story;
use crate::settings::{self, Settings};
use crate::view::View;

/// The kind of column that only the home page is; in the standard's own words, whatever the page's language.
const HOME: &str = "首页";

/// Every column.
#[derive(Default)]
pub(super) struct Columns {
    home: Tags,
    sections: Vec<Column>,
    own: Vec<(Id, Column)>,
}

/// A column: its name and its tags.
pub(super) struct Column {
    pub(super) name: Arc<str>,
    pub(super) about: Arc<str>,
    pub(super) tags: Tags,
}

impl Columns {
    /// The columns of the settings; what they leave open has a sensible default.
    pub(super) fn new(settings: &Settings, language: &Language) -> Self {
        let site = settings.short_title.as_ref().unwrap_or(&settings.title).in_language(language);
        let section = |section: &Section| {
            let written = settings.columns.iter().find(|column| column.id.value.as_str() == section.key());
            let name = written.map_or_else(|| say(section.words(), language).into(), |column| column.name.in_language(language).clone());
            Column::new(name, written, (say(section.about(), language), section.column_type()), site, language)
        };
        let own = settings.columns.iter().filter(|column| Section::of(column.id.value.as_str()).is_none()).map(|column| {
            let name = column.name.in_language(language).clone();
            let default = (say(Section::Stories.about(), language), Section::Stories.column_type());
            (column.id.value.clone(), Column::new(name, Some(column), default, site, language))
        });
        let home_name = say(super::desk::HOME, language);
        let about = settings.tagline.as_ref().unwrap_or(&settings.title).in_language(language);
        let organization = settings.organization.in_language(language);
        Self {
            home: column_tags(home_name, about, &format!("{site},{organization}"), HOME),
            sections: Section::ALL.iter().map(section).collect(),
            own: own.collect(),
        }
    }

    /// The tags of the home page.
    pub(super) fn home(&self) -> &Tags {
        &self.home
    }

    /// A section.
    pub(super) fn section(&self, section: Section) -> &Column {
        &self.sections[section as usize]
    }

    /// The editor's column called `id`.
    pub(super) fn own(&self, id: &Id) -> Option<&Column> {
        self.own.iter().find(|(own, _)| own == id).map(|(_, column)| column)
    }

    /// Every column of the editor's, in the order of the settings.
    pub(super) fn all_own(&self) -> impl Iterator<Item = (&Id, &Column)> {
        self.own.iter().map(|(id, column)| (id, column))
    }
}

impl Column {
    fn new(
        name: Arc<str>,
        written: Option<&settings::Column>,
        (about, kind): (&str, settings::ColumnType),
        site: &str,
        language: &Language,
    ) -> Self {
        let description = written.and_then(|column| column.description.as_ref()).map_or(about, |text| &**text.in_language(language));
        let kind = written.and_then(|column| column.column_type).unwrap_or(kind);
        let keywords: &[Text] = written.map_or(&[], |column| &column.keywords);
        let keywords = if keywords.is_empty() {
            format!("{name},{site}")
        } else {
            keywords.iter().map(|word| &**word.in_language(language)).collect::<Vec<_>>().join(",")
        };
        let tags = column_tags(&name, description, &keywords, kind.words().zh);
        Self { name, about: description.into(), tags }
    }
}

fn column_tags(name: &str, description: &str, keywords: &str, kind: &'static str) -> Tags {
    vec![
        ("ColumnName", View::text(name)),
        ("ColumnDescription", View::text(description)),
        ("ColumnKeywords", View::text(keywords)),
        ("ColumnType", View::from(kind)),
    ]
}

/// The editor's column to which a story belongs: the one that it names, else the first that takes its kind.
pub(super) fn of_story<'a>(desk: &Desk<'a>, story: &Story) -> Option<&'a Id> {
    let columns = &desk.library.settings().columns;
    let own = || columns.iter().filter(|column| Section::of(column.id.value.as_str()).is_none());
    let named = story.column.as_ref().and_then(|column| own().find(|one| one.id.value.as_str() == &*column.value));
    let by_kind = || own().find(|column| column.kinds.iter().any(|kind| &*kind.value == story.kind.id()));
    named.or_else(by_kind).map(|column| &column.id.value)
}
