//! The inspection's thresholds (体检): how long ago the home page and the columns were last added to.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::Id;
use crate::language::Text;
use crate::model::Library;
use crate::settings::{Column, Profile, Settings};
use crate::source::{SourcePath, Span};

/// The home page, and columns of news, may stand still for so many days.
const DYNAMIC: i32 = 14;
/// Columns of notices may stand still for so many days.
const NOTICES: i32 = 183;
/// From so many days before the end on a government site is told.
const SOON: i32 = 4;

/// When something was last added to, and how many days are left until that is too long ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The name of the column; nothing for the home page.
    pub column: Option<Text>,
    /// The day of the newest story.
    pub newest: Date,
    /// Days until it counts as not kept up; negative when that is past.
    pub left: i32,
}

/// Tells what is not kept up on the day `today`; the ages of all that should be. An example, which says that it is one, is not asked.
pub fn freshness(library: &Library, today: Date, diagnostics: &mut Diagnostics) -> Vec<Age> {
    let settings = library.settings();
    if settings.demo.is_some() {
        return Vec::new();
    }
    let home = library.relations().stories.first().map(|id| library.story(id).record.date.value.date);
    let home = home.map(|newest| Age { column: None, newest, left: DYNAMIC - days(newest, today) });
    home.iter().for_each(|age| self::home(age, settings, diagnostics));
    let newest = newest(library);
    let columns = settings.columns.iter().filter(|column| !column.kinds.is_empty());
    home.into_iter()
        .chain(columns.filter_map(|column| self::column(column, newest.get(&column.id.value).copied(), today, diagnostics)))
        .collect()
}

fn home(age: &Age, settings: &Settings, diagnostics: &mut Diagnostics) {
    let is_strict = match settings.profile {
        Profile::Congress => false,
        Profile::GovernmentStrict => true,
    };
    let code = match age.left {
        ..=0 => Code::HomeStale,
        1..=SOON if is_strict => Code::HomeAging,
        _ => return,
    };
    let problem = Diagnostic::new(code, Span::file(&SourcePath::new("site.yaml"))).arg("newest", age.newest.to_string());
    diagnostics.push(problem.arg("days", (DYNAMIC - age.left).to_string()).arg("left", age.left.to_string()));
}

fn column(column: &Column, newest: Option<Date>, today: Date, diagnostics: &mut Diagnostics) -> Option<Age> {
    let problem = |code| Diagnostic::new(code, column.id.span.clone()).arg("column", &**column.name.main());
    let Some(newest) = newest else {
        diagnostics.push(problem(Code::ColumnBlank));
        return None;
    };
    let limit = limit(column)?;
    let age = days(newest, today);
    if age >= limit {
        let problem = problem(Code::ColumnStale).arg("newest", newest.to_string());
        diagnostics.push(problem.arg("days", age.to_string()).arg("limit", limit.to_string()));
    }
    Some(Age { column: Some(column.name.clone()), newest, left: limit - age })
}

/// The day of the newest story of each column that has any.
fn newest(library: &Library) -> BTreeMap<Id, Date> {
    let settings = library.settings();
    let mut newest = BTreeMap::new();
    for story in library.stories().values() {
        let named = story.record.column.as_ref().map(|column| &*column.value);
        let Some(column) = settings.column_of(named, story.record.kind.id()) else { continue };
        let day = story.record.date.value.date;
        newest.entry(column.id.value.clone()).and_modify(|known: &mut Date| *known = day.max(*known)).or_insert(day);
    }
    newest
}

/// After how many days a column counts as not kept up; nothing for those whose matter does not age.
fn limit(column: &Column) -> Option<i32> {
    let takes = |kind: &str| column.kinds.iter().any(|known| *known.value == *kind);
    let usual = || if takes("news") { Some(DYNAMIC) } else { takes("notice").then_some(NOTICES) };
    column.fresh_within.map(i32::from).or_else(usual)
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
