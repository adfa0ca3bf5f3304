//! Answers browsers on this machine from the site in memory, and nobody else from anywhere else.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use percent_encoding::percent_decode_str;

use crate::plan::address::Address;
use crate::publish::{Held, Memory};

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 20;

/// The site that is shown, replaced as a whole by every good build. Empty until the first.
#[derive(Debug, Default)]
pub(super) struct Shown {
    site: RwLock<Option<Arc<Memory>>>,
    /// The path below which the site will stand on its host, such as `rd/`: pages for any address link there from the root.
    base_path: String,
}

impl Shown {
    /// Shows nothing yet.
    pub(super) fn new(base_path: &str) -> Self {
        Self { site: RwLock::default(), base_path: base_path.trim_start_matches('/').to_owned() }
    }

    /// The site as it is now.
    pub(super) fn site(&self) -> Option<Arc<Memory>> {
        self.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another site from now on.
    pub(super) fn replace(&self, site: Memory) {
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(site));
    }
}

/// Takes the wanted port of this machine, or the next free one.
pub(super) fn listen(wanted: u16) -> io::Result<TcpListener> {
    let mut port = wanted;
    loop {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < wanted.saturating_add(MORE_PORTS) => port += 1,
            Err(error) => return Err(error),
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
        }
    }
}

/// Answers until the future is dropped.
pub(super) async fn answer(listener: TcpListener, shown: Arc<Shown>) -> io::Result<()> {
    let app = Router::new().fallback(respond).with_state(shown);
    axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
}

/// The address that editors open.
pub(super) fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

async fn respond(State(shown): State<Arc<Shown>>, request: Request) -> Response<Body> {
    let mut response = match refusal(&request) {
        Some(status) => short(status),
        None => page(&shown, request.uri()).await,
    };
    for (name, value) in EVERY_ANSWER {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Other sites must not read what is being written here, browsers must not guess or keep it.
const EVERY_ANSWER: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Why a request is not for us: only reading, and only under a name that can mean nothing but this machine (DNS rebinding).
fn refusal(request: &Request) -> Option<StatusCode> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let headers = request.headers();
    let host = only(headers, header::HOST).is_some_and(is_loopback);
    let target = request.uri().authority().is_none_or(|authority| is_loopback(authority.as_str()));
    let origin = !headers.contains_key(header::ORIGIN) || only(headers, header::ORIGIN).is_some_and(is_loopback_origin);
    (!host || !target || !origin).then_some(StatusCode::FORBIDDEN)
}

fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(first)
}

fn is_loopback_origin(origin: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(is_loopback)
}

