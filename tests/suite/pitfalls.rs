//! What is known to go wrong in programs of this kind, where no other module has it: each must not happen here.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use crate::preview::{AS_OF, Preview, free_port, program, write};
use crate::project::{Project, SVG, free_page, output, publish, story};

const QU: &str = "content/districts/qu";
const STORY: &str = "content/districts/qu/stories/2026-03-05-a.md";

/// The small site with this story.
fn told(more: &str, body: &str) -> Project {
    Project::new().file(STORY, &story("第一篇", "2026-03-05", more, body))
}

/// `line:column code` of every problem.
fn places(project: &Project) -> Vec<String> {
    let site = project.build();
    let all = site.published.outcome.diagnostics.iter();
    all.map(|problem| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id())).collect()
}

#[test]
fn only_three_hyphens_on_a_line_of_their_own_end_the_front_matter() {
    let front = "title: 一 --- 二\nkind: news\ndate: 2026-03-05\nsource: '--- 来源'\nsummary: |\n  摘要\n  ---\n  +++ 完";
    let site = Project::new().file(STORY, &format!("---\n{front}\n---\n\n一\n\n---\n\n二 --- 三\n")).build();
    assert_eq!(site.problems(), "");
    let page = site.page("stories/2026-03-05-a");
    assert!(page.contains("一 --- 二") && page.contains("<hr>") && page.contains("二 --- 三"), "{page}");
    for (text, expected) in [
        ("# 一\n\n正文。\n", "1:1 FMT102"),
        ("+++\ntitle = \"一\"\n+++\n正文。\n", "1:1 FMT102"),
        ("---\ntitle: 一\n\n正文。\n", "1:1 FMT101"),
    ] {
        assert_eq!(places(&Project::new().file(STORY, text)), [expected], "{text}");
    }
}

#[test]
fn each_file_of_a_folder_is_a_page_of_its_own() {
    let at = |name: &str| (format!("{QU}/stories/x/{name}.md"), story(name, "2026-02-01", "", &format!("这是{name}。")));
    let site = ["index", "README", "_index"].iter().fold(Project::new(), |project, name| project.file(&at(name).0, &at(name).1)).build();
    assert_eq!(site.problems(), "");
    assert!(site.page("stories/x").contains("这是index。") && site.page("stories/README").contains("这是README。"));
    assert!(site.page("stories/_index").contains("这是_index。"));
}

#[test]
fn numbers_and_words_of_yaml_stay_what_the_editor_wrote() {
    let extra = "extra: {a: 08, b: 1_000, c: 0123, d: 123456789012345678901, e: no, f: 0x1F, g: 1.10, h: 1e3, i: on, j: ~, k: 017, l: 2026-03-05}\n";
    let template = "{% for k, v in story.extra %}{{ k }}={{ v }};{% endfor %}";
    let site = told(extra, "。").file("templates/story.html", template).build();
    assert_eq!(site.problems(), "");
    let expected = "a=08;b=1_000;c=0123;d=123456789012345678901;e=no;f=0x1F;g=1.10;h=1e3;i=on;j=;k=017;l=2026-03-05;";
    assert_eq!(site.page("stories/2026-03-05-a"), expected);
}

#[test]
fn a_day_without_a_time_begins_at_midnight() {
    let project = told("", "。").file(&format!("{QU}/stories/2026-05-02-t.md"), &story("今天", "2026-05-02", "", "。"));
    let is_shown = |moment: &str| project.clone().on(moment).build().files.contains_key("stories/2026-05-02-t/index.html");
    assert_eq!(["2026-05-01T23:59", "2026-05-02T00:00", "2026-05-02T07:59"].map(is_shown), [false, true, true]);
}

#[test]
fn signs_of_templates_are_plain_words_in_a_text() {
    let body = "写成 {{ page.title }}、{% include \"x\" %}、{{< figure >}}、{# 注 #} 和 <% x %>。\n\n`{{ x }}`\n\n```\n{% raw %}\n```\n";
    let site = told("", body).with_default_theme().build();
    assert_eq!(site.problems(), "");
    let page = site.page("stories/2026-03-05-a");
    for written in
        ["{{ page.title }}", "{% include", "{{&lt; figure &gt;}}", "{# 注 #}", "&lt;% x %&gt;", "<code>{{ x }}</code>", "{% raw %}"]
    {
        assert!(page.contains(written), "{written} in {page}");
    }
}

#[test]
fn a_change_of_equal_size_and_time_is_published_and_no_file_is_tied_to_the_editors() {
    let drawing = |colour: &str| SVG.replace("d=", &format!("fill=\"{colour}\" d="));
    let (page, file, photo) = ("content/pages/about.md", "static/a.txt", format!("{QU}/stories/b.svg"));
    let project = told("", "![楼门](b.svg)").file(page, &free_page("关于", "甲。")).file(file, "甲").file(&photo, &drawing("red"));
    let site = project.build();
    assert_eq!(site.problems(), "");
    let root = site.root();
    // Older than the clock's tick, and older still after the change.
    std::thread::sleep(Duration::from_millis(60));
    let edited = project.clone().file(page, &free_page("关于", "乙。")).file(file, "乙").file(&photo, &drawing("tan"));
    for path in [page, file, &photo] {
        let at = root.join(path);
        let time = fs::metadata(&at).unwrap().modified().unwrap();
        fs::write(&at, &edited.files[path]).unwrap();
        fs::File::options().write(true).open(&at).unwrap().set_modified(time - Duration::from_secs(86_400)).unwrap();
    }
    let changes = publish(&root, &edited.request(&root), wanjia::publish::Mode::Publish).changes.unwrap();
    assert!(!changes.is_nothing());
    let found = output(&root);
    assert_eq!((found.len(), found), (edited.build().files.len(), edited.build().files));
    // Writing to the editor's file does not write to the published one.
    fs::File::options().append(true).open(root.join(file)).and_then(|mut to| std::io::Write::write_all(&mut to, b"x")).unwrap();
    assert_eq!(fs::read(root.join("public/a.txt")).unwrap(), "乙".as_bytes());
}

