//! Stories: front matter and text.

use super::map::{DISTRICTS, Map, STORY, picture, relative};
use super::random::Random;
use super::words::{self, heading, person, sentence, sentences};
use super::yaml::{Fields, quoted};

/// The usual length of a text, in bytes of UTF-8.
const LENGTH: (usize, usize) = (2_300, 4_100);
const SECTIONS: [&str; 4] = ["背景", "做法", "成效", "启示"];
/// Kinds of stories, as often as they stand here.
const KINDS: [&str; 20] = [
    "news",
    "news",
    "news",
    "news",
    "news",
    "news",
    "notice",
    "preview",
    "practice",
    "practice",
    "voice",
    "voice",
    "profile",
    "case",
    "case",
    "report",
    "compare",
    "knowledge",
    "meeting",
    "meeting",
];

/// The file of a story.
pub(crate) fn text(map: &Map, story: usize) -> String {
    let random = &mut map.random(STORY, story);
    let kind = random.pick(&KINDS);
    let mut fields = front_matter(map, story, kind, random);
    if kind == "practice" {
        practice(map, story, random, &mut fields);
    }
    let body = if kind == "practice" { sections(map, story, random) } else { body(map, story, random) };
    let text = fields.above(&body);
    if map.quirk(story, 41, 20) { format!("\u{feff}{}", text.replace('\n', "\r\n")) } else { text }
}

fn front_matter(map: &Map, story: usize, kind: &str, random: &mut Random) -> Fields {
    let mut fields = Fields::default();
    let chinese = map.quirk(story, 43, 9);
    let call = |english: &'static str, chinese_name: &'static str| if chinese { chinese_name } else { english };
    fields.text(call("title", "标题"), &title(map, story, random));
    fields.plain(call("kind", "类型"), kind);
    let time = format!("{:02}:{:02}", random.between(8, 20), random.below(60));
    fields.plain(call("date", "日期"), format_args!("{} {time}", map.day_of(story)));
    fields.text(call("source", "来源"), "云河市人大常委会办公室（示例）");
    fields.text(call("summary", "摘要"), &summary(map, story, random));
    if map.is_renamed(story) {
        fields.text("id", &map.story_id(story));
    }
    withhold(map, story, &mut fields);
    if !map.quirk(story, 20, 0) {
        unneeded(map, story, random, &mut fields);
    }
    fields
}

fn title(map: &Map, story: usize, random: &mut Random) -> String {
    let usual = words::title(random, story);
    if !map.rough {
        return usual;
    }
    match story % 23 {
        1 => format!("{story}{}", "把接待室搬到楼门口的三百六十五天".repeat(8)).chars().take(120).collect(),
        2 => "议".to_owned(),
        3 => format!("A Bench, a Table and {story} Neighbours"),
        4 => format!("<b>{story}</b> & \"引号\" 和 *星号* `代码` {{{{ 花括号 }}}} [[方括号]]"),
        5 => "www.".to_owned() + &"averylongwordwithoutanybreak".repeat(4),
        6 => "同名的稿件".to_owned(),
        _ => usual,
    }
}

fn summary(map: &Map, story: usize, random: &mut Random) -> String {
    let usual = sentence(random);
    if map.quirk(story, 21, 1) {
        return "无".to_owned();
    }
    if map.quirk(story, 21, 2) { usual.chars().cycle().take(120).collect() } else { usual }
}

/// Rough sites hold drafts, scheduled and expired stories; others link to them all the same.
fn withhold(map: &Map, story: usize, fields: &mut Fields) {
    if map.quirk(story, 17, 2) {
        fields.plain("draft", true);
    } else if map.quirk(story, 17, 9) {
        fields.plain("publish_at", "2099-01-01 08:00");
    } else if map.quirk(story, 19, 5) {
        fields.plain("expires", map.day_after(story));
    }
}

