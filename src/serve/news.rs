//! Server-sent events: every open page hears of every new state.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::StatusCode;
use hyper::body::Bytes;
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::{Answer, Flow, answer, short};
use super::shown::Shown;

/// Pages that can listen at once.
const MOST_LISTENERS: usize = 64;
/// How often a sign of life is given.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Messages that wait for a slow listener; one that is slower misses none, as a state says what it follows.
const WAITING: usize = 4;

/// The places of those who listen.
#[derive(Clone, Debug)]
pub(super) struct News(Arc<Semaphore>);

impl Default for News {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_LISTENERS)))
    }
}

impl News {
    /// A stream of states, the present one first.
    pub(super) fn listen(&self, shown: &Arc<Shown>) -> Answer {
        let Ok(place) = self.0.clone().try_acquire_owned() else { return short(StatusCode::SERVICE_UNAVAILABLE) };
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(tell(shown.clone(), sender, place));
        answer(StatusCode::OK, "text/event-stream", Flow::Parts(receiver))
    }
}

/// Tells until nobody listens any more.
async fn tell(shown: Arc<Shown>, sender: Sender<io::Result<Bytes>>, _place: OwnedSemaphorePermit) {
    let mut scenes = shown.follow();
    scenes.mark_changed();
    let mut seen = None;
    while sender.send(Ok(Bytes::from_static(b": \n\n"))).await.is_ok() {
        let next = tokio::select! {
            () = sender.closed() => return,
            next = tokio::time::timeout(HEARTBEAT, scenes.changed()) => next,
        };
        match next {
            Err(_quiet) => {}
            Ok(Err(_ended)) => return,
            Ok(Ok(())) => {
                let scene = scenes.borrow_and_update().clone();
                if scene.version > 0 && seen != Some(scene.version) {
                    let event = format!("event: state\ndata: {}\n\n", shown.state(&scene, seen));
                    seen = Some(scene.version);
                    let _gone = sender.send(Ok(event.into())).await;
                }
            }
        }
    }
}
