//! Contributions to the bytes of shards.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::contribution::{Contribution, DRAWER_BITS, Drawers, Term, for_each_term, push};

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
        let drawers: Vec<&Drawers> = contributions.iter().map(|one| (self.of)(one)).collect();
        let mut postings = Vec::with_capacity(drawers.iter().map(|drawers| drawers.most_terms(group, bits)).sum());
        for (document, drawers) in drawers.into_iter().enumerate() {
            drawers.group(group, bits).for_each(|term| postings.push(Posting { document, term }));
        }
        let count = 1 << self.bits.saturating_sub(DRAWER_BITS);
        let mut shards: Vec<Shard> = (0..count).map(|_| Shard::default()).collect();
        let mut list = Vec::new();
        for_each_term(
            &postings,
            |posting| (posting.term.number, posting.term.text),
            |same| {
                let [first, ..] = same else { return };
                let number = first.term.number >> (32 - self.bits);
                shards[(number - group * count) as usize].add(first.term.text, same, &mut list);
            },
        );
        shards
    }
}

impl Shard {
    /// Adds the term `text` with all documents that have it; `list` is room to work in.
    fn add(&mut self, text: &[u8], same: &[Posting<'_>], list: &mut Vec<u8>) {
        list.clear();
        same.iter().fold(0, |before, posting| {
            push(list, (posting.document - before) << 2 | usize::from(posting.term.field));
            posting.document
        });
        push(&mut self.documents, text.len());
        self.documents.extend_from_slice(text);
        push(&mut self.documents, same.len());
        push(&mut self.documents, list.len());
        push(&mut self.documents, same.iter().map(|posting| posting.term.places.len()).sum());
        self.documents.extend_from_slice(list);
        same.iter().for_each(|posting| self.places.extend_from_slice(posting.term.places));
    }
}
