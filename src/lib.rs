//! Wanjia: Markdown stories and YAML profiles in, a browsable site of liaison stations out.

pub mod date;
pub mod diagnostics;
pub mod digest;
pub mod document;
pub mod language;
pub mod plan;
pub mod source;
pub mod view;