fn is_loopback(host: &str) -> bool {
    let port_at = host.rfind(':').filter(|at| !host[*at..].contains(']'));
    let (name, port) = port_at.map_or((host, "1"), |at| (&host[..at], &host[at + 1..]));
    let numeric = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    numeric && ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// What the site has at `uri`: a look into memory, never a path on the disk.
async fn page(shown: &Shown, uri: &Uri) -> Response<Body> {
    let Some(site) = shown.site() else { return not_yet() };
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else { return short(StatusCode::BAD_REQUEST) };
    let path = path.strip_prefix('/').unwrap_or(&path);
    let below = path.strip_prefix(&shown.base_path).filter(|_| !shown.base_path.is_empty());
    let found = find(&site, path).or_else(|| find(&site, below?));
    match found {
        Some(Found::File(address, held)) => file(StatusCode::OK, &address, held).await,
        Some(Found::Folder(address)) => moved(&address, uri),
        None => not_found(&site).await,
    }
}

/// What a path leads to.
enum Found {
    /// A file.
    File(Address, Held),
    /// A folder with this page, asked for without its last `/`.
    Folder(Address),
}

fn find(site: &Memory, path: &str) -> Option<Found> {
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

fn moved(address: &Address, uri: &Uri) -> Response<Body> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = short(StatusCode::MOVED_PERMANENTLY);
    let place = HeaderValue::from_str(&format!("/{}{query}", address.href()));
    if let Ok(place) = place {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

async fn not_found(site: &Memory) -> Response<Body> {
    let address = Address::file("404.html").expect("a safe name");
    match site.get(&address) {
        Some(held) => file(StatusCode::NOT_FOUND, &address, held).await,
        None => short(StatusCode::NOT_FOUND),
    }
}

async fn file(status: StatusCode, address: &Address, held: Held) -> Response<Body> {
    let body = match held {
        Held::Bytes(bytes) => Body::from(bytes.to_vec()),
        Held::File(path) => match tokio::task::spawn_blocking(move || std::fs::read(path)).await {
            Ok(Ok(bytes)) => Body::from(bytes),
            Ok(Err(_)) | Err(_) => return short(StatusCode::NOT_FOUND),
        },
    };
    with_type(status, media_type(address.as_str()), body)
}

fn not_yet() -> Response<Body> {
    let page = "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>Wanjia</title>\
                <p>网站还没有生成成功，请看终端里的提示，改好后会自动重试。</p>\
                <p lang=\"en\">The site could not be made yet. The terminal says why; it is tried again when you save.</p></html>\n";
    with_type(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", Body::from(page))
}

fn short(status: StatusCode) -> Response<Body> {
    with_type(status, "text/plain; charset=utf-8", Body::from(format!("{status}\n")))
}

fn with_type(status: StatusCode, media_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "xml" => "application/xml",
        "txt" | "csv" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::publish::Sink;

    fn site() -> Arc<Shown> {
        let memory = Memory::default();
        for (path, text) in [("index.html", "首页"), ("stations/kly-017/index.html", "站"), ("板凳.html", "板凳"), ("404.html", "没有")]
        {
            let address = Address::file(path).expect("a safe name");
            memory.write(&address, Digest::of(b""), text.as_bytes()).expect("memory does not fail");
        }
        let shown = Shown::new("/rd/");
        shown.replace(memory);
        Arc::new(shown)
    }

    fn ask(method: &str, uri: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let response = respond(State(site()), request).await;
            assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
            let status = response.status().as_u16();
            let place = response.headers().get(header::LOCATION).map_or("", |place| place.to_str().expect("text")).to_owned();
            let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a short body");
            (status, String::from_utf8(bytes.to_vec()).expect("text"), place)
        })
    }

    fn get(uri: &str) -> (u16, String, String) {
        ask("GET", uri, &[("Host", "localhost:4000")])
    }

    #[test]
    fn pages_are_found_as_a_web_server_finds_them() {
        assert_eq!(get("/"), (200, "首页".into(), String::new()));
        assert_eq!(get("/stations/kly-017/?a=b"), (200, "站".into(), String::new()));
        assert_eq!(get("/%E6%9D%BF%E5%87%B3.html").1, "板凳");
        assert_eq!(get("/stations/kly-017?a=b"), (301, "301 Moved Permanently\n".into(), "/stations/kly-017/?a=b".into()));
        assert_eq!(get("/rd/stations/kly-017/"), (200, "站".into(), String::new()));
        assert_eq!(get("/rd/"), (200, "首页".into(), String::new()));
        assert_eq!(get("/no/"), (404, "没有".into(), String::new()));
    }

    #[test]
    fn nothing_outside_the_site_is_reached() {
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/%252e%252e/Cargo.toml",
            "/..%5cCargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/index.html%00",
            "/./index.html",
            "/index.html/",
            "/stations//kly-017/",
            "/@fs/etc/passwd",
            "/C:/Windows/win.ini",
        ] {
            assert_eq!(get(path).0, 404, "{path}");
        }
        assert_eq!(get("/%ff").0, 400);
    }

    #[test]
    fn only_this_machine_may_read_and_nobody_may_write() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"] {
            assert_eq!(ask(method, "/", &[("Host", "localhost")]).0, 405, "{method}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io",
            "evil.example:4000",
            "localhost:",
            "localhost:x",
            "",
            "[::2]",
            "0.0.0.0",
        ] {
            assert_eq!(ask("GET", "/", &[("Host", host)]).0, 403, "{host}");
        }
        for host in ["localhost", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000", "[::1]"] {
            assert_eq!(ask("GET", "/", &[("Host", host)]).0, 200, "{host}");
        }
        assert_eq!(ask("GET", "/", &[]).0, 403);
        assert_eq!(ask("GET", "/", &[("Host", "localhost"), ("Host", "evil.example")]).0, 403);
        assert_eq!(ask("GET", "http://evil.example/", &[("Host", "localhost")]).0, 403);
        for origin in ["http://evil.example", "null", "https://localhost.evil.example", "file://"] {
            assert_eq!(ask("GET", "/", &[("Host", "localhost"), ("Origin", origin)]).0, 403, "{origin}");
        }
        assert_eq!(ask("GET", "/", &[("Host", "localhost:4000"), ("Origin", "http://localhost:4000")]).0, 200);
    }

    #[test]
    fn a_busy_port_gives_way_to_the_next() {
        let first = listen(47_311).expect("a free port");
        let second = listen(first.local_addr().expect("bound").port()).expect("a free port");
        assert!(second.local_addr().expect("bound").port() > first.local_addr().expect("bound").port());
    }

    #[test]
    fn without_a_site_the_browser_is_told_so() {
        let request = Request::builder().uri("/").header("Host", "localhost").body(Body::empty()).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let response = runtime.block_on(respond(State(Arc::default()), request));
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
