//! What a page or card is made of, as a digest: while it is the same, the page of the plan before serves again.
//!
//! Whoever plans a page feeds all that the page shows besides the settings. Where something was forgotten, a debug build finds it: it
//! makes every page that it takes over once more, and compares.

use std::sync::Arc;

use super::address::Address;
use super::cards::Deck;
use super::desk::Desk;
use super::page::{Page, Part};
use super::pages::Sheet;
use crate::diagnostics::Diagnostic;
use crate::digest::{Digest, Feeder};
use crate::fields::Id;
use crate::model::{Kind, Library, Linked, Photo, Station, Story, Target, Thing, Things};
use crate::source::SourcePath;
use crate::view::View;

/// Takes what something is made of, part by part.
pub(super) struct MadeOf<'d, 'a> {
    desk: &'d Desk<'a>,
    feeder: &'d mut Feeder,
}

impl MadeOf<'_, '_> {
    /// The file itself, where it stands, and where the links of its text lead.
    pub(super) fn thing<T>(&mut self, thing: &Thing<T>) -> &mut Self {
        self.feeder.digest(thing.digest).text(thing.id.as_str()).text(thing.path.as_str()).text(thing.home.as_ref().map_or("", Id::as_str));
        if let Some(text) = self.desk.text_of(thing) {
            self.text(text);
        }
        self
    }

    /// What all files may be called: ids and titles.
    pub(super) fn names(&mut self) -> &mut Self {
        self.feeder.digest(self.desk.library.names());
        self
    }

    /// A value.
    pub(super) fn view(&mut self, view: &View) -> &mut Self {
        view.feed(self.feeder);
        self
    }

    /// Cards.
    pub(super) fn cards<'a>(&mut self, deck: &Deck, ids: impl IntoIterator<Item = &'a Id>) -> &mut Self {
        for card in ids.into_iter().filter_map(|id| deck.get(id)) {
            card.feed(self.feeder);
        }
        // The end of a list: what follows must not seem to belong to it.
        self.feeder.number(u64::MAX);
        self
    }

    /// The names of other things' pages.
    pub(super) fn links<'a>(&mut self, kind: Kind, ids: impl IntoIterator<Item = &'a Id>) -> &mut Self {
        for id in ids {
            self.feeder.text(id.as_str()).text(&self.desk.title(kind, id));
        }
        self.feeder.number(u64::MAX);
        self
    }

    /// Texts.
    pub(super) fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) -> &mut Self {
        texts.into_iter().fold(&mut *self.feeder, Feeder::text).number(u64::MAX);
        self
    }

    /// Parts of other files, as they were written.
    pub(super) fn debug<T: std::fmt::Debug>(&mut self, parts: impl IntoIterator<Item = T>) -> &mut Self {
        parts.into_iter().fold(&mut *self.feeder, |feeder, part| feeder.text(&format!("{part:?}"))).number(u64::MAX);
        self
    }

    /// The name of a station's township.
    pub(super) fn township(&mut self, station: &Thing<Station>) -> &mut Self {
        self.texts(self.desk.library.township_name(station).map(|name| &**self.desk.words(name)))
    }

    /// A story's tags.
    pub(super) fn tags(&mut self, story: &Story) -> &mut Self {
        let tags = story.tags.iter().filter_map(|tag| self.desk.library.tag(tag.value.main()));
        self.texts(tags.flat_map(|(key, tag)| [&**key, &**self.desk.words(&tag.name)]))
    }

    /// Who has taken a practice over.
    pub(super) fn adopted(&mut self, story: &Thing<Story>) -> &mut Self {
        if story.record.adoptions.is_empty() {
            return self;
        }
        let districts = self.desk.library.adopting_districts(story);
        self.links(Kind::District, &districts)
    }

    /// Pictures named beside the file `path`.
    pub(super) fn photos<'a>(&mut self, path: &SourcePath, photos: impl IntoIterator<Item = &'a Photo>) -> &mut Self {
        self.files(path, photos.into_iter().map(|photo| &*photo.file.value))
    }

    /// Files named beside the file `path`.
    pub(super) fn files<'a>(&mut self, path: &SourcePath, files: impl IntoIterator<Item = &'a str>) -> &mut Self {
        files.into_iter().for_each(|file| self.file(path.join(file).as_ref()));
        self
    }

    fn file(&mut self, file: Option<&SourcePath>) {
        match file.and_then(|file| self.desk.library.media(file)) {
            Some(facts) => self.feeder.digest(facts.digest),
            None => self.feeder.number(0),
        };
    }

    fn text(&mut self, text: &Linked) {
        for target in &text.targets {
            match target {
                Target::Entity(kind, id, fragment) => {
                    let fragment = fragment.as_deref().filter(|fragment| self.desk.has_anchor(*kind, id, fragment));
                    self.feeder.number(1).text(kind.name()).text(fragment.unwrap_or(""));
                    self.links(*kind, [id]);
                }
                Target::Path(own) => {
                    let address = self.desk.address_of(own);
                    self.feeder.number(2).text(address.as_ref().map_or("", Address::as_str));
                }
                Target::Media(file) => {
                    self.feeder.number(3).text(file.as_str());
                    self.file(Some(file));
                }
                Target::Fragment(_) => {
                    self.feeder.number(4);
                }
                Target::Outside(_) => {
                    self.feeder.number(5);
                }
                Target::Nothing => {
                    self.feeder.number(6);
                }
            }
        }
    }
}

