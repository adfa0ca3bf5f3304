//! How grave a rule is, as the site says, and what an editor lets pass.

use wanjia::diagnostics::Severity;

use crate::project::{Project, SETTINGS, Site, story};

const PAGE: &str = "content/districts/qu/stories/2026-03-05-a.md";

fn linking(settings: &str, waiver: &str) -> Site {
    let body = format!("{waiver}\n[区政府](https://qu.example.cn/)\n\n[区政府](https://qu.example.cn/)");
    Project::new()
        .file("site.yaml", &format!("{SETTINGS}allowed_hosts: [www.example.org]\n{settings}"))
        .file(PAGE, &story("第一篇", "2026-03-05", "", &body))
        .build()
}

fn count(site: &Site, severity: Severity) -> usize {
    site.published.outcome.diagnostics.count(severity)
}

#[test]
fn a_rule_is_as_grave_as_the_settings_say() {
    for (settings, errors, warnings) in [
        ("", 0, 2),
        ("rules: {LNK108: error}\n", 2, 0),
        ("规则: {LNK108: 不查}\n", 0, 0),
        (
            "profile: gov-strict\nrules:\n  LNK108: warning\n  TAG101: off\n  TAG102: off\n  FTR101: off\n  FTR102: off\n  TAG103: off\n",
            0,
            2,
        ),
    ] {
        let site = linking(settings, "");
        assert_eq!((count(&site, Severity::Error), count(&site, Severity::Warning)), (errors, warnings), "{settings}\n{}", site.problems());
        assert_eq!(site.published.changes.is_some(), errors == 0);
    }
}

#[test]
fn a_waiver_lets_pass_its_line_until_its_day_and_is_kept_on_the_list() {
    let waived = "<!-- 放行 LNK108：区政府的公开网站（示例员，2026-06-01） -->";
    let site = linking("rules: {LNK108: error}\n", waived);
    assert_eq!(count(&site, Severity::Error), 1);
    let all = linking("", "<!-- allow file LNK108: the county's own site (Demo, 2026-12-31) -->");
    assert_eq!(all.problems(), "");
    let told: Vec<_> = all.published.outcome.waived.iter().map(|one| (one.problem.code.id(), one.problem.span.line, &*one.name)).collect();
    assert_eq!(told.iter().map(|(code, _, name)| (*code, *name)).collect::<Vec<_>>(), [("LNK108", "Demo"), ("LNK108", "Demo")]);
    assert_eq!(told[1].1 - told[0].1, 2);
    assert!(!all.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("the county's own site")), "a waiver is not published");
    let late = linking("", "<!-- 放行 LNK108：区政府的公开网站（示例员，2026-05-31） -->");
    assert_eq!(
        late.published.outcome.diagnostics.iter().map(|problem| problem.code.id()).collect::<Vec<_>>(),
        ["WVR102", "LNK108", "LNK108"]
    );
}

#[test]
fn a_build_in_which_nothing_changed_still_lists_what_was_let_pass() {
    let site = linking("rules: {LNK108: warning}\n", "<!-- 放行 LNK108：区政府的公开网站（示例员，2026-12-31） -->");
    let project = Project::new();
    let request = project.request(site.dir.path());
    let again = crate::project::publish(site.dir.path(), &request, wanjia::publish::Mode::Publish);
    assert_eq!(again.outcome.waived, site.published.outcome.waived);
    assert_eq!(again.outcome.diagnostics.count(Severity::Warning), 1);
}
