//! Small files for programs: `robots.txt`, where a site stands at the root of its host, and the web app manifest.

use std::sync::Arc;

use super::address::Address;
use super::desk::Desk;
use super::page::{Make, Page};
use super::pages::Planned;
use super::written::{Machine, Written};
use crate::source::SourcePath;

/// The files; one that the editor has put into `static` is not made.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let settings = desk.library.settings();
    let say = |text: &crate::language::Text| text.in_language(&desk.language).to_string();
    let manifest = Machine::WebManifest {
        name: say(&settings.title),
        short_name: say(settings.short_title.as_ref().unwrap_or(&settings.title)),
        description: settings.tagline.as_ref().map(say),
    };
    // Programs ask for robots.txt at the root of a host and nowhere else.
    let base = desk.about.base_url.as_ref().filter(|_| desk.about.base_path() == "/");
    let robots = base.map(|base| ("robots.txt", Machine::Robots { sitemap: format!("{base}sitemap.xml") }));
    let files = robots.into_iter().chain([("manifest.webmanifest", manifest)]);
    let is_own = |name: &str| desk.library.statics().contains_key(&SourcePath::new(&format!("static/{name}")));
    files.filter(|(name, _)| !is_own(name)).map(|(name, machine)| Ok(Arc::new(page(desk, name, machine)))).collect()
}

fn page(desk: &Desk<'_>, name: &str, machine: Machine) -> Page {
    Page::new(Address::file(name).expect("a plain name"), desk.language.clone(), Make::Written(Written::Machine(machine)))
}
