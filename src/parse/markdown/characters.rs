//! Kinds of characters, and how they are written into HTML.

use std::borrow::Cow;

/// Whether the character can have no place in a page: control characters, noncharacters, and the invisible ones
/// that turn the direction of the text that follows.
pub(in crate::parse) fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a line that ends or begins with this character continues without a space: Han, kana, bopomofo, full-width
/// forms and the punctuation between them. Hangul is written with spaces and does not count.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fff}' | '\u{3000}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3ffff}')
        || is_shared_punctuation(c)
}

/// Punctuation that Chinese and Latin text have in common.
pub(super) fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Whether the character is Chinese, Japanese or Korean for the rules of emphasis: wide, full-width, half-width kana, Hangul.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{1b000}'..='\u{1b2ff}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether CommonMark takes the character for punctuation: the Unicode classes P and S.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(c,
        '\u{a1}'..='\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}'
        | '\u{d7}' | '\u{f7}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{207a}'..='\u{207e}' | '\u{208a}'..='\u{208e}'
        | '\u{20a0}'..='\u{20c1}' | '\u{2103}' | '\u{2109}' | '\u{2116}' | '\u{2117}' | '\u{2121}' | '\u{2122}'
        | '\u{2190}'..='\u{2429}' | '\u{2440}'..='\u{244a}' | '\u{249c}'..='\u{24e9}' | '\u{2500}'..='\u{2775}'
        | '\u{2794}'..='\u{2b73}' | '\u{2b76}'..='\u{2bff}' | '\u{2e00}'..='\u{2e2e}' | '\u{2e30}'..='\u{2e5d}'
        | '\u{2e80}'..='\u{2e99}' | '\u{2e9b}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}' | '\u{2ff0}'..='\u{2fff}'
        | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{3036}' | '\u{3037}' | '\u{303d}'..='\u{303f}'
        | '\u{309b}' | '\u{309c}' | '\u{30a0}' | '\u{30fb}' | '\u{3190}' | '\u{3191}' | '\u{3196}'..='\u{319f}'
        | '\u{31c0}'..='\u{31e5}' | '\u{31ef}' | '\u{3200}'..='\u{321e}' | '\u{322a}'..='\u{3247}' | '\u{3250}'
        | '\u{3260}'..='\u{327f}' | '\u{328a}'..='\u{32b0}' | '\u{32c0}'..='\u{33ff}' | '\u{4dc0}'..='\u{4dff}'
        | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe66}' | '\u{fe68}'..='\u{fe6b}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{ffe8}'..='\u{ffee}' | '\u{fffc}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

const LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        look[byte] = matches!(byte as u8, b'<' | b'>' | b'&' | b'"' | 0..=8 | 11 | 12 | 14..=31 | 127 | 0xc2 | 0xe2 | 0xef | 0xf0..=0xff);
        byte += 1;
    }
    look
};

/// Writes `text` into `html`, good for text and for quoted attributes. Forbidden characters are left out; the first is
/// returned with its place, so that it can be reported.
pub(super) fn escape(html: &mut String, text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut forbidden = None;
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !LOOK[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let (written, length) = match bytes[at] {
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'&' => ("&amp;", 1),
            b'"' => ("&quot;", 1),
            lead => match dropped(text, at, lead) {
                Some(c) => {
                    forbidden.get_or_insert((at, c));
                    ("", c.len_utf8())
                }
                None => {
                    at += 1;
                    continue;
                }
            },
        };
        html.push_str(&text[done..at]);
        html.push_str(written);
        at += length;
        done = at;
    }
    html.push_str(&text[done..]);
    forbidden
}

/// The forbidden character that begins at the byte `at`. The first two bytes already rule nearly all of them out.
fn dropped(text: &str, at: usize, lead: u8) -> Option<char> {
    let second = text.as_bytes().get(at + 1).copied().unwrap_or_default();
    let possible = match lead {
        0xc2 => second < 0xa0,
        0xe2 => matches!(second, 0x80 | 0x81),
        0xef => matches!(second, 0xb7 | 0xbf),
        _ => true,
    };
    possible.then(|| text[at..].chars().next()).flatten().filter(|c| is_forbidden(*c))
}

/// `text` without forbidden characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_forbidden) { Cow::Owned(text.chars().filter(|c| !is_forbidden(*c)).collect()) } else { Cow::Borrowed(text) }
}
