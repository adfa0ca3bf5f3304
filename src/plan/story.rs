//! Stories: their lists by kind, and the page of each.

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::address::Address;
use super::cards::{Deck, extended, pick};
use super::columns;
use super::desk::{Desk, crumb, folder};
use super::head::Article;
use super::linked_data::{self, named};
use super::made_of::MadeOf;
use super::meeting;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::practice;
use super::section::Section;
use super::side_by_side;
use super::site::extra;
use super::tag;
use super::values::{LIST_COMMA, choice, full_date, maybe_date, moment};
use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{Activity, Kind, Library, Linked, Story, StoryKind, Thing, WorkLine};
use crate::view::View;

/// Han characters that a reader reads in a minute (Chinese readers manage 300 to 500; the careful end is taken).
const CHARACTERS_A_MINUTE: usize = 300;

/// The lists of stories.
pub(super) fn lists(desk: &Desk<'_>) -> Planned {
    let stories = &desk.library.relations().stories;
    if stories.is_empty() {
        return Vec::new();
    }
    let by_kind: Vec<(StoryKind, Vec<Id>)> =
        StoryKind::ALL.iter().map(|kind| (*kind, of_kind(desk, *kind))).filter(|(_, ids)| !ids.is_empty()).collect();
    let by_column: Vec<(&Id, Vec<Id>)> =
        desk.columns.all_own().map(|(id, _)| (id, of_column(desk, id))).filter(|(_, ids)| !ids.is_empty()).collect();
    let years = years(desk);
    let filters = |current: &List<'_>| (kinds(desk, &by_kind, current), columns(desk, &by_column, current), years.clone());
    let mut pages = list(desk, &List::All, filters(&List::All), stories);
    for (kind, ids) in &by_kind {
        pages.extend(list(desk, &List::Kind(*kind), filters(&List::Kind(*kind)), ids));
    }
    for line in WorkLine::ALL {
        let ids = of_line(desk, *line);
        if !ids.is_empty() {
            pages.extend(list(desk, &List::Line(*line), filters(&List::Line(*line)), &ids));
        }
    }
    for (id, ids) in &by_column {
        pages.extend(list(desk, &List::Column(id), filters(&List::Column(id)), ids));
    }
    pages
}

/// Which stories a list shows.
#[derive(PartialEq)]
enum List<'a> {
    All,
    Kind(StoryKind),
    Line(WorkLine),
    Column(&'a Id),
}

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stories = &desk.library.relations().stories;
    let related = &desk.library.relations().related;
    let sheets = stories.par_iter().enumerate().map(|(number, id)| {
        let newer = number.checked_sub(1).map(|newer| &stories[newer]);
        let neighbours = Neighbours { newer, older: stories.get(number + 1), related: related.get(id).map_or(&[], Vec::as_slice) };
        let thing = desk.library.story(id);
        let made_of = |made_of: &mut MadeOf<'_, '_>| self::made_of(made_of, thing, &neighbours, desk);
        desk.page_of(Kind::Story, thing, Library::stories, made_of, || sheet(desk, thing, &neighbours))
    });
    sheets.collect()
}

fn of_kind(desk: &Desk<'_>, kind: StoryKind) -> Vec<Id> {
    desk.library.relations().stories.iter().filter(|id| desk.library.story(id).record.kind == kind).cloned().collect()
}

/// The stories of a line of work, newest first.
fn of_line(desk: &Desk<'_>, line: WorkLine) -> Vec<Id> {
    let stories = desk.library.relations().stories.iter();
    stories.filter(|id| desk.library.story(id).record.work_line == Some(line)).cloned().collect()
}

/// The stories of the editor's column `id`, newest first.
fn of_column(desk: &Desk<'_>, id: &Id) -> Vec<Id> {
    let stories = desk.library.relations().stories.iter();
    stories.filter(|story| columns::of_story(desk, &desk.library.story(story).record) == Some(id)).cloned().collect()
}

