//! What is known of a picture or attachment without decoding it.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::survey::{Entry, reason};
use super::text::{LARGEST_FILE, opened};
use crate::attachment::{self, Unfit};
use crate::diagnostics::{Arg, Code, Diagnostic};
use crate::digest::Digest;
use crate::language::Words;
use crate::picture::{self, Facts, Fault, Format, Real};
use crate::plain_file;
use crate::source::Span;

/// The facts of one picture or attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFacts {
    /// Digest of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// What it is, when it is a picture that browsers show.
    pub picture: Option<Facts>,
    /// Why it cannot be offered to readers as what it seems to be.
    pub unfit: Option<Unfit>,
}

/// Whether a file's name matters besides what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// It must promise what the file is.
    Told,
    /// The file is published under its own name, whatever it is.
    Free,
}

/// Reads the facts of `entry`, its digest piece by piece and its headers; a broken picture is a problem.
pub fn media(entry: &Entry, name: Name) -> Result<MediaFacts, Diagnostic> {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path));
    if entry.size > LARGEST_FILE {
        let (size, limit) = ((entry.size >> 20).to_string(), (LARGEST_FILE >> 20).to_string());
        return Err(problem(Code::TooLarge).arg("size", size).arg("limit", limit));
    }
    let unreadable = |error: std::io::Error| problem(Code::Unreadable).arg("reason", reason(Some(error.kind())));
    let mut file = opened(entry)?;
    let (digest, first) = digest_and_first(&mut file).map_err(unreadable)?;
    let mut facts = MediaFacts { digest, size: entry.size, picture: None, unfit: None };
    let promised = Format::of_extension(&entry.path.extension());
    match (picture::sniff(&first), promised) {
        (Real::Other, None) if name == Name::Told => facts.unfit = attachment::unfit(&entry.path.extension(), &first),
        (Real::Other, None) => {}
        (Real::Other, Some(_)) if first.is_empty() => return Err(broken(entry, &Fault::Empty)),
        (Real::Other, Some(_)) => return Err(broken(entry, &Fault::NoPicture)),
        (Real::Foreign(format), None) if name == Name::Told => facts.unfit = Some(Unfit::Foreign(format)),
        (Real::Foreign(format), _) => {
            return Err(problem(Code::UnshowableImage).arg("file", entry.path.as_str()).arg("format", format));
        }
        (Real::Shown(real), Some(promised)) if real != promised && name == Name::Told => {
            let better = format!("{}.{}", entry.path.stem(), real.extension());
            let problem = problem(Code::MislabelledImage).arg("file", entry.path.as_str());
            return Err(problem.arg("format", real.name()).arg("better", better));
        }
        (Real::Shown(real), _) => {
            let read = picture::read(&mut BufReader::new(file), real);
            facts.picture = Some(read.map_err(|fault| broken(entry, &fault))?);
        }
    }
    Ok(facts)
}

/// The problem that the picture `entry` has this `fault`.
pub fn broken(entry: &Entry, fault: &Fault) -> Diagnostic {
    let problem = |code| Diagnostic::new(code, Span::file(&entry.path)).arg("file", entry.path.as_str());
    let because = |en, zh| problem(Code::BadImage).arg("reason", Arg::Word(Words { en, zh }));
    match fault {
        Fault::Empty => because("it is empty", "文件是空的"),
        Fault::NoPicture => because("its content is no picture", "内容不是图片"),
        Fault::Truncated => because("it is cut off", "文件不完整，后半部分缺失"),
        Fault::Damaged => because("it is damaged", "文件已损坏"),
        Fault::Huge(width, height) => problem(Code::HugeImage).arg("width", width.to_string()).arg("height", height.to_string()),
    }
}

/// Digest of all bytes of the file at `disk`.
pub(super) fn digest_of(disk: &Path) -> std::io::Result<Digest> {
    let (mut file, _) = plain_file::open(disk)?.ok_or(std::io::ErrorKind::InvalidInput)?;
    Ok(digest_and_first(&mut file)?.0)
}

/// Digest of all bytes of `file`, and the first of them; leaves it at its beginning.
fn digest_and_first(file: &mut File) -> std::io::Result<(Digest, Vec<u8>)> {
    const PIECE: usize = 128 << 10;
    const FIRST: usize = 4 << 10;
    let mut hasher = Digest::hasher();
    let mut first = Vec::new();
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        piece.clear();
        if file.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0 {
            break;
        }
        hasher.update(&piece);
        if first.len() < FIRST {
            first.extend_from_slice(&piece[..piece.len().min(FIRST - first.len())]);
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok((Digest::from(hasher.finalize()), first))
}
