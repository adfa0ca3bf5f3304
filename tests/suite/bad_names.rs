//! Names that some system cannot bear, and files that nobody may read or that are gone: an error that names them, and nothing is published.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use wanjia::pipeline::{self, Progress, Quiet, Stage};
use wanjia::publish::{Mode, Output, Place, Trust};

use crate::bad_inputs::{Case, all_hold, put};
use crate::project::{Project, SVG, free_page, story};

const QU: &str = "content/districts/qu";

fn named(path: &[u8]) -> Box<dyn Fn(&Path)> {
    let path = path.to_vec();
    Box::new(move |root| {
        let path = root.join(OsStr::from_bytes(&path));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, free_page("一", "一。")).unwrap();
    })
}

fn page(name: &str) -> Box<dyn Fn(&Path)> {
    named(format!("content/pages/{name}.md").as_bytes())
}

#[test]
fn names_that_some_system_cannot_bear_are_refused() {
    let long = |count| page(&"长".repeat(count));
    let mut cases: Vec<Case<'_>> = vec![
        ("80 Chinese characters", long(80), &[]),
        ("81 Chinese characters", long(81), &["FLD109"]),
        ("a folder that is no text", named(b"static/\xb9\xd8/a.txt"), &["SRC106"]),
        ("a folder of pages that is no text", named(b"content/pages/\xb9\xd8/a.md"), &["SRC106"]),
        ("a device's name for a folder", named(b"static/con/a.txt"), &["SRC106"]),
        ("a folder with a point at its end", named(b"content/stories/a./index.md"), &["SRC106"]),
        ("a folder with a space at its end", named(b"static/a /a.txt"), &["SRC106"]),
        ("a folder that speaks to terminals", named(b"static/a\x1b[31m/a.txt"), &["SRC106"]),
        ("signs of addresses", named(b"static/a#b%2f..%2fc&d.txt"), &[]),
        (
            "two forms of one letter",
            Box::new(|root| {
                put("static/caf\u{e9}.txt", "一")(root);
                put("static/cafe\u{301}.txt", "二")(root);
            }),
            &["SRC106"],
        ),
    ];
    cases.extend(
        ["CON", "nul.b", "Aux", "com1", "lpt9", "a:b", "a|b", "a?b", "a\"b", "<script>", "a\nb", "a\tb", "a\\b"]
            .map(|name| (name, page(name), &["SRC106"][..])),
    );
    let addresses =
        ["a#b", "a%b", "a&b", "a%2f..%2fb", "a b", "a\u{202e}b", "a\u{200b}b", "a\u{fdd0}b", "a\u{2028}b", "-a", "（试行）", "😀"];
    cases.extend(addresses.map(|name| (name, page(name), &["FLD109"][..])));
    all_hold(cases);
}

#[test]
fn no_name_and_no_text_speaks_to_the_terminal() {
    let escape = "a\u{1b}]0;x\u{7}\u{202e}";
    let project = Project::new()
        .file(&format!("content/pages/{escape}.md"), "---\ntitl: 一\n---\n")
        .file(&format!("static/{escape}/a.txt"), "一")
        .file(&format!("{QU}/stories/b.md"), &story("第一篇", "2026-03-05", "id: \"a\\e]0;x\\a\"\n\"a\\e[31m\": 1\n", "正文。"))
        .file(&format!("{QU}/stories/c.md"), &story("第一篇", "2026-03-05", "", &format!("[见]({escape}.md)")))
        .file("templates/story.html", &format!("{{{{ nosuch }}}} {escape}"));
    let dir = tempfile::tempdir().unwrap();
    project.write(dir.path());
    for (format, lang) in [("human", "zh"), ("human", "en"), ("github", "zh"), ("json", "en"), ("sarif", "zh")] {
        let arguments = ["check", "--as-of", "2026-06-01", "--lang", lang, "--format", format];
        let out = Command::new(env!("CARGO_BIN_EXE_wanjia")).args(arguments).current_dir(dir.path()).env_clear().output().unwrap();
        let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format}: {said:?}");
    }
}

/// The program as somebody for whom permissions count: root reads everything, unless that power is taken away first. `None` where it cannot be.
fn program_that_obeys(dir: &Path) -> Option<Command> {
    let closed = dir.join("closed");
    fs::write(&closed, "").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let program = env!("CARGO_BIN_EXE_wanjia");
    if fs::read(&closed).is_err() {
        return Some(Command::new(program));
    }
    let obeying = |program: &str| {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search", program]);
        command
    };
    let refused = obeying("cat").arg(&closed).output().is_ok_and(|out| String::from_utf8_lossy(&out.stderr).contains("denied"));
    refused.then(|| obeying(program))
}

#[allow(clippy::print_stderr, reason = "a test that cannot run says so")]
fn not_run(why: &str) {
    eprintln!("not run: {why}");
}

