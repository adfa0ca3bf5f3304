//! A little site with every kind of page, and all that comes of it, compared file by file. `UPDATE_EXPECT=1` accepts what comes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::project::{Project, Site, files_below};

fn site() -> Site {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
    Project { files: files_below(&sources), as_of: "2026-07-15T12:00".parse().unwrap(), base_url: None }.build()
}

/// The pages and feeds; the theme's own files and copies of pictures are left out, and the name of the theme's folder is made lasting.
fn lasting(site: &Site) -> BTreeMap<String, String> {
    let folder = site.files.keys().find_map(|name| name.strip_suffix("/style.css")).unwrap();
    let text = |name: &str| name.ends_with(".html") || name.ends_with(".xml");
    let pages = site.files.iter().filter(|(name, _)| text(name));
    pages.map(|(name, bytes)| (name.clone(), String::from_utf8(bytes.clone()).unwrap().replace(folder, "assets/00000000"))).collect()
}

#[test]
fn the_small_site_comes_out_as_expected() {
    let site = site();
    assert_eq!(site.problems(), "");
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
    let found = lasting(&site);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small.expected");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (name, text) in &found {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let expected: BTreeMap<String, String> =
        files_below(&folder).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected));
    for (name, text) in &found {
        let at = text.lines().zip(expected[name].lines()).find(|(now, before)| now != before);
        assert!(*text == expected[name], "{name} has changed; UPDATE_EXPECT=1 accepts it. First difference (now, expected): {at:#?}");
    }
}
