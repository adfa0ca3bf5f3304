//! `sitemap.xml`: every page for search engines.

use std::sync::Arc;

use super::address::Address;
use super::desk::Desk;
use super::page::{Make, Page};
use super::pages::{Planned, Taken};
use super::written::{Listed, Sitemap, Written};

/// The list, still empty; none where the site's address is not known.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let list = |base_url: &String| page(desk, Sitemap { base_url: base_url.clone(), pages: Vec::new() });
    desk.about.base_url.iter().map(|base_url| Ok(Arc::new(list(base_url)))).collect()
}

/// Puts all `pages` into the list.
pub(super) fn fill(desk: &Desk<'_>, pages: &mut Taken) {
    let address = address();
    let Some(Make::Written(Written::Sitemap(Sitemap { base_url, .. }))) = pages.get(&address).map(|page| &page.make) else { return };
    let listed = pages.values().filter(|page| is_listed(page)).map(|page| listed(page)).collect();
    let list = page(desk, Sitemap { base_url: base_url.clone(), pages: listed });
    pages.insert(address, Arc::new(list));
}

/// Whether the list says the same of two pages at one address; of the list itself, whether it is for the same site.
pub(super) fn lists_alike(a: &Page, b: &Page) -> bool {
    match (&a.make, &b.make) {
        (Make::Written(Written::Sitemap(a)), Make::Written(Written::Sitemap(b))) => a.base_url == b.base_url,
        _ => is_listed(a) == is_listed(b) && (!is_listed(a) || listed(a) == listed(b)),
    }
}

fn page(desk: &Desk<'_>, sitemap: Sitemap) -> Page {
    Page::new(address(), desk.language.clone(), Make::Written(Written::Sitemap(sitemap)))
}

fn address() -> Address {
    Address::file("sitemap.xml").expect("a plain name")
}

fn listed(page: &Page) -> Listed {
    Listed { address: page.address.clone(), day: page.day.clone(), translations: page.translations.clone() }
}

fn is_listed(page: &Page) -> bool {
    match page.make {
        _ if page.is_fallback => false,
        Make::Template { kind, .. } => !matches!(kind, "not_found" | "redirect"),
        Make::Written(_) | Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => false,
    }
}
