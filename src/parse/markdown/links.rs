//! Destinations of links and pictures, and addresses written plainly in the text.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::characters::{clean, is_east_asian};

/// Why a destination cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing is written.
    Empty,
    /// Its scheme can run programs, or is none that we know.
    Unsafe,
}

/// The destination as a slot keeps it.
pub(super) fn destination(written: &str) -> Result<String, Refusal> {
    let cleaned = clean(written.trim());
    match scheme(&cleaned) {
        Some(known) if ["http", "https", "mailto", "tel"].contains(&known.as_str()) => return Ok(cleaned.replace(['\n', '\r', '\t'], "")),
        Some(_) => return Err(Refusal::Unsafe),
        None => {}
    }
    let decoded = decode(&cleaned);
    match () {
        () if decoded.trim().is_empty() => Err(Refusal::Empty),
        () if scheme(&decoded).is_some() => Err(Refusal::Unsafe),
        () => Ok(decoded),
    }
}

/// The scheme of an address in lower case, read as forgivingly as browsers do: control characters and spaces do not count.
fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !('\u{200b}'..='\u{200f}').contains(c) && *c != '\u{feff}')
    {
        match c {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            _ => return None,
        }
    }
    None
}

/// Percent-decoded, but for what would change the meaning: `%23`, `%25`, `%3F`, `%2F`, controls, and bytes that are no text.
fn decode(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut kept = String::with_capacity(address.len() + 8);
    for (number, part) in address.split('%').enumerate() {
        if number > 0 {
            let value = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let stays = value.is_none_or(|byte| byte < b' ' || byte == 0x7f || matches!(byte, b'#' | b'%' | b'?' | b'/' | b'\\'));
            kept.push_str(if stays { "%25" } else { "%" });
        }
        kept.push_str(part);
    }
    percent_decode_str(&kept).decode_utf8().map_or_else(|_| address.to_owned(), |decoded| clean(&decoded).into_owned())
}

/// The addresses `https://…`, `http://…` and `www.…` that stand in `text`, in their order.
pub(super) fn plain_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, after)) = next_start(text, from) {
        let end = start + length(&text[start..], after - start);
        if end > after && text[after..end].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            found.push(start..end);
        }
        from = end.max(after);
    }
    found
}

/// Whether `text` may hold such an address at all: cheap, and asked for every text.
pub(super) fn may_hold_address(text: &str) -> bool {
    memchr::memchr2(b':', b'w', text.as_bytes()).is_some_and(|first| {
        let rest = &text[first..];
        rest.contains("://") || rest.contains("www.")
    })
}

fn next_start(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let starts =
        |at: usize, prefix: &str| bytes.get(at..at + prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()));
    memchr::memchr3_iter(b'h', b'H', b'w', &bytes[from..]).map(|at| from + at).find_map(|at| {
        let free = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let prefix = ["https://", "http://", "www."].into_iter().find(|prefix| starts(at, prefix))?;
        free.then_some((at, at + prefix.len()))
    })
}

/// The bytes of the address at the start of `text`, whose first `prefix` bytes are its scheme. Chinese punctuation ends
/// it; a Han character ends it unless it begins or continues a part of the path, as in `/item/克拉玛依`.
fn length(text: &str, prefix: usize) -> usize {
    let mut in_path = false;
    let mut previous = '/';
    let mut end = text.len();
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < prefix) {
        let part = in_path
            && c.is_alphabetic()
            && (previous == '=' || previous == '/' || previous == '#' || previous == '_' || !previous.is_ascii());
        let goes_on = if c.is_ascii() {
            !c.is_ascii_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}')
        } else {
            part
        };
        if !goes_on {
            end = at;
            break;
        }
        in_path |= matches!(c, '/' | '?' | '#');
        previous = c;
    }
    trimmed(&text[..end]).max(prefix.min(end))
}

/// Without the punctuation that ends a sentence, and without a closing bracket that was not opened inside.
fn trimmed(address: &str) -> usize {
    let balance = |open: char, close: char| {
        let count = |wanted: char| address.chars().filter(|c| *c == wanted).count();
        count(close).saturating_sub(count(open))
    };
    let (mut round, mut square) = (balance('(', ')'), balance('[', ']'));
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let ends = match last {
            ')' => unopened(&mut round),
            ']' => unopened(&mut square),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '[' | '(' => true,
            other => !other.is_alphanumeric() && is_east_asian(other),
        };
        if !ends {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

/// Whether one more closing bracket has no partner.
fn unopened(left: &mut usize) -> bool {
    let any = *left > 0;
    *left = left.saturating_sub(1);
    any
}

/// What to link for an address that was written plainly.
pub(super) fn with_scheme(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("http://{address}") }
}

/// Whether the destination is that of a picture.
pub(super) fn is_picture(destination: &str) -> bool {
    let name = destination.to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg"].iter().any(|ending| name.ends_with(ending))
}
