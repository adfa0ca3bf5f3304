//! What all page kinds share while they are planned: the library, the addresses of pictures, and the cards.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::Edition;
use super::address::{Address, fault};
use super::cards::{Cards, Deck, badge};
use super::columns::Columns;
use super::head::{self, site_tags};
use super::page::{Make, Page};
use super::pages::Sheet;
use super::redirect::short_path;
use super::section::{Section, say};
use super::sessions::Receptions;
use super::showing::{Showing, file_address, sources_view};
use super::{side_by_side, site};
use crate::diagnostics::{Code, Diagnostic};
use crate::digest::{Digest, Feeder};
use crate::document::{Document, Slot, SlotKind};
use crate::fields::{Id, Index, Markdown};
use crate::language::{Language, Text, Words};
use crate::model::{Kind, Library, Linked, Photo, Target, Thing};
use crate::settings::Settings;
use crate::source::{SourcePath, Span, host_of};
use crate::view::{Body, Fill, View};

/// What a plan depends on besides the library.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The moment for which the site is made, in the site's time.
    pub as_of: DateTime,
    /// Where the site will stand, with a final `/`; without it there are no feeds and no site map.
    pub base_url: Option<String>,
    /// Whether the theme has a page for the search; without one there is no index.
    pub has_search: bool,
    /// Whether the index of the plan before serves for now.
    pub keeps_index: bool,
}

impl Circumstances {
    /// The path part of the base address: `/` or `/rd/`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |slash| &after_scheme[slash..])
    }
}

/// The planner's desk.
pub(super) struct Desk<'a> {
    pub(super) library: &'a Library,
    pub(super) about: &'a Circumstances,
    pub(super) receptions: &'a Receptions<'a>,
    pub(super) before: Option<&'a Edition>,
    pub(super) language: Language,
    /// What paths of pages in this language begin with: nothing for the main one, `en/` for another.
    pub(super) prefix: String,
    pub(super) badges: Deck,
    pub(super) cards: Cards,
    pub(super) site: View,
    pub(super) columns: Columns,
    pub(super) site_tags: head::Tags,
    pub(super) zone: TimeZone,
    /// The days on which several districts spoke.
    pub(super) exchanges: BTreeSet<Date>,
    home_crumb: View,
    section_crumbs: Vec<View>,
    /// Digest of what every page shows, and while the cards are made of what every card may show.
    pub(super) base: Digest,
    /// Digest of all that a card may show besides its own thing and relations.
    pub(super) ground: Digest,
    /// Digest of all that a page may show besides its own thing and relations.
    pub(super) surroundings: Digest,
    media: Index<&'a SourcePath, Address>,
}

/// Digest of the settings, the day, the site's address and the districts' badges.
fn base(library: &Library, about: &Circumstances, badges: &Deck, language: &Language) -> Digest {
    let settings = format!("{:?}", library.settings());
    Digest::build(|feeder| {
        badges.all().for_each(|badge| badge.feed(feeder));
        feeder.text(language.tag()).text(&settings).text(&about.as_of.date().to_string()).text(about.base_url.as_deref().unwrap_or(""));
    })
}

/// Digest of `base`, all names and all files.
fn ground(base: Digest, library: &Library) -> Digest {
    Digest::build(|feeder| {
        feeder.digest(base).digest(library.names());
        for (path, file) in library.all_media() {
            feeder.text(path.as_str()).digest(file.digest);
        }
    })
}

