//! The same site gives the same bytes wherever, whenever and by whomever it is built.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, files_below};

/// Files in an order, written into `root`.
fn write<'a>(root: &Path, files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Everything that is published, the manifest too, with each file's mode.
fn build(site: &Path, umask: &str, environment: &[(&str, &str)]) -> BTreeMap<String, (u32, Vec<u8>)> {
    let command = format!("umask {umask}; exec \"$0\" build --as-of 2026-06-01 --base-url https://rd.example.cn/rd/");
    let ran = Command::new("sh")
        .args(["-c", &command, env!("CARGO_BIN_EXE_wanjia")])
        .current_dir(site)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let out = site.join("public");
    let mode = |name: &str| fs::metadata(out.join(name)).unwrap().permissions().mode() & 0o777;
    files_below(&out).into_iter().map(|(name, bytes)| (name.clone(), (mode(&name), bytes))).collect()
}

#[test]
fn path_order_umask_zone_locale_and_threads_make_no_difference() {
    let project = Project::new().with_default_theme().file("static/下载/表.csv", "甲\n");
    let dir = tempfile::tempdir().unwrap();
    let plain = dir.path().join("site");
    let other = dir.path().join("另一个 文件夹/深 处");
    write(&plain, project.files.iter());
    write(&other, project.files.iter().rev());
    let first = build(&plain, "022", &[("TZ", "UTC"), ("RAYON_NUM_THREADS", "1")]);
    assert!(first.contains_key("feed.xml") && first.contains_key("下载/表.csv"));
    let again = build(&other, "077", &[("TZ", "America/New_York"), ("LC_ALL", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", "8")]);
    let names = first.keys().chain(again.keys());
    let different: Vec<_> = names.filter(|name| first.get(*name) != again.get(*name)).collect();
    assert!(different.is_empty(), "{different:?} differ");
}
