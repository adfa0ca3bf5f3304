//! Names beside the word 代表: whether somebody is meant whom the file names otherwise, and whether they sit in the congress of their title.
//!
//! A file's mentions are kept with what was found in its text; the site's deputies are known only once all files are read.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Mutex;

use super::text::Reading;
use crate::diagnostics::{Code, Diagnostic};
use crate::digest::Digest;
use crate::fields::{Id, Index};
use crate::model::{Deputy, Level, Library, Thing};
use crate::passage::Passage;
use crate::source::Span;

/// Whom a file tells of: its deputies, and the stations whose deputies it may tell of.
#[derive(Clone, Debug, Default)]
pub struct Whom {
    /// Ids of deputies.
    pub deputies: Vec<Id>,
    /// Ids of stations.
    pub stations: Vec<Id>,
}

/// A word beside 代表 that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Characters that names are made of: at most [`LONGEST`].
    text: Box<str>,
    span: Span,
    side: Side,
}

/// On which side of 代表 it stands.
#[derive(Clone, Debug)]
enum Side {
    /// `王丽代表`: the name ends the text.
    Before,
    /// `市人大代表王丽`: the name begins the text; with what stands before 人大代表.
    After(Box<str>),
}

/// The longest name that is looked at, and the longest title, in characters.
const LONGEST: usize = 12;

const DEPUTY: &str = "代表";
const CONGRESS: &str = "人大";

/// No name stands between these and 代表, nor between 代表 and these.
const BEFORE: &str = "大级区市县乡镇省站位名届次由与和的室选职为此可以能每当组轮们";
const AFTER: &str = "联之在的与们要对视活走是";

/// Such a character may follow a name of two characters; any other may be its third.
const AFTER_NAME: &str = "说介表在到和向与对带提的等及是听看问答";

/// Keeps the mentions of a passage.
pub(super) fn read(passage: &Passage<'_>, reading: &mut Reading<'_>) {
    if !passage.role.is_text() {
        return;
    }
    for (at, _) in passage.text.match_indices(DEPUTY) {
        let (before, after) = (&passage.text[..at], &passage.text[at + DEPUTY.len()..]);
        let (range, side) = match before.strip_suffix(CONGRESS) {
            Some(title) => {
                let length = after.chars().take_while(|c| is_of_name(*c)).take(LONGEST).map(char::len_utf8).sum::<usize>();
                let start = at + DEPUTY.len();
                (start..start + length, Side::After(ending(title).into()))
            }
            None => (at - ending(before).len()..at, Side::Before),
        };
        let text = &passage.text[range.clone()];
        let odd = match side {
            Side::Before => text.chars().next_back().is_none_or(|last| BEFORE.contains(last)),
            Side::After(_) => text.chars().next().is_none_or(|first| AFTER.contains(first)),
        };
        if !odd && text.chars().nth(1).is_some() {
            let mention = Mention { text: text.into(), span: reading.span(passage, range), side };
            reading.mentions().all.push(mention);
        }
    }
}

/// The characters at the end of `text` that a name or title may be made of.
fn ending(text: &str) -> &str {
    let length: usize = text.chars().rev().take_while(|c| is_of_name(*c)).take(LONGEST).map(char::len_utf8).sum();
    &text[text.len() - length..]
}

fn is_of_name(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '·')
}

/// The mentions of a file, and what was wrong with them when they were compared last.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    all: Vec<Mention>,
    whom: Whom,
    compared: Mutex<Option<(Digest, Vec<Diagnostic>)>>,
}

impl Mentions {
    /// The same, of a file that tells of `whom`.
    pub(super) fn of(self, whom: Whom) -> Self {
        Self { whom, ..self }
    }