fn unneeded(map: &Map, story: usize, random: &mut Random, fields: &mut Fields) {
    let station = map.station_of(story);
    fields.list("stations", &[map.station_id(station)]);
    let deputies: Vec<String> = map.deputies_of(station).iter().take(random.between(1, 2)).map(|deputy| map.deputy_id(*deputy)).collect();
    fields.list("deputies", &deputies);
    fields.list("reporters", &[person(random)]);
    fields.list("tags", &tags(map, story, random));
    if random.percent(30) {
        fields.plain("work_line", random.pick(&["legislation", "supervision", "deputies", "decision", "appointment"]));
    }
    if random.percent(10) {
        let file = relative(&map.story_folder(story), &picture(story));
        fields.plain("cover", format_args!("{{file: {file}, alt: 现场的示意图, caption: {}}}", quoted(&sentence(random))));
    }
    if map.quirk(story, 40, 8) || map.quirk(story, 40, 10) {
        fields.plain("lang", "en");
    }
    if map.quirk(story, 25, 6) {
        fields.list("aliases", &[format!("/news/{story}.html"), format!("/旧站/第{story}篇/")]);
        fields.text("subtitle", &sentence(random));
        fields.text("kicker", "万名代表进万家");
    }
    if map.quirk(story, 25, 7) {
        let everywhere: Vec<&str> = DISTRICTS.iter().map(|district| district.id).collect();
        fields.list("districts", &everywhere);
    }
}

fn tags(map: &Map, story: usize, random: &mut Random) -> Vec<String> {
    let usual = words::tags(random);
    if map.quirk(story, 50, 8) {
        return (0..60).map(|number| format!("标签{number}")).collect();
    }
    if map.quirk(story, 50, 9) {
        return ["C++ 培训", "50% 补贴", "问与答？", "A & B", "长标签长标签长标签长标签长标签长标签长标签长标签长标签长标签"]
            .map(str::to_owned)
            .into();
    }
    usual.into_iter().map(str::to_owned).collect()
}

fn practice(map: &Map, story: usize, random: &mut Random, fields: &mut Fields) {
    let mut fact = |metric: &str| {
        let (before, after) = (random.between(20, 60), random.between(5, 19));
        format!("metric: {metric}, before: \"{before}\", after: \"{after}\", unit: 天, source: 登记簿（示例）")
    };
    let facts = [fact("平均办结天数"), fact("最长等待")];
    fields.groups("facts", &facts);
    fields.line("replicability:");
    for (name, value) in
        [("cost", "每站约600元"), ("staff", "一名联络员"), ("conditions", "有临街空地"), ("contact_unit", "街道人大工委（示例）")]
    {
        fields.text(&format!("  {name}"), value);
    }
    fields.line("  steps:");
    for _ in 0..if map.quirk(story, 9, 1) { 40 } else { 4 } {
        fields.line(&format!("    - {}", quoted(&sentence(random))));
    }
    let home = map.district_of(map.station_of(story)).id;
    if random.percent(30) {
        let others: Vec<&str> = DISTRICTS.iter().map(|district| district.id).filter(|id| *id != home).collect();
        let adopter = random.pick(&others);
        fields.groups("adoptions", &[format!("adopter: {adopter}, date: 2026-06-01, mode: improved, changes: 改在周末")]);
    }
}

fn sections(map: &Map, story: usize, random: &mut Random) -> String {
    let mut text = String::new();
    for (number, section) in SECTIONS.iter().enumerate() {
        text.push_str(&format!("## {section}\n\n"));
        if map.quirk(story, 18, 3) {
            continue;
        }
        let goal = text.len() + random.between(LENGTH.0 / 4, LENGTH.1 / 4);
        while text.len() < goal {
            text.push_str(&block(map, story, random));
        }
        if number == 1 {
            text.push_str(&unusual(map, story, random));
        }
    }
    text
}

fn body(map: &Map, story: usize, random: &mut Random) -> String {
    if map.quirk(story, 40, 0) {
        return String::new();
    }
    let mut text = paragraph(map, story, random);
    let goal = random.between(LENGTH.0, LENGTH.1);
    while text.len() < goal {
        text.push_str(&format!("## {}\n\n", heading(random)));
        for _ in 0..random.between(1, 3) {
            text.push_str(&block(map, story, random));
        }
    }
    text + &unusual(map, story, random)
}

