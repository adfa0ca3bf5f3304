//! Who may ask: nobody but this machine's own pages, under names that can mean nothing but this server.
//!
//! Other sites must neither read what is being written here nor embed it, however a browser is led here: by a name that was pointed at
//! this machine (DNS rebinding), by a script, a frame or a picture on a page of theirs.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{self, HeaderName};
use hyper::{HeaderMap, Method, Request, StatusCode, Uri};

/// The longest path with its query, in bytes.
const LONGEST_TARGET: usize = 8 << 10;

/// Names that mean this machine everywhere.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Under which names the server may be asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard {
    /// The name after `--host`, besides this machine's own.
    own: Option<String>,
}

/// What a request that is let in may get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// Everything.
    All,
    /// Only pages: a link on another site was followed.
    Pages,
}

impl Guard {
    /// Lets in whoever asks for this machine, or for `own`.
    pub(super) fn new(own: Option<&str>) -> Self {
        Self { own: own.map(str::to_owned) }
    }

    /// Whether the request is for us, and what it may get; else the status that refuses it. `met` is the address at which it came in.
    pub(super) fn admit<B>(&self, request: &Request<B>, met: SocketAddr) -> Result<Leave, StatusCode> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        if target_length(request.uri()) > LONGEST_TARGET {
            return Err(StatusCode::URI_TOO_LONG);
        }
        let headers = request.headers();
        if has_a_body(headers) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let host = only(headers, &header::HOST).filter(|host| self.is_ours(host, met)).ok_or(StatusCode::FORBIDDEN)?;
        let target = request.uri().authority().is_none_or(|authority| authority.as_str().eq_ignore_ascii_case(host));
        if !target || !is_own_origin(headers, host) {
            return Err(StatusCode::FORBIDDEN);
        }
        leave(headers).ok_or(StatusCode::FORBIDDEN)
    }

    /// A name of this machine, the one after `--host`, or the very address at which the request came in: no other site's name is an address.
    fn is_ours(&self, host: &str, met: SocketAddr) -> bool {
        let Some(name) = without_port(host) else { return false };
        let is = |own: &&str| name.eq_ignore_ascii_case(own);
        LOOPBACK.iter().any(is) || self.own.as_deref().iter().any(is) || self.own.is_some() && is_address(name, met.ip())
    }
}

fn target_length(uri: &Uri) -> usize {
    uri.path_and_query().map_or(0, |target| target.as_str().len())
}

fn has_a_body(headers: &HeaderMap) -> bool {
    let announced = headers.get(header::CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    announced || headers.contains_key(header::TRANSFER_ENCODING)
}

/// The value of a header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(first)
}

/// `name` of `name` and `name:port`.
fn without_port(host: &str) -> Option<&str> {
    let Some(colon) = host.rfind(':').filter(|at| !host[*at..].contains(']')) else { return Some(host) };
    let port = &host[colon + 1..];
    (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(&host[..colon])
}

fn is_address(name: &str, met: IpAddr) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().is_ok_and(|named| named == met.to_canonical())
}

/// A page that asks for something says where it came from; it must have come from here, not from another port.
fn is_own_origin(headers: &HeaderMap, host: &str) -> bool {
    if !headers.contains_key(header::ORIGIN) {
        return true;
    }
    let origin = only(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
    origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host))
}

/// What the browser says of who asks. Another site may link to a page, which the editor then sees as a page of its own; it may show or
/// load nothing.
fn leave(headers: &HeaderMap) -> Option<Leave> {
    match one_of(headers, &SEC_FETCH_SITE)? {
        "" | "same-origin" | "none" => Some(Leave::All),
        _ if one_of(headers, &SEC_FETCH_MODE)? == "navigate" && one_of(headers, &SEC_FETCH_DEST)? == "document" => Some(Leave::Pages),
        _ => None,
    }
}

/// The value of a header that may be missing (``); nothing when it stands there twice.
fn one_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    if headers.contains_key(name) { only(headers, name) } else { Some("") }
}
