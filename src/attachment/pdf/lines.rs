//! Signs at places on a page to lines, whatever order they were drawn in.

use super::super::Unread;

/// So many pieces may a page have, and so many bytes of text.
const MOST_PIECES: usize = 500_000;
const MOST_BYTES: usize = 16 << 20;

/// Parts of the size of the signs: what stands nearer belongs together (the cells of a table keep twice as far apart), what stands farther
/// apart has nothing to do with each other.
const NEAR: f64 = 0.1;
const FAR: f64 = 1.2;
/// Signs whose width nobody tells may lie on each other so far.
const OVER: f64 = 0.25;
/// Digits in boxes stand as far apart as this.
const BOXES: f64 = 3.0;

/// A place on a page, and how text runs there.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) right: f64,
    pub(super) up: f64,
    pub(super) size: f64,
}

/// The text of a page.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    pieces: Vec<Piece>,
    /// The sign that was drawn last.
    last: Option<Piece>,
    /// Texts that stand nowhere.
    apart: Vec<String>,
}

/// Signs that follow each other.
#[derive(Clone, Copy)]
struct Piece {
    /// The direction in which it runs, in degrees.
    direction: i16,
    /// How high it stands, across its direction; where it begins and ends along it.
    height: f64,
    begin: f64,
    end: f64,
    size: f64,
    /// Its part of the text.
    from: usize,
    to: usize,
}

impl Lines {
    /// Adds a sign that says `text` and goes from `from` to `to`.
    pub(super) fn add(&mut self, text: &str, from: Spot, to: Spot) -> Result<(), Unread> {
        let piece = Piece::of(from, to, self.text.len(), text.len());
        let is_same = |last: &Piece| &self.text[last.from..last.to] == text && last.lies_on(&piece);
        if self.last.as_ref().is_some_and(is_same) {
            return Ok(());
        }
        self.text.push_str(text);
        self.last = Some(piece);
        match self.pieces.last_mut().filter(|last| last.goes_on(&piece)) {
            Some(last) => (last.end, last.to) = (piece.end, piece.to),
            None => self.pieces.push(piece),
        }
        self.bounded()
    }

    /// Adds a text that stands nowhere.
    pub(super) fn add_apart(&mut self, text: &str) -> Result<(), Unread> {
        self.apart.push(text.to_owned());
        self.bounded()
    }

    fn bounded(&self) -> Result<(), Unread> {
        let is_too_much = self.pieces.len() + self.apart.len() > MOST_PIECES || self.text.len() > MOST_BYTES;
        if is_too_much { Err(Unread::TooMuch) } else { Ok(()) }
    }

    /// Whether there is any text.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.apart.is_empty()
    }

    /// The lines, from the top.
    pub(super) fn read(mut self) -> Vec<String> {
        self.pieces.sort_by(|a, b| a.direction.cmp(&b.direction).then(b.height.total_cmp(&a.height)).then(a.begin.total_cmp(&b.begin)));
        let mut lines = Vec::new();
        let mut rest = self.pieces.as_mut_slice();
        while let Some(first) = rest.first().copied() {
            let is_beside = |piece: &Piece| piece.direction == first.direction && first.height - piece.height <= 0.4 * first.size;
            let count = rest.iter().take_while(|piece| is_beside(piece)).count().max(1);
            let (line, after) = rest.split_at_mut(count);
            line.sort_by(|a, b| a.begin.total_cmp(&b.begin).then(a.from.cmp(&b.from)));
            join(&self.text, line, &mut lines);
            rest = after;
        }
        lines.extend(self.apart);
        lines
    }
}

impl Piece {
    fn of(from: Spot, to: Spot, at: usize, length: usize) -> Self {
        let long = from.right.hypot(from.up);
        let (right, up) = if long > 0.0 && long.is_finite() { (from.right / long, from.up / long) } else { (1.0, 0.0) };
        let along = |spot: Spot| spot.x * right + spot.y * up;
        let size = if from.size > 0.0 && from.size.is_finite() { from.size } else { 1.0 };
        Self {
            direction: degrees(right, up),
            height: from.y * right - from.x * up,
            begin: along(from).min(along(to)),
            end: along(to).max(along(from)),
            size,
            from: at,
            to: at + length,
        }
    }

