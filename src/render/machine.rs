//! Small files for programs: `robots.txt` and the web app manifest.

use serde_json::{Value, json};

use crate::plan::page::Page;
use crate::plan::written::Machine;
use crate::theme::Theme;

/// The icons that a theme may have: their names in `static`, their sizes, types and purposes.
const ICONS: [(&str, &str, &str, &str); 3] = [
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "maskable"),
];

/// The text of the file.
pub(super) fn text(machine: &Machine, page: &Page, theme: &Theme) -> String {
    match machine {
        Machine::Robots { sitemap } => format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"),
        Machine::WebManifest { name, short_name, description } => {
            let mut manifest = json!({
                "name": name,
                "short_name": short_name,
                "lang": page.language.html_lang(),
                "start_url": "./",
                "scope": "./",
                "display": "browser",
                "icons": icons(theme),
            });
            let colours = [("theme_color", &theme.about.theme_color), ("background_color", &theme.about.background_color)];
            for (key, value) in [("description", description)].into_iter().chain(colours) {
                if let Some(value) = value {
                    manifest[key] = Value::from(value.as_str());
                }
            }
            format!("{manifest:#}\n")
        }
    }
}

fn icons(theme: &Theme) -> Vec<Value> {
    let there = ICONS.iter().filter(|(name, ..)| theme.assets.contains_key(*name));
    let icon = |(name, sizes, kind, purpose): &(&str, &str, &str, &str)| json!({"src": format!("{}/{name}", theme.asset_folder), "sizes": sizes, "type": kind, "purpose": purpose});
    there.map(icon).collect()
}
