//! Slips of the pen, odd dates, encodings and characters: each is told at its very place, or is read as it was meant.

use crate::project::{Project, Site, deputy, story};

const QU: &str = "content/districts/qu";
const STORY: &str = "content/districts/qu/stories/2026-03-05-a.md";
const DEPUTY: &str = "content/districts/qu/deputies/li.yaml";

fn with(path: &str, bytes: impl AsRef<[u8]>) -> Project {
    let mut project = Project::new();
    project.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    project
}

/// `line:column code` of every problem.
fn places(site: &Site) -> String {
    let place = |problem: &wanjia::diagnostics::Diagnostic| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id());
    site.published.outcome.diagnostics.iter().map(place).collect::<Vec<_>>().join(", ")
}

/// Builds every site and compares the places of what is told; what holds an error publishes nothing.
fn all_told(cases: impl IntoIterator<Item = (String, Project, &'static str)>) {
    let mut faults = Vec::new();
    for (what, project, expected) in cases {
        let site = project.build();
        let is_whole = site.files.is_empty() == site.published.outcome.diagnostics.has_errors();
        if places(&site) != expected || !is_whole {
            faults.push(format!("{what}: {} instead of {expected}\n{}", places(&site), site.problems()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_slip_in_yaml_is_told_at_its_place() {
    let cases = [
        ("extra:\n  a: &a {x: 1}\n  b:\n    <<: *a\n    y: 2\n", ""),
        ("extra: {a: &a [1], b: *a}\n", ""),
        ("extra: {a: *nobody}\n", "7:12 YML101"),
        ("extra: &a [*a]\n", "7:12 YML101"),
        ("extra:\n\ta: 1\n", "8:1 YML101"),
        ("promise:\t为民\t\n", ""),
        ("promise：为民\n", "7:8 YML101"),
        ("promise:　为民\n", "7:8 YML101"),
        ("promise:\u{a0}为民\n", "7:8 YML101"),
        ("　promise: 为民\n", "7:1 YML101"),
        ("extra:\n　　a: 1\n", "8:1 YML101"),
        ("promise: “为民: 办实事”\n", "7:10 YML101"),
        ("expertise: [“教育”，“医疗”]\n", "7:13 FLD103"),
        ("expertise: ［教育，医疗］\n", "7:12 FLD103"),
        ("\u{feff}promise: 为民\n", "7:1 YML101"),
        ("pro\u{200b}mise: 为民\n", "7:1 FLD101"),
        ("promise: 为\u{1b}[31m民\n", "7:11 YML101"),
        ("promise: \"为\\e[31m民\"\n", "7:10 MDN107"),
        ("promise: 为\u{202e}民\n", "7:11 MDN107"),
        ("promise: |\n  一\n  为\u{fdd0}民\n", "9:4 MDN107"),
        ("extra: {a: \"为\u{2066}民\"}\n", "7:14 MDN107"),
        ("promise: \"为民\n", "7:10 YML101"),
        ("promise: \"\\q\"\n", "7:10 YML101"),
        ("promise: |9\n  x\n", "8:3 YML101"),
        ("promise: !!binary aGk=\n", "7:19 YML101"),
        ("promise: !!str 为民\n", ""),
        ("~: 1\n", "7:1 YML101"),
        ("\"\": 1\n", "7:1 FLD101"),
        ("...\nextra: 1\n", "8:1 YML104"),
        ("extra: {a: {b: 1, b: 2}}\n", "7:19 YML102"),
        ("extra: {a: 0x1F, b: 08, c: 1_000, d: no, e: 0123, f: 123456789012345678, g: .inf, h: 1e400}\n", ""),
    ];
    all_told(cases.map(|(yaml, expected)| (yaml.to_owned(), Project::new().append(DEPUTY, yaml), expected)));
    let windows = format!("\u{feff}{}", deputy("李某", "stations: [zhan]\n")).replace('\n', "\r\n");
    all_told([("a byte order mark and Windows line ends".to_owned(), with(DEPUTY, windows), "")]);
}

#[test]
fn every_odd_date_is_read_as_it_was_meant_or_told() {
    let (no_day, doubtful, no_date, far, zoned) = ("4:7 DAT101", "4:7 DAT102", "4:7 DAT103", "4:7 DAT106", "4:7 DAT107");
    let groups: [(&str, &[&str]); 6] = [
        ("", &["2026年3月5日", "2026年3月5号", "2026.3.5", "2026/3/5", "2026-3-5", "２０２６－03－05", "2026-03-05 9：30"]),
        (no_day, &["2026-02-29", "2026-13-45", "2026-03-05 24:00", "2026-03-05 10:00:60"]),
        (doubtful, &["3/5/26", "5.3.2026", "05/03/2026"]),
        (
            no_date,
            &[
                "-2026-01-01",
                "二〇二六年三月五日",
                "2026年3月",
                "2026-03-05 上午9:30",
                "农历二月初五",
                "丙午年",
                "昨天",
                "March 5, 2026",
                "1772676000",
                "20260305",
                "2026-W10-4",
                "2026-064",
                "2026-03-05 9:30 AM",
            ],
        ),
        (
            far,
            &[
                "9999-12-31",
                "0000-01-01",
                "0001-01-01",
                "1026-01-01",
                "1582-10-10",
                "2262-04-12",
                "10000-01-01",
                "12026-01-01",
                "20026年3月5日",
            ],
        ),
        (
            zoned,
            &[
                "2026-03-05T10:00:00Z",
                "2026-03-05T10:00:00+08:00",
                "2026-05-01T10:00+09:00",
                "2026-03-05 10:00 +0800",
                "2026-03-05T10:00:00.000Z",
                "2026-03-05 10:00 UTC",
                "2026-03-05T10:00[Asia/Shanghai]",
            ],
        ),
    ];
    for (expected, dates) in groups {
        all_told(dates.iter().map(|date| ((*date).to_owned(), with(STORY, story("第一篇", date, "", "正文。")), expected)));
    }
}

/// A text of some length, so that its encoding can be known, with `between` in its middle.
fn text(between: &str) -> String {
    let body = format!("白杨里是1983年建成的老小{between}区，车位少，邻里常为停车红脸。\n\n第二段写接待日。");
    story("第一篇", "2026-03-05", "", &body)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn every_encoding_and_line_end_makes_the_same_page() {
    let rare = text("𠮷㊗😀䶮ئۇيغۇر");
    let marked = format!("\u{feff}{rare}");
    let lines = |end: &str| rare.replace('\n', end).into_bytes();
    let wide = "0:0 SRC109";
    let cases = [
        ("GB 18030 with four bytes", gbk(&rare), wide),
        ("UTF-16", utf16(&marked, u16::to_le_bytes), wide),
        ("UTF-16, high byte first", utf16(&marked, u16::to_be_bytes), wide),
        ("UTF-16 without a mark", utf16(&rare, u16::to_le_bytes), wide),
        ("UTF-16 without a mark, high byte first", utf16(&rare, u16::to_be_bytes), wide),
        ("a byte order mark", marked.clone().into_bytes(), ""),
        ("line ends of Windows", lines("\r\n"), ""),
        ("line ends of old Macs", lines("\r"), ""),
        ("all line ends", rare.replacen('\n', "\r\n", 4).replacen("\n\n", "\r\r", 1).into_bytes(), ""),
    ];
    let expected = with(STORY, &rare).build();
    assert_eq!(places(&expected), "");
    for (what, bytes, told) in cases {
        let site = with(STORY, bytes).build();
        assert_eq!((places(&site).as_str(), site.files == expected.files), (told, true), "{what}: {}", site.problems());
    }
}

#[test]
fn damage_is_told_at_its_byte() {
    let (before, _) = text("|").split_once('|').map(|(before, after)| (before.to_owned(), after.to_owned())).unwrap();
    let plain = text("");
    let broken = |bytes: &[u8]| [before.as_bytes(), bytes, &plain.as_bytes()[before.len()..]].concat();
    let (old, place) = (gbk(&plain), gbk(&before).len());
    let lone = [utf16(&format!("\u{feff}{plain}"), u16::to_le_bytes), vec![0, 0xd8, 10, 0]].concat();
    let cases = [
        ("half a character", broken(b"\xe5\xb0"), "9:15 SRC101"),
        ("GBK in UTF-8", broken(&gbk("区")), "9:15 SRC101"),
        ("surrogates in UTF-8", broken(b"\xed\xa0\x81\xed\xb0\x80"), "9:15 SRC101"),
        ("an overlong form", broken(b"\xc0\xaf"), "9:15 SRC101"),
        ("damaged GBK", [&old[..place], b"\xff\xff", &old[place..]].concat(), "9:15 SRC101"),
        ("half a pair in UTF-16", lone, "12:1 SRC101"),
        ("NUL", broken(b"\0"), "9:15 SRC102"),
        ("UTF-32", plain.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(), "1:2 SRC102"),
        ("an archive", b"PK\x03\x04\x14\0\x06\0".to_vec(), "1:6 SRC102"),
    ];
    all_told(cases.map(|(what, bytes, expected)| (what.to_owned(), with(STORY, bytes), expected)));
}

#[test]
fn characters_without_a_meaning_are_refused_and_invisible_ones_told() {
    let refused = ['\u{fdd0}', '\u{fffe}', '\u{202e}', '\u{2066}', '\u{85}', '\u{7}'];
    let invisible = ['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{2028}', '\u{e0041}'];
    let meant = ['\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}'];
    let groups: [(&[char], &str, &str); 3] =
        [(&refused, "9:15 MDN107", "2:9 MDN107"), (&invisible, "9:15 TYP114", "2:9 TYP114"), (&meant, "", "")];
    for (characters, in_body, in_title) in groups {
        all_told(characters.iter().map(|c| (format!("{c:?} in the text"), with(STORY, text(&c.to_string())), in_body)));
        let titled = |c: &char| text("").replacen("title: 第一篇", &format!("title: 第{c}一篇"), 1);
        // Some end the reading of YAML.
        let told = |c: &char| if ['\u{7}', '\u{fffe}'].contains(c) { "2:9 YML101" } else { in_title };
        all_told(characters.iter().map(|c| (format!("{c:?} in the title"), with(STORY, titled(c)), told(c))));
    }
}

#[test]
fn references_that_lead_nowhere_or_in_a_circle_are_told() {
    let (zhan, li) = ("content/districts/qu/stations/zhan.yaml", DEPUTY);
    let to = |parent: &str| crate::project::station("站", &format!("parent: {parent}\n"));
    let merged = |into: &str| {
        let station = crate::project::station("示例站点", &format!("deputies: [li]\nredirect_to: {into}\n"));
        station.replace("status: open", "status: merged")
    };
    let at = |id: &str| format!("{QU}/stations/{id}.yaml");
    let told = |more: &str| with(STORY, story("第一篇", "2026-03-05", more, "正文。"));
    let circle = [("a", "b"), ("b", "c"), ("c", "a"), ("tail", "a")];
    let cases = [
        (
            "a circle of parents",
            circle.iter().fold(Project::new(), |project, (id, parent)| project.file(&at(id), &to(parent))),
            "14:9 REF104",
        ),
        ("its own parent", Project::new().file(&at("a"), &to("a")), "14:9 REF107"),
        ("merged into each other", with(zhan, merged("b")).file(&at("b"), &merged("zhan")), "14:14 REF104"),
        ("merged into itself", with(zhan, merged("zhan")), "14:14 REF107"),
        ("merged into nothing", with(zhan, merged("nosuch")), "14:14 REF101"),
        ("two of one id", Project::new().file(&format!("{QU}/deputies/x.yaml"), &deputy("王某", "id: li\n")), "7:5 REF102"),
        (
            "a renamed file",
            Project::new().without(li).file(&format!("{QU}/deputies/li2.yaml"), &deputy("李某", "")),
            "6:12 REF108, 13:12 REF101",
        ),
        ("a withheld target", told("deputies: [li]\n").file(li, &deputy("李某", "draft: true\n")), "13:12 REF105, 7:12 REF105"),
        (
            "out of term",
            with(
                li,
                deputy("李某", "memberships: [{level: district, congress: 第九届, from: 2016-11-01, to: 2021-11-01, status: serving}]\n"),
            ),
            "6:70 DAT116",
        ),
        ("another case", told("deputies: [LI]\n"), "7:12 REF101"),
        ("another kind", told("deputies: [zhan]\n"), "7:12 REF101"),
        ("twice", told("deputies: [li, li]\n"), "7:16 REF106"),
        ("nothing", told("deputies: [~]\n"), "7:12 FLD106"),
        ("a picture from outside", told("cover: {file: ../../../../../etc/passwd, alt: 楼门}\n"), "7:15 IMG101"),
        ("a picture from the root of the disk", told("cover: {file: /etc/passwd, alt: 楼门}\n"), "7:15 IMG101"),
        ("a picture by an address", told("cover: {file: \"file:///etc/passwd\", alt: 楼门}\n"), "7:15 IMG101"),
        ("an id that leads out", told("id: ../../x\n"), "7:5 FLD109"),
        ("an old address that leads out", told("aliases: [/../../x/]\n"), "7:11 ADR102"),
        ("an old address that is a script", told("aliases: [\"javascript:alert(1)\"]\n"), "7:11 ADR102"),
    ];
    all_told(cases.map(|(what, project, expected)| (what.to_owned(), project, expected)));
}
