//! `wanjia serve` and `wanjia build --watch`: what is saved is shown, once and rightly, whatever the way of saving.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::generator;
use crate::preview::{AS_OF, Listener, Preview, TAG, clean_build, free_port, program, write, write_atomically};
use crate::project::{Project, SVG, district, files_below, free_page, output, story};

/// A small site with the default theme in a folder of its own.
fn site() -> TempDir {
    let dir = tempfile::Builder::new().prefix("wanjia 预览 serve-").tempdir().unwrap();
    project().write(dir.path());
    dir
}

fn project() -> Project {
    Project::new()
        .with_default_theme()
        .file("content/pages/about.md", &free_page("关于", "原来的文字。"))
        .file("content/districts/qu/stories/2026-03-06-b/index.md", &story("第二篇", "2026-03-06", "", "![门口](tu.svg)"))
        .file("content/districts/qu/stories/2026-03-06-b/tu.svg", SVG)
}

const ABOUT: &str = "content/pages/about.md";

#[test]
fn the_tag_is_all_that_differs_from_what_build_writes() {
    let site = site();
    write(site.path(), "static/old/page.html", "<!doctype html><title>旧页</title><body><p></body> twice</body>");
    write(site.path(), "static/old/bare.html", "<p>no body");
    write(site.path(), "static/data.bin", (0..=255).cycle().take(300_000).collect::<Vec<u8>>());
    assert!(program(site.path(), &["build", "--as-of", AS_OF]).output().unwrap().status.success());
    let built = output(site.path());
    let preview = Preview::of(site.path());
    preview.wait_settled(site.path(), &mut BTreeMap::new());
    assert_eq!(built, clean_build(site.path()), "the folder holds what a build in memory gives");
    assert_eq!(preview.page("/old/page.html").1, format!("<!doctype html><title>旧页</title><body><p></body> twice{TAG}</body>"));
    assert_eq!(preview.page("/old/bare.html").1, format!("<p>no body{TAG}"));
    let missing = preview.page("/nowhere/");
    assert_eq!((missing.0, missing.1.replace(TAG, "").as_bytes()), (404, &built["404.html"][..]));
    assert_eq!(preview.get("/stories").header("location"), Some("/stories/"));
    for (path, kind) in [("/.wanjia/preview.js", "text/javascript; charset=utf-8"), ("/.wanjia/preview.css", "text/css; charset=utf-8")] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)));
    }
}

#[test]
fn a_site_that_is_broken_at_first_is_shown_once_it_is_mended() {
    let site = site();
    let settings = fs::read_to_string(site.path().join("site.yaml")).unwrap();
    write(site.path(), "site.yaml", "title: [\n");
    let preview = Preview::of(site.path());
    let (status, page) = preview.page("/");
    assert_eq!((status, page.matches(TAG).count()), (503, 1), "{page}");
    let problems = preview.json("/.wanjia/problems");
    assert_eq!((&problems["good"], &problems["problems"][0]["file"]), (&false.into(), &"site.yaml".into()));
    write(site.path(), "site.yaml", settings);
    preview.wait_page("/", 200, "示例");
    preview.wait_settled(site.path(), &mut BTreeMap::new());
}

