//! Whatever encoding and line ends an editor's program writes, the same site comes of it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use wanjia::diagnostics::{Code, Severity};
use wanjia::digest::Digest;
use wanjia::language::Speech;
use wanjia::pipeline::{self, Outcome, Quiet, Rendering, Request};
use wanjia::plan::address::Address;
use wanjia::publish::{Nothing, Pictures, PublishError, Sink};

use crate::project::{Project, files_below};

/// The digest of every file of a site.
#[derive(Default)]
struct Digests(Mutex<BTreeMap<String, Digest>>);

impl Digests {
    fn take(&self, address: &Address, bytes: &[u8]) {
        self.0.lock().unwrap().insert(address.as_str().to_owned(), Digest::of(bytes));
    }
}

impl Sink for Digests {
    fn keep(&self, _: &Address, _: Digest) -> bool {
        false
    }

    fn write(&self, address: &Address, _: Digest, bytes: &[u8]) -> Result<(), PublishError> {
        self.take(address, bytes);
        Ok(())
    }

    fn copy(&self, address: &Address, _: Digest, from: &Path) -> Result<(), PublishError> {
        self.take(address, &fs::read(from).unwrap());
        Ok(())
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::TriedOut(None)
    }
}

/// The demonstration site, each text changed by `written`.
fn demonstration(written: impl Fn(&str) -> Vec<u8>) -> (Outcome, BTreeMap<String, Digest>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    let parts = ["content", "data", "static", "themes/default"];
    let below = parts.iter().flat_map(|part| files_below(&root.join(part)).into_keys().map(move |name| format!("{part}/{name}")));
    for name in below.chain(["site.yaml".to_owned()]) {
        let bytes = fs::read(root.join(&name)).unwrap();
        let is_text = [".md", ".yaml", ".html", ".xml"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with("static");
        let bytes = if is_text { written(&String::from_utf8(bytes).unwrap()) } else { bytes };
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let as_of = "2026-08-01T12:00".parse().unwrap();
    let request = Request { site: dir.path().to_owned(), as_of, base_url: None, skipped: Vec::new() };
    let digests = Digests::default();
    let outcome = pipeline::build(&request, &digests, Rendering::Thorough, &Quiet).unwrap();
    (outcome, digests.0.into_inner().unwrap())
}

/// The number of times that it is said how files are saved, and whether nothing else was said than of the plain site.
fn notices(outcome: &Outcome, plain: &Outcome) -> (usize, bool) {
    let is_notice = |code| matches!(code, Code::NotUtf8 | Code::ByteOrderMark);
    let (notices, others): (Vec<_>, Vec<_>) = outcome.diagnostics.iter().partition(|problem| is_notice(problem.code));
    let places =
        |problem: &wanjia::diagnostics::Diagnostic| (problem.code, problem.span.path.clone(), problem.span.line, problem.span.column);
    (notices.len(), others.into_iter().map(places).eq(plain.diagnostics.iter().map(places)))
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_demonstration_site_is_the_same_in_gbk_in_utf_16_and_with_marks_and_windows_line_ends() {
    let (plain, expected) = demonstration(|text| text.as_bytes().to_vec());
    assert!(!plain.diagnostics.has_errors() && expected.len() > 500, "{} files", expected.len());
    let (gbk, files) = demonstration(|text| encoding_rs::GB18030.encode(text).0.into_owned());
    assert_eq!(different(&files, &expected), Vec::<&String>::new());
    let (count, alike) = notices(&gbk, &plain);
    assert!(alike && count > 150, "{count} notices");
    let (wide, files) = demonstration(utf16);
    assert_eq!(different(&files, &expected), Vec::<&String>::new());
    let (count, alike) = notices(&wide, &plain);
    assert!(alike && count > 200, "{count} notices");
    let marked = Cell::new(0);
    let (windows, files) = demonstration(|text| {
        marked.set(marked.get() + 1);
        format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
    });
    assert_eq!(different(&files, &expected), Vec::<&String>::new());
    assert_eq!(notices(&windows, &plain), (1, true));
    let notice = windows.diagnostics.iter().find(|problem| problem.code == Code::ByteOrderMark).unwrap();
    assert!(notice.severity == Severity::Warning && Code::ByteOrderMark.strict_severity() == Severity::Warning);
    let marked = marked.get();
    let message = format!("有 {marked} 个文件以字节顺序标记（BOM）开头，旧版记事本会这样保存；已正确读取，发布的文字没有问题");
    assert_eq!(notice.message(Speech::Chinese), message);
}

#[test]
fn windows_line_ends_alone_are_not_worth_a_word() {
    let text = "---\r\ntitle: 关于本站\r\n---\r\n\r\n介绍。\r\n";
    let told = |text: &str, rendering| {
        let dir = tempfile::tempdir().unwrap();
        let site = Project::new().file("content/pages/about.md", text);
        site.write(dir.path());
        let outcome = pipeline::build(&site.request(dir.path()), &Nothing, rendering, &Quiet).unwrap();
        outcome.diagnostics.iter().filter(|problem| problem.code == Code::ByteOrderMark).count()
    };
    assert_eq!(told(text, Rendering::Thorough), 0);
    let ways = [Rendering::WhenSound, Rendering::Hurried, Rendering::Always, Rendering::Thorough];
    assert_eq!(ways.map(|rendering| told(&format!("\u{feff}{text}"), rendering)), [0, 0, 0, 1]);
}

fn different<'a>(files: &'a BTreeMap<String, Digest>, expected: &'a BTreeMap<String, Digest>) -> Vec<&'a String> {
    let names = files.keys().chain(expected.keys());
    names.filter(|name| files.get(*name) != expected.get(*name)).collect()
}
