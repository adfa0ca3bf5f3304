//! A page of the site: where it stands and what it is made from.

use std::sync::{Arc, OnceLock};

use crate::digest::Digest;
use crate::fields::Id;
use crate::language::Language;
use crate::model::Kind;
use crate::picture::Order;
use crate::plan::address::Address;
use crate::plan::written::{Pack, Written};
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
    pub about: Option<(Kind, Id, Part)>,
    /// Digest of all that it was planned from, where that is known: while it is the same, so is the page.
    pub made_of: Option<Digest>,
    /// Remembers the page's fingerprint with the digest of the theme for which it was computed; purely memory, never part of the page.
    pub memory: OnceLock<(Digest, Digest)>,
}

impl Page {
    /// What it shows and where, for comparing.
    pub(super) fn shown(&self) -> (String, Option<Digest>, String) {
        let (view, rest) = match &self.make {
            Make::Template { view, .. } => (Some(view.digest()), String::new()),
            Make::Written(Written::Search(index, file)) => (None, format!("{:?}", index.digest_of(*file))),
            Make::Written(_) | Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => (None, format!("{:?}", self.make)),
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

/// Which of the files that a thing has to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its page.
    Page,
    /// What another needs to do the same, on one sheet.
    Sheet,
    /// The same as one file to take away.
    Pack,
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
    /// A file in a format of its own.
    Written(Written),
    /// Texts and files of the editor's, packed into one.
    Pack(Arc<Pack>),
    /// A file of the editor's, as it is.
    Copy(SourcePath, Digest),
    /// A file made of a picture of the editor's.
    Picture(SourcePath, Order),
}
