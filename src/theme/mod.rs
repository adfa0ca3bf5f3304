//! A theme: templates, words and static files. A theme knows values, not entities.

mod about;
mod bounds;
mod files;
mod problems;
mod scan;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

pub use about::{About, CONTRACT};
pub use bounds::{begin_page, has_no_end};
pub use files::{ThemeFile, carried, carried_digest, carried_names, carried_text};
pub use scan::Contract;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::language::Language;
use crate::source::SourcePath;

/// The folder of the words.
const WORDS: &str = "i18n/";

/// Everything a page is made with, apart from its own values.
pub struct Theme {
    /// The templates, compiled.
    pub templates: Tera,
    /// The words of the interface, by language; what a language lacks is there in the next one that most readers know.
    pub words: BTreeMap<Language, BTreeMap<String, String>>,
    /// The static files, by their name in the theme's `static` folder.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Where the static files are published: a folder whose name changes with any of them, so that they may be kept forever
    /// by browsers and may name each other.
    pub asset_folder: String,
    /// What the theme says of itself.
    pub about: About,
    /// Digest of all files of the theme.
    pub digest: Digest,
    /// Whether the program carries all of it; then it was tried when the program was made.
    pub is_carried: bool,
    sources: BTreeMap<String, SourcePath>,
    texts: BTreeMap<String, Arc<str>>,
    /// What was put into the templates to count.
    marks: bounds::Marks,
}

impl Theme {
    /// Compiles a theme from its files, reporting every mistake. The later of two with one name counts; words are joined line by line.
    pub fn compile(files: Vec<ThemeFile>, diagnostics: &mut Diagnostics) -> Self {
        let is_carried = files.iter().all(|file| file.is_carried);
        let (words, files): (Vec<ThemeFile>, Vec<ThemeFile>) = files.into_iter().partition(|file| file.name.starts_with(WORDS));
        let files: BTreeMap<String, ThemeFile> = files.into_iter().map(|file| (file.name.clone(), file)).collect();
        let mut theme = Self {
            templates: Tera::new(),
            words: BTreeMap::new(),
            assets: BTreeMap::new(),
            asset_folder: asset_folder(&files),
            // Its mistakes were reported when the layers of the theme were found.
            about: files
                .get("theme.yaml")
                .map_or_else(About::default, |file| About::of(std::slice::from_ref(file), &mut Diagnostics::new())),
            digest: Digest::build(|feeder| {
                for file in files.values().chain(&words) {
                    feeder.text(&file.name).digest(Digest::of(&file.bytes));
                }
            }),
            is_carried,
            sources: BTreeMap::new(),
            texts: BTreeMap::new(),
            marks: bounds::Marks::default(),
        };
        for (name, file) in &files {
            theme.take(name, file);
        }
        words.iter().for_each(|file| words::take(&file.name, file, &mut theme.words, diagnostics));
        words::complete(&mut theme.words);
        theme.compile_templates(diagnostics);
        theme
    }

    /// The words for `language`.
    pub fn words(&self, language: &Language) -> Option<&BTreeMap<String, String>> {
        self.words.get(self.words_language(language)?)
    }

    /// The language whose words stand on pages in `language`.
    pub fn words_language(&self, language: &Language) -> Option<&Language> {
        words::languages(language).find_map(|tag| self.words.get_key_value(tag)).map(|(found, _)| found)
    }

    /// The names of the templates in `shared/`, without folder and ending.
    pub fn shared(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().filter_map(|name| name.strip_prefix("shared/")?.strip_suffix(".html"))
    }

    /// Whether it has the template of a page kind.
    pub fn has(&self, kind: &str) -> bool {
        self.texts.contains_key(&format!("{kind}.html"))
    }

    /// The problem that a template's error means, at its place in the template.
    pub fn problem(&self, error: &tera::Error, address: &str) -> Diagnostic {
        problems::rendering(error, address, &self.sources, &self.texts, &self.marks)
    }

    /// The problem that `template` writes more than any page holds.
    pub fn endless(&self, template: &str, address: &str) -> Diagnostic {
        problems::endless(template, address, &self.sources)
    }

    /// Every name that a template asks for and that is not in `contract`, at its place.
    pub fn against(&self, contract: &Contract) -> Vec<Diagnostic> {
        scan::unknown(&self.texts, contract).iter().map(|unknown| problems::unknown(unknown, &self.sources, &self.texts)).collect()
    }

    fn take(&mut self, name: &str, file: &ThemeFile) {
        if let Some(name) = name.strip_prefix("templates/") {
            self.texts.insert(name.to_owned(), String::from_utf8_lossy(&file.bytes).into());
            self.sources.insert(name.to_owned(), file.source.clone());
        } else if let Some(name) = name.strip_prefix("static/") {
            self.assets.insert(name.to_owned(), file.bytes.clone());
        }
    }

    fn compile_templates(&mut self, diagnostics: &mut Diagnostics) {
        let engine = || {
            let mut templates = Tera::new();
            templates.autoescape_on(vec![".html", ".xml"]);
            bounds::register(&mut templates);
            templates
        };
        let mut templates = engine();
        let all = self.texts.iter().map(|(name, text)| (name.as_str(), &**text));
        match templates.add_raw_templates(all) {
            Ok(()) => {
                let doubling = scan::doubling(&self.texts);
                if doubling.is_empty() && self.is_carried {
                    self.templates = templates;
                } else if doubling.is_empty() {
                    let (counted, marks) = bounds::counted(&self.texts);
                    let mut counting = engine();
                    let all = counted.iter().map(|(name, text)| (name.as_str(), text.as_str()));
                    (self.templates, self.marks) = match counting.add_raw_templates(all) {
                        Ok(()) => (counting, marks),
                        // What counts cannot stand there; without it the templates are as they were written.
                        Err(_) => (templates, bounds::Marks::default()),
                    };
                }
                doubling.iter().for_each(|found| diagnostics.push(problems::doubling(found, &self.sources, &self.texts)));
            }
            Err(error) => {
                for problem in problems::compiling(&error, &self.sources, &self.texts) {
                    diagnostics.push(problem);
                }
            }
        }
    }
}

fn asset_folder(files: &BTreeMap<String, ThemeFile>) -> String {
    let digest = Digest::build(|feeder| {
        for (name, file) in files.iter().filter(|(name, _)| name.starts_with("static/")) {
            feeder.text(name).digest(Digest::of(&file.bytes));
        }
    });
    format!("assets/{}", &digest.hex()[..8])
}
