//! Lists of tasks: a table for each. Nobody is told in public that a task is late.

use super::affairs::Affair;
use super::cards::pick;
use super::desk::{Desk, folder};
use super::pages::{Planned, Sheet};
use super::site::extra;
use super::values::{choice, date};
use crate::model::{Kind, Task, TaskList, Thing};
use crate::view::View;

/// The list of lists, and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let lists = &desk.library.relations().tasks;
    if lists.is_empty() {
        return Vec::new();
    }
    let mut list = Sheet::new(Affair::Tasks.folder(), "task_lists", desk.say(Affair::Tasks.words()));
    list.description = desk.say(Affair::Tasks.about()).into();
    list.values = vec![("lists", View::list(lists.iter().map(|id| card(desk, desk.library.task_list(id)))))];
    let pages = lists.iter().map(|id| desk.page(sheet(desk, desk.library.task_list(id))));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

fn card(desk: &Desk<'_>, thing: &Thing<TaskList>) -> View {
    let record = &thing.record;
    View::map([
        ("id", View::from(thing.id.shared())),
        ("title", desk.text(&record.title.value)),
        ("path", View::from(desk.href(Kind::Tasks, &thing.id))),
        ("year", View::from(i64::from(record.year))),
        ("issued_by", desk.text(&record.issued_by)),
        ("document_no", desk.maybe(record.document_no.as_ref())),
        ("count", View::from(record.tasks.len())),
    ])
}

fn sheet(desk: &Desk<'_>, thing: &Thing<TaskList>) -> Sheet {
    let record = &thing.record;
    let mut sheet = Sheet::new(folder(Kind::Tasks, &thing.id), "task_list", desk.words(&record.title.value).clone());
    sheet.description = desk.say(Affair::Tasks.about()).into();
    sheet.crumbs = vec![Affair::Tasks.link(desk)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    let mut tasks: Vec<&Task> = record.tasks.iter().collect();
    tasks.sort_by_key(|task| task.no.value);
    sheet.values = vec![
        ("list", card(desk, thing)),
        ("tasks", View::list(tasks.into_iter().map(|task| self::task(desk, task)))),
        ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
        ("extra", extra(&record.extra.0)),
    ];
    sheet
}

fn task(desk: &Desk<'_>, task: &Task) -> View {
    View::map([
        ("no", View::from(i64::from(task.no.value))),
        ("objective", desk.text(&task.objective)),
        ("measure", desk.text(&task.measure)),
        ("lead_unit", desk.text(&task.lead_unit)),
        ("co_units", desk.texts(&task.co_units)),
        ("person", desk.maybe(task.person.as_ref())),
        ("due", date(desk, task.due.value)),
        ("status", choice(desk, task.status.id(), task.status.words())),
        ("evidence", View::list(pick(&desk.cards.stories, task.evidence.iter().map(|one| &one.id)))),
        ("note", desk.maybe(task.note.as_ref())),
    ])
}
