//! Links and pictures in texts: from what the editor wrote to the thing that is meant.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::{Names, Standing, Use};
use crate::attachment::Unfit;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, closest};
use crate::digest::Digest;
use crate::document::{Document, Slot, SlotKind};
use crate::fields::Id;
use crate::language::{Language, Words};
use crate::model::{Kind, Linked, Target};
use crate::source::{SourcePath, Span, without_index};

/// The pages that belong to no thing, which a text may name by their address.
const LISTS: [&str; 21] = [
    "",
    "stations",
    "stations/standards",
    "stations/brands",
    "practices/matrix",
    "calendar",
    "deputies",
    "stories",
    "practices",
    "districts",
    "campaigns",
    "projects",
    "suggestions",
    "tasks",
    "opinions",
    "deeds",
    "meetings",
    "annual",
    "tags",
    "archive",
    "site-map",
];

/// What a profile in a folder of its own is called there.
const INNER_NAMES: [&str; 10] = [
    "index.md",
    "station.yaml",
    "deputy.yaml",
    "campaign.yaml",
    "project.yaml",
    "suggestion.yaml",
    "tasks.yaml",
    "opinions.yaml",
    "deeds.yaml",
    "district.yaml",
];

/// Finds what every slot of `document`, which stands in the file `path`, points at; `language` is that of the text where it is not the
/// site's main one.
pub(super) fn link(
    names: &Names,
    path: &SourcePath,
    language: Option<&Language>,
    document: &Arc<Document>,
    digest: Digest,
    diagnostics: &mut Diagnostics,
) -> Linked {
    let mut finder = Finder { names, path, language, anchors: &document.anchors, diagnostics };
    let targets = document.slots.iter().map(|slot| finder.target(slot)).collect();
    Linked { document: document.clone(), digest, targets }
}

/// The names of files that an address may mean, the likeliest first: `a%23b.svg` is `a#b.svg`; then the same letter by letter, then without what
/// stands behind `?` and `#`. What else is encoded was decoded when the text was read.
pub(super) fn readings(destination: &str) -> Vec<Cow<'_, str>> {
    if !destination.contains(['%', '#', '?']) {
        return vec![destination.into()];
    }
    let plain = destination.split(['#', '?']).next().unwrap_or(destination);
    let mut readings = vec![decoded(destination), destination.into(), decoded(plain), plain.into()];
    let mut seen = BTreeSet::new();
    readings.retain(|reading: &Cow<'_, str>| seen.insert(reading.clone().into_owned()));
    readings
}

/// With the signs that have a meaning of their own in addresses.
fn decoded(address: &str) -> Cow<'_, str> {
    let Some((first, rest)) = address.split_once('%') else { return address.into() };
    let mut decoded = first.to_owned();
    for part in rest.split('%') {
        let sign = match part.get(..2) {
            Some("23") => '#',
            Some("25") => '%',
            Some("3F" | "3f") => '?',
            Some(_) | None => {
                decoded.push('%');
                decoded.push_str(part);
                continue;
            }
        };
        decoded.push(sign);
        decoded.push_str(&part[2..]);
    }
    decoded.into()
}

/// What a file that is named beside a text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A picture that browsers show.
    Picture,
    /// Any file.
    File,
}

/// Reports at `span` when `file`, named in `path`, is not there or not what is wanted.
pub(super) fn media_exists(names: &Names, path: &SourcePath, file: &str, span: &Span, wanted: Wanted, diagnostics: &mut Diagnostics) {
    let meant = path.join(file);
    if meant.as_ref().is_some_and(|meant| names.broken_media.contains(meant)) {
        return;
    }
    let found = meant.as_ref().and_then(|meant| names.media.get(meant));
    let near = || closest(file, names.media.keys().filter(|media| media.folder() == path.folder()).map(SourcePath::file_name));
    match (found, wanted) {
        (Some(Use::Picture), _) | (Some(Use::File), Wanted::File) => {}
        (Some(Use::Nothing(unfit)), _) => diagnostics.push(unusable(file, *unfit, span)),
        (Some(Use::File), Wanted::Picture) => {
            let reason = Words { en: "its file name does not end like a picture's", zh: "扩展名不是图片" };
            diagnostics.push(Diagnostic::new(Code::BadImage, span.clone()).arg("file", file).arg("reason", reason));
        }
        (None, Wanted::Picture) => {
            diagnostics.push(Diagnostic::new(Code::MissingImage, span.clone()).arg("file", file).did_you_mean(near()));
        }
        (None, Wanted::File) => {
            diagnostics.push(Diagnostic::new(Code::BrokenLink, span.clone()).arg("target", file).did_you_mean(near()));
        }
    }
}