impl Desk<'_> {
    /// The digest of what something is made of; `None` in a plan that nothing is remembered of.
    pub(super) fn made_of(&self, feed: impl FnOnce(&mut MadeOf<'_, '_>)) -> Option<Digest> {
        self.before.map(|_| {
            Digest::build(|feeder| {
                feeder.digest(self.base);
                feed(&mut MadeOf { desk: self, feeder });
            })
        })
    }

    /// The page of a thing: the one of the plan before when it was made of the same, else from its sheet.
    pub(super) fn page_of<T>(
        &self,
        kind: Kind,
        thing: &Thing<T>,
        of: fn(&Library) -> &Things<T>,
        made_of: impl FnOnce(&mut MadeOf<'_, '_>),
        sheet: impl Fn() -> Sheet,
    ) -> Result<Arc<Page>, Box<Diagnostic>> {
        self.part_of((kind, Part::Page), thing, of, made_of, || self.bare_page(sheet()))
    }

    /// The same of any of the files that a thing has to itself.
    pub(super) fn part_of<T>(
        &self,
        (kind, part): (Kind, Part),
        thing: &Thing<T>,
        of: fn(&Library) -> &Things<T>,
        made_of: impl FnOnce(&mut MadeOf<'_, '_>),
        make: impl Fn() -> Result<Page, Box<Diagnostic>>,
    ) -> Result<Arc<Page>, Box<Diagnostic>> {
        let about = (kind, thing.id.clone(), part);
        let before = self.before.and_then(|before| before.by_thing.get(&about));
        let is_same = || {
            let known = self.same_surroundings()?.library.as_ref().and_then(|library| of(library).get(&thing.id))?;
            known.is(thing).then_some(())
        };
        if let Some(page) = before.filter(|page| page.made_of.is_some() && is_same().is_some()) {
            return Ok(taken_over(page, &make));
        }
        let made_of = self.made_of(made_of);
        match before.filter(|page| made_of.is_some() && page.made_of == made_of) {
            Some(page) => Ok(taken_over(page, &make)),
            None => make().map(|page| Arc::new(Page { about: made_of.map(|_| about), made_of, ..page })),
        }
    }
}

fn taken_over(page: &Arc<Page>, make: &impl Fn() -> Result<Page, Box<Diagnostic>>) -> Arc<Page> {
    let is_what_would_be_made = || make().is_ok_and(|again| again.shown() == page.shown());
    debug_assert!(is_what_would_be_made(), "{} shows more than it is said to be made of", page.address);
    page.clone()
}
