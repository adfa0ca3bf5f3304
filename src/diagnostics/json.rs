//! Problems as programs read them: one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity, Waived};
use crate::language::Speech;

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    message: String,
    hint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<Waiver<'a>>,
}

/// Why a problem was let pass, by whom and until when.
#[derive(Serialize)]
struct Waiver<'a> {
    reason: &'a str,
    name: &'a str,
    until: String,
}

/// One object a line with `code`, `severity` (`error`, `warning` or `waived`), `file`, `line`, `column`, `message` and `hint`; the last
/// two in the language `speech`. Line and column are 1 when the whole file is meant. What was let pass comes last, with its `waiver`.
pub fn json(diagnostics: &Diagnostics, waived: &[Waived], speech: Speech) -> String {
    let open = diagnostics.iter().map(|problem| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        object(problem, severity, None, speech)
    });
    let passed = waived.iter().map(|one| {
        let waiver = Waiver { reason: &one.reason, name: &one.name, until: one.until.to_string() };
        object(&one.problem, "waived", Some(waiver), speech)
    });
    open.chain(passed).map(|line| line + "\n").collect()
}

/// The JSON Schema of one such line.
pub fn json_schema() -> serde_json::Value {
    let text = |about: &str| serde_json::json!({"type": "string", "minLength": 1, "description": about});
    let number = |about: &str| serde_json::json!({"type": "integer", "minimum": 1, "description": about});
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "检查结果的一行 · a line of `wanjia check --format json`",
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$", "description": "规则代码 · the rule"},
            "severity": {"enum": ["error", "warning", "waived"], "description": "错误、警告或已放行 · how grave it is"},
            "file": text("文件，从网站文件夹算起 · the file, from the site's folder"),
            "line": number("行，从1数起 · the line, from 1"),
            "column": number("第几个字，从1数起 · the character, from 1"),
            "message": text("问题 · what is wrong"),
            "hint": {"type": "string", "description": "怎么办 · what to do"},
            "waiver": {
                "type": "object",
                "description": "放行的理由、姓名和到期日 · why it was let pass, by whom and until when",
                "properties": {
                    "reason": text("理由 · why"),
                    "name": text("姓名 · who"),
                    "until": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "到期日 · the last day"},
                },
                "required": ["reason", "name", "until"],
                "additionalProperties": false,
            },
        },
        "required": ["code", "severity", "file", "line", "column", "message", "hint"],
        "additionalProperties": false,
        "if": {"properties": {"severity": {"const": "waived"}}},
        "then": {"required": ["waiver"]},
        "else": {"not": {"required": ["waiver"]}},
    })
}

fn object(diagnostic: &Diagnostic, severity: &'static str, waiver: Option<Waiver<'_>>, speech: Speech) -> String {
    let line = Line {
        code: diagnostic.code.id(),
        severity,
        file: diagnostic.span.path.as_str(),
        line: diagnostic.span.line.max(1),
        column: diagnostic.span.column.max(1),
        message: diagnostic.message(speech),
        hint: diagnostic.hint(speech),
        waiver,
    };
    escape_invisible(&serde_json::to_string(&line).expect("texts and numbers are JSON"))
}

/// Control characters that JSON would leave as they are, written so that a terminal does not obey them.
pub(super) fn escape_invisible(json: &str) -> String {
    json.chars().map(|c| if c != '\n' && super::is_invisible(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::source::{SourcePath, Span};

    #[test]
    fn every_problem_is_one_line() {
        let path = SourcePath::new("content/稿件.md");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::new(Code::BrokenLink, Span::of(&path, "去[这里](没有.md)", 3..23)).arg("target", "没有\u{9b}\u{1b}\u{202e}.md"),
        );
        diagnostics.push(Diagnostic::new(Code::MissingAlt, Span::file(&path)));
        assert_eq!(
            json(&diagnostics, &[], Speech::English),
            concat!(
                r#"{"code":"LNK101","severity":"error","file":"content/稿件.md","line":1,"column":2,"#,
                r#""message":"the link leads to `没有\u009b\u001b\u202e.md`, but there is no such page or file","#,
                r#""hint":"correct it: a path starts from this file's folder, one that begins with `/` from the home page; or write `[[id]]`"}"#,
                "\n",
                r#"{"code":"IMG103","severity":"warning","file":"content/稿件.md","line":1,"column":1,"#,
                r#""message":"the picture has no alternative text","hint":"write what it shows between the square brackets"}"#,
                "\n",
            )
        );
    }
}
