//! The contents of a page to pieces of text, each with its place: what is drawn, by whatever order and in however many steps.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::Unread;
use super::file::File;
use super::font::Font;
use super::lines::{Lines, Spot};
use super::object::{Lexer, Map, Object, Token, is_space};

/// So deep may forms lie in each other.
const DEEPEST: usize = 12;
/// So many bytes of contents may be drawn in all: a form may be drawn often.
const MOST_DRAWN: usize = 128 << 20;
/// So many values stand before an operator.
const MOST_OPERANDS: usize = 64;
/// What drawing a form takes besides its contents, in bytes of contents.
const FORM: usize = 1_000;
/// So many fonts are kept, and so many lists of what is named.
const MOST_KEPT: usize = 32;
/// So many different signs without a meaning are told.
const MOST_UNKNOWN: usize = 5;
/// So many states may be put aside.
const MOST_ASIDE: usize = 10_000;

/// Draws pages.
pub(super) struct Painter<'f, 'b> {
    file: &'f File<'b>,
    fonts: BTreeMap<u32, Rc<Font>>,
    named: BTreeMap<u32, Rc<Named>>,
    left: usize,
}

/// What contents call by name.
#[derive(Default)]
pub(super) struct Named {
    fonts: Map,
    /// Pictures and forms.
    drawings: Map,
}

/// What was seen on a page.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) lines: Lines,
    /// Whether there is a picture.
    pub(super) has_picture: bool,
    /// Codes of signs that mean nothing that anybody told; a few of them.
    unknown: BTreeSet<u32>,
}

impl Seen {
    /// Whether there are signs whose meaning nobody told, more than a space and the signs before items of lists.
    pub(super) fn has_unknown_signs(&self) -> bool {
        self.unknown.len() >= MOST_UNKNOWN
    }
}

