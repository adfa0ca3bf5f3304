//! Publishing is whole: what is promised of the output folder, each promise with its test.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop at the first surprise and tell what it measured")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use wanjia::digest::Digest;
use wanjia::language::Speech;
use wanjia::plan::address::Address;
use wanjia::publish::{Changes, Held, LastBuild, MANIFEST, Memory, Mode, Output, Place, PublishError, Sink, Stage, Trust, Way};

/// A site's folder with its sources, and the output `public` in it.
struct Ground {
    dir: TempDir,
}

impl Ground {
    fn new() -> Self {
        Self::on(&std::env::temp_dir())
    }

    fn on(disk: &Path) -> Self {
        let dir = tempfile::Builder::new().prefix("wanjia-publish-").tempdir_in(disk).unwrap();
        make_site(dir.path());
        Self { dir }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().canonicalize().unwrap()
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn side(&self) -> PathBuf {
        self.root().join(".public.wanjia")
    }

    fn place(&self) -> Place {
        place(&self.root())
    }

    fn publish(&self, files: &[(&str, &str)]) -> Changes {
        publish(&self.place(), files).unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn make_site(root: &Path) {
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("site.yaml"), "title: 示例\n").unwrap();
    fs::write(root.join("content/a.md"), "甲").unwrap();
}

fn place(root: &Path) -> Place {
    let sources = ["site.yaml", "content", "themes", "templates", "static"].map(|name| root.join(name)).to_vec();
    Place { out: root.join("public"), site: root.to_owned(), sources, home: None }
}

fn address(path: &str) -> Address {
    Address::file(path).unwrap()
}

fn last_build(name: &str) -> LastBuild {
    LastBuild { inputs: Digest::of(name.as_bytes()), summary: json!({ "pages": name }), sources: String::new() }
}

fn stage(place: &Place, mode: Mode) -> Result<Stage, PublishError> {
    Ok(Output::open(place, Trust::Times)?.stage(mode))
}

/// Makes each file whose text is new, as the renderer does: the text stands for what a page is made from.
fn fill(stage: &impl Sink, files: &[(&str, &str)]) -> Result<(), PublishError> {
    for (path, text) in files {
        let fingerprint = Digest::of(text.as_bytes());
        if !stage.keep(&address(path), fingerprint) {
            stage.write(&address(path), fingerprint, text.as_bytes())?;
        }
    }
    Ok(())
}

fn publish(place: &Place, files: &[(&str, &str)]) -> Result<Changes, PublishError> {
    let stage = stage(place, Mode::Publish)?;
    fill(&stage, files)?;
    stage.finish(&last_build("a"))
}

/// Everything below a folder: kind, mode, time, number and contents.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let about = fs::symlink_metadata(&path).unwrap();
            let facts = format!("{:o} {}.{:09} {}", about.mode(), about.mtime(), about.mtime_nsec(), about.ino());
            let contents = match () {
                () if about.is_symlink() => format!("{facts} -> {}", fs::read_link(&path).unwrap().display()),
                () if about.is_file() => format!("{facts} {}", Digest::of(&fs::read(&path).unwrap()).hex()),
                () => format!("{:o}", about.mode()),
            };
            if about.is_dir() {
                folders.push(path.clone());
            }
            found.insert(path.strip_prefix(root).unwrap().to_owned(), contents);
        }
    }
    found
}

