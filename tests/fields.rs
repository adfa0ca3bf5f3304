//! What one file says about its own mistakes, and what the declarations are good for.

use proptest::prelude::*;
use wanjia::diagnostics::Diagnostics;
use wanjia::fields::{Others, Record, RecordDeclaration, Shape, reference, schema, skeleton};
use wanjia::language::Speech;
use wanjia::model::Kind;
use wanjia::parse::{Draft, Parsed, Place, parse, parse_settings};
use wanjia::settings::Settings;
use wanjia::source::SourcePath;

const STORY: &str = "content/districts/kly/stories/2026-03-05-bandeng.md";
const STATION: &str = "content/districts/kly/stations/kly-017.yaml";
const DEPUTY: &str = "content/districts/kly/deputies/wang-li.yaml";
const PROJECT: &str = "content/projects/fushou.yaml";
const CAMPAIGN: &str = "content/campaigns/wanjia.yaml";

fn read(path: &str, text: &str) -> Parsed {
    let path = SourcePath::new(path);
    let mut diagnostics = Diagnostics::new();
    let place = Place::of(&path, &mut diagnostics).expect("the tests use known places");
    parse(&path, text, &place).0
}

fn told(diagnostics: Diagnostics) -> String {
    let mut lines = String::new();
    for problem in diagnostics.sorted().iter() {
        let (line, column) = (problem.span.line, problem.span.column);
        for speech in [Speech::Chinese, Speech::English] {
            let id = problem.code.id();
            lines.push_str(&format!("{line}:{column} {id} {} | {}\n", problem.message(speech), problem.hint(speech)));
        }
    }
    lines
}

/// A correct story whose lines can be replaced or added.
fn story(change: &str) -> String {
    let mut lines =
        vec!["title: 十条板凳", "kind: news", "date: 2026-03-05 10:30", "source: 示例来源", "summary: 代表把接待日搬到单元门口。"];
    let name = |line: &str| line.split([':', '：']).next().unwrap_or_default().to_owned();
    let changed: Vec<&str> = change.lines().collect();
    let first = changed.first().map(|line| name(line)).unwrap_or_default();
    lines.retain(|line| name(line) != first);
    lines.extend(changed);
    format!("---\n{}\n---\n正文。\n", lines.join("\n"))
}

/// A correct file of the kind, as `new` writes it, with lines added.
fn profile(kind: Kind, added: &str) -> String {
    format!("{}{added}\n", skeleton(kind.record(), Speech::English, &[], Others::LeftOut))
}

