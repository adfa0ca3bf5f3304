//! Disk to [`Sources`]: the only place that reads the editor's files.
//!
//! A survey walks the site and looks at every file's facts without opening it; texts are then read one at a time by whoever
//! parses them, and media only as far as their header and digest.

mod facts;
mod names;
mod survey;
mod text;

pub use facts::{MediaFacts, Name, broken, media};
pub use names::{FOLDERS, SETTINGS, belongs};
pub use survey::{Entry, Facts, LoadError, Part, Sources, survey};
pub use text::{marked, saved, text, text_at, whole};
