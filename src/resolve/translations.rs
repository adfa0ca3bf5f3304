//! Translations beside their originals: which belong together, and which cannot be used.

use std::sync::Arc;

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, closest};
use crate::digest::Digest;
use crate::fields::{Index, Joiner, Record};
use crate::language::{Language, Words};
use crate::model::{Reason, Story, StoryKind, Thing, Withheld};
use crate::parse::{Draft, Parsed, Translation, original_of};
use crate::settings::Settings;
use crate::source::{SourcePath, Span};

/// The translations of every original, by the original's file.
#[derive(Debug, Default)]
pub(super) struct Translations(Index<SourcePath, Vec<Translated>>);

/// A translation that the site shows, or would show were it not withheld.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) parsed: Arc<Parsed>,
    pub(super) words: Arc<Translation>,
    pub(super) reason: Option<Reason>,
}

/// A translation, after the file of its original.
pub(super) type OfOriginal = (SourcePath, Arc<Parsed>);

/// Takes the translations out of all drafts. One without an original, into a language that the site has not, or into one that another
/// file translates into, is reported.
pub(super) fn set_apart(all: Vec<Arc<Parsed>>, settings: &Settings, diagnostics: &mut Diagnostics) -> (Vec<Arc<Parsed>>, Vec<OfOriginal>) {
    let (translations, originals): (Vec<_>, Vec<_>) = all.into_iter().partition(|parsed| parsed.place.translation.is_some());
    let mut usable: Vec<OfOriginal> = Vec::new();
    for parsed in translations {
        let (Some(language), Some(original)) = (parsed.place.translation.clone(), original_of(&parsed.path)) else { continue };
        let before = usable.iter().rev().take_while(|(other, _)| *other == original);
        let twice = before.map(|(_, other)| other).find(|other| other.place.translation.as_ref() == Some(&language));
        let stands = originals.binary_search_by(|parsed| parsed.path.cmp(&original)).is_ok();
        let problem = |code| Diagnostic::new(code, Span::file(&parsed.path));
        if !stands {
            diagnostics.push(orphan(&originals, &original, problem(Code::TranslationOrphan)));
        } else if !settings.other_languages().any(|other| *other == language) {
            diagnostics.push(problem(Code::TranslationLanguage).arg("language", language.tag()));
        } else if let Some(twice) = twice {
            let field = Arg::Sentence { en: original.to_string(), zh: original.to_string() };
            let problem = problem(Code::TranslatedTwice).arg("field", field).arg("language", language.tag());
            diagnostics.push(problem.related(Span::file(&twice.path)));
        } else {
            usable.push((original, parsed));
        }
    }
    (originals, usable)
}

fn orphan(originals: &[Arc<Parsed>], wanted: &SourcePath, problem: Diagnostic) -> Diagnostic {
    let beside = originals.iter().map(|parsed| &parsed.path).filter(|path| path.folder() == wanted.folder());
    let near = closest(wanted.file_name(), beside.map(SourcePath::file_name));
    problem.arg("original", wanted.file_name()).did_you_mean(near)
}

impl Translations {
    /// Joins usable translations with the reasons for which they or their originals are withheld.
    pub(super) fn new(usable: Vec<OfOriginal>, reason_of: impl Fn(&SourcePath, &Parsed, &Translation) -> Option<Reason>) -> Self {
        let mut translations = Self::default();
        for (original, parsed) in usable {
            let Some(Draft::Translation(words)) = parsed.draft.clone() else { continue };
            let reason = reason_of(&original, &parsed, &words);
            translations.0.entry(original).or_default().push(Translated { parsed, words, reason });
        }
        translations
    }

    /// The published translations of the file `original`.
    pub(super) fn of(&self, original: &SourcePath) -> impl Iterator<Item = &Translated> {
        self.0.get(original).into_iter().flatten().filter(|translated| translated.reason.is_none())
    }

    /// Every translation with the file of its original.
    pub(super) fn all(&self) -> impl Iterator<Item = (&SourcePath, &Translated)> {
        self.0.iter().flat_map(|(original, all)| all.iter().map(move |translated| (original, translated)))
    }

    /// Digest of a part of a file and of the same part of its published translations.
    pub(super) fn digest_with(&self, parsed: &Parsed, part: fn(&Parsed) -> Digest) -> Digest {
        if self.of(&parsed.path).next().is_none() {
            return part(parsed);
        }
        Digest::build(|feeder| {
            self.of(&parsed.path).fold(feeder.digest(part(parsed)), |feeder, translated| {
                feeder.text(translated.words.language.tag()).digest(part(&translated.parsed))
            });
        })
    }

    /// What is withheld among them.
    pub(super) fn withheld(&self) -> impl Iterator<Item = Withheld> {
        self.all().filter_map(|(_, translated)| {
            let Translated { parsed, words, reason } = translated;
            let title = words.words.text("title").map_or(String::new(), |title| title.value.to_string());
            let (path, kind, id) = (parsed.path.clone(), parsed.place.kind, parsed.id.value.to_string());
            Some(Withheld { path, kind, id, title, reason: (*reason)? })
        })
    }
}

/// Joins the words of a translation with its original.
pub(super) fn join<T: Record + Clone>(thing: &mut Thing<T>, translated: &Translated, diagnostics: &mut Diagnostics) {
    let Translated { parsed, words, .. } = translated;
    let mut joiner = Joiner { language: &words.language, diagnostics };
    Arc::make_mut(&mut thing.record).join(&words.words, &mut joiner);
    thing.translations.insert(words.language.clone(), parsed.path.clone());
}

/// What the sections of a practice are called in English.
const SECTIONS: [&str; 4] = ["Background", "What we did", "Results", "Insight"];

/// Reports a translated practice that has not the four sections of its original.
pub(super) fn sections(story: &Story, translation: &Translation, diagnostics: &mut Diagnostics) {
    if story.kind != StoryKind::Practice {
        return;
    }
    let found: Vec<&str> = translation.sections.iter().map(|section| &*section.value).collect();
    let is_english = Language::new("en").is_some_and(|english| translation.language == english);
    let is_right = if is_english { found == SECTIONS } else { found.len() == SECTIONS.len() };
    if is_right {
        return;
    }
    let wrong = found.iter().zip(SECTIONS).position(|(found, wanted)| is_english && *found != wanted).unwrap_or(SECTIONS.len());
    let span = translation.sections.get(wrong).map_or_else(|| translation.head.clone(), |section| section.span.clone());
    let sentence = match found.is_empty() {
        true => Arg::from(Words { en: "it has none", zh: "现在一节也没有" }),
        false => Arg::Sentence { en: format!("it has {}", found.join(", ")), zh: format!("现在是 {}", found.join("、")) },
    };
    let expected = match is_english {
        true => Arg::from(SECTIONS.map(|section| format!("`{section}`")).join(", ")),
        false => Arg::from(Words { en: "background, what was done, results, insight", zh: "背景、做法、成效、启示" }),
    };
    diagnostics.push(Diagnostic::new(Code::PracticeSections, span).arg("expected", expected).arg("found", sentence));
}
