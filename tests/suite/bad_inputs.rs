//! Input that no editor means: each is refused with its code, or comes out harmless, within 30 seconds of work and 1 GiB of memory.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, story};

const STORY: &str = "content/districts/qu/stories/2026-03-05-a.md";
const DEPUTY: &str = "content/districts/qu/deputies/li.yaml";
const SECRET: &str = "geheim-51c8";

/// What a run did, with the most memory that it held, in MiB.
struct Ran {
    exit: Option<i32>,
    codes: Vec<String>,
    told: String,
    memory: u64,
}

/// Builds the site at `root` with the program itself; a run that works longer than 30 seconds, or sits for 5 minutes, is ended.
fn build(root: &Path) -> Ran {
    let (out, err) = (root.join("../out.txt"), root.join("../err.txt"));
    let file = |path: &Path| Stdio::from(fs::File::create(path).unwrap());
    let mut child = Command::new(env!("CARGO_BIN_EXE_wanjia"))
        .args(["build", "--as-of", "2026-06-01", "--lang", "en", "--format", "json"])
        .current_dir(root)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(file(&out))
        .stderr(file(&err))
        .spawn()
        .unwrap();
    let began = Instant::now();
    let mut memory = 0;
    let exit = loop {
        memory = memory.max(held(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if worked(child.id()) > 30 || began.elapsed() > Duration::from_secs(300) || memory > 1024 {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let told = String::from_utf8(fs::read(&out).unwrap()).unwrap();
    let problems = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut codes: Vec<String> = problems.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes.dedup();
    Ran { exit, codes, told: told + &fs::read_to_string(&err).unwrap(), memory }
}

/// The most memory that a sound build of the site at `root` held, in MiB.
pub(crate) fn memory_of_a_build(root: &Path) -> u64 {
    let ran = build(root);
    assert_eq!(ran.exit, Some(0), "{}", cut(&ran.told));
    ran.memory
}

/// The most memory that a running program held, in MiB.
fn held(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Seconds that a running program worked.
fn worked(id: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    fields.iter().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() / 100
}

/// What is not as it should be when `spoil` has been at the small site.
fn fault(what: &str, spoil: &dyn Fn(&Path), expected: &[&str]) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("secret.txt"), SECRET).unwrap();
    let root = dir.path().join("site");
    Project::new().write(&root);
    spoil(&root);
    let ran = build(&root);
    let published = crate::project::output(&root);
    let is_clean = !ran.told.contains("panicked") && !ran.told.contains(SECRET) && !ran.told.contains('\u{1b}');
    let leaks = published.values().any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET));
    let refused = ran.exit == Some(1) && published.is_empty();
    let came_out = ran.exit == Some(0) && !published.is_empty();
    let holds = is_clean && !leaks && (refused || came_out) && ran.codes == expected && ran.memory <= 1024;
    (!holds)
        .then(|| format!("{what}: exit {:?}, {} MiB, {:?} instead of {expected:?}\n{}", ran.exit, ran.memory, ran.codes, cut(&ran.told)))
}

fn cut(text: &str) -> String {
    text.chars().take(600).collect()
}

pub(crate) fn put<B: AsRef<[u8]>>(path: &str, bytes: B) -> impl Fn(&Path) + use<B> {
    let (path, bytes) = (path.to_owned(), bytes.as_ref().to_vec());
    move |root| {
        let path = root.join(&path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &bytes).unwrap();
    }
}

/// The deputy's file with `yaml` after it.
fn deputy_and(yaml: &str) -> impl Fn(&Path) + use<> {
    let yaml = yaml.to_owned();
    move |root| {
        let path = root.join(DEPUTY);
        fs::write(&path, fs::read_to_string(&path).unwrap() + &yaml).unwrap();
    }
}

fn body(text: &str) -> impl Fn(&Path) + use<> {
    put(STORY, story("第一篇", "2026-03-05", "", text))
}

fn dated(date: &str) -> impl Fn(&Path) + use<> {
    put(STORY, story("第一篇", date, "", "正文。"))
}

pub(crate) type Case<'a> = (&'a str, Box<dyn Fn(&Path)>, &'a [&'a str]);

pub(crate) fn all_hold(cases: Vec<Case<'_>>) {
    let faults: Vec<String> = cases.iter().filter_map(|(what, spoil, expected)| fault(what, spoil, expected)).collect();
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), cases.len(), faults.join("\n\n"));
}

