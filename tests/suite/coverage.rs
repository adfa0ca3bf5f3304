//! What `docs/coverage.md` and `docs/bad-input.md` promise is there: each page on the demonstration site, each test in the tests.

use std::fs;
use std::path::Path;

use wanjia::pipeline::{self, Request};
use wanjia::plan::address::Address;

use crate::project::files_below;

/// All of the program's text in these folders.
fn code(folders: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = folders.iter().flat_map(|folder| files_below(&root.join(folder)));
    files.filter(|(name, _)| name.ends_with(".rs")).map(|(_, text)| String::from_utf8_lossy(&text).into_owned()).collect()
}

#[test]
fn each_thing_that_deputies_do_has_its_page_and_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("docs/coverage.md")).unwrap();
    let request = Request { site: root.to_owned(), as_of: "2026-11-20T12:00".parse().unwrap(), base_url: None, skipped: Vec::new() };
    let (plan, problems) = pipeline::plan(&request).unwrap();
    assert!(!problems.has_errors());
    let tests = code(&["tests"]);
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

#[test]
fn each_kind_of_bad_input_has_its_test() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bad-input.md")).unwrap();
    let tests = code(&["tests", "src"]);
    let mut last = 0;
    let mut counts = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| # ")) {
        let cells: Vec<&str> = line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        let [number, _, _, named] = cells[..] else { panic!("{line}") };
        let number: usize = number.parse().unwrap();
        if number == 1 {
            counts.push(last);
        }
        assert!(number == last + 1 || number == 1, "{line}");
        last = number;
        for test in named.split(", ") {
            let attributed = |at: usize| tests[..at].trim_end().rsplit('\n').take(4).any(|line| line.trim() == "#[test]");
            let declared = format!("fn {}(", test.trim_matches('`'));
            assert!(tests.match_indices(&declared).any(|(at, _)| attributed(at)), "there is no test {test} of row {number}");
        }
    }
    assert_eq!((&counts[1..], last), (&[38][..], 69));
}
