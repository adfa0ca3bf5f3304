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

    /// `rtl` where it is written from right to left, else `ltr`; a script in the tag decides before the language.
    pub fn direction(&self) -> &'static str {
        const FROM_THE_RIGHT: [&str; 12] = ["ar", "fa", "he", "ug", "ur", "ps", "ckb", "sd", "yi", "dv", "syr", "nqo"];
        const SCRIPTS: [&str; 8] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand"];
        let script = self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let is_from_right = script.map_or_else(|| FROM_THE_RIGHT.contains(&self.main()), |script| SCRIPTS.contains(&script));
        if is_from_right { "rtl" } else { "ltr" }
    }

    /// What it is called in itself; its tag where that is not known here.
    pub fn own_name(&self) -> &str {
        match &*self.0 {
            "zh" | "zh-cn" | "zh-hans" => "中文",
            "zh-hant" | "zh-tw" | "zh-hk" => "繁體中文",
            "en" => "English",
            "ug" => "ئۇيغۇرچە",
            "kk" => "Қазақша",
            "mn" => "Монгол",
            "bo" => "བོད་ཡིག",
            "ru" => "Русский",
            "fr" => "Français",
            "de" => "Deutsch",
            "es" => "Español",
            "ja" => "日本語",
            "ko" => "한국어",
            "ar" => "العربية",
            other => other,
        }
    }

    /// Whether it is a kind of Chinese.
    pub fn is_chinese(&self) -> bool {
        self.main() == "zh"
    }

    /// Whether a word takes many letters: not in Chinese, Japanese and Korean.
    pub fn has_letters(&self) -> bool {
        !matches!(self.main(), "zh" | "ja" | "ko" | "yue")
    }

    /// The first part of the tag: `zh` of `zh-hant`.
    fn main(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The tag and what remains when its parts are cut off one by one from its end (RFC 4647 lookup): `zh-hant-tw`, `zh-hant`, `zh`.
    pub fn broader(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.tag()), |tag| tag.rsplit_once('-').map(|(before, _)| before))
    }
}

impl std::borrow::Borrow<str> for Language {
    fn borrow(&self) -> &str {
        &self.0
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
        self.written_in(language).unwrap_or(&self.main)
    }

    /// The text that was written for `language`, or for one that holds it: `en` for `en-gb`.
    pub fn written_in(&self, language: &Language) -> Option<&Arc<str>> {
        if self.translations.is_empty() {
            return None;
        }
        language.broader().find_map(|tag| self.translations.get(tag))
    }

    /// The main text.
    pub fn main(&self) -> &Arc<str> {
        &self.main
    }

    /// The main text and all others, perhaps the same ones twice.
    pub fn all(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.main).chain(self.translations.values())
    }

    /// Adds a translation; `false` when there is one already.
    pub fn translate(&mut self, language: &Language, text: Arc<str>) -> bool {
        self.translations.insert(language.clone(), text).is_none()
    }

    /// Adds the translations of `other` into languages in which this text has none.
    pub fn take_translations_of(&mut self, other: &Text) {
        for (language, text) in &other.translations {
            self.translations.entry(language.clone()).or_insert_with(|| text.clone());
        }
    }

    /// Whether there is something to translate: numbers and signs are the same in every language.
    pub fn has_words(&self) -> bool {
        self.main.chars().any(char::is_alphabetic)
    }
}
