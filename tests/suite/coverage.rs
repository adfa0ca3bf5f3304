//! What `docs/coverage.md` promises is there: each page on the demonstration site, each test in the tests.

use std::fs;
use std::path::Path;

use wanjia::pipeline::{self, Request};
use wanjia::plan::address::Address;

use crate::project::files_below;

#[test]
fn each_thing_that_deputies_do_has_its_page_and_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("docs/coverage.md")).unwrap();
    let request = Request { site: root.to_owned(), as_of: "2026-11-20T12:00".parse().unwrap(), base_url: None, skipped: Vec::new() };
    let (plan, problems) = pipeline::plan(&request).unwrap();
    assert!(!problems.has_errors());
    let tests: String = files_below(&root.join("tests"))
        .iter()
        .filter(|(name, _)| name.ends_with(".rs"))
        .map(|(_, text)| String::from_utf8_lossy(text))
        .collect();
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| line.starts_with("| ")).skip(1).map(|line| line.split('|').map(str::trim).collect()).collect();
    assert_eq!(rows.len(), 29);
    for (number, row) in rows.iter().enumerate() {
        let [_, id, _, page, test, _] = row[..] else { panic!("{row:?}") };
        assert_eq!(id, (number + 1).to_string());
        let address = Address::page(page.trim_matches('`').trim_matches('/')).unwrap();
        assert!(plan.pages.contains_key(&address), "row {id}: there is no page {page}");
        assert!(tests.contains(&format!("fn {}(", test.trim_matches('`'))), "row {id}: there is no test {test}");
    }
}
