//! Names beside 代表: each wrong one is told at its first character, and nothing that is right.

use crate::project::{Project, deputy, station, story};

const QU: &str = "content/districts/qu";

/// The text, and for a wrong name the code and the column at which it begins.
const WRONG: &[(&str, &str, usize)] = &[
    ("人大代表王建华说，楼道灯亮了。", "TRM104", 5),
    ("王建华代表说，楼道灯亮了。", "TRM104", 1),
    ("昨天上午，王建华代表到站接待。", "TRM104", 6),
    ("站里请来张建国代表。", "TRM104", 5),
    ("区人大代表王国建在现场。", "TRM104", 6),
    ("**王健国**代表看了现场。", "TRM104", 3),
    ("人大代表**王健国**看了现场。", "TRM104", 7),
    ("代表古丽娜尔·吐尔迪。人大代表古丽娜尔·吐尔迪到场。", "TRM104", 16),
    ("古丽娜尔·吐尔迪代表到场。", "TRM104", 1),
    ("陈晓敏代表是第三选区的。", "TRM104", 1),
    ("区人大代表王莉说，已经办好。", "TRM104", 6),
    ("王莉代表说，已经办好。", "TRM104", 1),
    ("区人大代表王莉、王建国到场。", "TRM104", 6),
    ("市人大代表王建国说，已经办好。", "TRM105", 6),
    ("全国人大代表王建国到站。", "TRM105", 7),
    ("省人大代表王丽到站。", "TRM105", 6),
    ("镇人大代表王丽到站。", "TRM105", 6),
    ("示例市人大代表王建国到站。", "TRM105", 8),
];

const RIGHT: &[&str] = &[
    "人大代表王建国说，楼道灯亮了。",
    "王建国代表说，楼道灯亮了。",
    "区人大代表王丽、王建国到场。",
    "王丽代表说，王丽代表到了。",
    "示例区人大代表王建国到站。",
    "市人大代表陈小敏到站。",
    "示例市人大代表陈小敏到站。",
    "区人大代表陈小敏从前是区里的代表。",
    "古丽娜尔·吐尔地代表到场。",
    "人大代表古丽娜尔·吐尔地到场。",
    "外市的人大代表李卫东来访。",
    "李卫东代表来访，王丽代表陪同。",
    "王军代表来访，王丽代表陪同。",
    "王丽说，王军代表来访；区人大代表王丽陪同。",
    "人大代表联络站今天开放。",
    "人大代表之家今天开放。",
    "各级人大代表进站接待。",
    "站里有三名代表，另有两位代表轮值。",
    "人大代表建议办理情况已经公开。",
    "入站代表、接待代表和值班代表都在名单上。",
    "王建国家的代表来了。",
    "社区居民代表王建军参加了议事会。",
    "辖区人大代表王丽到站。",
    "自治区、市、区人大代表王丽等到站。",
    "这件事代表王家村全体村民的心意。",
    "代表王建国和王丽到场。",
];

fn site(texts: impl Iterator<Item = &'static str>) -> Project {
    let seat = |level: &str, body: &str, status: &str| {
        format!("{{level: {level}, congress: 第十届, body: {body}, from: 2021-11-01, status: {status}}}")
    };
    let seats = |seats: &[String]| format!("memberships: [{}]\n", seats.join(", "));
    let district = seat("district", "示例区人民代表大会", "serving");
    let city = seat("city", "示例市人民代表大会", "serving");
    let former = seat("district", "示例区人民代表大会", "ended");
    let mut project = Project::new()
        .file(&format!("{QU}/stations/zhan.yaml"), &station("示例站", "deputies: [guo, li, gu, chen]\n"))
        .file(&format!("{QU}/stations/photo.svg"), crate::project::SVG)
        .file(&format!("{QU}/deputies/guo.yaml"), &deputy("王建国", &seats(std::slice::from_ref(&district))))
        .file(&format!("{QU}/deputies/li.yaml"), &deputy("王丽", &seats(std::slice::from_ref(&district))))
        .file(&format!("{QU}/deputies/gu.yaml"), &deputy("古丽娜尔·吐尔地", &seats(&[district])))
        .file(&format!("{QU}/deputies/chen.yaml"), &deputy("陈小敏", &seats(&[city, former])));
    for (number, text) in texts.enumerate() {
        let front = "stations: [zhan]\ndeputies: [li]\n";
        project =
            project.file(&format!("{QU}/stories/2026-03-05-{number:02}.md"), &story(&format!("第{number}篇"), "2026-03-05", front, text));
    }
    project
}

/// File name, line, column and code of what is told of names.
fn told(project: Project) -> Vec<String> {
    let site = project.build();
    let problems = site.published.outcome.diagnostics.iter();
    problems.map(|one| format!("{}:{}:{} {}", one.span.path.file_name(), one.span.line, one.span.column, one.code.id())).collect()
}

#[test]
fn wrong_names_and_titles_are_told_at_their_place() {
    let expected: Vec<String> =
        WRONG.iter().enumerate().map(|(number, (_, code, column))| format!("2026-03-05-{number:02}.md:11:{column} {code}")).collect();
    assert_eq!(told(site(WRONG.iter().map(|(text, ..)| *text))), expected);
}

#[test]
fn right_names_are_told_nothing() {
    assert_eq!(told(site(RIGHT.iter().copied())), Vec::<String>::new());
}

#[test]
fn of_two_deputies_of_one_name_either_may_be_meant() {
    let seat = |level: &str, body: &str| {
        format!("memberships: [{{level: {level}, congress: 第十届, body: {body}, from: 2021-11-01, status: serving}}]\n")
    };
    let texts = ["市人大代表王建国说，已经办好。", "区人大代表王建国说，已经办好。", "省人大代表王建国说，已经办好。"];
    let project =
        site(texts.into_iter()).file(&format!("{QU}/deputies/namesake.yaml"), &deputy("王建国", &seat("city", "示例市人民代表大会")));
    let mut told = told(project);
    told.retain(|one| one.contains("TRM"));
    assert_eq!(told, ["2026-03-05-02.md:11:6 TRM105"]);
}
