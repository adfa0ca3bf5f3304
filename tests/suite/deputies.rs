//! Deputies: their order in lists, who has left, and what they did.

use crate::project::{Project, SETTINGS, deputy};

const QU: &str = "content/districts/qu";

/// The list of deputies of a district with these, by `order`.
fn list(order: &str, deputies: &[(&str, &str, &str)]) -> String {
    let settings = format!("{SETTINGS}deputy_order: {order}\n");
    let stations = |more: &str| format!("stations: [zhan]\n{more}");
    let mut project = Project::new().file("site.yaml", &settings).without(&format!("{QU}/deputies/li.yaml"));
    let ids: Vec<&str> = deputies.iter().map(|(id, _, _)| *id).collect();
    project = project
        .file(&format!("{QU}/stations/zhan.yaml"), &crate::project::station("示例站点", &format!("deputies: [{}]\n", ids.join(", "))));
    for (id, name, more) in deputies {
        project = project.file(&format!("{QU}/deputies/{id}.yaml"), &deputy(name, &stations(more)));
    }
    let site = project.build();
    format!("{}{}", site.problems(), site.page("deputies"))
}

#[test]
fn deputies_stand_by_the_strokes_of_their_surnames_with_an_index() {
    let names = [
        ("a", "谢军", ""),
        ("b", "高大富", ""),
        ("c", "高富", ""),
        ("d", "艾山·买买提", ""),
        ("e", "李一鸣", ""),
        ("f", "李明", ""),
        ("g", "丁小宁", ""),
    ];
    assert_eq!(
        list("stroke", &names),
        "人大代表\n示例区 丁小宁 艾山·买买提 李明 李一鸣 高富 高大富 谢军 二画1→g 五画1→d 七画2→f 十画2→c 十二画1→a\n"
    );
}

#[test]
fn the_official_order_is_that_of_the_files_and_has_no_index() {
    assert_eq!(list("official", &[("a", "谢军", ""), ("b", "丁小宁", "")]), "人大代表\n示例区 谢军 丁小宁\n");
}

#[test]
fn in_the_order_of_pinyin_those_without_stand_last_and_are_named() {
    let names = [("a", "王某", ""), ("b", "单某", "name_pinyin: shàn mǒu\n"), ("c", "仇某", "name_pinyin: qiú mǒu\n")];
    assert_eq!(
        list("pinyin", &names),
        "content/districts/qu/deputies/a.yaml:0:0: warning REF109: the deputies stand in the order of pinyin, but `王某` has no `name_pinyin`\n\
         人大代表\n示例区 仇某 单某 王某\n"
    );
}

#[test]
fn who_has_no_seat_any_more_is_listed_apart_and_never_dropped() {
    let project = Project::new();
    let file = format!("{QU}/deputies/li.yaml");
    let text = String::from_utf8(project.files[&file].clone()).unwrap();
    let ended = text.replace("status: serving", "status: ended");
    assert_ne!(text, ended);
    let site = project.file(&file, &ended).build();
    assert_eq!(site.page("deputies"), "人大代表\n往届 李某\n");
    assert_eq!(site.page("deputies/li").lines().next(), Some("李某（已离任）"));
}

#[test]
fn a_figure_of_the_record_is_the_length_of_the_list_it_leads_to() {
    let story = crate::project::story("述职", "2026-04-01", "kind: report\ndeputies: [li]\n", "。");
    let story = story.replacen("kind: news\n", "", 1);
    let site = Project::new()
        .file(&format!("{QU}/stories/2026-04-01-shuzhi.md"), &story)
        .append(&format!("{QU}/deputies/li.yaml"), "duty_report: [2026-04-01-shuzhi]\n")
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.page("deputies/li").lines().last(), Some("履职 做法和文章1→stories 述职报告1→reports"));
}
