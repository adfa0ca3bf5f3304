//! Sign-off: what the settings ask to be signed and is not, or no longer, is withheld and told.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::DateTime;

use super::links::readings;
use super::shelf;
use crate::diagnostics::{Code, Diagnostic};
use crate::digest::{Digest, Feeder};
use crate::document::Document;
use crate::fields::Index;
use crate::model::{MediaFile, Reason, Review, SignOff, Signature, Story, Unsigned, unsigned};
use crate::parse::{Draft, Parsed, Translation, original_of};
use crate::settings::{ReviewLevel, Settings, ToSign};
use crate::source::{SourcePath, Span, Spanned};

/// What sign-offs are held against.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) settings: &'a Settings,
    pub(super) media: &'a BTreeMap<SourcePath, MediaFile>,
    pub(super) as_of: DateTime,
}

/// Why `parsed` is not published as far as its signatures go. It is `original` itself, or a translation of it, which has signatures of its
/// own.
pub(super) fn reason(original: &Draft, parsed: &Parsed, asked: Asked<'_>) -> Option<Reason> {
    let Asked { settings, media, as_of } = asked;
    let what = to_sign(original)?;
    let draft = parsed.draft.as_ref()?;
    let review = review(draft).map(|review| &review.value);
    let files = review.and_then(|_| files(draft, &parsed.path, media));
    unsigned(settings, what, review, files, as_of).map(Reason::Unsigned)
}

/// Digest of the pictures and attachments that `draft` shows.
fn files(draft: &Draft, path: &SourcePath, media: &BTreeMap<SourcePath, MediaFile>) -> Option<Digest> {
    let shown: Vec<(&SourcePath, &MediaFile)> =
        shown(draft).filter_map(|file| path.join(&file)).filter_map(|file| media.get_key_value(&file)).collect();
    let all = |feeder: &mut Feeder| {
        for (path, file) in &shown {
            feeder.text(path.as_str()).digest(file.digest);
        }
    };
    (!shown.is_empty()).then(|| Digest::build(all))
}

/// What `draft` names as a file beside it, in the order in which it stands there; links to other pages are among it.
fn shown(draft: &Draft) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
    match draft {
        Draft::Story(story) => {
            let photos = story.cover.iter().chain(&story.photos).map(|photo| &*photo.file.value);
            let attachments = story.replicability.iter().flat_map(|replicability| &replicability.attachments);
            let files = photos.chain(attachments.map(|attachment| &*attachment.file.value));
            Box::new(files.map(Cow::Borrowed).chain(in_text(&story.body)))
        }
        Draft::Page(page) => Box::new(in_text(&page.body)),
        Draft::Translation(translation) => Box::new(in_text(&translation.body)),
        Draft::District(_)
        | Draft::Station(_)
        | Draft::Deputy(_)
        | Draft::Campaign(_)
        | Draft::Project(_)
        | Draft::Suggestion(_)
        | Draft::Tasks(_)
        | Draft::Opinions(_)
        | Draft::Deeds(_) => Box::new(std::iter::empty()),
    }
}

fn in_text(body: &Document) -> impl Iterator<Item = Cow<'_, str>> {
    body.slots.iter().flat_map(|slot| readings(&slot.destination))
}

/// The files that stories, pages and translations may show, by what they name; what is no file is among them.
pub fn shown_files(parsed: &[Arc<Parsed>]) -> BTreeSet<SourcePath> {
    let drafts = parsed.iter().filter_map(|one| Some((&one.path, one.draft.as_ref()?)));
    drafts.flat_map(|(path, draft)| shown(draft).filter_map(|file| path.join(&file))).collect()
}

/// What kind of thing is to be signed; nothing but stories and pages is.
fn to_sign(draft: &Draft) -> Option<ToSign<'_>> {
    match draft {
        Draft::Story(story) => {
            let column = story.column.as_ref().map(|column| &*column.value);
            Some(ToSign { kind: story.kind.id(), column, date: Some(story.date.value.date) })
        }
        Draft::Page(_) => Some(ToSign { kind: "page", column: None, date: None }),
        Draft::District(_)
        | Draft::Station(_)
        | Draft::Deputy(_)
        | Draft::Campaign(_)
        | Draft::Project(_)
        | Draft::Suggestion(_)
        | Draft::Tasks(_)
        | Draft::Opinions(_)
        | Draft::Deeds(_)
        | Draft::Translation(_) => None,
    }
}

/// The sign-off of a draft that may have one, and the place to point at when nothing of it is there.
fn signable(draft: &Draft) -> Option<(Option<&Spanned<Review>>, &Span)> {
    match draft {
        Draft::Story(story) => Some((story.review.as_ref(), &story.title.span)),
        Draft::Page(page) => Some((page.review.as_ref(), &page.title.span)),
        Draft::Translation(translation) => Some((translation.review.as_ref(), &translation.head)),
        Draft::District(_)
        | Draft::Station(_)
        | Draft::Deputy(_)
        | Draft::Campaign(_)
        | Draft::Project(_)
        | Draft::Suggestion(_)
        | Draft::Tasks(_)
        | Draft::Opinions(_)
        | Draft::Deeds(_) => None,
    }
}

