//! What an official site must carry: an example, which says that it is one, is not asked for it.

use std::sync::Arc;

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::fields::Record;
use crate::model::Library;
use crate::settings::{Profile, Settings};
use crate::source::{SourcePath, Span, Spanned};

/// The settings and the dates of stories.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    let settings = library.settings();
    if settings.demo.is_none() {
        tags(settings, diagnostics);
        footer(settings, diagnostics);
    }
    files(library, diagnostics);
    match settings.profile {
        Profile::Congress => {}
        Profile::GovernmentStrict => {
            times(library, diagnostics);
            sign_off(settings, diagnostics);
        }
    }
}

/// A government site has its three readings, or says that it has none.
fn sign_off(settings: &Settings, diagnostics: &mut Diagnostics) {
    if settings.review.is_none() && settings.demo.is_none() {
        diagnostics.push(Diagnostic::new(Code::SignOffUndecided, whole_file()));
    }
}

fn tags(settings: &Settings, diagnostics: &mut Diagnostics) {
    if settings.site_id_code.is_none() {
        diagnostics.push(Diagnostic::new(Code::NoSiteCode, whole_file()));
    }
    if settings.base_url.is_none() {
        diagnostics.push(Diagnostic::new(Code::NoSiteDomain, whole_file()));
    }
}

fn footer(settings: &Settings, diagnostics: &mut Diagnostics) {
    if settings.emblem.is_none() {
        diagnostics.push(Diagnostic::new(Code::NoEmblem, whole_file()));
    }
    forms(settings, diagnostics);
    let Settings { address, tel, email, icp, police_record, office_mark, corrections, .. } = settings;
    let asked = [
        ("address", address.is_some()),
        ("tel", tel.is_some()),
        ("icp", icp.is_some()),
        ("police_record", police_record.is_some()),
        ("office_mark", office_mark.is_some()),
        ("corrections", corrections.is_some() || email.is_some()),
    ];
    for (field, _) in asked.into_iter().filter(|(_, is_there)| !is_there) {
        let declaration = Settings::RECORD.fields.iter().find(|declaration| declaration.name == field);
        let meaning = declaration.expect("the settings declare it").meaning;
        let meaning = Arg::Sentence { en: meaning.en.trim().trim_end_matches('.').to_owned(), zh: meaning.zh.to_owned() };
        diagnostics.push(Diagnostic::new(Code::FooterLacks, whole_file()).arg("field", field).arg("meaning", meaning));
    }
}

/// The numbers of filings have the forms in which they are issued.
fn forms(settings: &Settings, diagnostics: &mut Diagnostics) {
    if let Some(icp) = settings.icp.as_ref().filter(|icp| !is_icp(&icp.value)) {
        diagnostics.push(Diagnostic::new(Code::FilingForm, icp.span.clone()).arg("value", &*icp.value).arg("form", "京ICP备12345678号-1"));
    }
    if let Some(police) = settings.police_record.as_ref().filter(|police| !is_police_record(&police.value)) {
        let problem = Diagnostic::new(Code::FilingForm, police.span.clone()).arg("value", &*police.value);
        diagnostics.push(problem.arg("form", "京公网安备11010102000001号"));
    }
}

/// `京ICP备12345678号`, perhaps with the number of the site: `-1`. Older numbers have fewer digits.
fn is_icp(text: &str) -> bool {
    let Some((place, rest)) = text.split_once("ICP备") else { return false };
    let Some((number, site)) = rest.split_once('号') else { return false };
    let is_number = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_site = site.is_empty() || site.strip_prefix('-').is_some_and(|site| is_number(site, 4));
    place.chars().count() <= 2 && is_number(number, 10) && number.len() >= 6 && is_site
}

/// `京公网安备11010102000001号`, with or without a space.
fn is_police_record(text: &str) -> bool {
    let number = text.split_once("公网安备").map(|(_, number)| number.trim());
    let number = number.and_then(|number| number.strip_suffix('号')).map(str::trim);
    number.is_some_and(|number| number.len() == 14 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The pictures that the settings name stand in `static`.
fn files(library: &Library, diagnostics: &mut Diagnostics) {
    let settings = library.settings();
    let mark = settings.office_mark.as_ref().map(|mark| &mark.image);
    let named: [Option<&Spanned<Arc<str>>>; 3] = [settings.emblem.as_ref(), settings.police_icon.as_ref(), mark];
    for file in named.into_iter().flatten() {
        let name = file.value.trim_start_matches("static/").trim_start_matches('/');
        let path = SourcePath::new(&format!("static/{name}"));
        if !library.statics().contains_key(&path) {
            diagnostics.push(Diagnostic::new(Code::MissingImage, file.span.clone()).arg("file", path.as_str()));
        }
    }
}

fn times(library: &Library, diagnostics: &mut Diagnostics) {
    let dates = library.stories().values().map(|story| &story.record.date);
    for date in dates.filter(|date| date.value.time.is_none()) {
        diagnostics.push(Diagnostic::new(Code::NoPublicationTime, date.span.clone()).arg("value", date.value.iso()));
    }
}

fn whole_file() -> Span {
    Span::file(&SourcePath::new("site.yaml"))
}
