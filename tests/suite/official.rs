//! What an official site must carry: page tags, linked data, the footer, days of mourning, addresses that last.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use wanjia::diagnostics::Severity;
use wanjia::publish::Mode;

use crate::project::{Project, Site, files_below, publish, story};

const BASE: &str = "https://rd.example.cn/";
const QU: &str = "content/districts/qu";

/// Everything that the strict rules ask for.
const PAPERS: &str = "address: 云山市示例路1号\npostcode: \"834000\"\nfax: \"0990-0000001\"\nemail: rd@rd.example.cn\nicp: 示例ICP备00000000号\n\
     police_record: 示例公网安备00000000000000号\nsite_id_code: \"0000000000\"\nwechat: 云山人大\n\
     office_mark: {image: huihui.svg, url: \"https://rd.example.cn/biaoshi\"}\n";

const COLUMNS: &str = "columns:\n  - {id: kuaixun, name: 快讯, kinds: [news, meeting], description: 站里刚发生的事。, keywords: [快讯, 家室站], type: work}\n\
     \x20 - {id: stations, name: 家室站, type: 办事服务}\n";

/// The site with every kind of page.
fn small(more: &str) -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
    let mut project = Project::empty().on("2026-07-15T12:00");
    project.files = files_below(&root);
    project.append("site.yaml", more)
}

fn strict() -> Project {
    let project = small(&format!("profile: gov-strict\nreview: {{asked: []}}\n{PAPERS}{COLUMNS}"));
    let settings = String::from_utf8(project.files["site.yaml"].clone()).unwrap();
    let without_demo: String = settings.lines().filter(|line| !line.starts_with("demo:")).map(|line| format!("{line}\n")).collect();
    project.file("site.yaml", &without_demo)
}

/// The published pages, with their paths.
fn pages(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let pages = site.files.iter().filter(|(name, _)| name.ends_with(".html"));
    pages.map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// The kind of a page, as its body says.
fn kind(html: &str) -> &str {
    html.split_once("<body class=\"p-").and_then(|(_, rest)| rest.split_once('"')).unwrap().0
}

fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// The text between `<name …>` and `</name>`, the first there is.
fn element(html: &str, name: &str) -> String {
    let (_, rest) = html.split_once(&format!("<{name}")).unwrap_or_else(|| panic!("no <{name}> in {html}"));
    plain(rest.split_once('>').unwrap().1.split_once(&format!("</{name}>")).unwrap().0).trim().to_owned()
}

/// The text of everything that readers see.
fn seen(html: &str) -> String {
    plain(html.split_once("<body").unwrap().1.split_once('>').unwrap().1)
}

/// The page tags: names that begin with a capital letter. Each stands once.
fn tags(html: &str) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for rest in html.split("<meta name=\"").skip(1) {
        let (name, rest) = rest.split_once('"').unwrap();
        if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            let content = rest.split_once("content=\"").unwrap().1.split_once('"').unwrap().0;
            assert_eq!(tags.insert(name.to_owned(), plain(content)), None, "{name} stands twice");
        }
    }
    tags
}

/// What stands in the tag `name`.
fn has(tags: &BTreeMap<String, String>, name: &str) -> String {
    tags.get(name).unwrap_or_else(|| panic!("no {name} in {tags:?}")).clone()
}

const COLUMN_TAGS: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const ARTICLE_TAGS: [&str; 8] = ["ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"];
const COLUMN_TYPES: [&str; 18] = [
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
];

/// Which groups of tags a kind of page has.
fn groups(kind: &str) -> (bool, bool) {
    match kind {
        "story" | "practice" => (true, true),
        "page" | "site_map" | "data" | "search" | "numbers" | "counted" | "not_found" => (false, false),
        _ => (true, false),
    }
}

fn tags_say_what_is_shown(name: &str, html: &str, site_code: Option<&str>) {
    let (tags, text, kind) = (tags(html), seen(html), kind(html));
    assert!(text.contains(&has(&tags, "SiteName")), "{name}");
    assert_eq!(has(&tags, "SiteDomain"), "rd.example.cn", "{name}");
    assert_eq!(tags.get("SiteIDCode").map(String::as_str), site_code, "{name}");
    let (has_column, is_article) = groups(kind);
    for tag in COLUMN_TAGS {
        assert_eq!(tags.contains_key(tag), has_column, "{name}: {tag}");
    }
    if has_column {
        let column = has(&tags, "ColumnName");
        let shown =
            if kind == "home" { element(html, "nav") + &text } else { element(html, "nav") + &element(html, "ol") + &element(html, "h1") };
        assert!(kind == "home" && column == "首页" || shown.contains(&column), "{name}: {column} in {shown}");
        assert!(COLUMN_TYPES.contains(&&*has(&tags, "ColumnType")), "{name}");
        assert_eq!(has(&tags, "ColumnType") == "首页", kind == "home", "{name}");
    }
    if is_article {
        article_tags_say_what_is_shown(name, html, &tags);
    } else {
        assert!(ARTICLE_TAGS.iter().all(|tag| !tags.contains_key(*tag)), "{name}");
    }
}

