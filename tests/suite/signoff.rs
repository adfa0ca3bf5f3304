//! The three readings: what must be signed is published only as it was signed.

use std::fs;

use wanjia::author::{AuthorError, Signing, sign};
use wanjia::date::read_moment;
use wanjia::model::{SignOff, digest_of_signed};
use wanjia::parse::signed;
use wanjia::pipeline;
use wanjia::settings::ReviewLevel;

use crate::project::{Project, SETTINGS, SVG, Site, free_page, story};

const QU: &str = "content/districts/qu";
const FILE: &str = "content/districts/qu/stories/2026-05-01-t.md";
const PAGE: &str = "stories/2026-05-01-t/index.html";
const BOTH: &str = "first: {by: 殷丽, at: 2026-05-01 09:00}\n  final: {by: 王静, at: 2026-05-01 10:00}";

/// A story with its signatures, and the digest of what it says.
fn signed_story(signatures: &str) -> String {
    let plain = story("三号楼", "2026-05-01 10:30", "", "扶手装好了。");
    let digest = digest_of_signed(signed::digest(&plain), None);
    plain.replacen("summary:", &format!("review:\n  {signatures}\n  digest: \"{digest}\"\nsummary:"), 1)
}

/// A site that asks for two signatures of news dated since March, with that story.
fn asking(text: &str) -> Project {
    let rule = "review:\n  asked:\n    - {kinds: [news], since: 2026-04-01, levels: [first, final]}\n";
    Project::new().append("site.yaml", rule).file(FILE, text)
}

fn is_published(site: &Site) -> bool {
    site.files.contains_key(PAGE)
}

#[test]
fn a_signed_story_that_is_edited_by_one_character_is_withheld_and_named() {
    let text = signed_story(BOTH);
    let site = asking(&text).build();
    assert!(is_published(&site), "{}", site.problems());
    assert_eq!(site.problems(), "");
    for (from, to) in [("扶手装好了。", "扶手装好了！"), ("title: 三号楼", "title: 四号楼"), ("kind: news", "kind:  news")]
    {
        let site = asking(&text.replace(from, to)).build();
        assert!(!is_published(&site), "{from}");
        assert!(site.published.changes.is_some());
        assert_eq!(site.published.outcome.withheld.len(), 1, "{from}");
        assert!(site.withheld().starts_with(&format!("{FILE} 2026-05-01-t ")), "{}", site.withheld());
        assert!(site.withheld().ends_with("Unsigned(Edited)\n"), "{}", site.withheld());
        assert!(site.problems().contains("REV105"), "{}", site.problems());
        assert!(site.mentions("号楼").is_empty());
    }
    let site = asking(&format!("\u{FEFF}{}", text.replace('\n', "\r\n"))).build();
    assert!(is_published(&site), "{}", site.problems());
}

#[test]
fn a_signature_is_of_the_pictures_and_attachments_too() {
    let told = "cover: {file: a.svg, alt: 楼门口的扶手, credit: 殷丽}\n";
    let plain = story("三号楼", "2026-05-01 10:30", told, "![扶手](b.svg)，见[名单](c.csv)和[关于](/stories/)。");
    let project = |text: &str| {
        let files = ["a.svg", "b.svg"].iter().fold(asking(text), |project, file| project.file(&format!("{QU}/stories/{file}"), SVG));
        files.file(&format!("{QU}/stories/c.csv"), "a\n")
    };
    let site = project(&plain).build();
    let signed = |level, by: &str| sign_on_disk(&project(&plain), &site, level, by, false).unwrap();
    let all = [signed(ReviewLevel::First, "殷丽"), signed(ReviewLevel::Final, "王静")];
    let text = fs::read_to_string(site.root().join(FILE)).unwrap();
    assert!(text.contains(&all[1]));
    let site = project(&text).build();
    assert!(is_published(&site), "{}", site.problems());
    for (file, other) in [("a.svg", SVG.replace("<svg ", "<svg  ")), ("b.svg", SVG.replace("<svg ", "<svg  ")), ("c.csv", "b\n".to_owned())]
    {
        let site = project(&text).file(&format!("{QU}/stories/{file}"), &other).build();
        assert!(!is_published(&site), "{file}");
        assert!(site.withheld().ends_with("Unsigned(Edited)\n"), "{}", site.withheld());
    }
    let unnamed = project(&text).file(&format!("{QU}/stories/d.svg"), SVG).build();
    assert!(is_published(&unnamed));
}

