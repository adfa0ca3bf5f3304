//! Writes the editor's files, and only when told to: a first site, new drafts, a theme, signatures. Nothing is ever overwritten but the line
//! of `site.yaml` that chooses the theme, the lines of a sign-off, and what [`fix`] mends.

mod fix;
mod init;
mod new;
mod schemas;
mod sign;
mod surroundings;
mod theme;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostics::visible;
use crate::language::{Speech, Words};

pub use fix::{ChangedLine, Mended, fix, write_mended};
pub use init::init;
pub use new::{Draft, New, Variety, Wants, new};
pub use schemas::{FileKind, write_schemas};
pub use sign::{Refusal, Signing, sign};
pub use surroundings::{District, Surroundings};
pub use theme::{NewTheme, Start, WrittenTheme, theme};

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum AuthorError {
    /// A new site needs an empty folder.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// The file is there already.
    #[error("{} exists", .0.display())]
    Exists(PathBuf),
    /// There is a theme of this name already.
    #[error("the theme {0} exists")]
    ThemeExists(String),
    /// The folder is not a site.
    #[error("{} has no site.yaml", .0.display())]
    NoSite(PathBuf),
    /// There is no district of this id; those that are known.
    #[error("no district is called {0}")]
    NoDistrict(String, Vec<String>),
    /// The program carries no theme of this name; those that it carries.
    #[error("no theme is called {0}")]
    NoTheme(String, Vec<String>),
    /// The text cannot be an id, for this reason.
    #[error("{0} cannot be an id")]
    BadId(String, Words),
    /// The file is not signed, for this reason.
    #[error("{} is not signed", .0.display())]
    Unsigned(PathBuf, Refusal),
    /// The machine could not do it.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
}

impl AuthorError {
    /// Whether the machine is to blame, not what was asked for.
    pub fn is_the_machines(&self) -> bool {
        matches!(self, Self::Io { .. })
    }

    /// What happened and what to do, each in one sentence.
    pub fn message(&self, speech: Speech) -> String {
        let say = |en: String, zh: String| match speech {
            Speech::English => en,
            Speech::Chinese => zh,
        };
        match self {
            Self::NotEmpty(path) => {
                let path = shown(path);
                say(
                    format!("the folder `{path}` is not empty, so nothing was written\nname a new or empty folder"),
                    format!("文件夹 `{path}` 里已有文件，什么都没有写入\n请换一个新文件夹或空文件夹"),
                )
            }
            Self::Exists(path) => {
                let path = shown(path);
                say(
                    format!("`{path}` exists already and is left as it is\ngive another `--id`"),
                    format!("`{path}` 已经存在，没有改动它\n请用 `--id` 换一个编号"),
                )
            }
            Self::ThemeExists(name) => {
                let name = visible(name);
                say(
                    format!("there is a theme `{name}` already, so nothing was written\nchoose another name"),
                    format!("已经有主题 `{name}`，什么都没有写入\n请换一个名称"),
                )
            }
            Self::NoSite(path) => {
                let path = shown(path);
                say(
                    format!(
                        "the folder `{path}` has no `site.yaml`\ngo to the site's folder, name it with `--site`, or make a site with `wanjia init`"
                    ),
                    format!("文件夹 `{path}` 里没有 `site.yaml`\n请进入网站文件夹，或用 `--site` 指明，或用 `wanjia init` 新建"),
                )
            }
            Self::NoDistrict(id, known) => {
                let (id, known) = (visible(id), known.join(", "));
                say(format!("there is no district `{id}`\nknown districts: {known}"), format!("没有编号为 `{id}` 的区\n现有的区：{known}"))
            }
            Self::NoTheme(name, known) => {
                let (name, known) = (visible(name), known.join(", "));
                say(
                    format!("there is no theme `{name}` to begin with\nWanjia brings: {known}"),
                    format!("没有主题 `{name}` 可作基础\n万家自带：{known}"),
                )
            }
            Self::BadId(id, reason) => {
                let (id, reason) = (visible(id), reason.say(speech));
                say(
                    format!("`{id}` cannot be an id: {reason}\nuse letters, digits, Chinese characters and hyphens"),
                    format!("`{id}` 不能用作编号：{reason}\n请用字母、数字、汉字和短横线"),
                )
            }
            Self::Unsigned(path, refusal) => sign::message(path, refusal, speech),
            Self::Io { path, source } => {
                let path = shown(path);
                say(format!("cannot write `{path}`: {source}"), format!("无法写入 `{path}`：{source}"))
            }
        }
    }
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// Writes a file that must not exist yet, with the folders above it.
fn write(path: &Path, bytes: &[u8]) -> Result<(), AuthorError> {
    let failed = |source: io::Error| {
        let exists = source.kind() == io::ErrorKind::AlreadyExists;
        if exists { AuthorError::Exists(path.to_owned()) } else { AuthorError::Io { path: path.to_owned(), source } }
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| AuthorError::Io { path: folder.to_owned(), source })?;
    }
    let mut file = fs::File::create_new(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}
