//! Standardized construction, brands and honours, and how practices travel.

use crate::project::{Project, SVG, deputy, district, station, story};

/// Two districts, three stations, and one that was merged.
fn project() -> Project {
    let with = |items: &str, more: &str| {
        station("某站", &format!("deputies: [li]\n{more}"))
            .replace("standard_items: [{item: site, status: met}]", &format!("standard_items: [{items}]"))
    };
    let named = |name: &str, text: String| text.replacen("name: 某站", &format!("name: {name}"), 1);
    let honor = |kind: &str, year: u16, more: &str| format!("{{type: {kind}, by: 示例市人大常委会, year: {year}{more}}}");
    let model = format!(
        "brand: {{name: 板凳议事}}\nhonors: [{}, {}]\n",
        honor("standard", 2023, ", valid_until: 2025-12-31"),
        honor("model", 2025, ", title: 市级示范站")
    );
    Project::new()
        .file("content/districts/ling/district.yaml", &district("邻区", 2))
        .file("content/districts/ling/stations/photo.svg", SVG)
        .file(
            "content/districts/qu/stations/zhan.yaml",
            &named(
                "一站",
                with(
                    "{item: site, status: met, evidence: 86平方米, checked_on: 2026-02-03}, {item: staff, status: improving}",
                    "brand: {name: 一页纸}\n",
                ),
            ),
        )
        .file(
            "content/districts/qu/stations/zhan2.yaml",
            &named("二站", with("{item: site, status: unmet}, {item: staff, status: not_applicable}", &model)),
        )
        .file(
            "content/districts/qu/stations/zhan3.yaml",
            &named("旧站", with("{item: site, status: unmet}", "redirect_to: zhan\n").replace("status: open", "status: merged")),
        )
        .file("content/districts/ling/stations/san.yaml", &named("三站", with("{item: site, status: met}", "")))
        .file("content/districts/qu/deputies/li.yaml", &deputy("李某", "stations: [zhan, zhan2, zhan3, san]\n"))
}

#[test]
fn the_matrix_shows_each_item_of_each_station_and_sums_up_the_districts() {
    let site = project().build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("stations/standards"),
        "规范化建设\n示例区 2 1/2 0/1 0/0 0/0 0/0 0/0 = 1/3 → stations/standards/qu/\n邻区 1 1/1 0/0 0/0 0/0 0/0 0/0 = 1/1 → stations/standards/ling/\n"
    );
    assert_eq!(
        site.page("stations/standards/qu"),
        "示例区规范化建设\n一站 达标（86平方米）2026-02-03 整改中 无 无 无 无\n二站 未达标 不适用 无 无 无 无\n"
    );
}

#[test]
fn a_long_matrix_of_practices_goes_on_over_pages() {
    let mut site = project();
    for day in 1..=22 {
        let practice = story(
            &format!("做法{day}"),
            &format!("2026-03-{day:02}"),
            "facts: [{metric: 来访, after: 26}]\nreplicability: {cost: 无, staff: 2人, conditions: 无, steps: [写], contact_unit: 示例区人大}\n",
            "## 背景\n\n甲。\n\n## 做法\n\n乙。\n\n## 成效\n\n丙。\n\n## 启示\n\n丁。",
        );
        site = site.file(&format!("content/districts/qu/stories/2026-03-{day:02}-z.md"), &practice.replace("kind: news", "kind: practice"));
    }
    assert_eq!(site.build().page("practices/matrix/page/2"), "各区互学（第2页）\n做法2 示例区=origin\n做法1 示例区=origin\n推广\n交流\n");
}

#[test]
fn honours_stand_as_bodies_awarded_them_and_model_stations_lead() {
    assert_eq!(
        project().build().page("stations/brands"),
        "品牌和荣誉\n品牌 板凳议事（二站） 一页纸（一站）\n\
         示范站 二站：市级示范站 示例市人大常委会 2025\n规范化站 二站：规范化站 示例市人大常委会 2023 已到期\n"
    );
}

