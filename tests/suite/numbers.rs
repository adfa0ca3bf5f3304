//! Every number of the site equals the length of the list that it leads to, whatever the site.

use std::fmt::Write;
use std::fs;

use jiff::civil::date;
use proptest::prelude::*;
use wanjia::language::Speech;
use wanjia::pipeline;
use wanjia::report::{Report, Scope};

use crate::project::{Project, SVG, Site, deputy, district, station, story};

/// A district with what is counted in it.
#[derive(Clone, Debug)]
struct Part {
    /// For each story its year, and for a practice who took it over.
    stories: Vec<(u16, Option<usize>)>,
    /// For each station its receptions: the year, whether held, how many people came.
    stations: Vec<Vec<(u16, bool, u32)>>,
    /// For each deputy the levels of the seats, and whether they are still held.
    deputies: Vec<(u8, bool)>,
    /// For each deed its year, and how many people it serves; nobody knows of 0.
    deeds: Vec<(u16, u32)>,
}

fn part() -> impl Strategy<Value = Part> {
    let story = (2022u16..=2026, proptest::option::weighted(0.3, 0usize..4));
    let session = (2023u16..=2026, any::<bool>(), 0u32..30);
    let lists = (
        prop::collection::vec(story, 0..12),
        prop::collection::vec(prop::collection::vec(session, 0..4), 1..3),
        prop::collection::vec((1u8..8, any::<bool>()), 0..4),
        prop::collection::vec((2025u16..=2026, 0u32..50), 0..5),
    );
    lists.prop_map(|(stories, stations, deputies, deeds)| Part { stories, stations, deputies, deeds })
}

/// The folders of the districts: the third lies in the first; stories may also belong to the whole city.
const FOLDERS: [&str; 4] = ["content/districts/dong", "content/districts/xi", "content/districts/dong/nan", "content"];
const NAMES: [&str; 3] = ["dong", "xi", "nan"];
const LEVELS: [&str; 3] = ["city", "district", "township"];

fn project(parts: &[Part; 3], city_wide: &[(u16, Option<usize>)]) -> Project {
    let mut site = Project::empty();
    for (number, part) in parts.iter().enumerate() {
        let (folder, name) = (FOLDERS[number], NAMES[number]);
        site = site.file(&format!("{folder}/district.yaml"), &district(&format!("{name}区"), u32::try_from(number).unwrap() + 1));
        site = site.file(&format!("{folder}/stations/photo.svg"), SVG);
        let deputies: Vec<String> = (0..part.deputies.len()).map(|deputy| format!("{name}-d{deputy}")).collect();
        for (which, sessions) in part.stations.iter().enumerate() {
            let more = format!("deputies: [{}]\n{}", deputies.join(", "), receptions(sessions));
            site = site.file(&format!("{folder}/stations/{name}-s{which}.yaml"), &station(&format!("{name}站{which}"), &more));
        }
        for (which, (levels, serves)) in part.deputies.iter().enumerate() {
            let stations: Vec<String> = (0..part.stations.len()).map(|station| format!("{name}-s{station}")).collect();
            let more = format!("stations: [{}]\nmemberships:\n{}", stations.join(", "), seats(*levels, *serves));
            site = site.file(&format!("{folder}/deputies/{name}-d{which}.yaml"), &deputy("李某", &more));
        }
        site = with_deeds(with_stories(site, folder, name, &part.stories), folder, name, &part.deeds);
    }
    with_stories(site, FOLDERS[3], "shi", city_wide)
}

fn receptions(sessions: &[(u16, bool, u32)]) -> String {
    let lines = sessions.iter().enumerate().map(|(month, (year, held, visitors))| {
        let status = if *held { "held" } else { "cancelled" };
        let visitors = if *held { format!(", visitors: {visitors}") } else { String::new() };
        format!("  - {{date: {year}-0{}-14, status: {status}{visitors}}}\n", month + 1)
    });
    if sessions.is_empty() { String::new() } else { format!("sessions:\n{}", lines.collect::<String>()) }
}

fn seats(levels: u8, serves: bool) -> String {
    let status = if serves { "serving" } else { "ended" };
    let held = LEVELS.iter().enumerate().filter(|(bit, _)| levels >> bit & 1 == 1);
    held.map(|(_, level)| format!("  - {{level: {level}, congress: 第十届, from: 2021-11-01, status: {status}}}\n")).collect()
}

fn with_stories(mut site: Project, folder: &str, name: &str, stories: &[(u16, Option<usize>)]) -> Project {
    for (number, (year, adopter)) in stories.iter().enumerate() {
        let date = format!("{year}-0{}-1{}", number % 5 + 1, number % 9);
        let text = match adopter.and_then(|adopter| NAMES.get(adopter)).filter(|adopter| **adopter != name) {
            None => story("一篇", &date, if number % 2 == 0 { "campaigns: [huodong]\n" } else { "" }, "正文。"),
            Some(adopter) => practice(&date, adopter),
        };
        site = site.file(&format!("{folder}/stories/{date}-{name}{number}.md"), &text);
    }
    site
}

