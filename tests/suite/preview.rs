//! A running `wanjia serve`, asked over real sockets.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use wanjia::digest::Digest;
use wanjia::pipeline::{self, Quiet, Rendering, Request};
use wanjia::plan::address::Address;
use wanjia::publish::{Pictures, PublishError, Sink};

/// How long anything may take on a busy machine before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);
/// The moment for which previews and clean builds are made.
pub(crate) const AS_OF: &str = "2026-06-01T12:00";
/// All that the server adds to a page.
pub(crate) const TAG: &str = "<script src=\"/.wanjia/preview.js\" defer></script>";

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, whose name is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A running server and what it said; it is ended when dropped.
#[derive(Debug)]
pub(crate) struct Preview {
    pub(crate) child: Child,
    pub(crate) port: u16,
    said: Arc<Mutex<Vec<String>>>,
}

/// A program that looks at the folder `site`.
pub(crate) fn program(site: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wanjia"));
    command.arg("--site").arg(site).args(["--lang", "en"]).args(arguments);
    command
}

/// A port that was free a moment ago; where somebody else takes it, the server takes the next.
pub(crate) fn free_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port().to_string()
}

impl Preview {
    /// Shows the site in the folder `site` as of [`AS_OF`].
    pub(crate) fn of(site: &Path) -> Self {
        Self::with(site, &["--as-of", AS_OF])
    }

    pub(crate) fn with(site: &Path, arguments: &[&str]) -> Self {
        Self::run(program(site, &[&["serve", "--port", &free_port()], arguments].concat()))
    }

    /// Waits until the first round is over.
    pub(crate) fn run(mut command: Command) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut preview = Self::silent(child);
        let line = preview.wait_said(|line| line.starts_with("Open http://"));
        let address = line.split(['/', ' ']).find(|part| part.contains(':') && !part.starts_with("http")).unwrap();
        preview.port = address.rsplit(':').next().unwrap().parse().unwrap();
        preview.wait("the first round", || preview.version() > 0 && !preview.rounds().is_empty());
        preview
    }

    /// A program that says something and serves nothing.
    pub(crate) fn silent(mut child: Child) -> Self {
        let said = Arc::new(Mutex::new(Vec::new()));
        listen(child.stdout.take().unwrap(), said.clone());
        listen(child.stderr.take().unwrap(), said.clone());
        Self { child, port: 0, said }
    }

    /// Every line that was said so far.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    fn last_said(&self) -> String {
        let said = self.said();
        said[said.len().saturating_sub(30)..].join("\n")
    }

    /// The lines of rounds.
    pub(crate) fn rounds(&self) -> Vec<String> {
        self.said().into_iter().filter(|line| line.matches(" · ").count() == 3).collect()
    }

    pub(crate) fn wait_said(&self, wanted: impl Fn(&str) -> bool) -> String {
        let mut found = None;
        self.wait("a line", || {
            found = self.said().into_iter().find(|line| wanted(line));
            found.is_some()
        });
        found.unwrap()
    }

    /// Waits until something is so.
    pub(crate) fn wait(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < until, "{what} does not come; said last:\n{}", self.last_said());
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Sends `bytes` and takes whatever comes until the other side ends.
    pub(crate) fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        let _may_be_refused_early = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _may_be_reset = stream.read_to_end(&mut answer);
        answer
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let connected = TcpStream::connect(("127.0.0.1", self.port));
        let stream = connected.unwrap_or_else(|error| panic!("{error}; said last:\n{}", self.last_said()));
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Asks with a request line and headers of one's own.
    pub(crate) fn ask(&self, line: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
        parse(&self.send((request + "\r\n").as_bytes()))
    }

    /// Asks as the browser does for a page of this site.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[("Host", &format!("127.0.0.1:{}", self.port))])
    }

    /// The status and text of a page.
    pub(crate) fn page(&self, path: &str) -> (u16, String) {
        let answer = self.get(path);
        (answer.status, answer.text())
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).body).unwrap()
    }

    /// The version of what is shown.
    pub(crate) fn version(&self) -> u64 {
        self.json("/.wanjia/problems")["version"].as_u64().unwrap()
    }

    /// Waits until a page has this status and holds this text.
    pub(crate) fn wait_page(&self, path: &str, status: u16, text: &str) {
        self.wait(&format!("{path} {status} `{text}`"), || {
            let page = self.page(path);
            page.0 == status && page.1.contains(text)
        });
    }

    /// Waits until exactly what a clean build of `site` makes is served, and nothing of what was served once at `addresses`; returns what
    /// is served.
    pub(crate) fn wait_settled(&self, site: &Path, addresses: &mut BTreeMap<String, Vec<u8>>) {
        let clean = clean_build(site);
        let mut other = Vec::new();
        let until = Instant::now() + PATIENCE;
        loop {
            other.clear();
            let mut browser = Browser::of(self);
            for (address, bytes) in &clean {
                let answer = browser.get(address);
                let served = untagged(address, &answer.body);
                if (answer.status, &served) != (200, bytes) {
                    other.push(format!("{address}: {} {}", answer.status, first_difference(&served, bytes)));
                }
            }
            other.extend(addresses.keys().filter(|old| !clean.contains_key(*old) && browser.get(old).status != 404).cloned());
            if other.is_empty() {
                break;
            }
            assert!(Instant::now() < until, "not what a clean build makes: {other:#?}\n{}", self.last_said());
            std::thread::sleep(Duration::from_millis(20));
        }
        addresses.extend(clean);
    }

    /// Ends it as Ctrl-C does; its exit code.
    pub(crate) fn end(&mut self, signal: &str) -> Option<i32> {
        Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < until, "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn listen(stream: impl Read + Send + 'static, said: Arc<Mutex<Vec<String>>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            said.lock().unwrap().push(line);
        }
    });
}