    fn is_level_with(&self, other: &Piece) -> bool {
        self.direction == other.direction && (self.height - other.height).abs() <= 0.05 * self.size
    }

    /// Whether `other` is drawn at the same place: so a sign looks bold.
    fn lies_on(&self, other: &Piece) -> bool {
        self.is_level_with(other) && (self.begin - other.begin).abs() <= 0.3 * (self.end - self.begin)
    }

    /// Whether `next`, which was drawn next, stands right behind.
    fn goes_on(&self, next: &Piece) -> bool {
        self.is_level_with(next) && self.to == next.from && (-OVER * self.size..=NEAR * self.size).contains(&(next.begin - self.end))
    }
}

/// The direction in whole degrees.
#[expect(clippy::cast_possible_truncation, reason = "between -180 and 180")]
fn degrees(right: f64, up: f64) -> i16 {
    up.atan2(right).to_degrees().round() as i16
}

/// The pieces of one line as text. What was drawn twice to look bold is read once; what was drawn over something else stands by itself.
fn join(text: &str, line: &[Piece], lines: &mut Vec<String>) {
    let (mut joined, mut over): (String, Vec<&str>) = (String::new(), Vec::new());
    let mut last: Option<&Piece> = None;
    for piece in line {
        let said = &text[piece.from..piece.to];
        let Some(before) = last else {
            joined.push_str(said);
            last = Some(piece);
            continue;
        };
        let said_before = &text[before.from..before.to];
        if piece.begin < before.end - 0.5 * (piece.end - piece.begin) {
            if said != said_before {
                over.push(said);
            }
            continue;
        }
        let gap = (piece.begin - before.end) / before.size.max(piece.size);
        let is_box = |said: &str| said.len() == 1 && said.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if gap > BOXES || gap > FAR && !(is_box(said) && is_box(said_before)) {
            joined.push_str("  ");
        } else if gap > NEAR && !(is_box(said) && is_box(said_before)) {
            joined.push(' ');
        }
        joined.push_str(said);
        last = Some(piece);
    }
    lines.push(joined);
    lines.extend(over.into_iter().map(str::to_owned));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Spot {
        Spot { x, y, right: 1.0, up: 0.0, size: 10.0 }
    }

    fn lines(signs: &[(&str, f64, f64)]) -> Vec<String> {
        let mut lines = Lines::default();
        for (text, x, y) in signs {
            let width = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum::<f64>();
            lines.add(text, at(*x, *y), at(x + width, *y)).expect("little");
        }
        lines.read()
    }

    #[test]
    fn signs_are_read_in_lines_whatever_order_they_were_drawn_in() {
        assert_eq!(lines(&[("下", 0.0, 10.0), ("34", 20.0, 50.0), ("电话", 0.0, 50.0), ("12", 30.0, 50.4)]), ["电话3412", "下"]);
    }

    #[test]
    fn columns_stay_apart_and_words_have_a_space() {
        assert_eq!(lines(&[("138", 0.0, 0.0), ("00", 20.0, 0.0), ("9", 90.0, 0.0)]), ["138 00  9"]);
    }

    #[test]
    fn bold_print_is_read_once_and_boxes_as_one_number() {
        assert_eq!(lines(&[("138", 0.0, 0.0), ("138", 0.3, 0.0), ("张", 1.0, 0.0)]), ["138", "张"]);
        let twice: Vec<_> = [0.0, 5.0, 10.0].into_iter().zip(["1", "3", "8"]).flat_map(|(x, c)| [(c, x, 0.0), (c, x + 0.4, 0.0)]).collect();
        assert_eq!(lines(&twice), ["138"]);
        let boxes: Vec<_> = (0_u8..).zip("1380000".chars()).map(|(at, c)| (f64::from(at) * 20.0, c.to_string())).collect();
        let boxes: Vec<_> = boxes.iter().map(|(x, text)| (&**text, *x, 0.0)).collect();
        assert_eq!(lines(&boxes), ["1380000"]);
    }

    #[test]
    fn places_that_are_no_numbers_do_no_harm() {
        let mut all = Lines::default();
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e308] {
            let spot = Spot { x: value, y: value, right: value, up: -value, size: value };
            all.add("一", spot, spot).expect("little");
        }
        assert_eq!(all.read().concat().matches('一').count(), 4);
    }
}