/// A paragraph, a list, a table, a quotation or a picture.
fn block(map: &Map, story: usize, random: &mut Random) -> String {
    match random.below(20) {
        0..=3 => (0..random.between(3, 5)).map(|_| format!("- {}\n", sentence(random))).collect::<String>() + "\n",
        4 => {
            let mut row = || format!("| {} | {} | {} |\n", words::TAGS[random.below(36)], random.between(1, 30), person(random));
            format!("| 事项 | 件数 | 领办代表 |\n| --- | ---: | --- |\n{}{}{}\n", row(), row(), row())
        }
        5 => format!("> {}\n\n", sentence(random)),
        6 if random.percent(30) => {
            format!("![现场的示意图]({} \"示意图\")\n\n", relative(&map.story_folder(story), &picture(random.below(99))))
        }
        _ => paragraph(map, story, random),
    }
}

fn paragraph(map: &Map, story: usize, random: &mut Random) -> String {
    let mut parts: Vec<String> = (0..random.between(3, 6)).map(|_| sentence(random)).collect();
    if random.percent(50) {
        let at = random.below(parts.len());
        parts[at] = format!("**{}。**", parts[at].trim_end_matches('。'));
    }
    if random.percent(35) {
        parts.push(format!("参见{}。", link(map, story, random)));
    }
    parts.concat() + "\n\n"
}

/// A link to another story by its file or id, or to a station.
fn link(map: &Map, story: usize, random: &mut Random) -> String {
    let other = random.below(map.stories);
    match random.below(3) {
        0 => format!("[往期的一篇]({})", relative(&map.story_folder(story), &map.story_file(other))),
        1 => format!("[[{}|另一个站的做法]]", map.story_id(other)),
        _ => format!("[[{}|这个联络站]]", map.station_id(other % map.stations)),
    }
}

/// What only rough stories hold.
fn unusual(map: &Map, story: usize, random: &mut Random) -> String {
    if !map.rough {
        return String::new();
    }
    match story % 40 {
        1 => sentences(random, 250) + "\n",
        2 => format!("网址：https://yunhe.example.cn/{}\n", "very-long-path/".repeat(200)),
        3 => MIXED.to_owned(),
        4 => format!("{}\n", "连续不断的一个长句子没有任何标点".repeat(400)),
        5 => (0..300)
            .fold("| 序号 | 姓名 |\n| --- | --- |\n".to_owned(), |table, row| table + &format!("| {row} | {} |\n", person(random))),
        6 => (0..12).map(|depth| format!("{}- {}\n", "  ".repeat(depth), sentence(random))).collect(),
        7 => "### 同样的标题\n\n甲。\n\n### 同样的标题\n\n乙。\n\n### 123\n\n### ！？\n\n### Latin & <标题> `code`\n".to_owned(),
        8 => "The quick brown fox jumps over the lazy dog. ".repeat(60) + "\n",
        9 => format!("![{}]({})\n", "很长的替代文字".repeat(20), relative(&map.story_folder(story), &picture(story))),
        10 => format!("{}\n", "a".repeat(5000)),
        _ => String::new(),
    }
}

const MIXED: &str = "\
> [!注意]
> 接待日改在**下周二。**

- [x] 已经办好
- [ ] 还在商量
  1. 先测量
  2. 再报价

站里有一本登记簿[^1]，写着~~旧的~~新的办法。

[^1]: 登记簿每季度换一本。

议事厅
: 大家说话的地方

```text
编号 0001 {{ 不是模板 }} {% raw %}
```

<table><tr><th>甲</th><td style=\"color:red\" class=\"MsoNormal\">从文字处理软件粘贴来的表格</td></tr></table>

第一行
第二行  
第三行 <kbd>Ctrl</kbd>+<kbd>P</kbd>

***

*粗斜***并用**，`代码`和“引号”。
";