#[test]
fn every_mistake_is_told_with_its_place_in_both_languages() {
    let cases: Vec<(&str, &str, String)> = vec![
        ("unknown field with a typing error", STORY, story("titel: x")),
        ("unknown field in Chinese", STORY, story("来原: x")),
        ("field name with full-width letters and a space", STORY, story("ｔａｇｓ: [a]\n标 签: [b]")),
        ("both names of a field", STORY, story("标题: 又一个")),
        ("duplicate key", STORY, story("tags: [a]\ntags: [b]")),
        ("missing fields", STORY, "---\ntitle: 十条板凳\n---\n".to_owned()),
        ("a list for a text", STORY, story("title: [a, b]")),
        ("draft in Chinese", STORY, story("draft: 是")),
        ("draft in quotation marks", STORY, story("draft: \"true\"")),
        ("draft as yes", STORY, story("草稿: yes")),
        ("draft as a number", STORY, story("draft: 1")),
        ("several tags as one text", STORY, story("标签: 民生，教育、供暖")),
        ("several tags as one entry", STORY, story("tags: [民生，教育]")),
        ("unknown choice", STORY, story("kind: practise")),
        ("empty field", STORY, story("source:")),
        ("too long", STORY, story(&format!("summary: {}", "长".repeat(121)))),
        ("impossible date", STORY, story("date: 2026-13-45")),
        ("ambiguous date", STORY, story("date: 05/01/2026")),
        ("not a date", STORY, story("date: 明天")),
        ("event after the release", STORY, story("event_date: 2026-03-06")),
        ("expires before it appears", STORY, story("publish_at: 2026-04-02\n到期: 2026-04-01")),
        ("date in the name differs", STORY, story("date: 2026-03-06")),
        ("wrong separator in a name", STORY, story("reporters: [艾山•买买提, 殷丽]")),
        ("bad reference", STORY, story("deputies: [a/b, wang li]")),
        ("bad id", STORY, story("id: 十条 板凳")),
        ("practice without its parts", STORY, story("kind: practice")),
        ("practice with sections in the wrong order", STORY, story("kind: practice").replace("正文。", "## 背景\n\n一\n\n## 成效\n\n二\n")),
        ("group expected", STORY, story("cover: cover.jpg")),
        ("list of groups expected", STORY, story("facts: {metric: 天数, after: \"9\"}")),
        ("front matter not closed", STORY, "---\ntitle: 十条板凳\n\n正文。\n".to_owned()),
        ("no front matter", STORY, "# 十条板凳\n\n正文。\n".to_owned()),
        ("empty front matter", STORY, "---\n---\n正文。\n".to_owned()),
        ("full-width colon", STORY, story("标签：民生\nkind2: x")),
        ("full-width colon in the first line", STATION, "名称：白杨里站\nkind: station\n".to_owned()),
        ("full-width colons only", STATION, "名称：白杨里站\n类别：station\n".to_owned()),
        ("no space after the colon", STORY, story("subtitle:副标题\ndraft: 是")),
        ("tab", STORY, story("cover:\n\tfile: a.jpg")),
        ("full-width space", STORY, story("cover:\n　　file: a.jpg")),
        ("colon in a title", STORY, story("title: 通知: 关于接待日\ndraft: 是")),
        ("Chinese quotation marks", STORY, story("title: “通知: 关于接待日”")),
        ("title begins with @", STORY, story("title: @代表 请进站")),
        ("title begins with *", STORY, story("title: *重要*通知")),
        ("title begins with a bracket", STORY, story("title: [重要] 通知")),
        ("title begins with !", STORY, story("title: !重要")),
        ("title begins with #", STORY, story("title: #话题")),
        ("no space after the hyphen", STORY, story("tags:\n-民生\n-教育")),
        ("no space after the indented hyphen", STORY, story("tags:\n  -民生\n  -教育")),
        ("a list in Chinese brackets", STORY, story("tags: 【民生，教育】")),
        ("a list in Chinese quotation marks", STORY, story("tags: [“民生”，“教育”]")),
        ("front matter closed with other dashes", STORY, "---\ntitle: 十条板凳\n———\n\n正文。\n".to_owned()),
        ("a required field misspelt", STORY, story("title: 十条板凳").replace("source:", "sorce:")),
        ("quotation mark not closed", STORY, story("title: \"十条板凳\ndraft: 是")),
        ("text after the quotation", STORY, story("title: \"十条\"板凳")),
        ("bracket not closed", STORY, story("tags: [a, b\ndraft: 是")),
        ("line in the wrong column", STATION, profile(Kind::Station, "geo:\n  lng: 84.8\n lat: 45.5\n  crs: WGS84")),
        ("a line without a colon", STORY, story("draft: false\n这一行没有冒号")),
        ("a second document", STATION, profile(Kind::Station, "---\nname: 又一个")),
        ("an alias bomb", STATION, bomb()),
        ("too deep", STATION, format!("extra: {}{}\n", "[".repeat(80), "]".repeat(80))),
        ("a list instead of fields", STATION, "- a\n- b\n".to_owned()),
        ("an empty file", STATION, String::new()),
        ("a mobile telephone", STATION, profile(Kind::Station, "").replace("\"0990-0000017\"", "\"13912345678\"")),
        ("not a telephone", STATION, profile(Kind::Station, "").replace("\"0990-0000017\"", "有事找我")),
        ("number out of range", STATION, profile(Kind::Station, "honors: [{type: star, by: 市人大, year: 2026, star: 6}]")),
        ("not a number", STATION, profile(Kind::Station, "area_m2: 八十六平米")),
        ("a span of time backwards", STATION, profile(Kind::Station, "").replace("10:00-14:00", "14:00-10:00")),
        ("district code", "content/districts/kly/district.yaml", profile(Kind::District, "").replace("\"650203\"", "65020")),
        ("two characters for a seal", "content/districts/kly/district.yaml", profile(Kind::District, "seal: 克区")),
        (
            "a membership that ends before it begins",
            DEPUTY,
            profile(Kind::Deputy, "").replace("  - level", "  - to: 2020-01-01\n    level"),
        ),
        ("no stations", DEPUTY, profile(Kind::Deputy, "").replace("[kly-017]", "[]")),
        ("voted, but no vote", PROJECT, profile(Kind::Project, "")),
        ("percent", PROJECT, profile(Kind::Project, "progress: [{date: 2026-06-30, percent: 101}]")),
        ("counts and a month", CAMPAIGN, profile(Kind::Campaign, "values:\n  - {district: kly, month: 2026-13, counts: {visits: 一百}}")),
        ("a language that is none", CAMPAIGN, profile(Kind::Campaign, "slogan: {中文: 走千家}")),
    ];
    let mut all = String::new();
    for (what, path, text) in cases {
        all.push_str(&format!("# {what}\n{}\n", told(read(path, &text).diagnostics)));
    }
    insta::assert_snapshot!("broken", all);
}

