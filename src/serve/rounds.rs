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
/// A few changes wait no longer, even while events keep coming.
const LONGEST: Duration = Duration::from_millis(300);
/// More files than one save touches: several are saved at once, or many more follow.
const SEVERAL: usize = 4;
/// A pause among several.
const QUIET_AMONG_SEVERAL: Duration = Duration::from_millis(50);
/// More files than anybody saves by hand: a checkout, an unpacked archive.
const MANY: usize = 20;
/// A pause among many, or after a folder was made.
const QUIET_AMONG_MANY: Duration = Duration::from_millis(200);
/// Many changes wait no longer.
const LONGEST_AMONG_MANY: Duration = Duration::from_secs(10);
/// What is touched so soon after a look belongs to what was touched before it.
const SOON: Duration = Duration::from_millis(300);
/// So long after the last change, everything is looked through once, should an event have been missed.
const IDLE: Duration = Duration::from_secs(2);
/// How often everything is looked through in any case: links may lead to files that are not watched.
const REGULARLY: Duration = Duration::from_secs(30);
/// How often everything is looked through where the system does not report changes, or after it failed.
const POLL: Duration = Duration::from_secs(1);
/// However long a look takes.
const LONGEST_POLL: Duration = Duration::from_secs(10);
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
    /// When the last look began, until it is over.
    began: Option<Instant>,
    /// How much was touched in this and the last rounds, as they followed each other without a rest.
    streak: usize,
}

impl Rounds {
    /// Watches the site at `root`, which must be canonical; says why it cannot where it cannot.
    pub(super) fn begin(root: &Path, wake: Sender<Wake>, woken: Receiver<Wake>, poll: bool) -> (Self, Option<Blindness>) {
        let watch = if poll { Err(Blindness::Asked) } else { Watch::begin(root, &wake) };
        let (watch, blind) = match watch {
            Ok(watch) => (watch, None),
            Err(blindness) => (Watch::blind(root), Some(blindness)),
        };
        (Self { root: root.to_owned(), woken, wake, watch, idle: None, began: None, streak: 0 }, blind)
    }

    /// Waits for the next round. `again`: when the site changes by itself; `failed`: the last look ended in a failure of the machine.
    pub(super) fn next(&mut self, again: Option<SystemTime>, failed: bool) -> Round {
        // Where a look takes long, as on a slow network, the computer is not kept busy with looking.
        let took = self.began.take().map_or(Duration::ZERO, |began| began.elapsed());
        let poll = (failed || !self.watch.sees()).then(|| Instant::now() + (took * 3).clamp(POLL, LONGEST_POLL));
        let ended = Instant::now();
        let regular = Some(ended + (took * 50).max(REGULARLY));
        loop {
            let waits = [self.idle.map(left), regular.map(left), poll.map(left), again.map(left_of_day)];
            match self.woken.recv_timeout(waits.into_iter().flatten().fold(GLANCE, Duration::min)) {
                Ok(wake @ (Wake::Touched { .. } | Wake::Anything)) => {
                    self.streak = if ended.elapsed() < SOON { self.streak } else { 0 };
                    return self.gather(wake);
                }
                Ok(Wake::Blind(why)) if self.watch.sees() => return self.blind(why),
                Ok(Wake::Blind(_)) => {}
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return Round::End,
                Err(RecvTimeoutError::Timeout) => {
                    let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= Instant::now());
                    if again.is_some_and(|at| at <= SystemTime::now()) {
                        return self.look(Touched::Anything, Cause::Time);
                    }
                    if is_due(self.idle) || is_due(regular) || is_due(poll) {
                        return self.look(Touched::Anything, Cause::Idle);
                    }
                }
            }
        }
    }

    /// Gathers until the touching has come to a rest.
    fn gather(&mut self, first: Wake) -> Round {
        let mut gathered = Gathered { before: self.streak, ..Gathered::default() };
        let began = Instant::now();
        let mut next = first;
        loop {
            let last = Instant::now();
            match next {
                Wake::Touched { paths, born } => gathered.add(paths, born),
                Wake::Anything => gathered.anything = true,
                Wake::Blind(why) => return self.blind(why),
                Wake::End => return Round::End,
            }
            let wait = gathered.patience(began.elapsed()).saturating_sub(last.elapsed());
            if wait.is_zero() {
                break;
            }
            match self.woken.recv_timeout(wait) {
                Ok(wake) => next = wake,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Round::End,
            }
        }
        self.streak += gathered.touched.len();
        if gathered.anything {
            self.watch_anew();
        } else if let Err(why) = self.watch.follow(gathered.touched.iter()) {
            return self.blind(why);
        }
        let touched = if gathered.anything { Touched::Anything } else { Touched::These(gathered.touched) };
        self.look(touched, Cause::Saved)
    }

    fn look(&mut self, touched: Touched, cause: Cause) -> Round {
        self.idle = match cause {
            Cause::Saved => Some(Instant::now() + IDLE),
            Cause::Beginning | Cause::Idle | Cause::Time => None,
        };
        self.began = Some(Instant::now());
        Round::Look(Look { touched, cause, root: self.root.clone() })
    }

    fn blind(&mut self, why: Blindness) -> Round {
        self.watch = Watch::blind(&self.root);
        self.idle = None;
        Round::Polling(why)
    }

    /// After the folder itself was gone, or events were lost, new folders may go unwatched.
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
    /// Whether events were lost.
    anything: bool,
    /// Whether a folder was made, in which files will follow.
    has_new_folder: bool,
    /// How much was touched just before.
    before: usize,
}

