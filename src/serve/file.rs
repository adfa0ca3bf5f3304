//! The editor's own files, such as pictures: opened only when they still lie in the site's folder, and sent piece by piece.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use tokio::sync::mpsc::{self, Sender};

use super::answer::{Answer, Flow, answer, short};

use crate::plain_file;

/// The size of a piece, in bytes.
const PIECE: usize = 64 << 10;
/// Pieces that wait for a slow reader.
const WAITING: usize = 2;

/// The file at `path`, as long as it is a file of the site at `root`: since the build it may have become a link to somewhere else.
pub(super) async fn send(path: PathBuf, root: PathBuf, media_type: &'static str) -> Answer {
    let opened = tokio::task::spawn_blocking(move || open(&path, &root)).await;
    let Ok(Ok((file, size))) = opened else { return short(StatusCode::NOT_FOUND) };
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || read(file, size, &sender));
    let mut sent = answer(StatusCode::OK, media_type, Flow::Parts(receiver));
    sent.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    sent
}

/// All of the file at `path`, unless it has more than `most` bytes.
pub(super) async fn whole(path: PathBuf, root: PathBuf, most: u64) -> Option<Vec<u8>> {
    let read = move || {
        let (mut file, size) = open(&path, &root).ok().filter(|(_, size)| *size <= most)?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(size).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    tokio::task::spawn_blocking(read).await.ok().flatten()
}

/// Whether `path` is still a file of the site at `root` that may be sent.
pub(super) fn may_be_sent(path: &Path, root: &Path) -> bool {
    open(path, root).is_ok()
}

/// Opens `path` by its real name, which must lie below `root`, in no hidden folder, and be that of a plain file; its size.
fn open(path: &Path, root: &Path) -> io::Result<(File, u64)> {
    let refused = || io::Error::from(io::ErrorKind::PermissionDenied);
    let real = path.canonicalize()?;
    let inside = real.strip_prefix(root).map_err(|_| refused())?;
    let before = std::fs::symlink_metadata(&real)?;
    if !before.is_file() || inside.components().any(is_hidden) {
        return Err(refused());
    }
    let (file, facts) = plain_file::open(&real)?.ok_or_else(refused)?;
    if is_another(&before, &facts) { Err(refused()) } else { Ok((file, facts.len())) }
}

fn is_hidden(component: Component<'_>) -> bool {
    component.as_os_str().as_encoded_bytes().starts_with(b".")
}

/// Whether what was opened is not what was looked at: it was exchanged in between.
#[cfg(unix)]
fn is_another(looked_at: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (looked_at.dev(), looked_at.ino()) != (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_another(_: &Metadata, opened: &Metadata) -> bool {
    !opened.is_file()
}

/// Reads `size` bytes; ends early when the file is shorter by now, or nobody waits any more.
fn read(mut file: File, size: u64, sender: &Sender<io::Result<Bytes>>) {
    let mut left = size;
    while left > 0 {
        let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
        let read = file.read(&mut piece);
        let length = *read.as_ref().unwrap_or(&0);
        piece.truncate(length);
        left -= length as u64;
        let next = read.map(|_| Bytes::from(piece));
        if length == 0 || sender.blocking_send(next).is_err() {
            return;
        }
    }
}
