//! Contributions to the bytes of shards.

use std::sync::OnceLock;

use super::contribution::{Contribution, DRAWER_BITS, Drawers, Term, push};

/// The shards of one kind of terms. Neighbouring ones are made together, since their terms lie in one drawer of each document.
#[derive(Debug)]
pub(super) struct Shards {
    /// The shard of a term is told by so many first bits of its number.
    pub(super) bits: u32,
    of: fn(&Contribution) -> &Drawers,
    groups: Box<[OnceLock<Vec<Shard>>]>,
}

/// What a shard's files hold.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) documents: Vec<u8>,
    pub(super) places: Vec<u8>,
}

/// A term in one document.
#[derive(Clone, Copy, Debug)]
struct Posting<'a> {
    document: usize,
    term: Term<'a>,
}

impl Shards {
    /// Shards that are still to be made, of the terms that `of` takes from a contribution.
    pub(super) fn new(bits: u32, of: fn(&Contribution) -> &Drawers) -> Self {
        let groups = 1 << bits.min(DRAWER_BITS);
        Self { bits, of, groups: (0..groups).map(|_| OnceLock::new()).collect() }
    }

    /// Shard `number` of what `contributions` give, always the same; they are told which of how many groups of shards is made of them.
    pub(super) fn get<'a, I: Iterator<Item = &'a Contribution>>(&self, number: u32, contributions: impl Fn((usize, usize)) -> I) -> &Shard {
        let within = self.bits.saturating_sub(DRAWER_BITS);
        let group = number >> within;
        let shards = self.groups[group as usize].get_or_init(|| self.group(group, contributions((group as usize, self.groups.len()))));
        &shards[(number - (group << within)) as usize]
    }

    fn group<'a>(&self, group: u32, contributions: impl Iterator<Item = &'a Contribution>) -> Vec<Shard> {
        let each = contributions.enumerate();
        let bits = self.bits.min(DRAWER_BITS);
        let mut postings: Vec<Posting<'a>> =
            each.flat_map(|(document, one)| (self.of)(one).group(group, bits).map(move |term| Posting { document, term })).collect();
        let shard_of = |posting: &Posting<'_>| posting.term.number >> (32 - self.bits);
        postings.sort_by(|a, b| (shard_of(a), a.term.text).cmp(&(shard_of(b), b.term.text)));
        let count = 1 << self.bits.saturating_sub(DRAWER_BITS);
        let mut rest = &postings[..];
        let shards = (group * count..(group + 1) * count).map(|number| {
            let (own, others) = rest.split_at(rest.partition_point(|posting| shard_of(posting) <= number));
            rest = others;
            Shard { documents: documents(own), places: places(own) }
        });
        shards.collect()
    }
}

fn by_term<'p, 'a>(postings: &'p [Posting<'a>]) -> impl Iterator<Item = &'p [Posting<'a>]> {
    postings.chunk_by(|a, b| a.term.text == b.term.text)
}

/// The file of documents.
fn documents(postings: &[Posting<'_>]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for same in by_term(postings) {
        let text = same.first().map_or(&[][..], |posting| posting.term.text);
        list.clear();
        same.iter().fold(0, |before, posting| {
            push(&mut list, (posting.document - before) << 2 | usize::from(posting.term.field));
            posting.document
        });
        push(&mut bytes, text.len());
        bytes.extend_from_slice(text);
        push(&mut bytes, same.len());
        push(&mut bytes, list.len());
        push(&mut bytes, same.iter().map(|posting| posting.term.places.len()).sum());
        bytes.extend_from_slice(&list);
    }
    bytes
}

/// The file of places.
fn places(postings: &[Posting<'_>]) -> Vec<u8> {
    postings.iter().flat_map(|posting| posting.term.places).copied().collect()
}