#[test]
fn whatever_breaks_the_last_good_page_stays_and_is_mended_by_itself() {
    let site = site();
    let preview = Preview::of(site.path());
    let good = preview.page("/about/");
    let about = fs::read_to_string(site.path().join(ABOUT)).unwrap();
    let settings = fs::read_to_string(site.path().join("site.yaml")).unwrap();
    let photo = "content/districts/qu/stations/photo.svg";
    let broken: [(&str, &[u8]); 6] = [
        (ABOUT, b"---\ntitle: [\n---\n"),
        (ABOUT, b"\xff\xfe\x00broken"),
        ("site.yaml", b"title: {"),
        ("templates/page.html", b"{% if %}"),
        ("content/districts/qu/stations/zhan.yaml", b"name: x\n"),
        ("content/districts/qu/deputies/li.yaml", b"nonsense: 1\n"),
    ];
    for (path, text) in broken {
        let before = fs::read(site.path().join(path)).ok();
        write(site.path(), path, text);
        preview.wait(path, || preview.json("/.wanjia/problems")["good"] == false);
        assert_eq!(preview.page("/about/"), good, "{path}");
        match before {
            Some(bytes) => drop(write(site.path(), path, bytes)),
            None => fs::remove_file(site.path().join(path)).unwrap(),
        }
        preview.wait(path, || preview.json("/.wanjia/problems")["good"] == true);
    }
    fs::remove_file(site.path().join(photo)).unwrap();
    preview.wait(photo, || preview.json("/.wanjia/problems")["good"] == false);
    assert_eq!(preview.page("/about/"), good);
    write(site.path(), photo, SVG);
    preview.wait(photo, || preview.json("/.wanjia/problems")["good"] == true);
    assert_eq!(fs::read_to_string(site.path().join(ABOUT)).unwrap(), about);
    assert_eq!(fs::read_to_string(site.path().join("site.yaml")).unwrap(), settings);
    preview.wait_settled(site.path(), &mut BTreeMap::new());
}

#[test]
fn every_way_of_changing_files_ends_in_what_a_clean_build_makes() {
    let dir = site();
    let site = dir.path();
    let preview = Preview::of(site);
    let mut seen = BTreeMap::new();
    let mut settle = || preview.wait_settled(site, &mut seen);
    settle();

    write(site, ABOUT, free_page("关于", "改了一次。"));
    settle();
    write_atomically(site, ABOUT, &free_page("关于", "又改了一次。"));
    settle();
    fs::rename(site.join(ABOUT), site.join("content/pages/us.md")).unwrap();
    settle();
    assert_eq!((preview.get("/about/").status, preview.get("/us/").status), (404, 200));
    fs::remove_file(site.join("content/pages/us.md")).unwrap();
    settle();
    assert_eq!(preview.get("/us/").status, 404);

    let stories = site.join("content/districts/qu/stories");
    fs::rename(stories.join("2026-03-06-b"), stories.join("2026-03-06-c")).unwrap();
    settle();
    assert_eq!((preview.get("/stories/2026-03-06-b/").status, preview.get("/stories/2026-03-06-c/").status), (404, 200));

    write(site, "content/districts/dong/district.yaml", district("东区", 2));
    settle();
    fs::create_dir_all(site.join("content/districts/dong/stories")).unwrap();
    fs::rename(stories.join("2026-03-06-c"), site.join("content/districts/dong/stories/2026-03-06-c")).unwrap();
    settle();
    fs::rename(site.join("content/districts/dong"), site.join("content/districts/xi")).unwrap();
    settle();

    let text = free_page("后来的", "正文。");
    write(site, "content/pages/later.md", &text.as_bytes()[..text.len() / 2]);
    write(site, "content/pages/later.md", &text);
    settle();
    write(site, "static/a/b/c/later.txt", "later folders count too");
    settle();
    write(site, "templates/later.txt", "not a template that is used");
    write(site, "static/a/b/c/later.txt", "once more");
    settle();
    fs::remove_dir_all(site.join("static")).unwrap();
    settle();
    write(site, "static/again.txt", "a folder of the same name");
    settle();
    write(site, "static/again.txt", "watched again");
    settle();
}

#[test]
fn a_half_written_file_is_shown_when_it_is_whole() {
    let site = site();
    let preview = Preview::of(site.path());
    let whole = free_page("后来的", "写完了。");
    write(site.path(), "content/pages/later.md", &whole.as_bytes()[..12]);
    preview.wait("the half file", || preview.json("/.wanjia/problems")["good"] == false);
    write(site.path(), "content/pages/later.md", whole);
    preview.wait_page("/later/", 200, "写完了");
}

