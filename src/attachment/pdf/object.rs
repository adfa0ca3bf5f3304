//! Bytes to objects: numbers, texts, names, lists, dictionaries and references to others.

use std::collections::BTreeMap;

/// An object of a PDF.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    /// Nothing, true, false: nobody asks for them here.
    Nothing,
    Number(f64),
    /// A text, or bytes of any meaning.
    Text(Vec<u8>),
    Name(Vec<u8>),
    List(Vec<Object>),
    Map(Map),
    /// The object with this number.
    Reference(u32),
}

/// A dictionary.
pub(super) type Map = BTreeMap<Vec<u8>, Object>;

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Object]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    pub(super) fn reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self { Some(*number) } else { None }
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&self) -> Option<usize> {
        self.number().and_then(whole)
    }
}

/// A whole number that is not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in range")]
pub(super) fn whole(number: f64) -> Option<usize> {
    (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then_some(number as usize)
}

/// What stands next: an object, or a word of the language.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'b> {
    Object(Object),
    Word(&'b [u8]),
}

/// Reads objects one after another.
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    /// The byte that is read next.
    pub(super) at: usize,
    /// So many objects may still be made.
    left: usize,
    /// Whether an object lay too deep or held too much.
    pub(super) is_too_much: bool,
    /// Whether `5 0 R` is a reference: not in the contents of pages.
    has_references: bool,
}

/// So deep may objects lie in each other.
const DEEPEST: usize = 50;
/// So many objects may an object hold.
const MOST_WITHIN: usize = 500_000;

