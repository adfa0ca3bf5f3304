//! What the editor's guides say is tried: their example is published, and their twelve slips are told in their words.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const GUIDES: [(&str, &str, &str); 2] =
    [("zh", "editor.zh-CN.md", "YAML 写法有误："), ("en", "editor.md", "the YAML cannot be read here: ")];
const STORY: &str = "content/districts/linhe/stories/2026-03-20-loudao-deng.md";

/// Stands for a file that was saved in another encoding.
const IN_GBK: &str = "GBK";

/// Code; the line of the Chinese guide's example, and what somebody wrote instead.
const SLIPS: [(&str, &str, &str); 12] = [
    ("YML101", "标题: \"通知：楼道灯亮了\"", "标题：楼道灯亮了"),
    ("YML101", "来源: ", "来源:"),
    ("YML101", "标题: \"通知：楼道灯亮了\"", "标题: 通知: 关于接待日"),
    ("FMT101", "老旧小区]\n---", "老旧小区]\n"),
    ("DAT101", "2026-03-20", "2026-02-30"),
    ("FLD101", "标签: ", "标笺: "),
    ("FLD102", "摘要: 代表接待日收到的第一条意见，三天办结。\n", ""),
    ("FLD103", "标签: [楼道灯, 老旧小区]", "标签: 楼道灯，老旧小区"),
    ("FLD103", "标签: [楼道灯, 老旧小区]", "草稿: 是"),
    ("REF101", "[zhang-min]", "[zhang-mn]"),
    ("IMG101", "1. 当天登记", "![老人](loudao.jpg)"),
    ("SRC109", "---\n标题", IN_GBK),
];

#[test]
fn the_example_of_each_guide_has_no_problem() {
    for (_, guide, _) in GUIDES {
        let site = site_with(example(guide).as_bytes());
        let ran = check(&site, "en");
        assert_eq!((String::from_utf8_lossy(&ran.stdout).as_ref(), ran.status.code()), ("", Some(0)), "{guide}");
    }
}

#[test]
fn each_slip_is_told_in_the_words_of_the_guide() {
    let example = example("editor.zh-CN.md");
    let mut unsaid = Vec::new();
    for (code, right, wrong) in SLIPS {
        assert!(example.contains(right), "the example no longer holds {right}");
        let story = if wrong == IN_GBK { example.clone() } else { example.replacen(right, wrong, 1) };
        let encoding = if wrong == IN_GBK { encoding_rs::GBK } else { encoding_rs::UTF_8 };
        let site = site_with(&encoding.encode(&story).0);
        for (language, guide, prefix) in GUIDES {
            let told = problems(&check(&site, language));
            let [(told_code, message)] = &told[..] else { panic!("{wrong}: {told:?}") };
            let words = format!("`{code}` {}", message.trim_start_matches(prefix));
            assert_eq!(told_code, code, "{wrong}");
            if !text(guide).contains(&words) {
                unsaid.push(format!("{guide}: {words}"));
            }
        }
    }
    assert_eq!(unsaid, Vec::<String>::new(), "the guides do not say it in these words");
}

fn text(guide: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(guide)).expect("the guide is there")
}

/// The first story that the guide shows.
fn example(guide: &str) -> String {
    let text = text(guide);
    let (_, rest) = text.split_once("```markdown\n").expect("the guide shows a story");
    rest.split_once("```").expect("the example ends").0.to_owned()
}

/// The site that `init` makes, with one more story.
fn site_with(story: &[u8]) -> TempDir {
    let folder = TempDir::new().expect("a folder for the test");
    let made = wanjia(folder.path()).args(["init", "."]).output().expect("the program runs");
    assert!(made.status.success(), "{made:?}");
    fs::write(folder.path().join(STORY), story).expect("the story can be written");
    folder
}

fn check(site: &TempDir, language: &str) -> Output {
    let options = ["check", "--format", "json", "--as-of", "2026-11-01", "--lang", language];
    wanjia(site.path()).args(options).output().expect("the program runs")
}

fn wanjia(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wanjia"));
    command.current_dir(folder).env_clear();
    command
}

fn problems(ran: &Output) -> Vec<(String, String)> {
    let lines = String::from_utf8_lossy(&ran.stdout);
    let field = |problem: &Value, name: &str| problem[name].as_str().expect("a problem has it").to_owned();
    let problems = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    problems.map(|problem| (field(&problem, "code"), field(&problem, "message"))).collect()
}