#[test]
fn what_editors_drop_beside_their_files_makes_no_round() {
    let site = site();
    let preview = Preview::of(site.path());
    let mut news = Listener::of(&preview);
    let first = news.next()["version"].as_u64().unwrap();
    for name in [
        "4913",
        ".about.md.swp",
        ".about.md.swx",
        "about.md~",
        "~$about.docx",
        ".~lock.about.odt#",
        ".DS_Store",
        "about.md.tmp",
        "Thumbs.db",
    ] {
        let dropping = write(site.path(), &format!("content/pages/{name}"), "dropped");
        fs::remove_file(dropping).unwrap();
    }
    write(site.path(), "public/index.html", "not a source");
    write(site.path(), "notes.txt", "not a source");
    write(site.path(), ".git/index", "not a source");
    write(site.path(), ABOUT, free_page("关于", "一次真的改动。"));
    preview.wait_page("/about/", 200, "一次真的改动");
    let state = news.next();
    assert_eq!(state["version"].as_u64(), Some(first + 1));
    let rounds = preview.rounds();
    assert_eq!(rounds.len(), 2, "{rounds:#?}");
    assert!(rounds[1].starts_with("content/pages/about.md · "), "{rounds:#?}");
}

#[test]
fn five_thousand_files_at_once_are_at_most_two_rounds() {
    let dir = site();
    let site = dir.path();
    let preview = Preview::of(site);
    let before = preview.rounds().len();
    for number in 0..4_950 {
        write(site, &format!("static/many/{}/{number}.txt", number % 70), format!("file {number}"));
    }
    for number in 0..50 {
        write(
            site,
            &format!("content/stories/2026-04-01-{number}.md"),
            story(&format!("第{number}篇"), "2026-04-01", "districts: [qu]\n", "正文。"),
        );
    }
    preview.wait_page("/many/69/4899.txt", 200, "file 4899");
    preview.wait_settled(site, &mut BTreeMap::new());
    let rounds = preview.rounds();
    assert!(rounds.len() - before <= 2, "{rounds:#?}");
}

#[test]
fn files_are_looked_at_every_second_when_asked() {
    let site = site();
    let preview = Preview::with(site.path(), &["--as-of", AS_OF, "--poll"]);
    assert!(preview.said().iter().any(|line| line == "files are looked at every second: as you asked"), "{:?}", preview.said());
    write(site.path(), ABOUT, free_page("关于", "被看到了。"));
    preview.wait_page("/about/", 200, "被看到了");
    fs::remove_file(site.path().join(ABOUT)).unwrap();
    preview.wait("its end", || preview.get("/about/").status == 404);
}

/// A command in which the system lets `most` folders be watched; `None` where that cannot be arranged.
fn with_few_watches(most: u32, mut command: Command) -> Option<Command> {
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let script = format!("echo {most} > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"");
    let mut inside = Command::new("unshare");
    inside.args(["--user", "--map-root-user", "sh", "-c", &script]).arg(command.get_program()).args(&arguments);
    command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "sh", "-c", &format!("echo {most} > /proc/sys/user/max_inotify_watches")]);
    let possible = command.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    possible.then_some(inside)
}

#[test]
#[expect(clippy::print_stderr, reason = "says why nothing was tested")]
fn without_enough_watches_files_are_looked_at_every_second() {
    // The small site needs eight; the second run reaches the limit later.
    for (most, later) in [(5, false), (14, true)] {
        let site = site();
        let serve = program(site.path(), &["serve", "--as-of", AS_OF, "--port", &free_port()]);
        let Some(serve) = with_few_watches(most, serve) else { return eprintln!("no user namespaces here") };
        let preview = Preview::run(serve);
        let tells = |line: &str| line.contains("every second") && line.contains("fs.inotify.max_user_watches");
        assert_eq!(preview.said().iter().any(|line| tells(line)), !later, "{:#?}", preview.said());
        if later {
            (0..12).for_each(|number| drop(write(site.path(), &format!("static/{number}/a.txt"), "a")));
            preview.wait_said(tells);
        }
        write(site.path(), ABOUT, free_page("关于", "还是看到了。"));
        preview.wait_page("/about/", 200, "还是看到了");
        write(site.path(), "static/11/b/c.txt", "deep");
        preview.wait_page("/11/b/c.txt", 200, "deep");
    }
}

