//! A document's text without its markup, from the pieces that pages show.

use crate::document::Piece;
use crate::view::{Body, Fill};

/// Tags within a line; all others end one.
const WITHIN: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// What a reader reads of `body`, a line for each paragraph.
pub(super) fn text(body: &Body) -> String {
    let document = &body.document;
    let mut text = String::new();
    for piece in &document.pieces {
        match piece {
            Piece::Html(html) => strip(html, &mut text),
            Piece::Name(slot) => text.push_str(match &body.fills[*slot] {
                Fill::Inside { name, .. } if !name.is_empty() => name,
                Fill::Inside { .. } | Fill::Here(_) | Fill::Outside { .. } | Fill::Picture { .. } | Fill::Nothing => {
                    &document.slots[*slot].text
                }
            }),
            Piece::LinkOpen(_) | Piece::LinkClose(_) | Piece::Image(_) => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn strip(html: &str, text: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '\n']) {
        text.push_str(&rest[..at]);
        let (sign, after) = rest[at..].split_at(1);
        rest = match sign {
            "<" => tag(after, text),
            "&" => entity(after, text),
            _ => {
                line_ends(text);
                after
            }
        };
    }
    text.push_str(rest);
}

/// Skips a tag; what stands after it. An attribute's `>` is written `&gt;` in our HTML, and if not, only a sign too much is read.
fn tag<'a>(after: &'a str, text: &mut String) -> &'a str {
    let (tag, rest) = after.split_once('>').unwrap_or((after, ""));
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if !WITHIN.contains(&name) {
        line_ends(text);
    }
    rest
}

fn line_ends(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn entity<'a>(after: &'a str, text: &mut String) -> &'a str {
    const NAMES: [(&str, char); 6] = [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("nbsp;", ' '), ("#39;", '\'')];
    let known = NAMES.iter().find_map(|(name, c)| Some((after.strip_prefix(name)?, *c)));
    let numbered = || {
        let (number, rest) = after.strip_prefix('#')?.split_once(';')?;
        let code = number.strip_prefix('x').map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        Some((rest, char::from_u32(code?)?))
    };
    let (rest, c) = known.or_else(numbered).unwrap_or((after, '&'));
    text.push(c);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_its_text_stays() {
        let mut text = String::new();
        strip(
            "<h2 id=\"a\">做法</h2>\n<p>每<strong>周</strong>三 &lt;接待&gt; &amp; &#x6c11;</p>\n<ul><li>一</li><li>二</li></ul>",
            &mut text,
        );
        assert_eq!(text, "做法\n每周三 <接待> & 民\n一\n二\n");
    }
}
