//! What a file says that is handed out as it is: its bytes to [`Said`], one thing after another.
//!
//! Files come from anywhere, so everything is bounded: what they say in all, how deep it lies, in how many parts. A file that cannot be
//! read to its end gives an [`Unread`], and somebody must look at it. Nothing here knows what is searched for in the text.

mod labels;
mod package;
mod pdf;
mod plain;
mod promise;
mod properties;
mod sheet;
mod slides;
mod svg;
mod word;
mod xml;

pub use promise::{Unfit, unfit};

use crate::language::Words;
use crate::passage::{Passages, Role};

/// Something that a file says.
#[derive(Debug)]
pub enum Said<'s> {
    /// Texts of a file that is text as a whole: the places of the passages are those in `text`.
    Written {
        /// The whole text of the file.
        text: &'s str,
        /// What in it is read.
        passages: &'s Passages,
    },
    /// Texts from inside a file that has no lines: the places of the passages mean nothing.
    Within {
        /// Where it stands.
        place: Place,
        /// What it says.
        passages: &'s Passages,
    },
}

/// Hears what a file says.
pub type Hear<'h> = &'h mut dyn FnMut(Said<'_>);

/// A place in a file that has no lines, as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Place {
    /// A place in words.
    fn new(words: Words) -> Self {
        Self { en: words.en.to_owned(), zh: words.zh.to_owned() }
    }

    /// The place `en` or `zh` in this one.
    fn with(&self, en: &str, zh: &str) -> Self {
        Self { en: format!("{}, {en}", self.en), zh: format!("{}{zh}", self.zh) }
    }
}

/// Why a file was not read, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A password locks it.
    Encrypted,
    /// It is of a kind that is not read.
    Unknown,
    /// It is an archive of other files.
    Archive,
    /// It does not keep to its format.
    Damaged,
    /// It says too much, lies too deep or has too many parts.
    TooMuch,
    /// Some of its pages are nothing but pictures.
    Pictures,
    /// Nobody told what the signs of some of its fonts mean.
    Signs,
    /// Other files are packed into it.
    Holding,
}

impl Unread {
    /// The reason, in words.
    pub fn words(self) -> Words {
        match self {
            Self::Encrypted => Words { en: "it is locked with a password", zh: "文件加了密码" },
            Self::Unknown => Words { en: "it is of an old or rare format", zh: "这种旧格式或少见的格式读不了" },
            Self::Archive => Words { en: "it is an archive of other files", zh: "压缩包里的文件不逐个查看" },
            Self::Damaged => Words { en: "it is damaged", zh: "文件已损坏" },
            Self::TooMuch => Words { en: "there is too much in it", zh: "内容太多" },
            Self::Pictures => Words { en: "some of its pages are pictures", zh: "有的页面是图片，文字读不出" },
            Self::Signs => {
                Words { en: "its fonts do not say what their signs mean", zh: "有的字体没有注明是什么字，读不出" }
            }
            Self::Holding => Words { en: "other files are embedded in it", zh: "里面还嵌着别的文件" },
        }
    }
}

/// The largest text that is read, in bytes.
const LARGEST_TEXT: usize = 16 << 20;

/// Reads the file called `name` that holds `bytes`. What says nothing to people (a film, a font) says nothing here.
pub fn read(name: &str, bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    match Kind::of(name, bytes) {
        Kind::Table => plain::table(bytes, hear),
        Kind::Text => plain::text(bytes, hear),
        Kind::Drawing => svg::read(bytes, hear),
        Kind::Package => package::read(bytes, hear),
        Kind::Portable => pdf::read(bytes, hear),
        Kind::Unread(reason) => Err(reason),
        Kind::Silent => Ok(()),
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Comma-separated values.
    Table,
    /// Any other text.
    Text,
    /// An SVG.
    Drawing,
    /// A zip file: a document of an office program, or an archive.
    Package,
    /// A PDF.
    Portable,
    /// Nothing that is read.
    Unread(Unread),
    /// Nothing that says anything.
    Silent,
}

impl Kind {
    /// By its first bytes, else by its name.
    fn of(name: &str, bytes: &[u8]) -> Self {
        let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
        match bytes {
            // Whoever offers an empty file is told so.
            [] => return Self::Silent,
            [b'P', b'K', 3 | 5, 4 | 6, ..] => return Self::Package,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Self::Unread(package::why_compound(bytes)),
            [b'{', b'\\', b'r', b't', b'f', ..] => return Self::Unread(Unread::Unknown),
            [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [0x1f, 0x8b, ..] => return Self::Unread(Unread::Archive),
            [b'%', b'P', b'D', b'F', b'-', ..] => return Self::Portable,
            _ if extension == "pdf" && pdf::is_one(bytes) => return Self::Portable,
            _ => {}
        }
        match extension.as_str() {
            "csv" | "tsv" => Self::Table,
            "svg" => Self::Drawing,
            "txt" | "text" | "md" | "markdown" | "yaml" | "yml" | "htm" | "html" | "xhtml" | "xml" | "json" | "jsonl" | "geojson"
            | "kml" | "gpx" | "ics" | "vcf" | "log" | "tex" | "srt" | "vtt" => Self::Text,
            "js" | "mjs" | "css" | "map" | "wasm" | "woff" | "woff2" | "ttf" | "otf" | "eot" => Self::Silent,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "ico" | "bmp" | "tif" | "tiff" | "heic" => Self::Silent,
            "mp3" | "m4a" | "aac" | "wav" | "ogg" | "flac" | "mp4" | "m4v" | "mov" | "webm" | "avi" => Self::Silent,
            // One without the mark opens nowhere, and that is told.
            "pdf" => Self::Silent,
            "doc" | "xls" | "ppt" | "wps" | "et" | "dps" | "rtf" | "ofd" | "ceb" | "caj" => Self::Unread(Unread::Unknown),
            _ if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => Self::Text,
            _ => Self::Unread(Unread::Unknown),
        }
    }
}

/// Says one text.
fn say(text: &str, role: Role, place: Place, hear: Hear<'_>) {
    if text.trim().is_empty() {
        return;
    }
    let mut passages = Passages::new();
    passages.begin(role, "");
    passages.push(text, 0..text.len());
    hear(Said::Within { place, passages: &passages });
}
