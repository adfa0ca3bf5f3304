//! What one document contributes to the index: each of its terms, the best field that has it, and the places where it stands.

use std::ops::Range;

use super::Field;
use super::words::{Unit, folded, number, units};

/// Terms lie in drawers by so many first bits of their numbers, so that shards find theirs quickly.
pub(super) const DRAWER_BITS: u32 = 6;

const DRAWERS: usize = 1 << DRAWER_BITS;

/// Fields are numbers of so many bits.
const FIELD_BITS: u32 = 2;

/// The terms of a document, in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Contribution {
    /// Pairs of neighbouring units with places, and words without.
    pub(super) terms: Drawers,
    /// Single characters.
    pub(super) chars: Drawers,
}

/// Terms, packed.
#[derive(Debug, Default)]
pub(super) struct Drawers {
    bytes: Box<[u8]>,
    starts: Box<[u32]>,
}

/// A term of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'a> {
    /// The number by which its shard is chosen.
    pub(super) number: u32,
    /// The term.
    pub(super) text: &'a [u8],
    /// Number of the best field that has it.
    pub(super) field: u8,
    /// The places as they stand in a shard: their number, then the distance of each from the one before; empty where places do not matter.
    pub(super) places: &'a [u8],
}

/// A term at a place.
#[derive(Clone, Copy)]
struct Found<'t> {
    number: u32,
    term: &'t str,
    place: u32,
    field: u8,
    /// Whether it is two neighbours, whose places are asked for.
    is_pair: bool,
}

impl Contribution {
    /// What `texts` contribute, which stand in the order of their fields.
    pub(super) fn of(texts: &[(Field, &str)]) -> Self {
        let folded: Vec<(Field, String)> = texts.iter().map(|(field, text)| (*field, folded(text))).collect();
        let (mut terms, mut chars, mut place) = (Vec::new(), Vec::new(), 0);
        for (field, text) in &folded {
            let units = units(text, place);
            place = units.last().map_or(place, |last| last.place + 2);
            collect(text, &units, *field as u8, &mut terms, &mut chars);
        }
        Self { terms: Drawers::of(terms), chars: Drawers::of(chars) }
    }
}

fn collect<'t>(text: &'t str, units: &[Unit], field: u8, terms: &mut Vec<Found<'t>>, chars: &mut Vec<Found<'t>>) {
    let found = |start: usize, end: usize, place: u32, is_pair: bool| {
        let term = &text[start..end];
        Found { number: number(term), term, place, field, is_pair }
    };
    for (at, unit) in units.iter().enumerate() {
        if let Some(next) = units.get(at + 1).filter(|next| next.place == unit.place + 1) {
            terms.push(found(unit.start, next.end, unit.place, true));
        }
        let one = found(unit.start, unit.end, 0, false);
        if unit.is_han { chars.push(one) } else { terms.push(one) }
    }
}

impl Drawers {
    /// Packs what was `found`, in the order of its places.
    fn of(found: Vec<Found<'_>>) -> Self {
        let mut bytes = Vec::with_capacity(found.len() * 12);
        let mut starts = Vec::with_capacity(DRAWERS + 1);
        let mut list = Vec::new();
        for_each_term(&found, |same| {
            let [first, ..] = same else { return };
            starts.resize((first.number >> (32 - DRAWER_BITS)) as usize + 1, bytes.len() as u32);
            bytes.extend_from_slice(&first.number.to_le_bytes());
            push(&mut bytes, first.term.len());
            bytes.extend_from_slice(first.term.as_bytes());
            list.clear();
            places(first, same, &mut list);
            let best = same.iter().map(|found| found.field).min().unwrap_or_default();
            push(&mut bytes, list.len() << FIELD_BITS | usize::from(best));
            bytes.extend_from_slice(&list);
        });
        starts.resize(DRAWERS + 1, bytes.len() as u32);
        Self { bytes: bytes.into(), starts: starts.into() }
    }

    /// Where the terms of a group lie.
    fn range(&self, group: u32, bits: u32) -> Range<usize> {
        let [first, last] = [group, group + 1].map(|group| self.starts[(group << (DRAWER_BITS - bits)) as usize] as usize);
        first..last
    }

    /// The terms whose numbers begin with the `bits` bits of `group`, at most [`DRAWER_BITS`].
    pub(super) fn group(&self, group: u32, bits: u32) -> impl Iterator<Item = Term<'_>> {
        let mut rest = &self.bytes[self.range(group, bits)];
        std::iter::from_fn(move || (!rest.is_empty()).then(|| take(&mut rest)))
    }
}

/// Whether two terms are the same. Most are two Han characters, six bytes.
pub(super) fn is_same(a: &[u8], b: &[u8]) -> bool {
    match (<&[u8; 6]>::try_from(a), <&[u8; 6]>::try_from(b)) {
        (Ok(a), Ok(b)) => a == b,
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
        (Err(_), Err(_)) => a == b,
    }
}

/// The places of a pair; none for a single unit, whose places nobody asks for.
fn places(first: &Found<'_>, same: &[Found<'_>], bytes: &mut Vec<u8>) {
    if first.is_pair {
        push(bytes, same.len());
        same.iter().fold(0, |before, found| {
            push(bytes, (found.place - before) as usize);
            found.place
        });
    }
}

/// Gives `each` all that is the same term, in its old order; the terms in the order of their numbers, and of their texts where these are the same.
fn for_each_term(all: &[Found<'_>], mut each: impl FnMut(&[Found<'_>])) {
    let mut order: Vec<u64> = all.iter().zip(0..).map(|(found, at): (_, u64)| u64::from(found.number) << 32 | at).collect();
    order.sort_unstable();
    let are_same = |a: &Found<'_>, b: &Found<'_>| is_same(a.term.as_bytes(), b.term.as_bytes());
    let mut same = Vec::new();
    for numbered in order.chunk_by(|a, b| a >> 32 == b >> 32) {
        same.clear();
        same.extend(numbered.iter().map(|key| all[*key as u32 as usize]));
        if same.windows(2).any(|pair| !are_same(&pair[0], &pair[1])) {
            same.sort_by(|a, b| a.term.cmp(b.term));
        }
        same.chunk_by(are_same).for_each(&mut each);
    }
}

fn take<'a>(rest: &mut &'a [u8]) -> Term<'a> {
    let (number, after) = rest.split_at(4);
    *rest = after;
    let number = u32::from_le_bytes(number.try_into().expect("four bytes"));
    let length = pull(rest);
    let (text, after) = rest.split_at(length);
    *rest = after;
    let head = pull(rest);
    let (places, after) = rest.split_at(head >> FIELD_BITS);
    *rest = after;
    Term { number, text, field: (head & ((1 << FIELD_BITS) - 1)) as u8, places }
}

/// Writes a number, seven bits a byte, the low ones first.
pub(super) fn push(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn pull(rest: &mut &[u8]) -> usize {
    // Nearly all are small.
    if let [byte @ 0..128, after @ ..] = *rest {
        *rest = after;
        return usize::from(*byte);
    }
    let (mut number, mut shift) = (0, 0);
    while let [byte, after @ ..] = *rest {
        *rest = after;
        number |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte & 128 == 0 {
            break;
        }
    }
    number
}
