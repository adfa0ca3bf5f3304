//! Drawings in words: the words that they show or tell, each line by itself. Comments and notes are not published, so they are not read.

use super::plain::{Sheet, decoded};
use super::xml::{Piece, Xml};
use super::{Hear, Unread};
use crate::passage::Role;

/// Reads a drawing.
pub(super) fn read(bytes: &[u8], hear: Hear<'_>) -> Result<(), Unread> {
    let text = decoded(bytes)?;
    let mut sheet = Sheet::new(&text, hear);
    let outcome = texts(&text, &mut sheet);
    sheet.end();
    outcome
}

fn texts(text: &str, sheet: &mut Sheet<'_, '_>) -> Result<(), Unread> {
    let mut xml = Xml::new(text);
    let mut silent = 0_usize;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => {
                silent += usize::from(silent > 0 || matches!(element.name(), "style" | "script" | "metadata"));
                for (name, role) in [("href", Role::Address), ("aria-label", Role::Alternative)] {
                    let value = element.attribute(name).filter(|value| silent == 0 && !value.starts_with("data:"));
                    if let Some((value, place)) = value.as_ref().and_then(|value| Some((value, element.place_of(value)?))) {
                        sheet.next().begin(role, "");
                        sheet.passages.push(value, place);
                    }
                }
                // A span with a place of its own is a line of its own.
                let is_placed = || ["x", "y", "dy"].iter().any(|name| element.attribute(name).is_some());
                if element.name() != "tspan" || is_placed() {
                    sheet.next().begin(Role::Prose, "");
                }
            }
            Piece::End => silent = silent.saturating_sub(1),
            Piece::Text(written, place) if silent == 0 => sheet.passages.push(&written, place),
            Piece::Text(..) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attachment::Said;

    #[test]
    fn every_line_is_read_and_nothing_that_draws() {
        let drawing = "<svg xmlns=\"a\"><!-- 注 --><style>.a{}</style><path d=\"M138 99\"/><text x=\"1\">电<tspan>话</tspan>&#x31;2<tspan x=\"1\">二</tspan></text><a href=\"tel:1\"/></svg>";
        let mut told = Vec::new();
        read(drawing.as_bytes(), &mut |said| {
            let Said::Written { text, passages } = said else { return };
            told.extend(passages.iter().map(|one| (one.text.to_owned(), text[one.source(0..one.text.len())].to_owned())));
        })
        .expect("it is XML");
        let expected = [("电话12", "电<tspan>话</tspan>&#x31;2"), ("二", "二"), ("tel:1", "tel:1")];
        assert_eq!(told, expected.map(|(text, written)| (text.to_owned(), written.to_owned())));
    }
}
