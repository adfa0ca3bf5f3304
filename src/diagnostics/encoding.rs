//! What is said of files that are no UTF-8 text.

use super::{Code, Diagnostic};
use crate::encoding::{Encoding, Fault, FaultKind};
use crate::source::{SourcePath, Span};

/// The notice that the file is text in another encoding than UTF-8; nothing where it is UTF-8.
pub fn other_encoding(path: &SourcePath, encoding: Encoding) -> Option<Diagnostic> {
    (encoding != Encoding::Utf8).then(|| Diagnostic::new(Code::NotUtf8, Span::file(path)).arg("encoding", encoding.name()))
}

/// The problem that the file is no text, with the byte, line and column where it stops to be one.
pub fn no_text(path: &SourcePath, fault: &Fault) -> Diagnostic {
    let before = &fault.before;
    let mut span = Span::of(path, before, before.len()..before.len());
    span.start = u32::try_from(fault.at).unwrap_or(u32::MAX);
    span.end = span.start.saturating_add(1);
    match fault.kind {
        FaultKind::Nul => Diagnostic::new(Code::Binary, span),
        FaultKind::Damaged(guess) => Diagnostic::new(Code::DamagedText, span).arg("offset", fault.at + 1).arg("guess", guess),
    }
}
