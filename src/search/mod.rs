//! The search index: what each document tells, to small files of which a search loads a few. Knows no disk, no page and no model.
//!
//! A search must not miss a Chinese word, and nobody can say where one begins. So every pair of neighbouring characters is a term, and the
//! places of the pairs say whether longer words really stand there: what is found is exactly what a look through all texts would find.
//!
//! | file | what it holds |
//! |---|---|
//! | `search.js` | the script that reads the others: the same for every theme |
//! | `manifest.json` | how the index is cut; for each document its districts, kind and year |
//! | `d/<shard>.bin` | for each term its documents, and the best field of each that has it |
//! | `p/<shard>.bin` | in the same order, the places of the pairs; asked for by words of three and more characters |
//! | `c/<shard>.bin` | the same as `d` for single characters |
//! | `t/<block>.json` | titles, addresses and texts of a few documents, for what is shown of them |
//!
//! Numbers are written seven bits a byte, the low ones first. A `d` file is a list of: length of the term, the term in UTF-8, number of documents,
//! bytes of their list, bytes of their places; the list: distance from the document before × 4 + field. A `p` file holds for each of these
//! documents the number of places and each place's distance from the one before.

mod contribution;
mod plain;
mod shard;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde_json::{Value, json};

use contribution::Contribution;
use shard::Shards;

use crate::digest::Digest;
use crate::view::Body;

pub use words::{folded, is_han, number};

/// How the files are written; one up with every change of what they hold.
const VERSION: u64 = 2;

/// What reads these files in a browser.
const SCRIPT: &str = include_str!("search.js");

/// How many characters a shard is to hold terms of: on a small site few, for there nearly every pair is new; on a large one, where the same
/// pairs come again and again, more, so that the files do not become too many.
const CHARACTERS: [usize; 2] = [1500, 4096];

/// So many shards a small site has at most.
const SMALL: usize = 256;

/// The texts of so many documents stand in a file.
const BLOCK: usize = 2;

/// What a text is for its document, in the order of its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What the document is called.
    Title,
    /// Tags, names of people and places.
    Tags,
    /// Its summary.
    Summary,
    /// All else.
    Body,
}

/// A district or kind by which readers narrow a search; in the order in which they are offered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Its rank in the list.
    pub rank: u32,
    /// Its name in addresses.
    pub key: Arc<str>,
    /// Its name for readers.
    pub name: Arc<str>,
}

/// What a document tells.
#[derive(Debug)]
pub struct Told {
    /// The path of its page from the root, percent-encoded.
    pub path: String,
    /// Title.
    pub title: Arc<str>,
    /// Tags and names.
    pub tags: Vec<Arc<str>>,
    /// Summary.
    pub summary: Arc<str>,
    /// Further short texts.
    pub more: Vec<Arc<str>>,
    /// Its text.
    pub body: Option<Arc<Body>>,
    /// What kind of document it is.
    pub kind: Label,
    /// The districts it belongs to.
    pub districts: Vec<Label>,
    /// Its day, `YYYY-MM-DD`, where it has one.
    pub day: Option<Arc<str>>,
}

/// A document of the index, with what it contributes, once that is known.
#[derive(Debug)]
pub struct Entry {
    told: Told,
    digest: Digest,
    contribution: OnceLock<Contribution>,
}

impl Entry {
    /// The document that tells `told`.
    pub fn new(told: Told) -> Self {
        let digest = digest(&told);
        Self { told, digest, contribution: OnceLock::new() }
    }

    /// Digest of all that it tells: while it is the same, so is what it contributes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The path of its page.
    pub fn path(&self) -> &str {
        &self.told.path
    }

    /// All its texts, each with its field, as they are searched.
    pub fn texts(&self) -> Vec<(Field, String)> {
        let Told { title, tags, summary, more, body, .. } = &self.told;
        let mut texts = vec![(Field::Title, title.to_string())];
        texts.extend(tags.iter().map(|tag| (Field::Tags, tag.to_string())));
        texts.push((Field::Summary, summary.to_string()));
        texts.extend(more.iter().map(|text| (Field::Body, text.to_string())));
        texts.extend(body.as_ref().map(|body| (Field::Body, plain::text(body))));
        texts
    }

