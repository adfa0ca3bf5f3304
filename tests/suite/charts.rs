//! Charts tell the numbers of the tables beside them.

use std::borrow::Cow;

use wanjia::pipeline;
use wanjia::plan::page::Make;
use wanjia::view::View;

use crate::project::{Project, district};

const PROJECT: &str = "year: 2026\nlevel: district\nnumber: 1\ntitle: 楼道扶手\ncategory: 养老\ndistrict: qu\nlead_unit: 示例单位\nlead_person: {name: 甲, post: 局长}\n\
    target: 目标\nmilestones: [{name: 开工, due: 2026-04-01, done: 2026-04-02}, {name: 完工, due: 2026-10-31}]\nstatus: underway\n\
    progress: [{date: 2026-07-01, percent: 60}, {date: 2026-04-01, percent: 20}]\n\
    vote: {meeting: 会议, date: 2026-01-08, due: 10, present: 9, yes: 5, no: 3, abstain: 1, method: equal, passed: false}\n\
    satisfaction: {date: 2026-05-01, body: 示例, size: 8, satisfied: 5, basic: 2, unsatisfied: 1}\n";

const CAMPAIGN: &str = "name: 活动\nlevel: city\nstart: 2026-01-01\norganizer: 市人大\ncounters: [{key: visits, label: 走访, unit: 户}]\n\
    values: [{district: qu, month: 2026-01, counts: {visits: 7}}, {district: ling, month: 2026-03, counts: {visits: 7}}, {district: qu, month: 2026-03, counts: {visits: 1}}]\n";

fn site() -> Project {
    Project::new()
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file("content/projects/a.yaml", PROJECT)
        .file("content/campaigns/c.yaml", CAMPAIGN)
}

/// The values of the page at `address`.
fn view(project: &Project, address: &str) -> View {
    let dir = tempfile::tempdir().unwrap();
    project.write(dir.path());
    let (plan, _) = pipeline::plan(&project.request(dir.path())).unwrap();
    let page = plan.pages.values().find(|page| page.address.as_str() == address).unwrap_or_else(|| panic!("no page {address}"));
    let Make::Template { view, .. } = &page.make else { panic!("{address} is made from no template") };
    view.clone()
}

fn at<'a>(view: &'a View, path: &str) -> &'a View {
    path.split('.').fold(view, |view, name| {
        if let View::List(list) = view {
            return &list.values[name.parse::<usize>().unwrap()];
        }
        let View::Map(map) = view else { panic!("{path} in {view:?}") };
        &map.values.iter().find(|(key, _)| *key == Cow::Borrowed(name)).unwrap_or_else(|| panic!("no {name} of {path}")).1
    })
}

fn text(view: &View, path: &str) -> String {
    match at(view, path) {
        View::Text(text) => text.to_string(),
        View::Word(word) => (*word).to_owned(),
        View::Integer(number) => number.to_string(),
        View::Number(number) => number.to_string(),
        View::Nothing => "-".to_owned(),
        other @ (View::Truth(_) | View::Body(_) | View::List(_) | View::Map(_)) => panic!("{path}: {other:?}"),
    }
}

/// A line for each row of a chart.
fn rows(view: &View, path: &str, fields: &[&str]) -> String {
    let View::List(list) = at(view, path) else { panic!("{path} is no list") };
    list.values.iter().map(|row| fields.iter().map(|field| text(row, field)).collect::<Vec<_>>().join(" ") + "\n").collect()
}

#[test]
fn a_projects_charts_tell_the_numbers_of_its_tables() {
    let page = view(&site(), "projects/a/index.html");
    let vote = |field: &str| text(&page, &format!("project.vote.{field}"));
    assert_eq!(text(&page, "project.charts.vote.title"), "赞成5票，恰好是应到10人的一半，没有过半");
    assert_eq!(
        rows(&page, "project.charts.vote.rows", &["label", "value", "share", "percent"]),
        "赞成 5 50 50%\n反对 3 30 30%\n弃权 1 10 10%\n未到会 1 10 10%\n"
    );
    assert_eq!([vote("yes"), vote("no"), vote("abstain"), vote("due")], ["5", "3", "1", "10"]);
    assert_eq!(text(&page, "project.charts.satisfaction.title"), "8人中7人满意或基本满意，占87.5%");
    assert_eq!(
        rows(&page, "project.charts.satisfaction.rows", &["label", "value", "share"]),
        "满意 5 62.5\n基本满意 2 25\n不满意 1 12.5\n"
    );
    assert_eq!(text(&page, "project.charts.progress.title"), "到2026年7月1日完成60%，2个节点完成了1个");
    assert_eq!(rows(&page, "project.charts.progress.rows", &["label", "text", "x"]), "2026年4月1日 20% 24.7\n2026年7月1日 60% 49.7\n");
    assert_eq!(text(&page, "project.charts.progress.path"), "M247 1000V800H497V400");
    assert_eq!(rows(&page, "project.charts.progress.milestones", &["number", "name", "x"]), "1 开工 24.7\n2 完工 83.2\n");
}

#[test]
fn a_campaigns_charts_add_up_to_its_tables() {
    let page = view(&site(), "campaigns/c/index.html");
    let counter = |field: &str| format!("campaign.counters.0.{field}");
    assert_eq!(text(&page, &counter("by_district.title")), "走访共15户，示例区最多，8户");
    assert_eq!(rows(&page, &counter("by_district.rows"), &["label", "text", "share"]), "示例区 8户 100\n邻区 7户 87.5\n");
    assert_eq!(text(&page, &counter("by_month.title")), "走访共15户，2026年3月最多，8户");
    assert_eq!(rows(&page, &counter("by_month.rows"), &["label", "short", "value"]), "2026年1月 1月 7\n2026年2月 2月 0\n2026年3月 3月 8\n");
    assert_eq!(text(&page, &counter("total")), "15");
    assert_eq!(rows(&page, "campaign.table.districts_total.0.values", &["value"]), "8\n");
}

#[test]
fn the_past_year_is_told_by_district_and_by_month_and_nothing_is_told_of_nothing() {
    let home = view(&site(), "index.html");
    assert_eq!(text(&home, "activity.title"), "近12个月稿件，都在示例区，1篇");
    let page = view(&site(), "districts/qu/index.html");
    assert_eq!(text(&page, "activity.title"), "近12个月稿件共1篇，都在2026年3月");
    assert_eq!(rows(&page, "activity.rows", &["value"]), "0\n".repeat(8) + "1\n0\n0\n0\n");
    assert_eq!(text(&view(&site().on("2028-01-01T00:00"), "districts/qu/index.html"), "activity"), "-");
    let page = view(
        &site().file(
            "content/projects/a.yaml",
            &PROJECT.replace("due: 10, present: 9, yes: 5, no: 3", "due: 0, present: 0, yes: 0, no: 0").replace("abstain: 1", "abstain: 0"),
        ),
        "projects/a/index.html",
    );
    assert_eq!(text(&page, "project.charts.vote"), "-");
}

#[test]
fn the_default_theme_draws_every_chart_without_a_script() {
    let built = site().with_default_theme().build();
    let page = built.page("projects/a");
    for id in ["chart-progress", "chart-vote", "chart-satisfaction"] {
        assert!(page.contains(&format!("aria-labelledby=\"{id}-s {id}-d\"")), "{id}");
    }
    assert!(page.contains("<rect class=\"c-bar\" x=\"0\" y=\"1.5em\" width=\"50.0%\""), "{page}");
    assert!(!page.contains("style="));
}
