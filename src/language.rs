//! Languages: of the site's text, and of the messages to its editors.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The language in which Wanjia speaks to an editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Chinese, simplified.
    Chinese,
    /// English.
    English,
}

/// One thing said in both languages of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl Words {
    /// The form for an editor who reads `speech`.
    pub fn say(self, speech: Speech) -> &'static str {
        match speech {
            Speech::Chinese => self.zh,
            Speech::English => self.en,
        }
    }
}

/// A language of the site, by its BCP 47 tag: `zh`, `en`, `ug` …
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// The language of `tag`: two or three letters, perhaps more letters and digits after hyphens (RFC 5646); `None` for anything else.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let main = parts.next().unwrap_or_default();
        let is_language = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_plain = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        (is_language && is_plain && tag.len() <= 35).then(|| Self(tag.to_ascii_lowercase().into()))
    }

    /// Chinese.
    pub fn chinese() -> Self {
        Self("zh".into())
    }

    /// The short tag, such as `zh`: the key of translated texts and of a theme's `i18n` files.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The value of HTML's `lang`, such as `zh-CN`.
    pub fn html_lang(&self) -> &str {
        if &*self.0 == "zh" { "zh-CN" } else { &self.0 }
    }
}

/// What may be written in several languages. A plain text stands for every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    main: Arc<str>,
    translations: BTreeMap<Language, Arc<str>>,
}

impl Text {
    /// A text in the site's own language only.
    pub fn plain(main: &str) -> Self {
        Self { main: main.into(), translations: BTreeMap::new() }
    }

    /// A text with translations; `main` is what is shown where there is none.
    pub fn translated(main: &str, translations: BTreeMap<Language, Arc<str>>) -> Self {
        Self { main: main.into(), translations }
    }

    /// The text in `language`, or the main text where it was not translated.
    pub fn in_language(&self, language: &Language) -> &Arc<str> {
        self.translations.get(language).unwrap_or(&self.main)
    }

    /// The main text.
    pub fn main(&self) -> &Arc<str> {
        &self.main
    }
}
