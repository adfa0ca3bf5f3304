//! What is withheld shows nowhere: not on a page, in a list, a feed, a picture or a name.

use crate::project::{Project, SVG, Site, deputy, station, story};

const QU: &str = "content/districts/qu";

/// A word that stands only in what is withheld.
const SECRET: &str = "未公开";

fn in_full() -> Project {
    Project::new().with_default_theme().at("https://rd.example.cn/rd/")
}

/// A withheld story with all that could leak: a picture, a tag, an alias, relations.
fn secret(project: Project, more: &str, date: &str) -> Project {
    let front = format!(
        "cover: {{file: {SECRET}.svg, alt: {SECRET}}}\ntags: [{SECRET}]\naliases: [/{SECRET}-jiu/]\nstations: [zhan]\ndeputies: [li]\n{more}"
    );
    project
        .file(&format!("{QU}/stories/{SECRET}/index.md"), &story(SECRET, date, &front, SECRET))
        .file(&format!("{QU}/stories/{SECRET}/{SECRET}.svg"), SVG)
}

fn shows_nothing(site: &Site) {
    assert!(site.published.changes.is_some(), "{}", site.problems());
    assert_eq!(site.mentions(SECRET), Vec::<&str>::new());
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
}

#[test]
fn nothing_of_a_withheld_story_leaks_whatever_withholds_it() {
    let cases = [
        ("draft: true\n", "2026-03-01", "Draft"),
        ("草稿: 真\n", "2026-03-01", "error"),
        ("publish_at: 2026-06-02 09:00\n", "2026-03-01", "Scheduled(2026-06-02T09:00:00)"),
        ("", "2026-06-01 12:01", "Scheduled(2026-06-01T12:01:00)"),
        ("expires: 2026-05-31\n", "2026-03-01", "Expired(2026-06-01T00:00:00)"),
    ];
    let mut told = String::new();
    for (more, date, _) in cases {
        let site = secret(in_full(), more, date).build();
        told.push_str(&format!("--- {date} {more}\n{}{}", site.withheld(), site.problems()));
        if site.published.changes.is_some() {
            shows_nothing(&site);
        } else {
            assert!(site.files.is_empty());
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_story_appears_and_disappears_at_its_minute() {
    let project = Project::new().file(
        &format!("{QU}/stories/2026-05-01-t.md"),
        &story("定时稿", "2026-05-01 08:30", "publish_at: 2026-05-02 10:00\nexpires: 2026-05-03\n", "。"),
    );
    let shown = |moment: &str| project.clone().on(moment).build().files.contains_key("stories/2026-05-01-t/index.html");
    let moments = ["2026-05-01T09:00", "2026-05-02T09:59", "2026-05-02T10:00", "2026-05-03T23:59", "2026-05-04T00:00"];
    assert_eq!(moments.map(shown), [false, false, true, true, false]);
}

#[test]
fn a_kept_output_changes_at_the_minute_too() {
    let project = Project::new().file(
        &format!("{QU}/stories/2026-05-01-t.md"),
        &story("定时稿", "2026-05-01 08:30", "publish_at: 2026-05-02 10:00\nexpires: 2026-05-02 11:00\n", "。"),
    );
    let site = project.clone().on("2026-05-02T09:59").build();
    std::thread::sleep(std::time::Duration::from_millis(60));
    let site = project.clone().on("2026-05-02T09:59").build_in(site.dir);
    assert_eq!(site.published.outcome.next_change, Some("2026-05-02T10:00".parse().unwrap()));
    let site = project.clone().on("2026-05-02T10:00").build_in(site.dir);
    assert!(site.files.contains_key("stories/2026-05-01-t/index.html"));
    let site = project.on("2026-05-02T11:00").build_in(site.dir);
    assert!(!site.files.contains_key("stories/2026-05-01-t/index.html"));
}

#[test]
fn links_and_references_to_a_withheld_story_are_left_out_with_a_warning() {
    let site = secret(Project::new(), "draft: true\n", "2026-03-01")
        .file(
            &format!("{QU}/stories/2026-03-05-a.md"),
            &story(
                "第一篇",
                "2026-03-05",
                "",
                &format!("见[那篇]({SECRET}/index.md)，[另一种写法](/stories/{SECRET}/)，[[{SECRET}|再一种]]。"),
            ),
        )
        .build();
    insta::assert_snapshot!(format!("{}{}", site.problems(), site.page("stories/2026-03-05-a")));
    shows_nothing(&site);
}

#[test]
fn a_wiki_link_without_a_text_of_its_own_does_not_betray_a_withheld_title() {
    let body = "见[[weigongkai]]。";
    let site = Project::new()
        .file(&format!("{QU}/stories/weigongkai.md"), &story(SECRET, "2026-03-01", "draft: true\n", "。"))
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "", body))
        .build();
    assert_eq!(site.mentions(SECRET), Vec::<&str>::new());
}

#[test]
fn withheld_profiles_leave_every_list() {
    let practice = "---\ntitle: 做法\nkind: practice\ndate: 2026-03-06\nsource: 示例来源\nsummary: 摘要。\n\
        facts: [{metric: 件数, after: \"3\"}]\n\
        replicability: {cost: 零, staff: 一人, conditions: 无, steps: [做], contact_unit: 代工委}\n\
        adoptions: [{adopter: yin, date: 2026-04-01, mode: copied}]\n---\n\n## 背景\n\n。\n\n## 做法\n\n。\n\n## 成效\n\n。\n\n## 启示\n\n。\n";
    let site = in_full()
        .file(&format!("{QU}/stations/yin.yaml"), &station(&format!("{SECRET}站"), "deputies: [li, mi]\ndraft: true\n"))
        .file(&format!("{QU}/deputies/mi.yaml"), &deputy(SECRET, "stations: [zhan, yin]\ndraft: true\n"))
        .file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", "deputies: [li, mi]\nparent: yin\n"))
        .file("content/pages/mimi.md", &format!("---\ntitle: {SECRET}\nmenu: true\ndraft: true\n---\n\n{SECRET}\n"))
        .file(&format!("{QU}/stories/2026-03-06-zuofa.md"), practice)
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "stations: [yin]\ndeputies: [mi]\n", "。"))
        .build();
    shows_nothing(&site);
    insta::assert_snapshot!(format!("{}{}", site.withheld(), site.problems()));
}

#[test]
fn doubt_never_publishes() {
    for doubt in ["是", "yes", "\"true\"", "1", "", "已审"] {
        let site = secret(Project::new(), &format!("draft: {doubt}\n"), "2026-03-01").build();
        assert!(site.files.is_empty(), "draft: {doubt}: {}", site.problems());
    }
}