#[test]
fn signatures_that_do_not_hold_withhold() {
    let early = "first: {by: 殷丽, at: 2026-05-01 09:00}\n  final: {by: 王静, at: 2026-06-01 12:30}";
    let cases = [
        "first: {by: 殷丽, at: 2026-05-01 09:00}",
        "final: {by: 王静, at: 2026-05-01 10:00}",
        "first: {by: 殷丽, at: 2026-05-01 09:00}\n  final: {by: 王静, at: 2026-05-01 08:59}",
        "first: {by: 王静, at: 2026-05-01}\n  final: {by: 王静, at: 2026-05-01 10:00}",
        early,
    ];
    let told: String =
        cases.iter().map(|case| asking(&signed_story(case)).build()).map(|site| site.withheld() + &site.problems()).collect();
    insta::assert_snapshot!(told);
    let later = asking(&signed_story(early)).on("2026-06-01T12:30").build();
    assert!(is_published(&later), "{}", later.problems());
    let lenient = format!("{SETTINGS}review:\n  different_persons: false\n  asked:\n    - {{levels: [first, final], since: 2026-04-01}}\n");
    let site = asking(&signed_story(cases[3])).file("site.yaml", &lenient).build();
    assert!(is_published(&site), "{}", site.problems());
}

#[test]
fn what_is_asked_depends_on_column_kind_and_day() {
    let columns = "columns: [{id: dongtai, name: 动态, kinds: [news]}, {id: qita, name: 其他, kinds: [case]}]\n";
    let asked = "review:\n  asked:\n    - {columns: [qita], levels: []}\n    - {columns: [dongtai], since: 2026-05-01, levels: [final]}\n    - {kinds: [page], levels: [final]}\n";
    let site = Project::new()
        .append("site.yaml", columns)
        .append("site.yaml", asked)
        .file(&format!("{QU}/stories/2026-05-02-n.md"), &story("新", "2026-05-02", "", "。"))
        .file(&format!("{QU}/stories/2026-05-03-q.md"), &story("他", "2026-05-03", "column: qita\n", "。"))
        .file("content/pages/guanyu.md", &free_page("关于", "。"))
        .build();
    let withheld: Vec<&str> = site.published.outcome.withheld.iter().map(|one| one.path.file_name()).collect();
    assert_eq!(withheld, ["2026-05-02-n.md", "guanyu.md"], "{}", site.problems());
    let free = Project::new().append("site.yaml", "profile: gov-strict\nreview: {asked: []}\n").build();
    assert_eq!(free.withheld(), "");
}

#[test]
fn a_translation_has_its_own_sign_off_and_a_link_to_what_waits_is_told() {
    let english = "---\ntitle: Number three\nsummary: Handrails.\n---\n\nThe handrails are up.\n";
    let digest = digest_of_signed(signed::digest(english), None);
    let names = "review:\n  first: {by: Yin Li, at: 2026-05-01 09:00}\n  final: {by: Wang Jing, at: 2026-05-01 10:00}\n";
    let own = english.replacen("summary", &format!("{names}  digest: \"{digest}\"\nsummary"), 1);
    let project = asking(&signed_story(BOTH)).append("site.yaml", "languages: [zh, en]\n");
    let translation = FILE.replace(".md", ".en.md");
    let both = project.clone().file(&translation, &own).build();
    assert_eq!((both.problems(), both.withheld()), (String::new(), String::new()));
    assert!(both.files.contains_key("en/stories/2026-05-01-t/index.html"));
    let unsigned = project.file(&translation, english).build();
    assert!(is_published(&unsigned));
    assert!(unsigned.withheld().contains("2026-05-01-t.en.md"), "{}", unsigned.withheld());
    let linking = story("第一篇", "2026-03-05", "", "见[那篇](2026-05-01-t.md)。");
    let site =
        asking(&signed_story("first: {by: 殷丽, at: 2026-05-01 09:00}")).file(&format!("{QU}/stories/2026-03-05-a.md"), &linking).build();
    insta::assert_snapshot!(site.problems());
}

