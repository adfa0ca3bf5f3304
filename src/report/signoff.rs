//! Sign-offs on paper: the sheet of one story or page, and the ledger of all.

use super::html::escaped;
use crate::csv;
use crate::date::Moment;
use crate::language::{Speech, Words};
use crate::model::{SignOff, Signature, digest_of_signed};
use crate::settings::ReviewLevel;

const STYLE: &str = "body{font:16px/1.6 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:0 auto;max-width:178mm;padding:8mm 0}\
h1{text-align:center;font-size:1.6em;letter-spacing:.2em}table{border-collapse:collapse;width:100%;table-layout:fixed}\
th,td{border:1px solid #000;padding:.5em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:6.5em;font-weight:600}\
tr.s td,tr.s th{height:3.6em}tr{break-inside:avoid}p{font-size:.85em}@page{size:A4 portrait;margin:16mm}";

const SHEET: Words = Words { en: "Sign-off sheet", zh: "审签单" };
const STATE: Words = Words { en: "State", zh: "状态" };
const DONE: Words = Words { en: "signed", zh: "已审签" };
const UNASKED: Words = Words { en: "no sign-off is asked", zh: "不要求审签" };
const HEADS: [Words; 9] = [
    Words { en: "File", zh: "文件" },
    Words { en: "Title", zh: "题目" },
    Words { en: "Kind", zh: "类型" },
    Words { en: "Date", zh: "发布时间" },
    Words { en: "Source", zh: "来源" },
    Words { en: "Author", zh: "采写" },
    Words { en: "Asked", zh: "要求" },
    STATE,
    Words { en: "Digest of the text", zh: "内容摘要值" },
];
const COLUMNS: [Words; 5] = [
    Words { en: "signed by", zh: "签字人" },
    Words { en: "role", zh: "职务" },
    Words { en: "time", zh: "时间" },
    Words { en: "proofread by", zh: "校对" },
    Words { en: "result", zh: "结论" },
];
const SUMMARY: Words = Words { en: "Summary", zh: "内容要点" };
const LEVEL: Words = Words { en: "Level", zh: "级别" };
const NOTE: Words = Words {
    en: "The signatures are of the text with this digest; any later edit voids them.",
    zh: "以上签字对应本摘要值的一稿；此后改动一个字，须重新审签。",
};

/// The state in a few words.
pub fn state(one: &SignOff, speech: Speech) -> String {
    match (one.fault, one.levels.is_empty()) {
        (Some(fault), _) => fault.say(speech),
        (None, true) => UNASKED.say(speech).to_owned(),
        (None, false) => DONE.say(speech).to_owned(),
    }
}

/// The sheet of a story or page, to print on A4: the signatures that are there, and room for those that are asked.
pub fn sheet(one: &SignOff, speech: Speech) -> String {
    let lang = match speech {
        Speech::Chinese => "zh-CN",
        Speech::English => "en",
    };
    let facts = HEADS.iter().zip(facts(one, speech)).skip(1);
    let summary = (SUMMARY.say(speech), one.summary.clone());
    let facts = facts.map(|(head, text)| (head.say(speech), text)).chain([summary, (HEADS[0].say(speech), one.path.to_string())]);
    let rows: String =
        facts.map(|(head, text)| format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(head), escaped(&text))).collect();
    let heads: String =
        std::iter::once(&LEVEL).chain(&COLUMNS).map(|head| format!("<th scope=\"col\">{}</th>", head.say(speech))).collect();
    let levels: String = levels(one).map(|level| signed_row(one, level, speech)).collect();
    let title = format!("{} · {}", SHEET.say(speech), one.title);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         <body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n<table>\n{rows}</table>\n<p></p>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{levels}</tbody></table>\n<p>{}</p>\n</main>\n</body>\n</html>\n",
        escaped(&title),
        SHEET.say(speech),
        escaped(&one.site),
        NOTE.say(speech),
    )
}

/// The ledger as comma-separated values: a row for everything that must be signed, or is.
pub fn ledger(all: &[SignOff], speech: Speech) -> Vec<u8> {
    let signed = ReviewLevel::ALL.iter().flat_map(|level| COLUMNS.iter().map(move |column| (level, column)));
    let signed = signed.map(|(level, column)| match speech {
        Speech::English => format!("{}: {}", level.words().en, column.en),
        Speech::Chinese => format!("{}{}", level.words().zh, column.zh),
    });
    let head = HEADS.iter().map(|head| head.say(speech).to_owned()).chain(signed).collect();
    let rows = all.iter().map(|one| {
        let signed = ReviewLevel::ALL.iter().flat_map(|level| signature(one, *level));
        facts(one, speech).into_iter().chain(signed).map(|text| csv::guarded(&text)).collect()
    });
    csv::bytes(std::iter::once(head).chain(rows))
}

/// What [`HEADS`] name.
fn facts(one: &SignOff, speech: Speech) -> [String; 9] {
    let comma = match speech {
        Speech::English => ", ",
        Speech::Chinese => "、",
    };
    let asked: Vec<&str> = one.levels.iter().map(|level| level.words().say(speech)).collect();
    [
        one.path.to_string(),
        one.title.clone(),
        one.kind.say(speech).to_owned(),
        one.date.map_or_else(String::new, Moment::iso),
        one.source.clone(),
        one.authors.join(comma),
        asked.join(comma),
        state(one, speech),
        one.text.map_or_else(String::new, |text| digest_of_signed(text, one.files)),
    ]
}

/// The levels that are asked or signed.
fn levels(one: &SignOff) -> impl Iterator<Item = ReviewLevel> {
    ReviewLevel::ALL.iter().copied().filter(|level| one.levels.contains(level) || signature_of(one, *level).is_some())
}

fn signed_row(one: &SignOff, level: ReviewLevel, speech: Speech) -> String {
    let cells: String = signature(one, level).iter().map(|text| format!("<td>{}</td>", escaped(text))).collect();
    format!("<tr class=\"s\"><th scope=\"row\">{}</th>{cells}</tr>\n", level.words().say(speech))
}

fn signature_of(one: &SignOff, level: ReviewLevel) -> Option<&Signature> {
    one.review.as_ref()?.signature(level)
}

/// What [`COLUMNS`] name.
fn signature(one: &SignOff, level: ReviewLevel) -> [String; 5] {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_ref().map_or_else(String::new, ToString::to_string);
    signature_of(one, level).map_or_else(Default::default, |signature| {
        let Signature { by, role, at, proof, result } = signature;
        [by.value.main().to_string(), text(role), at.value.iso(), text(proof), text(result)]
    })
}
