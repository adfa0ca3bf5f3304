//! Places in the editor's file, and problems at them.

use std::ops::Range;

use super::cjk::Prepared;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourcePath, Span};

/// Where a body stands in its file, and who takes its problems.
pub(super) struct Report<'a> {
    path: &'a SourcePath,
    text: &'a str,
    body_start: usize,
    diagnostics: &'a mut Diagnostics,
    /// First bytes of all lines; made when the first place is asked for.
    lines: Vec<usize>,
    /// The last place that was asked for and its column: places mostly come in rising order.
    last: (usize, usize),
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &'a SourcePath, text: &'a str, body_start: usize, diagnostics: &'a mut Diagnostics) -> Self {
        Self { path, text, body_start, diagnostics, lines: Vec::new(), last: (0, 1) }
    }

    /// The place of `range` of the parser's text, in the whole file.
    pub(super) fn span(&mut self, prepared: &Prepared<'_>, range: Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(self.body_start + prepared.original(range.start));
        let end = self.text.floor_char_boundary(self.body_start + prepared.original(range.end)).max(start);
        let (line, column) = self.line_and_column(start);
        Span { path: self.path.clone(), start: clamp(start), end: clamp(end), line: clamp(line), column: clamp(column) }
    }

    /// Reports the problem `code` at `range` of the parser's text.
    pub(super) fn push(&mut self, prepared: &Prepared<'_>, code: Code, range: Range<usize>, fill: impl FnOnce(Diagnostic) -> Diagnostic) {
        let span = self.span(prepared, range);
        self.diagnostics.push(fill(Diagnostic::new(code, span)));
    }

    fn line_and_column(&mut self, at: usize) -> (usize, usize) {
        if self.lines.is_empty() {
            self.lines.push(0);
            self.lines.extend(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|newline| newline + 1));
        }
        let line = self.lines.partition_point(|start| *start <= at);
        let line_start = self.lines[line - 1];
        let (from, column) = if self.last.0 >= line_start && self.last.0 <= at { self.last } else { (line_start, 1) };
        let column = column + self.text[from..at].chars().count();
        self.last = (at, column);
        (line, column)
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