/// The answer in `bytes`; status 0 when the connection was just closed.
pub(crate) fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: bytes[end..].to_vec() }
}

/// What `build` publishes at `address`, from what is served there: pages without the one tag, which must be there once.
fn untagged(address: &str, served: &[u8]) -> Vec<u8> {
    if !address.ends_with(".html") {
        return served.to_vec();
    }
    let Some(at) = served.windows(TAG.len()).position(|window| window == TAG.as_bytes()) else { return b"no tag".to_vec() };
    [&served[..at], &served[at + TAG.len()..]].concat()
}

/// A browser that keeps its connection.
struct Browser<'a> {
    preview: &'a Preview,
    stream: BufReader<TcpStream>,
}

impl<'a> Browser<'a> {
    fn of(preview: &'a Preview) -> Self {
        Self { preview, stream: BufReader::new(preview.connect()) }
    }

    /// What is at `address`, a path as in the output folder.
    fn get(&mut self, address: &str) -> Answer {
        let address = Address::file(address).unwrap();
        for _ in 0..3 {
            let request = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", address.href());
            if let Some(answer) = self.stream.get_mut().write_all(request.as_bytes()).ok().and_then(|()| self.read()) {
                return answer;
            }
            self.stream = BufReader::new(self.preview.connect());
        }
        panic!("no answer for {address}");
    }

    fn read(&mut self) -> Option<Answer> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if self.stream.read_until(b'\n', &mut head).ok()? == 0 {
                return None;
            }
        }
        let mut answer = parse(&head);
        answer.body = vec![0; answer.header("content-length")?.parse().ok()?];
        self.stream.read_exact(&mut answer.body).ok()?;
        Some(answer)
    }
}

/// What a clean build of the folder `site` is asked for.
pub(crate) fn clean_request(site: &Path) -> Request {
    Request { site: site.to_owned(), as_of: AS_OF.parse().unwrap(), base_url: None, skipped: Vec::new() }
}

/// The first line in which `found` is not `expected`.
pub(crate) fn first_difference(found: &[u8], expected: &[u8]) -> String {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let (found, expected) = (lines(found), lines(expected));
    let at = (0..).find(|at| found.get(*at) != expected.get(*at)).unwrap_or(0);
    format!("line {}: {:?} and not {:?}", at + 1, found.get(at), expected.get(at))
}

/// Every file that a clean build of the folder `site` makes.
pub(crate) fn clean_build(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let collected = Collected::default();
    let outcome = pipeline::build(&clean_request(site), &collected, Rendering::WhenSound, &Quiet).unwrap();
    assert!(!outcome.diagnostics.has_errors(), "{}", crate::project::problems(&outcome.diagnostics, wanjia::language::Speech::English));
    collected.0.into_inner().unwrap()
}

/// A sink that holds every file.
#[derive(Debug, Default)]
struct Collected(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Collected {
    fn keep(&self, _: &Address, _: Digest) -> bool {
        false
    }

    fn write(&self, address: &Address, _: Digest, bytes: &[u8]) -> Result<(), PublishError> {
        self.0.lock().unwrap().insert(address.as_str().to_owned(), bytes.to_vec());
        Ok(())
    }

    fn copy(&self, address: &Address, digest: Digest, from: &Path) -> Result<(), PublishError> {
        self.write(address, digest, &fs::read(from).unwrap())
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::Made(None)
    }
}

/// A page that listens for news.
pub(crate) struct Listener(BufReader<TcpStream>);

impl Listener {
    pub(crate) fn of(preview: &Preview) -> Self {
        let mut stream = preview.connect();
        write!(stream, "GET /.wanjia/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// The next state.
    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream has ended");
            if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

/// Writes a file, and the folders that it needs.
pub(crate) fn write(site: &Path, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = site.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// Writes as careful editors do: beside the file, then over it.
pub(crate) fn write_atomically(site: &Path, path: &str, text: &str) {
    let beside = write(site, &format!("{path}.new"), text);
    fs::rename(beside, site.join(path)).unwrap();
}
