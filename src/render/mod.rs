//! A [`Page`] and the [`Theme`] to bytes. Nothing else is seen here, so a page's [`fingerprint`] is complete.

mod body;
mod bounded;
mod code;
mod data;
mod feed;
mod fingerprint;
mod ics;
mod machine;
pub mod pack;
pub mod picture;
mod value;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::RwLock;

use tera::{Context, Map, Value};

use bounded::Bounded;
use value::Around;

pub use fingerprint::fingerprint;

use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::plan::address::Address;
use crate::plan::page::{Make, Page};
use crate::plan::written::Written;
use crate::theme::{Contract, Theme, begin_page, has_no_end};
use crate::view::View;

/// Values by their names.
type Values = Vec<(Cow<'static, str>, Value)>;

/// Renders pages with one theme; shared by all threads.
pub struct Renderer<'a> {
    theme: &'a Theme,
    shared: RwLock<BTreeMap<(Language, String), Value>>,
    words: BTreeMap<Language, Value>,
    assets: Value,
    /// Templates that found no end on some page: they would find none on the next.
    endless: RwLock<BTreeMap<String, Diagnostic>>,
}

impl<'a> Renderer<'a> {
    /// Prepares what every page shares.
    pub fn new(theme: &'a Theme) -> Self {
        let words = theme.words.keys().filter_map(|language| Some((language.clone(), words(theme.words(language)?))));
        let assets = theme.assets.keys().map(|name| (name.as_str(), format!("{}/{name}", theme.asset_folder)));
        Self { theme, shared: RwLock::default(), words: words.collect(), assets: text_map(assets), endless: RwLock::default() }
    }

    /// Writes the bytes of `page` to `buffer`; a file that needs files of the editor's is not made here.
    pub fn render(&self, page: &Page, buffer: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        match &page.make {
            Make::Template { kind, view, root } => self.template(page, kind, view, root.as_deref(), buffer)?,
            Make::Written(written) => self.written(page, written, buffer),
            Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => {}
        }
        Ok(())
    }

    fn written(&self, page: &Page, written: &Written, buffer: &mut Vec<u8>) {
        match written {
            Written::Feed(feed, format) => buffer.extend_from_slice(feed::text(feed, *format, page).as_bytes()),
            Written::Calendar(calendar) => buffer.extend_from_slice(ics::calendar(calendar).as_bytes()),
            Written::Sitemap(sitemap) => buffer.extend_from_slice(feed::sitemap(sitemap).as_bytes()),
            Written::Machine(machine) => buffer.extend_from_slice(machine::text(machine, page, self.theme).as_bytes()),
            Written::Code(url) => buffer.extend_from_slice(code::svg(url).as_bytes()),
            Written::Table(table, _, format) => buffer.extend_from_slice(&data::bytes(table, *format)),
            Written::Search(index, file) => buffer.extend_from_slice(&index.bytes(*file)),
        }
    }

    /// The theme's static files and where they stand.
    pub fn assets(&self) -> impl Iterator<Item = (Address, &[u8])> {
        let placed = |name: &String| Address::file(&format!("{}/{name}", self.theme.asset_folder));
        self.theme.assets.iter().filter_map(move |(name, bytes)| Some((placed(name)?, &**bytes)))
    }

    fn template(&self, page: &Page, kind: &str, view: &View, root: Option<&str>, buffer: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let mut context = Context::new();
        let values = self.values(page, view, root);
        context.insert_value("shared", self.shared(page, &values)?);
        for (name, value) in values {
            context.insert_value(name, value);
        }
        self.filled(&format!("{kind}.html"), &context, page, buffer)
    }