#[test]
fn yaml_that_explodes_or_is_no_yaml_is_refused() {
    let bomb: String = (1..9).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(10))).collect();
    let keys: String = (0..300_000).map(|n| format!("k{n}: 1\n")).collect();
    let extra = |inner: &str| format!("extra:\n  {inner}\n");
    all_hold(vec![
        ("an alias bomb", Box::new(deputy_and(&format!("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{bomb}"))), &["YML103"]),
        ("100,000 brackets", Box::new(deputy_and(&format!("extra: {}", "[".repeat(100_000)))), &["YML103"]),
        ("100,000 levels of lists", Box::new(deputy_and(&format!("extra: {}", "- ".repeat(100_000)))), &["YML101"]),
        ("300,000 keys", Box::new(deputy_and(&keys)), &["YML103"]),
        ("a tag of another language", Box::new(deputy_and(&extra("a: !!python/object/apply:os.system [id]"))), &["YML101"]),
        ("two documents", Box::new(deputy_and("---\na: 1\n")), &["YML104"]),
        ("a tab for indentation", Box::new(deputy_and("extra:\n\ta: 1\n")), &["YML101"]),
        ("one key twice", Box::new(deputy_and("extra: {a: 1, a: 2}\n")), &["YML102"]),
        ("a long line", Box::new(deputy_and(&extra(&format!("a: {}", "长".repeat(1_000_000))))), &[]),
    ]);
}

#[test]
fn days_that_cannot_be_are_refused() {
    all_hold(vec![
        ("month 13", Box::new(dated("2026-13-45")), &["DAT101"]),
        ("30 February", Box::new(dated("2026-02-30")), &["DAT101"]),
        ("day or month first", Box::new(dated("05/01/2026")), &["DAT102"]),
        ("two digits of a year", Box::new(dated("26-05-01")), &["DAT102"]),
        ("words", Box::new(dated("明年春天")), &["DAT103"]),
    ]);
}

