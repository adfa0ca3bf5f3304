//! The page that web servers show when there is none: its links must work from every folder.

use std::sync::Arc;

use super::address::Address;
use super::desk::Desk;
use super::page::{Make, Page};
use super::pages::{Planned, Sheet};
use crate::language::Words;

/// The 404 page.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let sheet = Sheet::new("404", "not_found", desk.say(Words { en: "Page not found", zh: "没有找到这个页面" }));
    let page = desk.bare_page(sheet).map(|page| Page {
        address: Address::file("404.html").expect("a plain name"),
        make: rooted(page.make, desk.about.base_path()),
        ..page
    });
    vec![page.map(Arc::new)]
}

fn rooted(make: Make, root: &str) -> Make {
    match make {
        Make::Template { kind, view, .. } => Make::Template { kind, view, root: Some(root.to_owned()) },
        Make::Written(_) | Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => make,
    }
}
