//! Copy packs: what another needs to do the same as a practice.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::project::{Project, Site, story};

const PACK: &str = "stories/2026-03-05-a/pack.zip";

/// A practice with two attachments of the same title.
fn project() -> Project {
    let practice = story(
        "板凳/议事",
        "2026-03-05",
        "facts: [{metric: 来访, before: 9, after: 41, unit: 人次}]\n\
         replicability:\n  cost: 约600元\n  staff: 2人\n  conditions: \"有空地|长椅\"\n  steps: [摸底, 公告]\n  contact_unit: 示例区人大\n  \
         attachments: [{title: 登记表, file: biao.txt}, {title: 登记表, file: tu.svg}]\n\
         adoptions: [{adopter: zhan, date: 2026-04-01, mode: improved, changes: 改在周末}]\n",
        "## 背景\n\n甲。\n\n## 做法\n\n乙。\n\n## 成效\n\n丙。\n\n## 启示\n\n丁。",
    );
    Project::new()
        .file("content/districts/qu/stories/2026-03-05-a.md", &practice.replace("kind: news", "kind: practice"))
        .file("content/districts/qu/stories/biao.txt", "姓名：\n")
        .file("content/districts/qu/stories/tu.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><!-- 作者 --></svg>")
}

/// The files of a pack by their names.
fn unpacked(site: &Site, address: &str) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(&site.files[address])).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(file.name().to_owned(), text);
    }
    files
}

#[test]
fn a_pack_holds_the_leaflet_twice_and_every_attachment() {
    let site = project().at("https://rd.example.cn/").build();
    assert_eq!(site.problems(), "");
    let files = unpacked(&site, PACK);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["板凳 议事/做法说明.md", "板凳 议事/打印单.html", "板凳 议事/附件/01-登记表.txt", "板凳 议事/附件/02-登记表.svg"]);
    assert_eq!(
        files["板凳 议事/做法说明.md"],
        "# 板凳/议事\n\n板凳/议事的摘要。\n\n来源：示例来源 2026年3月5日\n\n网址：https://rd.example.cn/stories/2026-03-05-a/\n\n\
         ## 需要什么\n\n- **费用** 约600元\n- **人力** 2人\n- **适用条件** 有空地\\|长椅\n\n## 步骤\n\n1. 摸底\n2. 公告\n\n\
         ## 成效\n\n| 指标 | 之前 | 之后 | 单位 | 截至 | 数据来源 |\n| --- | --- | --- | --- | --- | --- |\n| 来访 | 9 | 41 | 人次 |  |  |\n\n\
         ## 谁已经照做\n\n| 单位 | 时间 | 方式 | 改动 | 结果 |\n| --- | --- | --- | --- | --- |\n| 示例站点 | 2026年4月1日 | 改进 | 改在周末 |  |\n\n\
         ## 附件\n\n- 附件/01-登记表.txt\n- 附件/02-登记表.svg\n\n## 联系单位\n\n- 示例区人大\n"
    );
    assert_eq!(files["板凳 议事/附件/01-登记表.txt"], "姓名：\n");
}

#[test]
fn the_sheet_in_a_pack_stands_alone() {
    let sheet = &unpacked(&project().build(), PACK)["板凳 议事/打印单.html"];
    assert!(!["src=", "href=", "url(", "@import", "<script"].iter().any(|word| sheet.contains(word)), "{sheet}");
    assert!(sheet.contains("<li>摸底</li>") && sheet.contains("<td>41</td>"), "{sheet}");
}

#[test]
fn a_picture_in_a_pack_tells_nothing_besides() {
    let files = unpacked(&project().build(), PACK);
    assert!(!files["板凳 议事/附件/02-登记表.svg"].contains("作者"));
}

#[test]
fn a_practice_leads_to_its_sheet_and_its_pack() {
    let site = project().build();
    assert_eq!(
        site.page("stories/2026-03-05-a/pack"),
        "照做资料包：板凳/议事 → stories/2026-03-05-a/pack.zip（4）\n摸底 公告 示例区人大\n"
    );
    assert!(!project().with_default_theme().build().mentions("stories/2026-03-05-a/pack.zip").is_empty());
}

#[test]
fn a_pack_is_the_same_whenever_it_is_made_and_another_when_an_attachment_changes() {
    let first = project().build();
    assert_eq!(first.files[PACK], project().build().files[PACK]);
    let other = project().file("content/districts/qu/stories/biao.txt", "姓名、电话：\n").build_in(first.dir);
    assert_eq!(unpacked(&other, PACK)["板凳 议事/附件/01-登记表.txt"], "姓名、电话：\n");
}