#[test]
fn what_may_not_be_read_is_named_and_nothing_is_published() {
    let story = format!("{QU}/stories/2026-03-05-a.md");
    let (photo, stories) = (format!("{QU}/stations/photo.svg"), format!("{QU}/stories"));
    let paths =
        [&story, &photo, &stories, "content", "static", "static/a.txt", "site.yaml", "templates", "themes/plain/templates/page.html"];
    for path in paths {
        let dir = tempfile::tempdir().unwrap();
        let Some(mut program) = program_that_obeys(dir.path()) else {
            return not_run("permissions do not count here, and `setpriv` cannot make them count");
        };
        let root = dir.path().join("site");
        Project::new().file("static/a.txt", "一").file("templates/own.html", "").write(&root);
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(0o000)).unwrap();
        let out = program.args(["build", "--as-of", "2026-06-01", "--lang", "en"]).current_dir(&root).env_clear().output().unwrap();
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(0o755)).unwrap();
        let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
        let told = format!("{path}:1:1: error[SRC103]: the file cannot be read: no permission\n");
        assert!(out.status.code() == Some(1) && said.contains(&told), "{path}: {:?}\n{said}", out.status);
        assert!(crate::project::output(&root).is_empty(), "{path}");
    }
}

/// Does something to the site when a stage begins.
struct Meanwhile<F>(&'static str, F);

impl<F: Fn() + Sync> Progress for Meanwhile<F> {
    fn begin(&self, stage: Stage, _: usize) {
        let name = match stage {
            Stage::Reading => "reading",
            Stage::Rendering => "rendering",
            Stage::Pictures => "pictures",
            Stage::Asking => "asking",
        };
        if name == self.0 {
            (self.1)();
        }
    }

    fn step(&self) {}
}

#[test]
fn what_changes_or_vanishes_while_it_is_read_harms_nothing() {
    let story = format!("{QU}/stories/2026-03-05-a.md");
    let project = Project::new().file("static/a.txt", "一").file(&format!("{QU}/stories/b.svg"), SVG);
    let project = project.file(&story, &crate::project::story("第一篇", "2026-03-05", "", "![楼门](b.svg)"));
    let photo = format!("{QU}/stories/b.svg");
    let cut = |path: &Path| fs::write(path, "").unwrap();
    let grown = |path: &Path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(17 << 20).unwrap();
    let gone = |path: &Path| fs::remove_file(path).unwrap();
    let piped = |path: &Path| {
        fs::remove_file(path).unwrap();
        crate::bad_inputs::pipe(path);
    };
    let folder = |path: &Path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    };
    type Change = fn(&Path);
    let cases: [(&str, &str, &str, Change); 13] = [
        ("a story is gone", "reading", &story, gone),
        ("a story is cut", "reading", &story, cut),
        ("a story grows", "reading", &story, grown),
        ("a picture is gone", "reading", &photo, gone),
        ("a picture is gone before it is copied", "rendering", &photo, gone),
        ("a story becomes a pipe", "reading", &story, piped),
        ("a picture becomes a pipe", "reading", &photo, piped),
        ("a picture becomes a pipe before it is copied", "rendering", &photo, piped),
        ("a file becomes a pipe before it is copied", "rendering", "static/a.txt", piped),
        ("a story becomes a folder", "reading", &story, folder),
        ("a file becomes a folder before it is copied", "rendering", "static/a.txt", folder),
        ("a file is gone before it is copied", "rendering", "static/a.txt", gone),
        ("a file is cut before it is copied", "rendering", "static/a.txt", cut),
    ];
    for (what, stage, path, change) in cases {
        let site = project.build();
        let root = site.root();
        std::thread::sleep(std::time::Duration::from_millis(60));
        fs::write(root.join(path), [&project.files[path][..], b"\n"].concat()).unwrap();
        let meanwhile = Meanwhile(stage, || change(&root.join(path)));
        let place = Place { out: root.join("public"), site: root.clone(), ..Place::default() };
        let output = Output::open(&place, Trust::Contents).unwrap();
        let second = pipeline::publish(&project.request(&root), output, Mode::Publish, &meanwhile);
        let found = crate::project::output(&root);
        let is_old = found == site.files;
        let is_new = second.as_ref().is_ok_and(|published| published.changes.is_some());
        assert!(is_old || is_new, "{what}: {second:?}");
        // The next build finds what is there now.
        if root.join(path).is_dir() {
            fs::remove_dir(root.join(path)).unwrap();
        } else if fs::symlink_metadata(root.join(path)).is_ok_and(|facts| !facts.is_file()) {
            fs::remove_file(root.join(path)).unwrap();
        }
        project.write(&root);
        let output = Output::open(&place, Trust::Contents).unwrap();
        assert!(pipeline::publish(&project.request(&root), output, Mode::Publish, &Quiet).unwrap().changes.is_some(), "{what}");
        assert_eq!(crate::project::output(&root), site.files, "{what}");
    }
}
