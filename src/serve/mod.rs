//! The development server: makes the site in memory whenever a file is touched, and shows it on this machine. Tells what happens as
//! [`Event`]s and prints nothing. The published folder is never touched.

mod answer;
mod ending;
mod file;
mod guard;
mod make;
mod media_type;
mod news;
mod rounds;
mod server;
mod shown;
mod site;
mod studio;
mod told;
mod watch;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime};

use tokio::runtime::Runtime;

use crate::language::Speech;
use crate::load::LoadError;
use crate::plan::address::Address;
use crate::publish::{Derived, Memory};

pub use make::{Cause, Look, Made, Maker, Touched};
pub use watch::Blindness;

use guard::Guard;
use news::News;
use rounds::{Round, Rounds};
use server::Server;
use shown::Shown;

/// What happens while the site is shown.
#[derive(Debug)]
pub enum Event<'a> {
    /// Browsers are answered here.
    Listening {
        /// The address to open.
        url: String,
        /// Whether the wanted port was taken by somebody else.
        moved: bool,
        /// Whether other computers can reach it.
        open: bool,
    },
    /// The site was made, or could not be; the last good one stays.
    Made {
        /// What came of it.
        made: &'a Made,
        /// Why and where it was looked at.
        look: &'a Look,
        /// The files of the site that are new, other or gone.
        changed: Vec<Address>,
        /// How long it took.
        took: Duration,
    },
    /// The system does not report changes, for this reason; files are looked at every second.
    Polling(Blindness),
    /// The end was asked for.
    Ended,
}

/// Why the server cannot work.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No port can be had.
    #[error("{place}: {source}")]
    Port {
        /// The wanted address and port.
        place: String,
        /// What the machine said.
        source: io::Error,
    },
    /// The site's folder cannot be read.
    #[error(transparent)]
    Folder(#[from] LoadError),
    /// The machine gives no thread or signal.
    #[error(transparent)]
    Runtime(#[from] io::Error),
}

/// What the server is asked for.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The site's folder.
    pub site: PathBuf,
    /// The address or name to listen at, instead of this machine alone.
    pub host: Option<String>,
    /// The wanted port.
    pub port: u16,
    /// The path of the site's web address: `/`, `/rd/`.
    pub base_path: String,
    /// The language of the editor.
    pub speech: Speech,
    /// Whether files are looked at every second, whatever the system reports.
    pub poll: bool,
    /// Where what is made of pictures is kept.
    pub kept: Option<Derived>,
    /// Ends the program; called when the person would otherwise have to wait for a long build to end.
    pub leave: fn(),
}

/// What the loop has to know of a look.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    /// When to look again although nobody touched a file.
    pub again: Option<SystemTime>,
    /// Whether the machine failed, so that it is tried again soon.
    pub failed: bool,
}

