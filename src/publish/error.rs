//! Why the site could not be published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::MANIFEST;
use crate::language::{Speech, Words};
use crate::plan::address::Address;

/// Why the site could not be published. What was published before is untouched, unless [`Doing::Replace`] says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder must not be written.
    Refused {
        /// The output folder.
        path: PathBuf,
        /// Why not.
        why: Refusal,
    },
    /// Another build has the folder.
    Busy {
        /// The output folder.
        path: PathBuf,
        /// The number of the other process, where it is known.
        process: Option<u32>,
    },
    /// Something that is not ours stands where the site has a file or a folder.
    Occupied {
        /// What stands there.
        path: PathBuf,
    },
    /// The site has a file at an address that the manifest needs.
    Reserved {
        /// The address.
        address: Address,
    },
    /// The machine could not do it.
    Io {
        /// What was tried.
        doing: Doing,
        /// With which file or folder.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
}

/// Why a folder is refused as output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is the root of the disk.
    Root,
    /// It is the home folder, or holds it.
    Home(PathBuf),
    /// It is the site's own folder, or holds it.
    Site(PathBuf),
    /// It is a folder of sources, or lies in one, or holds one.
    Source(PathBuf),
    /// It lies in a folder of version control.
    VersionControl,
    /// It is a file.
    File,
    /// It is a symbolic link.
    Link,
    /// Its path goes through a folder that does not exist, with `..`.
    Unclear,
    /// It is not empty and has no manifest.
    Foreign,
    /// Its manifest is not as it was written.
    Manifest(ManifestFault),
}

/// What is wrong with a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestFault {
    /// It is cut off or was changed.
    Damaged,
    /// A newer Wanjia wrote it, in this version of the format.
    Newer(u64),
}

/// What was being done when the machine failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Carrying a published file over into the new site.
    Carry,
    /// Syncing to the disk.
    Sync,
    /// Putting the new site in its place. Where it goes file by file, some files may be new; the next build completes them.
    Replace,
    /// Removing what is no longer needed. The new site stands.
    Remove,
}

impl PublishError {
    /// A failure of the machine.
    pub(super) fn io(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }

    /// What happened, in one sentence.
    pub fn message(&self, speech: Speech) -> String {
        let zh = matches!(speech, Speech::Chinese);
        match self {
            Self::Refused { path, why } => why.message(path, zh),
            Self::Busy { path, process } => busy(path, *process, zh),
            Self::Occupied { path } if zh => format!("`{}` 不是本程序写的，却占着网站要用的位置", path.display()),
            Self::Occupied { path } => format!("`{}` was not written by us and stands where the site has something", path.display()),
            Self::Reserved { address } if zh => format!("网站里不能有名为 `{address}` 的文件，这个名字留给发布清单"),
            Self::Reserved { address } => format!("the site has a file `{address}`, a name that is kept for the manifest"),
            Self::Io { doing, path, source } => io_message(*doing, path, source, zh),
        }
    }

    /// What to do about it.
    pub fn hint(&self, speech: Speech) -> String {
        let words = match self {
            Self::Refused { why, .. } => why.hint(),
            Self::Busy { .. } => {
                Words { en: "wait until the other build has ended, then build again", zh: "等那一次生成结束后再试" }
            }
            Self::Occupied { .. } => Words { en: "move it away, then build again", zh: "把它移到别处，再重新生成" },
            Self::Reserved { .. } => Words { en: "give the file another name", zh: "给这个文件换个名字" },
            Self::Io { source, .. } => io_hint(source),
        };
        words.say(speech).to_owned()
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Speech::English))
    }
}

impl Refusal {
    fn message(&self, path: &Path, zh: bool) -> String {
        let out = path.display();
        let (en, cn) = match self {
            Self::Root => ("is the root of the disk".to_owned(), "是磁盘的根目录".to_owned()),
            Self::Home(home) => {
                (format!("is the home folder `{}` or holds it", home.display()), format!("就是个人主目录 `{}` 或包含着它", home.display()))
            }
            Self::Site(site) => (
                format!("is the site's own folder `{}` or holds it", site.display()),
                format!("就是站点目录 `{}` 或包含着它", site.display()),
            ),
            Self::Source(source) => (
                format!("overlaps `{}`, which the site is made from", source.display()),
                format!("与站点的源文件 `{}` 重叠", source.display()),
            ),
            Self::VersionControl => ("lies in a folder of version control".to_owned(), "在版本管理的目录里".to_owned()),
            Self::File => ("is not a folder".to_owned(), "不是目录".to_owned()),
            Self::Link => ("is a symbolic link".to_owned(), "是符号链接".to_owned()),
            Self::Unclear => ("goes through `..` of a folder that does not exist".to_owned(), "经过了不存在的目录的 `..`".to_owned()),
            Self::Foreign => {
                (format!("is not empty and has no `{MANIFEST}` of ours"), format!("不是空目录，里面也没有本程序的 `{MANIFEST}`"))
            }
            Self::Manifest(ManifestFault::Damaged) => (
                format!("has a damaged `{MANIFEST}`, so its files cannot be told from yours"),
                format!("里的 `{MANIFEST}` 已损坏，无法分清哪些文件是本程序写的"),
            ),
            Self::Manifest(ManifestFault::Newer(version)) => (
                format!("was published by a newer Wanjia (its `{MANIFEST}` has format {version})"),
                format!("是由更新版本的 Wanjia 发布的（`{MANIFEST}` 的格式是 {version}）"),
            ),
        };
        if zh { format!("不能发布到 `{out}`：它{cn}") } else { format!("cannot publish to `{out}`: it {en}") }
    }

