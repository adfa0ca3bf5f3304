//! A [`Page`] and the [`Theme`] to bytes. Nothing else is seen here, so a page's [`fingerprint`] is complete.

mod body;
mod feed;
mod fingerprint;
mod machine;
pub mod picture;
mod value;

use std::collections::BTreeMap;
use std::sync::RwLock;

use tera::{Context, Map, Value};

use value::Around;

pub use fingerprint::fingerprint;

use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::plan::address::Address;
use crate::plan::page::{Make, Page};
use crate::theme::Theme;
use crate::view::View;

/// Renders pages with one theme; shared by all threads.
pub struct Renderer<'a> {
    theme: &'a Theme,
    shared: RwLock<BTreeMap<(Language, String), Value>>,
    words: BTreeMap<Language, Value>,
    assets: Value,
}

impl<'a> Renderer<'a> {
    /// Prepares what every page shares.
    pub fn new(theme: &'a Theme) -> Self {
        let words = theme.words.keys().filter_map(|language| Some((language.clone(), words(theme.words(language)?))));
        let assets = theme.assets.keys().map(|name| (name.as_str(), format!("{}/{name}", theme.asset_folder)));
        Self { theme, shared: RwLock::default(), words: words.collect(), assets: text_map(assets) }
    }

    /// Writes the bytes of `page` to `buffer`; a file that is copied or made of a picture is not made here.
    pub fn render(&self, page: &Page, buffer: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        match &page.make {
            Make::Template { kind, view, root } => self.template(page, kind, view, root.as_deref(), buffer)?,
            Make::Feed(feed) => buffer.extend_from_slice(feed::atom(feed).as_bytes()),
            Make::Sitemap(sitemap) => buffer.extend_from_slice(feed::sitemap(sitemap).as_bytes()),
            Make::Machine(machine) => buffer.extend_from_slice(machine::text(machine, page, self.theme).as_bytes()),
            Make::Copy(..) | Make::Picture(..) => {}
        }
        Ok(())
    }

    /// The theme's static files and where they stand.
    pub fn assets(&self) -> impl Iterator<Item = (Address, &[u8])> {
        let placed = |name: &String| Address::file(&format!("{}/{name}", self.theme.asset_folder));
        self.theme.assets.iter().filter_map(move |(name, bytes)| Some((placed(name)?, &**bytes)))
    }

    fn template(&self, page: &Page, kind: &str, view: &View, root: Option<&str>, buffer: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let own_root = page.address.root();
        let root = root.unwrap_or(&own_root);
        let mut context = Context::new();
        let external = self.theme.words(&page.language).and_then(|words| words.get("external"));
        let around = Around { root, external: external.map_or("", String::as_str) };
        if let View::Map(map) = view {
            for (name, value) in &map.values {
                context.insert_value(name.clone(), value::of(value, around));
            }
        }
        context.insert_value("root", Value::from(root));
        context.insert_value("lang", Value::from(page.language.html_lang()));
        context.insert_value("t", self.words_for(&page.language));
        context.insert_value("assets", self.assets.clone());
        let problem = |error| Box::new(self.theme.problem(&error, page.address.as_str()));
        context.insert_value("shared", self.shared(&page.language, root, &context).map_err(problem)?);
        let template = format!("{kind}.html");
        self.theme.templates.render_to(&template, &context, &mut *buffer).map_err(problem)
    }

    /// The theme's templates in `shared/`, which see the site but no page: rendered once for all pages in a language that are as deep.
    fn shared(&self, language: &Language, root: &str, page: &Context) -> Result<Value, tera::Error> {
        let key = (language.clone(), root.to_owned());
        if let Some(known) = self.shared.read().expect("no thread panicked while it held the parts").get(&key) {
            return Ok(known.clone());
        }
        let mut context = Context::new();
        for name in ["site", "root", "lang", "t", "assets"] {
            context.insert_value(name, page.get(name).cloned().unwrap_or_else(Value::none));
        }
        let mut parts = Map::new();
        for name in self.theme.shared() {
            let html = self.theme.templates.render(&format!("shared/{name}.html"), &context)?;
            parts.insert(name.to_owned().into(), Value::safe_string(&html));
        }
        let parts = Value::from(parts);
        self.shared.write().expect("no thread panicked while it held the parts").insert(key, parts.clone());
        Ok(parts)
    }

    fn words_for(&self, language: &Language) -> Value {
        let words = self.words.get(language).or_else(|| self.words.get(&Language::chinese()));
        words.cloned().unwrap_or_else(|| Value::from(Map::new()))
    }
}

fn words(words: &BTreeMap<String, String>) -> Value {
    text_map(words.iter().map(|(key, text)| (key.as_str(), text.clone())))
}

fn text_map<'a>(texts: impl Iterator<Item = (&'a str, String)>) -> Value {
    let map: Map = texts.map(|(key, text)| (key.to_owned().into(), Value::from(text))).collect();
    Value::from(map)
}
