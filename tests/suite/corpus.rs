//! Sentences with a fault, each told at its very character; and sentences that only look as if they had one.
//! The data stand in `tests/corpus/`.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use wanjia::diagnostics::Diagnostics;
use wanjia::language::Speech;
use wanjia::parse::{Place, parse, parse_settings, parse_wording};
use wanjia::rules::{Rulebook, mended};
use wanjia::source::SourcePath;

const SETTINGS: &str = "title: 示例\norganization: 示例\nbase_url: https://rd.example.cn/\nemail: rd@rd.example.cn\n";
const WORDING: &str = "leaders: [陈一鸣, 赵国强, 李卫东]\n";

/// What must be found at least, and what may be told wrongly at most, of a hundred.
const RECALL: f64 = 99.0;
const FALSE_ALARMS: f64 = 1.0;

fn rulebook() -> Rulebook {
    let path = SourcePath::new("site.yaml");
    let mut settings = parse_settings(&path, SETTINGS, &mut Diagnostics::new()).unwrap();
    settings.wording = parse_wording(&SourcePath::new("data/wording.yaml"), WORDING, &mut Diagnostics::new()).unwrap();
    Rulebook::new(&settings, date(2026, 5, 6))
}

/// A page with the text, or with the summary; and the line and column at which it begins.
fn page(place: &str, text: &str) -> (String, u32, u32) {
    let text = text.replace('⏎', "\n");
    match place {
        "summary" => (format!("---\ntitle: 关于本站\nsummary: {text}\n---\n正文。\n"), 3, 10),
        "text" => (format!("---\ntitle: 关于本站\n---\n{text}\n"), 4, 1),
        other => panic!("a text stands in `text` or `summary`, not in `{other}`"),
    }
}

/// Code, line and column of everything that is told of a page.
fn told(rulebook: &Rulebook, text: &str) -> Vec<(&'static str, u32, u32)> {
    let path = SourcePath::new("content/pages/about.md");
    let place = Place::of(&path, &mut Diagnostics::new()).unwrap();
    let (parsed, passages) = parse(&path, text, &place);
    let findings = rulebook.read(&passages, &path, text);
    let all = parsed.diagnostics.iter().chain(findings.all());
    all.map(|problem| {
        let said = problem.message(Speech::Chinese);
        assert!(!problem.private || !said.contains("00001"), "a message repeats what is private: {said}");
        (problem.code.id(), problem.span.line, problem.span.column)
    })
    .collect()
}

/// The lines of a file of the corpus, each cut at its tabs.
pub(crate) fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)).unwrap();
    text.lines().filter(|line| !line.starts_with("# ")).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn every_fault_is_found_at_its_place_and_nothing_else_is_told() {
    let rulebook = rulebook();
    let (faults, misses) = (rows("faults.tsv"), rows("near-misses.tsv"));
    assert!(faults.len() >= 400 && misses.len() >= 400, "{} faults, {} near misses", faults.len(), misses.len());
    let (mut missed, mut alarms) = (String::new(), String::new());
    let (mut found, mut wrong) = (0, 0);
    for fault in &faults {
        let [code, line, column, place, text] = &fault[..] else { panic!("{fault:?}") };
        let (page, first_line, first_column) = page(place, text);
        let (line, column): (u32, u32) = (line.parse().unwrap(), column.parse().unwrap());
        let expected = (code.as_str(), line + first_line - 1, if line == 1 { column + first_column - 1 } else { column });
        let told = told(&rulebook, &page);
        found += usize::from(told.contains(&expected));
        if !told.contains(&expected) {
            let _infallible = writeln!(missed, "{expected:?} told {told:?}: {text}");
        }
        // Two rules may tell the same place: a number that nobody may publish, in full-width digits.
        if told.iter().any(|(_, line, column)| (*line, *column) != (expected.1, expected.2)) {
            wrong += 1;
            let _infallible = writeln!(alarms, "{expected:?} and more {told:?}: {text}");
        }
    }
    for miss in &misses {
        let [place, text] = &miss[..] else { panic!("{miss:?}") };
        let told = told(&rulebook, &page(place, text).0);
        if !told.is_empty() {
            wrong += 1;
            let _infallible = writeln!(alarms, "{told:?}: {text}");
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "there are hundreds")]
    let of_hundred = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let (recall, false_alarms) = (of_hundred(found, faults.len()), of_hundred(wrong, faults.len() + misses.len()));
    #[allow(clippy::print_stdout, reason = "the measure is told with every run")]
    {
        println!("{} faults, recall {recall:.2} %; {} near misses, false alarms {false_alarms:.2} %", faults.len(), misses.len());
    }
    assert!(recall >= RECALL && false_alarms <= FALSE_ALARMS, "recall {recall:.2} %, false alarms {false_alarms:.2} %\n{missed}\n{alarms}");
}

