//! What the last build into an output was made from, and what it found: for a build in which nothing changed.

use jiff::civil::DateTime;

use super::{Origins, Outcome, Request};
use crate::diagnostics::{read_saved, read_saved_waived, save, save_waived};
use crate::digest::Digest;
use crate::publish::Output;
use crate::theme;

/// Digest of everything a build depends on: every file's facts, the program, the day, the address.
pub(super) fn inputs_digest(files: Digest, request: &Request) -> Digest {
    Digest::build(|feeder| {
        feeder.digest(files).text(env!("CARGO_PKG_VERSION")).digest(theme::carried_digest());
        feeder.text(&request.as_of.date().to_string()).text(request.base_url.as_deref().unwrap_or(""));
    })
}

/// What the last build found, if nothing at all changed since.
pub(super) fn unchanged(output: &Output, inputs: Option<Digest>, as_of: DateTime) -> Option<Outcome> {
    let last = output.last_build().filter(|last| Some(last.inputs) == inputs)?;
    let moment = |name: &str| last.summary[name].as_str().and_then(|text| text.parse::<DateTime>().ok());
    let next_change = moment("next_change");
    let still_holds = moment("as_of")? <= as_of && next_change.is_none_or(|next| as_of < next);
    let withheld = serde_json::from_value(last.summary["withheld"].clone()).ok()?;
    let untranslated = serde_json::from_value(last.summary["untranslated"].clone()).ok()?;
    let diagnostics = read_saved(&last.summary["diagnostics"])?;
    let waived = read_saved_waived(&last.summary["waived"])?;
    let mourning = serde_json::from_value(last.summary["mourning"].clone()).ok()?;
    still_holds.then(|| Outcome {
        diagnostics,
        waived,
        withheld,
        untranslated,
        files: output.file_count(),
        made: 0,
        next_change,
        ages: Vec::new(),
        mourning,
        origins: Origins::default(),
    })
}

pub(super) fn summary(outcome: &Outcome, as_of: DateTime) -> serde_json::Value {
    serde_json::json!({
        "as_of": as_of.to_string(),
        "next_change": outcome.next_change.map(|moment| moment.to_string()),
        "mourning": outcome.mourning,
        "withheld": outcome.withheld,
        "untranslated": outcome.untranslated,
        "diagnostics": save(&outcome.diagnostics),
        "waived": save_waived(&outcome.waived),
    })
}
