//! Bytes to text: in which encoding a file was saved, and what it says. Pure; `load` reads the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::DecoderResult;

use crate::language::Words;

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: what Notepad calls Unicode.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, which holds GBK and GB 2312: what a Chinese Windows calls ANSI.
    Gb18030,
}

impl Encoding {
    /// Its name, with the one that it has in Notepad.
    pub fn name(self) -> Words {
        match self {
            Self::Utf8 => Words { en: "UTF-8", zh: "UTF-8" },
            Self::Utf16Le => Words { en: "UTF-16 (“Unicode” in Notepad)", zh: "UTF-16（记事本里叫“Unicode”）" },
            Self::Utf16Be => {
                Words { en: "UTF-16 (“Unicode big endian” in Notepad)", zh: "UTF-16（记事本里叫“Unicode big endian”）" }
            }
            Self::Gb18030 => Words { en: "GBK (“ANSI” in Notepad)", zh: "GBK（记事本里叫“ANSI”）" },
        }
    }
}

/// A file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What it says, without byte order mark, with `\n` at the end of each line.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Whether its first line ends in `\r\n`, as on Windows.
    pub for_windows: bool,
    /// Whether it is UTF-8 and begins with a byte order mark all the same, as Notepad writes it.
    pub is_marked: bool,
}

/// The byte order mark of UTF-8.
pub const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl Decoded {
    /// The bytes of `text` in UTF-8 with the line ends of this one.
    pub fn encoded(&self, text: &str) -> Vec<u8> {
        if self.for_windows { text.replace('\n', "\r\n").into_bytes() } else { text.as_bytes().to_vec() }
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The first byte that cannot be read, from 0.
    pub at: usize,
    /// The text before it.
    pub before: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is NUL, which no text holds.
    Nul,
    /// No character begins so; what the rest of the file probably is.
    Damaged(Words),
}

const UTF_8: Words = Words { en: "the rest is UTF-8", zh: "其余部分是 UTF-8 编码" };
const UTF_16: Words = Words { en: "the rest is UTF-16", zh: "其余部分是 UTF-16 编码" };
const GBK: Words = Words { en: "the rest is GBK", zh: "其余部分是 GBK 编码" };
const BIG5: Words = Words { en: "it looks like Big5", zh: "像是 Big5（繁体）编码" };
const UNKNOWN: Words = Words { en: "its encoding is unknown", zh: "认不出是什么编码" };

/// The text that `bytes` are.
///
/// A byte order mark decides; without one, what can be read as UTF-8 is UTF-8. UTF-16 without a mark is known by its line breaks, and
/// GB 18030 by everything being readable in it and looking Chinese.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Fault> {
    let (decoded, encoding) = match &bytes[..] {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, Encoding::Utf16Le, 2), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, Encoding::Utf16Be, 2), Encoding::Utf16Be),
        _ if memchr::memchr(0, &bytes).is_some() => without_mark(&bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => (Ok(text), Encoding::Utf8),
            Err(error) => (gb18030(error.as_bytes(), error.utf8_error().valid_up_to()), Encoding::Gb18030),
        },
    };
    let raw = decoded?;
    if let Some(at) = raw.find('\0') {
        return Err(Fault { at: place_of(&raw[..at], encoding), before: raw[..at].to_owned(), kind: FaultKind::Nul });
    }
    let is_marked = encoding == Encoding::Utf8 && raw.starts_with('\u{feff}');
    let for_windows = memchr::memchr(b'\n', raw.as_bytes()).is_some_and(|at| raw[..at].ends_with('\r'));
    Ok(Decoded { text: with_plain_line_ends(raw), encoding, for_windows, is_marked })
}

/// What `bytes` say in GBK, if every one means something.
pub fn gbk(bytes: &[u8]) -> Option<String> {
    read(bytes, encoding_rs::GB18030).ok()
}

/// The byte at which the text `before` ends in a file with a byte order mark.
fn place_of(before: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => before.len(),
        Encoding::Utf16Le | Encoding::Utf16Be => 2 + 2 * before.encode_utf16().count(),
    }
}

