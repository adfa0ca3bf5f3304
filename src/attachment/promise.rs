//! Whether a file is what its name promises, as far as its first bytes tell.

use super::pdf;
use crate::language::Words;

/// Why a file cannot be offered as what its name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A picture of this format, which browsers do not show.
    Foreign(&'static str),
    /// It holds nothing.
    Empty,
    /// Its name promises this format, and programs for it would refuse to open it.
    Mislabelled(Words),
}

/// The ends of names that promise a format, what its programs open, and how it is called.
type Promise = (&'static [&'static str], fn(&[u8]) -> bool, Words);

const PROMISES: [Promise; 3] = [
    (&["pdf"], pdf::is_one, Words { en: "PDF", zh: "PDF" }),
    (
        &["docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd", "zip"],
        |first| is_zip(first) || is_compound(first),
        Words { en: "new Office, OFD or zip", zh: "新版 Office、OFD 或 zip" },
    ),
    (
        &["doc", "xls", "ppt", "wps", "et", "dps"],
        |first| is_compound(first) || is_zip(first) || is_old_text(first),
        Words { en: "Office or WPS", zh: "Office 或 WPS" },
    ),
];

/// Stands in HTML and XML that was written for Office.
const MICROSOFT: &[u8] = b"schemas-microsoft-com";

/// What is wrong with the attachment whose name ends in `extension` and that begins with `first`.
pub fn unfit(extension: &str, first: &[u8]) -> Option<Unfit> {
    if first.is_empty() {
        return Some(Unfit::Empty);
    }
    let (_, opens, format) = PROMISES.iter().find(|(extensions, ..)| extensions.contains(&extension))?;
    (!opens(first)).then_some(Unfit::Mislabelled(*format))
}

fn is_zip(first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06")
}

/// The old container of Office; new Office files with a password stand in it too.
fn is_compound(first: &[u8]) -> bool {
    first.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Rich text, and tables that programs wrote as HTML or XML for Office.
fn is_old_text(first: &[u8]) -> bool {
    first.starts_with(b"{\\rtf") || first.windows(MICROSOFT.len()).any(|window| window == MICROSOFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_open_is_no_fault() {
        let fine: [(&str, &[u8]); 9] = [
            ("pdf", b"%PDF-1.4"),
            ("pdf", b"\xef\xbb\xbf\r\n%PDF-1.7"),
            ("docx", b"PK\x03\x04.."),
            ("docx", b"\xd0\xcf\x11\xe0"),
            ("doc", b"{\\rtf1"),
            ("xls", b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"),
            ("xls", b"PK\x03\x04"),
            ("csv", b"a,b"),
            ("mp3", b"\0\0"),
        ];
        for (extension, first) in fine {
            assert_eq!(unfit(extension, first), None, "{extension}");
        }
        for (extension, first) in [("pdf", &b"<html>"[..]), ("docx", b"notes"), ("doc", b"%PDF-1.4"), ("zip", b"PK")] {
            assert!(matches!(unfit(extension, first), Some(Unfit::Mislabelled(_))), "{extension}");
        }
        assert_eq!(unfit("txt", b""), Some(Unfit::Empty));
    }
}
