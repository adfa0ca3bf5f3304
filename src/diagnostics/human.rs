//! Problems as people read them: place, sentence, the line itself with a mark under it, and what to do.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Private, Severity, visible};
use crate::language::{Speech, Words};
use crate::source::{SourcePath, Span};

const ERROR: Words = Words { en: "error", zh: "错误" };
const WARNING: Words = Words { en: "warning", zh: "警告" };
const HINT: Words = Words { en: "hint: ", zh: "提示：" };
const SEE_ALSO: Words = Words { en: "see also: ", zh: "另见：" };
const COLON: Words = Words { en: ": ", zh: "：" };

/// Lines of a long passage that are shown.
const MOST_LINES: usize = 4;

/// Whether the terminal's colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Plain text.
    Without,
    /// With ANSI escape codes.
    With,
}

/// How problems are written for people.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The reader's language.
    pub speech: Speech,
    /// Whether to use colours.
    pub colours: Colours,
    /// Columns of the terminal; longer lines are cut around the mark.
    pub width: usize,
}

/// All problems, grouped by file, an empty line after each. `text` gives the text of a file that has one; a problem in a
/// file without text, or whose text has changed since, is told without its line.
pub fn human(diagnostics: &Diagnostics, manner: Manner, text: impl Fn(&SourcePath) -> Option<Arc<str>>) -> String {
    let mut files: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        files.entry(&diagnostic.span.path).or_default().push(diagnostic);
    }
    let private = Private::of(diagnostics);
    let text = |path: &SourcePath| text(path).map(|text| Arc::<str>::from(private.hide(path, &text)));
    let mut out = String::new();
    for (path, problems) in files {
        let here = text(path);
        for problem in problems {
            let there = problem.related.as_ref().and_then(|span| if span.path == *path { here.clone() } else { text(&span.path) });
            one(&mut out, problem, manner, here.as_deref(), there.as_deref());
        }
    }
    out
}

fn one(out: &mut String, problem: &Diagnostic, manner: Manner, here: Option<&str>, there: Option<&str>) {
    let speech = manner.speech;
    let (word, level, colour) = match problem.severity {
        Severity::Error => (ERROR, Level::ERROR, "\u{1b}[1;91m"),
        Severity::Warning => (WARNING, Level::WARNING, "\u{1b}[1;33m"),
    };
    let label = format!("{}[{}]", word.say(speech), problem.code.id());
    let message = problem.message(speech);
    let line =
        format!("{}: {}{}{}", bold(&place(&problem.span), manner), paint(&label, colour, manner), COLON.say(speech), visible(&message));
    push_line(out, &line);
    push_frame(out, here, &problem.span, level, manner);
    if let Some(span) = &problem.related {
        push_line(out, &format!("  {}{}", SEE_ALSO.say(speech), bold(&place(span), manner)));
        push_frame(out, there, span, Level::NOTE, manner);
    }
    let hint = problem.hint(speech);
    if !hint.is_empty() {
        push_line(out, &format!("  {}{}", paint(HINT.say(speech), "\u{1b}[1;96m", manner), visible(&hint)));
    }
    out.push('\n');
}

/// `file:line:column`; the beginning of the file when the whole of it is meant.
fn place(span: &Span) -> String {
    format!("{}:{}:{}", visible(span.path.as_str()), span.line.max(1), span.column.max(1))
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn paint(text: &str, colour: &str, manner: Manner) -> String {
    match manner.colours {
        Colours::Without => text.to_owned(),
        Colours::With => format!("{colour}{text}\u{1b}[0m"),
    }
}

fn bold(text: &str, manner: Manner) -> String {
    paint(text, "\u{1b}[1m", manner)
}

fn push_frame(out: &mut String, text: Option<&str>, span: &Span, level: Level<'static>, manner: Manner) {
    let Some((passage, mark)) = text.and_then(|text| passage(text, span)) else { return };
    let renderer = match manner.colours {
        Colours::Without => Renderer::plain(),
        Colours::With => Renderer::styled(),
    };
    let snippet = Snippet::source(passage).line_start(span.line as usize).annotation(AnnotationKind::Primary.span(mark));
    let frame = renderer.term_width(manner.width).render(&[Group::with_level(level).element(snippet)]);
    for line in frame.lines() {
        push_line(out, line.trim_end());
    }
}

/// The lines of `text` that `span` touches, harmless for a terminal, and the marked bytes within them.
/// `None` for a whole file, and when `text` is no longer what the span was measured in.
fn passage(text: &str, span: &Span) -> Option<(String, Range<usize>)> {
    let (start, end) = (span.start as usize, span.end as usize);
    if span.line == 0 || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
        return None;
    }
    let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    if text[..first].matches('\n').count() + 1 != span.line as usize {
        return None;
    }
    let most = text[first..].match_indices('\n').nth(MOST_LINES - 1).map_or(text.len(), |(at, _)| first + at);
    let limit = line_end(text, end.max(start + 1).min(text.len()).saturating_sub(1)).min(most).max(first);
    let shown = text[first..limit].trim_end_matches(['\r', '\n']);
    let mark = start.min(first + shown.len()) - first..end.min(first + shown.len()) - first;
    Some((harmless(shown), mark))
}