impl<'a> Desk<'a> {
    /// Lays everything out.
    pub(super) fn new(receptions: &'a Receptions<'a>, about: &'a Circumstances, language: &Language, before: Option<&'a Edition>) -> Self {
        let library = receptions.library;
        let language = language.clone();
        let prefix = prefix(library.settings(), &language);
        let zone = TimeZoneDatabase::bundled().get(&library.settings().time_zone.value).expect("parse knows the zone");
        let media = library.all_media().filter_map(|(path, file)| Some((path, file_address(path, file)?))).collect();
        let badges = Deck::new(library.districts(), |thing| badge(&language, &prefix, thing));
        let base = base(library, about, &badges, &language);
        let ground = ground(base, library);
        let (cards, site, surroundings) = (Cards::default(), View::Nothing, ground);
        let home_crumb = crumb(say(HOME, &language), prefix.clone());
        let columns = Columns::new(library.settings(), &language);
        let site_tags = site_tags(library.settings(), about.base_url.as_deref(), library.settings().title.in_language(&language));
        let section_crumb = |section: &Section| crumb(&columns.section(*section).name, format!("{prefix}{}/", section.key()));
        let section_crumbs = Section::ALL.iter().map(section_crumb).collect();
        let mut desk = Self {
            library,
            about,
            receptions,
            before,
            language,
            prefix,
            badges,
            cards,
            site,
            columns,
            site_tags,
            zone,
            exchanges: side_by_side::days(library),
            home_crumb,
            section_crumbs,
            base,
            ground,
            surroundings,
            media,
        };
        desk.cards = Cards::new(&desk);
        desk.site = site::view(&desk);
        let with_site = |digest: Digest, feeder: &mut Feeder| desk.site.feed(feeder.digest(digest));
        desk.base = Digest::build(|feeder| with_site(base, feeder));
        desk.surroundings = Digest::build(|feeder| {
            with_site(ground, feeder);
            desk.cards.feed(feeder);
            feeder.text(&format!("{:?}", library.undisclosed()));
            // The lists of receptions show more of a station than its card.
            for station in library.stations().values() {
                feeder.digest(station.digest);
            }
        });
        desk
    }

