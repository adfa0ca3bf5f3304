//! A template engine's errors as problems at their place in the template.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError, Tera};

use super::bounds::{ENDLESS, GROWN, Marks};
use super::scan::{Doubling, Unknown};
use crate::diagnostics::{Arg, Code, Diagnostic, closest};
use crate::language::Words;
use crate::source::{SourcePath, Span};

type Sources = BTreeMap<String, SourcePath>;
type Texts = BTreeMap<String, Arc<str>>;

/// Every template that cannot be compiled. The engine stops at the first: so each is also tried alone.
pub(super) fn compiling(error: &Error, sources: &Sources, texts: &Texts) -> Vec<Diagnostic> {
    let alone: Vec<Diagnostic> = texts.iter().filter_map(|(name, text)| syntax_problem(name, text, sources, texts)).collect();
    if alone.is_empty() { vec![one(error, Code::TemplateSyntax, sources, texts, &Marks::default())] } else { alone }
}

fn syntax_problem(name: &str, text: &str, sources: &Sources, texts: &Texts) -> Option<Diagnostic> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| one(&error, Code::TemplateSyntax, sources, texts, &Marks::default()))
}

/// The problem of a page that cannot be rendered.
pub(super) fn rendering(error: &Error, address: &str, sources: &Sources, texts: &Texts, marks: &Marks) -> Diagnostic {
    one(error, Code::TemplateRender, sources, texts, marks).arg("address", of_page(address))
}

/// The problem of a page that never ends.
pub(super) fn endless(template: &str, address: &str, sources: &Sources) -> Diagnostic {
    let reason = Words { en: "the page grows larger than 64 MB", zh: "页面超过了 64 MB" };
    Diagnostic::new(Code::TemplateRender, unplaced(template, sources)).arg("reason", Arg::Word(reason)).arg("address", of_page(address))
}

fn of_page(address: &str) -> String {
    format!("/{}", address.strip_suffix("index.html").unwrap_or(address))
}