    fn contribution(&self) -> &Contribution {
        self.contribution.get_or_init(|| {
            let texts = self.texts();
            Contribution::of(&texts.iter().map(|(field, text)| (*field, &**text)).collect::<Vec<_>>())
        })
    }

    fn characters(&self) -> usize {
        // Of short texts it is enough to know about how long they are: three bytes a character.
        let short: usize = self.told.more.iter().map(|text| text.len() / 3).sum();
        self.told.body.as_ref().map_or(0, |body| body.document.characters) + short + 100
    }

    fn year(&self) -> &str {
        self.told.day.as_deref().and_then(|day| day.get(..4)).unwrap_or_default()
    }
}

fn digest(told: &Told) -> Digest {
    let Told { path, title, tags, summary, more, body, kind, districts, day } = told;
    Digest::build(|feeder| {
        feeder.text(path).text(title).text(summary).text(day.as_deref().unwrap_or(""));
        for texts in [tags, more] {
            texts.iter().fold(&mut *feeder, |feeder, text| feeder.text(text)).number(u64::MAX);
        }
        for label in districts.iter().chain([kind]) {
            feeder.number(u64::from(label.rank)).text(&label.key).text(&label.name);
        }
        if let Some(body) = body {
            feeder.digest(body.digest);
        }
    })
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// The script that reads the others.
    Script,
    /// How the index is cut.
    Manifest,
    /// The documents of terms.
    Documents(u32),
    /// The places of terms.
    Places(u32),
    /// The documents of single characters.
    Chars(u32),
    /// The texts of documents.
    Texts(u32),
}

impl File {
    /// Its path in the folder of the index.
    pub fn name(self) -> String {
        match self {
            Self::Script => "search.js".to_owned(),
            Self::Manifest => "manifest.json".to_owned(),
            Self::Documents(shard) => format!("d/{shard}.bin"),
            Self::Places(shard) => format!("p/{shard}.bin"),
            Self::Chars(shard) => format!("c/{shard}.bin"),
            Self::Texts(block) => format!("t/{block}.json"),
        }
    }
}

/// The index of the documents in one language.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Arc<Entry>>,
    digest: Digest,
    terms: Shards,
    chars: Shards,
}

impl Index {
    /// The index of `entries`, whose paths are all different.
    pub fn new(mut entries: Vec<Arc<Entry>>) -> Self {
        // The oldest first: a new story then changes no other's number.
        entries.sort_by(|a, b| (&a.told.day, &a.told.path).cmp(&(&b.told.day, &b.told.path)));
        let digest = Digest::build(|feeder| {
            feeder.number(VERSION);
            entries.iter().for_each(|entry| {
                feeder.digest(entry.digest);
            });
        });
        let characters: usize = entries.iter().map(|entry| entry.characters()).sum();
        let shards = (characters / CHARACTERS[0]).min(SMALL).max(characters / CHARACTERS[1]);
        let bits = shards.max(2).ilog2().clamp(1, 12);
        let (terms, chars) = (Shards::new(bits, |one| &one.terms), Shards::new(bits.saturating_sub(2).max(1), |one| &one.chars));
        Self { entries, digest, terms, chars }
    }

    /// Its documents, in the order of their numbers.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The same, with what every document contributes: found on all cores, where else the first file that is made would do it alone.
    pub fn prepared(&self) -> &Self {
        self.entries.par_iter().for_each(|entry| {
            entry.contribution();
        });
        self
    }

    /// Makes all shards, on all cores.
    pub fn complete(&self) {
        self.prepared();
        let contributions = self.contributions();
        [&self.terms, &self.chars].into_par_iter().for_each(|shards| shards.complete(&contributions));
    }

    /// Its files.
    pub fn files(&self) -> Vec<File> {
        let shards = 0..1 << self.terms.bits;
        let blocks = 0..self.entries.len().div_ceil(BLOCK) as u32;
        let mut files = vec![File::Script, File::Manifest];
        files.extend(shards.clone().flat_map(|shard| [File::Documents(shard), File::Places(shard)]));
        files.extend((0..1 << self.chars.bits).map(File::Chars));
        files.extend(blocks.map(File::Texts));
        files
    }