fn article_tags_say_what_is_shown(name: &str, html: &str, tags: &BTreeMap<String, String>) {
    let head = html.split_once("<header class=\"title\">").unwrap().1.split_once("</header>").unwrap().0;
    let byline = plain(head);
    assert_eq!(has(tags, "ArticleTitle"), element(html, "h1"), "{name}");
    assert_eq!(has(tags, "PubDate"), element(head, "time"), "{name}");
    assert!(byline.contains(&format!("来源：{}", has(tags, "ContentSource"))), "{name}: {byline}");
    assert!(byline.contains(&has(tags, "Description")), "{name}");
    assert_eq!(has(tags, "Url"), format!("{BASE}{}", name.trim_end_matches("index.html")), "{name}");
    if let Some(author) = tags.get("Author") {
        assert!(byline.contains(author.as_str()), "{name}: {author}");
    }
    for keyword in tags.get("Keywords").iter().flat_map(|words| words.split(',')) {
        assert!(seen(html).contains(keyword), "{name}: {keyword}");
    }
}

#[test]
fn page_tags_say_what_each_page_shows_under_each_profile() {
    let mut kinds = BTreeSet::new();
    for (project, code) in
        [(small("site_id_code: \"0000000001\"\n"), Some("0000000001")), (small(""), None), (strict(), Some("0000000000"))]
    {
        let site = project.at(BASE).build();
        assert!(site.published.changes.is_some(), "{}", site.problems());
        for (name, html) in pages(&site).filter(|(_, html)| kind(html) != "redirect") {
            kinds.insert(kind(html).to_owned());
            tags_say_what_is_shown(name, html, code);
        }
    }
    assert!(kinds.len() > 18, "{kinds:?}");
}

#[test]
fn without_an_address_of_the_site_nothing_is_said_that_needs_one() {
    let project = small("");
    let settings = String::from_utf8(project.files["site.yaml"].clone()).unwrap();
    let site = project.file("site.yaml", &settings.replace("base_url: https://rd.example.cn/\n", "")).build();
    for (name, html) in pages(&site) {
        let head = html.split_once("</head>").unwrap().0;
        let missing = ["SiteDomain", "\"Url\"", "\"Image\"", "og:url", "og:image", "BreadcrumbList", "canonical", "rd.example.cn"];
        assert!(missing.iter().all(|absent| !head.contains(absent)), "{name}: {head}");
    }
    assert!(site.page("stories/2026-03-18-jiedai-gonggao").contains("\"NewsArticle\""));
}

/// What schema.org and its readers ask of each type.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "WebSite" => &["name", "url"],
        "GovernmentOffice" => &["name", "address", "telephone"],
        "GovernmentOrganization" => &["name"],
        "NewsArticle" => &["headline", "datePublished", "author", "publisher", "description", "url"],
        "Event" => &["name", "startDate", "location", "organizer", "eventStatus"],
        "Person" => &["name", "jobTitle", "url"],
        "BreadcrumbList" => &["itemListElement"],
        other => panic!("nothing is known of {other}"),
    }
}

