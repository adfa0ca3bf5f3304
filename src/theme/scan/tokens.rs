//! A template's text as tokens with their places. Only for templates that the engine has accepted.

use std::ops::Range;

/// A token and where it stands.
pub(super) type Placed = (Token, Range<usize>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `{{`
    ShowStart,
    /// `}}`
    ShowEnd,
    /// `{%`
    TagStart,
    /// `%}`
    TagEnd,
    /// A name or a word of the language.
    Name(String),
    /// A text in quotation marks.
    Text(String),
    /// A number.
    Number,
    /// An operator or a bracket.
    Sign(&'static str),
}

/// The signs, longer ones first.
const SIGNS: [&str; 34] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".", ",", ":", "~", "|", "=", ">", "<", "(",
    ")", "[", "]", "{", "}", "@", "?", ";", "&",
];

/// The tokens of `text`; nothing where it is not understood.
pub(super) fn tokens(text: &str) -> Option<Vec<Placed>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        match &text[start..start + 2] {
            "{#" => at = start + text[start..].find("#}")? + 2,
            "{{" => at = inside(text, start, (Token::ShowStart, Token::ShowEnd, "}}"), &mut found)?,
            _ if begins(text, start, "raw") => at = after_raw(text, start)?,
            _ => at = inside(text, start, (Token::TagStart, Token::TagEnd, "%}"), &mut found)?,
        }
    }
    Some(found)
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let found = bytes.windows(2).position(|pair| pair[0] == b'{' && matches!(pair[1], b'{' | b'%' | b'#'));
    found.map(|at| from + at)
}

/// Whether the tag at `start` is called `name`.
fn begins(text: &str, start: usize, name: &str) -> bool {
    let rest = text[start + 2..].trim_start_matches('-').trim_start();
    rest.strip_prefix(name).is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
}

fn after_raw(text: &str, start: usize) -> Option<usize> {
    let mut at = start + 2;
    loop {
        at += text[at..].find("{%")?;
        if begins(text, at, "endraw") {
            return Some(at + text[at..].find("%}")? + 2);
        }
        at += 2;
    }
}

/// The tokens of the tag that begins at `start`; where it ends.
fn inside(text: &str, start: usize, (open, close, end): (Token, Token, &str), found: &mut Vec<Placed>) -> Option<usize> {
    found.push((open, start..start + 2));
    let mut at = start + 2;
    if text[at..].starts_with('-') {
        at += 1;
    }
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        at += rest.len() - trimmed.len();
        for ending in [format!("-{end}"), end.to_owned()] {
            if trimmed.starts_with(&ending) {
                found.push((close, at..at + ending.len()));
                return Some(at + ending.len());
            }
        }
        let (token, length) = one(trimmed)?;
        found.push((token, at..at + length));
        at += length;
    }
}

fn one(text: &str) -> Option<(Token, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        return quoted(text, first);
    }
    if first.is_ascii_digit() {
        let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        return Some((Token::Number, length));
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        return Some((Token::Name(text[..length].to_owned()), length));
    }
    let sign = SIGNS.iter().find(|sign| text.starts_with(**sign))?;
    Some((Token::Sign(sign), sign.len()))
}

fn quoted(text: &str, mark: char) -> Option<(Token, usize)> {
    let mut inner = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => inner.push(letters.next()?.1),
            letter if letter == mark => return Some((Token::Text(inner), at + 1)),
            letter => inner.push(letter),
        }
    }
    None
}
