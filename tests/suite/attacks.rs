//! Requests that no browser of the editor's makes: each is refused, nothing outside the built site leaks, and the server goes on.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::preview::{AS_OF, Answer, Listener, Preview, TAG, parse, write};
use crate::project::{Project, SVG};

/// What must never be sent: it stands beside the site, in its sources and in its hidden files.
const SECRET: &str = "geheim-7f3a";

struct Target {
    _dir: tempfile::TempDir,
    site: std::path::PathBuf,
    preview: Preview,
}

fn target(arguments: &[&str]) -> Target {
    let dir = tempfile::Builder::new().prefix("wanjia-attacked-").tempdir().unwrap();
    let site = dir.path().join("site");
    Project::new()
        .with_default_theme()
        .file("content/pages/hidden.md", &format!("---\ntitle: 草稿\ndraft: true\n---\n\n{SECRET}\n"))
        .file("static/tu.svg", SVG)
        .write(&site);
    for path in ["../secret.txt", ".env", ".git/config", "notes.txt", "content/pages/.hidden.md.swp", "public/old.html"] {
        write(&site, path, SECRET);
    }
    let preview = Preview::with(&site, &[&["--as-of", AS_OF], arguments].concat());
    Target { _dir: dir, site, preview }
}

/// Whether an answer is a refusal that tells nothing.
fn is_refused(answer: &Answer) -> bool {
    let text = answer.text();
    let own_404 = answer.status == 404 && text.contains(TAG);
    let short = answer.body.len() < 80;
    (own_404 || short)
        && (answer.status == 0 || (400..500).contains(&answer.status))
        && !text.contains(SECRET)
        && !answer.head.contains(SECRET)
}

/// Ways out of the site, in every writing.
const PATHS: &[&str] = &[
    "/../secret.txt",
    "/../../etc/passwd",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/%25252e%25252e%25252fsecret.txt",
    "/.%2e/secret.txt",
    "/stories/../../secret.txt",
    "/stories/..%2f..%2fsecret.txt",
    "/stories/%2e%2e/%2e%2e/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%e0%80%ae%e0%80%ae/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/．．/secret.txt",
    "/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/....//secret.txt",
    "/..;/secret.txt",
    "/;/../secret.txt",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/etc/passwd",
    "/@fs/etc/passwd",
    "/@fs/etc/passwd?raw??",
    "/@fs/etc/passwd?import&raw??",
    "/@fs/etc/passwd?url&inline",
    "/@fs/x/x/x/vite/../../../../../../etc/passwd?.svg",
    "/@id/etc/passwd",
    "/__open-in-editor?file=/etc/passwd",
    "/_next/static/../../../../etc/passwd",
    "/static/../site.yaml",
    "/site.yaml",
    "/content/pages/hidden.md",
    "/content/districts/qu/district.yaml",
    "/templates/",
    "/public/old.html",
    "/notes.txt",
    "/.env",
    "/%2eenv",
    "/.git/config",
    "/.git/",
    "/.wanjia/",
    "/.wanjia/../site.yaml",
    "/.wanjia/..%2f..%2fsecret.txt",
    "/.wanjia/preview.js/../../../site.yaml",
    "/.wanjia/PREVIEW.JS",
    "/.wanjia/events/",
    "/.wanjia//etc/passwd",
    "/.wanjia.lock",
    "/.public.wanjia/lock",
    "/index.html%00",
    "/index.html%00.txt",
    "/%00",
    "/index.html/",
    "/./index.html",
    "/index.html::$DATA",
    "/C:/Windows/win.ini",
    "/c:%5cWindows%5cwin.ini",
    "/%5c%5chost%5cshare",
    "/con",
    "/aux.html",
    "/%ff%fe",
    "/%",
    "/%zz",
    "/~root/",
    "/proc/self/environ",
    "/%E2%80%AE/secret.txt",
    "/tu.svg/../../../secret.txt",
    "/tu.svg%2f..%2f..%2fsecret.txt",
    "*",
    "file:///etc/passwd",
    "http://evil.example/",
];

const METHODS: &[&str] = &["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW", "get", "GETT"];

/// Names that do not mean this machine, though they may lead to it.
const HOSTS: &[&str] = &[
    "evil.example",
    "evil.example:4000",
    "localhost.evil.example",
    "evil.example.localhost.evil.example",
    "127.0.0.1.nip.io",
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "evil.example/localhost",
    "localhost:",
    "localhost:x",
    "localhost:80:80",
    "localhost.",
    "0.0.0.0",
    "127.0.0.2",
    "127.1",
    "2130706433",
    "0x7f000001",
    "[::2]",
    "[::ffff:127.0.0.1]",
    "::1",
    "[::1",
    "",
    " ",
    "localhost, evil.example",
    "192.168.1.10",
];

const ORIGINS: &[&str] = &[
    "http://evil.example",
    "https://evil.example",
    "null",
    "file://",
    "https://localhost",
    "http://localhost.evil.example",
    "http://localhost:1",
    "http://127.0.0.1",
    "http://localhost@evil.example",
    "chrome-extension://abcdef",
    "http://localhost/",
    "",
];

