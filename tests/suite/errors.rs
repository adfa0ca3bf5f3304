//! Every mistake of a run is reported; a site with one publishes nothing and leaves what stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use wanjia::diagnostics::Severity;
use wanjia::language::Speech;
use wanjia::publish::Mode;

use crate::project::{Project, files_below, problems, publish, story};

const QU: &str = "content/districts/qu";

/// Bytes and times of all files below `root`.
fn state(root: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let with_time = |(name, bytes): (String, Vec<u8>)| {
        let time = fs::metadata(root.join(&name)).unwrap().modified().unwrap();
        (name, (bytes, time))
    };
    files_below(root).into_iter().map(with_time).collect()
}

#[test]
fn an_error_in_one_page_publishes_nothing_and_leaves_every_file_as_it_was() {
    let broken = [
        (format!("{QU}/stories/2026-03-06-b.md"), story("第二篇", "2026-13-45", "", "。")),
        (format!("{QU}/stories/2026-03-06-b.md"), story("第二篇", "2026-03-06", "", "[没有](没有.md)")),
        ("templates/station.html".to_owned(), "{{ nobody.name }}".to_owned()),
        ("static/index.html".to_owned(), String::new()),
        ("site.yaml".to_owned(), "title: [\n".to_owned()),
        ("site.yaml".to_owned(), "title: 示例站\norganization: 示例办公室\ntime_zone: 某地\n".to_owned()),
    ];
    for (path, text) in broken {
        let site = Project::new().build();
        let before = state(&site.root().join("public"));
        assert!(!before.is_empty());
        let after = Project::new().file(&path, &text).build_in(site.dir);
        assert!(after.published.changes.is_none(), "{path}");
        assert!(after.published.outcome.diagnostics.has_errors(), "{path}");
        assert_eq!(state(&after.root().join("public")), before, "{path}");
    }
}

#[test]
fn a_dry_run_tells_the_changes_and_writes_nothing() {
    let site = Project::new().build();
    let root = site.root();
    let before = state(&root.join("public"));
    let edited = Project::new()
        .file(&format!("{QU}/stories/2026-03-06-b.md"), &story("第二篇", "2026-03-06", "", "。"))
        .without(&format!("{QU}/deputies/li.yaml"))
        .file(&format!("{QU}/stations/zhan.yaml"), &crate::project::station("示例站点", ""));
    edited.write(&root);
    let dry = publish(&root, &edited.request(&root), Mode::DryRun).changes.unwrap();
    assert_eq!(state(&root.join("public")), before);
    let done = publish(&root, &edited.request(&root), Mode::Publish).changes.unwrap();
    assert_eq!((&dry.added, &dry.changed, &dry.removed, dry.kept), (&done.added, &done.changed, &done.removed, done.kept));
    let names = |addresses: &[wanjia::plan::address::Address]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ");
    insta::assert_snapshot!(format!(
        "added\n  {}\nchanged\n  {}\nremoved\n  {}",
        names(&dry.added),
        names(&dry.changed),
        names(&dry.removed)
    ));
}

/// Forty mistakes of every stage, in forty lines of their own.
fn forty() -> Project {
    let mut project = Project::new();
    for number in 0..8 {
        let front = "stations: [meiyou]\ndeputies: [meiyou]\nsumary: x\n";
        let body = "[没有](没有.md)\n\n![没有](没有.png)";
        project = project.file(&format!("{QU}/stories/s{number}.md"), &story("稿", "2026-02-01", front, body));
    }
    project
}

#[test]
fn forty_mistakes_in_one_site_are_all_reported_in_one_run() {
    let site = forty().build();
    let found = &site.published.outcome.diagnostics;
    assert!(site.files.is_empty());
    insta::assert_snapshot!(problems(found, Speech::Chinese));
    assert_eq!(found.count(Severity::Error), 40);
}

#[test]
fn all_mistakes_of_one_file_are_reported_together() {
    let text = "---\ntitle: 稿\nkind: newz\ndate: 2026-02-30\nsource:\nsummary: 摘要\ntags: 民生\ndraft: 是\nexpires: 05/01/2026\nstations: [a, a]\nid: a b\n---\n\n＃ 标题\n\n[空]()、[没有](没有.md)\n";
    let site = Project::new().file(&format!("{QU}/stories/x.md"), text).build();
    assert!(site.files.is_empty());
    insta::assert_snapshot!(site.problems());
}

#[test]
fn what_refers_to_a_broken_file_is_not_blamed_as_well() {
    let site = Project::new()
        .file(&format!("{QU}/deputies/li.yaml"), "name: 李某\n")
        .file(
            &format!("{QU}/stories/2026-03-05-a.md"),
            &story("第一篇", "2026-03-05", "deputies: [li]\n", "见[[li]]、[他](../deputies/li.yaml)。"),
        )
        .build();
    let files: Vec<&str> = site.published.outcome.diagnostics.iter().map(|problem| problem.span.path.file_name()).collect();
    assert!(files.iter().all(|file| *file == "li.yaml"), "{}", site.problems());
}
