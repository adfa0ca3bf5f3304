//! The front matter of a Markdown file: the lines between the first line `---` and the next one.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourcePath, Span};

/// A file cut in two. Both parts keep the places of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    /// The file up to the closing line: the opening `---` begins a YAML document, so that lines and bytes are the file's.
    pub yaml: &'a str,
    /// First byte of the body.
    pub body_start: usize,
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
    diagnostics.push(Diagnostic::new(Code::FrontMatterOpen, Span::of(path, text, start..start + 3)));
    None
}

/// One past the line feed of the line that begins at `start`.
fn line_end(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
