//! The end: the person's Ctrl-C, or the system's wish.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::rounds::Wake;

/// How long the person waits for the end.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the system sends for an end: Ctrl-C, and what `kill` sends.
#[cfg(unix)]
pub(super) type Signals = [tokio::signal::unix::Signal; 2];

/// Hears from now on when the person or the system wants an end.
#[cfg(unix)]
pub(super) fn signals() -> io::Result<Signals> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?])
}

/// Waits for a signal, then asks the loop to end; where that is busy for long, leaves.
#[cfg(unix)]
pub(super) async fn end_on([mut interrupt, mut terminate]: Signals, wake: Sender<Wake>, leave: Option<fn()>) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    end(&wake, leave).await;
}

/// Nothing need be done beforehand.
#[cfg(not(unix))]
pub(super) fn signals() -> io::Result<()> {
    Ok(())
}

/// Waits for Ctrl-C, then asks the loop to end; where that is busy for long, leaves.
#[cfg(not(unix))]
pub(super) async fn end_on((): (), wake: Sender<Wake>, leave: Option<fn()>) {
    let _signal = tokio::signal::ctrl_c().await;
    end(&wake, leave).await;
}

async fn end(wake: &Sender<Wake>, leave: Option<fn()>) {
    let _ended_already = wake.send(Wake::End);
    if let Some(leave) = leave {
        tokio::time::sleep(PATIENCE).await;
        leave();
    }
}
