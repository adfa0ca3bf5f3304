//! Where a page or file stands in the output.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::{is_device_name, without_index};

use crate::language::Words;

/// Characters that stay as they are in a path of a web address (RFC 3986 `pchar` without `%`, and `/`).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b':')
    .remove(b'@')
    .remove(b'=')
    .remove(b'+');

/// The longest name of a file, in bytes, that every disk in use accepts.
pub const LONGEST_NAME: usize = 255;

/// A file of the output: a relative path with `/`, such as `stories/2026-03-05-a/index.html`; in normal form C, never empty,
/// never with `.`, `..`, `\`, control characters, or names that Windows reserves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Arc<str>);

impl Address {
    /// The address of the file `path`; `None` when it cannot be a file on every system.
    pub fn file(path: &str) -> Option<Self> {
        let path: Cow<'_, str> = if path.is_ascii() || is_nfc(path) { path.into() } else { path.nfc().collect::<String>().into() };
        path.split('/').all(is_safe_name).then(|| Self(path.into()))
    }

    /// The address of the page in the folder `path` (`stories/a` → `stories/a/index.html`; empty: the home page).
    pub fn page(path: &str) -> Option<Self> {
        if path.is_empty() { Self::file("index.html") } else { Self::file(&format!("{path}/index.html")) }
    }

    /// The path of the file in the output folder.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What links use: percent-encoded, from the site's root, without a leading `/`, and without `index.html`.
    pub fn href(&self) -> String {
        let path = without_index(&self.0);
        utf8_percent_encode(path, KEPT).to_string()
    }

    /// How a page at this address reaches the site's root: `./`, `../`, `../../` …
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The address as a case-insensitive disk sees it.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `name` can be a file or folder on Linux, macOS and Windows.
pub fn is_safe_name(name: &str) -> bool {
    let forbidden = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*' | '/');
    !name.is_empty() && name.len() <= LONGEST_NAME && !name.ends_with(['.', ' ']) && !name.contains(forbidden) && !is_device_name(name)
}

/// Why `path` cannot be an address.
pub fn fault(path: &str) -> Words {
    if path.split('/').any(|name| name.len() > LONGEST_NAME) {
        return Words {
            en: "a part of it has more than 255 bytes, some 80 Chinese characters",
            zh: "其中一段超过 255 字节（约 80 个汉字）",
        };
    }
    Words {
        en: "it holds a sign or a name that no file may have, such as `?`, `:` or `con`",
        zh: "含有文件名不能用的符号或名称，例如 `?`、`:`、`con`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_safe_on_every_system() {
        for bad in ["", "a/../b", "/a", "a//b", "con/index.html", "aux.html", "a ", "a./b", "a:b", "a\\b", "a\u{0}b"] {
            assert_eq!(Address::file(bad), None, "{bad:?}");
        }
        assert!(Address::file(&"家".repeat(86)).is_none());
    }

    #[test]
    fn links_are_encoded_and_relative() {
        let page = Address::page("stories/板凳议事").expect("a safe name");
        assert_eq!(page.href(), "stories/%E6%9D%BF%E5%87%B3%E8%AE%AE%E4%BA%8B/");
        assert_eq!(page.root(), "../../");
        assert_eq!(Address::page("").expect("home").root(), "./");
        assert_eq!(Address::page("").expect("home").href(), "");
    }
}
