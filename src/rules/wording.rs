//! Words: those of the program's list and of the site's own, and the order of leaders' names.
//!
//! All words, their exceptions and the leaders' names stand in one automaton, so that a text is read once, however many words there are.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;

use super::text::Reading;
use crate::diagnostics::{Arg, Code, Diagnostic};
use crate::passage::{Passage, Role};
use crate::wording::{CARRIED, Level, WordingTable};

/// The words of a site.
#[derive(Clone, Debug)]
pub(super) struct Words {
    automaton: AhoCorasick,
    meanings: Vec<Meaning>,
}

/// What a text of the automaton means.
#[derive(Clone, Debug)]
enum Meaning {
    /// A phrase in which a word is right.
    Right,
    /// A word that is wrong.
    Wrong(Word),
    /// A leader and their place in the order.
    Leader(usize),
}

#[derive(Clone, Debug)]
struct Word {
    right: Option<Box<str>>,
    level: Level,
    quoted: bool,
    source: Box<str>,
}

impl Words {
    /// The program's words and those of `table`, as they count on the day `today`.
    pub(super) fn new(table: &WordingTable, today: Date) -> Self {
        let mut texts: Vec<&str> = Vec::new();
        let mut meanings = Vec::new();
        let mut add = |text, meaning| {
            texts.push(text);
            meanings.push(meaning);
        };
        for (place, leader) in table.leaders.iter().enumerate() {
            add(&**leader, Meaning::Leader(place));
        }
        let counts = |from: Option<Date>, until: Option<Date>| from.is_none_or(|day| day <= today) && until.is_none_or(|day| today <= day);
        for rule in table.words.iter().filter(|rule| counts(rule.from, rule.until) && !rule.wrong.value.is_empty()) {
            let source = rule.source.as_ref().map_or(OWN_LIST.into(), |source| Box::from(&**source.main()));
            let right = rule.right.as_deref().map(Box::from);
            add(&*rule.wrong.value, Meaning::Wrong(Word { right, level: rule.level, quoted: rule.quoted, source }));
            rule.except.iter().filter(|phrase| !phrase.is_empty()).for_each(|phrase| add(&**phrase, Meaning::Right));
        }
        let is_own = |wrong: &str| table.words.iter().any(|rule| *rule.wrong.value == *wrong);
        for word in CARRIED.iter().filter(|word| !is_own(word.wrong)) {
            let meant = Word { right: Some(word.right.into()), level: word.level, quoted: word.quoted, source: word.source.into() };
            add(word.wrong, Meaning::Wrong(meant));
            word.except.iter().for_each(|phrase| add(*phrase, Meaning::Right));
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts);
        Self { automaton: automaton.expect("a list of words is far smaller than an automaton can hold"), meanings }
    }
}

const OWN_LIST: &str = "data/wording.yaml";

/// Reads one passage.
pub(super) fn read(passage: &Passage<'_>, reading: &mut Reading<'_>) {
    if !passage.role.is_text() || passage.text.is_ascii() {
        return;
    }
    let words = &reading.rulebook.words;
    let mut quotes = Quotes::new(passage.text);
    let mut last_leader: Option<(usize, usize)> = None;
    let mut found: Vec<(Code, Range<usize>, Option<&Word>)> = Vec::new();
    for hit in words.automaton.find_iter(passage.text) {
        match &words.meanings[hit.pattern().as_usize()] {
            Meaning::Right => {}
            Meaning::Wrong(word) => {
                let is_spared = !word.quoted && (passage.role == Role::Quotation || quotes.hold(hit.start()));
                let code = match word.level {
                    Level::Error => Code::WrongWord,
                    Level::Warning => Code::DoubtfulWord,
                    Level::Allowed => continue,
                };
                if !is_spared {
                    found.push((code, hit.range(), Some(word)));
                }
            }
            Meaning::Leader(place) => {
                let follows = last_leader.filter(|(end, _)| joins(&passage.text[*end..hit.start()]));
                if follows.is_some_and(|(_, before)| before > *place) {
                    found.push((Code::NamesOutOfOrder, hit.range(), None));
                }
                last_leader = Some((hit.end(), *place));
            }
        }
    }
    for (code, range, word) in found {
        let text = &passage.text[range.clone()];
        let problem = Diagnostic::new(code, reading.span(passage, range)).arg("text", text);
        reading.report(match word {
            Some(word) => advised(problem, word),
            None => problem,
        });
    }
}

fn advised(problem: Diagnostic, word: &Word) -> Diagnostic {
    let advice = match &word.right {
        Some(right) => Arg::Sentence { en: format!("write `{right}`"), zh: format!("请写 `{right}`") },
        None => CHECK.into(),
    };
    problem.arg("advice", advice).arg("source", &*word.source)
}

const CHECK: crate::language::Words = crate::language::Words { en: "check whether it is meant so", zh: "请核对是否该这样写" };

/// Whether what stands between two names makes an enumeration of them.
fn joins(between: &str) -> bool {
    matches!(between, "、" | "，" | " " | "\u{3000}" | "和" | "及" | "以及" | "\n")
}

/// Where a passage quotes: read along with the words that are found, so that it is read once.
struct Quotes<'t> {
    text: &'t str,
    read: usize,
    depth: usize,
}

impl<'t> Quotes<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, read: 0, depth: 0 }
    }

    /// Whether the byte `at`, not before the last one that was asked for, stands in a quotation or a title.
    fn hold(&mut self, at: usize) -> bool {
        for c in self.text[self.read..at].chars() {
            match c {
                '“' | '《' | '「' | '‘' => self.depth += 1,
                '”' | '》' | '」' | '’' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.read = at;
        self.depth > 0
    }
}