fn review(draft: &Draft) -> Option<&Spanned<Review>> {
    signable(draft).and_then(|(review, _)| review)
}

/// What to tell of a file that is withheld for `reason`, where that is its sign-off.
pub(super) fn problem(parsed: &Parsed, reason: Option<Reason>) -> Option<Diagnostic> {
    let (Some(draft), Some(Reason::Unsigned(fault))) = (&parsed.draft, reason) else { return None };
    let (review, head) = signable(draft)?;
    let whole = || review.map_or(head, |review| &review.span).clone();
    let signature = |level| review.and_then(|review| review.value.signature(level));
    let at = |level| signature(level).map_or_else(whole, |signature| signature.at.span.clone());
    let moment = |level| signature(level).map_or_else(String::new, |signature| signature.at.value.iso());
    Some(match fault {
        Unsigned::Waits(level) => {
            let problem = Diagnostic::new(Code::SignatureMissing, whole()).arg("level", level.words());
            problem.arg("id", level.id()).arg("file", parsed.path.as_str())
        }
        Unsigned::Edited => {
            let digest = review.and_then(|review| review.value.digest.as_ref());
            Diagnostic::new(Code::EditedAfterSigning, digest.map_or_else(whole, |digest| digest.span.clone()))
                .arg("file", parsed.path.as_str())
        }
        Unsigned::NoDigest => Diagnostic::new(Code::SignedTextUnknown, whole()).arg("file", parsed.path.as_str()),
        Unsigned::Early(level) => Diagnostic::new(Code::SignedInFuture, at(level)).arg("level", level.words()).arg("value", moment(level)),
        Unsigned::OutOfOrder(earlier, level) => {
            let problem = Diagnostic::new(Code::SignedOutOfOrder, at(level)).arg("level", level.words()).arg("value", moment(level));
            problem.arg("earlier", earlier.words()).arg("other", moment(earlier)).related(at(earlier))
        }
        Unsigned::SamePerson(earlier, level) => {
            let by = |level| signature(level).map_or_else(whole, |signature: &Signature| signature.by.span.clone());
            let name = signature(level).map_or("", |signature| signature.by.value.main());
            let problem = Diagnostic::new(Code::SignedTwice, by(level)).arg("name", name);
            problem.arg("earlier", earlier.words()).arg("level", level.words()).related(by(earlier))
        }
    })
}

/// Gives the names of those who signed a story in the language of a translation that has a sign-off of its own.
pub(super) fn translate_names(record: &mut Arc<Story>, words: &Translation) {
    let (Some(review), true) = (&words.review, record.review.is_some()) else { return };
    let Some(original) = &mut Arc::make_mut(record).review else { return };
    for level in ReviewLevel::ALL {
        let (Some(own), Some(name)) = (original.value.signature_mut(*level), review.value.signature(*level)) else { continue };
        own.by.value.translate(&words.language, name.by.value.main().clone());
    }
}

/// How far the sign-offs of all stories, pages and translations are, in the order of their files.
pub fn sign_offs(parsed: &[Arc<Parsed>], settings: &Settings, media: &BTreeMap<SourcePath, MediaFile>, as_of: DateTime) -> Vec<SignOff> {
    let asked = Asked { settings, media, as_of };
    let originals: Index<&SourcePath, &Draft> = parsed.iter().filter_map(|one| Some((&one.path, one.draft.as_ref()?))).collect();
    let all = parsed.iter().filter_map(|one| {
        let draft = one.draft.as_ref()?;
        let original = match &one.place.translation {
            Some(_) => originals.get(&original_of(&one.path)?)?,
            None => draft,
        };
        sign_off(one, draft, original, asked)
    });
    let mut all: Vec<SignOff> = all.collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn sign_off(parsed: &Parsed, draft: &Draft, original: &Draft, asked: Asked<'_>) -> Option<SignOff> {
    let Asked { settings, media, as_of } = asked;
    let what = to_sign(original)?;
    let review = review(draft).map(|review| review.value.clone());
    let files = files(draft, &parsed.path, media);
    let edited = review.as_ref().and_then(|review| review.is_of(files)) == Some(false);
    let mut one = SignOff {
        site: settings.title.main().clone(),
        path: parsed.path.clone(),
        title: draft.titles().first().map_or_else(String::new, ToString::to_string),
        kind: parsed.place.kind.words(),
        summary: String::new(),
        date: None,
        source: String::new(),
        authors: Vec::new(),
        is_draft: shelf::is_draft(draft),
        levels: settings.levels_asked(what).to_vec(),
        different_persons: settings.asks_different_persons(),
        fault: unsigned(settings, what, review.as_ref(), files, as_of).or_else(|| edited.then_some(Unsigned::Edited)),
        text: review.as_ref().map(|review| review.text),
        files,
        review,
        as_of,
    };
    if let Draft::Story(story) = original {
        let authors = story.reporters.iter().chain(&story.correspondents).map(|name| name.main().to_string());
        one = SignOff {
            kind: story.kind.words(),
            summary: story.summary.value.main().to_string(),
            date: Some(story.date.value),
            source: story.source.main().to_string(),
            authors: authors.collect(),
            ..one
        };
    }
    Some(one)
}
