//! Documents of office programs, which are zip files of XML, and archives.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::plain::decoded;
use super::{Hear, LARGEST_TEXT, Unread, word};

/// So many files may a package hold.
const MOST_FILES: usize = 20_000;
/// So many bytes may be unpacked of one package.
const MOST_BYTES: usize = 128 << 20;

/// Reads a zip file.
pub(super) fn read(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    let mut package = Package::new(bytes)?;
    if package.names.iter().any(|name| name.starts_with("word/")) {
        return word::read(&mut package, hear);
    }
    Err(Unread::Archive)
}

/// Why a compound file, as office programs wrote until 2007, is not read: what is encrypted stands in such a file too.
pub(super) fn why_compound(bytes: &[u8]) -> Unread {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() { Unread::Encrypted } else { Unread::Unknown }
}

/// A zip file that is being read.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The names of its files, in order.
    pub(super) names: Vec<String>,
    left: usize,
}

impl<'b> Package<'b> {
    fn new(bytes: &'b [u8]) -> Result<Self, Unread> {
        // Every file has an entry of its own, so what follows takes no more memory than for so many.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MOST_FILES).is_some() {
            return Err(Unread::TooMuch);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
        let mut names: Vec<String> = zip.file_names().map(str::to_owned).collect();
        names.sort_unstable();
        Ok(Self { zip, names, left: MOST_BYTES })
    }

    /// The text of the file called `name`.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unread> {
        let most = self.left.min(LARGEST_TEXT);
        let mut bytes = Vec::new();
        let is_locked = |error: &ZipError| matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
        let file = self.zip.by_name(name).map_err(|error| if is_locked(&error) { Unread::Encrypted } else { Unread::Damaged })?;
        file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| Unread::Damaged)?;
        self.left = self.left.saturating_sub(bytes.len());
        if bytes.len() > most {
            return Err(Unread::TooMuch);
        }
        decoded(&bytes)
    }
}
