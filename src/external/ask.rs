//! Addresses → answers, politely: each once, a host's one after the other with a pause, and few hosts at the same time.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use url::Url;

use super::address::{Trusted, question};
use super::client::{Client, Heard, Method};
use super::{Answer, Known, Reason};
use crate::source::Spanned;

/// How to ask.
#[derive(Clone, Debug)]
pub struct Manner {
    /// How many hosts are asked at the same time.
    pub hosts_at_once: usize,
    /// The time between two requests to a host.
    pub pause: Duration,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How long one waits for a host that says when to come back.
    pub longest_wait: Duration,
    /// Hosts that may be asked although they are in a private network.
    pub trusted: Vec<String>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            hosts_at_once: 4,
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(20),
            longest_wait: Duration::from_secs(30),
            trusted: Vec::new(),
        }
    }
}

/// What came of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is known of each address now.
    pub answers: BTreeMap<String, Answer>,
    /// The addresses that were asked now, and not known from before.
    pub now: usize,
    /// Whether several hosts were asked and none could be reached: then the fault is on this side.
    pub is_offline: bool,
}

/// So many addresses are asked one after the other before a host of which nothing is heard is given up.
const PATIENCE: usize = 2;
/// So many times a redirect is followed.
const MOST_REDIRECTS: usize = 5;
/// As which program we ask.
const NAME: &str = concat!("wanjia/", env!("CARGO_PKG_VERSION"), " (+link check)");

/// Hears each answer as it comes, so that it need not be asked for again should somebody lose patience.
pub type Listener<'a> = &'a (dyn Fn(&str, &Answer) + Sync);

/// Asks for the addresses of `links` that are not `known` at the second `now`. `begin` hears how many these are.
pub fn ask(
    links: &[Spanned<impl Borrow<str>>],
    known: &Known,
    now: i64,
    manner: &Manner,
    begin: &dyn Fn(usize),
    listener: Listener<'_>,
) -> Asked {
    let addresses: BTreeSet<Url> = links.iter().filter_map(|link| question(link.value.borrow())).collect();
    let mut asked = Asked::default();
    let mut hosts: BTreeMap<String, Vec<Url>> = BTreeMap::new();
    for address in addresses {
        match known.get(address.as_str(), now) {
            Some(answer) => drop(asked.answers.insert(address.into(), answer.clone())),
            None => hosts.entry(host(&address)).or_default().push(address),
        }
    }
    asked.now = hosts.values().map(Vec::len).sum();
    begin(asked.now);
    let round = Round::new(manner, listener);
    let several = hosts.len() > 1;
    let heard = round.ask_all(hosts.into_values().collect());
    let is_lost = |answer: &Answer| matches!(answer, Answer::Unreachable(Reason::NoHost | Reason::NoConnection));
    asked.is_offline = several && heard.values().all(is_lost);
    asked.answers.extend(heard);
    asked
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// One round of asking.
struct Round<'a> {
    manner: &'a Manner,
    client: Client,
    /// A turn for each host: whoever holds it may ask there. Whether it was asked before.
    turns: Mutex<BTreeMap<String, Arc<Mutex<bool>>>>,
    listener: Listener<'a>,
}

impl<'a> Round<'a> {
    fn new(manner: &'a Manner, listener: Listener<'a>) -> Self {
        let trusted = Trusted::new(manner.trusted.iter().map(String::as_str));
        Self { manner, client: Client::new(NAME, manner.timeout, trusted), turns: Mutex::default(), listener }
    }

    fn ask_all(&self, hosts: VecDeque<Vec<Url>>) -> BTreeMap<String, Answer> {
        let (hosts, heard) = (Mutex::new(hosts), Mutex::new(BTreeMap::new()));
        let work = || {
            loop {
                let Some(addresses) = lock(&hosts).pop_front() else { return };
                let answers = self.ask_host(addresses);
                lock(&heard).extend(answers);
            }
        };
        thread::scope(|scope| (0..self.manner.hosts_at_once).for_each(|_| drop(scope.spawn(work))));
        heard.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The addresses of one host. Where nothing is heard of it again and again, the rest is not asked.
    fn ask_host(&self, addresses: Vec<Url>) -> Vec<(String, Answer)> {
        let mut lost = 0;
        let mut answers = Vec::with_capacity(addresses.len());
        let mut why = Reason::Silent;
        for address in addresses {
            let answer = if lost < PATIENCE { self.follow(&address) } else { Answer::Unreachable(why) };
            match &answer {
                Answer::Unreachable(reason) if reason.is_of_the_host() => (lost, why) = (lost + 1, *reason),
                Answer::Unreachable(_) | Answer::Alive | Answer::Moved(_) | Answer::Gone(_) | Answer::Busy | Answer::Private => lost = 0,
            }
            (self.listener)(address.as_str(), &answer);
            answers.push((address.into(), answer));
        }
        answers
    }

    /// Asks for `address`, and where it leads.
    fn follow(&self, address: &Url) -> Answer {
        let mut at = address.clone();
        let mut moved = None;
        let mut for_good = true;
        for _ in 0..=MOST_REDIRECTS {
            let (status, location) = match self.hear(&at) {
                Heard::Told { status, location, .. } => (status, location),
                Heard::Failed(reason) => return Answer::Unreachable(reason),
                Heard::Private => return Answer::Private,
            };
            let Some(location) = location.filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308)) else { return answer(status, moved) };
            let Some(next) = at.join(&location).ok().and_then(|next| question(next.as_str())) else {
                return Answer::Unreachable(Reason::CutOff);
            };
            for_good &= matches!(status, 301 | 308);
            if for_good {
                moved = Some(next.clone());
            }
            at = next;
        }
        Answer::Unreachable(Reason::Circle)
    }

    /// Asks for one address: again, as a browser does, where nothing was heard, a mere look is refused or nothing found; and once more where
    /// the host says when to come back.
    fn hear(&self, url: &Url) -> Heard {
        let mut method = Method::Head;
        let mut heard = self.take_turn(method, url, Duration::ZERO);
        if matches!(heard, Heard::Failed(_) | Heard::Told { status: 400.., .. }) && !is_busy(&heard) {
            method = Method::Get;
            heard = self.take_turn(method, url, Duration::ZERO);
        }
        match heard {
            Heard::Told { wait: Some(wait), .. } if is_busy(&heard) && wait <= self.manner.longest_wait => {
                self.take_turn(method, url, wait)
            }
            Heard::Told { .. } | Heard::Failed(_) | Heard::Private => heard,
        }
    }

    /// Asks when it is our turn at the host: nobody else asks there meanwhile, and it had its pause.
    fn take_turn(&self, method: Method, url: &Url, wait: Duration) -> Heard {
        let turn = lock(&self.turns).entry(host(url)).or_default().clone();
        let mut was_asked = lock(&turn);
        if *was_asked {
            thread::sleep(self.manner.pause.max(wait));
        }
        *was_asked = true;
        self.client.ask(method, url)
    }
}

fn is_busy(heard: &Heard) -> bool {
    matches!(heard, Heard::Told { status: 429 | 503, .. })
}

/// What an answer means that leads nowhere else; `moved` is where the address leads for good.
fn answer(status: u16, moved: Option<Url>) -> Answer {
    match (status, moved) {
        (404 | 410, _) => Answer::Gone(status),
        (429 | 503, _) => Answer::Busy,
        (500.., _) => Answer::Unreachable(Reason::Fault(status)),
        (_, Some(moved)) => Answer::Moved(moved.into()),
        (_, None) => Answer::Alive,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
