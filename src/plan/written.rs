//! Files that are written without a template, each in a format of its own.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::address::Address;
use crate::language::Language;
use crate::search::{File, Index};

/// A file in a format of its own.
#[derive(Clone, Debug)]
pub enum Written {
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