    fn hint(&self) -> Words {
        match self {
            Self::Root
            | Self::Home(_)
            | Self::Site(_)
            | Self::Source(_)
            | Self::VersionControl
            | Self::File
            | Self::Link
            | Self::Unclear => Words {
                en: "choose a folder for the output alone, such as `--out public`",
                zh: "另选一个专门的输出目录，例如 `--out public`",
            },
            Self::Foreign => Words {
                en: "choose an empty folder, or move its files away; nothing in it was changed",
                zh: "换一个空目录，或者先把里面的文件移走；目录里的内容没有改动",
            },
            Self::Manifest(ManifestFault::Damaged) => Words {
                en: "move the folder away and build again; nothing in it was changed",
                zh: "把这个目录移到别处，再重新生成；目录里的内容没有改动",
            },
            Self::Manifest(ManifestFault::Newer(_)) => {
                Words { en: "use that version, or choose another folder", zh: "使用那个版本，或者另选一个目录" }
            }
        }
    }
}

fn busy(path: &Path, process: Option<u32>, zh: bool) -> String {
    let out = path.display();
    match (process, zh) {
        (Some(process), true) => format!("另一个进程（{process}）正在发布到 `{out}`"),
        (Some(process), false) => format!("another process ({process}) is publishing to `{out}`"),
        (None, true) => format!("另一个进程正在发布到 `{out}`"),
        (None, false) => format!("another process is publishing to `{out}`"),
    }
}

fn io_message(doing: Doing, path: &Path, source: &io::Error, zh: bool) -> String {
    let words = match doing {
        Doing::Read => Words { en: "cannot read", zh: "无法读取" },
        Doing::Write => Words { en: "cannot write", zh: "无法写入" },
        Doing::Carry => Words { en: "cannot carry over", zh: "无法沿用" },
        Doing::Sync => Words { en: "cannot sync", zh: "无法写入磁盘" },
        Doing::Replace => Words { en: "cannot replace", zh: "无法替换" },
        Doing::Remove => Words { en: "cannot remove", zh: "无法删除" },
    };
    match (zh, cause(source)) {
        (true, Some(cause)) => format!("{} `{}`：{}", words.zh, path.display(), cause.zh),
        (true, None) => format!("{} `{}`：{source}", words.zh, path.display()),
        (false, Some(cause)) => format!("{} `{}`: {}", words.en, path.display(), cause.en),
        (false, None) => format!("{} `{}`: {source}", words.en, path.display()),
    }
}

/// The usual causes in plain words.
fn cause(source: &io::Error) -> Option<Words> {
    let kind = source.kind();
    let words = [
        (io::ErrorKind::StorageFull, Words { en: "the disk is full", zh: "磁盘已满" }),
        (io::ErrorKind::QuotaExceeded, Words { en: "the disk quota is used up", zh: "磁盘配额已用完" }),
        (io::ErrorKind::FileTooLarge, Words { en: "the file is larger than is allowed here", zh: "文件超过了允许的大小" }),
        (io::ErrorKind::PermissionDenied, Words { en: "permission denied", zh: "没有权限" }),
        (io::ErrorKind::ReadOnlyFilesystem, Words { en: "the disk is read-only", zh: "磁盘是只读的" }),
        (io::ErrorKind::NotFound, Words { en: "it is not there", zh: "找不到它" }),
        (io::ErrorKind::ResourceBusy, Words { en: "it is in use", zh: "它正在被使用" }),
    ];
    words.into_iter().find(|(known, _)| *known == kind).map(|(_, words)| words)
}

fn io_hint(source: &io::Error) -> Words {
    let kind = source.kind();
    if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return Words { en: "make room on the disk, then build again", zh: "清理出磁盘空间，再重新生成" };
    }
    if matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) {
        return Words {
            en: "make the output folder and the folder it stands in writable, or choose another with `--out`",
            zh: "让输出目录和它的上级目录可写，或者用 `--out` 另选一个",
        };
    }
    Words { en: "look at the disk, then build again", zh: "检查磁盘，再重新生成" }
}