/// Where the line ends that holds the byte `at`.
fn line_end(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |length| at + length)
}

/// The renderer shows most control characters by a picture of their own; those of Latin 1 become a sign of the same length.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\u{80}'..='\u{9f}') { '¤' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    const PLAIN: Manner = Manner { speech: Speech::Chinese, colours: Colours::Without, width: 100 };

    fn show(text: &str, path: &str, marked: &str, manner: Manner) -> String {
        let path = SourcePath::new(path);
        let at = text.find(marked).expect("the test marks what it wrote");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::new(Code::UnknownChoice, Span::of(&path, text, at..at + marked.len()))
                .arg("value", marked)
                .arg("field", "类型")
                .arg("choices", "news, practice"),
        );
        human(&diagnostics, manner, |_| Some(text.into()))
    }

    #[test]
    fn the_mark_stands_under_the_words_after_chinese() {
        assert_eq!(
            show("---\n标题: 板凳议事\n类型: 新文\n", "content/a.md", "新文", PLAIN),
            "content/a.md:3:5: 错误[FLD104]：`类型` 不能填 `新文`\n  |\n3 | 类型: 新文\n  |       ^^^^\n  提示：可选：news, practice\n\n"
        );
    }

    #[test]
    fn english_editors_read_english() {
        let manner = Manner { speech: Speech::English, ..PLAIN };
        assert_eq!(
            show("kind: newz\r\n", "content/a.md", "newz", manner),
            "content/a.md:1:7: error[FLD104]: `newz` is not a choice for `类型`\n  |\n1 | kind: newz\n  |       ^^^^\n  hint: choose one of: news, practice\n\n"
        );
    }

    #[test]
    fn a_file_cannot_speak_to_the_terminal() {
        let shown = show("kind: \u{1b}[31mred\u{9b}2J\n", "content/\u{1b}]0;x\u{7}.md", "\u{1b}[31mred\u{9b}2J", PLAIN);
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    }

    #[test]
    fn the_whole_file_and_a_changed_file_are_told_without_a_line() {
        let path = SourcePath::new("content/a.md");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::new(Code::Binary, Span::file(&path)));
        diagnostics.push(Diagnostic::new(Code::EmptyLink, Span { path: path.clone(), start: 900, end: 905, line: 40, column: 3 }));
        let shown = human(&diagnostics, PLAIN, |_| Some("短了".into()));
        assert_eq!(
            shown,
            "content/a.md:1:1: 错误[SRC102]：文件里有空字符（NUL），不是文本文件\n  提示：请把稿件另存为 Markdown 或 YAML 文本\n\n\
             content/a.md:40:3: 错误[LNK106]：链接没有地址\n  提示：请在圆括号里写地址\n\n"
        );
    }

    #[test]
    fn an_empty_file_can_be_shown() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::new(Code::EmptyLink, Span::of(&SourcePath::new("a.md"), "", 0..0)));
        assert_eq!(human(&diagnostics, PLAIN, |_| Some("".into())).lines().next(), Some("a.md:1:1: 错误[LNK106]：链接没有地址"));
    }

    #[test]
    fn every_place_of_a_file_can_be_shown() {
        let text = "一\r\n\n三三\n四\n五\n六";
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let path = SourcePath::new("a.md");
                let mut diagnostics = Diagnostics::new();
                diagnostics.push(Diagnostic::new(Code::EmptyLink, Span::of(&path, text, start..end)));
                let shown = human(&diagnostics, PLAIN, |_| Some(text.into()));
                assert!((5..=14).contains(&shown.lines().count()), "{start}..{end}\n{shown}");
            }
        }
    }

    #[test]
    fn the_first_of_two_places_is_shown_too() {
        let (one, two) = (SourcePath::new("content/a.yaml"), SourcePath::new("content/b.yaml"));
        let text = "id: kly\n";
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::new(Code::DuplicateId, Span::of(&two, text, 4..7))
                .arg("kind", Words { en: "districts", zh: "区" })
                .arg("id", "kly")
                .arg("other", one.as_str())
                .related(Span::of(&one, text, 4..7)),
        );
        assert_eq!(
            human(&diagnostics, PLAIN, |_| Some(text.into())),
            "content/b.yaml:1:5: 错误[REF102]：有两个区都叫 `kly`：这里和 `content/a.yaml`\n  |\n1 | id: kly\n  |     ^^^\n  另见：content/a.yaml:1:5\n  |\n1 | id: kly\n  |     ^^^\n  提示：请给其中一个改名，或另写 `id:`\n\n"
        );
    }
}
