//! Small sites, and what comes of each.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "../../benches/generator/mod.rs"]
mod generator;
mod preview;
mod project;

mod affairs;
mod attachments;
mod attacks;
mod bad_inputs;
mod bad_names;
mod bad_text;
mod charts;
mod codes;
mod collisions;
mod corpus;
mod coverage;
mod data;
mod deeds;
mod deputies;
mod drafts;
mod encodings;
mod errors;
mod external;
mod generated;

mod golden;
mod incremental;
mod killed;
mod languages;
mod layering;
mod lists;
mod markup;
mod media;
mod names;
mod numbers;
mod official;
mod output;
mod packs;
mod pdfs;
mod pictures;
#[cfg(target_os = "linux")]
mod pitfalls;
mod practices;
mod reception;
mod relations;
mod reproducible;
mod rulings;
mod serve;
mod signoff;
mod soak;
mod standards;
mod suggestions;
mod theme_contract;
mod themes;
mod vectors;
