//! What is due and not done, told to the editor only, never on a page; and days that do not fit the state.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::Record;
use crate::model::{Library, Suggestion, Thing};
use crate::source::Span;

/// Suggestions without an answer.
pub(super) fn check(library: &Library, today: Date, diagnostics: &mut Diagnostics) {
    for thing in library.suggestions().values() {
        answer(&thing.record, diagnostics);
        overdue(thing, today, diagnostics);
        too_late(thing, diagnostics);
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
        let problem = Diagnostic::new(Code::SuggestionOverdue, Span::file(&thing.path));
        diagnostics.push(problem.arg("number", &**record.number.main()).arg("due", due.to_string()));
    }
}

/// The law gives six months at most.
fn too_late(thing: &Thing<Suggestion>, diagnostics: &mut Diagnostics) {
    let (Some(due), Some(assigned)) = (thing.record.due_on, thing.record.assigned_on) else { return };
    if assigned.checked_add(6.months()).is_ok_and(|latest| due > latest) {
        let problem = Diagnostic::new(Code::DueTooLate, Span::file(&thing.path));
        diagnostics.push(problem.arg("due", due.to_string()).arg("assigned", assigned.to_string()));
    }
}
