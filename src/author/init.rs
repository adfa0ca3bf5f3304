//! A first site: small, complete, and without a problem.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::schemas::write_schemas;
use super::{AuthorError, write};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/author/starter");

/// Writes a small site into `folder`, which must be new or empty; the written files in order, from `folder`.
pub fn init(folder: &Path) -> Result<Vec<PathBuf>, AuthorError> {
    if !is_free(folder)? {
        return Err(AuthorError::NotEmpty(folder.to_owned()));
    }
    let mut written = Vec::new();
    unpack(&STARTER, folder, &mut written)?;
    written.extend(write_schemas(folder)?);
    written.sort();
    Ok(written)
}

/// Whether nothing stands in `folder` yet.
pub(super) fn is_free(folder: &Path) -> Result<bool, AuthorError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(source) => Err(AuthorError::Io { path: folder.to_owned(), source }),
    }
}

fn unpack(dir: &Dir<'_>, folder: &Path, written: &mut Vec<PathBuf>) -> Result<(), AuthorError> {
    for file in dir.files() {
        write(&folder.join(file.path()), file.contents())?;
        written.push(file.path().to_owned());
    }
    dir.dirs().try_for_each(|inner| unpack(inner, folder, written))
}
