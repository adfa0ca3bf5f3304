//! The program as editors and other programs meet it: what it prints, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What a run of the program leaves behind.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn program(site: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wanjia"));
    command.current_dir(site).env_clear().stdin(Stdio::null());
    command
}

fn run_with(site: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let output = program(site).envs(environment.iter().copied()).args(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn run(site: &Path, arguments: &[&str]) -> Ran {
    run_with(site, &[("LANG", "zh_CN.UTF-8")], arguments)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The site that `init` makes.
fn site() -> TempDir {
    let folder = folder();
    let made = run(folder.path(), &["init", "."]);
    assert_eq!(made.code, 0, "{made:?}");
    folder
}

/// `text` without what differs from run to run or with every change of the theme: the time, its files, numbers of files.
fn lasting(text: &str) -> String {
    let told = |line: &&str| !line.starts_with("用时：") && !line.starts_with("Time: ") && !line.contains("+ assets/");
    let counts = ["图片等其他文件", "未变", "网站共", "Pictures", "Kept", "No problem in"];
    let lines = text.lines().filter(told).map(|line| match counts.iter().any(|begin| line.starts_with(begin)) {
        true => format!("{}\n", line.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("N")),
        false => format!("{line}\n"),
    });
    lines.collect()
}

#[test]
fn help_is_complete_in_both_languages() {
    for language in ["zh", "en"] {
        let mut pages = String::new();
        for command in [&[][..], &["build"], &["check"], &["serve"], &["new"], &["init"], &["explain"]] {
            let arguments = [command, &["--help", "--lang", language]].concat();
            let ran = run(Path::new("."), &arguments);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""));
            pages.push_str(&format!("$ wanjia {}\n{}\n", arguments.join(" "), ran.out));
        }
        insta::assert_snapshot!(format!("help_{language}"), pages);
    }
}

#[test]
fn a_wrong_command_line_is_answered_in_the_editors_language() {
    let cases: &[&[&str]] = &[
        &["bild"],
        &["build", "--sote", "x"],
        &["build", "--site"],
        &["build", "extra"],
        &["--site", "a", "--site", "b", "build"],
        &["build", "--as-of", "tomorrow"],
        &["build", "--base-url", "rd.example.cn"],
        &["build", "--format", "xml"],
        &["serve", "--port", "0"],
        &["new"],
        &["new", "stor"],
        &["new", "story", "--date", "2026-02-30"],
        &["explain"],
        &["explain", "LNK10"],
        &["explain", "XYZ101"],
    ];
    for language in ["zh", "en"] {
        let mut told = String::new();
        for case in cases {
            let ran = run(Path::new("."), &[case, &["--lang", language][..]].concat());
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{case:?}");
            told.push_str(&format!("$ wanjia {}\n{}\n", case.join(" "), ran.err));
        }
        insta::assert_snapshot!(format!("usage_{language}"), told);
    }
    let nothing = run(Path::new("."), &[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.starts_with("万家："));
}

#[test]
fn the_locale_chooses_the_language_and_the_option_overrules_it() {
    let first_line = |environment: &[(&str, &str)], arguments: &[&str]| {
        run_with(Path::new("."), environment, arguments).out.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(first_line(&[("LANG", "zh_CN.UTF-8")], &["explain", "YML102"]), "YML102 · 错误：改好之前不发布");
    assert_eq!(first_line(&[("LANG", "en_US.UTF-8")], &["explain", "YML102"]), "YML102 · error: nothing is published until it is mended");
    assert_eq!(first_line(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN")], &["explain", "YML102"]), "YML102 · 错误：改好之前不发布");
    assert_eq!(
        first_line(&[("LANG", "zh_CN")], &["explain", "yml102", "--lang=en"]),
        "YML102 · error: nothing is published until it is mended"
    );
}

#[test]
fn the_first_site_builds_without_a_word_of_complaint() {
    let site = site();
    let built = run(site.path(), &["build", "--as-of", "2026-05-01"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""), "{}", built.out);
    insta::assert_snapshot!("first_build", lasting(&built.out));
    let again = run(site.path(), &["build", "--as-of", "2026-05-01"]);
    insta::assert_snapshot!("second_build", lasting(&again.out));
    let checked = run(site.path(), &["check", "--as-of", "2026-05-01", "--lang", "en"]);
    assert_eq!(checked.code, 0);
    insta::assert_snapshot!("check", lasting(&checked.out));
    assert!(site.path().join("public/stations/linhe-001/index.html").is_file());
    let refused = run(site.path(), &["init", "."]);
    assert_eq!((refused.code, refused.err.as_str()), (2, "文件夹 `.` 里已有文件，什么都没有写入\n请换一个新文件夹或空文件夹\n"));
}

#[test]
fn a_theme_of_ones_own_builds_at_once() {
    for more in [&[][..], &["--copy"], &["--from", "default", "--copy"]] {
        let site = site();
        let before = fs::read_to_string(site.path().join("site.yaml")).expect("its settings");
        let made = run(site.path(), &[&["init", "--theme", "ours"][..], more].concat());
        assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
        let checked = run(site.path(), &["check", "--as-of", "2026-05-01"]);
        assert_eq!(checked.code, 0, "{checked:?}");
        assert_eq!(run(site.path(), &["build", "--as-of", "2026-05-01"]).code, 0);
        let again = run(site.path(), &["init", "--theme", "ours"]);
        assert_eq!(again.code, 2, "{again:?}");
        if more.is_empty() {
            let after = fs::read_to_string(site.path().join("site.yaml")).expect("its settings");
            assert_eq!(after, before + "theme: ours\n");
            let other = run(site.path(), &["init", "--theme", "theirs", "--lang", "en"]);
            assert_eq!(other.code, 0);
            insta::assert_snapshot!("init_theme", format!("{}{}{}", made.out, again.err, other.out));
            let sheet = fs::read_to_string(site.path().join("themes/ours/static/site.css")).expect("its style sheet");
            assert!(sheet.contains("  /* --paper: "), "{sheet}");
        }
    }
    let site = site();
    let refused = [
        &["init", "--theme", "default"][..],
        &["init", "--theme", "a/b"],
        &["init", "--theme", "a", "--from", "b"],
        &["init", "--from", "b"],
    ];
    let told: String = refused.iter().map(|arguments| run(site.path(), arguments)).map(|ran| format!("{} {}", ran.code, ran.err)).collect();
    insta::assert_snapshot!("init_theme_refused", told);
    assert!(!site.path().join("themes").exists());
}

#[test]
fn a_dry_run_lists_the_changes_and_makes_none() {
    let site = site();
    let dry = run(site.path(), &["build", "--dry-run", "--as-of", "2026-05-01"]);
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(!site.path().join("public").exists());
    insta::assert_snapshot!("dry_run", lasting(&dry.out));
}

#[test]
fn every_new_file_passes_the_check() {
    let site = site();
    for kind in ["story", "practice", "station", "deputy", "district", "campaign", "project", "page"] {
        let id = format!("neu-{kind}");
        let arguments = ["new", kind, "--title", "板凳议事", "--district", "linhe", "--id", &id, "--date", "2026-04-01"];
        let made = run(site.path(), &arguments);
        assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
        let again = run(site.path(), &arguments);
        assert_eq!((again.code, again.out.as_str()), (2, ""), "{kind}");
    }
    let checked = run(site.path(), &["check", "--as-of", "2026-05-01"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    insta::assert_snapshot!("check_of_new_files", lasting(&checked.out));
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let site = site();
    let untitled = run(site.path(), &["new", "story"]);
    assert_eq!((untitled.code, untitled.err.as_str()), (2, "请用 `--title` 写明标题或名称\n"));
    let unknown = run(site.path(), &["new", "station", "--title", "站", "--district", "linho", "--lang", "en"]);
    assert_eq!((unknown.code, unknown.err.as_str()), (2, "there is no district `linho`\nknown districts: linhe\n"));
    let only_one = run(site.path(), &["new", "station", "--title", "新站"]);
    assert_eq!(only_one.code, 0, "{only_one:?}");
    assert!(site.path().join("content/districts/linhe/stations/新站/station.yaml").is_file());
}

#[test]
fn problems_are_told_to_people_and_to_programs() {
    let site = site();
    let path = site.path().join("content/pages/about.md");
    fs::write(&path, "---\n标题: 关于\nsummary: 介绍\norder: 第一\nmenuu: true\n---\n\n见[这里](没有.md)。\n").expect("a file");
    let human = run(site.path(), &["check", "--as-of", "2026-05-01"]);
    assert_eq!((human.code, human.err.as_str()), (1, ""));
    insta::assert_snapshot!("problems_human", lasting(&human.out));
    let json = run(site.path(), &["check", "--as-of", "2026-05-01", "--format", "json", "--lang", "en"]);
    assert_eq!(json.code, 1);
    for line in json.out.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        let keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["code", "severity", "file", "line", "column", "message", "hint"]);
    }
    insta::assert_snapshot!("problems_json", json.out);
    let built = run(site.path(), &["build", "--as-of", "2026-05-01"]);
    assert_eq!(built.code, 1);
    assert!(!site.path().join("public").exists());
}

#[test]
fn old_encodings_are_shown_and_converted_only_when_asked() {
    let site = site();
    let page = site.path().join("content/pages/about.md");
    let text = fs::read_to_string(&page).expect("init writes it").replace('\n', "\r\n");
    let gbk = encoding_rs::GBK.encode(&text).0;
    fs::write(&page, &gbk).expect("it can be written");
    let shown = run(site.path(), &["fix"]);
    let said = "content/pages/about.md：GBK（记事本里叫“ANSI”） → UTF-8\n";
    assert_eq!(shown.out, format!("{said}没有改动任何文件；运行 `wanjia fix --write` 会改这 1 个文件\n"));
    assert_eq!(fs::read(&page).expect("it is there"), &gbk[..]);
    let written = run(site.path(), &["fix", "--write"]);
    assert_eq!((written.code, written.out), (0, format!("{said}已改正 1 个文件\n")));
    assert_eq!(fs::read_to_string(&page).expect("it is UTF-8"), text);
    assert_eq!(run(site.path(), &["fix", "--lang", "en"]).out, "Nothing to mend\n");
    fs::write(&page, format!("\u{feff}{text}")).expect("it can be written");
    let written = run(site.path(), &["fix", "--write"]);
    let said = "content/pages/about.md：去掉字节顺序标记（BOM）\n";
    assert_eq!((written.code, written.out), (0, format!("{said}已改正 1 个文件\n")));
    assert_eq!(fs::read_to_string(&page).expect("it is UTF-8"), text);
    assert_eq!(run(site.path(), &["fix", "--lang", "en"]).out, "Nothing to mend\n");
    assert_eq!(fs::read_dir(page.parent().expect("a folder")).expect("a folder").count(), 1);
}

#[test]
fn a_check_of_what_changed_leaves_out_what_was_known_when_the_site_was_published() {
    const PAGE: &str = "content/pages/about.md";
    const NOTICE: &str = "content/districts/linhe/stories/2026-03-18-jiedai-gonggao.md";
    let site = site();
    let path = |name: &str| site.path().join(name);
    // A file that was written within the clock's last tick counts as changed.
    let write = |file: &str, text: &str| {
        fs::write(path(file), text).expect("a file");
        std::thread::sleep(Duration::from_millis(60));
    };
    let text = |file: &str| fs::read_to_string(path(file)).expect("a file");
    let said = |arguments: &[&str]| run(site.path(), &[&["check", "--as-of", "2026-05-01"], arguments].concat());
    let check = || {
        let ran = said(&["--changed", "--format", "json"]);
        let line = |line: &str| {
            let told: serde_json::Value = serde_json::from_str(line).expect("JSON");
            format!("{} {}", told["code"].as_str().unwrap_or_default(), told["file"].as_str().unwrap_or_default())
        };
        (ran.code, ran.out.lines().map(line).collect::<Vec<_>>().join("\n"), ran.err)
    };
    let build = || assert_eq!(run(site.path(), &["build", "--as-of", "2026-05-01"]).code, 0);
    write(PAGE, &(text(PAGE) + "\n＃ 甲\n\n[公告](../districts/linhe/stories/2026-03-18-jiedai-gonggao.md)\n"));
    write(NOTICE, &(text(NOTICE) + "\n＃ 乙\n"));
    let all = format!("MDN101 {NOTICE}\nMDN101 {PAGE}");
    let (code, told, err) = check();
    assert_eq!((code, told.as_str()), (0, all.as_str()));
    assert!(err.contains("\n不知道 public 里的网站是由哪些文件生成的（没有发布过，或记录已删除），所以列出全部问题\n"), "{err}");

    build();
    let (code, told, err) = check();
    assert_eq!((code, told.as_str()), (0, ""));
    assert!(err.starts_with("上次发布以后没有新的问题\n没有列出：2 个警告，文件在上次发布以后没有改动\n"), "{err}");
    for format in ["human", "sarif", "github", "html"] {
        assert!(!said(&["--format", format, "--changed"]).out.contains("MDN101"), "{format}");
    }

    write(PAGE, &(text(PAGE) + "\n＃ 丙\n"));
    let (code, told, err) = check();
    assert_eq!((code, told), (0, format!("MDN101 {PAGE}\nMDN101 {PAGE}")));
    assert!(err.starts_with("发现问题：0 个错误，2 个警告\n没有列出：1 个警告，"), "{err}");

    // What is wrong in a file that nobody touched is told when it is new.
    build();
    let notice = text(NOTICE);
    write(NOTICE, &notice.replace("kind: notice", "kind: notice\ndraft: true"));
    assert_eq!(check().1, format!("MDN101 {NOTICE}\nLNK103 {PAGE}"));
    fs::remove_file(path(NOTICE)).expect("it is there");
    let (code, told, _) = check();
    assert_eq!((code, told), (1, format!("LNK101 {PAGE}")));

    // What counts is what a file says, not when it was saved.
    write(NOTICE, &notice);
    let (code, told, _) = check();
    assert_eq!((code, told.as_str()), (0, ""));
    fs::remove_file(path(".public.wanjia/sources")).expect("a build leaves it");
    assert!(check().2.contains("不知道 public 里"));
    build();
    assert_eq!(check().1, "");
}

/// The site of `init` with two problems, and one that is let pass.
fn flawed() -> TempDir {
    let site = site();
    let page = site.path().join("content/pages/about.md");
    let text = "---\ntitle: 关于 <本站>\n---\n\n[没有](nowhere.md)\n\n＃ 下一步\n\n<!-- 放行 MDN101：示例 <原样>（示例员，2026-12-31） -->\n＃ 再下一步\n";
    fs::write(page, text).expect("it can be written");
    site
}

const CHECKED: [&str; 5] = ["check", "--as-of", "2026-10-01", "--lang", "zh"];

#[test]
fn problems_are_told_in_every_form_for_programs() {
    let site = flawed();
    let told = |format: &str| run(site.path(), &[&CHECKED[..], &["--format", format]].concat());
    for format in ["json", "sarif", "github"] {
        let ran = told(format);
        assert_eq!(ran.code, 1, "{ran:?}");
        insta::assert_snapshot!(format!("check_{format}"), ran.out.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }
    let page = told("html").out;
    assert!(page.starts_with("<!doctype html>") && page.contains("@page{size:A4"), "{page}");
    assert!(!page.contains("<script") && !page.contains("<原样>") && page.contains("示例 &lt;原样&gt;（示例员，2026-12-31）"), "{page}");
    assert!(
        page.contains("<span class=\"n\">   5 </span>[没有](<mark>nowhere.md</mark>)") || page.contains("<mark>[没有](nowhere.md)</mark>"),
        "{page}"
    );
}

#[test]
fn schemas_are_printed_and_written_beside_the_site() {
    let site = site();
    let station = run(site.path(), &["schema", "station"]);
    let kept = fs::read_to_string(site.path().join(".vscode/wanjia/station.json")).expect("init writes it");
    assert_eq!((station.code, station.out), (0, kept));
    let settings = site.path().join(".vscode/settings.json");
    insta::assert_snapshot!("vscode_settings", fs::read_to_string(&settings).expect("init writes it"));
    fs::write(&settings, "{}\n").expect("it can be written");
    assert_eq!(run(site.path(), &["schema", "--write"]).code, 0);
    assert_eq!(fs::read_to_string(&settings).expect("it is there"), "{}\n");
    assert_eq!(run(site.path(), &["schema", "statoin"]).code, 2);
}

#[test]
fn the_machines_failures_end_with_three() {
    let nowhere = folder();
    let missing = run(nowhere.path(), &["build", "--site", "nowhere"]);
    assert_eq!((missing.code, missing.out.as_str()), (3, ""), "{missing:?}");
    let site = site();
    fs::create_dir(site.path().join("public")).expect("a folder");
    fs::write(site.path().join("public/mine.txt"), "mine").expect("a file");
    let foreign = run(site.path(), &["build"]);
    assert_eq!((foreign.code, foreign.out.as_str()), (3, ""), "{foreign:?}");
    assert_eq!(fs::read_to_string(site.path().join("public/mine.txt")).expect("it is untouched"), "mine");
}

#[test]
fn today_comes_from_the_option_or_the_environment() {
    let site = site();
    let story = site.path().join("content/districts/linhe/stories/2026-03-18-jiedai-gonggao.md");
    let text = fs::read_to_string(&story).expect("a story").replace("kind: notice", "kind: notice\nexpires: 2026-04-08 00:00");
    fs::write(&story, text).expect("a story");
    let withheld = |environment: &[(&str, &str)], arguments: &[&str]| {
        run_with(site.path(), environment, &[&["check", "--lang", "en"], arguments].concat())
            .out
            .contains("): expired at 2026-04-08 00:00\n")
    };
    assert!(!withheld(&[], &["--as-of", "2026-04-07T23:59"]));
    assert!(withheld(&[], &["--as-of", "2026-04-08"]));
    // 2026-04-07 15:59:59 and 16:00 in Greenwich: the last second of the 7th and the first of the 8th in Beijing.
    assert!(!withheld(&[("SOURCE_DATE_EPOCH", "1775577599")], &[]));
    assert!(withheld(&[("SOURCE_DATE_EPOCH", "1775577600")], &[]));
    let wrong = run_with(site.path(), &[("SOURCE_DATE_EPOCH", "today")], &["check", "--lang", "en"]);
    assert_eq!((wrong.code, wrong.err.as_str()), (2, "the environment variable SOURCE_DATE_EPOCH is no number of seconds: today\n"));
}

#[test]
fn a_page_names_the_files_that_it_is_made_from() {
    let site = site();
    let told = run(site.path(), &["explain", "/stations/linhe-001/", "--as-of", "2026-05-01"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    insta::assert_snapshot!("explain_page", told.out);
    let unknown = run(site.path(), &["explain", "/stations/linhe-002/", "--as-of", "2026-05-01"]);
    let expected = "网站里没有页面 `/stations/linhe-002/`，是不是想写 `/stations/linhe-001/`？\n";
    assert_eq!((unknown.code, unknown.err.as_str()), (2, expected));
}

/// The server with its messages; it is ended when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn of(site: &Path) -> Self {
        let mut command = program(site);
        let child = command.args(["serve", "--lang", "en", "--port", "47500", "--as-of", "2026-05-01"]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let port = loop {
            let line = lines.next().expect("it says where it listens").expect("text");
            if let Some(rest) = line.strip_prefix("Open http://127.0.0.1:") {
                break rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port");
            }
        };
        std::thread::spawn(move || lines.count());
        Self { child, port }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn wait_for(&self, path: &str, wanted: impl Fn(&str) -> bool) {
        let until = Instant::now() + Duration::from_secs(20);
        while !wanted(&self.get(path)) {
            assert!(Instant::now() < until, "{path}: {}", self.get(path));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[test]
fn what_is_saved_is_shown_and_what_is_broken_is_not() {
    let site = site();
    let page = site.path().join("content/pages/about.md");
    let text = fs::read_to_string(&page).expect("a page");
    let server = Server::of(site.path());
    server.wait_for("/about/", |answer| answer.starts_with("HTTP/1.1 200") && answer.contains("关于本站"));
    fs::write(&page, text.replace("关于本站", "关于我们")).expect("it can be written");
    server.wait_for("/about/", |answer| answer.contains("关于我们"));
    fs::write(&page, "没有文首信息").expect("it can be written");
    std::thread::sleep(Duration::from_millis(500));
    assert!(server.get("/about/").contains("关于我们"));
    fs::remove_file(&page).expect("it is there");
    fs::write(site.path().join("content/pages/us.md"), text.replace("关于本站", "我们")).expect("it can be written");
    let settings = fs::read_to_string(site.path().join("site.yaml")).expect("settings");
    fs::write(site.path().join("site.yaml"), settings.replace("/about/", "/us/")).expect("it can be written");
    server.wait_for("/us/", |answer| answer.starts_with("HTTP/1.1 200"));
    server.wait_for("/about/", |answer| answer.starts_with("HTTP/1.1 404"));
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_site_that_is_broken_at_first_is_shown_once_it_is_mended() {
    let site = site();
    let settings = fs::read_to_string(site.path().join("site.yaml")).expect("settings");
    fs::write(site.path().join("site.yaml"), "title: [\n").expect("it can be written");
    let server = Server::of(site.path());
    server.wait_for("/", |answer| answer.starts_with("HTTP/1.1 503"));
    let half_written = site.path().join("site.yaml~");
    fs::write(&half_written, settings).expect("it can be written");
    fs::rename(&half_written, site.path().join("site.yaml")).expect("it can be renamed");
    server.wait_for("/", |answer| answer.starts_with("HTTP/1.1 200"));
    fs::create_dir_all(site.path().join("static/a/b")).expect("a folder");
    fs::write(site.path().join("static/a/b/robots.txt"), "later folders count too").expect("it can be written");
    server.wait_for("/a/b/robots.txt", |answer| answer.ends_with("later folders count too"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_server_cleanly() {
    let site = site();
    let mut server = Server::of(site.path());
    server.wait_for("/", |answer| answer.starts_with("HTTP/1.1 200"));
    let killed = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    let until = Instant::now() + Duration::from_secs(5);
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("a child") {
            break status;
        }
        assert!(Instant::now() < until, "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn what_is_left_to_translate_is_told_once_for_each_language() {
    let site = site();
    let path = site.path().join("site.yaml");
    let settings = fs::read_to_string(&path).expect("the settings") + "languages: [zh, en]\n";
    fs::write(&path, settings).expect("the settings");
    for language in ["zh", "en"] {
        for command in ["check", "build", "build"] {
            let told = run(site.path(), &["--lang", language, command]);
            let lines = told.err.lines().chain(told.out.lines()).skip_while(|line| !line.contains("译成") && !line.starts_with("Not yet"));
            let lines: Vec<&str> = lines.take(4).collect();
            insta::allow_duplicates!(match language {
                "zh" => insta::assert_snapshot!("left_to_translate_zh", lines.join("\n")),
                _ => insta::assert_snapshot!("left_to_translate_en", lines.join("\n")),
            });
        }
    }
}

#[test]
fn next_gives_ready_lines_for_the_machines_timetable() {
    let site = site();
    let environment = [("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8")];
    let ran = run_with(site.path(), &environment, &["next", "--as-of", "2026-06-01", "--days", "366", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&told["as_of"], &told["time_zone"]), (&"2026-06-01 00:00".into(), &"Asia/Shanghai".into()));
    assert_eq!(told["next"], told["changes"][0]["at"]);
    let line = |name: &str| told[name][0].as_str().unwrap_or_default().to_owned();
    assert!(line("cron").starts_with("1 0 * * *  /") && line("cron").contains(" build --site /"), "{told}");
    assert!(line("schtasks").starts_with("schtasks /Create /F /TN \"wanjia-0001\" /SC DAILY /ST 00:01 /TR \"/"), "{told}");
}

const SIGNED: &str = "content/districts/linhe/stories/2026-04-12-lubian-yizhuo/index.md";
const SIGNED_PAGE: &str = "public/stories/2026-04-12-lubian-yizhuo/index.html";

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).expect("a file");
}

#[test]
fn a_signed_story_is_published_until_a_character_of_it_or_a_picture_changes() {
    let site = site();
    let path = |name: &str| site.path().join(name);
    let settings = fs::read_to_string(path("site.yaml")).expect("settings")
        + "审签:\n  要求:\n    - {起始日期: 2026-04-01, 级别: [first, second, final]}\n";
    fs::write(path("site.yaml"), settings).expect("settings");
    let at = |time: &str| format!("2026-05-01T{time}");
    let said = |time: &str, arguments: &[&str]| {
        let ran = run(site.path(), &[arguments, &["--as-of", &at(time)]].concat());
        format!("$ wanjia {}\n{}{}= {}\n\n", arguments.join(" "), lasting(&ran.out), lasting(&ran.err), ran.code)
    };
    let is_published = || path(SIGNED_PAGE).exists();
    let mut told = said("08:00", &["build"]);
    assert!(!is_published(), "{told}");
    told += &said("08:30", &["sign", SIGNED, "--level", "终审", "--by", "王静"]);
    told += &said("09:00", &["sign", SIGNED, "--level", "初审", "--by", "殷丽", "--role", "联络员", "--proof", "王静"]);
    told += &said("09:20", &["sign", SIGNED, "--level", "复审", "--by", "殷丽"]);
    told += &said("09:20", &["sign", SIGNED, "--level", "复审", "--by", "马兰"]);
    told += &said("09:40", &["sign", SIGNED, "--level", "终审", "--by", "王静", "--role", "主任"]);
    told += &said("09:50", &["sign"]);
    let built = said("10:00", &["build"]);
    assert!(built.ends_with("= 0\n\n") && is_published(), "{told}{built}");
    let text = fs::read(path(SIGNED)).expect("a story");
    replace(&path(SIGNED), "摆", "搬");
    told += &said("10:10", &["build"]);
    assert!(!is_published());
    fs::write(path(SIGNED), &text).expect("a story");
    assert!(said("10:20", &["build"]).ends_with("= 0\n\n") && is_published());
    replace(&path(SIGNED).with_file_name("zhuozi.svg"), "<svg ", "<svg  ");
    told += &said("10:30", &["sign"]);
    assert!(said("10:40", &["build"]).ends_with("= 0\n\n") && !is_published());
    insta::assert_snapshot!(told);
}
