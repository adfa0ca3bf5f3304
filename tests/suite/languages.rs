//! A site in several languages: every page once for each, translations beside their originals, and what stands in for a missing one.

use wanjia::model::Untranslated;

use crate::project::{Project, Site, story};

const STORY: &str = "content/districts/qu/stories/2026-03-05-a";
const TRANSLATION: &str = "---\ntitle: First story\nsummary: What it is about.\n---\n\nSee [[zhan]] and [all stations](/stations/).\n";

/// The small site in Chinese, English and a marked language that is written from right to left.
fn bilingual() -> Project {
    let settings =
        "title: {zh: 示例站, en: Demonstration}\norganization: 示例市人大常委会办公室\ntheme: default\nlanguages: [zh, en, ar-XB]\n";
    Project::new().file("site.yaml", settings).at("https://rd.example.cn/").file(&format!("{STORY}.en.md"), TRANSLATION)
}

fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("there is no `{path}`; there are {:?}", site.files.keys()));
    std::str::from_utf8(bytes).unwrap()
}

/// The lines of a page that hold one of `words`.
fn lines(page: &str, words: &[&str]) -> String {
    page.lines().filter(|line| words.iter().any(|word| line.contains(word))).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_page_stands_once_in_each_language() {
    let site = bilingual().build();
    assert!(!site.problems().contains("error"), "{}", site.problems());
    let pages = |prefix: &str| -> Vec<String> {
        let in_folder = site.files.keys().filter_map(|path| path.strip_prefix(prefix)).filter(|path| path.ends_with("index.html"));
        in_folder.filter(|path| !path.starts_with("en/") && !path.starts_with("ar-xb/")).map(ToOwned::to_owned).collect()
    };
    assert_eq!(pages("en/"), pages(""));
    assert_eq!(pages("ar-xb/"), pages(""));
}

#[test]
fn a_translation_is_shown_in_its_language_and_its_links_stay_there() {
    let site = bilingual().build();
    let page = text(&site, "en/stories/2026-03-05-a/index.html");
    insta::assert_snapshot!(lines(page, &["<html", "<title", "canonical", "hreflang", "<h1", "class=\"prose\"", "not-translated"]));
}

#[test]
fn a_missing_translation_is_told_and_leads_to_the_original() {
    let site = bilingual().build();
    let page = text(&site, "ar-xb/stories/2026-03-05-a/index.html");
    insta::assert_snapshot!(lines(page, &["<html", "<title", "canonical", "alternate", "<h1", "class=\"prose\"", "not-translated"]));
    let listed = text(&site, "sitemap.xml");
    assert!(!listed.contains("ar-xb/stories/2026-03-05-a/"), "{listed}");
    assert!(listed.contains("<loc>https://rd.example.cn/en/stories/2026-03-05-a/</loc>"), "{listed}");
    assert!(!text(&site, "ar-xb/feed.xml").contains("<entry>"));
    assert!(text(&site, "en/feed.xml").contains("xml:lang=\"en\""));
}

#[test]
fn a_draft_and_its_translations_are_withheld_together() {
    let site = bilingual().file(&format!("{STORY}.md"), &story("第一篇", "2026-03-05", "draft: true\n", "正文。")).build();
    assert!(!site.files.keys().any(|path| path.contains("2026-03-05-a")));
    let site = bilingual().file(&format!("{STORY}.en.md"), &TRANSLATION.replace("summary", "draft: true\nsummary")).build();
    assert!(text(&site, "en/stories/2026-03-05-a/index.html").contains("not-translated"));
}

#[test]
fn after_any_change_of_a_translation_the_site_is_what_a_clean_build_makes() {
    let first = bilingual();
    let untranslated = first.clone().without(&format!("{STORY}.en.md"));
    let changed = first.clone().file(&format!("{STORY}.en.md"), &TRANSLATION.replace("First", "The first"));
    let mut site = first.build();
    for next in [&untranslated, &first, &changed, &first] {
        site = next.build_in(site.dir);
        let mut clean = next.build().files;
        let mut kept = site.files.clone();
        [&mut clean, &mut kept].into_iter().for_each(|files| files.retain(|path, _| !path.starts_with('.')));
        assert!(kept == clean, "{:?}", kept.keys().filter(|path| kept.get(*path) != clean.get(*path)).collect::<Vec<_>>());
    }
}

#[test]
fn the_default_theme_turns_with_the_direction_of_writing() {
    let css = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/static/style.css")).unwrap();
    let physical = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align:left",
        "text-align:right",
        "float:left",
        "float:right",
    ];
    let found: Vec<&str> = physical.into_iter().filter(|word| css.contains(word)).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_list_says_which_stories_are_not_translated() {
    for theme in ["default", "editorial"] {
        let settings =
            String::from_utf8(bilingual().files["site.yaml"].clone()).unwrap().replace("theme: default", &format!("theme: {theme}"));
        let site = bilingual().file("site.yaml", &settings).build();
        let list = |path| text(&site, path);
        assert!(list("ar-xb/stories/index.html").contains("lang=\"zh-CN\">第一篇</a>"), "{theme}");
        assert!(list("ar-xb/stories/index.html").contains("<span>Not translated</span>"), "{theme}");
        assert!(!list("en/stories/index.html").contains("Not translated"), "{theme}");
        assert!(!list("stories/index.html").contains("没有译文"), "{theme}");
    }
}

#[test]
fn what_is_not_translated_is_counted() {
    let told = |project: Project| {
        let files =
            |one: &Untranslated| one.files.iter().map(|(path, texts)| format!("{} {path} {texts}\n", one.language)).collect::<String>();
        project.build().published.outcome.untranslated.iter().map(files).collect::<String>()
    };
    insta::assert_snapshot!(told(bilingual()));
    assert_eq!(told(Project::new()), "");
}