    /// What is wrong with them, by the deputies of `roster`, whose digest is `known`.
    fn mistakes<'a>(&self, known: Digest, roster: impl FnOnce() -> &'a Roster<'a>) -> Vec<Diagnostic> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut compared = self.compared.lock().expect("no thread panicked while it compared");
        match &*compared {
            Some((with, mistakes)) if *with == known => {
                debug_assert_eq!(*mistakes, roster().mistakes(&self.all, &self.whom), "mistakes taken over are those that are found");
                mistakes.clone()
            }
            Some(_) | None => compared.insert((known, roster().mistakes(&self.all, &self.whom))).1.clone(),
        }
    }
}

/// What is wrong with the mentions of all files, by the deputies of the site.
pub(super) fn mistakes<'f>(mentions: impl Iterator<Item = &'f Mentions>, library: &Library) -> Vec<Diagnostic> {
    let roster = LazyCell::new(|| Roster::of(library));
    let known = Roster::digest(library);
    mentions.flat_map(|mentions| mentions.mistakes(known, || &roster)).collect()
}

/// The deputies of a site.
struct Roster<'a> {
    library: &'a Library,
    /// By their names: two may be called the same.
    names: Index<&'a str, Vec<&'a Thing<Deputy>>>,
    /// How many characters their names have, the longest first.
    lengths: Vec<usize>,
    /// Names of congresses without 人民代表大会: `克拉玛依区`.
    places: BTreeSet<&'a str>,
}

impl<'a> Roster<'a> {
    fn of(library: &'a Library) -> Self {
        let mut names: Index<&str, Vec<&Thing<Deputy>>> = Index::default();
        for deputy in library.deputies().values() {
            names.entry(deputy.record.name.main()).or_default().push(deputy);
        }
        let lengths: BTreeSet<usize> = names.keys().map(|name| name.chars().count()).collect();
        let places = library.deputies().values().flat_map(|deputy| places(&deputy.record)).collect();
        Self { library, names, lengths: lengths.into_iter().rev().collect(), places }
    }

    /// Digest of all that it is made of.
    fn digest(library: &Library) -> Digest {
        Digest::build(|feeder| {
            library.deputies().values().for_each(|deputy| {
                feeder.text(deputy.id.as_str()).digest(deputy.digest);
            });
            library.stations().values().for_each(|station| {
                feeder.text(station.id.as_str()).digest(station.digest);
            });
        })
    }

    fn mistakes(&self, mentions: &[Mention], whom: &Whom) -> Vec<Diagnostic> {
        let known: Vec<&[&Thing<Deputy>]> = mentions.iter().map(|mention| self.known(mention)).collect();
        let of_each = mentions.iter().zip(&known).filter_map(|(mention, namesakes)| match namesakes {
            [] => self.mistaken(mention, whom, &known),
            [first, ..] => self.untitled(mention, first, namesakes),
        });
        of_each.collect()
    }

    /// The deputies whose name, the longest that fits, stands at the mention.
    fn known(&self, mention: &Mention) -> &[&'a Thing<Deputy>] {
        self.lengths.iter().find_map(|length| self.names.get(mention.candidate(*length)?.0)).map_or(&[], Vec::as_slice)
    }

    /// The title names a congress in which none of the `namesakes` ever had a seat.
    fn untitled(&self, mention: &Mention, first: &Thing<Deputy>, namesakes: &[&Thing<Deputy>]) -> Option<Diagnostic> {
        let Side::After(title) = &mention.side else { return None };
        let place = self.places.iter().copied().filter(|place| title.ends_with(place)).max_by_key(|place| place.len());
        let seats = || namesakes.iter().flat_map(|deputy| &deputy.record.memberships);
        let mut own = namesakes.iter().flat_map(|deputy| places(&deputy.record));
        let (title, fits) = match place {
            Some(place) => (place, own.any(|own| own == place) || seats().any(|one| one.body.is_none())),
            None => {
                let (word, level) = level_of(title)?;
                (word, own.any(|own| own.ends_with(word)) || seats().any(|one| one.level == level))
            }
        };
        let name = first.record.name.main();
        let (_, span) = mention.candidate(name.chars().count())?;
        let problem = || {
            let problem = Diagnostic::new(Code::OtherCongress, span).arg("name", &**name);
            problem.arg("title", title).arg("file", first.path.as_str())
        };
        (!fits).then(problem)
    }