fn text_of(out: &Path) -> BTreeMap<String, String> {
    let files = snapshot(out).into_keys().filter(|path| out.join(path).is_file() && !path.ends_with(MANIFEST));
    files.map(|path| (path.display().to_string(), fs::read_to_string(out.join(path)).unwrap())).collect()
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn names(addresses: &[Address]) -> Vec<&str> {
    addresses.iter().map(Address::as_str).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Says aloud, also when the test passes, that something could not be tested here.
fn not_run(what: &str) {
    std::io::stderr().write_all(format!("\nNOT RUN: {what}\n").as_bytes()).unwrap();
    assert!(std::env::var_os("WANJIA_RUN_ALL").is_none(), "WANJIA_RUN_ALL is set, but: {what}");
}

// --- what is published ---------------------------------------------------------------------------------------------------------------

const SITE: &[(&str, &str)] =
    &[("index.html", "首页"), ("stories/a/index.html", "甲"), ("stories/b/index.html", "乙"), ("feed.xml", "<feed/>")];

#[test]
fn the_first_publication_writes_every_file() {
    let ground = Ground::new();
    let changes = ground.publish(SITE);
    assert_eq!(names(&changes.added), ["feed.xml", "index.html", "stories/a/index.html", "stories/b/index.html"]);
    assert_eq!((changes.changed.len(), changes.removed.len(), changes.kept, changes.way), (0, 0, 0, Way::Whole));
    assert_eq!(text_of(&ground.out()), texts(SITE));
    assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
    assert_eq!(names_in(&ground.root()), [".public.wanjia", "content", "public", "site.yaml"]);
}

#[test]
fn the_parent_folders_of_the_output_are_made() {
    let ground = Ground::new();
    let place = Place { out: ground.root().join("build/2026/public"), ..ground.place() };
    publish(&place, SITE).unwrap();
    assert_eq!(text_of(&place.out), texts(SITE));
}

#[test]
fn an_empty_folder_is_taken_with_its_mode() {
    let ground = Ground::new();
    fs::create_dir(ground.out()).unwrap();
    fs::set_permissions(ground.out(), fs::Permissions::from_mode(0o750)).unwrap();
    ground.publish(SITE);
    assert_eq!(text_of(&ground.out()), texts(SITE));
    assert_eq!(fs::metadata(ground.out()).unwrap().mode() & 0o777, 0o750);
}

#[test]
fn when_nothing_changed_nothing_is_touched() {
    let ground = Ground::new();
    ground.publish(SITE);
    let before = snapshot(&ground.root().join("public"));
    let folder = fs::metadata(ground.out()).unwrap().ino();
    let changes = ground.publish(SITE);
    assert!(changes.is_nothing());
    assert_eq!((changes.kept, changes.way), (4, Way::Untouched));
    assert_eq!(snapshot(&ground.out()), before);
    assert_eq!(fs::metadata(ground.out()).unwrap().ino(), folder);
}

#[test]
fn only_what_changed_is_a_new_file() {
    let ground = Ground::new();
    ground.publish(SITE);
    let before = snapshot(&ground.out());
    let next: &[(&str, &str)] =
        &[("index.html", "首页"), ("stories/a/index.html", "甲二"), ("stories/c/index.html", "丙"), ("feed.xml", "<feed/>")];
    let changes = ground.publish(next);
    assert_eq!(names(&changes.added), ["stories/c/index.html"]);
    assert_eq!(names(&changes.changed), ["stories/a/index.html"]);
    assert_eq!(names(&changes.removed), ["stories/b/index.html"]);
    assert_eq!((changes.kept, changes.way), (2, Way::Whole));
    assert_eq!(text_of(&ground.out()), texts(next));
    let after = snapshot(&ground.out());
    for kept in ["index.html", "feed.xml"] {
        assert_eq!(after[Path::new(kept)], before[Path::new(kept)], "{kept} keeps its number and time");
    }
    assert!(!ground.out().join("stories/b").exists(), "no empty folder is left");
    assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
}

#[test]
fn the_same_bytes_from_another_view_are_not_written_again() {
    let ground = Ground::new();
    ground.publish(SITE);
    let before = snapshot(&ground.out());
    let stage = stage(&ground.place(), Mode::Publish).unwrap();
    for (path, text) in SITE {
        stage.write(&address(path), Digest::of(b"another view"), text.as_bytes()).unwrap();
    }
    let changes = stage.finish(&last_build("b")).unwrap();
    assert!(changes.is_nothing());
    let mut after = snapshot(&ground.out());
    let mut before = before;
    assert_ne!(after.remove(Path::new(MANIFEST)), before.remove(Path::new(MANIFEST)), "the manifest knows the new fingerprints");
    assert_eq!(after, before);
    let stage = Output::open(&ground.place(), Trust::Times).unwrap().stage(Mode::Publish);
    assert!(stage.keep(&address("index.html"), Digest::of(b"another view")));
}

#[test]
fn files_of_the_editor_are_copied_small_and_large() {
    let ground = Ground::new();
    let large = vec![7_u8; 3_000_001];
    fs::write(ground.root().join("content/large.jpg"), &large).unwrap();
    let copy = || {
        let stage = stage(&ground.place(), Mode::Publish).unwrap();
        stage.copy(&address("a.md"), Digest::of(b"1"), &ground.root().join("content/a.md")).unwrap();
        stage.copy(&address("media/large.jpg"), Digest::of(b"2"), &ground.root().join("content/large.jpg")).unwrap();
        stage.finish(&last_build("a")).unwrap()
    };
    assert_eq!(names(&copy().added), ["a.md", "media/large.jpg"]);
    assert_eq!(fs::read(ground.out().join("media/large.jpg")).unwrap(), large);
    assert_eq!(copy().kept, 2);
    assert_eq!(fs::read(ground.root().join("content/large.jpg")).unwrap(), large);
    let missing =
        stage(&ground.place(), Mode::Publish).unwrap().copy(&address("b"), Digest::of(b"3"), Path::new("/nowhere/b")).unwrap_err();
    assert_eq!(missing.message(Speech::Chinese), "无法读取 `/nowhere/b`：找不到它");
}

#[test]
fn what_the_last_build_left_is_there_only_while_every_file_is() {
    let ground = Ground::new();
    ground.publish(SITE);
    let left = |trust| Output::open(&ground.place(), trust).unwrap().last_build().cloned();
    assert_eq!(left(Trust::Times), Some(last_build("a")));
    assert_eq!(left(Trust::Contents), Some(last_build("a")));
    fs::remove_file(ground.out().join("feed.xml")).unwrap();
    assert_eq!(left(Trust::Times), None);
    assert_eq!(names(&ground.publish(SITE).changed), ["feed.xml"]);
    assert_eq!(left(Trust::Times), Some(last_build("a")));
}

#[test]
fn a_dry_run_tells_the_same_and_leaves_nothing() {
    let ground = Ground::new();
    let dry = |files: &[(&str, &str)]| {
        let stage = stage(&ground.place(), Mode::DryRun).unwrap();
        fill(&stage, files).unwrap();
        stage.finish(&last_build("dry")).unwrap()
    };
    assert_eq!(dry(SITE).added.len(), 4);
    assert_eq!(names_in(&ground.root()), ["content", "site.yaml"]);
    ground.publish(SITE);
    let before = snapshot(&ground.root());
    let told = dry(&SITE[1..]);
    assert_eq!((names(&told.removed), told.kept, told.way), (vec!["index.html"], 3, Way::Untouched));
    let mut after = snapshot(&ground.root());
    let lock = Path::new(".public.wanjia/lock");
    let mut before = before;
    assert!(before.remove(lock).is_some() && after.remove(lock).is_some());
    assert_eq!(after, before);
}

#[test]
fn a_build_that_is_given_up_leaves_nothing() {
    let ground = Ground::new();
    let first = stage(&ground.place(), Mode::Publish).unwrap();
    fill(&first, SITE).unwrap();
    drop(first);
    assert_eq!(names_in(&ground.root()), ["content", "site.yaml"]);
    ground.publish(SITE);
    let before = snapshot(&ground.out());
    let second = stage(&ground.place(), Mode::Publish).unwrap();
    fill(&second, &[("index.html", "新的首页")]).unwrap();
    drop(second);
    assert_eq!(snapshot(&ground.out()), before);
    assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
}

#[test]
fn the_same_site_is_the_same_everywhere_and_under_every_umask() {
    let grounds = [Ground::new(), Ground::new(), Ground::new()];
    for (ground, umask) in grounds.iter().zip(["022", "077", "000"]) {
        let ended = child_under(&format!("umask {umask}"), "publish_once", &ground.root()).wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let facts = |ground: &Ground| -> Vec<(PathBuf, u32, Vec<u8>)> {
        let out = ground.out();
        let read = |path: &PathBuf| fs::read(out.join(path)).unwrap_or_default();
        snapshot(&out).into_keys().map(|path| (path.clone(), fs::metadata(out.join(&path)).unwrap().mode(), read(&path))).collect()
    };
    let first = facts(&grounds[0]);
    assert!(first.iter().all(|(path, mode, _)| [0o100_644, 0o040_755].contains(mode) || panic!("{path:?} {mode:o}")));
    assert_eq!(fs::metadata(grounds[1].out()).unwrap().mode(), 0o040_755);
    assert_eq!(facts(&grounds[1]), first);
    assert_eq!(facts(&grounds[2]), first);
    assert!(first.iter().any(|(path, ..)| path.ends_with(MANIFEST)));
}

// --- files of others -----------------------------------------------------------------------------------------------------------------

#[test]
fn foreign_files_are_kept_as_they_are_and_named() {
    let ground = Ground::new();
    ground.publish(SITE);
    for path in [
        "public/.git/objects/aa/1",
        "public/.git/HEAD",
        "public/.nojekyll",
        "public/stories/a/note.txt",
        "public/别的/文件.txt",
        "away/real.txt",
    ] {
        ground.put(path, path);
    }
    fs::create_dir(ground.out().join("empty")).unwrap();
    symlink("../away/real.txt", ground.out().join("link-to-file")).unwrap();
    symlink(ground.root().join("away"), ground.out().join("link-to-folder")).unwrap();
    symlink("nowhere", ground.out().join(".git/broken")).unwrap();
    assert!(Command::new("mkfifo").arg(ground.out().join("pipe")).status().unwrap().success());
    fs::set_permissions(ground.out().join(".git/HEAD"), fs::Permissions::from_mode(0o600)).unwrap();
    let (before, away) = (snapshot(&ground.out()), snapshot(&ground.root().join("away")));

    let changes = ground.publish(&[("index.html", "新的首页")]);
    let foreign = [".git/", ".nojekyll", "empty/", "link-to-file", "link-to-folder", "pipe", "stories/a/note.txt", "别的/"];
    assert_eq!(changes.foreign, foreign);
    assert_eq!(changes.removed.len(), 3);
    let mut after = snapshot(&ground.out());
    let mut expected = before;
    for ours in ["index.html", MANIFEST] {
        assert_ne!(after.remove(Path::new(ours)), expected.remove(Path::new(ours)), "{ours}");
    }
    for withdrawn in ["stories/a/index.html", "stories/b", "stories/b/index.html", "feed.xml"] {
        assert!(expected.remove(Path::new(withdrawn)).is_some());
    }
    assert_eq!(after, expected);
    assert_eq!(snapshot(&ground.root().join("away")), away);
}

#[test]
fn a_foreign_file_where_a_page_belongs_is_not_overwritten() {
    let ground = Ground::new();
    ground.publish(SITE);
    let occupied = |prepare: &dyn Fn(&Path), next: &str, message: &str| {
        let out = ground.out();
        prepare(&out);
        let before = snapshot(&out);
        let error = publish(&ground.place(), &[("index.html", "首页"), (next, "新")]).unwrap_err();
        assert_eq!(error.message(Speech::Chinese).replace(out.to_str().unwrap(), "OUT"), message);
        assert_eq!(snapshot(&out), before);
        let dry = stage(&ground.place(), Mode::DryRun).unwrap();
        fill(&dry, &[("index.html", "首页"), (next, "新")]).unwrap();
        assert!(matches!(dry.finish(&last_build("a")), Err(PublishError::Occupied { .. })), "a dry run says so too");
    };
    let sentence = |path: &str| format!("`OUT/{path}` 不是本程序写的，却占着网站要用的位置");
    occupied(&|out| fs::write(out.join("CNAME"), "rd.example").unwrap(), "CNAME", &sentence("CNAME"));
    occupied(&|out| fs::write(out.join("about"), "").unwrap(), "about/index.html", &sentence("about"));
    occupied(&|out| fs::create_dir_all(out.join("map/x")).unwrap(), "map", &sentence("map"));
    occupied(&|out| symlink("/tmp", out.join("tags")).unwrap(), "tags/index.html", &sentence("tags"));
    occupied(&|out| fs::write(out.join("map/x/y"), "").unwrap(), "map/x/y", &sentence("map"));
}

#[test]
fn a_page_that_somebody_replaced_by_a_link_is_not_written_through_it() {
    let ground = Ground::new();
    ground.publish(SITE);
    ground.put("secret.txt", "秘密");
    fs::remove_file(ground.out().join("feed.xml")).unwrap();
    symlink(ground.root().join("secret.txt"), ground.out().join("feed.xml")).unwrap();
    assert!(matches!(publish(&ground.place(), SITE), Err(PublishError::Occupied { .. })));
    let changes = ground.publish(&SITE[..1]);
    assert_eq!(changes.foreign, ["feed.xml"]);
    assert!(ground.out().join("feed.xml").is_symlink());
    assert_eq!(fs::read_to_string(ground.root().join("secret.txt")).unwrap(), "秘密");
}

#[test]
fn a_foreign_file_with_the_same_bytes_becomes_ours() {
    let ground = Ground::new();
    ground.publish(SITE);
    fs::write(ground.out().join("CNAME"), "rd.example").unwrap();
    let next = [SITE, &[("CNAME", "rd.example")]].concat();
    let changes = ground.publish(&next);
    assert_eq!((names(&changes.added), changes.foreign.len()), (vec!["CNAME"], 0));
    assert_eq!(names(&ground.publish(SITE).removed), ["CNAME"]);
}

#[test]
fn the_name_of_the_manifest_is_reserved() {
    let ground = Ground::new();
    let stage = stage(&ground.place(), Mode::Publish).unwrap();
    let error = stage.write(&address(MANIFEST), Digest::of(b""), b"{}").unwrap_err();
    assert_eq!(error.message(Speech::English), "the site has a file `.wanjia-manifest.json`, a name that is kept for the manifest");
    assert_eq!(error.message(Speech::Chinese), "网站里不能有名为 `.wanjia-manifest.json` 的文件，这个名字留给发布清单");
}

// --- files that are not as they were written -----------------------------------------------------------------------------------------

#[test]
fn a_published_file_that_somebody_changed_is_written_again() {
    let ground = Ground::new();
    ground.publish(SITE);
    fs::write(ground.out().join("index.html"), "改页").unwrap(); // as long as before
    assert_eq!(names(&ground.publish(SITE).changed), ["index.html"]);
    assert_eq!(text_of(&ground.out()), texts(SITE));
}

#[test]
fn a_change_that_hides_its_time_is_found_by_contents() {
    let ground = Ground::new();
    ground.publish(SITE);
    let path = ground.out().join("index.html");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all("改页".as_bytes()).unwrap();
    file.set_modified(time).unwrap();
    assert!(Output::open(&ground.place(), Trust::Times).unwrap().last_build().is_some());
    let stage = Output::open(&ground.place(), Trust::Contents).unwrap().stage(Mode::Publish);
    fill(&stage, SITE).unwrap();
    assert_eq!(names(&stage.finish(&last_build("a")).unwrap().changed), ["index.html"]);
    assert_eq!(text_of(&ground.out()), texts(SITE));
}

#[test]
fn a_manifest_is_held_against_what_stands_there() {
    let (ours, theirs) = (Ground::new(), Ground::new());
    ours.publish(SITE);
    // The manifest of another folder is whole, but the files are not those that it names.
    theirs.put("public/index.html", "别的");
    theirs.put("public/stories/a/index.html", "别");
    fs::copy(ours.out().join(MANIFEST), theirs.out().join(MANIFEST)).unwrap();
    let changes = theirs.publish(SITE);
    assert_eq!((changes.kept, text_of(&theirs.out())), (0, texts(SITE)));
    // A page that is withdrawn goes, also where somebody wrote over it: it must not stay on the web.
    ours.put("public/feed.xml", "改过的");
    let changes = ours.publish(&SITE[..1]);
    assert!(names(&changes.removed).contains(&"feed.xml") && changes.foreign.is_empty(), "{changes:?}");
    assert_eq!(text_of(&ours.out()), texts(&SITE[..1]));
}

#[test]
fn a_lost_side_folder_only_costs_a_reading() {
    let ground = Ground::new();
    ground.publish(SITE);
    let before = snapshot(&ground.out());
    fs::remove_dir_all(ground.side()).unwrap();
    assert!(Output::open(&ground.place(), Trust::Times).unwrap().last_build().is_none());
    assert!(ground.publish(SITE).is_nothing());
    assert_eq!(snapshot(&ground.out()), before);
    for (name, text) in [("index", "x"), ("index", ""), ("last-build.json", "{"), ("last-build.json", ""), ("sources", "")] {
        fs::write(ground.side().join(name), text).unwrap();
        assert!(ground.publish(SITE).is_nothing(), "{name} {text:?}");
    }
    assert_eq!(snapshot(&ground.out()), before);
}

#[test]
fn without_a_valid_manifest_nothing_is_touched() {
    let ground = Ground::new();
    ground.publish(SITE);
    let manifest = fs::read(ground.out().join(MANIFEST)).unwrap();
    let refused = |bytes: Option<&[u8]>, message: &str| {
        match bytes {
            Some(bytes) => fs::write(ground.out().join(MANIFEST), bytes).unwrap(),
            None => fs::remove_file(ground.out().join(MANIFEST)).unwrap(),
        }
        let before = snapshot(&ground.out());
        let error = publish(&ground.place(), &[("index.html", "新")]).unwrap_err();
        assert_eq!(error.message(Speech::Chinese).replace(ground.out().to_str().unwrap(), "OUT"), message);
        assert_eq!(snapshot(&ground.out()), before);
    };
    let damaged = "不能发布到 `OUT`：它里的 `.wanjia-manifest.json` 已损坏，无法分清哪些文件是本程序写的";
    for end in [0, 1, manifest.len() / 2, manifest.len() - 1] {
        refused(Some(&manifest[..end]), damaged);
    }
    for at in [3, 40, 80, manifest.len() / 2, manifest.len() - 3] {
        let mut flipped = manifest.clone();
        flipped[at] ^= 1;
        refused(Some(&flipped), damaged);
    }
    refused(Some(b"{\"wanjia\":9,\n}"), "不能发布到 `OUT`：它是由更新版本的 Wanjia 发布的（`.wanjia-manifest.json` 的格式是 9）");
    refused(None, "不能发布到 `OUT`：它不是空目录，里面也没有本程序的 `.wanjia-manifest.json`");
    fs::write(ground.out().join(MANIFEST), manifest).unwrap();
    ground.publish(SITE);
}

// --- folders that must not be written ------------------------------------------------------------------------------------------------

#[test]
fn dangerous_folders_are_refused_with_a_sentence() {
    let ground = Ground::new();
    for path in ["site/site.yaml", "site/content/a.md", "site/.git/config", "home/x", "site/full/letter.doc", "site/file"] {
        ground.put(path, path);
    }
    let root = ground.root();
    symlink(root.join("site/full"), root.join("site/link")).unwrap();
    symlink(root.join("site/content"), root.join("shortcut")).unwrap();
    let site = root.join("site");
    let sources = vec![site.join("content"), site.join("themes"), site.join("site.yaml")];
    let before = snapshot(&root);
    let refused = |out: &Path, en: &str, zh: &str| {
        let place = Place { out: out.to_owned(), site: site.clone(), sources: sources.clone(), home: Some(root.join("home")) };
        let error = publish(&place, SITE).unwrap_err();
        let plain = |text: String| text.replace(root.to_str().unwrap(), "ROOT");
        assert_eq!(plain(error.message(Speech::English)), en);
        assert_eq!(plain(error.message(Speech::Chinese)), zh);
        assert!(!error.hint(Speech::English).is_empty() && !error.hint(Speech::Chinese).is_ascii());
        assert_eq!(snapshot(&root), before, "{}", out.display());
    };
    let case = |out: &str, en: &str, zh: &str| {
        let path = if out == "/" { PathBuf::from("/") } else { root.join(out) };
        let name = if out == "/" { "/".to_owned() } else { format!("ROOT/{out}") };
        refused(&path, &format!("cannot publish to `{name}`: it {en}"), &format!("不能发布到 `{name}`：它{zh}"));
    };
    case("/", "is the root of the disk", "是磁盘的根目录");
    case("home", "is the home folder `ROOT/home` or holds it", "就是个人主目录 `ROOT/home` 或包含着它");
    case("site", "is the site's own folder `ROOT/site` or holds it", "就是站点目录 `ROOT/site` 或包含着它");
    case("site/../site/.", "is the site's own folder `ROOT/site` or holds it", "就是站点目录 `ROOT/site` 或包含着它");
    let content = ("overlaps `ROOT/site/content`, which the site is made from", "与站点的源文件 `ROOT/site/content` 重叠");
    case("site/content", content.0, content.1);
    case("site/content/public", content.0, content.1);
    case("shortcut/public", content.0, content.1);
    case("site/themes", "overlaps `ROOT/site/themes`, which the site is made from", "与站点的源文件 `ROOT/site/themes` 重叠");
    case("site/.git", "lies in a folder of version control", "在版本管理的目录里");
    case("site/.git/public", "lies in a folder of version control", "在版本管理的目录里");
    case("site/file", "is not a folder", "不是目录");
    case("site/link", "is a symbolic link", "是符号链接");
    case("site/new/../../x", "goes through `..` of a folder that does not exist", "经过了不存在的目录的 `..`");
    case("site/full", "is not empty and has no `.wanjia-manifest.json` of ours", "不是空目录，里面也没有本程序的 `.wanjia-manifest.json`");
    let parent = Place { out: root.clone(), site: site.clone(), sources: Vec::new(), home: None };
    assert!(publish(&parent, SITE).unwrap_err().message(Speech::English).ends_with("/site` or holds it"));
}

// --- two builds at once --------------------------------------------------------------------------------------------------------------

#[test]
fn a_second_build_is_kept_out_until_the_first_ends_or_dies() {
    let ground = Ground::new();
    ground.publish(SITE);
    let first = Output::open(&ground.place(), Trust::Times).unwrap();
    let busy = Output::open(&ground.place(), Trust::Times).unwrap_err();
    let (me, out) = (std::process::id(), ground.out());
    assert_eq!(busy.message(Speech::English), format!("another process ({me}) is publishing to `{}`", out.display()));
    assert_eq!(busy.message(Speech::Chinese), format!("另一个进程（{me}）正在发布到 `{}`", out.display()));
    drop(first);

    let mut other = child("hold", &ground.root());
    let ready = ground.root().join("ready");
    while !ready.exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    match Output::open(&ground.place(), Trust::Times) {
        Err(PublishError::Busy { process, .. }) => assert_eq!(process, Some(other.id())),
        other => panic!("{other:?}"),
    }
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(ground.publish(SITE).is_nothing(), "the lock of a dead process is no lock");
}

// --- the machine fails ---------------------------------------------------------------------------------------------------------------

/// Pages of a generation: of about two to nine kilobytes, and a few that only this generation has.
fn generation(name: &str, count: usize) -> BTreeMap<String, String> {
    let page = |at: usize| format!("{name}{at} ").repeat(400 + at % 1000);
    let mut files: BTreeMap<String, String> = (0..count).map(|at| (format!("stories/{at}/index.html"), page(at))).collect();
    files.insert("index.html".to_owned(), page(0));
    files.extend((0..5).map(|at| (format!("{name}/only-{at}.html"), page(at))));
    files.insert("same.css".to_owned(), "body {}".to_owned());
    files
}

fn borrowed(files: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// This test binary once more, as another process that does `task` in `root`.
fn child(task: &str, root: &Path) -> Child {
    child_under("true", task, root)
}

fn child_under(shell: &str, task: &str, root: &Path) -> Child {
    child_of(&format!("{shell} && exec"), task, root)
}

fn child_of(shell: &str, task: &str, root: &Path) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{shell} \"$0\" --exact as_another_process --nocapture --test-threads=1")]);
    command.arg(std::env::current_exe().unwrap()).env("WANJIA_TEST_TASK", task).env("WANJIA_TEST_ROOT", root);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn as_another_process() {
    let (Some(task), Some(root)) = (std::env::var_os("WANJIA_TEST_TASK"), std::env::var_os("WANJIA_TEST_ROOT")) else { return };
    let place = place(Path::new(&root));
    match task.to_str().unwrap() {
        "publish_once" => drop(publish(&place, SITE).unwrap()),
        "publish_large" => {
            let error = publish(&place, &[("index.html", &"大".repeat(100_000))]).unwrap_err();
            fs::write(place.site.join("said"), error.message(Speech::Chinese)).unwrap();
        }
        "publish_b" => {
            if let Err(error) = publish(&place, &borrowed(&generation("b", 12))) {
                let _ = writeln!(std::io::stderr(), "{error}");
                std::process::exit(3);
            }
        }
        "hold" => {
            let _output = Output::open(&place, Trust::Times).unwrap();
            fs::write(place.site.join("ready"), "").unwrap();
            std::thread::sleep(Duration::from_secs(60));
        }
        "forever" => loop {
            for name in ["a", "b"] {
                let _ = publish(&place, &borrowed(&generation(name, 300))).unwrap();
            }
        },
        other => panic!("no task is called {other}"),
    }
}

/// Kills publications at random moments; after each, the output must be one whole generation, and the next publication must succeed.
fn kill_and_look(ground: &Ground, kills: usize, seed: u64) {
    let (a, b) = (generation("a", 300), generation("b", 300));
    publish(&ground.place(), &borrowed(&a)).unwrap();
    let (out, done) = (ground.out(), AtomicBool::new(false));
    let (mut seen_a, mut seen_b, mut random, mut left) = (0, 0, seed, 0);
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0_u64;
            while !done.load(Ordering::Relaxed) {
                let text = fs::read_to_string(out.join("index.html")).expect("the home page is never missing");
                assert!(text == a["index.html"] || text == b["index.html"], "the home page is never half");
                reads += 1;
                std::thread::sleep(Duration::from_micros(20));
            }
            reads
        });
        let ending = EndsWith(&done);
        for kill in 0..kills {
            let mut publishing = child("forever", &ground.root());
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            std::thread::sleep(Duration::from_micros(1_000 + (random >> 33) % 60_000));
            publishing.kill().unwrap();
            publishing.wait().unwrap();
            left += usize::from(ground.side().join("stage").exists());
            let found = text_of(&ground.out());
            seen_a += usize::from(found == a);
            seen_b += usize::from(found == b);
            assert!(found == a || found == b, "mixed after kill {kill}: {:?}", mixed(&found, &a, &b));
            let next = if found == a { &b } else { &a };
            let changes = publish(&ground.place(), &borrowed(next)).unwrap();
            assert_eq!(changes.way, Way::Whole);
            assert_eq!(&text_of(&ground.out()), next);
            assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
        }
        drop(ending);
        reader.join().unwrap()
    });
    println!("{kills} kills: {seen_a} times the one, {seen_b} times the other, {left} left a stage; {reads} reads");
    assert!(seen_a > 0 && seen_b > 0 && left > kills / 10, "the kills must come in the middle: {seen_a} {seen_b} {left}");
}