/// A ledger for each year, of a campaign that counts them.
fn with_deeds(site: Project, folder: &str, name: &str, deeds: &[(u16, u32)]) -> Project {
    let counters =
        "[{key: d, label: 办成, counts: deeds}, {key: p, label: 受益, counts: beneficiaries}, {key: s, label: 稿件, counts: stories}]";
    let campaign = format!("name: 活动\nlevel: city\nstart: 2025-01-01\norganizer: 人大\ncounters: {counters}\n");
    let site = site.file("content/campaigns/huodong.yaml", &campaign);
    [2025, 2026].into_iter().fold(site, |site, year| {
        let own = deeds.iter().enumerate().filter(|(_, (of, _))| *of == year);
        let rows = own.map(|(number, (_, people))| {
            let people = if *people > 0 { format!(", beneficiaries: {people}") } else { String::new() };
            let day = format!("{year}-0{}-11", number % 4 + 1);
            format!("  - {{id: d{number}, title: 修灯, need_from: 接待日, unit: 街道, result: 好了, date: {day}{people}}}\n")
        });
        let rows: String = rows.collect();
        if rows.is_empty() {
            return site;
        }
        site.file(&format!("{folder}/deeds/{name}-{year}.yaml"), &format!("title: 台账\ncampaign: huodong\nyear: {year}\ndeeds:\n{rows}"))
    })
}

fn practice(date: &str, adopter: &str) -> String {
    let facts = "facts: [{metric: 件数, before: 1, after: 2, unit: 件}]\n";
    let copying = "replicability: {cost: 无, staff: 一人, conditions: 无, steps: [做], contact_unit: 示例街道}\n";
    let adoptions = format!("adoptions: [{{adopter: {adopter}, date: 2026-05-30, mode: copied}}]\n");
    let body = "## 背景\n\n甲。\n\n## 做法\n\n乙。\n\n## 成效\n\n丙。\n\n## 启示\n\n丁。";
    story("一条做法", date, &format!("{facts}{copying}{adoptions}"), body).replace("kind: news", "kind: practice")
}

/// What the list at `path` adds up to, over all its pages, and what it says that it adds up to.
fn listed(site: &Site, path: &str) -> (u64, u64) {
    let mut sum = 0;
    let mut next = Some(path.to_owned());
    let mut said = 0;
    while let Some(path) = next.take() {
        let page = site.page(path.trim_end_matches('/'));
        said = page.lines().next().unwrap().rsplit('共').next().unwrap().parse().unwrap();
        for line in page.lines() {
            if let Some(item) = line.strip_prefix("* ") {
                sum += item.split(' ').next().filter(|amount| !amount.is_empty()).map_or(1, |amount| amount.parse::<u64>().unwrap());
            }
            next = line.strip_prefix("下页 ").map(str::to_owned).or(next);
        }
    }
    (sum, said)
}

/// Compares every number of the page with its list; how many there were.
fn every_number_is_that_of_its_list(site: &Site) -> usize {
    let page = site.page("numbers");
    let cells: Vec<(&str, &str)> = page.split([' ', '\n']).filter_map(|word| word.split_once('→')).collect();
    for (count, path) in &cells {
        let count: u64 = count.parse().unwrap();
        if path.is_empty() {
            assert_eq!(count, 0, "a number without a list in\n{page}");
        } else {
            assert_eq!(listed(site, path), (count, count), "{path}");
        }
    }
    cells.len()
}

