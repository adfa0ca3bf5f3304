//! Published numbers must add up: votes, majorities, attendance, candidates, satisfaction, opinions.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Fact, Library, OpinionLedger, Project, Satisfaction, SatisfactionResult, SessionOpinions, Vote, VoteMethod};
use crate::source::Spanned;

/// The numbers of every project and reception.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    for project in library.projects().values() {
        candidates(&project.record, diagnostics);
        method(&project.record, diagnostics);
        project.record.vote.iter().for_each(|vote| self::vote(vote, diagnostics));
        project.record.satisfaction.iter().for_each(|test| satisfaction(test, diagnostics));
    }
    for session in library.stations().values().flat_map(|station| &station.record.sessions) {
        session.opinions.iter().for_each(|counted| opinions(counted, diagnostics));
    }
    for fact in library.stories().values().flat_map(|story| &story.record.facts) {
        percent(fact, diagnostics);
    }
    library.opinions().values().for_each(|ledger| total(&ledger.record, diagnostics));
}

fn candidates(project: &Project, diagnostics: &mut Diagnostics) {
    let (Some(candidates), Some(elected)) = (&project.candidate_count, &project.elected_count) else { return };
    if elected.value > candidates.value {
        let problem = Diagnostic::new(Code::CandidateCount, elected.span.clone()).arg("elected", elected.value.to_string());
        diagnostics.push(problem.arg("candidates", candidates.value.to_string()).related(candidates.span.clone()));
    }
}

/// There are more candidates than places where deputies choose among them, and as many where they do not.
fn method(project: &Project, diagnostics: &mut Diagnostics) {
    let (Some(vote), Some(candidates), Some(elected)) = (&project.vote, &project.candidate_count, &project.elected_count) else { return };
    let fits = match vote.value.method {
        VoteMethod::Competitive => candidates.value > elected.value,
        VoteMethod::Equal => candidates.value == elected.value,
    };
    if !fits && candidates.value >= elected.value {
        let problem = Diagnostic::new(Code::VoteMethodDiffers, candidates.span.clone()).arg("method", vote.value.method.words());
        let problem = problem.arg("candidates", candidates.value.to_string()).arg("elected", elected.value.to_string());
        diagnostics.push(problem.related(elected.span.clone()));
    }
}

/// A share is at most the whole; what grew may have grown by more.
fn percent(fact: &Fact, diagnostics: &mut Diagnostics) {
    let text = fact.after.value.main().trim();
    let unit = fact.unit.as_ref().map_or("", |unit| unit.main().trim());
    let (number, is_percent) = match text.strip_suffix(['%', '％']) {
        Some(number) => (number, true),
        None => (text, matches!(unit, "%" | "％")),
    };
    let metric = fact.metric.main();
    let is_growth = ["增", "升", "同比", "提高", "倍"].iter().any(|word| metric.contains(word));
    if is_percent && !is_growth && number.trim().parse::<f64>().is_ok_and(|number| number > 100.0) {
        let problem = Diagnostic::new(Code::ShareOverWhole, fact.after.span.clone()).arg("value", text);
        diagnostics.push(problem.arg("metric", &**metric));
    }
}

/// A published total is the sum of the rows.
fn total(ledger: &OpinionLedger, diagnostics: &mut Diagnostics) {
    if let Some(total) = ledger.total.as_ref().filter(|total| total.value != ledger.sum()) {
        let problem = Diagnostic::new(Code::OpinionTotal, total.span.clone()).arg("total", total.value.to_string());
        diagnostics.push(problem.arg("sum", ledger.sum().to_string()));
    }
}

/// Yes, no, abstentions and invalid votes are at most those present; those present at most those due.
fn vote(vote: &Spanned<Vote>, diagnostics: &mut Diagnostics) {
    let Vote { due, present, yes, no, abstain, invalid, passed, .. } = &vote.value;
    let sum: u64 = [yes, no, abstain, invalid].into_iter().map(|number| u64::from(*number)).sum();
    if sum > u64::from(present.value) {
        let problem = Diagnostic::new(Code::VoteSum, vote.span.clone()).arg("sum", sum.to_string());
        diagnostics.push(problem.arg("present", present.value.to_string()).related(present.span.clone()));
    }
    if sum < u64::from(present.value) {
        let problem = Diagnostic::new(Code::VotesMissing, present.span.clone()).arg("sum", sum.to_string());
        diagnostics.push(problem.arg("present", present.value.to_string()));
    }
    if *passed && u64::from(*yes) * 2 <= u64::from(due.value) {
        let problem = Diagnostic::new(Code::NoMajority, vote.span.clone()).arg("yes", yes.to_string());
        diagnostics.push(problem.arg("due", due.value.to_string()));
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
    let judged = judged(&test.value);
    if let Some(result) = test.value.result.filter(|result| *result != judged) {
        let problem = Diagnostic::new(Code::SatisfactionDiffers, test.span.clone()).arg("result", result.words());
        diagnostics.push(problem.arg("judged", judged.words()));
    }
}

/// The result by the usual rule: satisfied with at least half of all, basically satisfied with at least half together with those.
fn judged(test: &Satisfaction) -> SatisfactionResult {
    let is_half = |votes: u64| votes * 2 >= u64::from(test.size.value);
    let (satisfied, basic) = (u64::from(test.satisfied), u64::from(test.basic));
    match (is_half(satisfied), is_half(satisfied + basic)) {
        (true, _) => SatisfactionResult::Satisfied,
        (false, true) => SatisfactionResult::Basic,
        (false, false) => SatisfactionResult::Unsatisfied,
    }
}