proptest! {
    #[test]
    fn no_text_is_too_odd_to_be_read_and_mended(parts in prop::collection::vec(prop::sample::select(ODD), 1..40)) {
        let (rulebook, text) = (rulebook(), format!("---\ntitle: 关于本站\n---\n{}\n", parts.concat()));
        told(&rulebook, &text);
        let path = SourcePath::new("content/pages/about.md");
        let place = Place::of(&path, &mut Diagnostics::new()).unwrap();
        let mend = |text: &str| mended(&parse(&path, text, &place).1, text);
        let stable = (0..4).fold(text, |text, _| mend(&text));
        prop_assert_eq!(mend(&stable), stable);
    }
}

/// What texts are made of that rules look at twice.
const ODD: &[&str] = &[
    "人民代表",
    "大会",
    "“",
    "”",
    "《",
    "》",
    "、",
    "（",
    "）",
    "(",
    ")",
    "一",
    "零",
    "二零二六年",
    "26年3月",
    "63~68%",
    "...",
    "。。",
    "…",
    "--",
    "—",
    "•",
    "·",
    "，",
    ",",
    ":",
    "\"",
    "!",
    "?",
    "1",
    "138",
    "0000",
    "1234",
    "11010519491231002X",
    "６",
    "Ｘ",
    "@",
    "a@b.cn",
    "新J",
    "E12345678",
    "5栋",
    "2单元",
    "301室",
    "12-3-501",
    " ",
    "\n",
    "\n\n",
    "　",
    "**",
    "~~",
    "`",
    "[",
    "](tel:",
    ")",
    "![",
    "<br>",
    "<!--",
    "-->",
    "&amp;",
    "\\",
    "|",
    "> ",
    "- ",
    "# ",
    "⼈",
    "\u{e000}",
    "𬭎",
    "é",
    "陈一鸣",
    "李卫东",
    "https://a.cn/",
    "www.",
    ".",
    "小区",
    "家住",
];

#[test]
fn what_is_mended_stays_mended_and_nothing_else_changes() {
    let path = SourcePath::new("content/pages/about.md");
    let place = Place::of(&path, &mut Diagnostics::new()).unwrap();
    let mend = |text: &str| mended(&parse(&path, text, &place).1, text);
    let faults = rows("faults.tsv");
    for fault in &faults {
        let (text, ..) = page(&fault[3], &fault[4]);
        let once = mend(&text);
        assert_eq!(mend(&once), once, "{text}");
        assert_eq!(once.lines().count(), text.lines().count());
        assert_eq!(once.ends_with('\n'), text.ends_with('\n'));
        let has_wide_letters = text.contains(|c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ'));
        if !fault[0].starts_with("TYP") && !has_wide_letters {
            assert_eq!(once, text);
        }
    }
    for miss in rows("near-misses.tsv") {
        let (text, ..) = page(&miss[0], &miss[1]);
        assert_eq!(mend(&text), text);
    }
    let text = "---\r\ntitle: 关于,本站\r\n标语(旧): 一\r\n---\r\n第一,第二。`代码,不改`\r\n[看,这里](a,b.md)、“甲”、“乙”...\r\n";
    let right = "---\r\ntitle: 关于，本站\r\n标语(旧): 一\r\n---\r\n第一，第二。`代码,不改`\r\n[看，这里](a,b.md)、“甲”“乙”……\r\n";
    assert_eq!(mend(text), right);
}
