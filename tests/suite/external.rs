//! Links to other sites are asked about only when somebody wants it, politely, and not twice.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use wanjia::external::{Answer, Asked, Known, Manner, Reason, ask};
use wanjia::source::{SourcePath, Span, Spanned};

/// What a host answers.
enum Reply {
    /// A status line, and header lines.
    Status(String),
    /// Nothing: the connection ends.
    Cut,
    /// Nothing for a long time.
    Silence,
}

fn status(text: impl Into<String>) -> Reply {
    Reply::Status(text.into())
}

/// A request as a host heard it.
#[derive(Clone, Debug)]
struct Heard {
    /// Method and path.
    line: String,
    agent: String,
    began: Instant,
    ended: Instant,
}

/// Another site on this machine, at an address such as `127.0.0.1`.
struct Host {
    at: String,
    heard: Arc<Mutex<Vec<Heard>>>,
}

/// How many requests all hosts have at the moment, and had at most.
type Crowd = Arc<(AtomicUsize, AtomicUsize)>;

impl Host {
    /// `answer` says what is answered to a method and path that was asked so many times before.
    fn new(ip: &str, answer: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::in_crowd(ip, &Crowd::default(), answer)
    }

    fn in_crowd(ip: &str, crowd: &Crowd, answer: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).expect("this machine has the address");
        let at = listener.local_addr().expect("it listens").to_string();
        let (heard, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
        let (shared, crowd) = (heard.clone(), crowd.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (heard, answer, crowd) = (shared.clone(), answer.clone(), crowd.clone());
                std::thread::spawn(move || serve(stream, &heard, &*answer, &crowd));
            }
        });
        Self { at, heard }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        self.heard().into_iter().map(|heard| heard.line).collect()
    }
}

fn serve(stream: TcpStream, heard: &Mutex<Vec<Heard>>, answer: &dyn Fn(&str, usize) -> Reply, crowd: &Crowd) {
    let began = Instant::now();
    let now = crowd.0.fetch_add(1, Ordering::SeqCst) + 1;
    crowd.1.fetch_max(now, Ordering::SeqCst);
    let lines: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let Some(first) = lines.first() else { return };
    let line = first.trim_end_matches(" HTTP/1.1").to_owned();
    let agent = lines.iter().find_map(|line| line.to_lowercase().strip_prefix("user-agent: ").map(str::to_owned)).unwrap_or_default();
    std::thread::sleep(Duration::from_millis(20));
    let before = heard.lock().unwrap().iter().filter(|known| known.line == line).count();
    let reply = answer(&line, before);
    crowd.0.fetch_sub(1, Ordering::SeqCst);
    heard.lock().unwrap().push(Heard { line, agent, began, ended: Instant::now() });
    match reply {
        Reply::Status(text) => drop((&stream).write_all(format!("HTTP/1.1 {text}\r\nContent-Length: 0\r\n\r\n").as_bytes())),
        Reply::Cut => {}
        Reply::Silence => std::thread::sleep(Duration::from_secs(3)),
    }
}

fn links(addresses: &[String]) -> Vec<Spanned<Arc<str>>> {
    let span = Span::file(&SourcePath::new("content/pages/about.md"));
    addresses.iter().map(|address| Spanned::new(address.as_str().into(), span.clone())).collect()
}

/// In a hurry, on this machine.
fn manner() -> Manner {
    let trusted = (1..=6).map(|last| format!("127.0.0.{last}")).collect();
    let (pause, timeout) = (Duration::from_millis(5), Duration::from_millis(800));
    Manner { pause, timeout, longest_wait: Duration::from_secs(1), trusted, ..Manner::default() }
}

const NOW: i64 = 1_780_000_000;
const DAY: i64 = 86_400;

fn asked(addresses: &[String], known: &mut Known, now: i64, manner: &Manner) -> Asked {
    let heard = Mutex::new(known.clone());
    let asked = ask(&links(addresses), known, now, manner, &|_| {}, &|address, answer| heard.lock().unwrap().put(address, answer, now));
    *known = heard.into_inner().unwrap();
    asked
}

fn answers(host: &Host, asked: &Asked) -> BTreeMap<String, Answer> {
    let path = |address: &String| address.strip_prefix(&format!("http://{}", host.at)).unwrap_or(address).to_owned();
    asked.answers.iter().map(|(address, answer)| (path(address), answer.clone())).collect()
}

