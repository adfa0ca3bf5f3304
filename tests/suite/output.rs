//! What is in the output folder besides the pages.

use std::fs;

use crate::project::{Project, output, story};

const QU: &str = "content/districts/qu";

#[test]
fn the_small_site_has_these_files() {
    let site = Project::new().at("https://rd.example.cn/").build();
    insta::assert_snapshot!(site.addresses().join("\n"));
}

#[test]
fn static_files_are_published_as_they_are() {
    let site = Project::new().file("static/下载/表 格.csv", "\u{feff}甲,乙\r\n").file("static/robots.txt", "User-agent: *\n").build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.files["下载/表 格.csv"], "\u{feff}甲,乙\r\n".as_bytes());
    assert_eq!(site.page("robots.txt"), "User-agent: *\n");
}

#[test]
fn foreign_files_are_kept_and_withdrawn_pages_go() {
    let site = Project::new().file(&format!("{QU}/stories/2026-03-06-b.md"), &story("第二篇", "2026-03-06", "", "。")).build();
    let public = site.root().join("public");
    fs::write(public.join("别人的.txt"), "别人的").unwrap();
    fs::write(public.join("stories/2026-03-06-b/note.txt"), "别人的").unwrap();
    let after = Project::new().build_in(site.dir);
    let changes = after.published.changes.as_ref().unwrap();
    assert_eq!(changes.foreign, ["stories/2026-03-06-b/note.txt", "别人的.txt"]);
    let found = output(&after.root());
    assert_eq!(found["stories/2026-03-06-b/note.txt"], "别人的".as_bytes());
    assert!(!found.contains_key("stories/2026-03-06-b/index.html"));
}
