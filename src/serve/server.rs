//! Answers browsers from what is shown, and bounds what anybody can ask of it.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use percent_encoding::percent_decode_str;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

use super::answer::{Answer, sealed, short, text, without_body};
use super::guard::{Guard, Leave};
use super::media_type::HTML;
use super::news::News;
use super::shown::Shown;
use super::site::{self, Found};

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 20;
/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 32 << 10;
/// How long a client may take to ask.
const PATIENCE_TO_HEAR: Duration = Duration::from_secs(5);
/// How long a client may take nothing of what it is sent.
const PATIENCE_TO_SAY: Duration = Duration::from_secs(30);
/// Connections at once: more than any browser opens, fewer than files may be open.
const MOST_CONNECTIONS: usize = 400;
/// How long to wait when the machine gives no connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Where the server's own addresses begin; no page of a site can stand there.
const OWN: &str = "/.wanjia/";
const SCRIPT: &str = include_str!("client/preview.js");
const STYLE: &str = include_str!("client/preview.css");

/// What answers are made from.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) shown: Arc<Shown>,
    pub(super) guard: Guard,
    /// The path below which the site will stand on its host, such as `rd/`: pages for any address link there from the root.
    pub(super) base_path: String,
    pub(super) news: News,
}

/// Takes the wanted port of `host`, or of this machine alone; where it is taken, the next free one.
pub(super) fn listen(host: Option<&str>, wanted: u16) -> io::Result<TcpListener> {
    let mut port = wanted;
    loop {
        match bind(host, port) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < wanted.saturating_add(MORE_PORTS) => port += 1,
            Err(error) => return Err(error),
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
        }
    }
}

fn bind(host: Option<&str>, port: u16) -> io::Result<TcpListener> {
    let loopback = [SocketAddr::from((Ipv4Addr::LOCALHOST, port)), SocketAddr::from((Ipv6Addr::LOCALHOST, port))];
    match host {
        Some(host) => TcpListener::bind(&(host, port).to_socket_addrs()?.collect::<Vec<_>>()[..]),
        None => match TcpListener::bind(loopback[0]) {
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => TcpListener::bind(loopback[1]),
            bound => bound,
        },
    }
}

/// Answers until the future is dropped.
pub(super) async fn answer_all(listener: TcpListener, server: Arc<Server>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let place = places.clone().acquire_owned().await.expect("the places are never closed");
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(converse(stream, server.clone(), place));
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn converse(stream: TcpStream, server: Arc<Server>, _place: OwnedSemaphorePermit) {
    let Ok(met) = stream.local_addr() else { return };
    let _at_worst_slower = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE_TO_SAY));
    let service = service_fn(|request| {
        let server = server.clone();
        async move { sealed(server.answer(request, met).await) }
    });
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(PATIENCE_TO_HEAR).max_header_size(LONGEST_HEAD);
    let _broken_off = protocol.serve_connection(TokioIo::new(Box::pin(stream)), service).await;
}

impl Server {
    async fn answer(&self, request: Request<Incoming>, met: SocketAddr) -> Answer {
        let leave = match self.guard.admit(&request, met) {
            Ok(leave) => leave,
            Err(status) => return short(status),
        };
        let answer = match request.uri().path().strip_prefix(OWN) {
            Some(_) if leave == Leave::Pages => short(StatusCode::FORBIDDEN),
            Some(name) => self.own(name, &request),
            None => site::page(&self.shown, &self.base_path, request.uri()).await,
        };
        let answer = if leave == Leave::Pages && is_no_page(&answer) { short(StatusCode::FORBIDDEN) } else { answer };
        if request.method() == Method::HEAD { without_body(answer) } else { answer }
    }

    /// What stands at one of the server's own addresses.
    fn own(&self, name: &str, request: &Request<Incoming>) -> Answer {
        let scene = self.shown.scene();
        match name {
            "preview.js" => text(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
            "preview.css" => text(StatusCode::OK, "text/css; charset=utf-8", STYLE),
            "events" => self.news.listen(&self.shown),
            "problems" => json(&scene.told.problems(scene.version, self.shown.speech)),
            "page" => {
                let file = asked_page(request.uri().query()).and_then(|path| match site::find(&scene, &self.base_path, &path)? {
                    Found::File(address, _) | Found::Folder(address) => Some(address),
                });
                json(&self.shown.page(&scene, file.as_ref()))
            }
            _ => short(StatusCode::NOT_FOUND),
        }
    }
}

fn json(value: &serde_json::Value) -> Answer {
    text(StatusCode::OK, "application/json", value.to_string())
}

/// A file that is there and is no page.
fn is_no_page(answer: &Answer) -> bool {
    answer.status().is_success() && answer.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind != HTML)
}

/// The path in `path=…`, as it stands in the location bar, once or twice percent-encoded.
fn asked_page(query: Option<&str>) -> Option<String> {
    let encoded = query?.split('&').find_map(|pair| pair.strip_prefix("path="))?;
    let once = percent_decode_str(encoded).decode_utf8().ok()?;
    Some(percent_decode_str(&once).decode_utf8().ok()?.into_owned())
}
