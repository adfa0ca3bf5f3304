//! Problems as a build leaves them for the next one, so that a build in which nothing changed says the same warnings.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{Arg, Code, Diagnostic, Diagnostics, Severity, Waived};
use crate::language::Speech;
use crate::source::{SourcePath, Span};

/// The problems as JSON.
pub fn save(diagnostics: &Diagnostics) -> Value {
    diagnostics.iter().map(one).collect()
}

/// The problems that [`save`] wrote; `None` when the JSON is of another version.
pub fn read_saved(json: &Value) -> Option<Diagnostics> {
    json.as_array()?.iter().map(read_one).collect::<Option<Vec<Diagnostic>>>().map(Diagnostics)
}

/// What was let pass, as JSON.
pub fn save_waived(waived: &[Waived]) -> Value {
    waived.iter().map(|one_waived| json!([one(&one_waived.problem), one_waived.reason, one_waived.name, one_waived.until])).collect()
}

/// What [`save_waived`] wrote; `None` when the JSON is of another version.
pub fn read_saved_waived(json: &Value) -> Option<Vec<Waived>> {
    let read = |json: &Value| {
        let text = |at: usize| json[at].as_str();
        let (reason, name) = (text(1)?.to_owned(), text(2)?.to_owned());
        Some(Waived { problem: read_one(&json[0])?, reason, name, until: text(3)?.parse().ok()? })
    };
    json.as_array()?.iter().map(read).collect()
}

fn one(diagnostic: &Diagnostic) -> Value {
    let args = diagnostic.args.iter().map(|(name, arg)| json!([name, arg.say(Speech::English), arg.say(Speech::Chinese)]));
    let inside = diagnostic.inside.as_ref().map(|place| json!([place.say(Speech::English), place.say(Speech::Chinese)]));
    json!({
        "code": diagnostic.code.id(),
        "is_error": diagnostic.severity == Severity::Error,
        "private": diagnostic.private,
        "span": span(&diagnostic.span),
        "args": args.collect::<Value>(),
        "suggestion": diagnostic.suggestion,
        "related": diagnostic.related.as_ref().map(span),
        "inside": inside,
    })
}

fn read_one(json: &Value) -> Option<Diagnostic> {
    let mut diagnostic = Diagnostic::new(Code::of(json["code"].as_str()?)?, read_span(&json["span"])?);
    diagnostic.severity = if json["is_error"].as_bool()? { Severity::Error } else { Severity::Warning };
    diagnostic.private = json["private"].as_bool()?;
    for arg in json["args"].as_array()? {
        let text = |at: usize| arg[at].as_str().map(str::to_owned);
        diagnostic.args.push((Cow::Owned(text(0)?), Arg::Sentence { en: text(1)?, zh: text(2)? }));
    }
    diagnostic.suggestion = json["suggestion"].as_str().map(Box::from);
    diagnostic.related = read_span(&json["related"]);
    let inside = |at: usize| json["inside"][at].as_str().map(str::to_owned);
    Some(diagnostic.inside(inside(0).zip(inside(1)).map(|(en, zh)| Arg::Sentence { en, zh })))
}

fn span(span: &Span) -> Value {
    json!([span.path.as_str(), span.start, span.end, span.line, span.column])
}

fn read_span(json: &Value) -> Option<Span> {
    let number = |at: usize| json[at].as_u64().and_then(|number| u32::try_from(number).ok());
    Some(Span { path: SourcePath::new(json[0].as_str()?), start: number(1)?, end: number(2)?, line: number(3)?, column: number(4)? })
}