#[test]
fn the_matrix_of_practices_tells_who_took_which_over_and_how() {
    let practice = story(
        "一页纸",
        "2026-03-01",
        "facts: [{metric: 来访, after: 26}]\n\
         replicability: {cost: 0.3万元, staff: 2人, conditions: 有打印机, steps: [写], contact_unit: 示例区人大}\n\
         promotion: {level: city, date: 2026-04-01, document_no: 示例〔2026〕1号}\n\
         adoptions: [{adopter: san, date: 2026-05-01, mode: improved}]\n",
        "## 背景\n\n甲。\n\n## 做法\n\n乙。\n\n## 成效\n\n丙。\n\n## 启示\n\n丁。",
    );
    let compare = story("交流", "2026-02-01", "districts: [qu, ling]\n", "。").replace("kind: news", "kind: compare");
    let site = project()
        .file("content/districts/qu/stories/2026-03-01-yiyezhi.md", &practice.replace("kind: news", "kind: practice"))
        .file("content/stories/2026-02-01-jiaoliu.md", &compare)
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("practices/matrix"),
        "各区互学\n一页纸 示例区=origin 邻区=adopted（改进 三站）\n推广 一页纸 市 示例〔2026〕1号\n交流 交流\n"
    );
}

#[test]
fn a_long_wall_goes_on_over_pages() {
    let mut site = project();
    for number in 10..70 {
        let text = station("某站", &format!("deputies: []\nbrand: {{name: 品牌{number}}}\n"));
        site = site.file(&format!("content/districts/qu/stations/z{number}.yaml"), &text);
    }
    let site = site.build();
    assert_eq!(site.page("stations/brands").matches("品牌").count(), 61);
    assert_eq!(
        site.page("stations/brands/page/2"),
        "品牌和荣誉（第2页）\n品牌 品牌69（某站） 一页纸（一站）\n\
         示范站 二站：市级示范站 示例市人大常委会 2025\n规范化站 二站：规范化站 示例市人大常委会 2023 已到期\n"
    );
}

/// The speeches of two districts at one meeting, and one that stands alone.
fn speeches() -> Project {
    let speech = |title: &str, more: &str, body: &str| story(title, "2026-03-06", more, body).replace("kind: news", "kind: compare");
    let day = "event_date: 2026-03-05\n";
    project()
        .file(
            "content/districts/qu/stories/2026-03-06-q.md",
            &speech(
                "我们搬板凳",
                day,
                "## 问题\n\n没人来[^1]。\n\n### 细处\n\n见[上面](#问题)。\n\n## 办法\n\n搬板凳。\n\n[^1]: 记于三月。",
            ),
        )
        .file("content/districts/ling/stories/2026-03-06-l.md", &speech("我们写一页纸", day, "## 问题\n\n看不懂。\n\n## 毛病\n\n写错过。"))
        .file("content/stories/2026-03-06-z.md", &speech("四区交流", "districts: [qu, ling]\nevent_date: 2026-03-05\n", "综述。"))
        .file("content/districts/qu/stories/2026-03-06-alone.md", &speech("独自", "event_date: 2026-03-02\n", "一个人说。"))
}

#[test]
fn the_districts_speeches_stand_side_by_side_under_their_headings() {
    let site = speeches().build();
    assert_eq!(site.problems(), "");
    let page = site.page("practices/exchange/2026-03-05");
    assert!(!page.contains("id=") && !page.contains("href=\"#"), "{page}");
    assert_eq!(
        page,
        "各区发言并排看：2026年3月5日\n示例区：我们搬板凳\n邻区：我们写一页纸\n\
         【问题】 示例区=<p>没人来<sup class=\"footnote-ref\"><a>1</a></sup>。</p>\n<h3>细处</h3>\n<p>见上面。</p>\n 邻区=<p>看不懂。</p>\n\n\
         【办法】 示例区=<p>搬板凳。</p>\n<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n<li>\n\
         <p>记于三月。 <a>↩</a></p>\n</li>\n</ol>\n</div>\n 邻区=无\n【毛病】 示例区=无 邻区=<p>写错过。</p>\n\n会议 四区交流\n"
    );
    assert_eq!(site.addresses().iter().filter(|address| address.starts_with("practices/exchange/")).count(), 1);
}
