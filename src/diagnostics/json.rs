//! Problems as programs read them: one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};
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
}

/// One object a line with `code`, `severity` (`error` or `warning`), `file`, `line`, `column`, `message` and `hint`; the last two
/// in the language `speech`. Line and column are 1 when the whole file is meant.
pub fn json(diagnostics: &Diagnostics, speech: Speech) -> String {
    diagnostics.iter().map(|diagnostic| object(diagnostic, speech) + "\n").collect()
}

fn object(diagnostic: &Diagnostic, speech: Speech) -> String {
    let line = Line {
        code: diagnostic.code.id(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: diagnostic.span.path.as_str(),
        line: diagnostic.span.line.max(1),
        column: diagnostic.span.column.max(1),
        message: diagnostic.message(speech),
        hint: diagnostic.hint(speech),
    };
    escape_invisible(&serde_json::to_string(&line).expect("texts and numbers are JSON"))
}

/// Control characters that JSON would leave as they are, written so that a terminal does not obey them.
fn escape_invisible(json: &str) -> String {
    json.chars().map(|c| if super::is_invisible(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
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
            json(&diagnostics, Speech::English),
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
