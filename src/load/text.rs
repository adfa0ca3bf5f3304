//! The text of one file, whole.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::survey::{Entry, Sources, reason};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, no_text, other_encoding};
use crate::encoding::{Decoded, MARK, decode};
use crate::plain_file;
use crate::source::{SourcePath, Span};

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// The largest file of any kind, in bytes.
pub(super) const LARGEST_FILE: u64 = 200 << 20;

/// The text of a Markdown, YAML or template file, in any encoding that [`decode`] knows; one that is not UTF-8 is remarked upon.
pub fn text(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<String> {
    let Decoded { text, encoding, .. } = saved(entry).map_err(|problem| diagnostics.push(problem)).ok()?;
    other_encoding(&entry.path, encoding).into_iter().for_each(|notice| diagnostics.push(notice));
    Some(text)
}

/// The text of such a file, and how it was saved.
pub fn saved(entry: &Entry) -> Result<Decoded, Diagnostic> {
    decode(bytes(entry, LARGEST_TEXT)?).map_err(|fault| no_text(&entry.path, &fault))
}

/// How many of the texts are UTF-8 and begin with a byte order mark; those that cannot be read are not counted.
pub fn marked(sources: &Sources) -> usize {
    let begins_with_mark = |entry: &Entry| {
        let mut first = [0; MARK.len()];
        let file = plain_file::open(&entry.disk).ok().flatten();
        file.is_some_and(|(mut file, _)| file.read_exact(&mut first).is_ok()) && first == MARK
    };
    sources.entries.par_iter().filter(|entry| entry.is_text() && begins_with_mark(entry)).count()
}

/// The bytes of any file: a picture, an attachment, a theme's file.
pub fn whole(entry: &Entry) -> Result<Vec<u8>, Diagnostic> {
    bytes(entry, LARGEST_FILE)
}

/// The text of the file `path` of the site at `root`, if it still is one: no link that leads out, no device, not too large.
pub fn text_at(root: &Path, path: &SourcePath) -> Option<String> {
    let (root, disk) = (root.canonicalize().ok()?, root.join(path.as_str()).canonicalize().ok()?);
    let inside = disk.starts_with(root).then_some(disk)?;
    let (file, _) = plain_file::open(&inside).ok()??;
    let mut bytes = Vec::new();
    let size = file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).ok()?;
    (size as u64 <= LARGEST_TEXT).then(|| shown(bytes))
}

/// The text that `bytes` are, or what of it can be shown, when they are damaged.
fn shown(bytes: Vec<u8>) -> String {
    match decode(bytes.clone()) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn bytes(entry: &Entry, largest: u64) -> Result<Vec<u8>, Diagnostic> {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path));
    let too_large = |size: u64| problem(Code::TooLarge).arg("size", (size >> 20).to_string()).arg("limit", (largest >> 20).to_string());
    if entry.size > largest {
        return Err(too_large(entry.size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(entry.size).unwrap_or_default());
    // It may grow while it is read.
    let read = opened(entry)?.take(largest + 1).read_to_end(&mut bytes);
    match read {
        Ok(size) if size as u64 > largest => Err(too_large(size as u64)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(problem(Code::Unreadable).arg("reason", reason(Some(error.kind())))),
    }
}

/// The file, if it still is one.
pub(super) fn opened(entry: &Entry) -> Result<File, Diagnostic> {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path));
    match plain_file::open(&entry.disk) {
        Ok(Some((file, _))) => Ok(file),
        Ok(None) => Err(problem(Code::SpecialFile)),
        Err(error) => Err(problem(Code::Unreadable).arg("reason", reason(Some(error.kind())))),
    }
}