/// The pages of one list; `kinds`, `columns` and `years` lead to the other lists.
fn list(desk: &Desk<'_>, list: &List<'_>, (kinds, columns, years): (View, View, View), ids: &[Id]) -> Planned {
    let per_page = usize::from(desk.library.settings().stories_per_page);
    let section = desk.columns.section(Section::Stories);
    let own = match list {
        List::Column(id) => desk.columns.own(id),
        List::All | List::Kind(_) | List::Line(_) => None,
    };
    let (path, heading): (String, Arc<str>) = match list {
        List::All => ("stories".to_owned(), section.name.clone()),
        List::Kind(kind) => (kind_path(*kind), desk.say(kind.words()).into()),
        List::Line(line) => (line_path(*line), desk.say(line.words()).into()),
        List::Column(id) => (column_path(id), own.map_or_else(Arc::default, |column| column.name.clone())),
    };
    let pages = slices(&desk.prefix, &path, ids, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "stories", numbered(desk, &heading, slice.number));
        sheet.section = Some(Section::Stories);
        (sheet.description, sheet.column, sheet.crumbs) = match list {
            List::All => (section.about.clone(), None, Vec::new()),
            List::Kind(_) | List::Line(_) => (sheet.title.clone(), None, vec![desk.section_crumb(Section::Stories)]),
            List::Column(id) => {
                let about = own.map_or_else(Arc::default, |column| column.about.clone());
                (about, Some((*id).clone()), vec![desk.section_crumb(Section::Stories)])
            }
        };
        sheet.updated = updated(desk, ids);
        sheet.values = vec![
            ("heading", View::from(&heading)),
            ("stories", View::list(pick(&desk.cards.stories, slice.items))),
            ("kinds", kinds.clone()),
            ("columns", columns.clone()),
            ("years", years.clone()),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// The title of page `number` of a list.
pub(super) fn numbered(desk: &Desk<'_>, title: &str, number: usize) -> String {
    match number {
        1 => title.to_owned(),
        number => format!("{title}{}", desk.say(Words { en: ", page {}", zh: "（第{}页）" }).replace("{}", &number.to_string())),
    }
}

/// The lists by kind, each with its length.
fn kinds(desk: &Desk<'_>, by_kind: &[(StoryKind, Vec<Id>)], current: &List<'_>) -> View {
    View::list(by_kind.iter().map(|(kind, ids)| {
        View::map([
            ("id", View::from(kind.id())),
            ("name", View::from(desk.say(kind.words()))),
            ("path", View::from(desk.path(&format!("{}/", kind_path(*kind))))),
            ("count", View::from(ids.len())),
            ("current", View::from(*current == List::Kind(*kind))),
        ])
    }))
}

/// The lists by the editor's columns, each with its length.
fn columns(desk: &Desk<'_>, by_column: &[(&Id, Vec<Id>)], current: &List<'_>) -> View {
    View::list(by_column.iter().map(|(id, ids)| {
        View::map([
            ("id", View::from(id.shared())),
            ("name", View::from(desk.columns.own(id).map(|column| &column.name))),
            ("path", View::from(desk.path(&href_of(&column_path(id))))),
            ("count", View::from(ids.len())),
            ("current", View::from(*current == List::Column(id))),
        ])
    }))
}

/// The kinds of which there is a story: their names and the paths of their lists.
pub(super) fn each_kind<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = (&'static str, String)> + 'd {
    let stories = &desk.library.relations().stories;
    let is_there = |kind: &&StoryKind| stories.iter().any(|id| desk.library.story(id).record.kind == **kind);
    StoryKind::ALL.iter().filter(is_there).map(|kind| (desk.say(kind.words()), desk.path(&format!("{}/", kind_path(*kind)))))
}

/// The folder of the list of a kind.
fn kind_path(kind: StoryKind) -> String {
    format!("stories/kind/{}", kind.id())
}

/// The folder of the list of a line of work.
fn line_path(line: WorkLine) -> String {
    format!("stories/line/{}", line.id())
}

/// A line of work, with its list.
fn work_line(desk: &Desk<'_>, line: WorkLine) -> View {
    extended(&choice(desk, line.id(), line.words()), vec![("path", View::from(desk.path(&format!("{}/", line_path(line)))))])
}

/// What the deputies did.
fn activity(desk: &Desk<'_>, activity: &Activity) -> View {
    View::map([
        ("kind", choice(desk, activity.kind.id(), activity.kind.words())),
        ("hours", View::from(activity.hours.map(i64::from))),
        ("people", View::from(activity.people.map(i64::from))),
    ])
}

/// The lines of work of which there is a story: their names and the paths of their lists.
pub(super) fn each_line<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = (&'static str, String)> + 'd {
    let is_there = |line: &&WorkLine| !of_line(desk, **line).is_empty();
    WorkLine::ALL.iter().filter(is_there).map(|line| (desk.say(line.words()), desk.path(&format!("{}/", line_path(*line)))))
}

/// The folder of the list of a column.
pub(super) fn column_path(id: &Id) -> String {
    format!("stories/column/{id}")
}

fn href_of(path: &str) -> String {
    Address::page(path).map_or(String::new(), |address| address.href())
}

/// When the newest of these stories, which begin with it, was published.
pub(super) fn updated(desk: &Desk<'_>, newest_first: &[Id]) -> View {
    newest_first.first().map_or(View::Nothing, |id| moment(desk, desk.library.story(id).record.date.value))
}

/// The years that have stories, newest first, with their archive pages.
pub(super) fn years(desk: &Desk<'_>) -> View {
    View::list(
        each_year(desk)
            .map(|(year, path, count)| View::map([("path", View::from(path)), ("year", View::from(year)), ("count", View::from(count))])),
    )
}

/// Each year that has stories, newest first: its name, the path of its page, how many stories it has.
pub(super) fn each_year<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = (String, String, usize)> + 'd {
    let years = desk.library.relations().stories.chunk_by(|a, b| year_of(desk, a) == year_of(desk, b));
    years.map(|stories| {
        let year = year_of(desk, &stories[0]).to_string();
        let path = desk.path(&format!("archive/{year}/"));
        (year, path, stories.len())
    })
}

/// The year in which a story was published.
pub(super) fn year_of(desk: &Desk<'_>, id: &Id) -> i16 {
    desk.library.story(id).record.date.value.date.year()
}

/// What a story's page shows of others.
struct Neighbours<'a> {
    newer: Option<&'a Id>,
    older: Option<&'a Id>,
    related: &'a [Id],
}

/// Everything that [`sheet`] shows.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Story>, neighbours: &Neighbours<'_>, desk: &Desk<'_>) {
    let cards = &desk.cards;
    let record = &thing.record;
    let attachments = record.replicability.iter().flat_map(|copying| &copying.attachments);
    made_of
        .thing(thing)
        .view(&cards.stories[&thing.id])
        .photos(&thing.path, record.cover.iter().chain(&record.photos))
        .files(&thing.path, attachments.map(|attachment| &*attachment.file.value))
        .cards(&cards.stations, record.stations.iter().map(|one| &one.id))
        .cards(&cards.deputies, record.deputies.iter().map(|one| &one.id))
        .cards(&cards.campaigns, record.campaigns.iter().map(|one| &one.id))
        .cards(&cards.projects, record.projects.iter().map(|one| &one.id))
        .cards(&cards.stations, record.adoptions.iter().map(|adoption| &adoption.adopter.value))
        .links(Kind::Story, neighbours.newer)
        .links(Kind::Story, neighbours.older)
        .cards(&cards.stories, neighbours.related);
    side_by_side::feed_link(made_of, desk, thing);
    meeting::made_of(made_of, record, cards);
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Story>, neighbours: &Neighbours<'_>) -> Sheet {
    let record = &thing.record;
    let is_practice = record.kind == StoryKind::Practice;
    let kind = if is_practice { "practice" } else { "story" };
    let section = if is_practice { Section::Practices } else { Section::Stories };
    let mut sheet = Sheet::new(folder(Kind::Story, &thing.id), kind, desk.words(&record.title.value).clone());
    sheet.section = Some(section);
    sheet.description = desk.words(&record.summary.value).clone();
    sheet.crumbs = vec![desk.section_crumb(section)];
    if let Some((id, column)) = columns::of_story(desk, record).filter(|_| !is_practice).and_then(|id| Some((id, desk.columns.own(id)?))) {
        sheet.crumbs.push(crumb(&column.name, desk.path(&href_of(&column_path(id)))));
        sheet.column = Some(id.clone());
    }
    sheet.date = Some(record.date.value.iso());
    sheet.date_time = Some(full_date(&desk.zone, record.date.value));
    sheet.article = Some(article(desk, record));
    sheet.picture = record.cover.as_ref().map_or(View::Nothing, |cover| desk.picture(&thing.path, cover));
    sheet.subject = subjects(desk, &sheet, thing);
    desk.in_languages(&mut sheet, thing, record.lang.as_ref());
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    let ids = |references: Vec<&Id>, cards: &Deck| View::list(pick(cards, references));
    let link = |id: Option<&Id>| id.map_or(View::Nothing, |id| desk.link(Kind::Story, id));
    sheet.values = vec![
        ("story", view(desk, thing)),
        ("stations", ids(record.stations.iter().map(|one| &one.id).collect(), &desk.cards.stations)),
        ("deputies", ids(record.deputies.iter().map(|one| &one.id).collect(), &desk.cards.deputies)),
        ("campaigns", ids(record.campaigns.iter().map(|one| &one.id).collect(), &desk.cards.campaigns)),
        ("projects", ids(record.projects.iter().map(|one| &one.id).collect(), &desk.cards.projects)),
        ("previous", link(neighbours.newer)),
        ("next", link(neighbours.older)),
        ("related", View::list(pick(&desk.cards.stories, neighbours.related))),
        ("exchange", side_by_side::link_of(desk, thing)),
    ];
    if is_practice {
        sheet.values.extend(practice::values(desk, thing));
    }
    sheet
}

fn view(desk: &Desk<'_>, thing: &Thing<Story>) -> View {
    let record = &thing.record;
    let text = desk.text_of(thing);
    extended(
        &desk.cards.stories[&thing.id],
        vec![
            ("body_html", if record.kind == StoryKind::Practice { View::Nothing } else { desk.body(text) }),
            ("lang", View::from(desk.foreign(thing, record.lang.as_ref()).map(|language| View::text(language.html_lang())))),
            ("event_date", maybe_date(desk, record.event_date)),
            ("reporters", desk.texts(&record.reporters)),
            ("correspondents", desk.texts(&record.correspondents)),
            ("photographers", desk.texts(&record.photographers)),
            ("byline", byline(desk, record)),
            ("editor", desk.maybe(record.editor.as_ref())),
            ("origin", choice(desk, record.origin.id(), record.origin.words())),
            ("origin_url", View::from(record.origin_url.as_ref().map(|url| &url.value))),
            ("column", column(desk, record)),
            ("work_line", record.work_line.map_or(View::Nothing, |line| work_line(desk, line))),
            ("activity", record.activity.as_ref().map_or(View::Nothing, |activity| self::activity(desk, activity))),
            ("meeting", meeting::view(desk, record)),
            ("photos", desk.pictures(&thing.path, &record.photos)),
            ("reading_minutes", View::from(text.map_or(1, minutes))),
            ("reviewers", reviewers(desk, record)),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

/// Minutes to read the text, at least 1.
fn minutes(text: &Linked) -> usize {
    text.document.characters.div_ceil(CHARACTERS_A_MINUTE).max(1)
}

/// Who wrote and photographed, in the order of Chinese newspapers.
fn byline(desk: &Desk<'_>, record: &Story) -> View {
    let lines = [
        (Words { en: "Reporters", zh: "记者" }, &record.reporters),
        (Words { en: "Correspondents", zh: "通讯员" }, &record.correspondents),
        (Words { en: "Photographs", zh: "摄影" }, &record.photographers),
    ];
    View::list(
        lines
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(label, names)| View::map([("label", View::from(desk.say(label))), ("names", View::from(joined(desk, names)))])),
    )
}

/// Names in a row.
fn joined(desk: &Desk<'_>, names: &[Text]) -> String {
    names.iter().map(|name| &**desk.words(name)).collect::<Vec<&str>>().join(desk.say(LIST_COMMA))
}

fn reviewers(desk: &Desk<'_>, record: &Story) -> View {
    let signatures = record.review.iter().flat_map(|review| [&review.value.first, &review.value.second, &review.value.last]);
    View::list(signatures.flatten().map(|signature| desk.text(&signature.by.value)))
}

/// The story's column, else the one that takes its kind, else the kind itself.
fn column(desk: &Desk<'_>, record: &Story) -> View {
    let own = columns::of_story(desk, record).and_then(|id| desk.columns.own(id));
    own.map_or_else(|| View::from(desk.say(record.kind.words())), |column| View::from(&column.name))
}

/// What the page tags tell of a story: what its head shows.
fn article(desk: &Desk<'_>, record: &Story) -> Article {
    let names = [&record.reporters, &record.correspondents].into_iter().find(|names| !names.is_empty());
    Article {
        published: record.date.value.iso(),
        source: desk.words(&record.source).clone(),
        author: names.map(|names| joined(desk, names)).or_else(|| record.editor.as_ref().map(|editor| desk.words(editor).to_string())),
        keywords: record.tags.iter().map(|tag| tag::word(desk, &tag.value)).collect(),
    }
}

/// The story as news, and what it announces.
fn subjects(desk: &Desk<'_>, sheet: &Sheet, thing: &Thing<Story>) -> Vec<Map<String, Value>> {
    let record = &thing.record;
    let persons = record.reporters.iter().chain(&record.correspondents);
    let authors: Vec<Value> = persons.map(|name| named("Person", desk.words(name))).collect();
    let source = named("Organization", desk.words(&record.source));
    let language = record.lang.as_ref().unwrap_or(&desk.language).html_lang();
    let section = columns::of_story(desk, record).and_then(|id| desk.columns.own(id)).map(|column| Value::from(&*column.name));
    let keywords: Vec<Arc<str>> = record.tags.iter().map(|tag| tag::word(desk, &tag.value)).collect();
    let news = linked_data::thing(
        "NewsArticle",
        [
            ("headline", Some(Value::from(&**desk.words(&record.title.value)))),
            ("datePublished", sheet.date_time.as_deref().map(Value::from)),
            ("author", Some(if authors.is_empty() { source } else { Value::from(authors) })),
            ("publisher", Some(linked_data::organization(desk))),
            ("inLanguage", Some(Value::from(language))),
            ("articleSection", section),
            ("keywords", (!keywords.is_empty()).then(|| keywords.iter().map(|word| Value::from(&**word)).collect())),
        ],
    );
    std::iter::once(news).chain(announced(desk, thing)).collect()
}

/// What a preview with a day and a station announces.
fn announced(desk: &Desk<'_>, thing: &Thing<Story>) -> Option<Map<String, Value>> {
    let record = &thing.record;
    let is_preview = matches!(record.kind, StoryKind::Preview | StoryKind::Notice);
    let day = record.event_date.filter(|_| is_preview)?;
    let station = &desk.library.station(&record.stations.first()?.id).record;
    let address = linked_data::address(desk, desk.library.settings(), station.address.in_language(&desk.language));
    let place = linked_data::thing("Place", [("name", Some(Value::from(&**desk.words(&station.name)))), ("address", Some(address))]);
    Some(linked_data::event(desk, desk.words(&record.title.value), (day, None), Value::Object(place), linked_data::organization(desk)))
}
