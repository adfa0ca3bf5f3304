//! Where text comes from: paths inside a site, and places in a file.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A file of the site: its path from the site's root, with `/` on every system, in Unicode normal form C.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Makes a path from what the disk says; `\` becomes `/`, decomposed letters are composed.
    pub fn new(path: &str) -> Self {
        if (path.is_ascii() || is_nfc(path)) && !path.contains('\\') {
            return Self(path.into());
        }
        let composed: String = path.nfc().map(|c| if c == '\\' { '/' } else { c }).collect();
        Self(composed.into())
    }

    /// The whole path, such as `content/stories/a.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a final `/`; empty at the site's root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last component, such as `a.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file name without its last extension.
    pub fn stem(&self) -> &str {
        self.file_name().rsplit_once('.').map_or(self.file_name(), |(stem, _)| stem)
    }

    /// The extension in lower case, or an empty text.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
    }

    /// The path that `relative` means when it is written in this file; `None` when it leaves the site.
    /// A leading `/` means the site's root.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> =
            if relative.starts_with('/') { Vec::new() } else { self.folder().split('/').filter(|part| !part.is_empty()).collect() };
        for part in relative.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address or path without a final `index.html`: `a/index.html` and `a/` are the folder `a/`.
pub fn without_index(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// The address of a file of `static/`: its path below that folder.
pub fn below_static(path: &SourcePath) -> &str {
    path.as_str().strip_prefix("static/").unwrap_or(path.as_str())
}

/// Whether Windows keeps `name`, with any extension, for a device: `con`, `aux.html`, `COM1` …
pub fn is_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit()));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A place in a file: a range of bytes, and the line and column of its start for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub path: SourcePath,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line of the first byte, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column of the first byte in characters, from 1; 0 when the whole file is meant.
    pub column: u32,
}

impl Span {
    /// The whole file, when no line is to blame.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), start: 0, end: 0, line: 0, column: 0 }
    }

    /// The place of the bytes `range` of `text`, which is the whole text of `path`.
    /// Bounds beyond the text or inside a character are moved back to the nearest character.
    pub fn of(path: &SourcePath, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start);
        let end = text.floor_char_boundary(range.end).max(start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            path: path.clone(),
            start: clamp(start),
            end: clamp(end),
            line: clamp(before.bytes().filter(|byte| *byte == b'\n').count() + 1),
            column: clamp(before[line_start..].chars().count() + 1),
        }
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A value together with the place where the editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// The host, in small letters, to which a web address leads; `None` for `mailto:`, `tel:` and the like.
pub fn host_of(address: &str) -> Option<String> {
    let lower = address.trim().to_lowercase();
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| lower.strip_prefix(scheme))?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.to_owned())
}
