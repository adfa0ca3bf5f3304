//! What browsers are told besides the pages themselves: JSON about one page, and about all that is wrong.

use std::path::Path;

use serde_json::{Value, json};

use super::make::Made;
use crate::diagnostics::{Diagnostic, Diagnostics, Private, Severity, frame};
use crate::language::Speech;
use crate::model::{Kind, Reason, Withheld};
use crate::pipeline::text_of;
use crate::plan::address::Address;
use crate::publish::Memory;
use crate::source::SourcePath;

/// Problems that are listed at once.
const MOST_LISTED: usize = 50;
/// Problems that are kept, for the pages that they concern.
const MOST_KEPT: usize = 1_000;
/// Problems that are shown with the editor's own lines.
const MOST_FRAMED: usize = 200;

/// What the last build says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Whether nothing forbids to publish the site as it is.
    pub(super) good: bool,
    /// The machine's failure.
    failure: Option<String>,
    errors: usize,
    warnings: usize,
    /// Errors first, each with its file.
    problems: Vec<(SourcePath, Value)>,
    withheld: Vec<Withheld>,
}

impl Told {
    /// What `made` says in the language `speech`; frames hold lines of the files of the site at `root`.
    pub(super) fn of(made: &Made, root: &Path, speech: Speech) -> Self {
        match &made.outcome {
            Err(failure) => Self { failure: Some(failure.clone()), ..Self::default() },
            Ok(outcome) => Self {
                good: made.is_good(),
                failure: None,
                errors: outcome.diagnostics.count(Severity::Error),
                warnings: outcome.diagnostics.count(Severity::Warning),
                problems: problems(&outcome.diagnostics, root, speech),
                withheld: outcome.withheld.clone(),
            },
        }
    }

    /// How many problems there are.
    pub(super) fn count(&self) -> usize {
        self.errors + self.warnings + usize::from(self.failure.is_some())
    }

    /// Everything that is wrong.
    pub(super) fn problems(&self, version: u64, speech: Speech) -> Value {
        let listed: Vec<&Value> = self.problems.iter().take(MOST_LISTED).map(|(_, problem)| problem).collect();
        json!({
            "version": version,
            "good": self.good,
            "lang": tag(speech),
            "errors": self.errors,
            "warnings": self.warnings,
            "failure": self.failure,
            "problems": listed,
        })
    }

    /// The page that shows `files`, the first of them first of all; `None`: no page of the site. `pages` holds those of withheld things.
    pub(super) fn page(&self, version: u64, files: Option<&[SourcePath]>, root: &Path, pages: Option<&Memory>) -> Value {
        let about = files.and_then(<[SourcePath]>::first);
        let withheld = about.and_then(|file| self.withheld.iter().find(|one| one.path == *file));
        let (state, until) = withheld.map_or(("published", None), |one| state(one.reason));
        let concerned = self.problems.iter().filter(|(file, _)| files.is_some_and(|files| files.contains(file)));
        json!({
            "version": version,
            "found": files.is_some(),
            "file": about.map(SourcePath::as_str),
            "disk": about.map(|file| root.join(file.as_str()).to_string_lossy().into_owned()),
            "line": 1,
            "state": state,
            "until": until,
            "also": files.unwrap_or_default().iter().skip(1).map(SourcePath::as_str).collect::<Vec<_>>(),
            "problems": concerned.map(|(_, problem)| problem).collect::<Vec<_>>(),
            "withheld": self.withheld.iter().map(|one| withheld_thing(one, pages)).collect::<Vec<_>>(),
        })
    }

    /// The file of the withheld thing whose page would stand at `address`.
    pub(super) fn withheld_at(&self, address: &Address) -> Option<&SourcePath> {
        self.withheld.iter().find(|one| own_address(one).as_ref() == Some(address)).map(|one| &one.path)
    }
}

/// The short name of a language.
pub(super) fn tag(speech: Speech) -> &'static str {
    match speech {
        Speech::Chinese => "zh",
        Speech::English => "en",
    }
}

fn withheld_thing(one: &Withheld, pages: Option<&Memory>) -> Value {
    let (state, until) = state(one.reason);
    let page = own_address(one).filter(|address| pages.is_some_and(|pages| pages.get(address).is_some()));
    let path = page.map(|address| format!("/{}", address.href()));
    json!({ "path": path, "title": one.title, "file": one.path.as_str(), "state": state, "until": until })
}

/// Where the page of a withheld thing would stand.
fn own_address(one: &Withheld) -> Option<Address> {
    match one.kind {
        Kind::Page => Address::page(&one.id),
        Kind::District
        | Kind::Station
        | Kind::Deputy
        | Kind::Story
        | Kind::Campaign
        | Kind::Project
        | Kind::Suggestion
        | Kind::Tasks
        | Kind::Opinions
        | Kind::Deeds => Address::page(&format!("{}/{}", one.kind.folder(), one.id)),
    }
}

fn state(reason: Reason) -> (&'static str, Option<String>) {
    match reason {
        Reason::Draft => ("draft", None),
        Reason::Scheduled(at) => ("scheduled", Some(at.to_string())),
        Reason::Expired(at) => ("expired", Some(at.to_string())),
        Reason::NotPublic => ("not_public", None),
        Reason::Unsigned(_) => ("unsigned", None),
    }
}

fn problems(diagnostics: &Diagnostics, root: &Path, speech: Speech) -> Vec<(SourcePath, Value)> {
    let of = |severity: Severity| diagnostics.iter().filter(move |problem| problem.severity == severity);
    let mut texts = Texts { root, private: Private::of(diagnostics), last: None };
    let kept = of(Severity::Error).chain(of(Severity::Warning)).take(MOST_KEPT).enumerate();
    kept.map(|(at, problem)| (problem.span.path.clone(), one(problem, speech, (at < MOST_FRAMED).then_some(&mut texts)))).collect()
}

fn one(problem: &Diagnostic, speech: Speech, texts: Option<&mut Texts<'_>>) -> Value {
    let hint = Some(problem.hint(speech)).filter(|hint| !hint.is_empty());
    let lines = texts.and_then(|texts| texts.get(&problem.span.path).map(|text| frame(text, &problem.span)));
    json!({
        "code": problem.code.id(),
        "severity": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "file": problem.span.path.as_str(),
        "line": problem.span.line.max(1),
        "column": problem.span.column.max(1),
        "message": problem.message(speech),
        "hint": hint,
        "frame": lines.unwrap_or_default(),
    })
}

/// The texts of files without personal data; problems come file by file, so the last one is enough.
struct Texts<'a> {
    root: &'a Path,
    private: Private<'a>,
    last: Option<(SourcePath, Option<String>)>,
}

impl Texts<'_> {
    fn get(&mut self, path: &SourcePath) -> Option<&str> {
        if self.last.as_ref().is_none_or(|(last, _)| last != path) {
            let text = text_of(self.root, path).map(|text| self.private.hide(path, &text).into_owned());
            self.last = Some((path.clone(), text));
        }
        self.last.as_ref().and_then(|(_, text)| text.as_deref())
    }
}
