//! Pictures for browsers, made when they are asked for: a site with hundreds of photographs is shown at once, and only what somebody looks
//! at is made. What was made is kept beside the output, for the next time and for the next build.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::StatusCode;
use hyper::body::Bytes;
use tokio::sync::Semaphore;

use super::answer::{Answer, short, text};
use super::file;
use crate::digest::Digest;
use crate::picture::Order;
use crate::publish::Derived;
use crate::render;

/// The largest picture that is read, in bytes.
const LARGEST: u64 = 200 << 20;

/// Who makes pictures.
#[derive(Debug)]
pub(super) struct Studio {
    kept: Option<Derived>,
    /// So many are made at once: each takes a core and much memory.
    places: Arc<Semaphore>,
}

impl Studio {
    /// A studio that keeps what it makes in `kept`.
    pub(super) fn new(kept: Option<Derived>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { kept, places: Arc::new(Semaphore::new(cores.min(4))) }
    }

    /// The file that `order` asks for, made of the picture at `from` in the site at `root`.
    pub(super) async fn send(&self, from: PathBuf, order: Order, root: PathBuf, media_type: &'static str) -> Answer {
        let (digest, name, kept) = (order.digest, order.recipe.name(), self.kept.clone());
        let (place, site) = (from.clone(), root.clone());
        let known = tokio::task::spawn_blocking(move || kept.filter(|_| file::may_be_sent(&place, &site))?.get(digest, &name)).await;
        if let Ok(Some(bytes)) = known {
            return text(StatusCode::OK, media_type, Bytes::from(bytes));
        }
        let _place = self.places.acquire().await;
        let Some(bytes) = file::whole(from, root, LARGEST).await else { return short(StatusCode::NOT_FOUND) };
        let kept = self.kept.clone();
        let made = tokio::task::spawn_blocking(move || make(&bytes, &order, kept.as_ref())).await;
        match made {
            Ok(Some(bytes)) => text(StatusCode::OK, media_type, Bytes::from(bytes)),
            Ok(None) | Err(_) => short(StatusCode::NOT_FOUND),
        }
    }
}

/// Nothing where the file is another by now, or cannot be decoded: `check` and `build` tell of that.
fn make(bytes: &[u8], order: &Order, kept: Option<&Derived>) -> Option<Vec<u8>> {
    if Digest::of(bytes) != order.digest {
        return None;
    }
    let made = render::picture::make(bytes, order.facts, &[order.recipe]).ok()?.pop()?;
    kept.inspect(|kept| kept.put(order.digest, &order.recipe.name(), &made));
    Some(made)
}
