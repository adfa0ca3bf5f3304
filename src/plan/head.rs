//! What stands in a page's `<head>` for machines: page tags by the standard, Open Graph, linked data.
//!
//! Everything here says what the page shows; what needs the site's own address is left out where that is not known.

use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::address::Address;
use super::desk::Desk;
use super::linked_data;
use super::pages::Sheet;
use crate::language::Words;
use crate::settings::{MourningScope, Settings};
use crate::view::View;

/// What a page about a story tells of it besides its title.
pub(super) struct Article {
    /// When it was published: `2026-03-05 09:30`, as the page shows it.
    pub(super) published: String,
    /// Where it comes from.
    pub(super) source: Arc<str>,
    /// Who wrote it, else who edited it.
    pub(super) author: Option<String>,
    /// The words of its tags.
    pub(super) keywords: Vec<Arc<str>>,
}

/// Page tags: their names and contents, in order.
pub(super) type Tags = Vec<(&'static str, View)>;

/// The tags of the site, which every page has.
pub(super) fn site_tags(settings: &Settings, base_url: Option<&str>, title: &Arc<str>) -> Tags {
    let domain = base_url.map(|url| ("SiteDomain", View::from(super::site::domain(url))));
    let code = settings.site_id_code.as_ref().map(|code| ("SiteIDCode", View::from(code)));
    [Some(("SiteName", View::from(title))), domain, code].into_iter().flatten().collect()
}

/// The values of `page` that stand in its head.
pub(super) fn values(desk: &Desk<'_>, sheet: &Sheet, address: &Address, canonical: Option<&str>) -> [(&'static str, View); 4] {
    let is_lasting = !matches!(sheet.kind, "not_found" | "redirect");
    let open_graph = if is_lasting { open_graph(desk, sheet, canonical) } else { Vec::new() };
    let linked_data = if is_lasting { linked_data::text(desk, sheet, address) } else { None };
    [
        ("tags", View::map(tags(desk, sheet, canonical))),
        ("open_graph", View::map(open_graph)),
        ("json_ld", View::from(linked_data)),
        ("mourning", View::from(is_mourning(desk, sheet))),
    ]
}

/// Where a reader reports a mistake on the page: a place of this site or another, else a letter that names the page.
pub(super) fn report(desk: &Desk<'_>, sheet: &Sheet, href: &str) -> View {
    let settings = desk.library.settings();
    let (path, url) = match (&settings.corrections, &settings.email) {
        (Some(place), _) => match place.value.strip_prefix('/') {
            Some(path) => (View::text(path), View::Nothing),
            None => (View::Nothing, View::from(&place.value)),
        },
        (None, Some(email)) => (View::Nothing, View::from(letter(desk, sheet, email, href))),
        (None, None) => return View::Nothing,
    };
    View::map([("path", path), ("url", url)])
}

fn letter(desk: &Desk<'_>, sheet: &Sheet, email: &str, href: &str) -> String {
    let subject = format!("{}{}", desk.say(Words { en: "A mistake on the page: ", zh: "网页纠错：" }), sheet.title);
    let address = desk.full_address(href).unwrap_or_else(|| format!("/{href}"));
    let plain = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("mailto:{email}?subject={}&body={}", plain(&subject), plain(&address))
}

/// Tags of the site, of the column on pages of columns, of the article on articles.
fn tags(desk: &Desk<'_>, sheet: &Sheet, canonical: Option<&str>) -> Tags {
    let own = sheet.column.as_ref().and_then(|id| desk.columns.own(id));
    let column = own.or_else(|| sheet.section.map(|section| desk.columns.section(section)));
    let column = match column {
        Some(column) => &column.tags[..],
        None if sheet.kind == "home" => desk.columns.home(),
        None => &[],
    };
    let mut tags = desk.site_tags.clone();
    tags.extend_from_slice(column);
    if let Some(article) = &sheet.article {
        article_tags(desk, sheet, article, canonical, &mut tags);
    }
    tags
}

fn article_tags(desk: &Desk<'_>, sheet: &Sheet, article: &Article, canonical: Option<&str>, tags: &mut Tags) {
    tags.push(("ArticleTitle", View::from(&sheet.title)));
    tags.push(("PubDate", View::text(&*article.published)));
    tags.push(("ContentSource", View::from(&article.source)));
    if !article.keywords.is_empty() {
        tags.push(("Keywords", View::from(article.keywords.join(","))));
    }
    tags.extend(article.author.as_ref().map(|author| ("Author", View::text(&**author))));
    tags.push(("Description", View::from(&sheet.description)));
    let image = picture(sheet).and_then(|path| desk.full_address(&path));
    tags.extend(image.map(|image| ("Image", View::from(image))));
    tags.extend(canonical.map(|url| ("Url", View::text(url))));
}

fn open_graph(desk: &Desk<'_>, sheet: &Sheet, canonical: Option<&str>) -> Tags {
    let settings = desk.library.settings();
    let kind = if sheet.article.is_some() { "article" } else { "website" };
    let mut values =
        vec![("og:site_name", desk.text(&settings.title)), ("og:title", View::from(&sheet.title)), ("og:type", View::from(kind))];
    values.extend(locale(desk.language.tag()).map(|locale| ("og:locale", View::from(locale))));
    if !sheet.description.is_empty() {
        values.push(("og:description", View::from(&sheet.description)));
    }
    values.extend(canonical.map(|url| ("og:url", View::text(url))));
    let image = picture(sheet).and_then(|path| desk.full_address(&path));
    if let Some(image) = image {
        values.push(("og:image", View::from(image)));
        for (name, field) in [("og:image:width", "width"), ("og:image:height", "height"), ("og:image:alt", "alt")] {
            let value = sheet.picture.get(field).filter(|value| !matches!(value, View::Nothing));
            values.extend(value.map(|value| (name, value.clone())));
        }
    }
    let published = sheet.date_time.as_ref().filter(|_| sheet.article.is_some());
    values.extend(published.map(|moment| ("article:published_time", View::text(&**moment))));
    values
}

/// The path of the page's picture, where it is one that other programs can show.
pub(super) fn picture(sheet: &Sheet) -> Option<Arc<str>> {
    let is_photo = sheet.picture.get("mime").and_then(View::as_text).is_some_and(|mime| mime != "image/svg+xml");
    let path = sheet.picture.get("large").and_then(View::as_text)?;
    is_photo.then(|| path.into())
}

fn locale(tag: &str) -> Option<&'static str> {
    match tag {
        "zh" => Some("zh_CN"),
        "en" => Some("en_US"),
        "ug" => Some("ug_CN"),
        "kk" => Some("kk_CN"),
        _ => None,
    }
}

fn is_mourning(desk: &Desk<'_>, sheet: &Sheet) -> bool {
    let today = desk.about.as_of.date();
    desk.library.settings().mourning.iter().filter(|mourning| mourning.covers(today)).any(|mourning| match mourning.scope {
        MourningScope::Site => true,
        MourningScope::Home => sheet.kind == "home",
    })
}