fn bomb() -> String {
    let mut text = "extra:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        text.push_str(&format!("  a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", ")));
    }
    text
}

#[test]
fn settings_are_checked() {
    let cases = [
        ("base url", "title: 站\norganization: 人大\nbase_url: rd.example.cn\n"),
        ("time zone", "名称: 站\n主办单位: 人大\n时区: Asia/Karamay\n"),
        ("column kind", "title: 站\norganization: 人大\ncolumns: [{id: a, name: 栏目, kinds: [practices]}]\n"),
        ("nothing", "theme: default\n"),
    ];
    let mut all = String::new();
    for (what, text) in cases {
        let mut diagnostics = Diagnostics::new();
        parse_settings(&SourcePath::new("site.yaml"), text, &mut diagnostics);
        all.push_str(&format!("# {what}\n{}\n", told(diagnostics)));
    }
    insta::assert_snapshot!("settings", all);
}

#[test]
fn settings_have_the_usual_kinds_and_items_unless_written() {
    let mut diagnostics = Diagnostics::new();
    let text = "title: 站\norganization: 人大\n";
    let settings = parse_settings(&SourcePath::new("site.yaml"), text, &mut diagnostics).expect("the settings are correct");
    assert_eq!((settings.station_kinds.len(), settings.standard_items.len(), settings.stories_per_page), (8, 6, 20));
    assert_eq!(told(diagnostics), "");
}

