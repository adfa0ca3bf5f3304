//! What a theme says of itself: `theme.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::files::ThemeFile;
use super::words::problem_of;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// The number of the contract between this program and its themes: it grows when a template that was right before may not be any more.
pub const CONTRACT: u32 = 1;

/// What a theme says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The theme whose files serve where this one has none, and where its name stands.
    pub extends: Option<(String, Span)>,
    /// The colour of a browser's bar around the site, for the web app manifest.
    pub theme_color: Option<String>,
    /// The colour behind the site while it is loaded.
    pub background_color: Option<String>,
}

/// `theme.yaml`; name and description are for people and programs that list themes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "name")]
    _name: Option<Said>,
    #[serde(default, rename = "description")]
    _description: Option<Said>,
    #[serde(default)]
    extends: Option<String>,
    #[serde(default)]
    contract: Option<u32>,
    #[serde(default)]
    theme_color: Option<String>,
    #[serde(default)]
    background_color: Option<String>,
}

/// A text, or one for each language.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Said {
    Once(#[expect(dead_code, reason = "only its form is checked here")] String),
    ByLanguage(#[expect(dead_code, reason = "only its form is checked here")] BTreeMap<String, String>),
}

impl About {
    /// What the theme of these files says; the last `theme.yaml` counts. A contract of another program is reported.
    pub fn of(files: &[ThemeFile], diagnostics: &mut Diagnostics) -> Self {
        let Some(file) = files.iter().rfind(|file| file.name == "theme.yaml") else { return Self::default() };
        let text = String::from_utf8_lossy(&file.bytes);
        let written = match serde_yaml::from_str::<Option<Written>>(&text) {
            Ok(written) => written.unwrap_or_default(),
            Err(error) => {
                diagnostics.push(problem_of(&error, file, FORM));
                return Self::default();
            }
        };
        if let Some(wanted) = written.contract.filter(|wanted| *wanted != CONTRACT) {
            let problem = Diagnostic::new(Code::ThemeContract, value_span(file, &text, "contract"));
            diagnostics.push(problem.arg("wanted", wanted.to_string()).arg("ours", CONTRACT.to_string()));
        }
        Self {
            extends: written.extends.map(|name| (name, value_span(file, &text, "extends"))),
            theme_color: written.theme_color,
            background_color: written.background_color,
        }
    }
}

const FORM: &str = "这里可以写 name、description、extends、contract、theme_color、background_color";

/// Where the value of `key` stands on its line.
fn value_span(file: &ThemeFile, text: &str, key: &str) -> Span {
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix(key).and_then(|rest| rest.trim_start().strip_prefix(':')) {
            let value = rest.split(" #").next().unwrap_or_default().trim();
            let start = line_start + line.len() - rest.trim_start().len();
            return Span::of(&file.source, text, start..start + value.len());
        }
        line_start += line.len();
    }
    Span::file(&file.source)
}
