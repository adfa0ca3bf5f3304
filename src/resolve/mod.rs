//! All drafts to the [`Library`]: names, references, links, "did you mean", relations. The only stage that makes a library.

mod links;
mod names;
mod references;
mod relations;
mod shelf;
mod signoff;
mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::DateTime;

pub use signoff::{shown_files, sign_offs};

use names::{Files, Names};
use signoff::Asked;
use translations::Translations;

use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::fields::Index;
use crate::model::{Library, MediaFile, Parts, Reason};
use crate::parse::{Parsed, Translation};
use crate::settings::Settings;
use crate::source::SourcePath;

/// What a library is made of.
pub struct Materials {
    /// The site's settings.
    pub settings: Settings,
    /// Every draft, and every file that gave none.
    pub parsed: Vec<Arc<Parsed>>,
    /// Pictures and attachments.
    pub media: BTreeMap<SourcePath, MediaFile>,
    /// Pictures with mistakes that are reported already.
    pub broken_media: BTreeSet<SourcePath>,
    /// Files below `static/`.
    pub statics: BTreeMap<SourcePath, MediaFile>,
}

/// Whether drafts, and what is not to be published yet or any more, are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withholding {
    /// They are.
    Kept,
    /// They are there like all others: to see how they will be.
    Ignored,
}

/// What was resolved before: what did not change is taken from it. It only makes resolving quicker.
#[derive(Debug, Default)]
pub struct Memory(Option<Resolved>);

#[derive(Debug)]
struct Resolved {
    names: Arc<Names>,
    /// Digest of the settings.
    settings: Digest,
    library: Arc<Library>,
    /// What was found wrong with the references of the files.
    problems: Index<SourcePath, Diagnostics>,
}

/// Joins all drafts; `as_of` decides what is published by now.
pub fn resolve(
    materials: Materials,
    as_of: DateTime,
    withholding: Withholding,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Arc<Library> {
    let Materials { settings, parsed, media, broken_media, statics } = materials;
    let (parsed, usable) = translations::set_apart(parsed, &settings, diagnostics);
    let before = memory.0.take();
    let asked = Asked { settings: &settings, media: &media, as_of };
    let reasons: Vec<Option<Reason>> = parsed.iter().map(|parsed| shelf::reason(parsed, asked, withholding)).collect();
    let reason_of = |original: &SourcePath, translated: &Parsed, words: &Translation| {
        let at = parsed.binary_search_by(|parsed| parsed.path.cmp(original)).ok()?;
        reasons[at].or_else(|| shelf::translation_reason(parsed[at].draft.as_ref()?, translated, words, asked, withholding))
    };
    let translations = Translations::new(usable, reason_of);
    let own = parsed.iter().zip(reasons.iter().copied());
    let translated = translations.all().map(|(_, translated)| (&translated.parsed, translated.reason));
    own.chain(translated).filter_map(|(parsed, reason)| signoff::problem(parsed, reason)).for_each(|problem| diagnostics.push(problem));
    let files = Files { media: &media, broken_media: &broken_media, statics: &statics };
    let digest = Names::digest(&parsed, &reasons, &translations, files);
    let settings_digest = Digest::of(format!("{settings:?}").as_bytes());
    let known = before.as_ref().filter(|before| before.library.names() == digest);
    let names = known.map_or_else(|| Arc::new(Names::of(&parsed, &reasons, &translations, files)), |before| before.names.clone());
    let known = known.filter(|before| before.settings == settings_digest);
    let mut shelf = shelf::shelve(&parsed, &reasons, &names, &translations, known.map(|before| &*before.library), diagnostics);
    for parsed in &parsed {
        if let Some(text) = &parsed.orphan {
            links::link(&names, &parsed.path, None, text, Digest::of(b""), diagnostics);
        }
    }
    let checked = references::check(&mut shelf, &names, &settings, &translations, known, diagnostics);
    let relations = match known.filter(|_| checked.ties_hold) {
        Some(before) => before.library.shared_relations(),
        None => Arc::new(relations::relate(&shelf, &settings)),
    };
    relations::circles(&shelf, diagnostics);
    let next_change = [shelf::next_change(&parsed, as_of), shelf::next_mourning(&settings, as_of)].into_iter().flatten().min();
    let library = Arc::new(Library::new(Parts {
        settings,
        districts: shelf.districts,
        stations: shelf.stations,
        deputies: shelf.deputies,
        stories: shelf.stories,
        campaigns: shelf.campaigns,
        projects: shelf.projects,
        suggestions: shelf.suggestions,
        undisclosed: shelf.undisclosed,
        waiting: shelf.waiting,
        tasks: shelf.tasks,
        opinions: shelf.opinions,
        deeds: shelf.deeds,
        pages: shelf.pages,
        media,
        statics,
        withheld: shelf.withheld,
        relations,
        names: digest,
        next_change,
    }));
    memory.0 = Some(Resolved { names, settings: settings_digest, library: library.clone(), problems: checked.problems });
    library
}