/// Bytes with NUL and without a mark: UTF-16, or no text at all.
fn without_mark(bytes: &[u8]) -> (Result<String, Fault>, Encoding) {
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        if let Ok(text) = utf16(bytes, encoding, 0)
            && has_all_line_breaks(&text, bytes)
        {
            return (Ok(text), encoding);
        }
    }
    let at = memchr::memchr(0, bytes).unwrap_or_default();
    (Err(Fault { at, before: String::from_utf8_lossy(&bytes[..at]).into_owned(), kind: FaultKind::Nul }), Encoding::Utf8)
}

/// Whether `text`, read as UTF-16 from `bytes`, holds the line breaks that the bytes hold, and no other control character:
/// a stray NUL in a text of single bytes does not turn its line breaks into those of UTF-16.
fn has_all_line_breaks(text: &str, bytes: &[u8]) -> bool {
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let only_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    breaks > 0 && only_text && breaks * 2 >= memchr::memchr_iter(b'\n', bytes).count()
}

/// `bytes` as UTF-16, after `skipped` bytes of the file.
fn utf16(bytes: &[u8], encoding: Encoding, skipped: usize) -> Result<String, Fault> {
    let form = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    read(bytes, form).map_err(|(at, before)| Fault { at: at + skipped, before, kind: FaultKind::Damaged(UTF_16) })
}

/// `bytes`, which are UTF-8 up to `valid` only, as GB 18030.
fn gb18030(bytes: &[u8], valid: usize) -> Result<String, Fault> {
    let damaged = |at: usize, before: String, guess| Err(Fault { at, before, kind: FaultKind::Damaged(guess) });
    let as_utf8 = String::from_utf8_lossy(bytes);
    let before = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    if chinese(&as_utf8) > as_utf8.matches('\u{fffd}').count() {
        return damaged(valid, before, UTF_8);
    }
    match read(bytes, encoding_rs::GB18030) {
        Err((at, readable)) if chinese(&readable) > 2 && looks_gbk(&bytes[..at], &readable) => damaged(at, readable, GBK),
        Ok(text) if looks_gbk(bytes, &text) => Ok(text),
        Ok(_) | Err(_) if guess(bytes, None) == encoding_rs::BIG5 => damaged(valid, before, BIG5),
        Ok(_) | Err(_) => damaged(valid, before, UNKNOWN),
    }
}

/// Whether `bytes`, which are `text` in GB 18030, were meant so: a wrong reading is full of places that the standard leaves to private use.
fn looks_gbk(bytes: &[u8], text: &str) -> bool {
    !text.contains(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) && guess(bytes, Some(b"cn")) == encoding_rs::GBK
}

/// Which old encoding `bytes` most likely have; `country` is where their readers are.
fn guess(bytes: &[u8], country: Option<&[u8]>) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(country, Utf8Detection::Deny)
}

/// The number of Chinese characters in `text`.
fn chinese(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}')).count()
}

/// `bytes` read in `form`; else the first byte that cannot be read, and the text before it.
fn read(bytes: &[u8], form: &'static encoding_rs::Encoding) -> Result<String, (usize, String)> {
    let mut decoder = form.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default());
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(length, after) => Err((read - usize::from(length) - usize::from(after), text)),
        DecoderResult::OutputFull => Err((read, text)),
    }
}

