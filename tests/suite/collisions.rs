//! Two pages at one address: both files are named, nothing is published.

use crate::project::{Project, free_page, station, story};

const QU: &str = "content/districts/qu";

fn refused(project: &Project) -> String {
    let site = project.build();
    assert!(site.files.is_empty(), "published: {:?}", site.addresses());
    site.problems()
}

#[test]
fn every_collision_is_an_error_that_names_both_files() {
    let page = |id: &str| (format!("content/pages/{id}.md"), free_page("页", "。"));
    let news = |name: &str, more: &str| (format!("{QU}/stories/{name}.md"), story("稿", "2026-02-01", more, "。"));
    let cases: Vec<(&str, Vec<(String, String)>)> = vec![
        ("two stories of one id", vec![news("x", ""), ("content/stories/x.md".into(), story("稿", "2026-02-01", "", "。"))]),
        ("one id is written", vec![news("x", ""), news("y", "id: x\n")]),
        ("only the case differs", vec![news("Report", ""), news("report", "")]),
        ("a file and a folder of one name", vec![news("x", ""), news("x/index", "")]),
        (
            "two forms of one letter",
            vec![news("caf\u{e9}", ""), ("content/stories/cafe\u{301}.md".into(), story("稿", "2026-02-01", "", "。"))],
        ),
        ("a page where a list stands", vec![page("stories")]),
        (
            "a page where the home page stands",
            vec![("content/pages/x.md".into(), free_page("页", "。")), ("static/x/index.html".into(), "x".into())],
        ),
        ("a static file where a story stands", vec![("static/stories/2026-03-05-a/index.html".into(), "x".into())]),
        ("a static file where the home page stands", vec![("static/index.html".into(), "x".into())]),
        (
            "static feed, site map and 404",
            ["feed.xml", "sitemap.xml", "404.html"].map(|name| (format!("static/{name}"), "x".into())).into(),
        ),
        ("static files that differ in case", vec![("static/A.txt".into(), "a".into()), ("static/a.txt".into(), "b".into())]),
        ("an old address where a page stands", vec![news("x", "aliases: [/stories/2026-03-05-a/]\n")]),
        ("an old address where a list stands", vec![news("x", "aliases: [/stations/]\n")]),
        ("an old address of the home page", vec![news("x", "aliases: [/]\n")]),
        ("one old address of two stories", vec![news("x", "aliases: [/old/]\n"), news("y", "aliases: [/OLD/]\n")]),
        ("its own address as an old one", vec![news("x", "aliases: [/stories/x/]\n")]),
        ("a file where a folder is needed", vec![("static/stories".into(), "x".into())]),
        ("an old address where a folder is needed", vec![news("x", "aliases: [/y.html]\n"), news("z", "aliases: [/y.html/z.html]\n")]),
    ];
    let mut told = String::new();
    for (name, files) in cases {
        let project = files.iter().fold(Project::new().at("https://rd.example.cn/"), |project, (path, text)| project.file(path, text));
        told.push_str(&format!("--- {name}\n{}", refused(&project)));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn names_that_look_alike_but_are_not_stay_apart() {
    let site = Project::new()
        .file(&format!("{QU}/stories/bash.md"), &story("一", "2026-02-01", "tags: [bash, баш, 第一条, 第壹条]\n", "。"))
        .file(&format!("{QU}/stories/баш.md"), &story("二", "2026-02-01", "", "。"))
        .file(&format!("{QU}/stories/第一条.md"), &story("三", "2026-02-01", "", "。"))
        .file(&format!("{QU}/stories/第壹条.md"), &story("四", "2026-02-01", "", "。"))
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["stories", "tags"]));
}

#[test]
fn names_that_cannot_be_addresses_are_refused() {
    let project = ["-a", "a b", "（一）", "con", "a#b", "a%b", "a&b", "一。"]
        .into_iter()
        .fold(Project::new(), |project, name| project.file(&format!("{QU}/stories/{name}.md"), &story("稿", "2026-02-01", "", "。")));
    let long = "长".repeat(81);
    let project = project
        .file(&format!("{QU}/stories/{long}.md"), &story("稿", "2026-02-01", "", "。"))
        .file(&format!("{QU}/stations/a b/station.yaml"), &station("站", "").replace("photo.svg", "../photo.svg"));
    insta::assert_snapshot!(refused(&project));
}

#[test]
fn what_editors_and_office_programs_leave_behind_is_no_content() {
    let droppings = [
        "stories/.2026-03-05-a.md.swp",
        "stories/2026-03-05-a.md~",
        "stories/~$说明.docx",
        ".DS_Store",
        "stories/a.md.bak",
        "stories/4913",
    ];
    let clean = Project::new().build();
    let site = droppings
        .iter()
        .fold(Project::new(), |project, name| project.file(&format!("{QU}/{name}"), "x"))
        .file("static/CNAME", "rd.example.cn\n")
        .build();
    assert_eq!(site.problems(), "");
    let mut expected = clean.files;
    expected.insert("CNAME".into(), b"rd.example.cn\n".to_vec());
    assert_eq!(site.addresses(), expected.keys().map(String::as_str).collect::<Vec<_>>());
}
