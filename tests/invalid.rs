//! Every rule has a small broken site in `invalid/<code>/` that shows its message and no other, in both languages.
//!
//! What cannot be kept in a folder, such as a pipe or a file too large, is made when the test runs.
//! `UPDATE_EXPECT=1` writes the expected texts anew; read them before they are kept.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use tempfile::TempDir;
use wanjia::diagnostics::{Code, Colours, Diagnostics, Manner, human};
use wanjia::external::{self, Answer, Reason};
use wanjia::language::Speech;
use wanjia::pipeline::{self, Outside, Progress, Quiet, Rendering, Request, Stage};
use wanjia::publish::Nothing;
use wanjia::source::Spanned;

const SPEECHES: [(Speech, &str); 2] = [(Speech::Chinese, "expected.zh.txt"), (Speech::English, "expected.en.txt")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

#[test]
fn every_rule_has_a_broken_site_and_every_broken_site_a_rule() {
    let names = fs::read_dir(folder()).expect("the folder of broken sites").map(|entry| entry.expect("an entry").file_name());
    let sites: BTreeSet<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let rules: BTreeSet<String> = Code::ALL.iter().map(|code| code.id().to_owned()).collect();
    assert_eq!(sites, rules);
}

#[test]
fn each_broken_site_shows_exactly_its_message() {
    let wrong: Vec<String> = Code::ALL.iter().flat_map(|code| faults(*code)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not as it should be with the broken site of `code`.
fn faults(code: Code) -> Vec<String> {
    let kept = folder().join(code.id());
    let made = made(code, &kept);
    let site = made.as_ref().map_or(kept.as_path(), TempDir::path);
    let diagnostics = problems(site, code);
    let mut faults = Vec::new();
    let codes: Vec<&str> = diagnostics.iter().map(|problem| problem.code.id()).collect();
    if codes != [code.id()] {
        faults.push(format!("{} shows {codes:?}", code.id()));
    }
    for (speech, name) in SPEECHES {
        faults.extend(unlike(&kept.join(name), &told(&diagnostics, site, speech)));
    }
    faults
}

/// Compares `told` with the file at `expected`, or writes it there.
fn unlike(expected: &Path, told: &str) -> Option<String> {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(expected, told).expect("the expected text can be written");
        return None;
    }
    let known = fs::read_to_string(expected).unwrap_or_default();
    (known != told).then(|| format!("{}\n--- expected\n{known}--- told\n{told}", expected.display()))
}

fn problems(site: &Path, code: Code) -> Diagnostics {
    let request = Request { site: site.to_owned(), as_of: date(2026, 5, 6).at(12, 0, 0, 0), base_url: None, skipped: Vec::new() };
    let vanishing = Vanishing(site.join("content/pages/about.md"));
    let progress: &dyn Progress = if code == Code::Unreadable { &vanishing } else { &Quiet };
    if let Some(answer) = answer(code) {
        let checked = pipeline::check(&request, &Nothing, &Quiet, None, Some(&Answering(answer)));
        return checked.expect("the site's folder can be read").0.diagnostics;
    }
    let rendering =
        if ["TPL", "FRS", "SRC110"].iter().any(|family| code.id().starts_with(family)) { Rendering::Thorough } else { Rendering::Always };
    pipeline::build(&request, &Nothing, rendering, progress).expect("the site's folder can be read").diagnostics
}

fn told(diagnostics: &Diagnostics, site: &Path, speech: Speech) -> String {
    let manner = Manner { speech, colours: Colours::Without, width: 100 };
    human(diagnostics, manner, |path| pipeline::text_of(site, path).map(Arc::from))
}

/// What another site answers where the rule `code` is about that; nobody is really asked.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other rules are about the site itself")]
fn answer(code: Code) -> Option<Answer> {
    match code {
        Code::GoneAddress => Some(Answer::Gone(404)),
        Code::UnreachableAddress => Some(Answer::Unreachable(Reason::Silent)),
        Code::MovedAddress => Some(Answer::Moved("https://www.example.cn/xinwen/".to_owned())),
        _ => None,
    }
}

/// Gives the same answer for every link.
struct Answering(Answer);

impl Outside for Answering {
    fn problems(&self, links: &[Spanned<Arc<str>>], _: &[Arc<str>]) -> Diagnostics {
        let answers = links.iter().map(|link| (link.value.to_string(), self.0.clone())).collect();
        external::problems(links, &answers)
    }
}

/// Takes a file away after it was found and before it is read.
struct Vanishing(PathBuf);

impl Progress for Vanishing {
    fn begin(&self, stage: Stage, _: usize) {
        match stage {
            Stage::Reading => fs::remove_file(&self.0).expect("the file is there"),
            Stage::Rendering | Stage::Pictures | Stage::Asking => {}
        }
    }

    fn step(&self) {}
}

/// A copy of the site with what cannot be kept in a folder; `None` for a site that can.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other sites can be kept in a folder")]
fn made(code: Code, kept: &Path) -> Option<TempDir> {
    let build: fn(&Path) = match code {
        Code::Binary => |pages| fs::write(pages.join("about.md"), "---\ntitle: 关于本站\n---\n云山市的\0代表家室站。\n").expect("written"),
        Code::Unreadable => |pages| fs::write(pages.join("about.md"), "---\ntitle: 关于本站\n---\n正文。\n").expect("written"),
        Code::TooLarge => |pages| {
            let file = fs::File::create(pages.join("about.md")).expect("made");
            file.set_len(17 << 20).expect("a file may have holes");
        },
        Code::LinkOutside => |pages| symlink("/etc/hostname", pages.join("about.md")).expect("linked"),
        Code::BadFileName => |pages| {
            let gbk = pages.join(OsStr::from_bytes(b"\xb9\xd8\xd3\xda.md"));
            fs::write(gbk, "---\ntitle: 关于本站\n---\n正文。\n").expect("written");
        },
        Code::SpecialFile => |pages| drop(UnixListener::bind(pages.join("about.md")).expect("a socket")),
        _ => return None,
    };
    let site = tempfile::tempdir().expect("a folder");
    let pages = site.path().join("content/pages");
    fs::create_dir_all(&pages).expect("made");
    fs::copy(kept.join("site.yaml"), site.path().join("site.yaml")).expect("copied");
    build(&pages);
    Some(site)
}

#[test]
fn a_file_in_another_encoding_is_told_which() {
    let text = "---\ntitle: 十条板凳\n---\n代表家室站。\n";
    let gbk = b"---\ntitle: \xca\xae\xcc\xf5\xb0\xe5\xb5\xca\n---\n\xb4\xfa\xb1\xed\xa1\xa3\n".to_vec();
    let utf16 = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut damaged = text.as_bytes().to_vec();
    damaged.remove(text.find('代').expect("it was written"));
    let cases: [(&str, Vec<u8>); 4] = [("GBK", gbk), ("UTF-16", utf16), ("damaged", damaged), ("empty", Vec::new())];
    let mut all = String::new();
    for (what, bytes) in cases {
        let site = tempfile::tempdir().expect("a folder");
        let pages = site.path().join("content/pages");
        fs::create_dir_all(&pages).expect("made");
        fs::write(site.path().join("site.yaml"), "title: 示例\norganization: 示例\n").expect("written");
        fs::write(pages.join("about.md"), bytes).expect("written");
        let told = told(&problems(site.path(), Code::NotUtf8), site.path(), Speech::Chinese);
        all.push_str(&format!("{what}: {}\n", told.lines().next().unwrap_or_default()));
    }
    assert_eq!(
        all,
        "GBK: content/pages/about.md:1:1: 警告[SRC109]：文件的编码是 GBK（记事本里叫“ANSI”），不是 UTF-8；已按它读取，发布的文字没有问题\n\
         UTF-16: content/pages/about.md:1:1: 警告[SRC109]：文件的编码是 UTF-16（记事本里叫“Unicode”），不是 UTF-8；已按它读取，发布的文字没有问题\n\
         damaged: content/pages/about.md:4:1: 错误[SRC101]：文件已损坏：第 29 个字节无法识别（其余部分是 UTF-8 编码）\n\
         empty: content/pages/about.md:1:1: 错误[FMT102]：文件开头没有文首信息\n"
    );
}
