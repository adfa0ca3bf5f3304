//! What must be said of pictures, and how large they must be.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::SlotKind;
use crate::model::{Library, Photo, Story};
use crate::picture::Format;
use crate::source::SourcePath;

/// Pictures of fewer pixels across are blurred where they are shown.
const NARROWEST: u32 = 480;

/// Words that say nothing of what a picture shows.
const EMPTY_WORDS: [&str; 12] = ["图片", "照片", "图", "配图", "插图", "封面", "示意图", "image", "photo", "picture", "cover", "img"];

/// What cameras and messengers begin the names of files with.
const CAMERAS: [&str; 7] = ["img_", "dsc", "微信图片_", "mmexport", "wechatimg", "qq图片", "screenshot"];

/// Every picture of the library.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    for story in library.stories().values() {
        for photo in photos(&story.record) {
            picture(library, &story.path, photo, diagnostics);
            uncredited(library, story.record.photographers.is_empty(), &story.path, photo, diagnostics);
        }
    }
    let stations = library.stations().values().flat_map(|thing| thing.record.photos.iter().map(move |photo| (&thing.path, photo)));
    let projects = library.projects().values().flat_map(|thing| thing.record.photos.iter().map(move |photo| (&thing.path, photo)));
    let campaigns = library.campaigns().values().filter_map(|thing| Some((&thing.path, thing.record.cover.as_ref()?)));
    let districts = library.districts().values().filter_map(|thing| Some((&thing.path, thing.record.cover.as_ref()?)));
    for (path, photo) in stations.chain(projects).chain(campaigns).chain(districts) {
        picture(library, path, photo, diagnostics);
    }
    library.deputies().values().filter_map(|thing| thing.record.photo.as_ref()).for_each(|photo| said(photo, diagnostics));
    in_texts(library, diagnostics);
}

fn photos(story: &Story) -> impl Iterator<Item = &Photo> {
    story.cover.iter().chain(&story.photos)
}

fn picture(library: &Library, path: &SourcePath, photo: &Photo, diagnostics: &mut Diagnostics) {
    said(photo, diagnostics);
    if let Some((width, height)) = pixels(library, path, photo).filter(|(width, _)| *width < NARROWEST) {
        let problem = Diagnostic::new(Code::SmallImage, photo.file.span.clone()).arg("file", &*photo.file.value);
        diagnostics.push(problem.arg("width", width.to_string()).arg("height", height.to_string()).arg("least", NARROWEST.to_string()));
    }
}

/// The pixels across and down of a photograph as it is stored; a drawing has none.
fn pixels(library: &Library, path: &SourcePath, photo: &Photo) -> Option<(u32, u32)> {
    let facts = library.media(&path.join(&photo.file.value)?)?.picture?;
    match facts.format {
        Format::Svg => None,
        Format::Jpeg | Format::Png | Format::WebP | Format::Gif => facts.stored,
    }
}

/// What an editor says of a picture.
fn said(photo: &Photo, diagnostics: &mut Diagnostics) {
    if is_name(photo.alt.main(), &photo.file.value) {
        let problem = Diagnostic::new(Code::AltIsName, photo.file.span.clone());
        diagnostics.push(problem.arg("alt", &**photo.alt.main()));
    }
}

/// A story's photograph names who took it, or the story does.
fn uncredited(library: &Library, nobody: bool, path: &SourcePath, photo: &Photo, diagnostics: &mut Diagnostics) {
    if nobody && photo.credit.is_none() && pixels(library, path, photo).is_some() {
        diagnostics.push(Diagnostic::new(Code::NoCredit, photo.file.span.clone()).arg("file", &*photo.file.value));
    }
}

fn in_texts(library: &Library, diagnostics: &mut Diagnostics) {
    let pictures = library.texts().flat_map(|text| text.document.slots.iter()).filter(|slot| match slot.kind {
        SlotKind::Image => true,
        SlotKind::Link | SlotKind::WikiLink => false,
    });
    for slot in pictures.filter(|slot| is_name(&slot.text, &slot.destination)) {
        diagnostics.push(Diagnostic::new(Code::AltIsName, slot.span.clone()).arg("alt", slot.text.as_str()));
    }
}

/// Whether `alt` only repeats the name of the picture's file, or says no more than that it is a picture. A file that is called in words,
/// Chinese ones or several, may be shown with them.
fn is_name(alt: &str, file: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let is_camera = CAMERAS.iter().any(|begin| alt.strip_prefix(begin).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    let plain = alt.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let is_code = alt.bytes().all(|byte| byte.is_ascii_graphic());
    !alt.is_empty() && (alt == name || alt == stem && is_code || is_camera || EMPTY_WORDS.contains(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_description() {
        for (alt, file) in
            [("cover.jpg", "cover.jpg"), ("IMG_2031", "a.jpg"), ("图片1", "a.jpg"), ("微信图片_20260305", "b.png"), ("a1", "x/a1.png")]
        {
            assert!(is_name(alt, file), "{alt}");
        }
        for (alt, file) in [
            ("代表听居民发言", "a.jpg"),
            ("代表听居民发言", "代表听居民发言.jpg"),
            ("", "a.jpg"),
            ("小广场", "小广场.jpg"),
            ("the old gate", "the old gate.jpg"),
        ] {
            assert!(!is_name(alt, file), "{alt}");
        }
    }
}