#[test]
fn both_names_and_every_form_of_a_value_are_read() {
    let text = "\u{FEFF}---\r\n标题: \"板凳: 议事\"\r\n类型: 工作动态\r\n日期: 2026年3月5日 9:30\r\n来源: 示例\r\n摘要: >-\r\n  一行\r\n  两行\r\n标签: 民生\r\nextra: {tel: 0990, n: 3, v: 1.10}\r\n---\r\n正文\r\n";
    let parsed = read(STORY, text);
    assert_eq!(told(parsed.diagnostics), "");
    let Some(Draft::Story(story)) = parsed.draft else { panic!("a story") };
    assert_eq!(&**story.title.value.main(), "板凳: 议事");
    assert_eq!((story.title.span.line, story.title.span.column), (2, 5));
    assert_eq!(story.date.value.iso(), "2026-03-05 09:30");
    assert_eq!(&**story.summary.value.main(), "一行 两行");
    assert_eq!(story.tags.len(), 1);
    assert_eq!(serde_json::Value::Object(story.extra.0.clone()).to_string(), r#"{"tel":"0990","n":3,"v":"1.10"}"#);
    assert_eq!(parsed.id.value.as_str(), "2026-03-05-bandeng");
}

#[test]
fn a_broken_file_still_has_its_id() {
    assert_eq!(read(STATION, "id: [kly-99\n").id.value.as_str(), "kly-017");
    assert_eq!(read(STATION, "编号: kly-99\nname: [a]\n").id.value.as_str(), "kly-99");
}

#[test]
fn a_place_says_what_a_file_is() {
    let place = |path: &str| {
        let mut diagnostics = Diagnostics::new();
        match Place::of(&SourcePath::new(path), &mut diagnostics) {
            Some(place) => format!("{} {} {:?}", place.kind.name(), place.default_id, place.districts),
            None => told(diagnostics),
        }
    };
    let paths = [
        "content/districts/kly/district.yaml",
        "content/districts/city/kly/district.yaml",
        "content/districts/city/kly/stations/a.yaml",
        "content/districts/kly/stations/kly-017/station.yaml",
        "content/districts/kly/stories/2026-03-05-a/index.md",
        "content/districts/kly/stories/2026/2026-03-05-a.md",
        "content/stories/2026-03-05-b.md",
        "content/campaigns/wanjia.yaml",
        "content/projects/a/project.yaml",
        "content/pages/about.md",
        "content/deputies/王丽.yml",
        "content/districts/kly/pages/a.md",
        "content/about.md",
        "content/districts/kly/stations/kly-017/other.yaml",
        "content/districts/a.yaml",
    ];
    let all: String = paths.iter().map(|path| format!("{path}: {}\n", place(path).trim_end())).collect();
    insta::assert_snapshot!("places", all);
}

#[test]
fn a_slot_in_an_introduction_knows_its_place_in_the_file() {
    let text = profile(Kind::Station, "intro: |\n  第一段。\n\n  见[[kly-003]]。\n");
    let line = text.lines().position(|line| line.contains("[[")).expect("it was written") + 1;
    let parsed = read(STATION, &text);
    let Some(Draft::Station(station)) = parsed.draft else { panic!("a station: {}", told(parsed.diagnostics)) };
    let document = station.intro.as_ref().expect("it was written").main.document.clone();
    for slot in document.slots.iter() {
        assert_eq!((slot.span.line as usize, slot.span.column), (line, 4));
        assert_eq!(&text[slot.span.start as usize..slot.span.end as usize], "[[kly-003]]");
    }
}

#[test]
fn what_new_writes_is_correct_in_both_languages() {
    for kind in Kind::ALL {
        for speech in [Speech::Chinese, Speech::English] {
            for others in [Others::Commented, Others::Written, Others::LeftOut] {
                let fields = skeleton(kind.record(), speech, &[], others);
                let (path, text) = whole_file(*kind, &fields);
                let problems: Vec<String> =
                    told(read(path, &text).diagnostics).lines().filter(|line| !line.contains("FLD112")).map(str::to_owned).collect();
                assert_eq!(problems, Vec::<String>::new(), "{text}");
            }
        }
    }
}

#[test]
fn a_skeleton_takes_what_is_given() {
    let given = [("title", "通知: “六有”\t达标"), ("tags", "供暖，老旧小区"), ("kind", "notice"), ("draft", "true")];
    let fields = skeleton(Kind::Story.record(), Speech::Chinese, &given, Others::LeftOut);
    insta::assert_snapshot!("skeleton", fields);
}

fn whole_file(kind: Kind, fields: &str) -> (&'static str, String) {
    match kind {
        Kind::District => ("content/districts/kly/district.yaml", fields.to_owned()),
        Kind::Station => (STATION, fields.to_owned()),
        Kind::Deputy => (DEPUTY, fields.to_owned()),
        Kind::Story => (STORY, format!("---\n{fields}---\n## 背景\n\n一\n\n## 做法\n\n二\n\n## 成效\n\n三\n\n## 启示\n\n四\n")),
        Kind::Campaign => (CAMPAIGN, fields.to_owned()),
        Kind::Project => (PROJECT, fields.to_owned()),
        Kind::Suggestion => ("content/districts/kly/suggestions/2026-046.yaml", fields.to_owned()),
        Kind::Tasks => ("content/tasks/2026.yaml", fields.to_owned()),
        Kind::Opinions => ("content/opinions/2026-q2.yaml", fields.to_owned()),
        Kind::Deeds => ("content/districts/kly/deeds/kly-2026.yaml", fields.to_owned()),
        Kind::Page => ("content/pages/about.md", format!("---\n{fields}---\n正文\n")),
    }
}

fn records() -> Vec<&'static RecordDeclaration> {
    let mut records: Vec<&RecordDeclaration> = Kind::ALL.iter().map(|kind| kind.record()).collect();
    records.push(Settings::RECORD);
    let mut at = 0;
    while at < records.len() {
        for field in records[at].fields {
            let part =
                if let Shape::Group { record } | Shape::List { of: Shape::Group { record } } = &field.shape { Some(*record) } else { None };
            records.extend(part.filter(|part| !records.iter().any(|known| known.name == part.name)));
        }
        at += 1;
    }
    records
}

