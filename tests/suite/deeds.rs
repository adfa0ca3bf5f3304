//! Practical things done for the people: their ledgers, what campaigns count of them, and that each number is the length of its list.

use crate::project::{Project, Site, deputy, district, station};

const QU: &str = "content/districts/qu";

/// The ledger of a year; each deed is its id, its day and what else it says.
fn ledger(year: u16, deeds: &[(&str, &str, &str)]) -> String {
    let rows = deeds.iter().map(|(id, day, more)| {
        format!("  - {{id: {id}, title: 修{id}, need_from: 接待日提出, unit: 街道, result: 修好了, date: {day}{more}}}\n")
    });
    format!("title: {year}年台账\ncampaign: shishi\nyear: {year}\ndeeds:\n{}", rows.collect::<String>())
}

const CAMPAIGN: &str = "name: 办实事\nlevel: city\nstart: 2025-01-01\norganizer: 市人大\ncounters:\n\
    \x20 - {key: deeds, label: 办成, unit: 件, counts: deeds}\n\
    \x20 - {key: people, label: 受益, unit: 人, counts: beneficiaries}\n\
    \x20 - {key: stories, label: 稿件, unit: 篇, counts: stories}\n\
    \x20 - {key: visits, label: 走访, unit: 户}\n\
    values: [{district: ling, month: 2026-02, counts: {visits: 7}}]\n";

/// Two districts, one of them with another in it; a ledger in each and two in the first.
fn project() -> Project {
    let of_2026 = ledger(
        2026,
        &[
            ("deng", "2026-03-05", ", deputies: [li], station: zhan, beneficiaries: 120, story: 2026-03-05-a"),
            ("qiao", "2026-03-20", ", deputies: [li], beneficiaries: 30"),
            ("lu", "2026-05-02", ", station: zhan"),
        ],
    );
    Project::new()
        .file("content/campaigns/shishi.yaml", CAMPAIGN)
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file(&format!("{QU}/nan/district.yaml"), &district("南镇", 1))
        .file(&format!("{QU}/deeds/qu-2026.yaml"), &of_2026)
        .file(&format!("{QU}/deeds/qu-2025.yaml"), &ledger(2025, &[("jing", "2025-11-11", ", beneficiaries: 9")]))
        .file(&format!("{QU}/nan/deeds/nan-2026.yaml"), &ledger(2026, &[("qu", "2026-03-31", ", beneficiaries: 1")]))
        .file("content/districts/ling/deeds/ling-2026.yaml", &ledger(2026, &[("men", "2026-02-14", "")]))
        .file(&format!("{QU}/stories/2026-04-01-b.md"), &crate::project::story("再说实事", "2026-04-01", "campaigns: [shishi]\n", "。"))
}

#[test]
fn a_ledger_has_a_row_for_each_deed_by_month() {
    let site = project().build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("deeds/qu-2026"),
        "2026年台账 3件 150人 办实事\n\
         2026年5月 1\n#d-lu 2026-05-02 修lu 接待日提出 街道 修好了 示例站点\n\
         2026年3月 2\n#d-qiao 2026-03-20 修qiao 接待日提出 街道 修好了 李某\n\
         #d-deng 2026-03-05 修deng 接待日提出 街道 修好了 李某 示例站点 第一篇\n\n"
    );
}

#[test]
fn deeds_are_listed_by_district_year_and_month_and_each_number_is_the_length_of_its_list() {
    let site = project().build();
    let all = site.page("deeds");
    assert_eq!(all.lines().next(), Some("办实事 6件 160人"));
    let links: Vec<(&str, &str)> = all.split([' ', '\n']).filter_map(|word| word.split_once('→')).collect();
    let lists: Vec<&(&str, &str)> = links.iter().filter(|(_, path)| path.matches('/').count() == 3).collect();
    assert_eq!(lists.len(), 2 + 4 + 3, "{all}");
    for (name, path) in lists {
        let count =
            site.page(path.trim_end_matches('/')).lines().next().and_then(|line| line.split_once(' ')).map(|(_, rest)| rest.to_owned());
        let count = count.and_then(|rest| Some(rest.split_once('件')?.0.to_owned())).unwrap();
        assert!(name.ends_with(&count), "{name} {count}");
        assert_eq!(site.page(path.trim_end_matches('/')).matches("#d-").count().to_string(), count);
    }
    assert!(site.page("districts/qu").contains("办实事5→deeds/district/qu/"), "{}", site.page("districts/qu"));
    assert!(site.page("stations/zhan").contains("实事 修lu→deeds/qu-2026/#d-lu 修deng→deeds/qu-2026/#d-deng\n"));
    assert!(site.page("deputies/li").contains("办实事2→deeds"));
    assert!(site.page("deputies/li").contains("办实事 修qiao 修deng\n"));
}