#[test]
fn a_clock_that_goes_wrong_changes_nothing() {
    let project = told("", "。").file("static/a.txt", "甲");
    let site = project.build();
    let root = site.root();
    for time in [SystemTime::UNIX_EPOCH, SystemTime::now() + Duration::from_secs(400_000_000)] {
        for path in project.files.keys().filter(|path| !path.starts_with("themes")) {
            fs::File::options().write(true).open(root.join(path)).unwrap().set_modified(time).unwrap();
        }
        publish(&root, &project.request(&root), wanjia::publish::Mode::Publish);
        assert_eq!(output(&root), site.files);
    }
    let edited = project.file("static/a.txt", "乙");
    fs::write(root.join("static/a.txt"), "乙").unwrap();
    publish(&root, &edited.request(&root), wanjia::publish::Mode::Publish);
    assert_eq!(output(&root)["a.txt"], "乙".as_bytes());
}

#[test]
fn a_table_saved_by_a_spreadsheet_is_read_in_its_encoding() {
    let (gbk, _, _) = encoding_rs::GBK.encode("姓名,电话\n王某某,13800001234\n");
    for path in [format!("{QU}/stories/名单.csv"), "static/名单.csv".to_owned()] {
        let mut project = told("", if path.starts_with("static") { "。" } else { "[名单](名单.csv)" });
        project.files.insert(path.clone(), gbk.to_vec());
        let site = project.build();
        let problems = &site.published.outcome.diagnostics;
        let found: Vec<_> = problems.iter().map(|problem| (problem.code.id(), problem.span.line, problem.span.column)).collect();
        assert!(found.contains(&("PII103", 2, 5)), "{path}: {}", site.problems());
    }
}

#[test]
fn the_form_of_the_report_and_the_screen_decide_nothing() {
    for (body, code) in [("[没有](没有.md)", 1), ("正文。", 0)] {
        let dir = tempfile::tempdir().unwrap();
        told("", body).write(dir.path());
        for format in ["human", "json", "sarif", "github", "html"] {
            let checked = program(dir.path(), &["check", "--as-of", AS_OF, "--format", format]).output().unwrap();
            assert_eq!(checked.status.code(), Some(code), "{format}");
        }
    }
}

#[test]
fn an_error_that_holds_markup_is_shown_as_text() {
    const MARKUP: &str = "<img src=x onerror=alert(1)>";
    let dir = tempfile::tempdir().unwrap();
    told("", "。").file("site.yaml", &format!("title: 一\n\"{MARKUP}&lt;\": [\n")).write(dir.path());
    let preview = Preview::of(dir.path());
    let (status, page) = preview.page("/");
    assert_eq!((status, page.contains("<img")), (503, false), "{page}");
    let problems = preview.get("/.wanjia/problems");
    let header = |name| problems.header(name);
    assert_eq!((header("content-type"), header("x-content-type-options")), (Some("application/json"), Some("nosniff")));
    assert!(problems.text().contains(MARKUP), "{}", problems.text());
    // The report for printing is a page as well.
    let told = program(dir.path(), &["check", "--as-of", AS_OF, "--format", "html"]).output().unwrap();
    let report = String::from_utf8(told.stdout).unwrap();
    assert!(report.contains("&lt;img src=x") && !report.contains("<img"), "{report}");
}

#[test]
fn a_machine_without_a_browser_shows_the_site_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    told("", "。").write(dir.path());
    let mut serve = program(dir.path(), &["serve", "--open", "--as-of", AS_OF, "--port", &free_port()]);
    serve.env_clear().env("PATH", dir.path());
    let preview = Preview::run(serve);
    preview.wait_said(|line| line == "the browser could not be opened: open the address yourself");
    assert_eq!(preview.page("/stories/2026-03-05-a/").0, 200);
}

#[test]
fn the_other_address_of_this_machine_works_too() {
    if std::net::TcpListener::bind(("::1", 0)).is_err() {
        return; // This machine knows no IPv6.
    }
    let dir = tempfile::tempdir().unwrap();
    told("", "。").write(dir.path());
    let taken = std::net::TcpListener::bind(("::1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut serve = program(dir.path(), &["serve", "--host", "::1", "--as-of", AS_OF, "--port", &port.to_string()]);
    let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let said: Vec<String> = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).take(2).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said[0] == format!("port {port} is taken, so another is used") && said[1].starts_with("Open http://[::1]:"), "{said:?}");
}

#[test]
fn memory_grows_with_the_stories_and_not_with_what_is_made_of_them() {
    let peak = |count: usize| {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("site");
        let body = "白杨里是老小区，车位少，邻里常为停车红脸。".repeat(40);
        Project::new().with_default_theme().write(&root);
        for number in 0..count {
            let text = story(&format!("第{number}篇"), "2026-03-05", "", &format!("{number}{body}"));
            write(&root, &format!("{QU}/stories/s{number}.md"), text);
        }
        crate::bad_inputs::memory_of_a_build(&root)
    };
    let (few, many) = (peak(20), peak(220));
    assert!(many < 300 && many.saturating_sub(few) < 60, "{few} and {many} MiB");
}