/// A way from one plane to another: `[a b c d e f]`.
type Matrix = [f64; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `other`.
fn then(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = other;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// How texts are drawn.
#[derive(Clone)]
struct State {
    plane: Matrix,
    font: Rc<Font>,
    size: f64,
    between_signs: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl<'f, 'b> Painter<'f, 'b> {
    pub(super) fn new(file: &'f File<'b>) -> Self {
        Self { file, fonts: BTreeMap::new(), named: BTreeMap::new(), left: MOST_DRAWN }
    }

    /// What `resources` name.
    pub(super) fn named(&mut self, resources: &Object) -> Result<Rc<Named>, Unread> {
        if let Some(known) = resources.reference().and_then(|number| self.named.get(&number)) {
            return Ok(Rc::clone(known));
        }
        let Object::Map(map) = self.file.resolved(resources)? else { return Ok(Rc::default()) };
        let named = Rc::new(Named { fonts: self.file.map(&map, "Font")?, drawings: self.file.map(&map, "XObject")? });
        keep(&mut self.named, resources, &named);
        Ok(named)
    }

    /// Draws `content`, which uses what is `named`.
    pub(super) fn draw(&mut self, content: &[u8], named: &Rc<Named>, seen: &mut Seen) -> Result<(), Unread> {
        let font = Rc::new(Font::unknown());
        let state = State { plane: SAME, font, size: 1.0, between_signs: 0.0, between_words: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
        self.draw_within(content, named, state, 0, seen)
    }

    fn draw_within(&mut self, content: &[u8], named: &Rc<Named>, state: State, depth: usize, seen: &mut Seen) -> Result<(), Unread> {
        self.left = self.left.checked_sub(content.len() + FORM).filter(|_| depth < DEEPEST).ok_or(Unread::TooMuch)?;
        let mut drawing = Drawing { state, aside: Vec::new(), line: SAME, text: SAME, seen };
        let (mut lexer, mut operands) = (Lexer::of_content(content), Vec::new());
        while let Some(token) = lexer.token() {
            match token {
                Token::Object(object) => {
                    if operands.len() < MOST_OPERANDS {
                        operands.push(object);
                    }
                    continue;
                }
                Token::Word(b"Tf") => self.choose_font(&operands, named, &mut drawing.state)?,
                Token::Word(b"Do") => {
                    let (state, seen) = (drawing.state.clone(), &mut *drawing.seen);
                    self.draw_named(&operands, named, state, depth, seen)?;
                }
                Token::Word(b"ID") => {
                    drawing.seen.has_picture = true;
                    lexer.at += length_of_picture(&content[lexer.at..]);
                }
                Token::Word(word) => drawing.obey(word, &operands)?,
            }
            operands.clear();
        }
        if lexer.is_too_much { Err(Unread::TooMuch) } else { Ok(()) }
    }

    fn choose_font(&mut self, operands: &[Object], named: &Named, state: &mut State) -> Result<(), Unread> {
        state.size = operands.get(1).and_then(Object::number).unwrap_or(1.0);
        let Some(object) = operands.first().and_then(Object::name).and_then(|name| named.fonts.get(name)) else {
            state.font = Rc::new(Font::unknown());
            return Ok(());
        };
        if let Some(font) = object.reference().and_then(|number| self.fonts.get(&number)) {
            state.font = Rc::clone(font);
            return Ok(());
        }
        let map = self.file.resolved(object)?;
        state.font = Rc::new(map.map().map_or_else(|| Ok(Font::unknown()), |map| Font::read(map, self.file))?);
        keep(&mut self.fonts, object, &state.font);
        Ok(())
    }

    /// A picture, or a form: contents that are drawn here.
    fn draw_named(&mut self, operands: &[Object], named: &Rc<Named>, state: State, depth: usize, seen: &mut Seen) -> Result<(), Unread> {
        let found = operands.first().and_then(Object::name).and_then(|name| named.drawings.get(name)).and_then(Object::reference);
        let Some(stream) = found.map_or(Ok(None), |number| self.file.stream(number))? else { return Ok(()) };
        if self.file.value(&stream.map, "Subtype")?.name() != Some(b"Form") {
            seen.has_picture = true;
            return Ok(());
        }
        let numbers: Vec<f64> = self.file.list(&stream.map, "Matrix")?.iter().filter_map(Object::number).collect();
        let plane = then(numbers.try_into().unwrap_or(SAME), state.plane);
        let own = stream.map.get(&b"Resources"[..]).map(|resources| self.named(resources)).transpose()?;
        let content = self.file.content(&stream)?;
        self.draw_within(&content, own.as_ref().unwrap_or(named), State { plane, ..state }, depth + 1, seen)
    }
}

/// Keeps what was read of the object with this number.
fn keep<T>(kept: &mut BTreeMap<u32, Rc<T>>, object: &Object, read: &Rc<T>) {
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    object.reference().into_iter().for_each(|number| drop(kept.insert(number, Rc::clone(read))));
}

/// The length of the data of a picture that stands among the contents, up to and with the word `EI`.
fn length_of_picture(bytes: &[u8]) -> usize {
    let is_end = |at: &usize| {
        let after = bytes.get(at + 2).is_none_or(|byte| is_space(*byte));
        after && *at > 0 && is_space(bytes[at - 1])
    };
    memchr::memmem::find_iter(bytes, b"EI").find(is_end).map_or(bytes.len(), |at| at + 2)
}

/// Contents that are being drawn.
struct Drawing<'s> {
    state: State,
    aside: Vec<State>,
    /// Where the line begins, and where the next sign stands.
    line: Matrix,
    text: Matrix,
    seen: &'s mut Seen,
}

impl Drawing<'_> {
    fn obey(&mut self, word: &[u8], operands: &[Object]) -> Result<(), Unread> {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        match word {
            b"q" if self.aside.len() < MOST_ASIDE => self.aside.push(self.state.clone()),
            b"Q" => self.state = self.aside.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.plane = then(matrix(operands), self.state.plane),
            b"BT" => (self.line, self.text) = (SAME, SAME),
            b"Tm" => (self.line, self.text) = (matrix(operands), matrix(operands)),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.between_signs = number(0),
            b"Tw" => self.state.between_words = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tj" => return self.show_all(operands),
            b"TJ" => return self.show_all(operands.first().and_then(Object::list).unwrap_or_default()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                return self.show_all(operands);
            }
            b"\"" => {
                (self.state.between_words, self.state.between_signs) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                return self.show_all(operands.get(2..).unwrap_or_default());
            }
            b"BDC" => return self.told_instead(operands),
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, right: f64, up: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, right, up], self.line);
        self.text = self.line;
    }

    /// Texts, and steps between them.
    fn show_all(&mut self, pieces: &[Object]) -> Result<(), Unread> {
        for piece in pieces {
            match piece {
                Object::Text(text) => self.show(text)?,
                Object::Number(step) => self.go(-step / 1000.0 * self.state.size),
                Object::Nothing | Object::Name(_) | Object::List(_) | Object::Map(_) | Object::Reference(_) => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, text: &[u8]) -> Result<(), Unread> {
        let font = Rc::clone(&self.state.font);
        let mut outcome = Ok(());
        font.each(text, |sign| {
            if outcome.is_err() {
                return;
            }
            let from = self.spot();
            let space = if sign.is_space { self.state.between_words } else { 0.0 };
            // Signs of vertical lines are as high as they are wide.
            let width = if font.is_vertical { self.state.size } else { sign.width / 1000.0 * self.state.size };
            self.go(width);
            let (to, end) = (self.spot(), self.state.between_signs + space);
            self.go(end);
            match sign.text {
                Some(text) => outcome = self.seen.lines.add(&text, from, to),
                None if self.seen.unknown.len() < MOST_UNKNOWN => drop(self.seen.unknown.insert(sign.code)),
                None => {}
            }
        });
        outcome
    }

    /// Goes on in the line.
    fn go(&mut self, step: f64) {
        let step = if self.state.font.is_vertical {
            [1.0, 0.0, 0.0, 1.0, 0.0, -step]
        } else {
            [1.0, 0.0, 0.0, 1.0, step * self.state.stretch, 0.0]
        };
        self.text = then(step, self.text);
    }

    /// Where the next sign stands on the page.
    fn spot(&self) -> Spot {
        let [a, b, c, d, e, f] = then(then([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], self.text), self.state.plane);
        let (right, up) = if self.state.font.is_vertical { (-c, -d) } else { (a, b) };
        Spot { x: e, y: f, right, up, size: self.state.size.abs() * right.hypot(up) }
    }

    /// A text that says what is drawn here otherwise.
    fn told_instead(&mut self, operands: &[Object]) -> Result<(), Unread> {
        let told = operands.get(1).and_then(Object::map).and_then(|map| map.get(&b"ActualText"[..])).and_then(Object::text);
        told.map_or(Ok(()), |told| self.seen.lines.add_apart(&super::text_of(told)))
    }
}

fn matrix(operands: &[Object]) -> Matrix {
    let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
    numbers.try_into().unwrap_or(SAME)
}