    /// Writes what `template` makes of `context` to `buffer`.
    fn filled(&self, template: &str, context: &Context, page: &Page, buffer: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let address = page.address.as_str();
        if let Some(known) = self.endless.read().expect("no thread panicked while it held the list").get(template) {
            return Err(Box::new(known.clone()));
        }
        begin_page();
        let mut bounded = Bounded::new(buffer);
        let made = self.theme.templates.render_to(template, context, &mut bounded);
        let is_full = bounded.is_full;
        let problem = match made {
            Ok(()) => return Ok(()),
            Err(_) if is_full => self.theme.endless(template, address),
            Err(error) if has_no_end(&error) => self.theme.problem(&error, address),
            Err(error) => return Err(Box::new(self.theme.problem(&error, address))),
        };
        self.endless.write().expect("no thread panicked while it held the list").insert(template.to_owned(), problem.clone());
        Err(Box::new(problem))
    }

    /// All that the template of a page sees besides `shared`, by name.
    fn values(&self, page: &Page, view: &View, root: Option<&str>) -> Values {
        let own_root = page.address.root();
        let root = root.unwrap_or(&own_root);
        let external = self.theme.words(&page.language).and_then(|words| words.get("external"));
        let around = Around { root, external: external.map_or("", String::as_str) };
        let mut values = Values::new();
        if let View::Map(map) = view {
            values.extend(map.values.iter().map(|(name, value)| (name.clone(), value::of(value, around))));
        }
        values.push(("root".into(), Value::from(root)));
        values.push(("lang".into(), Value::from(page.language.html_lang())));
        values.push(("dir".into(), Value::from(page.language.direction())));
        values.push(("t".into(), self.words_for(&page.language)));
        values.push(("assets".into(), self.assets.clone()));
        values
    }

    /// What the templates of these pages may ask for.
    pub fn contract<'p>(&self, pages: impl IntoIterator<Item = &'p Page>) -> Contract {
        let mut contract = Contract::default();
        for page in pages {
            let Make::Template { kind, view, root } = &page.make else { continue };
            let values = self.values(page, view, root.as_deref());
            let shared = self.shared(page, &values).unwrap_or_else(|_| Value::none());
            let own = values.iter().map(|(name, value)| (&**name, value));
            contract.learn(&format!("{kind}.html"), own.chain([("shared", &shared)]));
            for shared in self.theme.shared() {
                contract.learn(&format!("shared/{shared}.html"), of_site(&values));
            }
        }
        contract
    }

    /// The theme's templates in `shared/`, which see the site but no page: rendered once for all pages in a language that are as deep.
    fn shared(&self, page: &Page, values: &Values) -> Result<Value, Box<Diagnostic>> {
        let root = values.iter().find(|(name, _)| name == "root").and_then(|(_, root)| root.as_str());
        let key = (page.language.clone(), root.unwrap_or_default().to_owned());
        if let Some(known) = self.shared.read().expect("no thread panicked while it held the parts").get(&key) {
            return Ok(known.clone());
        }
        let mut context = Context::new();
        for (name, value) in of_site(values) {
            context.insert_value(name.to_owned(), value.clone());
        }
        let mut parts = Map::new();
        for name in self.theme.shared() {
            let mut html = Vec::new();
            self.filled(&format!("shared/{name}.html"), &context, page, &mut html)?;
            parts.insert(name.to_owned().into(), Value::safe_string(&String::from_utf8_lossy(&html)));
        }
        let parts = Value::from(parts);
        self.shared.write().expect("no thread panicked while it held the parts").insert(key, parts.clone());
        Ok(parts)
    }

    fn words_for(&self, language: &Language) -> Value {
        let words = self.theme.words_language(language).and_then(|language| self.words.get(language));
        words.cloned().unwrap_or_else(|| Value::from(Map::new()))
    }
}

/// What is the same on all pages that are as deep.
fn of_site(values: &Values) -> impl Iterator<Item = (&str, &Value)> {
    let names = ["site", "root", "lang", "dir", "t", "assets"];
    values.iter().map(|(name, value)| (&**name, value)).filter(move |(name, _)| names.contains(name))
}

fn words(words: &BTreeMap<String, String>) -> Value {
    text_map(words.iter().map(|(key, text)| (key.as_str(), text.clone())))
}

fn text_map<'a>(texts: impl Iterator<Item = (&'a str, String)>) -> Value {
    let map: Map = texts.map(|(key, text)| (key.to_owned().into(), Value::from(text))).collect();
    Value::from(map)
}
