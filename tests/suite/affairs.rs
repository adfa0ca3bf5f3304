//! The congress's business: tasks, meetings, plans and reports, opinions in figures.

use crate::project::{Project, district, story};

const QU: &str = "content/districts/qu";

const TASKS: &str = "title: 2026年责任清单\nyear: 2026\nissued_by: 区人大常委会\ntasks:\n\
    \x20 - {no: 2, objective: 接待有人来, measure: 换地方, lead_unit: 街道工委, due: 2026-05-01, status: underway}\n\
    \x20 - {no: 1, objective: 项目有人盯, measure: 名单上站, lead_unit: 街道工委, due: 2026-02-28, status: done, evidence: [2026-03-05-a]}\n";

#[test]
fn a_list_of_tasks_is_a_table_and_only_the_editor_hears_what_is_late() {
    let site = Project::new().file("content/tasks/2026.yaml", TASKS).build();
    assert_eq!(site.problems(), "content/tasks/2026.yaml:5:67: warning DAT113: task 2 was due on 2026-05-01 and is not done\n");
    assert_eq!(site.page("tasks"), "责任清单 2026年责任清单2→tasks/2026/\n");
    assert_eq!(
        site.page("tasks/2026"),
        "2026年责任清单\n1 项目有人盯 街道工委 2026-02-28 已完成 第一篇\n2 接待有人来 街道工委 2026-05-01 推进中\n"
    );
}

#[test]
fn a_meeting_shows_what_it_asked_for_and_the_stories_that_answer() {
    let front = "meeting:\n  date: 2026-02-26\n  organizer: 区人大常委会\n  requirements:\n\
        \x20   - {text: 名单上站, stories: [2026-03-05-a]}\n    - {text: 件件回访}\n";
    let site = Project::new().file(&format!("{QU}/stories/2026-02-27-h.md"), &story("例会", "2026-02-27", front, "。")).build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.page("meetings"), "会议 2026-02-26 例会 2\n");
    let page = site.page("stories/2026-02-27-h");
    let record: Vec<&str> = page.lines().skip_while(|line| !line.starts_with("会议")).take(3).collect();
    assert_eq!(record, ["会议 2026-02-26 区人大常委会", "要求 名单上站： 第一篇", "要求 件件回访："]);
}

#[test]
fn plans_and_reports_stand_by_year() {
    let annual = |year: u16, of: &str| format!("annual: {{year: {year}, of: {of}}}\n");
    let site = Project::new()
        .file(&format!("{QU}/stories/2026-01-20-b.md"), &story("去年", "2026-01-20", &annual(2025, "report"), "。"))
        .file(&format!("{QU}/stories/2026-01-28-j.md"), &story("今年", "2026-01-28", &annual(2026, "plan"), "。"))
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.page("annual"), "年度计划和报告 2026 计划：今年 2025 报告：去年\n");
}

const OPINIONS: &str = "title: 第一季度\nfrom: 2026-01-01\nto: 2026-03-31\nsource: 登记簿\ntotal: 20\nrows:\n\
    \x20 - {district: qu, topic: 停车, count: 7, level: township, result: underway}\n\
    \x20 - {district: qu, topic: 供暖, count: 9, level: station, result: settled}\n\
    \x20 - {district: ling, topic: 停车, count: 4, level: station, result: settled}\n";

#[test]
fn the_totals_of_opinions_are_the_sums_of_their_rows() {
    let site = Project::new()
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file("content/opinions/2026-q1.yaml", OPINIONS)
        .file(
            "content/opinions/2026-q2.yaml",
            &OPINIONS.replace("第一季度", "第二季度").replace("2026-01-01", "2026-04-01").replace("2026-03-31", "2026-06-30"),
        )
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("opinions"),
        "群众意见 40 第二季度20→opinions/2026-q2/ 第一季度20→opinions/2026-q1/\n停车22 供暖18 \n示例区32 邻区8 \n站内26 乡镇街道14 \n已解决26 办理中14 \n"
    );
    assert!(site.page("opinions/2026-q1").ends_with("停车11 供暖9 \n示例区16 邻区4 \n站内13 乡镇街道7 \n已解决13 办理中7 \n"));
}

#[test]
fn a_site_without_any_of_it_has_none_of_the_lists() {
    let site = Project::new().build();
    let is_list = |file: &&String| ["tasks", "meetings", "annual", "opinions"].iter().any(|folder| file.starts_with(folder));
    assert_eq!(site.files.keys().find(is_list), None);
}
