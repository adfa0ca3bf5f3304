//! Lists, feeds, the site map and old addresses.

use std::collections::BTreeSet;

use crate::project::{Project, Site, station, story};

const QU: &str = "content/districts/qu";

fn many(count: u32) -> Project {
    (1..=count).fold(Project::new().without(&format!("{QU}/stories/2026-03-05-a.md")), |project, number| {
        project.file(
            &format!("{QU}/stories/2026-02-{number:02}-s.md"),
            &story(&format!("第{number}篇"), &format!("2026-02-{number:02} 09:00"), "", "。"),
        )
    })
}

#[test]
fn a_long_list_goes_on_over_pages() {
    let site = many(7).append("site.yaml", "stories_per_page: 3\n").build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["stories", "stories/page/2", "stories/page/3", "stories/kind/news/page/3"]));
    let pages: Vec<&str> = site.addresses().into_iter().filter(|address| address.contains("/page/")).collect();
    assert_eq!(
        pages,
        [
            "stories/kind/news/page/2/index.html",
            "stories/kind/news/page/3/index.html",
            "stories/page/2/index.html",
            "stories/page/3/index.html"
        ]
    );
}

#[test]
fn stories_of_one_day_stand_by_their_time_then_by_their_id() {
    let project = [("2026-02-01-c", "2026-02-01"), ("2026-02-01-b", "2026-02-01 08:00"), ("2026-02-01-a", "2026-02-01")]
        .into_iter()
        .fold(Project::new().without(&format!("{QU}/stories/2026-03-05-a.md")), |project, (id, date)| {
            project.file(&format!("{QU}/stories/{id}.md"), &story(id, date, "", "。"))
        });
    insta::assert_snapshot!(project.build().pages(&["stories", "stories/2026-02-01-a", "archive/2026"]));
}

#[test]
fn tags_that_differ_only_in_case_spaces_or_form_are_one() {
    let tagged = |id: &str, date: &str, tags: &str| (format!("{QU}/stories/{id}.md"), story(id, date, &format!("tags: {tags}\n"), "。"));
    let stories = [
        tagged("2026-02-03-c", "2026-02-03", "[民生, Open Day]"),
        tagged("2026-02-02-b", "2026-02-02", "[open-day, 民 生, Cafe\u{301}]"),
        tagged("2026-02-01-a", "2026-02-01", "[OPEN DAY, 民生, 民生, Caf\u{e9}]"),
    ];
    let project = stories.iter().fold(Project::new(), |project, (path, text)| project.file(path, text));
    let site = project.build();
    let tags: Vec<&str> = site.addresses().into_iter().filter(|address| address.starts_with("tags/")).collect();
    insta::assert_snapshot!(format!("{}{}\n{tags:#?}", site.problems(), site.page("tags")));
}

#[test]
fn feed_and_site_map_have_full_addresses_also_below_a_folder() {
    let site =
        many(2).file("content/pages/关于.md", &crate::project::free_page("关于 <本站> & 你", "。")).at("https://rd.example.cn/rd").build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["feed.xml", "sitemap.xml", ""]));
}

#[test]
fn whatever_has_stories_has_a_feed_in_two_formats_with_nothing_but_these() {
    let site = Project::new()
        .file(&format!("{QU}/stations/zhan-2.yaml"), &station("没有故事的站", ""))
        .file("content/stories/2026-03-06-b.md", &story("甲 & 乙", "2026-03-06 08:00", "tags: [供暖]\n", "。"))
        .with_default_theme()
        .at("https://rd.example.cn/")
        .build();
    assert_eq!(site.problems(), "");
    let feeds: Vec<&str> = site.addresses().into_iter().filter(|address| address.contains("feed.")).collect();
    insta::assert_snapshot!(format!("{feeds:#?}\n{}", site.pages(&["tags/供暖/feed.xml", "tags/供暖/feed.json"])));
    assert!(site.page("tags/供暖").contains("feed.xml\""));
    assert_eq!(site.mentions("stations/zhan-2/feed"), Vec::<&str>::new());
}

#[test]
fn without_an_address_there_is_no_feed_and_nothing_points_to_one() {
    let site = Project::new().with_default_theme().build();
    assert!(!site.files.contains_key("feed.xml") && !site.files.contains_key("sitemap.xml"));
    assert_eq!(site.mentions("feed.xml"), Vec::<&str>::new());
}

#[test]
fn the_404_page_links_from_the_root_of_the_site() {
    let page = |site: &Site| site.page("404.html").trim().to_owned();
    assert_eq!(page(&Project::new().build()), "没有找到这个页面 → /stories/");
    assert_eq!(page(&Project::new().at("https://rd.example.cn/rd/").build()), "没有找到这个页面 → /rd/stories/");
}

#[test]
fn old_addresses_lead_to_the_story() {
    let aliases = "aliases: [/news/12.html, jiu/dizhi/, /旧 闻/]\n";
    let site = Project::new()
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", aliases, "。"))
        .at("https://rd.example.cn/")
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["news/12.html", "jiu/dizhi", "旧 闻"]));
    assert_eq!(site.dead_links(), BTreeSet::new());
}

#[test]
fn a_site_with_anything_missing_has_no_dead_link() {
    let without: [&[&str]; 4] = [
        &["stories/2026-03-05-a.md"],
        &["deputies/li.yaml"],
        &["deputies/li.yaml", "stations/zhan.yaml"],
        &["stories/2026-03-05-a.md", "deputies/li.yaml", "stations/zhan.yaml"],
    ];
    for paths in without {
        let mut project = Project::new().with_default_theme().at("https://rd.example.cn/rd/");
        if paths.contains(&"deputies/li.yaml") {
            project = project.file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", ""));
        }
        let site = paths.iter().fold(project, |project, path| project.without(&format!("{QU}/{path}"))).build();
        assert_eq!(site.problems(), "", "without {paths:?}");
        assert_eq!(site.dead_links(), BTreeSet::new(), "without {paths:?}");
    }
    let nothing = Project::empty().with_default_theme().build();
    assert_eq!((nothing.problems(), nothing.dead_links()), (String::new(), BTreeSet::new()));
}