#[test]
fn the_site_changes_by_itself_when_a_storys_time_comes() {
    let site = site();
    let preview = Preview::with(site.path(), &[]);
    let zone = jiff::tz::TimeZoneDatabase::bundled().get("Asia/Shanghai").unwrap();
    let soon = jiff::Timestamp::now().to_zoned(zone).datetime() + jiff::Span::new().seconds(6);
    let (date, time) = (soon.date(), format!("{:02}:{:02}:{:02}", soon.hour(), soon.minute(), soon.second()));
    let scheduled = story("定时的", "2026-03-07", &format!("publish_at: {date} {time}\n"), "正文。");
    write(site.path(), "content/districts/qu/stories/2026-03-07-d.md", scheduled);
    preview.wait("the story among the withheld", || preview.json("/.wanjia/page?path=/")["withheld"][0]["state"] == "scheduled");
    preview.wait("its page", || preview.page("/stories/").1.contains("定时的"));
    assert_eq!(preview.page("/stories/2026-03-07-d/").0, 200);
}

#[test]
fn pages_hear_what_changed_and_where_they_come_from() {
    let site = site();
    let preview = Preview::of(site.path());
    let mut news = Listener::of(&preview);
    let first = news.next();
    assert_eq!((&first["good"], &first["changed"], &first["lang"]), (&true.into(), &().into(), &"en".into()));
    write(site.path(), ABOUT, free_page("关于", "换了正文。"));
    let second = news.next();
    assert_eq!(second["version"].as_u64().unwrap(), first["version"].as_u64().unwrap() + 1);
    assert_eq!((&second["changed"], &second["run"]), (&serde_json::json!(["about/index.html"]), &first["run"]));
    write(site.path(), ABOUT, "---\ntitel: 关于\n---\n");
    let third = news.next();
    assert_eq!((&third["good"], &third["changed"]), (&false.into(), &serde_json::json!([])));
    assert!(third["problems"].as_u64() > Some(0));
    let disk = site.path().canonicalize().unwrap().join(ABOUT);
    for path in ["/about/", "/about", "%2Fabout%2F", "/%61bout/"] {
        let page = preview.json(&format!("/.wanjia/page?path={path}"));
        assert_eq!((&page["found"], &page["file"], &page["disk"]), (&true.into(), &ABOUT.into(), &disk.to_str().unwrap().into()), "{path}");
        let problem = &page["problems"][0];
        assert_eq!((&problem["line"], &problem["frame"][1]["text"]), (&2.into(), &"titel: 关于".into()), "{problem:#}");
        assert_eq!((&problem["frame"][1]["from"], &problem["frame"][1]["to"]), (&0.into(), &5.into()));
    }
    let elsewhere = preview.json("/.wanjia/page?path=/nowhere/");
    assert_eq!((&elsewhere["found"], &elsewhere["file"]), (&false.into(), &().into()));
}

#[test]
fn what_is_withheld_is_seen_at_its_own_address_and_nowhere_else() {
    let dir = site();
    let site = dir.path();
    let mut seen = BTreeMap::new();
    let preview = Preview::of(site);
    preview.wait_settled(site, &mut seen);
    let folder = "content/districts/qu/stories/2026-03-08-draft";
    write(site, &format!("{folder}/nur.svg"), SVG.replace("4 3", "40 30"));
    let draft = |title: &str, more: &str| story(title, "2026-03-08", more, "![只在草稿里](nur.svg)");
    write(site, &format!("{folder}/index.md"), draft("一篇草稿", "draft: true\ntags: [只在草稿里]\n"));
    preview.wait_page("/stories/2026-03-08-draft/", 200, "一篇草稿");
    assert_eq!(preview.get("/tags/%E5%8F%AA%E5%9C%A8%E8%8D%89%E7%A8%BF%E9%87%8C/").status, 404);
    let page = preview.page("/stories/2026-03-08-draft/").1;
    let picture = page.split("src=\"../../").find(|rest| rest.starts_with("media/nur")).and_then(|rest| rest.split('"').next());
    assert_eq!(preview.get(&format!("/{}", picture.unwrap())).text(), SVG.replace("4 3", "40 30"));
    let told = preview.json("/.wanjia/page?path=/stories/2026-03-08-draft/");
    assert_eq!((&told["state"], &told["withheld"][0]["path"]), (&"draft".into(), &"/stories/2026-03-08-draft/".into()));
    preview.wait_settled(site, &mut seen);
    write(site, &format!("{folder}/index.md"), draft("ein Entwurf, geändert", "draft: true\n"));
    preview.wait_page("/stories/2026-03-08-draft/", 200, "geändert");
    write(site, &format!("{folder}/index.md"), draft("定时", "publish_at: 2026-07-01 08:00\n"));
    preview.wait_page("/stories/2026-03-08-draft/", 200, "定时");
    let told = preview.json("/.wanjia/page?path=/stories/2026-03-08-draft/");
    assert_eq!((&told["state"], &told["until"]), (&"scheduled".into(), &"2026-07-01T08:00:00".into()));
    preview.wait_settled(site, &mut seen);
    write(site, &format!("{folder}/index.md"), draft("发布了", ""));
    preview.wait_page("/stories/", 200, "发布了");
    preview.wait_settled(site, &mut seen);
    fs::remove_dir_all(site.join(folder)).unwrap();
    preview.wait("its end", || preview.get("/stories/2026-03-08-draft/").status == 404);
    preview.wait_settled(site, &mut seen);
}

