//! Ids: the permanent names of things, which become web addresses.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::language::Words;
use crate::source::is_device_name;

/// The longest id in bytes, so that `<id>/index.html` fits every disk.
const LONGEST: usize = 240;

/// The permanent name of a thing, in Unicode normal form C: letters, digits, Chinese characters, `-`, `_`, `.` and `·`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// Quick to look into; goes through its values in the order in which they were put in, so that the output is the same every time.
pub type Index<K, V> = indexmap::IndexMap<K, V, ahash::RandomState>;

/// Values by id.
pub type ById<V> = Index<Id, V>;

/// Why a text cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFault {
    /// Nothing is written.
    Empty,
    /// It holds this character.
    Character(char),
    /// It has more than 240 bytes.
    TooLong,
    /// It begins or ends with a full stop or a hyphen.
    Edge,
    /// Windows keeps this name for a device.
    Reserved,
}

impl Id {
    /// Checks `text` and brings it to normal form C.
    pub fn new(text: &str) -> Result<Self, IdFault> {
        let id: String = text.trim().nfc().collect();
        if id.is_empty() {
            return Err(IdFault::Empty);
        }
        if let Some(bad) = id.chars().find(|c| !may_stand(*c)) {
            return Err(IdFault::Character(bad));
        }
        if id.len() > LONGEST {
            return Err(IdFault::TooLong);
        }
        if id.starts_with(['.', '-']) || id.ends_with(['.', '-']) {
            return Err(IdFault::Edge);
        }
        if is_device_name(&id) {
            return Err(IdFault::Reserved);
        }
        Ok(Self(id.into()))
    }

    /// The id of a file or folder name whatever it is: what may not stand in an id becomes a hyphen.
    /// It only names a file that cannot be used, so that references to it do not fail as well.
    pub fn lenient(text: &str) -> Self {
        let id: String = text.trim().nfc().map(|c| if may_stand(c) { c } else { '-' }).collect();
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as shared text.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl IdFault {
    /// The reason in both languages; a character that it names stands for `{character}`.
    pub fn reason(self) -> Words {
        match self {
            Self::Empty => Words { en: "it is empty", zh: "没有内容" },
            Self::Character(' ' | '\u{3000}') => Words { en: "it holds a space", zh: "里面有空格" },
            Self::Character(_) => Words { en: "it holds a sign that cannot stand in an address", zh: "里面有网址不能用的符号" },
            Self::TooLong => Words { en: "it is longer than 240 bytes (80 Chinese characters)", zh: "超过 240 字节（80 个汉字）" },
            Self::Edge => Words { en: "it begins or ends with a full stop or a hyphen", zh: "开头或结尾是点或短横线" },
            Self::Reserved => Words { en: "Windows keeps this name for a device", zh: "这是 Windows 的保留名称" },
        }
    }
}

fn may_stand(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '·')
}