/// What the list at `path` says that it adds up to, and what its items add up to.
fn listed(site: &Site, path: &str) -> (u64, u64) {
    let page = site.page(path.trim_end_matches('/'));
    let said = page.lines().next().unwrap().rsplit('共').next().unwrap().parse().unwrap();
    let items = page.lines().filter_map(|line| line.strip_prefix("* "));
    (said, items.map(|item| item.split(' ').next().filter(|amount| !amount.is_empty()).map_or(1, |amount| amount.parse().unwrap())).sum())
}

#[test]
fn a_campaign_counts_its_deeds_and_stories_and_each_number_leads_to_them() {
    let site = project().build();
    let page = site.page("campaigns/shishi");
    assert!(page.starts_with("办实事\n办成 6件→campaigns/shishi/deeds/all/\n受益 160人→campaigns/shishi/beneficiaries/all/\n稿件 1篇→campaigns/shishi/stories/all/\n走访 7户\n"), "{page}");
    assert!(page.contains("示例区 办成5 受益160 稿件1 走访0\n邻区 办成1 受益0 稿件0 走访7\n"), "{page}");
    let cells: Vec<(u64, &str)> = page
        .split([' ', '\n'])
        .filter_map(|word| word.split_once('→'))
        .filter_map(|(number, path)| Some((number.trim_end_matches(['件', '人', '篇']).trim_start_matches("实事").parse().ok()?, path)))
        .collect();
    assert_eq!(cells.len(), 3 + 1 + 7, "{page}");
    for (number, path) in cells {
        assert_eq!(listed(&site, path), (number, number), "{path}");
    }
    assert_eq!(
        site.page("campaigns/shishi/deeds/qu/2026-03"),
        "办实事 · 办成 · 示例区 · 2026年3月 共3\n*  修qu  2026-03-31 南镇\n*  修qiao  2026-03-20 示例区\n*  修deng  2026-03-05 示例区\n"
    );
    assert_eq!(listed(&site, "numbers/deeds/all/"), (6, 6));
    assert_eq!(listed(&site, "numbers/beneficiaries/qu/2026/"), (151, 151));
}

#[test]
fn open_data_tell_each_deed_and_the_day_of_the_newest() {
    let text = project().build().page("data/deeds.json").to_owned();
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((data["count"].as_u64(), data["date"].as_str()), (Some(6), Some("2026-05-02")));
    assert_eq!(
        data["items"][2].to_string(),
        "{\"ledger\":\"qu-2026\",\"id\":\"qiao\",\"title\":\"修qiao\",\"district\":\"qu\",\"campaign\":\"shishi\",\"need_from\":\"接待日提出\",\
         \"deputies\":[\"li\"],\"unit\":\"街道\",\"result\":\"修好了\",\"date\":\"2026-03-20\",\"beneficiaries\":30,\"station\":null,\"story\":null,\
         \"url\":\"deeds/qu-2026/#d-qiao\"}"
    );
}

#[test]
fn a_campaign_that_is_a_draft_is_not_named_by_its_ledgers() {
    let site = project().append("content/campaigns/shishi.yaml", "draft: true\n").build();
    assert_eq!(site.problems().matches("REF105").count(), 5, "{}", site.problems());
    assert!(site.page("deeds/qu-2026").starts_with("2026年台账 3件 150人 \n"));
}

#[test]
fn the_same_name_twice_in_a_ledger_and_a_day_to_come_are_told() {
    let twice = ledger(2026, &[("deng", "2026-03-05", ""), ("deng", "2026-08-05", "")]);
    let site =
        Project::new().file("content/campaigns/shishi.yaml", CAMPAIGN).file("content/districts/ling/district.yaml", &district("邻区", 2));
    let built = site.file(&format!("{QU}/deeds/qu-2026.yaml"), &twice).build();
    assert_eq!(
        built.problems(),
        "content/districts/qu/deeds/qu-2026.yaml:6:10: error REF106: `deng` stands twice in `id`\n\
         content/districts/qu/deeds/qu-2026.yaml:6:77: warning DAT114: `date` tells what was done on 2026-08-05, a day that has not come yet\n"
    );
}

#[test]
fn what_a_former_deputy_did_in_office_is_no_mistake() {
    let seat = "memberships: [{level: district, congress: 第十届, from: 2021-11-16, to: 2026-03-31, status: ended}]\nstations: [zhan]\n";
    let site = project()
        .file(&format!("{QU}/deputies/li.yaml"), &deputy("李某", seat))
        .file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", ""))
        .build();
    assert_eq!(site.problems(), "");
}
