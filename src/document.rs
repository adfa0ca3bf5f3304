//! A Markdown text after parsing: sanitized HTML in pieces, with slots where a link or a picture goes.
//!
//! What a slot points at is not known here: one file cannot see another. `resolve` finds the target, `plan` its
//! address, `render` writes the tag.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Span;

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The HTML, cut at its slots.
    pub pieces: Vec<Piece>,
    /// What the slots ask for, numbered as in [`Piece`]; shared with the parts of the document.
    pub slots: Arc<[Slot]>,
    /// The headings in their order.
    pub headings: Vec<Heading>,
    /// Every `id` that a link may aim at, headings included.
    pub anchors: Arc<[String]>,
    /// The text without any markup, paragraphs separated by line feeds: for counting, excerpts and search.
    /// Lines are joined as a reader joins them; alternative texts of pictures are left out.
    pub text: Arc<str>,
    /// How many characters the text has, blanks left out; still known when the text is given up.
    pub characters: usize,
    /// Where the headings of level 2 stand, for [`Document::sections`].
    pub cuts: Vec<Cut>,
}

/// Where a heading of level 2 stands in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its number in [`Document::headings`].
    pub heading: usize,
    /// The pieces that write the heading, its tags included.
    pub pieces: Range<usize>,
    /// The bytes of [`Document::text`] that are the heading.
    pub text: Range<usize>,
}

/// A heading of level 2 and what stands below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading; it is not part of the body.
    pub heading: Heading,
    /// All up to the next heading of level 2. Its slots are those of the whole document, so the same fills serve it.
    pub body: Document,
}

impl Document {
    /// What stands before the first heading of level 2, or the whole document where there is none.
    pub fn lead(&self) -> Document {
        let end = self.cuts.first();
        self.part(0..end.map_or(self.pieces.len(), |cut| cut.pieces.start), 0..end.map_or(self.text.len(), |cut| cut.text.start))
    }

    /// The document cut at its headings of level 2.
    pub fn sections(&self) -> Vec<Section> {
        let ends = self.cuts.iter().skip(1).map(|cut| (cut.pieces.start, cut.text.start));
        let ends = ends.chain([(self.pieces.len(), self.text.len())]);
        self.cuts
            .iter()
            .zip(ends)
            .map(|(cut, (pieces_end, text_end))| Section {
                heading: self.headings[cut.heading].clone(),
                body: self.part(cut.pieces.end..pieces_end, cut.text.end..text_end),
            })
            .collect()
    }

    /// The same, to stand beside other documents on one page: nothing in it is an anchor, and nothing finished in it leads to one.
    pub fn quoted(&self) -> Document {
        let quoted = |piece: &Piece| match piece {
            Piece::Html(html) => Piece::Html(without_anchors(html).into()),
            Piece::LinkOpen(_) | Piece::LinkClose(_) | Piece::Name(_) | Piece::Image(_) => piece.clone(),
        };
        Document { pieces: self.pieces.iter().map(quoted).collect(), anchors: Arc::default(), ..self.clone() }
    }

    /// Counts the characters of the text and gives it up: a site holds many, and pages show the pieces.
    pub fn counted(mut self) -> Self {
        self.characters = self.text.chars().filter(|c| !c.is_whitespace()).count();
        self.text = Arc::default();
        self
    }

    /// Part of the document, with its inner headings; anchors stay with the whole.
    fn part(&self, pieces: Range<usize>, text: Range<usize>) -> Document {
        let after = self.cuts.iter().filter(|cut| cut.pieces.end <= pieces.start).map(|cut| cut.heading + 1).max().unwrap_or(0);
        let before =
            self.cuts.iter().filter(|cut| cut.pieces.start >= pieces.end).map(|cut| cut.heading).min().unwrap_or(self.headings.len());
        Document {
            pieces: self.pieces[pieces].to_vec(),
            slots: self.slots.clone(),
            headings: self.headings[after..before.max(after)].to_vec(),
            anchors: Arc::default(),
            text: self.text.get(text).unwrap_or_default().trim().into(),
            characters: 0,
            cuts: Vec::new(),
        }
    }
}

/// Finished HTML without `id`s and without links to them; the values of its attributes stand in double quotation marks.
fn without_anchors(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (tag, after) = tag.split_at(end.unwrap_or(tag.len()));
        plain.push_str(text);
        match tag.contains(" href=\"#") {
            true => plain.push_str("<a"),
            false => plain.push_str(&without_id(tag)),
        }
        rest = after;
    }
    plain + rest
}

/// A tag without its `id`.
fn without_id(tag: &str) -> String {
    let Some((before, rest)) = tag.split_once(" id=\"") else { return tag.to_owned() };
    before.to_owned() + rest.split_once('"').map_or("", |(_, after)| after)
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(Arc<str>),
    /// Here a link to the slot's target begins; nothing is written when it has none.
    LinkOpen(usize),
    /// Here it ends.
    LinkClose(usize),
    /// Here, between its two ends, stands the name of the page that the link leads to: `[[kly-017]]` was written without a text of its own.
    /// Where no page was found, it is the slot's text.
    Name(usize),
    /// Here the slot's picture stands.
    Image(usize),
}

/// A link or a picture as the editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which of the two, and how it was written.
    pub kind: SlotKind,
    /// The destination. An address with a scheme is as written (`https://…`, `mailto:…`, `tel:…`; no other scheme comes here);
    /// all else is percent-decoded (`../stations/kly-017.yaml#today`, `图 1.png`, `kly-017`, `#做法`).
    pub destination: String,
    /// The title after the destination, or empty; a picture that stands alone has its title below it, not here.
    pub title: String,
    /// A picture's alternative text; for a link its plain text; for `[[…]]` without a text what stands between the brackets.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// What a slot asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// `[text](destination)` or an address written plainly.
    Link,
    /// `[[id or title]]` or `[[id or title|text]]`.
    WikiLink,
    /// `![alternative text](destination)`.
    Image,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor, unique in the document.
    pub id: String,
    /// Its plain text.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_others_has_no_anchors() {
        let html = "<h3 class=\"a\" id=\"b\">x id=\"c\"</h3><sup id=\"d\"><a href=\"#e\" title=\"f > g\">1</a></sup>";
        assert_eq!(without_anchors(html), "<h3 class=\"a\">x id=\"c\"</h3><sup><a>1</a></sup>");
    }
}