impl Gathered {
    fn add(&mut self, paths: Vec<PathBuf>, born: bool) {
        for path in paths {
            if born && !self.touched.contains(&path) {
                self.has_new_folder |= path.is_dir();
                self.born.insert(path.clone());
            }
            self.touched.insert(path);
        }
    }

    /// How long no event must have come, `since` the first one.
    fn patience(&self, since: Duration) -> Duration {
        let touched = self.before + self.touched.len();
        let (quiet, longest) = match touched {
            _ if self.anything || self.has_new_folder || touched > MANY => (QUIET_AMONG_MANY, LONGEST_AMONG_MANY),
            _ if touched > SEVERAL => (QUIET_AMONG_SEVERAL, LONGEST),
            _ if self.is_half_written() => (QUIET_WHILE_MISSING, LONGEST),
            _ => (QUIET, LONGEST),
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn blind_rounds() -> (Rounds, Sender<Wake>) {
        let (wake, woken) = channel();
        let (rounds, why) = Rounds::begin(Path::new("/"), wake.clone(), woken, true);
        assert_eq!(why, Some(Blindness::Asked));
        (rounds, wake)
    }

    fn touched(name: String) -> Wake {
        Wake::Touched { paths: vec![PathBuf::from(name)], born: true }
    }

    #[test]
    fn what_is_touched_at_once_is_one_round() {
        let (mut rounds, wake) = blind_rounds();
        let events = std::thread::spawn(move || {
            for number in 0..3_000 {
                wake.send(touched(format!("/content/{number}.md"))).expect("somebody listens");
                if number % 100 == 0 {
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
            wake
        });
        let Round::Look(Look { touched: Touched::These(paths), cause: Cause::Saved, .. }) = rounds.next(None, false) else {
            panic!("a look at what was touched")
        };
        assert_eq!(paths.len(), 3_000);
        let wake = events.join().expect("it has ended");
        wake.send(Wake::Anything).expect("somebody listens");
        wake.send(touched("/content/a.md".to_owned())).expect("somebody listens");
        assert!(matches!(rounds.next(None, false), Round::Look(Look { touched: Touched::Anything, cause: Cause::Saved, .. })));
        wake.send(touched("/content/a.md".to_owned())).expect("somebody listens");
        wake.send(Wake::End).expect("somebody listens");
        assert!(matches!(rounds.next(None, false), Round::End));
    }

    #[test]
    fn without_events_everything_is_looked_at_every_second_and_when_its_time_comes() {
        let (mut rounds, _wake) = blind_rounds();
        let began = Instant::now();
        assert!(matches!(rounds.next(None, false), Round::Look(Look { touched: Touched::Anything, cause: Cause::Idle, .. })));
        assert!(began.elapsed() >= POLL);
        let soon = SystemTime::now() + Duration::from_millis(30);
        assert!(matches!(rounds.next(Some(soon), false), Round::Look(Look { cause: Cause::Time, .. })));
        assert!(SystemTime::now() >= soon);
    }

    #[test]
    fn a_file_that_went_away_is_given_time_to_come_back() {
        let mut gathered = Gathered::default();
        gathered.add(vec![PathBuf::from("/content/new.md~2")], true);
        assert_eq!(gathered.patience(Duration::ZERO), QUIET);
        gathered.add(vec![PathBuf::from("/content/nowhere.md")], false);
        assert_eq!(gathered.patience(Duration::ZERO), QUIET_WHILE_MISSING);
        assert_eq!(gathered.patience(LONGEST), Duration::ZERO);
        gathered.before = 10;
        assert_eq!(gathered.patience(Duration::ZERO), QUIET_AMONG_SEVERAL);
        gathered.before = 100;
        assert_eq!(gathered.patience(LONGEST), QUIET_AMONG_MANY);
    }
}