    /// Nobody of the site is called so, but somebody of whom the file tells is called nearly so.
    fn mistaken(&self, mention: &Mention, whom: &Whom, known: &[&[&Thing<Deputy>]]) -> Option<Diagnostic> {
        let deputies = self.library.deputies();
        let of_stations = whom.stations.iter().filter_map(|station| self.library.stations().get(station));
        let of_stations = of_stations.flat_map(|station| station.record.deputies.iter().map(|deputy| &deputy.id));
        let meant = whom.deputies.iter().chain(of_stations).filter_map(|id| deputies.get(id)).find_map(|deputy| {
            let name = deputy.record.name.main();
            let (candidate, span) = mention.candidate(name.chars().count())?;
            // Two characters are too few to tell: the file must name the deputy, and never rightly.
            let is_sure = name.chars().count() > 2
                || whom.deputies.contains(&deputy.id)
                    && mention.is_whole(candidate)
                    && !known.iter().copied().flatten().any(|deputy| deputy.record.name.main() == name);
            (is_sure && is_near(candidate, name)).then_some((candidate, span, name))
        });
        let (candidate, span, name) = meant?;
        Some(Diagnostic::new(Code::NearlyDeputy, span).arg("text", candidate).arg("name", &**name))
    }
}

/// The places of the congresses in which a deputy has or had a seat.
fn places(deputy: &Deputy) -> impl Iterator<Item = &str> {
    deputy.memberships.iter().filter_map(|one| one.body.as_ref()?.main().strip_suffix("人民代表大会"))
}

/// The level that a title tells without naming the place: `区人大代表`, at the beginning of a sentence.
fn level_of(title: &str) -> Option<(&'static str, Level)> {
    let words = [
        ("全国", Level::National),
        ("自治区", Level::Region),
        ("省", Level::Region),
        ("市", Level::City),
        ("区", Level::District),
        ("县", Level::District),
        ("乡", Level::Township),
        ("镇", Level::Township),
    ];
    words.into_iter().find(|(word, _)| title == *word)
}

impl Mention {
    /// The `length` characters of it that would be the name, and their place.
    fn candidate(&self, length: usize) -> Option<(&str, Span)> {
        let count = self.text.chars().count();
        let skipped = match self.side {
            Side::Before => count.checked_sub(length)?,
            Side::After(_) => 0,
        };
        let bytes = |characters: usize| self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).nth(characters);
        let range = bytes(skipped)?..bytes(skipped + length)?;
        Some((&self.text[range.clone()], self.part(range, skipped)))
    }

    /// The place of a part of it, where it is written in one piece.
    fn part(&self, range: Range<usize>, skipped: usize) -> Span {
        let mut span = self.span.clone();
        if (span.end - span.start) as usize == self.text.len() {
            (span.start, span.end) = (span.start + range.start as u32, span.start + range.end as u32);
            span.column += skipped as u32;
        }
        span
    }

    /// Whether a name of two characters can only be `candidate`: it does not go on into its neighbours.
    fn is_whole(&self, candidate: &str) -> bool {
        match self.side {
            Side::Before => *self.text == *candidate,
            Side::After(_) => self.text[candidate.len()..].chars().next().is_none_or(|next| AFTER_NAME.contains(next)),
        }
    }
}

/// Whether `one` is `other` with a character mistaken, in long names two, or with two neighbours exchanged. A name of two characters begins
/// with the same surname.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let different: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match different[..] {
        [at] => one.len() > 2 || at == 1,
        [first, second] => {
            one.len() > 6 || second == first + 1 && one.len() > 2 && one[first] == other[second] && one[second] == other[first]
        }
        _ => false,
    }
}
