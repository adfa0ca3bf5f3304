//! Which paths belong to a site, which file names are left out, and which cannot be used.

use std::ffi::OsStr;
use std::path::Path;

use crate::diagnostics::Arg;
use crate::language::Words;
use crate::source::is_device_name;

/// The folders below the site's root that are read.
pub const FOLDERS: [&str; 5] = ["content", "data", "static", "templates", "themes"];
/// The site's settings.
pub const SETTINGS: &str = "site.yaml";

/// Whether a file or folder can matter to the site: `inside` is its path from the site's root.
pub fn belongs(inside: &Path) -> bool {
    let Some(first) = inside.iter().next() else { return false };
    let read = first == SETTINGS || FOLDERS.iter().any(|folder| first == *folder);
    read && !inside.iter().any(is_dropping)
}

/// Whether editors, office programs or systems drop such files beside the real ones: `~$a.docx`, `.a.swp`, `4913`, `.DS_Store` …
pub(super) fn is_dropping(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || lower == "4913"
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
        || [".swp", ".swx", ".bck", ".bak", ".tmp", ".orig", ".rej"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether the name works on every system; else the name as it can be shown, and the reason.
pub(super) fn usable(name: &OsStr) -> Result<(), (String, Arg)> {
    let shown = || name.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>();
    let because = |en, zh| Err((shown(), Arg::Word(Words { en, zh })));
    let Some(text) = name.to_str() else { return because("it is not UTF-8", "不是 UTF-8 编码") };
    if text.chars().any(char::is_control) {
        return because("it holds a control character", "含有控制字符");
    }
    if text.contains(['<', '>', ':', '"', '\\', '|', '?', '*']) {
        return because("Windows does not allow `< > : \" \\ | ? *`", "Windows 不允许 `< > : \" \\ | ? *`");
    }
    if text.ends_with([' ', '.']) {
        return because("it ends with a space or a point", "以空格或句点结尾");
    }
    if is_device_name(text) {
        return because("Windows reserves this name", "这是 Windows 的保留名");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_files_belong_to_it() {
        for path in ["site.yaml", "content/a.md", "themes/default/static/style.css", "static", "static/CNAME", "content/4913.md"] {
            assert!(belongs(Path::new(path)), "{path}");
        }
        for path in [
            "",
            "public/index.html",
            ".git/index",
            "site.yaml~",
            "site.yml",
            "content/.a.md.swp",
            "content/.obsidian/app.json",
            "content/a.md~",
            "content/a.md.swx",
            "content/a.md.bak",
            "content/a.md.tmp",
            "content/4913",
            "content/~$a.docx",
            "content/.~lock.a.odt#",
            "content/.DS_Store",
            "content/Thumbs.db",
            "content/desktop.ini",
            "contents/a.md",
        ] {
            assert!(!belongs(Path::new(path)), "{path}");
        }
    }
}
