//! Contributions to the bytes of shards.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::contribution::{Contribution, DRAWER_BITS, Drawers, Term, is_same, push};

/// The shards of one kind of terms. Neighbouring ones are made together, since their terms lie in one drawer of each document.
#[derive(Debug)]
pub(super) struct Shards {
    /// The shard of a term is told by so many first bits of its number.
    pub(super) bits: u32,
    of: fn(&Contribution) -> &Drawers,
    groups: Box<[OnceLock<Vec<Shard>>]>,
}

/// What a shard's files hold.
#[derive(Debug, Default)]
pub(super) struct Shard {
    pub(super) documents: Vec<u8>,
    pub(super) places: Vec<u8>,
}

/// A term by which postings are gathered. Its number is a hash of its text, so no other is needed.
#[derive(Clone, Copy, Debug, Eq)]
struct Key<'a> {
    number: u32,
    text: &'a [u8],
}

/// What has been gathered of a term: the documents that have it, and their places, as they stand in a shard.
#[derive(Debug, Default)]
struct Postings {
    count: usize,
    last: usize,
    documents: Vec<u8>,
    places: Vec<u8>,
}

impl Shards {
    /// Shards that are still to be made, of the terms that `of` takes from a contribution.
    pub(super) fn new(bits: u32, of: fn(&Contribution) -> &Drawers) -> Self {
        let groups = 1 << bits.min(DRAWER_BITS);
        Self { bits, of, groups: (0..groups).map(|_| OnceLock::new()).collect() }
    }

    /// Makes all shards of what `contributions` give, on all cores.
    pub(super) fn complete(&self, contributions: &[&Contribution]) {
        self.groups.par_iter().enumerate().for_each(|(group, shards)| {
            shards.get_or_init(|| self.group(group as u32, contributions));
        });
    }

    /// Shard `number` of what `contributions` give, always the same.
    pub(super) fn get<'a>(&self, number: u32, contributions: impl FnOnce() -> Vec<&'a Contribution>) -> &Shard {
        let within = self.bits.saturating_sub(DRAWER_BITS);
        let group = number >> within;
        let shards = self.groups[group as usize].get_or_init(|| self.group(group, &contributions()));
        &shards[(number - (group << within)) as usize]
    }

    fn group(&self, group: u32, contributions: &[&Contribution]) -> Vec<Shard> {
        let bits = self.bits.min(DRAWER_BITS);
        let mut gathered: HashMap<Key<'_>, Postings, Numbered> = HashMap::default();
        for (document, contribution) in contributions.iter().enumerate() {
            for term in (self.of)(contribution).group(group, bits) {
                gathered.entry(Key { number: term.number, text: term.text }).or_default().add(document, term);
            }
        }
        let mut gathered: Vec<(Key<'_>, Postings)> = gathered.into_iter().collect();
        gathered.sort_unstable_by_key(|(key, _)| (key.number, key.text));
        let count = 1 << self.bits.saturating_sub(DRAWER_BITS);
        let mut shards: Vec<Shard> = (0..count).map(|_| Shard::default()).collect();
        for (key, postings) in &gathered {
            let number = key.number >> (32 - self.bits);
            shards[(number - group * count) as usize].add(key.text, postings);
        }
        shards
    }
}

impl Postings {
    /// Adds a later document.
    fn add(&mut self, document: usize, term: Term<'_>) {
        push(&mut self.documents, (document - self.last) << 2 | usize::from(term.field));
        self.places.extend_from_slice(term.places);
        self.count += 1;
        self.last = document;
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && is_same(self.text, other.text)
    }
}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.number);
    }
}

/// Spreads the numbers of terms over all bits.
#[derive(Clone, Copy, Debug, Default)]
struct Numbered(u64);

impl BuildHasher for Numbered {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

impl Hasher for Numbered {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Shard {
    /// Adds the term `text` with all documents that have it.
    fn add(&mut self, text: &[u8], postings: &Postings) {
        push(&mut self.documents, text.len());
        self.documents.extend_from_slice(text);
        push(&mut self.documents, postings.count);
        push(&mut self.documents, postings.documents.len());
        push(&mut self.documents, postings.places.len());
        self.documents.extend_from_slice(&postings.documents);
        self.places.extend_from_slice(&postings.places);
    }
}