#[test]
fn texts_made_to_exhaust_a_reader_come_out() {
    let pathological = [
        ("brackets", "[".repeat(50_000)),
        ("nested emphasis", "*a **a ".repeat(20_000)),
        ("nested quotes", format!("{}a", "> ".repeat(10_000))),
        ("nested lists", (0..1_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect()),
        ("open comments", "<!-- ".repeat(20_000)),
        ("open tags", "<div>".repeat(20_000)),
        ("backticks", (1..1_000).map(|n| "`".repeat(n) + "e").collect()),
        ("a bomb of references", format!("[a]: /{}\n\n{}", "u".repeat(10_000), "[a]".repeat(20_000))),
        ("a padded table", format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|\n".repeat(5_000))),
    ];
    let faults: Vec<String> = pathological
        .iter()
        .filter_map(|(what, text)| {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().join("site");
            Project::new().write(&root);
            body(text)(&root);
            let ran = build(&root);
            let holds = matches!(ran.exit, Some(0 | 1)) && ran.memory <= 1024 && !ran.told.contains("panicked");
            (!holds).then(|| format!("{what}: exit {:?}, {} MiB\n{}", ran.exit, ran.memory, cut(&ran.told)))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn files_that_are_none_are_told_and_never_opened() {
    let page = "content/pages/about.md";
    all_hold(vec![
        ("a pipe", Box::new(move |root| pipe(&root.join(page))), &["SRC108"]),
        (
            "a pipe for settings",
            Box::new(|root| {
                fs::remove_file(root.join("site.yaml")).unwrap();
                pipe(&root.join("site.yaml"));
            }),
            &["SET103"],
        ),
        (
            "a socket",
            Box::new(move |root| {
                make_folder(root, page);
                drop(UnixListener::bind(root.join(page)).unwrap());
            }),
            &["SRC108"],
        ),
        ("a link to a device", Box::new(move |root| link("/dev/zero", &root.join(page))), &["SRC105"]),
        ("a link out of the site", Box::new(move |root| link("../../../secret.txt", &root.join(page))), &["SRC105"]),
        (
            "a picture that leads out",
            Box::new(|root| {
                link("../../../../../secret.txt", &root.join("content/districts/qu/stories/a.svg"));
                body("![楼门](a.svg)")(root);
            }),
            &["IMG101", "SRC105"],
        ),
        (
            "links in a circle",
            Box::new(|root| {
                link("b.md", &root.join("content/pages/a.md"));
                link("a.md", &root.join("content/pages/b.md"));
            }),
            &["SRC105"],
        ),
        ("a folder that links to its parent", Box::new(|root| link("..", &root.join("content/pages/up"))), &["SRC105"]),
        ("a folder for a file", Box::new(move |root| fs::create_dir_all(root.join(page)).unwrap()), &[]),
        ("an empty file", Box::new(put(page, "")), &["FMT102"]),
        (
            "a huge file",
            Box::new(move |root| {
                put(page, "")(root);
                fs::File::create(root.join(page)).unwrap().set_len(40 << 30).unwrap();
            }),
            &["SRC104"],
        ),
        ("a picture named like a text", Box::new(put(page, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")), &["SRC102"]),
        ("a device's name", Box::new(put("content/pages/con.md", "---\ntitle: 一\n---\n")), &["SRC106"]),
        ("a dot at the end", Box::new(put("content/pages/a.md.", "---\ntitle: 一\n---\n")), &["SRC106"]),
        (
            "a name that is no text",
            Box::new(|root| {
                make_folder(root, "content/pages/a");
                fs::write(root.join("content/pages").join(OsStr::from_bytes(b"\xb9\xd8.md")), "a").unwrap();
            }),
            &["SRC106"],
        ),
        ("a name that speaks to terminals", Box::new(put("content/pages/a\u{1b}]0;x\u{7}.md", "---\ntitle: 一\n---\n")), &["SRC106"]),
    ]);
}

fn make_folder(root: &Path, page: &str) {
    fs::create_dir_all(root.join(page).parent().unwrap()).unwrap();
}

pub(crate) fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

pub(crate) fn link(target: &str, at: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    symlink(target, at).unwrap();
}

/// The head of a PNG of `side` by `side` dots, without a picture.
fn png(side: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend([side.to_be_bytes(), side.to_be_bytes()].concat());
    head.extend([8, 2, 0, 0, 0]);
    let crc = head.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    [b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec(), head, (!crc).to_be_bytes().to_vec()].concat()
}

#[test]
fn pictures_that_are_none_or_too_much_are_refused() {
    let shown = |name: &str, bytes: Vec<u8>| -> Box<dyn Fn(&Path)> {
        let (text, put) = (body(&format!("![楼门]({name})")), put(&format!("content/districts/qu/stories/{name}"), bytes));
        Box::new(move |root| {
            text(root);
            put(root);
        })
    };
    all_hold(vec![
        ("the head of a bomb", shown("a.png", png(60_000)), &["IMG102"]),
        ("only a head", shown("a.png", png(10)), &["IMG102"]),
        ("nothing", shown("a.png", Vec::new()), &["IMG102"]),
        ("another kind than its name", shown("a.jpg", png(10)), &["IMG104"]),
        ("words", shown("a.jpg", b"no picture".to_vec()), &["IMG102"]),
    ]);
}

/// Components each of which calls the next `times` times: as many calls as that number to the power of twelve.
fn calls(times: usize) -> String {
    let one = |number: usize| {
        let next = if number < 12 { format!("{{{{ <c{} /> }}}}", number + 1).repeat(times) } else { String::new() };
        format!("{{% component c{number}() %}}{next}{{% endcomponent %}}")
    };
    (0..=12).map(one).collect::<String>() + "{{ <c0 /> }}"
}

#[test]
fn a_template_without_an_end_is_told_at_its_loop() {
    for (text, line, column, said) in [
        (
            "<p>\n{% for a in range(end=9000) %}{% for b in range(end=9000) -%}\n{% endfor %}{% endfor %}\n",
            2,
            31,
            "its loops turn more than five million times for one page",
        ),
        (
            "{% set s = \"x\" %}{% for a in range(end=99) %}\n  {% set_global s = s | replace(from=\"x\", to=\"xx\") %}{% endfor %}",
            2,
            25,
            "a value grows larger than 16 MB",
        ),
        ("{% for a in range(end=3) %}{% set x = a %}{{ x }} {{ nosuch }}{% endfor %}", 1, 54, "Variable `nosuch` is not defined"),
    ] {
        let site = Project::new().file("templates/story.html", text).build();
        let problems = site.problems();
        assert!(site.files.is_empty() && problems.lines().count() == 1, "{problems}");
        let expected = format!("templates/story.html:{line}:{column}: error TPL102: ");
        assert!(problems.starts_with(&expected) && problems.contains(said), "{problems}");
    }
}

#[test]
fn templates_that_never_end_are_refused() {
    let template = |text: &str| -> Box<dyn Fn(&Path)> { Box::new(put("templates/story.html", text.to_owned())) };
    all_hold(vec![
        ("a template that extends itself", template("{% extends \"story.html\" %}"), &["TPL101"]),
        ("a template that includes itself", template("{% include \"story.html\" %}"), &["TPL101"]),
        ("a loop without an end", template("{% for a in range(end=9000000000) %}x{% endfor %}"), &["TPL102"]),
        ("an unknown filter", template("{{ page | nosuch }}"), &["TPL101"]),
        ("an unknown name", template("{{ nosuch }}"), &["TPL102"]),
        ("an unknown component", template("{{ <nosuch /> }}"), &["TPL101"]),
        ("an unknown function", template("{{ nosuch(a=1) }}"), &["TPL101"]),
        ("an unknown test", template("{% if story is nosuch %}{% endif %}"), &["TPL101"]),
        ("a template that is not there", template("{% include \"../../../secret.txt\" %}"), &["TPL103"]),
        ("a component in itself", template("{% component a() %}{{ <a /> }}{% endcomponent %}{{ <a /> }}"), &["TPL102"]),
        ("brackets in brackets", template(&format!("{{{{ {}1{} }}}}", "(".repeat(1_000), ")".repeat(1_000))), &["TPL101"]),
        (
            "a text that doubles",
            template("{% set s = \"x\" %}{% for a in range(end=99) %}{% set_global s = s ~ s %}{% endfor %}{{ s }}"),
            &["TPL101"],
        ),
        (
            "a page without an end",
            template(&format!("{0}{0}{1}{2}{2}", "{% for a in range(end=99000) %}", "x".repeat(1_000), "{% endfor %}")),
            &["TPL102"],
        ),
        ("a tag that is not closed", template("{% for a in page"), &["TPL101"]),
    ]);
}

#[test]
fn templates_that_use_up_too_much_are_refused() {
    let template = |text: &str| -> Box<dyn Fn(&Path)> { Box::new(put("templates/story.html", text.to_owned())) };
    all_hold(vec![
        (
            "lists in lists",
            template("{% set r = range(end=99000) %}{% set x = [[a for a in r] for b in r] %}{{ x | length }}"),
            &["TPL102"],
        ),
        ("loops that write nothing", template(&format!("{0}{0}{1}{1}", "{% for a in range(end=99000) %}", "{% endfor %}")), &["TPL102"]),
        ("components that call the next ten times", template(&calls(10)), &["TPL102"]),
        (
            "a text that grows through a filter",
            template("{% set s = \"x\" %}{% for a in range(end=99) %}{% set_global s = s | replace(from=\"x\", to=\"xx\") %}{% endfor %}"),
            &["TPL102"],
        ),
        ("a text that doubles line by line", template(&format!("{{% set s = \"x\" %}}{}", "{% set s = s ~ s %}".repeat(40))), &["TPL102"]),
        (
            "a text that a filter makes huge",
            template(
                "{% set s = \"x\" | indent(width=1000, first=true) | replace(from=\" \", to=\"12345678901234567890\") %}{{ s | replace(from=\"1\", to=s) }}",
            ),
            &["TPL102"],
        ),
        (
            "a list that grows by a piece",
            template("{% set s = [] %}{% for a in range(end=99000) %}{% set_global s = [...s, a] %}{% endfor %}"),
            &["TPL102"],
        ),
        (
            "a text that grows by a piece",
            template(
                "{% set s = \"\" %}{% for a in range(end=99000) %}{% for b in range(end=40) %}{% set_global s = s ~ \"1234567890\" %}{% endfor %}{% endfor %}",
            ),
            &["TPL102"],
        ),
        (
            "a block that collects without an end",
            template(&format!(
                "{{% set s %}}{0}{0}{1}{2}{2}{{% endset %}}",
                "{% for a in range(end=99000) %}",
                "x".repeat(1_000),
                "{% endfor %}"
            )),
            &["TPL102"],
        ),
        (
            "a filter over a section without an end",
            template(&format!(
                "{{% filter upper %}}{0}{0}{1}{2}{2}{{% endfilter %}}",
                "{% for a in range(end=99000) %}",
                "x".repeat(1_000),
                "{% endfor %}"
            )),
            &["TPL102"],
        ),
    ]);
}
