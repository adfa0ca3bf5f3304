//! Files that are written without a template, each in a format of its own.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::address::Address;
use crate::digest::Digest;
use crate::language::{Language, Words};
use crate::picture::Facts;
use crate::search::{File, Index};
use crate::source::SourcePath;

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
    /// A QR code of a full address.
    Code(String),
    /// A table of open data with its digest, in one of its formats.
    Table(Arc<Table>, Digest, TableFormat),
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
    /// When it says that it was made.
    pub stamp: Date,
    /// In order.
    pub events: Vec<Arc<Event>>,
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
#[derive(Clone, Debug, PartialEq)]
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

/// What somebody takes along to do the same: a leaflet in two forms, and the files that go with it.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The folder in which all of it stands.
    pub folder: String,
    /// The day of its files.
    pub day: Date,
    /// The language of the leaflet.
    pub language: Language,
    /// The leaflet.
    pub leaflet: Leaflet,
    /// The name of the leaflet as plain text, and as a sheet to be printed.
    pub names: [String; 2],
    /// The editor's files that go with it.
    pub attachments: Vec<Packed>,
}

/// A file of the editor's in a [`Pack`].
#[derive(Clone, Debug)]
pub struct Packed {
    /// Its name in the folder.
    pub name: String,
    /// Where it lies.
    pub path: SourcePath,
    /// Digest of its bytes: it stands for them until the pack is made.
    pub digest: Digest,
    /// What it is, when it is a picture: it is then rid of what it tells besides.
    pub picture: Option<Facts>,
}

/// A text of one or two sheets.
#[derive(Clone, Debug)]
pub struct Leaflet {
    /// Its title.
    pub title: Arc<str>,
    /// What stands below the title, a line each.
    pub lead: Vec<String>,
    /// Its parts.
    pub parts: Vec<(&'static str, Block)>,
}

/// What stands under a heading of a [`Leaflet`].
#[derive(Clone, Debug)]
pub enum Block {
    /// Names and what is said of them.
    Terms(Vec<(&'static str, Arc<str>)>),
    /// One after the other.
    Steps(Vec<Arc<str>>),
    /// Rows below a head.
    Table(Vec<&'static str>, Vec<Vec<String>>),
    /// Lines in a list.
    Lines(Vec<String>),
}

impl Block {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Terms(terms) => terms.is_empty(),
            Self::Steps(steps) => steps.is_empty(),
            Self::Table(_, rows) => rows.is_empty(),
            Self::Lines(lines) => lines.is_empty(),
        }
    }
}

/// A table of open data.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name, that of its files.
    pub name: &'static str,
    /// Who publishes it.
    pub publisher: Arc<str>,
    /// What may be done with it, where the editor said so.
    pub license: Option<Arc<str>>,
    /// The day of the newest that it tells, where that has one: it changes with its rows, not every day.
    pub day: Option<Date>,
    /// The language of its texts.
    pub language: Language,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Where what some of the rows tell of is.
    pub places: Vec<Place>,
}

/// A column of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name for programs.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Type,
    /// What it means.
    pub about: Words,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// True or false.
    Truth,
    /// Texts in order.
    List,
}

impl Type {
    /// Its name for readers of the documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Number => "integer",
            Self::Truth => "boolean",
            Self::List => "list",
        }
    }
}

/// A cell of a [`Table`].
#[derive(Clone, Debug)]
pub enum Cell {
    /// Not known.
    Nothing,
    /// Text, or a day.
    Text(Arc<str>),
    /// A whole number.
    Number(i64),
    /// True or false.
    Truth(bool),
    /// Texts in order.
    List(Vec<Arc<str>>),
}

/// Where what a row tells of is, in degrees of WGS 84.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The number of the row, from 0.
    pub row: usize,
    /// Longitude.
    pub lng: f64,
    /// Latitude.
    pub lat: f64,
}

/// A format of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// JSON.
    Json,
    /// Values separated by commas (RFC 4180).
    Csv,
    /// Its places (RFC 7946).
    GeoJson,
    /// What its JSON holds (JSON Schema 2020-12).
    Schema,
}

impl TableFormat {
    /// All of them.
    pub const ALL: &'static [TableFormat] = &[Self::Json, Self::Csv, Self::GeoJson, Self::Schema];

    /// Its name for readers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::GeoJson => "GeoJSON",
            Self::Schema => "JSON Schema",
        }
    }
}