/// Headers besides `Host` that name another site, or several.
const HEADERS: &[&[(&str, &str)]] = &[
    &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "script")],
    &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")],
    &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")],
    &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "object")],
    &[("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image")],
    &[("Sec-Fetch-Site", "same-site")],
    &[("Sec-Fetch-Site", "cross-site")],
    &[("Sec-Fetch-Site", "nonsense"), ("Sec-Fetch-Mode", "no-cors")],
    &[("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
    &[("Host", "evil.example")],
    &[("Origin", "http://evil.example"), ("Origin", "http://localhost")],
    &[("Content-Length", "5")],
    &[("Content-Length", "-1")],
    &[("Content-Length", "99999999999999999999")],
    &[("Transfer-Encoding", "chunked")],
    &[("Transfer-Encoding", "chunked"), ("Content-Length", "3")],
    &[("Content-Length", "1"), ("Content-Length", "2")],
    &[("Content-Length", "3"), ("Expect", "100-continue")],
];

/// What is no request at all.
const RAW: &[&[u8]] = &[
    b"\r\n\r\n\r\n\r\n\r\n\r\nnonsense\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    b"GET  /  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: local\x00host\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
    b"GET /\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\x00\x00\x00\x00",
];

#[test]
fn every_attack_is_refused_and_nothing_leaks() {
    let target = target(&[]);
    let (preview, host) = (&target.preview, format!("localhost:{}", target.preview.port));
    let own = ("Host", host.as_str());
    let mut asked = 0;
    let mut failed = Vec::new();
    let mut judge = |what: String, answer: &Answer| {
        asked += 1;
        if !is_refused(answer) {
            failed.push(format!("{what}\n  {}{}", answer.head, answer.text().chars().take(200).collect::<String>()));
        }
    };
    for path in PATHS {
        judge((*path).to_owned(), &preview.ask(&format!("GET {path}"), &[own]));
        let encoded = path.replace('%', "%25").replace('?', "%3f").replace('&', "%26").replace('#', "%23");
        let page = preview.ask(&format!("GET /.wanjia/page?path={encoded}"), &[own]).text();
        assert!(page.contains("\"found\":false") || page.len() < 80, "{path}: {page}");
    }
    for method in METHODS {
        judge((*method).to_owned(), &preview.ask(&format!("{method} /"), &[own]));
        judge(format!("{method} events"), &preview.ask(&format!("{method} /.wanjia/events"), &[own]));
    }
    for host in HOSTS {
        judge(format!("Host: {host}"), &preview.ask("GET /", &[("Host", host)]));
    }
    for origin in ORIGINS {
        judge(format!("Origin: {origin}"), &preview.ask("GET /.wanjia/problems", &[own, ("Origin", origin)]));
    }
    for headers in HEADERS {
        for path in ["/", "/.wanjia/events", "/tu.svg"] {
            judge(format!("{headers:?} {path}"), &preview.ask(&format!("GET {path}"), &[&[own][..], headers].concat()));
        }
    }
    for link in ["/.wanjia/events", "/.wanjia/page?path=/", "/.wanjia/preview.js", "/tu.svg", "/feed.xml"] {
        let followed = [own, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        judge(format!("a link to {link}"), &preview.ask(&format!("GET {link}"), &followed));
    }
    // Some of these are given time to go on, so all are sent at once.
    std::thread::scope(|scope| {
        let sent: Vec<_> = RAW.iter().map(|bytes| (bytes, scope.spawn(|| preview.send(bytes)))).collect();
        for (bytes, answer) in sent {
            judge(String::from_utf8_lossy(bytes).into_owned(), &parse(&answer.join().unwrap()));
        }
    });
    for long in [
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(9_000)),
        format!("GET /?{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(70_000)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(33_000)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: a\r\n".repeat(2_000)),
        format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", "a".repeat(20_000)),
        "a".repeat(1 << 20),
    ] {
        judge(format!("{} bytes", long.len()), &parse(&preview.send(long.as_bytes())));
    }
    assert!(failed.is_empty(), "{} of {asked} were not refused:\n{}", failed.len(), failed.join("\n"));
    assert!(asked >= 80, "only {asked} attacks");
    assert_eq!(preview.get("/").status, 200, "the server goes on");
    assert_eq!(preview.rounds().len(), 1, "reading makes nothing");
}

#[test]
fn what_a_browser_of_this_machine_asks_is_answered() {
    let target = target(&[]);
    let preview = &target.preview;
    let port = preview.port;
    for host in
        ["localhost".to_owned(), format!("LOCALHOST:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}"), "[::1]".to_owned()]
    {
        let answer = preview.ask("GET /", &[("Host", &host)]);
        assert_eq!(answer.status, 200, "{host}");
        assert_eq!(preview.ask("GET /", &[("Host", &host), ("Origin", &format!("http://{host}"))]).status, 200, "{host}");
        assert_eq!(preview.ask(&format!("GET http://{host}/"), &[("Host", &host)]).status, 200, "{host}");
    }
    let sites = [("same-origin", "cors", "empty", 200), ("none", "navigate", "document", 200), ("cross-site", "navigate", "document", 200)];
    for (site, mode, dest, status) in sites {
        let headers = [("Host", "localhost"), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest)];
        assert_eq!(preview.ask("GET /", &headers).status, status, "{site}");
    }
    let answer = preview.get("/");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "SAMEORIGIN"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    assert!(!answer.head.contains("access-control"), "{}", answer.head);
    for path in ["/", "/tu.svg", "/.wanjia/problems", "/.wanjia/events", "/nowhere/"] {
        let head = preview.ask(&format!("HEAD {path}"), &[("Host", "localhost")]);
        assert!(head.body.is_empty(), "{path}");
        if path != "/.wanjia/events" {
            let got = preview.get(path);
            assert_eq!((head.status, head.header("content-length")), (got.status, got.header("content-length")), "{path}");
        }
    }
}

