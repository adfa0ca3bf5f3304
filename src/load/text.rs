//! The text of one file, whole.

use std::path::Path;

use super::survey::{Entry, reason};
use crate::diagnostics::{Code, Diagnostic, at_byte, is_utf16, not_utf8};
use crate::source::{SourcePath, Span};

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// The largest file of any kind, in bytes.
pub(super) const LARGEST_FILE: u64 = 200 << 20;

/// The text of a Markdown, YAML or template file; must be UTF-8 (with or without a byte order mark) and hold no NUL.
pub fn text(entry: &Entry) -> Result<String, Diagnostic> {
    let bytes = bytes(entry, LARGEST_TEXT)?;
    if is_utf16(&bytes) {
        return Err(not_utf8(&entry.path, &bytes, 0));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(at_byte(&entry.path, &bytes, at, Code::Binary));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(&entry.path, error.as_bytes(), error.utf8_error().valid_up_to()))
}

/// The bytes of any file: a picture, an attachment, a theme's file.
pub fn whole(entry: &Entry) -> Result<Vec<u8>, Diagnostic> {
    bytes(entry, LARGEST_FILE)
}

/// The text of the file `path` of the site at `root`, if it still is one: no link that leads out, no device, not too large.
pub fn text_at(root: &Path, path: &SourcePath) -> Option<String> {
    let (root, disk) = (root.canonicalize().ok()?, root.join(path.as_str()).canonicalize().ok()?);
    let facts = std::fs::metadata(&disk).ok()?;
    let readable = disk.starts_with(root) && facts.is_file() && facts.len() <= LARGEST_TEXT;
    readable.then(|| std::fs::read_to_string(disk).ok()).flatten()
}

fn bytes(entry: &Entry, largest: u64) -> Result<Vec<u8>, Diagnostic> {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path));
    if entry.size > largest {
        return Err(problem(Code::TooLarge).arg("size", (entry.size >> 20).to_string()).arg("limit", (largest >> 20).to_string()));
    }
    std::fs::read(&entry.disk).map_err(|error| problem(Code::Unreadable).arg("reason", reason(Some(error.kind()))))
}