#[test]
fn a_problem_is_printed_once_and_a_round_is_one_line() {
    let site = site();
    let preview = Preview::of(site.path());
    write(site.path(), ABOUT, "---\ntitel: 关于\n---\n");
    preview.wait_said(|line| line.starts_with("content/pages/about.md · the last good pages stay · "));
    write(site.path(), "content/pages/more.md", free_page("更多", "正文。"));
    preview.wait_said(|line| line.starts_with("content/pages/more.md · "));
    let said = preview.said();
    assert_eq!(said.iter().filter(|line| line.contains("error[FLD101]")).count(), 1, "{said:#?}");
    assert_eq!(preview.rounds().len(), 3, "{said:#?}");
}

#[test]
fn a_busy_port_gives_way_to_the_next_and_a_site_for_a_folder_stands_there_too() {
    let site = site();
    let first = Preview::of(site.path());
    let port = first.port.to_string();
    let serve = ["serve", "--as-of", AS_OF, "--port", &port, "--base-url", "https://host.example/rd/"];
    let second = Preview::run(program(site.path(), &serve));
    assert!(second.port > first.port);
    assert!(second.said().contains(&format!("port {port} is taken, so another is used")), "{:?}", second.said());
    assert_eq!(second.page("/rd/about/"), second.page("/about/"));
    assert_eq!((second.get("/rd/").status, second.get("/rd/about/").status, second.get("/rd/nowhere/").status), (200, 200, 404));
    assert_eq!(second.json("/.wanjia/page?path=/rd/about/")["file"], ABOUT);
}

#[cfg(unix)]
#[test]
fn the_end_leaves_nothing_behind() {
    for signal in ["-INT", "-TERM"] {
        let site = site();
        let before = files_below(site.path());
        let mut preview = Preview::of(site.path());
        let _listens = Listener::of(&preview);
        assert_eq!(preview.end(signal), Some(0));
        assert_eq!(files_below(site.path()), before);
    }
}