/// Every address in the data is of a published file; every text is one that the page shows.
fn is_true(name: &str, site: &Site, text: &str, key: &str, value: &Value) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| is_true(name, site, text, key, value)),
        Value::Array(values) => values.iter().for_each(|value| is_true(name, site, text, key, value)),
        Value::String(word) => match key {
            "@type"
            | "inLanguage"
            | "addressCountry"
            | "eventStatus"
            | "eventAttendanceMode"
            | "datePublished"
            | "startDate"
            | "endDate" => {}
            "url" | "item" | "image" => {
                let path = word.strip_prefix(BASE).unwrap_or_else(|| panic!("{name}: {word}"));
                let page = format!("{path}index.html");
                let path = percent_encoding::percent_decode_str(if path.is_empty() || path.ends_with('/') { &page } else { path });
                assert!(site.files.contains_key(&*path.decode_utf8().unwrap()), "{name}: {word}");
            }
            "telephone" => assert!(text.replace('\u{2011}', "-").contains(word.as_str()), "{name}: {key} {word}"),
            "description" if !text.contains(word.as_str()) => {
                // A sentence made of two that the page shows.
                assert!(word.split(['，', '；']).all(|part| text.contains(part)), "{name}: {key} {word}");
            }
            _ => assert!(text.contains(word.as_str()), "{name}: {key} {word}"),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn linked_data_is_whole_and_says_what_the_page_shows() {
    let preview = "---\ntitle: 周二到站里来\nkind: preview\ndate: 2026-06-20 09:00\nevent_date: 2026-06-23\nsource: 云山市人大\nsummary: 代表周二在站里。\n\
                   stations: [linhe-001]\n---\n\n代表周二在站里。\n";
    let project = small(&format!("{PAPERS}{COLUMNS}")).file("content/districts/linhe/stories/2026-06-20-daozhan.md", preview);
    let site = project.at(BASE).build();
    assert!(site.published.changes.is_some(), "{}", site.problems());
    let mut types = BTreeSet::new();
    for (name, html) in pages(&site) {
        let scripts: Vec<&str> = html.split("<script type=\"application/ld+json\">").skip(1).collect();
        assert!(scripts.len() <= 1, "{name}");
        let Some(json) = scripts.first().map(|rest| rest.split_once("</script>").unwrap().0) else { continue };
        assert!(!json.contains(['<', '>', '&']), "{name}");
        let data: Value = serde_json::from_str(json).unwrap();
        assert_eq!(data["@context"], "https://schema.org", "{name}");
        for node in data["@graph"].as_array().unwrap() {
            let kind = node["@type"].as_str().unwrap();
            types.insert(kind.to_owned());
            for field in required(kind) {
                assert!(!node[*field].is_null(), "{name}: {kind} lacks {field}");
            }
            is_true(name, &site, &seen(html), "", node);
        }
    }
    let all = ["BreadcrumbList", "Event", "GovernmentOffice", "NewsArticle", "Person", "WebSite"];
    assert_eq!(types, all.into_iter().map(str::to_owned).collect());
    let event = site.page("stories/2026-06-20-daozhan");
    assert!(event.contains("\"startDate\":\"2026-06-23\""), "{event}");
}

#[test]
fn the_footer_shows_what_the_settings_say_of_the_office() {
    let site = strict().at(BASE).build();
    assert_eq!(site.problems(), "");
    let foot = site.page("about").split_once("<footer").map(|(_, foot)| foot.to_owned()).unwrap();
    let text = plain(&foot).replace('\u{2011}', "-");
    for shown in [
        "云山市示例路1号",
        "834000",
        "0990-0000000",
        "0990-0000001",
        "rd@rd.example.cn",
        "云山人大",
        "示例ICP备00000000号",
        "示例公网安备00000000000000号",
        "0000000000",
        "网站地图",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for linked in [
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000",
        "https://rd.example.cn/biaoshi",
        "../huihui.svg",
        "police.svg",
        "../site-map/",
    ] {
        assert!(foot.contains(linked), "{linked} in {foot}");
    }
    assert!(site.page("about").contains("mailto:rd@rd.example.cn?subject="));
}

#[test]
fn what_is_missing_is_a_warning_and_under_the_strict_profile_an_error() {
    let bare = || Project::new().file("site.yaml", "title: 示例站\norganization: 示例市人大常委会办公室\ntheme: plain\n");
    let codes = |site: &Site| -> Vec<String> {
        site.published.outcome.diagnostics.iter().map(|problem| format!("{:?} {}", problem.severity, problem.code.id())).collect()
    };
    let usual = bare().build();
    let missing = ["FTR101", "FTR102", "FTR102", "FTR102", "FTR102", "FTR102", "FTR102", "TAG101", "TAG102"];
    assert_eq!(codes(&usual), missing.map(|code| format!("Warning {code}")));
    assert!(usual.published.changes.is_some());
    let strict = bare().append("site.yaml", "profile: gov-strict\nreview: {asked: []}\n").build();
    assert!(strict.published.changes.is_none());
    let mut expected: Vec<String> = vec!["Error TAG103".to_owned()];
    expected.extend(missing.map(|code| format!("Error {code}")));
    assert_eq!(codes(&strict), expected);
    let example = bare().append("site.yaml", "demo: 示例\n").build();
    assert_eq!(codes(&example), Vec::<String>::new());
}

#[test]
fn the_strict_profile_forbids_links_to_what_is_withheld_and_to_unknown_hosts() {
    let body = "[草稿](../../../pages/caogao.md)、[部门](https://www.gov.cn/a)、[外面](https://example.com/a)";
    let project = Project::new()
        .file("content/pages/caogao.md", "---\ntitle: 草稿页\ndraft: true\n---\n\n。\n")
        .file(&format!("{QU}/stories/2026-03-06-b.md"), &story("第二篇", "2026-03-06 09:00", "", body));
    let codes = |project: &Project| -> Vec<(&str, Severity)> {
        let diagnostics = project.build().published.outcome.diagnostics;
        let found = diagnostics.iter().map(|problem| (problem.code.id(), problem.severity));
        found.filter(|(code, _)| code.starts_with("LNK")).collect()
    };
    assert_eq!(codes(&project), [("LNK103", Severity::Warning)]);
    let listed = project.clone().append("site.yaml", "allowed_hosts: [www.example.org]\n");
    assert_eq!(codes(&listed), [("LNK103", Severity::Warning), ("LNK108", Severity::Warning)]);
    let strict = project.append("site.yaml", "profile: gov-strict\nallowed_hosts: [example.com]\n");
    assert_eq!(codes(&strict), [("LNK103", Severity::Error)]);
}

#[test]
fn links_that_leave_the_site_say_so() {
    let body = "[外面](https://example.com/)、[自己](https://rd.example.cn/about/)、[写信](mailto:a@rd.example.cn)";
    let project =
        Project::new().with_default_theme().file(&format!("{QU}/stories/2026-03-06-b.md"), &story("第二篇", "2026-03-06", "", body));
    let site = project.at(BASE).build();
    let page = site.page("stories/2026-03-06-b");
    let marked = "<a href=\"https://example.com/\" class=\"external\" rel=\"external noopener noreferrer\">外面<span class=\"out\">（外链）</span></a>、";
    assert!(page.contains(marked), "{page}");
    assert!(page.contains("<a href=\"https://rd.example.cn/about/\">自己</a>、<a href=\"mailto:a@rd.example.cn\">写信</a>"), "{page}");
}

#[test]
fn on_days_of_mourning_the_pages_have_no_colours() {
    let project = small("mourning:\n  - {from: 2026-12-13}\n  - {from: 2026-09-01, to: 2026-09-02, scope: home}\n").at(BASE);
    let grey = |project: &Project, day: &str| -> (bool, bool) {
        let site = project.clone().on(day).build();
        let is_grey = |page: &str| site.page(page).contains(" class=\"mourning\">") && site.page(page).contains("content=\"#5f5f5f\"");
        (is_grey("index.html"), is_grey("about"))
    };
    assert_eq!(grey(&project, "2026-12-12T23:59"), (false, false));
    assert_eq!(grey(&project, "2026-12-13T00:00"), (true, true));
    assert_eq!(grey(&project, "2026-12-14T00:00"), (false, false));
    assert_eq!(grey(&project, "2026-09-02T12:00"), (true, false));
    let outcome = |day: &str| project.clone().on(day).build().published.outcome;
    assert_eq!(outcome("2026-12-12T23:59").next_change, Some("2026-12-13T00:00".parse().unwrap()));
    assert_eq!(outcome("2026-12-13T08:00").next_change, Some("2026-12-14T00:00".parse().unwrap()));
    assert_eq!(outcome("2026-12-01T08:00").mourning, Some(("2026-12-13".parse().unwrap(), "2026-12-13".parse().unwrap())));
    assert_eq!(outcome("2026-12-14T08:00").mourning, None);
}

#[test]
fn old_and_short_addresses_lead_to_every_kind_of_thing() {
    let kinds = [
        ("content/districts/linhe/district.yaml", "districts/linhe", true),
        ("content/districts/linhe/stations/linhe-001/station.yaml", "stations/linhe-001", true),
        ("content/districts/linhe/deputies/li-qiang.yaml", "deputies/li-qiang", true),
        ("content/campaigns/jinjia.yaml", "campaigns/jinjia", true),
        ("content/projects/fushou.yaml", "projects/fushou", true),
    ];
    let mut project = small("");
    for (number, (file, ..)) in kinds.iter().enumerate() {
        project = project.append(file, &format!("short_id: \"0{number}\"\naliases: [/jiu/{number}.html, /jiu/{number}/]\n"));
    }
    let site = project.at(BASE).build();
    assert!(site.published.changes.is_some(), "{}", site.problems());
    for (number, (_, target, _)) in kinds.iter().enumerate() {
        for (address, root) in [
            (format!("s/0{number}/index.html"), "../../"),
            (format!("jiu/{number}.html"), "../"),
            (format!("jiu/{number}/index.html"), "../../"),
        ] {
            let page = site.page(&address);
            assert!(page.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={root}{target}/\">")), "{page}");
            assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{BASE}{target}/\">")), "{page}");
        }
    }
    assert_eq!(site.dead_links(), BTreeSet::new());
}

