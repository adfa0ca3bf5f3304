//! Linked data: what a page is about, in the words of schema.org, for search engines.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::address::Address;
use super::desk::Desk;
use super::head;
use super::pages::Sheet;
use crate::language::Text;
use crate::settings::Settings;
use crate::view::View;

/// The linked data of a page, safe inside `<script type="application/ld+json">`; nothing where there is nothing to tell.
pub(super) fn text(desk: &Desk<'_>, sheet: &Sheet, address: &Address) -> Option<String> {
    let url = desk.full_address(&address.href());
    let mut things: Vec<Value> = sheet.subject.iter().map(|subject| described(desk, sheet, subject, url.as_deref())).collect();
    things.extend(breadcrumbs(desk, sheet));
    if things.is_empty() {
        return None;
    }
    let whole = json!({"@context": "https://schema.org", "@graph": things});
    Some(without_markup(&whole.to_string()))
}

/// A subject with what every page tells of its own: address, picture, description.
fn described(desk: &Desk<'_>, sheet: &Sheet, subject: &Map<String, Value>, url: Option<&str>) -> Value {
    let mut subject = subject.clone();
    let picture = head::picture(sheet).and_then(|path| desk.full_address(&path));
    let more = [("url", url.map(str::to_owned)), ("image", picture), ("description", Some(sheet.description.to_string()))];
    for (name, value) in more {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            subject.entry(name).or_insert_with(|| Value::from(value));
        }
    }
    Value::Object(subject)
}

/// The way from the home page, where the site's address is known.
fn breadcrumbs(desk: &Desk<'_>, sheet: &Sheet) -> Option<Value> {
    desk.about.base_url.as_ref()?;
    if sheet.path.is_empty() {
        return None;
    }
    let crumbs = desk.all_crumbs(sheet);
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .filter_map(|(number, crumb)| {
            let mut item = json!({"@type": "ListItem", "position": number + 1, "name": crumb.get("title").and_then(View::as_text)?});
            if let Some(path) = crumb.get("path").and_then(View::as_text) {
                item["item"] = Value::from(desk.full_address(path)?);
            }
            Some(item)
        })
        .collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items}))
}

/// Values by name, without those that are missing.
pub(super) fn thing<const N: usize>(kind: &str, values: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let values = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    std::iter::once(("@type".to_owned(), Value::from(kind))).chain(values).collect()
}

/// Who runs the site.
pub(super) fn organization(desk: &Desk<'_>) -> Value {
    let name = desk.library.settings().organization.in_language(&desk.language);
    named("GovernmentOrganization", name)
}

/// Something of which only the name is told.
pub(super) fn named(kind: &str, name: &str) -> Value {
    json!({"@type": kind, "name": name})
}

/// The site itself, and who runs it.
pub(super) fn site(desk: &Desk<'_>) -> Vec<Map<String, Value>> {
    let settings = desk.library.settings();
    let say = |text: &Text| Value::from(&**text.in_language(&desk.language));
    let site = thing(
        "WebSite",
        [
            ("name", Some(say(&settings.title))),
            ("alternateName", settings.short_title.as_ref().map(say)),
            ("inLanguage", Some(Value::from(desk.language.html_lang()))),
            ("publisher", Some(organization(desk))),
        ],
    );
    let address = settings.address.as_ref().map(|street| address(desk, settings, street.in_language(&desk.language)));
    let kind = if address.is_some() { "GovernmentOffice" } else { "GovernmentOrganization" };
    let postcode = settings.postcode.as_ref().map(|code| Value::from(&**code));
    let address = address.map(|mut address| {
        if let Some(postcode) = postcode {
            address["postalCode"] = postcode;
        }
        address
    });
    let office = thing(
        kind,
        [
            ("name", Some(say(&settings.organization))),
            ("address", address),
            ("telephone", settings.tel.as_ref().map(|tel| Value::from(&*tel.value))),
            ("email", settings.email.as_ref().map(|email| Value::from(&**email))),
        ],
    );
    vec![site, office]
}

/// An event: what it is called, its first and last day, where it is and who holds it.
pub(super) fn event(desk: &Desk<'_>, name: &str, (start, end): (Date, Option<Date>), place: Value, organizer: Value) -> Map<String, Value> {
    thing(
        "Event",
        [
            ("name", Some(Value::from(name))),
            ("startDate", Some(Value::from(start.to_string()))),
            ("endDate", end.map(|end| Value::from(end.to_string()))),
            ("eventStatus", Some(Value::from("https://schema.org/EventScheduled"))),
            ("eventAttendanceMode", Some(Value::from("https://schema.org/OfflineEventAttendanceMode"))),
            ("location", Some(place)),
            ("organizer", Some(organizer)),
            ("inLanguage", Some(Value::from(desk.language.html_lang()))),
        ],
    )
}

/// A postal address of the site's city.
pub(super) fn address(desk: &Desk<'_>, settings: &Settings, street: &str) -> Value {
    let mut address = json!({"@type": "PostalAddress", "streetAddress": street, "addressCountry": "CN"});
    if let Some(city) = &settings.city {
        address["addressLocality"] = Value::from(&**city.in_language(&desk.language));
    }
    address
}

/// JSON in which nothing looks like markup, and nothing ends a script.
fn without_markup(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let sign = rest[at..].chars().next().expect("it was found");
        safe.push_str(&rest[..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(sign)));
        rest = &rest[at + sign.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}