#[test]
fn what_keeps_it_from_beginning_is_said() {
    let said = |arguments: &[&str]| {
        let ran = program(Path::new("nowhere"), arguments).output().unwrap();
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
    };
    assert_eq!(said(&["serve"]), (Some(3), "there is no folder `nowhere`\n".to_owned()));
    let site = site();
    let elsewhere = program(site.path(), &["serve", "--host", "192.0.2.1"]).output().unwrap();
    let told = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(elsewhere.status.code() == Some(3) && told.starts_with("cannot listen at 192.0.2.1:4000: "), "{told}");
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_the_end_of_a_long_build() {
    let dir = tempfile::tempdir().unwrap();
    let many = generator::Options { stories: 4_000, seed: 5, flavour: generator::Flavour::Tidy };
    generator::generate(&many, dir.path()).unwrap();
    let child =
        program(dir.path(), &["serve", "--port", &free_port()]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut preview = Preview::silent(child.unwrap());
    preview.wait_said(|line| line.starts_with("Open http://"));
    assert_eq!(preview.end("-INT"), Some(0));
    assert_eq!(preview.rounds(), Vec::<String>::new(), "it ended in the middle of the first round");
}

/// `build --watch` with its lines; ended when dropped.
fn watching(site: &Path) -> Preview {
    let mut command = program(site, &["build", "--watch", "--as-of", AS_OF]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    Preview::silent(child)
}

#[test]
fn build_watch_publishes_every_good_save_whole() {
    let site = site();
    let mut watching = watching(site.path());
    watching.wait_said(|line| line.starts_with("the whole site · "));
    assert_eq!(output(site.path()), clean_build(site.path()));
    write(site.path(), ABOUT, free_page("关于", "改了一次。"));
    watching.wait_said(|line| line.starts_with("content/pages/about.md · 1 page changed · "));
    let good = clean_build(site.path());
    assert_eq!(output(site.path()), good);
    write(site.path(), ABOUT, "---\ntitel: 关于\n---\n");
    watching.wait_said(|line| line.starts_with("content/pages/about.md · nothing was published · "));
    assert_eq!(output(site.path()), good);
    fs::remove_file(site.path().join(ABOUT)).unwrap();
    watching.wait("the page's end", || !site.path().join("public/about/index.html").exists());
    assert_eq!(watching.end("-INT"), Some(0));
    assert_eq!(output(site.path()), clean_build(site.path()));
    assert!(!site.path().join(".public.wanjia/stage").exists());
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_looked_at_after_a_while() {
    let site = site();
    let text = write(site.path(), "static/text.md", free_page("共用", "原文。"));
    std::os::unix::fs::symlink(&text, site.path().join("content/pages/linked.md")).unwrap();
    let preview = Preview::of(site.path());
    write(site.path(), "static/text.md", free_page("共用", "改过的。"));
    preview.wait_page("/linked/", 200, "改过的");
}

#[cfg(unix)]
#[test]
fn a_site_behind_a_link_is_watched_too() {
    let site = site();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(site.path(), &link).unwrap();
    let preview = Preview::of(&link);
    write(site.path(), ABOUT, free_page("关于", "从里面改的。"));
    preview.wait_page("/about/", 200, "从里面改的");
    write(&link, ABOUT, free_page("关于", "经过链接改的。"));
    preview.wait_page("/about/", 200, "经过链接改的");
    assert!(preview.rounds()[1].starts_with("content/pages/about.md · 1 page changed"), "{:?}", preview.rounds());
}

#[test]
fn a_folder_that_went_away_is_shown_again_when_it_is_back() {
    let site = site();
    let away = tempfile::tempdir().unwrap();
    let preview = Preview::of(site.path());
    fs::rename(site.path(), away.path().join("site")).unwrap();
    preview.wait("the failure", || preview.json("/.wanjia/problems")["failure"].is_string());
    assert_eq!(preview.page("/about/").0, 200);
    fs::rename(away.path().join("site"), site.path()).unwrap();
    preview.wait("the site", || preview.json("/.wanjia/problems")["good"] == true);
    write(site.path(), ABOUT, free_page("关于", "又在了。"));
    preview.wait_page("/about/", 200, "又在了");
}

#[test]
fn a_saved_translation_changes_its_own_page_and_no_other() {
    const STORY: &str = "content/districts/qu/stories/2026-03-05-a.en.md";
    let translation = |body: &str| format!("---\ntitle: First story\nsummary: What it is about.\n---\n\n{body}\n");
    let dir = tempfile::Builder::new().prefix("wanjia-serve-").tempdir().unwrap();
    project().append("site.yaml", "languages: [zh, en]\n").file(STORY, &translation("As it was.")).write(dir.path());
    let preview = Preview::of(dir.path());
    let mut news = Listener::of(&preview);
    news.next();
    write(dir.path(), STORY, translation("As it is now."));
    assert_eq!(news.next()["changed"], serde_json::json!(["en/stories/2026-03-05-a/index.html"]));
    preview.wait_page("/en/stories/2026-03-05-a/", 200, "As it is now.");
    preview.wait_settled(dir.path(), &mut BTreeMap::new());
    fs::remove_file(dir.path().join(STORY)).unwrap();
    preview.wait_page("/en/stories/2026-03-05-a/", 200, "not-translated");
    preview.wait_settled(dir.path(), &mut BTreeMap::new());
}