#[test]
fn each_address_gets_the_answer_that_its_site_gives() {
    let host = Host::new("127.0.0.1", |line, before| match line {
        "HEAD /alive" | "GET /no-head" | "GET /false-head" => status("200 OK"),
        "HEAD /no-head" => status("405 Method Not Allowed"),
        "HEAD /chain" => status("302 Found\r\nLocation: /chain/2"),
        "HEAD /chain/2" => status("302 Found\r\nLocation: ../alive#part"),
        "HEAD /moved" => status("301 Moved Permanently\r\nLocation: /moved/2"),
        "HEAD /moved/2" => status("308 Permanent Redirect\r\nLocation: /alive"),
        "HEAD /moved-once" => status("301 Moved Permanently\r\nLocation: /chain"),
        "HEAD /moved-away" => status("301 Moved Permanently\r\nLocation: /gone"),
        "HEAD /circle" => status("301 Moved Permanently\r\nLocation: /circle"),
        "HEAD /to-a-password" => status("302 Found\r\nLocation: http://name:word@127.0.0.1/"),
        "HEAD /busy" => status("429 Too Many Requests"),
        "HEAD /later" if before == 0 => status("503 Service Unavailable\r\nRetry-After: 1"),
        "HEAD /later" => status("200 OK"),
        "HEAD /much-later" => status("503 Service Unavailable\r\nRetry-After: 3600"),
        "HEAD /fault" | "GET /fault" => status("500 Internal Server Error"),
        "HEAD /for-members" | "GET /for-members" => status("403 Forbidden"),
        "HEAD /ended" | "GET /ended" => status("410 Gone"),
        "GET /cut-head" => status("200 OK"),
        "HEAD /cut" | "GET /cut" | "HEAD /cut-head" => Reply::Cut,
        "HEAD /silent" | "GET /silent" => Reply::Silence,
        _ => status("404 Not Found"),
    });
    let told = [
        ("/alive", Answer::Alive),
        ("/no-head", Answer::Alive),
        ("/false-head", Answer::Alive),
        ("/chain", Answer::Alive),
        ("/moved", Answer::Moved(host.url("/alive"))),
        ("/moved-once", Answer::Moved(host.url("/chain"))),
        ("/moved-away", Answer::Gone(404)),
        ("/circle", Answer::Unreachable(Reason::Circle)),
        ("/to-a-password", Answer::Unreachable(Reason::CutOff)),
        ("/busy", Answer::Busy),
        ("/later", Answer::Alive),
        ("/much-later", Answer::Busy),
        ("/fault", Answer::Unreachable(Reason::Fault(500))),
        ("/for-members", Answer::Alive),
        ("/gone", Answer::Gone(404)),
        ("/ended", Answer::Gone(410)),
        ("/cut-head", Answer::Alive),
        ("/cut", Answer::Unreachable(Reason::CutOff)),
        ("/silent", Answer::Unreachable(Reason::Silent)),
    ];
    let mut addresses: Vec<String> = told.iter().map(|(path, _)| host.url(path)).collect();
    addresses.extend([host.url("/alive#a"), host.url("/alive#b"), "http://name:word@127.0.0.1/".to_owned(), "mailto:a@b.cn".to_owned()]);
    let all = asked(&addresses, &mut Known::default(), NOW, &manner());
    let expected: BTreeMap<String, Answer> = told.into_iter().map(|(path, answer)| (path.to_owned(), answer)).collect();
    assert_eq!(answers(&host, &all), expected);
    assert_eq!((all.now, all.is_offline), (expected.len(), false));
    let times = |line: &str| host.lines().iter().filter(|known| *known == line).count();
    assert_eq!(["HEAD /busy", "HEAD /later", "HEAD /much-later", "HEAD /circle", "HEAD /cut", "GET /cut"].map(times), [1, 2, 1, 6, 1, 1]);
    let agent = format!("wanjia/{} (+link check)", env!("CARGO_PKG_VERSION"));
    assert!(host.heard().iter().all(|heard| heard.agent == agent), "{:?}", host.heard().first());
}

