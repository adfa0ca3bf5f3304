//! The editor's files as they should be, where that needs nobody's judgement.

use std::fs;
use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::AuthorError;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::encoding::{Decoded, Encoding};
use crate::load::{self, Entry, Sources};
use crate::parse::{Place, parse, settings_passages};
use crate::rules::mended;
use crate::source::SourcePath;

/// Mends a text; gives it back as it was where nothing is to be mended. No line is added or taken away.
type Remedy = fn(&SourcePath, &str) -> String;

/// What is mended in a text, one after the other. Its encoding is mended in any case, and a byte order mark goes; line ends stay.
const REMEDIES: &[Remedy] = &[typography];

/// Punctuation and signs, where it is certain what is meant. Keys, code and addresses stay as they are.
fn typography(path: &SourcePath, text: &str) -> String {
    /// What one look mends may show the next one more; it never takes as many.
    const MOST_LOOKS: usize = 4;
    let passages = |text: &str| {
        let is_settings = path.as_str() == "site.yaml";
        let place = Place::of(path, &mut Diagnostics::new());
        is_settings.then(|| settings_passages(path, text)).or_else(|| Some(parse(path, text, &place?).1))
    };
    let mut right = text.to_owned();
    for _ in 0..MOST_LOOKS {
        let Some(passages) = passages(&right) else { break };
        let next = mended(&passages, &right);
        if next == right {
            break;
        }
        right = next;
    }
    right
}

/// A file that is not as it should be.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The file.
    pub path: SourcePath,
    /// The encoding from which it is converted to UTF-8, if it was another.
    pub encoding: Option<Encoding>,
    /// Whether it is UTF-8 and loses its byte order mark.
    pub was_marked: bool,
    /// The lines that change.
    pub lines: Vec<ChangedLine>,
    disk: PathBuf,
    bytes: Vec<u8>,
}

/// A line that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLine {
    /// Its number, from 1.
    pub line: usize,
    /// As it is.
    pub before: String,
    /// As it should be.
    pub after: String,
}

/// The files of the site that can be mended, in the order of their paths, and those that cannot even be read.
pub fn fix(sources: &Sources) -> (Vec<Mended>, Diagnostics) {
    let texts: Vec<&Entry> = sources.entries.iter().filter(|entry| entry.is_text()).collect();
    let looked_at: Vec<Result<Option<Mended>, Diagnostic>> =
        texts.into_par_iter().map(|entry| load::saved(entry).map(|saved| mended_file(entry, &saved))).collect();
    let (mut all, mut problems) = (Vec::new(), sources.problems.clone());
    for outcome in looked_at {
        match outcome {
            Ok(mended) => all.extend(mended),
            Err(problem) => problems.push(problem),
        }
    }
    (all, problems.sorted())
}

/// Writes what [`fix`] found. A file is replaced as a whole, and keeps its permissions.
pub fn write_mended(mended: &Mended) -> Result<(), AuthorError> {
    let failed = |source: io::Error| AuthorError::Io { path: mended.disk.clone(), source };
    let disk = mended.disk.canonicalize().map_err(failed)?;
    let mut name = disk.file_name().unwrap_or_default().to_owned();
    name.push(".wanjia-new~");
    let beside = disk.with_file_name(name);
    let written = fs::write(&beside, &mended.bytes)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&disk)?.permissions()))
        .and_then(|()| fs::rename(&beside, &disk));
    written.map_err(|source| {
        let _gone = fs::remove_file(&beside);
        failed(source)
    })
}

fn mended_file(entry: &Entry, saved: &Decoded) -> Option<Mended> {
    let text = REMEDIES.iter().fold(saved.text.clone(), |text, remedy| remedy(&entry.path, &text));
    let encoding = Some(saved.encoding).filter(|encoding| *encoding != Encoding::Utf8);
    let lines = changed_lines(&saved.text, &text);
    let was_marked = saved.is_marked;
    let is_sound = encoding.is_none() && !was_marked && lines.is_empty();
    (!is_sound).then(|| Mended {
        path: entry.path.clone(),
        encoding,
        was_marked,
        lines,
        disk: entry.disk.clone(),
        bytes: saved.encoded(&text),
    })
}

fn changed_lines(before: &str, after: &str) -> Vec<ChangedLine> {
    let pairs = before.lines().zip(after.lines()).enumerate().filter(|(_, (before, after))| before != after);
    pairs.map(|(index, (before, after))| ChangedLine { line: index + 1, before: before.to_owned(), after: after.to_owned() }).collect()
}
