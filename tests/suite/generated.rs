//! Made-up sites with everything that is allowed and unusual.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use wanjia::language::Speech;
use wanjia::pipeline::{Request, library};

use crate::corpus::rows;
use crate::generator::{Flavour, Options, generate};
use crate::project::files_below;

const ROUGH: Options = Options { stories: 400, seed: 7, flavour: Flavour::Rough };

fn build(site: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_wanjia"));
    program.args(["build", "--as-of", "2026-09-01", "--lang", "en"]).current_dir(site).output().unwrap()
}

#[test]
fn the_same_options_make_the_same_site() {
    let dir = tempfile::tempdir().unwrap();
    for (name, flavour) in [("tidy", Flavour::Tidy), ("rough", Flavour::Rough)] {
        let made = ["a", "b"].map(|again| {
            let site = dir.path().join(name).join(again);
            generate(&Options { stories: 60, seed: 3, flavour }, &site).unwrap();
            files_below(&site)
        });
        assert!(made[0] == made[1], "two {name} sites differ");
    }
}

#[test]
fn a_rough_site_is_built_without_errors_and_without_dead_links() {
    let dir = tempfile::tempdir().unwrap();
    generate(&ROUGH, dir.path()).unwrap();
    let ran = build(dir.path());
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let published = files_below(&dir.path().join("public"));
    let names: BTreeSet<&str> = published.keys().map(String::as_str).collect();
    let mut dead = Vec::new();
    for (name, bytes) in published.iter().filter(|(name, _)| name.ends_with("index.html")) {
        let html = String::from_utf8_lossy(bytes);
        dead.extend(targets(&html).filter_map(|target| dead_target(name, target, &names)));
    }
    assert!(dead.is_empty(), "{} dead links, the first: {:?}", dead.len(), dead.first());
}

#[test]
fn a_rough_site_is_built_to_the_same_bytes_after_a_change_as_from_nothing() {
    let dir = tempfile::tempdir().unwrap();
    generate(&ROUGH, dir.path()).unwrap();
    assert!(build(dir.path()).status.success());
    let settings = fs::read_to_string(dir.path().join("site.yaml")).unwrap();
    fs::write(dir.path().join("site.yaml"), settings + "tel: \"0990-1111111\"\n").unwrap();
    assert!(build(dir.path()).status.success());
    let pages = || files_below(&dir.path().join("public")).into_iter().filter(|(name, _)| !name.starts_with('.')).collect::<Vec<_>>();
    let after_a_change = pages();
    fs::remove_dir_all(dir.path().join("public")).unwrap();
    assert!(build(dir.path()).status.success());
    assert!(after_a_change == pages());
}

#[test]
fn a_thousand_clean_stories_with_all_that_only_looks_like_a_fault_are_told_nothing() {
    let dir = tempfile::tempdir().unwrap();
    generate(&Options { stories: 1_000, seed: 11, flavour: Flavour::Tidy }, dir.path()).unwrap();
    let misses = rows("near-misses.tsv");
    let of_a_body = |miss: &&Vec<String>| miss[0] == "text" && !miss[1].starts_with(['#', ' ']);
    let texts: Vec<String> = misses.iter().filter(of_a_body).map(|miss| miss[1].replace('⏎', "\n")).collect();
    let stories: Vec<String> = files_below(&dir.path().join("content")).into_keys().filter(|name| name.contains("/stories/")).collect();
    assert_eq!(stories.len(), 1_000);
    for (number, name) in stories.iter().enumerate() {
        let path = dir.path().join("content").join(name);
        let more: Vec<&str> = (0..4).map(|which| &*texts[(number * 4 + which) % texts.len()]).collect();
        let text = fs::read_to_string(&path).unwrap() + "\n" + &more.join("\n\n") + "\n";
        fs::write(&path, text).unwrap();
    }
    let settings = fs::read_to_string(dir.path().join("site.yaml")).unwrap();
    fs::write(dir.path().join("site.yaml"), settings + "email: rd@rd.example.cn\n").unwrap();
    let as_of = "2026-09-01T12:00".parse().unwrap();
    let (_, problems) = library(&Request { site: dir.path().to_owned(), as_of, base_url: None, skipped: Vec::new() }).unwrap();
    let told: Vec<String> =
        problems.iter().map(|one| format!("{}:{} {}", one.span.path, one.span.line, one.message(Speech::English))).collect();
    assert_eq!(told, Vec::<String>::new());
}

/// The addresses in `href` and `src` that lead to files of the site.
fn targets(html: &str) -> impl Iterator<Item = &str> {
    let after = |sign: &'static str| html.split(sign).skip(1).filter_map(|rest| rest.split('"').next());
    let inside = |target: &&str| !target.starts_with('#') && !target.split('/').next().is_some_and(|first| first.contains(':'));
    after(" href=\"").chain(after(" src=\"")).filter(inside)
}

/// Page and address, when the relative address `target` on the page `name` leads to no file.
fn dead_target(name: &str, target: &str, names: &BTreeSet<&str>) -> Option<(String, String)> {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    let file = parts.join("/");
    let index = if file.is_empty() { "index.html".to_owned() } else { format!("{file}/index.html") };
    let found = names.contains(file.as_str()) || names.contains(index.as_str());
    (!found).then(|| (name.to_owned(), target.to_owned()))
}