/// The same of what a campaign counts by itself.
fn every_number_of_the_campaign_is_that_of_its_list(site: &Site) {
    let page = site.page("campaigns/huodong");
    let cells = page.split([' ', '\n']).filter_map(|word| word.split_once('→')).filter(|(_, path)| path.starts_with("campaigns/"));
    for (count, path) in cells {
        let count: u64 = count.trim_start_matches("实事").parse().unwrap();
        assert_eq!(listed(site, path), (count, count), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_number_equals_the_list_that_it_leads_to(
        parts in [part(), part(), part()],
        city_wide in prop::collection::vec((2022u16..=2026, Just(None)), 0..4),
    ) {
        let site = project(&parts, &city_wide).build();
        prop_assert_eq!(site.problems(), "");
        prop_assert!(every_number_is_that_of_its_list(&site) > 0);
        let held = parts.iter().flat_map(|part| part.stations.iter().flatten()).filter(|(_, held, _)| *held);
        let visitors: u64 = held.map(|(_, _, visitors)| u64::from(*visitors)).sum();
        if visitors > 0 {
            prop_assert_eq!(listed(&site, "numbers/visitors/all/"), (visitors, visitors));
        }
        let deeds = parts.iter().map(|part| part.deeds.len() as u64).sum();
        if deeds > 0 {
            prop_assert_eq!(listed(&site, "numbers/deeds/all/"), (deeds, deeds));
            prop_assert_eq!(listed(&site, "campaigns/huodong/deeds/all/"), (deeds, deeds));
        }
        every_number_of_the_campaign_is_that_of_its_list(&site);
        let stories = parts.iter().map(|part| part.stories.len()).sum::<usize>() + city_wide.len();
        if stories > 0 {
            prop_assert_eq!(listed(&site, "numbers/stories/all/").0, stories as u64);
        }
    }
}

fn fixed() -> Project {
    let one = Part {
        stories: vec![(2024, None), (2025, None), (2025, Some(1)), (2026, None)],
        stations: vec![vec![(2025, true, 8), (2026, true, 12), (2026, false, 0)]],
        deputies: vec![(0b011, true), (0b010, false)],
        deeds: Vec::new(),
    };
    let none = Part { stories: Vec::new(), stations: vec![Vec::new()], deputies: Vec::new(), deeds: Vec::new() };
    project(&[one, none.clone(), none], &[])
}

#[test]
fn the_page_tells_persons_and_seats_apart_and_compares_whole_years() {
    let site = fixed().build();
    assert_eq!(site.problems(), "");
    insta::assert_snapshot!(format!("{}\n{}", site.page("numbers"), site.page("numbers/visitors/dong")));
}

#[test]
fn a_district_may_be_called_all_or_city_wide() {
    let mut site = Project::new();
    for (number, id) in ["all", "city-wide"].into_iter().enumerate() {
        let folder = format!("content/districts/{id}");
        site = site.file(&format!("{folder}/district.yaml"), &district(id, u32::try_from(number).unwrap() + 2));
        site = site.file(&format!("{folder}/stories/2026-03-01-{id}.md"), &story("一篇", "2026-03-01", "", "正文。"));
    }
    let site = site.file("content/stories/2026-03-09-shi.md", &story("一篇", "2026-03-09", "", "正文。")).build();
    assert_eq!(site.problems(), "");
    assert!(every_number_is_that_of_its_list(&site) > 10);
    assert_eq!(listed(&site, "numbers/stories/all/"), (4, 4));
    assert_eq!(listed(&site, "numbers/stories/~all/"), (1, 1));
}

#[test]
fn a_long_list_goes_on_over_pages() {
    let mut site = Project::new();
    for number in 0..120 {
        let day = format!("2026-0{}-{:02}", number / 28 + 1, number % 28 + 1);
        site = site.file(&format!("content/districts/qu/stories/{day}-x{number}.md"), &story("一篇", &day, "", "正文。"));
    }
    let site = site.on("2026-06-01").build();
    assert_eq!(listed(&site, "numbers/stories/qu/2026/"), (121, 121));
    assert!(site.addresses().contains(&"numbers/stories/qu/2026/page/2/index.html"), "{:?}", site.addresses());
}

#[test]
fn a_report_counts_within_its_days_and_compares_with_the_year_before() {
    let dir = tempfile::tempdir().unwrap();
    let project = fixed();
    project.write(dir.path());
    let (library, _) = pipeline::library(&project.request(dir.path())).unwrap();
    let library = library.unwrap();
    let scope = Scope { from: date(2026, 1, 1), to: date(2026, 6, 1), speech: Speech::Chinese };
    let report = Report::new(&library, scope);
    for name in ["r.csv", "r.html", "r.xlsx", "again.xlsx"] {
        report.write(&dir.path().join(name)).unwrap();
    }
    let mut text = String::new();
    write!(text, "{}\n\n", report.text()).unwrap();
    text += &fs::read_to_string(dir.path().join("r.csv")).unwrap();
    insta::assert_snapshot!(text.replace('\r', ""));
    assert_eq!(fs::read(dir.path().join("r.xlsx")).unwrap(), fs::read(dir.path().join("again.xlsx")).unwrap());
    the_numbers_of_the_page_lead_to_their_lists(&fs::read_to_string(dir.path().join("r.html")).unwrap());
}

/// Every number of the report's table leads to a list that exists in the page and adds up to it.
fn the_numbers_of_the_page_lead_to_their_lists(html: &str) {
    let links: Vec<(&str, &str)> =
        html.split("<a href=\"#").skip(1).filter_map(|rest| rest.split_once("</a>")?.0.split_once("\">")).collect();
    let numbers: Vec<(&str, u64)> = links.into_iter().filter_map(|(id, text)| Some((id, text.parse().ok()?))).collect();
    assert!(numbers.len() > 5, "{html}");
    for (id, number) in numbers {
        let rest = html.split_once(&format!("<section id=\"{id}\">")).unwrap_or_else(|| panic!("no {id}")).1;
        let heading = rest.split(" <a").next().unwrap().split("</h").next().unwrap();
        assert!(heading.ends_with(&format!("· {number}")), "{id}: {number} in {heading}");
    }
}
