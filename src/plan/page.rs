//! A page of the site: where it stands and what it is made from.

use crate::language::Language;
use crate::plan::address::Address;
use crate::source::{SourcePath, Span};
use crate::view::View;

/// A file of the output.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it stands.
    pub address: Address,
    /// The language it is written in.
    pub language: Language,
    /// What it is made from.
    pub make: Make,
    /// The editor's files it shows; these explain, and decide nothing.
    pub inputs: Vec<SourcePath>,
    /// Where its address was written, when it was written at all.
    pub written: Option<Span>,
}

/// How a file is made.
#[derive(Clone, Debug)]
pub enum Make {
    /// A page from a template of the theme.
    Template {
        /// The template's name without `.html`: the page kind.
        kind: &'static str,
        /// What the template sees.
        view: View,
        /// How links reach the site's root from here, when not by the page's own depth (the 404 page).
        root: Option<String>,
    },
    /// An Atom feed.
    Feed(Feed),
    /// The list of all pages for search engines.
    Sitemap(Vec<SitemapEntry>),
    /// A file of the editor's, as it is.
    Copy(SourcePath, crate::digest::Digest),
}

/// An Atom feed (RFC 4287).
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// Its own full address.
    pub url: String,
    /// The full address of the page it follows.
    pub page_url: String,
    /// Who speaks.
    pub author: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// One story in a feed.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// Its full address.
    pub url: String,
    /// RFC 3339.
    pub updated: String,
    /// A sentence or two.
    pub summary: String,
}

/// One page in the site map (sitemaps.org 0.9).
#[derive(Clone, Debug)]
pub struct SitemapEntry {
    /// Its full address.
    pub url: String,
    /// `YYYY-MM-DD`, where known.
    pub modified: Option<String>,
}