#[test]
fn a_server_for_the_network_says_so_and_still_knows_its_names() {
    let target = target(&["--host", "0.0.0.0"]);
    let preview = &target.preview;
    let warned = preview.said().iter().any(|line| line == "Other computers on the network can look too, and see drafts");
    assert!(warned, "{:?}", preview.said());
    for (host, status) in
        [("127.0.0.1", 200), ("localhost", 200), ("0.0.0.0", 200), ("evil.example", 403), ("192.0.2.7", 403), ("[::2]", 403)]
    {
        assert_eq!(preview.ask("GET /", &[("Host", host)]).status, status, "{host}");
    }
}

#[cfg(unix)]
#[test]
fn a_picture_that_became_a_link_to_elsewhere_is_not_sent() {
    let target = target(&["--poll"]);
    let (site, preview) = (&target.site, &target.preview);
    let picture = site.join("static/tu.svg");
    assert_eq!(preview.page("/tu.svg"), (200, SVG.to_owned()));
    let outside = site.parent().unwrap().join("secret.txt");
    for secret in
        [outside.clone(), site.join(".env"), site.join(".git/config"), "/etc/passwd".into(), "/dev/zero".into(), "/nowhere".into()]
    {
        fs::remove_file(&picture).unwrap();
        std::os::unix::fs::symlink(&secret, &picture).unwrap();
        let answer = preview.get("/tu.svg");
        assert_eq!((answer.status, answer.text().contains(SECRET)), (404, false), "{}", secret.display());
    }
    // A folder on the way became a link.
    let parent = site.join("static");
    fs::remove_dir_all(&parent).unwrap();
    std::os::unix::fs::symlink(site.parent().unwrap(), &parent).unwrap();
    fs::rename(&outside, site.parent().unwrap().join("tu.svg")).unwrap();
    assert_eq!(preview.get("/tu.svg").status, 404);
}

#[test]
fn three_hundred_half_open_connections_do_not_stop_it() {
    let target = target(&[]);
    let preview = &target.preview;
    let mut half_open: Vec<TcpStream> = (0..300).map(|_| preview.connect()).collect();
    for (number, stream) in half_open.iter_mut().enumerate() {
        let _sent = stream.write_all(&b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "[..number % 36]);
    }
    let began = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    // They are given up, one after the other, although each still sends a byte now and then.
    preview.wait("their end", || {
        half_open.retain_mut(|stream| {
            stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
            let sent = stream.write_all(b"x");
            let mut byte = [0];
            let ended = matches!(stream.read(&mut byte), Ok(0)) || sent.is_err();
            !ended && stream.take_error().is_ok_and(|error| error.is_none())
        });
        half_open.is_empty()
    });
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn sixty_four_pages_can_listen_and_make_room_when_they_close() {
    let target = target(&[]);
    let preview = &target.preview;
    let mut listeners: Vec<Listener> = (0..64).map(|_| Listener::of(preview)).collect();
    let version = preview.version();
    listeners.iter_mut().for_each(|listener| assert_eq!(listener.next()["version"], version));
    assert_eq!(preview.get("/.wanjia/events").status, 503);
    assert_eq!(preview.get("/").status, 200);
    write(&target.site, "content/pages/new.md", "---\ntitle: 新页\n---\n\n正文。\n");
    listeners.iter_mut().for_each(|listener| assert!(listener.next()["version"].as_u64() > Some(version)));
    drop(listeners);
    preview.wait("room", || preview.ask("HEAD /.wanjia/events", &[("Host", "localhost")]).status == 200);
}

#[test]
fn a_large_file_is_sent_whole_and_a_slow_reader_keeps_nobody_waiting() {
    let target = target(&[]);
    let preview = &target.preview;
    let large: Vec<u8> = (0_u32..6_000_000).flat_map(u32::to_le_bytes).collect();
    write(&target.site, "static/large.bin", &large);
    preview.wait("the file", || preview.ask("HEAD /large.bin", &[("Host", "localhost")]).status == 200);
    let mut slow: Vec<TcpStream> = (0..20).map(|_| preview.connect()).collect();
    slow.iter_mut().for_each(|stream| write!(stream, "GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap());
    let answer = preview.get("/large.bin");
    assert_eq!((answer.status, answer.header("content-length"), answer.body == large), (200, Some("24000000"), true));
    let mut first = [0; 15];
    slow[0].read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
}
