//! Opens files to be read, never waiting: what looked like a file a moment ago may be a pipe by now, and reading a pipe waits for whoever writes
//! to it, perhaps forever.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// The file at `path`, with what the system says of it; `None` where no plain file stands.
pub fn open(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    let file = opened(path)?;
    let facts = file.metadata()?;
    Ok(facts.is_file().then_some((file, facts)))
}

/// All bytes of the file at `path`; what is no plain file is [`io::ErrorKind::InvalidInput`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, facts) = open(path)?.ok_or(io::ErrorKind::InvalidInput)?;
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of the file at `path`, as [`read`].
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

#[cfg(unix)]
fn opened(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn opened(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_are_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let (pipe, file) = (folder.path().join("pipe"), folder.path().join("file"));
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).expect("a pipe");
        std::fs::write(&file, "一").expect("a file");
        for none in [&pipe, folder.path(), Path::new("/dev/null"), Path::new("/dev/zero")] {
            assert!(open(none).expect("it is there").is_none(), "{}", none.display());
            assert_eq!(read(none).expect_err("it is no file").kind(), io::ErrorKind::InvalidInput);
        }
        assert_eq!(read_text(&file).expect("a text"), "一");
        assert_eq!(open(&folder.path().join("none")).expect_err("there is none").kind(), io::ErrorKind::NotFound);
    }
}
