//! Feeds (Atom: RFC 4287; JSON Feed 1.1) and the site map (sitemaps.org 0.9).

use serde_json::{Value, json};

use super::body::escape;
use crate::language::Language;
use crate::plan::page::Page;
use crate::plan::written::{Feed, FeedEntry, FeedFormat, Listed, Sitemap};

/// The feed in its format.
pub(super) fn text(feed: &Feed, format: FeedFormat, page: &Page) -> String {
    let url = format!("{}{}", feed.base_url, page.address.href());
    match format {
        FeedFormat::Atom => atom(feed, &url, &page.language),
        FeedFormat::Json => json(feed, &url, &page.language),
    }
}

fn json(feed: &Feed, url: &str, language: &Language) -> String {
    let item = |entry: &FeedEntry| {
        json!({
            "id": entry.url,
            "url": entry.url,
            "title": &*entry.title,
            "content_text": &*entry.summary,
            "date_published": entry.updated,
        })
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": url,
        "language": language.html_lang(),
        "authors": [{"name": feed.author}],
        "items": feed.entries.iter().map(item).collect::<Vec<Value>>(),
    });
    format!("{feed:#}\n")
}

fn atom(feed: &Feed, url: &str, language: &Language) -> String {
    let updated = feed.entries.first().map_or("1970-01-01T00:00:00Z", |entry| &entry.updated);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml.push_str(language.html_lang());
    xml.push_str("\">\n");
    element(&mut xml, "title", &feed.title);
    link(&mut xml, " rel=\"self\" type=\"application/atom+xml\"", url);
    link(&mut xml, "", &feed.page_url);
    element(&mut xml, "id", url);
    element(&mut xml, "updated", updated);
    xml.push_str("<author>");
    element(&mut xml, "name", &feed.author);
    xml.push_str("</author>\n");
    for entry in &feed.entries {
        atom_entry(&mut xml, entry);
    }
    xml.push_str("</feed>\n");
    xml
}

fn atom_entry(xml: &mut String, entry: &FeedEntry) {
    xml.push_str("<entry>\n");
    element(xml, "title", &entry.title);
    link(xml, "", &entry.url);
    element(xml, "id", &entry.url);
    element(xml, "updated", &entry.updated);
    element(xml, "summary", &entry.summary);
    xml.push_str("</entry>\n");
}

/// The site map as XML.
pub(super) fn sitemap(sitemap: &Sitemap) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
    if sitemap.pages.iter().any(|page| !page.translations.is_empty()) {
        xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    }
    xml.push_str(">\n");
    for Listed { address, day, translations } in &sitemap.pages {
        xml.push_str("<url>");
        element(&mut xml, "loc", &format!("{}{}", sitemap.base_url, address.href()));
        if let Some(day) = day {
            element(&mut xml, "lastmod", day);
        }
        for (language, address) in translations {
            let more = format!(" rel=\"alternate\" hreflang=\"{}\"", language.html_lang());
            named_link(&mut xml, "xhtml:link", &more, &format!("{}{}", sitemap.base_url, address.href()));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    escape(xml, &text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), ""));
    xml.push_str(&format!("</{name}>\n"));
}

fn link(xml: &mut String, more: &str, url: &str) {
    named_link(xml, "link", more, url);
}

fn named_link(xml: &mut String, name: &str, more: &str, url: &str) {
    xml.push_str(&format!("<{name}{more} href=\""));
    escape(xml, url);
    xml.push_str("\"/>\n");
}
