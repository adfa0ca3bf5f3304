//! Links in texts lead to what is meant, or are reported where they stand.

use crate::project::{PDF, Project, SVG, free_page, story};

const QU: &str = "content/districts/qu";

fn with(body: &str) -> Project {
    Project::new()
        .file(&format!("{QU}/stories/2026-04-01-b/index.md"), &story("第二篇", "2026-04-01", "", "## 一、起因\n\n。\n\n## 一、起因\n\n。"))
        .file(&format!("{QU}/stories/2026-04-01-b/图 表.svg"), SVG)
        .file(&format!("{QU}/stories/2026-04-01-b/名单.pdf"), PDF)
        .file("content/pages/about.md", &free_page("关于本站", "。"))
        .file("static/下载/表 格.csv", "甲,乙\n")
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "", body))
}

#[test]
fn every_way_to_write_a_link_leads_to_the_page() {
    let body = "\
1. [同一文件夹](2026-04-01-b/index.md)
2. [文件夹](2026-04-01-b)
3. [上一级](../stations/zhan.yaml)
4. [从根](/content/pages/about.md)
5. [网址](/stories/2026-04-01-b/)
6. [带页名的网址](/about/index.html)
7. [列表](/stations/)
8. [一节](2026-04-01-b/index.md#一-起因)
9. [同名的第二节](/stories/2026-04-01-b/#一-起因-2)
10. [编码](/stories/2026-04-01-b/#%E4%B8%80-%E8%B5%B7%E5%9B%A0)
11. [[zhan]]、[[zhan|那个站]]、[[李某]]、[[第二篇#一-起因]]、[[qu]]
12. [附件](2026-04-01-b/名单.pdf)、![值班表](<2026-04-01-b/图 表.svg>)、![值班表](2026-04-01-b/%E5%9B%BE%20%E8%A1%A8.svg)
13. [外面](https://www.npc.gov.cn/a?b=1&c=2#d)、[信](mailto:rd@rd.example.cn)、[电话](tel:0990-0000000)
14. [本页](#小节)
15. [下载](</下载/表 格.csv>)、[首页](/)、[列表](/stories/index.html)、[没有斜杠](/stories)

## 小节

完。";
    let site = with(body).build();
    insta::assert_snapshot!(format!("{}{}", site.problems(), site.page("stories/2026-03-05-a")));
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
}

#[test]
fn a_file_whose_name_holds_signs_of_addresses_is_reached_by_its_encoded_name() {
    let drawing = |number: usize| SVG.replace("4 3", &format!("4 {number}"));
    let names = ["a#b%c.svg", "d%23e.svg", "f#g.svg"];
    let written = ["a%23b%25c.svg", "d%2523e.svg", "f%23g.svg"];
    let text: String = written.iter().map(|name| format!("![楼门]({name}) [原图]({name}?v=1#x)\n\n")).collect();
    let text = format!("{text}![楼门](f#g.svg) ![楼门](d%23e.svg) ![楼门](a%23b%25c.svg?v=1) [表](/表%23%25.csv)\n");
    let project = with(&text).file("static/表#%.csv", "甲\n");
    let project = names
        .iter()
        .enumerate()
        .fold(project, |project, (number, name)| project.file(&format!("{QU}/stories/{name}"), &drawing(number + 5)));
    let site = project.build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
    let page = site.page("stories/2026-03-05-a");
    assert!(page.contains("href=\"../../%E8%A1%A8%23%25.csv\""), "{page}");
    for (number, times) in [(5, 3), (6, 3), (7, 3)] {
        let name = site.files.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&format!("4 {number}\""))).unwrap().0;
        let (_, digest) = name.rsplit_once('-').unwrap();
        assert_eq!(page.matches(digest).count(), times, "{name} in {page}");
    }
}

#[test]
fn every_broken_link_is_reported_at_its_place() {
    let body = "\
[没有](2026-04-01-c.md)、[拼错](2026-04-01-bb/index.md)、[网址](/stories/2026-04-01-c/)、[[没有这个]]、[[zhann]]

[一节](2026-04-01-b/index.md#二经过)、[本页](#没有)、[空]()、[脚本](javascript:alert(1))、[出去](../../../../../etc/passwd)

![没有](没有.png)、![不是图](2026-04-01-b/名单.pdf)、![](<2026-04-01-b/图 表.svg>)";
    let site = with(body).build();
    assert!(site.files.is_empty());
    insta::assert_snapshot!(site.problems());
}

#[test]
fn a_wiki_link_with_a_text_of_its_own_can_stand_in_a_table() {
    let site = with("| 站点 | 页面 |\n|---|---|\n| 一 | [[about\\|关于]] |").build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.mentions("<a href=\"../../about/\">关于</a>"), ["stories/2026-03-05-a/index.html"]);
}

#[test]
fn a_wiki_link_by_a_title_that_two_pages_bear_is_ambiguous() {
    let site = with("见[[关于本站]]。").file(&format!("{QU}/stories/2026-04-02-c.md"), &story("关于本站", "2026-04-02", "", "。")).build();
    assert_eq!(
        site.problems(),
        "content/districts/qu/stories/2026-03-05-a.md:9:2: error LNK105: `[[关于本站]]` can mean several pages: `content/districts/qu/stories/2026-04-02-c.md`, `content/pages/about.md`\n"
    );
}

#[test]
fn links_in_introductions_are_relative_to_each_page_that_shows_them() {
    let site = Project::new()
        .append(&format!("{QU}/district.yaml"), "intro: |\n  见[[zhan]]和[第一篇](stories/2026-03-05-a.md)。\n")
        .append(&format!("{QU}/stations/zhan.yaml"), "intro: 见[关于](/content/pages/about.md)。\n")
        .file("content/pages/about.md", &free_page("关于本站", "见[[qu]]。"))
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["districts/qu", "stations/zhan", "about"]));
}

#[test]
fn a_menu_entry_that_leads_nowhere_is_reported() {
    let site = Project::new()
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "", "见[好做法](/practices/)和[稿件](/stories/)。"))
        .append("site.yaml", "navigation:\n  - {title: 站点, path: /stations/}\n  - {title: 首页, path: /}\n  - {title: 没有, path: /nowhere/}\n  - {title: 订阅, path: /projects/}\n")
        .build();
    insta::assert_snapshot!(site.problems());
}
