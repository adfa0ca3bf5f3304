//! Problems as a page to print: one file without a script, on sheets of A4.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Diagnostic, Diagnostics, FrameLine, Private, Severity, Waived, frame, visible};
use crate::language::{Speech, Words};
use crate::source::SourcePath;

const STYLE: &str = "body{font:15px/1.7 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111}\
h2{font-size:1.05rem;border-bottom:1px solid #888;margin-top:2em;overflow-wrap:anywhere}article{break-inside:avoid;margin:1em 0;padding-left:.8em;border-left:4px solid #8a5a00}\
article.error{border-color:#b00020}p{margin:.2em 0}pre{background:#f4f4f4;padding:.4em .6em;margin:.4em 0;white-space:pre-wrap;overflow-wrap:anywhere}\
mark{background:#ffe08a;color:#111}.n{color:#555}@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none}pre{border:1px solid #bbb}mark{background:none;\
    font-weight:700;text-decoration:underline 2px}}";

const TITLE: Words = Words { en: "Check of the site", zh: "网站检查报告" };
const CLEAN: Words = Words { en: "No problem was found.", zh: "没有发现问题。" };
const PASSED: Words = Words { en: "Let pass", zh: "已放行" };
const ERROR: Words = Words { en: "error", zh: "错误" };
const WARNING: Words = Words { en: "warning", zh: "警告" };
const HINT: Words = Words { en: "What to do: ", zh: "怎么办：" };

/// The page. `text` gives the text of a file that has one.
pub fn page(diagnostics: &Diagnostics, waived: &[Waived], speech: Speech, text: impl Fn(&SourcePath) -> Option<String>) -> String {
    let mut files: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in diagnostics {
        files.entry(&problem.span.path).or_default().push(problem);
    }
    let private = Private::of(diagnostics);
    let (lang, title) = (if speech == Speech::Chinese { "zh-CN" } else { "en" }, TITLE.say(speech));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        if diagnostics.is_empty() { CLEAN.say(speech).to_owned() } else { counts(diagnostics, speech) }
    );
    for (path, problems) in files {
        let _infallible = writeln!(out, "<section>\n<h2>{}</h2>", escaped(path.as_str()));
        let here = text(path).map(|text| private.hide(path, &text).into_owned());
        problems.iter().for_each(|problem| article(&mut out, problem, here.as_deref(), speech));
        out.push_str("</section>\n");
    }
    passed(&mut out, waived, speech);
    out + "</main>\n</body>\n</html>\n"
}

fn counts(diagnostics: &Diagnostics, speech: Speech) -> String {
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    match speech {
        Speech::English => format!("Errors: {errors}. Warnings: {warnings}."),
        Speech::Chinese => format!("{errors} 个错误，{warnings} 个警告。"),
    }
}

fn article(out: &mut String, problem: &Diagnostic, text: Option<&str>, speech: Speech) {
    let (class, word) = match problem.severity {
        Severity::Error => ("error", ERROR),
        Severity::Warning => ("warning", WARNING),
    };
    let (line, column, code) = (problem.span.line.max(1), problem.span.column.max(1), problem.code.id());
    let (message, hint) = (escaped(&problem.message(speech)), escaped(&problem.hint(speech)));
    let _infallible =
        writeln!(out, "<article class=\"{class}\">\n<p><strong>{line}:{column} {}[{code}]</strong> {message}</p>", word.say(speech));
    let lines = text.map(|text| frame(text, &problem.span)).unwrap_or_default();
    if !lines.is_empty() {
        let _infallible = writeln!(out, "<pre>{}</pre>", lines.iter().map(marked).collect::<Vec<_>>().join("\n"));
    }
    let _infallible = writeln!(out, "<p>{}{hint}</p>\n</article>", HINT.say(speech));
}

/// A line with its number and its mark.
fn marked(line: &FrameLine) -> String {
    let number = line.line;
    let part = |from: usize, to: usize| escaped(&line.text.chars().skip(from).take(to - from).collect::<String>());
    let text = match line.from.zip(line.to) {
        Some((from, to)) => format!("{}<mark>{}</mark>{}", part(0, from), part(from, to), part(to, usize::MAX)),
        None => escaped(&line.text),
    };
    format!("<span class=\"n\">{number:>4} </span>{text}")
}

fn passed(out: &mut String, waived: &[Waived], speech: Speech) {
    if waived.is_empty() {
        return;
    }
    let _infallible = writeln!(out, "<section>\n<h2>{}</h2>\n<ul>", PASSED.say(speech));
    for one in waived {
        let (span, code, until) = (&one.problem.span, one.problem.code.id(), one.until);
        let (place, reason, name) = (escaped(span.path.as_str()), escaped(&one.reason), escaped(&one.name));
        let _infallible = writeln!(out, "<li>{place}:{} {code}：{reason}（{name}，{until}）</li>", span.line.max(1));
    }
    out.push_str("</ul>\n</section>\n");
}

fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