/// Shows the site until the person ends it (Ctrl-C). `maker` makes it; `tell` is told what happens.
pub fn serve(options: &ServeOptions, maker: &mut impl Maker, mut tell: impl FnMut(Event<'_>)) -> Result<(), ServeError> {
    let root = canonical(&options.site)?;
    let place = || format!("{}:{}", options.host.as_deref().unwrap_or("localhost"), options.port);
    let listener = server::listen(options.host.as_deref(), options.port).map_err(|source| ServeError::Port { place: place(), source })?;
    let address = listener.local_addr()?;
    let shown = Arc::new(Shown::new(&root, options.speech, options.kept.clone()));
    let server = Server {
        shown: shown.clone(),
        guard: Guard::new(options.host.as_deref()),
        base_path: options.base_path.trim_start_matches('/').to_owned(),
        news: News::default(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.spawn(server::answer_all(listener, Arc::new(server)));
    tell(listening(address, options));
    let mut next = Memory::default();
    let remake = |look: &Look, tell: &mut dyn FnMut(Event<'_>)| {
        let (began, before) = (Instant::now(), shown.scene());
        let (made, changed) = remake(&shown, maker, look, std::mem::take(&mut next));
        if let Some(changed) = changed {
            tell(Event::Made { made: &made, look, changed, took: began.elapsed() });
        }
        // Nobody waits now.
        drop(before);
        next = after(&shown.scene().site);
        Next { again: made.again, failed: made.outcome.is_err() }
    };
    go_round(&root, options.poll, &runtime, Some(options.leave), remake, &mut tell)?;
    runtime.shutdown_background();
    Ok(())
}

/// Calls `make` now, and again whenever something in the site's folder was touched, until the person ends it (Ctrl-C).
pub fn watch(site: &Path, poll: bool, mut make: impl FnMut(&Look) -> Next, mut tell: impl FnMut(Event<'_>)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    // What is being published is published to its end.
    go_round(&canonical(site)?, poll, &runtime, None, |look, _| make(look), &mut tell)?;
    runtime.shutdown_background();
    Ok(())
}

/// Makes `site`, which is still as it was, and shows it, then what is withheld: nobody waits for that. The addresses of the files that changed, or `None` when there
/// is nothing to tell.
fn remake(shown: &Shown, maker: &mut impl Maker, look: &Look, site: Memory) -> (Made, Option<Vec<Address>>) {
    let mut made = maker.make(look, &site);
    let (is_different, mut changed) = shown.replace(&mut made, site);
    if made.is_good() {
        let pages = after(&shown.scene().withheld);
        if maker.preview(&pages) {
            changed.extend(shown.replace_withheld(pages));
        }
    }
    let is_news = is_different || !changed.is_empty() || is_saved_in_vain(&made, look);
    (made, is_news.then_some(changed))
}

/// The site that comes after `before`, still as it was.
fn after(before: &Option<Arc<Memory>>) -> Memory {
    before.as_deref().map(Memory::after).unwrap_or_default()
}

/// Whether somebody saved something, and what is wrong elsewhere keeps it from being shown.
fn is_saved_in_vain(made: &Made, look: &Look) -> bool {
    look.cause == Cause::Saved && made.outcome.is_ok() && !made.is_good()
}

fn canonical(site: &Path) -> Result<PathBuf, ServeError> {
    Ok(site.canonicalize().map_err(|source| LoadError::Folder { path: site.to_owned(), source })?)
}

fn listening<'a>(address: SocketAddr, options: &ServeOptions) -> Event<'a> {
    let reachable = match (address.ip(), &options.host) {
        (ip, _) if ip.is_unspecified() => format!("localhost:{}", address.port()),
        (IpAddr::V4(_) | IpAddr::V6(_), Some(name)) if !name.contains(':') => format!("{name}:{}", address.port()),
        (IpAddr::V4(_) | IpAddr::V6(_), _) => address.to_string(),
    };
    Event::Listening { url: format!("http://{reachable}/"), moved: address.port() != options.port, open: !address.ip().is_loopback() }
}

/// Round after round, until the end.
fn go_round(
    root: &Path,
    poll: bool,
    runtime: &Runtime,
    leave: Option<fn()>,
    mut remake: impl FnMut(&Look, &mut dyn FnMut(Event<'_>)) -> Next,
    tell: &mut dyn FnMut(Event<'_>),
) -> io::Result<()> {
    let (wake, woken) = mpsc::channel();
    let signals = runtime.block_on(async { ending::signals() })?;
    runtime.spawn(ending::end_on(signals, wake.clone(), leave));
    let (mut rounds, blind) = Rounds::begin(root, wake, woken, poll);
    if let Some(why) = blind {
        tell(Event::Polling(why));
    }
    let mut last = remake(&Look::first(root.to_owned()), tell);
    loop {
        match rounds.next(last.again, last.failed) {
            Round::Look(look) => {
                let next = remake(&look, tell);
                if last.failed && !next.failed {
                    rounds.watch_anew();
                }
                last = next;
            }
            Round::Polling(why) => tell(Event::Polling(why)),
            Round::End => break,
        }
    }
    tell(Event::Ended);
    Ok(())
}
