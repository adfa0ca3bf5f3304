//! Markdown inside YAML: the document of a field, with places in the file.

use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::document::Slot;
use crate::fields::{Markdown, Passage};
use crate::parse::markdown;
use crate::source::{SourcePath, Span};

/// Parses the field and puts the documents beside its texts. `file` is the whole text of `path`.
pub(super) fn fill(field: &mut Option<Markdown>, path: &SourcePath, file: &str, diagnostics: &mut Diagnostics) {
    for passage in field.iter_mut().flat_map(Markdown::passages_mut) {
        self::passage(passage, path, file, diagnostics);
    }
}

fn passage(field: &mut Passage, path: &SourcePath, file: &str, diagnostics: &mut Diagnostics) {
    let text = &field.source.value;
    let mut found = Diagnostics::new();
    let mut document = markdown::parse(path, text, 0, markdown::Profile::Editor, &mut found);
    let lines = Lines::new(field, file);
    document.slots = document.slots.iter().map(|slot| Slot { span: lines.place(&slot.span), ..slot.clone() }).collect();
    for problem in &found {
        let mut problem = problem.clone();
        problem.span = lines.place(&problem.span);
        problem.related = problem.related.map(|span| lines.place(&span));
        diagnostics.push(problem);
    }
    field.document = Arc::new(document);
}

/// Where each line of the field's text stands in the file.
struct Lines<'t> {
    whole: &'t Span,
    text: &'t str,
    file: &'t str,
    indent: usize,
    /// Whether the text stands in the file line by line, only indented.
    literal: bool,
}

impl<'t> Lines<'t> {
    fn new(field: &'t Passage, file: &'t str) -> Self {
        let whole = &field.source.span;
        let text: &str = &field.source.value;
        let indent = field.indent as usize;
        let literal = field.literal && file.get(whole.start as usize..).is_some_and(|rest| rest.starts_with(first_line(text)));
        Self { whole, text, file, indent, literal }
    }

    /// The place in the file of a place in the text; the whole field where it cannot be told.
    fn place(&self, span: &Span) -> Span {
        let start = self.byte(span.start as usize);
        let end = self.byte(span.end as usize);
        match (start, end) {
            (Some(start), Some(end)) if span.line > 0 && start <= end && end <= self.file.len() => {
                Span::of(&self.whole.path, self.file, start..end)
            }
            (Some(_) | None, _) => self.whole.clone(),
        }
    }

    fn byte(&self, at: usize) -> Option<usize> {
        if !self.literal {
            return None;
        }
        let before = self.text.get(..at)?;
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
        let mut start = self.whole.start as usize;
        for _ in 0..line {
            start += self.file.get(start..)?.find('\n')? + 1;
        }
        if line > 0 {
            let blank = self.file[start..].bytes().take(self.indent).take_while(|byte| *byte == b' ').count();
            start += blank;
        }
        Some(start + column)
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text)
}