/// `text` without byte order mark; lines that end in `\r\n` or `\r`, as on Windows and old Macs, end in `\n`.
fn with_plain_line_ends(text: String) -> String {
    let bare = text.strip_prefix('\u{feff}');
    let is_plain = memchr::memchr(b'\r', text.as_bytes()).is_none();
    match bare {
        None if is_plain => text,
        Some(bare) if is_plain => bare.to_owned(),
        None | Some(_) => bare.unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "---\n标题: 板凳议事会解决停车难\n日期: 2026-03-05\n---\n\n## 背景\n\n白杨里是1983年建成的老小区，车位少，邻里常为停车红脸。\n";

    fn utf16_bytes(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    fn decoded(bytes: Vec<u8>) -> (Encoding, String) {
        decode(bytes).map(|decoded| (decoded.encoding, decoded.text)).expect("it is a text")
    }

    #[test]
    fn every_encoding_of_notepad_says_the_same() {
        let windows = TEXT.replace('\n', "\r\n");
        for text in [TEXT, &windows, &TEXT.replace('\n', "\r"), &format!("\u{feff}{windows}")] {
            assert_eq!(decoded(text.as_bytes().to_vec()), (Encoding::Utf8, TEXT.to_owned()));
            assert_eq!(decoded(utf16_bytes(&format!("\u{feff}{}", text.trim_start_matches('\u{feff}')), u16::to_le_bytes)).1, TEXT);
            assert_eq!(decoded(utf16_bytes(&format!("\u{feff}{}", text.trim_start_matches('\u{feff}')), u16::to_be_bytes)).1, TEXT);
            assert_eq!(decoded(gbk(text.trim_start_matches('\u{feff}'))), (Encoding::Gb18030, TEXT.to_owned()));
        }
        assert_eq!(decoded(utf16_bytes(TEXT, u16::to_le_bytes)), (Encoding::Utf16Le, TEXT.to_owned()));
        assert_eq!(decoded(utf16_bytes(TEXT, u16::to_be_bytes)), (Encoding::Utf16Be, TEXT.to_owned()));
        assert_eq!(decoded(Vec::new()), (Encoding::Utf8, String::new()));
    }

    #[test]
    fn characters_beyond_gbk_are_read_in_gb_18030() {
        let text = format!("{TEXT}𠮷野家，㊗，😀，ئۇيغۇر。\n");
        assert_eq!(decoded(gbk(&text)), (Encoding::Gb18030, text));
    }

    #[test]
    fn a_damaged_byte_is_found_in_every_encoding() {
        let offset = TEXT.find('会').expect("it is there");
        let mut utf8 = TEXT.as_bytes().to_vec();
        utf8.remove(offset + 1);
        assert_fault(utf8, offset, FaultKind::Damaged(UTF_8));
        let mut old = gbk(TEXT);
        let at = gbk(&TEXT[..offset]).len();
        old[at] = 0xff;
        assert_fault(old, at, FaultKind::Damaged(GBK));
        let mut wide = utf16_bytes(&format!("\u{feff}{TEXT}"), u16::to_le_bytes);
        let at = 2 + 2 * TEXT[..offset].encode_utf16().count();
        wide[at + 1] = 0xd8;
        assert_fault(wide, at, FaultKind::Damaged(UTF_16));
    }

    fn assert_fault(bytes: Vec<u8>, at: usize, kind: FaultKind) {
        let before = TEXT[..TEXT.find('会').expect("it is there")].to_owned();
        assert_eq!(decode(bytes), Err(Fault { at, before, kind }));
    }

    #[test]
    fn nul_is_no_text_in_any_encoding() {
        let kind = |bytes: Vec<u8>| decode(bytes).map_err(|fault| (fault.at, fault.kind));
        assert_eq!(kind(b"---\ntitle: a\n---\n\0\n".to_vec()), Err((17, FaultKind::Nul)));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()), Err((8, FaultKind::Nul)));
        assert_eq!(kind(utf16_bytes("\u{feff}a\r\n\0b\n", u16::to_le_bytes)), Err((8, FaultKind::Nul)));
        assert_eq!(kind(vec![0xff, 0xfe, 0, 0]), Err((2, FaultKind::Nul)));
    }

    #[test]
    fn a_language_of_the_west_and_traditional_chinese_are_not_taken_for_gbk() {
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode("Déjà vu: über den Wolken, café crème.\n");
        assert!(decode(latin.into_owned()).is_err());
        let (big5, ..) = encoding_rs::BIG5.encode("標題：人民代表大會常務委員會\n這是繁體中文的稿件，用舊的編碼存檔，應該說明清楚。\n");
        assert_eq!(decode(big5.into_owned()).map_err(|fault| fault.kind), Err(FaultKind::Damaged(BIG5)));
    }
}
