//! Stories: their lists by kind, and the page of each.

use rayon::prelude::*;

use super::cards::{Cards, Deck, extended, pick};
use super::desk::{Desk, folder};
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::practice;
use super::section::Section;
use super::site::extra;
use super::values::{choice, maybe_date};
use crate::fields::Id;
use crate::language::{Language, Words};
use crate::model::{Kind, Library, Linked, Story, StoryKind, Thing};
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
    let years = years(desk);
    let mut pages = list(desk, "stories", (kinds(desk, &by_kind, None), years.clone()), None, stories);
    for (kind, ids) in &by_kind {
        let filters = (kinds(desk, &by_kind, Some(*kind)), years.clone());
        pages.extend(list(desk, &format!("stories/kind/{}", kind.id()), filters, Some(*kind), ids));
    }
    pages
}

/// The page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stories = &desk.library.relations().stories;
    let related = &desk.library.relations().related;
    let sheets = stories.par_iter().enumerate().map(|(number, id)| {
        let newer = number.checked_sub(1).map(|newer| &stories[newer]);
        let neighbours = Neighbours { newer, older: stories.get(number + 1), related: related.get(id).map_or(&[], Vec::as_slice) };
        let thing = desk.library.story(id);
        let made_of = |made_of: &mut MadeOf<'_, '_>| self::made_of(made_of, thing, &neighbours, &desk.cards);
        desk.page_of(Kind::Story, thing, Library::stories, made_of, || sheet(desk, thing, &neighbours))
    });
    sheets.collect()
}

fn of_kind(desk: &Desk<'_>, kind: StoryKind) -> Vec<Id> {
    desk.library.relations().stories.iter().filter(|id| desk.library.story(id).record.kind == kind).cloned().collect()
}

/// The pages of one list; `kinds` and `years` lead to the other lists.
fn list(desk: &Desk<'_>, path: &str, (kinds, years): (View, View), kind: Option<StoryKind>, ids: &[Id]) -> Planned {
    let per_page = usize::from(desk.library.settings().stories_per_page);
    let heading = desk.say(kind.map_or(Section::Stories.words(), StoryKind::words));
    let pages = slices(path, ids, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "stories", numbered(desk, heading, slice.number));
        sheet.section = Some(Section::Stories);
        sheet.description = sheet.title.clone();
        sheet.crumbs = if kind.is_some() { vec![desk.section_crumb(Section::Stories)] } else { Vec::new() };
        sheet.values = vec![
            ("heading", View::from(heading)),
            ("stories", View::list(pick(&desk.cards.stories, slice.items))),
            ("kinds", kinds.clone()),
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
fn kinds(desk: &Desk<'_>, by_kind: &[(StoryKind, Vec<Id>)], current: Option<StoryKind>) -> View {
    View::list(by_kind.iter().map(|(kind, ids)| {
        View::map([
            ("id", View::from(kind.id())),
            ("name", View::from(desk.say(kind.words()))),
            ("path", View::from(format!("stories/kind/{}/", kind.id()))),
            ("count", View::from(ids.len())),
            ("current", View::from(current == Some(*kind))),
        ])
    }))
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
        let path = format!("archive/{year}/");
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
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Story>, neighbours: &Neighbours<'_>, cards: &Cards) {
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
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Story>, neighbours: &Neighbours<'_>) -> Sheet {
    let record = &thing.record;
    let is_practice = record.kind == StoryKind::Practice;
    let kind = if is_practice { "practice" } else { "story" };
    let section = if is_practice { Section::Practices } else { Section::Stories };
    let mut sheet = Sheet::new(folder(Kind::Story, &thing.id), kind, record.title.value.clone());
    sheet.section = Some(section);
    sheet.description = record.summary.value.clone();
    sheet.crumbs = vec![desk.section_crumb(section)];
    sheet.date = Some(record.date.value.iso());
    sheet.inputs = vec![thing.path.clone()];
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
    ];
    if is_practice {
        sheet.values.extend(practice::values(desk, thing));
    }
    sheet
}

fn view(desk: &Desk<'_>, thing: &Thing<Story>) -> View {
    let record = &thing.record;
    let text = thing.text.as_deref();
    let names = |names: &[std::sync::Arc<str>]| View::list(names.iter().map(View::from));
    extended(
        &desk.cards.stories[&thing.id],
        vec![
            ("body_html", if record.kind == StoryKind::Practice { View::Nothing } else { desk.body(text) }),
            ("lang", View::from(record.lang.as_ref().filter(|lang| **lang != desk.language).map(Language::html_lang).map(View::text))),
            ("event_date", maybe_date(record.event_date)),
            ("reporters", names(&record.reporters)),
            ("correspondents", names(&record.correspondents)),
            ("photographers", names(&record.photographers)),
            ("byline", byline(desk, record)),
            ("editor", View::from(record.editor.as_ref())),
            ("origin", choice(desk, record.origin.id(), record.origin.words())),
            ("origin_url", View::from(record.origin_url.as_ref().map(|url| &url.value))),
            ("column", column(desk, record)),
            ("work_line", record.work_line.map_or(View::Nothing, |line| choice(desk, line.id(), line.words()))),
            ("photos", desk.pictures(&thing.path, &record.photos)),
            ("reading_minutes", View::from(text.map_or(1, minutes))),
            ("reviewers", reviewers(record)),
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
            .map(|(label, names)| View::map([("label", View::from(desk.say(label))), ("names", View::from(names.join("、")))])),
    )
}

fn reviewers(record: &Story) -> View {
    let signatures = record.review.iter().flat_map(|review| [&review.first, &review.second, &review.last]);
    View::list(signatures.flatten().map(|signature| View::from(&signature.by)))
}

/// The story's column, else the one that takes its kind, else the kind itself.
fn column(desk: &Desk<'_>, record: &Story) -> View {
    let columns = &desk.library.settings().columns;
    let named = record.column.as_ref().and_then(|column| columns.iter().find(|one| one.id.value.as_str() == &*column.value));
    let by_kind = || columns.iter().find(|column| column.kinds.iter().any(|kind| &*kind.value == record.kind.id()));
    named.or_else(by_kind).map_or_else(|| View::from(desk.say(record.kind.words())), |column| desk.text(&column.name))
}
