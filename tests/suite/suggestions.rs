//! Suggestions: their lists, their deadlines, and that what is not public leaves nothing but a number.

use crate::project::{Project, files_below};

const QU: &str = "content/districts/qu";

fn suggestion(number: &str, more: &str) -> String {
    format!(
        "number: {number}\ntitle: 关于{number}的建议\ncongress: 第十届\nperiod: session\nraised_on: 2026-01-08\nproposers: [li]\n\
         stations: [zhan]\ncategory: social\nlead_unit: 区民政局\n{more}"
    )
}

fn site(suggestions: &[(&str, &str)]) -> Project {
    suggestions.iter().fold(Project::new(), |project, (id, more)| {
        project.file(&format!("{QU}/suggestions/{id}.yaml"), &suggestion(&format!("第{id}号"), more))
    })
}

#[test]
fn suggestions_stand_by_year_and_state_and_each_number_leads_to_its_list() {
    let site = site(&[
        ("046", "public: true\nstatus: answered\nassigned_on: 2026-01-20\nreplied_on: 2026-04-02\nresult: a\n"),
        ("047", "public: true\nstatus: underway\nassigned_on: 2026-04-20\n"),
        ("048", "public: true\nstatus: answered\nassigned_on: 2026-01-20\nreplied_on: 2026-03-02\nresult: c\n"),
    ])
    .build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(site.page("suggestions"));
    assert_eq!(
        site.page("suggestions/result/c").lines().take(2).collect::<Vec<_>>(),
        ["C类：列入计划逐步解决 1", "2026 已答复： 第048号关于第048号的建议"]
    );
    assert!(site.page("deputies/li").contains("代表建议3→suggestions"));
    assert!(site.page("stations/zhan").contains("建议 关于第046号的建议 关于第047号的建议 关于第048号的建议"));
}

#[test]
fn a_site_without_suggestions_has_no_list_of_them() {
    let site = Project::new().build();
    assert!(!site.files.keys().any(|file| file.starts_with("suggestions")));
}

/// Words that stand in no other file of the site.
const SECRET: &str = "number: 第999号\ntitle: 关于玄铁令的建议\ncongress: 第十届\nperiod: session\nraised_on: 2026-01-08\nproposers: [li]\n\
    stations: [zhan]\ncategory: social\nlead_unit: 玄铁办\nstatus: answered\nassigned_on: 2026-01-20\nreplied_on: 2026-02-02\nreply: 玄铁已备\n\
    short_id: xuantie\naliases: [/old/xuantie.html]\nintro: |\n  玄铁之事，[附件](xuantie.pdf)。\npublic: false\n";

#[test]
fn what_is_not_public_is_counted_and_leaves_no_word_in_any_file() {
    let open = ("046", "public: true\nstatus: answered\nassigned_on: 2026-01-20\nreplied_on: 2026-04-02\nresult: a\n");
    let project = site(&[open])
        .with_default_theme()
        .at("https://rd.example.cn/")
        .file(&format!("{QU}/suggestions/xuantie.yaml"), SECRET)
        .file(&format!("{QU}/suggestions/xuantie.pdf"), "玄铁");
    let site = project.build();
    assert_eq!(site.problems(), "");
    for (name, bytes) in &files_below(&site.dir.path().join("public")) {
        let text = String::from_utf8_lossy(bytes);
        let found = ["玄铁", "xuantie", "第999号"].iter().find(|word| name.contains(**word) || text.contains(**word));
        assert!(found.is_none(), "{name} holds {found:?}");
    }
    let listed = site.page("suggestions");
    assert!(listed.contains("另有不公开、只计件数的1件"), "{listed}");
    assert!(!site.page("deputies/li").contains("<a class=\"tag\" href=\"#suggestions\">2"));
}

#[test]
fn what_is_public_only_as_a_number_has_no_page_when_there_is_nothing_else() {
    let site = Project::new().file(&format!("{QU}/suggestions/xuantie.yaml"), SECRET).build();
    assert!(!site.files.keys().any(|file| file.starts_with("suggestions")));
}

#[test]
fn the_editor_is_told_what_is_late_and_readers_are_not() {
    let late = ("046", "public: true\nstatus: underway\nassigned_on: 2026-01-20\n");
    let on = |day: &str| site(&[late]).on(day).build();
    let before = on("2026-04-20T12:00");
    assert_eq!(before.problems(), "");
    assert!(before.page("suggestions/046").contains("期限2026-04-20"));
    let after = on("2026-04-21T12:00");
    assert_eq!(
        after.problems(),
        "content/districts/qu/suggestions/046.yaml:0:0: warning DAT110: suggestion 第046号 has no answer, although it was due on 2026-04-20\n"
    );
    assert!(!after.page("suggestions/046").contains("期限"));
}

#[test]
fn the_editor_alone_is_told_that_what_is_not_public_is_late() {
    let site = site(&[("046", "public: false\nstatus: underway\nassigned_on: 2026-01-20\n")]).on("2026-04-21T12:00").build();
    assert_eq!(
        site.problems(),
        "content/districts/qu/suggestions/046.yaml:0:0: warning DAT110: suggestion 第046号 has no answer, although it was due on 2026-04-20\n"
    );
    let told = |(name, bytes): (&String, &Vec<u8>)| name.contains("046") || String::from_utf8_lossy(bytes).contains("第046号");
    assert!(!files_below(&site.dir.path().join("public")).iter().any(told));
}

#[test]
fn a_district_shows_its_suggestions_and_those_of_the_districts_in_it() {
    let open = "public: true\nstatus: underway\nassigned_on: 2026-04-20\n";
    let inner = suggestion("第050号", open).replace("stations: [zhan]\n", "");
    let site = site(&[("046", open)])
        .file(&format!("{QU}/nan/district.yaml"), &crate::project::district("南镇", 1))
        .file(&format!("{QU}/nan/suggestions/050.yaml"), &inner)
        .build();
    assert_eq!(site.problems(), "");
    assert!(
        site.page("districts/qu").contains("建议2→suggestions/district/qu/ 关于第046号的建议 关于第050号的建议\n"),
        "{}",
        site.page("districts/qu")
    );
    assert!(site.page("suggestions/district/qu").starts_with("示例区 2\n"));
    assert!(site.page("districts/nan").contains("建议1→suggestions/district/nan/ 关于第050号的建议\n"));
}

#[test]
fn a_hard_suggestion_has_six_months_and_a_written_day_wins() {
    let due = |more: &str| {
        let text = format!("public: true\nstatus: underway\nassigned_on: 2026-03-31\n{more}");
        let built = site(&[("046", &text)]).build();
        let page = built.page("suggestions/046");
        page.split("期限").nth(1).and_then(|rest| rest.get(..10)).unwrap_or("none").to_owned()
    };
    assert_eq!([due(""), due("hard: true\n"), due("due_on: 2026-06-10\n")], ["2026-06-30", "2026-09-30", "2026-06-10"]);
}
