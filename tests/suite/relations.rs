//! Who belongs to whom is shown on both sides, whoever says it.

use crate::project::{Project, deputy, district, station, story};

const QU: &str = "content/districts/qu";

#[test]
fn a_relation_that_one_side_names_is_shown_on_both() {
    let site = Project::new()
        .file(&format!("{QU}/deputies/wang.yaml"), &deputy("王某", "stations: [er]\n"))
        .file(&format!("{QU}/stations/er.yaml"), &station("第二站", "deputies: [wang, li]\nparent: zhan\n"))
        .file(
            &format!("{QU}/stories/2026-04-01-b.md"),
            &story("第二篇", "2026-04-01", "stations: [er, zhan]\ndeputies: [wang, li]\n", "。"),
        )
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&[
        "stations/zhan",
        "stations/er",
        "deputies/li",
        "deputies/wang",
        "stories/2026-04-01-b",
        "stories/2026-03-05-a"
    ]));
}

#[test]
fn a_station_lists_its_deputies_in_the_editors_order_then_those_who_name_it() {
    let names = [("an", "安某"), ("bai", "白某"), ("cui", "崔某"), ("dai", "戴某")];
    let mut project = Project::new().file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", "deputies: [cui, an]\n"));
    for (id, name) in names {
        project = project.file(&format!("{QU}/deputies/{id}.yaml"), &deputy(name, "stations: [zhan]\n"));
    }
    let site = project.without(&format!("{QU}/deputies/li.yaml")).build();
    assert_eq!(site.page("stations/zhan").lines().nth(1), Some("代表 崔某 安某 白某 戴某"));
    assert_eq!(
        site.problems(),
        "content/districts/qu/deputies/bai.yaml:6:12: warning REF108: the deputy names the station `zhan`, but the station does not list the deputy `bai`\n\
         content/districts/qu/deputies/dai.yaml:6:12: warning REF108: the deputy names the station `zhan`, but the station does not list the deputy `dai`\n"
    );
}

#[test]
fn districts_nest_and_each_sums_up_what_is_below_it() {
    let (shi, qu, jie) = ("content/districts/shi", "content/districts/shi/qu", "content/districts/shi/qu/zhen");
    let mut project = Project::empty();
    for (folder, name, order) in [(shi, "示例市", 1), (qu, "示例区", 2), (jie, "示例镇", 3), ("content/districts/ling", "邻区", 4)]
    {
        let leaf = folder.rsplit('/').next().unwrap();
        project = project
            .file(&format!("{folder}/district.yaml"), &district(name, order))
            .file(&format!("{folder}/stations/z-{leaf}.yaml"), &station(&format!("{name}站"), &format!("deputies: [d-{leaf}]\n")))
            .file(&format!("{folder}/stations/photo.svg"), crate::project::SVG)
            .file(
                &format!("{folder}/deputies/d-{leaf}.yaml"),
                &deputy(&format!("{name}代表").replace("示例", "代"), &format!("stations: [z-{leaf}]\n")),
            )
            .file(
                &format!("{folder}/stories/2026-01-0{order}-{leaf}.md"),
                &story(&format!("{name}稿"), &format!("2026-01-0{order}"), "", "。"),
            );
    }
    let site = project.build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["districts", "districts/shi", "districts/qu", "districts/zhen", "districts/ling", ""]));
}

#[test]
fn persons_and_seats_are_counted_apart_and_only_on_the_day() {
    let seat =
        |level: &str, from: &str, more: &str| format!("  - {{level: {level}, congress: 第十届, from: {from}, status: serving{more}}}\n");
    let two = format!("memberships:\n{}{}", seat("city", "2021-11-01", ""), seat("district", "2021-11-01", ""));
    let over = format!("memberships:\n{}", seat("district", "2016-11-01", ", to: 2021-10-31"));
    let begins = format!("memberships:\n{}", seat("district", "2026-07-01", ""));
    let left = "memberships: [{level: district, congress: 第十届, from: 2021-11-01, status: 辞职}]\n";
    let project = Project::new()
        .file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", "deputies: [li, er, guo, lai, ci]\n"))
        .file(&format!("{QU}/deputies/er.yaml"), &deputy("双某", &two))
        .file(&format!("{QU}/deputies/guo.yaml"), &deputy("过某", &over))
        .file(&format!("{QU}/deputies/lai.yaml"), &deputy("来某", &begins))
        .file(&format!("{QU}/deputies/ci.yaml"), &deputy("辞某", left));
    let pages = ["", "districts/qu", "deputies/er", "deputies/guo", "deputies/lai", "deputies/ci"];
    insta::assert_snapshot!("on_the_1st_of_june", project.build().pages(&pages));
    insta::assert_snapshot!("on_the_1st_of_july", project.on("2026-07-01T00:00").build().pages(&pages));
}

#[test]
fn a_story_can_belong_to_other_districts_than_its_folder() {
    let site = Project::new()
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file("content/stories/2026-05-01-c.md", &story("全市稿", "2026-05-01", "", "。"))
        .file(&format!("{QU}/stories/2026-05-02-d.md"), &story("两区稿", "2026-05-02", "districts: [ling, qu]\n", "。"))
        .file(&format!("{QU}/stories/2026-05-03-e.md"), &story("邻区稿", "2026-05-03", "districts: [ling]\n", "。"))
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["districts/qu", "districts/ling"]));
}

#[test]
fn campaigns_and_projects_list_their_stories_and_add_up_their_counts() {
    let campaign = "name: 示例活动\nlevel: city\nstart: 2026-03-01\norganizer: 示例市人大常委会\n\
        counters: [{key: visits, label: 走访, unit: 户, target: 100}, {key: calls, label: 电话, unit: 次}]\n\
        values:\n  - {district: qu, month: \"2026-03\", counts: {visits: 10, calls: 2}}\n  - {district: ling, month: \"2026-03\", counts: {visits: 5}}\n  - {district: qu, month: \"2026-04\", counts: {visits: 7}}\n";
    let project = "year: 2026\nlevel: district\nnumber: 1\ntitle: 示例实事\ncategory: 出行\ndistrict: qu\nlead_unit: 示例局\n\
        lead_person: {name: 陈某, post: 副局长}\ntarget: 装好\nmilestones: [{name: 完工, due: 2026-09-30}]\nprogress: []\nstatus: candidate\n\
        supervision_group: {leader: li}\n";
    let site = Project::new()
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file("content/campaigns/huodong.yaml", campaign)
        .file("content/projects/shishi.yaml", project)
        .file(&format!("{QU}/stories/2026-05-02-d.md"), &story("活动稿", "2026-05-02", "campaigns: [huodong]\nprojects: [shishi]\n", "。"))
        .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.pages(&["campaigns/huodong", "projects/shishi", "stories/2026-05-02-d", "deputies/li", "districts/qu"]));
}

#[test]
fn a_reference_to_nothing_names_what_was_meant() {
    let site = Project::new().file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", "deputies: [lii]\nparent: zahn\n")).build();
    assert!(site.published.changes.is_none());
    insta::assert_snapshot!(site.problems());
}