/// What `wanjia sign` does with the file on the disk.
fn sign_on_disk(project: &Project, site: &Site, level: ReviewLevel, by: &str, again: bool) -> Result<String, String> {
    let root = site.root();
    let (all, _) = pipeline::sign_offs(&project.request(&root)).unwrap();
    let one: &SignOff = all.iter().find(|one| one.path.as_str() == FILE).unwrap();
    let at = read_moment("2026-06-01 11:00").unwrap();
    let signing = Signing { level, by: by.into(), role: Some("主任, 甲".into()), proof: None, result: None, at, again };
    sign(&root, one, &signing)
        .map_err(|error| if let AuthorError::Unsigned(_, refusal) = error { format!("{refusal:?}") } else { error.to_string() })
}

#[test]
fn signing_changes_only_the_lines_of_the_sign_off() {
    let written = format!("\u{FEFF}{}", story("三号楼", "2026-05-01 10:30", "# 尾\n", "扶手  装好了。").replace('\n', "\r\n"));
    let project = asking(&written);
    let site = project.build();
    assert_eq!(site.published.outcome.withheld.len(), 1);
    let signed = |level, by, again| sign_on_disk(&project, &site, level, by, again);
    assert_eq!(signed(ReviewLevel::Final, "王静", false).unwrap_err(), "Before(First)");
    let first = signed(ReviewLevel::First, "殷丽", false).unwrap();
    assert!(
        first.starts_with("review:\r\n  first: {by: 殷丽, role: \"主任, 甲\", at: 2026-06-01 11:00}\r\n  digest: \"blake3:"),
        "{first}"
    );
    assert_eq!(signed(ReviewLevel::First, "殷丽", false).unwrap_err(), "Signed(First)");
    assert_eq!(signed(ReviewLevel::Final, "殷丽", false).unwrap_err(), "SamePerson(First)");
    let all = signed(ReviewLevel::Final, "王静", false).unwrap();
    let now = fs::read_to_string(site.root().join(FILE)).unwrap();
    assert_eq!(now.replace(&all, ""), written);
    let mut signed_project = project.clone();
    signed_project.files.insert(FILE.to_owned(), now.clone().into_bytes());
    assert!(is_published(&signed_project.build()));
    fs::write(site.root().join(FILE), now.replace("装好了", "修好了")).unwrap();
    assert_eq!(signed(ReviewLevel::Final, "王静", false).unwrap_err(), "Void(Edited)");
    let again = signed(ReviewLevel::First, "殷丽", true).unwrap();
    assert!(!again.contains("王静"));
}

#[test]
fn the_ledger_and_the_sheet_say_who_signed_which_text() {
    let project = asking(&signed_story(BOTH));
    let site = project.build();
    let (all, _) = pipeline::sign_offs(&project.request(&site.root())).unwrap();
    let one = all.iter().find(|one| one.path.as_str() == FILE).unwrap();
    let ledger = String::from_utf8(wanjia::report::ledger(std::slice::from_ref(one), wanjia::language::Speech::Chinese)).unwrap();
    insta::assert_snapshot!(ledger.replace('\r', ""));
    insta::assert_snapshot!(wanjia::report::sheet(one, wanjia::language::Speech::Chinese));
}

#[test]
fn what_will_change_by_itself_is_told_in_order() {
    let at = |name: &str, date: &str, more: &str| (format!("{QU}/stories/{name}.md"), story(name, date, more, "。"));
    let stories = [
        at("2026-06-03-a", "2026-06-03 08:30", ""),
        at("2026-05-01-b", "2026-05-01", "expires: 2026-06-04\n"),
        at("2026-05-01-c", "2026-05-01", "draft: true\n"),
    ];
    let mut project = Project::new().append("site.yaml", "mourning: [{from: 2026-06-05}]\n");
    project = stories.iter().fold(project, |project, (path, text)| project.file(path, text));
    let site = project.build();
    let (coming, _) = pipeline::coming(&project.request(&site.root()), "2026-06-09".parse().unwrap()).unwrap();
    let told: Vec<String> = coming.unwrap().iter().map(|one| format!("{} {} {:?}", one.at, one.change.id(), one.what)).collect();
    assert_eq!(
        told,
        [
            "2026-06-02T00:00:00 receives [\"示例站点\"]",
            "2026-06-03T08:30:00 appears [\"2026-06-03-a\"]",
            "2026-06-05T00:00:00 expires [\"2026-05-01-b\"]",
            "2026-06-05T00:00:00 mourning_begins []",
            "2026-06-06T00:00:00 mourning_ends []",
            "2026-06-09T00:00:00 receives [\"示例站点\"]",
        ]
    );
}
