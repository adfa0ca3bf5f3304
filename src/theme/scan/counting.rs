//! Where a template counts what it uses up: at the beginning of every loop and component, for every item of a list that is made from another, and
//! behind every value that is set.

use super::tokens::{Placed, Token, tokens};

/// A piece that is put into a template's text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::theme) struct Mark {
    /// Where, in the text as it was written.
    pub(in crate::theme) at: usize,
    /// What.
    pub(in crate::theme) text: String,
}

/// Bytes of a loop's or component's text that count as much as a quarter of a turn.
const PIECE: usize = 256;
/// The same where a block collects what is written: there no bound of the page holds.
const COLLECTED_PIECE: usize = 8;

/// The marks of a template in their order, with a call of `turn` or `weigh`; none where the template is not understood.
pub(in crate::theme) fn marks(text: &str, turn: &str, weigh: &str) -> Vec<Mark> {
    let Some(tokens) = tokens(text) else { return Vec::new() };
    let mut marks = Vec::new();
    let mut open: Vec<(usize, bool, usize)> = Vec::new();
    let mut collecting = 0_usize;
    let mut sets: Vec<&str> = Vec::new();
    for tag in tokens.split_inclusive(|(token, _)| *token == Token::TagEnd) {
        let start = tag.iter().position(|(token, _)| *token == Token::TagStart);
        let tag = start.map_or(&[][..], |start| &tag[start..]);
        match tag.get(1) {
            Some((Token::Sign("<"), _)) => collecting += 1,
            Some((Token::Sign("</"), _)) => collecting = collecting.saturating_sub(1),
            Some(_) | None => {}
        }
        let [(_, first), (Token::Name(word), _), inside @ .., (_, end)] = tag else { continue };
        // Where the tag takes away the space behind it, so does what is put there.
        let (at, trims) = (end.end, text[end.clone()].starts_with('-'));
        let call = |name: &str, given: String| Mark { at, text: format!("{{{{ {name}({given}) {}}}}}", if trims { "-" } else { "" }) };
        match (word.as_str(), inside) {
            ("for" | "component", _) => open.push((at, trims, if collecting > 0 { COLLECTED_PIECE } else { PIECE })),
            ("filter", _) => collecting += 1,
            ("endfilter", _) => collecting = collecting.saturating_sub(1),
            ("endfor" | "endcomponent", _) => {
                let Some((at, trims, piece)) = open.pop() else { continue };
                let size = first.start.saturating_sub(at) / piece;
                marks.push(Mark { at, text: format!("{{{{ {turn}(n={size}) {}}}}}", if trims { "-" } else { "" }) });
            }
            ("set" | "set_global", [(Token::Name(name), _), (Token::Sign("="), _), ..]) => marks.push(call(weigh, format!("v={name}"))),
            ("set" | "set_global", [(Token::Name(name), _), ..]) => {
                sets.push(name);
                collecting += 1;
            }
            ("endset", _) => {
                collecting = collecting.saturating_sub(1);
                marks.extend(sets.pop().map(|name| call(weigh, format!("v={name}"))));
            }
            _ => {}
        }
    }
    marks.extend(lists(&tokens, turn));
    marks.sort_by_key(|mark| mark.at);
    marks
}

/// The marks in lists such as `[x.name for x in all if x.is_open]`: a condition more, which always holds.
fn lists(tokens: &[Placed], turn: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    // Of each bracket that is open: whether it makes a list from another, and whether that has a condition.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for (token, place) in tokens {
        match token {
            Token::Sign("[" | "(" | "{" | "?[") => open.push((false, false)),
            Token::Sign("]" | ")" | "}") => {
                if let Some((true, false)) = open.pop() {
                    marks.push(Mark { at: place.start, text: format!(" if {turn}(n=0) == \"\" ") });
                }
            }
            Token::Name(word) => match (word.as_str(), open.last_mut()) {
                ("for", Some(last)) => last.0 = true,
                ("if", Some(last)) if last.0 => {
                    last.1 = true;
                    marks.push(Mark { at: place.end, text: format!(" {turn}(n=0) == \"\" and") });
                }
                _ => {}
            },
            Token::ShowStart | Token::TagStart => open.clear(),
            Token::ShowEnd | Token::TagEnd | Token::Text(_) | Token::Number | Token::Sign(_) => {}
        }
    }
    marks
}
