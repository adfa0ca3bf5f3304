//! Pages on their way into the plan: no two at one address, each with what every page shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::map::Entry;
use rayon::prelude::*;
use serde_json::{Map, Value};

use super::address::Address;
use super::head::Article;
use super::page::{Make, Page};
use super::section::Section;
use super::sitemap;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::fields::{Id, Index};
use crate::language::{Language, Words};
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
    pub(super) title: Arc<str>,
    /// One or two sentences for search engines and shared links.
    pub(super) description: Arc<str>,
    /// What stands between the home page and this page in the breadcrumbs.
    pub(super) crumbs: Vec<View>,
    /// The editor's column that it belongs to.
    pub(super) column: Option<Id>,
    /// When it was published.
    pub(super) date: Option<String>,
    /// The same for machines: RFC 3339, or a day.
    pub(super) date_time: Option<String>,
    /// When its list was last added to.
    pub(super) updated: View,
    /// Where the feed of its stories stands.
    pub(super) feed: Option<String>,
    /// What its page tags tell of the story that it is.
    pub(super) article: Option<Article>,
    /// What it is about, in the words of schema.org.
    pub(super) subject: Vec<Map<String, Value>>,
    /// The picture that stands for it elsewhere.
    pub(super) picture: View,
    /// Its short permanent name, where it has one.
    pub(super) short_id: Option<Id>,
    /// The path of the page that search engines should know instead, percent-encoded.
    pub(super) stands_for: Option<String>,
    /// Its own values.
    pub(super) values: Vec<(&'static str, View)>,
    /// The files it shows.
    pub(super) inputs: Vec<SourcePath>,
    /// The languages in which its text is written, where that is not all of the site's.
    pub(super) written_in: Option<Vec<Language>>,
    /// The language of the text that stands in for a missing translation.
    pub(super) fallback: Option<Language>,
}

impl Sheet {
    /// A page without a date, at the top of its section.
    pub(super) fn new(path: impl Into<String>, kind: &'static str, title: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            kind,
            section: None,
            title: title.into(),
            description: Arc::default(),
            crumbs: Vec::new(),
            column: None,
            date: None,
            date_time: None,
            updated: View::Nothing,
            feed: None,
            article: None,
            subject: Vec::new(),
            picture: View::Nothing,
            short_id: None,
            stands_for: None,
            values: Vec::new(),
            inputs: Vec::new(),
            written_in: None,
            fallback: None,
        }
    }

    /// Whether its text is written in `language`.
    pub(super) fn is_written_in(&self, language: &Language) -> bool {
        self.written_in.as_ref().is_none_or(|written| written.contains(language))
    }

    /// Whether there is only one of it, whatever languages the site has.
    pub(super) fn is_single(&self) -> bool {
        matches!(self.kind, "not_found" | "redirect")
    }
}

/// The pages of one kind, or why there is none.
pub(super) type Planned = Vec<Result<Arc<Page>, Box<Diagnostic>>>;

/// Pages by their addresses.
pub(super) type Taken = BTreeMap<Address, Arc<Page>>;

/// The pages that were taken so far, by their addresses as a case-insensitive disk sees them.
#[derive(Default)]
pub(super) struct Pages(Index<String, Arc<Page>>);

impl Pages {
    /// Takes all pages of one kind, or reports why one cannot be taken.
    pub(super) fn take_all(&mut self, pages: &Planned, diagnostics: &mut Diagnostics) {
        for page in pages {
            match page {
                Ok(page) => self.take(page.clone(), diagnostics),
                Err(problem) => diagnostics.push((**problem).clone()),
            }
        }
    }

    /// Takes a page unless another stands at its address.
    fn take(&mut self, page: Arc<Page>, diagnostics: &mut Diagnostics) {
        match self.0.entry(page.address.folded()) {
            Entry::Occupied(other) if is_same_file(&page, other.get()) => {}
            Entry::Occupied(other) => diagnostics.push(clash(&page, other.get())),
            Entry::Vacant(free) => {
                free.insert(page);
            }
        }
    }

    /// All pages in the order of their addresses. A file may not stand where others need a folder.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) -> Taken {
        let mut blocked: BTreeMap<&Address, &Page> = BTreeMap::new();
        for (address, page) in &self.0 {
            let folders = address.match_indices('/').map(|(end, _)| &address[..end]);
            for file in folders.filter_map(|folder| self.0.get(folder)) {
                let first = blocked.entry(&file.address).or_insert(page);
                *first = if page.address < first.address { page } else { first };
            }
        }
        blocked.iter().for_each(|(address, page)| diagnostics.push(clash(&self.0[&address.folded()], page)));
        let mut pages: Vec<(Address, Arc<Page>)> = self.0.into_values().map(|page| (page.address.clone(), page)).collect();
        pages.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        pages.into_iter().collect()
    }
}

/// The pages where they were `taken` in the plan before, when the same addresses are planned in the order of `before`, and no page is
/// listed otherwise: then none gives way to another, and the site map stays.
pub(super) fn taken_again(every: &[&Planned], before: &[Arc<Page>], taken: &Taken) -> Option<Taken> {
    let pages = every.iter().copied().flatten();
    let mut changed = Vec::new();
    if every.iter().map(|planned| planned.len()).sum::<usize>() != before.len() {
        return None;
    }
    for (page, known) in pages.zip(before) {
        let page = page.as_ref().ok()?;
        if Arc::ptr_eq(page, known) {
            continue;
        }
        let is_file = matches!(page.make, Make::Copy(..) | Make::Picture(..));
        let is_alike = page.address == known.address && sitemap::lists_alike(page, known) && (!is_file || is_same_file(page, known));
        if !is_alike {
            return None;
        }
        changed.push((page, known));
    }
    let mut taken = taken.clone();
    for (page, known) in changed {
        match taken.get_mut(&page.address) {
            Some(stands) if Arc::ptr_eq(stands, known) => *stands = page.clone(),
            Some(_) | None => {}
        }
    }
    Some(taken)
}

/// Two files with the same bytes may share an address that is made from their digest.
fn is_same_file(a: &Page, b: &Page) -> bool {
    match (&a.make, &b.make) {
        (Make::Copy(_, a), Make::Copy(_, b)) => a == b,
        (Make::Picture(_, a), Make::Picture(_, b)) => a == b,
        _ => false,
    }
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