#[test]
fn what_is_known_is_not_asked_again_until_it_is_old() {
    let host = Host::new("127.0.0.1", |line, _| match line {
        "HEAD /alive" => status("200 OK"),
        "HEAD /busy" => status("429 Too Many Requests"),
        _ => status("404 Not Found"),
    });
    let addresses = ["/alive", "/busy", "/gone"].map(|path| host.url(path));
    let mut known = Known::default();
    let first = asked(&addresses, &mut known, NOW, &manner());
    let mut lines = |after: i64| {
        host.heard.lock().unwrap().clear();
        known = Known::read(&known.to_text(NOW + after));
        let again = asked(&addresses, &mut known, NOW + after, &manner());
        assert_eq!(again.answers, first.answers);
        (host.lines(), again.now)
    };
    assert_eq!(lines(DAY - 1), (vec!["HEAD /busy".to_owned()], 1));
    assert_eq!(lines(DAY).0, ["HEAD /busy", "HEAD /gone", "GET /gone"]);
    assert_eq!(lines(7 * DAY).0, ["HEAD /alive", "HEAD /busy", "HEAD /gone", "GET /gone"]);
}

#[test]
fn no_host_is_asked_twice_at_once_or_without_a_pause() {
    let crowd = Crowd::default();
    let main = Arc::new(Host::in_crowd("127.0.0.1", &crowd, |_, _| status("200 OK")));
    let at = main.at.clone();
    let leads_away = move |_: &str, _: usize| status(format!("302 Found\r\nLocation: http://{at}/from-elsewhere"));
    let others: Vec<Host> = (2..=5).map(|last| Host::in_crowd(&format!("127.0.0.{last}"), &crowd, leads_away.clone())).collect();
    let of_main = (0..4).map(|page| main.url(&format!("/{page}")));
    let of_others = others.iter().flat_map(|host| (0..2).map(|page| host.url(&format!("/{page}"))));
    let addresses: Vec<String> = of_main.chain(of_others).collect();
    let pause = Duration::from_millis(60);
    let all = asked(&addresses, &mut Known::default(), NOW, &Manner { pause, hosts_at_once: 3, ..manner() });
    assert!(all.answers.values().all(|answer| *answer == Answer::Alive) && all.now == 12, "{all:?}");
    for host in others.iter().chain([&*main]) {
        let mut heard = host.heard();
        heard.sort_by_key(|heard| heard.began);
        let gaps = heard.windows(2).map(|pair| pair[1].began.saturating_duration_since(pair[0].ended));
        assert!(gaps.clone().all(|gap| gap >= Duration::from_millis(50)), "{:?}", gaps.collect::<Vec<_>>());
    }
    assert_eq!(main.heard().len(), 12);
    let most = crowd.1.load(Ordering::SeqCst);
    assert!((2..=3).contains(&most), "{most} hosts at once");
}

#[test]
fn private_networks_are_not_asked_unless_they_are_trusted() {
    let inner = Host::new("127.0.0.2", |_, _| status("200 OK"));
    let (at, port) = (inner.at.clone(), inner.at.split(':').nth(1).unwrap().to_owned());
    let outer = Host::new("127.0.0.1", move |_, _| status(format!("302 Found\r\nLocation: http://{at}/")));
    let addresses =
        [inner.url("/"), outer.url("/"), format!("http://localhost:{port}/"), "http://[::1]/".to_owned(), "http://10.0.0.1/".to_owned()];
    let all = asked(&addresses, &mut Known::default(), NOW, &Manner { trusted: vec!["127.0.0.1".to_owned()], ..manner() });
    assert_eq!(all.answers.len(), 5);
    assert!(all.answers.values().all(|answer| *answer == Answer::Private), "{all:?}");
    assert_eq!((inner.lines().len(), outer.lines().len(), all.is_offline), (0, 1, false));
}

