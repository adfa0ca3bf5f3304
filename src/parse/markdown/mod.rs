//! A Markdown body to a [`Document`]: sanitized HTML in pieces, with slots for links and pictures.

mod alerts;
mod blocks;
pub(super) mod characters;
mod cjk;
mod headings;
mod inline;
mod links;
mod lint;
mod notes;
mod output;
mod passages;
mod raw;
mod report;
mod sanitize;
mod tags;
mod writer;

use pulldown_cmark::{Options, Parser};

use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::passage::Passages;
use crate::source::SourcePath;
use cjk::Prepared;
use passages::Collector;
use report::Report;
use writer::{Form, Writer};

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What editors write: CommonMark with tables, footnotes, notices, wiki links and the Chinese rules.
    Editor,
    /// CommonMark and nothing else.
    Core,
}

impl Profile {
    fn options(self) -> Options {
        match self {
            Self::Editor => {
                Options::ENABLE_TABLES
                    | Options::ENABLE_FOOTNOTES
                    | Options::ENABLE_STRIKETHROUGH
                    | Options::ENABLE_TASKLISTS
                    | Options::ENABLE_DEFINITION_LIST
                    | Options::ENABLE_WIKILINKS
            }
            Self::Core => Options::empty(),
        }
    }

    fn prepare(self, body: &str) -> Prepared<'_> {
        match self {
            Self::Editor => Prepared::new(body),
            Self::Core => Prepared::unchanged(body),
        }
    }
}

/// Parses the body of `path`: all of its `text` from the byte `body_start` on. Places are those of the whole file.
/// An anchor of a heading never begins with `_` or `fn`-number; a theme's own ids should begin with `_`.
pub fn parse(path: &SourcePath, text: &str, body_start: usize, profile: Profile, diagnostics: &mut Diagnostics) -> Document {
    let body = text.get(body_start..).unwrap_or_default();
    let prepared = profile.prepare(body);
    let report = Report::new(path, text, body_start, diagnostics);
    Writer::new(&prepared, profile.options(), Form::Site, report, None).document()
}

/// The same, and the passages of the body.
pub fn read(path: &SourcePath, text: &str, body_start: usize, passages: &mut Passages, diagnostics: &mut Diagnostics) -> Document {
    let body = text.get(body_start..).unwrap_or_default();
    let prepared = Profile::Editor.prepare(body);
    let report = Report::new(path, text, body_start, diagnostics);
    let collector = Collector::new(&prepared, body_start, "", passages);
    Writer::new(&prepared, Profile::Editor.options(), Form::Site, report, Some(collector)).document()
}

/// The passages of the Markdown in the field `field`; their places are those of `text`.
pub fn passages(text: &str, field: &'static str) -> Passages {
    let prepared = Profile::Editor.prepare(text);
    let mut passages = Passages::new();
    let mut collector = Collector::new(&prepared, 0, field, &mut passages);
    for (event, range) in Parser::new_ext(&prepared.text, Profile::Editor.options()).into_offset_iter() {
        collector.hear(&event, &range);
    }
    collector.finish();
    passages
}

/// The HTML of plain CommonMark, with its links written out and its raw HTML untouched: only to compare with the
/// specification's examples, never to publish.
pub fn commonmark(text: &str) -> String {
    let prepared = Profile::Core.prepare(text);
    let path = SourcePath::new("");
    let mut diagnostics = Diagnostics::new();
    let report = Report::new(&path, text, 0, &mut diagnostics);
    Writer::new(&prepared, Profile::Core.options(), Form::Plain, report, None).html()
}
