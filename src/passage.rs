//! Passages: the pieces of text that a file shows to readers, each with a map back to the bytes that the editor wrote.
//!
//! `parse` makes them, the rules that read text look at them, and then they are dropped. All passages of a file share one buffer.

use std::ops::Range;

/// What a passage is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Prose,
    /// A title or heading.
    Title,
    /// The value of a field.
    Value,
    /// Running text that quotes somebody: a block quotation.
    Quotation,
    /// What a picture shows.
    Alternative,
    /// Where a link leads, or the name of a file.
    Address,
    /// Code.
    Code,
}

impl Role {
    /// Whether it is language, and neither an address nor code.
    pub fn is_text(self) -> bool {
        match self {
            Self::Prose | Self::Title | Self::Value | Self::Quotation | Self::Alternative => true,
            Self::Address | Self::Code => false,
        }
    }
}

/// The passages of one file.
#[derive(Debug, Default)]
pub struct Passages {
    text: String,
    pieces: Vec<Piece>,
    entries: Vec<Entry>,
}

/// A part of the text and the bytes of the file that it comes from. Where both are equally long, they are the same bytes.
#[derive(Clone, Copy, Debug)]
struct Piece {
    text: u32,
    source: u32,
    length: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    role: Role,
    field: &'static str,
    text: u32,
    piece: u32,
}

/// One passage.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'p> {
    /// What it is.
    pub role: Role,
    /// The English name of the field that holds it; empty in a body.
    pub field: &'static str,
    /// Its text as readers see it: lines joined, marks of Markdown and escapes resolved. A sign U+FFFC stands for what is no text.
    pub text: &'p str,
    start: u32,
    pieces: &'p [Piece],
}

/// Stands in a passage for what readers see there and is no text: a picture, code.
pub const OBJECT: char = '\u{fffc}';

impl Passages {
    /// No passage yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a passage; what is pushed from now on belongs to it.
    pub fn begin(&mut self, role: Role, field: &'static str) {
        self.end();
        self.entries.push(Entry { role, field, text: number(self.text.len()), piece: number(self.pieces.len()) });
    }

    /// Ends the passage; one without any text is forgotten.
    fn end(&mut self) {
        if self.entries.last().is_some_and(|last| last.text as usize == self.text.len()) {
            self.entries.pop();
        }
    }

    /// Adds `text` to the passage, which the file holds at the bytes `source`.
    pub fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let piece = Piece { text: number(self.text.len()), source: number(source.start), length: number(source.len()) };
        self.text.push_str(text);
        if !self.goes_on(piece, text.len()) {
            self.pieces.push(piece);
        }
    }

    /// Whether `next`, which holds `length` bytes of text, goes on exactly where the last piece of this passage ends; it is then added.
    fn goes_on(&mut self, next: Piece, length: usize) -> bool {
        let first = self.entries.last().map_or(0, |entry| entry.piece as usize);
        let Some(last) = self.pieces.iter_mut().skip(first).next_back() else { return false };
        let same = last.length == next.text - last.text && next.length as usize == length && last.source + last.length == next.source;
        if same {
            last.length += next.length;
        }
        same
    }

    /// The last character of the passage that was begun last.
    pub fn last_character(&self) -> Option<char> {
        let start = self.entries.last()?.text as usize;
        self.text[start..].chars().next_back()
    }

    /// Takes over all passages of `other`, whose places `moved` tells.
    pub fn append(&mut self, other: &Passages, moved: impl Fn(Range<usize>) -> Range<usize>) {
        for passage in other.iter() {
            self.begin(passage.role, passage.field);
            for (text, source) in passage.parts() {
                self.push(text, moved(source));
            }
        }
        self.end();
    }

    /// All passages, in the order in which they were begun.
    pub fn iter(&self) -> impl Iterator<Item = Passage<'_>> {
        let ends = self.entries.iter().skip(1).map(|next| (next.text, next.piece));
        let ends = ends.chain([(number(self.text.len()), number(self.pieces.len()))]);
        self.entries.iter().zip(ends).filter(|(entry, (text, _))| entry.text < *text).map(|(entry, (text, piece))| Passage {
            role: entry.role,
            field: entry.field,
            text: &self.text[entry.text as usize..text as usize],
            start: entry.text,
            pieces: &self.pieces[entry.piece as usize..piece as usize],
        })
    }
}

