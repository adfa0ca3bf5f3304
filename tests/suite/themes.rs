//! Themes: a folder, single files, the words; and their mistakes at their place.

use crate::project::{Project, SETTINGS, deputy, station, story};

const QU: &str = "content/districts/qu";

#[test]
fn templates_override_single_files_of_the_theme() {
    let before = Project::new().build();
    let site = Project::new().file("templates/tags.html", "").file("templates/story.html", "只有{{ story.title }}\n").build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.page("stories/2026-03-05-a"), "只有第一篇\n");
    assert_eq!(site.page("stations/zhan"), before.page("stations/zhan"));
}

#[test]
fn a_folder_named_default_overrides_single_files_of_the_default_theme() {
    let plain = Project::new().with_default_theme();
    let before = plain.build();
    let site = plain
        .file(
            "themes/default/templates/components/head.html",
            "{% component head(title: string, lead = none) %}<h1>换过的{{ title }}</h1>{% endcomponent head %}",
        )
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(before.mentions("换过的"), Vec::<&str>::new());
    assert!(site.mentions("<h1>换过的").contains(&"stories/index.html"));
}

#[test]
fn a_style_sheet_of_ones_own_stands_in_a_new_folder() {
    let plain = Project::new().with_default_theme();
    let style = |project: &Project| {
        let site = project.build();
        assert_eq!((site.problems(), site.dead_links()), (String::new(), std::collections::BTreeSet::new()));
        let sheets: Vec<String> = site.files.keys().filter(|name| name.ends_with("/style.css")).cloned().collect();
        assert_eq!(sheets.len(), 1, "{sheets:?}");
        (sheets[0].clone(), site.files[&sheets[0]].clone())
    };
    let (before, _) = style(&plain);
    let (after, bytes) = style(&plain.file("themes/default/static/style.css", "body{color:red}\n"));
    assert_ne!(before, after);
    assert_eq!(bytes, b"body{color:red}\n");
}

#[test]
fn words_of_the_theme_can_be_overridden_one_by_one() {
    let site = Project::new()
        .file("themes/plain/i18n/zh.yaml", "hello: 你好\n")
        .file("templates/page.html", "{{ t.hello }}")
        .file("content/pages/a.md", &crate::project::free_page("页", "。"))
        .build();
    assert_eq!((site.problems().as_str(), site.page("a")), ("", "你好"));
}

#[test]
fn a_words_file_with_one_line_changes_one_word_of_a_carried_theme() {
    let plain = Project::new().with_default_theme();
    let before = plain.build();
    let site = plain.file("themes/default/i18n/zh.yaml", "skip_link: 直奔正文\n").build();
    assert_eq!(site.problems(), "");
    let change = |text: &str| text.replace("跳到正文", "直奔正文");
    assert_ne!(site.page("stories"), before.page("stories"));
    assert_eq!(site.page("stories"), change(before.page("stories")));
    let untouched = Project::new().with_default_theme().file("themes/default/i18n/zh.yaml", "# skip_link: 直奔正文\n").build();
    assert_eq!((untouched.problems().as_str(), untouched.page("stories")), ("", before.page("stories")));
}

#[test]
fn a_small_style_sheet_of_the_sites_own_comes_after_the_themes() {
    let plain = Project::new().with_default_theme();
    assert_eq!(plain.build().mentions("site.css"), Vec::<&str>::new());
    let site = plain.file("themes/default/static/site.css", ":root{--red:#060}\n").build();
    assert_eq!((site.problems(), site.dead_links()), (String::new(), std::collections::BTreeSet::new()));
    let page = site.page("stories");
    assert!(page.find("style.css").unwrap() < page.find("site.css").unwrap(), "{page}");
    assert!(site.files.keys().any(|name| name.ends_with("/site.css")));
}

#[test]
fn a_theme_may_extend_another_and_takes_from_it_what_it_has_not() {
    let plain = Project::new().with_default_theme();
    let before = plain.build();
    let ours = plain
        .append("site.yaml", "theme: ours\n")
        .file("themes/ours/theme.yaml", "name: 我们的\nextends: theirs\ncontract: 1\n")
        .file("themes/ours/i18n/zh.yaml", "skip_link: 直奔正文\n")
        .file("themes/theirs/theme.yaml", "extends: default\n")
        .file("themes/theirs/i18n/zh.yaml", "skip_link: 跳过\n")
        .file("themes/theirs/templates/tags.html", "话题");
    let site = ours.build();
    assert_eq!(site.problems(), "");
    assert_eq!(site.page("stories"), before.page("stories").replace("跳到正文", "直奔正文"));
    let circle = ours.clone().file("themes/theirs/theme.yaml", "extends: ours\n").build();
    let unknown = ours.clone().file("themes/theirs/theme.yaml", "# ours\nextends: defualt # typo\n").build();
    let wrong = ours.file("themes/theirs/theme.yaml", "extend: default\ncontract: 1\n").build();
    insta::assert_snapshot!(circle.problems() + &unknown.problems() + &wrong.problems());
}