    /// The plan before, when its cards could show the same besides their own things.
    pub(super) fn same_ground(&self) -> Option<&'a Edition> {
        self.before.filter(|before| before.ground == self.ground && self.has_relations_of(before))
    }

    /// The plan before, when its pages could show the same besides their own things.
    pub(super) fn same_surroundings(&self) -> Option<&'a Edition> {
        self.before.filter(|before| before.surroundings == self.surroundings && self.has_relations_of(before))
    }

    fn has_relations_of(&self, before: &Edition) -> bool {
        before.library.as_ref().is_some_and(|library| self.library.has_relations_of(library))
    }

    /// `words` in the language of the site.
    pub(super) fn say(&self, words: Words) -> &'static str {
        say(words, &self.language)
    }

    /// What a text says in the language of the site.
    pub(super) fn words<'t>(&self, text: &'t Text) -> &'t Arc<str> {
        text.in_language(&self.language)
    }

    /// A text in the language of the site.
    pub(super) fn text(&self, text: &Text) -> View {
        View::from(self.words(text))
    }

    /// A text that may be missing.
    pub(super) fn maybe(&self, text: Option<&Text>) -> View {
        text.map_or(View::Nothing, |text| self.text(text))
    }

    /// The badge of a district; nothing where none is named or its own file is missing.
    pub(super) fn badge(&self, district: Option<&Id>) -> View {
        district.and_then(|district| self.badges.get(district)).cloned().unwrap_or_default()
    }

    /// A list of texts.
    pub(super) fn texts(&self, texts: &[Text]) -> View {
        View::list(texts.iter().map(|text| self.text(text)))
    }

    /// Where a picture or attachment is published.
    pub(super) fn media(&self, path: &SourcePath) -> Option<&Address> {
        self.media.get(path)
    }

    /// How a picture is shown; nothing for a file that is none.
    pub(super) fn showing(&self, file: &SourcePath) -> Option<Showing> {
        self.library.media(file).and_then(|facts| Showing::of(file, facts))
    }

    /// A photo that `path` names.
    pub(super) fn picture(&self, path: &SourcePath, photo: &Photo) -> View {
        let Some(showing) = path.join(&photo.file.value).and_then(|file| self.showing(&file)) else { return View::Nothing };
        let (width, height) = showing.size().unzip();
        View::map([
            ("path", View::from(showing.plain())),
            ("width", View::from(width.map(i64::from))),
            ("height", View::from(height.map(i64::from))),
            ("mime", View::from(showing.media_type())),
            ("large", View::from(showing.large())),
            ("sources", sources_view(&showing.sources())),
            ("alt", self.text(&photo.alt)),
            ("caption", self.maybe(photo.caption.as_ref())),
            ("credit", self.maybe(photo.credit.as_ref())),
        ])
    }

    /// The pictures of a list.
    pub(super) fn pictures<'b>(&self, path: &SourcePath, photos: impl IntoIterator<Item = &'b Photo>) -> View {
        let pictures = photos.into_iter().map(|photo| self.picture(path, photo));
        View::list(pictures.filter(|picture| !matches!(picture, View::Nothing)))
    }

    /// The title or name of a thing.
    pub(super) fn title(&self, kind: Kind, id: &Id) -> Arc<str> {
        self.library.title(kind, id).map_or(id.shared(), |title| self.words(title)).clone()
    }

    /// The page of an entity as a link: its title and path.
    pub(super) fn link(&self, kind: Kind, id: &Id) -> View {
        View::map([("title", View::from(self.title(kind, id))), ("path", View::from(self.href(kind, id)))])
    }

    /// A text with its links filled.
    pub(super) fn body(&self, linked: Option<&Linked>) -> View {
        linked.map_or(View::Nothing, |linked| self.part(linked, linked.document.clone(), 0))
    }

    /// Part `number` of a text (0: the whole) with its links filled.
    pub(super) fn part(&self, linked: &Linked, document: Arc<Document>, number: usize) -> View {
        let digest = Digest::build(|feeder| {
            feeder.digest(linked.digest).number(number as u64);
        });
        let fills = linked.document.slots.iter().zip(&linked.targets).map(|(slot, target)| self.fill(slot.kind, target)).collect();
        View::Body(Arc::new(Body::new(document, digest, fills)))
    }

    /// Part `number` of a text, to stand beside parts of others on one page.
    pub(super) fn quoted(&self, linked: &Linked, part: &Document, number: usize) -> View {
        let digest = Digest::build(|feeder| {
            feeder.digest(linked.digest).text("quoted").number(number as u64);
        });
        let fill = |(slot, target): (&Slot, &Target)| match target {
            Target::Fragment(_) => Fill::Nothing,
            Target::Entity(..) | Target::Path(_) | Target::Media(_) | Target::Outside(_) | Target::Nothing => self.fill(slot.kind, target),
        };
        let fills = linked.document.slots.iter().zip(&linked.targets).map(fill).collect();
        View::Body(Arc::new(Body::new(Arc::new(part.quoted()), digest, fills)))
    }

    /// An introduction; nothing when the profile has none.
    pub(super) fn intro(&self, intro: Option<&Markdown>, linked: Option<&Linked>) -> View {
        if intro.is_some() { self.body(linked) } else { View::Nothing }
    }

    /// Whether `address` is on the web, but not on this site.
    fn leaves(&self, address: &str) -> bool {
        let own = self.about.base_url.as_deref().and_then(host_of);
        host_of(address).is_some_and(|host| Some(host) != own)
    }

    fn fill(&self, kind: SlotKind, target: &Target) -> Fill {
        match target {
            Target::Entity(kind, id, fragment) => {
                let fragment = fragment.as_ref().filter(|fragment| self.has_anchor(*kind, id, fragment));
                let fragment = fragment.map_or(String::new(), |fragment| format!("#{}", encode(fragment)));
                Fill::Inside { path: self.href(*kind, id) + &fragment, name: self.title(*kind, id) }
            }
            Target::Path(path) => {
                Fill::Inside { path: self.address_of(path).map_or(String::new(), |address| address.href()), name: "".into() }
            }
            Target::Media(path) => match kind {
                SlotKind::Image => self.showing(path).map_or(Fill::Nothing, |showing| picture_fill(&showing)),
                SlotKind::Link | SlotKind::WikiLink => {
                    self.media(path).map_or(Fill::Nothing, |address| Fill::Inside { path: address.href(), name: "".into() })
                }
            },
            Target::Fragment(fragment) => Fill::Here(format!("#{}", encode(fragment))),
            Target::Outside(address) => Fill::Outside { leaves: self.leaves(address), address: address.clone() },
            Target::Nothing => Fill::Nothing,
        }
    }

    /// The file at the site's own address `path`, without slashes at its ends: a file of `static/`, else a page.
    pub(super) fn address_of(&self, path: &str) -> Option<Address> {
        let is_static = self.library.statics().contains_key(&SourcePath::new(&format!("static/{path}")));
        if is_static { Address::file(path) } else { Address::page(self.path(path).trim_end_matches('/')) }
    }

    /// A page from its sheet, with what every page shows.
    pub(super) fn page(&self, sheet: Sheet) -> Result<Arc<Page>, Box<Diagnostic>> {
        self.bare_page(sheet).map(Arc::new)
    }

    /// The same, still to be changed.
    pub(super) fn bare_page(&self, sheet: Sheet) -> Result<Page, Box<Diagnostic>> {
        let address = self.page_address(&sheet)?;
        let mut values = Vec::with_capacity(sheet.values.len() + 3);
        values.push(("site", self.site.clone()));
        let translations = self.translations(&sheet);
        values.push(("page", self.page_view(&sheet, &address, &translations)));
        if !sheet.values.iter().any(|(name, _)| *name == "pager") {
            values.push(("pager", View::Nothing));
        }
        values.extend(sheet.values);
        let make = Make::Template { kind: sheet.kind, view: View::map(values), root: None };
        let day = sheet.date.map(|date| date.chars().take(10).collect::<String>().into());
        let is_fallback = sheet.fallback.is_some();
        Ok(Page { inputs: sheet.inputs, day, translations, is_fallback, ..Page::new(address, self.language.clone(), make) })
    }

    fn page_address(&self, sheet: &Sheet) -> Result<Address, Box<Diagnostic>> {
        Address::page(self.path(&sheet.path).trim_end_matches('/')).ok_or_else(|| {
            let source = sheet.inputs.first().cloned().unwrap_or_else(|| SourcePath::new("site.yaml"));
            let problem = Diagnostic::new(Code::UnusableAddress, Span::file(&source)).arg("address", &*sheet.path);
            Box::new(problem.arg("reason", fault(&sheet.path)))
        })
    }

    /// The path of a page in this language, from its path in the main one.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path in this language of what an editor named by its address; files of `static/` are the same in every language.
    pub(super) fn own_path(&self, path: &str) -> String {
        let plain = path.split(['#', '?']).next().unwrap_or(path).trim_matches('/');
        let is_static = self.library.statics().contains_key(&SourcePath::new(&format!("static/{plain}")));
        if is_static { path.to_owned() } else { self.path(path) }
    }

    /// The path of an entity's page, percent-encoded, from the root.
    pub(super) fn href(&self, kind: Kind, id: &Id) -> String {
        self.path(&href(kind, id))
    }

    /// The path of a row of an entity's page.
    pub(super) fn row_href(&self, kind: Kind, id: &Id, anchor: &str) -> String {
        /// The signs of ids that may stand in an address as they are.
        const ENCODED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');
        format!("{}#{}", self.href(kind, id), percent_encoding::utf8_percent_encode(anchor, ENCODED))
    }

    /// The text of a thing on pages in this language.
    pub(super) fn text_of<'t, T>(&self, thing: &'t Thing<T>) -> Option<&'t Linked> {
        thing.text_in(&self.language).map(|text| &**text)
    }

    /// Whether the text of a thing, as it is shown here, has the anchor `fragment`; links to main texts are checked already.
    pub(super) fn has_anchor(&self, kind: Kind, id: &Id, fragment: &str) -> bool {
        let is_there = |text: &Arc<Linked>| text.document.anchors.iter().any(|anchor| anchor == fragment);
        self.prefix.is_empty() || self.library.text_in(kind, id, &self.language).is_some_and(is_there)
    }

    /// Where the same page stands in each language of the site.
    fn twins<'s>(&'s self, sheet: &'s Sheet) -> impl Iterator<Item = (&'s Language, Address)> {
        let settings = self.library.settings();
        settings.languages.iter().filter_map(move |language| {
            let folder = format!("{}{}", prefix(settings, &language.value), sheet.path);
            Some((&language.value, Address::page(folder.trim_end_matches('/'))?))
        })
    }

    /// The translations of a page that has some, itself among them; none of a page that only stands in for one.
    fn translations(&self, sheet: &Sheet) -> Vec<(Language, Address)> {
        let has_some = self.library.settings().languages.len() > 1 && sheet.is_written_in(&self.language) && !sheet.is_single();
        let written = self.twins(sheet).filter(|(language, _)| has_some && sheet.is_written_in(language));
        let written: Vec<(Language, Address)> = written.map(|(language, address)| (language.clone(), address)).collect();
        if written.len() > 1 { written } else { Vec::new() }
    }

    /// The same page in every language, for readers; an empty list on a site with one language.
    fn languages_view(&self, sheet: &Sheet, translations: &[(Language, Address)]) -> View {
        if self.library.settings().languages.len() < 2 {
            return View::list([]);
        }
        let main = self.library.settings().main_language();
        View::list(self.twins(sheet).map(|(language, address)| {
            let path = if sheet.is_single() { prefix(self.library.settings(), language) } else { address.href() };
            let is_translated = translations.iter().any(|(other, _)| other == language);
            View::map([
                ("lang", View::text(language.html_lang())),
                ("dir", View::from(language.direction())),
                ("name", View::text(language.own_name())),
                ("url", View::from(self.full_address(&path).filter(|_| is_translated))),
                ("path", View::from(path)),
                ("is_current", View::from(*language == self.language)),
                ("is_translated", View::from(sheet.is_written_in(language))),
                ("is_main", View::from(language == main)),
            ])
        }))
    }

    /// The languages in which a story or page is written; `own` is the original's, where it is not the site's.
    pub(super) fn written_in<T>(&self, thing: &Thing<T>, own: Option<&Language>) -> Vec<Language> {
        let original = own.unwrap_or(self.library.settings().main_language());
        std::iter::once(original).chain(thing.translations.keys()).cloned().collect()
    }

    /// Says of the page of a story or free page in which languages it is written, and which files it shows.
    pub(super) fn in_languages<T>(&self, sheet: &mut Sheet, thing: &Thing<T>, own: Option<&Language>) {
        sheet.inputs = thing.translations.get(&self.language).into_iter().chain([&thing.path]).cloned().collect();
        if self.library.settings().languages.len() > 1 {
            sheet.written_in = Some(self.written_in(thing, own));
            sheet.fallback = self.fallback(thing, own);
        }
    }

    /// The language of a thing's text where it is not the page's own.
    pub(super) fn foreign<T>(&self, thing: &Thing<T>, own: Option<&Language>) -> Option<Language> {
        let is_translated = !self.prefix.is_empty() && thing.translations.contains_key(&self.language);
        let original = own.unwrap_or(self.library.settings().main_language());
        (!is_translated && *original != self.language).then(|| original.clone())
    }

    /// The language of the text that stands in for a missing translation.
    pub(super) fn fallback<T>(&self, thing: &Thing<T>, own: Option<&Language>) -> Option<Language> {
        let is_written = self.prefix.is_empty() || own == Some(&self.language) || thing.translations.contains_key(&self.language);
        (!is_written).then(|| own.unwrap_or(self.library.settings().main_language()).clone())
    }

    fn page_view(&self, sheet: &Sheet, address: &Address, translations: &[(Language, Address)]) -> View {
        let site_title = self.library.settings().title.in_language(&self.language);
        let is_home = sheet.path.is_empty();
        let full_title = if is_home { site_title.to_string() } else { format!("{} - {site_title}", sheet.title) };
        let original = || Address::page(&sheet.path).map_or(String::new(), |address| address.href());
        let instead = sheet.stands_for.clone().or_else(|| sheet.fallback.is_some().then(original));
        let href = instead.unwrap_or_else(|| address.href());
        let is_findable = sheet.kind != "not_found";
        let canonical = self.about.base_url.as_ref().filter(|_| is_findable).map(|base| base.clone() + &href);
        let head = head::values(self, sheet, address, canonical.as_deref());
        let own = [
            ("title", View::from(&sheet.title)),
            ("full_title", View::from(full_title)),
            ("description", View::from(&sheet.description)),
            ("path", View::from(address.href())),
            ("canonical", View::from(canonical)),
            ("kind", View::from(sheet.kind)),
            ("languages", self.languages_view(sheet, translations)),
            ("fallback", View::from(sheet.fallback.as_ref().map(|language| View::text(language.html_lang())))),
            ("section", View::from(sheet.section.map(Section::key))),
            ("breadcrumbs", if is_home { View::list([]) } else { self.crumbs(sheet) }),
            ("date_iso", View::from(sheet.date.clone())),
            ("robots", if is_findable { View::Nothing } else { View::from("noindex") }),
            ("updated", sheet.updated.clone()),
            ("feed_path", View::from(sheet.feed.clone())),
            ("short_path", View::from(sheet.short_id.as_ref().map(|id| short_path(id) + "/"))),
            ("report", head::report(self, sheet, &href)),
        ];
        View::map(own.into_iter().chain(head))
    }

    /// The full address of what stands at `path`, where the site's own is known.
    pub(super) fn full_address(&self, path: &str) -> Option<String> {
        self.about.base_url.as_ref().map(|base| format!("{base}{path}"))
    }

    fn crumbs(&self, sheet: &Sheet) -> View {
        View::list(self.all_crumbs(sheet))
    }

    /// The way from the home page to a page.
    pub(super) fn all_crumbs(&self, sheet: &Sheet) -> Vec<View> {
        let home = self.home_crumb.clone();
        std::iter::once(home).chain(sheet.crumbs.iter().cloned()).chain([crumb(&sheet.title, View::Nothing)]).collect()
    }

    /// What a section is called.
    pub(super) fn section_name(&self, section: Section) -> Arc<str> {
        self.columns.section(section).name.clone()
    }

    /// The breadcrumb of a section's own page.
    pub(super) fn section_crumb(&self, section: Section) -> View {
        self.section_crumbs[section as usize].clone()
    }

    /// The breadcrumb of a district's page.
    pub(super) fn district_crumb(&self, id: &Id) -> View {
        crumb(self.title(Kind::District, id), self.href(Kind::District, id))
    }
}