impl<'b> Lexer<'b> {
    /// Reads `bytes` from `at`.
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at, left: MOST_WITHIN, is_too_much: false, has_references: true }
    }

    /// Reads the contents of a page.
    pub(super) fn of_content(bytes: &'b [u8]) -> Self {
        Self { has_references: false, ..Self::new(bytes, 0) }
    }

    /// What stands next; signs that mean nothing are skipped. `None` at the end, and where there is too much in one object.
    pub(super) fn token(&mut self) -> Option<Token<'b>> {
        self.left = MOST_WITHIN;
        self.token_at(0)
    }

    /// The object that stands next.
    pub(super) fn object(&mut self) -> Option<Object> {
        match self.token()? {
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn token_at(&mut self, depth: usize) -> Option<Token<'b>> {
        if self.left == 0 || depth > DEEPEST {
            self.is_too_much = true;
            return None;
        }
        self.left -= 1;
        loop {
            self.skip_space();
            return Some(match self.peek(0)? {
                b'(' => Token::Object(Object::Text(self.literal())),
                b'<' if self.peek(1) == Some(b'<') => {
                    self.at += 2;
                    Token::Object(Object::Map(self.map(depth)?))
                }
                b'<' => Token::Object(Object::Text(self.hexadecimal())),
                b'/' => Token::Object(Object::Name(self.name())),
                b'[' => {
                    self.at += 1;
                    Token::Object(Object::List(self.list(depth)?))
                }
                b'>' if self.peek(1) == Some(b'>') => self.word(2),
                b']' => self.word(1),
                b')' | b'>' | b'{' | b'}' => {
                    self.at += 1;
                    continue;
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => Token::Object(self.number_or_reference()),
                _ => self.regular_word(),
            });
        }
    }

    fn word(&mut self, length: usize) -> Token<'b> {
        self.at += length;
        Token::Word(&self.bytes[self.at - length..self.at])
    }

    fn regular_word(&mut self) -> Token<'b> {
        let length = self.bytes[self.at..].iter().take_while(|byte| is_regular(**byte)).count();
        match self.word(length) {
            Token::Word(b"null" | b"true" | b"false") => Token::Object(Object::Nothing),
            token @ (Token::Object(_) | Token::Word(_)) => token,
        }
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            let rest = &self.bytes[self.at.min(self.bytes.len())..];
            self.at += rest.iter().take_while(|byte| is_space(**byte)).count();
            if self.peek(0) != Some(b'%') {
                return;
            }
            self.at += self.bytes[self.at..].iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
        }
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Object>> {
        let mut list = Vec::new();
        loop {
            match self.token_at(depth + 1)? {
                Token::Object(object) => list.push(object),
                Token::Word(b"]") => return Some(list),
                // A list that was never closed.
                Token::Word(b"endobj" | b"stream" | b">>") => return Some(list),
                Token::Word(_) => {}
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Map> {
        let mut map = Map::new();
        loop {
            match self.token_at(depth + 1)? {
                Token::Object(Object::Name(name)) => match self.token_at(depth + 1)? {
                    Token::Object(value) => drop(map.insert(name, value)),
                    Token::Word(b">>") => return Some(map),
                    Token::Word(_) => {}
                },
                Token::Word(b">>" | b"endobj" | b"stream") => return Some(map),
                Token::Object(_) | Token::Word(_) => {}
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek(0).filter(|byte| is_regular(*byte)) {
            let escaped = || Some((self.peek(1).and_then(digit)?, self.peek(2).and_then(digit)?));
            match escaped().filter(|_| byte == b'#') {
                Some((high, low)) => {
                    name.push(high * 16 + low);
                    self.at += 3;
                }
                None => {
                    name.push(byte);
                    self.at += 1;
                }
            }
        }
        name
    }

    fn number_or_reference(&mut self) -> Object {
        let number = self.number();
        if !self.has_references {
            return Object::Number(number);
        }
        let after = self.at;
        let is_reference = self.is_reference_from_here();
        match whole(number).and_then(|number| u32::try_from(number).ok()).filter(|_| is_reference) {
            Some(number) => Object::Reference(number),
            None => {
                self.at = after;
                Object::Number(number)
            }
        }
    }

    /// Whether ` 0 R` stands next; it is skipped.
    fn is_reference_from_here(&mut self) -> bool {
        /// No generation has more digits.
        const MOST_DIGITS: usize = 5;
        self.skip_space();
        let digits = self.bytes[self.at..].iter().take(MOST_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        let before = self.at;
        self.skip_space();
        let is_reference = digits > 0 && self.at > before && self.peek(0) == Some(b'R') && !self.peek(1).is_some_and(is_regular);
        self.at += usize::from(is_reference);
        is_reference
    }

    fn number(&mut self) -> f64 {
        let length = self.bytes[self.at..].iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')).count();
        let written = &self.bytes[self.at..self.at + length];
        self.at += length;
        std::str::from_utf8(written).ok().and_then(|written| written.parse().ok()).unwrap_or(0.0)
    }

    /// A text in parentheses.
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 0_usize);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = byte - b'0';
                for _ in 0..2 {
                    let Some(digit) = self.peek(0).filter(|byte| matches!(byte, b'0'..=b'7')) else { break };
                    value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                    self.at += 1;
                }
                text.push(value);
            }
            _ => text.push(byte),
        }
    }

    /// A text in hexadecimal digits.
    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut high) = (Vec::new(), None);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match (byte, digit(byte), high) {
                (b'>', ..) => break,
                (_, Some(digit), None) => high = Some(digit),
                (_, Some(digit), Some(first)) => {
                    text.push(first * 16 + digit);
                    high = None;
                }
                (_, None, _) => {}
            }
        }
        text.extend(high.map(|high| high * 16));
        text
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(written: &str) -> Option<Object> {
        Lexer::new(written.as_bytes(), 0).object()
    }

    #[test]
    fn every_kind_of_object_is_read() {
        let text = |text: &[u8]| Object::Text(text.to_vec());
        for (written, expected) in [
            ("(a(b)\\)\\101\\\n\\n)", text(b"a(b))A\n")),
            ("((a))", text(b"(a)")),
            ("<48 6x5 7>", text(b"Hep")),
            ("%\n12", Object::Number(12.0)),
            ("-.5", Object::Number(-0.5)),
            ("/A#20b", Object::Name(b"A b".to_vec())),
            ("[1 2 0 R 3]", Object::List(vec![Object::Number(1.0), Object::Reference(2), Object::Number(3.0)])),
            ("<</A/B/C[null]", Object::Nothing),
        ] {
            let read = object(written);
            assert_eq!(read.unwrap_or(Object::Nothing), expected, "{written}");
        }
        let map = object("<</A 1/B<</C(x)>>>>");
        let inner = map.as_ref().and_then(Object::map).and_then(|map| map.get(&b"B"[..])).and_then(Object::map);
        assert_eq!(inner.and_then(|map| map.get(&b"C"[..])), Some(&text(b"x")));
    }

    #[test]
    fn what_lies_too_deep_or_is_too_much_is_not_read() {
        for written in ["[".repeat(100_000), format!("[{}]", "0 ".repeat(MOST_WITHIN + 1))] {
            let mut lexer = Lexer::new(written.as_bytes(), 0);
            assert_eq!((lexer.object(), lexer.is_too_much), (None, true));
        }
    }
}
