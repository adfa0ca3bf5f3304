//! Library to [`Plan`]: which pages exist, what each shows, what each slot points at.
//!
//! A new page kind is one file here, one line in `KINDS`, and one template in the theme.

pub mod address;
pub mod page;

mod archive;
mod campaign;
mod cards;
mod dead_ends;
mod deputy;
mod desk;
mod district;
mod feed;
mod free_page;
mod groups;
mod home;
mod media;
mod not_found;
mod pager;
mod pages;
mod practice;
mod project;
mod reception;
mod redirect;
mod section;
mod site;
mod site_map;
mod sitemap;
mod station;
mod story;
mod tag;
mod values;

use std::collections::BTreeMap;

pub use desk::Circumstances;

use address::Address;
use desk::Desk;
use page::Page;
use pages::{Pages, Planned};

use crate::diagnostics::Diagnostics;
use crate::model::Library;

/// Every page of the site; no two at one address.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pages by their addresses.
    pub pages: BTreeMap<Address, Page>,
}

/// Every kind of page. Of two that want one address the later is reported.
const KINDS: &[fn(&Desk<'_>) -> Planned] = &[
    home::pages,
    district::pages,
    station::pages,
    deputy::pages,
    practice::pages,
    story::pages,
    campaign::pages,
    project::pages,
    tag::pages,
    archive::pages,
    site_map::pages,
    not_found::pages,
    feed::pages,
    free_page::pages,
    media::pages,
    redirect::pages,
];

/// Plans the site that `library` tells.
pub fn plan(library: &Library, about: &Circumstances, diagnostics: &mut Diagnostics) -> Plan {
    let desk = Desk::new(library, about);
    let mut pages = Pages::default();
    for kind in KINDS {
        pages.take_all(kind(&desk), diagnostics);
    }
    if let Some(page) = sitemap::page(&desk, &pages) {
        pages.take(Ok(page), diagnostics);
    }
    dead_ends::check(&desk, &pages, diagnostics);
    pages.into_plan(diagnostics)
}