#[test]
fn extra_values_reach_the_templates() {
    let extra = "extra: {数: 3, 名: 甲 & 乙, 表: [1, 2.5, 真], 内: {空: , 是: true}}\n";
    let template = "{{ story.extra[\"数\"] }} {{ story.extra[\"名\"] }} {% for v in story.extra[\"表\"] %}<{{ v }}>{% endfor %} {{ story.extra[\"内\"][\"是\"] }}\n\
        {{ site.extra.motto }} {{ district_extra | default(value=\"-\") }}\n";
    let site = Project::new()
        .append("site.yaml", "extra: {motto: 为民}\n")
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", extra, "。"))
        .file("templates/story.html", template)
        .build();
    insta::assert_snapshot!(format!("{}{}", site.problems(), site.page("stories/2026-03-05-a")));
}

#[test]
fn mistakes_in_templates_are_reported_at_their_place_each_once() {
    let rendering = Project::new()
        .file(&format!("{QU}/stories/2026-03-06-b.md"), &story("第二篇", "2026-03-06", "", "。"))
        .file("templates/story.html", "<h1>{{ story.title }}</h1>\n<p>标题：{{ story.titel | upper }}</p>\n")
        .file("templates/station.html", "{% for d in deputies %}\n  {{ d.nobody.name }}\n{% endfor %}")
        .file("templates/components/broken.html", "");
    let reading = Project::new()
        .file("templates/story.html", "一\n  {{ story.title }\n")
        .file("templates/page.html", "{% if a %}\n")
        .file("templates/tag.html", "{{ 名字 | no_such_filter }}");
    let missing = Project::new().file("templates/story.html", "{% extends \"nothing.html\" %}");
    let circle =
        Project::new().file("templates/story.html", "{% extends \"a.html\" %}").file("templates/a.html", "{% extends \"story.html\" %}");
    let absent = Project::new().without("themes/plain/templates/station.html");
    let theme = Project::new().file("site.yaml", "title: 示例站\norganization: 示例\ntheme: plian\n");
    let words = Project::new().file("themes/plain/i18n/zh.yaml", "a: b\nc: [d\n");
    let cases = [
        ("rendering", rendering),
        ("reading", reading),
        ("missing", missing),
        ("circle", circle),
        ("absent", absent),
        ("theme", theme),
        ("words", words),
    ];
    let mut told = String::new();
    for (name, project) in cases {
        let site = project.build();
        assert!(site.files.is_empty(), "{name} was published");
        told.push_str(&format!("--- {name}\n{}", site.problems()));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_default_theme_shows_things_of_the_city_and_things_with_nothing_but_what_is_required() {
    let project = "year: 2026\nlevel: city\nnumber: 1\ntitle: 项目\ncategory: 养老\nlead_unit: 单位\nlead_person: {name: 甲, post: 局长}\n\
        target: 目标\nmilestones: [{name: 完工, due: 2026-09-30}]\nstatus: candidate\nprogress: [{date: 2026-03-01, percent: 0}]\n";
    let underway = "vote: {meeting: 会议, date: 2026-01-08, due: 10, present: 9, yes: 8, no: 1, abstain: 0, method: equal, passed: true}\n";
    let campaign = "name: 活动\nlevel: city\nstart: 2026-01-01\norganizer: 市人大\ncounters: [{key: visits, label: 走访}]\n";
    let practice = "---\ntitle: 做法\nkind: practice\ndate: 2026-03-01\nsource: 来源\nsummary: 摘要。\nfacts: [{metric: 件数, after: \"9\"}]\n\
        replicability: {cost: 无, staff: 一人, conditions: 无, steps: [一], contact_unit: 单位}\n---\n## 背景\n\n一\n\n## 做法\n\n二\n\n## 成效\n\n三\n\n## 启示\n\n四\n";
    let site = Project::new()
        .with_default_theme()
        .file("content/stations/city/station.yaml", &station("全市站", ""))
        .file("content/stations/city/photo.svg", crate::project::SVG)
        .file("content/deputies/city.yaml", &deputy("市代表", "stations: [city]\n"))
        .file("content/projects/a.yaml", project)
        .file("content/projects/b.yaml", &(project.replace("candidate", "underway").replace("number: 1", "number: 2") + underway))
        .file("content/campaigns/c.yaml", campaign)
        .file("content/stories/2026-03-01-p.md", practice)
        .build();
    assert_eq!(
        site.problems(),
        "content/deputies/city.yaml:6:12: warning REF108: the deputy names the station `city`, but the station does not list the deputy `city`\n"
    );
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
    assert!(site.addresses().contains(&"stations/city/index.html"));
}

#[test]
fn a_shared_template_is_the_same_on_pages_as_deep_and_sees_no_page() {
    let site = Project::new()
        .file("templates/shared/foot.html", "{{ site.title }} {{ root }}")
        .file("templates/story.html", "{{ shared.foot }}\n")
        .file("templates/stories.html", "{{ shared.foot }}\n")
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!((site.page("stories/2026-03-05-a"), site.page("stories")), ("示例站 ../../\n", "示例站 ../\n"));
    let site = Project::new().file("templates/shared/foot.html", "{{ page.title }}").build();
    assert!(site.problems().contains("templates/shared/foot.html:1:"), "{}", site.problems());
}

/// What `check` says.
fn checked(project: &Project) -> String {
    let dir = tempfile::tempdir().unwrap();
    project.write(dir.path());
    let request = project.request(dir.path());
    let outcome =
        wanjia::pipeline::build(&request, &wanjia::publish::Nothing, wanjia::pipeline::Rendering::Thorough, &wanjia::pipeline::Quiet);
    crate::project::problems(&outcome.unwrap().diagnostics, wanjia::language::Speech::English)
}

#[test]
fn check_finds_nothing_in_the_themes_that_the_program_carries() {
    for name in wanjia::theme::carried_names() {
        // With any file of the site's own the theme is tried.
        let settings = SETTINGS.replace("theme: plain", &format!("theme: {name}"));
        let site = Project::new().file("site.yaml", &settings).file("templates/shared/own.html", "");
        assert_eq!(checked(&site), "", "{name}");
    }
}

#[test]
fn check_finds_a_mistake_in_a_branch_that_no_page_of_the_site_takes() {
    let plain = Project::new().with_default_theme();
    let wrong = plain
        .file("templates/campaign.html", "{% if campaign.slogann %}a{% endif %}")
        .file("templates/project.html", "{% for p in project.progress %}{{ p.date.txt }}{% endfor %}{{ project.vote.yes }}")
        .file(
            "templates/story.html",
            "{% if story.tags | length > 40 %}{{ story.titel }}{% endif %}{{ t.skip_lnk }}{{ <story_crd s={story} /> }}",
        )
        .file("templates/page.html", "{{ title }}{{ body.html }}")
        .file("templates/district.html", "{{ <tile d={district} /> }}{% for d in children %}{{ <tile d={d} /> }}{% endfor %}")
        .file(
            "templates/components/tile.html",
            "{% component tile(d: map) %}{% if d.nam %}{% endif %}{{ d.name.zh }}{% endcomponent tile %}",
        )
        .file("templates/shared/footer.html", "{% if site.emblen %}{% endif %}{{ page.title }}");
    let unknown_component = checked(&wrong);
    let wrong = wrong.file("templates/story.html", "{% if story.tags | length > 40 %}{{ story.titel }}{% endif %}{{ t.skip_lnk }}");
    insta::assert_snapshot!(format!("{unknown_component}---\n{}", checked(&wrong)));
}

#[test]
fn check_finds_what_fails_when_a_value_is_missing() {
    let wrong = Project::new()
        .with_default_theme()
        .file("templates/project.html", "{{ project.vote.yes }}")
        .file("templates/deputy.html", "{{ deputy.photo.path }}{% if deputy.photo %}{{ deputy.photo.alt | no }}{% endif %}");
    let first = checked(&wrong);
    let wrong = wrong.file("templates/deputy.html", "{{ deputy.photo.path }}");
    insta::assert_snapshot!(format!("{first}---\n{}", checked(&wrong)));
}
