//! The index of the search against a plain look through all texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use wanjia::search::{Entry, File, Index, Label, Told, folded, is_han, number};

/// A reader of the index in a few lines: what the script of the search page does.
struct Reader {
    files: BTreeMap<String, Vec<u8>>,
    bits: u32,
    char_bits: u32,
}

/// A term of a shard: its documents, and for each its places.
struct Found {
    documents: Vec<usize>,
    list: (usize, usize),
}

impl Reader {
    fn new(index: &Index) -> Self {
        let files: BTreeMap<String, Vec<u8>> = index.files().into_iter().map(|file| (file.name(), index.bytes(file))).collect();
        let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).expect("it is JSON");
        let bits = |name: &str| manifest[name].as_u64().expect("a number") as u32;
        Self { bits: bits("bits"), char_bits: bits("charBits"), files }
    }

    fn search(&self, query: &str) -> BTreeSet<usize> {
        let phrases = phrases(query);
        let mut each = phrases.iter().map(|phrase| self.phrase(phrase));
        let first = each.next().unwrap_or_default();
        each.fold(first, |all, one| all.intersection(&one).copied().collect())
    }

    fn phrase(&self, units: &[String]) -> BTreeSet<usize> {
        let is_char = units.len() == 1 && units[0].chars().all(is_han);
        if let [unit] = units {
            let is_open = !is_char && unit.chars().count() > 1;
            return self.terms(if is_char { "c" } else { "d" }, unit, is_open).iter().flat_map(|found| found.documents.clone()).collect();
        }
        let last = units.len() - 2;
        let pairs = (0..=last).filter(|at| at % 2 == 0 || *at == last);
        let places = |at: usize| {
            let term = units[at..at + 2].concat();
            let is_open = at == last && !term.chars().next_back().is_some_and(is_han);
            self.places(&term, is_open).into_iter().filter_map(move |(document, place)| Some((document, place.checked_sub(at)?)))
        };
        let all = pairs.map(|at| places(at).collect::<BTreeSet<_>>()).reduce(|all, one| all.intersection(&one).copied().collect());
        all.unwrap_or_default().into_iter().map(|(document, _)| document).collect()
    }

    fn places(&self, term: &str, is_open: bool) -> Vec<(usize, usize)> {
        let shard = number(term) >> (32 - self.bits);
        let bytes = &self.files[&format!("p/{shard}.bin")];
        let mut all = Vec::new();
        for found in self.terms("d", term, is_open) {
            let (mut at, end) = found.list;
            for document in found.documents {
                let mut place = 0;
                for _ in 0..pull(bytes, &mut at) {
                    place += pull(bytes, &mut at);
                    all.push((document, place));
                }
            }
            assert!(at == end || end == found.list.0);
        }
        all
    }

    fn terms(&self, folder: &str, wanted: &str, is_open: bool) -> Vec<Found> {
        let bits = if folder == "c" { self.char_bits } else { self.bits };
        let bytes = &self.files[&format!("{folder}/{}.bin", number(wanted) >> (32 - bits))];
        let (mut at, mut place, mut found) = (0, 0, Vec::new());
        while at < bytes.len() {
            let length = pull(bytes, &mut at);
            let term = std::str::from_utf8(&bytes[at..at + length]).expect("terms are texts");
            at += length;
            let count = pull(bytes, &mut at);
            let end = pull(bytes, &mut at);
            let places = pull(bytes, &mut at);
            let end = at + end;
            let is_word = term.chars().next_back().is_some_and(|c| !is_han(c));
            if term == wanted || is_open && is_word && term.starts_with(wanted) {
                let mut document = 0;
                let documents = (0..count).map(|_| {
                    document += pull(bytes, &mut at) >> 2;
                    document
                });
                found.push(Found { documents: documents.collect(), list: (place, place + places) });
                assert_eq!(at, end);
            }
            (at, place) = (end, place + places);
        }
        found
    }
}

fn pull(bytes: &[u8], at: &mut usize) -> usize {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= usize::from(byte & 127) << shift;
        if byte < 128 {
            return number;
        }
        shift += 7;
    }
}

/// A query's phrases, each as units: characters and words. Blanks and punctuation part phrases.
fn phrases(query: &str) -> Vec<Vec<String>> {
    let folded = folded(query);
    folded
        .split(|c: char| !c.is_alphanumeric() && !is_han(c))
        .filter(|phrase| !phrase.is_empty())
        .map(|phrase| {
            let mut units: Vec<String> = Vec::new();
            let mut was_word = false;
            for c in phrase.chars() {
                match units.last_mut() {
                    Some(word) if was_word && !is_han(c) => word.push(c),
                    Some(_) | None => units.push(c.to_string()),
                }
                was_word = !is_han(c);
            }
            units
        })
        .collect()
}

