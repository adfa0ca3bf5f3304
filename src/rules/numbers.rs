//! Published numbers must add up: votes, attendance, candidates, satisfaction, opinions.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Library, Project, Satisfaction, SessionOpinions, Vote};
use crate::source::Spanned;

/// The numbers of every project and reception.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    for project in library.projects().values() {
        candidates(&project.record, diagnostics);
        project.record.vote.iter().for_each(|vote| self::vote(vote, diagnostics));
        project.record.satisfaction.iter().for_each(|test| satisfaction(test, diagnostics));
    }
    for session in library.stations().values().flat_map(|station| &station.record.sessions) {
        session.opinions.iter().for_each(|counted| opinions(counted, diagnostics));
    }
}

fn candidates(project: &Project, diagnostics: &mut Diagnostics) {
    let (Some(candidates), Some(elected)) = (&project.candidate_count, &project.elected_count) else { return };
    if elected.value > candidates.value {
        let problem = Diagnostic::new(Code::CandidateCount, elected.span.clone()).arg("elected", elected.value.to_string());
        diagnostics.push(problem.arg("candidates", candidates.value.to_string()).related(candidates.span.clone()));
    }
}

/// Yes, no, abstentions and invalid votes are at most those present; those present at most those due.
fn vote(vote: &Spanned<Vote>, diagnostics: &mut Diagnostics) {
    let Vote { due, present, yes, no, abstain, invalid, .. } = &vote.value;
    let sum: u64 = [yes, no, abstain, invalid].into_iter().map(|number| u64::from(*number)).sum();
    if sum > u64::from(present.value) {
        let problem = Diagnostic::new(Code::VoteSum, vote.span.clone()).arg("sum", sum.to_string());
        diagnostics.push(problem.arg("present", present.value.to_string()).related(present.span.clone()));
    }
    if present.value > due.value {
        let problem = Diagnostic::new(Code::PresentExceedsDue, present.span.clone()).arg("present", present.value.to_string());
        diagnostics.push(problem.arg("due", due.value.to_string()).related(due.span.clone()));
    }
}

/// What became of opinions is at most what was collected; one may still be under consideration.
fn opinions(counted: &Spanned<SessionOpinions>, diagnostics: &mut Diagnostics) {
    let SessionOpinions { total, answered_on_site, transferred, to_suggestion } = &counted.value;
    let sum: u64 = [answered_on_site, transferred, to_suggestion].into_iter().map(|number| u64::from(*number)).sum();
    if sum > u64::from(*total) {
        let problem = Diagnostic::new(Code::OpinionSum, counted.span.clone()).arg("sum", sum.to_string());
        diagnostics.push(problem.arg("total", total.to_string()));
    }
}

fn satisfaction(test: &Spanned<Satisfaction>, diagnostics: &mut Diagnostics) {
    let Satisfaction { size, satisfied, basic, unsatisfied, .. } = &test.value;
    let sum: u64 = [satisfied, basic, unsatisfied].into_iter().map(|number| u64::from(*number)).sum();
    if sum > u64::from(size.value) {
        let problem = Diagnostic::new(Code::SatisfactionSum, test.span.clone()).arg("sum", sum.to_string());
        diagnostics.push(problem.arg("size", size.value.to_string()).related(size.span.clone()));
    }
}
