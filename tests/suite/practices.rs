//! What stories tell besides their text: lines of work, activities, how the levels worked together.

use crate::project::{Project, story};

const STORIES: &str = "content/districts/qu/stories";

#[test]
fn a_line_of_work_has_a_list_and_stories_lead_to_it() {
    let site = Project::new()
        .with_default_theme()
        .file(&format!("{STORIES}/2026-03-06-b.md"), &story("监督一回", "2026-03-06", "work_line: supervision\n", "正文。"))
        .file(&format!("{STORIES}/2026-03-07-c.md"), &story("监督两回", "2026-03-07", "work_line: 监督\n", "正文。"))
        .build();
    assert_eq!(site.problems(), "");
    let list = site.page("stories/line/supervision");
    assert!(list.contains("监督一回") && list.contains("监督两回") && !list.contains("第一篇"), "{list}");
    assert!(site.page("stories/2026-03-06-b").contains("href=\"../../stories/line/supervision/\""));
    assert!(!site.addresses().iter().any(|address| address.starts_with("stories/line/legislation")), "{:?}", site.addresses());
}

#[test]
fn what_deputies_did_is_told_and_counted() {
    let training = "event_date: 2026-03-01\nactivity: {kind: training, hours: 6, people: 42}\n";
    let site = Project::new()
        .with_default_theme()
        .file(&format!("{STORIES}/2026-03-06-b.md"), &story("培训", "2026-03-06", training, "正文。"))
        .file(&format!("{STORIES}/2026-03-07-c.md"), &story("走访", "2026-03-07", "activity: {kind: home_visit}\n", "正文。"))
        .build();
    assert_eq!(site.problems(), "");
    let page = site.page("stories/2026-03-06-b");
    assert!(page.contains("代表培训") && page.contains("6 学时") && page.contains("42 位代表参加"), "{page}");
    assert!(site.page("numbers/training-hours/all/2026").contains("value=\"6\""));
    let visits = site.page("numbers/home-visits/qu/2026");
    assert!(visits.contains("走访") && !visits.contains("培训</a>"), "{visits}");
}

#[test]
fn a_practice_tells_how_the_levels_worked_together_and_what_the_city_says() {
    let more = "facts: [{metric: 件数, before: 1, after: 2, unit: 件}]\n\
                replicability: {cost: 无, staff: 一人, conditions: 无, steps: [做], contact_unit: 示例街道}\n\
                coordination: {initiated_at: 示例街道, guided_by: 示例区, joined_by: [甲社区, 乙社区]}\n\
                guidance: {by: 示例市, date: 2026-03-20, text: 先学一家一题。}\n";
    let body = "## 背景\n\n甲。\n\n## 做法\n\n乙。\n\n## 成效\n\n丙。\n\n## 启示\n\n丁。";
    let practice = story("做法", "2026-03-06", more, body).replace("kind: news", "kind: practice");
    let site = Project::new().with_default_theme().file(&format!("{STORIES}/2026-03-06-b.md"), &practice).build();
    assert_eq!(site.problems(), "");
    let page = site.page("stories/2026-03-06-b");
    for words in ["上下联动", "示例街道", "示例区", "甲社区、乙社区", "先学一家一题。", "示例市"] {
        assert!(page.contains(words), "{words} in {page}");
    }
}
