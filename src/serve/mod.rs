//! The development server: makes the site in memory whenever a file is touched, and shows it on this machine. Tells what happens as
//! [`Event`]s and prints nothing. The published folder is never touched.

mod answer;
mod file;
mod guard;
mod make;
mod media_type;
mod news;
mod server;
mod shown;
mod site;
mod told;
mod watch;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use crate::language::Speech;
use crate::plan::address::Address;
use crate::publish::Memory;

pub use make::{Made, Touched};

use guard::Guard;
use news::News;
use server::Server;
use shown::Shown;
use watch::{Means, Watch};

/// How long touches are gathered before the site is made again: a save is often several of them.
const GATHER: Duration = Duration::from_millis(20);

/// What happens while the site is shown.
#[derive(Debug)]
pub enum Event<'a> {
    /// Browsers are answered here.
    Listening {
        /// The address to open.
        url: String,
        /// Whether the wanted port was taken by somebody else.
        moved: bool,
    },
    /// The site was made, or could not be; the last good one stays.
    Made {
        /// What came of it.
        made: &'a Made,
        /// The files of the site that are new, other or gone.
        changed: Vec<Address>,
        /// How long it took.
        took: Duration,
    },
    /// The system does not report changes, for this reason; files are looked at every second.
    Polling(String),
    /// The end was asked for.
    Ended,
}

/// Why the server cannot work.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No port can be had.
    #[error("port {port}: {source}")]
    Port {
        /// The wanted port.
        port: u16,
        /// What the machine said.
        source: io::Error,
    },
    /// The folder cannot be watched.
    #[error("{}: {reason}", path.display())]
    Folder {
        /// The site's folder.
        path: PathBuf,
        /// What the machine said.
        reason: String,
    },
    /// The machine gives no thread or signal.
    #[error(transparent)]
    Runtime(#[from] io::Error),
}

/// Something for the loop to do.
enum Wake {
    /// A file may have changed.
    Touched,
    /// The person wants it to end.
    End,
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
}

/// Shows the site until the person ends it (Ctrl-C). `make` makes the site after the one that is given, of which it keeps what did not
/// change, and after the pages of withheld things; `tell` is told what happens.
pub fn serve(
    options: &ServeOptions,
    mut make: impl FnMut(Memory, Memory, &Touched) -> Made,
    mut tell: impl FnMut(Event<'_>),
) -> Result<(), ServeError> {
    let unwatchable = |reason: String| ServeError::Folder { path: options.site.clone(), reason };
    let root = options.site.canonicalize().map_err(|error| unwatchable(error.to_string()))?;
    let listener =
        server::listen(options.host.as_deref(), options.port).map_err(|source| ServeError::Port { port: options.port, source })?;
    let address = listener.local_addr()?;
    let shown = Arc::new(Shown::new(&root, options.speech));
    let (wake, woken) = mpsc::channel();
    let (mut watch, means) = Watch::begin(&root, &wake).map_err(|error| unwatchable(error.to_string()))?;
    if let Means::Polling(reason) = means {
        tell(Event::Polling(reason));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let server = Server {
        shown: shown.clone(),
        guard: Guard::new(options.host.as_deref()),
        base_path: options.base_path.trim_start_matches('/').to_owned(),
        news: News::default(),
    };
    runtime.spawn(server::answer_all(listener, Arc::new(server)));
    runtime.spawn(end_on_signal(wake));
    tell(listening(address, options.port));
    let mut remake = || {
        let began = Instant::now();
        let scene = shown.scene();
        let after = |site: &Option<Arc<Memory>>| site.as_deref().map(Memory::after).unwrap_or_default();
        let mut made = make(after(&scene.site), after(&scene.withheld), &Touched::Anything);
        if let Some(changed) = shown.replace(&mut made) {
            tell(Event::Made { made: &made, changed, took: began.elapsed() });
        }
    };
    remake();
    while wait(&woken) {
        // A folder that cannot be watched any more is gone; making the site says so.
        let _gone = watch.renew();
        remake();
    }
    tell(Event::Ended);
    runtime.shutdown_background();
    Ok(())
}

fn listening<'a>(address: SocketAddr, wanted: u16) -> Event<'a> {
    Event::Listening { url: format!("http://{address}/"), moved: address.port() != wanted }
}

async fn end_on_signal(wake: Sender<Wake>) {
    let _signal = tokio::signal::ctrl_c().await;
    let _ended_already = wake.send(Wake::End);
}

/// Waits until something was touched and no more follows at once; `false` at the end.
fn wait(woken: &Receiver<Wake>) -> bool {
    let Ok(Wake::Touched) = woken.recv() else { return false };
    let until = Instant::now() + GATHER;
    loop {
        match woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Wake::Touched) => {}
            Ok(Wake::End) => return false,
            Err(_) => return true,
        }
    }
}
