//! A page's bytes up to a size that no real page has.

use std::io;

/// The largest page, in bytes.
const LARGEST_PAGE: usize = 64 << 20;

/// Takes what a template writes until it is too much: a loop in a loop never ends.
pub(super) struct Bounded<'b> {
    buffer: &'b mut Vec<u8>,
    /// Whether more was written than a page may hold.
    pub(super) is_full: bool,
}

impl<'b> Bounded<'b> {
    /// Writes into `buffer`.
    pub(super) fn new(buffer: &'b mut Vec<u8>) -> Self {
        Self { buffer, is_full: false }
    }
}

impl io::Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.buffer.len() + bytes.len() > LARGEST_PAGE;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
