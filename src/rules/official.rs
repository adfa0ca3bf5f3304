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
        Profile::GovernmentStrict => times(library, diagnostics),
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