impl<'p> Passage<'p> {
    /// The bytes of the file that show as the bytes `range` of the text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start).start;
        let last = self.text[range.start..range.end].chars().next_back().map_or(0, char::len_utf8);
        let end = if range.end > range.start { self.place(range.end - last).end + last.saturating_sub(1) } else { start };
        let end = if self.is_exact(range.end.saturating_sub(last)) { end } else { self.place(range.end - last).end };
        start..end.max(start)
    }

    /// Whether the bytes `range` of the text stand in the file just as they are, in one piece.
    pub fn is_written_so(&self, range: Range<usize>) -> bool {
        let at = self.piece_at(range.start);
        self.is_exact(range.start) && range.end <= self.end_of(at)
    }

    /// The byte of the file for the byte `at` of the text; all bytes of a piece that is written in another way.
    fn place(&self, at: usize) -> Range<usize> {
        let Some(piece) = self.pieces.get(self.piece_at(at)) else { return 0..0 };
        if self.is_exact(at) {
            let byte = piece.source as usize + at + self.start as usize - piece.text as usize;
            return byte..byte + 1;
        }
        piece.source as usize..(piece.source + piece.length) as usize
    }

    fn piece_at(&self, at: usize) -> usize {
        let at = number(at) + self.start;
        self.pieces.partition_point(|piece| piece.text <= at).saturating_sub(1)
    }

    /// Where, in the text, the piece ends.
    fn end_of(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text.len(), |next| (next.text - self.start) as usize)
    }

    fn is_exact(&self, at: usize) -> bool {
        let index = self.piece_at(at);
        self.pieces.get(index).is_some_and(|piece| self.end_of(index) + self.start as usize - piece.text as usize == piece.length as usize)
    }

    /// Its pieces with the bytes of the file.
    fn parts(&self) -> impl Iterator<Item = (&'p str, Range<usize>)> {
        let (this, text) = (*self, self.text);
        self.pieces.iter().enumerate().map(move |(index, piece)| {
            let source = piece.source as usize..(piece.source + piece.length) as usize;
            (&text[(piece.text - this.start) as usize..this.end_of(index)], source)
        })
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_passage_is_known() {
        let written = "电话 138&amp;99\n  00**1234**。";
        let mut passages = Passages::new();
        passages.begin(Role::Prose, "");
        let mut put = |text: &str, from: &str| {
            let at = written.find(from).expect("it is written so");
            passages.push(text, at..at + from.len());
        };
        put("电话 138", "电话 138");
        put("&", "&amp;");
        put("99", "99");
        put("00", "00");
        put("1234", "1234");
        put("。", "。");
        let passage = passages.iter().next().expect("a passage");
        assert_eq!(passage.text, "电话 138&99001234。");
        let shown = |text: &str| {
            let at = passage.text.find(text).expect("it is there");
            &written[passage.source(at..at + text.len())]
        };
        assert_eq!(shown("话"), "话");
        assert_eq!(shown("&"), "&amp;");
        assert_eq!(shown("8&9"), "8&amp;9");
        assert_eq!(shown("99001234"), "99\n  00**1234");
        assert_eq!(shown("4。"), "4**。");
        assert!(passage.is_written_so(0..3) && !passage.is_written_so(8..11));
    }

    #[test]
    fn passages_without_text_are_forgotten_and_others_can_be_moved() {
        let mut passages = Passages::new();
        passages.begin(Role::Title, "title");
        passages.begin(Role::Value, "name");
        passages.push("站", 4..7);
        let mut moved = Passages::new();
        moved.append(&passages, |range| range.start + 10..range.end + 10);
        let all: Vec<_> = moved.iter().map(|passage| (passage.field, passage.text, passage.source(0..3))).collect();
        assert_eq!(all, [("name", "站", 14..17)]);
    }
}