/// The problem of a value that doubles with every round of a loop.
pub(super) fn doubling(found: &Doubling, sources: &Sources, texts: &Texts) -> Diagnostic {
    let text = texts.get(&found.template).map_or("", |text| text);
    let span = match sources.get(&found.template) {
        Some(source) => Span::of(source, text, found.place.clone()),
        None => unplaced(&found.template, sources),
    };
    let name = &found.name;
    Diagnostic::new(Code::TemplateSyntax, span).arg(
        "reason",
        Arg::Sentence {
            en: format!("`{name}` doubles with every round of the loop, until memory is full"),
            zh: format!("循环每转一圈，`{name}` 就翻一倍，直到内存耗尽"),
        },
    )
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the engine's list of errors is open")]
fn one(error: &Error, code: Code, sources: &Sources, texts: &Texts, marks: &Marks) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let problem = Diagnostic::new(code, place(report, sources, texts, marks));
            reason(problem, report.message())
        }
        ErrorKind::TemplateNotFound(name) => Diagnostic::new(Code::TemplateMissing, unplaced(name, sources)).arg("template", name.as_str()),
        ErrorKind::MissingParent { current, parent } => {
            let text = texts.get(current).map_or("", |text| text);
            let named = text.find(parent.as_str()).map(|at| at..at + parent.len());
            let span = named.and_then(|range| Some(Span::of(sources.get(current)?, text, range)));
            let span = span.unwrap_or_else(|| unplaced(current, sources));
            Diagnostic::new(Code::TemplateMissing, span).arg("template", parent.as_str())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Diagnostic::new(code, unplaced(tpl, sources)).arg("reason", error.to_string())
        }
        // The engine's enum is open: everything else names its template in its text only.
        _ => {
            let text = error.to_string();
            let named = texts.keys().find(|name| text.contains(name.as_str()));
            let span = named.map_or_else(|| Span::file(&SourcePath::new("templates")), |name| unplaced(name, sources));
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let span = shown_place(&text, sources, texts, marks).unwrap_or(span);
            match first.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`')) {
                Some(missing) => Diagnostic::new(Code::TemplateMissing, span).arg("template", missing),
                None => Diagnostic::new(code, span).arg("reason", first),
            }
        }
    }
}

/// The place in a report of the engine's that holds a line ` --> home.html:1:8` and marks with `^`.
fn shown_place(report: &str, sources: &Sources, texts: &Texts, marks: &Marks) -> Option<Span> {
    let mut parts = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?.rsplitn(3, ':');
    let column: usize = parts.next()?.trim().parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let text = texts.get(name)?;
    let line_start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let after = |count: usize, from: usize| text[from..].char_indices().nth(count).map_or(text.len(), |(at, _)| from + at);
    // The column is that of the line with the marks in it, which are all of one byte a character.
    let marked = |at: usize| marks.before(name, at) - marks.before(name, line_start);
    let column = column.checked_sub(1)?;
    let start =
        (0..=column).map(|count| after(count, line_start)).find(|at| text[line_start..*at].chars().count() + marked(*at) >= column)?;
    Some(Span::of(sources.get(name)?, text, start..after(report.matches('^').count(), start)))
}

/// Says why in the engine's words; the commonest mistake, a name that is not there, in ours.
fn reason(problem: Diagnostic, message: &str) -> Diagnostic {
    let message = message.trim_end_matches('.');
    let endless = match message {
        ENDLESS => {
            Some(Words { en: "its loops turn more than five million times for one page", zh: "为一个页面循环了五百多万圈" })
        }
        GROWN => Some(Words { en: "a value grows larger than 16 MB", zh: "一个变量超过了 16 MB" }),
        _ => None,
    };
    if let Some(endless) = endless {
        return problem.arg("reason", Arg::Word(endless));
    }
    let missing = message.strip_prefix("Field `").and_then(|rest| rest.split_once("` is not defined"));
    let Some((name, rest)) = missing else { return problem.arg("reason", message) };
    let known = rest.rsplit_once(": ").map_or("", |(_, known)| known);
    let reason = Arg::Sentence { en: format!("there is no `{name}` here"), zh: format!("这里没有 `{name}`") };
    problem.arg("reason", reason).did_you_mean(closest(name, known.split(", ")))
}

/// So many names are listed, in the hope that one is meant.
const LISTED: usize = 24;

/// The problem of a name that is asked for and is not there.
pub(super) fn unknown(unknown: &Unknown, sources: &Sources, texts: &Texts) -> Diagnostic {
    let text = texts.get(&unknown.template).map_or("", |text| text);
    let span = match sources.get(&unknown.template) {
        Some(source) => Span::of(source, text, unknown.place.clone()),
        None => unplaced(&unknown.template, sources),
    };
    let names = unknown.known.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if unknown.known.len() > LISTED { " …" } else { "" };
    let known = match unknown.known.len() {
        0 => Arg::Sentence { en: "it has no fields".to_owned(), zh: "它没有下级内容".to_owned() },
        _ => Arg::Sentence { en: format!("there is {names}{more}"), zh: format!("可用的有 {names}{more}") },
    };
    let place = match &unknown.of {
        Some(of) => Arg::Sentence { en: format!("`{of}`"), zh: format!(" `{of}` ") },
        None => Arg::Sentence { en: format!("`{}`", unknown.kind), zh: format!(" `{}` ", unknown.kind) },
    };
    let problem = Diagnostic::new(Code::TemplateUnknown, span).arg("name", unknown.name.as_str()).arg("of", place).arg("known", known);
    problem.did_you_mean(closest(&unknown.name, unknown.known.iter().map(String::as_str)))
}

fn unplaced(name: &str, sources: &Sources) -> Span {
    sources.get(name).map_or_else(|| Span::file(&SourcePath::new(&format!("templates/{name}"))), Span::file)
}

fn place(report: &ReportError, sources: &Sources, texts: &Texts, marks: &Marks) -> Span {
    let (Some(source), Some(text)) = (sources.get(report.filename()), texts.get(report.filename())) else {
        return unplaced(report.filename(), sources);
    };
    let range = &report.span().range;
    Span::of(source, text, marks.written(report.filename(), text, range.start..range.end))
}