    /// Digest of what `file` is made from.
    pub fn digest_of(&self, file: File) -> Digest {
        match file {
            File::Script => Digest::of(SCRIPT.as_bytes()),
            File::Manifest | File::Documents(_) | File::Places(_) | File::Chars(_) => self.digest,
            File::Texts(block) => Digest::build(|feeder| {
                feeder.number(VERSION);
                self.block(block).iter().for_each(|entry| {
                    feeder.digest(entry.digest);
                });
            }),
        }
    }

    /// Makes the bytes of `file` later. What stays as it is in later indexes does not keep this one in memory.
    pub fn maker(self: &Arc<Self>, file: File) -> Box<dyn Fn() -> Vec<u8> + Send + Sync> {
        match file {
            File::Texts(block) => {
                let entries = self.block(block).to_vec();
                Box::new(move || texts(&entries))
            }
            File::Script => Box::new(|| SCRIPT.as_bytes().to_vec()),
            File::Manifest | File::Documents(_) | File::Places(_) | File::Chars(_) => {
                let index = self.clone();
                Box::new(move || index.prepared().bytes(file))
            }
        }
    }

    /// The bytes of `file`.
    pub fn bytes(&self, file: File) -> Vec<u8> {
        match file {
            File::Script => SCRIPT.as_bytes().to_vec(),
            File::Manifest => self.manifest().to_string().into_bytes(),
            File::Documents(number) => self.terms.get(number, || self.contributions()).documents.clone(),
            File::Places(number) => self.terms.get(number, || self.contributions()).places.clone(),
            File::Chars(number) => self.chars.get(number, || self.contributions()).documents.clone(),
            File::Texts(block) => texts(self.block(block)),
        }
    }

    fn contributions(&self) -> Vec<&Contribution> {
        self.entries.iter().map(|entry| entry.contribution()).collect()
    }

    fn block(&self, block: u32) -> &[Arc<Entry>] {
        let start = (block as usize * BLOCK).min(self.entries.len());
        &self.entries[start..(start + BLOCK).min(self.entries.len())]
    }

    fn manifest(&self) -> Value {
        let districts = ranks(self.entries.iter().flat_map(|entry| &entry.told.districts));
        let kinds = ranks(self.entries.iter().map(|entry| &entry.told.kind));
        let mut sorts: BTreeMap<(Vec<usize>, usize, &str), usize> = BTreeMap::new();
        let sorted = self.entries.iter().map(|entry| {
            let own = entry.told.districts.iter().map(|district| districts[district]).collect();
            let count = sorts.len();
            *sorts.entry((own, kinds[&entry.told.kind], entry.year())).or_insert(count)
        });
        let documents: Vec<usize> = sorted.collect();
        let mut sorts: Vec<_> = sorts.into_iter().collect();
        sorts.sort_by_key(|(_, number)| *number);
        json!({
            "version": VERSION, "digest": &self.digest.hex()[..8], "bits": self.terms.bits, "charBits": self.chars.bits, "block": BLOCK,
            "districts": labels(&districts), "kinds": labels(&kinds),
            "sorts": sorts.iter().map(|((districts, kind, year), _)| json!([districts, kind, year])).collect::<Vec<_>>(),
            "documents": documents,
        })
    }
}

fn ranks<'a>(labels: impl Iterator<Item = &'a Label>) -> BTreeMap<&'a Label, usize> {
    let mut ranks: BTreeMap<&Label, usize> = labels.map(|label| (label, 0)).collect();
    ranks.values_mut().enumerate().for_each(|(number, rank)| *rank = number);
    ranks
}

fn labels(ranks: &BTreeMap<&Label, usize>) -> Value {
    Value::from_iter(ranks.keys().map(|label| json!([&*label.key, &*label.name])))
}

/// The file with the texts of some documents.
fn texts(entries: &[Arc<Entry>]) -> Vec<u8> {
    Value::from_iter(entries.iter().map(|entry| text_of(entry))).to_string().into_bytes()
}

/// What is shown of a document: path, title, day, and its other texts, tags left out.
fn text_of(entry: &Entry) -> Value {
    let Told { path, title, tags, summary, day, .. } = &entry.told;
    let body = entry.texts().into_iter().filter(|(field, _)| *field == Field::Body).map(|(_, text)| text);
    let tags: Vec<&str> = tags.iter().map(|tag| &**tag).collect();
    json!([path, &**title, day.as_deref().unwrap_or(""), tags.join("\n"), &**summary, body.collect::<Vec<_>>().join("\n")])
}
