//! `sitemap.xml`: every page for search engines.

use super::address::Address;
use super::desk::Desk;
use super::page::{Make, Page, SitemapEntry};
use super::pages::Pages;
use crate::view::View;

/// The list of all pages that are planned so far; none where the site's address is not known.
pub(super) fn page(desk: &Desk<'_>, pages: &Pages) -> Option<Page> {
    let base = desk.about.base_url.as_ref()?;
    let entries = pages.iter().filter_map(|page| match &page.make {
        Make::Template { kind: "not_found" | "redirect", .. } | Make::Feed(_) | Make::Sitemap(_) | Make::Copy(..) => None,
        Make::Template { view, .. } => Some(SitemapEntry { url: format!("{base}{}", page.address.href()), modified: modified(view) }),
    });
    let address = Address::file("sitemap.xml").expect("a plain name");
    Some(Page { address, language: desk.language.clone(), make: Make::Sitemap(entries.collect()), inputs: Vec::new(), written: None })
}

/// The day of `page.date_iso`, for those pages that have one.
fn modified(view: &View) -> Option<String> {
    match get(get(view, "page")?, "date_iso")? {
        View::Text(text) => Some(text.chars().take(10).collect()),
        View::Nothing | View::Truth(_) | View::Integer(_) | View::Number(_) | View::Body(_) | View::List(_) | View::Map(_) => None,
    }
}

fn get<'a>(view: &'a View, name: &str) -> Option<&'a View> {
    match view {
        View::Map(map) => map.values.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        View::Nothing | View::Truth(_) | View::Integer(_) | View::Number(_) | View::Text(_) | View::Body(_) | View::List(_) => None,
    }
}