/// A plain look through the texts: every phrase stands in one of them, words from their beginning. A word of one letter that stands alone
/// is meant as a whole word.
fn scan(texts: &[Vec<String>], query: &str) -> BTreeSet<usize> {
    let is_in = |text: &str, phrase: &[String]| {
        let folded = folded(text);
        let wanted = phrase.concat();
        folded.match_indices(&wanted).any(|(at, _)| {
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
            let starts = !is_word(wanted.chars().next()) || !is_word(folded[..at].chars().next_back());
            let is_whole = phrase.len() > 1 || wanted.chars().count() > 1 || !is_word(wanted.chars().next());
            starts && (is_whole || !is_word(folded[at + wanted.len()..].chars().next()))
        })
    };
    let phrases = phrases(query);
    let has_all = |texts: &Vec<String>| !phrases.is_empty() && phrases.iter().all(|phrase| texts.iter().any(|text| is_in(text, phrase)));
    (0..texts.len()).filter(|document| has_all(&texts[*document])).collect()
}

fn told(number: usize, title: &str, summary: &str, text: &str) -> Told {
    let label = |key: &str| Label { rank: 0, key: key.into(), name: key.into() };
    Told {
        path: format!("stories/{number:04}/"),
        title: title.into(),
        tags: Vec::new(),
        summary: summary.into(),
        more: vec![text.into()],
        body: None,
        kind: label("news"),
        districts: vec![label("kly")],
        day: Some("2026-03-05".into()),
    }
}

fn index(texts: &[[String; 3]]) -> Index {
    let told = texts.iter().enumerate().map(|(number, [title, summary, text])| told(number, title, summary, text));
    Index::new(told.map(|told| Arc::new(Entry::new(told))).collect())
}

/// Few signs, so that the same pairs meet often.
fn text() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "代", "表", "代表", "人", "大", "站", "家", "𠮷", "a", "A4", "B", "1", "12345", "2026", "年", "，", "。", " ", "\n", "·", "Ａ",
        "é", "ئۇ", "か",
    ]);
    prop::collection::vec(sign, 0..40).prop_map(|signs| signs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_a_look_through_all_texts_finds(
        texts in prop::collection::vec([text(), text(), text()], 1..12),
        document: prop::sample::Index, start: prop::sample::Index, length in 1_usize..9, other in text(),
    ) {
        let index = index(&texts);
        let reader = Reader::new(&index);
        let plain: Vec<Vec<String>> = texts.iter().map(|texts| texts.to_vec()).collect();
        let signs: Vec<char> = texts[document.index(texts.len())].concat().chars().collect();
        let from = if signs.is_empty() { 0 } else { start.index(signs.len()) };
        let drawn: String = signs.iter().skip(from).take(length).collect();
        for query in [drawn, other.chars().take(length).collect(), "代表".into(), "A4 代表".into(), "人".into(), "1".into(), "年1".into()] {
            prop_assert_eq!(reader.search(&query), scan(&plain, &query), "{:?}", query);
        }
    }
}

#[test]
fn words_names_and_numbers_are_found_as_people_write_them() {
    let texts =
        ["拨打12345热线反映供暖", "三下乡活动，发放Ａ４纸50包", "推普周里的科普讲座，代表𠮷野参加", "2026年第3次会议 Deputies meet"];
    let index = index(&texts.map(|text| [text.to_owned(), String::new(), String::new()]));
    let reader = Reader::new(&index);
    let find = |query: &str| reader.search(query).into_iter().collect::<Vec<_>>();
    for (query, expected) in [
        ("12345热线", vec![0]),
        ("123", vec![0]),
        ("2345", vec![]),
        ("三下乡", vec![1]),
        ("a4纸", vec![1]),
        ("推普", vec![2]),
        ("科普", vec![2]),
        ("普科", vec![]),
        ("𠮷野", vec![2]),
        ("𠮷", vec![2]),
        ("２０２６年", vec![3]),
        ("第3次会议", vec![3]),
        ("DEPUT", vec![3]),
        ("会议 deputies", vec![3]),
        ("讲座代表", vec![]),
        ("代表 供暖", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(find(query), expected, "{query}");
    }
}

#[test]
fn the_same_documents_give_the_same_files_in_whatever_order_they_come() {
    let texts: Vec<[String; 3]> = (0..50).map(|n| [format!("第{n}次接待"), "摘要".into(), "代表接待群众。".repeat(n)]).collect();
    let entries: Vec<Arc<Entry>> = index(&texts).entries().to_vec();
    let files = |index: &Index| index.files().into_iter().map(|file: File| (file, index.bytes(file))).collect::<Vec<_>>();
    let turned = Index::new(entries.iter().rev().cloned().collect());
    assert_eq!(files(&Index::new(entries)), files(&turned));
}
