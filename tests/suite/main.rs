//! Small sites, and what comes of each.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod project;

mod collisions;
mod drafts;
mod errors;
mod lists;
mod markup;
mod media;
mod output;
mod relations;
mod themes;