fn unusable(file: &str, unfit: Unfit, span: &Span) -> Diagnostic {
    let problem = |code| Diagnostic::new(code, span.clone()).arg("file", file);
    match unfit {
        Unfit::Foreign(format) => problem(Code::UnshowableImage).arg("format", format),
        Unfit::Empty => problem(Code::EmptyAttachment),
        Unfit::Mislabelled(format) => problem(Code::MislabelledAttachment).arg("format", format),
    }
}

struct Finder<'a> {
    names: &'a Names,
    path: &'a SourcePath,
    language: Option<&'a Language>,
    anchors: &'a [String],
    diagnostics: &'a mut Diagnostics,
}

impl Finder<'_> {
    fn target(&mut self, slot: &Slot) -> Target {
        match slot.kind {
            SlotKind::WikiLink => self.wiki(slot),
            SlotKind::Image => self.image(slot),
            SlotKind::Link => self.link(slot),
        }
    }

    fn wiki(&mut self, slot: &Slot) -> Target {
        let (name, fragment) = split_fragment(&slot.destination);
        match &self.names.called(name.trim())[..] {
            [] => {
                let ids = self.names.things.values().flat_map(|things| things.keys().map(Id::as_str));
                let near = closest(name, ids.chain(self.names.titles.keys().map(|title| &**title)));
                self.broken(slot, near)
            }
            [(kind, id)] => self.thing(slot, *kind, id, fragment),
            several => {
                let known = several.iter().filter_map(|(kind, id)| self.names.get(*kind, id));
                let files: BTreeSet<String> = known.map(|known| format!("`{}`", known.path)).collect();
                let listed = |between| files.iter().map(String::as_str).collect::<Vec<_>>().join(between);
                let candidates = Arg::Sentence { en: listed(", "), zh: listed("、") };
                let problem = Diagnostic::new(Code::AmbiguousWikiLink, slot.span.clone());
                self.diagnostics.push(problem.arg("target", name).arg("candidates", candidates));
                Target::Nothing
            }
        }
    }

    fn image(&mut self, slot: &Slot) -> Target {
        let file = self.media(&slot.destination);
        let file = file.as_deref().unwrap_or(&slot.destination);
        media_exists(self.names, self.path, file, &slot.span, Wanted::Picture, self.diagnostics);
        let media = self.path.join(file).filter(|media| self.names.media.get(media) == Some(&Use::Picture));
        media.map_or(Target::Nothing, Target::Media)
    }

    /// The reading of `destination` by which there is a file beside the text.
    fn media<'d>(&self, destination: &'d str) -> Option<Cow<'d, str>> {
        let is_there = |file: &SourcePath| self.names.media.contains_key(file) || self.names.broken_media.contains(file);
        readings(destination).into_iter().find(|name| self.path.join(name).is_some_and(|file| is_there(&file)))
    }

    fn link(&mut self, slot: &Slot) -> Target {
        let destination = slot.destination.trim();
        if destination.is_empty() {
            self.diagnostics.push(Diagnostic::new(Code::EmptyLink, slot.span.clone()));
            return Target::Nothing;
        }
        if has_scheme(destination) {
            return Target::Outside(destination.to_owned());
        }
        let (path, fragment) = split_fragment(destination);
        match path.split('?').next().unwrap_or(path) {
            "" => self.here(slot, fragment.unwrap_or_default()),
            path => self.inside(slot, path, fragment),
        }
    }

    fn here(&mut self, slot: &Slot, fragment: &str) -> Target {
        if self.anchors.iter().any(|anchor| anchor == fragment) {
            return Target::Fragment(fragment.to_owned());
        }
        let near = closest(fragment, self.anchors.iter().map(String::as_str));
        self.broken_fragment(slot, self.path.as_str(), fragment, near);
        Target::Nothing
    }

    fn inside(&mut self, slot: &Slot, path: &str, fragment: Option<&str>) -> Target {
        if let Some((kind, id)) = self.file(path).or_else(|| self.address(path)) {
            return self.thing(slot, kind, &id, fragment);
        }
        let meant = self.media(path).and_then(|file| self.path.join(&file));
        if let Some((media, what)) = meant.as_ref().and_then(|media| self.names.media.get_key_value(media)) {
            if let Use::Nothing(unfit) = what {
                self.diagnostics.push(unusable(path, *unfit, &slot.span));
            }
            return Target::Media(media.clone());
        }
        let own = path.strip_prefix('/').map(|path| readings(without_index(path).trim_matches('/')));
        if let Some(own) = own.into_iter().flatten().find(|own| self.is_own_address(own)) {
            return Target::Path(own.into_owned());
        }
        if meant.is_some_and(|media| self.names.broken_media.contains(&media)) {
            return Target::Nothing;
        }
        let near = closest(path, self.names.files.keys().map(SourcePath::file_name));
        self.broken(slot, if path.starts_with("www.") { Some(format!("https://{path}")) } else { near })
    }

    fn is_own_address(&self, address: &str) -> bool {
        let is_list = |folder: &str| address.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_inner = [
            "stories/kind",
            "stories/column",
            "tags",
            "archive",
            "suggestions/year",
            "suggestions/state",
            "suggestions/result",
            "suggestions/district",
        ]
        .into_iter()
        .any(is_list);
        is_inner || LISTS.contains(&address) || self.names.statics.contains(address)
    }

    /// The thing whose file is meant by the relative path `path`; a thing in a folder of its own may be named by the folder.
    fn file(&self, path: &str) -> Option<(Kind, Id)> {
        let meant = self.path.join(path)?;
        let whole = meant.as_str();
        let stem = whole.strip_suffix(".md").or_else(|| whole.strip_suffix(".yaml")).unwrap_or(whole);
        let plain = [whole.to_owned(), format!("{stem}.md"), format!("{stem}.yaml")];
        let inner = INNER_NAMES.iter().map(|name| format!("{stem}/{name}"));
        plain.into_iter().chain(inner).find_map(|path| self.names.files.get(&SourcePath::new(&path)).cloned())
    }

    /// The thing whose page stands at the address `path`, such as `/stations/kly-017/`.
    fn address(&self, path: &str) -> Option<(Kind, Id)> {
        let address = without_index(path.strip_prefix('/')?).trim_end_matches('/');
        let (folder, id) = address.rsplit_once('/').unwrap_or(("", address));
        let kind = if folder.is_empty() { Kind::Page } else { Kind::ALL.iter().copied().find(|kind| kind.folder() == folder)? };
        let (id, _) = self.names.things.get(&kind)?.get_key_value(id)?;
        Some((kind, id.clone()))
    }

    fn thing(&mut self, slot: &Slot, kind: Kind, id: &Id, fragment: Option<&str>) -> Target {
        let Some(known) = self.names.get(kind, id) else { return Target::Nothing };
        match known.standing {
            Standing::Broken => return Target::Nothing,
            Standing::Withheld => {
                let problem = Diagnostic::new(Code::WithheldLink, slot.span.clone());
                self.diagnostics.push(problem.arg("target", known.path.as_str()));
                return Target::Nothing;
            }
            Standing::Published => {}
        }
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let missing = fragment.filter(|fragment| !known.anchors(self.language).any(|anchor| anchor == *fragment));
        if let Some(fragment) = missing {
            let near = closest(fragment, known.anchors(self.language));
            self.broken_fragment(slot, known.path.as_str(), fragment, near);
        }
        Target::Entity(kind, id.clone(), fragment.filter(|_| missing.is_none()).map(str::to_owned))
    }

    fn broken(&mut self, slot: &Slot, near: Option<String>) -> Target {
        let problem = Diagnostic::new(Code::BrokenLink, slot.span.clone());
        self.diagnostics.push(problem.arg("target", slot.destination.as_str()).did_you_mean(near));
        Target::Nothing
    }

    fn broken_fragment(&mut self, slot: &Slot, page: &str, fragment: &str, near: Option<String>) {
        let problem = Diagnostic::new(Code::BrokenFragment, slot.span.clone());
        self.diagnostics.push(problem.arg("target", page).arg("fragment", fragment).did_you_mean(near));
    }
}

fn split_fragment(destination: &str) -> (&str, Option<&str>) {
    destination.split_once('#').map_or((destination, None), |(path, fragment)| (path, Some(fragment)))
}

/// Whether `destination` begins with a scheme such as `https:`, or with `//`.
fn has_scheme(destination: &str) -> bool {
    let plain =
        |scheme: &str| scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    destination.starts_with("//") || destination.split_once(':').is_some_and(|(scheme, _)| plain(scheme))
}
