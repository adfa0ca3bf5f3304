//! Made-up sites with everything that is allowed and unusual.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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
