//! The site's own addresses: a look into memory, never a path on the disk.

use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{StatusCode, Uri};
use memchr::memmem;
use percent_encoding::percent_decode_str;

use super::answer::{Answer, short, text};
use super::file;
use super::media_type::{HTML, media_type};
use super::shown::{Scene, Shown};
use super::told::tag;
use crate::language::{Speech, Words};
use crate::plan::address::Address;
use crate::publish::{Held, Memory};

/// All that is added to a page.
pub(super) const TAG: &str = "<script src=\"/.wanjia/preview.js\" defer></script>";

/// The largest page of the editor's own that gets the tag, in bytes; a larger one is sent as it is.
const LARGEST_PAGE: u64 = 16 << 20;

const AT_WORK: Words =
    Words { en: "The site is being made. It appears here by itself.", zh: "正在生成网站，完成以后这里会自动显示。" };
const NOT_YET: Words = Words {
    en: "The site could not be made yet. It appears here by itself when what is wrong has been mended.",
    zh: "网站还没有生成成功。问题改好以后，这里会自动显示网页。",
};

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Found {
    /// A file.
    File(Address, Held),
    /// A folder with this page, asked for without its last `/`.
    Folder(Address),
}

/// What the site has at `uri`.
pub(super) async fn page(shown: &Shown, base_path: &str, uri: &Uri) -> Answer {
    let scene = shown.scene();
    if scene.site.is_none() {
        return not_yet(if scene.version == 0 { AT_WORK } else { NOT_YET }, shown.speech);
    }
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else { return short(StatusCode::BAD_REQUEST) };
    match find(&scene, base_path, &path) {
        Some(Found::File(address, held)) => send(StatusCode::OK, &address, held, shown).await,
        Some(Found::Folder(address)) => moved(&address, uri),
        None => not_found(&scene, shown).await,
    }
}

/// What the site has at `path`, or below the path of its web address; else what is withheld there.
pub(super) fn find(scene: &Scene, base_path: &str, path: &str) -> Option<Found> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let below = path.strip_prefix(base_path).filter(|_| !base_path.is_empty());
    let sites = [&scene.site, &scene.withheld];
    sites.into_iter().flatten().find_map(|site| within(site, path).or_else(|| within(site, below?)))
}

fn within(site: &Memory, path: &str) -> Option<Found> {
    let folder = if path.is_empty() { Some("") } else { path.strip_suffix('/') };
    if let Some(folder) = folder {
        let address = Address::page(folder)?;
        return site.get(&address).map(|held| Found::File(address, held));
    }
    let address = Address::file(path)?;
    match site.get(&address) {
        Some(held) => Some(Found::File(address, held)),
        None => Address::page(path).filter(|page| site.get(page).is_some()).map(Found::Folder),
    }
}

fn moved(address: &Address, uri: &Uri) -> Answer {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut answer = short(StatusCode::MOVED_PERMANENTLY);
    let place = HeaderValue::from_str(&format!("/{}{query}", address.href()));
    if let Ok(place) = place {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    answer
}

async fn not_found(scene: &Scene, shown: &Shown) -> Answer {
    let address = Address::file("404.html").expect("a safe name");
    match scene.site.as_ref().and_then(|site| site.get(&address)) {
        Some(held) => send(StatusCode::NOT_FOUND, &address, held, shown).await,
        None => short(StatusCode::NOT_FOUND),
    }
}

async fn send(status: StatusCode, address: &Address, held: Held, shown: &Shown) -> Answer {
    let root = || shown.root.clone();
    let kind = media_type(address.as_str());
    match held {
        Held::Bytes(bytes) if kind == HTML => text(status, HTML, with_tag(&bytes)),
        Held::Bytes(bytes) => text(status, kind, Bytes::from_owner(bytes)),
        Held::File(path) if kind == HTML => match file::whole(path.clone(), root(), LARGEST_PAGE).await {
            Some(bytes) => text(status, HTML, with_tag(&bytes)),
            None => file::send(path, root(), kind).await,
        },
        Held::Picture(path, order) => shown.studio.send(path, order, root(), kind).await,
        Held::File(path) => file::send(path, root(), kind).await,
        Held::Waiting(waiting) => match tokio::task::spawn_blocking(move || waiting.bytes()).await {
            Ok(Some(bytes)) => text(status, kind, bytes),
            Ok(None) => short(StatusCode::NOT_FOUND),
            Err(_) => short(StatusCode::INTERNAL_SERVER_ERROR),
        },
    }
}

/// The page with the tag before its last `</body>`, or at its end.
fn with_tag(page: &[u8]) -> Vec<u8> {
    let at = memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..at], TAG.as_bytes(), &page[at..]].concat()
}

fn not_yet(words: Words, speech: Speech) -> Answer {
    let (lang, words) = (tag(speech), words.say(speech));
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Wanjia</title></head><body><main><h1>{words}</h1></main></body></html>\n"
    );
    text(StatusCode::SERVICE_UNAVAILABLE, HTML, with_tag(page.as_bytes()))
}
