//! HTML as it grows, with marks where it will be cut into the pieces of a document.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Cut, Piece};

/// What stands between two bytes of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A link to a slot begins.
    LinkOpen(usize),
    /// It ends.
    LinkClose(usize),
    /// The name of a slot's target.
    Name(usize),
    /// A slot's picture.
    Image(usize),
    /// A heading that begins a section, by its number.
    HeadingOpen(usize),
    /// It ends.
    HeadingClose(usize),
}

/// HTML, marks by their place in it, and the plain text of both.
#[derive(Default)]
pub(super) struct Output {
    pub(super) html: String,
    pub(super) marks: Vec<(usize, Mark)>,
    pub(super) text: String,
}

impl Output {
    /// Sets a mark here.
    pub(super) fn mark(&mut self, mark: Mark) {
        self.marks.push((self.html.len(), mark));
    }

    /// Begins a new line of HTML.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Begins a new line of HTML with `tag`.
    pub(super) fn open(&mut self, tag: &str) {
        self.fresh_line();
        self.html.push_str(tag);
    }

    /// Ends a paragraph of the plain text.
    pub(super) fn end_text(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Puts `tag` in front of all that was written since `at`, whose marks begin with number `marks`.
    pub(super) fn insert(&mut self, at: usize, marks: usize, tag: &str) {
        self.html.insert_str(at, tag);
        for (place, _) in &mut self.marks[marks..] {
            *place += tag.len();
        }
    }

    /// Adds another output at the end.
    pub(super) fn append(&mut self, other: Output) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        self.marks.extend(other.marks.into_iter().map(|(place, mark)| (place + shift, mark)));
        self.text.push_str(&other.text);
    }

    /// Cuts the HTML at its marks; `texts` are the places of the headings in the plain text.
    pub(super) fn into_pieces(self, texts: &[Range<usize>]) -> (Vec<Piece>, Vec<Cut>) {
        let mut pieces = Vec::with_capacity(self.marks.len() * 2 + 1);
        let mut cuts = Vec::new();
        let mut done = 0;
        for (place, mark) in self.marks {
            push_html(&mut pieces, &self.html[done..place]);
            done = place;
            match mark {
                Mark::LinkOpen(slot) => pieces.push(Piece::LinkOpen(slot)),
                Mark::LinkClose(slot) => pieces.push(Piece::LinkClose(slot)),
                Mark::Name(slot) => pieces.push(Piece::Name(slot)),
                Mark::Image(slot) => pieces.push(Piece::Image(slot)),
                Mark::HeadingOpen(heading) => {
                    cuts.push(Cut { heading, pieces: pieces.len()..pieces.len(), text: texts[heading].clone() });
                }
                Mark::HeadingClose(_) => {
                    if let Some(cut) = cuts.last_mut() {
                        cut.pieces.end = pieces.len();
                    }
                }
            }
        }
        push_html(&mut pieces, &self.html[done..]);
        (pieces, cuts)
    }
}

fn push_html(pieces: &mut Vec<Piece>, html: &str) {
    if !html.is_empty() {
        pieces.push(Piece::Html(Arc::from(html)));
    }
}
