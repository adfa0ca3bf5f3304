//! Pages on their way into the plan: no two at one address, each with what every page shows.

use std::collections::BTreeMap;

use super::Plan;
use super::address::Address;
use super::page::{Make, Page};
use super::section::Section;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::language::Words;
use crate::source::{SourcePath, Span, without_index};
use crate::view::View;

/// A page as its kind describes it.
pub(super) struct Sheet {
    /// Its folder, such as `stories/a`; empty for the home page.
    pub(super) path: String,
    /// Its template, without `.html`.
    pub(super) kind: &'static str,
    /// The section that the navigation marks.
    pub(super) section: Option<Section>,
    /// Its title.
    pub(super) title: String,
    /// One or two sentences for search engines and shared links.
    pub(super) description: String,
    /// What stands between the home page and this page in the breadcrumbs: titles and paths.
    pub(super) crumbs: Vec<(String, String)>,
    /// When it was published.
    pub(super) date: Option<String>,
    /// The path of the page that search engines should know instead, percent-encoded.
    pub(super) stands_for: Option<String>,
    /// Its own values.
    pub(super) values: Vec<(&'static str, View)>,
    /// The files it shows.
    pub(super) inputs: Vec<SourcePath>,
}

impl Sheet {
    /// A page without a date, at the top of its section.
    pub(super) fn new(path: impl Into<String>, kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            kind,
            section: None,
            title: title.into(),
            description: String::new(),
            crumbs: Vec::new(),
            date: None,
            stands_for: None,
            values: Vec::new(),
            inputs: Vec::new(),
        }
    }
}

/// The pages of one kind, or why there is none.
pub(super) type Planned = Vec<Result<Page, Box<Diagnostic>>>;

/// The pages that were taken so far.
#[derive(Default)]
pub(super) struct Pages {
    taken: BTreeMap<Address, Page>,
    folded: BTreeMap<String, Address>,
}

impl Pages {
    /// Takes a page, or reports why it cannot be taken.
    pub(super) fn take(&mut self, page: Result<Page, Box<Diagnostic>>, diagnostics: &mut Diagnostics) {
        match page {
            Ok(page) => self.insert(page, diagnostics),
            Err(problem) => diagnostics.push(*problem),
        }
    }

    /// Takes all pages of one kind.
    pub(super) fn take_all(&mut self, pages: Planned, diagnostics: &mut Diagnostics) {
        for page in pages {
            self.take(page, diagnostics);
        }
    }

    /// Every page that was taken.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Page> {
        self.taken.values()
    }

    /// Whether something stands at `address`.
    pub(super) fn has(&self, address: &Address) -> bool {
        self.taken.contains_key(address)
    }

    /// The finished plan. A file may not stand where others need a folder.
    pub(super) fn into_plan(self, diagnostics: &mut Diagnostics) -> Plan {
        for (name, address) in &self.folded {
            let folder = format!("{name}/");
            let inner = self.folded.range(folder.clone()..).next().filter(|(inner, _)| inner.starts_with(&folder));
            if let Some((_, inner)) = inner {
                diagnostics.push(clash(&self.taken[address], &self.taken[inner]));
            }
        }
        Plan { pages: self.taken }
    }

    fn insert(&mut self, page: Page, diagnostics: &mut Diagnostics) {
        let folded = page.address.folded();
        match self.folded.get(&folded).and_then(|address| self.taken.get(address)) {
            Some(other) if is_same_file(&page, other) => {}
            Some(other) => diagnostics.push(clash(&page, other)),
            None => {
                self.folded.insert(folded, page.address.clone());
                self.taken.insert(page.address.clone(), page);
            }
        }
    }
}

/// Two files with the same bytes may share an address that is made from their digest.
fn is_same_file(a: &Page, b: &Page) -> bool {
    matches!((&a.make, &b.make), (Make::Copy(_, a), Make::Copy(_, b)) if a == b)
}

fn clash(page: &Page, other: &Page) -> Diagnostic {
    let of = |page: &Page| page.inputs.first().cloned().unwrap_or_else(|| SourcePath::new("site.yaml"));
    let place = |page: &Page| page.written.clone().unwrap_or_else(|| Span::file(&of(page)));
    let problem = Diagnostic::new(Code::SameAddress, place(page)).arg("address", format!("/{}", without_index(page.address.as_str())));
    match other.inputs.first() {
        Some(path) => {
            let named = Arg::Sentence { en: format!("`{path}`"), zh: format!(" `{path}`") };
            problem.arg("other", named).related(place(other))
        }
        None => problem.arg("other", Words { en: "one that Wanjia makes by itself", zh: "万家自动生成的页面" }),
    }
}
