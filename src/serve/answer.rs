//! The form of an answer: status, headers, and a body that is there at once or flows.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::sync::mpsc::Receiver;

/// An answer to a browser.
pub(super) type Answer = Response<Flow>;

/// A body.
#[derive(Debug)]
pub(super) enum Flow {
    /// All of it is there.
    Whole(Bytes),
    /// Its parts are still to come; a failure breaks the connection off.
    Parts(Receiver<io::Result<Bytes>>),
}

impl Body for Flow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Parts(parts) => parts.poll_recv(cx).map(|part| part.map(|part| part.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Parts(_) => SizeHint::default(),
        }
    }
}

/// An answer of one media type.
pub(super) fn answer(status: StatusCode, media_type: &'static str, body: Flow) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer
}

/// A text that is there at once.
pub(super) fn text(status: StatusCode, media_type: &'static str, text: impl Into<Bytes>) -> Answer {
    answer(status, media_type, Flow::Whole(text.into()))
}

/// Nothing but the status in words.
pub(super) fn short(status: StatusCode) -> Answer {
    text(status, "text/plain; charset=utf-8", format!("{status}\n"))
}

/// Other sites must not read, embed or frame what is being written here; browsers must not guess or keep it.
const EVERY_ANSWER: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// `answer` with the headers that every answer has.
pub(super) fn sealed(mut answer: Answer) -> Result<Answer, Infallible> {
    for (name, value) in EVERY_ANSWER {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if matches!(answer.status(), StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED) {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(answer)
}

/// `answer` for `HEAD`: its headers with the length, and no body.
pub(super) fn without_body(mut answer: Answer) -> Answer {
    if let Some(length) = answer.body().size_hint().exact() {
        answer.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    *answer.body_mut() = Flow::Whole(Bytes::new());
    answer
}
