//! Problems in SARIF 2.1.0, the form in which programs that look after code exchange them.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::json::escape_invisible;
use super::{Code, Diagnostic, Diagnostics, Severity, Waived};
use crate::language::Speech;
use crate::source::Span;

/// What does not stand in the path of an address as it is.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// One run with all problems, and with those that were let pass as suppressed ones; texts in the language `speech`.
pub fn sarif(diagnostics: &Diagnostics, waived: &[Waived], speech: Speech) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().chain(waived.iter().map(|one| &one.problem)).map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let open = diagnostics.iter().map(|problem| result(problem, &codes, speech));
    let suppressed = waived.iter().map(|one| {
        let mut result = result(&one.problem, &codes, speech);
        let justification = format!("{} ({}, {})", one.reason, one.name, one.until);
        result["suppressions"] = json!([{"kind": "inSource", "justification": justification}]);
        result
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Wanjia",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language(speech),
                "rules": codes.iter().map(|code| rule(*code, speech)).collect::<Value>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": open.chain(suppressed).collect::<Value>(),
        }],
    });
    format!("{}\n", escape_invisible(&format!("{log:#}")))
}

fn language(speech: Speech) -> &'static str {
    match speech {
        Speech::Chinese => "zh-CN",
        Speech::English => "en",
    }
}

fn rule(code: Code, speech: Speech) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": {"text": code.message().say(speech)},
        "fullDescription": {"text": code.why().say(speech)},
        "help": {"text": code.hint().say(speech)},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(problem: &Diagnostic, codes: &[Code], speech: Speech) -> Value {
    let mut result = json!({
        "ruleId": problem.code.id(),
        "ruleIndex": codes.binary_search(&problem.code).unwrap_or_default(),
        "level": level(problem.severity),
        "message": {"text": format!("{}\n{}", problem.message(speech), problem.hint(speech))},
        "locations": [location(&problem.span)],
    });
    if let Some(span) = &problem.related {
        result["relatedLocations"] = json!([location(span)]);
    }
    result
}

/// A file from the site's folder, with line and column unless the whole of it is meant.
fn location(span: &Span) -> Value {
    let uri = utf8_percent_encode(span.path.as_str(), PATH).to_string();
    let mut place = json!({"artifactLocation": {"uri": uri, "uriBaseId": "SITE"}});
    if span.line > 0 {
        place["region"] = json!({"startLine": span.line, "startColumn": span.column.max(1)});
    }
    json!({"physicalLocation": place})
}