fn picture_fill(showing: &Showing) -> Fill {
    let (width, height) = showing.size().unzip();
    Fill::Picture { path: showing.plain(), width, height, sources: showing.sources() }
}

/// A breadcrumb.
pub(super) fn crumb(title: impl Into<View>, path: impl Into<View>) -> View {
    View::map([("title", title.into()), ("path", path.into())])
}

pub(super) const HOME: Words = Words { en: "Home", zh: "首页" };

/// What the paths of pages in `language` begin with.
pub(super) fn prefix(settings: &Settings, language: &Language) -> String {
    if language == settings.main_language() { String::new() } else { format!("{}/", language.tag()) }
}

/// The folder of an entity's page.
pub(super) fn folder(kind: Kind, id: &impl Display) -> String {
    match kind {
        Kind::Page => id.to_string(),
        Kind::District
        | Kind::Station
        | Kind::Deputy
        | Kind::Story
        | Kind::Campaign
        | Kind::Project
        | Kind::Suggestion
        | Kind::Tasks
        | Kind::Opinions
        | Kind::Deeds => {
            format!("{}/{id}", kind.folder())
        }
    }
}

/// The path of an entity's page, percent-encoded, from the root.
pub(super) fn href(kind: Kind, id: &Id) -> String {
    Address::page(&folder(kind, id)).map_or(String::new(), |address| address.href())
}

fn encode(fragment: &str) -> String {
    percent_encoding::utf8_percent_encode(fragment, percent_encoding::NON_ALPHANUMERIC).to_string()
}