#[test]
fn hosts_that_nobody_can_reach_are_given_up_and_when_all_are_the_network_is_missing() {
    let nobody = |ip: &str| TcpListener::bind((ip, 0)).and_then(|listener| listener.local_addr()).expect("a free port");
    let (first, second) = (nobody("127.0.0.3"), nobody("127.0.0.4"));
    let of_first: Vec<String> = (0..5).map(|page| format!("http://{first}/{page}")).collect();
    let lost = |all: &Asked| all.answers.values().filter(|answer| **answer == Answer::Unreachable(Reason::NoConnection)).count();
    let mut known = Known::default();
    let one = asked(&of_first, &mut known, NOW, &manner());
    assert_eq!((lost(&one), one.is_offline), (5, false));
    let with_second: Vec<String> = of_first.iter().cloned().chain([format!("http://{second}/")]).collect();
    let both = asked(&with_second, &mut known, NOW, &manner());
    assert_eq!((lost(&both), both.now, both.is_offline), (6, 6, true));
    let host = Host::new("127.0.0.5", |_, _| status("200 OK"));
    let with_host: Vec<String> = with_second.iter().cloned().chain([host.url("/")]).collect();
    let all = asked(&with_host, &mut known, NOW, &manner());
    assert_eq!((lost(&all), all.is_offline), (6, false));
    // A silent host costs the time of two addresses, each asked twice, and no more.
    let silent = Host::new("127.0.0.6", |_, _| Reply::Silence);
    let many: Vec<String> = (0..9).map(|page| silent.url(&format!("/{page}"))).collect();
    asked(&many, &mut known, NOW, &Manner { timeout: Duration::from_millis(150), ..manner() });
    assert_eq!(silent.lines().len(), 4);
}

#[test]
fn only_a_check_that_is_told_to_asks_other_sites() {
    let host = Host::new("127.0.0.1", |line, _| match line {
        "HEAD /alive" => status("200 OK"),
        "HEAD /moved" => status("301 Moved Permanently\r\nLocation: /alive"),
        _ => status("404 Not Found"),
    });
    let site = tempfile::tempdir().unwrap();
    let wanjia = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wanjia"));
        let ran = command.current_dir(site.path()).env("LANG", "zh_CN.UTF-8").args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    };
    assert_eq!(wanjia(&["init", "."]).0, Some(0));
    let settings = site.path().join("site.yaml");
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + "allowed_hosts: [127.0.0.1]\n").unwrap();
    let page = site.path().join("content/pages/about.md");
    let more = format!(
        "\n[在]({0}/alive)、[又在]({0}/alive#a)、[搬了]({0}/moved)、[没了]({0}/gone)、[某人]({0}/?tel=13899001234)。\n\n<!-- 放行 LNK111：对方正在修复（示例员，2099-12-31） -->\n[也没了]({0}/gone/2)\n",
        host.url("")
    );
    fs::write(&page, fs::read_to_string(&page).unwrap() + &more).unwrap();
    // A file that was written within the clock's last tick counts as changed.
    std::thread::sleep(Duration::from_millis(60));
    let day = ["--as-of", "2026-05-01", "--format", "json"];
    let run = |arguments: &[&str]| wanjia(&[arguments, &day].concat());
    assert_eq!((run(&["build"]).0, run(&["check"]).0, host.lines().len()), (Some(0), Some(0), 0));
    let (code, told, said) = run(&["check", "--external"]);
    let line = |line: &str| {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| told[name].as_str().unwrap_or_default().replace(&host.url(""), "");
        format!("{} {} {}:{} {} {}", text("code"), text("severity"), text("file"), told["line"], text("message"), text("hint"))
    };
    let told: Vec<String> = told.lines().map(line).collect();
    assert_eq!(code, Some(0), "{said}");
    insta::assert_snapshot!(told.join("\n"), @r"
    LNK113 warning content/pages/about.md:13 链接指向 `/moved`，这个网址已经永久换了 请改成 `/alive`（先核对是不是原来的页面）
    LNK111 warning content/pages/about.md:13 链接指向 `/gone`，这个页面已经没有了（对方回答 404） 请查找新网址，或删掉链接
    LNK111 waived content/pages/about.md:16 链接指向 `/gone/2`，这个页面已经没有了（对方回答 404） 请查找新网址，或删掉链接
    ");
    assert!(said.contains("\n外站网址 4 个：这次询问 4 个，不久前问过 0 个\n"), "{said}");
    assert_eq!(host.lines(), ["HEAD /alive", "HEAD /gone", "GET /gone", "HEAD /gone/2", "GET /gone/2", "HEAD /moved", "HEAD /alive"]);
    host.heard.lock().unwrap().clear();
    let (_, again, said) = run(&["check", "--external"]);
    assert_eq!(again.lines().map(line).collect::<Vec<_>>(), told);
    assert!(said.contains("\n外站网址 4 个：这次询问 0 个，不久前问过 4 个\n"), "{said}");
    assert_eq!(run(&["check", "--external", "--changed"]).1, "");
    assert_eq!(host.lines(), Vec::<String>::new());
}
