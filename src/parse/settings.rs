//! `site.yaml` to [`Settings`].

use super::{passages, record_root, yaml};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest};
use crate::fields::{Choice, Id, Reader, Record, Value, choices_of};
use crate::language::Words;
use crate::model::StoryKind;
use crate::passage::Passages;
use crate::settings::{Settings, ZONE};
use crate::source::{SourcePath, Spanned};

/// Reads the settings of the site; `None` when a required part is missing or broken.
pub fn parse_settings(path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let tree = yaml::read(path, text, diagnostics);
    let root = record_root(&tree, path, text, 0, Settings::RECORD, diagnostics)?;
    let Value::Map(entries) = &root.value else { return None };
    let id = Id::lenient("site");
    let mut settings: Settings = Reader::new(path, &id, diagnostics).root(entries, root.head(), tree.whole)?;
    check(&settings, diagnostics);
    know_the_zone(&mut settings, diagnostics);
    tree.whole.then_some(settings)
}

/// The passages of the settings that readers will see.
pub fn settings_passages(path: &SourcePath, text: &str) -> Passages {
    let tree = yaml::read(path, text, &mut Diagnostics::new());
    let mut found = Passages::new();
    passages::of_fields(&tree, Settings::RECORD, text, &mut found);
    found
}

fn check(settings: &Settings, diagnostics: &mut Diagnostics) {
    if let Some(url) = settings.base_url.as_ref().filter(|url| !is_base_url(&url.value)) {
        diagnostics.push(Diagnostic::new(Code::BadBaseUrl, url.span.clone()).arg("value", &*url.value));
    }
    if let Some(place) = settings.corrections.as_ref().filter(|place| !is_place(&place.value)) {
        diagnostics.push(
            Diagnostic::new(Code::BadFormat, place.span.clone())
                .arg("value", &*place.value)
                .arg("expected", Words { en: "an address of this site or of another", zh: "站内地址或网址" })
                .arg(
                    "advice",
                    Words {
                        en: "write `/guide/`, or an address that begins with `https://`",
                        zh: "请写 `/guide/` 这样的站内地址，或以 `https://` 开头的网址",
                    },
                ),
        );
    }
    for (number, language) in settings.languages.iter().enumerate() {
        if settings.languages[..number].iter().any(|before| before.value == language.value) {
            let problem = Diagnostic::new(Code::ReferencedTwice, language.span.clone());
            diagnostics.push(problem.arg("id", language.value.tag()).arg("field", "languages"));
        }
    }
    for (code, _) in &settings.rules.0 {
        open_rule(code, diagnostics);
    }
    for kind in settings.columns.iter().flat_map(|column| &column.kinds) {
        known_kind(kind, diagnostics);
    }
    let rules = || settings.review.iter().flat_map(|review| &review.asked);
    for kind in rules().flat_map(|rule| &rule.kinds).filter(|kind| &*kind.value != PAGE) {
        known_kind(kind, diagnostics);
    }
    for column in rules().flat_map(|rule| &rule.columns) {
        known_column(settings, column, diagnostics);
    }
}

/// What the rules of sign-off call pages.
const PAGE: &str = "page";

fn known_column(settings: &Settings, column: &Spanned<Id>, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = settings.columns.iter().map(|column| column.id.value.as_str()).collect();
    if !known.contains(&column.value.as_str()) {
        let problem = Diagnostic::new(Code::UnknownChoice, column.span.clone()).arg("field", "columns").arg("value", column.value.as_str());
        diagnostics.push(problem.arg("choices", known.join(", ")).did_you_mean(closest(column.value.as_str(), known)));
    }
}

/// A time zone that nobody knows is reported; the usual one stands in for it, so that times can be reckoned with until it is mended.
fn know_the_zone(settings: &mut Settings, diagnostics: &mut Diagnostics) {
    if jiff::tz::TimeZoneDatabase::bundled().get(&settings.time_zone.value).is_ok() {
        return;
    }
    diagnostics.push(
        Diagnostic::new(Code::BadFormat, settings.time_zone.span.clone())
            .arg("value", &*settings.time_zone.value)
            .arg("expected", Words { en: "a time zone", zh: "时区" })
            .arg("advice", Words { en: "write a name such as `Asia/Shanghai`", zh: "请写时区名，例如 `Asia/Shanghai`" }),
    );
    settings.time_zone.value = ZONE.into();
}

/// Only what is no error in itself may be judged otherwise.
fn open_rule(code: &Spanned<std::sync::Arc<str>>, diagnostics: &mut Diagnostics) {
    let problem = |kind| Diagnostic::new(kind, code.span.clone()).arg("code", &*code.value);
    match Code::of(&code.value) {
        None => {
            let meant = closest(&code.value, Code::ALL.iter().map(|known| known.id()));
            diagnostics.push(problem(Code::UnknownRule).did_you_mean(meant));
        }
        Some(known) if known.is_fixed() => diagnostics.push(problem(Code::FixedRule)),
        Some(_) => {}
    }
}

fn known_kind(kind: &Spanned<std::sync::Arc<str>>, diagnostics: &mut Diagnostics) {
    let known = StoryKind::ITEMS.iter().any(|item| *item.id == *kind.value);
    if !known {
        let suggestion = closest(&kind.value, StoryKind::ITEMS.iter().map(|item| item.id));
        diagnostics.push(
            Diagnostic::new(Code::UnknownChoice, kind.span.clone())
                .arg("field", "kinds")
                .arg("value", &*kind.value)
                .arg("choices", choices_of(StoryKind::ITEMS))
                .did_you_mean(suggestion),
        );
    }
}

/// An address of the site itself, or one on the web.
fn is_place(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") || text.starts_with("https://") || text.starts_with("http://")
}

/// A web address without query, fragment or blanks, whose host is not empty.
fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\'))
    })
}