/// Stops the reader, also when an assertion fails.
struct EndsWith<'a>(&'a AtomicBool);

impl Drop for EndsWith<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn mixed(found: &BTreeMap<String, String>, a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Vec<String> {
    let strange = |(path, text): (&String, &String)| (a.get(path) != Some(text) && b.get(path) != Some(text)).then(|| path.clone());
    let missing = a.keys().filter(|path| !found.contains_key(*path)).map(|path| format!("no {path}"));
    found.iter().filter_map(strange).chain(missing).take(10).collect()
}

#[test]
fn killed_at_any_moment_the_output_is_wholly_old_or_wholly_new() {
    let memory = Path::new("/dev/shm");
    let disk = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    kill_and_look(&Ground::on(&disk), 200, 1);
}

#[test]
fn killed_on_a_real_disk_too() {
    kill_and_look(&Ground::new(), 30, 2);
}

#[test]
fn whichever_call_to_the_system_fails_the_output_is_old_or_new() {
    let is_there =
        Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !is_there {
        return not_run("failing calls to the system: `strace` is not installed");
    }
    let memory = Path::new("/dev/shm");
    let ground = if memory.is_dir() { Ground::on(memory) } else { Ground::new() };
    let (a, b) = (generation("a", 12), generation("b", 12));
    let (mut old, mut new) = (0, 0);
    let calls = ["mkdir", "openat", "write", "linkat", "renameat2", "rename", "syncfs", "chmod", "unlink", "rmdir", "statx", "getdents64"];
    for (call, error, at) in calls.iter().flat_map(|call| ["EIO", "ENOSPC"].map(|error| (*call, error))).flat_map(|(call, error)| {
        let first = if ["openat", "write", "statx"].contains(&call) { 10 } else { 1 };
        (first..first + 14).map(move |at| (call, error, at))
    }) {
        publish(&ground.place(), &borrowed(&a)).unwrap();
        let before = snapshot(&ground.out());
        let shell = format!("exec strace -f -qq -o /dev/null -e inject={call}:error={error}:when={at}");
        let ended = child_of(&shell, "publish_b", &ground.root()).wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let found = text_of(&ground.out());
        let what = format!("{call} number {at} gave {error}: {:?} {said}", ended.status);
        match ended.status.code() {
            Some(0) => assert_eq!(found, b, "{what}"),
            Some(3) if found == a => assert_eq!(snapshot(&ground.out()), before, "{what}"),
            Some(3) => assert_eq!(found, b, "{what}"),
            _ => assert!(found == a || found == b, "{what}"), // the test program itself met the failure
        }
        old += usize::from(found == a);
        new += usize::from(found == b);
        publish(&ground.place(), &borrowed(&b)).unwrap_or_else(|error| panic!("the next build after {what}: {error}"));
        assert_eq!(text_of(&ground.out()), b, "the next build after {what}");
        assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"], "{what}");
    }
    println!("{old} times the old site, {new} times the new");
    assert!(old > 20 && new > 20, "{old} {new}");
}

/// A small disk in memory, where this may be mounted.
struct Disk {
    at: PathBuf,
}

impl Disk {
    fn mount(at: &Path, options: &str) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(at).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then(|| Self { at: at.to_owned() })
    }

    /// Tries again while a process that another test is just starting still shares an open file.
    fn make_read_only(&self) {
        let remount = || Command::new("mount").args(["-o", "remount,ro"]).arg(&self.at).stderr(Stdio::null()).status().unwrap();
        for _ in 0..200 {
            if remount().success() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the disk cannot be made read-only");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

#[test]
fn on_a_full_disk_the_old_site_stays_as_it_is() {
    let (a, b) = (generation("a", 40), generation("b", 400));
    let (mut full, mut fits) = (0, 0);
    for step in 0..50 {
        let dir = TempDir::new().unwrap();
        let Some(_disk) = Disk::mount(dir.path(), &format!("size={}k", 700 + step * 60)) else {
            return not_run("a full disk: no tmpfs may be mounted here");
        };
        make_site(dir.path());
        let place = place(dir.path());
        publish(&place, &borrowed(&a)).unwrap();
        let before = snapshot(&place.out);
        match publish(&place, &borrowed(&b)) {
            Ok(_) => {
                fits += 1;
                assert_eq!(text_of(&place.out), b);
            }
            Err(error) => {
                full += 1;
                assert!(error.message(Speech::Chinese).ends_with("`：磁盘已满"), "{error}");
                assert!(error.to_string().contains(".public.wanjia/stage"), "{error}");
                assert_eq!(snapshot(&place.out), before);
                assert_eq!(names_in(&dir.path().join(".public.wanjia")), [".gitignore", "index", "last-build.json", "lock", "sources"]);
            }
        }
    }
    assert!(full >= 20 && fits >= 1, "{full} disks were full, {fits} were not");
}

#[test]
fn a_file_that_may_not_grow_is_told_with_its_path() {
    let ground = Ground::new();
    ground.publish(SITE);
    let before = snapshot(&ground.out());
    let ended = child_under("trap '' XFSZ; ulimit -f 64", "publish_large", &ground.root()).wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let said = fs::read_to_string(ground.root().join("said")).unwrap();
    assert_eq!(said, format!("无法写入 `{}/stage/index.html`：文件超过了允许的大小", ground.side().display()));
    assert_eq!(snapshot(&ground.out()), before);
    assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
}

#[test]
fn a_read_only_disk_is_told_with_its_path() {
    let dir = TempDir::new().unwrap();
    let Some(disk) = Disk::mount(dir.path(), "size=4m") else { return not_run("a read-only disk: no tmpfs may be mounted here") };
    make_site(dir.path());
    let place = place(dir.path());
    publish(&place, SITE).unwrap();
    let before = snapshot(&place.out);
    disk.make_read_only();
    let error = publish(&place, &[("index.html", "新")]).unwrap_err();
    let lock = place.site.canonicalize().unwrap().join(".public.wanjia/lock");
    assert_eq!(error.message(Speech::Chinese), format!("无法写入 `{}`：磁盘是只读的", lock.display()));
    assert_eq!(error.message(Speech::English), format!("cannot write `{}`: the disk is read-only", lock.display()));
    assert_eq!(error.hint(Speech::Chinese), "让输出目录和它的上级目录可写，或者用 `--out` 另选一个");
    assert_eq!(snapshot(&place.out), before);
}

#[test]
fn an_output_that_is_a_mount_is_replaced_file_by_file() {
    let ground = Ground::new();
    fs::create_dir(ground.out()).unwrap();
    let Some(_disk) = Disk::mount(&ground.out(), "size=9m") else {
        return not_run("an output that is a mount: no tmpfs may be mounted here");
    };
    let first = ground.publish(SITE);
    assert_eq!((first.added.len(), first.way), (4, Way::FileByFile));
    assert_eq!(text_of(&ground.out()), texts(SITE));
    fs::write(ground.out().join("foreign.txt"), "他人的").unwrap();
    let before = snapshot(&ground.out());
    let next = [("index.html", "首页"), ("stories/a/index.html", "甲二"), ("new/c/index.html", "丙"), ("feed.xml", "<feed/>")];
    let changes = ground.publish(&next);
    assert_eq!((changes.way, changes.kept, names(&changes.removed)), (Way::FileByFile, 2, vec!["stories/b/index.html"]));
    assert_eq!(changes.foreign, ["foreign.txt"]);
    let mut expected = texts(&next);
    expected.insert("foreign.txt".to_owned(), "他人的".to_owned());
    assert_eq!(text_of(&ground.out()), expected);
    assert_eq!(snapshot(&ground.out())[Path::new("index.html")], before[Path::new("index.html")]);
    assert!(!ground.out().join("stories/b").exists() && !ground.out().join(".wanjia-stage").exists());
    let again = ground.publish(&next);
    assert!(again.is_nothing());
    assert_eq!(Output::open(&ground.place(), Trust::Times).unwrap().last_build(), Some(&last_build("a")));
    assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
}

#[test]
fn killed_between_two_files_of_a_mount_the_next_build_completes_it() {
    let ground = Ground::on(Path::new("/dev/shm"));
    fs::create_dir(ground.out()).unwrap();
    let Some(_disk) = Disk::mount(&ground.out(), "size=30m") else { return not_run("kills on a mount: no tmpfs may be mounted here") };
    let (a, b) = (generation("a", 300), generation("b", 300));
    let mut random = 3_u64;
    for kill in 0..40 {
        let mut publishing = child("forever", &ground.root());
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros(5_000 + (random >> 33) % 200_000));
        publishing.kill().unwrap();
        publishing.wait().unwrap();
        for next in [&a, &b] {
            publish(&ground.place(), &borrowed(next)).unwrap_or_else(|error| panic!("after kill {kill}: {error}"));
            assert_eq!(&text_of(&ground.out()), next);
        }
        assert_eq!(names_in(&ground.side()), [".gitignore", "index", "last-build.json", "lock", "sources"]);
    }
}

// --- other places for files ----------------------------------------------------------------------------------------------------------

#[test]
fn a_site_in_memory_keeps_what_did_not_change() {
    let first = Memory::default();
    fill(&first, SITE).unwrap();
    first.copy(&address("photo.jpg"), Digest::of(b"1"), Path::new("content/photo.jpg")).unwrap();
    let second = Memory::after(&first);
    assert!(second.keep(&address("index.html"), Digest::of("首页".as_bytes())));
    assert!(!second.keep(&address("feed.xml"), Digest::of(b"new")));
    assert!(second.keep(&address("photo.jpg"), Digest::of(b"1")));
    assert_eq!(second.get(&address("index.html")), Some(Held::Bytes("首页".as_bytes().into())));
    assert_eq!(second.get(&address("photo.jpg")), Some(Held::File("content/photo.jpg".into())));
    assert_eq!(second.get(&address("feed.xml")), None);
}
