//! Contributions to the bytes of a shard.

use super::contribution::{Contribution, Drawers, Term, push};

/// A term of a shard in one document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting<'a> {
    document: usize,
    term: Term<'a>,
}

/// The terms of shard `number`, by term and document.
pub(super) fn postings<'a>(
    contributions: impl Iterator<Item = &'a Contribution>,
    of: fn(&Contribution) -> &Drawers,
    number: u32,
    bits: u32,
) -> Vec<Posting<'a>> {
    let each = contributions.enumerate();
    let mut postings: Vec<Posting<'a>> =
        each.flat_map(|(document, one)| of(one).shard(number, bits).map(move |term| Posting { document, term })).collect();
    postings.sort_by(|a, b| a.term.text.cmp(b.term.text));
    postings
}

fn by_term<'p, 'a>(postings: &'p [Posting<'a>]) -> impl Iterator<Item = &'p [Posting<'a>]> {
    postings.chunk_by(|a, b| a.term.text == b.term.text)
}

/// The file of documents.
pub(super) fn documents(postings: &[Posting<'_>]) -> Vec<u8> {
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
pub(super) fn places(postings: &[Posting<'_>]) -> Vec<u8> {
    postings.iter().flat_map(|posting| posting.term.places).copied().collect()
}
