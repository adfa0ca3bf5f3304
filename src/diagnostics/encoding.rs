//! Files that are no UTF-8 text: where they stop to be, and what they probably are.

use super::{Code, Diagnostic};
use crate::language::Words;
use crate::source::{SourcePath, Span};

const UTF_16: Words = Words { en: "it looks like UTF-16", zh: "像是 UTF-16 编码" };
const GBK: Words = Words { en: "it looks like GBK", zh: "像是 GBK 编码" };
const DAMAGED: Words = Words { en: "it is damaged here", zh: "这里的内容已损坏" };

/// The problem that `bytes` are text only up to the byte `at`.
pub fn not_utf8(path: &SourcePath, bytes: &[u8], at: usize) -> Diagnostic {
    let guess = match bytes {
        bytes if is_utf16(bytes) => UTF_16,
        bytes if !holds_chinese(&bytes[..at]) && is_gbk(&bytes[at..]) => GBK,
        _ => DAMAGED,
    };
    at_byte(path, bytes, at, Code::NotUtf8).arg("offset", at + 1).arg("guess", guess)
}

/// A problem at byte `at`, with the line and column that the readable part before it gives.
pub fn at_byte(path: &SourcePath, bytes: &[u8], at: usize, code: Code) -> Diagnostic {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let mut span = Span::of(path, &before, before.len()..before.len());
    span.start = u32::try_from(at).unwrap_or(u32::MAX);
    span.end = span.start.saturating_add(1);
    Diagnostic::new(code, span)
}

/// Whether the byte order mark of UTF-16, which Notepad calls Unicode, begins the file.
pub fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// Whether Chinese was read before; two bytes of GBK may by chance be a letter in UTF-8, but hardly ever a Chinese character.
fn holds_chinese(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).chars().any(|c| c >= '\u{800}')
}

/// Whether `bytes`, which are no UTF-8, are all ASCII and pairs of GBK or quadruples of GB 18030.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7f, rest @ ..]
            | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..]
            | [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
}