#[test]
fn no_two_fields_of_a_record_share_a_name_and_all_are_explained() {
    for record in records() {
        assert!(record.fields.len() <= 64, "{}", record.name);
        let mut names: Vec<&str> = record.fields.iter().flat_map(|field| [field.name, field.alias]).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{}", record.name);
        for field in record.fields {
            let explained = !field.meaning.en.trim().is_empty() && !field.meaning.zh.is_empty() && !field.example.is_empty();
            assert!(explained, "{}.{}", record.name, field.name);
        }
    }
}

#[test]
fn a_schema_and_a_reference_page_come_from_the_declaration() {
    let text = serde_json::to_string_pretty(&schema(Kind::Page.record())).expect("a schema is JSON");
    insta::assert_snapshot!("schema", text);
    insta::assert_snapshot!("reference_zh", reference(Kind::District.record(), Speech::Chinese));
    insta::assert_snapshot!("reference_en", reference(Kind::District.record(), Speech::English));
    for kind in Kind::ALL {
        let schema = schema(kind.record()).to_string();
        let reference_count = schema.matches("#/$defs/").count();
        assert!(reference_count == 0 || schema.contains("\"$defs\""), "{}", kind.name());
    }
}

fn spans_lie_inside(path: &str, text: &str) -> Result<(), TestCaseError> {
    let parsed = read(path, text);
    for problem in &parsed.diagnostics {
        for span in [Some(&problem.span), problem.related.as_ref()].into_iter().flatten() {
            prop_assert!(span.start <= span.end && span.end as usize <= text.len(), "{problem:?}");
            prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{problem:?}");
            let lines = text.split('\n').count();
            prop_assert!(span.line as usize <= lines, "{problem:?}");
        }
        let messages = [problem.message(Speech::Chinese), problem.hint(Speech::English)];
        prop_assert!(!messages.iter().any(|message| message.is_empty() || message.contains("{advice}")), "{problem:?}");
    }
    prop_assert!(parsed.draft.is_some() || parsed.diagnostics.has_errors());
    Ok(())
}

fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("title: "),
        Just("标题："),
        Just("kind: news\n"),
        Just("\n"),
        Just("  "),
        Just("- "),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(": "),
        Just("\""),
        Just("'"),
        Just("|\n"),
        Just(">"),
        Just("&a "),
        Just("*a"),
        Just("!!str "),
        Just("!x "),
        Just("# "),
        Just("---\n"),
        Just("...\n"),
        Just("\t"),
        Just("　"),
        Just("“"),
        Just("，"),
        Just("2026-03-05"),
        Just("板凳"),
        Just("\u{FEFF}"),
        Just("\r\n"),
        Just("intro: |\n  [[a]]\n"),
        Just("draft: 是\n"),
        Just("photos:\n"),
        Just("@"),
        Just("%YAML 1.2\n"),
        Just("? "),
        Just("𬭎"),
        Just("\u{0}"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_profile_panic(text in yaml_like()) {
        spans_lie_inside(STATION, &text)?;
    }

    #[test]
    fn no_text_makes_a_story_panic(text in yaml_like()) {
        spans_lie_inside(STORY, &format!("---\n{text}\n---\n## 背景\n{text}"))?;
        spans_lie_inside(STORY, &text)?;
    }

    #[test]
    fn no_change_of_a_correct_file_makes_it_panic(at in 0_usize..4000, piece in yaml_like()) {
        let mut text = skeleton(Kind::Station.record(), Speech::Chinese, &[], Others::Written);
        let at = text.floor_char_boundary(at.min(text.len()));
        text.insert_str(at, &piece);
        spans_lie_inside(STATION, &text)?;
    }
}