#[test]
fn a_short_address_belongs_to_one_page() {
    let short = "short_id: \"017\"\n";
    let site = Project::new().append(&format!("{QU}/stations/zhan.yaml"), short).append(&format!("{QU}/deputies/li.yaml"), short).build();
    insta::assert_snapshot!(site.problems(), @"content/districts/qu/deputies/li.yaml:7:11: error ADR101: two pages want the address `/s/017/`: this one and `content/districts/qu/stations/zhan.yaml`");
}

#[test]
fn a_page_that_moved_is_told_until_its_old_address_is_kept() {
    let story = |more: &str| story("同一篇", "2026-03-06", more, "。");
    let before = Project::new().with_default_theme().file(&format!("{QU}/stories/2026-03-06-b.md"), &story("")).build();
    let moved = Project::new().with_default_theme().file(&format!("{QU}/stories/2026-03-06-c.md"), &story(""));
    let root = before.root();
    moved.write(&root);
    let changes = publish(&root, &moved.request(&root), Mode::Publish).changes.unwrap();
    let told: Vec<(String, String)> = changes.moved.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect();
    assert_eq!(told, [("stories/2026-03-06-b/index.html".to_owned(), "stories/2026-03-06-c/index.html".to_owned())]);
    let kept =
        Project::new().with_default_theme().file(&format!("{QU}/stories/2026-03-06-d.md"), &story("aliases: [/stories/2026-03-06-c/]\n"));
    kept.write(&root);
    assert_eq!(publish(&root, &kept.request(&root), Mode::Publish).changes.unwrap().moved, Vec::new());
}

