//! A document with its slots filled, as HTML on one page.

use std::fmt::Write;

use super::value::Around;
use crate::document::{Piece, Slot};
use crate::view::{Body, Fill, Source};

/// The HTML of `body` on a page. A link that leaves the site says so, to eyes and to ears.
pub(super) fn html(body: &Body, around: Around<'_>) -> String {
    let root = around.root;
    let document = &body.document;
    let length = |piece: &Piece| if let Piece::Html(html) = piece { html.len() } else { 80 };
    let mut html = String::with_capacity(document.pieces.iter().map(length).sum());
    for piece in &document.pieces {
        match piece {
            Piece::Html(finished) => html.push_str(finished),
            Piece::LinkOpen(slot) => link(&mut html, &document.slots[*slot], &body.fills[*slot], root),
            Piece::LinkClose(slot) => {
                if matches!(body.fills[*slot], Fill::Outside { leaves: true, .. }) && !around.external.is_empty() {
                    html.push_str("<span class=\"out\">");
                    escape(&mut html, around.external);
                    html.push_str("</span>");
                }
                if body.fills[*slot] != Fill::Nothing {
                    html.push_str("</a>");
                }
            }
            Piece::Name(slot) => escape(&mut html, name(&document.slots[*slot], &body.fills[*slot])),
            Piece::Image(slot) => image(&mut html, &document.slots[*slot], &body.fills[*slot], root),
        }
    }
    html
}

fn link(html: &mut String, slot: &Slot, fill: &Fill, root: &str) {
    match fill {
        Fill::Inside { path, .. } | Fill::Picture { path, .. } => open(html, root, path, ""),
        Fill::Here(fragment) => open(html, "", fragment, ""),
        Fill::Outside { address, leaves: true } => open(html, "", address, " class=\"external\" rel=\"external noopener noreferrer\""),
        Fill::Outside { address, leaves: false } => open(html, "", address, ""),
        Fill::Nothing => return,
    }
    if !slot.title.is_empty() {
        html.push_str(" title=\"");
        escape(html, &slot.title);
        html.push('"');
    }
    html.push('>');
}

/// What a link without a text of its own is called.
fn name<'a>(slot: &'a Slot, fill: &'a Fill) -> &'a str {
    match fill {
        Fill::Inside { name, .. } if !name.is_empty() => name,
        Fill::Inside { .. } | Fill::Here(_) | Fill::Outside { .. } | Fill::Picture { .. } | Fill::Nothing => &slot.text,
    }
}

fn open(html: &mut String, root: &str, path: &str, more: &str) {
    html.push_str("<a href=\"");
    escape(html, root);
    escape(html, path);
    html.push('"');
    html.push_str(more);
}

fn image(html: &mut String, slot: &Slot, fill: &Fill, root: &str) {
    let Fill::Picture { path, width, height, sources } = fill else { return };
    if !sources.is_empty() {
        html.push_str("<picture>");
        sources.iter().for_each(|source| choice(html, source, root));
    }
    html.push_str("<img src=\"");
    escape(html, root);
    escape(html, path);
    html.push('"');
    for (name, side) in [("width", width), ("height", height)] {
        if let Some(side) = side {
            write!(html, " {name}=\"{side}\"").expect("writing to memory cannot fail");
        }
    }
    html.push_str(" alt=\"");
    escape(html, &slot.text);
    html.push_str("\" loading=\"lazy\" decoding=\"async\">");
    if !sources.is_empty() {
        html.push_str("</picture>");
    }
}

/// How wide a picture in a text is shown: the column of a text is 42 characters wide.
const SIZES: &str = "(min-width: 48rem) 46rem, 100vw";

/// The files of one format, from which the browser chooses by the screen.
fn choice(html: &mut String, source: &Source, root: &str) {
    write!(html, "<source type=\"{}\" srcset=\"", source.media_type).expect("writing to memory cannot fail");
    for (number, (path, width)) in source.files.iter().enumerate() {
        html.push_str(if number == 0 { "" } else { ", " });
        escape(html, root);
        escape(html, path);
        write!(html, " {width}w").expect("writing to memory cannot fail");
    }
    write!(html, "\" sizes=\"{SIZES}\">").expect("writing to memory cannot fail");
}

/// Escapes what HTML and XML reserve, in texts and quoted attributes.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
