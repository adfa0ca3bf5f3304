//! The front matter of a Markdown file: the lines between the first line `---` and the next one.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::Words;
use crate::source::{SourcePath, Span};

/// A file cut in two. Both parts keep the places of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    /// The file up to the closing line: the opening `---` begins a YAML document, so that lines and bytes are the file's.
    pub yaml: &'a str,
    /// First byte of the body.
    pub body_start: usize,
}

/// The front matter of `text`, where it has one.
pub fn fields(text: &str) -> Option<&str> {
    let is_marked = text.trim_start_matches('\u{FEFF}').starts_with("---");
    is_marked.then(|| cut(&SourcePath::new(""), text, &mut Diagnostics::new())).flatten().map(|cut| cut.yaml)
}

/// Cuts `text`. Only lines that hold nothing but `---` count. `None`, with a problem, when the front matter is missing or not closed.
pub fn cut<'a>(path: &SourcePath, text: &'a str, diagnostics: &mut Diagnostics) -> Option<FrontMatter<'a>> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let first_end = line_end(text, start);
    if !is_fence(&text[start..first_end]) {
        let end = start + text[start..first_end].trim_end().len();
        diagnostics.push(Diagnostic::new(Code::FrontMatterMissing, Span::of(path, text, start..end)));
        return None;
    }
    let mut line = first_end;
    while line < text.len() {
        let end = line_end(text, line);
        if is_fence(&text[line..end]) {
            return Some(FrontMatter { yaml: &text[..line], body_start: end });
        }
        line = end;
    }
    let open = Diagnostic::new(Code::FrontMatterOpen, Span::of(path, text, start..start + 3));
    diagnostics.push(match almost_fence(text, first_end) {
        Some(line) => open.arg("advice", MEANT_AS_FENCE).related(Span::of(path, text, line)),
        None => open.arg("advice", NO_FENCE),
    });
    None
}

const NO_FENCE: Words = Words { en: "add a line `---` after the last field", zh: "请在最后一个字段后面加一行 `---`" };
const MEANT_AS_FENCE: Words = Words {
    en: "write exactly three half-width hyphens at the beginning of that line: `---`",
    zh: "请把那一行改成行首的三个半角短横 `---`",
};

/// The first line after byte `from` that holds nothing but dashes of some kind.
fn almost_fence(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = from;
    while start < text.len() {
        let end = line_end(text, start);
        let dashes = text[start..end].trim();
        if dashes.chars().count() > 1 && dashes.chars().all(|c| matches!(c, '-' | '‐'..='―' | '－' | '─' | '━' | '_' | '+' | '='))
        {
            return Some(start..start + text[start..end].trim_end().len());
        }
        start = end;
    }
    None
}

/// One past the line feed of the line that begins at `start`.
fn line_end(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
