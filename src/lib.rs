//! Wanjia: Markdown stories and YAML profiles in, a browsable site of liaison stations out.

pub mod author;
pub mod calendar;
pub mod cli;
pub mod date;
pub mod diagnostics;
pub mod digest;
pub mod document;
pub mod fields;
pub mod language;
pub mod load;
pub mod model;
pub mod names;
pub mod parse;
pub mod picture;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod rules;
pub mod search;
pub mod serve;
pub mod settings;
pub mod source;
pub mod theme;
pub mod view;