#[test]
fn telephones_and_search_engines_find_what_they_ask_for() {
    let site = small("").at(BASE).build();
    assert_eq!(site.page("robots.txt"), "User-agent: *\nAllow: /\n\nSitemap: https://rd.example.cn/sitemap.xml\n");
    let manifest: Value = serde_json::from_str(site.page("manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["name"], &manifest["start_url"]), (&Value::from("云山代表家室站（示例）"), &Value::from("./")));
    assert_eq!(manifest["icons"].as_array().unwrap().len(), 3);
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(site.files.contains_key(icon["src"].as_str().unwrap()), "{icon}");
    }
    assert_eq!(site.dead_links(), BTreeSet::new());
    assert!(!small("").at("https://www.example.cn/rd/").build().files.contains_key("robots.txt"));
    let own = small("").file("static/robots.txt", "User-agent: *\nDisallow: /\n").at(BASE).build();
    assert_eq!(own.page("robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn columns_have_pages_and_sections_may_be_renamed() {
    let site = small(COLUMNS).at(BASE).build();
    let page = site.page("stories/column/kuaixun");
    assert_eq!((element(page, "h1"), has(&tags(page), "ColumnDescription")), ("快讯".to_owned(), "站里刚发生的事。".to_owned()));
    let story = site.page("stories/2026-06-18-kan-fushou");
    assert!(element(story, "ol").contains("快讯"), "{story}");
    let stations = site.page("stations");
    let tags = tags(stations);
    assert_eq!(
        (element(stations, "h1"), has(&tags, "ColumnName"), has(&tags, "ColumnType")),
        ("家室站".into(), "家室站".into(), "办事服务".into())
    );
}

#[test]
fn an_empty_column_stands_in_no_menu() {
    let menu = "navigation:\n  - {title: 站点, path: /stations/}\n  - {title: 实事, path: /projects/}\n  - {title: 通知, path: /stories/kind/notice/}\n";
    let site = Project::new().with_default_theme().append("site.yaml", menu).build();
    let nav = element(site.page("index.html"), "nav");
    assert!(nav.contains("站点") && !nav.contains("实事") && !nav.contains("通知"), "{nav}");
}
