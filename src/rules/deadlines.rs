//! What is due and not done, told to the editor only, never on a page; and days that do not fit the state.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::Record;
use crate::model::{Campaign, Deputy, Library, MembershipStatus, Project, Story, Suggestion, TaskList, TaskStatus, Thing};
use crate::source::{SourcePath, Span};

/// Suggestions without an answer, tasks that were not finished in time, records of days to come.
pub(super) fn check(library: &Library, today: Date, diagnostics: &mut Diagnostics) {
    for thing in library.suggestions().values() {
        answer(&thing.record, diagnostics);
        overdue(thing, today, diagnostics);
        too_late(thing, diagnostics);
    }
    for one in library.waiting().iter().filter(|one| one.due < today) {
        diagnostics.push(late(&one.path, &one.number, one.due));
    }
    library.tasks().values().for_each(|list| tasks(&list.record, today, diagnostics));
    library.projects().values().for_each(|project| to_come(project, today, diagnostics));
    library.campaigns().values().for_each(|campaign| phases(&campaign.record, diagnostics));
    library.deputies().values().for_each(|deputy| terms(&deputy.record, today, diagnostics));
    library.stories().values().for_each(|story| results_to_come(story, today, diagnostics));
    let deeds = library.deeds().values().flat_map(|ledger| &ledger.record.deeds);
    for deed in deeds.filter(|deed| deed.date.value > today) {
        let problem = Diagnostic::new(Code::FutureRecord, deed.date.span.clone()).arg("field", "date");
        diagnostics.push(problem.arg("value", deed.date.value.to_string()));
    }
}

/// A phase lies within its campaign.
fn phases(campaign: &Campaign, diagnostics: &mut Diagnostics) {
    let days = campaign.phases.iter().flat_map(|phase| [&phase.from, &phase.to]).flatten();
    for day in days.filter(|day| day.value < campaign.start || campaign.end.is_some_and(|end| day.value > end)) {
        let end = campaign.end.map_or(String::new(), |end| end.to_string());
        let problem = Diagnostic::new(Code::PhaseOutside, day.span.clone()).arg("value", day.value.to_string());
        diagnostics.push(problem.arg("start", campaign.start.to_string()).arg("end", end));
    }
}

/// Who serves has not ended yet.
fn terms(deputy: &Deputy, today: Date, diagnostics: &mut Diagnostics) {
    for membership in deputy.memberships.iter().filter(|membership| membership.status == MembershipStatus::Serving) {
        if let Some(to) = membership.to.as_ref().filter(|to| to.value < today) {
            diagnostics.push(Diagnostic::new(Code::TermOver, to.span.clone()).arg("value", to.value.to_string()));
        }
    }
}

/// Measured results and what others took over lie in the past.
fn results_to_come(thing: &Thing<Story>, today: Date, diagnostics: &mut Diagnostics) {
    let facts = thing.record.facts.iter().filter_map(|fact| Some(("facts", fact.as_of?)));
    let adoptions = thing.record.adoptions.iter().map(|adoption| ("adoptions", adoption.date));
    for (field, day) in facts.chain(adoptions).filter(|(_, day)| *day > today) {
        let problem = Diagnostic::new(Code::FutureRecord, Span::file(&thing.path));
        diagnostics.push(problem.arg("field", field).arg("value", day.to_string()));
    }
}

fn tasks(list: &TaskList, today: Date, diagnostics: &mut Diagnostics) {
    for task in &list.tasks {
        let is_open = match task.status {
            TaskStatus::Planned | TaskStatus::Underway => true,
            TaskStatus::Done | TaskStatus::Postponed | TaskStatus::Dropped => false,
        };
        if is_open && task.due.value < today {
            let problem = Diagnostic::new(Code::TaskOverdue, task.due.span.clone());
            diagnostics.push(problem.arg("no", task.no.value.to_string()).arg("due", task.due.value.to_string()));
        }
    }
}

/// What is told as done cannot lie in the future.
fn to_come(thing: &Thing<Project>, today: Date, diagnostics: &mut Diagnostics) {
    let record = &thing.record;
    let progress = record.progress.iter().map(|step| ("progress", step.date));
    let done = record.milestones.iter().filter_map(|milestone| Some(("milestones", milestone.done?)));
    let events = record.events.iter().map(|event| ("events", event.date));
    let test = record.satisfaction.iter().map(|test| ("satisfaction", test.value.date));
    for (field, day) in progress.chain(done).chain(events).chain(test).filter(|(_, day)| *day > today) {
        let problem = Diagnostic::new(Code::FutureRecord, Span::file(&thing.path));
        diagnostics.push(problem.arg("field", field).arg("value", day.to_string()));
    }
}

/// An answered suggestion has the day of its answer; one that has such a day is answered.
fn answer(record: &Suggestion, diagnostics: &mut Diagnostics) {
    let Some((_, field)) = Suggestion::RECORD.field("replied_on") else { return };
    let status = &record.status;
    match (record.is_open(), &record.replied_on) {
        (true, None) | (false, Some(_)) => {}
        (false, None) => {
            let problem = Diagnostic::new(Code::MissingField, status.span.clone()).arg("what", Suggestion::RECORD.words);
            diagnostics.push(problem.arg("field", field.name).arg("meaning", field.meaning_clause()));
        }
        (true, Some(replied)) => {
            let problem = Diagnostic::new(Code::AnsweredButOpen, status.span.clone()).arg("status", status.value.words());
            diagnostics.push(problem.arg("field", field.name).related(replied.span.clone()));
        }
    }
}

fn overdue(thing: &Thing<Suggestion>, today: Date, diagnostics: &mut Diagnostics) {
    let record = &thing.record;
    if let Some(due) = record.due().filter(|due| record.is_open() && record.replied_on.is_none() && *due < today) {
        diagnostics.push(late(&thing.path, record.number.main(), due));
    }
}

fn late(path: &SourcePath, number: &str, due: Date) -> Diagnostic {
    Diagnostic::new(Code::SuggestionOverdue, Span::file(path)).arg("number", number).arg("due", due.to_string())
}

/// The law gives six months at most.
fn too_late(thing: &Thing<Suggestion>, diagnostics: &mut Diagnostics) {
    let (Some(due), Some(assigned)) = (thing.record.due_on, thing.record.assigned_on) else { return };
    if assigned.checked_add(6.months()).is_ok_and(|latest| due > latest) {
        let problem = Diagnostic::new(Code::DueTooLate, Span::file(&thing.path));
        diagnostics.push(problem.arg("due", due.to_string()).arg("assigned", assigned.to_string()));
    }
}
