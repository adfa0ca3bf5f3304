//! A page of the site: where it stands and what it is made from.

use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, DateTime};

use crate::digest::Digest;
use crate::fields::Id;
use crate::language::Language;
use crate::model::Kind;
use crate::picture::Order;
use crate::plan::address::Address;
use crate::search::{File, Index};
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
    /// The day, `YYYY-MM-DD`, on which what it tells was published, where that is known.
    pub day: Option<Arc<str>>,
    /// Where its translations stand, itself among them; empty where there are none.
    pub translations: Vec<(Language, Address)>,
    /// Whether its text stands in for a missing translation.
    pub is_fallback: bool,
    /// The thing that it is about, where it is remembered by that.
    pub about: Option<(Kind, Id)>,
    /// Digest of all that it was planned from, where that is known: while it is the same, so is the page.
    pub made_of: Option<Digest>,
    /// Remembers the page's fingerprint with the digest of the theme for which it was computed; purely memory, never part of the page.
    pub memory: OnceLock<(Digest, Digest)>,
}

impl Page {
    /// What it shows and where, for comparing.
    pub(super) fn shown(&self) -> (String, Option<Digest>, String) {
        let view = match &self.make {
            Make::Template { view, .. } => Some(view.digest()),
            Make::Feed(..) | Make::Calendar(_) | Make::Sitemap(_) | Make::Machine(_) | Make::Search(..) | Make::Copy(..) | Make::Picture(..) => None,
        };
        let rest = match &self.make {
            Make::Search(index, file) => format!("{:?}", index.digest_of(*file)),
            make if view.is_none() => format!("{make:?}"),
            _ => String::new(),
        };
        (format!("{} {:?} {:?} {:?} {:?}", self.address, self.inputs, self.day, self.written, self.translations), view, rest)
    }

    /// A page without more.
    pub(super) fn new(address: Address, language: Language, make: Make) -> Self {
        let (translations, memory) = (Vec::new(), OnceLock::new());
        let (inputs, written, day, about, made_of) = (Vec::new(), None, None, None, None);
        Self { address, language, make, inputs, written, day, translations, is_fallback: false, about, made_of, memory }
    }
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
    /// A feed, in one of its formats.
    Feed(Arc<Feed>, FeedFormat),
    /// A calendar that programs subscribe to.
    Calendar(Calendar),
    /// The list of all pages for search engines.
    Sitemap(Sitemap),
    /// A small file for programs.
    Machine(Machine),
    /// A file of the search index.
    Search(Arc<Index>, File),
    /// A file of the editor's, as it is.
    Copy(SourcePath, Digest),
    /// A file made of a picture of the editor's.
    Picture(SourcePath, Order),
}

/// A small file for programs.
#[derive(Clone, Debug)]
pub enum Machine {
    /// `robots.txt`: everything may be read; here is the site map.
    Robots {
        /// The full address of the site map.
        sitemap: String,
    },
    /// The web app manifest: how the site looks among the programs of a telephone.
    WebManifest {
        /// The site's name.
        name: String,
        /// Its short name.
        short_name: String,
        /// One sentence about it.
        description: Option<String>,
    },
}

/// The format of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1 (jsonfeed.org).
    Json,
}

impl FeedFormat {
    /// Both of them.
    pub const ALL: &'static [FeedFormat] = &[FeedFormat::Atom, FeedFormat::Json];

    /// The name of the file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

/// The newest stories of the site or of something on it.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// The full address of the page it follows.
    pub page_url: String,
    /// The address of the site, with a final `/`.
    pub base_url: String,
    /// Who speaks.
    pub author: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// One story in a feed.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Its title.
    pub title: Arc<str>,
    /// Its full address.
    pub url: String,
    /// RFC 3339.
    pub updated: String,
    /// A sentence or two.
    pub summary: Arc<str>,
}

/// A calendar (RFC 5545).
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// When it was made: the day for which the site is made.
    pub stamp: Date,
    /// In order.
    pub events: Vec<Event>,
}

/// An entry of a calendar.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its lasting name, the same whenever it is told.
    pub uid: String,
    /// What it is.
    pub summary: String,
    /// Where.
    pub place: String,
    /// What else there is to know; may be empty.
    pub description: String,
    /// The day.
    pub day: Date,
    /// Beginning and end in universal time; `None` for an entry without a time.
    pub hours: Option<(DateTime, DateTime)>,
    /// Whether it was moved, so that programs that know it take the new time.
    pub is_changed: bool,
    /// Whether it does not take place.
    pub is_cancelled: bool,
}

/// A page in the site map.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Where it stands.
    pub address: Address,
    /// Its day, `YYYY-MM-DD`, where that is known.
    pub day: Option<Arc<str>>,
    /// Where its translations stand, itself among them.
    pub translations: Vec<(Language, Address)>,
}

/// A site map (sitemaps.org 0.9).
#[derive(Clone, Debug)]
pub struct Sitemap {
    /// The address of the site, with a final `/`.
    pub base_url: String,
    /// The pages.
    pub pages: Vec<Listed>,
}
