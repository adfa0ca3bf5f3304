//! When the site is looked at again, and where: what the events of one save or one checkout touch is gathered into one round.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use super::make::{Cause, Look, Touched};
use super::watch::{Blindness, Watch};

/// A save is several events; when none came for so long, it is over.
const QUIET: Duration = Duration::from_millis(10);
/// A file that is gone or empty may be about to be written: editors move the old one away first.
const QUIET_WHILE_MISSING: Duration = Duration::from_millis(40);
/// Small changes wait no longer, even while events keep coming.
const LONGEST: Duration = Duration::from_millis(300);
/// More touched files than anybody saves by hand: a checkout, an unpacked archive.
const MANY: usize = 50;
/// A pause in the middle of many changes.
const QUIET_AMONG_MANY: Duration = Duration::from_millis(150);
/// Many changes wait no longer.
const LONGEST_AMONG_MANY: Duration = Duration::from_secs(4);
/// So long after the last change, everything is looked through once, should an event have been missed.
const IDLE: Duration = Duration::from_secs(2);
/// How often everything is looked through where the system does not report changes, or after it failed.
const POLL: Duration = Duration::from_secs(1);
/// The clock is looked at at least so often: a computer that slept does not notice how long.
const GLANCE: Duration = Duration::from_secs(20);

/// Something for the loop to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Something happened to files or folders.
    Touched {
        /// Which.
        paths: Vec<PathBuf>,
        /// Whether they were made just now.
        born: bool,
    },
    /// Events were lost.
    Anything,
    /// From now on no change is reported.
    Blind(Blindness),
    /// The person wants it to end.
    End,
}

/// What is next.
#[derive(Debug)]
pub(super) enum Round {
    /// Look at the site.
    Look(Look),
    /// From now on everything is looked at every second.
    Polling(Blindness),
    /// The end.
    End,
}

/// The rounds of one run.
pub(super) struct Rounds {
    root: PathBuf,
    woken: Receiver<Wake>,
    wake: Sender<Wake>,
    watch: Watch,
    /// When everything is looked through once, after the last change.
    idle: Option<Instant>,
    /// How often everything is looked through without an event; longer where a look takes long.
    poll: Duration,
    looked: Instant,
}

impl Rounds {
    /// Watches the site at `root`, which must be canonical; says why it cannot where it cannot.
    pub(super) fn begin(root: &Path, wake: Sender<Wake>, woken: Receiver<Wake>, poll: bool) -> (Self, Option<Blindness>) {
        let watch = if poll { Err(Blindness::Asked) } else { Watch::begin(root, &wake) };
        let (watch, blind) = match watch {
            Ok(watch) => (watch, None),
            Err(blindness) => (Watch::blind(root), Some(blindness)),
        };
        (Self { root: root.to_owned(), woken, wake, watch, idle: None, poll: POLL, looked: Instant::now() }, blind)
    }

    /// Waits for the next round. `again`: when the site changes by itself; `failed`: the last look ended in a failure of the machine.
    pub(super) fn next(&mut self, again: Option<SystemTime>, failed: bool) -> Round {
        self.poll = POLL.max(self.looked.elapsed());
        self.looked = Instant::now();
        loop {
            let polls = failed || !self.watch.sees();
            let waits = [self.idle.map(left), polls.then(|| left(self.looked + self.poll)), again.map(left_of_day)];
            match self.woken.recv_timeout(waits.into_iter().flatten().fold(GLANCE, Duration::min)) {
                Ok(Wake::Touched { paths, born }) => {
                    let mut gathered = Gathered::default();
                    gathered.add(paths, born);
                    return self.gather(gathered);
                }
                Ok(Wake::Anything) => return self.look(Touched::Anything, Cause::Saved),
                Ok(Wake::Blind(why)) if self.watch.sees() => return self.blind(why),
                Ok(Wake::Blind(_)) => {}
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return Round::End,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(cause) = self.due(again, polls) {
                        return self.look(Touched::Anything, cause);
                    }
                }
            }
        }
    }

    /// Why everything should be looked through now, if it should.
    fn due(&self, again: Option<SystemTime>, polls: bool) -> Option<Cause> {
        let now = Instant::now();
        if again.is_some_and(|at| at <= SystemTime::now()) {
            return Some(Cause::Time);
        }
        let idle = self.idle.is_some_and(|at| at <= now);
        (idle || polls && self.looked + self.poll <= now).then_some(Cause::Idle)
    }

    /// Gathers until the touching has come to a rest.
    fn gather(&mut self, mut gathered: Gathered) -> Round {
        let began = Instant::now();
        let mut last = began;
        let mut anything = false;
        while let Some(wait) = gathered.patience(began.elapsed()).checked_sub(last.elapsed()).filter(|wait| !wait.is_zero()) {
            match self.woken.recv_timeout(wait) {
                Ok(Wake::Touched { paths, born }) => gathered.add(paths, born),
                Ok(Wake::Anything) => anything = true,
                Ok(Wake::Blind(why)) => return self.blind(why),
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return Round::End,
                Err(RecvTimeoutError::Timeout) => break,
            }
            last = Instant::now();
        }
        if let Err(why) = self.watch.follow(gathered.touched.iter()) {
            return self.blind(why);
        }
        self.look(if anything { Touched::Anything } else { Touched::These(gathered.touched) }, Cause::Saved)
    }

    fn look(&mut self, touched: Touched, cause: Cause) -> Round {
        self.idle = match cause {
            Cause::Saved => Some(Instant::now() + IDLE),
            Cause::Beginning | Cause::Idle | Cause::Time => None,
        };
        self.looked = Instant::now();
        Round::Look(Look { touched, cause, root: self.root.clone() })
    }

    fn blind(&mut self, why: Blindness) -> Round {
        self.watch = Watch::blind(&self.root);
        self.idle = None;
        Round::Polling(why)
    }

    /// After the folder itself was gone, what was watched is gone too.
    pub(super) fn watch_anew(&mut self) {
        if let (true, Ok(watch)) = (self.watch.sees(), Watch::begin(&self.root, &self.wake)) {
            self.watch = watch;
        }
    }
}

/// What was touched since the last round.
#[derive(Debug, Default)]
struct Gathered {
    touched: BTreeSet<PathBuf>,
    /// Files that did not exist before: when they are gone again, nobody waits for them.
    born: BTreeSet<PathBuf>,
}

impl Gathered {
    fn add(&mut self, paths: Vec<PathBuf>, born: bool) {
        for path in paths {
            if born && !self.touched.contains(&path) {
                self.born.insert(path.clone());
            }
            self.touched.insert(path);
        }
    }

    /// How long no event must have come, `since` the first one.
    fn patience(&self, since: Duration) -> Duration {
        let (quiet, longest) = match self.touched.len() > MANY {
            true => (QUIET_AMONG_MANY, LONGEST_AMONG_MANY),
            false if self.is_half_written() => (QUIET_WHILE_MISSING, LONGEST),
            false => (QUIET, LONGEST),
        };
        if since >= longest { Duration::ZERO } else { quiet }
    }

    /// Whether a file is empty, or one that was there before is gone.
    fn is_half_written(&self) -> bool {
        self.touched.iter().any(|path| match std::fs::metadata(path) {
            Ok(facts) => facts.is_file() && facts.len() == 0,
            Err(_) => !self.born.contains(path),
        })
    }
}

fn left(at: Instant) -> Duration {
    at.saturating_duration_since(Instant::now())
}

fn left_of_day(at: SystemTime) -> Duration {
    at.duration_since(SystemTime::now()).unwrap_or_default()
}
