//! One request → what is heard of it. Redirects are not followed here, bodies are not read.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::Uri;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, Timeout};
use url::Url;

use super::Reason;
use super::address::{Trusted, is_private};

/// How an address is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Only whether it is there.
    Head,
    /// As a browser does.
    Get,
}

/// What is heard.
#[derive(Clone, Debug)]
pub(super) enum Heard {
    /// An answer.
    Told {
        /// Its status.
        status: u16,
        /// To where it leads.
        location: Option<String>,
        /// How long one should wait before asking again.
        wait: Option<Duration>,
    },
    /// No answer.
    Failed(Reason),
    /// The host is in a private network: it was not asked.
    Private,
}

/// Asks.
pub(super) struct Client(Agent);

impl Client {
    /// One that calls itself `name`, and waits at most `timeout` for an answer.
    pub(super) fn new(name: &str, timeout: Duration, trusted: Trusted) -> Self {
        // The roots of the system, since an office may have an authority of its own.
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .proxy(None)
            .timeout_resolve(Some(timeout / 2))
            .timeout_connect(Some(timeout / 2))
            .timeout_global(Some(timeout))
            .tls_config(tls)
            .user_agent(name)
            .build();
        let resolver = Guard { resolver: DefaultResolver::default(), trusted };
        Self(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }

    /// Asks for the address `url`.
    pub(super) fn ask(&self, method: Method, url: &Url) -> Heard {
        let asked = match method {
            Method::Head => self.0.head(url.as_str()).call(),
            Method::Get => self.0.get(url.as_str()).call(),
        };
        let answer = match asked {
            Ok(answer) => answer,
            Err(Error::BadUri(why)) if why == PRIVATE => return Heard::Private,
            Err(error) => return Heard::Failed(reason(&error)),
        };
        let header = |name| answer.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let wait = header(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok()).map(Duration::from_secs);
        Heard::Told { status: answer.status().as_u16(), location: header(LOCATION), wait }
    }
}

/// Looks names up, and keeps to itself those that lead into a private network.
#[derive(Debug)]
struct Guard {
    resolver: DefaultResolver,
    trusted: Trusted,
}

/// What the guard says in such a case.
const PRIVATE: &str = "private";

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &ureq::config::Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        if uri.host().is_some_and(|host| self.trusted.names(host)) {
            return Ok(found);
        }
        let mut open = self.empty();
        found.iter().filter(|place| !is_private(place.ip())).for_each(|place| open.push(*place));
        if open.is_empty() { Err(Error::BadUri(PRIVATE.to_owned())) } else { Ok(open) }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the errors of another crate, to which new ones may come")]
fn reason(error: &Error) -> Reason {
    match error {
        Error::HostNotFound => Reason::NoHost,
        Error::Timeout(Timeout::Resolve) => Reason::NoHost,
        Error::Timeout(Timeout::Connect) => Reason::NoConnection,
        Error::Timeout(_) => Reason::Silent,
        Error::ConnectionFailed => Reason::NoConnection,
        Error::Rustls(_) | Error::Tls(_) => Reason::Certificate,
        Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Reason::Silent,
            io::ErrorKind::InvalidData => Reason::Certificate,
            io::ErrorKind::UnexpectedEof => Reason::CutOff,
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => Reason::NoConnection,
            // What the system says of a name that it cannot look up has neither number nor kind.
            _ if error.raw_os_error().is_none() => Reason::NoHost,
            _ => Reason::NoConnection,
        },
        _ => Reason::CutOff,
    }
}
